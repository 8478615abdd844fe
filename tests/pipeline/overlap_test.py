# No two units share more voxels than they may, gaps are kept, and occupancies are those that run.json says: every
# mask of a crowded run is drawn a second time, from particles.csv alone.
# Usage: overlap_test.py PROGRAM SOURCE_FOLDER [DATA_FOLDER]
import collections
import itertools
import pathlib
import re
import sys
import tempfile

import numpy

import finished_run
from bodies import Mask

VOXEL_A = 10.0
Body = collections.namedtuple("Body", "mask overlap halo_A entry")
Placed = collections.namedtuple("Placed", "row body voxels")


def beads(source, name):
    return str(source / f"examples/models/{name}.beads")


def crowd(source):
    """Everything that decides what may touch what, in one small volume that is filled until nothing more fits."""
    mixture = {"files": [beads(source, name) for name in ("groel", "rubisco", "proteasome_20s")],
               "weights": [1, 2, 1], "length": {"uniform": [1, 6]}}
    return {
        "cryocosm": 1, "seed": 11, "volume": {"size": [110, 100, 53], "voxel": VOXEL_A, "margin": 20},
        "placement": {"crowding": "relax", "relax_tries": 150},
        "structures": [
            {"name": "apart", "use": "macromolecules.beads", "count": 12, "halo": 25,
             "params": {"file": beads(source, "groel")}},
            {"name": "clusters", "use": "macromolecules.beads", "occupancy": "5 %",
             "params": {"file": beads(source, "rubisco"), "length": {"uniform": [2, 6]}}},
            {"name": "mixed", "use": "macromolecules.mixture", "occupancy": "6 %", "params": mixture},
            {"name": "tolerant", "use": "macromolecules.beads", "occupancy": "4 %", "overlap": 0.05,
             "params": {"file": beads(source, "proteasome_20s"), "length": {"uniform": [1, 4]}}},
            {"name": "tolerant_mixed", "use": "macromolecules.mixture", "occupancy": "4 %", "overlap": 0.05,
             "params": mixture},
            {"name": "apart_later", "use": "macromolecules.beads", "count": 3, "halo": "11 A",
             "params": {"file": beads(source, "rubisco")}},
            {"name": "crammed", "use": "macromolecules.beads", "occupancy": "40 %", "unit_tries": 20,
             "chain_tries": 300, "params": {"file": beads(source, "rubisco")}},
        ],
        "export": ["exporters.particles", "exporters.volumes"],
    }


def polnet(data):
    """The twenty cytosolic maps of PolNet with the surfaces of their parameter files, the largest first."""
    structures = []
    for file in sorted((data / "polnet/in_10A").glob("*.pns")):
        keys = dict(re.findall(r"^(\w+)\s*=\s*(\S+)", file.read_text(), re.M))
        structures.append({
            "name": file.stem.replace("_10A", "").replace(".", "_"), "use": "macromolecules.template",
            "occupancy": 0.02, "unit_tries": 20, "chain_tries": 200,
            "params": {"file": str(data / "polnet" / keys["MMER_SVOL"].lstrip("/")),
                       "level": float(keys["MMER_ISO"]), "spacing_min": float(keys["PMER_L"]),
                       "spacing_max": 2 * float(keys["PMER_L"]), "max_length": float(keys["PMER_L_MAX"])}})
    assert len(structures) == 20, len(structures)
    return {"cryocosm": 1, "seed": 3, "volume": {"size": [160, 150, 71], "voxel": VOXEL_A},
            "placement": {"order": "largest_first", "crowding": "relax", "relax_tries": 50},
            "structures": structures, "export": ["exporters.particles", "exporters.volumes"]}


def files_of(entry):
    params = entry["params"]
    return [pathlib.Path(file) for file in params.get("files", [params.get("file")])]


def mask_of(file, entry):
    if file.suffix == ".beads":
        return Mask.of_beads(file, VOXEL_A)
    return Mask.of_map(file, entry["params"]["level"])


def bodies_of(pipeline, record):
    """The body behind each class label."""
    bodies = {}
    for i, (entry, placed) in enumerate(zip(pipeline["structures"], record["structures"])):
        assert placed["name"] == entry["name"]
        files = files_of(entry)
        assert len(files) == len(placed["labels"]), placed
        for label, file in zip(placed["labels"], files):
            halo = entry.get("halo", 0)
            halo_A = float(halo.split()[0]) if isinstance(halo, str) else float(halo)
            bodies[label] = Body(mask_of(file, entry), entry.get("overlap", 0), halo_A, i)
    return bodies


def check_masks(bodies, record):
    """Both programs mean the same body: as many voxels in the unit's own frame."""
    for placed in record["structures"]:
        said = [fact["value"] / VOXEL_A**3 for fact in placed["facts"] if fact["name"].endswith("mask_volume_A3")]
        counted = [bodies[label].mask.count for label in placed["labels"]]
        assert said == counted, (placed["name"], said, counted)


def redrawn(rows, bodies):
    return [Placed(row, bodies[row["class"]],
                   bodies[row["class"]].mask.voxels(finished_run.position_A(row) / VOXEL_A, finished_run.rotation(row)))
            for row in rows]


