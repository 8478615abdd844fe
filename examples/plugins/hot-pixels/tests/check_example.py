#!/usr/bin/env python3
"""Checks a run of examples/hot-pixels.json or examples/repaired.json with a program that shares nothing with it.

    check_example.py OUTPUT_FOLDER

What run.json says was done to the detector is looked for in the images, and nothing else may stand out. Neighbours of
a pixel are the 24 around it; an image's deviation is that of the pixels that nothing was done to.
"""
import json
import math
import pathlib
import sys

import mrcfile
import numpy


def numbers(text, columns):
    rows = [[float(word) for word in line.split()] for line in text.splitlines()]
    assert all(len(row) == columns for row in rows), text
    return numpy.array(rows).reshape(len(rows), columns)


def read(folder, name):
    with mrcfile.open(folder / name) as mrc:
        return mrc.data.astype(float)


def neighbours_median(images):
    """Of the 24 pixels around each; images are continued beyond their edges by their mirror image."""
    padded = numpy.pad(images, ((0, 0), (2, 2), (2, 2)), mode="reflect")
    height, width = images.shape[1:]
    around = [padded[:, 2 + v:2 + v + height, 2 + u:2 + u + width]
              for v in range(-2, 3) for u in range(-2, 3) if (u, v) != (0, 0)]
    return numpy.median(around, axis=0)


class Truth:
    """What the stage noted, as masks of the detector (y, x) and of the stack (view, y, x)."""

    def __init__(self, stage, shape):
        views, height, width = shape
        hot = numbers(stage["hot_pixels"], 3)
        self.hot = {(int(y), int(x)): excess for x, y, excess in hot}
        self.dead = numpy.zeros((height, width), bool)
        for x, y in numbers(stage["dead_pixels"], 2).astype(int):
            self.dead[y, x] = True
        for x in numbers(stage["dead_columns"], 1).astype(int)[:, 0]:
            self.dead[:, x] = True
        self.lit = numpy.zeros(shape)
        for view, x, y, excess in numbers(stage["ray_hits"], 4):
            self.lit[int(view), int(y), int(x)] += excess
        self.hot_map = numpy.zeros((height, width))
        for place, excess in self.hot.items():
            self.hot_map[place] = excess
        self.touched = (self.lit > 0) | self.dead | (self.hot_map > 0)


def z_scores(images, touched):
    """Differences from the neighbours' median, in deviations of the untouched pixels of each image."""
    values = numpy.where(touched, numpy.nan, images)
    deviation = numpy.nanstd(values, axis=(1, 2))[:, None, None]
    return (images - neighbours_median(images)) / deviation


def outliers(images):
    """Pixels beyond six deviations of the image; rays of a half are noted nowhere."""
    middle = numpy.median(images, axis=(1, 2), keepdims=True)
    size = numpy.abs(images - middle)
    return size > 6 * 1.4826 * numpy.median(size, axis=(1, 2), keepdims=True)


def check_defects(folder, truth, params):
    images = read(folder, "tilt_series.mrc")
    assert truth.hot and truth.dead.any() and (truth.lit > 0).any(), "nothing was done to the detector"
    z = z_scores(images, truth.touched)

    # what an excess is added to is a pixel's own noise, so the mean over n views is right to 5 sqrt((1 + 1.57/24) / n)
    alive = {place: excess for place, excess in truth.hot.items() if not truth.dead[place]}
    worst = 0
    for place, excess in alive.items():
        views = truth.lit[(slice(None), *place)] == 0
        found = z[(slice(None), *place)][views].mean()
        worst = max(worst, abs(found - excess) / (5 * math.sqrt((1 + 1.57 / 24) / views.sum())))
    print(f"{len(alive)} hot pixels, the worst off by {worst:.2f} of what noise allows")
    assert worst < 1, "a hot pixel does not read its excess above its neighbours"

    # dead pixels of one image all read the same, level deviations from the mean of the image without defects; leaving
    # out k of n pixels, of at most twice the variance of all, moves the mean by less than k/n deviations and the
    # deviation by less than k/2n
    values = numpy.where(truth.touched, numpy.nan, images)
    mean, deviation = numpy.nanmean(values, axis=(1, 2)), numpy.nanstd(values, axis=(1, 2))
    readings = images[:, truth.dead]
    assert (readings == readings[:, :1]).all(), "dead pixels of one image differ"
    level = params["dead"]["level"]
    off = numpy.abs((readings[:, 0] - mean) / deviation - level).max()
    left_out = truth.touched.sum(axis=(1, 2)).max()
    allowed = (1 + abs(level) / 2) * left_out / images[0].size
    print(f"{truth.dead.sum()} dead pixels read the same, off by at most {off:.4f} deviations of {allowed:.4f} allowed")
    assert off < allowed, "dead pixels do not read their level"

    lit = (truth.lit > 0) & ~truth.dead
    shortfall = (truth.lit + truth.hot_map - z)[lit].max()
    print(f"{lit.sum()} pixels hit by rays, the faintest {shortfall:.2f} deviations short of its excess")
    assert shortfall < 5 * math.sqrt(1 + 1.57 / 24), "a pixel that was hit is not as bright as noted"

    most = numpy.abs(z[~truth.touched]).max()
    print(f"all other pixels lie within {most:.2f} deviations of their neighbours")
    assert most < 6.5, "a pixel stands out and is not noted"

    # both halves come from the same detector; a ray arrives in one of them
    halves = [read(folder, f"tilt_series_{name}.mrc") for name in ("even", "odd")]
    half_z = [z_scores(half, truth.touched | outliers(half)) for half in halves]
    untouched = ~(truth.dead | (truth.hot_map > 0))
    bright = [(one > 9) & untouched for one in half_z]
    for one in half_z:
        for place, excess in alive.items():
            found = numpy.median(one[(slice(None), *place)])
            # a median of n normal numbers is 1.25 times as uncertain as their mean
            assert abs(found - excess) < 1.25 * 5 * math.sqrt((1 + 1.57 / 24) / len(one)), "a half misses a hot pixel"
    common = (bright[0] & bright[1]).sum()
    print(f"rays lit {bright[0].sum()} and {bright[1].sum()} pixels of the halves, {common} of them in both")
    assert bright[0].any() and bright[1].any() and common <= 1, "rays are the same in both halves"


def check_repaired(folder, truth, stage):
    images = read(folder, "tilt_series.mrc")
    z = z_scores(images, truth.touched)
    # what was surely replaced: beyond the threshold of 6 by five deviations of noise; and nothing was but defects
    excess = truth.lit + truth.hot_map
    sure = ((excess > 11.5) & ~truth.dead).sum()
    replaced = int(stage["replaced_pixels"])
    print(f"{replaced} pixels replaced, {sure} of them surely; {truth.touched.sum()} have defects")
    assert sure < replaced <= truth.touched.sum(), "not the defects were replaced"
    most = numpy.abs(z).max()
    print(f"all pixels lie within {most:.2f} deviations of their neighbours")
    assert most < 8, "a defect is left"  # the threshold is in deviations of the differences, which are larger


def main(folder):
    record = json.loads((folder / "run.json").read_text())
    stages = {entry["use"]: {**entry, **noted}
              for entry, noted in zip(record["pipeline"]["acquisition"], record["acquisition"])}
    shape = read(folder, "tilt_series.mrc").shape
    defects = stages["hot_pixels.defects"]
    truth = Truth(defects, shape)
    if "hot_pixels.repair" in stages:
        check_repaired(folder, truth, stages["hot_pixels.repair"])
    else:
        check_defects(folder, truth, defects["params"])


main(pathlib.Path(sys.argv[1]))
