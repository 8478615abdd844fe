# Spheres, ellipsoids and tori from closed forms, and surfaces parallel to them.
import math

import numpy

import finished_run


class Membrane:
    """The mid-surface of one placed bilayer, from the numbers that run.json says were drawn for its membrane: its
    outermost one, or one that lies `inset_A` deeper."""

    def __init__(self, row, drawn, inset_A=0):
        self.row, self.drawn, self.inset_A = row, drawn, inset_A
        self.turn, self.centre = finished_run.rotation(row), finished_run.position_A(row)
        self.half_A = drawn["layer_distance"] / 2 + 2 * drawn["layer_sigma"]

    def near(self, points):
        """Signed distances of points, and the normals at the nearest places of the surface."""
        local = (points - self.centre) @ self.turn
        if "radius" in self.drawn:
            length = numpy.linalg.norm(local, axis=1)
            distance, normal = length - self.drawn["radius"], local / length[:, None]
        elif "axis_x" in self.drawn:
            axes = numpy.array([self.drawn["axis_" + axis] for axis in "xyz"])
            # the foot is a^2 p / (t + a^2); t is found by halving, for |foot / a| falls as t grows
            low = numpy.full(len(local), -axes.min()**2 * (1 - 1e-12))
            high = numpy.linalg.norm(local, axis=1) * axes.max()
            for _ in range(60):
                t = (low + high) / 2
                outside = ((axes * local / (t[:, None] + axes**2))**2).sum(axis=1) > 1
                low, high = numpy.where(outside, t, low), numpy.where(outside, high, t)
            gradient = local / (low[:, None] + axes**2)
            length = numpy.linalg.norm(gradient, axis=1)
            distance, normal = low * length, gradient / length[:, None]
        else:
            from_axis = numpy.linalg.norm(local[:, :2], axis=1)
            middle = numpy.column_stack([local[:, :2] / from_axis[:, None] * self.drawn["major_radius"],
                                         numpy.zeros(len(local))])
            away = numpy.linalg.norm(local - middle, axis=1)
            distance, normal = away - self.drawn["minor_radius"], (local - middle) / away[:, None]
        return distance + self.inset_A, normal @ self.turn.T

    def area_A2(self):
        """Of the outermost bilayer."""
        if "radius" in self.drawn:
            return 4 * math.pi * self.drawn["radius"]**2
        if "major_radius" in self.drawn:
            return 4 * math.pi**2 * self.drawn["major_radius"] * self.drawn["minor_radius"]
        # an ellipsoid's by quadrature over the unit sphere: abc |(x/a, y/b, z/c)|
        axes = numpy.array([self.drawn["axis_" + axis] for axis in "xyz"])
        z = (numpy.arange(400) + 0.5) / 200 - 1
        phi = (numpy.arange(400) + 0.5) * 2 * math.pi / 400
        z, phi = numpy.meshgrid(z, phi)
        r = numpy.sqrt(1 - z**2)
        stretch = numpy.sqrt((r * numpy.cos(phi) / axes[0])**2 + (r * numpy.sin(phi) / axes[1])**2 + (z / axes[2])**2)
        return 4 * math.pi * axes.prod() * stretch.mean()
