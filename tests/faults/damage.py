"""Ways in which a file comes to harm: a full disk, a kill, a bad sector, a slip of the hand."""

import shutil
from collections.abc import Callable
from pathlib import Path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    """One bit of the middle: a digit becomes another digit."""
    content = bytearray(path.read_bytes() or b"?")
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def not_utf_8(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00\x81" + path.read_bytes())


def folder(path: Path) -> None:
    removed(path)
    path.mkdir()


def leading_nowhere(path: Path) -> None:
    removed(path)
    path.symlink_to(path.parent / "nowhere" / "at all")


def in_a_circle(path: Path) -> None:
    """What nobody can open, not even root."""
    removed(path)
    path.symlink_to(path)


def removed(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


DAMAGES: tuple[Callable[[Path], None], ...] = (
    cut,
    emptied,
    flipped,
    not_utf_8,
    folder,
    leading_nowhere,
    in_a_circle,
    removed,
)
