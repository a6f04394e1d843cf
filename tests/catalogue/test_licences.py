"""Who may not use a licence gets the catalogue without what rests on it."""

from dataclasses import replace

from resource_finder.catalogue.licences import without_licence
from resource_finder.domain.offering import Catalogue, Source
from tests.web.making import OFFERINGS

FREE = Source("free", "Somebody", "A free list", "", "", "Public domain", "")
BARRED = Source("barred", "Somebody else", "A list", "", "", "CC BY-NC 4.0 (compilation); facts only", "")
ONE, TWO, THREE = (
    replace(offering, sources=named)
    for offering, named in zip(OFFERINGS, (("free",), ("barred",), ("free", "barred")), strict=False)
)


def test_a_row_that_rests_on_a_barred_source_goes_and_so_does_the_source():
    left = without_licence(Catalogue((ONE, TWO, THREE), (FREE, BARRED), "hash"), "cc by-nc")
    assert left.offerings == (ONE,)
    assert left.sources == (FREE,)


def test_a_licence_that_nothing_has_leaves_all():
    whole = Catalogue((ONE, TWO), (FREE, BARRED), "hash")
    assert without_licence(whole, "AGPL") == whole
