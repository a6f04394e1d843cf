"""Will they take me: every rule, and silence."""

from dataclasses import replace

import pytest

from resource_finder.domain.circumstances import CIRCUMSTANCES, RECORDS
from resource_finder.domain.offering import Phone
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.criteria_record import needs_officer_approval
from resource_finder.matching.eligibility import eligibility
from tests.matching.making import bed, kind_of, offering, person

YES, ASK, NO = Verdict.YES, Verdict.ASK, Verdict.NO


def verdict(row, *about):
    return eligibility(row, person(*about), kind_of(row))[0]


def codes(row, *about):
    return [finding.remark.code for finding in eligibility(row, person(*about), kind_of(row))[1]]


# Facts that a source need not speak of: nobody is shut out for them, or no place is asked for them.
FREE_OF_SILENCE = {"senior", "veteran", "no_car", "no_phone"}


def asked_of(row, facts=CIRCUMSTANCES):
    """The facts whose silence puts a question; every other fact is left open, and none is promised."""
    found = {fact: codes(row, fact) for fact in facts}
    for fact, said in found.items():
        if said and fact not in FREE_OF_SILENCE:
            assert verdict(row, fact) is (NO if "kept_from" in said else ASK)
    return {fact for fact, said in found.items() if set(said) - {"not_said", "meant_for", "kept_from"}}


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_that_the_source_does_not_speak_of_is_asked(record):
    assert verdict(bed(), record) is ASK
    assert codes(bed(), record) == ["ask_record"]


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        ((("arson", "no"),), "arson", NO),
        ((("arson", "yes"),), "arson", YES),
        ((("arson", "ask"),), "arson", ASK),
        ((("arson", "no"),), "drug", ASK),
        ((("any", "no"),), "arson", NO),
        ((("any", "no"),), "any_felony", NO),
        ((("any", "yes"),), "any_felony", YES),
        ((("any", "yes"),), "sex_offense", ASK),
        ((("any", "yes"), ("sex_offense", "no")), "sex_offense", NO),
        ((("any", "no"), ("drug", "yes")), "drug", YES),
    ],
)
def test_a_record_gets_what_the_source_says_of_it(said, asked, expected):
    assert verdict(offering(record=said), asked) is expected


def test_one_refused_record_refuses_a_person_with_several():
    row = offering(record=(("drug", "yes"), ("arson", "no")))
    assert verdict(row, "drug") is YES
    assert verdict(row, "drug", "arson") is NO


def test_a_restriction_nobody_spoke_of_is_shown_and_asked():
    row = offering(record=(("sex_offense", "no"),))
    assert verdict(row) is ASK
    assert codes(row) == ["restriction_record"]


def test_a_felony_of_no_kind_is_asked_where_some_kind_is_refused():
    row = offering(record=(("any", "yes"), ("sex_offense", "no")))
    assert verdict(row, "any_felony") is ASK
    assert set(codes(row, "any_felony")) == {"restriction_record", "takes_record"}


def test_a_bed_is_never_promised_to_somebody_on_the_registry():
    row = bed(record=(("sex_offense", "yes"),))
    assert verdict(row, "sex_offense") is ASK
    assert codes(row, "sex_offense") == ["ask_officer_first"]
    assert verdict(offering(record=(("sex_offense", "yes"),)), "sex_offense") is YES


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ("", ("supervision",), ASK),
        ("yes", ("supervision",), YES),
        ("no", ("supervision",), NO),
        ("ask", ("supervision",), ASK),
        ("only", ("supervision",), YES),
        ("only", (), ASK),
        ("no", (), YES),
        ("", (), YES),
    ],
)
def test_supervision(said, about, expected):
    assert verdict(bed(supervision=said), *about) is expected


