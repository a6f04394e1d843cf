"""No value that stands in the tables, whoever wrote it there, breaks a page or makes it wait."""

from dataclasses import replace
from time import process_time

import pytest

from resource_finder.app import create_app
from resource_finder.catalogue.publishing import publish_catalogue
from resource_finder.catalogue.readable import readable, readable_source
from resource_finder.catalogue.store import Store, hash_of
from resource_finder.catalogue.tables import db
from resource_finder.cli.database import bring_up_to_date
from resource_finder.config import Settings
from resource_finder.domain.offering import Catalogue, Phone, Source
from resource_finder.indexing import Called, build_index_of
from tests.matching.making import offering
from tests.real import DATA, NOW, real_sheets

ODD = {
    "website": ("http://[::1", "javascript:alert(1)", "http://", "//[", "http://a]b.org"),
    "hours": ("Mo" + " " * 2000 + "08:00", "Mo-Fr 08:00-12:00, " * 2000, "\x00", "(" * 5000, "perhaps"),
    "precision": ("about", ""),
    "accessible": ("perhaps",),
    "supervision": ("perhaps",),
    "confidence": ("Z",),
    "record": ((("murder", "yes"),), (("arson", "perhaps"), ("any", "no"))),
    "who": (("martians",), ("ages x-y",), ("ages 9999-1",)),
    "how_to_start": (("fly",),),
    "pays_with": (("gold",),),
    "languages": (("klingon", "es"),),
    "documents": (("no_such_paper", "x" * 5000),),
    "organization": ("n" * 5000, "\x1b]0;x\x07\u202e", "<script>", ""),
    "service": ("n" * 5000, "", "{{7*7}}#import"),
    "cost": ("lots_of",),
    "checked_on": ("soon", "9999-99-99"),
    "latitude": (999.0,),
    "phones": ((Phone("call me", "zz", "\x1b"),), (Phone(""),)),
    "email": ("nobody", "a@b@c"),
    "zip": ("x" * 9,),
    "sources": (("nowhere",), ()),
}
PAGES = (
    "/boone/housing",
    "/boone",
    "/find?place=65203&need=housing",
    "/service/{id}",
    "/list?id={id}",
    "/list?place=65203&need=housing",
    "/api/v1/match?place=65203&need=housing",
    "/es/boone/housing",
)


@pytest.fixture(scope="module")
def visits(tmp_path_factory):
    """A program over one row for each odd value."""
    good = replace(next(o for o in real_sheets().offerings if o.website and o.hours), private_address=False)
    good = replace(good, needs=("housing/tonight",), county="boone", serves=("boone",), latitude=38.95)
    good = replace(good, longitude=-92.33, precision="exact", sheet="housing")
    cases = [(name, value) for name, values in ODD.items() for value in values]
    rows = tuple(
        replace(good, id=f"mo-odd{number:03d}", **{name: value}) for number, (name, value) in enumerate(cases)
    )
    sources = (*real_sheets().sources, Source("odd", "Odd", "Their own web page", "http://[::1"))
    rows = (*rows, replace(good, id="mo-oddsource", sources=("odd",)))
    made = Catalogue(rows, sources, hash_of(rows, sources), "2026-11-25T16:00:00Z")
    settings = Settings(data=DATA, instance=tmp_path_factory.mktemp("odd"), secret_key="test")
    app = create_app(settings, now=NOW)
    bring_up_to_date(app)
    with app.app_context():
        called = Called.load(DATA)
        publish_catalogue(made, Store(db.session()), lambda fresh: build_index_of(fresh, settings, called))
    return app.test_client(), [row.id for row in rows]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_or_waits(visits, page):
    client, ids = visits
    for one in ids if "{id}" in page else ids[:1]:
        began = process_time()
        answer = client.get(page.format(id=one), follow_redirects=True)
        assert answer.status_code == 200, (page, one)
        assert process_time() - began < 3, (page, one)
        assert "javascript:" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("origin", ["http://[::1", "null", "//[", "\x7f"])
def test_an_odd_origin_is_another_site_and_no_fault(visits, origin):
    client, _ids = visits
    assert client.post("/find", data={"place": "65203"}, headers={"Origin": origin}).status_code < 500


def test_a_good_row_and_source_are_what_they_were():
    assert all(readable(row) is row for row in real_sheets().offerings)
    assert all(readable_source(source) is source for source in real_sheets().sources)
    assert readable(offering(status="perhaps")).status == "unconfirmed"
    assert readable(offering(record=(("arson", "perhaps"), ("any", "no")))).record == (("any", "no"),)
