"""Staff meanwhile: sheets are changed and loaded, wrong facts reported; nothing of it may be lost."""

import csv
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from resource_finder.config import Settings
from soaking.tally import Tally
from tests.server.served import PROGRAM

SEEN_WITHIN = 20.0
SECONDS_TO_WRITE = 3.5
_HIDDEN = re.compile(r"""<input(?=[^>]* type="hidden")(?=[^>]* name="([^"]+)")(?=[^>]* value="([^"]*)")""")


class Keeper:
    """Edits one cell of its own sheets again and again: what was loaded must be seen."""

    def __init__(self, sheets: Path, instance: Path, tally: Tally) -> None:
        self._data = sheets
        self._tally = tally
        self._number = 0
        self._loaded = ""
        self._thanked: list[str] = []
        self.site = ""
        self.settings = {"RESOURCE_FINDER_DATA": str(sheets), "RESOURCE_FINDER_INSTANCE": str(instance)}

    def begins(self) -> None:
        shutil.copytree(Settings().data, self._data)
        with (self._data / "catalogue" / "food.csv").open(encoding="utf-8", newline="") as sheet:
            self._id = next(csv.DictReader(sheet))["id"]
        self._command("catalogue", "load")

    def changes_a_row(self) -> None:
        self._number += 1
        words = f"Soaked for the {self._number}th time."
        self._writes(words)
        done = self._command("catalogue", "load", "--take", f"{self._id}=sheets")
        if "Traceback" in done.stderr:
            self._tally.fault(f"a load ends with a trace: {done.stderr[-300:]}")
        if done.returncode:
            self._tally.did("loads refused")
            return
        self._tally.did("loads")
        self._loaded = words
        self._sees(words)

    def reports(self) -> None:
        """As a person does: opens the form, writes, sends. Who is thanked is in the queue at the end."""
        words = f"Soaked report {self._number}."
        browser = build_opener(HTTPCookieProcessor())
        try:
            with browser.open(f"{self.site}/wrong?id={self._id}", timeout=30) as answer:
                hidden = dict(_HIDDEN.findall(answer.read().decode()))
            time.sleep(SECONDS_TO_WRITE)
            form = urlencode(hidden | {"kind": "closed", "text": words}).encode()
            with browser.open(Request(f"{self.site}/wrong", form), timeout=30):
                self._thanked.append(words)
                self._tally.did("reports")
        except HTTPError as refusal:
            self._tally.did(f"reports refused with {refusal.code}")
        except (URLError, OSError):
            self._tally.did("reports broken off")

    def counts_what_is_kept(self) -> None:
        self._sees(self._loaded)
        done = self._command("catalogue", "reports", "--json")
        for words in self._thanked:
            if words not in done.stdout:
                self._tally.fault(f"{words!r} was thanked for and is not in the queue")

    def _writes(self, words: str) -> None:
        path = self._data / "catalogue" / "food.csv"
        with path.open(encoding="utf-8", newline="") as sheet:
            reader = csv.DictReader(sheet)
            rows, names = list(reader), reader.fieldnames or []
        for row in rows:
            if row["id"] == self._id:
                row["summary"] = words
        with path.open("w", encoding="utf-8", newline="") as sheet:
            writer = csv.DictWriter(sheet, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def _sees(self, words: str) -> None:
        late = time.monotonic() + SEEN_WITHIN
        page = ""
        while time.monotonic() < late:
            try:
                with urlopen(f"{self.site}/service/{self._id}", timeout=30) as answer:
                    page = answer.read().decode()
            except (URLError, OSError):
                self._tally.did("broken connections, asked again")
            if words in page:
                self._tally.did("changes seen")
                return
            time.sleep(0.3)
        self._tally.fault(f"{words!r} was loaded and is not on its page")

    def _command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *words],
            env=os.environ | self.settings,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
