"""Catalogues for the engines: a small real-looking one, and random ones for properties."""

from hypothesis import strategies as st

from resource_finder.search.engine import Searchable

COUNTIES = ("boone", "cole", "greene", "jackson", "st-louis-city")
NEEDS = ("housing", "housing/tonight", "job", "treatment", "food")

SMALL = (
    Searchable(
        "bed-1",
        "Emergency shelter for men",
        "Welcome House",
        "A bed for the night and a warm meal.",
        ("housing/tonight",),
        "A bed for tonight Una cama para esta noche",
        "Columbia Boone",
        frozenset({"boone"}),
        latitude=38.95,
        longitude=-92.33,
    ),
    Searchable(
        "meds-1",
        "Methadone and buprenorphine clinic",
        "Central Recovery",
        "Medicine for opioid addiction, with counseling.",
        ("treatment",),
        "Help with alcohol or drugs Ayuda con el alcohol o las drogas",
        "Jefferson City Cole",
        frozenset({"cole", "boone"}),
        latitude=38.57,
        longitude=-92.17,
    ),
    Searchable(
        "line-1",
        "Recovery helpline",
        "State help line",
        "Somebody to talk to at any hour.",
        ("treatment",),
        "Help with alcohol or drugs Ayuda con el alcohol o las drogas",
        statewide=True,
        covers=frozenset(),
    ),
    Searchable(
        "job-1",
        "Warehouse jobs",
        "Acme Employment",
        "Hires people with a record.",
        ("job",),
        "A job Trabajo",
        "Springfield Greene",
        frozenset({"greene"}),
        latitude=37.21,
        longitude=-93.29,
    ),
)

_WORDS = ("bed", "beds", "shelter", "house", "housing", "hiring", "hired", "job", "recovery", "clinic")
_WORDS += ("methadone", "salud", "física", "nights")
texts = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Searchable]:
    number = draw(st.integers(1, 40))
    return [draw(_offerings(index)) for index in range(number)]


@st.composite
def _offerings(draw: st.DrawFn, index: int) -> Searchable:
    point = draw(st.none() | st.tuples(st.floats(36, 40.6), st.floats(-95.7, -89.1)))
    return Searchable(
        f"row-{index}",
        draw(texts),
        draw(texts),
        draw(texts),
        tuple(draw(st.sets(st.sampled_from(NEEDS), min_size=1))),
        covers=frozenset(draw(st.sets(st.sampled_from(COUNTIES)))),
        statewide=draw(st.booleans()),
        latitude=point and point[0],
        longitude=point and point[1],
    )


queries = st.lists(st.sampled_from([*_WORDS, "hous", "sheltr", "zebra", "a*", "((", "NOT", ""]), max_size=5)
