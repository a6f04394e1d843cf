"""What may be true of a person and decides who takes them, and the questions that ask for it: one row each.

A new circumstance is one row of `ROWS` with all that is said of it, its code among the answers of a question,
and the rule that reads it (`CRITERIA` in `matching/eligibility.py`). Texts are English here, marked to be
translated where they are shown. What is forgotten fails the tests, never a request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from resource_finder.languages import to_translate as _

OLDEST = 130


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One fact of a person. `code` is how JSON, the command line and the vocabulary call it."""

    code: str
    # Such people, as they stand after "they take"; of a record, what stands after "people with".
    people: str
    # What is tapped; none where only typed words tell it.
    answer: str = ""
    answer_other: str = ""
    # Records are told together, and so are groups: "men with children along".
    family: Literal["", "record", "group"] = ""
    # The first and the last year of age, where it is one.
    ages: tuple[int, int] | None = None
    # The need that a line means which tells this and names no need.
    need: str = ""
    # It says what somebody lacks, so a "no" before it takes nothing back.
    is_lack: bool = False
    # The need that tells it when it is denied: "no papers".
    denied_need: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One tap. `about` is the circumstance it tells; empty where the answer changes nothing."""

    about: str
    label: str
    label_other: str = ""

    def said(self, for_other: bool) -> str:
        return self.label_other if for_other and self.label_other else self.label


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with its answers in the order shown."""

    code: str
    ask: str
    ask_other: str
    why: str
    answers: tuple[Answer, ...]
    # The needs it matters to; empty is all.
    needs: frozenset[str] = frozenset()
    # Several of its answers may be true of one person.
    takes_several: bool = False
    # Its answers stand behind a tap where others may read the screen.
    is_private: bool = False
    # Not asked of whom one of these is true.
    unless: frozenset[str] = frozenset()

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(answer.about for answer in self.answers if answer.about)

    def veiled(self, for_other: bool) -> str:
        """The question without its subject."""
        return _("One question about the person") if for_other else _("One question about you")

    def asked(self, for_other: bool) -> str:
        return self.ask_other if for_other else self.ask

    def matters_to(self, needs: Iterable[str]) -> bool:
        return not self.needs or any(need.partition("/")[0] in self.needs for need in needs)


_YES = _("Yes")
_NO = _("No")

ROWS: tuple[Circumstance, ...] = (
    Circumstance("any_felony", _("a felony"), _("Another felony"), family="record"),
    Circumstance("sex_offense", _("a sex offense"), _("A sex offense"), family="record"),
    Circumstance("violent", _("a violent record"), _("A violent crime"), family="record"),
    Circumstance("arson", _("an arson record"), _("Arson (setting a fire)"), family="record"),
    Circumstance("drug", _("a drug record"), _("A drug crime"), family="record"),
    Circumstance("supervision", _("people on parole or probation"), _YES, need="supervision"),
    Circumstance("man", _("men"), _("A man"), family="group"),
    Circumstance("woman", _("women"), _("A woman"), family="group"),
    Circumstance("children", _("people with children along"), _YES, family="group", need="family"),
    Circumstance("pregnant", _("people who are pregnant"), _YES, family="group", need="medical"),
    Circumstance("youth", _("people under 18"), _("Under 18"), family="group", ages=(0, 17)),
    Circumstance("senior", _("people 60 and over"), _("60 or over"), family="group", ages=(60, OLDEST)),
    Circumstance("veteran", _("veterans"), _YES, family="group"),
    Circumstance("no_id", _("people without an ID"), _NO, need="id", is_lack=True, denied_need="id"),
    Circumstance("no_car", _("people without a car"), _NO, need="ride", is_lack=True, denied_need="ride"),
    Circumstance("no_phone", _("people without a phone"), need="phone", is_lack=True, denied_need="phone"),
    Circumstance(
        "no_insurance",
        _("people without insurance"),
        _("I have no insurance"),
        _("They have no insurance"),
        need="medical",
        is_lack=True,
    ),
    Circumstance("medicaid", _("people with Medicaid"), _("Medicaid (MO HealthNet)"), need="money"),
    Circumstance("no_money", _("people without money"), _NO, need="money", is_lack=True),
    Circumstance("spanish", _("people who speak Spanish"), _("Spanish")),
    Circumstance("asl", _("people who use American Sign Language"), _("American Sign Language")),
    Circumstance("wheelchair", _("people in a wheelchair"), _YES),
)
BY_CODE: Mapping[str, Circumstance] = MappingProxyType({row.code: row for row in ROWS})
CIRCUMSTANCES: tuple[str, ...] = tuple(BY_CODE)
RECORDS: tuple[str, ...] = tuple(row.code for row in ROWS if row.family == "record")
AGES: Mapping[str, tuple[int, int]] = MappingProxyType({row.code: row.ages for row in ROWS if row.ages})

