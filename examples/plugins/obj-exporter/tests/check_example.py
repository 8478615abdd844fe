#!/usr/bin/env python3
"""Checks the meshes of a run of examples/obj-exporter.json against its voxels.

    check_example.py OUTPUT_FOLDER

Every object must be closed and face outwards. What is made of voxels must have the volume that marching tetrahedra
give to those voxels, which is counted here without making a mesh. Smoothed meshes may differ from voxels by what half a
voxel's movement of every point can change, and a membrane's wall must have as many voxels as its mid-surface says.
"""
import csv
import gzip
import json
import math
import pathlib
import sys

import numpy


def read_objects(path):
    """Name -> (material, points, triangles) of an OBJ file, triangles counting the object's points from 0."""
    objects, points, first = {}, [], 0
    for line in path.read_text().splitlines():
        words = line.split()
        if words[0] == "o":
            first += len(points)
            points, triangles = [], []
            assert words[1] not in objects, f"two objects are called {words[1]}"
            objects[words[1]] = entry = {"points": points, "triangles": triangles}
        elif words[0] == "usemtl":
            entry["material"] = words[1]
        elif words[0] == "v":
            points.append([float(word) for word in words[1:]])
        elif words[0] == "f":
            triangles.append([int(word) - 1 - first for word in words[1:]])
    return {name: (e["material"], numpy.array(e["points"]), numpy.array(e["triangles"])) for name, e in objects.items()}


def check_closed(name, points, triangles):
    assert triangles.min() == 0 and triangles.max() == len(points) - 1, f"{name} has points of other objects, or spare ones"
    edges = numpy.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    there = edges[:, 0] * len(points) + edges[:, 1]
    back = edges[:, 1] * len(points) + edges[:, 0]
    assert len(numpy.unique(there)) == len(there), f"{name} passes an edge twice in one direction"
    assert numpy.array_equal(numpy.sort(there), numpy.sort(back)), f"{name} is not closed"


def area_and_volume(points, triangles):
    a, b, c = points[triangles[:, 0]], points[triangles[:, 1]], points[triangles[:, 2]]
    normals = numpy.cross(b - a, c - a)
    middle = points.mean(axis=0)
    return numpy.linalg.norm(normals, axis=1).sum() / 2, ((a - middle) * normals).sum() / 6


def instances_of(folder):
    """The voxels of instances.nrrd, indexed z, y, x, and their size in angstrom."""
    header, data = (folder / "instances.nrrd").read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    data = gzip.decompress(data) if fields["encoding"] in ("gzip", "gz") else data
    directions = fields["space directions"].strip("()").split(",")
    shape = [int(n) for n in fields["sizes"].split()][::-1]
    return numpy.frombuffer(data, "<u4").reshape(shape), float(directions[0])


def tetrahedral_volume(mask):
    """Voxels' volume by marching tetrahedra: of the six tetrahedra in each cube of centres, those with 1, 2, 3 and 4
    corners inside lie inside by 1/8, 1/2, 7/8 and all of their sixth."""
    mask = numpy.pad(mask, 1).astype(int)
    n = [size - 1 for size in mask.shape]

    def corner(x, y, z):
        return mask[z:z + n[0], y:y + n[1], x:x + n[2]]

    share = numpy.array([0, 1 / 8, 1 / 2, 7 / 8, 1]) / 6
    total = 0
    for first, second in ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)):  # axes in the order they are walked along
        step, inside = [0, 0, 0], corner(0, 0, 0) + corner(1, 1, 1)
        for axis in (first, second):
            step[axis] = 1
            inside = inside + corner(*step)
        total += share[inside].sum()
    return total


def box_of(instances, number):
    places = numpy.argwhere(instances == number)
    low, high = places.min(axis=0), places.max(axis=0) + 1
    return instances[low[0]:high[0], low[1]:high[1], low[2]:high[2]] == number


def walls(record, particles):
    """Instance -> half the thickness of its wall in angstrom: half the distance between the layers and two of their
    standard deviations, of units with a membrane."""
    half_thickness_A = {}
    for entry in record["structures"]:
        drawn = entry["drawn"]
        numbers = [int(row["instance"]) for row in particles if row["structure"] == entry["name"]]
        if "layer_distance" in drawn:
            for number, distance, sigma in zip(numbers, drawn["layer_distance"], drawn["layer_sigma"]):
                half_thickness_A[number] = distance / 2 + 2 * sigma
    return half_thickness_A


