"""Which visits of a shared screen are over, in one file that every worker of this machine reads and writes.

Its size never changes: a mark has one of many places in it, and there stands when the last visit that was
ended at this place had begun. Whatever began at the same place until then is over, too. So nothing is ever
pushed out, however many leave, and leaving costs four bytes. What cannot be read and written answers "over":
a screen that cannot forget must not answer.
"""

import logging
import os
import secrets
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)

PLACES = 1 << 20
# A clock that was put back a little must end no visit.
AHEAD_SECONDS = 60
_MAGIC = b"left 01\n"
_WHEN = struct.Struct("<I")
_HEAD = len(_MAGIC) + _WHEN.size
SIZE = _HEAD + PLACES * _WHEN.size


class CannotForget(RuntimeError):
    """That a visit is over cannot be kept now."""


class Leavings:
    """The file. A visit is the place of its mark (any number) and the second in which it began."""

    def __init__(self, path: Path, now: Callable[[], int]) -> None:
        self._path = path
        self._now = now
        # What this worker could not keep: all that had begun until then is over.
        self._lost_until = 0
        self._has_room = 0

    def can_be_kept(self) -> bool:
        """Whether somebody may leave now; makes the file, and takes the room that it needs on the disk."""
        try:
            with self._opened():
                return True
        except CannotForget:
            return False

    def prepare(self) -> None:
        """Make the file where there is none, without its room yet; `can_be_kept` says if that failed."""
        try:
            if not self._path.exists():
                self._make()
        except OSError as error:
            log.info("the file of visits that are over cannot be made: %s", type(error).__name__)

    def is_over(self, place: int, began: int) -> bool:
        """True also where that cannot be known."""
        try:
            with self._opened() as file:
                return began < _floor(file) or began <= _read(file, place)
        except CannotForget:
            return True

    def end(self, place: int, began: int) -> None:
        """Raises CannotForget; until it can be kept again this worker holds all visits for ended.

        The others, and who starts after a restart, learn it from the file: where it can be taken away, the
        next one that is made says that all visits until then are over.
        """
        try:
            with self._opened() as file:
                if began > _read(file, place):
                    os.pwrite(file, _WHEN.pack(began), _at(place))
        except (CannotForget, OSError) as error:
            self._lost_until = self._now()
            with suppress(OSError):
                self._path.unlink()
            raise CannotForget(str(error)) from error

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            file = self._open_or_make()
        except OSError as error:
            raise CannotForget(type(error).__name__) from error
        try:
            self._make_up_for_what_was_lost(file)
            yield file
        except OSError as error:
            raise CannotForget(type(error).__name__) from error
        finally:
            os.close(file)

    def _open_or_make(self) -> int:
        """For writing, also to read: who cannot write must not answer."""
        for attempt in range(2):
            try:
                file = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            except FileNotFoundError:
                if attempt:
                    raise
                self._make()
                continue
            if self._is_whole(file):
                return file
            os.close(file)
            log.error("the file of visits that are over was damaged: every visit so far is over")
            self._make(replacing=True)
        raise OSError("the file does not stay whole")

    def _is_whole(self, file: int) -> bool:
        """Also takes the room on the disk once, so that one that fills up later stops nobody from leaving.

        A floor in the future is of a clock that was wrong: it would keep the screen closed until then.
        """
        found = os.fstat(file)
        if found.st_size != SIZE or os.pread(file, len(_MAGIC), 0) != _MAGIC:
            return False
        if self._has_room != found.st_ino:
            if found.st_blocks * 512 < SIZE:
                os.posix_fallocate(file, 0, SIZE)
            self._has_room = found.st_ino
        return _floor(file) <= self._now() + AHEAD_SECONDS

    def _make(self, replacing: bool = False) -> None:
        """Whole or not at all. Of several workers the first makes it; who left before is not known."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, _MAGIC + _WHEN.pack(self._now()))
            os.ftruncate(file, SIZE)
            if replacing:
                os.replace(draft, self._path)
            else:
                os.link(draft, self._path)
        except FileExistsError:
            pass
        finally:
            os.close(file)
            draft.unlink(missing_ok=True)

    def _make_up_for_what_was_lost(self, file: int) -> None:
        if not self._lost_until:
            return
        os.pwrite(file, _WHEN.pack(max(_floor(file), self._lost_until + 1)), len(_MAGIC))
        self._lost_until = 0


def _floor(file: int) -> int:
    """Visits that began before this second are over."""
    return _number(file, len(_MAGIC))


def _at(place: int) -> int:
    return _HEAD + place % PLACES * _WHEN.size


def _read(file: int, place: int) -> int:
    return _number(file, _at(place))


def _number(file: int, at: int) -> int:
    return int(_WHEN.unpack(os.pread(file, _WHEN.size, at))[0])
