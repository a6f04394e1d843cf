"""What must never be seen again, each as a property of its whole kind, over the real catalogue."""

from collections.abc import Iterator

import pytest
from benchmarks.answering import answer, finder, gazetteer, rules

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.kinds import UNREACHABLE
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match

# Cities, suburbs, and the far corners.
COUNTIES = ("st-louis-city", "greene", "platte", "boone", "butler", "ozark")
SAYS_NOTHING: frozenset[str] = frozenset()
MAN = frozenset({"man"})
SEX_OFFENSE = frozenset({"man", "sex_offense", "supervision"})


def here(slug: str) -> Origin:
    county = gazetteer().counties[slug]
    return Origin(slug, county.latitude, county.longitude, True)


def started(need: str, about: frozenset[str] = SAYS_NOTHING) -> Iterator[Match]:
    """The first card of each county."""
    for slug in COUNTIES:
        start = answer(here(slug), need, about).start
        assert start, (slug, need)
        yield start


def listed(need: str, about: frozenset[str], slug: str = "greene") -> list[Match]:
    found = answer(here(slug), need, about)
    return [match for step in found.steps for match in step.matches]


@pytest.mark.parametrize(
    ("need", "about", "kinds"),
    [
        ("housing/tonight", SAYS_NOTHING, {"day-center", "housing-authority"}),
        ("housing", SAYS_NOTHING, {"day-center", "housing-authority", "maternity-home"}),
        ("housing", MAN, {"maternity-home", "safe-house", "youth-shelter"}),
        ("job", SAYS_NOTHING, {"hiring-rule", "hiring-pledge", "legal-rule", "prison-program"}),
        ("job/employers", SAYS_NOTHING, {"hiring-rule", "hiring-pledge"}),
        ("legal", SAYS_NOTHING, {"voter-office", "court", "legal-rule"}),
        ("money", SAYS_NOTHING, {"disability-benefits", "legal-rule"}),
        ("school", SAYS_NOTHING, {"prison-program", "head-start"}),
        ("food", SAYS_NOTHING, {"reentry-housing", "rent-help", "little-pantry"}),
        ("medical", SAYS_NOTHING, {"hospital", "school-clinic", "va-clinic"}),
        ("supervision", SEX_OFFENSE, {"prison", "help-line", "prison-program"}),
        ("ride", SAYS_NOTHING, {"medical-ride", "long-distance-ride", "disability-help"}),
    ],
)
def test_these_kinds_are_never_the_first_step(need: str, about: frozenset[str], kinds: set[str]) -> None:
    assert [match.offering.id for match in started(need, about) if match.kind in kinds] == []


@pytest.mark.parametrize(
    "kind", ["day-center", "hiring-rule", "hiring-pledge", "voter-office", "prison-program"]
)
def test_what_gives_no_help_by_itself_stands_in_a_folded_step(kind: str) -> None:
    where = {"day-center": "housing/tonight", "voter-office": "legal", "prison-program": "school"}
    step = rules().steps.step(where.get(kind, "job"), kind)
    assert step
    assert step.last


@pytest.mark.parametrize("need", ["housing/tonight", "housing", "job", "family", "food", "money", "medical"])
def test_nobody_who_said_nothing_starts_with_a_place_for_others(need: str) -> None:
    for match in started(need):
        takes, serves = match.factor("takes"), match.factor("serves")
        assert takes
        assert serves
        assert takes.value >= rules().help["first", "least_takes"], match.offering.id
        assert serves.case != "others", match.offering.id
        assert "veterans" not in match.offering.who, match.offering.id


@pytest.mark.parametrize("need", ["medical", "mental-health", "family", "housing/tonight"])
def test_places_for_minors_are_not_shown_to_adults_unmarked(need: str) -> None:
    for match in listed(need, MAN):
        who = set(match.offering.who)
        if who == {"youth"} or rules().kinds.of(match.kind).who == ("youth",):
            marks = {finding.remark.code for finding in match.findings}
            assert marks & {"only_ages", "meant_for", "for_minors"}, match.offering.id


@pytest.mark.parametrize("slug", ["greene", "boone", "st-louis-city", "jackson"])
def test_no_place_for_children_is_asked_if_it_takes_a_sex_offense(slug: str) -> None:
    for match in listed("housing/tonight", SEX_OFFENSE, slug):
        asked = any(found.remark.code == "ask_record" for found in match.findings)
        is_for_children = match.kind in {"youth-shelter", "safe-house", "maternity-home"}
        who = set(match.offering.who)
        if is_for_children or (who & {"families", "youth", "pregnant"} and "men" not in who):
            assert not asked, match.offering.id


