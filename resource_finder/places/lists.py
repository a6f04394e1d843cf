"""Reads the lists of towns, ZIP codes, nicknames and places elsewhere into lookups by name."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from resource_finder.places.county import County
from resource_finder.places.names import key_of, plain_words
from resource_finder.places.place import Place


@dataclass(frozen=True, slots=True)
class Towns:
    """Towns by the key of their name; the largest of a name answers and holds the others as alternatives."""

    by_key: dict[str, Place] = field(default_factory=dict)
    population: dict[str, int] = field(default_factory=dict)
    name_of: dict[str, str] = field(default_factory=dict)

    def size(self, place: Place) -> int:
        """Its people, 0 where the lists do not say."""
        return self.population.get(place.label, 0)

    def named(self, words: list[str]) -> Place | None:
        """The town of these words; "La Due" is La Due though Ladue, which shares its key, is larger."""
        found = self.by_key.get(key_of(words))
        if found is None or self._is_spelt(found, words):
            return found
        for other in found.alternatives:
            if self._is_spelt(other, words):
                rest = (found, *found.alternatives)
                return other.or_else(*(place for place in rest if place.label != other.label))
        return found

    def is_one_word(self, place: Place) -> bool:
        """Whether its own name is written as one word, as Freeman is."""
        return len(plain_words(self.name_of.get(place.label, ""))) == 1

    def _is_spelt(self, place: Place, words: list[str]) -> bool:
        return plain_words(self.name_of.get(place.label, "")) == words


def read_towns(folder: Path, counties: Mapping[str, County]) -> Towns:
    """Every town but St. Louis, which is a county of its own here."""
    towns = Towns()
    for row in _rows(folder / "towns.csv"):
        name, listed = row["name"], (row["county"], *_cell(row["other_counties"]))
        if name == "St. Louis":
            continue
        point = float(row["latitude"]), float(row["longitude"])
        first, *others = (_town(name, counties[slug], point) for slug in listed)
        town = first.or_else(*others)
        for place in (first, *others):
            towns.name_of[place.label] = name
            towns.population.setdefault(place.label, int(row["population"] or 0))
        key = key_of(plain_words(name))
        known = towns.by_key.get(key)
        if known is None:
            towns.by_key[key] = town
        elif towns.size(known) >= towns.size(town):
            towns.by_key[key] = known.or_else(town, *town.alternatives)
        else:
            towns.by_key[key] = town.or_else(known, *known.alternatives)
    return towns


def read_zips(folder: Path, counties: Mapping[str, County]) -> dict[str, Place]:
    """Every ZIP code in its listed county; other counties that it touches are alternatives."""
    zips = {}
    for row in _rows(folder / "zips.csv"):
        code, point = row["zip"], (float(row["latitude"]), float(row["longitude"]))
        places = []
        for slug in (row["county"], *_cell(row["other_counties"])):
            county = counties[slug]
            label = f"{code}, {town_label(row['place'], county.label)}"
            places.append(Place(code, "zip", label, slug, county.fips, *point))
        zips[code] = places[0].or_else(*places[1:])
    return zips


def read_nicknames(folder: Path) -> dict[str, list[str]]:
    """What people call a place, by key, with the names it stands for: several where it may mean several."""
    rows = _rows(folder / "nicknames.csv")
    return {key_of(plain_words(row["typed"])): _cell(row["place"]) for row in rows}


def read_places_elsewhere(folder: Path) -> frozenset[str]:
    """Keys of well-known places in other states."""
    rows = _rows(folder / "geonames.csv")
    return frozenset(key_of(plain_words(row["name"])) for row in rows if row["state"] != "MO")


def town_label(town: str, county: str) -> str:
    return county if town == "St. Louis" and county == "St. Louis City" else f"{town}, {county}"


def _town(name: str, county: County, point: tuple[float, float]) -> Place:
    return Place(name, "town", town_label(name, county.label), county.slug, county.fips, *point)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cell(cell: str) -> list[str]:
    return cell.split("; ") if cell else []
