"""Counties, ZIP codes and points as an HSDS package speaks of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

STATEWIDE = "statewide"
_STATE = "https://data.census.gov/profile?g=040XX00US29"
_COUNTY = "https://data.census.gov/profile?g=050XX00US"
_WHOLE_STATE = re.compile(
    r"(?:the )?(?:(?:entire|whole|all of|state of) )*(?:state(?: of)? )?(?:missouri|mo)"
    r"(?: \(?(?:statewide|state)\)?)?"
    r"|state-?wide|all (?:missouri )?counties|all counties in missouri"
    r"|nation-?wide|national|usa|u\.?s\.?|united states(?: of america)?",
    re.IGNORECASE,
)


class Places(Protocol):
    """What a package needs to know of Missouri: the gazetteer knows all of it."""

    @property
    def counties(self) -> Mapping[str, Any]: ...
    @property
    def county_labels(self) -> Mapping[str, str]: ...
    def county_at(self, latitude: float, longitude: float) -> Any: ...
    def county_named(self, text: str) -> Any: ...
    def zip_counties(self, zip_code: str) -> tuple[str, ...]: ...
    def neighbours(self, slug: str) -> Any: ...
    def miles_outside_county(self, slug: str, latitude: float, longitude: float) -> float: ...
    def find(self, text: str) -> Any: ...


@dataclass(frozen=True)
class Geography:
    """County slug to its label and FIPS code; and the places behind them."""

    labels: Mapping[str, str]
    fips: Mapping[str, str]
    places: Places

    @classmethod
    def of(cls, places: Places) -> "Geography":
        """All that the gazetteer knows."""
        codes = {slug: county.fips for slug, county in places.counties.items()}
        return cls(places.county_labels, codes, places)

    def label(self, slug: str) -> str:
        return self.labels.get(slug, slug)

    def slug(self, text: str) -> str:
        """The slug of a county by its label, with or without “County”; the text itself for any other."""
        name = text.strip().casefold()
        for slug, label in self.labels.items():
            if name in (label.casefold(), label.casefold().removesuffix(" county")):
                return slug
        return text

    def county_named(self, text: str) -> str:
        """The slug by any spelling of the sheets, or by FIPS code; empty for none, and for "St. Louis"."""
        code = re.search(r"(?<!\d)(29\d{3})(?:\.0)?\Z", text.strip())
        county = self.places.county_named(code[1] if code else text) if text.strip() else None
        return str(county.slug) if county else ""

    def county_of_point(self, latitude: float, longitude: float) -> str:
        county = self.places.county_at(latitude, longitude)
        return str(county.slug) if county else ""

    def zip_counties(self, code: str) -> tuple[str, ...]:
        return self.places.zip_counties(code) if code else ()

    def is_near(self, slug: str, counties: tuple[str, ...]) -> bool:
        """Whether the county is one of these or next to one: ZIP codes cross county lines."""
        around = {slug, *(str(county.slug) for county in self.places.neighbours(slug))}
        return not around.isdisjoint(counties)

    def miles_outside(self, slug: str, latitude: float, longitude: float) -> float:
        return self.places.miles_outside_county(slug, latitude, longitude)

    def center_of(self, text: str, county: str = "") -> tuple[float, float] | None:
        """The middle of a ZIP code, or of a town or county; of a town only where it can be but one."""
        if not text:
            return None
        name = self.label(text)
        for asked in (
            (f"{name}, {self.label(county)}", name) if county and name != self.label(county) else (name,)
        ):
            try:
                found = self.places.find(asked)
            except LookupError:
                continue
            if not county or county in (found.county, ""):
                return found.latitude, found.longitude
        return None

    def area(self, extent: str) -> dict[str, Any]:
        """Name and address of a service area: the state, or a county by its GEOID."""
        if extent == STATEWIDE:
            return {"name": "Missouri", "uri": _STATE}
        code = self.fips.get(extent, "")
        return {"name": self.label(extent), "uri": f"{_COUNTY}{code}" if code else ""}

    def extent_of(self, area: Mapping[str, Any]) -> str:
        """The slug that an area speaks of, by its GEOID or its name; empty for an area we do not know."""
        uri = str(area.get("uri") or "")
        name = " ".join(str(area.get("name") or "").split())
        if uri == _STATE or _WHOLE_STATE.fullmatch(name):
            return STATEWIDE
        code = re.search(r"(?<!\d)(29\d{3})\Z", uri)
        by_code = {fips: slug for slug, fips in self.fips.items()}
        return (by_code.get(code[1], "") if code else "") or self.county_named(name)
