"""A page that is due is waited for, however late it is asked for; nobody waits for one that is not."""

import json
from typing import Any

import pytest

from tests.journeys import wire
from tests.journeys.wire import Wire

ASKED = ("Network.requestWillBeSent", {"type": "Document"})
CAME = ("Page.loadEventFired", {})
OTHER = ("Network.requestWillBeSent", {"type": "Image"})


class SlowBrowser:
    """One that notes these messages, some at each look, and afterwards none."""

    def __init__(self, *looks: list[tuple[str, dict[str, Any]]]) -> None:
        self._looks = list(looks)

    def get_log(self, _kind: str) -> list[dict[str, str]]:
        noted = self._looks.pop(0) if self._looks else []
        told = [{"message": {"method": method, "params": params}} for method, params in noted]
        return [{"message": json.dumps(one)} for one in told]

    def execute_script(self, _script: str) -> bool:
        return True

    @property
    def is_read(self) -> bool:
        return not self._looks


def messages(browser: SlowBrowser, is_due: bool) -> int:
    return len(list(Wire(browser).stands(is_due)))  # type: ignore[arg-type]


@pytest.mark.parametrize("looks", [([], [], [], [ASKED], [], [OTHER, CAME]), ([ASKED, OTHER, CAME],)])
def test_a_page_that_is_due_is_waited_for_however_late_it_comes(monkeypatch, looks) -> None:
    monkeypatch.setattr(wire, "MOMENT", 0.0)
    browser = SlowBrowser(*looks)
    assert messages(browser, is_due=True) == 3
    assert browser.is_read


def test_a_page_that_sends_its_reader_on_is_followed() -> None:
    assert messages(SlowBrowser([ASKED, CAME], [ASKED], [], [CAME]), is_due=True) == 4


def test_nobody_waits_for_a_page_that_was_not_asked_for(monkeypatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_WAIT", wire.MOMENT * 20)
    assert messages(SlowBrowser([OTHER]), is_due=False) == 1


def test_a_page_that_never_comes_is_a_fault(monkeypatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_WAIT", 0.1)
    with pytest.raises(AssertionError, match="no page after"):
        messages(SlowBrowser(), is_due=True)