@pytest.mark.parametrize(
    ("who", "about", "expected"),
    [
        (("men",), (), ASK),
        (("men",), ("man",), YES),
        (("men",), ("woman",), NO),
        (("women",), ("man",), NO),
        (("women",), ("woman",), YES),
        (("women",), ("pregnant",), YES),
        (("men",), ("pregnant",), NO),
        (("men", "women"), (), YES),
        (("men", "women"), ("man",), YES),
        (("men",), ("man", "children"), ASK),
        (("women", "families"), ("woman", "children"), YES),
        (("women", "families"), ("man",), ASK),
        (("families",), (), ASK),
        (("families",), ("children",), YES),
        (("families",), ("man", "children"), YES),
        (("families",), ("man",), ASK),
        (("pregnant",), ("woman",), ASK),
        (("pregnant",), ("woman", "pregnant"), YES),
        (("pregnant",), ("man",), NO),
        ((), ("man",), ASK),
        ((), ("children",), ASK),
        (("veterans",), (), ASK),
        (("veterans",), ("veteran",), YES),
        (("men", "veterans"), ("veteran", "woman"), NO),
        (("men", "veterans"), ("veteran",), ASK),
        (("men", "veterans"), ("veteran", "man"), YES),
        ((), ("veteran",), YES),
        (("youth",), ("youth",), YES),
        (("youth",), ("senior",), NO),
        (("youth",), (), ASK),
        (("seniors",), ("senior",), YES),
        (("seniors",), ("youth",), NO),
        (("ages 60-",), ("senior",), YES),
        (("ages 61-",), ("senior",), ASK),
        (("ages -59",), ("senior",), NO),
        (("ages -60",), ("senior",), ASK),
        (("ages 18-",), ("youth",), NO),
        (("ages 18-",), ("senior",), YES),
        (("ages 18-",), (), ASK),
        (("ages 18-24",), ("senior",), NO),
        (("ages 16-24",), ("youth",), ASK),
        (("ages -17",), ("youth",), YES),
        ((), ("youth",), ASK),
        ((), ("senior",), YES),
    ],
)
def test_who_is_let_in(who, about, expected):
    assert verdict(bed(who=who), *about) is expected


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ({"needs": ("treatment",), "pays_with": ("medicaid",)}, ("medicaid",), YES),
        ({"needs": ("treatment",), "pays_with": ("cash",)}, ("medicaid",), ASK),
        ({"needs": ("treatment",)}, ("medicaid",), ASK),
        ({"needs": ("food",)}, ("medicaid",), YES),
        ({"needs": ("medical/dental",), "cost": "pay_what_you_can"}, ("no_insurance",), YES),
        ({"needs": ("medical",)}, ("no_insurance",), ASK),
        ({"needs": ("medical",), "pays_with": ("state_funds",)}, ("no_insurance",), YES),
        ({"needs": ("food",), "cost": "free"}, ("no_money",), YES),
        ({"needs": ("ride",), "cost": "$2 each way"}, ("no_money",), ASK),
        ({"needs": ("food",)}, ("no_money",), ASK),
    ],
)
def test_who_pays(said, about, expected):
    assert verdict(offering(**said), *about) is expected


@pytest.mark.parametrize(
    ("said", "about", "expected"),
    [
        ({"documents": ("photo_id",)}, ("no_id",), ASK),
        ({}, ("no_id",), ASK),
        ({"languages": ("en", "es")}, ("spanish",), YES),
        ({}, ("spanish",), ASK),
        ({"languages": ("asl",)}, ("asl",), YES),
        ({"accessible": "yes"}, ("wheelchair",), YES),
        ({"accessible": "no"}, ("wheelchair",), NO),
        ({}, ("wheelchair",), ASK),
    ],
)
def test_papers_languages_and_wheelchairs(said, about, expected):
    assert verdict(offering(**said), *about) is expected


def test_the_worst_finding_counts_and_stands_first():
    row = offering(who=("women",), record=(("drug", "yes"),))
    assert codes(row, "drug", "man") == ["only_for", "takes_record"]
    assert verdict(row, "drug", "man") is NO


def test_nothing_said_and_nothing_asked_stands_in_nobodys_way():
    assert eligibility(offering(), person(), kind_of(offering())) == (YES, ())


LINE = {"phones": (Phone("573-555-0100"),), "statewide": True}
HOME = {*RECORDS, "supervision", "man", "woman", "children", "pregnant", "youth", "no_id", "no_money"}
NO_DRUGS = {"any_felony", "sex_offense", "violent", "arson"}


