#!/usr/bin/env python3
"""Checks a run of examples/mitochondrion.json by its files alone. Usage: check_example.py OUTPUT_FOLDER"""
import csv
import sys
from pathlib import Path

import mrcfile
import numpy as np


def require(holds, sentence):
    if not holds:
        sys.exit("check_example.py: " + sentence)


def rotated(rows, v):
    """Unit vectors v in the tomogram, for poses with quaternions (w, x, y, z)."""
    w = rows[:, 3:4]
    u = rows[:, 4:7]
    t = 2 * np.cross(u, v)
    return v + w * t + np.cross(u, t)


def beside(a, b):
    """Number of pairs of neighbouring voxels, one in a and one in b."""
    count = 0
    for axis in range(3):
        low, high = [slice(None)] * 3, [slice(None)] * 3
        low[axis], high[axis] = slice(None, -1), slice(1, None)
        low, high = tuple(low), tuple(high)
        count += np.count_nonzero(a[low] & b[high]) + np.count_nonzero(b[low] & a[high])
    return count


folder = Path(sys.argv[1])
with mrcfile.open(folder / "labels.mrc") as file:
    labels, voxel_A = file.data, float(file.voxel_size.x)
number = {row["name"]: int(row["label"]) for row in csv.DictReader(open(folder / "labels.csv"))}
units = list(csv.DictReader(open(folder / "particles.csv")))
keys = ("x_A", "y_A", "z_A", "qw", "qx", "qy", "qz")

is_in = {name: labels == label for name, label in number.items()}
matrix, gap = is_in["mitochondrion_matrix"], is_in["mitochondrion_intermembrane_space"]
outer, inner, ribosome = is_in["outer"], is_in["inner"], is_in["mitoribosome"]
outside = (labels == 0) | is_in["vesicle"] | is_in["microtubule"]

# 1. walls without holes: compartments meet nowhere
for what, a, b in (("matrix and intermembrane space", matrix, gap), ("matrix and cytosol", matrix, outside),
                   ("intermembrane space and cytosol", gap, outside)):
    pairs = beside(a, b)
    print(f"neighbouring voxels of {what}: {pairs}")
    require(pairs == 0, f"{what} meet in {pairs} places: a wall has holes")

# 2. mitoribosomes lie in the matrix: nothing else is beside them but the inner membrane and what sits on it
wrong = beside(ribosome, gap | outer | outside)
print(f"voxels of mitoribosomes: {np.count_nonzero(ribosome)}, beside what is not the matrix: {wrong}")
require(np.count_nonzero(ribosome) > 0, "there are no mitoribosomes")
require(wrong == 0, f"mitoribosomes touch what is not the matrix in {wrong} places")

# 3. rows of ATP synthases: spacing, direction, heads in the matrix
chains = {}
for row in units:
    if row["structure"] == "atp_synthase":
        chains.setdefault(row["chain"], []).append([float(row[key]) for key in keys])
require(len(chains) > 0, "there are no rows of ATP synthases")
steps, along, heads, feet = [], [], [], []
for chain in chains.values():
    rows = np.array(chain)
    require(len(rows) >= 3, f"a row has {len(rows)} dimers, of at least 3")
    steps.append(np.diff(rows[:, :3], axis=0))
    length = np.linalg.norm(steps[-1], axis=1, keepdims=True)
    along.append(np.sum(steps[-1] / length * rotated(rows, np.array([0.0, 1, 0]))[:-1], axis=1))
    up = rotated(rows, np.array([0.0, 0, 1]))
    heads.append(rows[:, :3] + 90 * up)  # between the heads, in the V
    feet.append(rows[:, :3] - 90 * up)   # in the lumen
spacing = np.linalg.norm(np.concatenate(steps), axis=1)
print(f"rows: {len(chains)}, dimers: {sum(map(len, chains.values()))}, spacing {spacing.min():.1f} to {spacing.max():.1f} A")
require(np.all(np.abs(spacing - 120) <= 0.01 * 120 + 0.01), "dimers of a row are not 120 A apart")
print(f"cosine of the dimers' y axes with their row: {np.concatenate(along).min():.3f} at least")
require(np.concatenate(along).min() > 0.85, "a dimer does not stand across its row")


def label_at(points):
    index = np.rint(np.concatenate(points) / voxel_A).astype(int)[:, ::-1]
    whole = np.all((index >= 0) & (index < labels.shape), axis=1)
    return labels[tuple(index[whole].T)]


in_matrix = np.isin(label_at(heads), [number[n] for n in ("mitochondrion_matrix", "atp_synthase", "mitoribosome")])
in_lumen = label_at(feet) == number["mitochondrion_intermembrane_space"]
print(f"in the matrix between their heads: {in_matrix.mean():.3f}, in the lumen beneath them: {in_lumen.mean():.3f}")
require(in_matrix.all(), "heads are not in the matrix")
require(in_lumen.mean() > 0.95, "there is no lumen beneath the dimers")
print("all holds")
