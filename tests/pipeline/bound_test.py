# What is bound to membranes lies on their mid-surface, points along the normal, takes lipids' places and nobody
# else's, and covers as much of the area as run.json says: all of it computed a second time from closed forms.
# Usage: bound_test.py PROGRAM SOURCE_FOLDER beads|maps
import math
import os
import pathlib
import re
import sys
import tempfile

import numpy

import finished_run
from bodies import Mask
from membrane_forms import Membrane

VOXEL_A = 10.0
SKIPPED = 77  # what CTest takes for a skipped test
ON = {"use": "membranes.bound", "params": {"on": "sphere, ellipsoid, torus"}}


# --- what is placed ---------------------------------------------------------------------------------------------

def membranes(occupancy, **wall):
    return [
        {"name": "sphere", "use": "membranes.sphere", "occupancy": occupancy,
         "params": {"radius": {"uniform": [150, 350]}, **wall}},
        {"name": "ellipsoid", "use": "membranes.ellipsoid", "occupancy": occupancy, "params": dict(wall)},
        {"name": "torus", "use": "membranes.torus", "occupancy": occupancy,
         "params": {"major_radius": {"uniform": [250, 350]}, "minor_radius": {"uniform": [100, 150]}, **wall}},
    ]


def beads(source):
    """Molecules of examples/models, held in several ways, in clusters and alone, on either side."""
    def entry(name, model, occupancy, anchor, on, **params):
        return {"name": name, "use": "macromolecules.beads", "occupancy": occupancy,
                "params": {"file": str(source / f"examples/models/{model}.beads"), "anchor": anchor, **params},
                "place": {"use": ON["use"], "params": {**ON["params"], **on}}}
    structures = membranes("1 %", label_lumen=True, label_leaflets=True) + [
        entry("through", "proteasome_20s", "5 %", {"by": "axis"}, {"side": "both"}, length={"uniform": [1, 4]}),
        entry("aside", "rubisco", "5 %", {"by": "axis", "axis": [1, 0, 0], "point": [5, 0, 0]}, {"side": "inward"}),
        entry("on_top", "groel", "5 %", {"by": "axis", "point": [0, 0, -75]}, {"hold": "peripheral", "height": 12}),
        entry("tied", "rubisco", "3 %", {"by": "points", "base": "0, 0, -60", "tip": "0, 0, -50"},
              {"hold": "tethered", "height": {"uniform": [20, 60]}}),
        entry("leaning", "rubisco", "3 %", {"by": "axis", "height": 5}, {"wobble": 12}),
    ]
    return {"cryocosm": 1, "seed": 4, "volume": {"size": [150, 140, 110], "voxel": VOXEL_A},
            "structures": structures, "export": ["exporters.particles", "exporters.volumes"]}


def maps(_):
    """PolNet's nine membrane proteins, together on 39 % of the area (figure 4 of the paper), without any overlap."""
    data = pathlib.Path(os.environ["CRYOCOSM_TEST_DATA"])
    structures = membranes("0.4 %", layer_distance={"uniform": [25, 35]})
    for file in sorted((data / "polnet/in_10A").glob("*.pms")):
        keys = dict(re.findall(r"^(\w+)\s*=\s*(\S+)", file.read_text(), re.M))
        step = float(keys["PMER_L"])
        structures.append({
            "name": file.stem.replace("_10A", ""), "use": "macromolecules.template", "occupancy": 0.39 / 9,
            "params": {"file": str(data / "polnet" / keys["MMER_SVOL"].lstrip("/")), "level": float(keys["MMER_ISO"]),
                       "spacing_min": step, "spacing_max": 2 * step, "max_length": float(keys["PMER_L_MAX"]),
                       "anchor": {"by": "axis", "axis": [0, 0, -1 if keys["PMER_REVERSE_NORMALS"] == "True" else 1]}},
            "place": ON})
    assert len(structures) == 12, len(structures)
    return {"cryocosm": 1, "seed": 4, "volume": {"size": [250, 250, 130], "voxel": VOXEL_A},
            "placement": {"order": "largest_first"}, "structures": structures, "export": ["exporters.particles", "exporters.volumes"]}


# --- membranes from closed forms --------------------------------------------------------------------------------

def membranes_of(rows, record):
    found, of_entry = {}, {}
    entries = {entry["name"]: entry for entry in record["structures"]}
    for row in rows:
        if row["structure"] in ("sphere", "ellipsoid", "torus"):
            drawn = entries[row["structure"]]["drawn"]
            index = of_entry.setdefault(row["structure"], 0)
            of_entry[row["structure"]] += 1
            found[row["instance"]] = Membrane(row, {name: values[index] for name, values in drawn.items()})
    return found


# --- what must hold ---------------------------------------------------------------------------------------------

def anchor_of(entry):
    """Point and axis of the anchor in the unit's frame."""
    anchor = entry["params"]["anchor"]
    if anchor["by"] == "points":
        base, tip = (numpy.array([float(x) for x in anchor[key].split(",")]) for key in ("base", "tip"))
        return (base + tip) / 2, (tip - base) / numpy.linalg.norm(tip - base)
    axis = numpy.array(anchor.get("axis", [0, 0, 1]), float)
    axis /= numpy.linalg.norm(axis)
    return numpy.array(anchor.get("point", [0, 0, 0]), float) + anchor.get("height", 0) * axis, axis


