"""Random catalogues and situations, made to reach every rule: the same for both engines."""

import random
from datetime import datetime, timedelta

from resource_finder.catalogue.readable import readable
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import DOCUMENTS, HOW_TO_START, PAYS_WITH, Offering, Phone
from resource_finder.domain.situation import Origin, Situation
from tests.matching.making import RULES

COUNTIES = ("boone", "cole", "callaway", "jackson")
TOWNS = ("Columbia", "Jefferson City", "columbia", "")
# Two of them are the name of an organization.
WORDS = ("suboxone", "showers", "one", "house")
# Few needs and kinds, so that lists are full: of every trait that the rules ask.
KINDS = tuple({kind.who + tuple(kind.veto) + tuple(kind.traits): kind.code for kind in RULES.kinds}.values())
NEEDS = ("housing", "housing/tonight", "medical", "ride", "supervision")
WHO = ("men", "women", "families", "youth", "seniors", "veterans", "pregnant", "ages 18-25", "ages -17")
NOON = datetime(2026, 11, 25, 12, tzinfo=MISSOURI_TIME)
_MARKS = {
    "private_address": (False, False, True),
    "statewide": (False, False, False, True),
    "phones": ((), (Phone("573-555-0100"),)),
    "website": ("", "https://example.org"),
    "hours": ("", "Mo-Fr 08:00-17:00", "24/7", "Mo-Su 20:00-08:00", "no hours"),
    "address": ("", "1 Main St", "PO Box 7"),
    "accessible": ("", "yes", "no", "ask"),
    "supervision": ("", "yes", "no", "only"),
    "cost": ("", "free", "pay_what_you_can", "fee"),
    "status": ("open", "open", "unconfirmed", "closed"),
    "checked_on": ("2026-11-01", "2024", "2020-05", "", "2027-01-01"),
    "precision": ("exact", "approximate"),
    "county": (*COUNTIES, ""),
    "city": TOWNS,
    "service": ("Beds", "beds", "Meals"),
    "kind": (*KINDS, "unheard-of", ""),
}
_RECORDS = ("sex_offense", "violent", "arson", "drug", "any")


def some(chance: random.Random, values, most=2):
    return tuple(chance.sample(values, chance.randint(0, most)))


def offering_of(chance: random.Random, number: int) -> Offering:
    """As all rows come to a finder: without what no page could show."""
    near = chance.choice((0.002, 0.3, 0.9, 2.5)) / 4
    steps = (chance.randint(-4, 4), chance.randint(-4, 4)) if chance.random() < 0.75 else None
    made = Offering(
        **{name: chance.choice(values) for name, values in _MARKS.items()},
        id=f"mo-{number:03}",
        organization=chance.choice(("One House", "ONE HOUSE", "Other Help", f"Help {number}")),
        needs=some(chance, NEEDS, 3) or ("housing",),
        latitude=38.95 + near * steps[0] if steps else None,
        longitude=-92.33 + near * steps[1] if steps else None,
        serves=some(chance, COUNTIES),
        how_to_start=some(chance, HOW_TO_START),
        documents=some(chance, DOCUMENTS),
        pays_with=some(chance, PAYS_WITH),
        languages=some(chance, ("es", "asl", "en")),
        who=some(chance, WHO),
        record=tuple((record, chance.choice(("yes", "no", "ask"))) for record in some(chance, _RECORDS)),
        sources=("test",),
    )
    return readable(made)


def catalogue_of(chance: random.Random) -> list[Offering]:
    return [offering_of(chance, number) for number in range(chance.randint(0, 40))]


ORIGINS = (
    Origin("boone", 38.95, -92.33),
    Origin("boone", 38.95, -92.33, whole_county=True),
    Origin("cole", 38.58, -92.17),
    Origin("jackson", 39.1, -94.58),
    Origin("", 38.5, -92.5),
)


def situation_of(chance: random.Random) -> Situation:
    words = some(chance, WORDS)
    return Situation(
        chance.choice(ORIGINS),
        some(chance, NEEDS) or (() if words else ("housing",)),
        words,
        frozenset(some(chance, CIRCUMSTANCES, 4)),
        chance.choice(("any", "any", "now")),
        chance.choice((0, 2, 20)),
        chance.random() < 0.5,
    )


def hits_of(chance: random.Random, rows: list[Offering]) -> dict[str, tuple[int, float]]:
    """What typed words say of rows, and of one that is not shown."""
    ids = [row.id for row in rows] + ["mo-gone"]
    found = chance.sample(ids, min(len(ids), chance.randint(0, 12)))
    return {row: (chance.randint(1, 2), chance.choice((0.5, 1.5, 2.5))) for row in found}


def moment_of(chance: random.Random) -> datetime:
    return NOON + timedelta(hours=chance.randint(0, 24 * 7))
