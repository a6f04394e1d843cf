"""Sequences of which each thing is made when it is asked for, and where a text stands among sorted ones."""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class Numbered(Sequence[T_co]):
    """Who makes the thing of a number has a whole sequence of them, parts of it too."""

    @abstractmethod
    def made(self, at: int) -> T_co:
        """The thing of this number, which is one of 0 to before the length."""

    @overload
    def __getitem__(self, at: int) -> T_co: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(at, slice):
            return tuple(self.made(one) for one in range(*at.indices(len(self))))
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        return self.made(place)

    def __iter__(self) -> Iterator[T_co]:
        return map(self.__getitem__, range(len(self)))


def place_in(texts: Sequence[str], text: str) -> int | None:
    """Where a text stands among these, which are sorted; None where it does not."""
    at = bisect_left(texts, text)
    return at if at < len(texts) and texts[at] == text else None
