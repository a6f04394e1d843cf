"""The columns of one edition as flat files: written once, opened by every worker without reading a row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resource_finder.domain.offering import Offering
from resource_finder.finding.blocks import Blocks
from resource_finder.finding.columns import CODES, GAP, TEXTS, Codes, Columns, Ids, Lists, bits_of
from resource_finder.search.stored import Stored, Strings, array, read_json, save, save_strings

Numbers = NDArray[np.int32]

_ARRAYS = ("places", "xyz", "marks", "ways", "name_rank", "needs")


def write_columns(columns: Columns, every_id: Sequence[str], folder: Path) -> None:
    """`every_id` are the sorted ids of all rows of the catalogue, the closed ones too."""
    for name in _ARRAYS:
        save(folder, name, getattr(columns, name))
    for name in CODES:
        codes: Codes = getattr(columns, name)
        save(folder, name, codes.of_row)
        save(folder, f"{name}_examples", codes.examples)
    for name in TEXTS:
        save_strings(folder, name, getattr(columns, name))
    _write_ids(columns.ids, every_id, folder)
    _save_lists(folder, "by_need", columns.by_need)
    _save_lists(folder, "by_county", columns.by_county)
    _save_lists(folder, "always", {need: one.always for need, one in columns.blocks.items()})
    _save_lists(folder, "middles", {need: one.middles.ravel() for need, one in columns.blocks.items()})
    _save_lists(folder, "widths", {need: one.widths for need, one in columns.blocks.items()})


def read_columns(
    stored: Stored, offerings: Sequence[Offering], rules: Lists, indexed: Sequence[str] | None
) -> Columns:
    """`offerings` are the rows as they may be shown, by the number of the row; `indexed` their ids, where an
    index has them under the same numbers.

    Raises KeyError or ValueError for files that are not those of `write_columns` by these rules.
    """
    every: dict[str, Any] = {name: array(stored, name) for name in _ARRAYS}
    codes: dict[str, Any] = {
        name: Codes(array(stored, name), array(stored, f"{name}_examples")) for name in CODES
    }
    # Hours, kinds and counties are few and asked for all the time; organizations may be as many as rows.
    texts: dict[str, Any] = {name: Strings.read(stored, name) for name in TEXTS}
    texts |= {name: list(texts[name]) for name in ("kind_of", "county_of")}
    by_need = _lists(stored, "by_need")
    need_bits = bits_of(rules)
    if list(by_need) != list(need_bits):
        raise ValueError("the columns were written by another list of needs")
    always, middles, widths = (_lists(stored, name) for name in ("always", "middles", "widths"))
    return Columns(
        offerings=offerings,
        ids=Ids(Strings.read(stored, "ids"), array(stored, "row_of_id"), array(stored, "id_rank"), indexed),
        by_need=by_need,
        by_county=_lists(stored, "by_county"),
        blocks={need: Blocks(middles[need].reshape(-1, 3), widths[need], always[need]) for need in by_need},
        need_bits=need_bits,
        **every,
        **codes,
        **texts,
    )


def _write_ids(ids: Ids, every_id: Sequence[str], folder: Path) -> None:
    row_of = dict(zip(ids.texts, ids.rows.tolist(), strict=True))
    rows = np.fromiter((row_of.get(one, -1) for one in every_id), np.int32, len(every_id))
    rank = np.empty(len(row_of), dtype=np.int32)
    rank[rows[rows >= 0]] = np.flatnonzero(rows >= 0) * GAP
    save_strings(folder, "ids", every_id)
    save(folder, "row_of_id", rows)
    save(folder, "id_rank", rank)


def _save_lists(folder: Path, name: str, lists: Mapping[str, NDArray[Any]]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(list(lists)), "utf-8")
    values: Iterable[NDArray[Any]] = lists.values()
    save(folder, name, np.concatenate(list(values)) if lists else np.empty(0, dtype=np.int32))
    save(folder, f"{name}_ends", np.cumsum([len(one) for one in values], dtype=np.int64))


def _lists(stored: Stored, name: str) -> dict[str, NDArray[Any]]:
    names = read_json(stored, f"{name}.json")
    values, ends = array(stored, name), array(stored, f"{name}_ends").tolist()
    return {code: values[start:end] for code, (start, end) in zip(names, pairwise([0, *ends]), strict=True)}
