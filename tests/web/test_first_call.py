"""Before anything else: whom to call, when the words speak of a crisis."""

import pytest

from tests.real import real_app


@pytest.fixture
def client():
    return real_app().test_client()


def page(client, words, path="/find"):
    start = client.get(path.replace("find", "")).get_data(as_text=True)
    visit = start.partition('name="visit" value="')[2].partition('"')[0]
    return client.post(path, data={"q": words, "visit": visit}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("i want to kill myself", "tel:988"),
        ("my cellmate says call 988 i cant take it anymore", "tel:988"),
        ("hes beating me i need to get out, springfield", "tel:911"),
        ("overdose help now kansas city", "tel:911"),
        ("ya no puedo más", "tel:988"),
    ],
)
def test_a_crisis_is_answered_first(client, words, number):
    for path in ("/find", "/es/find", "/kiosk/find"):
        shown = page(client, words, path)
        main = shown.partition('<main id="main"')[2].partition("</main>")[0]
        alarm = main.partition('role="alert"')[2].partition("</p>")[0]
        assert number in alarm
        assert main.index('role="alert"') < main.index("<form")


def test_other_words_raise_no_alarm(client):
    assert 'role="alert"' not in page(client, "skill myself a trade in columbia")


def test_the_start_page_says_what_was_understood_or_that_nothing_was(client):
    assert "You need: Money, benefits and debt, Food." in page(client, "food stamps and groceries")
    assert "You need: Help with alcohol or drugs." in page(client, "rehab")
    assert "We did not understand" in page(client, "asdf qwerty")


@pytest.mark.parametrize(
    "path",
    [
        "/start?place=65203&about=sex_offense",
        "/list?place=65203&about=sex_offense",
        "/list.pdf?place=65203&about=sex_offense",
        "/boone/housing?about=sex_offense",
        "/find?place=65203&need=housing&answer=record:sex_offense",
    ],
)
def test_no_page_takes_a_fact_from_an_address(client, path):
    assert client.get(path).status_code == 400


def test_typed_words_are_kept_by_no_proxy(client):
    for path in ("/find?q=sex+offender+housing+in+columbia", "/api/v1/match?q=rehab+in+columbia"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_found_place_stays_out_of_addresses(client):
    shown = client.post("/start", data={"place": "38.95,-92.33"}).get_data(as_text=True)
    addresses = [part.partition('"')[0] for part in shown.split('href="')[1:]]
    # Directions lead to a listing's own point, which may stand nearby.
    assert "38.95" not in "".join(address for address in addresses if not address.startswith("geo:"))


def test_leaving_from_any_kiosk_page_ends_the_visit(client):
    first = client.get("/kiosk/").get_data(as_text=True)
    visit = first.partition('name="visit" value="')[2].partition('"')[0]
    form = {"visit": visit, "place": "Boone County", "need": "housing", "about": "sex_offense"}
    assert client.post("/kiosk/find", data=form).status_code == 200
    client.get("/kiosk/about")
    client.post("/kiosk/leave")
    again = client.post("/kiosk/find", data=form)
    assert (again.status_code, again.headers["Location"]) == (303, "/kiosk/")
    assert b"sex offense" not in again.data
