#!/usr/bin/env python3
"""Counting noise on a tilt series, as a third party would write it for tem.external.

    third_party_noise.py INPUT.mrc OUTPUT.mrc ANGLES.tlt ELECTRONS_PER_PIXEL SEED

Knows nothing of cryocosm: an MRC stack comes in, an MRC stack of the same size and pixel size goes out, and
whatever is printed lands in run.json. Needs numpy and mrcfile, which scripts/install-dependencies installs.
"""
import os
import sys

import mrcfile
import numpy


def main():
    source, target, angle_file, electrons, seed = sys.argv[1:]
    electrons = float(electrons)
    angles = numpy.loadtxt(angle_file, ndmin=1)
    with mrcfile.open(source) as stack:  # refuses what is no sound MRC file
        images = stack.data.astype(numpy.float64)
        voxel_size = stack.voxel_size.copy()
    if len(images) != len(angles):
        sys.exit(f"{len(images)} images, but {len(angles)} angles")  # exit status 1, with the reason in the log

    # the images are line integrals, dark where there is protein: take them as a modulation of a bright field
    # that varies by a tenth, so that counts stay positive
    spread = images.std()
    field = 1 + 0.1 * (images - images.mean()) / (spread if spread > 0 else 1)

    # one generator for each view, so that no view depends on how many there are before it
    noisy = numpy.empty(images.shape, numpy.float32)
    for view, image in enumerate(field):
        random = numpy.random.default_rng([int(seed), view])
        noisy[view] = random.poisson(electrons * numpy.clip(image, 0, None))
        print(f"view {view} at {angles[view]:.1f} deg: {noisy[view].mean():.3f} electrons per pixel")

    # written beside and renamed, so that a program that is killed leaves nothing half written
    with mrcfile.new(target + ".partial", overwrite=True) as result:
        result.set_data(noisy)
        result.set_image_stack()
        result.voxel_size = voxel_size
    os.replace(target + ".partial", target)


main()
