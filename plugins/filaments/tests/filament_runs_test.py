# Whole runs of filaments, checked against closed forms and statistics by a program that shares nothing with ours.
# Usage: filament_runs_test.py PROGRAM SOURCE_FOLDER network|geometry|rollback|bound|bundles|templates|example|bad_input
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import vtk
from vtk.util.numpy_support import vtk_to_numpy

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path.insert(0, str(SOURCE / "tests/pipeline"))
import finished_run  # noqa: E402

ALL = ["exporters.particles", "exporters.volumes", "exporters.relion", "exporters.vtp"]
RUBISCO = {"file": str(SOURCE / "examples/models/rubisco.beads")}


def pipeline_of(size, structures, seed=1, export=ALL):
    return {"cryocosm": 1, "seed": seed, "volume": {"size": size, "voxel": "10 A"}, "structures": structures,
            "export": export}


def z_axis(row):
    return finished_run.rotation(row)[:, 2]


def chains_of(rows, name):
    chains = {}
    for row in rows:
        if row["structure"] == name:
            chains.setdefault(row["chain"], []).append(row)
    return chains


def read_lines(folder):
    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(str(folder / "centerlines.vtp"))
    reader.Update()
    data = reader.GetOutput()
    points = {data.GetPointData().GetArrayName(i): vtk_to_numpy(data.GetPointData().GetArray(i))
              for i in range(data.GetPointData().GetNumberOfArrays())}
    lines = {data.GetCellData().GetArrayName(i): vtk_to_numpy(data.GetCellData().GetArray(i))
             for i in range(data.GetCellData().GetNumberOfArrays())}
    offsets = vtk_to_numpy(data.GetLines().GetOffsetsArray())
    return points, lines, [slice(a, b) for a, b in zip(offsets[:-1], offsets[1:])]


# --- networks ---------------------------------------------------------------------------------------------------

def network_of(branching, folder):
    actin = {"name": "actin", "use": "filaments.actin", "count": 400, "chain_tries": 5000,
             "params": {"length": "600 A", "min_units": 8},
             "place": {"use": "filaments.network",
                       "params": {"branching": branching, "branch_spacing": 150, "max_branches": 3}}}
    name = f"network{branching}".replace(".", "_")
    return finished_run.run_pipeline(PROGRAM, folder, name, pipeline_of([500, 500, 200], [actin]))


def check_branches(rows, branching):
    """How many, where on their parents, and at which angles."""
    chains = chains_of(rows, "actin")
    assert len(chains) == 400
    firsts = [chain[0] for chain in chains.values()]
    branches = [row for row in firsts if row["parent"]]
    mean, deviation = 399 * branching, math.sqrt(399 * branching * (1 - branching))
    assert abs(len(branches) - mean) < 4 * deviation, (len(branches), mean, deviation)
    angles, points = [], {}
    for row in branches:
        parent = rows[row["parent"] - 1]
        assert parent["chain"] < row["chain"], "a branch comes after its parent"
        angles.append(math.degrees(math.acos(numpy.clip(z_axis(row) @ z_axis(parent), -1, 1))))
        points.setdefault(parent["chain"], []).append(finished_run.position_A(parent))
        apart = finished_run.position_A(row) - finished_run.position_A(parent)
        assert numpy.linalg.norm(numpy.cross(apart, z_axis(row))) < 1e-3 * numpy.linalg.norm(apart)
    for sites in points.values():
        assert len(sites) <= 3
        for i, a in enumerate(sites):
            for b in sites[:i]:
                assert numpy.linalg.norm(a - b) >= 150 - 1e-6
    return angles


def check_angles(angles):
    """Kolmogorov-Smirnov against a normal law of 70 and 7 degrees; 1.95 is exceeded once in a thousand."""
    u = numpy.sort([0.5 * math.erfc(-(angle - 70) / (7 * math.sqrt(2))) for angle in angles])
    n = len(u)
    d = max(numpy.max(numpy.arange(1, n + 1) / n - u), numpy.max(u - numpy.arange(n) / n))
    assert d * math.sqrt(n) < 1.95, d * math.sqrt(n)


