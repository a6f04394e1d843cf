"""No page keeps anybody out, whatever their eyes, hands, screen and settings, with scripts and without."""

import pytest

from tests.sweep.addresses import Address, all_addresses
from tests.sweep.looking import faults_of, keyboard_faults
from tests.sweep.screen import Screen
from tests.sweep.site import SweptSite

pytestmark = pytest.mark.browser
ALL = list(all_addresses())
# What Tab does hangs on the template and the style, not on the language; a list of cards stands for its like.
BY_KEYBOARD = [address for address in ALL if address.door in ("en", "en_kiosk")]


@pytest.mark.parametrize("address", ALL, ids=str)
def test_a_page_keeps_nobody_out(screen: Screen, site: SweptSite, address: Address) -> None:
    assert list(faults_of(screen, address, site.address(address.path))) == []


@pytest.mark.parametrize("address", BY_KEYBOARD, ids=str)
def test_tab_leads_to_everything_and_shows_where_it_is(
    screen: Screen, site: SweptSite, address: Address
) -> None:
    screen.size(*((1080, 1920) if address.is_kiosk else (360, 800)))
    screen.open(site.address(address.path))
    assert keyboard_faults(screen) == []


@pytest.mark.parametrize("path", ["/boone/housing", "/kiosk/"])
def test_the_text_size_that_a_reader_set_is_kept(screen: Screen, site: SweptSite, path: str) -> None:
    screen.size(360)
    sizes = []
    for standard in (16, 32):
        screen.reader_text(standard)
        screen.open(site.address(path))
        sizes.append(screen.look("rootText"))
    screen.reader_text(16)
    assert sizes[1] == 2 * sizes[0]
