"""One place in two lists is one offering: the fresher list speaks, the older one is cited and fills its gaps.

Decisions: only rows of the same sheet and need are folded, and only when both the street number and the ZIP
agree and the names share most of their words, or when a person has read that two names are one place.
Departments of one organization in one list stay apart, for a caller asks for one of them.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from .published import Row, notes

_ALIKE = 70
# CMS prints the names that the programs use today, the list of 2020 their legal owners.
_READ_AS_ONE = frozenset(
    {
        ("BHG Springfield (West Kearney Street)", "BHG XLIII"),
        ("BHG Springfield (East Battlefield Street)", "DRD Management Inc"),
    }
)


def merged(rows: Iterable[Row]) -> list[Row]:
    """The rows, with each old one folded into the fresher row of the same place."""
    every = list(rows)
    by_door: dict[tuple[str, ...], list[int]] = {}
    for index, row in enumerate(every):
        by_door.setdefault(_door(row), []).append(index)
    gone = set()
    for door, indexes in by_door.items():
        if not all(door):
            continue
        for old in indexes:
            fresher = next((new for new in indexes if same_place(every[new], every[old])), None)
            if fresher is not None:
                every[fresher] = _folded(every[fresher], every[old])
                gone.add(old)
    return [row for index, row in enumerate(every) if index not in gone]


def same_place(new: Row, old: Row) -> bool:
    """Two lists, one place, and `new` the fresher of the two."""
    if new["source"] == old["source"] or not old.get("checked_on", "") < new.get("checked_on", ""):
        return False
    names = new["organization"], old["organization"]
    return names in _READ_AS_ONE or fuzz.token_set_ratio(*(name.casefold() for name in names)) >= _ALIKE


def _door(row: Row) -> tuple[str, ...]:
    """Sheet, need, street number and ZIP; the other sheets hold one list of each kind of place."""
    if row["sheet"] not in ("treatment", "mental_health"):
        return ("",)
    number = re.match(r"\d+", row.get("address", ""))
    return row["sheet"], row["needs"], number[0] if number else "", row.get("zip", "")


def _folded(new: Row, old: Row) -> Row:
    row = dict(new)
    for column in ("phones", "website"):
        row[column] = new.get(column, "") or old.get(column, "")
    if new.get("precision") != "exact" and old.get("precision") == "exact":
        row |= {column: old[column] for column in ("latitude", "longitude", "precision")}
    row["source"] = "; ".join(dict.fromkeys(f"{new['source']}; {old['source']}".split("; ")))
    told = f"Also listed in {old['checked_on'][:4]} as {old['organization']}."
    return row | {"note": notes(new.get("note", ""), told)}
