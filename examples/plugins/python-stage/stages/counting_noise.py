#!/usr/bin/env python3
"""Counting noise on a tilt series, as a third party would write it for tem.external.

    counting_noise.py INPUT.mrc OUTPUT.mrc ANGLES.tlt ELECTRONS_PER_PIXEL SEED

Knows nothing of cryocosm: an MRC stack comes in, an MRC stack of the same size and pixel size goes out, and
whatever is printed lands in run.json. Needs numpy and mrcfile.
"""
import os
import sys

import mrcfile
import numpy


def bright_field(images):
    """The images are line integrals, dark where there is protein: taken as a modulation of a bright field by a tenth, so
    that counts stay positive."""
    spread = images.std()
    return 1 + 0.1 * (images - images.mean()) / (spread if spread > 0 else 1)


def counted(field, electrons, seed):
    """Poisson numbers; one generator for each view, so that no view depends on how many there are before it."""
    counts = numpy.empty(field.shape, numpy.float32)
    for view, image in enumerate(field):
        random = numpy.random.default_rng([seed, view])
        counts[view] = random.poisson(electrons * numpy.clip(image, 0, None))
    return counts


def write_stack(path, images, voxel_size):
    """Written beside and renamed, so that a program that is killed leaves nothing half written."""
    with mrcfile.new(path + ".partial", overwrite=True) as result:
        result.set_data(images)
        result.set_image_stack()
        result.voxel_size = voxel_size
    os.replace(path + ".partial", path)


def main(source, target, angle_file, electrons, seed):
    angles = numpy.loadtxt(angle_file, ndmin=1)
    with mrcfile.open(source) as stack:  # refuses what is no sound MRC file
        images = stack.data.astype(numpy.float64)
        voxel_size = stack.voxel_size.copy()
    if len(images) != len(angles):
        sys.exit(f"{len(images)} images, but {len(angles)} angles")  # exit status 1, with the reason in the log
    counts = counted(bright_field(images), float(electrons), int(seed))
    for view, angle in enumerate(angles):
        print(f"view {view} at {angle:.1f} deg: {counts[view].mean(dtype=float):.3f} electrons per pixel")
    write_stack(target, counts, voxel_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
