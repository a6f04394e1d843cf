"""A made-up language that reads from the right: pages turn round and fit a small phone."""

import threading
from collections.abc import Iterator

import pytest
from translating.pseudo import LANG
from werkzeug.serving import make_server

from tests.web.addresses import PAGES, within
from tests.web.pseudo import pseudo_app

WIDTH = 360
TURNED = {"direction": "rtl", "fits": True, "startsRight": True, "outside": []}
# The brand begins where a line begins.
LAYOUT = """
const brand = document.querySelector(".brand").getBoundingClientRect();
return {
  width: window.innerWidth,
  direction: getComputedStyle(document.body).direction,
  fits: document.documentElement.scrollWidth <= window.innerWidth,
  startsRight: brand.left > window.innerWidth - brand.right,
  outside: [...document.querySelectorAll("main *")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > window.innerWidth + 1) && !e.closest(".trap, .skip");
  }).map(e => e.outerHTML.slice(0, 90)),
};
"""


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, pseudo_app(tmp_path_factory.mktemp("pseudo")), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_page_turns_round_without_sideways_scroll(browser, pseudo_site, path):
    browser.set_window_size(WIDTH, 900)
    browser.get(pseudo_site + within(LANG, path))
    layout = browser.execute_script(LAYOUT)
    assert layout == {"width": WIDTH, **TURNED}


@pytest.mark.browser
def test_the_measure_sees_what_sticks_out_and_a_page_that_did_not_turn(browser, pseudo_site):
    browser.set_window_size(WIDTH, 900)
    browser.get(pseudo_site + within(LANG, "/privacy"))
    browser.execute_script("document.querySelector('main h1').style.width = '900px';")
    wide = browser.execute_script(LAYOUT)
    assert not wide["fits"]
    assert wide["outside"]
    browser.get(f"{pseudo_site}/privacy")
    assert not browser.execute_script(LAYOUT)["startsRight"]
