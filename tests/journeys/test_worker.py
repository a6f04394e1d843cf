"""What the service worker keeps on a phone, what it never keeps, and what it shows without a network."""

import re
import shutil
import time
from pathlib import Path

import pytest
from flask import Flask, Response, request
from selenium.webdriver.common.by import By

from resource_finder.app import create_app
from resource_finder.web.parts import parts_of
from tests.journeys.phone import Phone
from tests.real import NOW, real_app

pytestmark = pytest.mark.browser

_REGISTERED = "navigator.serviceWorker.getRegistrations().then(all => arguments[0](all.length))"
_NO_LISTENERS = "const one = document.querySelector('.leave'); one.replaceWith(one.cloneNode(true))"


def counties(number: int) -> list[str]:
    return [f"/{slug}" for slug in sorted(parts_of(real_app()).county_names)[:number]]


def test_thirty_pages_are_kept_and_the_help_page_in_both_languages(phone: Phone) -> None:
    phone.comes("/")
    visited = counties(32)
    for path in visited:
        phone.opens(path)
        phone.waits_until_kept(path)
    kept = phone.keeps()
    assert kept["pages"] == visited[-30:]
    assert {"/crisis", "/es/crisis"} <= set(kept["shell"])
    phone.opens("/crisis")
    assert "/crisis" not in phone.keeps()["pages"]


def test_the_first_page_is_kept_without_asking_for_it_again(phone: Phone) -> None:
    asked: list[str] = []
    app = create_app(parts_of(real_app()).settings, now=NOW)
    app.before_request(lambda: asked.append(request.path))
    phone.outage.begins()
    phone.outage.ends(app)
    phone.comes("/boone/housing")
    phone.waits_until_kept("/boone/housing")
    assert asked.count("/boone/housing") <= 1


def test_a_page_on_its_way_while_the_worker_comes_is_kept(phone: Phone) -> None:
    """The worker does not see that page asked for, and finds no open page when it is ready."""
    app = create_app(parts_of(real_app()).settings, now=NOW)
    app.before_request(lambda: time.sleep(2) if request.path == "/boone/food" else None)
    phone.outage.begins()
    phone.outage.ends(app)
    phone.opens("/")
    phone.opens("/boone/food")
    phone.waits_until_kept("/boone/food")


def test_the_page_of_a_place_on_the_list_is_kept_with_its_number(phone: Phone) -> None:
    """The list itself is not: who comes after must not find it."""
    phone.comes("/boone/medical")
    tick = phone.browser.find_element(By.CSS_SELECTOR, ".keep input")
    path = f"/service/{tick.get_attribute('value')}"
    phone.browser.execute_script("arguments[0].click()", tick)
    phone.waits_until_kept(path)
    phone.opens("/list")
    phone.outage.begins()
    phone.opens(path)
    assert phone.browser.find_elements(By.CSS_SELECTOR, "main .call")
    assert not [one for one in phone.keeps()["pages"] if one.startswith("/list")]


def test_what_was_sent_by_form_or_is_not_to_be_kept_is_in_no_cache(phone: Phone) -> None:
    phone.comes("/boone/housing")
    phone.waits_until_kept("/boone/housing")
    phone.taps("button[value='record:sex_offense']")
    phone.opens("/find?q=rehab+in+Columbia")
    phone.opens("/wrong?id=" + real_app_offering())
    phone.opens("/boone/food")
    phone.waits_until_kept("/boone/food")
    kept = phone.keeps()
    assert [path for paths in kept.values() for path in paths if re.match("/(find|wrong|list)", path)] == []
    # A question names every answer; what was answered stands nowhere.
    for path in kept["pages"]:
        assert 'sex_offense"' not in re.sub(
            r"<(?:button|input)[^>]* name=.answer.[^>]*>", "", phone.text_of(path)
        )


def real_app_offering() -> str:
    return parts_of(real_app()).finder().offerings[0].id


def test_leaving_empties_what_was_kept_with_and_without_a_network(phone: Phone) -> None:
    for is_cut in (False, True):
        phone.comes("/boone/food")
        phone.waits_until_kept("/boone/food")
        if is_cut:
            phone.outage.begins()
        # The page's own script empties it as well: this is the worker alone.
        phone.browser.execute_script(_NO_LISTENERS)
        phone.taps(".leave button")
        phone.waits_until(lambda: set(phone.keeps().get("pages", ())) <= {"/"})
        assert "/boone/food" not in str(phone.keeps())
    assert phone.heading == "No network"


