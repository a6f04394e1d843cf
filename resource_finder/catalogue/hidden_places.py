"""Places that must not be found: what a row tells of them, and what it may not.

A safe house gives a telephone and its counties, and never a street, a ZIP code or a point. A row that by its
name or its words may be such a place, and shows one, is a fault until somebody decides: `private_address`
yes, or a note that begins `Public address:` and says who prints it.
"""

import re
from collections.abc import Iterator

from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering

PUBLIC = "Public address:"
# Known safe houses of Missouri, and the groups that run them: their own pages give no street.
_NAMES = re.compile(
    r"\b(?:CARDV|Christos House|Harmony House|House of Refuge for Abused|Lafayette House"
    r"|Family Self Help Center|Newhouse|Rose Brooks|Safe Haven Now|Synergy House|True North of Columbia"
    r"|Women's Support and Community|ALIVE Inc)\b"
)
_NAMED_ALONE = frozenset({"Hope House", "Genesis", "COPE", "AVENUES"})
_WORDS = re.compile(
    r"domestic[ -](?:violence|abuse)|batter(?:ed|ing)|rape crisis|sexual assault|intimate partner"
    r"|(?:fleeing|flee|escape|escaping|get away) (?:from )?(?:violence|abuse)|hurt by a partner"
    r"|abused (?:women|men|people)|confidential (?:shelter|location|address)",
    re.IGNORECASE,
)


def hidden_place_faults(offering: Offering, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """(column, message) for a row that shows where a hidden place is, or may."""
    if not (offering.address or offering.zip or offering.point):
        return
    kind = kinds.get(offering.kind)
    if kind is not None and kind.has("hidden"):
        advice = "say private_address yes, and leave address, zip, latitude and longitude empty"
        yield "private_address", f"“{offering.kind}” never has a public place: {advice}"
    elif _shows_a_door(offering) and not offering.note.startswith(PUBLIC):
        found = may_be_hidden(offering.organization, offering.service, offering.summary)
        if found:
            advice = f"say private_address yes and give no place, or begin the note with “{PUBLIC}” and why"
            yield "private_address", f"“{found}” may be a place that must not be found: {advice}"


def may_be_hidden(organization: str, service: str, summary: str) -> str:
    """The name or words by which a row may speak of a hidden place; empty where none do."""
    if organization.strip() in _NAMED_ALONE:
        return organization.strip()
    name = _NAMES.search(f"{organization} {service}")
    found = name or _WORDS.search(f"{organization} {service} {summary}")
    return found[0] if found else ""


def _shows_a_door(offering: Offering) -> bool:
    return bool(offering.address or offering.zip or (offering.point and offering.precision == "exact"))
