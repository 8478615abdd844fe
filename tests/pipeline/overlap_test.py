# No two units share more voxels than they may, gaps are kept, and occupancies are those that run.json says: every
# mask of a crowded run is drawn a second time, from particles.csv alone.
# Usage: overlap_test.py PROGRAM SOURCE_FOLDER inserted|relaxed|maps
import collections
import os
import pathlib
import re
import sys
import tempfile

import numpy

import finished_run
from bodies import Mask

VOXEL_A = 10.0
SKIPPED = 77  # what CTest takes for a skipped test
Body = collections.namedtuple("Body", "mask overlap halo_A entry")
Placed = collections.namedtuple("Placed", "row body voxels")


# --- what is placed ---------------------------------------------------------------------------------------------

def pipeline_of(seed, size, structures, **more):
    return {"cryocosm": 1, "seed": seed, "volume": {"size": size, "voxel": VOXEL_A, **more.pop("volume", {})}, **more,
            "structures": structures, "export": ["exporters.particles", "exporters.volumes"]}


def beads(source, name, **more):
    return {"file": str(source / f"examples/models/{name}.beads"), **more}


def mixture(source):
    names = ("groel", "rubisco", "proteasome_20s")
    return {"files": [beads(source, name)["file"] for name in names], "weights": [1, 2, 1],
            "length": {"uniform": [1, 6]}}


def inserted(source, _):
    """All that decides what may touch what, in one small volume that ends one voxel before a multiple of 64."""
    use = "macromolecules.beads"
    return pipeline_of(11, [127, 100, 53], [
        {"name": "apart", "use": use, "count": 9, "halo": 25, "params": beads(source, "groel")},
        {"name": "clusters", "use": use, "occupancy": "5 %",
         "params": beads(source, "rubisco", length={"uniform": [2, 6]})},
        {"name": "mixed", "use": "macromolecules.mixture", "occupancy": "5 %", "params": mixture(source)},
        {"name": "apart_clusters", "use": use, "count": 4, "halo": 11, "params": beads(source, "rubisco", length=3)},
        {"name": "tolerant", "use": use, "occupancy": "4 %", "overlap": 0.05,
         "params": beads(source, "proteasome_20s", length={"uniform": [1, 4]})},
        {"name": "tolerant_mixed", "use": "macromolecules.mixture", "occupancy": "4 %", "overlap": 0.05,
         "params": mixture(source)},
        {"name": "last", "use": use, "occupancy": "30 %", "chain_tries": 300, "params": beads(source, "rubisco")},
    ], volume={"margin": 20})


def relaxed(source, folder):
    """Units are moved beside some that may overlap them; small ones then find every voxel that was wrongly freed."""
    small = folder / "small.beads"
    small.write_text("name small\nsource none\nbead 0 0 0 12\n")
    use = "macromolecules.beads"
    return pipeline_of(2, [70, 70, 50], [
        {"name": "exact", "use": use, "occupancy": "14 %", "params": beads(source, "groel")},
        {"name": "clusters", "use": use, "occupancy": "3 %", "params": beads(source, "proteasome_20s", length=3)},
        {"name": "tolerant", "use": use, "occupancy": "8 %", "overlap": 0.05, "params": beads(source, "groel")},
        {"name": "crammed", "use": use, "occupancy": "50 %", "chain_tries": 3, "params": beads(source, "rubisco")},
        {"name": "small", "use": use, "occupancy": "15 %", "params": {"file": str(small)}},
    ], placement={"crowding": "relax", "relax_tries": 400})


def maps(_, __):
    """The twenty cytosolic maps of PolNet with the surfaces and steps of their parameter files, the largest first."""
    data = pathlib.Path(os.environ["CRYOCOSM_TEST_DATA"])
    structures = []
    for file in sorted((data / "polnet/in_10A").glob("*.pns")):
        keys = dict(re.findall(r"^(\w+)\s*=\s*(\S+)", file.read_text(), re.M))
        step = float(keys["PMER_L"])
        structures.append({
            "name": file.stem.replace("_10A", ""), "use": "macromolecules.template", "occupancy": 0.018,
            "unit_tries": 20, "chain_tries": 200,
            "params": {"file": str(data / "polnet" / keys["MMER_SVOL"].lstrip("/")), "level": float(keys["MMER_ISO"]),
                       "spacing_min": step, "spacing_max": 2 * step, "max_length": float(keys["PMER_L_MAX"])}})
    assert len(structures) == 20, len(structures)
    return pipeline_of(3, [130, 120, 70], structures,
                       placement={"order": "largest_first", "crowding": "relax", "relax_tries": 100})


