"""Lists that were handed out under a short code: ids of offerings and the last day of handing out."""

import hmac
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from resource_finder.catalogue.impatience import impatient
from resource_finder.catalogue.tables import HandedOutList
from resource_finder.whole_files import is_there, read_whole, reason, write_whole

log = logging.getLogger(__name__)

# No sign that looks like another on a bad copy (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B), no vowels: no words appear.
SIGNS = "23456789CDFHJKMNPQRTVWXY"
LENGTH = 6
# After so many days without being handed out again a code opens nothing, and goes when the next one is kept.
DAYS_KEPT = 90
# Far more lists than a program of this size hands out. No code gives way to another before its days are over:
# somebody holds the paper. So a machine that asks for all lists is stopped by the day, and then here.
MOST_CODES = 200_000
# More than a library of 30 kiosks prints, were there a new list at each in every minute of a long day.
MOST_A_DAY = 20_000
# A page waits this long for another writer, then goes without a code.
WAIT_MILLISECONDS = 250
_TRIES = 8
_KEY = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What a code stands for: ids in the order in which they were first handed out."""

    code: str
    ids: tuple[str, ...]
    last_on: date

    @property
    def until(self) -> date:
        """The last day on which the code opens."""
        return self.last_on + timedelta(days=DAYS_KEPT)


class NoCode(Enum):
    """Why a list has no code. False, as a code is true."""

    BUSY = "try again in a minute"
    FULL = "too many are kept"

    def __bool__(self) -> bool:
        return False


class HandedOutLists:
    """The lists in the tables.

    A code is made of the ids and of `key`, so that nobody without the key can say which code a list has.
    With one key the same ids have the same code.
    """

    def __init__(self, engine: Engine, key: str) -> None:
        self._engine = engine
        self._key = key.encode()

    def hand_out(
        self, ids: Sequence[str], on: date, may_write: Callable[[], bool] = lambda: True
    ) -> HandedOut | NoCode:
        """The code of these ids, made when there is none yet, and good for `DAYS_KEPT` from this day.

        Why not, when none can be had: a database that cannot be written now must not stop a list.
        """
        wanted = HandedOut("", tuple(dict.fromkeys(ids)), on)
        try:
            for code in self._candidates(wanted.ids):
                found = self.opened(code, on)
                if found is None:
                    return self._kept(HandedOut(code, wanted.ids, on)) if may_write() else NoCode.BUSY
                if set(found.ids) == set(wanted.ids):
                    is_good = found.last_on >= on or not may_write()
                    return found if is_good else self._renewed(found, on)
        except SQLAlchemyError as error:
            log.warning("no short code: %s", type(error).__name__)
        return NoCode.BUSY

    def opened(self, code: str, on: date) -> HandedOut | None:
        """What the code opens on this day; looking at it makes it last no longer."""
        wanted = select(HandedOutList.ids, HandedOutList.last_on).where(HandedOutList.code == code)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        found = HandedOut(code, tuple(row.ids.split("\n")), date.fromisoformat(row.last_on))
        return found if found.until >= on else None

    def _candidates(self, ids: Sequence[str]) -> Iterator[str]:
        """The codes that these ids may have, the first that is free first."""
        for attempt in range(_TRIES):
            told = "\n".join((str(attempt), *sorted(ids))).encode()
            number = int.from_bytes(hmac.digest(self._key, told, "sha256"))
            signs = []
            for _ in range(LENGTH):
                number, sign = divmod(number, len(SIGNS))
                signs.append(SIGNS[sign])
            yield "".join(signs)

    def _kept(self, new: HandedOut) -> HandedOut | NoCode:
        """The same, once it is kept; another worker may have kept it in the same moment."""
        oldest = new.last_on - timedelta(days=DAYS_KEPT)
        with self._engine.connect() as connection, impatient(connection, WAIT_MILLISECONDS):
            # Written before anything is read: who has read first may not write once another has.
            connection.execute(delete(HandedOutList).where(HandedOutList.last_on < oldest.isoformat()))
            if why_not := _why_no_more(connection, new.last_on):
                log.error("no short code: %s", why_not)
                return NoCode.FULL
            row = {"code": new.code, "ids": "\n".join(new.ids), "last_on": new.last_on.isoformat()}
            try:
                connection.execute(insert(HandedOutList).values(row))
                connection.commit()
            except IntegrityError:
                connection.rollback()
                found = self.opened(new.code, new.last_on)
                return found if found and set(found.ids) == set(new.ids) else NoCode.BUSY
        return new

    def _renewed(self, found: HandedOut, on: date) -> HandedOut:
        """The same, good from this day on; where that cannot be written, as long as it was."""
        try:
            with self._engine.connect() as connection, impatient(connection, WAIT_MILLISECONDS):
                this = update(HandedOutList).where(HandedOutList.code == found.code)
                connection.execute(this.values(last_on=on.isoformat()))
                connection.commit()
        except SQLAlchemyError as error:
            log.warning("a short code lasts no longer: %s", type(error).__name__)
            return found
        return HandedOut(found.code, found.ids, on)


def _why_no_more(connection: Connection, on: date) -> str:
    """Empty while there is room for one more."""
    counted = select(func.count()).select_from(HandedOutList)
    kept = connection.execute(counted).scalar() or 0
    if kept >= MOST_CODES:
        return f"{kept} are kept already"
    today = connection.execute(counted.where(HandedOutList.last_on == on.isoformat())).scalar() or 0
    return f"{today} were handed out today" if today >= MOST_A_DAY else ""


@lru_cache(maxsize=8)
def key_in(folder: Path) -> str:
    """The key of this installation's codes: made up once and kept, so that a restart changes no code.

    Where it cannot be kept it lasts as long as the program runs.
    """
    path = folder / "short-codes.key"
    made_up = secrets.token_hex(32)
    try:
        if not is_there(path):
            _keep_unless_there(path, made_up)
        kept = read_whole(path, "the key of short codes") or ""
        if _KEY.fullmatch(kept):
            return kept
        # Codes that were handed out open as before: only those of lists that come again are others.
        log.warning("the key of short codes is damaged: another one takes its place")
        write_whole(path, made_up, 0o600)
    except OSError as error:
        log.warning("the key of short codes cannot be kept: %s", reason(error))
    return made_up


def _keep_unless_there(path: Path, text: str) -> None:
    """Whole or not at all, and of several at once the first: a link is made in one step."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
