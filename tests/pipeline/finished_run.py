# What a run left, read with plain parsers: the record, the list of particles, a STAR file, the instances.
import csv
import gzip
import json
import subprocess

import mrcfile
import numpy

from bodies import rotation_of_quaternion


def cryocosm(program, *arguments):
    """Runs the program, which must succeed; what it wrote to standard output."""
    finished = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=250)
    assert finished.returncode == 0, (arguments, finished.stdout, finished.stderr)
    return finished.stdout


def run_pipeline(program, folder, name, pipeline):
    """Runs a pipeline given as a dictionary; the folder with its results."""
    file = folder / f"{name}.json"
    file.write_text(json.dumps(pipeline))
    out = folder / name
    cryocosm(program, "run", file, "-o", out)
    return out


def record_of(folder):
    return json.loads((folder / "run.json").read_text())


def particles_of(folder):
    """The rows of particles.csv, numbers as numbers, in the order of placing."""
    with open(folder / "particles.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for key in row.keys() - {"structure"}:
            row[key] = float(row[key]) if key[-2:] == "_A" or key[0] == "q" else int(row[key])
    assert [row["instance"] for row in rows] == list(range(1, len(rows) + 1)), "instances are not in order"
    return rows


def position_A(row):
    return numpy.array([row["x_A"], row["y_A"], row["z_A"]])


def rotation(row):
    return rotation_of_quaternion(row["qw"], row["qx"], row["qy"], row["qz"])


def star_table(path, name):
    """The rows of one table of a STAR file."""
    lines = iter(path.read_text().splitlines())
    while next(lines).strip() != f"data_{name}":
        pass
    while next(lines).strip() != "loop_":
        pass
    columns, rows = [], []
    for line in lines:
        words = line.split()
        if line.startswith("_rln"):
            columns.append(words[0][1:])
        elif words and words[0].startswith("data_"):
            break
        elif words and not words[0].startswith("#"):
            assert len(words) == len(columns), (path, line)
            rows.append(dict(zip(columns, words)))
    return rows


def labels_of(folder):
    """The rows of labels.csv, labels as numbers."""
    with open(folder / "labels.csv", newline="") as file:
        return [{**row, "label": int(row["label"])} for row in csv.DictReader(file)]


def read_labels(folder):
    """The voxels of labels.mrc, indexed z, y, x."""
    with mrcfile.open(str(folder / "labels.mrc")) as mrc:
        return mrc.data.copy()


def instances_of(folder):
    """The voxels of instances.nrrd, indexed z, y, x."""
    header, data = (folder / "instances.nrrd").read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    assert fields["type"] in ("uint32", "unsigned int", "uint"), fields
    if fields["encoding"] in ("gzip", "gz"):
        data = gzip.decompress(data)
    order = ">" if fields.get("endian") == "big" else "<"
    return numpy.frombuffer(data, order + "u4").reshape([int(n) for n in fields["sizes"].split()][::-1])
