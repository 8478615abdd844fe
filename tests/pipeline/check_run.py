# Checks a run's folder with independent programs: mrcfile, VTK's reader and plain parsing.
import csv
import gzip
import hashlib
import json
import pathlib
import sys

import mrcfile
import numpy
import vtk
from vtk.util.numpy_support import vtk_to_numpy

EXPECTED = {
    "density.mrc", "labels.mrc", "labels.csv", "instances.nrrd", "particles.csv", "particles.star", "surfaces.vtp",
    "centerlines.vtp", "tilt_series.mrc", "tilt_series.tlt", "tilt_series.rawtlt", "tilt_series.xf", "tilt_series.star",
    "tomogram.mrc", "run.json", "preview.png",
}


def read_nrrd(path):
    """A NRRD file by its specification: text header, blank line, data."""
    raw = path.read_bytes()
    header, data = raw.split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    assert fields["type"] in ("uint32", "unsigned int", "uint"), fields
    if fields["encoding"] in ("gzip", "gz"):
        data = gzip.decompress(data)
    sizes = [int(n) for n in fields["sizes"].split()]
    order = ">" if fields.get("endian") == "big" else "<"
    return numpy.frombuffer(data, order + "u4").reshape(sizes[::-1])


def read_vtp(path):
    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(str(path))
    assert reader.CanReadFile(str(path)), path
    reader.Update()
    return reader.GetOutput()


def check_mrcs(folder, record):
    voxel = float(numpy.float32(record["pipeline"]["volume"]["voxel"]))
    for path in sorted(folder.glob("*.mrc")):
        assert mrcfile.validate(str(path)), f"{path} is not valid"
        with mrcfile.open(str(path)) as mrc:
            assert mrc.is_image_stack() == path.name.startswith("tilt_series"), path
            assert mrc.is_volume() != path.name.startswith("tilt_series"), path
            size = (float(mrc.voxel_size.x), float(mrc.voxel_size.y), float(mrc.voxel_size.z))
            assert max(abs(s - voxel) for s in size) < 1e-4, (path, size)
            assert numpy.isfinite(mrc.data).all(), path


def check_instances(folder):
    instances = read_nrrd(folder / "instances.nrrd")
    with mrcfile.open(str(folder / "labels.mrc")) as mrc:
        labels = mrc.data.copy()
    with open(folder / "particles.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [int(row["instance"]) for row in rows]
    assert len(set(ids)) == len(ids), "an instance has two rows"
    present = set(numpy.unique(instances).tolist()) - {0}
    assert present == set(ids), (len(present), len(ids))
    label_of = numpy.zeros(max(ids) + 1, labels.dtype)
    for row in rows:
        label_of[int(row["instance"])] = int(row["class"])
    assert (labels == label_of[instances]).all(), "labels and instances disagree"
    check_positions(instances, rows, folder)
    return rows


def check_positions(instances, rows, folder):
    """Solid molecules: the mean of a unit's voxels lies where the list says, to the accuracy of a mean."""
    with open(folder / "run.json") as file:
        voxel = json.load(file)["pipeline"]["volume"]["voxel"]
    voxel = float(voxel)
    z, y, x = numpy.nonzero(instances)
    owner = instances[z, y, x]
    count = numpy.bincount(owner)
    offsets = []
    for row in rows:
        if row["structure"] not in ("proteasome", "groel", "rubisco"):
            continue
        i = int(row["instance"])
        mine = owner == i
        mean = numpy.array([x[mine].mean(), y[mine].mean(), z[mine].mean()]) * voxel
        offsets.append(mean - numpy.array([float(row["x_A"]), float(row["y_A"]), float(row["z_A"])]))
    if not offsets:
        return
    # the models are symmetric about their centre, so the mean over all units must vanish: a shift of
    # half a voxel anywhere in placing, painting or the list would show
    error = numpy.abs(numpy.mean(offsets, axis=0))
    assert (error < 0.1 * voxel).all(), error
    assert count[1:].min() > 0


def check_surfaces(folder, rows):
    surfaces = read_vtp(folder / "surfaces.vtp")
    instance = vtk_to_numpy(surfaces.GetCellData().GetArray("instance"))
    assert set(instance.tolist()) == {int(row["instance"]) for row in rows}
    for name in ("class", "chain"):
        assert surfaces.GetCellData().GetArray(name) is not None, name
    lines = read_vtp(folder / "centerlines.vtp")
    chains = {row["chain"] for row in rows if row["structure"] == "microtubule"}
    assert lines.GetNumberOfLines() == len(chains), (lines.GetNumberOfLines(), chains)


def check_record(folder, record):
    names = {entry["name"] for entry in record["files"]}
    assert names == {path.name for path in folder.iterdir()} - {"run.json"}, names
    for entry in record["files"]:
        data = (folder / entry["name"]).read_bytes()
        assert len(data) == entry["bytes"] and hashlib.sha256(data).hexdigest() == entry["sha256"], entry["name"]
    for entry in record["structures"]:
        assert entry["reason"] in ("target reached", "no room left", "tries spent"), entry


def check_occupancy(folder, record):
    with mrcfile.open(str(folder / "labels.mrc")) as mrc:
        labels = mrc.data
        for entry in record["structures"]:
            counted = numpy.isin(labels, entry["labels"]).mean()
            assert abs(counted - entry["reached_occupancy"]) < 1e-12, (entry["name"], counted)


def main():
    folder = pathlib.Path(sys.argv[1])
    missing = EXPECTED - {path.name for path in folder.iterdir()}
    assert not missing, missing
    record = json.loads((folder / "run.json").read_text())
    check_mrcs(folder, record)
    rows = check_instances(folder)
    check_surfaces(folder, rows)
    check_record(folder, record)
    check_occupancy(folder, record)
    views = len((folder / "tilt_series.tlt").read_text().split())
    assert views == len((folder / "tilt_series.rawtlt").read_text().split())
    with mrcfile.open(str(folder / "tilt_series.mrc")) as mrc:
        assert mrc.data.shape[0] == views == 41
    assert (folder / "preview.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    print(f"{len(rows)} units, {len(record['files'])} files: all sound")


main()
