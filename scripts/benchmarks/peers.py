"""The engines that are compared: ours, plain Whoosh with geopy, SQLite, tantivy. One protocol for all."""

import sqlite3
import tempfile
from collections.abc import Callable
from math import cos, radians
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import tantivy
from geopy.distance import great_circle
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.query import And, Or, Term

from benchmarks.synthetic import NEEDS
from resource_finder.search.engine import Ask, Searchable
from resource_finder.search.storage import build_index, open_index

MOST_FOR_WHOOSH = 5_000
HALF_KM, HALF_SCORE = 20.0, 6.0
EVERYWHERE = "everywhere"


class Peer(Protocol):
    name: str

    def build(self, rows: list[Searchable], folder: Path) -> None: ...
    def best(self, ask: Ask) -> list[str]: ...


def text_of(row: Searchable) -> str:
    return f"{row.name} {row.organization} {row.summary}"


def covered(row: Searchable) -> list[str]:
    return [EVERYWHERE] if row.statewide else sorted(row.covers)


def blend(km: Any, score: Any, has_words: bool) -> Any:
    """The order that all are asked for: nearness, and words where there are any."""
    near = 1 / (1 + km / HALF_KM)
    return 0.6 * score / (score + HALF_SCORE) + 0.4 * near if has_words else near


class Ours:
    name = "this program"

    def build(self, rows: list[Searchable], folder: Path) -> None:
        build_index(rows, "bench", folder)
        self._engine = open_index(folder, "bench")

    def best(self, ask: Ask) -> list[str]:
        return [offering for offering, _score in self._engine.best(ask)]


class PlainWhoosh:
    """As a first version would be: one query with filters, all hits, geopy, sort."""

    name = "Whoosh + geopy"

    def build(self, rows: list[Searchable], folder: Path) -> None:
        schema = Schema(
            id=ID(stored=True),
            text=TEXT(analyzer=StemmingAnalyzer()),
            needs=KEYWORD,
            covers=KEYWORD,
            at=NUMERIC(stored=True),
        )
        index = create_in(folder, schema)
        writer = index.writer(limitmb=256)
        for number, row in enumerate(rows):
            writer.add_document(
                id=row.id,
                text=text_of(row),
                needs=" ".join(row.needs),
                covers=" ".join(covered(row)),
                at=number,
            )
        writer.commit()
        self._points = [(row.latitude, row.longitude) for row in rows]
        self._searcher = index.searcher()

    def best(self, ask: Ask) -> list[str]:
        place = Or([Term("covers", ask.county), Term("covers", EVERYWHERE)])
        limits = And([Or([Term("needs", need) for need in ask.needs]), place])
        words = [Term("text", token.text) for word in ask.words for token in StemmingAnalyzer()(word)]
        query = Or(words) if words else limits
        hits = self._searcher.search(query, filter=limits if words else None, limit=None)
        here = (ask.latitude, ask.longitude)
        scored = []
        for hit in hits:
            km = great_circle(here, self._points[hit["at"]]).km
            scored.append((blend(km, hit.score, bool(words)), hit["id"]))
        return [offering for _score, offering in sorted(scored, key=lambda pair: -pair[0])[: ask.limit]]


class Sqlite:
    name = "SQLite FTS5 + R*Tree"

    def build(self, rows: list[Searchable], folder: Path) -> None:
        self._db = db = sqlite3.connect(folder / "bench.sqlite")
        bit = {need: 1 << number for number, need in enumerate(NEEDS)}
        db.executescript(
            """CREATE TABLE row (n INTEGER PRIMARY KEY, id TEXT, needs INTEGER, lat REAL, lon REAL);
            CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61');
            CREATE VIRTUAL TABLE near USING rtree(n, west, east, south, north);
            CREATE TABLE cover (county TEXT, n INTEGER, PRIMARY KEY (county, n)) WITHOUT ROWID;"""
        )
        db.executemany(
            "INSERT INTO row VALUES (?,?,?,?,?)",
            (
                (n, r.id, sum(bit[need] for need in r.needs), r.latitude, r.longitude)
                for n, r in enumerate(rows)
            ),
        )
        db.executemany(
            "INSERT INTO words(rowid, text) VALUES (?,?)", ((n, text_of(r)) for n, r in enumerate(rows))
        )
        db.executemany(
            "INSERT INTO near VALUES (?,?,?,?,?)",
            ((n, r.longitude, r.longitude, r.latitude, r.latitude) for n, r in enumerate(rows)),
        )
        db.executemany(
            "INSERT INTO cover VALUES (?,?)", ((c, n) for n, r in enumerate(rows) for c in covered(r))
        )
        db.commit()
        self._bit = bit

    def best(self, ask: Ask) -> list[str]:
        mask = sum(self._bit[need] for need in ask.needs)
        flat = cos(radians(ask.latitude or 0.0))
        # Degrees to km on a plane: right enough for an order, and fast.
        km = "111.19 * sqrt((lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * :flat * :flat)"
        near = f"1 / (1 + {km} / {HALF_KM})"
        values = {
            "lat": ask.latitude,
            "lon": ask.longitude,
            "flat": flat,
            "mask": mask,
            "county": ask.county,
            "limit": ask.limit,
        }
        covers = "SELECT 1 FROM cover WHERE cover.n = row.n AND county IN (:county, 'everywhere')"
        if ask.words:
            score = f"0.6 * -rank / (-rank + {HALF_SCORE}) + 0.4 * {near}"
            sql = (
                "SELECT id FROM words JOIN row ON row.n = words.rowid WHERE words MATCH :words "
                f"AND row.needs & :mask AND EXISTS ({covers}) ORDER BY {score} DESC LIMIT :limit"
            )
            values["words"] = " OR ".join(f'"{word}"' for word in ask.words)
        else:
            sql = (
                "SELECT DISTINCT id FROM cover JOIN row USING (n) WHERE county IN (:county, 'everywhere') "
                f"AND needs & :mask ORDER BY {near} DESC LIMIT :limit"
            )
        return [found[0] for found in self._db.execute(sql, values)]


