"""Every organization typed by its name, at a place of its own: does it come among the first ten?

A school's clinic takes no adult: it is found among those of which the page says so.
"""

from collections.abc import Iterator, Sequence

from flask import Flask

from resource_finder.domain.offering import Offering
from resource_finder.web.parts import Parts, parts_of

FIRST = 10


def not_found_by_name(app: Flask, step: int = 1) -> tuple[list[str], int]:
    """The names that are not found, of how many; each `step`-th is tried."""
    parts = parts_of(app)
    places = dict(_places(parts.finder().offerings, parts))
    names = sorted(places)[::step]
    client = app.test_client()
    missing = []
    for name in names:
        asked = {"place": places[name], "words": name, "limit": FIRST, "refused": True}
        answer = client.post("/api/v1/match", json=asked).get_json()
        found = [match for one in answer.get("lists", ()) for match in one["matches"]]
        taking = [match for match in found if match["verdict"] != "no"][:FIRST]
        refusing = [match for match in found if match["verdict"] == "no"][:FIRST]
        if name not in {match["organization_name"] for match in (*taking, *refusing)}:
            missing.append(name)
    return missing, len(names)


def _places(offerings: Sequence[Offering], parts: Parts) -> Iterator[tuple[str, str]]:
    """A name and where it is: its ZIP code, else its county, else one that it serves, else the capital's."""
    for offering in offerings:
        here = parts.gazetteer.county_at(*offering.point) if offering.point else None
        county = offering.county or (here.slug if here else "") or next(iter(offering.serves), "cole")
        yield offering.organization, offering.zip or parts.county_names[county]
