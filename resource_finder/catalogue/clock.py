"""A clock that stands in the past makes good rows look wrong: it is said, and the rows stay.

One row of next year is a slip of the hand; hundreds are a clock that lost its battery.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from resource_finder.catalogue.cells import IN_THE_FUTURE
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.domain.offering import Offering

_FEW, _SHARE = 10, 0.05
# A small catalogue: more than half of its rows.
_FEWEST, _MOST = 3, 0.5
_YEAR, _MONTH = timedelta(days=366), timedelta(days=31)


def clock_fault(offerings: Iterable[Offering], today: date) -> str:
    """What is wrong with the clock by these rows, and what may be wrong therefore; empty when nothing is."""
    return clock_fault_by(Counter(row.checked_on for row in offerings), today)


def clock_fault_by(checked: Mapping[str, int], today: date) -> str:
    """The same by how many rows were checked on each day."""
    later = {day: count for day, count in checked.items() if day > today.isoformat()}
    count = sum(later.values())
    return _said(max(later), count, today) if _are_many(count, sum(checked.values())) else ""


def read_by_a_likely_day(read: Callable[[date], SheetsRead], today: date) -> tuple[SheetsRead, str]:
    """The sheets, and what is wrong with the clock.

    Where it looks wrong, they are read by the day of their newest rows: a date far beyond is a fault still.
    """
    found = read(today)
    bad = {(fault.file, fault.line) for fault in found.faults if fault.message.endswith(IN_THE_FUTURE)}
    if not _are_many(len(bad), len(found.offerings) + len(bad)):
        return found, ""
    likely = _newest_day(read(date.max).offerings)
    if likely is None:
        return found, ""
    # What a source says of its own day may be a little newer than any row.
    return read(min(likely, date.max - _MONTH) + _MONTH), _said(likely.isoformat(), len(bad), today)


def _are_many(later: int, of: int) -> bool:
    return (later >= _FEW and later > _SHARE * of) or (later >= _FEWEST and later > _MOST * of)


def _newest_day(offerings: Iterable[Offering]) -> date | None:
    """The newest day that is not far beyond those of most rows; None where no good row bears one."""
    days = sorted(date.fromisoformat(f"{o.checked_on}-01-01"[:10]) for o in offerings if o.checked_on)
    if not days:
        return None
    usual = days[len(days) * 9 // 10]
    return max(day for day in days if day - usual <= _YEAR)


def _said(newest: str, count: int, today: date) -> str:
    return (
        f"the clock looks wrong: it says {today}, but {count} rows were checked later, up to {newest}. "
        "Places and lists still work; “open now” and ages are wrong until the clock is set"
    )