@pytest.mark.parametrize(
    ("kind", "needs", "asked", "never_asked"),
    [
        ("shelter", ("housing/tonight",), HOME, {"medicaid", "no_insurance"}),
        ("affordable-housing", ("housing/longer",), HOME - {"man", "woman"}, {"man", "woman"}),
        ("coordinated-entry", ("housing",), set(RECORDS), HOME - set(RECORDS)),
        ("youth-shelter", ("housing/tonight",), {"man", "no_id"}, {*RECORDS, "supervision"}),
        ("safe-house", ("housing/tonight",), {"children"}, {*RECORDS, "supervision"}),
        ("city-bus", ("ride",), {"no_money"}, {*RECORDS, "supervision", "man", "children", "no_id"}),
        ("parole-office", ("supervision",), set(), {*RECORDS, "supervision", "woman", "no_id", "no_money"}),
        ("license-office", ("id",), {"no_money"}, {*RECORDS, "supervision", "man", "no_id", "youth"}),
        ("health-center", ("medical",), {"no_insurance", "pregnant", "youth"}, {*RECORDS, "man"}),
        ("opioid-medicine", ("treatment",), {"no_insurance", "pregnant"}, {*RECORDS, "man"}),
        ("live-in-treatment", ("treatment",), NO_DRUGS | {"man", "medicaid"}, {"drug"}),
        ("snap-office", ("food",), {"drug", "no_id"}, {"sex_offense", "arson", "man", "no_money"}),
        ("pantry", ("food",), {"no_id"}, {*RECORDS, "man", "children", "supervision", "youth"}),
        ("employer", ("job/employers",), {*RECORDS, "supervision", "no_id"}, {"man", "no_money", "children"}),
        ("training", ("job/training",), {"no_money", "youth"}, {"man", "no_insurance"}),
        ("program", ("money", "housing"), {*RECORDS, "supervision", "man"}, {"no_insurance"}),
        ("program", ("ride",), {"no_money"}, {*RECORDS, "man", "no_id"}),
    ],
)
def test_only_what_could_turn_somebody_away_is_asked(kind, needs, asked, never_asked):
    row = offering(needs=needs, kind=kind)
    assert asked_of(row, asked | never_asked) == asked
    left_open = {fact for fact in never_asked if {"not_said", "kept_from"} & set(codes(row, fact))}
    assert never_asked - left_open <= {"no_insurance", "medicaid"}  # there is no bill for care


def test_a_row_without_a_kind_is_asked_what_its_needs_may_ask():
    assert asked_of(offering(needs=("housing",)), HOME) == HOME
    assert asked_of(offering(needs=("ride",)), HOME) == {"no_money"}


@pytest.mark.parametrize("kind", ["help-line", "guide", "coordinated-entry", "job-board"])
def test_a_line_or_a_guide_is_asked_for_its_language_and_who_takes_a_record(kind):
    row = offering(**LINE, kind=kind, needs=("housing", "job"))
    assert asked_of(row) == {"spanish", "asl", *RECORDS}
    for phones, refers in ((row.phones, "line"), ((), "list")):
        found = replace(row, phones=phones)
        (said,) = eligibility(found, person("arson"), kind_of(found))[1]
        assert dict(said.remark.values) == {"record": "arson", "refers": refers}
    assert not needs_officer_approval(row, person("supervision"), kind_of(row))
    assert codes(replace(row, who=("women",)), "man") == ["only_for"]
    assert codes(replace(row, phones=()), "spanish") == ["not_said"]


def test_a_line_for_food_is_not_asked_about_a_record():
    assert codes(offering(**LINE, kind="help-line", needs=("food",)), "arson") == ["not_said"]


def test_a_line_with_a_door_is_asked_if_a_wheelchair_gets_in():
    row = offering(**LINE, kind="help-line")
    assert codes(row, "wheelchair") == ["not_said"]
    assert codes(replace(row, address="1 Nowhere Street"), "wheelchair") == ["ask_wheelchair"]


def test_a_page_of_law_is_asked_nothing():
    row = offering(needs=("legal", "job"), kind="legal-rule")
    assert asked_of(row) == set()


def test_an_employer_hires():
    row = offering(needs=("job/employers",), kind="employer", record=(("any", "yes"), ("arson", "no")))
    remarks = [
        found.remark for found in eligibility(row, person("drug", "arson", "supervision"), kind_of(row))[1]
    ]
    assert len(remarks) == 3
    assert all(dict(remark.values)["hires"] for remark in remarks)


