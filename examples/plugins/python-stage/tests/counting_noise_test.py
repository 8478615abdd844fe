"""Unit tests of counting_noise.py: statistics in closed form, files, and what it refuses."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import mrcfile
import numpy

STAGES = pathlib.Path(__file__).resolve().parent.parent / "stages"
sys.dont_write_bytecode = True
sys.path.insert(0, str(STAGES))
import counting_noise  # noqa: E402


class CountingNoise(unittest.TestCase):
    def test_a_field_has_mean_one_and_a_tenth_of_modulation(self):
        field = counting_noise.bright_field(numpy.random.default_rng(1).normal(-300, 40, (3, 50, 60)))
        self.assertAlmostEqual(field.mean(), 1, places=12)
        self.assertAlmostEqual(field.std(), 0.1, places=12)
        self.assertTrue((counting_noise.bright_field(numpy.zeros((2, 5, 5))) == 1).all())

    def test_counts_are_poisson(self):
        n = 4 * 300 * 300
        counts = counting_noise.counted(numpy.ones((4, 300, 300)), 40, 7).astype(float)
        # variances of the mean and of the sample variance of n Poisson numbers of mean m: m/n and (m + 2 m^2)/n
        self.assertLess(abs(counts.mean() - 40), 5 * (40 / n) ** 0.5)
        self.assertLess(abs(counts.var() - 40), 5 * ((40 + 2 * 40**2) / n) ** 0.5)
        self.assertTrue((counts == counts.round()).all())

    def test_a_view_does_not_depend_on_the_others(self):
        field = numpy.ones((3, 20, 20))
        self.assertTrue((counting_noise.counted(field, 40, 7)[:2] == counting_noise.counted(field[:2], 40, 7)).all())
        self.assertFalse((counting_noise.counted(field, 40, 7) == counting_noise.counted(field, 40, 8)).all())

    def run_on(self, folder, images, angles):
        folder = pathlib.Path(folder)
        with mrcfile.new(folder / "in.mrc") as file:
            file.set_data(images)
            file.set_image_stack()
            file.voxel_size = 7.5
        numpy.savetxt(folder / "in.tlt", angles)
        return subprocess.run([sys.executable, STAGES / "counting_noise.py", "in.mrc", "out.mrc", "in.tlt", "40", "7"],
                              cwd=folder, capture_output=True, text=True)

    def test_a_stack_of_the_same_size_and_pixel_comes_out(self):
        with tempfile.TemporaryDirectory() as folder:
            finished = self.run_on(folder, numpy.zeros((2, 9, 11), numpy.float32), [-3, 3])
            self.assertEqual(finished.returncode, 0, finished.stderr)
            self.assertRegex(finished.stdout, r"^view 0 at -3.0 deg: [34]\d\.\d{3} electrons per pixel\nview 1 at 3.0 deg: ")
            with mrcfile.open(pathlib.Path(folder) / "out.mrc") as file:
                self.assertEqual(file.data.shape, (2, 9, 11))
                self.assertTrue(file.is_image_stack())
                self.assertEqual(file.voxel_size.x, 7.5)
            self.assertFalse(list(pathlib.Path(folder).glob("*.partial")))

    def test_images_and_angles_must_be_as_many(self):
        with tempfile.TemporaryDirectory() as folder:
            finished = self.run_on(folder, numpy.zeros((2, 9, 11), numpy.float32), [-3, 0, 3])
            self.assertEqual((finished.returncode, finished.stderr), (1, "2 images, but 3 angles\n"))
            self.assertFalse((pathlib.Path(folder) / "out.mrc").exists())


unittest.main()
