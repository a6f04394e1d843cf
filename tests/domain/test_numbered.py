"""Sequences that make each thing when it is asked for are sequences in every way."""

import pytest

from resource_finder.domain.numbered import Numbered, place_in


class Squares(Numbered[int]):
    def __len__(self) -> int:
        return 5

    def made(self, at: int) -> int:
        return at * at


def test_a_thing_a_part_and_all_are_as_of_a_tuple() -> None:
    rows, same = Squares(), (0, 1, 4, 9, 16)
    assert tuple(rows) == same
    assert [rows[at] for at in (0, 4, -1, -5)] == [same[at] for at in (0, 4, -1, -5)]
    assert [rows[part] for part in (slice(1, 9), slice(None, None, -2))] == [same[1:9], same[::-2]]


@pytest.mark.parametrize("at", [5, -6])
def test_what_is_not_there_is_an_index_error(at: int) -> None:
    with pytest.raises(IndexError):
        Squares()[at]


def test_a_text_is_found_where_it_stands_and_nowhere_else() -> None:
    texts = ("apple", "pear", "plum")
    assert [place_in(texts, text) for text in (*texts, "", "peach", "zebra")] == [0, 1, 2, None, None, None]
