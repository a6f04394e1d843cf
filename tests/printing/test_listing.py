"""A printed list tells of places, never of the person."""

from dataclasses import replace
from typing import Any

from flask_babel import force_locale

from resource_finder.domain.circumstances import RECORDS
from resource_finder.domain.hours import UNKNOWN_HOURS
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering, Phone, Source
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.match import Factor, Match, NeedList, Ride
from resource_finder.printing.listing import Entry, Head, PrintedList, opened_by, picked_list, printed_list
from tests.matching.making import offering
from tests.printing.making import DAY, babel_app
from tests.real import DATA

NEEDS = Needs.load(DATA)
CATALOGUE = Catalogue((), (Source("test", "Fictional Office", "A fictional list"),), hash="0")


def match(row: Offering, verdict: Verdict = Verdict.YES, **said: Any) -> Match:
    values: dict[str, Any] = {
        "findings": (),
        "band": "near",
        "miles": 2.2,
        "open": UNKNOWN_HOURS,
        "fresh": "current",
    }
    return Match(row, verdict, **(values | said))


def printed(*lists: NeedList, lang: str = "en", **said: Any) -> PrintedList:
    values: dict[str, Any] = {
        "title": "Help near Columbia",
        "county_label": "Boone County",
        "printed_on": DAY,
    }
    with babel_app.test_request_context(), force_locale(lang):
        return printed_list(lists, CATALOGUE, NEEDS, Head(**(values | said)))


def only_entry(row: Offering, **said: Any) -> Entry:
    paper = printed(NeedList("food", 1, 0, (match(row, **said),)))
    return paper.need_sections[0].entries[0]


def test_nothing_that_the_person_said_is_on_the_paper() -> None:
    remarks = [Remark.of(code, record=kind) for kind in RECORDS for code in ("takes_record", "ask_record")]
    remarks += [Remark.of("takes_supervision"), Remark.of("ask_officer_first"), Remark.of("needs_id")]
    told = match(
        offering(record=(("sex_offense", "ask"),), supervision="yes"),
        Verdict.ASK,
        findings=tuple(Finding(Verdict.ASK, remark) for remark in remarks),
        reasons=tuple(remarks),
        cautions=tuple(remarks),
    )
    untold = replace(told, verdict=Verdict.YES, findings=(), reasons=(), cautions=())
    assert printed(NeedList("food", 1, 0, (told,))) == printed(NeedList("food", 1, 0, (untold,)))


def test_what_refuses_the_person_is_left_off() -> None:
    paper = printed(NeedList("food", 1, 1, (match(offering(organization="Kind Kitchen")), refusal())))
    assert [entry.name for entry in paper.need_sections[0].entries] == ["Kind Kitchen"]


def refusal() -> Match:
    return match(offering(id="mo-test02", organization="Closed Kitchen"), Verdict.NO)


def test_a_place_for_two_needs_is_printed_once_and_named_again() -> None:
    both = match(offering(needs=("food", "id")))
    first, second = printed(NeedList("food", 1, 0, (both,)), NeedList("id", 1, 0, (both,))).need_sections
    assert len(first.entries) == 1
    assert second.entries == ()
    assert second.above == ("Fictional House",)


def test_sections_are_named_in_the_language_of_the_paper() -> None:
    (section,) = printed(NeedList("food", 1, 0, (match(offering()),)), lang="es").need_sections
    assert section.title == NEEDS["food"].name("es")


def test_a_confidential_place_has_no_address_on_paper() -> None:
    entry = only_entry(offering(private_address=True, address="9 Secret Road", city="Columbia", zip="65203"))
    assert (entry.address, entry.no_address) == ("", "The address is private. Call them")


def test_a_listing_carries_its_telephone_source_distance_and_date() -> None:
    entry = only_entry(offering(phones=(Phone("573-555-0100", "12", "after hours"),), precision="exact"))
    assert (entry.phones[0].number, entry.phones[0].more) == ("573-555-0100", "extension 12, after hours")
    assert entry.source == "Fictional Office"
    assert entry.checked == "Checked Oct 2026"
    assert entry.distance == "about 2 miles"
    assert entry.call_first == ""