# --- drawing it again -------------------------------------------------------------------------------------------

def mask_of(file, entry):
    if file.suffix == ".beads":
        return Mask.of_beads(file, VOXEL_A)
    return Mask.of_map(file, entry["params"]["level"])


def bodies_of(pipeline, record):
    """The body behind each class label."""
    bodies = {}
    for i, (entry, placed) in enumerate(zip(pipeline["structures"], record["structures"])):
        assert placed["name"] == entry["name"], placed
        params = entry["params"]
        files = [pathlib.Path(file) for file in params.get("files", [params.get("file")])]
        masks = [mask_of(file, entry) for file in files]
        # both programs mean the same body: it has as many voxels
        said = [fact["value"] / VOXEL_A**3 for fact in placed["facts"] if fact["name"].endswith("mask_volume_A3")]
        assert said == [mask.count for mask in masks], (entry["name"], said, [mask.count for mask in masks])
        for label, mask in zip(placed["labels"], masks):
            bodies[label] = Body(mask, entry.get("overlap", 0), entry.get("halo", 0), i)
    return bodies


def redrawn(rows, bodies):
    return [Placed(row, bodies[row["class"]],
                   bodies[row["class"]].mask.voxels(finished_run.position_A(row) / VOXEL_A, finished_run.rotation(row)))
            for row in rows]


def interest_of(pipeline):
    """The voxels whose centres are not nearer to a face of the volume than its margin."""
    margin = int(round(pipeline["volume"].get("margin", 0) / VOXEL_A))
    interest = numpy.zeros(pipeline["volume"]["size"][::-1], bool)
    interest[tuple(slice(margin, n - margin) for n in interest.shape)] = True
    return interest


def owners_of(units, interest):
    """The instance that owns each voxel, the first that took it, and for each unit how many of its own voxels it did
    not get: those that were taken, and those that are not of interest."""
    owners = numpy.zeros(interest.shape, numpy.uint32)
    lost = []
    for unit in units:
        inside = ((unit.voxels >= 0) & (unit.voxels < owners.shape)).all(axis=1)
        at = tuple(unit.voxels[inside].T)
        gets = interest[at] & (owners[at] == 0)
        owners[tuple(index[gets] for index in at)] = unit.row["instance"]
        lost.append(len(unit.voxels) - int(gets.sum()))
    return owners, lost


# --- what must hold ---------------------------------------------------------------------------------------------

def tolerated(unit):
    return int(unit.body.overlap * len(unit.voxels))


def neighbours(units):
    """Pairs of units, each once and in the order of placing, that are near enough to be worth a look."""
    places = numpy.array([finished_run.position_A(unit.row) for unit in units]) / VOXEL_A
    reach = numpy.array([unit.body.mask.radius + unit.body.halo_A / VOXEL_A for unit in units])
    for i, unit in enumerate(units):
        squared = ((places[i + 1:] - places[i])**2).sum(axis=1)
        for j in numpy.flatnonzero(squared <= (reach[i + 1:] + reach[i])**2) + i + 1:
            yield unit, units[j]


def numbered(voxels):
    """One number for each voxel, of those outside of the volume too."""
    z, y, x = (voxels + 1000).T
    return (z * 10000 + y) * 10000 + x


def shares_too_much(units, lost):
    """Units that share more of their voxels with all before them, or have more outside, than is tolerated."""
    return [f"instance {unit.row['instance']} of {unit.row['structure']} shares {missing} of {len(unit.voxels)} voxels"
            for unit, missing in zip(units, lost) if missing > tolerated(unit)]


