"""The PostgreSQL engine: the server chooses the rows that can matter, and the rules judge and order those.

For several machines over one catalogue: nothing is built on each. Who can serve a place is asked of arrays of
counties and of PostGIS; what an SQL cannot decide is left to the rules of the plain loop.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import REACH_MILES
from resource_finder.finding.asked import Asked
from resource_finder.finding.candidates import Ranked
from resource_finder.finding.matcher import Matcher
from resource_finder.finding.plain import Away, PlainCandidates, nearest_first, ranked_of, reached_of
from resource_finder.finding.postgres_tables import AWAY, SearchEdition, why_away
from resource_finder.places.distance import earth_point

log = logging.getLogger(__name__)

# A chord is shorter than the ground above it, and the index of places counts in halves of a second's walk.
_SLACK_MILES = 0.05
# So many are looked at by themselves; more of what words hit are chosen by the server.
_A_LOOK = 24
_MORE_EACH_TIME = 8
_ROWS = "SELECT id FROM {schema}.row WHERE {here} AND needs @> ARRAY[:need] "
_POINT = "ST_MakePoint(:x, :y, :z)"
_SERVES = f"AND (statewide OR serves @> ARRAY[:county] OR ST_3DDWithin(place, {_POINT}, :reach)) "
_BEYOND = (
    "AND place IS NOT NULL AND NOT statewide AND NOT serves @> ARRAY[:county] "
    f"AND place <<->> {_POINT} > :least "
)
_NEAREST = f"ORDER BY place <<->> {_POINT}, id LIMIT :most"
# What says nothing of its hours is never known to be open.
_MAY_BE_OPEN = "AND hours "


class PostgresCandidates:
    """Equal to the plain loop in every answer; while the server is away that loop answers from memory."""

    def __init__(self, offerings: Sequence[Offering], matcher: Matcher, edition: SearchEdition) -> None:
        self._offerings = offerings
        self._matcher = matcher
        self._edition = edition
        self._by_id = {offering.id: offering for offering in offerings}
        self._making = threading.Lock()
        self._made: PlainCandidates | None = None

    def ranked(self, need: str | None, asked: Asked) -> Ranked:
        try:
            return self._ranked(need, asked)
        except AWAY as error:
            log.debug("rows are chosen from memory: %s", why_away(error))
        return self._stand_in.ranked(need, asked)

    @property
    def _stand_in(self) -> PlainCandidates:
        """Made once, by whoever asks first: all come at the same moment, when the server goes."""
        with self._making:
            if self._made is None:
                self._made = PlainCandidates(self._offerings, self._matcher)
            return self._made

    def _ranked(self, need: str | None, asked: Asked) -> Ranked:
        ladder = self._matcher.ladder(need)
        if need is None:
            hit = self._hit(asked)
            reached, beyond = reached_of(hit, self._matcher, asked, ladder)
            return ranked_of(reached, lambda: nearest_first(beyond, asked), self._matcher, asked, ladder)
        reached, _near = reached_of(self._serving(need, asked), self._matcher, asked, ladder)
        return ranked_of(reached, lambda: self._beyond(need, asked), self._matcher, asked, ladder)

    def _hit(self, asked: Asked) -> list[Offering]:
        return [self._by_id[row] for row in asked.hits if row in self._by_id]

    def _serving(self, need: str, asked: Asked) -> list[Offering]:
        """The rows of the need that can serve the place, and perhaps a few that stand just beyond reach."""
        origin, is_open = asked.situation.origin, _may_be_open(asked)
        if origin.is_whole_state:
            return self._rows(self._edition.ask(f"{_ROWS}AND statewide {is_open}", need=need))
        place = _place(origin)
        reach = REACH_MILES + _SLACK_MILES
        return self._rows(self._edition.ask(f"{_ROWS}{_SERVES}{is_open}", need=need, reach=reach, **place))

    def _rows(self, found: Iterable[Any]) -> list[Offering]:
        return [self._by_id[row.id] for row in found if row.id in self._by_id]

    def _beyond(self, need: str, asked: Asked) -> Iterator[Away]:
        """What lies beyond reach: what says typed words, then all others by and by, the nearest first."""
        if asked.situation.origin.is_whole_state:
            return
        matches = self._matcher.rules.needs.matches
        hit = [row for row in self._hit(asked) if matches(need, row.needs)]
        yield from nearest_first(self._away(hit, asked), asked)
        seen = {row.id for row in hit}
        for rows, is_all in self._nearest(need, asked):
            away = [one for one in self._away(rows, asked) if one[0].id not in seen]
            away.sort(key=lambda one: (one[1], one[0].id))
            # The server measures a hair otherwise: the last ones may have others before them.
            surely = float("inf") if is_all else max((one[1] for one in away), default=0.0) - _SLACK_MILES
            for one in away:
                if one[1] < surely:
                    seen.add(one[0].id)
                    yield one

    def _away(self, rows: Iterable[Offering], asked: Asked) -> Iterator[Away]:
        for row in rows:
            band, miles = self._matcher.reach(row, asked.situation)
            if band is None and miles is not None:
                yield row, miles

    def _nearest(self, need: str, asked: Asked) -> Iterator[tuple[list[Offering], bool]]:
        """The nearest rows beyond reach, more of them each time; with whether these are all."""
        sql, most = f"{_ROWS}{_BEYOND}{_may_be_open(asked)}{_NEAREST}", _A_LOOK
        least = REACH_MILES - _SLACK_MILES
        while True:
            values = {"need": need, "least": least, "most": most, **_place(asked.situation.origin)}
            found = self._edition.ask(sql, **values)
            is_all = len(found) < most
            yield self._rows(found), is_all
            if is_all:
                return
            most *= _MORE_EACH_TIME


def _may_be_open(asked: Asked) -> str:
    return "" if asked.situation.open == "any" else _MAY_BE_OPEN


def _place(origin: Origin) -> dict[str, Any]:
    x, y, z = earth_point(origin.point)
    return {"county": origin.county, "x": x, "y": y, "z": z}
