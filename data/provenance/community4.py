"""The fourth survey: weak places read by hand, and what a person read in each of its rows.

`later_readings/community4.csv` says of every row whether it brings a present row up to date (`update`), is
new, or is left out and why. `like` lends a new row the street and phone of a present row at the same place.
A row that nobody could reach or find is left out: a name alone helps no one.
"""

import csv
from pathlib import Path

from resource_finder.catalogue.columns import COLUMNS

from .community_places import Middles
from .later_cells import day_of, row_of
from .later_meeting import brought_up_to_date
from .later_sources import named
from .present import Present
from .published import Row, notes, offering_id, read

_READINGS = Path(__file__).parent / "later_readings" / "community4.csv"
_SAYS = (
    "sheet", "kind", "organization", "service", "needs", "summary", "address", "city", "serves", "phones",
    "website", "hours", "how_to_start", "documents", "cost", "who", "record", "supervision",
)  # fmt: skip
_ABOUT = ("file", "source_organization", "source_program", "update", "left_out", "like", "keep_date", "place")
_EMPTY = dict.fromkeys(COLUMNS, "")


class UnreadRow(ValueError):
    """A survey row without a reading, or a reading of a row that is not there."""


def put_in(present: Present, sources: Path, known: Middles) -> int:
    """Bring present rows up to date and add new ones; gives the number of new rows."""
    surveys = _surveys(sources)
    count = 0
    for reading in _readings():
        key = tuple(reading[c] for c in ("file", "source_organization", "source_program"))
        survey = surveys.get(key)
        if survey is None:
            raise UnreadRow(f"{key} is not in the survey")
        if reading["left_out"]:
            continue
        present.cite(named(_listed(survey["source"]), survey["source_date"]))
        if reading["update"]:
            present.rows[reading["update"]] = _updated(
                present.rows[reading["update"]], survey, reading, known
            )
        else:
            row = _new(present, survey, reading, known)
            count += row["id"] not in present.rows
            present.add([row])
    return count


def unread(sources: Path) -> set[tuple[str, ...]]:
    """The survey rows of which no reading speaks."""
    keys = {tuple(r[c] for c in ("file", "source_organization", "source_program")) for r in _readings()}
    return set(_surveys(sources)) - keys


def _readings() -> list[Row]:
    with _READINGS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _surveys(sources: Path) -> dict[tuple[str, ...], Row]:
    return {
        (path.stem, row["organisation"], row.get("service/program", "")): _blank(row)
        for path in sorted((sources / "community4").glob("*.csv"))
        if path.stem not in ("do_not_load", "rules")
        for row in read(path)
    }


def _blank(row: Row) -> Row:
    """Every survey row with the cells of the common header."""
    told = row.get("what_the_source_says", "")
    cells = dict.fromkeys(
        ("counties_served", "hours", "latitude", "longitude", "restrictions", "eligibility"), ""
    )
    return cells | {"service/program": "", "description_facts": told} | row


def _listed(cell: str) -> str:
    return cell.replace(" ; ", " | ")


def _sheet_row(survey: Row, reading: Row, known: Middles) -> Row:
    asked = {c: reading[c] or survey[c] for c in ("address", "city")}
    asked |= {"county": survey["county"], "source": _listed(survey["source"])}
    if reading["place"] == "none":
        asked |= {"address": "", "city": "", "county": "", "zip": ""}
    row = row_of("community4", survey | asked, known)
    row["id"] = offering_id("community4", survey["organisation"], survey["service/program"], survey["city"])
    return row | {"note": notes(survey["description_facts"], survey["restrictions"])}


def _new(present: Present, survey: Row, reading: Row, known: Middles) -> Row:
    row = _EMPTY | _sheet_row(survey, reading, known)
    row |= {
        column: reading[column] for column in _SAYS if reading[column] and column not in ("address", "city")
    }
    if reading["like"]:
        other = present.rows[reading["like"]]
        row["phones"] = row["phones"] or other["phones"]
        if not row["address"]:
            place = ("address", "city", "zip", "county", "latitude", "longitude", "precision")
            row |= {column: other[column] for column in place}
    if not row["city"] and not row["address"]:
        row |= {
            "county": "",
            "serves": row["serves"] or row["county"],
            "latitude": "",
            "longitude": "",
            "precision": "none",
        }
    return row


def _updated(old: Row, survey: Row, reading: Row, known: Middles) -> Row:
    new = _EMPTY | _sheet_row(survey, reading, known) | {"kind": old["kind"]}
    new["phones"] = reading["phones"] or new["phones"]
    if reading["keep_date"] or day_of(survey["source_date"]) < old["checked_on"]:
        new["checked_on"] = ""
    # A hand-read town is no better than the present point.
    row = brought_up_to_date(old, new | {"address": new["address"] if not old["address"] else ""})
    told = {
        c: reading[c] for c in ("documents", "summary", "record", "phones", "last_hire_seen") if reading[c]
    }
    return (
        row | told | {"serves": old["serves"] or new["serves"], "website": old["website"] or new["website"]}
    )
