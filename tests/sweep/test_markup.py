"""Every page is valid HTML, and every page of the site is among those that the sweep looks at."""

from pathlib import Path

import pytest
from flask import Flask, template_rendered
from werkzeug.test import Client

from tests.sweep.addresses import SAMPLES, Address, all_addresses, pages_without_a_sample
from tests.sweep.markup import markup_faults
from tests.sweep.screen import Screen
from tests.sweep.site import SweptSite

STATIC = Path(__file__).parents[2] / "resource_finder" / "static"
BROKEN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Broken</title></head>
<body><p><div id="a" id="b"></p><a><a>x</a></a><button><h2>no</h2></button></body></html>"""


def test_every_route_has_an_address_in_the_sweep(site: SweptSite) -> None:
    assert pages_without_a_sample(site.app.url_map, list(all_addresses())) == set()


def test_a_route_without_an_address_is_told() -> None:
    app = Flask("new")
    for endpoint in ("en.start", "en.new", "staff.home", "api.new"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    assert pages_without_a_sample(app.url_map, [Address("en", "start", "/")]) == {"en.new", "staff.home"}


def test_every_page_and_file_is_valid_and_every_template_is_seen(site: SweptSite, tmp_path: Path) -> None:
    seen: set[str] = set()
    client, pages = Client(site), {}

    def note(_app: Flask, template, **_context) -> None:
        seen.add(template.name)

    with template_rendered.connected_to(note, site.app):
        for address in all_addresses():
            answer = client.get(site.address(address.path))
            assert answer.mimetype == "text/html", address
            pages[str(address)] = answer.text
    assert faults_in(pages, tmp_path, *STATIC.glob("*.css"), *STATIC.glob("*.svg")) == []
    templates = {name for name in site.app.jinja_env.list_templates() if not name.startswith(("_", "base"))}
    assert templates - seen - site.rendered == set()


@pytest.mark.browser
def test_what_scripts_make_of_a_page_is_valid(screen: Screen, site: SweptSite, tmp_path: Path) -> None:
    """In English only: scripts change the same pieces in every language."""
    pages = {}
    for address in all_addresses():
        if address.lang == "en":
            screen.open(site.address(address.path))
            pages[str(address)] = "<!doctype html>" + screen.look("markup")
    assert faults_in(pages, tmp_path) == []


def faults_in(pages: dict[str, str], folder: Path, *more: Path) -> list[str]:
    """By the address of each page, since the checker knows files alone."""
    files, addresses = list(more), {}
    for number, (address, html) in enumerate(pages.items()):
        files.append(folder / f"{number}.html")
        files[-1].write_text(html, encoding="utf-8")
        addresses[files[-1].name] = address
    return [f"{addresses.get(name, name)}: {said}" for name, said in markup_faults(files)]


def test_the_checker_sees_broken_markup(tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text(BROKEN)
    (tmp_path / "broken.css").write_text("p { colour: red }")
    (tmp_path / "broken.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><nothing/></svg>')
    named = {name for name, _said in markup_faults(sorted(tmp_path.iterdir()))}
    assert named == {"broken.html", "broken.css", "broken.svg"}


def test_no_sample_is_left_of_a_page_that_is_gone(site: SweptSite) -> None:
    pages = {rule.endpoint.partition(".")[2] for rule in site.app.url_map.iter_rules()}
    assert set(SAMPLES) - {"~"} <= pages
