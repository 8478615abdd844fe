# Every unit can be found where the lists say: the density of a run, looked up at the pose that an exporter wrote, is
# the template, by each exporter's own convention and no other.
# Usage: poses_test.py PROGRAM SOURCE_FOLDER balls|map
import json
import os
import pathlib
import sys
import tempfile

import numpy

import finished_run
from bodies import Mask, read_mrc, rotation_about, trilinear

VOXEL_A = 10.0
SIZE = [200, 171, 91]  # odd sizes have their middle elsewhere
SKIPPED = 77  # what CTest takes for a skipped test
# Correlation of isolated units. Both programs interpolate linearly between the same voxels, so it is near 1; the
# template's file has the same float32 values.
LEAST = 0.95

# no symmetry and no mirror image of its own: four arms of different lengths in three dimensions
ASYMMETRIC = """name asymmetric
source made up
bead 0 0 0 28
bead 55 0 0 20
bead 30 42 0 17
bead -20 0 48 21
bead -12 -50 -18 15
"""


def pipeline_of(use, file, more_exports):
    return {"cryocosm": 1, "seed": 8, "volume": {"size": SIZE, "voxel": VOXEL_A},
            "structures": [{"name": "alone", "use": use, "count": 24, "halo": 100, "params": {"file": str(file)}}],
            "export": ["exporters.particles", "exporters.relion", "exporters.volumes", *more_exports]}


class Template:
    """A density in its own frame, whose origin is the centre of voxel N/2."""

    def __init__(self, path):
        self.density, voxel_A = read_mrc(path)
        assert abs(voxel_A - VOXEL_A) < 1e-4, voxel_A
        z, y, x = numpy.nonzero(self.density)
        self.centre = numpy.array(self.density.shape)[::-1] // 2
        self.radius = numpy.sqrt(((numpy.stack([x, y, z], axis=1) - self.centre)**2).sum(axis=1).max()) + 1

    def correlation(self, density, position_A, rotation):
        """Of the volume's voxels around the pose with the template's values there, Pearson's."""
        position = numpy.asarray(position_A) / VOXEL_A
        low = numpy.maximum(numpy.ceil(position - self.radius).astype(int), 0)
        high = numpy.minimum(numpy.floor(position + self.radius).astype(int) + 1, density.shape[::-1])
        if (low >= high).any():
            return 0.0
        x, y, z = numpy.meshgrid(*[numpy.arange(a, b) for a, b in zip(low, high)], indexing="ij")
        offsets = numpy.stack([x.ravel(), y.ravel(), z.ravel()], axis=1) - position
        expected = trilinear(self.density, offsets @ rotation + self.centre)
        found = density[z.ravel(), y.ravel(), x.ravel()]
        if expected.std() == 0 or found.std() == 0:
            return 0.0
        return float(numpy.corrcoef(expected, found)[0, 1])


# --- the exporters' conventions, from docs/reference/components ---------------------------------------------------

def particles_poses(folder):
    """x = R(q) p + (x_A, y_A, z_A); the centre of the first voxel is the origin."""
    return [(finished_run.position_A(row), finished_run.rotation(row)) for row in finished_run.particles_of(folder)]


def relion_matrix(row):
    rot, tilt, psi = (float(row[f"rlnAngle{name}"]) for name in ("Rot", "Tilt", "Psi"))
    return rotation_about("z", rot) @ rotation_about("y", tilt) @ rotation_about("z", psi)


def relion_poses(folder):
    """The inverse of Rz(rot) Ry(tilt) Rz(psi) takes the particle to the tomogram; coordinates are from half the number
    of voxels."""
    rows = finished_run.star_table(folder / "particles.star", "particles")
    centre = numpy.array(SIZE) / 2 * VOXEL_A
    return [(numpy.array([float(row[f"rlnCenteredCoordinate{axis}Angst"]) for axis in "XYZ"]) + centre,
             relion_matrix(row).T) for row in rows]


