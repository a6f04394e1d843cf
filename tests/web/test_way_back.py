"""From a listing back to the answer, on a screen without a Back button; nothing of it outlives a visit."""

from dataclasses import replace

import pytest

from resource_finder.catalogue.tables import Base, db
from resource_finder.web.asked import Asked
from resource_finder.web.doors import Door
from resource_finder.web.way_back import CARRIED, MOST_BYTES
from tests.web.client import Page, Visitor

BESIDE = (
    "/service/mo-bed001",
    "/list?id=mo-bed001",
    "/compare?id=mo-bed001&id=mo-bed002",
    "/wrong?id=mo-bed001",
    "/about",
    "/crisis",
)


def at_the_answer(kiosk: Visitor) -> Page:
    page = kiosk.tap(kiosk.visit("/"), "Boone County")
    return kiosk.tap(kiosk.tap(page, "A place to live"), "A sex offense")


def way(page: Page) -> list[tuple[str, str]]:
    return [(str(one["name"]), str(one["value"])) for one in page.soup.select("#way input")]


def look(kiosk: Visitor, page: Page, path: str, status: int = 200) -> Page:
    """What kiosk.js does with a tap on a link."""
    return kiosk.send(path, [*way(page), ("look", "1")], status)


def back(kiosk: Visitor, page: Page) -> Page:
    button = page.soup.select_one(".back button[form=way]")
    assert button is not None
    return kiosk.send(str(button["formaction"]), way(page))


def shown(page: Page) -> str:
    return page.soup.main.get_text(" ", strip=True)


@pytest.mark.parametrize("path", BESIDE)
def test_back_leads_to_the_very_answer(kiosk: Visitor, path: str) -> None:
    answer = at_the_answer(kiosk)
    page = look(kiosk, answer, path)
    assert page.h1 != answer.h1
    assert page.response.request.full_path.rstrip("?") == path
    assert page.response.headers["Cache-Control"] == "no-store"
    again = back(kiosk, page)
    assert again.h1 == "A place to live near Boone County"
    assert shown(again) == shown(answer)


@pytest.mark.parametrize("path", BESIDE)
def test_a_look_shows_what_its_address_shows(kiosk: Visitor, path: str) -> None:
    looked = look(kiosk, at_the_answer(kiosk), path)
    opened = Visitor(kiosk.client.application).visit(path)
    for page in (looked, opened):
        for one in page.soup.select(".back"):
            one.decompose()
    assert shown(looked) == shown(opened)


def test_the_way_goes_on_from_page_to_page(kiosk: Visitor) -> None:
    page = look(kiosk, at_the_answer(kiosk), "/service/mo-bed001")
    page = look(kiosk, look(kiosk, page, "/list?id=mo-bed001"), "/es/service/mo-bed001")
    assert back(kiosk, page).h1 == "Un lugar donde vivir cerca del condado de Boone"


def test_the_first_72_hours_lie_on_the_way(kiosk: Visitor) -> None:
    answer = at_the_answer(kiosk)
    first = kiosk.send("/start", way(answer))
    assert first.h1.startswith("The first 72 hours")
    assert back(kiosk, look(kiosk, first, "/service/mo-bed001")).h1 == first.h1
    assert back(kiosk, first).h1 == answer.h1


def test_a_report_takes_the_way_along(kiosk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with kiosk.client.application.app_context():
        Base.metadata.create_all(db.engine)
    page = look(kiosk, at_the_answer(kiosk), "/wrong?id=mo-bed001")
    assert not page.soup.select(".error")
    too_fast = kiosk.send("/wrong", report(page), 400)
    assert back(kiosk, too_fast).h1 == "A place to live near Boone County"
    monkeypatch.setattr("resource_finder.web.feedback.LEAST_SECONDS", 0)
    thanks = kiosk.send("/wrong", report(too_fast))
    assert thanks.h1 == "Thank you"
    assert back(kiosk, thanks).h1 == "A place to live near Boone County"


def report(page: Page) -> list[tuple[str, str]]:
    """What the form sends, and what kiosk.js puts into it."""
    form = [(str(one["name"]), str(one.get("value", ""))) for one in page.soup.select("form.wrong input")]
    return [*form, ("kind", "phone"), ("text", "It rings nowhere."), *way(page)]


def test_the_answer_knows_which_listing_was_seen(kiosk: Visitor) -> None:
    answer = at_the_answer(kiosk)
    assert not answer.soup.body.get("data-seen")
    page = kiosk.send("/service/mo-bed001", [*way(answer), ("look", "1"), ("seen", "mo-bed001")])
    assert back(kiosk, page).soup.body["data-seen"] == "mo-bed001"


def test_what_was_opened_by_its_address_leads_to_the_start(kiosk: Visitor) -> None:
    page = kiosk.visit("/service/mo-bed001")
    assert not page.soup.select("#way")
    assert kiosk.tap(page, "Start over").h1 == "Where will you live?"


@pytest.mark.parametrize("path", BESIDE)
def test_after_leaving_no_look_leads_anywhere(kiosk: Visitor, path: str) -> None:
    answer = at_the_answer(kiosk)
    page = look(kiosk, answer, "/service/mo-bed001")
    mark = page.soup.select_one("#leave input")["value"]
    assert mark == answer.soup.select_one("#leave input")["value"]
    kiosk.send("/leave", [("visit", str(mark))])
    for again in (look(kiosk, answer, path), back(kiosk, page)):
        assert again.h1 == "Where will you live?"
        assert "sex_offense" not in str(again.soup)


@pytest.mark.parametrize("mark", ["", "no-mark"])
def test_a_look_without_a_visit_shows_nothing(kiosk: Visitor, mark: str) -> None:
    fields = [("place", "Boone County"), ("visit", mark), ("look", "1")]
    assert kiosk.send("/service/mo-bed001", fields).h1 == "Where will you live?"


def test_facts_in_an_address_are_refused_though_it_is_looked_at_by_form(kiosk: Visitor) -> None:
    look(kiosk, at_the_answer(kiosk), "/list?about=arson", 400)


def test_off_a_kiosk_there_are_no_looks_and_no_way(visitor: Visitor) -> None:
    visitor.send("/service/mo-bed001", [("look", "1")], 405)
    page = visitor.send("/find", [("place", "Boone County"), ("need", "housing"), ("about", "arson")])
    assert not page.soup.select("#way, .back")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": {"look": "1", "place": "x" * MOST_BYTES}}, 413),
        ({"json": {"look": "1"}}, 405),
        (
            {"data": b"look=1", "content_type": "application/x-www-form-urlencoded", "content_length": None},
            405,
        ),
    ],
)
def test_what_is_no_form_of_ours_is_no_look(kiosk: Visitor, sent: dict[str, object], status: int) -> None:
    if "content_length" in sent:
        sent = {**sent, "environ_overrides": {"CONTENT_LENGTH": ""}}
        sent.pop("content_length")
    assert kiosk.client.post("/service/mo-bed001", **sent).status_code == status


def test_everything_that_an_answer_hangs_on_is_carried_along() -> None:
    full = Asked(
        Door("en_kiosk", "en", True),
        place="Boone County",
        needs=("housing",),
        q="a bed",
        about=("arson",),
        answered=("record",),
        for_other=True,
        open="now",
        refused=True,
        page=2,
        visit="A" * 22,
    )
    names = {name for name, _value in full.fields}
    empty = {name for name, _value in replace(full, place="", needs=(), q="", about=(), answered=()).fields}
    assert len(names) > len(empty)
    assert names <= CARRIED
