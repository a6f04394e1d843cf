"""Each look sees the fault that it is there for: pages that are broken on purpose."""

import pytest

from tests.sweep.looking import barriers, keyboard_faults
from tests.sweep.screen import CONTRAST, Screen
from tests.sweep.site import SweptSite

pytestmark = pytest.mark.browser
WHOLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Broken</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Broken</h1>{}</main></body></html>"""
OVER_ALL = "position: fixed; inset: 0; width: 100%; background: white"
SIGN = '<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
SOUND = '<p>One line of words.</p><button class="b">Go on</button>'
# The look, what it is asked, the broken piece, its style (set by a script: no style may stand in a page).
BROKEN = [
    ("smallTargets", [44], '<button class="b">x</button>', "width: 30px; height: 44px"),
    ("smallText", [24], '<p class="b">Small words</p>', "font-size: 23px"),
    ("spilled", [], '<p class="b">A wide line of words</p>', "width: 900px"),
    ("spilled", [], '<p class="b">Many words in one low box</p>', "height: 9px; overflow: hidden"),
    ("spilled", [], '<p class="b">Words beside the screen</p>', "margin-left: -60px"),
    ("spilled", [], '<button class="b">Longest-of-all</button>', "width: 44px; display: flex"),
    ("overlapping", [], '<button>one</button><button class="b">two</button>', "margin-left: -30px"),
    ("overlapping", [], '<p>Words over words</p><p class="b">and words under them</p>', "margin-top: -32px"),
    ("covered", [], '<a href="/">A link at the foot</a><button class="b">Pinned</button>', OVER_ALL),
    ("faded", [], f'<p class="verdict b">{SIGN}Yes</p>', "border: 0"),
    ("faded", [], '<p class="verdict b">Yes</p>', "border: 2px solid"),
    ("faded", [], '<button class="b">Go</button>', "border: 0; background: green"),
    ("moving", [], '<p class="b">Moves</p>', "transition: color 1s"),
    ("moving", [], '<p class="b">Moves</p>', "animation: fly 1s"),
    ("doubles", [], '<p aria-hidden="true"><a href="/boone" tabindex="-1">By mouse</a></p>', ""),
]  # fmt: skip


def show(screen: Screen, site: SweptSite, body: str, style: str = "") -> None:
    site.add("/~broken-on-purpose", WHOLE.format(body))
    screen.size(360)
    screen.open("/~broken-on-purpose")
    screen.browser.execute_script(
        "document.querySelectorAll('.b').forEach(e => { e.style.cssText = arguments[0]; });", style
    )


@pytest.mark.parametrize(("look", "values", "body", "style"), BROKEN)
def test_a_look_sees_its_fault_and_nothing_where_all_is_well(
    screen: Screen, site: SweptSite, look: str, values: list[int], body: str, style: str
) -> None:
    show(screen, site, body, style)
    assert screen.look(look, *values) != []
    show(screen, site, SOUND, "min-width: 44px; min-height: 44px; font-size: 24px; border: 2px solid black")
    if look != "smallText":
        assert screen.look(look, *values) == []


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        (SOUND, "outline: none", "focus does not show"),
        (SOUND, "outline: 3px solid #ddd", "focus is pale"),
        ('<a href="/" tabindex="-1">By mouse</a>', "", "no key leads to"),
        ('<a href="/" tabindex="3">Out of turn</a>', "", "order of its own"),
        ('<button>Go on</button><nav class="b">Over all</nav>', OVER_ALL, "focus is under"),
    ],
)
def test_the_keyboard_walk_sees_its_faults(
    screen: Screen, site: SweptSite, body: str, style: str, told: str
) -> None:
    show(screen, site, body, style)
    assert [fault for fault in keyboard_faults(screen) if told in fault]


# Once it is reached, more keys come up than a round was thought to have; and what Tab does not leave.
KEYS_COME_UP = """document.querySelector(".b").addEventListener("focus", event => event.target.after(
  ...[..."ABCDEFGH"].map(key => Object.assign(document.createElement("button"), {textContent: key}))
), {once: true});"""
HOLDS_THE_FOCUS = (
    """document.querySelector(".b").addEventListener("keydown", event => event.preventDefault());"""
)


def test_the_keyboard_walk_goes_round_with_what_comes_up_and_sees_what_lets_nobody_round(
    screen: Screen, site: SweptSite
) -> None:
    unreached = ("no key leads to", "Tab comes round to no beginning")
    for script, told in ((KEYS_COME_UP, set()), (HOLDS_THE_FOCUS, set(unreached))):
        show(screen, site, f"{SOUND}<a href='/'>At the foot</a>")
        screen.browser.execute_script(script)
        faults = keyboard_faults(screen)
        assert {words for words in unreached if any(words in fault for fault in faults)} == told


def test_axe_and_the_sniffer_see_barriers_with_and_without_scripts(screen: Screen, site: SweptSite) -> None:
    show(
        screen,
        site,
        '<img src="/x.png"><p class="b">pale</p><p><b>Bold</b></p>',
        "color: #767676; background: #fff",
    )
    found = list(barriers(screen))
    assert [fault for fault in found if "image-alt" in fault]
    assert [fault for fault in found if "color-contrast-enhanced" in fault]
    assert [fault for fault in found if fault.startswith("sniffer") and "1_4_6" in fault]


def test_a_small_target_of_24_px_is_told_by_axe(screen: Screen, site: SweptSite) -> None:
    show(
        screen,
        site,
        '<button class="b">x</button><button class="b">y</button>',
        "width: 12px; height: 12px; padding: 0",
    )
    assert [fault for fault in screen.axe() if fault.startswith("target-size")]


def test_the_dark_and_the_forced_are_really_shown(screen: Screen, site: SweptSite) -> None:
    """The system's wishes reach the page, so that what is looked at is what such a reader sees."""
    wishes = ["prefers-color-scheme: dark", "forced-colors: active", "prefers-reduced-motion: reduce"]
    asked = f"return {wishes}.map(wish => matchMedia('(' + wish + ')').matches)"
    show(screen, site, SOUND)
    for number, wish in enumerate(
        ({"prefers_color_scheme": "dark"}, {"forced_colors": "active"}, {"prefers_reduced_motion": "reduce"})
    ):
        screen.prefer(**wish)
        assert screen.browser.execute_script(asked) == [number == at for at in range(3)]
    screen.prefer()
    assert screen.browser.execute_script(asked) == [False, False, False]
    assert screen.axe(CONTRAST) == []


def test_without_scripts_none_of_the_page_has_run(screen: Screen, site: SweptSite) -> None:
    runs = "return document.querySelector('#tools, [data-print]').hidden"
    screen.size(1080, 1920)
    screen.open(site.address("/kiosk/list?id={full}"))
    assert screen.browser.execute_script(runs) is False
    screen.open(site.address("/kiosk/list?id={full}"), scripts=False)
    assert screen.browser.execute_script(runs) is True
