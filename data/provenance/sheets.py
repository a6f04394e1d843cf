"""All builders together: the sheets and `sources.csv`, with nothing twice."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from resource_finder.catalogue.columns import columns_of

from . import community, geo_transit, health_medical, health_more, health_treatment
from .community_citations import Citation
from .community_places import middles
from .merge import merged
from .published import SOURCES, Row

KINDS = Path(__file__).parent / "kinds.csv"


def build(sources: Path, out: Path) -> dict[str, int]:
    """Write every sheet; gives the number of rows by sheet."""
    by_sheet: dict[str, list[Row]] = defaultdict(list)
    kinds = kinds_as_read()
    for row in _told_apart(iter(merged(_rows(sources)))):
        by_sheet[row["sheet"]].append({"kind": kinds.get(row["id"], "")} | row)
    out.mkdir(parents=True, exist_ok=True)
    for sheet, rows in by_sheet.items():
        _write(out / f"{sheet}.csv", list(columns_of(f"{sheet}.csv")), rows)
    used = {part for rows in by_sheet.values() for row in rows for part in row["source"].split("; ")}
    cited = [vars_of(citation) for citation in _cited(sources) if citation.id in used]
    _write(out / "sources.csv", list(Citation.__dataclass_fields__), cited)
    return {sheet: len(rows) for sheet, rows in sorted(by_sheet.items())}


def kinds_as_read() -> dict[str, str]:
    """What each row was read to be, by its id. One that nobody looked at has none: the check names it."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["kind"] for row in csv.DictReader(file)}


def _rows(sources: Path) -> Iterator[Row]:
    known = middles(sources / "geo")
    yield from community.rows(sources)
    yield from health_treatment.rows(sources, known)
    yield from health_medical.rows(sources, known)
    yield from health_more.mental_health(sources)
    yield from health_more.veterans(sources)
    yield health_more.crisis_line()
    yield from health_more.recovery_houses(sources, known)
    yield from geo_transit.rows(sources, known)


def _cited(sources: Path) -> list[Citation]:
    found = {citation.id: citation for citation in community.cited(sources)}
    for citation in (*SOURCES.values(), *health_more.pages(sources), *geo_transit.cited(sources)):
        found.setdefault(citation.id, citation)
    return sorted(found.values(), key=lambda citation: citation.id)


def _told_apart(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows that a reader could not tell apart are one; sites of one town at different points are numbered."""
    seen: dict[tuple[str, ...], Row] = {}
    count: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        key = tuple(
            row.get(name, "").casefold() for name in ("organization", "service", "address", "city", "serves")
        )
        first = seen.setdefault(key, row)
        if first is not row:
            same_point = first.get("latitude") == row.get("latitude")
            if same_point and first.get("phones") == row.get("phones"):
                continue
            count[key] += 1
            row = row | {"service": f"{row['service']} (site {count[key] + 1})"}
        yield row


def vars_of(citation: Citation) -> Row:
    return {name: getattr(citation, name) for name in Citation.__dataclass_fields__}


def _write(path: Path, columns: list[str], rows: list[Row]) -> None:
    rows = sorted(
        rows,
        key=lambda row: (row.get("county", ""), row.get("city", ""), row.get("organization", ""), row["id"]),
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
