"""The rows that may be shown, in the order of the sheets, and ways to some of them."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import overload

from resource_finder.domain.offering import Offering
from resource_finder.domain.rulebook import Rulebook


class Shelf(Sequence[Offering]):
    """Who asks for some rows need not look at all. All lists are in the order of the sheets."""

    @abstractmethod
    def offering(self, offering_id: str) -> Offering | None: ...

    @abstractmethod
    def service(self, service_id: str) -> Offering | None:
        """The row that is this HSDS service."""

    @abstractmethod
    def of_organization(self, organization_id: str) -> Sequence[Offering]: ...

    @abstractmethod
    def serving(self, need: str) -> Sequence[Offering]:
        """What meets the need, or a sub-need of it."""

    @abstractmethod
    def of_kinds(self, kinds: Iterable[str]) -> Sequence[Offering]: ...

    @abstractmethod
    def around(self, county: str, need: str = "", kind: str = "", state: bool = True) -> Sequence[Offering]:
        """What stands in the county or lists it and, unless told otherwise, what serves the state."""

    @abstractmethod
    def asking(self, paper: str, county: str) -> int:
        """How many rows around the county ask for the paper."""

    @abstractmethod
    def hours(self) -> Iterable[str]:
        """All opening hours, each at least once, and perhaps some that were changed since."""

    @abstractmethod
    def names(self) -> Iterable[tuple[str, str]]:
        """Each organization with the county of each of its rows; small and large letters may be mixed up."""


class ObjectShelf(Shelf):
    """All rows in memory: every question is a loop."""

    def __init__(self, rows: Iterable[Offering], rules: Rulebook) -> None:
        self._rows = tuple(rows)
        self._rules = rules

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Offering: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Offering, ...]: ...
    def __getitem__(self, at: int | slice) -> Offering | tuple[Offering, ...]:
        return self._rows[at]

    @cached_property
    def _by_id(self) -> dict[str, Offering]:
        return {row.id: row for row in self._rows}

    @cached_property
    def _by_service(self) -> dict[str, Offering]:
        return {str(row.service_id): row for row in self._rows}

    def offering(self, offering_id: str) -> Offering | None:
        return self._by_id.get(offering_id)

    def service(self, service_id: str) -> Offering | None:
        return self._by_service.get(service_id)

    def of_organization(self, organization_id: str) -> Sequence[Offering]:
        return [row for row in self._rows if str(row.organization_id) == organization_id]

    def serving(self, need: str) -> Sequence[Offering]:
        return [row for row in self._rows if self._rules.needs.matches(need, row.needs)]

    def of_kinds(self, kinds: Iterable[str]) -> Sequence[Offering]:
        wanted = frozenset(kinds)
        return [row for row in self._rows if row.kind in wanted]

    def around(self, county: str, need: str = "", kind: str = "", state: bool = True) -> Sequence[Offering]:
        return [
            row
            for row in self._rows
            if (county in (row.county, *row.serves) or (state and row.statewide))
            and (not need or self._rules.needs.matches(need, row.needs))
            and (not kind or row.kind == kind)
        ]

    def asking(self, paper: str, county: str) -> int:
        return sum(paper in row.documents for row in self.around(county))

    def hours(self) -> Iterable[str]:
        return (row.hours for row in self._rows)

    def names(self) -> Iterable[tuple[str, str]]:
        return ((row.organization, row.county) for row in self._rows)
