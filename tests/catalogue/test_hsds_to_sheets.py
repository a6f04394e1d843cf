"""Whatever another directory writes into its cells, what is imported of it passes the sheets' own check."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from resource_finder.catalogue.hsds_package import read_package
from resource_finder.catalogue.sheets import read_sheets
from resource_finder.catalogue.writing import write_sheets
from resource_finder.domain.offering import Catalogue
from tests.catalogue.foreign import IN_COLUMBIA, tables, written
from tests.catalogue.making import GAZETTEER, KINDS, NEEDS
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS

ODD = st.sampled_from(
    [
        "<p>Beds &amp; meals</p>", "=SUM(A1)", "-", "n/a", "#REF!", "cafÃ©", "call the office", "a@b", "24",
        "18", "-5", "573-874-2345", "988", "x45", "555-555-0199", "900-234-5678", "Spanish", "xx-yy",
        "a;b|c", "photo_thing", "65201", "99999", "63101", "Boone", "St. Louis", "KS", "0", "38.95",
        "-92.33", "Missouri",
        "2026-13-45", "x" * 2500, "Ten words stand in this sentence and then it ends. " * 40,
        "https://exa mple",
        "www.example.org", "\u202eabc", "“quoted” \"words\"", "Free", "$0.00", "Mo-Fr 9-5", "WEEKLY",
        "MO", "9am",
        "By appointment only", "'=1", "Дом",
    ]
)  # fmt: skip
CELLS = {
    "organizations": ("name", "website", "email"),
    "services": (
        "name", "description", "url", "email", "status", "application_process", "fees_description",
        "eligibility_description", "minimum_age", "maximum_age", "assured_date", "alert",
    ),
    "addresses": ("address_1", "address_2", "city", "region", "postal_code"),
    "phones": ("number", "extension", "type", "description"),
    "service_areas": ("name", "extent"),
    "languages": ("name", "code"),
    "required_documents": ("document",),
    "accessibility": ("description",),
    "cost_options": ("option", "amount", "currency"),
    "schedules": ("freq", "byday", "opens_at", "closes_at", "description", "valid_to"),
}  # fmt: skip
EVERY = [(table, column) for table, columns in CELLS.items() for column in columns]


@given(st.dictionaries(st.sampled_from(EVERY), ODD, max_size=12))
@example({("addresses", "postal_code"): "63101", ("addresses", "region"): "Boone"})
@example(
    dict.fromkeys(
        [("organizations", "name"), ("services", "name"), ("addresses", "city"), ("addresses", "address_1")],
        "Ten words stand in this sentence and then it ends. " * 20,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_imported_passes_our_own_check(tmp_path_factory, odd):
    folder = tmp_path_factory.mktemp("odd")
    found = tables() | {
        table: [{"id": "1", "service_id": "s"}]
        for table in CELLS
        if table not in ("organizations", "services")
    }
    found["locations"] = [{"id": "l"} | IN_COLUMBIA]
    found["addresses"] = [{"id": "d", "location_id": "l", "state_province": "MO"}]
    found["accessibility"] = [{"id": "d", "location_id": "l"}]
    found["taxonomy_terms"] = [{"id": "t", "name": "Food"}]
    found["attributes"] = [{"id": "1", "link_id": "s", "taxonomy_term_id": "t"}]
    for (table, column), text in odd.items():
        found[table][0][column] = text
    read = read_package(written(folder, found), GEOGRAPHY, TERMS)
    out = Path(folder) / "out"
    names = {slug: county.name for slug, county in GAZETTEER.counties.items()}
    write_sheets(Catalogue(read.offerings, read.sources, ""), out, names)
    checked = read_sheets(out, GAZETTEER, NEEDS.codes, date.today(), KINDS)
    assert [str(fault) for fault in checked.faults if "no sheets" not in str(fault)] == []
    assert len(checked.offerings) == len(read.offerings)
