"""Pipelines in which a program of this folder takes a stage's place, against the same with cryocosm's own stage.

Usage: pipelines_test.py PROGRAM
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import mrcfile
import numpy

HERE = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = sys.argv.pop()


def run(folder, example, acquisition=None):
    """Runs an example, with other stages if they are given; the folder with its results."""
    command = [PROGRAM, "run", HERE / "examples" / example, "-o", folder]
    if acquisition is not None:
        command += ["--set", "acquisition=" + json.dumps(acquisition)]
    finished = subprocess.run(command, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return folder


def read(path):
    with mrcfile.open(path) as file:
        return file.data.astype(float)


def record_of(folder):
    return json.loads((folder / "run.json").read_text())


def stages_of(example):
    stages = json.loads((HERE / "examples" / example).read_text())["acquisition"]
    for stage in stages:
        if "script" in stage.get("params", {}):  # with --set, paths are relative to where one is
            stage["params"]["script"] = str(HERE / "examples" / stage["params"]["script"])
    return stages


def gaussian_derivatives(s):
    """A normalised Gaussian of standard deviation s pixels, and the size of its second derivative."""
    x = numpy.arange(-5 * s, 5 * s + 1)
    g = numpy.exp(-x * x / (2 * s * s)) / (numpy.sqrt(2 * numpy.pi) * s)
    return g, abs(g * (x * x / s**4 - 1 / s**2))


def along_x(images, kernel):
    return numpy.apply_along_axis(lambda row: numpy.convolve(row, kernel, "same"), 2, images)


class Pipelines(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def test_the_projector_agrees_with_tem_project(self):
        theirs = stages_of("external-projection.json")[0]
        ours = {"use": "tem.project", "params": {"angles": theirs["params"]["angles"]}}
        run(self.folder / "theirs", "external-projection.json", [theirs])
        run(self.folder / "ours", "external-projection.json", [ours])
        a, b = (read(self.folder / name / "tilt_series.mrc") for name in ("theirs", "ours"))
        self.assertEqual(a.shape, b.shape)
        self.assertLess(b.mean(), 0)  # dark
        # Both keep mass and centre of every voxel that lands well inside; rows of an image therefore have the same sum
        # there. Pixel by pixel they differ in how they share a voxel between pixels: either blurs by a variance
        # between 0 and 1/4, so behind a Gaussian g of 2 pixels the images differ by no more than |g''| / 8 from each
        # voxel, and 1/4 more for the higher terms of the series. Densities are positive, so the sum over voxels is a
        # convolution of the image itself.
        g, second = gaussian_derivatives(2)
        difference = abs(along_x(a - b, g))
        allowed = 1.25 / 8 * along_x(-b, second) + 1e-6 * abs(b).max()
        inside = (slice(None), slice(None), slice(12, -12))
        worst = (difference / allowed)[inside].max()
        relative = numpy.sqrt((along_x(a - b, g)**2).mean() / (along_x(b, g)**2).mean())
        print(f"behind a Gaussian of 2 pixels the two projectors differ by {100 * relative:.2f} % rms, "
              f"at worst by {worst:.2f} of what sharing allows")
        self.assertLess(worst, 1)
        middle = len(theirs["params"]["angles"]) // 2
        self.assertLess(abs(a[middle] - b[middle]).max(), 1e-5 * abs(b).max())  # untilted both are the plain sum
        with self.subTest("what their files say of the tilts"):
            for name in ("tilt_series.tlt", "tilt_series.xf"):
                self.assertEqual((self.folder / "theirs" / name).read_text(), (self.folder / "ours" / name).read_text())

    def test_run_json_says_which_program_did_what(self):
        run(self.folder / "noise", "external-noise.json")
        run(self.folder / "projection", "external-projection.json")
        for name, place, script in (("noise", 1, "counting_noise.py"), ("projection", 0, "projector.py")):
            record = record_of(self.folder / name)
            done = record["acquisition"]
            for i, stage in enumerate(done):
                self.assertEqual(stage["component"], record["pipeline"]["acquisition"][i]["use"])
                self.assertEqual("program" in stage, i == place, stage)
            self.assertEqual(done[place]["component"], "tem.external")
            self.assertEqual(done[place]["program"], "/usr/bin/python3")
            self.assertEqual(done[place]["version"], numpy.__version__)
            self.assertIn(script, record["pipeline"]["acquisition"][place]["params"]["script"])
            self.assertRegex(done[place]["log"], r"^view 0 at -60.0 deg: ")

    def test_counting_noise_takes_the_place_of_tem_noise(self):
        stages = stages_of("external-noise.json")
        self.assertEqual([stage["use"] for stage in stages],
                         ["tem.project", "tem.external", "tem.normalize", "tem.reconstruct"])
        run(self.folder / "clean", "external-noise.json", stages[:1])
        run(self.folder / "theirs", "external-noise.json", stages[:2])
        run(self.folder / "ours", "external-noise.json", [stages[0], {"use": "tem.noise", "params": {"snr": 0.4}}])
        clean = read(self.folder / "clean/tilt_series.mrc")
        counts = read(self.folder / "theirs/tilt_series.mrc")
        ours = read(self.folder / "ours/tilt_series.mrc")
        # 40 electrons modulated by a tenth: a signal of standard deviation 4 in a noise of variance 40
        expected = 40 * (1 + 0.1 * (clean - clean.mean()) / clean.std())
        residual = counts - expected
        n = counts.size
        self.assertLess(abs(residual.mean()), 5 * (40 / n) ** 0.5)
        self.assertLess(abs((residual**2 / expected).mean() - 1), 5 * ((2 + 1 / 40) / n) ** 0.5 * 1.5)
        # so the ratio of variances is 16/40 = 0.4; ours, asked for that by views, shows the specimen as clearly
        theirs_seen = numpy.corrcoef(counts.ravel(), clean.ravel())[0, 1]
        ours_seen = numpy.corrcoef(ours.ravel(), clean.ravel())[0, 1]
        self.assertLess(abs(theirs_seen - (0.4 / 1.4) ** 0.5), 5 / n**0.5)
        self.assertLess(abs(theirs_seen - ours_seen), 0.02)


unittest.main()
