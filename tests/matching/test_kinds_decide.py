"""What the kind of a row says by itself: for whom it is, and who is never sent there."""

import pytest

from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.eligibility import eligibility
from tests.matching.making import bed, kind_of, offering, person

YES, ASK, NO = Verdict.YES, Verdict.ASK, Verdict.NO


def verdict(row, *about):
    return eligibility(row, person(*about), kind_of(row))[0]


def codes(row, *about):
    return [finding.remark.code for finding in eligibility(row, person(*about), kind_of(row))[1]]


@pytest.mark.parametrize("said", [{}, {"record": (("sex_offense", "yes"),)}, {"record": (("any", "yes"),)}])
@pytest.mark.parametrize(
    ("kind", "who", "expected"),
    [
        ("youth-shelter", (), NO),
        ("safe-house", (), NO),
        ("maternity-home", (), NO),
        ("child-care", (), NO),
        ("school-clinic", (), NO),
        ("shelter", ("women", "families"), NO),
        ("transitional-housing", ("families",), NO),
        ("coordinated-entry", ("families",), NO),
        ("shelter", ("men", "women", "families"), ASK),
        ("shelter", (), ASK),
        ("legal-aid", ("families",), ASK),
    ],
)
def test_nobody_with_a_sex_offense_is_sent_where_children_or_people_in_danger_live(kind, who, said, expected):
    row = offering(needs=("housing", "family"), kind=kind, who=who, **said)
    about = ("sex_offense", "man", "children") if "families" in who else ("sex_offense",)
    found = dict(zip(codes(row, *about), eligibility(row, person(*about), kind_of(row))[1], strict=True))
    assert ("kept_from" in found) is (expected is NO)
    assert "ask_record" not in found or expected is ASK
    if expected is NO:
        assert verdict(row, *about) is NO
        assert "kept_from" not in codes(row, "arson")


def test_a_house_that_says_no_itself_is_quoted_and_not_vetoed():
    row = bed(kind="safe-house", record=(("sex_offense", "no"),))
    assert "refuses_record" in codes(row, "sex_offense")
    assert "kept_from" not in codes(row, "sex_offense")


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ({"kind": "school-clinic"}, (), NO),
        ({"kind": "school-clinic"}, ("man",), NO),
        ({"kind": "school-clinic"}, ("children",), YES),
        ({"kind": "school-clinic"}, ("youth",), YES),
        ({"kind": "health-center", "who": ("youth",)}, (), NO),
        ({"kind": "health-center", "who": ("ages 0-17",)}, ("senior",), NO),
        ({"kind": "health-center", "who": ("youth",)}, ("youth",), ASK),
        ({"kind": "health-center", "who": ("ages 0-21",)}, (), ASK),
        ({"kind": "health-center"}, (), YES),
    ],
)
def test_a_minors_clinic_is_for_no_adult_unless_children_come_along(said, about, expected):
    row = offering(needs=("medical",), **said)
    found = verdict(row, *about)
    assert (found is NO) is (expected is NO)
    assert ("for_minors" in codes(row, *about)) is (expected is NO)


@pytest.mark.parametrize(
    ("kind", "told", "outside"),
    [
        ("youth-shelter", "youth", "senior"),
        ("maternity-home", "pregnant", "man"),
        ("aging-office", "senior", "youth"),
        ("va-clinic", "veteran", None),
        ("head-start", "children", None),
        ("english-class", "spanish", None),
    ],
)
def test_a_kind_for_one_group_is_asked_of_everybody_else(kind, told, outside):
    row = offering(kind=kind, needs=("family",), languages=("es",))
    assert codes(row) == ["meant_for"]
    assert verdict(row) is ASK
    assert "meant_for" not in codes(row, told)
    if outside:
        assert verdict(row, outside) is NO


def test_the_row_itself_says_for_whom_it_is_before_its_kind_does():
    assert codes(offering(kind="youth-shelter", who=("ages 16-24",))) == ["only_ages"]
    assert codes(offering(kind="maternity-home", who=("women", "families"))) == ["only_for"]


def test_nobody_who_looks_for_a_parole_office_is_asked_if_they_are_on_parole():
    office = offering(kind="parole-office", needs=("supervision",), supervision="only")
    program = offering(kind="reentry-program", needs=("supervision", "job"), supervision="only")
    assert codes(office) == []
    assert codes(program) == ["supervision_only"]
    assert eligibility(program, person(needs=("supervision",)), kind_of(program)) == (YES, ())
