"""What an adapter read past, counted: nothing of a file is dropped in silence."""

from collections import Counter
from collections.abc import Iterator


class LeftOut:
    """Reasons and how often each held; what concerns one row is said by itself."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._mended: Counter[str] = Counter()
        self._said: dict[str, None] = {}

    def count(self, reason: str) -> None:
        """One row more that is left out for this reason (“other state”)."""
        self._counts[reason] += 1

    def count_mended(self, what: str) -> None:
        """One row more of which this is true and that is used all the same."""
        self._mended[what] += 1

    def say(self, remark: str) -> None:
        self._said.setdefault(remark)

    def lines(self) -> Iterator[str]:
        yield from self._said
        for what, count in self._mended.most_common():
            yield f"{count} {'row' if count == 1 else 'rows'}: {what}"
        for reason, count in self._counts.most_common():
            yield f"{count} {'row' if count == 1 else 'rows'} left out: {reason}"
