"""Checks a run of examples/collagen.json from its files alone. Usage: check_example.py OUTPUT_FOLDER

What the plugin promises: along every fibril the density repeats with the period D, overlap zones are 0.46 of it and
gap zones have 0.8 of their density; fibrils follow their direction in waves of the length and amplitude that the
pipeline gives, and neighbours keep their spacing. Lines are taken from positions in particles.csv, densities from
density.mrc.
"""
import csv
import json
import pathlib
import sys

import mrcfile
import numpy as np

folder = pathlib.Path(sys.argv[1])


def expect(holds, sentence):
    if not holds:
        sys.exit(f"check_example.py: {sentence}")


def trilinear(volume, points_A, voxel_A):
    p = points_A / voxel_A
    low = np.clip(np.floor(p).astype(int), 0, np.array(volume.shape)[::-1] - 2)
    part = p - low
    total = 0
    for dx, dy, dz in np.ndindex(2, 2, 2):
        weight = (np.where(dx, part[:, 0], 1 - part[:, 0]) * np.where(dy, part[:, 1], 1 - part[:, 1]) *
                  np.where(dz, part[:, 2], 1 - part[:, 2]))
        total = total + weight * volume[low[:, 2] + dz, low[:, 1] + dy, low[:, 0] + dx]
    return total


record = json.loads((folder / "run.json").read_text())
entry = record["structures"][0]
pipeline = record["pipeline"]["structures"][0]
place, fibril = pipeline["place"]["params"], pipeline["params"]
chains = {}
for row in csv.DictReader(open(folder / "particles.csv")):
    chains.setdefault(row["chain"], []).append([float(row[key]) for key in ("x_A", "y_A", "z_A")])
lines = [np.array(points) for points in chains.values()]
with mrcfile.open(folder / "density.mrc") as file:
    density, voxel_A = file.data.copy(), float(file.voxel_size.x)
size_A = (np.array(density.shape)[::-1] - 1) * voxel_A
expect(len(lines) == entry["chains"], "particles.csv and run.json count different numbers of fibrils")

# 1. The banding: densities every 5 A along each line, where it lies well inside the volume.
STEP_A, D_A, OVERLAP, GAP = 5.0, 670.0, fibril["overlap"], fibril["gap_density"]
lags = np.arange(0, 1300, STEP_A)
products, weights, ratios, zones = np.zeros(len(lags)), np.zeros(len(lags)), [], []
for points in lines:
    arc = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.arange(2 * voxel_A, arc[-1] - 2 * voxel_A, STEP_A)
    p = np.stack([np.interp(at, arc, points[:, axis]) for axis in range(3)], 1)
    p = p[((p > 100) & (p < size_A - 100)).all(1)]
    if len(p) * STEP_A < 3 * D_A:
        continue
    profile = trilinear(density, p, voxel_A)
    low, high = np.percentile(profile, [10, 90])
    ratios.append(low / high)
    whole = profile[: int(len(profile) * STEP_A // D_A * D_A / STEP_A)]  # whole periods
    zones.append((whole > (low + high) / 2).mean())
    profile = profile - profile.mean()
    for i in range(len(lags)):
        products[i] += (profile[: len(profile) - i] * profile[i:]).sum()
        weights[i] += len(profile) - i
expect(len(ratios) >= 10, f"only {len(ratios)} fibrils run inside the volume: too few to measure")
correlation = products / weights
correlation /= correlation[0]
window = (lags > 0.6 * D_A) & (lags < 1.4 * D_A)
period_A = lags[window][np.argmax(correlation[window])]
print(f"{len(ratios)} fibrils: the autocorrelation of their density peaks at {period_A:.0f} A with "
      f"{correlation[window].max():.3f}; gap / overlap {np.mean(ratios):.3f}, overlap zones {np.mean(zones):.3f}")
expect(abs(period_A - D_A) <= voxel_A, f"the density repeats after {period_A} A, not {D_A}")
expect(correlation[window].max() > 0.9, "the density hardly repeats at all")
# bends press the inner side of a fibril together, but not its axis
expect(abs(np.mean(ratios) - GAP) < 0.01, f"gap zones have {np.mean(ratios):.3f} of the overlap zones' density")
# a zone ends within a voxel, one of the period's 45
expect(abs(np.mean(zones) - OVERLAP) < voxel_A / D_A, f"overlap zones are {np.mean(zones):.3f} of a period")

# 2. The directions: tangents of a sine, uniform along its arc, against those of the lines.
along = np.array(place["direction"], float) / np.linalg.norm(place["direction"])
side = np.array(place["sideways"], float)
side -= (side @ along) * along
side /= np.linalg.norm(side)
amplitude_A, wave_A, phase = place["crimp_amplitude"], place["crimp_length"], np.radians(place["crimp_phase"])


def order(u):
    """Mean P2 of the angle to the direction, of an arc over these u."""
    slope = amplitude_A * 2 * np.pi / wave_A * np.cos(2 * np.pi * u / wave_A + phase)
    length = np.sqrt(1 + slope**2)
    return ((3 / length**2 - 1) / 2 * length).sum() / length.sum()


measured, wanted, worst_A = [], [], 0.0
for points in lines:
    steps = np.diff(points, axis=0)
    cosine = steps @ along / np.linalg.norm(steps, axis=1)
    u = points @ along
    measured.append(((3 * cosine**2 - 1) / 2).mean())
    wanted.append(order(np.linspace(u.min(), u.max(), 10_000)))
    aside = points @ side - amplitude_A * np.sin(2 * np.pi * u / wave_A + phase)
    worst_A = max(worst_A, np.ptp(aside), np.ptp(points @ np.cross(along, side)))
print(f"order parameter {np.mean(measured):.5f}, of the sine {np.mean(wanted):.5f}; lines are off by {worst_A:.1g} A")
# chords for tangents: over a piece of D / 8 = 84 A the direction turns by less than 84 A (2 pi)^2 / wave^2 amplitude
turn = D_A / 8 * (2 * np.pi / wave_A)**2 * amplitude_A
expect(abs(np.mean(measured) - np.mean(wanted)) < turn**2, "the order parameter is not that of the waves")
expect(worst_A < 0.01, f"a fibril leaves its line by {worst_A} A")
reverse = np.mean([(points[-1] - points[0]) @ along < 0 for points in lines])
expect(0.1 < reverse < 0.9, f"{reverse:.2f} of the fibrils run backwards, where half should")

# 3. The spacing: every fibril but the first lies at it from one that was placed before.
offsets = np.array([[points[0] @ side - amplitude_A * np.sin(2 * np.pi * (points[0] @ along) / wave_A + phase),
                     points[0] @ np.cross(along, side)] for points in lines])
low_A, high_A = place["spacing"]["uniform"]
for i in range(1, len(offsets)):
    distance_A = np.linalg.norm(offsets[:i] - offsets[i], axis=1)
    expect(((distance_A > low_A - 0.1) & (distance_A < high_A + 0.1)).any(),
           f"fibril {i + 1} has no neighbour at the spacing, the nearest is {distance_A.min():.0f} A away")
print(f"{len(offsets)} fibrils, each beside another at {low_A:.0f} to {high_A:.0f} A")
