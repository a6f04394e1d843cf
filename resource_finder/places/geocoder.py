"""The gazetteer as a geopy geocoder, and self-hosted ones in its place by a setting."""

import logging
from typing import Any, NoReturn
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderTimedOut, GeopyError
from geopy.geocoders import Nominatim, Pelias, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from resource_finder.places.gazetteer import AmbiguousPlace, Gazetteer, Place, PlaceNotFound
from resource_finder.places.names import MOST_LETTERS
from resource_finder.places.patience import SECONDS, Hangs, Patience

log = logging.getLogger(__name__)

# Nominatim refuses geopy's own name.
USER_AGENT = "missouri-reentry-resource-finder"
# South-west and north-east corner, as geopy takes them: (latitude, longitude).
MISSOURI_BOX = ((35.99, -95.78), (40.62, -89.09))
# What geopy raises when a server answers well-formed JSON of another shape.
_STRANGE_ANSWERS = (LookupError, TypeError, ValueError, AttributeError)

# How long each self-hosted geocoder is waited for.
_patience: WeakKeyDictionary[Geocoder, Patience] = WeakKeyDictionary()


class NetworkRefused(RuntimeError):
    """The embedded geocoder was asked to use a network, which it never does."""


class _NoNetwork(BaseSyncAdapter):
    def get_json(self, url: str, *, timeout: Any, headers: Any) -> NoReturn:
        raise NetworkRefused("the embedded gazetteer uses no network")

    get_text = get_json


class GazetteerGeocoder(Geocoder):
    """geopy's protocol over the embedded lists; `raw["place"]` of a location is the `Place`."""

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
    address = urlsplit(url if "://" in url else f"http://{url}")
    return {"nominatim": Nominatim, "pelias": Pelias, "photon": Photon}[name](
        domain=f"{address.netloc}{address.path}".rstrip("/"),
        scheme=address.scheme,
        timeout=SECONDS,
        user_agent=USER_AGENT,
    )


def locate(text: str, geocoder: Geocoder, gazetteer: Gazetteer) -> Place:
    """The place that a text names.

    ZIP codes, towns and counties never leave the program. A street address, and what the gazetteer does not
    know (a landmark), is asked of a self-hosted geocoder if there is one; when that fails or finds nothing
    in Missouri, the gazetteer's answer stands. One that hangs costs one or two who ask a second, then it
    is left alone for a while. Raises as `Gazetteer.find` does.
    """
    hosted = not isinstance(geocoder, GazetteerGeocoder)
    if hosted and gazetteer.is_street_address(text) and (found := _asked(text, geocoder, gazetteer)):
        return found
    try:
        return gazetteer.find(text)
    except PlaceNotFound as unknown:
        if not hosted or unknown.outside or gazetteer.is_street_address(text):
            raise
        found = _asked(text, geocoder, gazetteer)
        if found is None:
            raise
        return found


def _asked(text: str, geocoder: Geocoder, gazetteer: Gazetteer) -> Place | None:
    words = "".join(letter if letter.isprintable() else " " for letter in text[:MOST_LETTERS]).strip()
    if not words:
        return None
    try:
        location = _patience.setdefault(geocoder, Patience()).ask(
            lambda: geocoder.geocode(f"{words}, Missouri", **_bounds(geocoder)), GeocoderTimedOut
        )
    except Hangs as error:
        if error.__cause__:  # the others were not asked at all
            log.warning("the geocoder hangs, so it is not asked for a while")
        return None
    except (GeopyError, *_STRANGE_ANSWERS) as error:
        # The class alone: the message may hold what the person typed.
        log.warning("geocoder failed: %s", type(error).__name__)
        return None
    county = location and gazetteer.county_at(location.latitude, location.longitude)
    if not county:
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
