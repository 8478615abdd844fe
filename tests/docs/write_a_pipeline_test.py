# Every pipeline of docs/how-to/write-a-pipeline.md: its JSON and INI forms are accepted, run, and become the same.
# Usage: write_a_pipeline_test.py PROGRAM SOURCE_FOLDER
import csv
import json
import math
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

program = sys.argv[1]
source = pathlib.Path(sys.argv[2])


def pipelines(page, language):
    """The blocks of a language that are whole pipelines, in order."""
    blocks = re.findall(r"^```" + language + r"\n(.*?)^```$", page, re.S | re.M)
    return [block for block in blocks if re.search(r'"cryocosm": 1|^cryocosm = 1', block, re.M)]


def write_mask(path, size, voxel_A):
    """An MRC2014 volume of bytes that is 1 where x < 60 and 0 beyond."""
    x, y, z = size
    header = bytearray(1024)
    struct.pack_into("<10i", header, 0, x, y, z, 0, 0, 0, 0, x, y, z)
    struct.pack_into("<6f", header, 40, x * voxel_A, y * voxel_A, z * voxel_A, 90, 90, 90)
    struct.pack_into("<3i3fi", header, 64, 1, 2, 3, 0, 1, 0.6, 1)
    header[208:212] = b"MAP "
    header[212:216] = b"\x44\x44\x00\x00"
    row = bytes(1 if i < 60 else 0 for i in range(x))
    path.write_bytes(bytes(header) + row * (y * z))


def cryocosm(*arguments):
    finished = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert finished.returncode == 0, (arguments, finished.stdout, finished.stderr)
    assert "warning" not in finished.stderr, finished.stderr
    return finished.stdout


def run(file, folder):
    cryocosm("check", file)
    # what is acquired is tested elsewhere
    cryocosm("run", file, "-o", folder, "--set", "acquisition=[]", "--set", 'export=["exporters.particles"]')
    record = json.loads((folder / "run.json").read_text())
    with open(folder / "particles.csv") as rows:
        return record, list(csv.DictReader(rows))


def position(row):
    return [float(row[axis]) for axis in ("x_A", "y_A", "z_A")]


def check_crowded(record, rows):
    sizes = {entry["name"]: entry for entry in record["structures"]}
    assert sizes["groel"]["turn"] < sizes["rubisco"]["turn"], sizes  # the larger one first
    for entry in record["structures"]:
        assert entry["reached_occupancy"] >= entry["requested_occupancy"], entry
        assert entry["region_voxels"] == 100 * 100 * 50, entry
    for i, entry in enumerate(record["structures"]):
        assert entry["labels"] == [i + 1], entry  # labels follow the list all the same


def check_places(record, rows):
    by_entry = {}
    for row in rows:
        by_entry.setdefault(row["structure"], []).append(position(row))
    assert sorted(by_entry) == ["corner", "cytosol", "lumen", "vesicle"], by_entry.keys()
    assert len(by_entry["lumen"]) == 6 and len(by_entry["corner"]) == 3, by_entry
    entries = {entry["name"]: entry for entry in record["structures"]}

    def is_inside(p):
        return any(math.dist(p, centre) < 250 for centre in by_entry["vesicle"])

    assert all(is_inside(p) for p in by_entry["lumen"])
    assert not any(is_inside(p) for p in by_entry["cytosol"] + by_entry["corner"])
    # the volume's middle is at z = 395 A; a centre lies deeper in its region than its unit's faces
    assert all(415 - 350 < p[2] < 415 + 350 for places in by_entry.values() for p in places)
    assert all(395 - 200 < p[2] < 395 + 200 for p in by_entry["cytosol"])
    assert all(p[0] < 500 and p[1] < 500 for p in by_entry["corner"])
    # a sphere encloses as many voxel centres as it has volume, within those voxels that its face crosses; these lie
    # nearer to it than half a voxel's diagonal, 0.87, and so fill less than a shell 1.74 thick
    sphere, shell = 4 / 3 * math.pi * 25**3, 4 * math.pi * 25.87**2 * 1.74
    assert abs(entries["lumen"]["region_voxels"] - 2 * sphere) < 2 * shell, entries["lumen"]
    # margin and slab leave 116 x 116 x 70 voxels to the volume of interest, the entry's slab 40 of them along z
    assert entries["vesicle"]["region_voxels"] == 116 * 116 * 70, entries["vesicle"]
    assert 116 * 116 * 40 - 2 * (sphere + shell) < entries["cytosol"]["region_voxels"] < 116 * 116 * 40, entries["cytosol"]
    assert entries["corner"]["region_voxels"] <= 48 * 48 * 70, entries["corner"]


page = (source / "docs/how-to/write-a-pipeline.md").read_text()
json_forms, ini_forms = pipelines(page, "json"), pipelines(page, "ini")
assert len(json_forms) == len(ini_forms) >= 3, (len(json_forms), len(ini_forms))
checks = {"groel": check_crowded, "cytosol": check_places}
done = set()
with tempfile.TemporaryDirectory() as temporary:
    here = pathlib.Path(temporary)
    shutil.copytree(source / "examples/models", here / "models")
    write_mask(here / "cell.mrc", (120, 120, 80), 10)
    for i, (json_form, ini_form) in enumerate(zip(json_forms, ini_forms)):
        results = []
        for suffix, text in (("json", json_form), ("ini", ini_form)):
            file = here / f"snippet.{suffix}"
            file.write_text(text)
            results.append(run(file, here / f"{suffix}-{i}"))
        (from_json, json_rows), (from_ini, ini_rows) = results
        assert from_json["pipeline"] == from_ini["pipeline"], (from_json["pipeline"], from_ini["pipeline"])
        assert json_rows == ini_rows
        names = [entry["name"] for entry in from_json["structures"]]
        for name in names:
            if name in checks:
                checks[name](from_json, json_rows)
                done.add(name)
assert done == set(checks), done
print(f"{len(json_forms)} pipelines in two forms each")
