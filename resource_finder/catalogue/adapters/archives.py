"""Files inside a zip that a stranger made: read within limits, never unpacked to disk."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.limits import MOST_MEMBERS, MOST_RATIO, SMALL, TooLarge, check_zip

MOST_BYTES = 192 * 1024 * 1024
MOST_BYTES_OF_ONE = 64 * 1024 * 1024
# Of a table that is read line by line, and never held whole.
MOST_BYTES_STREAMED = 2 * 1024 * 1024 * 1024
MOST_BYTES_OF_LINE = 1024 * 1024


class Archive:
    """The members of one zip by their last name. Raises SheetsFaulty for what is unsafe or too large."""

    def __init__(
        self, file: Path, most_bytes: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE
    ) -> None:
        self._file, self._left, self._most_of_one = file, most_bytes, most_of_one
        try:
            check_zip(file)
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
        except TooLarge as error:
            raise self._refused(str(error)) from error
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise self._refused("is neither a folder nor a zip file that can be read") from error
        names = [info.filename for info in infos]
        self._sizes = {info.filename: (info.compress_size, info.file_size) for info in infos}
        if len(names) > MOST_MEMBERS:
            raise self._refused(f"holds {len(names)} files; {MOST_MEMBERS} are the most")
        for name in names:
            if _leaves_its_folder(name):
                raise self._refused(f"holds a file that would leave its folder: “{name[:60]}”")
        self._names: dict[str, str] = {}
        for name in names:
            last = name.rsplit("/", 1)[-1]
            if last in self._names:
                raise self._refused(f"holds “{last[:60]}” twice: which one is meant?")
            if last:
                self._names[last] = name

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> tuple[str, ...]:
        return tuple(self._names)

    def read(self, name: str) -> bytes:
        """The content of a member. The size that the archive states is not believed."""
        most = min(self._left, self._most_of_one)
        self._check_ratio(name, self._sizes[self._names[name]][1])
        try:
            with zipfile.ZipFile(self._file) as archive, archive.open(self._names[name]) as member:
                content = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise self._refused(f"“{name}” in it is damaged or locked") from error
        if len(content) > most:
            raise self._refused(f"“{name}” in it unpacks to more than {most // 2**20} MB")
        self._left -= len(content)
        return content

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member that may be too large to hold, one after the other."""
        left = MOST_BYTES_STREAMED
        self._check_ratio(name, self._sizes[self._names[name]][1])
        try:
            with zipfile.ZipFile(self._file) as archive, archive.open(self._names[name]) as member:
                while line := member.readline(MOST_BYTES_OF_LINE + 1):
                    left -= len(line)
                    self._check_ratio(name, MOST_BYTES_STREAMED - left)
                    if left < 0 or len(line) > MOST_BYTES_OF_LINE:
                        raise self._refused(f"“{name}” in it is too large to be read, or one line of it is")
                    yield line
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise self._refused(f"“{name}” in it is damaged or locked") from error

    def _check_ratio(self, name: str, unpacked: int) -> None:
        """Refuses a member that unpacks, or says that it unpacks, to far more than text can."""
        packed = self._sizes[self._names[name]][0]
        if unpacked > SMALL and unpacked > MOST_RATIO * packed:
            raise self._refused(f"“{name}” in it unpacks to more than {MOST_RATIO} times its size")

    def _refused(self, message: str) -> SheetsFaulty:
        return SheetsFaulty([Fault(self._file.name, 0, "", message, "refused")])


def _leaves_its_folder(name: str) -> bool:
    paths = (PurePosixPath(name), PureWindowsPath(name))
    return any(path.is_absolute() or path.drive or ".." in path.parts for path in paths)
