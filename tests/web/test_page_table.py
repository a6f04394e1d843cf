"""Every address of the running program stands in a table, and its answers are kept as the table says."""

from pathlib import Path

import pytest
from flask import Flask

from resource_finder.web.api import register_api
from resource_finder.web.doors import doors_of
from resource_finder.web.health import register_health
from resource_finder.web.page_table import Cache, Kiosk, Page, add_pages, guard, page_of
from resource_finder.web.pages import PAGES
from tests.web.making import OFFERINGS, make_app

# One address for each entry that may be asked for by its address, without its language.
OF_A_DOOR = {
    "start": "/",
    "find": "/find?place=Columbia&need=housing",
    "first": "/start?place=boone",
    "list": "/list?id=mo-bed001",
    "typed_code": "/c",
    "code": "/c/ABC-DEF",
    "compare": "/compare?id=mo-bed001&id=mo-line01",
    "service": "/service/mo-bed001",
    "organization": f"/organization/{OFFERINGS[0].organization_id}",
    "wrong": "/wrong?id=mo-bed001",
    "leave": "/leave",
    "about": "/about",
    "privacy": "/privacy",
    "crisis": "/crisis",
    "rule": "/rules/food-benefits",
    "print": "/print",
    "county": "/boone",
    "county_need": "/boone/housing",
    "list_pdf": "/list.pdf?place=nowhere-at-all",
}
OF_THE_PROGRAM = (
    "/sw.js",
    "/map.svg",
    "/es/map.svg",
    "/healthz",
    "/readyz",
    "/api/v1/match?place=boone&need=food",
    "/api/v1/understand",
    "/api/v1/needs",
    "/api/v1/counties",
    "/api/v1/places",
    "/api/openapi.json",
    "/static/site.css",
)


def site(folder: Path, kiosk: bool = False) -> Flask:
    app = make_app(folder, kiosk=kiosk)
    register_api(app)
    register_health(app)
    return app


def without_entry(app: Flask) -> list[str]:
    return [rule.endpoint for rule in app.url_map.iter_rules() if page_of(app, rule.endpoint) is None]


def addresses(app: Flask) -> list[str]:
    doors = [
        f"{door.prefix}{address}".replace("/?", "?") if address != "/" else door.prefix or "/"
        for door in doors_of(("en", "es"))
        for name, address in OF_A_DOOR.items()
        if not door.is_kiosk or name not in ABSENT
    ]
    return [*doors, *OF_THE_PROGRAM]


ABSENT = {page.name for page in PAGES if page.kiosk is Kiosk.ABSENT}


def test_every_rule_of_the_running_program_has_an_entry(tmp_path):
    assert without_entry(site(tmp_path)) == []


def test_every_header_agrees_with_the_table(tmp_path):
    app = site(tmp_path)
    seen, wrong = set(), []
    for address in addresses(app):
        endpoint, _values = app.url_map.bind("localhost").match(address.partition("?")[0], "GET")
        page = page_of(app, endpoint)
        assert page is not None, address
        with app.test_client().get(address) as answer:
            is_kiosk = "_kiosk" in endpoint
            if page.cache is not Cache.NEVER:
                assert answer.status_code == 200, address
            expected = Cache.NEVER if is_kiosk or answer.status_code != 200 else page.cache
            if answer.headers["Cache-Control"] != expected.value:
                wrong.append((address, answer.headers["Cache-Control"], expected))
        seen.add(endpoint)
    assert wrong == []
    asked_by_address = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert asked_by_address - seen == set()


def test_what_has_no_entry_is_found_and_never_kept(tmp_path):
    app = site(tmp_path)
    app.add_url_rule("/stray", "stray", lambda: "Somebody forgot this.")
    assert without_entry(app) == ["stray"]
    assert app.test_client().get("/stray").headers["Cache-Control"] == "no-store"


def test_an_entry_that_says_nothing_is_never_kept(tmp_path):
    app = site(tmp_path)
    add_pages(app, [Page("/quiet-page", "quiet", lambda: "An entry of its own.")], app)
    for _time in range(2):
        assert app.test_client().get("/quiet-page").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("entry", [{"cache": Cache.A_DAY}, {"cache": Cache.A_MINUTE, "access": "staff"}, {}])
def test_only_what_anybody_may_keep_is_rendered_once(entry):
    with pytest.raises(ValueError, match="rendered once"):
        Page("/x", "x", is_rendered_once=True, **entry)


def test_nobody_comes_in_to_an_access_level_that_has_no_guard(tmp_path):
    app = site(tmp_path)
    add_pages(app, [Page("/desk", "desk", lambda: "For staff.", access="staff")], app)
    assert app.test_client().get("/desk").status_code == 404
    guard(app, "staff", lambda: None)
    answer = app.test_client().get("/desk")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_shared_screen_has_no_page_that_is_absent_there(tmp_path, method):
    app = site(tmp_path, kiosk=True)
    assert {"print", "county", "county_need"} == ABSENT
    for name in ABSENT:
        answer = getattr(app.test_client(), method)(OF_A_DOOR[name])
        assert answer.status_code in (404, 405), name
        assert answer.headers["Cache-Control"] == "no-store"