def test_an_old_fact_says_call_first() -> None:
    entry = only_entry(offering(checked_on="2020-05", phones=(Phone("573-555-0100"),)))
    assert entry.call_first == "Call first: last checked May 2020"
    assert entry.checked == ""


def test_nobody_is_told_to_call_a_place_without_a_number() -> None:
    for said in ({"checked_on": "2020-05"}, {"checked_on": ""}, {"status": "unconfirmed"}):
        assert only_entry(offering(phones=(), **said)).call_first.startswith("Check first: ")


def test_a_website_is_printed_only_where_there_is_no_telephone() -> None:
    website = "https://fictional.example/"
    assert only_entry(offering(website=website)).website == website
    assert only_entry(offering(website=website, phones=(Phone("573-555-0100"),))).website == ""


def test_how_to_get_there_names_the_number_to_call() -> None:
    bus = offering(id="mo-bus", organization="Fictional Bus", phones=(Phone("573-555-0199"),))
    (way,) = only_entry(offering(), rides=(Ride("call_ahead", bus),)).ways
    assert "Fictional Bus" in way
    assert "573-555-0199" in way


def bus(id_: str, **said: Any) -> Offering:
    return offering(id=id_, organization=f"Fictional {id_}", phones=(Phone("573-555-0199"),), **said)


def test_a_ride_to_many_places_is_said_once_and_each_place_says_its_kind() -> None:
    city, van, other = Ride("city_bus", bus("bus")), Ride("call_ahead", bus("van")), bus("other")
    stop = replace(city, stop="Main Street")
    lone = match(offering(id="mo-b"), rides=(stop, van, Ride("call_ahead", other)))
    paper = printed(NeedList("food", 2, 0, (match(offering(id="mo-a"), rides=(city, van)), lone)))
    assert [ride.count("573-555-0199") for ride in paper.rides] == [1, 1]
    assert "Fictional bus" in paper.rides[0]
    assert "Fictional van" in paper.rides[1]
    first, second = paper.need_sections[0].entries
    assert first.ways == ("City bus", "Ride by phone")
    assert second.ways[:2] == ("City bus, nearest stop: Main Street", "Ride by phone")
    assert "Fictional other" in second.ways[2]


def test_who_refuses_has_no_say_in_the_rides() -> None:
    van = (Ride("call_ahead", bus("van")),)
    refusing = replace(refusal(), rides=van)
    paper = printed(NeedList("food", 1, 1, (match(offering(id="mo-a"), rides=van), refusing)))
    assert paper.rides == ()
    assert "Fictional van" in paper.need_sections[0].entries[0].ways[0]


def test_where_no_ride_is_known_that_is_said() -> None:
    (way,) = only_entry(offering(city="Columbia"), miles=30, band="further").ways
    assert "no bus" in way


def test_a_picked_list_has_no_distance_and_no_ways() -> None:
    with babel_app.test_request_context(), force_locale("en"):
        paper = picked_list([offering()], CATALOGUE, NEEDS, Head("My list", "", DAY))
    (entry,) = paper.need_sections[0].entries
    assert (entry.distance, entry.ways) == ("", ())


def test_the_staff_note_and_the_link_stay_out_of_what_logs_would_show() -> None:
    paper = opened_by(printed(note="Dana knows"), "https://finder.example/l/7k2m9q", "7K2-M9Q", 0)
    assert "Dana" not in repr(paper)
    assert "7k2m9q" not in repr(paper)
    assert "7K2-M9Q" not in repr(paper)


def test_what_is_only_for_some_people_goes_first_where_pages_are_few() -> None:
    group = Factor("takes", "group", 0.1)
    some = match(offering(id="mo-test01", organization="House for Women"), factors=(group,))
    far = match(offering(id="mo-test02", organization="House for All"), miles=40.0)
    told = printed(NeedList("food", 2, 0, (some, far))).need_sections[0].entries
    assert [entry.name for entry in sorted(told, key=lambda entry: entry.turn)] == [
        "House for All",
        "House for Women",
    ]
    assert [entry.name for entry in told] == ["House for Women", "House for All"], "the order of every door"
