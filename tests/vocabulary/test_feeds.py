"""Every published file that `catalogue refresh` knows has a reader, and an address over https or none."""

import csv

from resource_finder.cli.incoming import KINDS
from tests.real import DATA


def feeds() -> list[dict[str, str]]:
    with (DATA / "vocabulary" / "feeds.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_source_stands_once_with_a_reader_and_an_address_or_a_word_why_not():
    names = [row["source"] for row in feeds()]
    assert len(names) == len(set(names))
    for row in feeds():
        assert row["adapter"] in KINDS
        assert row["note"]
        assert row["url"] == "" or row["url"].startswith("https://")


def test_every_kind_of_published_file_can_be_named():
    assert {row["adapter"] for row in feeds()} == set(KINDS)
