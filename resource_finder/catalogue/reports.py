"""What people say is wrong with a listing: a queue for staff that holds nothing of who wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from resource_finder.catalogue.impatience import impatient
from resource_finder.catalogue.tables import Report
from resource_finder.domain.visible import visible

# A flood, from one machine or many, must not bury what people wrote, nor fill the disk.
MOST_OPEN_FOR_ONE = 20
MOST_OPEN = 5_000
# Who reports waits this long for another writer, then is asked to send it again.
WAIT_MILLISECONDS = 1_000


@dataclass(frozen=True, slots=True)
class OpenReport:
    """One report that staff have not settled yet; `times` counts those who wrote the same."""

    number: int
    offering: str
    kind: str
    text: str
    first_on: str
    times: int


def hash_of(text: str) -> str:
    """The same for words that differ in blanks and capital letters alone."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()


def keep_report(engine: Engine, offering: str, kind: str, text: str, on: date) -> bool:
    """`Reports.add` in a transaction of its own, which fails where another writes for long."""
    with (
        engine.connect() as connection,
        impatient(connection, WAIT_MILLISECONDS),
        Session(connection) as session,
    ):
        is_kept = Reports(session).add(offering, kind, text, on)
        session.commit()
    return is_kept


class Reports:
    """The queue in the tables. The caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, offering: str, kind: str, text: str, on: date) -> bool:
        """Keep a report, or count one more that says the same. False when the queue is full.

        The first statement writes, so that SQLite waits while a load holds its lock. A transaction that has
        read before it writes does not wait: it fails at once.
        """
        text = visible(text, keeps_lines=True)
        if self._count_one_more(offering, kind, text):
            return True
        if self._open(offering) >= MOST_OPEN_FOR_ONE or self._open() >= MOST_OPEN:
            return False
        new = Report(offering=offering, kind=kind, text=text, text_hash=hash_of(text), times=1)
        new.first_on = on.isoformat()
        try:
            with self._session.begin_nested():
                self._session.add(new)
        except IntegrityError:  # somebody else said the same in this moment
            return self._count_one_more(offering, kind, text)
        return True

    def _count_one_more(self, offering: str, kind: str, text: str) -> bool:
        """Whether an open report says this already."""
        same = (
            update(Report)
            .where(
                Report.offering == offering,
                Report.kind == kind,
                Report.text_hash == hash_of(text),
                Report.settled_on.is_(None),
            )
            .values(times=Report.times + 1)
            .returning(Report.id)
        )
        return bool(self._session.execute(same).all())

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
