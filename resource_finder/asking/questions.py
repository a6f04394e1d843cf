"""Which question about the person is next, and what was told so far."""

from collections.abc import Iterable

from resource_finder.domain.circumstances import QUESTIONS, Answer, Question

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
        if question.unless & facts:
            continue
        return question
    return None


def answers_given(about: Iterable[str]) -> list[tuple[Question, Answer]]:
    """What was told, in the order of the questions, to be shown and changed."""
    facts = frozenset(about)
    return [
        (question, answer) for question in QUESTIONS for answer in question.answers if answer.about in facts
    ]
