"""Why it is shown, what to be careful of, and how to get there."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from resource_finder.domain.hours import MISSOURI_TIME, UNKNOWN_HOURS, OpenState
from resource_finder.domain.offering import Hiring, Phone, Transit
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.eligibility import eligibility
from resource_finder.matching.match import Match
from resource_finder.matching.reasons import cautions, reasons
from resource_finder.matching.rides import Rides, Stop, ride_kind
from tests.matching.making import COLUMBIA, RULES, bed, kind_of, offering, person

TODAY = date(2026, 11, 25)
HERE = {"latitude": 38.95, "longitude": -92.33, "precision": "exact", "county": "boone", "city": "Columbia"}
HERE |= {"address": "1 Fictional Street"}


def codes(remarks):
    return [remark.code for remark in remarks]


def match(row, *about, **more):
    verdict, findings = eligibility(row, person(*about), kind_of(row))
    values = {"band": "near", "miles": 2.1, "open": UNKNOWN_HOURS, "fresh": "current"} | more
    return Match(offering=row, verdict=verdict, findings=findings, **values)


def test_reasons_name_coverage_distance_opening_and_date():
    row = offering(**HERE, serves=("boone", "callaway"))
    until = datetime(2026, 11, 25, 17, tzinfo=MISSOURI_TIME)
    found = list(reasons(match(row, open=OpenState(now=True, until=until)), person()))
    assert codes(found) == ["serves_county", "miles", "open_until", "checked"]
    assert dict(found[1].values) == {"miles": 2.1, "precision": "exact"}


@pytest.mark.parametrize(
    ("precision", "miles", "town"),
    [
        ("approximate", 0.4, "Columbia"),
        ("approximate", 9.9, "Columbia"),
        ("approximate", 10.0, None),
        ("exact", 0.4, None),
    ],
)
def test_a_near_point_that_is_not_exact_names_its_town(precision, miles, town):
    row = offering(**(HERE | {"precision": precision}))
    found = next(reason for reason in reasons(match(row, miles=miles), person()) if reason.code == "miles")
    assert dict(found.values) == {"miles": miles, "precision": precision} | ({"city": town} if town else {})


def test_a_place_that_lists_other_counties_says_so():
    row = offering(**HERE, serves=("cole", "osage"))
    found = list(cautions(match(row), person(), kind_of(row), TODAY))
    assert codes(found) == ["serves_other_counties"]
    assert dict(found[0].values) == {"counties": "cole,osage"}


@pytest.mark.parametrize(
    ("row", "more", "expected"),
    [
        (offering(checked_on="2020-05-01"), {"fresh": "old"}, ["check_first_old"]),
        (offering(checked_on="2020", phones=(Phone("573-555-0100"),)), {"fresh": "old"}, ["call_first_old"]),
        (offering(checked_on=""), {"fresh": "unknown"}, ["check_first_old"]),
        (offering(status="unconfirmed"), {}, ["check_first_unconfirmed"]),
        (offering(private_address=True), {}, ["private_address"]),
        (offering(how_to_start=("referral",)), {}, ["referral"]),
        (offering(documents=("photo_id",)), {}, ["bring"]),
        (offering(needs=("job/employers",), hiring=Hiring(last_hire_seen="2019")), {}, ["not_known_to_hire"]),
        (offering(needs=("job/employers",), hiring=Hiring(last_hire_seen="2026")), {}, []),
        (offering(), {}, []),
    ],
)
def test_cautions_say_how_far_to_trust_a_row(row, more, expected):
    assert codes(cautions(match(row, **more), person(), kind_of(row), TODAY)) == expected


@pytest.mark.parametrize("about", ["supervision", "sex_offense"])
def test_a_bed_says_ask_your_officer_first_exactly_once(about):
    row = bed(supervision="yes", record=(("sex_offense", "yes"),))
    assert (
        codes(cautions(match(row, about), person(about), kind_of(row), TODAY)).count("ask_officer_first") == 1
    )


def test_what_speaks_against_is_a_caution_and_what_speaks_for_is_a_reason():
    row = offering(record=(("drug", "yes"), ("arson", "no")))
    found = match(row, "drug", "arson")
    assert found.verdict is Verdict.NO
    assert "takes_record" in codes(reasons(found, person("drug", "arson")))
    assert "refuses_record" in codes(cautions(found, person("drug", "arson"), kind_of(row), TODAY))


def ride(**said):
    return offering(
        **({"needs": ("ride",), "kind": "call-ahead-ride", "phones": (Phone("573-555-0100"),)} | said)
    )


CALL = ride(
    id="mo-call", serves=("boone", "cole"), transit=Transit(notice="1 day", counties=("boone", "cole"))
)
BUS = ride(id="mo-bus", serves=("boone",), city="Columbia", kind="city-bus")
TRAIN = ride(id="mo-train", kind="long-distance-ride", serves=("boone",))
STATION = ride(id="mo-train2", kind="long-distance-ride", serves=("jackson",))
CHARITY = ride(id="mo-pass", kind="ride-help", serves=("boone", "cole"))
CERTIFIED = ride(id="mo-para", serves=("boone", "cole"), how_to_start=("referral",))
MEDICAID = ride(id="mo-nemt", kind="medical-ride", statewide=True, pays_with=("medicaid",))


def flat(here, there):
    return 69.0 * max(abs(here[0] - there[0]), abs(here[1] - there[1]))


def kinds(row, miles, stops=()):
    rides = Rides([CALL, BUS, TRAIN, STATION, MEDICAID, CHARITY, CERTIFIED], stops, flat, RULES.kinds)
    return [way.kind for way in rides.to(row, miles, COLUMBIA)]


def test_every_ride_is_of_the_kind_of_its_row():
    assert [ride_kind(row, kind_of(row)) for row in (CALL, BUS, TRAIN, MEDICAID)] == [
        "call_ahead",
        "city_bus",
        "intercity",
        "medicaid",
    ]


def test_a_short_way_is_walked_first():
    assert kinds(offering(**HERE), 0.5) == ["foot", "city_bus", "call_ahead"]


def test_no_ride_leads_to_a_post_office_box():
    assert kinds(offering(**(HERE | {"address": "PO Box 77"})), 0.5) == []


def test_an_open_end_and_an_untold_holiday_are_no_reason():
    until = datetime(2026, 11, 25, 17, tzinfo=MISSOURI_TIME)
    row = offering(**HERE)
    for state in (
        OpenState(now=True, open_ended=True),
        OpenState(now=False, opens=until, holiday=True),
    ):
        codes = {remark.code for remark in reasons(match(row, open=state), person())}
        assert codes.isdisjoint({"open_until", "always_open", "opens"})


def test_nobody_is_told_to_walk_to_the_middle_of_a_zip():
    assert kinds(offering(**(HERE | {"precision": "approximate"})), 0.5) == ["city_bus", "call_ahead"]


def test_a_ride_must_serve_both_counties():
    there = offering(**(HERE | {"county": "cole", "city": "Jefferson City"}))
    assert kinds(there, 28.0) == ["call_ahead"]
    assert kinds(replace(there, county="greene"), 160.0) == []


def test_far_places_get_the_train_and_care_gets_the_medicaid_ride():
    there = offering(**(HERE | {"county": "jackson", "city": "Kansas City", "needs": ("medical",)}))
    assert kinds(there, 120.0) == ["medicaid", "intercity"]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (set(), ["medicaid"]),
        ({"no_insurance"}, []),
        ({"medicaid"}, ["medicaid"]),
        ({"medicaid", "no_insurance"}, ["medicaid"]),
    ],
)
def test_medicaid_drives_nobody_who_has_no_insurance(about, expected):
    clinic = offering(**(HERE | {"county": "cole", "city": "Jefferson City", "needs": ("medical",)}))
    ways = Rides([MEDICAID], (), flat, RULES.kinds).to(clinic, 20.0, COLUMBIA, frozenset(about))
    assert [way.kind for way in ways] == expected


def test_the_nearest_stop_is_named_when_it_can_be_walked_to():
    stops = [
        Stop("Far stop", (39.5, -92.33), "mo-bus"),
        Stop("Ninth and Broadway", (38.951, -92.33), "mo-bus"),
    ]
    rides = Rides([BUS], stops, flat, RULES.kinds)
    row = offering(**HERE)
    assert rides.to(row, 2.0, COLUMBIA)[0].stop == "Ninth and Broadway"


def test_no_ride_known_is_an_empty_answer():
    row = offering(**HERE)
    assert Rides([], [], flat, RULES.kinds).to(row, 20.0, COLUMBIA) == ()


def test_nobody_is_sent_by_bus_to_a_place_of_which_only_the_town_is_known():
    row = offering(**(HERE | {"address": ""}))
    ways = Rides([CALL, BUS], (), flat, RULES.kinds).to(row, 3.0, COLUMBIA)
    assert [ride.kind for ride in ways] == ["call_ahead"]


@pytest.mark.parametrize(("miles", "is_named"), [(0.74, True), (0.76, False)])
def test_a_stop_counts_within_its_distance(miles, is_named):
    row = offering(**HERE)
    stop = Stop("Ninth and Broadway", (38.95 + miles / 69.0, -92.33), "mo-bus")
    (ride,) = Rides([BUS], [stop], flat, RULES.kinds).to(row, 2.0, COLUMBIA)
    assert ride.stop == ("Ninth and Broadway" if is_named else "")


def test_a_stop_of_another_bus_is_not_named():
    row = offering(**HERE)
    stop = Stop("Ninth and Broadway", (38.95, -92.33), "mo-other")
    assert Rides([BUS], [stop], flat, RULES.kinds).to(row, 2.0, COLUMBIA)[0].stop == ""


METRO = ride(id="mo-metro", serves=("boone", "cole"), city="Jefferson City", kind="city-bus")


@pytest.mark.parametrize(
    ("said", "miles", "expected"),
    [
        ({"city": "Ashland"}, 14.0, ["city_bus"]),
        ({"city": "Ashland"}, 16.0, []),
        ({"city": "Jefferson City", "county": "cole"}, 30.0, ["city_bus"]),
        ({"city": "Linn", "county": "osage"}, 14.0, []),
        ({"city": "Ashland", "address": ""}, 14.0, []),
    ],
)
def test_a_bus_of_several_counties_goes_within_them_as_far_as_a_city_does(said, miles, expected):
    row = offering(**(HERE | said))
    ways = Rides([METRO], (), flat, RULES.kinds).to(row, miles, COLUMBIA)
    assert [way.kind for way in ways] == expected


VOLUNTEERS = ride(id="mo-kind", kind="medical-ride", serves=("boone",))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("health-center", ["call_ahead", "medicaid"]), ("job-center", []), ("employer", []), ("shelter", [])],
)
def test_a_ride_to_the_doctor_takes_nobody_to_a_job(kind, expected):
    row = offering(**HERE, kind=kind, needs=("job", "medical"))
    ways = Rides([MEDICAID, VOLUNTEERS], (), flat, RULES.kinds).to(row, 20.0, COLUMBIA)
    assert [way.kind for way in ways] == expected


def test_nobody_walks_from_a_whole_county():
    rides = Rides([CALL], (), flat, RULES.kinds)
    county = replace(COLUMBIA, whole_county=True)
    assert rides.best(offering(**HERE), 0.5, COLUMBIA) == "foot"
    assert rides.best(offering(**HERE), 0.5, county) == "call_ahead"


@pytest.mark.parametrize("about", [set(), {"no_insurance"}])
@pytest.mark.parametrize("miles", [0.5, 20.0, 120.0])
def test_the_best_ride_is_the_first_of_all_that_are_shown(miles, about):
    rides = Rides([CALL, BUS, TRAIN, STATION, MEDICAID], (), flat, RULES.kinds)
    for there in (HERE, HERE | {"county": "jackson", "city": "Kansas City"}):
        row = offering(**there, kind="health-center", needs=("medical",))
        shown = rides.to(row, miles, COLUMBIA, frozenset(about))
        assert rides.best(row, miles, COLUMBIA, frozenset(about)) == (shown[0].kind if shown else None)
