"""Where a row of a later list and a present row are one offering: the fresher list speaks, both are named.

Decisions: only rows of one sheet that share a need meet, and each row meets one other at most: the one whose
name, door and phone agree best. A present row known only from an old list takes over all that the new list
says; one that people have read keeps its words and gets place, phone and day. Where the phones differ the
note names both. A place that must not be found gets no place from any list.
"""

import re
from collections import defaultdict

from rapidfuzz import fuzz

from resource_finder.catalogue.columns import COLUMNS

from .present import Present
from .published import Row, notes

Pair = tuple[Row, Row]
Match = tuple[str, Row]
Known = dict[tuple[str, ...], list[str]]
_KEY = ("organisation", "service/program", "city", "address")
_EMPTY = dict.fromkeys(COLUMNS, "")
_ALIKE, _SAME_NAME, _ONE_SITE = 60, 93, 88
_POINT = ("latitude", "longitude", "precision")
_PLACE = ("address", "city", "zip", "county", "latitude", "longitude", "precision")
_MANY_NAMES = ("treatment", "mental_health")
_CLINICS = ("health-center", "free-clinic", "dentist", "school-clinic")
_SAME_NETWORK = 80
_SAME_POINT = 0.0007
# One provider under the names of its parts.
_NETWORKS = (
    r"Brightli|Burrell|Preferred Family|Centerstone",
    r"Compass Health|Pathways Comm|Crider",
    r"Family Counseling Center|FCC\b",
)
_OLD_LISTS = ("samhsa-sites-2020",)
_BORROWED = re.compile(r"\s*(?:Street (?:and ZIP )?from|Read once only|Facts of 2020)[^.]*(?:va\.gov)?\.")


def settle(present: Present, pairs: list[Pair], known: Known) -> list[Row]:
    """Bring the present rows up to date; gives the rows that are new."""
    pairs = [(survey, _EMPTY | row) for survey, row in pairs]
    rows = [row for _, row in pairs]
    matched = _matched(present, pairs, known)
    taken = {id(row) for _, row in matched}
    for code, row in matched:
        present.rows[code] = brought_up_to_date(present.rows[code], row)
    return _apart(present, [row for row in rows if id(row) not in taken])


def _matched(present: Present, pairs: list[Pair], known: Known) -> list[Match]:
    by_town: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in present.rows.values():
        if row["status"] != "closed":
            by_town[row["sheet"], row["city"].casefold()].append(row)
    scored = []
    for index, (survey, row) in enumerate(pairs):
        named = known.get(tuple(survey[c] for c in _KEY), [])
        near = by_town[row["sheet"], row["city"].casefold()] + [
            *(present.rows[code] for code in named if code in present.rows),
            *(old for old in by_town[row["sheet"], ""] if _covers(old, row) or _numbers(old) & _numbers(row)),
        ]
        for old in {old["id"]: old for old in near}.values():
            score = likeness(old, row, survey["organisation"], old["id"] in named)
            if score:
                scored.append((score, old["id"], index))
    met: list[Match] = []
    olds, news = set(), set()
    for _, code, index in sorted(scored, reverse=True):
        if code not in olds and index not in news:
            olds.add(code)
            news.add(index)
            met.append((code, pairs[index][1]))
    return met


def likeness(old: Row, row: Row, printed: str, named: bool) -> float:
    """How sure two rows are one offering; 0 where they are not."""
    if old["status"] == "closed" or old["sheet"] != row["sheet"]:
        return 0
    if not _share_need(old, row) or not _same_kind(old, row):
        return 0
    name = max(_alike(old["organization"], row["organization"]), _alike(old["organization"], printed))
    name = max(name, _alike(f"{old['organization']} {old['service'].partition('(')[2]}", printed))
    door, rings = _one_door(old, row), bool(_numbers(old) & _numbers(row))
    same = (name >= _ALIKE and (door or rings)) or (door and rings) or (named and name >= _ALIKE)
    here = old["city"] == row["city"] or _covers(old, row)
    if not same and not (name >= _SAME_NAME and here and not _two_doors(old, row)):
        return 0
    # Two lists of one year are of one site before an old one is.
    return name + 40 * door + 30 * rings + 10 * named + 60 * (old["checked_on"] >= "2026")


def _one_door(old: Row, row: Row) -> bool:
    """The same number and street, or one of them without a street at the point of the other."""
    if door_of(old) and door_of(row):
        return door_of(old) == door_of(row)
    if old["precision"] != "exact" or row["precision"] != "exact":
        return False
    return all(abs(float(old[c]) - float(row[c])) < _SAME_POINT for c in ("latitude", "longitude"))


def _covers(old: Row, row: Row) -> bool:
    """An old row without a town, for one county: the new row's."""
    return not old["city"] and old["serves"] != "" and old["serves"] == row["county"]


