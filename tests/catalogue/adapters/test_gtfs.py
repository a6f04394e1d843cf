"""A GTFS feed gives each agency the stops where its routes call, and nothing of what no longer runs."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from resource_finder.catalogue.adapters.gtfs import read_stops, write_stops
from resource_finder.catalogue.adapters.gtfs_feed import read_feed
from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.refresh import plan
from resource_finder.catalogue.faults import SheetsFaulty
from resource_finder.domain.offering import Catalogue
from tests.catalogue.making import GAZETTEER

DAY = date(2026, 11, 1)
STOPS = """stop_id,stop_name,stop_lat,stop_lon,location_type
1,Ninth and Broadway,38.951,-92.328,0
2,Entrance,38.951,-92.328,2
3,Over the river,38.6,-90.0,0
"""
AGENCY = "agency_id,agency_name,agency_url,agency_phone\n1,Fictional Transit,https://transit.example.org,573-874-2345\n"
TWO = {
    "agency": AGENCY + "2,Fictional Shuttle,https://shuttle.example.org,573-874-2346\n",
    "stops": STOPS + "9,Depot,38.5767,-92.1735,0\n",
    "routes": "route_id,agency_id,route_type\nr1,1,3\nr2,2,3\n",
    "trips": "route_id,service_id,trip_id\nr1,s,t1\nr2,s,t2\n",
    "stop_times": "trip_id,stop_id,stop_sequence\nt1,1,1\nt2,9,1\n",
}


def feed(folder: Path, **tables: str) -> Path:
    file = folder / "feed.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in ({"agency": AGENCY, "stops": STOPS} | tables).items():
            if text:
                archive.writestr(name if "." in name else f"{name}.txt", text)
    return file


def read(folder: Path, **tables: str):
    left_out = LeftOut()
    return read_feed(feed(folder, **tables), GAZETTEER, DAY, left_out, today=DAY), list(left_out.lines())


def test_a_feed_gives_its_provider_and_the_stops_in_missouri(tmp_path):
    found, told = read(tmp_path)
    (provider,) = found.offerings
    assert (provider.organization, provider.serves) == ("Fictional Transit", ("boone",))
    assert [(stop.name, stop.provider) for stop in found.stops] == [("Ninth and Broadway", provider.id)]
    assert [source.publisher for source in found.sources] == ["Fictional Transit"]
    assert told == ["1 row left out: a stop outside Missouri"]


def test_a_stop_belongs_to_the_agency_whose_routes_call_there(tmp_path):
    found, _told = read(tmp_path, **TWO)
    served = {offering.organization: offering.serves for offering in found.offerings}
    assert served == {"Fictional Transit": ("boone",), "Fictional Shuttle": ("cole",)}
    ids = {offering.id: offering.organization for offering in found.offerings}
    assert [(stop.name, ids[stop.provider]) for stop in found.stops] == [
        ("Ninth and Broadway", "Fictional Transit"),
        ("Depot", "Fictional Shuttle"),
    ]


def test_without_stop_times_nobody_guesses_which_of_two_agencies_calls(tmp_path):
    found, told = read(tmp_path, **TWO | {"stop_times": "", "trips": ""})
    assert (found.offerings, found.stops) == ([], [])
    assert "Fictional Shuttle: the feed does not say at which stops it calls: left out" in told


def test_what_calls_at_a_stop_says_what_it_is(tmp_path):
    routes = "route_id,agency_id,route_type\nr1,1,0\nr2,1,3\n"
    found, _told = read(tmp_path, **TWO | {"agency": AGENCY, "routes": routes})
    assert {o.service: o.serves for o in found.offerings} == {
        "Light rail or streetcar": ("boone",),
        "City bus": ("cole",),
    }


@pytest.mark.parametrize(
    "tables",
    [
        {"calendar": "service_id,monday,start_date,end_date\ns,1,20200101,20241231\n"},
        {"feed_info": "feed_publisher_name,feed_end_date\nx,20241231\n"},
        {"calendar_dates": "service_id,date,exception_type\ns,20241231,1\n"},
    ],
)
def test_a_feed_that_ended_is_named_and_not_offered_as_running(tmp_path, tables):
    found, told = read(tmp_path, **TWO | tables)
    assert {offering.status for offering in found.offerings} == {"closed"}
    assert (found.stops, found.sources) == ([], ())
    assert told == ["the feed ended on 2024-12-31: nothing of it is offered as running"]


def test_a_feed_that_ended_closes_what_it_gave_and_a_newer_one_opens_it_again(tmp_path):
    now = read(tmp_path, **TWO)[0]
    published = Catalogue(tuple(now.offerings), now.sources, "")
    ended = read(tmp_path, **TWO, feed_info="feed_publisher_name,feed_end_date\nx,20241231\n")[0]
    known = [offering for offering in ended.offerings if offering.id in {o.id for o in now.offerings}]
    decided = plan(published, known, (), DAY)
    assert [change.new.status for change in decided.changed] == ["closed", "closed"]
    closed = Catalogue(tuple(change.new for change in decided.changed), now.sources, "")
    again = plan(closed, now.offerings, (), DAY)
    assert [change.new for change in again.changed] == [change.old for change in decided.changed]


def test_an_agency_whose_service_ended_calls_nowhere_and_the_others_do(tmp_path):
    calendar = "service_id,start_date,end_date\ns,20200101,20241231\nn,20260101,20271231\n"
    trips = "route_id,service_id,trip_id\nr1,n,t1\nr2,s,t2\n"
    found, told = read(tmp_path, **TWO | {"calendar": calendar, "trips": trips})
    assert [offering.organization for offering in found.offerings] == ["Fictional Transit"]
    assert any("Fictional Shuttle: no bus calls" in line for line in told)


@pytest.mark.parametrize(
    "stops",
    [
        "\ufeffstop_id, stop_name, stop_lat,stop_lon ,location_type\n1,A, 38.951, -92.328,\n2,B,,,0\n",
        '"stop_id","stop_name","stop_lat","stop_lon"\n"1","A","38.951","-92.328"\n2,B,0,0\n',
        "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\n1,A,38.951,-92.328\n\n2,B,north,-92,1,x\n",
    ],
)
def test_odd_rows_and_headers_refuse_no_feed_and_a_stop_without_a_point_is_counted(tmp_path, stops):
    found, told = read(tmp_path, stops=stops)
    assert [stop.name for stop in found.stops] == ["A"]
    assert told == ["1 row left out: a stop without a point"]


def test_a_platform_without_a_point_stands_where_its_station_stands(tmp_path):
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n1,S,38.951,-92.328,1,\n2,P,,,0,1\n"
    )
    found, _told = read(tmp_path, stops=stops)
    assert [(stop.name, stop.latitude) for stop in found.stops] == [("P", 38.951)]


def test_a_feed_of_rides_on_demand_has_zones_and_no_stops(tmp_path):
    ring = [[-92.5, 38.8], [-92.2, 38.8], [-92.2, 39.1], [-92.5, 39.1], [-92.5, 38.8]]
    zone = {"features": [{"geometry": {"type": "Polygon", "coordinates": [ring]}}]}
    rules = "booking_rule_id,booking_type,phone_number\nb,2,573-874-2347\n"
    found, _told = read(tmp_path, stops="", booking_rules=rules, **{"locations.geojson": json.dumps(zone)})
    (offering,) = found.offerings
    assert (offering.service, offering.serves, offering.how_to_start) == (
        "Rides by phone",
        ("boone",),
        ("call",),
    )
    assert [phone.number for phone in offering.phones] == ["573-874-2347", "573-874-2345"]
    assert found.stops == []


def test_stops_of_one_feed_do_not_push_out_those_of_another(tmp_path):
    stops = read(tmp_path)[0].stops
    file = tmp_path / "stops.csv"
    file.write_text("provider,name,latitude,longitude\nmo-other,Elsewhere,37.2,-93.3\n", encoding="utf-8")
    write_stops(stops, file)
    write_stops(stops, file)
    assert [stop.name for stop in read_stops(file)] == ["Elsewhere", "Ninth and Broadway"]


def test_stops_follow_a_provider_whom_the_catalogue_knows_by_another_id(tmp_path):
    found, _told = read(tmp_path)
    write_stops(found.stops, tmp_path / "stops.csv", {found.offerings[0].id: "mo-known"})
    assert [stop.provider for stop in read_stops(tmp_path / "stops.csv")] == ["mo-known"]


def test_a_feed_that_would_leave_its_folder_or_fill_the_memory_is_refused(tmp_path):
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../agency.txt", "agency_name,agency_url\n")
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("agency.txt", "w") as big:
        for _ in range(100):
            big.write(b"\0" * 2**20)
    for file, told in ((bad, "leave its folder"), (bomb, "unpacks to more than")):
        with pytest.raises(SheetsFaulty) as refused:
            read_feed(file, GAZETTEER, DAY)
        assert told in str(refused.value.faults[0])


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"stops": ""}, "holds no stops.txt"),
        ({"agency": "agency_id\n1\n"}, "no column “agency_name”"),
        ({"agency": "agency_name,agency_url\n"}, "agency.txt has no row"),
    ],
)
def test_a_broken_feed_is_refused_in_words(tmp_path, tables, told):
    with pytest.raises(SheetsFaulty) as refused:
        read(tmp_path, **tables)
    assert told in str(refused.value.faults[0])


def test_what_is_no_zip_is_refused(tmp_path):
    file = tmp_path / "feed.zip"
    file.write_bytes(b"not a zip")
    with pytest.raises(SheetsFaulty, match="1 faults"):
        read_feed(file, GAZETTEER, DAY)
