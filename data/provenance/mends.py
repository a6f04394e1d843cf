"""What people mended in single rows, and what holds in all: plain names, hidden places, minors.

`later_readings/mends.csv` names a row, a column, the value and why. Names by which nobody knows a place give
way to the plain one; the legal one stays in `note`. Places that must not be found lose street, ZIP and point
whichever list printed them.
"""

import csv
import re
from pathlib import Path

from resource_finder.catalogue.hidden_places import may_be_hidden

from .present import Present
from .published import Row, notes, plain_name

_MENDS = Path(__file__).parent / "later_readings" / "mends.csv"
_DOING_BUSINESS_AS = re.compile(r"^(?P<legal>.+?)[\s,/-]*\bd/?b/?a\b[:/]?\s*(?P<plain>.+)$", re.IGNORECASE)
# Where the words around "dba" are no help.
_KNOWN_AS = {
    "Burrell Inc Centerstone of Missouri": "Preferred Family Healthcare",
    "Carole Cadue Blackwood": "Kansas City Indian Center",
    "Communities of Recovery Inc - DBA CORE": "CORE (Communities of Recovery)",
    "Compass Health/DBA Crider Health Ctr Pathways Assisted Living Facility": "Compass Health",
    "Family Self Help Center Inc - DBA Lafayette House/CSTAR": "Lafayette House",
    "Family Self Help Center Inc - Lafayette House": "Lafayette House",
    "Phelps Health Director of Acute Psych Unit": "Phelps Health",
    "SMCHC Support Site: 1113-1119 Independence Drive": "Southern Missouri Community Health Center",
}
_MINORS = re.compile(
    r"\b(?:Adolescent|Youth|Child(?:ren)?'?s?|Childrens|Kids|Pediatrics?|Teen|Child and Adol)\b"
)
_HEALTH = ("treatment", "mental_health", "medical")
_NOT_THEIRS = re.compile(r"and (?:Adult|Family)|Adult and|Families|Family|Women|Lutheran|Catholic Charities")


def mend(present: Present) -> None:
    """Put every mend into the rows; a mend of a row that is not there is an error."""
    for row in list(present.rows.values()):
        present.rows[row["id"]] = _hidden(_for_minors(_named(_reachable(row))))
    with _MENDS.open(encoding="utf-8", newline="") as lines:
        for mended in csv.DictReader(lines):
            row = present.rows[mended["id"]]
            note = notes(row["note"], mended["why"]) if mended["why"] not in row["note"] else row["note"]
            present.rows[row["id"]] = row | {"note": note} | {mended["column"]: mended["value"]}


# Pages on which a department lists its own offices, for rows of which we know nothing but the town.
_OFFICIAL = {
    "parole-office": "https://doc.mo.gov/facilities/probation-parole/address-listing",
    "supervision-center": "https://doc.mo.gov/facilities/probation-parole/address-listing",
    "license-office": "https://dor.mo.gov/license-office-locator/",
    "job-center": "https://jobs.mo.gov/job-centers",
    "social-security-office": "https://www.ssa.gov/locator",
    "adult-education": "https://dese.mo.gov/college-career-readiness/adult-education-literacy",
}


def _reachable(row: Row) -> Row:
    if row["phones"] or row["website"] or row["email"]:
        return row
    return row | {"website": _OFFICIAL.get(row["kind"], "")}


def _named(row: Row) -> Row:
    legal = row["organization"]
    business = _DOING_BUSINESS_AS.match(legal)
    plain = _KNOWN_AS.get(legal) or (plain_name(business["plain"]) if business else "")
    if not plain:
        return row
    return row | {"organization": plain, "note": notes(f"Its list prints {legal}.", row["note"])}


def _for_minors(row: Row) -> Row:
    """A place that its own name says is for minors, marked as such; mixed names stay as they are."""
    name = f"{row['organization']} {row['service']}"
    if row["sheet"] not in _HEALTH or row["who"] or row["kind"] == "meeting":
        return row
    if not _MINORS.search(name) or _NOT_THEIRS.search(name):
        return row
    return row | {"who": "ages -17"}


def _hidden(row: Row) -> Row:
    if not (
        row["kind"] == "safe-house" or may_be_hidden(row["organization"], row["service"], row["summary"])
    ):
        return row
    if not (row["address"] or row["zip"] or row["latitude"]) or row["note"].startswith("Public address:"):
        return row
    told = {"address": "", "zip": "", "latitude": "", "longitude": "", "precision": "none"}
    return row | told | {"private_address": "yes", "serves": row["serves"] or row["county"]}
