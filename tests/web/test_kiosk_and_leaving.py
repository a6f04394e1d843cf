"""A shared screen: nothing in addresses, no way out, and nothing left behind."""

from pathlib import Path

import pytest

from resource_finder.web import leavings
from tests.web.client import Page, Visitor
from tests.web.making import make_app


def at_the_answer(kiosk: Visitor) -> Page:
    page = kiosk.tap(kiosk.visit("/"), "Boone County")
    return kiosk.tap(kiosk.tap(page, "A place to live"), "A sex offense")


def leave(kiosk: Visitor, page: Page) -> Page:
    fields = [(str(i["name"]), str(i["value"])) for i in page.soup.select("#leave input")]
    return kiosk.send("/leave", fields)


def test_the_whole_flow_names_neither_county_nor_need_in_an_address(kiosk: Visitor) -> None:
    page = at_the_answer(kiosk)
    assert page.h1 == "A place to live near Boone County"
    assert page.response.request.url.endswith("/find?said=1")
    assert not [link for link in page.links() if "boone" in link.lower() or "housing" in link]


def test_no_page_of_a_kiosk_leads_outside_or_is_kept(kiosk: Visitor) -> None:
    for page in (at_the_answer(kiosk), kiosk.visit("/service/mo-bed001"), kiosk.visit("/about")):
        assert not [link for link in page.links() if link.startswith(("http", "geo:", "sms:"))]
        assert page.response.headers["Cache-Control"] == "no-store"


def test_after_leaving_every_form_of_the_visit_leads_to_the_start(kiosk: Visitor) -> None:
    page = at_the_answer(kiosk)
    old_form = page.fields(page.button("Not sure"))
    assert leave(kiosk, page).h1 == "Where will you live?"
    report = [("id", "mo-bed001"), ("kind", "other"), ("text", "My officer said no")]
    for path in ("/find", "/start", "/list", "/wrong", "/compare"):
        again = kiosk.send(path, [*old_form, *report])
        assert "officer" not in again.text
        assert again.h1 == "Where will you live?"
        assert "sex offense" not in again.text


def test_a_form_without_a_visit_shows_nothing(kiosk: Visitor) -> None:
    assert kiosk.send("/find", [("place", "boone"), ("need", "housing")]).h1 == "Where will you live?"


def test_a_report_without_the_mark_of_a_visit_shows_nothing(kiosk: Visitor) -> None:
    """Without a script it is sent again by Back, when its writer has left."""
    page = kiosk.visit("/wrong?id=mo-bed001")
    fields = dict(page.fields(page.button("Send"))) | {"text": "My officer said no"}
    leave(kiosk, page)
    for mark in (fields["visit"], ""):
        again = kiosk.send("/wrong", list((fields | {"visit": mark}).items()))
        assert again.h1 == "Where will you live?"
        assert "officer" not in again.text


def test_a_visit_goes_on_until_somebody_leaves(kiosk: Visitor) -> None:
    page = at_the_answer(kiosk)
    assert "Who needs the help?" in page.text
    assert "Boone County" in kiosk.tap(page, "Not sure").h1


def test_leaving_tells_the_browser_to_forget_and_keeps_no_cookie(kiosk: Visitor) -> None:
    kiosk.visit("/wrong?id=mo-bed001")
    response = kiosk.client.post("/leave")
    assert response.status_code == 303
    assert '"storage"' in response.headers["Clear-Site-Data"]
    # Over http Chromium refuses Set-Cookie beside that word.
    assert "cookies" not in response.headers["Clear-Site-Data"]
    assert "session=;" in response.headers["Set-Cookie"]
    assert kiosk.client.get_cookie("session") is None


