# Bodies as voxels, made a second time from what the documentation says and nothing else: masks of bead models and
# maps, rotations, the nearest voxel and the trilinear value. Shares no code with the program.
import math

import mrcfile
import numpy


def rotation_of_quaternion(w, x, y, z):
    """The active, right-handed rotation of exporters.particles: column vectors, R (1, 0, 0) is the first column."""
    return numpy.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ])


def rotation_about(axis, degrees):
    """Right-handed, about x, y or z."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    i = "xyz".index(axis)
    j, k = (i + 1) % 3, (i + 2) % 3
    rotation = numpy.identity(3)
    rotation[j, j] = rotation[k, k] = c
    rotation[j, k], rotation[k, j] = -s, s
    return rotation


def read_mrc(path):
    """Voxels indexed z, y, x in float64, and the edge of a voxel in Å."""
    with mrcfile.open(str(path)) as mrc:
        return mrc.data.astype(numpy.float64), float(mrc.voxel_size.x)


def beads_of(path):
    """Centres (n x 3) and radii of a .beads file in Å, its point symmetry applied."""
    beads, symmetry = [], "C1"
    for line in path.read_text().splitlines():
        words = line.split()
        if words and words[0] == "bead":
            beads.append([float(word) for word in words[1:5]])
        elif words and words[0] == "symmetry":
            symmetry = words[1]
    fold = int(symmetry[1:])
    copies = [rotation_about("z", 360 * i / fold) for i in range(fold)]
    if symmetry[0] == "D":
        copies += [copy @ rotation_about("x", 180) for copy in copies]
    beads = numpy.array(beads)
    centres = numpy.concatenate([beads[:, :3] @ copy.T for copy in copies])
    return centres, numpy.tile(beads[:, 3], len(copies))


class Mask:
    """Voxels that a unit keeps others out of, in its own frame, whose origin is the centre of voxel N/2."""

    def __init__(self, inside):
        self.inside = inside
        self.centre = numpy.array(inside.shape) // 2  # z, y, x
        corners = numpy.abs(numpy.argwhere(inside) - self.centre) + 0.5
        self.radius = numpy.sqrt((corners**2).sum(axis=1)).max()  # voxels

    @property
    def count(self):
        return int(self.inside.sum())

    @classmethod
    def of_beads(cls, path, voxel_A):
        """The voxels whose centre lies in a ball; the model's origin is a voxel's centre."""
        centres, radii = beads_of(path)
        half = int(math.ceil((numpy.abs(centres).max() + radii.max()) / voxel_A))
        z, y, x = numpy.mgrid[-half:half + 1, -half:half + 1, -half:half + 1] * voxel_A
        inside = numpy.zeros(x.shape, bool)
        for (cx, cy, cz), radius in zip(centres, radii):
            inside |= (x - cx)**2 + (y - cy)**2 + (z - cz)**2 <= radius**2
        return cls(inside)

    @classmethod
    def of_map(cls, path, level):
        """The voxels from `level` times the maximum on, above the background: the median of the box's faces."""
        density, _ = read_mrc(path)
        z, y, x = numpy.indices(density.shape)
        faces = numpy.zeros(density.shape, bool)
        for index, size in zip((z, y, x), density.shape):
            faces |= (index == 0) | (index == size - 1)
        background = numpy.median(density[faces])
        return cls(density >= background + level * (density.max() - background))

    def voxels(self, position, rotation):
        """Voxels (n x 3: z, y, x) of the volume whose centre, taken into the unit's frame, is nearest to a voxel of
        the mask. `position` is in voxels, x, y, z; voxels outside of the volume are among them."""
        low = numpy.floor(position - self.radius).astype(int)
        high = numpy.ceil(position + self.radius).astype(int) + 1
        x, y, z = numpy.meshgrid(*[numpy.arange(a, b) for a, b in zip(low, high)], indexing="ij")
        places = numpy.stack([x.ravel(), y.ravel(), z.ravel()], axis=1)
        # rows of (p - x) R are R^T (p - x): from the tomogram to the unit
        nearest = numpy.floor((places - position) @ rotation + 0.5).astype(int)[:, ::-1] + self.centre
        within = ((nearest >= 0) & (nearest < self.inside.shape)).all(axis=1)
        places, nearest = places[within], nearest[within]
        return places[self.inside[tuple(nearest.T)]][:, ::-1]


def trilinear(density, at):
    """Values at points (n x 3: x, y, z, in voxels from voxel 0); nothing lies outside of the box."""
    padded = numpy.pad(density, 1)
    at = at[:, ::-1] + 1
    limit = numpy.array(padded.shape) - 1
    low = numpy.floor(at).astype(int)
    within = ((low >= 0) & (low < limit)).all(axis=1)
    low = numpy.where(within[:, None], low, 0)
    part = at - low
    values = numpy.zeros(len(at))
    for corner in numpy.ndindex(2, 2, 2):
        weight = numpy.prod(numpy.where(corner, part, 1 - part), axis=1)
        values += weight * padded[tuple((low + corner).T)]
    return numpy.where(within, values, 0)
