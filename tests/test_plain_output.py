"""What a command prints never steers the terminal of who reads it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resource_finder.app import create_app
from resource_finder.catalogue.faults import Fault
from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.tables import db
from resource_finder.cli.database import bring_up_to_date
from resource_finder.cli.plain_output import json_text, plain
from resource_finder.config import Settings
from tests.catalogue.making import folder_of, sheet
from tests.real import DATA
from tests.terminal import Terminal

# Clear screen, title, carriage return, backspace, C1 control sequence, bell, right to left, line separator.
HOSTILE = "\x1b[2J\x1b]0;owned\x07\r\b\x9b31m\u202egnp\u2066\u200b\u2028\U000e0041"
STEERING = {sign for sign in HOSTILE if not plain(sign)}


def run(tmp_path, *arguments: str, encoding: str = "utf-8") -> tuple[int, str]:
    """Exit code, and everything that the terminal gets."""
    told = Terminal(tmp_path / "instance", encoding)(*arguments)
    return told.code, told.out + told.errors


def steers(text: str) -> bool:
    return text != plain(text) or "\r" in text or "\x1b" in text


@given(st.text())
def test_plain_text_is_letters_and_lines(text):
    assert {"\x1b", "\r", "\b", "\x9b", "\u202e", "\u2028"} <= STEERING
    assert not set(plain(text)) & STEERING
    assert plain(plain(text)) == plain(text)


def test_letters_of_every_language_stay():
    assert plain("José — 東京\n\tÑandú “x” ½") == "José — 東京\n\tÑandú “x” ½"


@given(st.recursive(st.text(), st.lists) | st.just(HOSTILE))
def test_json_escapes_what_steers_and_says_the_same(value):
    assert json.loads(json_text(value)) == value
    assert not set(json_text(value)) & STEERING


def test_a_fault_is_one_line_whatever_its_file_is_called():
    assert str(Fault("a\nb.csv", 3, "id", "is\r\nwrong")) == "a b.csv:3 id: is wrong"


def test_a_report_and_a_name_reach_the_terminal_as_letters(tmp_path):
    settings = Settings(data=DATA, instance=tmp_path / "instance", secret_key="test")
    app = create_app(settings)
    bring_up_to_date(app)
    with app.app_context():
        Reports(db.session()).add("mo-gone00", "phone", f"It rings {HOSTILE}", date(2026, 11, 25))
        db.session().commit()
    code, told = run(tmp_path, "catalogue", "reports")
    assert (code, steers(told)) == (0, False)
    assert "phone: It rings" in told
    code, told = run(tmp_path, "catalogue", "reports", "--json")
    # What steers is gone before it is kept; its letters stay.
    assert json.loads(told)[0]["text"].startswith("It rings")
    assert not steers(told)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("catalogue", "check", "{folder}"),
        ("catalogue", "load", "{folder}"),
        ("catalogue", "load", "/nowhere/" + HOSTILE),
        ("catalogue", "import", "--from", "hsds", "{folder}/bad" + HOSTILE + ".zip"),
        ("catalogue", "due", "--county", HOSTILE),
        ("find", "--place", HOSTILE, "--need", "food"),
        ("nonsense" + HOSTILE,),
        ("--option" + HOSTILE,),
    ],
)
def test_no_error_and_no_fault_steers_a_terminal(tmp_path, arguments, encoding):
    folder = folder_of(tmp_path, housing=sheet({"county": f"Bone{HOSTILE}"}, {"zip": f"1{HOSTILE}"}))
    (folder / f"bad{HOSTILE}.zip").write_bytes(b"hello")
    (folder / f"x{HOSTILE}.csv").write_bytes(b"id\n1\n")
    said = [argument.format(folder=folder) for argument in arguments]
    code, told = run(tmp_path, *said, encoding=encoding)
    assert code != 0
    assert told.strip()
    assert not steers(told)
    assert "Traceback" not in told
