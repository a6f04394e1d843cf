"""The county map, drawn from our own shapes: no tiles, no third party."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from math import cos, hypot, sin
from pathlib import Path
from typing import Any

from flask import current_app

from resource_finder.web.parts import parts_of

_NUMBER = re.compile(r"-?\d+")
# Of a name on the map, in units of the drawing; a letter is a little over half as wide as high.
LARGEST_NAME = 8.0
SMALLEST_NAME = 5.0
LETTER_WIDTH = 0.62
LONGEST_ON_ONE_LINE = 9
# Where a name finds no room in the middle of its county: beside it, or away from a neighbour's name.
_BESIDE = {
    "st-louis-city": (522.0, 224.0),
    "st-louis": (478.0, 231.0),
    "st-charles": (462.0, 203.0),
    "ste-genevieve": (518.0, 297.0),
    "st-francois": (473.0, 322.0),
}


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of a county's name: how large, and where its middle stands."""

    words: str
    size: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Shape:
    """One county on the map."""

    slug: str
    label: str
    path: str
    middle: tuple[int, int]

    @property
    def lines(self) -> tuple["NameLine", ...]:
        """The name as it fits into the county, a word a line where it is long, as large as it can be."""
        name = self.label.removesuffix(" County")
        words = name.split() if len(name) > LONGEST_ON_ONE_LINE else [name]
        # The first pair of numbers is a point, the others steps from it.
        numbers = [int(number) for number in _NUMBER.findall(self.path)]
        across, down = (list(accumulate(numbers[way::2])) for way in (0, 1))
        wide = max(across) - min(across)
        fits = min(wide / (LETTER_WIDTH * len(word)) for word in words)
        in_middle = (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
        size = LARGEST_NAME if self.slug in _BESIDE else min(LARGEST_NAME, max(SMALLEST_NAME, round(fits, 1)))
        middle, down_to = _BESIDE.get(self.slug, in_middle)
        first = down_to - size * (len(words) - 1) / 2
        return tuple(
            NameLine(word, size, middle, round(first + size * (at + 1 / 3), 1))
            for at, word in enumerate(words)
        )


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


def whole_state() -> CountyMap:
    return _whole_state(current_app.static_folder or "")


@lru_cache(maxsize=2)
def _whole_state(folder: str) -> CountyMap:
    """Drawn once: the counties of Missouri do not change while the program runs."""
    drawing: dict[str, Any] = json.loads((Path(folder) / "map.json").read_text(encoding="utf-8"))
    shapes = tuple(
        Shape(c.slug, c.label, drawing["paths"][c.fips], tuple(drawing["middles"][c.fips]))
        for c in parts_of(current_app).gazetteer.counties.values()
        if c.fips in drawing["paths"]
    )
    return CountyMap(drawing["width"], drawing["height"], shapes, **drawing["frame"])


# Pins further away than this many units (about 55 miles) shrink the map until nothing can be told apart.
MOST_UNITS = 80
# About 14 miles: nearer, no border of a county would be left to tell where one is.
LEAST_SIDE = 20.0
# Of a map 100 units wide: a pin and a little room beside it.
PIN_WIDTH = 7.2
MOST_ROUNDS = 40
GOLDEN_ANGLE = 2.39996


def near_map(county: str, points: Iterable[tuple[int, tuple[float, float]]]) -> NearMap | None:
    """The county and the pins around it; None where there is nothing to show."""
    state = whole_state()
    home = next((shape for shape in state.shapes if shape.slug == county), None)
    if home is None:
        return None
    x, y = home.middle
    pins = [Pin(number, *state.at(*point)) for number, point in points]
    pins = [pin for pin in pins if max(abs(pin.x - x), abs(pin.y - y)) <= MOST_UNITS]
    if not pins:
        return None
    xs, ys = [pin.x for pin in pins], [pin.y for pin in pins]
    side = max(max(xs) - min(xs), max(ys) - min(ys), LEAST_SIDE) * 1.3
    left, top = (min(xs) + max(xs) - side) / 2, (min(ys) + max(ys) - side) / 2
    shapes = tuple(s for s in state.shapes if s is home or _is_near(s, left, top, side))
    apart = _apart(pins, PIN_WIDTH * side / 100)
    return NearMap(f"{left:.1f} {top:.1f} {side:.1f} {side:.1f}", round(side / 100, 3), shapes, county, apart)


def _apart(pins: list[Pin], least: float) -> tuple[Pin, ...]:
    """Pins that would cover one another, moved apart until each number can be read: a picture, no chart."""
    # Each begins a hair away in a direction of its own, so that those in one house part to all sides.
    hair = least / 20
    spots = [
        [pin.x + hair * cos(GOLDEN_ANGLE * at), pin.y + hair * sin(GOLDEN_ANGLE * at)]
        for at, pin in enumerate(pins)
    ]
    for _round in range(MOST_ROUNDS):
        moved = False
        for one, other in combinations(spots, 2):
            across, down = other[0] - one[0], other[1] - one[1]
            distance = hypot(across, down)
            if distance >= least * 0.96:
                continue
            moved = True
            push = (least - distance) / (2 * (distance or 1))
            one[0], one[1] = one[0] - across * push, one[1] - down * push
            other[0], other[1] = other[0] + across * push, other[1] + down * push
        if not moved:
            break
    return tuple(Pin(pin.number, round(x, 2), round(y, 2)) for pin, (x, y) in zip(pins, spots, strict=True))


def _is_near(shape: Shape, left: float, top: float, side: float) -> bool:
    """Whether the middle of the county lies in the box: of others only a corner would be seen."""
    x, y = shape.middle
    return left < x < left + side and top < y < top + side
