"""Makes obviously fictional papers, and reads PDFs back with poppler."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from resource_finder.printing.listing import Entry, Head, PrintedList, PrintedPhone, Section, list_of

DAY = date(2026, 11, 25)
babel_app = Flask("paper")
Babel(babel_app)


def entry(name: str = "Fictional House", **said: Any) -> Entry:
    values: dict[str, Any] = {
        "service": "Beds for a night",
        "phones": (PrintedPhone("573-555-0100", "extension 4"),),
        "summary": "A fictional bed and a fictional breakfast.",
        "address": "1 Fictional Street, Columbia, MO 65203",
        "street": "1 Fictional Street, Columbia",
        "hours": "Monday to Friday 8 am to 5 pm",
        "hours_short": "Mon to Fri 8 am to 5 pm",
        "bring": "photo ID",
        "ways": ("City bus: Fictional Bus",),
        "ways_short": ("City bus",),
        "distance": "about 2 miles",
        "checked": "Checked Oct 2026",
        "source": "Fictional Office",
    }
    return Entry(name, **(values | said))


def paper(*entries: Entry, lang: str = "en", **said: Any) -> PrintedList:
    """One section of these entries, or `sections` as they are given."""
    values: dict[str, Any] = {
        "title": "Help near Columbia",
        "county_label": "Boone County",
        "printed_on": DAY,
    }
    sections = said.pop("sections", [Section("A place to live", entries or (entry(),))])
    more = {name: said.pop(name) for name in ("link", "code", "until", "rides") if name in said}
    with babel_app.test_request_context(), force_locale(lang):
        return replace(list_of(sections, Head(**(values | said))), **more)


def poppler(tool: str, file: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's tools says of a PDF."""
    path = folder / "list.pdf"
    path.write_bytes(file)
    return poppler_bytes(tool, path, *options, *(["-"] if tool == "pdftotext" else [])).decode("utf-8")


def poppler_bytes(tool: str, path: Path, *options: str) -> bytes:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not here: sudo apt-get install poppler-utils")
    last = [option for option in options if option == "-"]
    first = [option for option in options if option != "-"]
    return subprocess.run([tool, *first, str(path), *last], capture_output=True, check=True).stdout


def pages_of(file: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    return poppler("pdftotext", file, folder, "-layout").rstrip("\f\n").split("\f")
