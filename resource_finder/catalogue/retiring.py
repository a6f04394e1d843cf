"""How many rows of each sheet a load or an import would take from the public; too many stop it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resource_finder.domain.offering import Catalogue, Offering

# More than one row in so many is no day's work: a filter, a lost file, a half download.
ONE_IN = 10


@dataclass(frozen=True, slots=True)
class Loss:
    """The rows of one sheet that would go, by id, and how many the sheet has now."""

    sheet: str
    gone: tuple[str, ...]
    of: int

    @property
    def is_too_much(self) -> bool:
        """More than a tenth, or the whole sheet. A small sheet has no other rule: its rows are as dear."""
        return len(self.gone) * ONE_IN > self.of

    def __str__(self) -> str:
        count = f"all {self.of}" if len(self.gone) == self.of else f"{len(self.gone)} of {self.of}"
        return f"{self.sheet}.csv: {count} rows"


class WouldRetire(RuntimeError):
    """Nothing was changed: too many rows of these sheets would go. Only who asks for it goes on."""

    def __init__(self, losses: Iterable[Loss]) -> None:
        self.losses = tuple(losses)
        told = "; ".join(map(str, self.losses))
        super().__init__(f"{told} would be retired")


def left_out(current: Catalogue | None, fresh: Iterable[Offering]) -> tuple[Loss, ...]:
    """Rows that stand in no sheet any more. One that was moved to another sheet is not lost."""
    return gone_from({row.id: row.sheet for row in current.offerings} if current else {}, fresh)


def gone_from(sheet_of: Mapping[str, str], fresh: Iterable[Offering]) -> tuple[Loss, ...]:
    """The same of rows of which the id and the sheet are known."""
    kept = {offering.id for offering in fresh}
    rows = sheet_of.items()
    return _losses(rows, (row for row in rows if row[0] not in kept))


def closed(current: Catalogue, fresh: Iterable[Offering]) -> tuple[Loss, ...]:
    """Rows that people could find and that would be closed or gone."""
    shown = {offering.id for offering in fresh if offering.status != "closed"}
    rows = [row for row in current.offerings if row.status != "closed"]
    pairs = [(row.id, row.sheet) for row in rows]
    return _losses(pairs, (pair for pair in pairs if pair[0] not in shown))


def refuse_too_many(losses: Iterable[Loss], retire: bool) -> None:
    """Raises WouldRetire with every sheet that would lose too much, unless `retire` asks for it."""
    if too_many := [loss for loss in losses if loss.is_too_much and not retire]:
        raise WouldRetire(too_many)


def _losses(rows: Iterable[tuple[str, str]], gone: Iterable[tuple[str, str]]) -> tuple[Loss, ...]:
    counts = Counter(sheet for _code, sheet in rows)
    ids: dict[str, list[str]] = defaultdict(list)
    for code, sheet in gone:
        ids[sheet].append(code)
    return tuple(Loss(sheet, tuple(ids[sheet]), counts[sheet]) for sheet in sorted(ids))
