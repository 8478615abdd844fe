#!/usr/bin/env python3
"""Parallel projections of a volume about the y axis, as a third party would write them for tem.external.

    projector.py VOLUME.mrc OUTPUT.mrc ANGLES.tlt

Voxel by voxel: what voxel (x, y, z) holds lands at x' = c + (x - c) cos a + (z - c) sin a, with c = (n - 1)/2 the middle of
each axis, and is shared between the two pixels beside that place. Pixels hold line integrals in density times angstrom
with the sign turned, so protein is dark. Sharing leaves a moire of some per cent from one pixel to the next in views near
45 degrees; behind a low-pass of two pixels there is none. Needs numpy and mrcfile.
"""
import os
import sys

import mrcfile
import numpy


def projection(volume, angle_deg, voxel_A):
    """The image (y, x) of a volume (z, y, x); what lands outside it is lost."""
    depth, height, width = volume.shape
    angle = numpy.deg2rad(angle_deg)
    x = numpy.arange(width) - (width - 1) / 2
    z = numpy.arange(depth) - (depth - 1) / 2
    place = (width - 1) / 2 + x[None, :] * numpy.cos(angle) + z[:, None] * numpy.sin(angle)
    left = numpy.floor(place).astype(int)
    image = numpy.zeros((height, width))
    for pixel, weight in ((left, 1 - (place - left)), (left + 1, place - left)):
        inside = (pixel >= 0) & (pixel < width)
        for y in range(height):
            image[y] += numpy.bincount(pixel[inside], (weight * volume[:, y, :])[inside], width)
    return image * voxel_A


def write_stack(path, images, voxel_size):
    """Written beside and renamed, so that a program that is killed leaves nothing half written."""
    with mrcfile.new(path + ".partial", overwrite=True) as result:
        result.set_data(images.astype(numpy.float32))
        result.set_image_stack()
        result.voxel_size = voxel_size
    os.replace(path + ".partial", path)


def main(source, target, angle_file):
    angles = numpy.loadtxt(angle_file, ndmin=1)
    with mrcfile.open(source) as file:
        volume = file.data.astype(numpy.float64)
        voxel_size = file.voxel_size.copy()
    mass = volume.sum() * float(voxel_size.x)
    images = []
    for view, angle in enumerate(angles):
        image = projection(volume, angle, float(voxel_size.x))
        print(f"view {view} at {angle:.1f} deg: {100 * image.sum() / mass if mass else 100:.3f} % of the mass in the image")
        images.append(-image)
    write_stack(target, numpy.array(images), voxel_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
