"""Where a place of another directory is: its street, its county, and a point that can be right."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from resource_finder.catalogue.faults import CellFault
from resource_finder.catalogue.hsds_tables import STATEWIDE, Geography
from resource_finder.catalogue.hsds_words import usable_line
from resource_finder.domain.streets import is_hidden, place_part, takes_mail_only

Row = Mapping[str, Any]

_MISSOURI = frozenset({"mo", "missouri", "mo.", "us-mo", "29"})
_MISSOURI_ZIP = re.compile(r"6[345]\d{3}")
_POSTAL = re.compile(r"post|mail", re.IGNORECASE)
# A site may stand just over the line that our shapes draw.
_MILES_OVER_THE_LINE = 2.0
_MOST_MILES_OUTSIDE = 15.0
_MOST_DEGREES_FROM_ZIP = 0.5


@dataclass
class Spot:
    """What is known of a place, and what of it could not be used."""

    address: str = ""
    city: str = ""
    zip: str = ""
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_private: bool = False
    is_elsewhere: bool = False
    remarks: list[str] = field(default_factory=list)


def spot_of(location: Row, addresses: Iterable[Row], geography: Geography) -> Spot:
    """The physical address of a location; a postal one is never the place to go.

    Where the point is missing or cannot be right, the middle of the ZIP code, town or county stands in.
    """
    address: Row = next(
        (row for row in addresses if not _POSTAL.search(str(row.get("address_type", "")))), {}
    )
    spot = Spot()
    state = str(address.get("state_province", "")).strip().casefold()
    code = re.match(r"\s*(\d{5})", str(address.get("postal_code", "")))
    zip_code = code[1] if code else ""
    country = str(address.get("country", "")).strip().casefold().replace(".", "")
    if (
        (state and state not in _MISSOURI)
        or (not state and zip_code and not _MISSOURI_ZIP.match(zip_code))
        or country not in ("", "us", "usa", "united states", "united states of america")
    ):
        return Spot(is_elsewhere=True)
    if str(location.get("location_type", "")).casefold() in ("virtual", "postal"):
        return spot
    _take_address(spot, address, zip_code, geography)
    _take_county(spot, str(address.get("region", "")), geography)
    _take_point(spot, location, bool(state or zip_code), geography)
    return spot


def _take_address(spot: Spot, address: Row, zip_code: str, geography: Geography) -> None:
    street = ", ".join(
        filter(None, (str(address.get(name, "")).strip() for name in ("address_1", "address_2")))
    )
    if is_hidden(street):
        spot.is_private = True
        spot.remarks.append("the address is private: neither street nor point is kept")
    elif takes_mail_only(street):
        spot.remarks.append(f"“{street[:40]}” is a mailing address, no place to go")
    else:
        spot.address = _text(place_part(street), spot)
    spot.city = _text(str(address.get("city", "")), spot)
    if zip_code and not geography.zip_counties(zip_code):
        spot.remarks.append(f"{zip_code} is not a Missouri ZIP code that we know")
    elif not spot.is_private:
        spot.zip = zip_code


def _text(text: str, spot: Spot) -> str:
    try:
        return usable_line(text)
    except CellFault as fault:
        spot.remarks.append(str(fault))
        return ""


def _take_county(spot: Spot, region: str, geography: Geography) -> None:
    """The county that the address names, where its ZIP code agrees; else that of the ZIP code."""
    counties = geography.zip_counties(spot.zip)
    named = geography.county_named(region)
    if named and counties and not geography.is_near(named, counties):
        spot.remarks.append(f"{geography.label(named)} is far from {spot.zip}: the ZIP code decides")
        named = ""
    spot.county = named or (counties[0] if counties else "")


def _take_point(spot: Spot, location: Row, is_in_missouri: bool, geography: Geography) -> None:
    here = (location.get("latitude"), location.get("longitude"))
    if spot.is_private:
        return
    center = geography.center_of(spot.zip)
    if here[0] is not None and here[1] is not None:
        if _accept(spot, here, center, geography):
            return
        if not is_in_missouri and _can_be(*here) and not spot.county:
            spot.is_elsewhere = True
            return
        spot.remarks.append(f"the point {here[0]:g}, {here[1]:g} is not at this address")
    for what, text in (("its ZIP code", spot.zip), ("its town", spot.city), ("its county", spot.county)):
        point = center if what == "its ZIP code" else geography.center_of(text, spot.county)
        if point:
            spot.latitude, spot.longitude = point
            spot.county = spot.county or geography.county_of_point(*point)
            spot.remarks.append(f"placed by the middle of {what}")
            return


def _accept(spot: Spot, here: Any, center: Any, geography: Geography) -> bool:
    """Take the point, or the same with its numbers in their right order and sign, if it can be right."""
    first, second = here
    for number, point in enumerate(((first, second), (second, first), (first, -second), (second, -first))):
        inside = geography.county_of_point(*point)
        over = spot.county and geography.miles_outside(spot.county, *point) <= _MILES_OVER_THE_LINE
        if not (inside or over) or (center and not _is_near(point, center)):
            continue
        if spot.county and geography.miles_outside(spot.county, *point) > _MOST_MILES_OUTSIDE:
            if spot.zip:
                continue
            spot.remarks.append(f"the point is not in {geography.label(spot.county)}: the point decides")
            spot.county = inside
        if inside and inside in geography.zip_counties(spot.zip):
            spot.county = inside
        spot.county = spot.county or inside
        spot.latitude, spot.longitude = point
        if number:
            spot.remarks.append("latitude and longitude were put right")
        return True
    return False


def _can_be(first: Any, second: Any) -> bool:
    """Whether there is such a point, in either order; what nobody can stand on says nothing of a state."""
    return (
        (first, second) != (0, 0)
        and min(abs(first), abs(second)) <= 90
        and max(abs(first), abs(second)) <= 180
    )


def _is_near(point: tuple[float, float], center: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _MOST_DEGREES_FROM_ZIP for a, b in zip(point, center, strict=True))


def areas_in(
    rows: Iterable[Row], geography: Geography, only_said: bool = False
) -> tuple[tuple[str, ...], list[str]]:
    """County slugs (or `statewide`) of service areas, and the areas that we do not know.

    `only_said`: for a place in another state an area counts only when it says Missouri itself.
    """
    found: list[str] = []
    unknown: list[str] = []
    for row in rows:
        if slug := geography.extent_of(row):
            named = [slug]
        else:
            text = next((str(row[name]) for name in ("name", "extent", "description") if row.get(name)), "")
            named = _counties_in(text, geography)
            if not named and text.strip():
                unknown.append(" ".join(text.split())[:60])
        if not only_said or re.search(
            r"\bmo\b|missouri|US29", f"{row.get('name', '')} {row.get('uri', '')}", re.IGNORECASE
        ):
            found += named
    return tuple(dict.fromkeys(found)), unknown


def _counties_in(text: str, geography: Geography) -> list[str]:
    """The counties of a list (“Boone, Callaway and Cole Counties”); none unless every part is one."""
    plain = re.sub(r"\bcount(?:y|ies)\b|\bof\b", " ", text, flags=re.IGNORECASE)
    parts = [part.strip() for part in re.split(r"[,;/&|]|\band\b", plain, flags=re.IGNORECASE)]
    parts = [part for part in parts if part and part.casefold() not in _MISSOURI]
    found = [geography.county_named(part) for part in parts]
    return found if found and all(found) else []


__all__ = ["STATEWIDE", "Spot", "areas_in", "spot_of"]
