"""What an old list says and no newer one: closed where a network is named elsewhere in its town, else last.

Decisions: half of the sites of 2020 were gone by 2026, so a site that no list of 2026 names is asked about
first and stands folded. A place whose network the list of 2026 names in the same town at another street has
moved: one of the two is the old one, and a newer list tells which. A health center at the same door confirms
the place, not the care.
"""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from .later_meeting import _alike, _numbers, door_of
from .present import Present
from .published import Row, notes

OLD = "samhsa-sites-2020"
_SHEETS = ("treatment", "mental_health")
_NEW_LISTS = ("samhsa-findtreatment-2026-07", "samhsa-findtreatment-2026-05")
_HEALTH_CENTERS = "hrsa-health-centers-2026-07"
_NOBODY = "Not in the federal lists of 2026."
_SAME_NETWORK = 80
_LATER = (
    ("medical", "hrsa-health-centers-2024-10", _HEALTH_CENTERS, "Not in the copy of the list of July 2026."),
    ("veterans", "va-facilities-2020-05", "va-gov-", "Not in the copy of the VA list of July 2026."),
)
_ASK_FIRST = "A health center stands here. Call first to ask if it gives {care}."
_CARE = {"treatment": "alcohol and drug treatment", "mental_health": "mental health care"}


def sort_out(present: Present) -> None:
    """Close, confirm or put last every row that rests on an old list alone."""
    fresh: dict[str, list[Row]] = defaultdict(list)
    for row in present.rows.values():
        sources = row["source"].split("; ")
        if row["status"] != "closed" and set(sources) & {*_NEW_LISTS, _HEALTH_CENTERS}:
            fresh[row["city"]].append(row)
    for row in list(present.of(*_SHEETS)):
        if row["source"] == OLD and row["status"] != "closed":
            present.rows[row["id"]] = _sorted(row, fresh[row["city"]])
    for sheet, old, new, told in _LATER:
        for row in list(present.of(sheet)):
            sources = row["source"].split("; ")
            if (
                row["checked_on"] < "2026-07"
                and old in sources
                and not any(source.startswith(new) for source in sources)
            ):
                present.rows[row["id"]] = row | {"status": "unconfirmed", "note": _once(row["note"], told)}


def _sorted(row: Row, fresh: list[Row]) -> Row:
    for other in fresh:
        if other["sheet"] == row["sheet"] and same_network(row, other):
            return row | {
                "status": "closed",
                "note": f"The list of 2026 has this network in town as {other['id']}.",
            }
    for other in fresh:
        if other["sheet"] == "medical" and (
            door_of(row) == door_of(other) != "" or _numbers(row) & _numbers(other)
        ):
            return _place_confirmed(row, other)
    return row | {
        "note": _once(row["note"].replace("Nothing newer lists mental health sites.", "").strip(), _NOBODY)
    }


def _place_confirmed(row: Row, center: Row) -> Row:
    return row | {
        "summary": _ASK_FIRST.format(care=_CARE[row["sheet"]]),
        "phones": center["phones"] or row["phones"],
        "source": f"{_HEALTH_CENTERS}; {row['source']}",
        "checked_on": center["checked_on"],
        "note": f"{center['organization']} stands here in July 2026; the care is known from 2020.",
    }


def same_network(row: Row, other: Row) -> bool:
    """One name, one website or one phone."""
    site, its = _site(row), _site(other)
    alike = _alike(row["organization"], other["organization"]) >= _SAME_NETWORK
    return alike or bool(site and site == its) or bool(_numbers(row) & _numbers(other))


def _site(row: Row) -> str:
    return urlsplit(row["website"]).netloc.removeprefix("www.").casefold()


def fold_twins(present: Present) -> None:
    """Of open rows that a reader cannot tell apart, the one that rests on most sources stands."""
    standing: dict[tuple[str, ...], Row] = {}
    for row in sorted(present.rows.values(), key=lambda row: (-row["source"].count(";"), row["id"])):
        if row["status"] == "closed":
            continue
        for key in _told_by(row):
            first = standing.setdefault(key, row)
            if first is not row:
                told = f"The same place as {first['id']} in the newer list."
                present.rows[row["id"]] = row | {"status": "closed", "note": _once(row["note"], told)}
                break


def _told_by(row: Row) -> Iterator[tuple[str, ...]]:
    """What a reader sees of a row; and, in the lists of health, its name at its point."""
    seen = ("organization", "service", "address", "city", "county", "serves")
    yield tuple(row[column].casefold() for column in seen)
    if row["precision"] == "exact" and row["sheet"] in (*_SHEETS, "medical") and row["kind"] != "meeting":
        point = (f"{float(row[column]):.3f}" for column in ("latitude", "longitude"))
        yield (row["sheet"], row["organization"].casefold(), row["service"].casefold(), *point)


def _once(note: str, told: str) -> str:
    return note if told in note else notes(note, told)
