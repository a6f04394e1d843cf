"""What silence leaves: always ASK, and a question to put where a place could turn a person away.

Nobody is told to ask a bus for its rule on records, a food bank if it takes men, or a help line if it takes
children; a line that finds a bed is asked who takes a record. But nothing that was left unsaid is a promise:
where no question is put, the answer says that the source does not tell. What it does say always counts.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import RECORDS
from resource_finder.domain.verdicts import Finding, Remark, Verdict

_CARE = frozenset({"treatment", "mental-health", "medical"})
_LIVING = frozenset({"housing", "treatment", "family"})

NOT_SAID = "not_said"
# A bus, a parole office, a license office, a clinic, a lawyer, a pantry are not asked about a record.
_RECORD = frozenset({"housing", "job", "treatment", "mental-health", "school", "family"})
# The needs for which each fact may decide; a fact that is not here matters to all.
_NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(RECORDS, _RECORD),
        "drug": _RECORD | {"money", "food"},  # some public money is closed to people with a drug record
        "supervision": frozenset({"housing", "job", "treatment", "mental-health"}),
        "man": _LIVING,
        "woman": _LIVING,
        "children": _LIVING,
        "pregnant": _LIVING | {"medical"},
        "youth": _LIVING | _CARE | {"job", "school", "ride"},
        "medicaid": _CARE,
        "no_insurance": _CARE,
        "no_money": _LIVING | _CARE | {"food", "ride", "id", "legal", "school", "phone", "job/training"},
        "no_id": _LIVING | _CARE | {"job", "food", "money", "legal", "school", "phone"},
    }
)
# What HUD's list of housing authorities is called in the sheets, and by the adapter that reads it.
PUBLIC_HOUSING = "Public housing and rent vouchers"
# A telephone line is spoken with, but it has no door.
_OF_A_LINE = frozenset({"spanish", "asl"})
# The Fair Housing Act, 42 U.S.C. 3604: nobody is refused a home for their sex. Children along and a
# pregnancy are asked about: 42 U.S.C. 3607(b) lets homes for older people refuse them.
_EQUAL_HOUSING = frozenset({"man", "woman"})
_TELLS = re.compile(
    r"\b(line|hotline|helpline|finder|guide|job bank|job board)\b"
    r"|^(find|list of|what you need|ban the box)\b|\?$",
    re.IGNORECASE,
)


def unsaid(fact: str, offering: Offering, question: Remark) -> Finding:
    """What the source's silence about a fact that was told comes to: ASK, and the question if one is put."""
    remark = question if must_be_asked(fact, offering) else Remark.of(NOT_SAID, about=fact)
    return Finding(Verdict.ASK, remark)


def must_be_asked(fact: str, offering: Offering) -> bool:
    """True where the source's silence about this fact leaves a question for the person to ask.

    A line or a list is asked about a record for the places that it names; a page of law names none.
    """
    if offering.service == PUBLIC_HOUSING and fact in _EQUAL_HOUSING:
        return False
    if only_tells(offering):
        if fact in _OF_A_LINE:
            return bool(offering.phones)
        if fact not in RECORDS or offering.needs[:1] == ("legal",):
            return False
    needs = _NEEDS.get(fact)
    return needs is None or any(need in needs or need.partition("/")[0] in needs for need in offering.needs)


def is_care(offering: Offering) -> bool:
    """A doctor, a dentist, counseling or treatment: there is a bill, and an insurance may pay it."""
    return any(need.partition("/")[0] in _CARE for need in offering.needs)


def only_tells(offering: Offering) -> bool:
    """A line, a guide, a list, a page of law: it has no place of its own and is named for what it tells.

    So is an office for people under supervision that has no place: it sends people on. A shelter behind a
    crisis line, a program without a known address and an employer still take people in, or do not.
    """
    has_a_door = offering.point or offering.address or offering.private_address
    if has_a_door or "job/employers" in offering.needs:
        return False
    if "supervision" in offering.needs:
        return True
    return bool(_TELLS.search(offering.service)) and "shelter" not in offering.service.casefold()