def test_public_housing_tells_the_federal_rule_and_refuses_nobody_by_itself():
    row = bed(kind="housing-authority")
    assert codes(row, "sex_offense") == ["public_housing_registry"]
    assert codes(row, "violent") == ["ask_record"]
    assert verdict(row, "sex_offense") is ASK
    assert codes(row, "man") == codes(row, "woman") == ["not_said"]
    assert codes(row, "children") == codes(row, "pregnant") == ["ask_group"]
    assert verdict(bed(kind=row.kind, record=(("sex_offense", "no"),)), "sex_offense") is NO


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        (("no_insurance", "no_money"), ["no_insurance"]),
        (("medicaid", "no_money"), ["medicaid"]),
        (("no_money",), ["no_money"]),
    ],
)
def test_who_pays_is_asked_once(about, asked):
    row = offering(needs=("treatment",))
    findings = eligibility(row, person(*about), kind_of(row))[1]
    assert [dict(finding.remark.values)["payment"] for finding in findings] == asked


def test_public_housing_tells_of_the_rule_on_meth_beside_the_question():
    row = bed(kind="housing-authority")
    assert codes(row, "drug") == ["ask_record", "public_housing_meth"]
    assert codes(bed(), "drug") == ["ask_record"]
    for said, expected in (("yes", ASK), ("no", NO)):
        assert verdict(replace(row, record=(("drug", said),)), "drug") is expected
    assert codes(replace(row, record=(("drug", "no"),)), "drug") == ["refuses_record"]


NEEDS = (
    *("housing", "job/employers", "ride", "treatment", "mental-health", "medical", "family", "id", "food"),
    *("money", "legal", "school", "supervision", "phone"),
)


@pytest.mark.parametrize("need", NEEDS)
def test_silence_is_never_a_yes_and_never_a_no(need):
    """But for who is never shut out by it, and for insurance where there is no bill for care."""
    is_care = need in ("treatment", "mental-health", "medical")
    for row in (offering(needs=(need,)), offering(needs=(need,), kind="help-line", **LINE)):
        no_bill = set() if is_care and not row.kind else {"medicaid", "no_insurance"}
        for fact in CIRCUMSTANCES:
            is_open = fact not in FREE_OF_SILENCE | no_bill
            assert verdict(row, fact) is (ASK if is_open else YES), fact


def test_what_is_not_said_and_not_asked_stands_as_one_after_what_is_asked():
    row = offering(needs=("ride",), languages=("es",))
    findings = eligibility(row, person("man", "drug", "spanish"), kind_of(row))[1]
    assert [found.remark.code for found in findings] == ["not_said", "speaks"]
    assert dict(findings[0].remark.values) == {"about": "drug,man"}
    assert codes(offering(needs=("medical",)), "drug", "no_insurance") == ["ask_payment", "not_said"]
    assert codes(offering(needs=("ride",), who=("women",)), "man", "drug") == ["only_for", "not_said"]


@pytest.mark.parametrize("need", ["ride", "phone", "food"])
def test_what_medicaid_alone_pays_is_for_people_with_medicaid(need):
    row = offering(needs=(need,), pays_with=("medicaid",), cost="free")
    assert (verdict(row), codes(row)) == (ASK, ["only_medicaid"])
    assert (verdict(row, "medicaid"), codes(row, "medicaid", "no_money")) == (YES, ["takes_payment"])
    assert (verdict(row, "no_insurance"), codes(row, "no_insurance")) == (NO, ["only_medicaid"])
    assert verdict(row, "no_insurance", "medicaid") is YES
    assert verdict(row, "no_money") is ASK


@pytest.mark.parametrize(
    ("cost", "expected"), [("", ASK), ("free", ASK), ("$20 a visit", ASK), ("pay_what_you_can", YES)]
)
def test_a_clinic_that_lists_medicaid_alone_refuses_nobody(cost, expected):
    row = offering(needs=("treatment",), pays_with=("medicaid",), cost=cost)
    assert verdict(row, "no_insurance") is expected
    assert verdict(row, "medicaid") is YES
    assert codes(row) == []
