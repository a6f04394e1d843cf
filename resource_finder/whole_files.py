"""Files are written whole or not at all, and what cannot be read is passed over and said.

A disk may be full and a process may be killed at any byte: a file under its own name is always one that was
written to its end.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)

READABLE = 0o644

# Name, size, moment and number of each file.
Stamp = tuple[tuple[str, int, int, int], ...]


def write_whole(path: Path, content: str | bytes, mode: int = READABLE) -> None:
    """Put the content under this name in one step; whatever fails before leaves the old file as it was.

    A folder that stands under the name is moved aside. What is no file (a pipe) is written as it is.
    """
    content = content.encode() if isinstance(content, str) else content
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write_through(draft, content, mode)
        if path.is_dir() and not path.is_symlink():
            move_aside(path)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    keep_names(path.parent)


def read_whole(path: Path, what: str) -> str | None:
    """The text of the file; None where there is none, and where it cannot be read, which the log says."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if path.is_symlink():
            log.warning("%s in %s leads nowhere: passed over", what, path.name)
    except (OSError, UnicodeDecodeError) as error:
        log.warning("%s in %s cannot be read (%s): passed over", what, path.name, reason(error))
    return None


def is_there(path: Path) -> bool:
    """Whether anything stands under this name, be it a link that leads nowhere."""
    return path.is_symlink() or path.exists()


def stamp_of(folder: Path) -> Stamp:
    """Another whenever a file of the folder was written, cut, replaced or removed; costs no reading."""
    paths = [Path(parent, name) for parent, _folders, names in os.walk(folder) for name in sorted(names)]
    return tuple(sorted(state for path in paths for state in stamp_of_file(path)))


def stamp_of_file(path: Path) -> Stamp:
    """The same of one file; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return ((str(path), status.st_size, status.st_mtime_ns, status.st_ino),)


def reason(error: Exception) -> str:
    """Why, without the path: `Is a directory`, `not UTF-8`."""
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def move_aside(path: Path) -> Path:
    """Nothing is thrown away that this program cannot read: it may be somebody's only copy."""
    aside = path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}")
    path.rename(aside)
    log.warning("%s is kept as %s", path.name, aside.name)
    return aside


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write in; it takes the name `path`, which may be an empty folder, when all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.mkdir()
    try:
        yield draft
        for file in draft.rglob("*"):
            write_through(file)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    keep_names(path.parent)


def write_through(path: Path) -> None:
    """What was written here is on the disk, not on its way."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_names(folder: Path) -> None:
    """A new name is on the disk, too. Some file systems cannot be asked, and keep it by themselves."""
    with suppress(OSError):
        write_through(folder)


def _write_through(draft: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
