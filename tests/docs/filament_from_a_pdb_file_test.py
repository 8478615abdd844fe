# Every file and command of docs/tutorials/filament-from-a-pdb-file.md, in order; and the filaments that come out are
# laid beside the model. Usage: filament_from_a_pdb_file_test.py PROGRAM SOURCE_FOLDER
import csv
import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import mrcfile
import numpy as np

program = pathlib.Path(sys.argv[1])
page = (pathlib.Path(sys.argv[2]) / "docs/tutorials/filament-from-a-pdb-file.md").read_text()


def blocks(page):
    """(the text before, the language, the content) of every fenced block."""
    end = 0
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", page, re.S | re.M):
        yield page[end:match.start()], match.group(1), match.group(2)
        end = match.end()


def run_page(folder):
    environment = dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}")
    printed, counts = "", {"saved": 0, "run": 0, "compared": 0}
    for before, language, content in blocks(page):
        name = re.search(r"Save this as\s+`([\w.]+)`:\s*$", before)
        if name:
            (folder / name.group(1)).write_text(content)
            counts["saved"] += 1
        elif language == "sh":
            finished = subprocess.run(["bash", "-e", "-c", content], cwd=folder, env=environment, capture_output=True,
                                      text=True, timeout=200)
            assert finished.returncode == 0, (content, finished.stdout, finished.stderr)
            assert "warning" not in finished.stderr, (content, finished.stderr)
            printed = finished.stdout
            counts["run"] += 1
        else:
            assert language == "", (language, content)
            for line in content.splitlines():
                assert line in printed, f"the page has '{line}', but the command printed\n{printed}"
            counts["compared"] += 1
    assert counts == {"saved": 5, "run": 7, "compared": 3}, counts


def chains_of_model(path):
    """Positions of the atoms of each chain, which are all carbon."""
    chains = {}
    for line in path.read_text().splitlines():
        if line.startswith("ATOM"):
            chains.setdefault(line[21], []).append([float(line[i:i + 8]) for i in (30, 38, 46)])
    return [np.array(points) for points in chains.values()]


def read_instances(path):
    header, body = path.read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    data = gzip.decompress(body) if fields["encoding"] in ("gzip", "gz") else body
    return np.frombuffer(data, "<u4").reshape([int(n) for n in fields["sizes"].split()][::-1])


def units_of_run(folder):
    """Positions and weights of the voxels of each unit, in the filament's order."""
    instances = read_instances(folder / "instances.nrrd")
    with mrcfile.open(folder / "density.mrc") as file:
        density, voxel_A = file.data.copy(), float(file.voxel_size.x)
    for row in csv.DictReader(open(folder / "particles.csv")):
        where = np.argwhere(instances == int(row["instance"]))
        yield where[:, ::-1] * voxel_A, density[tuple(where.T)]


def centre(points, weights):
    return (points * weights[:, None]).sum(0) / weights.sum()


def handedness(c):
    """Signed volume of four centres in a row."""
    return np.dot(c[1] - c[0], np.cross(c[2] - c[1], c[3] - c[2]))


def skewness(points, weights, along):
    """Third moment along a direction over its deviation cubed: positive when the thin end is ahead."""
    at = (points - centre(points, weights)) @ along
    return (weights * at**3).sum() / weights.sum() / ((weights * at**2).sum() / weights.sum())**1.5


def direction(c):
    """Of a straight helix: from the first pair's middle to the last's, which are on either side of the axis."""
    d = (c[-1] + c[-2]) - (c[0] + c[1])
    return d / np.linalg.norm(d)


def compare(folder, model, sense):
    ones = [np.ones(len(points)) for points in model]
    wanted = np.array([centre(*unit) for unit in zip(model, ones)])
    along_model = np.array([1, 2, 2]) / 3
    units = list(units_of_run(folder))
    found = np.array([centre(*unit) for unit in units])
    assert len(found) >= 15, len(found)
    for apart in range(1, 5):
        distance = np.linalg.norm(wanted[apart] - wanted[0])
        measured = np.linalg.norm(found[apart:] - found[:-apart], axis=1)
        # a voxel goes to one of the units that share it, which moves a centre by part of a voxel
        assert abs(measured.mean() - distance) < 1, (apart, distance, measured.mean())
    volumes = [handedness(found[i:i + 4]) for i in range(len(found) - 3)]
    assert abs(np.mean(volumes) / handedness(wanted) - 1) < 0.1, (np.mean(volumes), handedness(wanted))
    skew = np.mean([skewness(*unit, direction(found)) for unit in units[1:-1]])
    expected = sense * skewness(model[0], ones[0], along_model)
    print(f"{folder.name}: {len(found)} units; skewness {skew:.3f}, the model's {expected:.3f}")
    assert abs(skew - expected) < 0.5 * abs(expected), (skew, expected)


with tempfile.TemporaryDirectory() as temporary:
    here = pathlib.Path(temporary)
    run_page(here)
    model = chains_of_model(here / "filament.pdb")
    assert len(model) == 5
    compare(here / "one", model, 1)
    compare(here / "turned", model, -1)
