"""What editions are made of: the hash of each row, what changed since which, and the sheets as loaded."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from resource_finder.catalogue.contents import (
    OFFERING,
    SOURCE,
    content_of,
    hash_of_rows,
    offering_from,
    row_hash,
    source_from,
    text_hash,
)
from resource_finder.catalogue.row_tables import RowWriter, codes_in, handfuls, room_for
from resource_finder.catalogue.tables import LoadedRow, RowState, table_of
from resource_finder.catalogue.tables import Source as SourceRow
from resource_finder.domain.offering import Catalogue, Offering, Source

_GONE = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes by id that were just taken: of the rows in the tables, and of those that are to be written."""

    in_tables: Mapping[str, str]
    fresh: Mapping[str, str]


def write_differences(session: Session, catalogue: Catalogue, number: int, seen: Seen | None = None) -> None:
    """Make the tables hold this catalogue, touching only rows that differ, and mark those with the number.

    Where nobody has just `seen` the rows that stand there, their marks are believed.
    """
    marked, standing = states_of(session, OFFERING), set(codes_in(session))
    old = marked if seen is None else seen.in_tables
    known: Mapping[str, str] = {} if seen is None else seen.fresh
    fresh = {row.id: known.get(row.id) or row_hash(row) for row in catalogue.offerings}
    differing = {code for code, said in fresh.items() if old.get(code) != said or code not in standing}
    gone = standing - fresh.keys()
    with room_for(session, len(differing) + len(gone)):
        writer = RowWriter(session)
        writer.take_out(sorted((differing & standing) | gone))
        writer.write(offering for offering in catalogue.offerings if offering.id in differing)
        writer.finish()
    changed = [(code, said) for code, said in fresh.items() if code in differing or marked.get(code) != said]
    _mark(session, OFFERING, changed, gone | (marked.keys() - fresh.keys()), number)
    _write_sources(session, catalogue.sources, number)


def write_rows(session: Session, changed: Collection[Offering], gone: Collection[str], number: int) -> None:
    """Write these rows and take those out, and mark all of them with the number."""
    codes = [*(row.id for row in changed), *gone]
    writer = RowWriter(session)
    writer.take_out(codes)
    writer.write(changed)
    writer.finish()
    _mark(session, OFFERING, [(row.id, row_hash(row)) for row in changed], gone, number)


def count_of_rows(session: Session) -> int:
    wanted = select(func.count()).where(RowState.kind == OFFERING, RowState.hash != _GONE)
    return session.execute(wanted).scalar_one()


def states_of(session: Session, kind: str) -> dict[str, str]:
    """Id -> hash of every row that stands in the tables."""
    state = RowState
    wanted = select(state.code, state.hash).where(state.kind == kind, state.hash != _GONE)
    return {row[0]: row[1] for row in session.execute(wanted)}


def are_any_marked(session: Session) -> bool:
    return session.execute(select(RowState.edition).limit(1)).first() is not None


def changed_since(session: Session, number: int) -> dict[str, str]:
    """Id -> hash of every offering that a later edition changed; empty for those it took away."""
    state = RowState
    wanted = select(state.code, state.hash).where(state.kind == OFFERING, state.edition > number)
    return {row[0]: row[1] for row in session.execute(wanted)}


def hash_of_states(session: Session) -> str:
    """What the hash of the edition must be, by the hashes of its rows."""
    state = RowState
    wanted = select(state.kind, state.code, state.hash).where(state.hash != _GONE)
    return hash_of_rows((kind, code, said) for kind, code, said in session.execute(wanted))


def sources_in(session: Session) -> Iterator[Source]:
    """The sources in their order."""
    columns = [column for column in SourceRow.__table__.columns if column.name != "position"]
    for row in session.execute(select(*columns).order_by(SourceRow.position)).mappings():
        yield Source(**row)


def loaded_hashes(session: Session, kind: str) -> dict[str, str]:
    """Id -> hash of every row of the sheets as they were last loaded."""
    wanted = select(LoadedRow.code, LoadedRow.hash).where(LoadedRow.kind == kind)
    return {row[0]: row[1] for row in session.execute(wanted)}


def loaded_offerings(session: Session, codes: Collection[str]) -> dict[str, Offering]:
    """These rows of the sheets as they were last loaded, by id."""
    found: dict[str, Offering] = {}
    for few in handfuls(codes):
        wanted = select(LoadedRow.code, LoadedRow.content).where(
            LoadedRow.kind == OFFERING, LoadedRow.code.in_(few)
        )
        found |= {code: offering_from(content) for code, content in session.execute(wanted)}
    return found


def loaded_sources(session: Session) -> tuple[Source, ...]:
    wanted = select(LoadedRow.content).where(LoadedRow.kind == SOURCE)
    return tuple(source_from(content) for content in session.execute(wanted).scalars())


def write_loaded(session: Session, offerings: Iterable[Offering], sources: Iterable[Source]) -> None:
    """Keep the sheets as they are loaded now, touching only rows that differ."""
    both: tuple[tuple[str, Iterable[Offering | Source]], ...] = ((OFFERING, offerings), (SOURCE, sources))
    for kind, rows in both:
        old = loaded_hashes(session, kind)
        for few in handfuls(rows):
            texts = {row.id: content_of(row) for row in few}
            fresh = {code: text_hash(text) for code, text in texts.items()}
            changed = [code for code in texts if old.get(code) != fresh[code]]
            _take_out(session, LoadedRow, kind, [code for code in changed if code in old])
            _insert(
                session,
                LoadedRow,
                [
                    {"kind": kind, "code": code, "hash": fresh[code], "content": texts[code]}
                    for code in changed
                ],
            )
            for code in texts:
                old.pop(code, None)
        _take_out(session, LoadedRow, kind, old)


def _write_sources(session: Session, sources: Sequence[Source], number: int) -> None:
    """They are few, and their order is a part of each."""
    old, fresh = states_of(session, SOURCE), {source.id: row_hash(source) for source in sources}
    changed = [(code, said) for code, said in fresh.items() if old.get(code) != said]
    gone = [code for code in old if code not in fresh]
    before = list(session.execute(select(SourceRow.id).order_by(SourceRow.position)).scalars())
    if changed or gone or before != [source.id for source in sources]:
        session.execute(delete(table_of(SourceRow)))
        _insert(session, SourceRow, [asdict(s) | {"position": at} for at, s in enumerate(sources)])
    _mark(session, SOURCE, changed, gone, number)


def _mark(
    session: Session, kind: str, changed: Iterable[tuple[str, str]], gone: Iterable[str], number: int
) -> None:
    """A row that went leaves a mark, so that who has it in memory is told."""
    for few in handfuls((*changed, *((code, _GONE) for code in gone))):
        _take_out(session, RowState, kind, [code for code, _said in few])
        rows = [{"kind": kind, "code": code, "hash": said, "edition": number} for code, said in few]
        _insert(session, RowState, rows)


def _take_out(
    session: Session, table: type[RowState] | type[LoadedRow], kind: str, codes: Iterable[str]
) -> None:
    for few in handfuls(codes):
        session.execute(delete(table_of(table)).where(table.kind == kind, table.code.in_(few)))


def _insert(session: Session, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table_of(table)), rows)
