"""What every screen must hold to on the way: no barrier, large targets, no sideways scroll, nothing told."""

import re
from urllib.parse import unquote

from selenium import webdriver

from tests.sweep.screen import script

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa"]
NARROW = 320
TARGET, KIOSK_TARGET = 44, 60

# Parts of words that tell what somebody did, has, or lives with; in both languages.
SENSITIVE = ("sex", "arson", "violent", "felony", "felon", "offense", "about=", "parole", "probation")
SENSITIVE += ("medicaid", "insurance", "veteran", "pregnan", "delito", "incendio", "libertad")
# Marks that are new in each page and change nothing that is seen.
_MARKS = re.compile(r'(name="(?:visit|csrf_token|started)"[^>]*value=|value=)"[^"]{20,}"')

# What lies in closed details has no background of its own, so axe takes that of whatever is drawn there.
_AXE = """
const done = arguments[1];
// What lies under a bar that is pinned to the screen can be scrolled from under it.
const pinned = document.querySelectorAll(".pick.on, .bar, .leave, .tools");
pinned.forEach(one => { one.style.position = "static"; });
const isSeen = node => document.querySelector(node.target[0])?.checkVisibility() ?? true;
axe.run(document, {runOnly: arguments[0], resultTypes: ["violations"], preload: false}).finally(() =>
  pinned.forEach(one => one.removeAttribute("style"))).then(
  found => done(found.violations
    .map(v => [v.id, v.id.startsWith("color-contrast") ? v.nodes.filter(isSeen) : v.nodes])
    .filter(([_id, nodes]) => nodes.length)
    .map(([id, nodes]) => id + ": " + nodes[0].html.slice(0, 160))),
  error => done([String(error)]));
"""
# A target is what can be tapped and is drawn. The map only repeats the list of counties, for eyes alone.
_SMALL = """
return [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest("[aria-hidden=true]"))
  .map(one => [one, (one.type === "checkbox" || one.type === "radio") && one.closest("label") || one])
  .map(([one, whole]) => [one, whole.getBoundingClientRect()])
  .filter(([one, box]) => box.width && box.right > 0 && Math.min(box.width, box.height) < arguments[0] - 0.5)
  .map(([one, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`);
"""
_SIDEWAYS = """
return document.documentElement.scrollWidth <= innerWidth ? [] :
  ["sideways: " + [...document.querySelectorAll("body *")].map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.right > innerWidth + 1).map(([one, box]) => one.outerHTML.slice(0, 120))[0]];
"""
# What axe may find fault with, piece by piece: a list of twenty cards of one kind is one card's worth.
# Each address has its turn, too, and each order of headings.
_SHAPE = """
const all = document.documentElement, found = new Set();
const kind = one => one ? one.tagName + "." + one.getAttribute("class") : "";
const OWN = new Set(["href", "id", "value", "for", "d", "content", "src", "action", "title"]);
const isOwn = name => OWN.has(name) || /^(data-|aria-(label|describ|control))/.test(name);
const worth = a => isOwn(a.name) ? a.name : a.name + "=" + a.value;
for (const one of all.querySelectorAll(":not(svg *)")) {
  found.add([kind(one.parentElement), kind(one), [...one.attributes].map(worth).sort(),
    one.checkVisibility(), Boolean(one.textContent.trim())].join(" "));
}
const steps = [...all.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(one => one.checkVisibility());
const levels = steps.map(one => one.tagName).filter((tag, at, tags) => tag !== tags[at - 1]);
found.add(levels.join("")).add(location.pathname);
return [getComputedStyle(all).fontSize + " " + all.className + " " + all.lang, [...found]];
"""
_seen: dict[tuple[str, int, bool], list[str]] = {}
_sound: set[tuple[str, str]] = set()


def faults_of_screen(browser: webdriver.Chrome, width: int, height: int, is_kiosk: bool) -> list[str]:
    """Everything wrong with what is on the screen now. A screen seen before is not looked at twice.

    Scripts must be allowed while this runs: axe is one.
    """
    key = (
        _MARKS.sub("", browser.execute_script("return document.documentElement.outerHTML")),
        width,
        is_kiosk,
    )
    if key not in _seen:
        _seen[key] = _faults(browser, width, height, KIOSK_TARGET if is_kiosk else TARGET)
    return _seen[key]


def _faults(browser: webdriver.Chrome, width: int, height: int, target: int) -> list[str]:
    found = _barriers(browser, width)
    found += [f"under {target} px: {small}" for small in browser.execute_script(_SMALL, target)]
    resize(browser, NARROW, height)
    found += browser.execute_script(_SIDEWAYS)
    resize(browser, width, height)
    return found


def _barriers(browser: webdriver.Chrome, width: int) -> list[str]:
    """What axe finds, where a piece stands that was not yet found sound in this language and size."""
    where, pieces = browser.execute_script(_SHAPE)
    shape = {(f"{width} {where}", piece) for piece in pieces}
    if shape <= _sound:
        return []
    # It is half a megabyte, and stays where a tap has only unfolded something.
    if not browser.execute_script("return !!window.axe"):
        browser.execute_script(script("axe-core/axe.min.js"))
    found = [f"axe: {barrier}" for barrier in browser.execute_async_script(_AXE, RULES)]
    if not found:
        _sound.update(shape)
    return found


def resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    """The window as the page sees it; a real one cannot be made as narrow as a phone."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def told(text: str) -> list[str]:
    """The words of an address or a title that tell of the person."""
    plain = unquote(text).casefold()
    return [word for word in SENSITIVE if word in plain]
