#!/usr/bin/env python3
"""Checks a run of examples/external-noise.json or examples/external-projection.json.

    check_example.py OUTPUT_FOLDER

What the external program printed is held against the run's volumes and angles.
"""
import json
import math
import pathlib
import re
import sys

import mrcfile
import numpy


def read(folder, name):
    with mrcfile.open(folder / name) as file:
        return file.data.astype(float), float(file.voxel_size.x)


def main(folder):
    record = json.loads((folder / "run.json").read_text())
    external = [stage for stage in record["acquisition"] if "program" in stage]
    assert len(external) == 1 and external[0]["component"] == "tem.external", "run.json names not one external program"
    stage = external[0]
    angles = numpy.loadtxt(folder / "tilt_series.tlt")
    lines = re.findall(r"^view (\d+) at (-?\d+\.\d) deg: (\d+\.\d+) (.*)$", stage["log"], re.M)
    assert [int(line[0]) for line in lines] == list(range(len(angles))), "the log has not one line for each view"
    assert numpy.allclose([float(line[1]) for line in lines], angles, atol=0.05), "the program was given other angles"
    values = numpy.array([float(line[2]) for line in lines])
    images, _ = read(folder, "tilt_series.mrc")
    assert len(images) == len(angles)

    if lines[0][3] == "electrons per pixel":
        # 40 on the average over all views, of n pixels: standard deviation sqrt(40/n)
        allowed = 5 * math.sqrt(40 / images.size)
        print(f"{stage['program']} counted {values.mean():.4f} electrons per pixel, within {allowed:.4f} of 40")
        assert abs(values.mean() - 40) < allowed + 0.0005, "not 40 electrons per pixel"
    else:
        density, voxel_A = read(folder, "density.mrc")
        # what lands outside the image is lost: the program's percentage against the places of the voxels' centres,
        # which are off by less than the pixel between which they are shared
        depth, _, width = density.shape
        x, z = numpy.arange(width) - (width - 1) / 2, numpy.arange(depth) - (depth - 1) / 2
        slices = density.sum(axis=1)
        for angle, percent in zip(numpy.deg2rad(angles), values):
            place = abs(x[None, :] * math.cos(angle) + z[:, None] * math.sin(angle))
            fewest, most = (100 * slices[place <= width / 2 + slack].sum() / slices.sum() for slack in (-0.5, 0.5))
            assert fewest - 0.001 <= percent <= most + 0.001, f"{percent} % in the image at {math.degrees(angle):.0f} deg"
        print(f"{stage['program']} kept between {values.min():.3f} % and {values.max():.3f} % of the mass in its images")

    tomogram, _ = read(folder, "tomogram.mrc")
    density, _ = read(folder, "density.mrc")
    contrast = -numpy.corrcoef(tomogram.ravel(), density.ravel())[0, 1]  # protein is dark
    print(f"the tomogram correlates with the density by {-contrast:.3f}")
    assert contrast > 0.1, "the tomogram does not show the specimen"


main(pathlib.Path(sys.argv[1]))