class Tantivy:
    name = "tantivy + numpy"

    def build(self, rows: list[Searchable], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
        builder.add_text_field("needs", tokenizer_name="raw")
        builder.add_text_field("covers", tokenizer_name="raw")
        builder.add_integer_field("at", stored=True, fast=True)
        index = tantivy.Index(builder.build(), path=str(folder))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for number, row in enumerate(rows):
            document = tantivy.Document(text=text_of(row), at=number)
            for name, values in (("needs", row.needs), ("covers", covered(row))):
                for value in values:
                    document.add_text(name, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._index, self._searcher, self._ids = index, index.searcher(), [row.id for row in rows]
        self._lat = np.radians([row.latitude for row in rows])
        self._lon = np.radians([row.longitude for row in rows])
        everything = self._searcher.search(tantivy.Query.all_query(), limit=len(rows)).hits
        self._segments = max((address.segment_ord for _score, address in everything), default=0) + 1
        self._at = np.zeros((self._segments, len(rows)), dtype=np.int64)
        for _score, address in everything:
            self._at[address.segment_ord, address.doc] = self._searcher.doc(address)["at"][0]

    def best(self, ask: Ask) -> list[str]:
        schema, must = self._index.schema, tantivy.Occur.Must
        terms = tantivy.Query.term_set_query
        parts = [
            (must, tantivy.Query.const_score_query(terms(schema, "needs", list(ask.needs)), 0.0)),
            (must, tantivy.Query.const_score_query(terms(schema, "covers", [ask.county, EVERYWHERE]), 0.0)),
        ]
        if ask.words:
            words = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word)) for word in ask.words
            ]
            parts.append((must, tantivy.Query.boolean_query(words)))
        query = tantivy.Query.boolean_query(parts)
        rows, scores = self._scored(query) if ask.words else self._unscored(query)
        if not len(rows):
            return []
        blended = blend(self._km(rows, ask), scores, bool(ask.words))
        return [self._ids[rows[n]] for n in np.argsort(-blended, kind="stable")[: ask.limit]]

    def _unscored(self, query: tantivy.Query) -> tuple[Any, Any]:
        """Without words the fast field is read in place of scores: tantivy's quickest way to all hits."""
        hits = self._searcher.search(query, limit=len(self._ids), count=False, order_by_field="at").hits
        rows = np.array([at for at, _address in hits], dtype=np.int64)
        return rows, np.zeros(len(rows))

    def _scored(self, query: tantivy.Query) -> tuple[Any, Any]:
        hits = self._searcher.search(query, limit=len(self._ids), count=False).hits
        scores = np.array([score for score, _address in hits])
        if self._segments == 1:
            return self._at[0, [address.doc for _score, address in hits]], scores
        return np.array([self._at[a.segment_ord, a.doc] for _score, a in hits], dtype=np.int64), scores

    def _km(self, rows: Any, ask: Ask) -> Any:
        lat, lon = radians(ask.latitude or 0.0), radians(ask.longitude or 0.0)
        across, along = np.sin((self._lon[rows] - lon) / 2), np.sin((self._lat[rows] - lat) / 2)
        half = along**2 + cos(lat) * np.cos(self._lat[rows]) * across**2
        return 2 * 6371.009 * np.arcsin(np.sqrt(half))


PEERS: tuple[Callable[[], Peer], ...] = (Ours, Tantivy, Sqlite, PlainWhoosh)


def folder_of() -> Path:
    return Path(tempfile.mkdtemp(prefix="bench-"))
