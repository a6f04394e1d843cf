"""Forms under way take so much memory and no more, and an ordinary one gets through whatever others do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from resource_finder.web import gate
from resource_finder.web.gate import ALWAYS_HELD, MOST_HELD, Gate
from resource_finder.web.limits import MOST_BYTES

BIG = MOST_BYTES - 1_000
PIECE = 50_000
FORM = b"place=65203&need=food"


def scope(length: int) -> Any:
    heads = {"content-length": str(length)} if length else {"transfer-encoding": "chunked"}
    return SimpleNamespace(
        method="POST",
        path="/find",
        query_string="",
        server="127.0.0.1:80",
        client="127.0.0.1:9",
        scheme="http",
        http_version="1.1",
        headers=heads,
    )


class Sender:
    """Sends so many bytes in pieces, and then falls silent or is done."""

    def __init__(self, length: int, is_silent: bool = False) -> None:
        self.status = 0
        self.heads: dict[str, str] = {}
        self.given = 0
        self._length = length
        self._is_silent = is_silent

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.given < self._length:
            piece = b"a" * min(PIECE, self._length - self.given)
            self.given += len(piece)
            yield piece
            await asyncio.sleep(0)
        if self._is_silent:
            await asyncio.sleep(60)

    def response_bytes(self, status: int, heads: list[tuple[str, str]], _body: bytes) -> None:
        self.status, self.heads = status, dict(heads)


def program(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [])
    return [str(len(environ["wsgi.input"].read())).encode()]


async def sends(gate_: Gate, sender: Sender, told: int) -> None:
    await gate_.__rsgi__(scope(told), sender)  # type: ignore[arg-type]


async def flood(gate_: Gate, senders: list[Sender], told: int) -> list[Sender]:
    """All begin; then somebody sends an ordinary form, and one that is as long as forms may be."""
    tasks = [asyncio.create_task(sends(gate_, sender, told)) for sender in senders]
    while not all(sender.status or sender.given == BIG for sender in senders):
        await asyncio.sleep(0.01)
    held = sum(sender.given for sender in senders if not sender.status)
    assert held <= MOST_HELD + len(senders) * (ALWAYS_HELD + PIECE)
    ordinary, long = Sender(len(FORM)), Sender(BIG)
    await sends(gate_, ordinary, len(FORM))
    await sends(gate_, long, BIG)
    await asyncio.gather(*tasks)
    after = Sender(BIG)
    await sends(gate_, after, BIG)
    return [ordinary, long, after]


@pytest.mark.parametrize("told", [MOST_BYTES, 0], ids=["length told", "in chunks"])
def test_long_forms_that_stay_under_way_fill_no_memory_and_delay_no_ordinary_form(
    told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "SECONDS_FOR_A_BODY", 8.0)
    senders = [Sender(BIG, is_silent=True) for _ in range(2 * MOST_HELD // BIG)]
    ordinary, long, after = asyncio.run(flood(Gate(program), senders, told))
    refused = [sender for sender in senders if sender.status == 503]
    assert len(refused) >= len(senders) // 3
    assert {sender.status for sender in senders} == {408, 503}
    assert {sender.heads["Retry-After"] for sender in refused} == {"5"}
    assert (ordinary.status, long.status, after.status) == (200, 503, 200)


def test_forms_that_are_answered_or_too_long_leave_their_room_to_the_next() -> None:
    async def one_after_another() -> set[int]:
        here, senders = Gate(program), []
        for length in (BIG, 4 * MOST_BYTES, len(FORM)) * (MOST_HELD // BIG):
            senders.append(Sender(length))
            await sends(here, senders[-1], length)
        return {sender.status for sender in senders}

    assert asyncio.run(one_after_another()) == {200}
