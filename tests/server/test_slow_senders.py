"""Who sends slowly, or without end, costs nobody else a moment and is cut."""

import time
from contextlib import ExitStack

from tests.server.served import Served, all_of, get

SENDERS = 100
MOST_SECONDS = 0.2
HALF_A_FORM = (
    b"POST /find HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nplace="
)
HALF_A_CHUNK = HALF_A_FORM.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked").replace(
    b"place=", b"100\r\nplace="
)
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: a"


def slowest(served: Served, rounds: int = 12) -> float:
    """Of pages kept and made, of forms and of the sign of life. A busy machine is forgiven one in twenty."""
    times = [
        served.seconds_for(path, form)
        for at in range(rounds)
        for path, form in (
            ("/healthz", None),
            ("/crisis", None),
            (f"/find?place=65203&need=food&n={at}", None),
            ("/find", b"place=65203&need=housing&about=drug"),
        )
    ]
    return sorted(times)[-1 - len(times) // 20]


def test_a_hundred_senders_who_fall_silent_delay_nobody_and_are_cut(served: Served) -> None:
    slowest(served, 2)
    with ExitStack() as all_open:
        lines = [
            all_open.enter_context(served.open(sent))
            for _ in range(SENDERS)
            for sent in (HALF_A_FORM, HALF_A_CHUNK, HALF_A_HEAD, b"")
        ]
        began = time.monotonic()
        assert slowest(served) < MOST_SECONDS
        answers = [all_of(line) for line in lines]
        assert time.monotonic() - began < 14
    # Half a form is told so; of half a head nobody knows what was asked.
    assert {answer.split(b"\r\n")[0] for answer in answers if answer} == {b"HTTP/1.1 408 Request Timeout"}
    assert b"211" in answers[0]
    assert "Traceback" not in served.log


def test_who_goes_away_in_the_middle_of_a_form_sends_nothing(served: Served) -> None:
    before = served.log
    with served.open(HALF_A_FORM):
        pass
    served.seconds_for("/healthz")
    assert served.log == before


def test_long_heads_are_refused_and_leave_no_memory_behind(served: Served) -> None:
    def send(letters: int) -> int:
        with served.open(get("/crisis", "X-Long: " + "a" * letters)) as line:
            return int(all_of(line).split(b" ", 2)[1])

    for _ in range(20):
        assert send(60_000) == 431
    before = served.megabytes()
    assert {send(letters) for _ in range(150) for letters in (20_000, 60_000, 390_000)} == {431}
    assert served.megabytes() - before < 15
