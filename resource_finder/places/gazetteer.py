"""Answers typed Missouri places from published lists, without a network."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from resource_finder.places.county import County, read_counties
from resource_finder.places.names import MOST_LETTERS, key_of, other_state, plain_words, without_state
from resource_finder.places.shapes import CountyShapes

Kind = Literal["zip", "town", "county", "point"]

# Below this a town that shares a county's name gives way to the county; above it somebody must say which.
TOWN_THAT_COUNTS = 1000
_SUGGEST_FROM = 70
_ZIP = re.compile(r"(?<![\d.])(\d{5})(?:-\d{4})?(?![\d.])")
_POINT = re.compile(r"\s*(-?\d{1,3}\.\d{1,10})\s*[,; ]\s*(-?\d{1,3}\.\d{1,10})\s*\Z")
_BEFORE = frozenset({"in", "near", "at", "around", "by", "from", "to", "en", "cerca", "de", "close"})
_COUNTY_WORDS = frozenset({"county", "co", "cnty", "condado"})


@dataclass(frozen=True, slots=True)
class Place:
    """One place as it was understood: `alternatives` are what else the text may have meant."""

    text: str
    kind: Kind
    label: str
    county: str
    fips: str
    latitude: float
    longitude: float
    alternatives: tuple["Place", ...] = ()


class PlaceNotFound(LookupError):
    """No such place in Missouri: the closest names, and whether it seems to lie in another state."""

    def __init__(self, text: str, suggestions: Sequence[Place] = (), outside: bool = False) -> None:
        super().__init__("no such place in Missouri")
        self.text = text
        self.suggestions = tuple(suggestions)
        self.outside = outside


class AmbiguousPlace(LookupError):
    """Several places bear this name, and somebody must say which."""

    def __init__(self, text: str, alternatives: Sequence[Place]) -> None:
        super().__init__("more than one place has this name")
        self.text = text
        self.alternatives = tuple(alternatives)


class Gazetteer:
    """Every county, ZIP code and town of Missouri, by every spelling of its name."""

    def __init__(self, folder: Path) -> None:
        self.counties: Mapping[str, County] = read_counties(folder)
        self.county_labels = {slug: county.label for slug, county in self.counties.items()}
        self._shapes = CountyShapes.load(folder)
        self._by_county_key = {key_of(plain_words(c.name)): c for c in self.counties.values()}
        self._by_county_key |= {key_of(plain_words(c.label)): c for c in self.counties.values()}
        self._by_county_key |= {c.fips: c for c in self.counties.values()}
        self._towns, self._population = self._read_towns(folder)
        self._zips = self._read_zips(folder)
        self._nicknames = _read_nicknames(folder)

    @classmethod
    def load(cls, data_dir: Path) -> "Gazetteer":
        return cls(Path(data_dir) / "places")

    def find(self, text: str) -> Place:
        """The place that a person typed.

        Raises AmbiguousPlace for a name with several bearers of weight, PlaceNotFound (with the closest
        names) for anything else. A misspelling is suggested, never chosen silently.
        """
        if point := _POINT.match(text[:MOST_LETTERS]):
            return self._at(text, float(point[1]), float(point[2]))
        if zip_code := _ZIP.search(text[:MOST_LETTERS]):
            return self._zip(text, zip_code[1])
        words = _without_prepositions(plain_words(text))
        if not words:
            raise PlaceNotFound(text)
        return self._named(text, words)

    def find_exactly(self, text: str) -> Place:
        """As `find` for a phrase inside a sentence: no suggestions, so it is fast where nothing matches."""
        if zip_code := _ZIP.fullmatch(text):
            return self._zip(text, zip_code[1])
        words = without_state(plain_words(text))
        found = self._exact(text, words) or self._town_before_county(text, words)
        if found is None:
            raise PlaceNotFound(text)
        return found

    def county_named(self, text: str) -> County | None:
        """The county of a name, slug or FIPS code; None for no county, and for "St. Louis", which is two."""
        key = key_of(_county_words_off(without_state(plain_words(text))))
        if text.strip().casefold() == "st-louis":
            return self.counties["st-louis"]
        if self.is_ambiguous_county(text):
            return None
        return self._by_county_key.get(key_of(plain_words(text))) or self._by_county_key.get(key)

    def is_ambiguous_county(self, text: str) -> bool:
        return key_of(without_state(plain_words(text))) == "stlouis"

    def suggest_counties(self, text: str, limit: int = 3) -> tuple[County, ...]:
        """The counties whose names are nearest to a misspelling, nearest first."""
        key = key_of(_county_words_off(plain_words(text)))
        keys = {key_of(_county_words_off(plain_words(c.name))): c for c in self.counties.values()}
        found = process.extract(key, list(keys), scorer=fuzz.ratio, limit=limit, score_cutoff=55)
        return tuple(keys[name] for name, _score, _index in found)

    def county_at(self, latitude: float, longitude: float) -> County | None:
        slug = self._shapes.county_at(latitude, longitude)
        return self.counties[slug] if slug else None

    def miles_outside_county(self, slug: str, latitude: float, longitude: float) -> float:
        """0 for a point in the county; else how far it lies outside."""
        return self._shapes.miles_outside(slug, latitude, longitude)

    def neighbours(self, slug: str) -> tuple[County, ...]:
        return tuple(self.counties[other] for other in self.counties[slug].neighbours)

    def county_place(self, slug: str) -> Place:
        """The whole county as a place, at its center of population."""
        county = self.counties[slug]
        return self._place(county.label, "county", county.label, slug, county.latitude, county.longitude)

    def zip_counties(self, zip_code: str) -> tuple[str, ...]:
        """The counties of a ZIP code, the listed one first; empty for a ZIP that Missouri does not have."""
        place = self._zips.get(zip_code)
        return (place.county, *(other.county for other in place.alternatives)) if place else ()

    def search(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """Places whose name begins as typed, larger first; then the closest spellings."""
        words = plain_words(text)
        key = key_of(words)
        if not key:
            return ()
        if key.isdigit():
            return tuple(place for code, place in self._zips.items() if code.startswith(key))[:limit]
        starts = [place for name, place in self._by_key.items() if name.startswith(key)]
        starts.sort(key=lambda place: (-self._population.get(place.label, 0), place.label))
        found = starts or self._closest(key, limit)
        return tuple(dict.fromkeys(found))[:limit]

    def has_name(self, words: Sequence[str]) -> bool:
        """Whether the words together are the name or nickname of a place."""
        key = key_of(list(words))
        return key in self._by_key or key in self._nicknames or key in {"stl", "stlouis"}

    def close_name(self, word: str) -> Place | None:
        """The one town of six letters or more that is a single slip away from the word."""
        key = key_of([word])
        if len(key) < 6:
            return None
        close = [name for name in self._by_key if name[0] == key[0] and _one_slip(name, key)]
        places = {self._by_key[name].label: self._by_key[name] for name in close}
        return next(iter(places.values())) if len(places) == 1 else None

    @cached_property
    def _by_key(self) -> dict[str, Place]:
        """Towns and counties by key; where a town and a county share it, the town."""
        counties = {
            key: self.county_place(county.slug)
            for key, county in self._by_county_key.items()
            if not key.isdigit()
        }
        return counties | self._towns

    def _place(
        self, text: str, kind: Kind, label: str, county: str, latitude: float, longitude: float
    ) -> Place:
        return Place(text, kind, label, county, self.counties[county].fips, latitude, longitude)

    def _zip(self, text: str, zip_code: str) -> Place:
        found = self._zips.get(zip_code)
        if found is None:
            # Missouri's codes begin with 63 to 65; the rest belong to other states.
            raise PlaceNotFound(text, outside=zip_code[:2] not in {"63", "64", "65"})
        return replace(found, text=text)

    def _at(self, text: str, latitude: float, longitude: float) -> Place:
        county = self.county_at(latitude, longitude)
        if county is None:
            raise PlaceNotFound(text, outside=True)
        return self._place(text, "point", county.label, county.slug, latitude, longitude)

    def _named(self, text: str, words: list[str]) -> Place:
        inner = without_state(words)
        if found := self._exact(text, inner):
            return found
        if other_state(words):
            raise PlaceNotFound(text, outside=True)
        if found := self._town_before_county(text, inner):
            return found
        raise PlaceNotFound(text, self._closest(key_of(inner), 5))

    def _exact(self, text: str, words: list[str]) -> Place | None:
        key = key_of(words)
        if key in {"stlouis", "stl"}:
            city, county = self.county_place("st-louis-city"), self.county_place("st-louis")
            raise AmbiguousPlace(text, (city, county))
        if key in {"cityofstlouis", "stlouiscity"}:
            return replace(self.county_place("st-louis-city"), text=text)
        if key in self._nicknames and key not in self._towns:
            return replace(
                self._exact(text, plain_words(self._nicknames[key])) or _impossible(key), text=text
            )
        if words[:2] in (["city", "of"], ["town", "of"]):
            key = key_of(words[2:])
            return self._with_text(self._towns.get(key), text)
        return self._town_or_county(text, words, key)

    def _town_or_county(self, text: str, words: list[str], key: str) -> Place | None:
        county = self._by_county_key.get(key) or self._county_first(words)
        town = self._towns.get(key)
        if county is None or town is None:
            return self._with_text(town or (self.county_place(county.slug) if county else None), text)
        whole = self.county_place(county.slug)
        if town.county == county.slug:
            return replace(town, text=text, alternatives=(*town.alternatives, whole))
        if self._population.get(town.label, 0) >= TOWN_THAT_COUNTS:
            raise AmbiguousPlace(text, (town, whole))
        return replace(whole, text=text, alternatives=(town,))

    def _county_first(self, words: list[str]) -> County | None:
        """ "County of Boone", "condado de Boone", "Boone Co"."""
        if not _COUNTY_WORDS & set(words):
            return None
        return self._by_county_key.get(key_of(_county_words_off(words)))

    def _town_before_county(self, text: str, words: list[str]) -> Place | None:
        """ "Columbia, Boone County": the town, where it lies in (or reaches into) that county."""
        for split in range(1, len(words)):
            town = self._towns.get(key_of(words[:split]))
            county = self._by_county_key.get(key_of(words[split:])) or self._county_first(words[split:])
            if town is None or county is None:
                continue
            for place in (town, *town.alternatives):
                if place.county == county.slug:
                    return replace(place, text=text)
        return None

    def _with_text(self, place: Place | None, text: str) -> Place | None:
        return replace(place, text=text) if place else None

    def _closest(self, key: str, limit: int) -> list[Place]:
        if len(key) < 3:
            return []
        names = process.extract(
            key, list(self._by_key), scorer=fuzz.ratio, limit=limit * 2, score_cutoff=_SUGGEST_FROM
        )
        found = [self._by_key[name] for name, _score, _index in names]
        return list({place.label: place for place in found}.values())[:limit]

    def _read_towns(self, folder: Path) -> tuple[dict[str, Place], dict[str, int]]:
        towns: dict[str, Place] = {}
        population: dict[str, int] = {}
        for row in _rows(folder / "towns.csv"):
            name, county = row["name"], row["county"]
            point = float(row["latitude"]), float(row["longitude"])
            places = [
                self._place(name, "town", _town_label(name, self.counties[slug].label), slug, *point)
                for slug in (county, *_listed(row["other_counties"]))
            ]
            key = key_of(plain_words(name))
            population[places[0].label] = int(row["population"] or 0)
            if key == "stlouis":
                continue
            # Ladue and La Due share a key: the larger answers, and the other is offered.
            known = towns.get(key)
            if known and population[known.label] >= population[places[0].label]:
                towns[key] = replace(known, alternatives=(*known.alternatives, places[0]))
            else:
                others = (*places[1:], replace(known, alternatives=())) if known else places[1:]
                towns[key] = replace(places[0], alternatives=tuple(others))
        return towns, population

    def _read_zips(self, folder: Path) -> dict[str, Place]:
        zips = {}
        for row in _rows(folder / "zips.csv"):
            code, point = row["zip"], (float(row["latitude"]), float(row["longitude"]))
            places = [
                self._place(
                    code,
                    "zip",
                    f"{code}, {_town_label(row['place'], self.counties[slug].label)}",
                    slug,
                    *point,
                )
                for slug in (row["county"], *_listed(row["other_counties"]))
            ]
            zips[code] = replace(places[0], alternatives=tuple(places[1:]))
        return zips


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_nicknames(folder: Path) -> dict[str, str]:
    return {key_of(plain_words(row["typed"])): row["place"] for row in _rows(folder / "nicknames.csv")}


def _listed(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def _town_label(town: str, county: str) -> str:
    return county if town == "St. Louis" and county == "St. Louis City" else f"{town}, {county}"


def _without_prepositions(words: list[str]) -> list[str]:
    while (
        len(words) > 1
        and words[0] in _BEFORE
        and not (words[0] == "de" and words[1] in {"soto", "kalb", "witt"})
    ):
        words = words[1:]
    return words


def _county_words_off(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in _COUNTY_WORDS]
    return kept[1:] if len(kept) > 1 and kept[0] in {"of", "de"} and kept[1] != "kalb" else kept


def _one_slip(name: str, key: str) -> bool:
    """One letter wrong, missing, added or swapped; two in long names."""
    return OSA.distance(name, key) <= (1 if len(key) < 9 else 2)


def _impossible(key: str) -> Place:
    raise AssertionError(f"nickname {key} names no place")
