# Single units through the whole program, from the pipeline's text to particles.csv: complete spatial randomness and
# uniform rotations. Every statistic has a closed form, but for one that is compared with patterns made here.
# Usage: randomness_test.py PROGRAM SOURCE_FOLDER
import math
import pathlib
import sys
import tempfile

import numpy

import finished_run

VOXEL_A = 10.0
SIZE = numpy.array([180, 150, 100])
COUNT = 2000
# A true law fails each of the tests below with this probability; the seed is fixed, so it does so always or never.
P = 1e-4
RADIUS = 1.5  # voxels, of the ball that is placed: all of it lies in the volume, in each rotation


def kolmogorov_smirnov(values, distribution):
    """The probability that values of the distribution are as far from it as these, by Kolmogorov's limit with the
    correction of Stephens for finite numbers."""
    n = len(values)
    expected = distribution(numpy.sort(values))
    steps = numpy.arange(n + 1) / n
    d = max((expected - steps[:-1]).max(), (steps[1:] - expected).max())
    x = d * (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n))
    return min(1.0, 2 * sum((-1)**(k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101)))


def chi_squared(counts):
    """The probability of counts at least as uneven as these, by Wilson and Hilferty's cube root."""
    expected = counts.sum() / counts.size
    k = counts.size - 1
    ratio = (((counts - expected)**2).sum() / expected) / k
    z = (ratio**(1 / 3) - (1 - 2 / (9 * k))) / math.sqrt(2 / (9 * k))
    return 0.5 * math.erfc(z / math.sqrt(2))


def uniform(low, high):
    return lambda x: numpy.clip((x - low) / (high - low), 0, 1)


def nearest(places):
    """Each place's distance to the nearest other one."""
    distances = []
    for part in numpy.array_split(numpy.arange(len(places)), 20):
        squared = ((places[part, None] - places)**2).sum(axis=2)
        squared[numpy.arange(len(part)), part] = numpy.inf
        distances.append(squared.min(axis=1))
    return numpy.sqrt(numpy.concatenate(distances))


def hard_balls(random, low, high, count, apart):
    """Uniform places one after another, each at least `apart` from all before it."""
    places = numpy.empty((0, 3))
    while len(places) < count:
        place = random.uniform(low, high)
        if len(places) == 0 or ((places - place)**2).sum(axis=1).min() >= apart**2:
            places = numpy.vstack([places, place])
    return places


def check(name, probability):
    print(f"{name}: p = {probability:.4f}")
    assert probability > P, (name, probability)


def inner_box(places):
    """Where centres can lie, from the outermost ones: the body keeps a distance from the faces that depends on which
    voxels it excludes. The widest gap to be expected is far smaller than what a unit at the wrong place would show."""
    low, high = places.min(axis=0), places.max(axis=0)
    # a ball whose centre is nearer to a face than its radius less half a voxel reaches beyond for certain, and none
    # does that is a voxel farther away than its radius
    assert (low >= RADIUS - 1).all() and (low <= RADIUS + 1).all(), low
    assert (high <= SIZE - RADIUS).all() and (high >= SIZE - 1 - RADIUS - 1).all(), high
    return low, high


def check_places(places):
    low, high = inner_box(places)
    for axis in range(3):
        # the ends come from the sample itself, so the outermost two are not part of it
        inner = numpy.sort(places[:, axis])[1:-1]
        check(f"coordinate {'xyz'[axis]}", kolmogorov_smirnov(inner, uniform(low[axis], high[axis])))
    cells = numpy.minimum(((places - low) / (high - low) * [6, 5, 4]).astype(int), [5, 4, 3])
    check("counts in 6 x 5 x 4 cells", chi_squared(numpy.bincount(cells @ [20, 4, 1], minlength=120)))
    # within voxels: nothing prefers their centres
    for axis in range(3):
        check(f"fraction of {'xyz'[axis]}", kolmogorov_smirnov(places[:, axis] % 1, uniform(0, 1)))


