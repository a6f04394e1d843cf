"""The one publishing step: validated rows, tables and index, switched together or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.retiring import left_out, refuse_too_many
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.catalogue.store import Store, hash_of
from resource_finder.domain.offering import Catalogue

IndexBuilder = Callable[[Catalogue], None]


def catalogue_of(read: SheetsRead, now: datetime) -> Catalogue:
    """The rows that were read as a catalogue, under the hash of their content."""
    offerings = tuple(sorted(read.offerings, key=lambda offering: (offering.sheet, offering.id)))
    published = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return Catalogue(offerings, read.sources, hash_of(offerings, read.sources), f"{published.isoformat()}Z")


def publish(
    read: SheetsRead,
    store: Store,
    build_index: IndexBuilder,
    now: datetime,
    keep_good_rows: bool = False,
    retire: bool = False,
) -> Catalogue:
    """Make these rows the catalogue that the public sees.

    The index is built, in a folder named by the new hash, before the transaction commits; the commit carries
    the new hash and is the one moment of the switch. What fails before it leaves the old catalogue, whole.
    Raises SheetsFaulty with every fault when rows are bad and may not be left out, or when a whole file is
    refused (leaving it out would empty a sheet in silence); WouldRetire when too many rows of a sheet are in
    no sheet any more and `retire` does not ask for it (a bad row that is left out counts); CatalogueChanged
    when another published meanwhile; StoreUnavailable when nothing can be written.
    """
    is_any_refused = any(fault.outcome == "refused" for fault in read.faults)
    if read.faults and (is_any_refused or not keep_good_rows):
        raise SheetsFaulty(read.faults)
    if not read.offerings:
        nothing = Fault("catalogue", 0, "", "no row can be used, so there is nothing to publish", "refused")
        raise SheetsFaulty((*read.faults, nothing))
    current = store.load()
    refuse_too_many(left_out(current, read.offerings), retire)
    base = current.hash if current else ""
    return publish_catalogue(catalogue_of(read, now), store, build_index, base)


def publish_catalogue(
    catalogue: Catalogue, store: Store, build_index: IndexBuilder, base: str | None = None
) -> Catalogue:
    """As `publish`, for a catalogue that was made not from sheets but from the one of hash `base`."""
    without_zone = catalogue.published.removesuffix("Z")
    store.publish(replace(catalogue, published=without_zone), lambda: build_index(catalogue), base)
    return catalogue
