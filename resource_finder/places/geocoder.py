"""The gazetteer as a geopy geocoder, and self-hosted ones in its place by a setting."""

import logging
from typing import Any, NoReturn
from urllib.parse import urlsplit

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim, Pelias, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer, Place, PlaceNotFound

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 3
USER_AGENT = "missouri-reentry-resource-finder"
# West, south, east, north: geopy takes corners as (latitude, longitude).
MISSOURI_BOX = ((35.99, -95.78), (40.62, -89.09))


class NetworkRefused(RuntimeError):
    """The embedded geocoder was asked to use a network, which it never does."""


class _NoNetwork(BaseSyncAdapter):
    def get_json(self, url: str, *, timeout: Any, headers: Any) -> NoReturn:
        raise NetworkRefused("the embedded gazetteer uses no network")

    get_text = get_json


class GazetteerGeocoder(Geocoder):
    """geopy's protocol over the embedded lists; `raw` of a location is the `Place`."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._gazetteer = gazetteer

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """A Location, a list of them, or None; an ambiguous name gives all its bearers."""
        try:
            found: tuple[Place, ...] = (self._gazetteer.find(query),)
        except AmbiguousPlace as several:
            found = several.alternatives
        except PlaceNotFound:
            return None
        locations = [_location(place) for place in found]
        return locations[0] if exactly_one else locations

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """The county of a point, or None outside Missouri."""
        latitude, longitude = self._coerce_point_to_string(query, "%(lat)s,%(lon)s").split(",")
        county = self._gazetteer.county_at(float(latitude), float(longitude))
        if county is None:
            return None
        location = _location(self._gazetteer.county_place(county.slug))
        return location if exactly_one else [location]


def geocoder_from(name: str, url: str, gazetteer: Gazetteer) -> Geocoder:
    """The geocoder that the settings name. `url` is the address of one that you host yourself."""
    if name == "gazetteer":
        return GazetteerGeocoder(gazetteer)
    address = urlsplit(url)
    scheme = address.scheme or "https"
    domain = f"{address.netloc}{address.path}".rstrip("/")
    common = {"domain": domain, "scheme": scheme, "timeout": TIMEOUT_SECONDS, "user_agent": USER_AGENT}
    makers = {"nominatim": Nominatim, "pelias": Pelias, "photon": Photon}
    return makers[name](**common)


def locate(text: str, geocoder: Geocoder, gazetteer: Gazetteer) -> Place:
    """The place that a text names, first by the gazetteer.

    Only what the gazetteer does not know (a street, a landmark) is asked of a self-hosted geocoder; when that
    fails or finds nothing in Missouri, the gazetteer's answer stands. Raises as `Gazetteer.find` does.
    """
    try:
        return gazetteer.find(text)
    except PlaceNotFound as unknown:
        if isinstance(geocoder, GazetteerGeocoder):
            raise
        found = _asked(text, geocoder, gazetteer)
        if found is None:
            raise unknown
        return found


def _asked(text: str, geocoder: Geocoder, gazetteer: Gazetteer) -> Place | None:
    try:
        location = geocoder.geocode(f"{text[:200]}, Missouri", **_bounds(geocoder))
    except GeopyError as error:
        # The class alone: the message may hold what the person typed.
        log.warning("geocoder failed: %s", type(error).__name__)
        return None
    if location is None:
        return None
    county = gazetteer.county_at(location.latitude, location.longitude)
    if county is None:
        return None
    return Place(text, "point", county.label, county.slug, county.fips, location.latitude, location.longitude)


def _bounds(geocoder: Geocoder) -> dict[str, Any]:
    if isinstance(geocoder, Nominatim):
        return {"viewbox": MISSOURI_BOX, "bounded": True, "country_codes": "us"}
    if isinstance(geocoder, Pelias):
        return {"boundary_rect": MISSOURI_BOX}
    return {"bbox": MISSOURI_BOX} if isinstance(geocoder, Photon) else {}


def _location(place: Place) -> Location:
    return Location(f"{place.label}, Missouri", (place.latitude, place.longitude, 0.0), {"place": place})