BY_A_TAP = ({"Referer": "http://localhost/find"}, {"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize("said", BY_A_TAP)
@pytest.mark.parametrize("path", ["/service/mo-bed001", "/list?id=mo-bed001", "/wrong?id=mo-bed001"])
def test_back_to_a_listing_leads_to_the_start_once_its_visit_is_over(
    kiosk: Visitor, path: str, said: dict[str, str]
) -> None:
    page = at_the_answer(kiosk)
    assert kiosk.client.get(path, headers=said).status_code == 200
    leave(kiosk, page)
    again = kiosk.client.get(path, headers=said)
    assert (again.status_code, again.headers["Location"]) == (303, "/")
    assert kiosk.client.get_cookie("session") is None


def test_a_listing_whose_address_was_typed_is_shown_on_a_kiosk(kiosk: Visitor) -> None:
    assert kiosk.client.get("/service/mo-bed001", headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_a_visit_sets_its_cookie_once(kiosk: Visitor) -> None:
    """Each time anew, Chromium would drop the pages that it keeps for Back within the visit."""
    assert "Set-Cookie" not in at_the_answer(kiosk).response.headers
    assert kiosk.client.get_cookie("session") is not None


@pytest.mark.parametrize("path", ["/", "/start", "/list", "/find", "/about", "/crisis", "/service/mo-bed001"])
def test_looking_at_a_page_of_a_kiosk_sets_no_cookie(kiosk: Visitor, path: str) -> None:
    kiosk.visit(path)
    assert kiosk.client.get_cookie("session") is None


def test_leaving_keeps_a_second_at_a_random_place_and_nothing_of_the_person(
    kiosk: Visitor, tmp_path: Path
) -> None:
    page = at_the_answer(kiosk)
    mark = page.soup.select_one("#leave input")["value"]
    leave(kiosk, page)
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    content = kept.read_bytes()
    assert len(content) == leavings.SIZE
    assert mark.encode() not in content
    assert len(content.replace(b"\0", b"")) <= 8 + 4 + 4


ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    # Another name or port of the same owner, who need not be ours.
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
)
HERE = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    # The browser's own word counts, where a proxy hides our name.
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://find.example"},
)


@pytest.mark.parametrize("said", ELSEWHERE)
def test_no_other_site_makes_anybody_leave(kiosk: Visitor, said: dict[str, str]) -> None:
    mark = at_the_answer(kiosk).soup.select_one("#leave input")["value"]
    refused = kiosk.client.post("/leave", data={"visit": mark}, headers=said)
    assert refused.status_code == 400
    assert "Start over" in refused.text
    assert "Clear-Site-Data" not in refused.headers
    assert kiosk.client.get_cookie("session") is not None


@pytest.mark.parametrize("said", HERE)
def test_our_own_pages_and_old_browsers_leave(kiosk: Visitor, said: dict[str, str]) -> None:
    assert kiosk.client.post("/leave", headers=said).status_code == 303


def test_the_public_name_of_the_site_is_ours_behind_a_proxy(tmp_path: Path) -> None:
    client = make_app(tmp_path, kiosk=True, public_url="https://find.example").test_client()
    assert client.post("/leave", headers={"Origin": "https://find.example"}).status_code == 303
    assert client.post("/leave", headers={"Origin": "https://find.example.net"}).status_code == 400


@pytest.mark.parametrize("door", ["", "/kiosk"])
def test_leaving_leads_to_the_language_of_the_screen(tmp_path: Path, door: str) -> None:
    kiosk = Visitor(make_app(tmp_path, kiosk=not door))
    page = kiosk.visit(f"/es{door}")
    assert page.soup.select_one("#leave")["action"] == f"{door}/leave"
    assert page.soup.select_one("script[data-home]")["data-home"].rstrip("/") == door
    # One whose screen begins in Spanish says so to the script, which leaves by the Spanish address.
    assert kiosk.client.post(f"/es{door}/leave").headers["Location"].rstrip("/") == f"/es{door}"


def test_off_a_kiosk_leaving_keeps_the_language(visitor: Visitor) -> None:
    assert visitor.visit("/es").soup.select_one("#leave")["action"] == "/es/leave"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_start_of_a_kiosk_offers_its_languages_first(kiosk: Visitor, lang: str) -> None:
    page = kiosk.visit("/es" if lang == "es" else "/")
    first, *_others = page.soup.main.find_all(["nav", "h1"])
    assert [link.text for link in first.find_all("a")] == ["English", "Español"]
    assert first.select_one("[aria-current]")["lang"] == lang
    assert not at_the_answer(kiosk).soup.select("main nav")


def test_the_kiosk_address_is_a_kiosk_without_the_setting(visitor: Visitor) -> None:
    page = visitor.visit("/kiosk")
    assert page.soup.html is not None
    assert "kiosk" in page.soup.html["class"]
    assert visitor.tap(page, "Boone County").response.request.path == "/kiosk/find"


@pytest.mark.parametrize("path", ["/boone", "/boone/housing", "/kiosk/boone"])
def test_a_kiosk_has_no_county_addresses(tmp_path: Path, path: str) -> None:
    Visitor(make_app(tmp_path, kiosk=True)).visit(path, 404)
