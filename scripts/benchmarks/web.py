"""`scripts/bench web`: the pages as they are served, beside bare pages of the same bytes."""

import csv
import json
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.load import CONNECTIONS, Ask, Measured, client_name, measure
from benchmarks.server import Server, free_port, our_program, serving
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.web.gate import Gate
from resource_finder.web.page_cache import Kept

DATA = Path(__file__).resolve().parent.parent.parent / "data"
ROUNDS = 3
SECONDS = 2
REPEATED = 40
# More than any round can ask for, so that no address comes twice where every address is to be new.
NEW = 12_000
_BARE = "BENCH_BARE_PAGES"

MakePath = Callable[[random.Random], str]
# The asks of one round, by its number.
Asks = Callable[[int], list[Ask]]


@dataclass
class Row:
    """One kind of page: how it is asked for, and what was measured of ours and of the bare one."""

    page: str
    how: str
    asks: Asks
    ours: list[Measured] = field(default_factory=list)
    bare: list[Measured] = field(default_factory=list)
    our_seconds: float = 0.0
    bare_seconds: float = 0.0
    bytes: int = 0


def run(arguments: list[str]) -> None:
    """Interleaved rounds on two servers alike, one worker each; --seconds N a round, 2 unless said."""
    seconds = int(arguments[arguments.index("--seconds") + 1]) if "--seconds" in arguments else SECONDS
    rows = list(_rows())
    with TemporaryDirectory() as folder, our_program(Path(folder)) as ours:
        samples = {str(number): _sample(ours.port, row) for number, row in enumerate(rows)}
        pages = Path(folder) / "bare.json"
        pages.write_text(json.dumps(samples), encoding="utf-8")
        with _bare(pages) as bare:
            for turn in range(ROUNDS):
                for number, row in enumerate(rows):
                    _round(row, number, turn, ours, bare, seconds)
    _print(rows, seconds)


def _rows() -> Iterator[Row]:
    gazetteer, needs = Gazetteer.load(DATA), Needs.load(DATA)
    offerings = read_sheets(
        DATA / "catalogue", gazetteer, needs.codes, datetime.now(MISSOURI_TIME).date(), Kinds.load(DATA)
    ).offerings
    with (DATA / "places" / "zips.csv").open(encoding="utf-8", newline="") as file:
        zips = [row["zip"] for row in csv.DictReader(file)]
    counties = list(gazetteer.counties)
    ids = [offering.id for offering in offerings if offering.status != "closed"]
    paths: dict[str, MakePath] = {
        "start": lambda _: "/",
        "answer": lambda r: f"/find?place={r.choice(zips)}&need={r.choice(needs.codes)}",
        "county list": lambda r: f"/{r.choice(counties)}/{r.choice(needs.codes)}",
        "listing": lambda r: f"/service/{r.choice(ids)}",
    }
    for page, path in paths.items():
        yield Row(page, "addresses repeat", _repeated(path))
        yield Row(page, "every address new", _new(path))
    yield Row("answer, record told", "by form, never kept", _forms(paths["answer"]))


def _repeated(path: MakePath) -> Asks:
    chance = random.Random(7)
    asks = [Ask(path(chance)) for _ in range(REPEATED)]
    return lambda _turn: asks


def _new(path: MakePath) -> Asks:
    """A number that no page reads makes each address one that was never asked for."""

    def asks(turn: int) -> list[Ask]:
        chance = random.Random(turn)
        paths = (path(chance) for _ in range(NEW))
        return [Ask(f"{one}{'&' if '?' in one else '?'}n={turn}-{at}") for at, one in enumerate(paths)]

    return asks


def _forms(path: MakePath) -> Asks:
    def asks(turn: int) -> list[Ask]:
        chance = random.Random(turn)
        return [
            Ask("/find", f"{path(chance).partition('?')[2]}&about=sex_offense&answered=record")
            for _ in range(NEW)
        ]

    return asks