def check_distances(places):
    """Clusters show as neighbours that are too near, lattices as ones too far: the mean distance to the nearest one
    against that of patterns with the same box, number and exclusion."""
    low, high = places.min(axis=0), places.max(axis=0)
    found = nearest(places)
    random = numpy.random.default_rng(1)
    made = [nearest(hard_balls(random, low, high, len(places), found.min())).mean() for _ in range(12)]
    # Student's t of one value against twelve others; 7 has a probability of 2e-5
    t = abs(found.mean() - numpy.mean(made)) / (numpy.std(made, ddof=1) * math.sqrt(1 + 1 / len(made)))
    print(f"mean distance to the nearest: {found.mean():.4f} voxels, {numpy.mean(made):.4f} expected, t = {t:.2f}")
    assert t < 7, (found.mean(), made)


def check_rotations(rotations):
    # the angle of a uniform rotation has the density (1 - cos a)/pi
    cosine = numpy.clip((numpy.trace(rotations, axis1=1, axis2=2) - 1) / 2, -1, 1)
    angle = numpy.arccos(cosine)
    check("angle of rotation", kolmogorov_smirnov(angle, lambda a: (a - numpy.sin(a)) / math.pi))
    # every axis of the unit points anywhere: by Archimedes its coordinates are uniform
    for i in range(3):
        for j in range(3):
            check(f"{'xyz'[j]} of the unit's {'xyz'[i]} axis",
                  kolmogorov_smirnov(rotations[:, j, i], uniform(-1, 1)))
    # a unit's turn is independent of where its axis points: about z, after the tilt, psi is uniform
    psi = numpy.arctan2(rotations[:, 2, 1], rotations[:, 2, 0])
    check("turn about its own axis", kolmogorov_smirnov(psi, uniform(-math.pi, math.pi)))


def check_independence(places, rotations):
    """Neither neighbours in the list nor place and rotation know of each other. Correlations of n pairs are normal with
    a standard deviation of 1/sqrt(n)."""
    limit = 4.5 / math.sqrt(len(places))  # 7e-6 for each
    axis = rotations[:, :, 2]
    for name, a, b in (("successive places", places[1:], places[:-1]), ("successive axes", axis[1:], axis[:-1]),
                       ("place and axis", places, axis)):
        found = numpy.corrcoef(a.T, b.T)[:3, 3:]
        print(f"{name}: correlations up to {numpy.abs(found).max():.4f}")
        assert (numpy.abs(found) < limit).all(), (name, found)


def check_that_it_can_fail(places, rotations):
    """Laws that are nearly right are refused."""
    low, high = inner_box(places)
    # the distribution functions are 0.097 apart; at this number P asks for 0.050
    tilted = low + (places - low)**1.3 / (high - low)**0.3
    assert min(kolmogorov_smirnov(tilted[:, i], uniform(low[i], high[i])) for i in range(3)) < P
    assert kolmogorov_smirnov(numpy.round(places[:, 0] * 4) / 4 % 1, uniform(0, 1)) < P
    # angles as of a uniform axis with a uniform angle, the usual mistake
    angle = numpy.random.default_rng(2).uniform(0, math.pi, len(rotations))
    assert kolmogorov_smirnov(angle, lambda a: (a - numpy.sin(a)) / math.pi) < P


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as temporary:
        here = pathlib.Path(temporary)
        (here / "ball.beads").write_text(f"name ball\nsource none\nbead 0 0 0 {RADIUS * VOXEL_A}\n")
        folder = finished_run.run_pipeline(program, here, "single", {
            "cryocosm": 1, "seed": 20, "volume": {"size": SIZE.tolist(), "voxel": VOXEL_A},
            "structures": [{"name": "ball", "use": "macromolecules.beads", "count": COUNT,
                            "params": {"file": "ball.beads"}}],
            "export": ["exporters.particles"]})
        rows = finished_run.particles_of(folder)
    assert len(rows) == COUNT and all(row["index"] == 0 for row in rows)
    places = numpy.array([finished_run.position_A(row) for row in rows]) / VOXEL_A
    rotations = numpy.array([finished_run.rotation(row) for row in rows])
    check_places(places)
    check_distances(places)
    check_rotations(rotations)
    check_independence(places, rotations)
    check_that_it_can_fail(places, rotations)


main()
