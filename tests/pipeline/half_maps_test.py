# The Fourier shell correlation of the two half tomograms of a run is the one that signal and dose predict.
#
# What is predicted comes from elsewhere: the signal from a run without noise, and the noise from numpy, white with the
# variance that counting the half dose has, reconstructed from a file.
# Usage: half_maps_test.py PROGRAM SOURCE_FOLDER
import pathlib
import sys
import tempfile

import mrcfile
import numpy

import finished_run

VOXEL_A = 10.0
SIZE = [96, 96, 64]
DOSE_PER_VIEW = 3.0
VIEWS = 41


def pipeline(source, noise):
    stages = [{"use": "tem.project", "params": {"first": -60, "last": 60, "step": 3}},
              {"use": "tem.ctf", "params": {"defocus": "3 um"}}]
    if noise:
        stages.append({"use": "tem.noise", "params": {"mode": "dose", "halves": True, "dose": {
            "per_view": [DOSE_PER_VIEW] * VIEWS, "damage": False, "detector": {"model": "ideal"}}}})
    stages.append({"use": "tem.reconstruct", "params": {"cutoff": 1}})
    molecules = {"name": "groel", "use": "macromolecules.beads", "occupancy": "6 %",
                 "params": {"file": str(source / "examples/models/groel.beads")}}
    return {"cryocosm": 1, "seed": 12, "volume": {"size": SIZE, "voxel": VOXEL_A}, "structures": [molecules],
            "acquisition": stages, "export": ["exporters.volumes"]}


def tomogram(folder, name="tomogram.mrc"):
    with mrcfile.open(str(folder / name)) as mrc:
        return numpy.fft.rfftn(mrc.data.astype(float))


def white_noise_tomogram(program, folder, clean):
    """White noise of the half dose, and the tomogram that the same reconstruction makes of it."""
    counts = DOSE_PER_VIEW / 2 * VOXEL_A**2
    stack = folder / "noise.mrc"
    with mrcfile.open(str(clean / "tilt_series.mrc")) as like, mrcfile.new(str(stack)) as mrc:
        shape = like.data.shape
        mrc.set_data(numpy.random.default_rng(5).normal(0, counts**-0.5, shape).astype(numpy.float32))
        mrc.voxel_size = like.voxel_size
        mrc.set_image_stack()
    (folder / "noise.tlt").write_text("\n".join(str(-60 + 3 * i) for i in range(VIEWS)) + "\n")
    out = folder / "noise_tomogram"
    finished_run.cryocosm(program, "run", folder / "clean.json", "--from", stack, "--start", "tem.reconstruct", "-o", out)
    return tomogram(out)


def shells():
    """The shell of each Fourier coefficient, in steps of the coarsest one along z, without the missing wedge."""
    kx, ky, kz = (numpy.fft.fftfreq(SIZE[0]), numpy.fft.fftfreq(SIZE[1]), numpy.fft.fftfreq(SIZE[2]))
    kz, ky, kx = numpy.meshgrid(kz, ky, kx[:SIZE[0] // 2 + 1], indexing="ij")
    shell = numpy.rint(numpy.sqrt(kx**2 + ky**2 + kz**2) * SIZE[2]).astype(int)
    seen = numpy.abs(kz) <= numpy.abs(kx) * numpy.tan(numpy.radians(60))
    # rows kx = 0 hold every coefficient twice
    return numpy.where(seen & (kx > 0), shell, -1)


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="cryocosm half maps ") as name:
        folder = pathlib.Path(name)
        noisy = finished_run.run_pipeline(program, folder, "noisy", pipeline(source, True))
        clean = finished_run.run_pipeline(program, folder, "clean", pipeline(source, False))
        even, odd = tomogram(noisy, "tomogram_even.mrc"), tomogram(noisy, "tomogram_odd.mrc")
        signal, noise = tomogram(clean), white_noise_tomogram(program, folder, clean)

    shell = shells()
    expected_range = []
    for i in range(3, SIZE[2] // 2):
        here = shell == i
        count = numpy.count_nonzero(here)
        cross = numpy.sum((even[here] * numpy.conj(odd[here])).real)
        power = numpy.sqrt(numpy.sum(abs(even[here])**2) * numpy.sum(abs(odd[here])**2))
        fsc = cross / power
        s, n = numpy.mean(abs(signal[here])**2), numpy.mean(abs(noise[here])**2)
        expected = s / (s + n)
        # A correlation of m complex pairs scatters by (1 - r^2)/sqrt(2 m) at most, a mean power by 1/sqrt(m). The
        # specimen's slices are 2/3 as thick as the views are wide, so neighbours along kz are not independent: the
        # reconstruction holds 3/2 times the coefficients that the views determine, and few of them at high tilts.
        scatter = ((1 - fsc**2) + expected * (1 - expected)) / numpy.sqrt(count / 3)
        print(f"shell {i:2}: {count:5} coefficients, FSC {fsc:6.3f}, predicted {expected:6.3f} +- {scatter:.3f}")
        assert abs(fsc - expected) < 4 * scatter, "the halves do not correlate as signal and dose predict"
        expected_range.append(expected)
    assert max(expected_range) > 0.9 and min(expected_range) < 0.2, "the test sees no transition from signal to noise"


if __name__ == "__main__":
    main()
