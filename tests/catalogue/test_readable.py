"""What the fields declare of their values holds for rows of the tables, too, whoever wrote them there."""

from dataclasses import replace

import pytest

from resource_finder.catalogue.columns import FIELDS, Field
from resource_finder.catalogue.readable import readable
from resource_finder.domain.offering import Offering
from tests.matching.making import offering

STEERING = "a\x1b]0;b\u202ec"
TEXTS = [field for field in FIELDS if field.is_text and not field.column.allowed]
CHOICES = [field for field in FIELDS if field.column.holds == "choice" and field.name != "precision"]


def saying(field: Field, value: object) -> Offering:
    row = offering()
    if not field.holder:
        return replace(row, **{field.name: value})
    return replace(row, **{field.holder: replace(getattr(row, field.holder), **{field.name: value})})


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: field.name)
def test_no_text_that_the_public_reads_steers_a_terminal(field: Field) -> None:
    shown = field.of(readable(saying(field, STEERING)))
    assert shown.isprintable() is not field.column.is_for_staff


@pytest.mark.parametrize("field", CHOICES, ids=lambda field: field.name)
def test_a_word_that_a_closed_list_does_not_hold_is_no_answer(field: Field) -> None:
    assert field.of(readable(saying(field, "perhaps"))) in ("", "unconfirmed")
    assert [field.of(readable(saying(field, word))) for word in field.column.allowed] == [
        *field.column.allowed
    ]
