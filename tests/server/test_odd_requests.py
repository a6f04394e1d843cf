"""Odd requests get the right status, a plain page and no trace. Dear ones keep nobody waiting."""

import threading
import time

import pytest

from tests.server.served import Served, get, post

FORM = "application/x-www-form-urlencoded"
BIG = b"z" * 900_000
ODD = {
    "a path of bytes": (get("/%ff"), 404),
    "a NUL": (get("/boone%00"), 404),
    "a NUL in a field": (get("/find?place=%00&need=food"), 400),
    "a line end in a path": (get("/%0d%0aSet-Cookie:a=b"), 404),
    "a line end in a field": (get("/find?place=%0d%0aX:y&need=food"), 404),
    "percent signs that mean nothing": (get("/find?q=%zz%"), 200),
    "a method that nobody knows": (b"BREW /boone HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n", 405),
    "a method not for this page": (b"PUT /boone HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n", 405),
    "a long address": (get("/find?q=" + "z" * 9_000), 414),
    "a long head": (get("/crisis", "X-Long: " + "z" * 60_000), 431),
    "many heads": (get("/crisis", *(f"X-{at}: z" for at in range(90)), "Y: " + "z" * 16_000), 431),
    "a host that is none": (
        b"GET /nowhere-at-all HTTP/1.1\r\nConnection: close\r\nHost: " + b"z" * 300 + b"\r\n\r\n",
        400,
    ),
    "a form of 900 kB": (post("/find", b"place=boone&q=" + BIG), 413),
    "a gigabyte": (b"POST /find HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000000\r\n\r\nplace=", 413),
    "chunks without end": (
        b"POST /find HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
        b"Transfer-Encoding: chunked\r\nContent-Type: "
        + FORM.encode()
        + b"\r\n\r\n"
        + (b"10000\r\n" + b"z" * 65536 + b"\r\n") * 32
        + b"0\r\n\r\n",
        413,
    ),
    "a multipart of nothing": (post("/find", b"--x\r\nrubbish", "multipart/form-data; boundary=x"), 200),
    "a multipart without a boundary": (post("/find", b"place=boone", "multipart/form-data"), 200),
    "a multipart of 3,000 parts": (
        post(
            "/find",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nz\r\n' * 3000 + b"--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
        413,
    ),
    "a character set that nobody knows": (
        post("/find", b"place=boone&need=food", f"{FORM}; charset=klingon"),
        303,
    ),
    "a content type that is none": (post("/find", b"place=boone", ";;;="), 200),
    "JSON that is none": (post("/api/v1/match", b"{" * 50_000, "application/json"), 400),
    "JSON of bytes": (post("/api/v1/match", b'{"place": "\xff\xfe"}', "application/json"), 400),
    "a cookie that is none": (get("/kiosk/find", "Cookie: session=.eJ" + "z" * 300), 200),
    "a range that is none": (get("/static/site.css", "Range: bytes=9-1"), 416),
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_an_odd_request_gets_its_status_and_leaves_no_trace(served: Served, name: str) -> None:
    sent, expected = ODD[name]
    before = served.log
    status, answer = served.raw(sent)
    assert status == expected
    head, _blank, body = answer.partition(b"\r\n\r\n")
    assert body
    assert len(answer) < 40_000
    assert b"set-cookie: a=b" not in head.lower()
    assert b"zzzzzzzzzz" * 40 not in body
    assert len(served.log) - len(before) < 300


class Dear:
    """Ten who ask for the dearest things, again and again."""

    ASKED = (
        ("/list.pdf", b"place=65203&need=medical&style=large"),
        ("/api/v1/match", b'{"place": "65203", "needs": ["medical"], "limit": 5000}'),
    )

    def __init__(self, served: Served) -> None:
        self._served = served
        self._over = threading.Event()
        self._clients = [threading.Thread(target=self._ask, args=self.ASKED[at % 2]) for at in range(10)]

    def __enter__(self) -> None:
        for client in self._clients:
            client.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for client in self._clients:
            client.join()

    def _ask(self, path: str, body: bytes) -> None:
        kind = FORM if path == "/list.pdf" else "application/json"
        while not self._over.is_set():
            status, _answer = self._served.raw(post(path, body, kind))
            assert status in (200, 503)


def test_dear_requests_keep_nobody_from_the_crisis_page(served: Served) -> None:
    times = []
    with Dear(served):
        time.sleep(0.5)
        until = time.monotonic() + 4
        while time.monotonic() < until:
            times.append(served.seconds_for("/crisis"))
            times.append(served.seconds_for(f"/crisis?n={len(times)}"))
            time.sleep(0.02)
    assert sorted(times)[int(len(times) * 0.95)] < 0.5
