# docs/explanation/coordinates-and-units.md: its pipeline is run, its Python holds for the lists of that run, and its
# drawing is what the script draws.
# Usage: coordinates_test.py PROGRAM SOURCE_FOLDER
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program, source = sys.argv[1], pathlib.Path(sys.argv[2])
page = (source / "docs/explanation/coordinates-and-units.md").read_text()


def block(language):
    found, = re.findall(rf"^```{language}\n(.*?)^```$", page, re.S | re.M)
    return found


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    shutil.copytree(source / "examples/models", folder / "models")
    (folder / "balls.json").write_text(block("json"))
    subprocess.run([program, "run", "balls.json", "-o", "run"], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)

    def python(code):
        return subprocess.run(["/usr/bin/python3", "-c", code], cwd=folder, capture_output=True, text=True, timeout=60)

    sound = python(block("python"))
    assert sound.returncode == 0, sound.stderr
    # it would notice: a centre that is half a voxel off, a rotation the other way round, another sign of the tilt
    for right, wrong in (("size / 2 * voxel_A", "(size - 1) / 2 * voxel_A"), (").T  # its inverse", ")"),
                         ("about([0, 1, 0], 30) @", "about([0, 1, 0], -30) @")):
        assert right in block("python"), right
        assert "AssertionError" in python(block("python").replace(right, wrong)).stderr, wrong

    subprocess.run(["/usr/bin/python3", source / "scripts/figures/coordinates", "--output", folder], check=True)
    assert (folder / "coordinates.svg").read_text() == (source / "docs/explanation/pictures/coordinates.svg").read_text(), \
        "the drawing is out of date: run scripts/figures/coordinates"
