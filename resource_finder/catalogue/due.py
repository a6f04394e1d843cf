"""What to check next: the oldest and the most shown first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from resource_finder.domain.freshness import earliest_day
from resource_finder.domain.offering import Offering

# An undated row is as doubtful as one checked this many days ago.
UNDATED_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Due:
    """One row to check, how old its facts are, and how often it was shown."""

    offering: Offering
    days: int
    shown: int


def due(
    offerings: Iterable[Offering],
    today: date,
    shown: Mapping[str, int] | None = None,
    county: str = "",
) -> list[Due]:
    """Rows that are not closed, most pressing first: age in days times one more than the times shown.

    `county` (a slug) keeps what stands in it or serves it; `shown` counts by offering id.
    """
    counts = shown or {}
    found = [
        Due(offering, _days(offering, today), counts.get(offering.id, 0))
        for offering in offerings
        if offering.status != "closed" and (not county or _is_of(offering, county))
    ]
    return sorted(found, key=lambda row: (-row.days * (1 + row.shown), row.offering.id))


def _days(offering: Offering, today: date) -> int:
    day = earliest_day(offering.checked_on)
    return (today - day).days if day else UNDATED_DAYS


def _is_of(offering: Offering, county: str) -> bool:
    return offering.county == county or county in offering.serves
