"""Everything that the two community surveys can put into the sheets, one offering a row.

Decisions: two employers whose hiring was last seen in 2009-10 stay out (Schnucks in Cape Girardeau, All
Seasons Car Wash) until someone phones them; PDF lists that nobody read are no providers; the three legal aid
groups whose counties are unknown claim none. Renamed and closed providers are kept as closed, so that an old
list cannot bring them back. A row folded into another lends it its sources.
"""

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .community_citations import Citation, citations
from .community_lists import LISTS, SHARED, Say, social_security_line
from .community_offerings import Row, fold, offering, status
from .community_places import middles, placed
from .community_readings import Key, Reading, UnknownReference, readings
from .community_surveys import read, surveys


@dataclass(frozen=True, slots=True)
class Ended:
    """A provider that closed or changed its name, and the survey row that says so."""

    file: str
    told_by: str
    organization: str
    need: str
    service: str
    note: str


ENDED = (
    Ended(
        "community/reentry.csv",
        "Keyway Center for Diversion and Reentry",
        "Center for Women in Transition",
        "supervision",
        "Housing and reentry help for women",
        "Renamed Keyway Center for Diversion and Reentry in 2022.",
    ),
    Ended(
        "community/do_not_load.csv",
        "UMKC School of Law",
        "UMKC Expungement Clinic",
        "legal",
        "Record clearing",
        "Reported closed in January 2024 when its grant ended.",
    ),
)


def rows(sources: Path) -> Iterator[Row]:
    """Rows with the columns of the sheets, plus `sheet`."""
    known = middles(sources / "geo")
    for row in _unplaced(sources):
        yield placed(row, known)


def _unplaced(sources: Path) -> Iterator[Row]:
    survey = dict(surveys(sources))
    read_rows = readings()
    repeats = _repeats(survey, read_rows)
    for key, row in survey.items():
        reading = read_rows.get(key)
        if key in repeats.folded or (reading and reading["left_out"]):
            continue
        made = offering(row, reading) if reading else _listed(key, row)
        others = repeats.of[key]
        notes = [made["note"], row["doubt"], *(read_rows[o]["note"] for o in others if o in repeats.noted)]
        yield fold(made, [survey[other] for other in others]) | {
            "id": _id(key),
            "note": " ".join(filter(None, notes)),
        }
    yield _line(survey)
    yield from closed(sources)


def cited(sources: Path) -> list[Citation]:
    """Every source that a row names, once."""
    found: dict[str, Citation] = {}
    told = [row for _, row in surveys(sources)] + [_telling(sources, ended) for ended in ENDED]
    for row in told:
        for citation in citations(row["source"], row["source_date"]):
            found.setdefault(citation.id, citation)
    return sorted(found.values(), key=lambda citation: citation.id)


class _Repeats:
    def __init__(self) -> None:
        self.of: defaultdict[Key, list[Key]] = defaultdict(list)
        self.folded: set[Key] = set()
        self.noted: set[Key] = set()


def _repeats(survey: dict[Key, Row], read_rows: dict[Key, Reading]) -> _Repeats:
    """Which rows say again what another row says."""
    found = _Repeats()
    for key in survey:
        shared = SHARED.get(key[:2])
        if shared:
            standing = next(other for other in survey if other[:2] == (key[0], shared))
            found.of[standing].append(key)
            found.folded.add(key)
    for key, reading in read_rows.items():
        for other in reading.cited_too:
            if other not in survey:
                raise UnknownReference(f"{key}: {other}")
        if reading["same_as"]:
            found.of[reading.cited_too[0]].append(key)
            found.folded.add(key)
            found.noted.add(key)
        elif reading["also"]:
            found.of[key].append(reading.cited_too[0])
            if reading.cited_too[0][0] == "employers_national":
                found.folded.add(reading.cited_too[0])
    return found


def _listed(key: Key, row: Row) -> Row:
    say = _list_of(key, row)
    made = offering(row, Reading(key, {})) | {"status": ""} | say(row)
    return made | {"status": made["status"] or status(made["confidence"], made["checked_on"])}


def _list_of(key: Key, row: Row) -> Say:
    for file, word, say in LISTS:
        if key[0] == file and word in row.get("category", ""):
            return say
    raise UnknownReference(f"no reading and no list for {key}")


def _line(survey: dict[Key, Row]) -> Row:
    key, row = next((k, r) for k, r in survey.items() if r.get("category") == "Social Security office")
    made = offering(row, Reading(key, {})) | social_security_line(row)
    made["source"] = made["source"].split("; ")[-1]
    return made | {"id": _id(("documents", "Social Security national line", ""))}


def closed(sources: Path) -> Iterator[Row]:
    for ended in ENDED:
        key = ("closed", ended.organization, "")
        yield offering(_telling(sources, ended), Reading(key, {})) | {
            "id": _id(key),
            "sheet": ended.need,
            "needs": ended.need,
            "organization": ended.organization,
            "service": ended.service,
            "summary": "Closed.",
            "address": "",
            "zip": "",
            "phones": "",
            "website": "",
            "status": "closed",
            "note": ended.note,
        }


def _telling(sources: Path, ended: Ended) -> Row:
    return next(row for row in read(sources / ended.file) if row["organisation"] == ended.told_by)


def _id(key: Key) -> str:
    """Stable while the survey's names stay, and telling nothing."""
    digest = hashlib.sha256("|".join(key).encode()).digest()
    return "mo-" + b32encode(digest).decode().lower()[:6]
