"""Somebody at a kiosk, who taps what the screen says; and the next one, who presses Back."""

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.journeys.engines.screens import QUIET_SECONDS, SECONDS_TO_SETTLE, Screen

# Marks what says these words, as a finger would find it; tells whether it is there and leads to a page.
FIND = """(() => {
  document.querySelectorAll("[data-finger]").forEach(one => one.removeAttribute("data-finger"));
  const found = [...document.querySelectorAll("a, button, summary, label")].find(
    one => one.textContent.trim().replace(/\\s+/g, " ").startsWith(%s) && one.checkVisibility());
  if (!found) { return {there: false}; }
  found.setAttribute("data-finger", "");
  found.scrollIntoView({block: "center"});
  return {there: true, leads: found.matches("a, button:not([type=button])")};
})()"""
SEEN = """({
  ready: document.readyState, standing: window.standing || 0,
  address: location.href,
  text: document.body.innerText,
  title: document.title,
  markup: document.documentElement.outerHTML,
  typed: [...document.querySelectorAll("input:not([type=hidden]), textarea")].map(one => one.value).join(""),
})"""
# Whether it stands still, asked often: what is seen is asked for once it does.
STANDS = "({ready: document.readyState, standing: window.standing || 0, address: location.href})"
# Every page of a visit writes down what it shows when Back brings it, before its own script hears of it.
WATCH = """document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") { window.name += document.body.innerText.trim(); }
})"""
KEPT = """(async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage).filter(name => name !== "visit"),
  caches: window.caches ? await caches.keys() : [],
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
  databases: indexedDB.databases ? await indexedDB.databases() : [],
  flashed: window.name,
}))()"""
# A kiosk's clock, two minutes on.
LATER = "((now) => { Date.now = () => now() + 121000; })(Date.now.bind(Date))"


class Visitor:
    """`start` is what the screen showed before they touched it."""

    def __init__(self, screen: Screen, address: str) -> None:
        self.screen = screen
        self.listing = ""
        self._left = 0
        screen.open(address)
        screen.run("(window.name = '')")
        self.start = self.settled()

    def settled(self) -> dict[str, Any]:
        """What is on the screen once it stands still; after a move, once it is no more what it was."""
        last, since = "", 0.0
        until = time.monotonic() + SECONDS_TO_SETTLE
        while time.monotonic() < until:
            seen = self._run(STANDS)
            if not self._is_whole(seen) or seen["address"] != last:
                last, since = seen["address"] if self._is_whole(seen) else "", time.monotonic()
            elif time.monotonic() - since >= QUIET_SECONDS:
                seen = self._run(SEEN)
                if self._is_whole(seen) and seen["address"] == last:
                    return seen
            time.sleep(0.05)
        raise TimeoutError(f"nothing stands still at {last}")

    def _is_whole(self, seen: dict[str, Any]) -> bool:
        return seen["ready"] == "complete" and (not self._left or seen["standing"] != self._left)

    def _run(self, script: str) -> dict[str, Any]:
        try:
            return dict(self.screen.run(script))
        except Exception:
            return {"ready": "between two pages"}

    def move(self, doing: Callable[[], None]) -> None:
        """Do what must lead to another page, even if to one that looks the same."""
        self._left += 1
        self.screen.run(f"(window.standing = {self._left})")
        doing()

    def tap(self, words: str) -> dict[str, Any]:
        found = self.screen.run(FIND % json.dumps(words))
        assert found["there"], f"nothing says {words!r}"
        if found["leads"]:
            self.move(lambda: self.screen.click("[data-finger]"))
        else:
            self.screen.click("[data-finger]")
        seen = self.settled()
        self.screen.run(f"({WATCH}, 0)")
        return seen

    def say(self, line: str) -> dict[str, Any]:
        self.screen.run(f"(document.getElementById('q').value = {json.dumps(line)})")
        return self.tap("Find")


def traces(visitor: Visitor, backs: int = 5, may_refuse: bool = False) -> list[str]:
    """What the next person finds of this one. The screen must be the very page that the first one found.

    With `may_refuse` it may also be the browser's own page, which says that a form must be sent again.
    """
    screen = visitor.screen
    found = list(_traces_now(visitor, "leave"))
    moves = [(f"back {count}", lambda: screen.go(-1)) for count in range(1, backs + 1)]
    moves += [("forward", lambda: screen.go(1))] if backs else []
    for name, doing in (*moves, ("reload", screen.reload)):
        visitor.move(doing)
        if not (may_refuse and visitor.settled()["address"].startswith("chrome-error:")):
            found += _traces_now(visitor, name)
    return found


def _traces_now(visitor: Visitor, move: str) -> Iterator[str]:
    seen, start = visitor.settled(), visitor.start
    for part in ("text", "title", "typed"):
        if seen[part] != start[part]:
            yield f"{move}: another {part}: {seen[part][:300]!r}"
    if _fixed(seen["markup"]) != _fixed(start["markup"]):
        yield f"{move}: another page at {seen['address']}"
    if _page_of(seen["address"]) != _page_of(start["address"]):
        yield f"{move}: another address: {seen['address']}"
    if cookies := visitor.screen.cookies():
        yield f"{move}: cookies {cookies}"
    for name, kept in visitor.screen.run(KEPT).items():
        if kept:
            yield f"{move}: {name}: {kept}"


def _page_of(address: str) -> str:
    """Without the place on the page, which a browser carries over when it is led on."""
    return address.partition("#")[0].rstrip("/")


def _fixed(markup: str) -> str:
    """The page without the mark of its visit."""
    return re.sub(r'(name="visit" value=")[\w-]+', r"\1", markup)
