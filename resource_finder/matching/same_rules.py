"""Rows that say the same to everything the rules ask: a verdict is made once for all of them."""

from collections.abc import Hashable

from resource_finder.domain.offering import Offering

_LANGUAGES_ASKED = ("es", "asl")


def rule_set(offering: Offering) -> Hashable:
    """All that the criteria and the share of people it is for read of a row; equal for equal verdicts.

    A number, a street and a point count only as being there or not.
    """
    return (
        offering.kind,
        offering.needs,
        offering.who,
        offering.record,
        offering.supervision,
        offering.pays_with,
        offering.cost,
        "photo_id" in offering.documents,
        tuple(language for language in offering.languages if language in _LANGUAGES_ASKED),
        offering.accessible,
        bool(offering.phones),
        bool(offering.address),
        offering.private_address,
    )
