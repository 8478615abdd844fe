"""Checks a run of examples/nuclear-pore.json from its files alone. Usage: check_example.py OUTPUT_FOLDER

What the plugin promises: every pore that reaches into the volume has one complex, in its middle and along its
axis, and complexes have eight equal spokes. Pores are found here as holes of the labelled envelope, not by asking
the plugin for them.
"""
import csv
import gzip
import json
import pathlib
import sys

import mrcfile
import numpy as np

folder = pathlib.Path(sys.argv[1])


def fail(sentence):
    sys.exit(f"check_example.py: {sentence}")


def expect(holds, sentence):
    if not holds:
        fail(sentence)


def read_instances(path):
    """A raw or gzipped NRRD of uint32, as [z, y, x]."""
    data = path.read_bytes()
    header, body = data.split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    if fields["encoding"] in ("gzip", "gz"):
        body = gzip.decompress(body)
    sizes = [int(n) for n in fields["sizes"].split()]
    return np.frombuffer(body, "<u4").reshape(sizes[::-1])


def rotation(row):
    w, x, y, z = (float(row[key]) for key in ("qw", "qx", "qy", "qz"))
    return np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                     [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                     [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])


def position(row):
    return np.array([float(row[key]) for key in ("x_A", "y_A", "z_A")])


def at_points(volume, points_A, voxel_A, outside=0):
    """Values of the voxels that hold the points (..., xyz)."""
    index = np.rint(points_A / voxel_A).astype(int)
    size = np.array(volume.shape)[::-1]
    is_inside = ((index >= 0) & (index < size)).all(-1)
    x, y, z = np.moveaxis(np.clip(index, 0, size - 1), -1, 0)
    return np.where(is_inside, volume[z, y, x], outside)


def trilinear(volume, points_A, voxel_A):
    p = points_A / voxel_A
    low = np.floor(p).astype(int)
    part = p - low
    total = 0
    for corner in np.ndindex(2, 2, 2):
        corner = np.array(corner)
        weight = np.where(corner == 1, part, 1 - part).prod(-1)
        total = total + weight * at_points(volume, (low + corner) * voxel_A, voxel_A)
    return total


def components(mask):
    """Numbers of 4-connected components of a mask, from 1; 0 elsewhere."""
    numbers = np.zeros(mask.shape, int)
    count = 0
    for start in zip(*np.nonzero(mask)):
        if numbers[start]:
            continue
        count += 1
        stack = [start]
        numbers[start] = count
        while stack:
            i, j = stack.pop()
            for near in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if 0 <= near[0] < mask.shape[0] and 0 <= near[1] < mask.shape[1] and mask[near] and not numbers[near]:
                    numbers[near] = count
                    stack.append(near)
    return numbers, count


record = json.loads((folder / "run.json").read_text())
rows = list(csv.DictReader(open(folder / "particles.csv")))
label = {row["name"]: int(row["label"]) for row in csv.DictReader(open(folder / "labels.csv"))}
with mrcfile.open(folder / "labels.mrc") as file:
    labels, voxel_A = file.data.copy(), float(file.voxel_size.x)
with mrcfile.open(folder / "density.mrc") as file:
    density = file.data.copy()
instances = read_instances(folder / "instances.nrrd")

envelope = next(row for row in rows if row["structure"] == "envelope")
complexes = [row for row in rows if row["structure"] == "complex"]
entry = next(entry for entry in record["structures"] if entry["name"] == "envelope")
radius_A, pore_A = (entry["drawn"][name][0] for name in ("radius", "pore_diameter"))
centre_A = position(envelope)

# The sphere midway between the membranes, unrolled about the direction of the volume's middle; a pixel is a
# voxel wide.
size_A = (np.array(labels.shape)[::-1] - 1) * voxel_A
pole = size_A / 2 - centre_A
pole /= np.linalg.norm(pole)
u = np.cross(pole, [0.0, 0.0, 1.0])
u /= np.linalg.norm(u)
v = np.cross(pole, u)
half = int(np.linalg.norm(size_A) / 2 / voxel_A) + 10
steps = np.arange(-half, half + 1) * voxel_A
across, along = np.meshgrid(steps, steps)
angle = np.hypot(across, along) / radius_A
with np.errstate(invalid="ignore", divide="ignore"):
    sine = np.where(angle > 0, np.sin(angle) / (angle * radius_A), 1 / radius_A)
