"""People who ask: each answer must be whole and their own."""

import random
import re
import time
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from soaking.tally import Tally

COUNTIES = {"boone": "Boone", "greene": "Greene", "holt": "Holt", "dent": "Dent", "pemiscot": "Pemiscot"}
NEEDS = ("food", "housing", "job", "treatment", "id")
FACTS = ("record:sex_offense", "record:violent", "record:arson", "record:drug")
PATIENCE = 10.0


class Visitor:
    """Asks pages by random; a connection that a killed worker broke is asked again, as a browser does."""

    def __init__(self, site: str, seed: int, tally: Tally) -> None:
        self._site = site
        self._chance = random.Random(seed)
        self._tally = tally

    def asks(self) -> None:
        self._chance.choice((self._county, self._answer, self._help, self._first_hours, self._json))()

    def _county(self) -> None:
        county, need = self._chance.choice(list(COUNTIES)), self._chance.choice(NEEDS)
        self._expect(f"/{county}/{need}", f"near {COUNTIES[county]} County")

    def _answer(self) -> None:
        county, need, fact = (self._chance.choice(list(one)) for one in (COUNTIES, NEEDS, FACTS))
        form = {"place": county, "need": need, "answer": fact}
        self._expect("/find", f"near {COUNTIES[county]} County", urlencode(form).encode())

    def _help(self) -> None:
        self._expect("/crisis", "988")

    def _first_hours(self) -> None:
        county = self._chance.choice(list(COUNTIES))
        self._expect(f"/start?place={county}", f"{COUNTIES[county]} County")

    def _json(self) -> None:
        self._expect("/api/v1/needs", "housing")

    def _expect(self, path: str, words: str, form: bytes | None = None) -> None:
        started = time.monotonic()
        text = self._text(path, form)
        took = time.monotonic() - started
        if text is None:
            return
        if took > PATIENCE:
            self._tally.fault(f"{path} took {took:.0f} s")
        others = {f"near {name} County" for name in COUNTIES.values()} - {words}
        heading = "".join(re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.S))
        if words not in text:
            self._tally.fault(f"{path} does not say {words!r}")
        elif any(other in heading for other in others):
            self._tally.fault(f"{path} is headed {heading!r}")
        else:
            self._tally.did("answers")

    def _text(self, path: str, form: bytes | None) -> str | None:
        for _again in range(5):
            try:
                with urlopen(Request(self._site + path, form), timeout=30) as answer:
                    return str(answer.read().decode())
            except HTTPError as refusal:
                self._tally.fault(f"{path} is {refusal.code}")
                return None
            except (URLError, OSError):
                self._tally.did("broken connections, asked again")
                time.sleep(0.3)
        self._tally.fault(f"{path} cannot be reached")
        return None
