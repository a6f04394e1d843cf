"""What silence leaves: always ASK, and a question to put where a place could turn a person away.

Nobody is told to ask a bus for its rule on records, a food bank if it takes men, or a help line if it takes
children; a line that finds a bed is asked who takes a record. Which facts leave a question is said of each
kind of row, in the vocabulary. But nothing that was left unsaid is a promise: where no question is put, the
answer says that the source does not tell. What it does say always counts.
"""

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.verdicts import Finding, Remark, Verdict

NOT_SAID = "not_said"
# A telephone line is spoken with, but it has no door.
_OF_A_LINE = frozenset({"spanish", "asl"})
_OF_A_DOOR = "wheelchair"


def unsaid(fact: str, offering: Offering, kind: Kind, question: Remark) -> Finding:
    """What the source's silence about a fact that was told comes to: ASK, and the question if one is put."""
    remark = question if must_be_asked(fact, offering, kind) else Remark.of(NOT_SAID, about=fact)
    return Finding(Verdict.ASK, remark)


def must_be_asked(fact: str, offering: Offering, kind: Kind) -> bool:
    """True where the source's silence about this fact leaves a question for the person to ask."""
    if fact in _OF_A_LINE:
        return bool(offering.phones) or not only_tells(offering, kind)
    if fact == _OF_A_DOOR:
        return not only_tells(offering, kind)
    return kind.asks_about(fact, offering.needs)


def is_care(offering: Offering, kind: Kind) -> bool:
    """A doctor, a dentist, counseling or treatment: there is a bill, and an insurance may pay it."""
    return kind.has("care", offering.needs)


def only_tells(offering: Offering, kind: Kind) -> bool:
    """A line, a guide, a list, a page of law without a door of its own: it is named for what it tells."""
    has_a_door = offering.address or offering.private_address
    return not has_a_door and kind.has("tells", offering.needs)
