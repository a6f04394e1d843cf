"""In what order: the eight steps, most important first."""

from datetime import datetime

from resource_finder.domain.hours import OpenState
from resource_finder.domain.verdicts import BANDS, Verdict
from resource_finder.matching.match import Match

_FRESH_TIER = {"current": 0, "old": 1, "unknown": 2}
_BAND_RANK = {band: rank for rank, band in enumerate(BANDS)}
_FAR_FUTURE = float("inf")

RankKey = tuple[bool, int, int, int, int, tuple[int, float], float, str, str]


def rank(match: Match) -> RankKey:
    """Sort key: verdict, typed words, band, yes before ask, freshness, open, distance, name."""
    return (
        match.verdict is Verdict.NO,
        -match.words_matched,
        _BAND_RANK[match.band],
        match.verdict.weight,
        _FRESH_TIER[match.fresh],
        _opening(match.open),
        match.miles if match.miles is not None else _FAR_FUTURE,
        match.offering.service.casefold(),
        match.offering.id,
    )


def _opening(state: OpenState) -> tuple[int, float]:
    """Open now, then whichever opens next, then what does not say."""
    if state.now:
        return 0, 0.0
    if state.opens is not None:
        return 1, _seconds(state.opens)
    return 2, 0.0


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