@pytest.mark.parametrize(
    ("need", "kinds", "about", "codes"),
    [
        ("treatment", {"opioid-medicine", "day-treatment", "meeting"}, {"drug"}, {"ask_record"}),
        ("housing/tonight", {"coordinated-entry"}, {"woman"}, {"ask_group"}),
        ("supervision", {"parole-office"}, {"man"}, {"supervision_only", "ask_supervision"}),
    ],
)
def test_silly_questions_are_not_put(need: str, kinds: set[str], about: set[str], codes: set[str]) -> None:
    """What says for whom it is may be asked if it means this person."""
    found = [m for slug in COUNTIES for m in listed(need, frozenset(about), slug) if m.kind in kinds]
    found = [m for m in found if not m.offering.who]
    assert found
    assert [m.offering.id for m in found if codes & {f.remark.code for f in m.findings}] == []


@pytest.mark.parametrize("need", ["job", "job/help", "job/employers"])
def test_a_medicaid_ride_goes_to_no_job(need: str) -> None:
    about = frozenset({"no_car", "medicaid"})
    matches = answer(here("greene"), need, about, limit=20).matches
    assert matches
    assert [m.offering.id for m in matches if any(ride.kind == "medicaid" for ride in m.rides)] == []


@pytest.mark.parametrize("slug", ["st-louis-city", "st-louis", "iron", "madison", "dent"])
def test_some_ride_is_known_where_the_buses_run(slug: str) -> None:
    """MetroBus and SMTS serve these counties: nobody there is told that no bus or ride is known."""
    matches = answer(here(slug), "food", frozenset({"no_car"}), limit=20).matches
    near = [m for m in matches if m.offering.point and m.offering.county == slug]
    assert [m.offering.id for m in near if not m.rides] == []


@pytest.mark.parametrize("need", [code for code in rules().needs.codes if "/" not in code])
def test_what_cannot_be_reached_stands_below_what_can(need: str) -> None:
    for slug in COUNTIES[:3]:
        found = answer(here(slug), need, SAYS_NOTHING)
        codes = [step.step.code for step in found.steps]
        assert UNREACHABLE not in codes[:-1]


def test_what_has_no_number_and_no_door_is_told_as_such_and_not_to_ask_there() -> None:
    for slug in COUNTIES[:3]:
        for need in ("housing", "job"):
            for match in listed(need, frozenset({"any_felony"}), slug):
                if match.step == UNREACHABLE:
                    contact = match.factor("contact")
                    assert contact
                    assert contact.case == "nothing"


def test_a_ghost_never_starts_while_somebody_can_be_called() -> None:
    for need in ("housing/tonight", "housing", "treatment", "mental-health", "food"):
        for slug in COUNTIES:
            found = answer(here(slug), need, SAYS_NOTHING)
            can_call = any(
                m.offering.phones and m.verdict is Verdict.YES and m.band != "further"
                for step in found.steps
                if not step.step.last
                for m in step.matches
            )
            assert found.start
            if can_call and not found.start.offering.phones:
                assert found.start.offering.checked_on >= "2024-11", (slug, need, found.start.offering.id)


@pytest.mark.parametrize("fact", CIRCUMSTANCES)
def test_no_circumstance_changes_nothing(fact: str) -> None:
    def told(about: frozenset[str]) -> list[list[tuple[str, float]]]:
        return [
            [(m.offering.id, m.help) for m in listed(need, about)] for need in ("housing", "medical", "job")
        ]

    assert told(frozenset({fact})) != told(SAYS_NOTHING)


def test_paroles_warning_is_of_beds_alone() -> None:
    """An address to sleep at needs the officer's word; a pantry, a clinic or a job center does not."""
    for need in ("food", "medical", "job", "money"):
        for match in answer(here("greene"), need, SEX_OFFENSE, limit=30).matches:
            kind = rules().kinds.of(match.kind)
            warned = any(caution.code == "ask_officer_first" for caution in match.cautions)
            assert not warned or kind.has("bed", match.offering.needs), match.offering.id


def test_help_for_parents_on_cash_aid_is_for_them() -> None:
    rows = [o for o in finder().offerings if "Temporary Assistance" in o.summary and "job/help" in o.needs]
    assert len(rows) > 40
    assert [o.id for o in rows if "families" not in o.who] == []


def test_a_legal_company_name_is_no_title() -> None:
    """A form of company or its number is never the name of what is offered."""
    forms = (" LLC", " L.L.C", " PLLC", " XXVII")
    assert [o.id for o in finder().offerings if any(form in f" {o.service}" for form in forms)] == []
