"""Points on the unit sphere, and an order in which neighbours on the ground are neighbours in memory."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088

Floats = NDArray[np.float32]


def on_sphere(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> Floats:
    """One row of x, y, z for each point; zeros where a coordinate is not a number."""
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    xyz = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    points: Floats = np.nan_to_num(xyz, nan=0.0).astype(np.float32)
    return points


def point_on_sphere(latitude: float, longitude: float) -> Floats:
    """As `on_sphere` for one point: NumPy's detours cost twenty microseconds."""
    phi, theta = radians(latitude), radians(longitude)
    return np.array([cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)], dtype=np.float32)


def km_from(xyz: Floats, origin: Floats) -> Floats:
    """Great-circle kilometers. From the chord, since a cosine near 1 loses kilometers in single precision."""
    x, y, z = xyz[:, 0] - origin[0], xyz[:, 1] - origin[1], xyz[:, 2] - origin[2]
    half_chord = np.sqrt(x * x + y * y + z * z) * np.float32(0.5)
    km: Floats = np.arcsin(np.minimum(half_chord, np.float32(1))) * np.float32(2 * EARTH_RADIUS_KM)
    return km


def spatial_order(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Indices along a Z-order curve; those without a point last, otherwise as given."""
    known = ~(np.isnan(latitudes) | np.isnan(longitudes))
    key = np.full(len(latitudes), np.iinfo(np.int64).max, dtype=np.int64)
    if known.any():
        key[known] = _spread(_cells(latitudes[known])) << 1 | _spread(_cells(longitudes[known]))
    return np.argsort(key, kind="stable")


def _cells(values: NDArray[np.float64]) -> NDArray[np.int64]:
    low, high = values.min(), values.max()
    return np.asarray((values - low) / (high - low or 1.0) * 0xFFFF, dtype=np.int64)


def _spread(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """A zero bit before each of sixteen bits."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        cells = (cells | cells << shift) & mask
    return cells
