"""A situation in, lists out: what everybody else relies on."""

from datetime import datetime

import pytest

from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Catalogue, Phone
from resource_finder.domain.verdicts import Verdict
from resource_finder.finding import Distances, Finder, NoWordSearch
from tests.matching.making import RULES, bed, offering, person

NOW = datetime(2026, 11, 25, 10, tzinfo=MISSOURI_TIME)


def flat(here, there):
    """Sixty-nine miles to a degree of latitude: enough for rows on one meridian."""
    return 69.0 * abs(here[0] - there[0])


class Heard(NoWordSearch):
    def __init__(self, hits):
        self._hits = hits

    def hits(self, words):
        return self._hits


def finder(*rows, hits=None):
    catalogue = Catalogue(tuple(rows), (), "hash")
    return Finder(catalogue, RULES, Heard(hits or {}), Distances(flat, flat))


def phoned(**said):
    return bed(**({"phones": (Phone("573-555-0100"),)} | said))


def miles_north(miles, **said):
    return phoned(**({"latitude": 38.9517 + miles / 69.0, "longitude": -92.3341} | said))


def ids(found):
    return [match.offering.id for match in found.matches]


def test_a_list_holds_what_covers_the_county_or_lies_within_sixty_miles():
    rows = [
        miles_north(10, id="near"),
        miles_north(59, id="far"),
        phoned(id="covers", serves=("boone",)),
        phoned(id="state", statewide=True),
        miles_north(61, id="beyond"),
        bed(id="elsewhere", serves=("cole",)),
        offering(id="food", serves=("boone",)),
        miles_north(1, id="shut", status="closed"),
    ]
    (found,) = finder(*rows).find(person(), NOW)
    assert set(ids(found)) == {"near", "far", "covers", "state"}
    assert (found.total, found.refused) == (4, 0)


def test_nobody_gets_an_empty_page():
    rows = [miles_north(miles, id=f"at-{miles}") for miles in (200, 80, 120, 100)]
    (found,) = finder(*rows).find(person(), NOW)
    assert ids(found) == ["at-80", "at-100", "at-120"]
    assert {match.band for match in found.matches} == {"further"}


def test_further_places_are_left_out_where_three_are_near():
    rows = [miles_north(miles, id=f"at-{miles}") for miles in (1, 2, 3, 100)]
    (found,) = finder(*rows).find(person(), NOW)
    assert ids(found) == ["at-1", "at-2", "at-3"]


def test_refusals_are_folded_away_counted_and_shown_when_asked():
    rows = [miles_north(miles, id=f"at-{miles}") for miles in (3, 4, 5)]
    rows.append(miles_north(1, id="refuses", record=(("arson", "no"),)))
    (found,) = finder(*rows).find(person("arson"), NOW)
    assert ids(found) == ["at-3", "at-4", "at-5"]
    assert (found.total, found.refused) == (3, 1)
    (opened,) = finder(*rows).find(person("arson", refused=True), NOW)
    assert ids(opened) == ["at-3", "at-4", "at-5", "refuses"]
    assert opened.matches[-1].verdict is Verdict.NO


def test_a_sub_need_finds_only_itself_and_a_need_finds_all_below_it():
    rows = [miles_north(1, id="bed"), miles_north(2, id="flat", needs=("housing/longer",))]
    assert ids(finder(*rows).find(person(needs=("housing/tonight",)), NOW)[0]) == ["bed"]
    assert set(ids(finder(*rows).find(person(), NOW)[0])) == {"bed", "flat"}


def test_each_need_gets_its_own_list_in_the_order_asked():
    rows = [miles_north(1, id="bed"), miles_north(2, id="soup", needs=("food",))]
    lists = finder(*rows).find(person(needs=("food", "housing")), NOW)
    assert [(found.need, ids(found)) for found in lists] == [("food", ["soup"]), ("housing", ["bed"])]


def test_typed_words_come_before_distance():
    rows = [miles_north(1, id="close"), miles_north(20, id="named")]
    (found,) = finder(*rows, hits={"named": (1, 2.5)}).find(person(words=("named",)), NOW)
    assert ids(found) == ["named", "close"]


def test_words_alone_find_what_they_match_and_nothing_else():
    rows = [miles_north(1, id="close"), miles_north(20, id="named", needs=("food",))]
    (found,) = finder(*rows, hits={"named": (1, 2.5)}).find(person(needs=(), words=("named",)), NOW)
    assert (found.need, ids(found)) == (None, ["named"])


def test_open_now_leaves_out_what_is_shut_or_does_not_say():
    rows = [
        miles_north(1, id="open", hours="Mo-Fr 08:00-17:00"),
        miles_north(2, id="shut", hours="Mo-Fr 18:00-20:00"),
        miles_north(3, id="silent"),
    ]
    assert ids(finder(*rows).find(person(open="now"), NOW)[0]) == ["open"]


def test_the_limit_cuts_what_is_shown_but_not_what_is_counted():
    rows = [miles_north(miles, id=f"at-{miles}") for miles in range(1, 6)]
    (found,) = finder(*rows).find(person(limit=2), NOW)
    assert (ids(found), found.total) == (["at-1", "at-2"], 5)


def test_every_match_says_why_it_is_shown():
    (found,) = finder(miles_north(2, serves=("boone",))).find(person(), NOW)
    codes = [reason.code for reason in found.matches[0].reasons]
    assert codes[:3] == ["serves_county", "miles", "checked"]
    assert codes[3:] == ["help_still", "help_takes", "help_serves", "help_contact", "help_way"]


def test_a_statewide_line_keeps_its_place_when_others_have_distances():
    rows = [phoned(id="line", statewide=True)] + [miles_north(m, id=f"at-{m}") for m in (1, 2, 3)]
    (found,) = finder(*rows).find(person(), NOW)
    assert ids(found)[-1] == "line"
    assert found.matches[-1].miles is None


def test_a_single_listing_is_explained_as_in_a_list():
    row = miles_north(2, serves=("boone",))
    (found,) = finder(row).find(person("arson"), NOW)
    assert finder(row).match_one(row, person("arson"), NOW) == found.matches[0]


@pytest.mark.parametrize("status", ["open", "unconfirmed"])
def test_closed_rows_cannot_be_had_by_their_id(status):
    rows = [miles_north(1, id="shown", status=status), miles_north(1, id="shut", status="closed")]
    assert finder(*rows).offering("shown") == rows[0]
    assert finder(*rows).offering("shut") is None
