"""`scripts/bench words`: judged lines on the real catalogue: is the right need among the first three?"""

import csv
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import OrGroup, QueryParser

from benchmarks.find import DATA, NOW
from benchmarks.names import not_found_by_name
from resource_finder.app import create_app
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import Settings
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.indexing import Called, searchable
from resource_finder.places.spotting import Spotter
from resource_finder.search.analysis import tokens
from resource_finder.search.engine import Searchable
from resource_finder.search.storage import build_index, open_index
from resource_finder.search.understand import Reader, read_phrases

JUDGED = DATA.parent / "tests" / "judged_lines.csv"
FIRST = 3
Search = Callable[[str], Sequence[str]]


def run(_arguments: list[str]) -> None:
    """Ours reads the line; plain Whoosh and SQLite search its words, as a first version would."""
    called = Called.load(DATA)
    gazetteer, needs = called.gazetteer, called.needs
    read = read_sheets(DATA / "catalogue", gazetteer, needs.codes, NOW.date(), Kinds.load(DATA))
    rows = [searchable(o, called) for o in read.offerings if o.status != "closed"]
    serves = {row.id: row.needs for row in rows}
    judged = [row for row in _judged() if row["needs"]]
    reader = Reader(read_phrases(DATA), needs, Spotter(gazetteer))
    print(f"{len(rows):,} offerings, {len(judged)} lines; an offering of a judged need in the first {FIRST}")
    with tempfile.TemporaryDirectory() as folder:
        searches: dict[str, Search] = {
            "this program": _ours(rows, reader, needs, Path(folder) / "ours"),
            "plain Whoosh": _whoosh(rows, Path(folder) / "whoosh"),
            "SQLite FTS5": _sqlite(rows),
        }
        for name, search in searches.items():
            found = sum(_is_found(search(row["line"])[:FIRST], row["needs"], serves, needs) for row in judged)
            print(f"{name:16}{found:5} of {len(judged)}   {found / len(judged):.0%}")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=DATA, instance=Path(folder), secret_key="bench")
        load_catalogue(read, settings)
        missing, number = not_found_by_name(create_app(settings, now=NOW))
    print("organizations typed by name, among the first ten:")
    print(f"{number - len(missing):,} of {number:,}   {1 - len(missing) / number:.1%}")
    print("not found:", *missing, sep="\n  ")


def _judged() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def _is_found(first: Sequence[str], asked: str, serves: dict[str, tuple[str, ...]], needs: Needs) -> bool:
    return any(needs.matches(need, serves[offering]) for need in asked.split("; ") for offering in first)


def _ours(rows: Sequence[Searchable], reader: Reader, needs: Needs, folder: Path) -> Search:
    """The reading and the word search alone; the finder orders by more than this."""
    build_index(rows, "bench", folder)
    engine = open_index(folder, "bench")

    def search(line: str) -> list[str]:
        understood = reader.read(line)
        scores = engine.scores(understood.words)
        if not understood.needs:
            return sorted(scores, key=lambda offering: -scores[offering])
        county = getattr(understood.place, "county", "")
        return [
            row.id
            for row in sorted(rows, key=lambda r: (county not in r.covers, -scores.get(r.id, 0.0)))
            if any(needs.matches(need, row.needs) for need in understood.needs)
        ]

    return search


def _text(row: Searchable) -> str:
    return f"{row.name} {row.organization} {row.summary} {row.need_words} {row.place_words}"


def _whoosh(rows: Sequence[Searchable], folder: Path) -> Search:
    folder.mkdir()
    index = create_in(str(folder), Schema(id=STORED, text=TEXT(analyzer=StemmingAnalyzer())))
    writer = index.writer()
    for row in rows:
        writer.add_document(id=row.id, text=_text(row))
    writer.commit()
    searcher = index.searcher()
    parser = QueryParser("text", index.schema, group=OrGroup)
    return lambda line: [hit["id"] for hit in searcher.search(parser.parse(line), limit=FIRST)]


def _sqlite(rows: Sequence[Searchable]) -> Search:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    db.executemany("INSERT INTO words VALUES (?,?)", ((row.id, _text(row)) for row in rows))
    sql = f"SELECT id FROM words WHERE words MATCH ? ORDER BY rank LIMIT {FIRST}"

    def search(line: str) -> list[str]:
        typed = " OR ".join(f'"{word}"' for word in tokens(line))
        return [found[0] for found in db.execute(sql, (typed,))] if typed else []

    return search
