"""`resource-finder print` and the address that `serve` gives to paper."""

import os
import re
import subprocess
import sys
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from resource_finder.cli import serve as serving
from resource_finder.cli.paper import print_
from tests.printing.making import pages_of, poppler
from tests.printing.squares import squares_on
from tests.real import DATA, real_app

MAIN = "from resource_finder.cli.main import main; main()"
SAID = ("--place", "Greene County", "--need", "housing", "--pages", "2")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    settings = real_app().extensions["resource_finder"].settings
    monkeypatch.setenv("RESOURCE_FINDER_DATA", str(DATA))
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(settings.instance))
    monkeypatch.delenv("PUBLIC_URL", raising=False)

    def run(*said: str) -> tuple[Result, bytes]:
        out = tmp_path / "list.pdf"
        result = CliRunner().invoke(print_, [*SAID, *said, "-o", str(out)])
        return result, out.read_bytes() if out.exists() else b""

    return run


def test_a_command_prints_a_square_to_the_public_address(command, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PUBLIC_URL", "https://help.example")
    result, file = command()
    assert result.exit_code == 0
    (square,) = squares_on(file, tmp_path)
    assert re.fullmatch(r"https://help\.example/c/[2-9A-Z]{6}", square.text)
    assert square.mm >= 20


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8000", "http://localhost:8000/"])
def test_without_an_address_that_phones_reach_there_is_no_square_and_that_is_said(
    address: str, command, monkeypatch, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PUBLIC_URL", address)
    result, file = command()
    assert result.exit_code == 0
    assert "no QR code on this paper: set PUBLIC_URL to the address that phones reach" in result.output
    assert squares_on(file, tmp_path) == []
    assert "127.0.0.1" not in "".join(pages_of(file, tmp_path))


def test_with_nothing_loaded_it_says_so_in_one_line(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("RESOURCE_FINDER_DATA", str(DATA))
    monkeypatch.setenv("RESOURCE_FINDER_INSTANCE", str(tmp_path / "empty"))
    monkeypatch.setenv("PUBLIC_URL", "https://help.example")
    said = [sys.executable, "-c", MAIN, "print", *SAID, "-o", str(tmp_path / "x.pdf")]
    result = subprocess.run(said, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "resource-finder: no catalogue was published yet: run resource-finder catalogue load"
    ]


def test_large_spanish_grey_a_note_and_a_circumstance(command, tmp_path) -> None:  # type: ignore[no-untyped-def]
    result, file = command("--lang", "es", "--large", "--grey", "--note", "Canario", "--about", "sex_offense")
    assert result.exit_code == 0
    text = "".join(pages_of(file, tmp_path))
    assert "Ayuda cerca del" in text
    assert "Canario" in text
    assert "sex" not in text.casefold()
    fonts = poppler("pdftohtml", file, tmp_path, "-xml", "-stdout", "-zoom", "1", "-i")
    assert min(int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', fonts)) >= 18


def test_a_kiosk_machine_prints_too(command, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("KIOSK", "1")
    assert command()[1].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
        ("10.1.2.3", "http://10.1.2.3:8123"),
    ],
)
def test_serve_points_paper_to_where_it_listens(host: str, public: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PUBLIC_URL", "")
    assert public in served(monkeypatch, host)
    assert os.environ["PUBLIC_URL"] == public


def test_serve_leaves_a_public_address_as_it_was_set(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PUBLIC_URL", "https://help.example")
    assert "QR" not in served(monkeypatch, "0.0.0.0")
    assert os.environ["PUBLIC_URL"] == "https://help.example"


def test_who_listens_everywhere_is_reached_at_an_address_of_the_machine() -> None:
    assert serving.reached_at("127.0.0.1") == "127.0.0.1"
    assert re.fullmatch(r"(?!0\.0\.0\.0)\d+(\.\d+){3}", serving.reached_at("0.0.0.0"))
    assert serving.reached_at("::") != "::"


def served(monkeypatch: pytest.MonkeyPatch, host: str) -> str:
    """What `serve` says before it listens; nothing is loaded, nothing listens."""
    monkeypatch.setattr(serving, "load_if_changed", lambda _settings: "loaded")
    monkeypatch.setattr(serving, "serve_program", lambda *_said: None)
    monkeypatch.setattr(serving, "_say_when_ready", lambda _address: None)
    monkeypatch.setattr(serving, "hold", lambda _host, _port: nullcontext())
    monkeypatch.setenv("SECRET_KEY", "for tests")
    result = CliRunner().invoke(serving.serve, ["--host", host, "--port", "8123"])
    assert result.exit_code == 0, result.output
    return result.output


def test_no_thread_runs_beside_who_forks_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    before, beside, started = set(threading.enumerate()), [], []
    said = serving._say_when_ready
    monkeypatch.setattr(serving.subprocess, "Popen", started.append)
    served(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(serving, "_say_when_ready", said)
    monkeypatch.setattr(
        serving, "serve_program", lambda *_said: beside.extend({*threading.enumerate()} - before)
    )
    CliRunner().invoke(serving.serve, ["--port", "8123"])
    assert beside == []
    assert started[0][-1] == "http://127.0.0.1:8123/"