def pairs_too_near(units):
    """Pairs that share more voxels than the later of them tolerates, and pairs with two voxel centres nearer to each
    other than a halo of either allows. Between voxels exactly as far apart as a halo there is no gap yet."""
    found = []
    numbers = {unit.row["instance"]: numbered(unit.voxels) for unit in units}
    for a, b in neighbours(units):
        names = f"{a.row['structure']} {a.row['instance']} and {b.row['structure']} {b.row['instance']}"
        shared = len(numpy.intersect1d(numbers[a.row["instance"]], numbers[b.row["instance"]], assume_unique=True))
        if shared > tolerated(b):
            found.append(f"{names} share {shared} voxels")
        halo = max(a.body.halo_A, b.body.halo_A) / VOXEL_A
        if halo > 0:
            squared = ((a.voxels[:, None, :] - b.voxels[None, :, :])**2).sum(axis=2).min()
            if squared <= halo**2:
                found.append(f"{names} have a gap of {VOXEL_A * float(squared)**0.5:.1f} A")
    return found


def wrong_occupancies(units, owners, record):
    """Entries that claim another number of voxels than are theirs."""
    voxels = numpy.bincount(owners.ravel(), minlength=len(units) + 1)
    found = []
    for i, entry in enumerate(record["structures"]):
        mine = [unit.row["instance"] for unit in units if unit.body.entry == i]
        counted, said = int(voxels[mine].sum()), entry["reached_occupancy"] * entry["region_voxels"]
        # fifteen decimals of at most some 10^6 voxels
        if abs(said - counted) > 1e-6 or entry["units"] != len(mine):
            found.append(f"{entry['name']} claims {said:.6f} voxels and {entry['units']} units, "
                         f"and has {counted} and {len(mine)}")
    return found


def problems_of(rows, bodies, pipeline, folder):
    interest = interest_of(pipeline)
    units = redrawn(rows, bodies)
    owners, lost = owners_of(units, interest)
    problems = shares_too_much(units, lost) + pairs_too_near(units)
    problems += wrong_occupancies(units, owners, finished_run.record_of(folder))
    different = int((owners != finished_run.instances_of(folder)).sum())
    if different:
        problems.append(f"{different} voxels have another owner in instances.nrrd")
    return problems, owners


def turned_back(row):
    return {**row, "qx": -row["qx"], "qy": -row["qy"], "qz": -row["qz"]}


def beside_the_next(rows, structure):
    """The list with one unit of `structure` where the next one is, two voxels aside."""
    at = [i for i, row in enumerate(rows) if row["structure"] == structure]
    moved = {**rows[at[0]], **{key: rows[at[1]][key] for key in ("x_A", "y_A", "z_A")}}
    moved["x_A"] += 2 * VOXEL_A
    return rows[:at[0]] + [moved] + rows[at[0] + 1:]


def check_that_it_can_fail(rows, bodies, pipeline, folder):
    """Lists that are wrong in one way each are found out."""
    for wrong in ([turned_back(row) for row in rows], [{**row, "z_A": row["z_A"] + VOXEL_A / 2} for row in rows],
                  beside_the_next(rows, pipeline["structures"][0]["name"])):
        problems, _ = problems_of(wrong, bodies, pipeline, folder)
        assert any(" share" in problem for problem in problems), problems[:5]
        assert any("instances.nrrd" in problem for problem in problems), problems[:5]


def main():
    program, source, scene = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    if scene == "maps" and "CRYOCOSM_TEST_DATA" not in os.environ:
        print("set CRYOCOSM_TEST_DATA to a folder with PolNet's maps")
        return SKIPPED
    with tempfile.TemporaryDirectory() as temporary:
        here = pathlib.Path(temporary)
        pipeline = {"inserted": inserted, "relaxed": relaxed, "maps": maps}[scene](source, here)
        folder = finished_run.run_pipeline(program, here, scene, pipeline)
        record = finished_run.record_of(folder)
        rows = finished_run.particles_of(folder)
        bodies = bodies_of(pipeline, record)
        problems, owners = problems_of(rows, bodies, pipeline, folder)
        assert not problems, "\n".join([f"{len(problems)} problems:"] + problems[:20])
        # a scene with nothing in the way of anything would prove nothing
        assert (owners > 0).sum() > 0.2 * interest_of(pipeline).sum()
        if scene == "relaxed":
            assert sum(entry["relaxation"]["moved_units"] for entry in record["structures"]) > 0
        if scene == "inserted":
            check_that_it_can_fail(rows, bodies, pipeline, folder)
    print(f"{len(rows)} units own {100 * (owners > 0).mean():.1f} % of the volume; all is as it should be")
    return 0


sys.exit(main())
