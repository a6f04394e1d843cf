"""The questions about the person, as rows: which needs they matter to, the answers, and why we ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

Text: TypeAlias = LazyString


@dataclass(frozen=True, slots=True)
class Answer:
    """One tap. `about` is the circumstance it tells; empty where the answer changes nothing."""

    about: str
    label: Text
    label_other: Text | None = None

    def said(self, for_other: bool) -> Text:
        return self.label_other if for_other and self.label_other else self.label


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `needs` are those it matters to; empty is all."""

    code: str
    ask: Text
    ask_other: Text
    why: Text
    answers: tuple[Answer, ...]
    needs: frozenset[str] = frozenset()
    # Several of its answers may be true of one person.
    takes_several: bool = False
    # Its answers stand behind a tap where others may read the screen.
    is_private: bool = False

    def veiled(self, for_other: bool) -> Text:
        """The question without its subject."""
        return _("One question about the person") if for_other else _("One question about you")

    def asked(self, for_other: bool) -> Text:
        return self.ask_other if for_other else self.ask

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(answer.about for answer in self.answers if answer.about)

    def matters_to(self, needs: Iterable[str]) -> bool:
        return not self.needs or any(need.partition("/")[0] in self.needs for need in needs)


_YES = _("Yes")
_NO = _("No")
_CARE = frozenset({"medical", "mental-health", "treatment"})
# Who looks for a ride has told by that how they travel.
_PLACES = _CARE | {"housing", "job", "family", "id", "food", "money", "legal", "school"}
_PLACES |= {"supervision", "phone"}

QUESTIONS: tuple[Question, ...] = (
    Question(
        "pay",
        _("How do you pay for care?"),
        _("How does the person pay for care?"),
        _("Some places take Medicaid. Some help people who have no insurance."),
        (
            Answer("medicaid", _("Medicaid (MO HealthNet)")),
            Answer("no_insurance", _("I have no insurance"), _("They have no insurance")),
            Answer("", _("Another way")),
        ),
        _CARE,
    ),
    Question(
        "record",
        _("Do you have a record for one of these?"),
        _("Does the person have a record for one of these?"),
        _("Some places do not take every record."),
        (
            Answer("sex_offense", _("A sex offense")),
            Answer("violent", _("A violent crime")),
            Answer("arson", _("Arson (setting a fire)")),
            Answer("drug", _("A drug crime")),
            Answer("any_felony", _("Another felony")),
            Answer("", _("None of these")),
        ),
        frozenset({"housing", "job", "treatment", "school"}),
        takes_several=True,
        is_private=True,
    ),
    Question(
        "who",
        _("Who needs the help?"),
        _("Who needs the help?"),
        _("Some places are only for men, or only for women."),
        (Answer("man", _("A man")), Answer("woman", _("A woman")), Answer("", _("I would rather not say"))),
        frozenset({"housing", "treatment", "family"}),
    ),
    Question(
        "pregnant",
        _("Are you pregnant?"),
        _("Is the person pregnant?"),
        _("Some places have help for people who are pregnant."),
        (Answer("pregnant", _YES), Answer("", _NO)),
        frozenset({"treatment", "medical", "family"}),
    ),
    Question(
        "children",
        _("Will children be with you?"),
        _("Will children be with the person?"),
        _("Some places take families. Some do not."),
        (Answer("children", _YES), Answer("", _NO)),
        frozenset({"housing", "family", "treatment"}),
    ),
    Question(
        "supervision",
        _("Are you on parole or probation?"),
        _("Is the person on parole or probation?"),
        _("Some places are only for people on parole or probation. Some do not take them."),
        (Answer("supervision", _YES), Answer("", _NO)),
        frozenset({"housing", "job", "treatment", "mental-health", "supervision"}),
    ),
    Question(
        "car",
        _("Do you have a car?"),
        _("Does the person have a car?"),
        _("Without one, we show who can give you a ride."),
        (Answer("", _YES), Answer("no_car", _NO)),
        _PLACES,
    ),
    Question(
        "id",
        _("Do you have a photo ID?"),
        _("Does the person have a photo ID?"),
        _("Some places ask for one. Some help you get one."),
        (Answer("", _YES), Answer("no_id", _NO)),
        frozenset({"housing", "job", "money", "food", "id", "medical"}),
    ),
    Question(
        "age",
        _("How old are you?"),
        _("How old is the person?"),
        _("Some places are only for young people, or for people 60 and over."),
        (Answer("youth", _("Under 18")), Answer("", _("18 to 59")), Answer("senior", _("60 or over"))),
        frozenset({"housing", "job", "school", "medical", "ride", "treatment"}),
    ),
    Question(
        "veteran",
        _("Did you serve in the military?"),
        _("Did the person serve in the military?"),
        _("Some help is only for veterans."),
        (Answer("veteran", _YES), Answer("", _NO)),
        frozenset({"housing", "job", "medical", "mental-health", "treatment", "money", "legal"}),
    ),
    Question(
        "money",
        _("Can you pay a fee?"),
        _("Can the person pay a fee?"),
        _("Some places are free. Some let you pay what you can."),
        (Answer("", _YES), Answer("no_money", _NO)),
        frozenset({*_CARE, "legal", "school"}),
    ),
    Question(
        "language",
        _("Which language is best for you?"),
        _("Which language is best for the person?"),
        _("Some places have someone who speaks it."),
        (
            Answer("", _("English")),
            Answer("spanish", _("Spanish")),
            Answer("asl", _("American Sign Language")),
        ),
    ),
    Question(
        "wheelchair",
        _("Do you use a wheelchair?"),
        _("Does the person use a wheelchair?"),
        _("Some places have steps."),
        (Answer("wheelchair", _YES), Answer("", _NO)),
    ),
)
BY_CODE = {question.code: question for question in QUESTIONS}
STOP = "stop"
SKIPPED = "skipped"


def next_question(needs: Iterable[str], about: Iterable[str], answered: Iterable[str]) -> Question | None:
    """The first question that matters to these needs and is still open; None when all are settled."""
    settled = frozenset(answered)
    if STOP in settled:
        return None
    facts = frozenset(about)
    asked_needs = tuple(needs)
    for question in QUESTIONS:
        if question.code in settled or question.facts & facts or not question.matters_to(asked_needs):
            continue
        if question.code == "pregnant" and "man" in facts:
            continue
        return question
    return None


def answers_given(about: Iterable[str], for_other: bool) -> list[tuple[Question, Answer]]:
    """What was told, in the order of the questions, to be shown and changed."""
    facts = frozenset(about)
    return [
        (question, answer) for question in QUESTIONS for answer in question.answers if answer.about in facts
    ]
