# The example of a crowded volume: both forms of it give the same bytes, reach what they ask for, and put the lumen into
# the vesicles.
# Usage: crowded_test.py PROGRAM SOURCE_FOLDER
import pathlib
import subprocess
import sys
import tempfile

import mrcfile
import numpy

import finished_run


def run(program, file, folder):
    finished = subprocess.run([program, "run", file, "-o", folder], capture_output=True, text=True, timeout=250)
    assert finished.returncode == 0, finished.stderr
    assert "warning" not in finished.stderr, finished.stderr
    return folder


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def check_occupancies(folder, record):
    with mrcfile.open(str(folder / "labels.mrc")) as mrc:
        labels = mrc.data.copy()
    for entry in record["structures"]:
        counted = int(numpy.isin(labels, entry["labels"]).sum())
        assert abs(counted - entry["reached_occupancy"] * entry["region_voxels"]) < 1e-6, (entry["name"], counted)
        assert entry["reached_occupancy"] >= entry["requested_occupancy"], entry
        assert entry["reason"] == "target reached", entry


def check_places(rows, record):
    radii = next(entry["drawn"]["radius"] for entry in record["structures"] if entry["name"] == "vesicle")
    centres = [finished_run.position_A(row) for row in rows if row["structure"] == "vesicle"]
    assert len(radii) == len(centres) == 3, radii
    for row in rows:
        if row["structure"] == "vesicle":
            continue
        is_inside = any(numpy.linalg.norm(finished_run.position_A(row) - centre) < radius
                        for centre, radius in zip(centres, radii))
        assert is_inside == (row["structure"] == "lumen"), row


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        here = pathlib.Path(temporary)
        folder = run(program, source / "examples/crowded.json", here / "json")
        assert files_of(folder) == files_of(run(program, source / "examples/crowded.ini", here / "ini"))
        record, rows = finished_run.record_of(folder), finished_run.particles_of(folder)
        check_occupancies(folder, record)
        check_places(rows, record)
    names = {row["structure"] for row in rows}
    assert names == {"vesicle", "lumen", "proteasome", "chaperonin", "groel", "proteasome_20s", "rubisco"}, names
    print(f"{len(rows)} units, the same from both forms")


main()
