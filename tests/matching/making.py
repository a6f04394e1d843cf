"""Makes obviously fictional offerings and situations for tests of the rules."""

from typing import Any

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin, Situation

COLUMBIA = Origin("boone", 38.9517, -92.3341)


def offering(**said: Any) -> Offering:
    values: dict[str, Any] = {
        "id": "mo-test01",
        "organization": "Fictional House",
        "service": "Beds",
        "needs": ("food",),
        "sources": ("test",),
        "checked_on": "2026-10-01",
    }
    return Offering(**(values | said))


def bed(**said: Any) -> Offering:
    return offering(**({"needs": ("housing/tonight",)} | said))


def person(*about: str, **more: Any) -> Situation:
    return Situation(**({"origin": COLUMBIA, "needs": ("housing",), "about": frozenset(about)} | more))
