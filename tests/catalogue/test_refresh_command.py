"""A published file is fetched whole or not at all, and changes nothing before somebody says yes."""

import contextlib
import hashlib
import socket
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from resource_finder.cli.catalogue import load_catalogue, published_catalogue
from resource_finder.cli.download import DownloadFailed, Limits, fetch, public_door
from resource_finder.cli.feeds import refresh_source
from resource_finder.config import Settings
from tests.catalogue.making import read, sheet
from tests.real import DATA

SAMPLE = (Path(__file__).parent / "adapters" / "samples" / "va.csv").read_bytes()
# Long, for a busy machine: only what never ends takes it.
QUICK = Limits(bytes=200_000, seconds=60, silence=60)
SHORT = {"silent": replace(QUICK, silence=1), "drips": replace(QUICK, seconds=1)}
TOO_MUCH = 300_000


class Misbehaving(BaseHTTPRequestHandler):
    """Each path goes wrong in its own way."""

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        getattr(self, self.path.strip("/").replace("-", "_"))()

    def answer(self, content: bytes, status: int = 200, told: int | None = None, **headers: str) -> None:
        self.send_response(status)
        if told != -1:
            self.send_header("Content-Length", str(len(content) if told is None else told))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content)

    def good(self) -> None:
        self.answer(SAMPLE)

    def without_length(self) -> None:
        self.answer(SAMPLE, told=-1)

    def moved_here(self) -> None:
        self.answer(b"", 302, Location="/good")

    def moved_away(self) -> None:
        self.answer(b"", 302, Location="https://elsewhere.example.org/va.csv")

    def moved_on_and_on(self) -> None:
        self.answer(b"", 301, Location="/moved-on-and-on")

    def missing(self) -> None:
        self.answer(b"gone", 404)

    def page(self) -> None:
        self.answer(b"\n<!DOCTYPE html><html><body>Sign in</body></html>")

    def nothing(self) -> None:
        self.answer(b"")

    def told_too_big(self) -> None:
        self.answer(b"a,b\n", told=TOO_MUCH)

    def too_big(self) -> None:
        self.answer(b"a" * TOO_MUCH, told=-1)

    def cut(self) -> None:
        self.answer(SAMPLE, told=len(SAMPLE) + 100)

    def longer(self) -> None:
        self.answer(SAMPLE, told=len(SAMPLE) - 100)

    def silent(self) -> None:
        self.server.told_to_end.wait(60)

    def drips(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.told_to_end.wait(0.1):
                self.wfile.write(b"a,b\n")
                self.wfile.flush()


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    made.told_to_end = threading.Event()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.told_to_end.set()
    made.shutdown()
    made.server_close()


def loopback(scheme: str, host: str, port: int) -> str:
    """What only a test may do: plain http to this machine."""
    assert (scheme, host) == ("http", "127.0.0.1")
    return host


def test_a_file_comes_whole_and_the_last_one_stays_beside_it(server, tmp_path):
    first = fetch(f"{server}/good", tmp_path, "va", QUICK, loopback)
    assert first.file == tmp_path / "va.csv"
    assert (first.file.read_bytes(), first.size) == (SAMPLE, len(SAMPLE))
    assert first.checksum == hashlib.sha256(SAMPLE).hexdigest()
    for path in ("moved-here", "without-length"):
        fetch(f"{server}/{path}", tmp_path, "va", QUICK, loopback)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["previous-va.csv", "va.csv"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("moved-away", r"moved to another host \(elsewhere.example.org\)"),
        ("moved-on-and-on", "moved on and on"),
        ("missing", "answers 404"),
        ("page", "web page"),
        ("nothing", "empty"),
        ("told-too-big", "larger than"),
        ("too-big", "larger than"),
        ("cut", "it was cut"),
        ("longer", "longer than the server says"),
        ("silent", "silent for 1 seconds"),
        ("drips", "takes longer than 1 seconds"),
    ],
)
def test_what_is_not_the_whole_file_is_not_kept_and_the_last_one_stays(server, tmp_path, path, told):
    fetch(f"{server}/good", tmp_path, "va", QUICK, loopback)
    with pytest.raises(DownloadFailed, match=told):
        fetch(f"{server}/{path}", tmp_path, "va", SHORT.get(path, QUICK), loopback)
    assert [file.name for file in tmp_path.iterdir()] == ["va.csv"]
    assert (tmp_path / "va.csv").read_bytes() == SAMPLE


def test_nobody_who_listens_is_a_clear_word(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DownloadFailed, match="connection failed"):
        fetch(f"http://127.0.0.1:{port}/good", tmp_path, "va", QUICK, loopback)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://data.example.org/va.csv", "is not https"),
        ("file:///etc/passwd", "no address of a file"),
        ("https://user:word@example.org/va.csv", "no address of a file"),
        ("https://127.0.0.1/va.csv", "private network"),
        ("https://[::1]/va.csv", "private network"),
        ("https://[::ffff:10.0.0.1]/va.csv", "private network"),
        ("https://10.1.2.3/va.csv", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://localhost/va.csv", "private network"),
        ("va.csv", "no address of a file"),
    ],
)
def test_only_https_to_a_public_machine_is_asked(tmp_path, url, told):
    with pytest.raises(DownloadFailed, match=told):
        fetch(url, tmp_path, "va", QUICK, public_door)


@pytest.fixture
def settings(server, tmp_path) -> Settings:
    """The real places and words, no sheets, and a list of sources that the server has."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "catalogue").mkdir()
    (data / "places").symlink_to(DATA / "places")
    (data / "vocabulary").mkdir()
    for file in (DATA / "vocabulary").iterdir():
        (data / "vocabulary" / file.name).symlink_to(file)
    feeds = data / "vocabulary" / "feeds.csv"
    feeds.unlink()
    lines = [
        "source,adapter,url,note",
        f"clinics,va,{server}/good,",
        f"lost,va,{server}/missing,",
        "unset,va,,ask them",
    ]
    feeds.write_text("\n".join([*lines, f"odd,parquet,{server}/good,"]), encoding="utf-8")
    return Settings(data=data, instance=tmp_path / "instance", secret_key="test")


def test_the_plan_is_shown_and_done_only_with_yes(settings, capsys):
    load_catalogue(read(settings.data / "catalogue", housing=sheet({})), settings)
    before = published_catalogue(settings).hash
    refresh_source("clinics", settings, yes=False, door=loopback, limits=QUICK)
    shown = capsys.readouterr().out
    assert hashlib.sha256(SAMPLE).hexdigest() in shown
    assert "nothing was changed" in shown
    assert published_catalogue(settings).hash == before
    refresh_source("clinics", settings, yes=True, door=loopback, limits=QUICK)
    assert "the same as last time" in capsys.readouterr().out
    assert published_catalogue(settings).hash != before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("nobody", "is no source of feeds.csv: clinics, lost"),
        ("unset", r"no address for unset: set it \(ask them\)"),
        ("odd", "has the adapter “parquet”"),
        ("lost", "answers 404 Not Found; nothing was changed"),
    ],
)
def test_a_source_that_cannot_be_fetched_is_one_clear_line(settings, source, told):
    with pytest.raises(click.ClickException, match=told):
        refresh_source(source, settings, yes=True, door=loopback, limits=QUICK)


def test_the_command_itself_has_no_way_around_https(settings):
    with pytest.raises(click.ClickException, match="http is not https"):
        refresh_source("clinics", settings, yes=True)
