"""After somebody has left a kiosk, the next one finds the start page and nothing else, in three engines."""

from typing import Any

import pytest

from tests.journeys.engines.screens import Screen
from tests.journeys.engines.visitor import LATER, Visitor, traces

pytestmark = pytest.mark.browser

ASKED, ASKED_ES = "One question about you", "Una pregunta sobre usted"
# What a queue may read of what was told: how much, and not what.
TOLD = "You said 1 thing"
LISTING = "document.querySelector('main a[href*=service]').textContent.trim()"


def whole_visit(screen: Screen, address: str, scripts: bool = True) -> Visitor:
    """Place, need, circumstance, answer, the list for paper, a listing, the answer again, my list."""
    visitor = Visitor(screen, address)
    for words in ("B", "Boone County", "A place to live", ASKED, "A sex offense"):
        seen = visitor.tap(words)
    assert "A place to live near Boone County" in seen["text"]
    assert TOLD in seen["text"]
    visitor.tap("Print")
    visitor.listing = screen.run(LISTING)
    assert visitor.listing in visitor.tap(visitor.listing)["text"]
    if scripts:
        assert TOLD in visitor.tap("Back to the places")["text"]
        assert visitor.listing in read_the_first(visitor)["text"]
    visitor.tap("Add to my list")
    assert visitor.listing in visitor.tap("Show my list")["text"]
    visitor.move(lambda: screen.go(-1))
    assert visitor.listing in visitor.settled()["text"], "Back works as long as the visit lasts"
    visitor.tap("Show my list")
    assert screen.cookies()
    return visitor


def read_the_first(visitor: Visitor) -> dict[str, Any]:
    """The listing of the card to start with."""
    visitor.tap("More, and why this is first")
    return visitor.tap("All about it")


def test_a_browser_here_keeps_pages_for_back(screen, serve):
    """Else nothing below would be a trial: Playwright, for one, turns this off."""
    visitor = Visitor(screen, f"{serve('http')}/about")
    screen.run("(addEventListener('pageshow', back => { document.title = `kept: ${back.persisted}` }), 0)")
    visitor.tap("Privacy")
    visitor.move(lambda: screen.go(-1))
    assert visitor.settled()["title"] == "kept: true"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_after_leaving_back_forward_and_reload_show_nothing(screen, serve, scheme):
    visitor = whole_visit(screen, f"{serve(scheme)}/kiosk")
    visitor.tap("Leave")
    assert traces(visitor) == []


def test_an_idle_screen_forgets_and_the_next_visit_leads_back_to_nothing(screen, serve):
    """On a site that is a kiosk as a whole, whose addresses do not say so; begun with a typed line."""
    visitor = Visitor(screen, serve("http", KIOSK="1"))
    assert "Boone County" in visitor.say("I am on the registry and need a bed in Boone County")["text"]
    read_the_first(visitor)
    listing = screen.run("document.querySelector('main h1').textContent.trim()")
    visitor.move(lambda: screen.run(f"({LATER}, 0)"))
    assert traces(visitor, backs=0) == []
    visitor.tap("G")
    visitor.tap("Greene County")
    for _ in range(4):
        visitor.move(lambda: screen.go(-1))
        seen = visitor.settled()
        assert [
            word for word in ("A place to live near", "registry", listing) if word in seen["markup"]
        ] == []


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (
            "/kiosk",
            ("Español", "J", "Jackson", "Un lugar donde vivir", ASKED_ES, "Un delito sexual", "Salir"),
        ),
        ("/es/kiosk", ("English", "B", "Boone County", "A place to live", ASKED, "A sex offense", "Leave")),
    ],
)
def test_the_next_person_finds_the_language_of_the_screen(screen, serve, start, words):
    visitor = Visitor(screen, f"{serve('http')}{start}")
    for said in words:
        visitor.tap(said)
    assert traces(visitor) == []


def test_without_javascript_back_shows_nothing_either(plain_screen, serve):
    visitor = whole_visit(plain_screen, f"{serve('http')}/kiosk", scripts=False)
    visitor.tap("Leave")
    assert traces(visitor, may_refuse=True) == []


def test_a_script_that_does_not_look_is_noticed(screen, serve):
    visitor = whole_visit(
        screen, f"{serve('http', 'tests.journeys.engines.broken:without_the_script')}/kiosk"
    )
    visitor.tap("Leave")
    assert visitor.listing in "".join(traces(visitor))


def test_a_server_that_ends_no_visit_is_noticed(plain_screen, serve):
    visitor = whole_visit(
        plain_screen, f"{serve('http', 'tests.journeys.engines.broken:without_the_end')}/kiosk", scripts=False
    )
    visitor.tap("Leave")
    assert "A place to live near" in "".join(traces(visitor, may_refuse=True))