_CARE = frozenset({"medical", "mental-health", "treatment"})
# Who looks for a ride has told by that how they travel.
_PLACES = _CARE | {"housing", "job", "family", "id", "food", "money", "legal", "school"}
_PLACES |= {"supervision", "phone"}


def _told(*codes: str, otherwise: str) -> tuple[Answer, ...]:
    """The answers that tell these circumstances; "" stands where the one does that tells nothing."""
    rows = (BY_CODE[code] if code else Circumstance("", "", otherwise) for code in codes)
    return tuple(Answer(row.code, row.answer, row.answer_other) for row in rows)


# In the order in which they are asked.
QUESTIONS: tuple[Question, ...] = (
    Question(
        "pay",
        _("How do you pay for care?"),
        _("How does the person pay for care?"),
        _("Some places take Medicaid. Some help people who have no insurance."),
        _told("medicaid", "no_insurance", "", otherwise=_("Another way")),
        _CARE,
    ),
    Question(
        "record",
        _("Do you have a record for one of these?"),
        _("Does the person have a record for one of these?"),
        _("Some places do not take every record."),
        _told("sex_offense", "violent", "arson", "drug", "any_felony", "", otherwise=_("None of these")),
        frozenset({"housing", "job", "treatment", "school"}),
        takes_several=True,
        is_private=True,
    ),
    Question(
        "who",
        _("Who needs the help?"),
        _("Who needs the help?"),
        _("Some places are only for men, or only for women."),
        _told("man", "woman", "", otherwise=_("I would rather not say")),
        frozenset({"housing", "treatment", "family"}),
    ),
    Question(
        "pregnant",
        _("Are you pregnant?"),
        _("Is the person pregnant?"),
        _("Some places have help for people who are pregnant."),
        _told("pregnant", "", otherwise=_NO),
        frozenset({"treatment", "medical", "family"}),
        unless=frozenset({"man"}),
    ),
    Question(
        "children",
        _("Will children be with you?"),
        _("Will children be with the person?"),
        _("Some places take families. Some do not."),
        _told("children", "", otherwise=_NO),
        frozenset({"housing", "family", "treatment"}),
    ),
    Question(
        "supervision",
        _("Are you on parole or probation?"),
        _("Is the person on parole or probation?"),
        _("Some places are only for people on parole or probation. Some do not take them."),
        _told("supervision", "", otherwise=_NO),
        frozenset({"housing", "job", "treatment", "mental-health", "supervision"}),
    ),
    Question(
        "car",
        _("Do you have a car?"),
        _("Does the person have a car?"),
        _("Without one, we show who can give you a ride."),
        _told("", "no_car", otherwise=_YES),
        _PLACES,
    ),
    Question(
        "id",
        _("Do you have a photo ID?"),
        _("Does the person have a photo ID?"),
        _("Some places ask for one. Some help you get one."),
        _told("", "no_id", otherwise=_YES),
        frozenset({"housing", "job", "money", "food", "id", "medical"}),
    ),
    Question(
        "age",
        _("How old are you?"),
        _("How old is the person?"),
        _("Some places are only for young people, or for people 60 and over."),
        _told("youth", "", "senior", otherwise=_("18 to 59")),
        frozenset({"housing", "job", "school", "medical", "ride", "treatment"}),
    ),
    Question(
        "veteran",
        _("Did you serve in the military?"),
        _("Did the person serve in the military?"),
        _("Some help is only for veterans."),
        _told("veteran", "", otherwise=_NO),
        frozenset({"housing", "job", "medical", "mental-health", "treatment", "money", "legal"}),
    ),
    Question(
        "money",
        _("Can you pay a fee?"),
        _("Can the person pay a fee?"),
        _("Some places are free. Some let you pay what you can."),
        _told("", "no_money", otherwise=_YES),
        frozenset({*_CARE, "legal", "school"}),
    ),
    Question(
        "language",
        _("Which language is best for you?"),
        _("Which language is best for the person?"),
        _("Some places have someone who speaks it."),
        _told("", "spanish", "asl", otherwise=_("English")),
    ),
    Question(
        "wheelchair",
        _("Do you use a wheelchair?"),
        _("Does the person use a wheelchair?"),
        _("Some places have steps."),
        _told("wheelchair", "", otherwise=_NO),
    ),
)
QUESTION_OF: Mapping[str, Question] = MappingProxyType({question.code: question for question in QUESTIONS})


def circumstance_of_age(years: int) -> str:
    """The circumstance of a person of so many years; empty where no rule asks for that age."""
    return next((code for code, (first, last) in AGES.items() if first <= years <= last), "")