def check_anchors(rows, pipeline, membranes_):
    entries = {entry["name"]: entry for entry in pipeline["structures"]}
    worst_A, worst_deg = 0, 0
    for row in rows:
        entry = entries[row["structure"]]
        if "place" not in entry:
            assert row["parent"] == 0, row
            continue
        on = entry["place"]["params"]
        point, axis = anchor_of(entry)
        turn = finished_run.rotation(row)
        anchor, up = finished_run.position_A(row) + turn @ point, turn @ axis
        membrane = membranes_[row["parent"]]
        distance, normal = (value[0] for value in membrane.near(anchor[None]))
        side = -1 if float(up @ normal) < 0 else 1
        assert on.get("side", "outward") in ("both", "inward" if side < 0 else "outward") or on.get("hold") == "tethered", row
        if on.get("hold", "transmembrane") == "transmembrane":
            worst_A = max(worst_A, abs(distance))
        elif on["hold"] == "peripheral":
            assert abs(distance - membrane.half_A - on["height"]) < VOXEL_A / 2, (row, distance)
        else:
            assert 19 < distance - membrane.half_A < 61, (row, distance)
            continue
        angle = math.degrees(math.acos(min(1, abs(float(up @ normal)))))
        worst_deg = max(worst_deg, abs(angle - on.get("wobble", 0)))
    assert worst_A < VOXEL_A / 2 and worst_deg < 2, (worst_A, worst_deg)
    return worst_A, worst_deg


def mask_of(entry):
    file = pathlib.Path(entry["params"]["file"])
    return Mask.of_beads(file, VOXEL_A) if file.suffix == ".beads" else Mask.of_map(file, entry["params"]["level"])


def check_owners(rows, pipeline, membranes_, instances):
    """Bound units own every voxel of theirs, and what is left of a wall is the membrane's."""
    taken = numpy.zeros(instances.shape, bool)
    masks = {entry["name"]: mask_of(entry) for entry in pipeline["structures"] if "place" in entry}
    for row in rows:
        if row["structure"] not in masks:
            continue
        voxels = masks[row["structure"]].voxels(finished_run.position_A(row) / VOXEL_A, finished_run.rotation(row))
        at = tuple(voxels.T)
        # the nearest voxel may differ by rounding where a centre lies midway between two
        assert (instances[at] == row["instance"]).mean() > 0.999, row
        taken[at] = True
    z, y, x = numpy.indices(instances.shape).reshape(3, -1)
    centres = numpy.column_stack([x, y, z]) * VOXEL_A
    instances = instances.ravel()
    for instance, membrane in membranes_.items():
        reach_A = max(value for name, value in membrane.drawn.items() if "layer" not in name) * 2 + membrane.half_A
        around = numpy.linalg.norm(centres - membrane.centre, axis=1) < reach_A
        distance, _ = membrane.near(centres[around])
        wall = (numpy.abs(distance) <= membrane.half_A) & ~taken.ravel()[around]
        # distances are floats: a face may pass through a voxel's centre
        assert ((instances[around] == instance) == wall).mean() > 1 - 1e-6, instance
        assert not (instances[~around] == instance).any(), instance


def check_occupancy(record, rows, membranes_):
    area_A2 = sum(membrane.area_A2() for membrane in membranes_.values())
    total = 0
    for entry in record["structures"]:
        if entry["occupancy_of"] != "surface":
            continue
        assert abs(entry["surface_area_A2"] / area_A2 - 1) < 1e-3, (entry["surface_area_A2"], area_A2)
        assert entry["reached_occupancy"] >= entry["requested_occupancy"], entry
        assert entry["reason"] == "target reached", entry
        total += entry["reached_occupancy"]
    return total


def check_lumens(folder, rows, record):
    """Walked from the inside, the label of a lumen is all there is: no voxel of it touches the outside."""
    labels = finished_run.read_labels(folder)
    names = {label["name"]: label["label"] for label in finished_run.labels_of(folder)}
    outside = labels == 0
    for name in ("sphere", "ellipsoid", "torus"):
        lumen = labels == names[name + "_lumen"]
        assert lumen.any()
        for axis in range(3):
            a = [slice(None)] * 3
            b = [slice(None)] * 3
            a[axis], b[axis] = slice(1, None), slice(None, -1)
            assert not (lumen[tuple(a)] & outside[tuple(b)]).any() and not (lumen[tuple(b)] & outside[tuple(a)]).any()
        for leaflet in ("_outer_leaflet", "_inner_leaflet"):
            assert (labels == names[name + leaflet]).any(), name + leaflet


def main():
    program, source, kind = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    if kind == "maps" and not os.environ.get("CRYOCOSM_TEST_DATA"):
        print("CRYOCOSM_TEST_DATA is not set: no maps to bind")
        sys.exit(SKIPPED)
    pipeline = {"beads": beads, "maps": maps}[kind](source)
    with tempfile.TemporaryDirectory() as scratch:
        folder = finished_run.run_pipeline(program, pathlib.Path(scratch), kind, pipeline)
        record, rows = finished_run.record_of(folder), finished_run.particles_of(folder)
        membranes_ = membranes_of(rows, record)
        worst_A, worst_deg = check_anchors(rows, pipeline, membranes_)
        check_owners(rows, pipeline, membranes_, finished_run.instances_of(folder))
        total = check_occupancy(record, rows, membranes_)
        if kind == "beads":
            check_lumens(folder, rows, record)
        else:
            assert total >= 0.39, total
    print(f"{len(rows) - len(membranes_)} units on {len(membranes_)} membranes: anchors within {worst_A:.2g} A and "
          f"{worst_deg:.2g} degrees, {100 * total:.1f} % of the area")


main()
