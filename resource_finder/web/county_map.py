"""The county map, drawn from our own shapes: no tiles, no third party."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app

from resource_finder.web.asked import Asked
from resource_finder.web.parts import parts_of


@dataclass(frozen=True, slots=True)
class Shape:
    """One county on the map."""

    slug: str
    label: str
    path: str
    middle: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The whole state. Shapes stand in units of the drawing."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    west: float
    north: float
    squeeze: float
    scale: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point lies on the drawing."""
        x = (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)


@dataclass(frozen=True, slots=True)
class Pin:
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class NearMap:
    """The part of the state around somebody, with numbered pins; `box` is the SVG view box."""

    box: str
    unit: float
    shapes: tuple[Shape, ...]
    here: str
    pins: tuple[Pin, ...]


@lru_cache(maxsize=2)
def _drawing(folder: str) -> dict[str, Any]:
    drawing: dict[str, Any] = json.loads((Path(folder) / "map.json").read_text(encoding="utf-8"))
    return drawing


def whole_state() -> CountyMap:
    drawing = _drawing(current_app.static_folder or "")
    counties = parts_of(current_app).gazetteer.counties.values()
    shapes = tuple(
        Shape(c.slug, c.label, drawing["paths"][c.fips], tuple(drawing["middles"][c.fips]))  # type: ignore[arg-type]
        for c in counties
        if c.fips in drawing["paths"]
    )
    return CountyMap(drawing["width"], drawing["height"], shapes, **drawing["frame"])


def county_map(asked: Asked) -> CountyMap | None:
    """The map of links; none where a tap must be a form (kiosks choose from the list)."""
    return None if asked.is_private else whole_state()


def near_map(county: str, points: Iterable[tuple[int, tuple[float, float]]]) -> NearMap | None:
    """The county and every pin within it or around it."""
    state = whole_state()
    middles = {shape.slug: shape.middle for shape in state.shapes}
    if county not in middles:
        return None
    pins = [Pin(number, *state.at(*point)) for number, point in points]
    xs = [middles[county][0], *(pin.x for pin in pins)]
    ys = [middles[county][1], *(pin.y for pin in pins)]
    side = max(max(xs) - min(xs), max(ys) - min(ys), 40) * 1.25
    left, top = (min(xs) + max(xs) - side) / 2, (min(ys) + max(ys) - side) / 2
    return NearMap(
        f"{left:.0f} {top:.0f} {side:.0f} {side:.0f}", round(side / 100, 2), state.shapes, county, tuple(pins)
    )
