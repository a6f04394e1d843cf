"""What of a catalogue may be shown, and how: closed rows are not, and nobody learns where a shelter hides."""

from collections.abc import Iterable, Iterator

from resource_finder.domain.contacts import reachable_row
from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering, without_street
from resource_finder.finding.columns import Lists


def shown(offerings: Iterable[Offering], rules: Lists) -> Iterator[Offering]:
    """Those that may be shown, as they may be."""
    return (shown_row(row, rules.kinds) for row in offerings if row.status != "closed")


def shown_row(row: Offering, kinds: Kinds) -> Offering:
    """The very same where all of it may be shown."""
    row = reachable_row(row)
    return without_street(row) if kinds.of(row.kind).has("hidden") else row
