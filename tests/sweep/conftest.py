"""One site, one server and one browser for the whole sweep."""

from collections.abc import Iterator

import pytest

from resource_finder.app import create_app
from resource_finder.web.parts import parts_of
from tests.journeys.conftest import open_browser
from tests.real import NOW, real_app
from tests.sweep.screen import Screen
from tests.sweep.site import SweptSite, served


@pytest.fixture(scope="session")
def site() -> SweptSite:
    """Of its own, so that no page that another test rendered is served from memory."""
    return SweptSite(create_app(parts_of(real_app()).settings, now=NOW))


@pytest.fixture(scope="session")
def screen(site: SweptSite) -> Iterator[Screen]:
    browser = open_browser()
    with served(site) as root:
        yield Screen(browser, root)
    browser.quit()