def owners_of(units, shape):
    """Each voxel's unit, the first that took it, or 0; and for each unit how many of its own voxels were taken already
    or lie outside of the volume."""
    owners = numpy.zeros(shape, numpy.uint32)
    lost = []
    for unit in units:
        inside = ((unit.voxels >= 0) & (unit.voxels < shape)).all(axis=1)
        at = tuple(unit.voxels[inside].T)
        is_free = owners[at] == 0
        lost.append(len(unit.voxels) - int(is_free.sum()))
        owners[tuple(index[is_free] for index in at)] = unit.row["instance"]
    return owners, lost


def excesses(units, shape, margin):
    """Units that share more of their voxels with those before them, or have more of them outside of the volume of
    interest, than they may; a unit that may not overlap is beside all others whatever came first."""
    interest = numpy.zeros(shape, bool)
    inner = slice(margin, -margin if margin else None)
    interest[inner, inner, inner] = True
    owners, _ = owners_of([], shape)
    found = []
    for unit in units:
        inside = ((unit.voxels >= 0) & (unit.voxels < shape)).all(axis=1)
        at = tuple(unit.voxels[inside].T)
        lost = len(unit.voxels) - int((interest[at] & (owners[at] == 0)).sum())
        if lost > int(unit.body.overlap * len(unit.voxels)):
            found.append((unit.row["instance"], unit.row["structure"], lost, len(unit.voxels)))
        is_free = owners[at] == 0
        owners[tuple(index[is_free] for index in at)] = unit.row["instance"]
    return found


def neighbours(units, reach_A):
    """Pairs of units, each once, whose bodies may come as near to each other as `reach_A`."""
    places = numpy.array([finished_run.position_A(unit.row) for unit in units]) / VOXEL_A
    radii = numpy.array([unit.body.mask.radius for unit in units])
    for i in range(len(units)):
        distance = numpy.sqrt(((places[i + 1:] - places[i])**2).sum(axis=1))
        for j in numpy.flatnonzero(distance <= radii[i + 1:] + radii[i] + reach_A / VOXEL_A) + i + 1:
            yield units[i], units[j]


def pairs_that_share_too_much(units):
    found = []
    for a, b in neighbours(units, 0):
        shared = len(set(map(tuple, a.voxels)) & set(map(tuple, b.voxels)))
        # the later one may overlap what is there, the earlier one never knew of it
        if shared > int(b.body.overlap * len(b.voxels)):
            found.append((a.row["instance"], b.row["instance"], shared))
    return found


def gaps_not_kept(units):
    """Pairs with voxel centres nearer to each other than a halo allows: at its very radius is still too near."""
    found = []
    widest = max(unit.body.halo_A for unit in units)
    for a, b in neighbours(units, widest):
        halo = max(a.body.halo_A, b.body.halo_A) / VOXEL_A
        if halo == 0:
            continue
        near = a.voxels[(numpy.abs(a.voxels - finished_run.position_A(b.row)[::-1] / VOXEL_A) <=
                         b.body.mask.radius + halo).all(axis=1)]
        if len(near) == 0:
            continue
        gap = ((near[:, None, :] - b.voxels[None, :, :])**2).sum(axis=2).min()
        if gap <= halo * halo:
            found.append((a.row["instance"], b.row["instance"], float(gap)**0.5 * VOXEL_A))
    return found


def check_occupancies(units, owners, record):
    """What the entries claim is the number of voxels that are theirs."""
    voxels = numpy.bincount(owners.ravel(), minlength=len(units) + 1)
    for i, entry in enumerate(record["structures"]):
        counted = sum(int(voxels[unit.row["instance"]]) for unit in units if unit.body.entry == i)
        said = entry["reached_occupancy"] * entry["region_voxels"]
        assert abs(said - counted) < 1e-6 * max(1, counted), (entry["name"], said, counted)
        assert entry["units"] == sum(unit.body.entry == i for unit in units), entry


def check(name, pipeline, folder):
    record = finished_run.record_of(folder)
    bodies = bodies_of(pipeline, record)
    check_masks(bodies, record)
    rows = finished_run.particles_of(folder)
    units = redrawn(rows, bodies)
    shape = tuple(pipeline["volume"]["size"][::-1])
    margin = int(pipeline["volume"].get("margin", 0) / VOXEL_A)
    owners, _ = owners_of(units, shape)
    problems = []
    for what, found in (("share too much", excesses(units, shape, margin)),
                        ("pairs share too much", pairs_that_share_too_much(units)),
                        ("gaps", gaps_not_kept(units))):
        if found:
            problems.append(f"{name}: {what}: {len(found)}, {found[:5]}")
    different = int((owners != finished_run.instances_of(folder)).sum())
    if different:
        problems.append(f"{name}: {different} voxels have another owner in instances.nrrd")
    try:
        check_occupancies(units, owners, record)
    except AssertionError as error:
        problems.append(f"{name}: occupancy: {error}")
    for entry in record["structures"]:
        print("  ", entry["name"], entry["units"], round(entry["reached_occupancy"], 4), entry["reason"],
              entry.get("relaxation"), round(entry["seconds"], 2))
    print(f"{name}: {len(units)} units, {100 * (owners > 0).mean():.1f} % of the volume")
    return problems


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    pipelines = {"crowd": crowd(source)}
    if len(sys.argv) > 3:
        pipelines["polnet"] = polnet(pathlib.Path(sys.argv[3]))
    problems = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, pipeline in pipelines.items():
            folder = finished_run.run_pipeline(program, pathlib.Path(temporary), name, pipeline)
            problems += check(name, pipeline, folder)
    print("\n".join(problems))


main()
