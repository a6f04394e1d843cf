"""A fault in the site's own style is seen on the site's own pages: one piece is broken at a time."""

from collections.abc import Iterator

import pytest

from tests.sweep.addresses import ANSWERED, Address
from tests.sweep.looking import faults_of, keyboard_faults
from tests.sweep.screen import Screen
from tests.sweep.site import SweptSite

pytestmark = pytest.mark.browser
ANSWER = Address("en", "find", ANSWERED)
START = Address("en", "start", "/")
KIOSK = Address("en_kiosk", "about", "/about")
CARDS = Address("en_kiosk", "first", "/start?place=boone")


@pytest.fixture
def workshop(screen: Screen, site: SweptSite) -> Iterator[Screen]:
    screen.keep_nothing(True)
    yield screen
    site.restyle()
    screen.keep_nothing(False)


@pytest.mark.parametrize(
    ("address", "old", "new", "told"),
    [
        (ANSWER, "--quiet: #3f4d55", "--quiet: #7c868b", "color-contrast"),
        (ANSWER, "--quiet: #c3ced3", "--quiet: #77838a", "dark: color-contrast"),
        (ANSWER, "--tap: 48px", "--tap: 40px", "target of"),
        (
            ANSWER,
            "@media (forced-colors: active)",
            "@media (forced-colors: none)",
            "a verdict without a border",
        ),
        (ANSWER, ".call b {", ".call b { display: inline-block; min-width: 320px;", "scrolls sideways"),
        (START, "body { margin: 0;", "body { margin: 0; transition: color 1s;", "has a transition"),
        (START, "h1 { font-size: 1.7rem;", "h1 { font-size: 1.7rem; height: 1em;", "words overlap"),
        (KIOSK, "--tap: 64px", "--tap: 56px", "target of"),
        (KIOSK, "font-size: 150%", "font-size: 140%", "text of"),
    ],
)
def test_a_broken_piece_of_style_is_seen(
    workshop: Screen, site: SweptSite, address: Address, old: str, new: str, told: str
) -> None:
    site.restyle(old, new)
    assert any(told in fault for fault in faults_of(workshop, address, site.address(address.path)))


@pytest.mark.parametrize(
    ("address", "old", "new", "told"),
    [
        (START, "outline: 3px solid var(--river)", "outline: 0", "focus does not show"),
        (START, "outline: 3px solid var(--river)", "outline: 3px solid var(--line)", "focus is pale"),
        (
            CARDS,
            "scroll-padding-bottom: calc(var(--bar) + 132px)",
            "scroll-padding-bottom: 0",
            "focus is under",
        ),
    ],
)
def test_a_hidden_focus_is_seen(
    workshop: Screen, site: SweptSite, address: Address, old: str, new: str, told: str
) -> None:
    site.restyle(old, new)
    workshop.size(1080, 1920) if address.is_kiosk else workshop.size(360)
    workshop.open(site.address(address.path))
    assert any(told in fault for fault in keyboard_faults(workshop))
