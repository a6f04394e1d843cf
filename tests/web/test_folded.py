"""Templates that are compiled once for each language say what they would say if each word were looked up."""

import re
from pathlib import Path

import pytest
from flask import Flask

from resource_finder.web.folded import Templates
from tests.web.making import make_app

PAGES = ("/", "/boone/housing", "/crisis", "/about", "/start?place=boone", "/print?place=boone&need=food")


def in_spanish(app: Flask, source: str) -> tuple[str, str]:
    """The compiled template of a Spanish page, and what it says."""
    with app.test_request_context("/es/about"):
        environment = app.jinja_env.get_template("about.html").environment
        return str(environment.compile(source, raw=True)), environment.from_string(source).render(n="<3>")


@pytest.mark.parametrize("prefix", ["", "/es", "/kiosk", "/es/kiosk"])
def test_pages_are_as_they_are_without_folding(tmp_path: Path, prefix: str) -> None:
    app = make_app(tmp_path)
    here = [
        path for path in PAGES if not (prefix.endswith("kiosk") and ("boone/" in path or "print" in path))
    ]
    paths = [prefix + path for path in here]
    folded = [_page(app, path) for path in paths]
    app.debug = True
    assert folded == [_page(app, path) for path in paths]


def _page(app: Flask, path: str) -> str:
    """Without the mark of a kiosk's visit, and by an address that no page was kept under."""
    looks = f"look={app.debug}"
    answer = app.test_client().get(f"{path}{'&' if '?' in path else '?'}{looks}")
    assert answer.status_code == 200
    text = answer.text
    return re.sub('name="visit" value="[^"]*"', "", text.replace(looks, ""))


def test_what_a_language_says_stands_in_its_template(app: Flask) -> None:
    code, said = in_spanish(app, '{{ _("Print a list") }}{{ icon("phone") }}')
    assert "Imprimir una lista" in said
    assert "gettext" not in code
    assert "icons.svg" in code
    assert '#phone"/></svg>' in said


def test_what_is_put_into_words_is_escaped_and_its_sign_of_a_hundred_kept(app: Flask) -> None:
    source = '{{ _("All %(num)d", num=7) }} {{ _("100%% of %(n)s", n=n) }} {{ _("5%%") }}'
    _code, said = in_spanish(app, source)
    assert said.endswith("7 100% of &lt;3&gt; 5%")


def test_a_name_that_is_known_with_the_page_alone_is_looked_up_there(app: Flask) -> None:
    code, said = in_spanish(app, "{{ icon(n) }}")
    assert "icons.svg" not in code
    assert "#&lt;3&gt;" in said


def test_each_language_has_templates_of_its_own(app: Flask) -> None:
    client = app.test_client()
    first, second, third = (client.get(path).text for path in ("/about", "/es/about", "/about?n=2"))
    assert "Imprimir una lista" in second
    assert "Imprimir una lista" not in first
    assert "Print a list" in third
    assert isinstance(app.jinja_env, Templates)