def test_a_kiosk_has_no_worker_and_removes_one_that_was_there(phone: Phone) -> None:
    phone.comes("/boone/food")
    phone.waits_until_kept("/boone/food")
    phone.opens("/kiosk")
    phone.waits_until(lambda: not phone.keeps())
    assert phone.browser.execute_async_script(_REGISTERED) == 0
    phone.opens("/kiosk/crisis")
    assert (phone.keeps(), phone.browser.execute_async_script(_REGISTERED)) == ({}, 0)


def program(folder: Path, old: str = "", new: str = "", told: str = "") -> Flask:
    """The program with another style, as after a deploy; `told` goes before the worker's own script."""
    app = create_app(parts_of(real_app()).settings, now=NOW)
    assert app.static_folder
    shutil.copytree(app.static_folder, folder)
    app.static_folder = str(folder)
    sheet = folder / "site.css"
    assert old in sheet.read_text(encoding="utf-8")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    @app.after_request
    def tell(response: Response) -> Response:
        if told and request.path == "/sw.js":
            response.set_data(told + response.get_data(as_text=True))
        return response

    return app


def test_a_phone_that_saves_data_is_given_the_help_page_and_its_style_alone(
    phone: Phone, tmp_path: Path
) -> None:
    saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});\n"
    phone.outage.begins()
    phone.outage.ends(program(tmp_path / "static", told=saving))
    phone.comes("/boone/food")
    kept = [path.partition("?")[0] for path in phone.keeps()["shell"]]
    assert sorted(kept) == ["/crisis", "/es/crisis", "/static/site.css"]
    phone.outage.begins()
    phone.opens("/greene/food")
    assert (phone.heading, phone.is_styled) == ("No network", True)
    phone.outage.ends()
    phone.taps("#again button")
    assert phone.heading == "Food near Greene County"


def test_after_a_deploy_a_kept_page_has_the_style_it_was_written_for(phone: Phone, tmp_path: Path) -> None:
    phone.comes("/boone/food")
    phone.waits_until_kept("/boone/food")
    (old_sheet,) = styles(phone)
    phone.outage.begins()
    phone.outage.ends(program(tmp_path / "static", ".cards {", ".cards { --deployed: 1;"))
    shell = phone.keeps()["shell"]
    phone.opens("/greene/food")
    phone.waits_until_kept("/greene/food")
    phone.waits_until(lambda: phone.keeps()["shell"] != shell and len(styles(phone)) == 2)
    assert old_sheet in styles(phone)
    phone.forgets_what_the_browser_itself_keeps()
    phone.outage.begins()
    for path in ("/boone/food", "/greene/food"):
        phone.opens(path)
        assert phone.heading.startswith("Food near")
        assert phone.is_styled, path
    phone.outage.ends()
    # No kept page is written for the old style any more: it goes.
    phone.opens("/boone/food")
    phone.waits_until(lambda: len(styles(phone)) == 1)
    assert old_sheet not in str(phone.keeps())


def styles(phone: Phone) -> list[str]:
    return [path for path in phone.keeps().get("files", ()) if "site.css" in path]


def test_the_help_page_names_the_kept_pages_newest_first(phone: Phone) -> None:
    phone.comes("/boone")
    for path in ("/boone/food", "/es/boone/food"):
        phone.opens(path)
        phone.waits_until_kept(path)
    phone.outage.begins()
    phone.opens("/greene/job")
    phone.waits_until(lambda: phone.browser.find_elements(By.CSS_SELECTOR, "#kept-pages a"))
    links = phone.browser.find_elements(By.CSS_SELECTOR, "#kept-pages a")
    assert [one.get_attribute("href").removeprefix(phone.outage.site) for one in links] == [
        "/es/boone/food",
        "/boone/food",
        "/boone",
    ]
    assert links[0].get_attribute("lang") == "es"
    assert [one.text for one in links][1:] == ["Food near Boone County", "What do you need? Boone County"]
    phone.forgets_what_the_browser_itself_keeps()
    phone.taps("#kept-pages li:nth-child(2) a")
    assert phone.heading.startswith("Food near")
    assert phone.browser.find_element(By.ID, "offline").is_displayed()
