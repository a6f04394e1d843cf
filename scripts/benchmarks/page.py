"""`scripts/bench page`: what an answer that is made anew costs, beside a bare Flask page of its size.

What was sent by form is always made anew: three facts about the person, each county and need. Every round
asks otherwise, so nothing is found ready but what the program keeps of its rows.
"""

import argparse
import cProfile
import gzip
import io
import pstats
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.answering import gazetteer, rules
from benchmarks.find import DATA
from benchmarks.finder import grown
from resource_finder.app import create_app
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.cli.catalogue import load_catalogue
from resource_finder.config import Settings

NOW = datetime(2026, 11, 25, 16, tzinfo=UTC)
PAGES, ROUNDS = 60, 5
FACTS = ("sex_offense", "drug", "no_car", "no_id", "supervision", "medicaid", "no_insurance", "man")
# What a page's time went to: the first that stands in the path of a function.
SHARES = {
    "finding": ("finding/", "matching/", "domain/", "places/", "search/", "numpy/"),
    "templates": ("templates/", "jinja2/", "markupsafe/"),
    "cards and words": ("web/cards", "web/answer", "web/first_screen", "web/brief", "wording", "babel"),
    "packing": ("gzip.py", "web/compression"),
    "forms": ("wtforms/", "flask_wtf/", "web/forms"),
    "flask": ("flask/", "werkzeug/"),
}

# What Python itself does counts for who called it.
_BUILT_IN = "~"

Bodies = list[bytes]


def run(arguments: list[str]) -> None:
    """The real catalogue; another size: --size N."""
    parser = argparse.ArgumentParser(prog="scripts/bench page")
    parser.add_argument("--size", type=int, default=0, help="rows: the real ones, and copies moved about")
    size = parser.parse_args(arguments).size
    read = read_sheets(DATA / "catalogue", gazetteer(), rules().needs.codes, NOW.date(), rules().kinds)
    rows = grown(read.offerings, size)
    with TemporaryDirectory() as home:
        settings = Settings(data=DATA, instance=Path(home), secret_key="bench")
        load_catalogue(replace(read, offerings=tuple(rows)), settings)
        app = create_app(settings, NOW)
        page = _answer(app, next(_questions(0)))
        bare = _bare(page)
        _print(len(rows), page, _in_turn(app, bare), _shares(app))


def _questions(seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    counties, needs = list(gazetteer().county_labels.values()), [need.code for need in rules().needs.top]
    while True:
        fields = [("place", chance.choice(counties)), ("need", chance.choice(needs)), ("answered", "record")]
        facts = [("about", fact) for fact in sorted(chance.sample(FACTS, 3))]
        yield urlencode([*fields, *facts]).encode()


def _some(seed: int) -> Bodies:
    questions = _questions(seed)
    return [next(questions) for _ in range(PAGES)]


def _answer(app: Flask, body: bytes) -> bytes:
    """As the server hands it in, and to the last byte."""
    made = EnvironBuilder(
        path="/find",
        method="POST",
        input_stream=io.BytesIO(body),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
        headers={"Accept-Encoding": "gzip"},
    )
    parts, status, _headers = run_wsgi_app(app.wsgi_app, made.get_environ())
    if not status.startswith("200"):
        raise SystemExit(f"bench: an answer went wrong: {status}")
    return b"".join(parts)


def _bare(page: bytes) -> Flask:
    """The peer: a page of the same bytes from a Flask program that has nothing else to do but pack it."""
    text = gzip.decompress(page).decode()
    app = Flask("bare")

    @app.post("/find")
    def find() -> Response:
        request.form.get("place")
        packed = Response(gzip.compress(text.encode(), 6, mtime=0), mimetype="text/html")
        packed.headers["Content-Encoding"] = "gzip"
        return packed

    return app


def _in_turn(app: Flask, bare: Flask) -> tuple[list[float], list[float]]:
    """CPU milliseconds a page of each round, ours and the bare one's; the first round is not counted."""
    ours, theirs = [], []
    for turn in range(ROUNDS + 1):
        bodies = _some(turn + 1)
        ours.append(_milliseconds(lambda bodies=bodies: [_answer(app, body) for body in bodies]))
        theirs.append(_milliseconds(lambda bodies=bodies: [_answer(bare, body) for body in bodies]))
    return ours[1:], theirs[1:]


def _milliseconds(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000 / PAGES


def _shares(app: Flask) -> dict[str, float]:
    """By a profile, which makes what is called often look dearer than it is."""
    bodies, profile = _some(99), cProfile.Profile()
    profile.enable()
    for body in bodies:
        _answer(app, body)
    profile.disable()
    spent = dict.fromkeys([*SHARES, "other"], 0.0)
    told = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for function, (_calls, _all, seconds, _total, callers) in told.items():
        if function[0] != _BUILT_IN:
            spent[_share(function)] += seconds
            continue
        for caller, (_calls, _all, seconds, _total) in callers.items():
            spent[_share(caller)] += seconds
    return spent


def _share(function: tuple[str, int, str]) -> str:
    return next((share for share, marks in SHARES.items() if any(m in function[0] for m in marks)), "other")


def _print(rows: int, page: bytes, turns: tuple[list[float], list[float]], spent: dict[str, float]) -> None:
    ours, bare = min(turns[0]), min(turns[1])
    print(f"{rows:,} rows; CPU of a packed answer to a form with three facts, best of {ROUNDS} rounds")
    print(f"  this program {ours:.2f} ms · bare Flask page of {len(page):,} bytes {bare:.2f} ms", end="")
    print(f" · {ours / bare:.1f}x")
    total = sum(spent.values())
    print("  " + " · ".join(f"{name} {100 * part / total:.0f} %" for name, part in spent.items()))
