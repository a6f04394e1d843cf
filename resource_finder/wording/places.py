"""Places in the reader's language: a county stands differently in a sentence, alone, and in a list."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext, pgettext

from resource_finder.wording.glossary import language_now

_COUNTY = " County"
_CITY = " City"
# The only county that shares its name with a city beside it.
_TWIN = "St. Louis"
# What two words become where they meet.
_MEETING = {"es": ((" de el ", " del "), (" a el ", " al "), (" o ho", " u ho"), (" o o", " u o"))}


def place_text(label: str) -> str:
    """A place that stands alone: "Boone County", "65203, Columbia, Boone County"."""
    before, comma, county = label.rpartition(", ")
    return capital(f"{before}{comma}{_county(county)}")


def place_within(label: str) -> str:
    """A place inside a sentence: in Spanish a county takes its article there."""
    if ", " in label:
        return place_text(label)
    name, kind = _parts(label)
    if kind == _COUNTY:
        return pgettext("in a sentence", "%(name)s County", name=name)
    return pgettext("in a sentence", "%(name)s City", name=name) if kind else name


def county_choice(label: str) -> str:
    """A county in a list of counties, where Spanish needs the name alone."""
    name, _kind = _parts(label)
    if name == _TWIN:
        return place_text(label)
    return pgettext("in a list of counties", "%(name)s County", name=name)


def flowing(sentence: str) -> str:
    """The sentence with the words joined that its language joins.

    In Spanish "cerca de el condado" is "cerca del condado", and "mujeres o hombres" is "mujeres u hombres".
    """
    for apart, together in _MEETING.get(language_now(), ()):
        sentence = sentence.replace(apart, together)
    return sentence


def counties_text(slugs: str, names: Mapping[str, str]) -> str:
    """ "Boone County"; "Boone, Callaway and Cole counties", shortened after six."""
    labels = [names.get(slug, slug) for slug in slugs.split(",")]
    if len(labels) == 1:
        return _county(labels[0])
    cities = [_county(label) for label in labels if label.endswith(_CITY)]
    counties = [_parts(label)[0] for label in labels if not label.endswith(_CITY)]
    if len(labels) > 6:
        shown, count = ", ".join(counties[:5]), len(labels) - 5
        return gettext("%(names)s and %(count)d more counties", names=shown, count=count)
    together = gettext("%(names)s counties", names=and_text(counties)) if len(counties) > 1 else ""
    alone = [] if together else [_county(f"{name}{_COUNTY}") for name in counties]
    return and_text([part for part in (together, *alone, *cities) if part])


def counties_alone(slugs: str, names: Mapping[str, str]) -> str:
    """The same where it is no part of a sentence: "Condados de Boone y Cole"."""
    return capital(counties_text(slugs, names))


def and_text(parts: Iterable[str]) -> str:
    """ "Cole", "Boone and Cole", "Boone, Callaway and Cole"."""
    *before, last = parts
    return gettext("%(first)s and %(last)s", first=", ".join(before), last=last) if before else last


def _county(label: str) -> str:
    name, kind = _parts(label)
    if kind == _COUNTY:
        return gettext("%(name)s County", name=name)
    return gettext("%(name)s City", name=name) if kind else name


def capital(words: str) -> str:
    """As a line begins."""
    return words[:1].upper() + words[1:]


def _parts(label: str) -> tuple[str, str]:
    for kind in (_COUNTY, _CITY):
        if label.endswith(kind):
            return label.removesuffix(kind), kind
    return label, ""
