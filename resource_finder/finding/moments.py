"""What depends on the day, the hour, the place or the telephone alone, for each distinct value once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.freshness import Fresh, freshness
from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.hours import MISSOURI_TIME, OpenState, open_state
from resource_finder.domain.situation import Origin
from resource_finder.finding.asked import Asked
from resource_finder.finding.columns import Columns
from resource_finder.finding.examples import Examples
from resource_finder.matching.help import best_way_in, still_there
from resource_finder.matching.match import Factor, RideKind
from resource_finder.matching.rides import RIDE_MILES, Rides

Floats = NDArray[np.float64]
Small = NDArray[np.int8]

# Rides by number: none known, on foot, and by providers.
RIDE_KINDS: tuple[RideKind | None, ...] = (None, "foot", "city_bus", "call_ahead", "medicaid", "intercity")
ON_FOOT = RIDE_KINDS.index("foot")
_WAYS = 16
_UNKNOWN = -1
# One for each stretch between the distances at which rides change.
STRETCHES = len(RIDE_MILES) + 1
_IN_STRETCH = (*RIDE_MILES, RIDE_MILES[-1] + 1.0)
# Two a county, with Medicaid's rides and without.
_TABLES_KEPT = 256


class Factors:
    """Factors of help by their number, and their values as a column."""

    def __init__(self, factors: Sequence[Factor]) -> None:
        self.of = tuple(factors)
        self.values: Floats = np.array([factor.value for factor in factors])


class Moments:
    """Tables that are looked up by the codes of a row; those of the last minute and day are kept."""

    def __init__(self, columns: Columns, table: HelpTable, rides: Rides) -> None:
        self._columns = columns
        self._table = table
        self._rides = rides
        self._checked = Examples(columns, columns.checks)
        self._hours = columns.hours_of
        self.still = lru_cache(maxsize=2)(self._still)
        self.fresh = lru_cache(maxsize=2)(self._fresh)
        self.contact = lru_cache(maxsize=2)(self._contact)
        self._open_at = lru_cache(maxsize=4)(self._no_state_yet)
        self._states_at = lru_cache(maxsize=4)(self._read_states)
        self._easiest_from = lru_cache(maxsize=_TABLES_KEPT)(self._no_ride_yet)

    def _still(self, today: date) -> Factors:
        """By the code of the check: likely to be there still."""
        return Factors([still_there(row, today, self._table) for row in self._checked])

    def _fresh(self, today: date) -> list[Fresh]:
        """By the code of the check."""
        return [freshness(row.checked_on, today) for row in self._checked]

    def _contact(self, has_no_phone: bool) -> Factors:
        """By the ways of a row: the best of them."""
        return Factors([best_way_in(ways, has_no_phone, self._table) for ways in range(_WAYS)])

    def states(self, now: datetime) -> Callable[[int], OpenState]:
        """Says the state at this minute by the code of the hours."""
        return self._states_at(now.astimezone(MISSOURI_TIME).replace(second=0, microsecond=0))

    def _read_states(self, minute: datetime) -> Callable[[int], OpenState]:
        return lru_cache(maxsize=None)(lambda code: open_state(self._hours[code], minute))

    def is_open(self, codes: NDArray[np.int32], now: datetime) -> NDArray[np.bool_]:
        """Whether hours of these codes are known to be open; each text is read once a minute."""
        known = self._open_at(now.astimezone(MISSOURI_TIME).replace(second=0, microsecond=0))
        state = self.states(now)
        for code in np.unique(codes[known[codes] == _UNKNOWN]).tolist():
            known[code] = bool(state(code).now)
        is_open: NDArray[np.bool_] = known[codes] == 1
        return is_open

    def _no_state_yet(self, _minute: datetime) -> Small:
        return np.full(len(self._hours), _UNKNOWN, dtype=np.int8)

    def easiest(self, codes: NDArray[np.int32], stretch: NDArray[np.intp], asked: Asked) -> Small:
        """The number of the easiest ride to rows of these codes, so far away."""
        origin, about = asked.situation.origin, asked.situation.about
        known = self._easiest_from(origin.county, "no_insurance" in about and "medicaid" not in about)
        places = codes * STRETCHES + stretch
        for place in np.unique(places[known[places] == _UNKNOWN]).tolist():
            known[place] = self._ride(place // STRETCHES, _IN_STRETCH[place % STRETCHES], asked, origin)
        rides: Small = known[places]
        return rides

    def _ride(self, code: int, miles: float, asked: Asked, origin: Origin) -> int:
        row = self._columns.offerings[int(self._columns.rides.examples[code])]
        return RIDE_KINDS.index(self._rides.easiest(row, miles, origin, asked.situation.about))

    def _no_ride_yet(self, _county: str, _without_medicaid: bool) -> Small:
        return np.full(len(self._columns.rides.examples) * STRETCHES, _UNKNOWN, dtype=np.int8)