class Run:
    def __init__(self, folder):
        self.folder = folder
        with open(folder / "particles.csv", newline="") as file:
            particles = list(csv.DictReader(file))
        with open(folder / "labels.csv", newline="") as file:
            names = {row["label"]: row["name"] for row in csv.DictReader(file)}
        self.names = list(names.values())
        self.class_of = {int(row["instance"]): names[row["class"]] for row in particles}
        self.half_thickness_A = walls(json.loads((folder / "run.json").read_text()), particles)
        self.instances, self.voxel_A = instances_of(folder)


def check_object(run, name, material, points, triangles):
    """Number of the instance, its voxels, and the area and volume of its mesh."""
    check_closed(name, points, triangles)
    number = int(name.rsplit("_", 1)[1])
    assert material == run.class_of[number] and name == f"{material}_{number}", f"{name} is of another class"
    area, volume = area_and_volume(points, triangles)
    assert volume > 0, f"{name} faces inwards"
    return number, box_of(run.instances, number), area, volume


def check_voxels(run):
    count = 0
    for label in run.names:
        for name, entry in read_objects(run.folder / f"voxels_{label}.obj").items():
            _, mask, area, volume = check_object(run, name, *entry)
            expected = tetrahedral_volume(mask) * run.voxel_A**3
            # points are written to half a thousandth of an angstrom
            assert abs(volume - expected) < 0.0005 * math.sqrt(3) * area, f"{name} has {volume} A^3, not {expected}"
            count += 1
    assert count == len(run.class_of), f"{count} meshes of {len(run.class_of)} instances"
    print(f"{count} meshes of voxels are closed, face outwards and have the volume of their voxels to rounding")


def check_surfaces(run):
    worst_wall, worst_body = 0, 0
    objects = read_objects(run.folder / "instances.obj")
    for name, (material, points, triangles) in objects.items():
        number, mask, area, volume = check_object(run, name, material, points, triangles)
        if number in run.half_thickness_A:
            # Steiner: a wall of half thickness h has the volume 2 h A + (4 pi / 3) h^3 times the Euler characteristic;
            # about 1.5 voxels meet each voxel's area of its two faces, and are in or out as if by chance: five
            # standard deviations of their sum
            h = run.half_thickness_A[number]
            euler = len(points) - len(triangles) // 2
            wall = 2 * h * area + 4 * math.pi / 3 * h**3 * euler
            allowed = 5 * math.sqrt(2 * 1.5 * area / run.voxel_A**2 / 12) * run.voxel_A**3
            worst_wall = max(worst_wall, abs(mask.sum() * run.voxel_A**3 - wall) / allowed)
        else:
            # no point moved more than half a voxel, so what changed lies in a layer as thick, on both sides of the surface
            expected = tetrahedral_volume(mask) * run.voxel_A**3
            worst_body = max(worst_body, abs(volume - expected) / (area * run.voxel_A / 2))
    assert len(objects) == len(run.class_of), f"{len(objects)} objects of {len(run.class_of)} instances"
    print(f"{len(objects)} objects are closed and face outwards; walls differ from their voxels by {worst_wall:.2f} of what "
          f"chance allows, smoothed bodies by {worst_body:.2f} of what half a voxel allows")
    assert worst_wall < 1, "a membrane's surface does not fit to its voxels"
    assert worst_body < 1, "a smoothed body does not fit to its voxels"


def check_materials(run, name):
    lines = (run.folder / f"{name}.mtl").read_text().splitlines()
    materials = [line.split()[1] for line in lines if line.startswith("newmtl ")]
    colours = {tuple(float(word) for word in line.split()[1:]) for line in lines if line.startswith("Kd ")}
    assert materials == run.names, f"{name}.mtl has the materials {materials}"
    assert len(colours) == len(materials) and all(0 <= c <= 1 for colour in colours for c in colour), colours


run = Run(pathlib.Path(sys.argv[1]))
check_voxels(run)
check_surfaces(run)
check_materials(run, "instances")
check_materials(run, "voxels")