directions = (np.cos(angle)[..., None] * pole + (sine * across)[..., None] * u + (sine * along)[..., None] * v)
sheet = centre_A + radius_A * directions
is_in_volume = ((sheet > -voxel_A / 2) & (sheet < size_A + voxel_A / 2)).all(-1)
found = at_points(labels, sheet, voxel_A, outside=-1)
is_envelope = np.isin(found, [label["envelope"], label["envelope_lumen"]])
holes, count = components(is_in_volume & ~is_envelope)

# On that sphere a hole is as wide as the pore. One that meets no border is a whole pore.
border = np.zeros_like(is_in_volume)
border[1:-1, 1:-1] = is_in_volume[1:-1, 1:-1] & ~(is_in_volume[2:, 1:-1] & is_in_volume[:-2, 1:-1] &
                                                 is_in_volume[1:-1, 2:] & is_in_volume[1:-1, :-2])
matched, pores, whole, worst_A = set(), 0, 0, 0.0
for number in range(1, count + 1):
    hole = holes == number
    if hole.sum() * voxel_A**2 < 0.02 * np.pi * pore_A**2 / 4:
        # smaller than a slice of a pore: lobes of a complex in the lumen, which lie around its pore
        continue
    pores += 1
    centroid = sheet[hole].mean(0)
    distance_A = [np.linalg.norm(position(row) - centroid) for row in complexes]
    nearest = int(np.argmin(distance_A)) if complexes else -1
    is_whole = not (hole & border).any()
    expect(nearest >= 0 and distance_A[nearest] < pore_A / 2,
           f"the pore around {np.round(centroid)} A has no complex")
    expect(nearest not in matched, f"the complex {complexes[nearest]['instance']} lies in two pores")
    matched.add(nearest)
    if not is_whole:
        continue
    whole += 1
    # the sheet bulges over the pore's plane by its sagitta, and centroids of pixels are off by a part of a voxel
    off_A = position(complexes[nearest]) - centroid
    normal = (centroid - centre_A) / np.linalg.norm(centroid - centre_A)
    aside_A = np.linalg.norm(off_A - np.dot(off_A, normal) * normal)
    worst_A = max(worst_A, aside_A)
    expect(aside_A < voxel_A, f"the complex {complexes[nearest]['instance']} lies {aside_A:.1f} A beside its pore")
    area_A2 = hole.sum() * voxel_A**2
    # lobes of the complex lie in membrane and lumen, so a hole is as large as the pore or a little larger
    expect(0.9 * np.pi * pore_A**2 / 4 < area_A2 < 1.8 * np.pi * pore_A**2 / 4,
           f"the hole around {np.round(centroid)} A has {area_A2:.0f} A2, a pore {np.pi * pore_A**2 / 4:.0f}")
    tilt = rotation(complexes[nearest])[:, 2] @ normal
    expect(tilt > np.cos(np.radians(1)), f"the complex {complexes[nearest]['instance']} is tilted")
expect(whole > 0, "no pore lies in the volume as a whole: nothing was tested")
for i, row in enumerate(complexes):
    if i not in matched:  # then only its rings or rims reach into the volume
        expect((position(row) < 0).any() or (position(row) > size_A).any(),
               f"the complex {row['instance']} lies in no pore")
print(f"{pores} pores in the labels, {whole} of them whole; {len(complexes)} complexes, at most {worst_A:.1f} A beside "
      f"the axis of their pore")

# Eight spokes: on circles around the axis through the rings, power of the density that belongs to the complex.
ratios = []
for row in complexes:
    if not ((position(row) > 900).all() and (position(row) < size_A - 900).all()):
        continue
    own = np.where(instances == int(row["instance"]), density, 0)
    turn = rotation(row)
    phi = np.arange(720) * 2 * np.pi / 720
    power = np.zeros(361)
    for from_axis_A in np.arange(250, 600, 25):
        for height_A in np.arange(-400, 401, 25):
            circle = np.stack([from_axis_A * np.cos(phi), from_axis_A * np.sin(phi), np.full_like(phi, height_A)], -1)
            power += from_axis_A * np.abs(np.fft.rfft(trilinear(own, position(row) + circle @ turn.T, voxel_A)))**2
    eightfold = power[[8, 16, 24]].sum()
    others = power[1:28].sum() - eightfold
    ratios.append(eightfold / others)
expect(ratios, "no complex lies far enough inside to look at its symmetry")
print("8-fold power over that of all other orders up to 27:", ", ".join(f"{ratio:.1f}" for ratio in ratios))
# eight-fold orders are 3 of 27, so noise or another symmetry would give about 1/8
expect(min(ratios) > 2, f"a complex has little 8-fold symmetry: {min(ratios):.2f}")