def check_frames():
    """The test vectors of the exporters' pages, by this file's own mathematics."""
    half = 0.5**0.5
    about_z = finished_run.rotation_of_quaternion(half, 0, 0, half)
    about_y = finished_run.rotation_of_quaternion(half, 0, half, 0)
    assert numpy.allclose(about_z @ [1, 0, 0], [0, 1, 0]) and numpy.allclose(about_y @ [0, 0, 1], [1, 0, 0])
    rot = relion_matrix({"rlnAngleRot": 90, "rlnAngleTilt": 0, "rlnAnglePsi": 0}).T
    tilt = relion_matrix({"rlnAngleRot": 0, "rlnAngleTilt": 90, "rlnAnglePsi": 0}).T
    assert numpy.allclose(rot @ [1, 0, 0], [0, -1, 0]) and numpy.allclose(tilt @ [0, 0, 1], [-1, 0, 0])


def isolated(template, particles):
    """The units whose ball holds nothing of any other's."""
    places = numpy.array([position for position, _ in particles]) / VOXEL_A
    apart = numpy.sqrt(((places[:, None] - places)**2).sum(axis=2))
    numpy.fill_diagonal(apart, numpy.inf)
    return numpy.flatnonzero(apart.min(axis=1) > 2 * template.radius)


# --- what must hold, and what must not ----------------------------------------------------------------------------

def correlations(template, density, poses):
    return numpy.array([template.correlation(density, *pose) for pose in poses])


def shifted(poses, shift):
    return [(position + numpy.array(shift) * VOXEL_A, rotation) for position, rotation in poses]


def check_list(name, template, density, poses):
    found = correlations(template, density, poses)
    assert (found > LEAST).all(), (name, found)
    # half a voxel is the usual mistake, and correlation alone would forgive it
    for axis in numpy.identity(3):
        for step in (-0.5, 0.5):
            aside = correlations(template, density, shifted(poses, step * axis))
            assert (aside < found).all(), (name, step * axis, aside, found)
    return found.min()


def differs(a, b):
    """Whether two poses are apart by half a voxel, turned by 40 degrees, or one of them is a mirror image."""
    turn = a[1] @ b[1].T
    cosine = (numpy.trace(turn) - 1) / 2
    return (numpy.abs(a[0] - b[0]) > VOXEL_A / 2).any() or numpy.linalg.det(turn) < 0 or cosine < numpy.cos(
        numpy.radians(40))


def check_wrong_conventions(template, density, particles, relion):
    """Each of these is somebody's mistake, and each is found out for every single unit that it moves."""
    wrong = {
        "transposed rotations": [(position, rotation.T) for position, rotation in particles],
        "RELION's matrix not inverted": [(position, rotation.T) for position, rotation in relion],
        "axes in the order of the array": [(position[::-1], rotation) for position, rotation in particles],
        "mirrored": [(position, rotation @ numpy.diag([1, 1, -1])) for position, rotation in particles],
        "first voxel is number one": shifted(particles, [1, 1, 1]),
        "RELION's centre at the first voxel": [(position - numpy.array(SIZE) / 2 * VOXEL_A, rotation)
                                               for position, rotation in relion],
    }
    for name, poses in wrong.items():
        # a unit that is turned by 180 degrees looks the same with its rotation transposed
        other = [pose for pose, right in zip(poses, particles) if differs(pose, right)]
        found = correlations(template, density, other)
        assert len(other) > len(poses) / 2 and (found < LEAST).all(), (name, found)
        print(f"  {name}: at most {found.max():.3f} for {len(other)} of {len(poses)} units")


def points_of_meshes(path):
    """The points of surfaces.vtp by instance, Å."""
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXMLPolyDataReader()
    reader.SetFileName(str(path))
    reader.Update()
    mesh = reader.GetOutput()
    points = vtk_to_numpy(mesh.GetPoints().GetData()).astype(float)
    triangles = vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    instance = vtk_to_numpy(mesh.GetCellData().GetArray("instance"))
    return {i: points[numpy.unique(triangles[instance == i])] for i in numpy.unique(instance).tolist()}


