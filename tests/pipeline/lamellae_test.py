# Double and multilamellar membranes: every bilayer takes the voxels that closed forms say, the gaps hold molecules, no
# way leads through a wall, proteins sit in any of the bilayers, and threads do not matter.
# Usage: lamellae_test.py PROGRAM SOURCE_FOLDER bilayer|layers
import pathlib
import sys
import tempfile

import numpy

import finished_run
from membrane_forms import Membrane

VOXEL_A = 10.0
SHAPES = ("sphere", "ellipsoid", "torus")


def pipeline(source, rasterizer):
    wall = {"lamella_gap": {"uniform": [120, 140]}, "layer_distance": {"uniform": [25, 35]},
            "layer_sigma": {"uniform": [5, 6]}, "label_lumen": True}
    sizes = {
        "sphere": {"radius": {"uniform": [470, 500]}, "lamellae": {"uniform": [2, 3]}},
        "ellipsoid": {"axis_x": {"uniform": [340, 360]}, "axis_y": {"uniform": [330, 350]},
                      "axis_z": {"uniform": [330, 340]}, "lamellae": 2},
        "torus": {"major_radius": {"uniform": [320, 340]}, "minor_radius": {"uniform": [270, 285]}, "lamellae": 2},
    }
    structures = [{"name": name, "use": f"membranes.{name}", "draw": f"membranes.{rasterizer}", "count": 1,
                   "chain_tries": 5000, "params": {**sizes[name], **wall}} for name in SHAPES]
    # farther from others than its bilayers are from each other
    structures.append({"name": "tight", "use": "membranes.sphere", "count": 1, "halo": 100, "chain_tries": 5000,
                       "params": {"radius": 250, "lamellae": 3, "lamella_gap": 5}})
    molecule = {"use": "macromolecules.beads", "params": {"file": str(source / "examples/models/rubisco.beads")}}
    structures += [{**molecule, "name": "inside", "occupancy": "4 %", "region": {"inside": ", ".join(SHAPES)}},
                   {"use": molecule["use"], "name": "through", "occupancy": "2 %",
                    "params": {**molecule["params"], "anchor": {"by": "axis"}},
                    "place": {"use": "membranes.bound", "params": {"on": ", ".join(SHAPES)}}}]
    return {"cryocosm": 1, "seed": 3, "volume": {"size": [250, 220, 145], "voxel": VOXEL_A},
            "structures": structures, "export": ["exporters.particles", "exporters.volumes"]}


def bilayers_of(rows, record):
    """Of each instance that is a bilayer its surface; the bilayers of a membrane go from the outside in."""
    drawn_of = {entry["name"]: entry["drawn"] for entry in record["structures"] if entry["name"] in SHAPES}
    bilayers = {}
    for row in rows:
        if row["structure"] in SHAPES:
            drawn = {name: values[0] for name, values in drawn_of[row["structure"]].items()}
            period_A = drawn["layer_distance"] + 4 * drawn["layer_sigma"] + drawn["lamella_gap"]
            bilayers[row["instance"]] = Membrane(row, drawn, row["index"] * period_A)
    return bilayers


def check_chains(rows, bilayers):
    assert [row["index"] for row in rows if row["structure"] == "tight"] == [0, 1, 2]
    for name in SHAPES:
        units = [row for row in rows if row["structure"] == name]
        assert len(units) == bilayers[units[0]["instance"]].drawn["lamellae"] >= 2, units
        assert [row["index"] for row in units] == list(range(len(units))), units
        for key in ("chain", "x_A", "y_A", "z_A", "qw", "qx", "qy", "qz"):
            assert len({row[key] for row in units}) == 1, (key, units)


def beside(voxels):
    """The voxels that share a face with one of these."""
    grown = numpy.zeros_like(voxels)
    for axis in range(3):
        a, b = [slice(None)] * 3, [slice(None)] * 3
        a[axis], b[axis] = slice(1, None), slice(None, -1)
        grown[tuple(a)] |= voxels[tuple(b)]
        grown[tuple(b)] |= voxels[tuple(a)]
    return grown


