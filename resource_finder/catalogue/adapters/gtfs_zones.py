"""Rides on demand in a GTFS feed (GTFS-Flex): in which counties they run, and how they are booked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from resource_finder.catalogue.adapters.gtfs_tables import Feed
from resource_finder.catalogue.adapters.published import Ground
from resource_finder.catalogue.limits import json_within

FLEX_TABLES = ("locations.geojson", "location_groups.txt", "booking_rules.txt")
Ring = list[tuple[float, float]]
# A zone is looked at in so many steps each way; a county with less of it than a tenth is not served.
_STEPS = 16
_LEAST_SHARE = 0.1


def is_flex(feed: Feed) -> bool:
    return any(name in feed for name in FLEX_TABLES)


def zone_counties(feed: Feed, ground: Ground) -> tuple[str, ...]:
    """The counties in which a tenth of the zones lies, or more; none where the zones cannot be read."""
    if "locations.geojson" not in feed:
        return ()
    try:
        features = json_within(feed.content("locations.geojson").encode())["features"]
        rings = [ring for feature in features for ring in _rings(feature["geometry"])]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()
    found: set[str] = set()
    for ring in rings:
        at = Counter(str(county.slug) for point in _inside(ring) if (county := ground.county_at(*point)))
        found |= {slug for slug, count in at.items() if count >= _LEAST_SHARE * at.total()}
    return tuple(sorted(found))


def _rings(geometry: Any) -> Iterator[Ring]:
    """The outer ring of each polygon, as (latitude, longitude)."""
    polygons = geometry["coordinates"]
    for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
        yield [(float(point[1]), float(point[0])) for point in polygon[0]]


def _inside(ring: Ring) -> Iterator[tuple[float, float]]:
    south, north = min(p[0] for p in ring), max(p[0] for p in ring)
    west, east = min(p[1] for p in ring), max(p[1] for p in ring)
    for row in range(_STEPS):
        for column in range(_STEPS):
            latitude = south + (north - south) * (row + 0.5) / _STEPS
            longitude = west + (east - west) * (column + 0.5) / _STEPS
            if _is_in(latitude, longitude, ring):
                yield latitude, longitude


def _is_in(latitude: float, longitude: float, ring: Ring) -> bool:
    """Whether a line to the east crosses the ring an odd number of times."""
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (lat1 > latitude) != (lat2 > latitude):
            inside ^= longitude < lon1 + (latitude - lat1) / (lat2 - lat1) * (lon2 - lon1)
    return inside


def booking_phones(feed: Feed) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            row["phone_number"] for row in feed.table("booking_rules.txt") if row.get("phone_number")
        )
    )
