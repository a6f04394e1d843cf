"""The one publishing step: validated rows, tables and index, switched together or not at all."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from resource_finder.catalogue.contents import hash_of
from resource_finder.catalogue.faults import Fault, SheetsFaulty
from resource_finder.catalogue.loading import Check, Load, catalogue_of, planned
from resource_finder.catalogue.merging import NOTHING_CHOSEN, Choices, Difference
from resource_finder.catalogue.retiring import refuse_too_many
from resource_finder.catalogue.sheets import SheetsRead
from resource_finder.catalogue.store import EditionConflict, Seen, Sheets, Store
from resource_finder.domain.offering import Catalogue

__all__ = ["SheetsDiffer", "catalogue_of", "publish", "publish_catalogue", "publish_load", "refuse_faulty"]

IndexBuilder = Callable[[Catalogue], None]


class SheetsDiffer(RuntimeError):
    """Nothing was changed: sheets and tables were both changed, to different things. Somebody must choose."""

    def __init__(self, conflicts: Iterable[Difference]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(
            f"{len(self.conflicts)} facts or rows were changed both in the sheets and in the tables since "
            "the last load; nothing was changed: choose by resource-finder catalogue load --take sheets "
            "(or tables, or ID.FACT=sheets)"
        )


def publish(
    read: SheetsRead,
    store: Store,
    build_index: IndexBuilder,
    now: datetime,
    keep_good_rows: bool = False,
    retire: bool = False,
    based_on: int | None = None,
    choices: Choices = NOTHING_CHOSEN,
    check: Check = lambda _row: (),
) -> Catalogue:
    """Make these rows, merged with what was changed since the last load, the catalogue that the public sees.

    The index is built, in a folder named by the new hash, before the transaction commits; the commit carries
    the new hash and is the one moment of the switch. What fails before it leaves the old catalogue, whole.
    Raises SheetsFaulty with every fault when rows are bad and may not be left out, or when a whole file is
    refused (leaving it out would empty a sheet in silence); SheetsDiffer with every fact that sheets and
    tables both changed and of which `choices` does not say whom to believe; WouldRetire when too many rows of
    a sheet would go and `retire` does not ask for it (a bad row that is left out counts); EditionConflict
    when another edition than `based_on` is the newest, or another published meanwhile; StoreUnavailable when
    nothing can be written.
    """
    refuse_faulty(read, keep_good_rows)
    load = planned(read, store, now, choices, check, based_on)
    return publish_load(load, store, build_index, retire)


def refuse_faulty(read: SheetsRead, keep_good_rows: bool = False) -> None:
    """Raises SheetsFaulty, as `publish` does."""
    is_any_refused = any(fault.outcome == "refused" for fault in read.faults)
    if read.faults and (is_any_refused or not keep_good_rows):
        raise SheetsFaulty(read.faults)
    if not read.offerings:
        nothing = Fault("catalogue", 0, "", "no row can be used, so there is nothing to publish", "refused")
        raise SheetsFaulty((*read.faults, nothing))


def publish_load(load: Load, store: Store, build_index: IndexBuilder, retire: bool = False) -> Catalogue:
    """The second half of `publish`: what was planned, unless somebody must decide first."""
    if load.conflicts:
        raise SheetsDiffer(load.conflicts)
    refuse_too_many(load.losses, retire)
    number = store.publish(
        load.catalogue,
        lambda: build_index(load.catalogue),
        load.based_on.number,
        load.sheets,
        Seen(load.seen, load.hashes),
    )
    return replace(load.catalogue, edition=number)


def publish_catalogue(
    catalogue: Catalogue, store: Store, build_index: IndexBuilder, based_on: int | None = None
) -> Catalogue:
    """As `publish`, for a catalogue that was made not from sheets but from the edition of this number.

    0 says that there was none; None takes whatever is the newest.
    """
    number = store.publish(catalogue, lambda: build_index(catalogue), based_on)
    return replace(catalogue, edition=number)


def count_rows(store: Store, last_loaded: str) -> bool:
    """Give the rows of an older program's database their hashes, by an edition of the same content.

    Where the catalogue is just what was `last_loaded` (the hash that the older program kept), the sheets as
    loaded are known too, which is what it gives; else a load asks about each fact that sheets and tables say
    differently.
    """
    newest, catalogue = store.newest(), store.load()
    if catalogue is None:
        return False
    fresh, is_as_loaded = counted_anew(catalogue), newest.hash == last_loaded
    sheets = Sheets(fresh.offerings, fresh.sources, fresh.hash) if is_as_loaded else None
    with suppress(EditionConflict):
        store.publish(fresh, lambda: None, newest.number, sheets)
    return is_as_loaded


def counted_anew(catalogue: Catalogue) -> Catalogue:
    """The same under the hash of its content, for one that another program may have counted otherwise."""
    return replace(catalogue, hash=hash_of(catalogue.offerings, catalogue.sources))