def check_voxels(rows, bilayers, instances, labels, names):
    is_bound = numpy.array([0] + [row["structure"] == "through" for row in rows], bool)
    for name in SHAPES:
        units = [row for row in rows if row["structure"] == name]
        # all of it and some of what is around it
        own = numpy.argwhere(numpy.isin(instances, [row["instance"] for row in units]))
        low, high = numpy.maximum(own.min(axis=0) - 2, 0), own.max(axis=0) + 3
        cut = tuple(slice(*ends) for ends in zip(low, high))
        owner, label = instances[cut], labels[cut]
        z, y, x = numpy.indices(owner.shape).reshape(3, -1) + low[:, None]
        centres = numpy.column_stack([x, y, z]) * VOXEL_A
        closed, lumen = is_bound[owner], names[name + "_lumen"]
        insides = []
        for row in units:
            distance = bilayers[row["instance"]].near(centres)[0].reshape(owner.shape)
            half_A = bilayers[row["instance"]].half_A
            # distances are floats: a face may pass through a voxel's centre
            wrong = ((owner == row["instance"]) != ((numpy.abs(distance) <= half_A) & ~is_bound[owner])).sum()
            assert wrong <= 1e-4 * (owner == row["instance"]).sum(), (name, row["index"], wrong)
            closed |= owner == row["instance"]
            insides.append(distance < 0)
        for inside in insides:
            # watertight: no voxel that is open on one side of a bilayer has an open neighbour on the other
            assert (inside & ~closed).any() and not (beside(inside & ~closed) & ~closed & ~inside).any(), name
            assert (label[inside & (owner == 0)] == lumen).all(), name
        assert not (label[~insides[0]] == lumen).any(), name


def check_molecules(rows, bilayers):
    """Molecules lie in gaps, and are bound to inner bilayers, too."""
    places = numpy.array([finished_run.position_A(row) for row in rows if row["structure"] == "inside"])
    in_gaps = 0
    for outer in bilayers.values():
        inner = [b for b in bilayers.values() if b.row["chain"] == outer.row["chain"] and b.inset_A > outer.inset_A]
        if inner:
            next_one = min(inner, key=lambda b: b.inset_A)
            in_gaps += ((outer.near(places)[0] < 0) & (next_one.near(places)[0] > 0)).sum()
    assert in_gaps > 20, in_gaps
    parents = [bilayers[row["parent"]] for row in rows if row["structure"] == "through"]
    deeper = sum(parent.row["index"] > 0 for parent in parents)
    assert 0 < deeper < len(parents), (deeper, len(parents))
    for row, parent in zip((row for row in rows if row["structure"] == "through"), parents):
        distance, normal = (value[0] for value in parent.near(finished_run.position_A(row)[None]))
        assert abs(distance) < VOXEL_A / 2, (row, distance)
        assert finished_run.rotation(row)[:, 2] @ normal > numpy.cos(numpy.radians(2)), row
    return in_gaps, deeper


def main():
    program, source, rasterizer = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as scratch:
        folder = finished_run.run_pipeline(program, pathlib.Path(scratch), "one", pipeline(source, rasterizer))
        again = pathlib.Path(scratch) / "again"
        finished_run.cryocosm(program, "run", pathlib.Path(scratch) / "one.json", "-o", again, "--threads", "1")
        for file in ("density.mrc", "labels.mrc", "instances.nrrd", "particles.csv"):
            assert (folder / file).read_bytes() == (again / file).read_bytes(), f"{file} depends on the threads"
        record, rows = finished_run.record_of(folder), finished_run.particles_of(folder)
        bilayers = bilayers_of(rows, record)
        check_chains(rows, bilayers)
        names = {label["name"]: label["label"] for label in finished_run.labels_of(folder)}
        check_voxels(rows, bilayers, finished_run.instances_of(folder), finished_run.read_labels(folder), names)
        in_gaps, deeper = check_molecules(rows, bilayers)
    print(f"{len(bilayers)} bilayers of {len(SHAPES)} membranes, {in_gaps} molecules in gaps, {deeper} bound to inner bilayers")


main()
