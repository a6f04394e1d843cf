"""Answers typed Missouri places from published lists, without a network."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz, process

from resource_finder.places.closest import NameIndex
from resource_finder.places.county import County, read_counties
from resource_finder.places.lists import read_nicknames, read_places_elsewhere, read_towns, read_zips
from resource_finder.places.names import (
    MOST_LETTERS,
    is_the_state,
    key_of,
    names_a_county,
    other_state,
    plain_words,
    without_county,
    without_prepositions,
    without_state,
)
from resource_finder.places.place import STATE, AmbiguousPlace, Place, PlaceNotFound
from resource_finder.places.shapes import CountyShapes

__all__ = ["AmbiguousPlace", "Gazetteer", "Place", "PlaceNotFound"]

# A town that shares its name with a county elsewhere: from this many people on somebody must say which, below
# it the county is meant and the town offered. So "Jackson" is asked, "Laclede" and "De Kalb" are not.
TOWN_THAT_COUNTS = 1000
MOST_SUGGESTED = 5
STATE_FIPS = "29"
_ZIP = re.compile(r"(?<![\d.-])(\d{5})(?:-?\d{4})?(?![\d.])")
_POINT = re.compile(r"\s*\(?(-?\d{1,3}\.\d{1,20})\s*[,; ]\s*(-?\d{1,3}\.\d{1,20})\)?\s*\Z")
_HOUSE_NUMBER = re.compile(r"\s*\d{1,5}[a-z]?\s+(?:\d{1,3}(?:st|nd|rd|th)\b|[a-z])", re.IGNORECASE)
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
_MISSOURI_ZIPS = ("63", "64", "65")


class Gazetteer:
    """Every county, ZIP code and town of Missouri, by every spelling of its name."""

    def __init__(self, folder: Path) -> None:
        self.counties: Mapping[str, County] = read_counties(folder)
        self.county_labels = {slug: county.label for slug, county in self.counties.items()}
        self._shapes = CountyShapes.load(folder)
        self._county_of = {county.fips: county for county in self.counties.values()}
        for county in self.counties.values():
            for name in (county.label, county.name):
                self._county_of[key_of(plain_words(name))] = county
        self._towns = read_towns(folder, self.counties)
        self._zips = read_zips(folder, self.counties)
        self._nicknames = read_nicknames(folder)
        self._elsewhere = read_places_elsewhere(folder)
        self._names = self._index()

    @classmethod
    def load(cls, data_dir: Path) -> "Gazetteer":
        return cls(Path(data_dir) / "places")

    def find(self, text: str) -> Place:
        """The place that a person typed.

        Raises AmbiguousPlace for a name with several bearers of weight, PlaceNotFound (with the closest
        names) for anything else. A misspelling is suggested, never chosen silently. Of a street address only
        the ZIP code or the town is understood.
        """
        start = text[:MOST_LETTERS]
        if point := _POINT.match(start):
            return self._at(text, float(point[1]), float(point[2]))
        slug = start.strip()
        if _SLUG.fullmatch(slug) and slug in self.counties:
            return self.county_place(slug).typed_as(text)
        if code := self._zip_in(start):
            return self._zip(text, code)
        words = without_prepositions(plain_words(text))
        if not words:
            raise PlaceNotFound(text)
        if is_the_state(words):
            return self.whole_state.typed_as(text)
        return self._named(text, words).typed_as(text)

    def find_exactly(self, text: str) -> Place:
        """As `find` for a phrase inside a sentence: no suggestions, so it is fast where nothing matches."""
        if zip_code := _ZIP.fullmatch(text):
            return self._zip(text, zip_code[1])
        words = without_state(plain_words(text))
        found = self._exact(text, words) or self._town_before_county(words)
        if found is None:
            raise PlaceNotFound(text)
        return found.typed_as(text)

    def is_street_address(self, text: str) -> bool:
        """Whether the text begins as "1400 Rock Quarry Road" does: more than a town, if less than a point."""
        return _HOUSE_NUMBER.match(text[:MOST_LETTERS]) is not None and not self._begins_with_zip(text)

    def county_named(self, text: str) -> County | None:
        """The county of a name, slug or FIPS code; None for no county, and for "St. Louis", which is two."""
        if text.strip().casefold() == "st-louis":
            return self.counties["st-louis"]
        if self.is_ambiguous_county(text):
            return None
        words = without_state(plain_words(text))
        return self._county_of.get(key_of(words)) or self._county_of.get(key_of(without_county(words)))

    def is_ambiguous_county(self, text: str) -> bool:
        """Whether it is plain "St. Louis", which may be the city or the county."""
        return key_of(without_state(plain_words(text))) == "stlouis"

    def suggest_counties(self, text: str, limit: int = 3) -> tuple[County, ...]:
        """The counties whose names are nearest to a misspelling, nearest first."""
        key = key_of(without_county(plain_words(text)))
        keys = {key_of(without_county(plain_words(c.name))): c for c in self.counties.values()}
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
        label = county.label
        return Place(label, "county", label, slug, county.fips, county.latitude, county.longitude)

    @cached_property
    def whole_state(self) -> Place:
        """All of Missouri as a place, at the mean of its counties' centers, weighted by their people."""
        counties = self.counties.values()
        people = sum(county.population for county in counties)
        latitude = sum(county.latitude * county.population for county in counties) / people
        longitude = sum(county.longitude * county.population for county in counties) / people
        return Place(STATE, "state", STATE, "", STATE_FIPS, latitude, longitude)

    def zip_counties(self, zip_code: str) -> tuple[str, ...]:
        """The counties of a ZIP code, the listed one first; empty for a ZIP that Missouri does not have."""
        place = self._zips.get(zip_code)
        return (place.county, *(other.county for other in place.alternatives)) if place else ()

    def zip_point(self, zip_code: str) -> tuple[float, float] | None:
        place = self._zips.get(zip_code)
        return (place.latitude, place.longitude) if place else None

    def search(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """Places of which a word begins as typed, larger first; then the closest spellings."""
        words = without_state(plain_words(text))
        key = key_of(words)
        if not key:
            return ()
        if is_the_state(words):
            return (self.whole_state,)
        if key.isdigit():
            return tuple(place for code, place in self._zips.items() if code.startswith(key))[:limit]
        found = self._called(key) + self._names.beginning_with(key, self._towns.size)
        found = found or self._names.near(key, limit)
        return tuple(dict.fromkeys(place.typed_as(place.label) for place in found))[:limit]

    def has_name(self, words: Sequence[str]) -> bool:
        """Whether the words together are the name or nickname of a place."""
        key = key_of(plain_words(" ".join(words)))
        return key in self._names or key in self._nicknames

    def is_run_together(self, place: Place, words: Sequence[str]) -> bool:
        """Whether a name of one word was found in several, as Freeman is in "free man"."""
        return len(words) > 1 and place.kind == "town" and self._towns.is_one_word(place)

    def close_name(self, word: str) -> Place | None:
        """The one town of six letters or more that is a single slip away from the word."""
        return self._names.one_slip_from(key_of(plain_words(word)))

    def _index(self) -> NameIndex:
        """Towns and counties by key; where a town and a county share it, the town."""
        counties = {
            key: self.county_place(county.slug)
            for key, county in self._county_of.items()
            if not key.isdigit()
        }
        places = counties | self._towns.by_key
        starts = {}
        for key, place in places.items():
            words = plain_words(place.text)
            starts[key] = tuple(key_of(words[at:]) for at in range(1, len(words)) if words[at] != "county")
        return NameIndex(places, starts)

    def _zip_in(self, text: str) -> str | None:
        """The last ZIP code of the text: five digits in front of a street are a house number."""
        codes = list(_ZIP.finditer(text))
        if len(codes) == 1 and self.is_street_address(text) and codes[0].start() == _margin(text):
            return None
        return codes[-1][1] if codes else None

    def _begins_with_zip(self, text: str) -> bool:
        return text.lstrip()[:5] in self._zips

    def _zip(self, text: str, zip_code: str) -> Place:
        if found := self._zips.get(zip_code):
            return found.typed_as(text)
        outside = not zip_code.startswith(_MISSOURI_ZIPS)
        near = [] if outside else [place for code, place in self._zips.items() if code[:4] == zip_code[:4]]
        raise PlaceNotFound(text, near[:MOST_SUGGESTED], outside)

    def _at(self, text: str, latitude: float, longitude: float) -> Place:
        county = self.county_at(latitude, longitude)
        if county is None:
            raise PlaceNotFound(text, outside=True)
        return Place(text, "point", county.label, county.slug, county.fips, latitude, longitude)

    def _named(self, text: str, words: list[str]) -> Place:
        inner = without_state(words)
        if found := self._exact(text, inner) or self._town_before_county(inner):
            return found
        if other_state(words) or key_of(inner) in self._elsewhere:
            raise PlaceNotFound(text, outside=True)
        if self.is_street_address(text) and (found := self._at_the_end(text, inner)):
            return found
        suggestions = (*self._towns_and_counties_in(inner), *self._names.near(key_of(inner), MOST_SUGGESTED))
        raise PlaceNotFound(text, tuple(dict.fromkeys(suggestions))[:MOST_SUGGESTED])

    def _exact(self, text: str, words: list[str]) -> Place | None:
        key = key_of(words)
        called = self._called(key)
        if len(called) > 1:
            raise AmbiguousPlace(text, called)
        if called:
            return called[0]
        if words[:2] in (["city", "of"], ["town", "of"], ["village", "of"]) and key not in self._towns.by_key:
            return self._towns.named(words[2:])
        return self._town_or_county(text, words)

    def _called(self, key: str) -> list[Place]:
        """What a nickname stands for."""
        return [self._official(plain_words(name)) for name in self._nicknames.get(key, ())]

    def _official(self, words: list[str]) -> Place:
        town = self._towns.named(words)
        return town or self.county_place(self._county_of[key_of(words)].slug)

    def _town_or_county(self, text: str, words: list[str]) -> Place | None:
        """A town in the county of its name is the town; elsewhere its size decides who is asked."""
        county, town = self._county(words), self._towns.named(words)
        if county is None:
            return town
        whole = self.county_place(county.slug)
        if town is None:
            return whole
        if town.county == county.slug:
            return town.or_else(whole)
        if self._towns.size(town) >= TOWN_THAT_COUNTS:
            raise AmbiguousPlace(text, (town, whole))
        return whole.or_else(town, *town.alternatives)

    def _county(self, words: list[str]) -> County | None:
        """By name, "Boone Co.", "County of Boone", "condado de Boone", "St. Louis Co."."""
        found = self._county_of.get(key_of(words))
        if found or not names_a_county(words):
            return found
        name = key_of(without_county(words))
        return self._county_of.get(f"{name}county") or self._county_of.get(name)

    def _town_before_county(self, words: list[str]) -> Place | None:
        """ "Columbia, Boone County": the town, where it lies in (or reaches into) that county."""
        for split in range(1, len(words)):
            town, county = self._towns.named(words[:split]), self._county(words[split:])
            # "Houston, Texas" is the other Houston, though ours lies in Texas County.
            if town is None or county is None or _is_a_state(words[split:]):
                continue
            for place in (town, *town.alternatives):
                if place.county == county.slug:
                    return place
        return None

    def _towns_and_counties_in(self, words: list[str]) -> list[Place]:
        """What "Columbia, Cole County" and "Columbia or Fulton" may have meant, word by word."""
        found = []
        for split in range(1, len(words)):
            for part in (words[:split], words[split:]):
                county, town = self._county(part), self._towns.named(part)
                found += [town] if town else [self.county_place(county.slug)] if county else []
        return found

    def _at_the_end(self, text: str, words: list[str]) -> Place | None:
        """The town in which a street address ends."""
        for start in range(2, len(words)):
            if found := self._exact(text, words[start:]):
                return found
        return None


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_a_state(words: list[str]) -> bool:
    """ "Texas", but not "Texas County" or "Greene Co."."""
    return other_state(words) and not names_a_county(words)
