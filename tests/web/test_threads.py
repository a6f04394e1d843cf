"""A worker answers on several threads at once: each gets what it would have got alone."""

import sys
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from resource_finder.app import create_app
from resource_finder.catalogue.tables import db
from tests.real import NOW, real_app

LINES = (
    "rehab in springfield",
    "bed tonight columbia",
    "food kansas city",
    "welding job",
    "autobús en rolla",
)
ASKED = [
    *((f"{lang}/find", {"q": line}) for lang in ("", "/es") for line in LINES),
    *(
        (f"{lang}/list", {"place": place, "need": need, "about": "drug"})
        for lang in ("", "/es")
        for place, need in (("greene", "food"), ("65203", "treatment"))
    ),
]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns a thousand times as often, in the middle of everything."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def answer(app: Flask, path: str, fields: dict[str, str]) -> bytes:
    response = app.test_client().post(path, data=fields)
    assert response.status_code == 200
    return response.data


def test_many_threads_get_what_one_gets(hurried: None) -> None:
    settings = real_app().extensions["resource_finder"].settings
    alone = [answer(real_app(), *asked) for asked in ASKED]
    app = create_app(settings, NOW)  # nothing is warm yet: all of them build it
    differing: list[str] = []

    def ask(first: int) -> None:
        for number in range(len(ASKED)):
            at = (first + number) % len(ASKED)
            try:
                if answer(app, *ASKED[at]) != alone[at]:
                    differing.append(ASKED[at][0])
            except Exception as error:
                differing.append(repr(error))

    threads = [threading.Thread(target=ask, args=(first * 3,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert differing == []
    with app.app_context():
        db.engine.dispose()