def pairs_within(rows, radii_A):
    """Ripley's K but for constants: pairs of filaments, by their middle units, within each distance."""
    middles = numpy.array([finished_run.position_A(chain[len(chain) // 2])
                           for chain in chains_of(rows, "actin").values()])
    distances = numpy.linalg.norm(middles[:, None] - middles[None, :], axis=2)[numpy.triu_indices(len(middles), 1)]
    return numpy.array([(distances < radius).sum() for radius in radii_A])


def check_networks_in_lines(folder, rows):
    points, lines, cells = read_lines(folder)
    by_chain = dict(zip(lines["chain"].tolist(), lines["network"].tolist()))
    starts = {}
    for row in rows:
        if row["index"] == 0 and row["parent"]:
            starts[row["parent"]] = starts.get(row["parent"], 0) + 1
            assert by_chain[row["chain"]] == by_chain[rows[row["parent"] - 1]["chain"]]
        elif row["index"] == 0:
            assert by_chain[row["chain"]] == row["chain"]
    for instance, count in zip(points["instance"].tolist(), points["branches"].tolist()):
        assert count == starts.get(instance, 0)
    assert (lines["polarity"] == 1).all()


def check_no_overlap(folder, rows):
    """Pairs of balls drawn a second time: units share voxels with none but their neighbours, and cover the labels."""
    instances = finished_run.instances_of(folder)
    owners = {}
    reach = numpy.arange(-9, 10)
    offsets = numpy.stack(numpy.meshgrid(reach, reach, reach, indexing="ij"), axis=-1).reshape(-1, 3)
    for row in rows:
        centre, axis = finished_run.position_A(row), finished_run.rotation(row)[:, 0]
        voxels = numpy.rint(centre / 10).astype(int) + offsets
        x = voxels * 10.0 - centre
        inside = (((x - 25 * axis) ** 2).sum(axis=1) <= 625) | (((x + 25 * axis) ** 2).sum(axis=1) <= 625)
        for voxel in map(tuple, voxels[inside]):
            owners.setdefault(voxel, []).append(row)
    for voxel, claims in owners.items():
        for a in claims:
            for b in claims:
                assert a["chain"] == b["chain"] and abs(a["index"] - b["index"]) <= 1, (voxel, a, b)
    assert len(owners) == int((instances > 0).sum()), (len(owners), int((instances > 0).sum()))
    return len(owners)


def network(folder):
    radii = [500, 800, 1200]
    pairs, angles = {}, []
    for branching in (0.1, 0.9):
        out = network_of(branching, folder)
        rows, record = finished_run.particles_of(out), finished_run.record_of(out)
        angles += check_branches(rows, branching)
        check_networks_in_lines(out, rows)
        taken = check_no_overlap(out, rows)
        entry = record["structures"][0]
        assert entry["reason"] == "target reached", entry["reason"]
        assert abs(entry["reached_occupancy"] * entry["region_voxels"] - taken) < 1e-6
        pairs[branching] = pairs_within(rows, radii)
    check_angles(angles)
    for radius, low, high in zip(radii, pairs[0.1], pairs[0.9]):
        # pairs of independent filaments would be counted with a Poisson error
        assert high - low > 4 * math.sqrt(high + low), (radius, low, high)
        print(f"pairs of filaments within {radius} A: {low} at P_b 0.1, {high} at P_b 0.9")
    file = folder / "network0_9.json"
    finished_run.cryocosm(PROGRAM, "run", file, "-o", folder / "one_thread", "--threads", "1")
    for name in ("particles.csv", "centerlines.vtp", "instances.nrrd"):
        assert (folder / "network0_9" / name).read_bytes() == (folder / "one_thread" / name).read_bytes(), name


# --- geometry ---------------------------------------------------------------------------------------------------

def geometry(folder):
    """Curvature and torsion in centerlines.vtp are those of eq. 8 for what run.json says was drawn, to 1 %."""
    actin = {"name": "actin", "use": "filaments.actin", "count": 30, "params": {"length": "2000 A"}}
    out = finished_run.run_pipeline(PROGRAM, folder, "geometry", pipeline_of([400, 400, 200], [actin]))
    drawn = finished_run.record_of(out)["structures"][0]["drawn"]
    rows = finished_run.particles_of(out)
    points, lines, cells = read_lines(out)
    assert len(cells) == 30
    for i, cell in enumerate(cells):
        p, h = drawn["persistence_length"][i], drawn["elevation"][i]
        f = 60 / math.acos(math.exp(-60 / p))
        g = h * f
        curvature, torsion = points["curvature_per_A"][cell], points["torsion_per_A"][cell]
        assert numpy.allclose(curvature, f / (f * f + g * g), rtol=0.01, atol=0), (curvature, f, g)
        # torsion follows from third differences of positions with six decimals
        assert numpy.allclose(torsion, g / (f * f + g * g), rtol=0.01, atol=1e-7), (torsion, f, g)
        steps = numpy.diff(points["arc_length_A"][cell])
        assert numpy.allclose(steps, 60, rtol=0.01), steps
        chain = [row for row in rows if row["chain"] == lines["chain"][i]]
        for row, tangent in zip(chain, points["tangent"][cell]):
            assert z_axis(row) @ tangent > 1 - 1e-5
        for a, b in zip(chain, chain[1:]):
            # against the helix's own frame, which turns by its torsion
            check_spin(a, b, 28.8 + math.degrees(60 * g / (f * f + g * g)))
    check_star(out, rows)


def check_spin(a, b, expected_deg):
    """Turn of b against a carried along without spin."""
    ta, tb = z_axis(a), z_axis(b)
    v, c = numpy.cross(ta, tb), ta @ tb
    cross = numpy.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    carried = (numpy.identity(3) + cross + cross @ cross / (1 + c)) @ finished_run.rotation(a)
    relative = carried.T @ finished_run.rotation(b)
    assert abs(math.degrees(math.atan2(relative[1, 0], relative[0, 0])) - expected_deg) < 0.1


def check_star(out, rows):
    table = finished_run.star_table(out / "particles.star", "particles")
    assert len(table) == len(rows)
    track, before = 0.0, None
    for star, row in zip(table, rows):
        assert int(star["rlnHelicalTubeID"]) == row["chain"]
        here = finished_run.position_A(row)
        track = 0.0 if row["index"] == 0 else track + numpy.linalg.norm(here - before)
        assert abs(float(star["rlnHelicalTrackLengthAngst"]) - track) < 0.01
        before = here


# --- taking back ------------------------------------------------------------------------------------------------

def rollback(folder):
    """Filaments that are all taken back leave no trace: what comes after them is placed as if they had never been."""
    never = {"name": "never", "use": "filaments.actin", "count": 5, "chain_tries": 300,
             "params": {"min_units": 1000000, "length": "100000000 A"}}
    crowd = {"name": "rubisco", "use": "macromolecules.beads", "occupancy": "30 %", "chain_tries": 200,
             "params": RUBISCO}
    with_it = finished_run.run_pipeline(PROGRAM, folder, "with", pipeline_of([100, 100, 60], [never, crowd]))
    without = finished_run.run_pipeline(PROGRAM, folder, "without", pipeline_of([100, 100, 60], [crowd]))
    record = finished_run.record_of(with_it)["structures"][0]
    assert record["chains"] == 0 and record["failed_chains"] == 300, record
    assert record["reached_occupancy"] == 0 and record["reason"] == "tries spent", record
    places = [[(row["x_A"], row["y_A"], row["z_A"]) for row in finished_run.particles_of(out)]
              for out in (with_it, without)]
    assert places[0] == places[1] and len(places[0]) > 100
    assert (finished_run.instances_of(with_it) == finished_run.instances_of(without)).all()


# --- what is bound to filaments ---------------------------------------------------------------------------------

def bound(folder):
    tubes = {"name": "microtubule", "use": "filaments.microtubule", "count": 3, "params": {"lattice": "helical"}}
    motors = {"name": "motor", "use": "macromolecules.beads", "params": RUBISCO, "count": 1000, "unit_tries": 1,
              "place": {"use": "filaments.attachment",
                        "params": {"to": "microtubule", "sites": "every", "every": 4, "distance": 200,
                                   "azimuth": 30}}}
    out = finished_run.run_pipeline(PROGRAM, folder, "bound", pipeline_of([200, 200, 150], [tubes, motors]))
    rows, record = finished_run.particles_of(out), finished_run.record_of(out)
    assert record["structures"][1]["reason"] == "no more poses", record["structures"][1]
    bound_to = {row["parent"]: row for row in rows if row["structure"] == "motor"}
    sites = [row for row in rows if row["structure"] == "microtubule" and row["index"] % 4 == 0]
    assert len(bound_to) > len(sites) / 2 and set(bound_to) <= {row["instance"] for row in sites}
    for instance, motor in bound_to.items():
        carrier = rows[instance - 1]
        frame = finished_run.rotation(carrier)
        out_of = (finished_run.position_A(motor) - finished_run.position_A(carrier)) / 200
        side = math.cos(math.radians(30)) * frame[:, 0] + math.sin(math.radians(30)) * frame[:, 1]
        assert numpy.allclose(out_of, side, atol=1e-4)
        assert numpy.allclose(z_axis(motor), side, atol=1e-4)
        assert numpy.allclose(finished_run.rotation(motor)[:, 0], frame[:, 2], atol=1e-4)


# --- bundles ----------------------------------------------------------------------------------------------------

def bundles(folder):
    """Bundles of seven parallel filaments and links between them, all placed and where they should be."""
    actin = {"name": "actin", "use": "filaments.actin", "count": 14, "params": {"length": "1500 A", "min_units": 20},
             "place": {"use": "filaments.bundle", "params": {"size": 7, "spacing": 160}}}
    links = {"name": "link", "use": "filaments.actin", "count": 20,
             "params": {"length": 1, "min_units": 1, "ball_radius": 10, "separation": 20},
             "place": {"use": "filaments.cross_link", "params": {"of": "actin", "nearest": 155, "farthest": 165}}}
    out = finished_run.run_pipeline(PROGRAM, folder, "bundles", pipeline_of([300, 300, 300], [actin, links]))
    rows, record = finished_run.particles_of(out), finished_run.record_of(out)
    assert all(entry["reason"] == "target reached" for entry in record["structures"]), record["structures"]
    chains = list(chains_of(rows, "actin").values())
    for number, chain in enumerate(chains):
        leader = chains[number // 7 * 7]
        for row, beside in zip(chain, leader):
            apart = finished_run.position_A(row) - finished_run.position_A(beside)
            assert abs(apart @ z_axis(beside)) < 1e-3
            assert z_axis(row) @ z_axis(beside) > 1 - 1e-6
            if number % 7:
                assert numpy.linalg.norm(apart) > 160 - 1e-3
    points, lines, cells = read_lines(out)
    assert [int(n) for n in lines["network"][:14]] == [chains[i // 7 * 7][0]["chain"] for i in range(14)]
    for row in rows:
        if row["structure"] == "link":
            half = numpy.linalg.norm(finished_run.position_A(row) - finished_run.position_A(rows[row["parent"] - 1]))
            assert 155 / 2 - 1e-3 <= half <= 165 / 2 + 1e-3


# --- real molecules as units ------------------------------------------------------------------------------------

def templates(folder):
    """An atomic model beside its axis, two strands of it, and a map: bodies lie where rise, twist and axis say."""
    if "CRYOCOSM_TEST_DATA" not in os.environ:
        print("skipped: CRYOCOSM_TEST_DATA does not name the folder with test data")
        sys.exit(77)
    data = pathlib.Path(os.environ["CRYOCOSM_TEST_DATA"])

    def fibre(name, file, rise, twist, **params):
        unit = {"use": "macromolecules.template", "params": {"file": str(data / file)}}
        return {"name": name, "use": "filaments.repeat", "count": 2,
                "params": {"unit": unit, "rise": rise, "twist": twist, "min_units": 5, "axis": [0, 0, 1],
                           "persistence_length": 1e9, **params}}

    entries = [fibre("beside", "pdb/1s3x.pdb", 50, -166.7, axis_point=[30, 0, 0]),
               fibre("strands", "pdb/1s3x.pdb", 80, 28, axis_point=[45, 0, 0], axis=[0, 1, 0], strands=2),
               fibre("map", "polnet/templates/mrcs_10A/1bxn.mrc", 160, 10)]
    out = finished_run.run_pipeline(PROGRAM, folder, "templates", pipeline_of([200, 200, 200], entries))
    rows, instances = finished_run.particles_of(out), finished_run.instances_of(out)
    z, y, x = numpy.nonzero(instances)
    owner = instances[z, y, x]
    centres = {"beside": [], "strands": [], "map": []}
    for row in rows:
        mine = owner == row["instance"]
        mean = 10 * numpy.array([x[mine].mean(), y[mine].mean(), z[mine].mean()])
        local = finished_run.rotation(row).T @ (mean - finished_run.position_A(row))
        centres[row["structure"]].append(local)
    for name, twist, rise in (("beside", -166.7, 50), ("strands", 28, 80), ("map", 10, 160)):
        for chain in chains_of(rows, name).values():
            for a, b in zip(chain, chain[1:]):
                check_spin(a, b, twist)
                step = numpy.linalg.norm(finished_run.position_A(b) - finished_run.position_A(a))
                assert abs(step - rise) < 0.01 * rise
    # masks of some hundred voxels are centred to a fraction of a voxel; their own middles differ from the templates'
    beside, strands, of_map = (numpy.mean(centres[name], axis=0) for name in ("beside", "strands", "map"))
    assert abs(math.hypot(beside[0], beside[1]) - 30) < 10, beside
    assert beside[0] < -20, beside  # the axis runs at +30 A, so the molecule lies at -30 A
    assert math.hypot(strands[0], strands[1]) < 5, strands
    assert math.hypot(of_map[0], of_map[1]) < 10, of_map


# --- the example ------------------------------------------------------------------------------------------------

def example(folder):
    """Both forms of the example give the same bytes, and all of it is placed."""
    for form in ("json", "ini"):
        finished_run.cryocosm(PROGRAM, "run", SOURCE / f"examples/filament-networks.{form}", "-o", folder / form)
    for entry in finished_run.record_of(folder / "json")["structures"]:
        assert entry["reason"] == "target reached", entry
    names = {path.name for path in (folder / "json").iterdir()} - {"run.json"}
    for name in names:
        assert (folder / "json" / name).read_bytes() == (folder / "ini" / name).read_bytes(), name


# --- bad input --------------------------------------------------------------------------------------------------

def complaints(folder, *entries):
    file = folder / "bad.json"
    file.write_text(json.dumps(pipeline_of([100, 100, 50], list(entries))))
    finished = subprocess.run([PROGRAM, "check", file], capture_output=True, text=True, timeout=60)
    assert finished.returncode == 2, finished
    return finished.stderr


def bad_input(folder):
    actin = {"name": "actin", "use": "filaments.actin", "count": 1}
    tube = {"name": "tube", "use": "filaments.microtubule", "count": 1}
    unit = {"use": "macromolecules.beads", "params": RUBISCO}
    later = {"name": "later", "use": "filaments.dna", "count": 1}

    def network_with(**params):
        return {**actin, "place": {"use": "filaments.network", "params": params}}

    def fibre(**params):
        return {"name": "fibre", "use": "filaments.repeat", "count": 1, "params": {"unit": unit, "rise": 100, **params}}

    expected = [
        ([{**actin, "params": {"persistence_length": 0}}],
         "error CC2005: structures[0].params.persistence_length: '0' is out of range: persistence_length must be 1 to "
         "1e+12 A\n"),
        ([{**actin, "params": {"persistence_length": -5}}],
         "'-5' is out of range: persistence_length must be 1 to 1e+12 A\n"),
        ([{**actin, "params": {"elevation": {"uniform": [0.5, 2]}}}],
         "error CC2005: structures[0].params.elevation: '2' is out of range: elevation must be 0 to 1\n"),
        ([{**actin, "params": {"spacing": 20}}],
         "error CC2009: structures[0].params: units must not lie inside one another: spacing >= ball_radius\n"),
        ([{**actin, "params": {"length": "80 nm"}}],
         "error CC2009: structures[0].params: length must leave room for min_units: length >= (min_units - 1) "
         "spacings\n"),
        ([{**tube, "params": {"protofilaments": 17}}],
         "error CC2005: structures[0].params.protofilaments: '17' is out of range: protofilaments must be 11 to 16\n"),
        ([{**tube, "params": {"protofilaments": 10}}],
         "'10' is out of range: protofilaments must be 11 to 16\n"),
        ([network_with(branching=1.5)],
         "error CC2005: structures[0].place.params.branching: '1.5' is out of range: branching must be 0 to 1\n"),
        ([network_with(branching=-0.1)], "'-0.1' is out of range: branching must be 0 to 1\n"),
        ([network_with(parent="actn")],
         "error CC2008: structures[0].place.params.parent: no entry is called 'actn'\n"
         "  did you mean 'actin'? this entry and those before it: actin\n"),
        ([network_with(parent="later"), later],
         "error CC2009: structures[0].place.params.parent: the entry 'later' comes later\n"
         "  units can only refer to what has been placed: move 'later' before this entry\n"),
        ([{**later, "place": "filaments.attachment"}],
         "error CC2007: structures[0].place.params.to: missing; filaments.attachment needs it\n"),
        ([fibre()], "error CC2007: structures[0].params.axis: missing; filaments.repeat needs it\n"),
        ([fibre(axis=[0, 0, 0])],
         "error CC2009: structures[0].params: axis must not be zero: it says along which direction of the template "
         "the filament runs\n"),
        ([fibre(axis=[0, 0, 1], rise=20)],
         "units of 110 A lie inside one another when they rise by 20 A: each shares 68 % of its body with the next "
         "ones\n  a unit is what is added with each rise: cut the template to one repeat, or raise 'rise'\n"),
        ([fibre(axis=[0, 0, 1], strands=2)], "the strands of the helix lie inside one another\n"),
        ([fibre(axis=[0, 0, 1], unit="filaments.dna")],
         "'filaments.dna' makes no template, and only templates can be repeated\n"),
    ]
    for entries, text in expected:
        found = complaints(folder, *entries)
        assert text in found, (text, found)
        assert found.endswith("1 error, nothing was run\n"), found


if "exporters.vtp" not in finished_run.cryocosm(PROGRAM, "list"):
    print("skipped: the plugin exporters_vtk was not built")
    sys.exit(77)
with tempfile.TemporaryDirectory() as temporary:
    {"network": network, "geometry": geometry, "rollback": rollback, "bound": bound,
     "bundles": bundles, "templates": templates, "example": example, "bad_input": bad_input}[sys.argv[3]](pathlib.Path(temporary))
