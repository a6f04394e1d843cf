"""Every page, narrow and wide, in both languages: no barrier that axe can see, no sideways scroll."""

from pathlib import Path

import axe_core_python
import pytest

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa"]
PAGES = [
    "/",
    "/boone",
    "/greene/housing",
    "/find?place=63901&need=housing/tonight",
    "/find?place=65203&need=housing&need=food",
    "/start?place=boone",
    "/list",
    "/about",
    "/privacy",
    "/crisis",
    "/wrong",
    "/nowhere",
    "/find?place=st+louis",
    "/find?place=colombia",
]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0]}).then(
  found => done(found.violations.map(v => v.id + ": " + v.nodes[0].html.slice(0, 120))),
  error => done([String(error)]));
"""


def barriers(browser) -> list[str]:
    browser.execute_script(AXE)
    return browser.execute_async_script(RUN, RULES)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_barrier_and_no_sideways_scroll(browser, site, page, language, width):
    browser.set_window_size(width, 1000)
    browser.get(site + (language + page).replace("//", "/"))
    assert barriers(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_the_audit_sees_a_barrier(browser, site):
    browser.get(f"{site}/about")
    # The page's own policy forbids style attributes in markup, so the pale words are made by a script.
    browser.execute_script(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><p>pale</p>');"
        "document.querySelector('main p:last-child').style.color = '#ccc';"
    )
    assert {found.partition(":")[0] for found in barriers(browser)} >= {"image-alt", "color-contrast"}
