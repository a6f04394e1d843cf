"""Random catalogues and situations, made to reach every rule: the same for both engines."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import DOCUMENTS, HOW_TO_START, PAYS_WITH, Offering, Phone
from resource_finder.domain.situation import CIRCUMSTANCES, Origin, Situation
from tests.matching.making import RULES

COUNTIES = ("boone", "cole", "callaway", "jackson")
TOWNS = ("Columbia", "Jefferson City", "columbia", "")
# Two of them are the name of an organization.
WORDS = ("suboxone", "showers", "one", "house")
KINDS = (*RULES.kinds.codes, "unheard-of", "")
NEEDS = RULES.needs.codes
WHO = ("men", "women", "families", "youth", "seniors", "veterans", "pregnant", "ages 18-25", "ages -17")
NOON = datetime(2026, 11, 25, 12, tzinfo=MISSOURI_TIME)
_MARKS = {
    "private_address": st.booleans(),
    "statewide": st.sampled_from((False, False, False, True)),
    "phones": st.sampled_from(((), (Phone("573-555-0100"),))),
    "website": st.sampled_from(("", "https://example.org")),
    "hours": st.sampled_from(("", "Mo-Fr 08:00-17:00", "24/7", "Mo-Su 20:00-08:00", "no hours")),
    "address": st.sampled_from(("", "1 Main St", "PO Box 7")),
    "accessible": st.sampled_from(("", "yes", "no", "ask")),
    "supervision": st.sampled_from(("", "yes", "no", "only")),
    "cost": st.sampled_from(("", "free", "pay_what_you_can", "fee")),
    "status": st.sampled_from(("open", "open", "unconfirmed", "closed")),
    "checked_on": st.sampled_from(("2026-11-01", "2024", "2020-05", "", "2027-01-01")),
    "precision": st.sampled_from(("exact", "approximate")),
    "county": st.sampled_from((*COUNTIES, "")),
    "city": st.sampled_from(TOWNS),
}


def some(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def offerings(draw, number):
    said = {name: draw(values) for name, values in _MARKS.items()}
    near = draw(st.sampled_from((0.002, 0.3, 0.9, 2.5)))
    here = draw(st.booleans()) or draw(st.booleans())
    steps = draw(st.tuples(st.integers(-4, 4), st.integers(-4, 4)))
    return Offering(
        **said,
        id=f"mo-{number:03}",
        organization=draw(st.sampled_from(("One House", "ONE HOUSE", "Other Help", f"Help {number}"))),
        service=draw(st.sampled_from(("Beds", "beds", "Meals"))),
        needs=draw(some(NEEDS, 3)) or ("housing",),
        kind=draw(st.sampled_from(KINDS)),
        latitude=38.95 + near * steps[0] / 4 if here else None,
        longitude=-92.33 + near * steps[1] / 4 if here else None,
        serves=draw(some(COUNTIES)),
        how_to_start=draw(some(HOW_TO_START)),
        documents=draw(some(DOCUMENTS)),
        pays_with=draw(some(PAYS_WITH)),
        languages=draw(some(("es", "asl", "en"))),
        who=draw(some(WHO)),
        record=draw(st.dictionaries(_RECORDS, _SAID, max_size=2).map(lambda said: tuple(said.items()))),
        sources=("test",),
    )


_RECORDS = st.sampled_from(("sex_offense", "violent", "arson", "drug", "any"))
_SAID = st.sampled_from(("yes", "no", "ask"))


@st.composite
def catalogues(draw):
    return [draw(offerings(number)) for number in range(draw(st.integers(0, 16)))]


@st.composite
def situations(draw):
    words = draw(some(WORDS))
    return Situation(
        draw(st.sampled_from(ORIGINS)),
        draw(some(NEEDS, 2)) if words else (draw(some(NEEDS, 2)) or ("housing",)),
        words,
        frozenset(draw(some(CIRCUMSTANCES, 4))),
        draw(st.sampled_from(("any", "any", "now"))),
        draw(st.sampled_from((0, 2, 20))),
        draw(st.booleans()),
    )


ORIGINS = (
    Origin("boone", 38.95, -92.33),
    Origin("boone", 38.95, -92.33, whole_county=True),
    Origin("cole", 38.58, -92.17),
    Origin("jackson", 39.1, -94.58),
    Origin("", 38.5, -92.5),
)


@st.composite
def hits(draw, rows):
    """What typed words say of rows, and of one that is not shown."""
    ids = [row.id for row in rows] + ["mo-gone"]
    found = draw(st.lists(st.sampled_from(ids), unique=True, max_size=12))
    return {row: (draw(st.integers(1, 2)), draw(st.sampled_from((0.5, 1.5, 2.5)))) for row in found}


moments = st.integers(0, 24 * 7).map(lambda hours: NOON + timedelta(hours=hours))
