"""Words for the closed lists: convictions, groups, papers, payment."""

from collections.abc import Iterable

from flask_babel import gettext

from resource_finder.domain.circumstances import BY_CODE, RECORDS
from resource_finder.wording.glossary import said_text
from resource_finder.wording.places import flowing


def record_text(record: str) -> str:
    """A kind of conviction as it stands after "people with"; several as a choice."""
    if "," in record:
        return _or([record_text(kind) for kind in record.split(",")])
    row = BY_CODE.get(record)
    return gettext(row.people) if row else record


def group_text(group: str) -> str:
    """A group as it stands after "they take"; several facts of one person as one group."""
    if "," in group:
        return _one_person(frozenset(group.split(",")), group)
    row = BY_CODE.get(group)
    return gettext(row.people) if row else group


def _one_person(facts: frozenset[str], group: str) -> str:
    words = {
        frozenset({"man", "children"}): gettext("men with children along"),
        frozenset({"woman", "children"}): gettext("women with children along"),
        frozenset({"woman", "pregnant"}): gettext("women who are pregnant"),
        frozenset({"woman", "children", "pregnant"}): gettext("pregnant women with children along"),
    }
    return words.get(facts) or _or([group_text(one) for one in group.split(",")])


# More than this many facts would make one line of them unreadable.
_MOST_NAMED = 3


def unsaid_text(about: str) -> str:
    """Of which of a person's facts a source does not speak: a statement, which asks nothing of anybody."""
    facts = about.split(",")
    if len(facts) > _MOST_NAMED:
        return gettext("They do not say if they help people in your situation")
    records = [fact for fact in facts if fact in RECORDS]
    groups = [fact for fact in facts if BY_CODE[fact].family == "group"]
    people = [
        *([gettext("people with %(record)s", record=record_text(",".join(records)))] if records else []),
        *([group_text(",".join(groups))] if groups else []),
        *(group_text(fact) for fact in facts if fact not in (*records, *groups)),
    ]
    return flowing(gettext("They do not say if they help %(people)s", people=_or(people)))


def _or(parts: list[str]) -> str:
    *before, last = parts
    if not before:
        return last
    return flowing(gettext("%(first)s or %(last)s", first=", ".join(before), last=last))


def groups_text(who: Iterable[str]) -> str:
    """Whom a place is for, as its own sign says; empty for everybody. Ages are told on the telephone."""
    groups = [word for word in who if not word.startswith("ages")]
    return only_text(",".join(groups)) if groups else ""


def only_text(who: str) -> str:
    """ "For women only", "For women and families only": one whole sentence for each mix that occurs."""
    words = {
        "men": gettext("For men only"),
        "women": gettext("For women only"),
        "families": gettext("For families with children only"),
        "youth": gettext("For people under 18 only"),
        "seniors": gettext("For people 60 and over only"),
        "veterans": gettext("For veterans only"),
        "pregnant": gettext("For people who are pregnant only"),
        "women,families": gettext("For women and for families with children only"),
        "men,families": gettext("For men and for families with children only"),
        "women,pregnant": gettext("For women only, also when pregnant"),
    }
    key = ",".join(sorted(who.split(","), key=_GROUP_ORDER.index))
    return words.get(key) or gettext("Only for: %(groups)s", groups=", ".join(map(_plural, key.split(","))))


_GROUP_ORDER = ("men", "women", "families", "youth", "seniors", "veterans", "pregnant")


def _plural(group: str) -> str:
    singular = {
        "men": "man",
        "women": "woman",
        "families": "children",
        "seniors": "senior",
        "veterans": "veteran",
    }
    return group_text(singular.get(group, group))


def document_text(document: str) -> str:
    """A paper to bring, by its code or in the provider's own words."""
    words = {
        "photo_id": gettext("photo ID"),
        "birth_certificate": gettext("birth certificate"),
        "social_security_card": gettext("Social Security card"),
        "proof_of_address": gettext("proof of address"),
        "proof_of_income": gettext("proof of income"),
        "release_papers": gettext("release papers"),
        "social_security_number": gettext("Social Security number"),
        "dd214": gettext("DD-214 (military discharge paper)"),
        "insurance_card": gettext("insurance card"),
    }
    return words.get(document) or said_text(document)


def payment_text(payment: str, takes: bool) -> str:
    if payment == "medicaid":
        return gettext("They take Medicaid") if takes else gettext("Ask first: “Do you take Medicaid?”")
    if payment == "no_insurance":
        if takes:
            return gettext("They help people without insurance")
        return gettext("Ask first: “Can I come without insurance?”")
    if takes:
        return gettext("Free, or you pay what you can")
    return gettext("Ask first: “What does it cost if I have no money?”")


def cost_text(cost: str) -> str:
    """A price, by its code or in the provider's own words."""
    words = {"free": gettext("Free"), "pay_what_you_can": gettext("Pay what you can")}
    return words.get(cost) or said_text(cost)


def start_text(how: str) -> str:
    """How to start, as a short line."""
    words = {
        "walk-in": gettext("Walk in"),
        "call": gettext("Call first"),
        "appointment": gettext("Make an appointment"),
        "referral": gettext("Someone must send you"),
        "online": gettext("Start on their website"),
        "mail": gettext("Write a letter"),
    }
    return words.get(how, how)


def pays_text(pays: str) -> str:
    words = {
        "medicaid": gettext("Medicaid"),
        "medicare": gettext("Medicare"),
        "private_insurance": gettext("private insurance"),
        "military_insurance": gettext("military insurance"),
        "cash": gettext("your own money"),
        "state_funds": gettext("state help for those who cannot pay"),
        "voucher": gettext("voucher"),
    }
    return words.get(pays, pays)
