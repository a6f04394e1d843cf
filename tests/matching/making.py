"""Makes obviously fictional offerings and situations for tests of the rules."""

from pathlib import Path
from typing import Any

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook
from resource_finder.domain.situation import Origin, Situation

RULES = Rulebook.load(Path(__file__).parents[2] / "data")
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
    return offering(**({"needs": ("housing/tonight",), "kind": "shelter"} | said))


def kind_of(row: Offering) -> Kind:
    return RULES.kinds.of(row.kind)


def person(*about: str, **more: Any) -> Situation:
    return Situation(**({"origin": COLUMBIA, "needs": ("housing",), "about": frozenset(about)} | more))
