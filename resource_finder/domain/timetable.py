"""The spans of time that a text of `opening_hours` holds, each by the day on which it begins."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

# All of Missouri keeps Central time.
MISSOURI_TIME = ZoneInfo("America/Chicago")
A_DAY = timedelta(days=1)
# The middle of the state: the sun rises within ten minutes of it at every place.
_MIDDLE = (38.5, -92.5)
_TIME_SPAN = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)(\+?)(?![\d:])")
_OPEN_END = re.compile(r"(?<![\d:-])(\d{1,2}:\d\d)\+")
_QUOTED = re.compile(r'("[^"]*")')
_RULE_END = re.compile(r"(;|\|\|)")
_FALLBACK = re.compile(r'(?P<usual>(?:[^"|]|"[^"]*")*?)\|\|(?P<otherwise>.*)', re.DOTALL)
_HOURS_SAID = re.compile(r"\d:\d\d|24/7|sunrise|sunset|dawn|dusk|\b(?:off|closed|open|unknown)\b")
_LAST_MINUTES = tuple(time(23, minute) for minute in range(59, 30, -1))
# No week needs more; a longer text takes its reader seconds.
MOST_LETTERS = 1000


class HoursUnreadable(ValueError):
    """The text is not in `opening_hours` syntax."""


@lru_cache(maxsize=4096)
def read_hours(text: str) -> OpeningHours:
    """Parse once; holidays are those of the United States."""
    if len(text) > MOST_LETTERS:
        raise HoursUnreadable(text[:60])
    try:
        return OpeningHours(text, country="US", timezone=MISSOURI_TIME, coords=_MIDDLE)
    except ParserError as error:
        raise HoursUnreadable(text) from error


@dataclass(frozen=True, slots=True)
class Span:
    """From opening to closing, and the words beside it. `is_uncertain`: the source does not promise it."""

    opens: datetime
    closes: datetime
    words: str = ""
    is_uncertain: bool = False
    is_open_ended: bool = False

    def until(self, closes: datetime) -> "Span":
        return replace(self, closes=min(self.closes, closes))

    def since(self, opens: datetime) -> "Span":
        return replace(self, opens=opens)


class Timetable:
    """Hours whose nights belong to the evening on which they begin.

    The parser cuts a night at midnight where a later rule speaks of the next day ("PH off", "Su off").
    So every night is handed to it as ending in a minute of its own before midnight, and mended afterwards.
    """

    def __init__(self, text: str) -> None:
        read_hours(text)
        self.text = text
        self._nights: dict[time, time] = {}
        self._open_ended: set[time] = set()
        usual, otherwise = _with_fallback(text)
        self.else_words = otherwise
        self._hours = read_hours(self._within_days(usual))

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """In order; one that began before `start` is cut there."""
        for opens, closes, state, words in self._hours.intervals(start, end):
            if state == State.CLOSED:
                continue
            is_open_ended = closes.time() in self._open_ended
            yield Span(opens, self._closing(closes), words, state == State.UNKNOWN, is_open_ended)

    def closed_words(self, at: datetime) -> str:
        """What the source says of a time at which nobody is there."""
        state, words = self._hours.state(at)
        return str(words) if state == State.CLOSED else ""

    def _closing(self, closes: datetime) -> datetime:
        """A whole end, where the minute stands for the end of a night."""
        closing = self._nights.get(closes.time())
        if closing is None:
            return closes
        return datetime.combine(closes.date() + A_DAY, closing, MISSOURI_TIME)

    def _within_days(self, text: str) -> str:
        rules = (part for part in _outside_quotes_split(text))
        return "".join(self._rewritten(rule) for rule in rules)

    def _rewritten(self, rule: str) -> str:
        if rule in (";", "||"):
            return rule
        parts = _QUOTED.split(rule)
        plain = " ".join(parts[::2])
        if len(parts) > 1 and not _HOURS_SAID.search(plain):
            # Words alone say when to ask, not that it is open all day.
            return f"{parts[0].rstrip()} unknown {''.join(parts[1:])}"
        timed = (_TIME_SPAN.sub(self._night, _OPEN_END.sub(self._open_end, part)) for part in parts[::2])
        quoted = [*parts[1::2], ""]
        return "".join(part + words for part, words in zip(timed, quoted, strict=True))

    def _night(self, found: re.Match[str]) -> str:
        opens = int(found[1]) * 60 + int(found[2])
        closes = int(found[3]) * 60 + int(found[4])
        if opens < closes <= 24 * 60 or opens >= 23 * 60 + 30:
            return found[0].rstrip("+")
        if closes % (24 * 60) == 0:
            return f"{found[1]}:{found[2]}-24:00"
        closing = time(closes // 60 % 24, closes % 60)
        return f"{found[1]}:{found[2]}-{self._minute_for(closing):%H:%M}"

    def _open_end(self, found: re.Match[str]) -> str:
        minute = self._free_minute()
        self._open_ended.add(minute)
        self._nights[minute] = time()
        return f"{found[1]}-{minute:%H:%M}"

    def _minute_for(self, closing: time) -> time:
        known: Mapping[time, time] = {end: minute for minute, end in self._nights.items()}
        minute = known.get(closing) or self._free_minute()
        self._nights[minute] = closing
        return minute

    def _free_minute(self) -> time:
        """A minute before midnight at which nothing else in the text ends."""
        for minute in _LAST_MINUTES:
            if minute not in self._nights and f"{minute:%H:%M}" not in self.text:
                return minute
        raise HoursUnreadable(self.text)


def _with_fallback(text: str) -> tuple[str, str]:
    """The rules, and the words for all other times: `Mo-Fr 08:00-17:00 || "call"`."""
    found = _FALLBACK.fullmatch(text)
    if not found or not found["usual"].strip():
        return text, ""
    return found["usual"].strip(), "; ".join(words[1:-1] for words in _QUOTED.findall(found["otherwise"]))


def _outside_quotes_split(text: str) -> Iterator[str]:
    """The rules of a text and the signs between them; signs in quotation marks divide nothing."""
    rule = ""
    for number, part in enumerate(_QUOTED.split(text)):
        if number % 2:
            rule += part
            continue
        first, *more = _RULE_END.split(part)
        rule += first
        for piece in more:
            if piece in (";", "||") or rule in (";", "||"):
                yield rule
                rule = piece
            else:
                rule += piece
    yield rule