def part_on_surface(mask, points_A, position_A, rotation):
    """The fraction of a mesh's points, taken back into the unit's frame, that lie on the mask's surface: nearer than a
    voxel to a face between a voxel inside and one outside. A voxel, because smoothing the mask rounds its corners."""
    faces = []
    for axis in range(3):
        at = numpy.argwhere(numpy.diff(mask.inside.astype(int), axis=axis)).astype(float)
        at[:, axis] += 0.5
        faces.append(at)
    faces = (numpy.concatenate(faces) - mask.centre)[:, ::-1]
    own = (points_A - position_A) @ rotation / VOXEL_A
    squared = ((own[:, None] - faces)**2).sum(axis=2).min(axis=1)
    return float((squared < 1).mean())


def check_meshes(folder, mask, particles, alone):
    points = points_of_meshes(folder / "surfaces.vtp")
    assert len(points) == 24, len(points)
    right = [part_on_surface(mask, points[i + 1], *pose) for i, pose in zip(alone, particles)]
    transposed = [(position, rotation.T) for position, rotation in particles]
    wrong = [part_on_surface(mask, points[i + 1], *pose)
             for i, pose, other in zip(alone, transposed, particles) if differs(pose, other)]
    print(f"surfaces.vtp: {min(right):.3f} of the points or more lie on their surface, "
          f"{max(wrong):.3f} or less with rotations transposed")
    assert min(right) > 0.98 and max(wrong) < 0.9, (right, wrong)


def source_of(scene, here):
    """The component and the file of the scene's molecule."""
    if scene == "balls":
        file = here / "asymmetric.beads"
        file.write_text(ASYMMETRIC)
        return "macromolecules.beads", file
    return "macromolecules.template", pathlib.Path(
        os.environ["CRYOCOSM_TEST_DATA"]) / "polnet/templates/mrcs_10A/4v4r.mrc"


def has_meshes(program):
    """Whether the plugin that needs VTK was built."""
    components = json.loads(finished_run.cryocosm(program, "list", "--json"))["components"]
    return any(component["id"] == "exporters.vtp" for component in components)


def main():
    program, scene = sys.argv[1], sys.argv[3]
    if scene == "map" and "CRYOCOSM_TEST_DATA" not in os.environ:
        print("set CRYOCOSM_TEST_DATA to a folder with PolNet's maps")
        return SKIPPED
    check_frames()
    with tempfile.TemporaryDirectory() as temporary:
        here = pathlib.Path(temporary)
        use, file = source_of(scene, here)
        with_meshes = has_meshes(program)
        pipeline = pipeline_of(use, file, ["exporters.vtp"] if with_meshes else [])
        folder = finished_run.run_pipeline(program, here, "sparse", pipeline)
        finished_run.cryocosm(program, "template-density", file, "-o", here / "template.mrc", "--voxel", "10 A")
        template = Template(here / "template.mrc")
        density, _ = read_mrc(folder / "density.mrc")
        particles, relion = particles_poses(folder), relion_poses(folder)
        assert len(particles) == len(relion) == 24
        alone = isolated(template, particles)
        assert len(alone) >= 10, len(alone)
        particles, relion = [particles[i] for i in alone], [relion[i] for i in alone]
        for name, poses in (("particles.csv", particles), ("particles.star", relion)):
            least = check_list(name, template, density, poses)
            print(f"{name}: every isolated unit of {len(alone)} is there, correlation {least:.6f} or more")
        check_wrong_conventions(template, density, particles, relion)
        if scene == "balls" and with_meshes:
            check_meshes(folder, Mask.of_beads(file, VOXEL_A), particles, alone)
    return 0


sys.exit(main())
