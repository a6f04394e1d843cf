"""Every page is valid HTML, and every page of the site is among those that the sweep looks at."""

from pathlib import Path

from flask import Flask, template_rendered
from werkzeug.test import Client

from tests.sweep.addresses import SAMPLES, Address, all_addresses, pages_without_a_sample
from tests.sweep.markup import markup_faults
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
    client, addresses, files = Client(site), {}, [*STATIC.glob("*.css"), *STATIC.glob("*.svg")]

    def note(_app: Flask, template, **_context) -> None:
        seen.add(template.name)

    with template_rendered.connected_to(note, site.app):
        for number, address in enumerate(all_addresses()):
            answer = client.get(site.address(address.path))
            assert answer.mimetype == "text/html", address
            page = tmp_path / f"{number}.html"
            page.write_bytes(answer.data)
            addresses[page.name] = str(address)
            files.append(page)
    assert [f"{addresses.get(name, name)}: {said}" for name, said in markup_faults(files)] == []
    templates = {name for name in site.app.jinja_env.list_templates() if not name.startswith(("_", "base"))}
    assert templates - seen - site.rendered == set()


def test_the_checker_sees_broken_markup(tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text(BROKEN)
    (tmp_path / "broken.css").write_text("p { colour: red }")
    (tmp_path / "broken.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><nothing/></svg>')
    named = {name for name, _said in markup_faults(sorted(tmp_path.iterdir()))}
    assert named == {"broken.html", "broken.css", "broken.svg"}


def test_no_sample_is_left_of_a_page_that_is_gone(site: SweptSite) -> None:
    pages = {rule.endpoint.partition(".")[2] for rule in site.app.url_map.iter_rules()}
    assert set(SAMPLES) - {"~"} <= pages