def _sample(port: int, row: Row) -> dict[str, Any]:
    """A page of middling size as it goes out: its headers and its bytes."""
    answers = []
    for ask in row.asks(0)[:REPEATED]:
        body = ask.body.encode() or None
        asked = Request(f"http://127.0.0.1:{port}{ask.path}", body, {"Accept-Encoding": "gzip"})
        with urlopen(asked, timeout=30) as answer:
            answers.append((answer.read(), answer.getheaders()))
    body, headers = sorted(answers, key=lambda pair: len(pair[0]))[len(answers) // 2]
    row.bytes = len(body)
    # The server's own headers; this sample alone was asked for on a line that closes.
    own = ("date", "server", "connection")
    return {"body": body.hex(), "headers": [pair for pair in headers if pair[0].lower() not in own]}


def bare_page() -> Gate:
    """The other program: it finds bytes by a name and sends them, from the same gate as our kept pages."""
    pages = {
        f"/{name}": (bytes.fromhex(page["body"]), [(key, value) for key, value in page["headers"]])
        for name, page in json.loads(Path(os.environ[_BARE]).read_text(encoding="utf-8")).items()
    }

    def program(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body, headers = pages[environ["PATH_INFO"]]
        if environ["REQUEST_METHOD"] == "POST":
            environ["wsgi.input"].read()
        start_response("200 OK", headers)
        return (body,)

    return Gate(program, lambda environ: Kept(*pages[environ["PATH_INFO"]]))


def _round(row: Row, number: int, turn: int, ours: Server, bare: Server, seconds: int) -> None:
    """Ours, then the bare page; what repeats was asked for once before the clock starts."""
    asks = row.asks(turn + 1)
    if row.how == "addresses repeat":
        measure(ours.port, asks, 1)
    before = ours.cpu_seconds()
    row.ours.append(measure(ours.port, asks, seconds))
    row.our_seconds += ours.cpu_seconds() - before
    body = asks[0].body
    before = bare.cpu_seconds()
    row.bare.append(measure(bare.port, [Ask(f"/{number}", body)], seconds))
    row.bare_seconds += bare.cpu_seconds() - before


def _bare(pages: Path) -> AbstractContextManager[Server]:
    port = free_port()
    serve = f"serve_program('benchmarks.web:bare_page', '127.0.0.1', {port}, 1)"
    code = f"from resource_finder.cli.serve import serve_program; {serve}"
    return serving([sys.executable, "-c", code], port, "/0", **{_BARE: str(pages)})


def _print(rows: list[Row], seconds: int) -> None:
    print(f"one worker, {CONNECTIONS} connections, asked by {client_name()}")
    print(f"best of {ROUNDS} rounds of {seconds} s; CPU of the server for one answer, over all rounds")
    print(f"{'':48}{'answers a second':>24}{'p99 ms':>15}{'CPU µs':>13}")
    print(f"{'page':20}{'':20}{'bytes':>8}{'ours':>9}{'bare':>8}{'ratio':>7}", end="")
    print(f"{'ours':>8}{'bare':>7}{'ours':>7}{'bare':>6}")
    for row in rows:
        ours, bare = max(m.rate for m in row.ours), max(m.rate for m in row.bare)
        print(f"{row.page:20}{row.how:20}{row.bytes:8,}{ours:9,.0f}{bare:8,.0f}{ours / bare:7.3f}", end="")
        print(f"{min(m.p99 for m in row.ours):8.2f}{min(m.p99 for m in row.bare):7.2f}", end="")
        print(f"{_micros(row.our_seconds, row.ours):7.0f}{_micros(row.bare_seconds, row.bare):6.0f}")
        if bad := sum(m.bad for m in (*row.ours, *row.bare)):
            print(f"    {bad} answers went wrong")
    print(
        "bytes: a middling page as it goes out, packed. A page that may be kept is sent again for a minute."
    )


def _micros(seconds: float, measured: list[Measured]) -> float:
    return 1e6 * seconds / sum(m.answers for m in measured)
