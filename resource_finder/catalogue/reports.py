"""What people say is wrong with a listing: a queue for staff that holds nothing of who wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from resource_finder.catalogue.tables import Report

# A flood, from one machine or many, must not bury what people wrote, nor fill the disk.
MOST_OPEN_FOR_ONE = 20
MOST_OPEN = 5_000


@dataclass(frozen=True, slots=True)
class OpenReport:
    """One report that staff have not settled yet; `times` counts those who wrote the same."""

    number: int
    offering: str
    kind: str
    text: str
    first_on: str
    times: int


class Reports:
    """The queue in the tables. The caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, offering: str, kind: str, text: str, on: date) -> bool:
        """Keep a report, or count one more that says the same. False when the queue is full."""
        same = self._session.scalar(
            select(Report).where(
                Report.offering == offering,
                Report.kind == kind,
                Report.text == text,
                Report.settled_on.is_(None),
            )
        )
        if same is not None:
            same.times += 1
            return True
        if self._open(offering) >= MOST_OPEN_FOR_ONE or self._open() >= MOST_OPEN:
            return False
        self._session.add(Report(offering=offering, kind=kind, text=text, first_on=on.isoformat(), times=1))
        return True

    def open(self, offering: str = "") -> list[OpenReport]:
        """Those that most people wrote, then the oldest, come first."""
        wanted = select(Report).where(Report.settled_on.is_(None))
        if offering:
            wanted = wanted.where(Report.offering == offering)
        rows = self._session.scalars(wanted.order_by(Report.times.desc(), Report.first_on, Report.id))
        return [OpenReport(r.id, r.offering, r.kind, r.text, r.first_on, r.times) for r in rows]

    def settle(self, numbers: Sequence[int], on: date) -> list[int]:
        """Mark reports as looked after; answers those that were open."""
        rows = self._session.scalars(
            select(Report).where(Report.id.in_(numbers), Report.settled_on.is_(None))
        )
        settled = []
        for row in rows:
            row.settled_on = on.isoformat()
            settled.append(row.id)
        return settled

    def _open(self, offering: str = "") -> int:
        counted = select(func.count()).select_from(Report).where(Report.settled_on.is_(None))
        if offering:
            counted = counted.where(Report.offering == offering)
        return self._session.scalar(counted) or 0