def _same_kind(old: Row, row: Row) -> bool:
    """Two offerings of one office stay two; the health lists name the same offering in several ways."""
    if row["sheet"] in _MANY_NAMES or old["kind"] == row["kind"]:
        return True
    return old["kind"] in _CLINICS and row["kind"] in _CLINICS


def _two_doors(old: Row, row: Row) -> bool:
    """An old or doubted address may be one that the place has left."""
    sure = old["status"] == "open" and old["checked_on"] >= "2024"
    return sure and bool(door_of(old) and door_of(row)) and door_of(old) != door_of(row)


def _share_need(old: Row, row: Row) -> bool:
    tops = [{need.partition("/")[0] for need in one["needs"].split("; ")} for one in (old, row)]
    return bool(tops[0] & tops[1])


def _alike(one: str, other: str) -> float:
    if any(re.search(network, one) and re.search(network, other) for network in _NETWORKS):
        return _SAME_NETWORK
    return fuzz.token_set_ratio(one.casefold().replace(",", ""), other.casefold().replace(",", ""))


def door_of(row: Row) -> str:
    """Street number, first word of the street and town."""
    line = re.sub(r"\b(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?\s*", "", row["address"])
    found = re.search(r"(\d+)\S*\s+(\w{3})", line)
    return f"{found[1]} {found[2]} {row['city']}".casefold() if found else ""


def _numbers(row: Row) -> set[str]:
    return set(re.findall(r"\d{3}-\d{3}-\d{4}", row.get("phones", "")))


def brought_up_to_date(old: Row, new: Row) -> Row:
    sources = "; ".join(dict.fromkeys(f"{new['source']}; {old['source']}".split("; ")))
    if old["source"] in _OLD_LISTS:
        told = f"Listed in 2020 as {old['organization']}."
        row = old | {column: cell for column, cell in new.items() if column not in ("id", "needs")}
        row |= {"website": new["website"] or old["website"], "note": notes(told, new.get("note", ""))}
        return row | {"source": sources}
    row = dict(old)
    if new["private_address"]:
        row |= {column: new[column] for column in (*_PLACE, "private_address", "serves")}
    elif new["address"] and not old["private_address"]:
        kept = _POINT if new["precision"] != "exact" and old["precision"] == "exact" else ()
        row |= {column: new[column] for column in _PLACE if column not in kept}
    row |= {
        column: old.get(column) or new.get(column, "")
        for column in ("website", "hours", "serves", "cost", "who")
    }
    fresher = new["checked_on"] >= old["checked_on"]
    if fresher:
        row |= {"checked_on": new["checked_on"], "confidence": min(old["confidence"], new["confidence"])}
        row["status"] = new["status"]
    row |= {"phones": _phones(old, new), "source": sources if fresher else _behind(old, new)}
    row |= {
        column: new[column]
        for column in ("kind", "service", "summary")
        if new.get("kind") == "opioid-medicine" and "ethadone" not in old["summary"]
    }
    note = _BORROWED.sub("", old["note"]) if new["address"] else old["note"]
    return row | {"note": notes(note.strip(), _two_phones(old, new))}


def _behind(old: Row, new: Row) -> str:
    return "; ".join(dict.fromkeys(f"{old['source']}; {new['source']}".split("; ")))


def _phones(old: Row, new: Row) -> str:
    return old["phones"] if not new["phones"] or _numbers(old) & _numbers(new) else new["phones"]


def _two_phones(old: Row, new: Row) -> str:
    if not old["phones"] or _phones(old, new) == old["phones"]:
        return ""
    return f"An older list prints {old['phones']}."


def _apart(present: Present, rows: list[Row]) -> list[Row]:
    """The new rows without those that say again what stands at the same door under the same name."""
    standing: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in present.rows.values():
        if row["status"] != "closed":
            standing[_spot(row)].append(row)
    kept = []
    for row in rows:
        if _again(row, standing[_spot(row)]):
            continue
        standing[_spot(row)].append(row)
        kept.append(row)
    return kept


def _spot(row: Row) -> tuple[str, ...]:
    return row["sheet"], door_of(row) or f"{row['latitude']} {row['longitude']} {row['serves']}"


def _again(row: Row, others: list[Row]) -> bool:
    return any(_one_offering(row, other) for other in others)


def _one_offering(row: Row, other: Row) -> bool:
    """The same door, so the name, the phone and the kind decide; a meeting is told by its fellowship."""
    rings = bool(_numbers(row) & _numbers(other))
    if row["service"] == other["service"] == "Clinic on wheels" and rings:
        return True
    if not _share_need(other, row) or "meeting" in (row["kind"], other["kind"]):
        return (other["organization"], other["service"]) == (row["organization"], row["service"])
    spelled = fuzz.ratio(other["organization"].casefold(), row["organization"].casefold()) >= _ONE_SITE
    alike = rings and _alike(other["organization"], row["organization"]) >= _ONE_SITE
    return (spelled or alike) and _same_kind(other, row)
