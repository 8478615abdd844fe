"""Unit tests of projector.py: the geometry by test vectors, the projection of a Gaussian in closed form."""
import pathlib
import sys
import unittest

import numpy

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "stages"))
import projector  # noqa: E402


def axis(n):
    return numpy.arange(n) - (n - 1) / 2


class Projector(unittest.TestCase):
    def test_positive_angles_move_high_z_to_high_x(self):
        volume = numpy.zeros((21, 1, 41))
        volume[20, 0, 20] = 2  # 10 voxels above the middle
        image = projector.projection(volume, 30, 10)
        self.assertAlmostEqual(image[0, 25], 2 * 10, places=9)  # 20 + 10 sin 30 degrees
        self.assertAlmostEqual(image.sum(), 20, places=9)

    def test_untilted_it_is_the_sum_over_z(self):
        volume = numpy.random.default_rng(2).normal(size=(6, 5, 7))
        self.assertLess(abs(projector.projection(volume, 0, 3) - 3 * volume.sum(axis=0)).max(), 1e-12)

    def test_mass_and_centre_of_every_voxel_stay(self):
        volume = numpy.zeros((16, 2, 60))
        volume[3, 1, 33] = 1
        for angle in (-60, -47.3, 12, 60):
            row = projector.projection(volume, angle, 1)[1]
            radians = numpy.deg2rad(angle)
            x = 29.5 + 3.5 * numpy.cos(radians) + (3 - 7.5) * numpy.sin(radians)
            self.assertAlmostEqual(row.sum(), 1, places=12)
            self.assertAlmostEqual((row * numpy.arange(60)).sum(), x, places=10)

    def test_a_gaussian_becomes_a_gaussian(self):
        s, smoothing, x0, z0 = 3.0, 2.0, 6.0, -5.0
        z, y, x = numpy.meshgrid(axis(40), axis(24), axis(64), indexing="ij")
        volume = numpy.exp(-((x - x0)**2 + y**2 + (z - z0)**2) / (2 * s * s))
        for angle in (-60, -20, 0, 45):
            radians = numpy.deg2rad(angle)
            place = x0 * numpy.cos(radians) + z0 * numpy.sin(radians)
            height = numpy.sqrt(2 * numpy.pi) * s * 10
            # a Gaussian of 2 pixels along x takes away the moire of sharing: variances add
            wider = s * s + smoothing**2
            expected = s / wider**0.5 * height * numpy.exp(
                -axis(24)[:, None]**2 / (2 * s * s) - (axis(64)[None, :] - place)**2 / (2 * wider))
            kernel = numpy.exp(-numpy.arange(-10, 11)**2 / (2 * smoothing**2))
            image = numpy.apply_along_axis(numpy.convolve, 1, projector.projection(volume, angle, 10),
                                           kernel / kernel.sum(), "same")
            # sharing between two pixels blurs by at most a quarter of a squared pixel
            self.assertLess(abs(image - expected).max(), expected.max() / (8 * wider), angle)

    def test_what_leaves_the_image_is_lost(self):
        volume = numpy.zeros((41, 1, 5))
        volume[40, 0, 2] = 1
        self.assertEqual(projector.projection(volume, 60, 1).sum(), 0)


unittest.main()
