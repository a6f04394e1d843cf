"""Compiles an index into flat arrays that are read into memory and answered with NumPy."""

import json
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from resource_finder.search.engine import Searchable
from resource_finder.search.postings import Postings
from resource_finder.search.spatial import Floats, km_from, on_sphere, spatial_order
from resource_finder.search.spelling import may_be_meant
from resource_finder.search.stored import save, save_strings

# Small enough to pass over whole when too far, large enough that one NumPy call pays.
STATEWIDE = "statewide"
BLOCK = 128
_BITS = 64
_MOST_NEED_CODES = 32


def in_spatial_order(offerings: Sequence[Searchable]) -> list[Searchable]:
    """The order of document numbers: neighbours on the ground stand side by side."""
    return [offerings[number] for number in spatial_order(*_coordinates(offerings))]


def compile_index(
    offerings: Sequence[Searchable], postings: Postings, words: Collection[str], folder: Path
) -> None:
    """Write all arrays. `offerings` are in spatial order, and `postings` number them in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    codes = sorted({code for offering in offerings for code in offering.needs})
    # The last list serves a county that no offering names: what covers the state covers it too.
    counties = sorted({county for offering in offerings for county in offering.covers} | {STATEWIDE})
    if len(codes) > _MOST_NEED_CODES:
        raise ValueError(f"an index holds at most {_MOST_NEED_CODES} codes of needs, not {len(codes)}")
    (folder / "names.json").write_text(json.dumps({"needs": codes, "counties": counties}), "utf-8")
    save_strings(folder, "ids", (offering.id for offering in offerings))
    save_strings(folder, "words", sorted(words))
    save_strings(folder, "guessable", filter(may_be_meant, sorted(words)))
    _write_postings(postings, folder)
    needs = _need_masks(offerings, codes)
    xyz = on_sphere(*_coordinates(offerings))
    save(folder, "needs", needs)
    save(folder, "xyz", xyz)
    _write_counties(offerings, counties, needs, xyz, folder)


def _coordinates(offerings: Sequence[Searchable]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    latitudes = np.array([offering.latitude for offering in offerings], dtype=np.float64)
    longitudes = np.array([offering.longitude for offering in offerings], dtype=np.float64)
    return latitudes, longitudes


def _write_postings(postings: Postings, folder: Path) -> None:
    """A posting keeps the number of its gain, two bytes: few pairs of count and length differ."""
    gains, gain_of = np.unique(postings.gains(), return_inverse=True)
    save_strings(folder, "terms", postings.terms)
    save(folder, "starts", postings.starts)
    save(folder, "docs", postings.docs)
    save(folder, "idf", postings.idf())
    save(folder, "means", np.array([postings.mean_length, len(postings.lengths)]))
    save(folder, "gains", gains)
    save(folder, "gain_of", gain_of.astype(np.min_scalar_type(max(len(gains) - 1, 0))))


def _need_masks(offerings: Sequence[Searchable], codes: Sequence[str]) -> NDArray[np.uint32]:
    bit = {code: 1 << number for number, code in enumerate(codes)}
    masks = (sum({bit[code] for code in offering.needs}) for offering in offerings)
    return np.fromiter(masks, dtype=np.uint32, count=len(offerings))


def _write_counties(
    offerings: Sequence[Searchable],
    counties: Sequence[str],
    needs: NDArray[np.uint32],
    xyz: Floats,
    folder: Path,
) -> None:
    """Who covers each county, list 0 being all: as bits by offering, and as lists cut in blocks."""
    lists, covers = _coverage(offerings, counties)
    starts = np.cumsum([0, *(len(docs) for docs in lists)], dtype=np.int64)
    docs = np.concatenate(lists)
    save(folder, "covers", covers)
    save(folder, "county_starts", starts)
    save(folder, "county_docs", docs)
    save(folder, "county_needs", needs[docs])
    edges = [(at, min(at + BLOCK, end)) for start, end in pairwise(starts) for at in range(start, end, BLOCK)]
    block_starts = np.cumsum([0, *(-(-len(docs) // BLOCK) for docs in lists)], dtype=np.int64)
    save(folder, "block_starts", block_starts)
    _write_blocks(edges, docs, needs, xyz, folder)


def _coverage(
    offerings: Sequence[Searchable], counties: Sequence[str]
) -> tuple[list[NDArray[np.int32]], NDArray[np.uint64]]:
    number_of = {county: number for number, county in enumerate(counties, start=1)}
    statewide = [doc for doc, offering in enumerate(offerings) if offering.statewide]
    members: list[list[int]] = [[] for _county in counties]
    for doc, offering in enumerate(offerings):
        if not offering.statewide:
            for county in offering.covers:
                members[number_of[county] - 1].append(doc)
    lists = [np.arange(len(offerings), dtype=np.int32)]
    lists += [np.array(sorted([*docs, *statewide]), dtype=np.int32) for docs in members]
    covers = np.zeros((len(lists) // _BITS + 1, len(offerings)), dtype=np.uint64)
    for number, docs in enumerate(lists):
        covers[number // _BITS, docs] |= np.uint64(1) << np.uint64(number % _BITS)
    return lists, covers


def _write_blocks(
    edges: Sequence[tuple[int, int]],
    docs: NDArray[np.int32],
    needs: NDArray[np.uint32],
    xyz: Floats,
    folder: Path,
) -> None:
    """For each block a center, the greatest distance from it to a member, and all needs served."""
    centers = np.zeros((len(edges), 3), dtype=np.float32)
    radii = np.zeros(len(edges), dtype=np.float32)
    any_need = np.zeros(len(edges), dtype=np.uint32)
    for number, (start, end) in enumerate(edges):
        members = docs[start:end]
        points = xyz[members]
        center = points.mean(axis=0)
        length = float(np.sqrt(center @ center))
        centers[number] = center / length if length else center
        radii[number] = km_from(points, centers[number]).max()
        any_need[number] = np.bitwise_or.reduce(needs[members])
    save(folder, "block_centers", centers)
    save(folder, "block_radii", radii)
    save(folder, "block_needs", any_need)
