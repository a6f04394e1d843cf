"""A package changes what its bringer may change: staff every fact, a stranger the rows that came from it."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from resource_finder.catalogue.adapters.intake_checks import IMPORTED, IntakeChecks
from resource_finder.catalogue.adapters.packages import plan_ours, plan_theirs, sources_of_theirs
from resource_finder.catalogue.adapters.refresh import applied
from resource_finder.catalogue.hsds_package import export_package, read_package
from resource_finder.domain.offering import Catalogue, Hiring, Offering, Phone, Source, Transit
from tests.catalogue.making import GAZETTEER, KINDS, NEEDS, TODAY
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS, real_catalogue

SOURCES = (Source("test", "Test", "Made up", "https://example.org"),)
THEIRS = "hsds-import"
OURS = Offering(
    id="mo-ours01",
    organization="Fictional House",
    service="Beds",
    needs=("housing/tonight",),
    kind="help-line",
    summary="A bed for the night.",
    address="1 Made-up Street",
    city="Columbia",
    zip="65203",
    county="boone",
    latitude=38.95,
    longitude=-92.33,
    precision="exact",
    serves=("boone",),
    phones=(Phone("573-874-2345"),),
    website="https://example.org",
    email="a@example.org",
    hours="Mo-Fr 08:00-17:00",
    how_to_start=("call",),
    documents=("photo_id",),
    cost="free",
    pays_with=("cash",),
    languages=("es",),
    accessible="yes",
    who=("men",),
    record=(("arson", "no"),),
    supervision="ask",
    status="open",
    sources=("test",),
    checked_on="2026-01-20",
    confidence="A",
    note="Staff note.",
    sheet="transit",
    hiring=Hiring("Food", "Cook", "Bonus", "2026-01"),
    transit=Transit("Call", "One day", "$2", "Mo-Fr", ("boone",)),
)
CURRENT = Catalogue((OURS,), SOURCES, "base")
# Another good value for every field of a row.
OTHER = {
    "organization": "Other House",
    "service": "Flats",
    "needs": ("ride",),
    "kind": "guide",
    "summary": "Another sentence.",
    "address": "2 Other Street",
    "city": "Ashland",
    "zip": "65202",
    "county": "cole",
    "latitude": 38.96,
    "longitude": -92.34,
    "precision": "approximate",
    "private_address": True,
    "serves": ("cole",),
    "statewide": True,
    "phones": (Phone("573-874-2346", "7", "desk"),),
    "website": "https://other.example.org",
    "email": "b@example.org",
    "hours": "Mo-Fr 09:00-17:00",
    "how_to_start": ("walk-in",),
    "documents": ("birth_certificate",),
    "cost": "pay_what_you_can",
    "pays_with": ("medicaid",),
    "languages": ("asl",),
    "accessible": "no",
    "who": ("women", "ages 18-24"),
    "record": (("arson", "yes"),),
    "supervision": "yes",
    "status": "closed",
    "sources": ("test", "more"),
    "checked_on": "2026-11-20",
    "confidence": "B",
    "note": "Another note.",
    "sheet": "housing",
}
CHANGES = (
    *((name, {name: value}) for name, value in OTHER.items()),
    *((f.name, {"hiring": replace(OURS.hiring, **{f.name: "Other"})}) for f in fields(Hiring)[:3]),
    ("last_hire_seen", {"hiring": replace(OURS.hiring, last_hire_seen="2026-02")}),
    *((n, {"transit": replace(OURS.transit, **{n: "Other"})}) for n in ("booking", "notice", "fare", "days")),
    ("counties", {"transit": replace(OURS.transit, counties=("cole",))}),
    ("emptied", {"email": ""}),
    ("no ride", {"transit": Transit()}),
)


def checked(folder, *rows: Offering, sources=SOURCES):
    """What a package of these rows says, after the checks."""
    more = (*sources, Source("more", "More", ""))
    export_package(Catalogue(rows, more, ""), GEOGRAPHY, TERMS, folder)
    read = read_package(folder, GEOGRAPHY, TERMS)
    known = [source.id for source in (*CURRENT.sources, *read.sources)]
    checks = IntakeChecks("p", GAZETTEER, NEEDS.codes, known, TODAY, KINDS)
    return checks, checks.rows(read.offerings)


def by_stranger(folder, *rows: Offering, current=CURRENT):
    _checks, read = checked(folder, *rows)
    return plan_theirs(current, read, [THEIRS], TODAY)


def after(decided, current=CURRENT) -> dict[str, Offering]:
    fresh = applied(current, decided, (), datetime(2026, 11, 25, tzinfo=UTC))
    return {row.id: row for row in fresh.offerings}


def test_every_field_of_a_row_is_tried():
    tried = {name for name, _change in CHANGES}
    assert tried >= {f.name for f in fields(Offering)} - {"id", "hiring", "transit"}


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _change in CHANGES])
def test_staff_change_any_field_by_a_package_and_read_it_in_the_plan(tmp_path, name, change):
    _checks, read = checked(tmp_path, replace(OURS, **change))
    decided = plan_ours(CURRENT, read)
    told = "\n".join(decided.lines())
    assert "mo-ours01" in told
    assert any(field in told for field in change) or name == "private_address"
    if not decided.refused and name != "county":
        new = after(decided)["mo-ours01"]
        assert all(getattr(new, field) == value for field, value in change.items())


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _change in CHANGES])
def test_a_stranger_with_our_ids_changes_no_field_and_says_nothing_in_silence(tmp_path, name, change):
    later = {"checked_on": "2026-11-24"} | change
    decided = by_stranger(tmp_path, replace(OURS, **later))
    assert (decided.changed, decided.retired, decided.added) == ((), (), ())
    assert after(decided) == {"mo-ours01": OURS}
    kept_by_us = {
        "sources",
        "sheet",
        "note",
        "checked_on",
        "emptied",
        "no ride",
        "private_address",
        "precision",
    }
    said = "\n".join(decided.lines())
    assert ("differs mo-ours01" in said) is (name not in kept_by_us)


def test_a_part_that_cannot_be_used_leaves_the_other_parts(tmp_path):
    hiring = replace(OURS.hiring, last_hire_seen="soon", jobs="Baker")
    checks, read = checked(tmp_path, replace(OURS, hiring=hiring))
    assert "last_hire_seen: “soon” is no date" in str(checks.faults[0])
    new = after(plan_ours(CURRENT, read))["mo-ours01"].hiring
    assert (new.jobs, new.last_hire_seen) == ("Baker", "2026-01")


def test_our_own_package_changes_nothing(tmp_path):
    real = real_catalogue()
    export_package(real, GEOGRAPHY, TERMS, tmp_path)
    read = read_package(tmp_path, GEOGRAPHY, TERMS)
    checks = IntakeChecks("p", GAZETTEER, NEEDS.codes, [source.id for source in read.sources], TODAY, KINDS)
    rows = checks.rows(read.offerings)
    assert [fault for fault in checks.faults if fault.outcome == "reported"] == []
    assert checks.sources(read.sources) == real.sources
    decided = plan_ours(real, rows)
    assert (decided.changed, decided.added, decided.refused) == ((), (), ())
    theirs = plan_theirs(real, rows, [THEIRS], TODAY)
    assert (theirs.changed, theirs.added, theirs.retired, theirs.refused) == ((), (), (), ())


def test_a_package_for_an_empty_catalogue_gives_it_whole_when_it_is_ours(tmp_path):
    _checks, read = checked(tmp_path, OURS)
    assert after(plan_ours(Catalogue((), (), ""), read), Catalogue((), (), "")) == {"mo-ours01": OURS}


def test_a_new_row_of_a_stranger_is_theirs_unconfirmed_and_silent_on_who_is_taken(tmp_path):
    claims = replace(
        OURS,
        id="mo-theirs1",
        organization="Another Place",
        address="9 Far Road",
        phones=(),
        zip="65201",
        city="Hallsville",
        record=(("sex_offense", "yes"), ("any", "yes")),
        supervision="yes",
        sources=("test",),
        note="HUD code MO145",
    )
    (added,) = by_stranger(tmp_path, claims).added
    assert (added.record, added.supervision, added.status) == ((), "", "unconfirmed")
    assert (added.sources, added.sheet, added.note, added.confidence) == ((THEIRS,), IMPORTED, "", "C")


def test_a_stranger_changes_and_retires_the_rows_that_came_from_it(tmp_path):
    came = [
        replace(OURS, id=f"mo-came{n}", organization=f"Came {n}", address=f"{n} Road", sources=(THEIRS,))
        for n in range(2)
    ]
    came = [replace(row, phones=(), sheet=IMPORTED, note="", website="") for row in came]
    current = Catalogue((OURS, *came), SOURCES, "base")
    fresh = replace(came[0], email="new@example.org", checked_on="2026-11-20")
    decided = by_stranger(tmp_path, fresh, current=current)
    assert [change.new.email for change in decided.changed] == ["new@example.org"]
    assert [row.id for row in decided.retired] == ["mo-came1"]


def test_of_a_directory_only_what_may_go_goes_and_many_only_when_asked(tmp_path):
    came = [
        replace(OURS, id=f"mo-came{n}", organization=f"Came {n}", address=f"{n} Road", sources=(THEIRS,))
        for n in range(14)
    ]
    came = [replace(row, phones=(), sheet=IMPORTED, note="", website="") for row in came]
    current = Catalogue((OURS, *came), SOURCES, "base")
    _checks, read = checked(tmp_path, *(replace(row, checked_on="2026-11-20") for row in came[:2]))
    assert plan_theirs(current, read, [THEIRS], TODAY, ()).retired == ()
    stopped = plan_theirs(current, read, [THEIRS], TODAY, [THEIRS])
    assert stopped.retired == ()
    assert any("12 of 14 rows of this source would be retired" in line for line in stopped.lines())
    assert len(plan_theirs(current, read, [THEIRS], TODAY, [THEIRS], many_may_go=True).retired) == 12


def test_no_source_of_ours_is_a_strangers():
    assert [source.id for source in sources_of_theirs(SOURCES)] == [THEIRS]


def test_staff_never_open_a_private_address_by_a_file(tmp_path):
    hidden = replace(OURS, private_address=True, address="", zip="", latitude=None, longitude=None)
    current = Catalogue((replace(hidden, precision="none"),), SOURCES, "base")
    _checks, read = checked(tmp_path, OURS)
    decided = plan_ours(current, read)
    assert after(decided, current)["mo-ours01"].private_address
    assert "no file opens a private address" in "\n".join(decided.lines())


BAD = {
    "website": ("javascript:alert(1)", "http://[::1", "https://user@example.org", "x" * 5000),
    "email": ("nobody", "a@b\x1b[2J.org."),
    "hours": ("Mo" + " " * 3000 + "08:00", "always, perhaps", "Mo-Fr 08:00-12:00, " * 100),
    "summary": ("<script>alert(1)</script>", "=HYPERLINK(1)", "x" * 5000),
    "city": ("x" * 2001, "y" * 301),
    "accessible": ("perhaps",),
    "supervision": ("certainly",),
    "precision": ("about",),
    "checked_on": ("2031-01-01", "soon", "0000-00-00"),
    "confidence": ("Z",),
    "needs": (("housing/tonight", "gold"),),
    "who": (("men", "martians"), ("ages 99-1",)),
    "record": ((("murder", "yes"), ("arson", "no")),),
    "languages": (("klingon",),),
    "phones": ((Phone("123"), Phone("573-874-2345")), (Phone("900-555-1234"),)),
    "zip": ("1", "90210"),
    "county": ("atlantis",),
    "serves": (("boone", "atlantis"),),
    "latitude": (12.0, float("nan"), float("inf")),
    "how_to_start": (("fly",),),
    "pays_with": (("gold",),),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, said in BAD.items() for value in said])
def test_a_fact_that_no_sheet_may_hold_is_named_and_left_out(name, value):
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (row,) = checks.rows([replace(OURS, **{name: value})])
    assert getattr(row.offering, name) != value
    assert any(f"mo-ours01 {OURS.organization} {name}" in str(fault) for fault in checks.faults), (
        checks.faults
    )
    assert name in row.left_out
    assert row.offering.summary == OURS.summary or name == "summary"
    decided = plan_ours(CURRENT, [row])
    assert decided.changed == () or name in ("needs", "who", "record", "phones", "serves", "precision")


@pytest.mark.parametrize("name", ["id", "organization", "service"])
@pytest.mark.parametrize("value", ["", "n" * 5000, "=SUM(1)", "x" * 301])
def test_a_row_without_a_usable_name_is_left_out_whole(name, value):
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    assert checks.rows([replace(OURS, **{name: value})]) == []
    assert "the row is left out" in str(checks.faults[-1])


def test_a_safe_house_of_another_list_stays_one_and_loses_its_door():
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (row,) = checks.rows([replace(OURS, kind="safe-house")])
    house = row.offering
    assert (house.kind, house.private_address) == ("safe-house", True)
    assert (house.address, house.zip, house.point) == ("", "", None)
    assert any("never has a public place" in str(fault) for fault in checks.faults)


@pytest.mark.parametrize(
    ("service", "needs", "kind"),
    [
        ("Food  Pantry", ("food",), "pantry"),
        ("Food pantry of the north", ("food",), "program"),
        ("Food pantry", ("housing/tonight",), "program"),
    ],
)
def test_a_service_that_is_called_what_a_kind_is_called_is_of_that_kind(service, needs, kind):
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (row,) = checks.rows([replace(OURS, kind="", service=service, needs=needs)])
    assert row.offering.kind == kind


def test_control_characters_are_taken_out_and_said():
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (row,) = checks.rows([replace(OURS, organization="Fictional\x1b[2J\u202e House\r\n\x9b")])
    assert row.offering.organization == "Fictional[2J House"
    assert any("control characters" in str(fault) for fault in checks.faults)


def test_a_long_description_is_cut_to_whole_sentences():
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (row,) = checks.rows([replace(OURS, summary="Ten words are in this sentence that is told. " * 20)])
    assert row.offering.summary.endswith("told.")
    assert 40 < len(row.offering.summary.split()) <= 60


def test_a_source_is_held_to_the_checks_of_its_sheet():
    checks = IntakeChecks("p.zip", GAZETTEER, NEEDS.codes, ["test"], TODAY, KINDS)
    (source,) = checks.sources([Source("gtfs-x", "Bus\x1b]0;x\x07", "Feed", "javascript:alert(1)")])
    assert (source.publisher, source.address) == ("Bus]0;x", "")
