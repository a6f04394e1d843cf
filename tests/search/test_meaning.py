"""What small words do to a phrase, which phrase is found, and how a misspelt word is mended."""

import pytest

from resource_finder.search.grammar import is_denied, is_destination, is_joined, is_purpose, toward
from resource_finder.search.meaning import meant_about, meant_needs, meant_open
from resource_finder.search.phrases import PhraseFinder
from resource_finder.search.vocabulary import Phrase, Vocabulary, typed_words, word_keys

VOCABULARY = Vocabulary(
    (
        Phrase("bed", "en", "broad", "housing"),
        Phrase("shelter", "en", "need", "housing/tonight"),
        Phrase("job", "en", "need", "job"),
        Phrase("ride", "en", "need", "ride"),
        Phrase("bus", "en", "need", "ride"),
        Phrase("doctor", "en", "broad", "medical"),
        Phrase("detox", "en", "need", "treatment"),
        Phrase("vital records", "en", "named", "id"),
        Phrase("the army store", "en", "named", ""),
        Phrase("just got out", "en", "alone", "supervision"),
        Phrase("felony", "en", "about", "any_felony"),
        Phrase("violent", "en", "about", "violent"),
        Phrase("violent felony", "en", "about", "violent"),
        Phrase("drug charge", "en", "about", "drug"),
        Phrase("veteran", "en", "about", "veteran"),
        Phrase("no car", "en", "about", "no_car"),
        Phrase("tonight", "en", "open", "tonight"),
        Phrase("right now", "en", "open", "now"),
        Phrase("conviction", "en", "about", "any_felony"),
        Phrase("housing", "en", "need", "housing"),
        Phrase("mousing", "en", "need", "food"),
    ),
    {"maple": "word"},
)
FINDER = PhraseFinder(VOCABULARY)


def about(line: str) -> tuple[str, ...]:
    keys = word_keys(typed_words(line))
    return meant_about(FINDER.find(keys), keys)


def needs(line: str) -> tuple[str, ...]:
    keys = word_keys(typed_words(line))
    readings = FINDER.find(keys)
    return meant_needs(readings, keys, meant_about(readings, keys))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("violent felony", ("violent",)),
        ("violent and a felony", ("violent", "any_felony")),
        ("felony violent", ("violent",)),
        ("drug charge felony", ("drug",)),
        ("felony and veteran", ("any_felony", "veteran")),
    ],
)
def test_a_violent_felony_is_violent(line: str, found: tuple[str, ...]) -> None:
    assert about(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("no felony", ()),
        ("not a veteran", ()),
        ("I do not have any felony", ()),
        ("i have never had a felony", ()),
        ("not on the veteran list", ()),
        ("never been convicted of a felony", ()),
        ("not here but felony", ("any_felony",)),
        ("not so much of a felony", ("any_felony",)),
        ("no felony or drug charge", ()),
        ("no felony nor a drug charge, veteran", ("veteran",)),
        ("no felony but a drug charge", ("drug",)),
        ("felony or drug charge", ("any_felony", "drug")),
        ("no car", ("no_car",)),
    ],
)
def test_denial_reaches_over_small_words_and_or_alone(line: str, found: tuple[str, ...]) -> None:
    assert about(line) == found


def test_denial_passes_at_most_five_small_words() -> None:
    near, far = ["no", *["the"] * 5, "felony"], ["no", *["the"] * 6, "felony"]
    assert is_denied(6, near)
    assert not is_denied(7, far)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("bus to my job", ("ride",)),
        ("job and a bus", ("job", "ride")),
        ("no car, get to my job", ("ride",)),
        ("detox bed", ("treatment",)),
        ("bed", ("housing",)),
        ("housing tonight", ("housing/tonight",)),
        ("just got out", ("supervision",)),
        ("just got out, need a job", ("job",)),
        ("housing, a shelter", ("housing/tonight",)),
        ("vital records", ("id",)),
        ("the army store", ()),
        ("veteran", ()),
        ("no car", ("ride",)),
        ("need a job to get a ride", ("job",)),
    ],
)
def test_the_needs_of_a_line_are_those_asked_for_themselves(line: str, asked: tuple[str, ...]) -> None:
    assert needs(line) == asked


def test_small_words_before_a_phrase() -> None:
    assert is_destination(2, ["to", "my", "job"])
    assert not is_destination(1, ["my", "job"])
    assert toward(3, ["get", "to", "the", "job"])
    assert not toward(2, ["to", "the", "job"])
    assert is_purpose(3, ["ride", "for", "my", "job"])
    assert not is_purpose(2, ["looking", "for", "job"])
    assert is_joined(3, 1, ["felony", "or", "a", "drug"])
    assert not is_joined(3, 1, ["felony", "a", "a", "drug"])
    assert not is_joined(3, 1, ["felony", "or", "see", "drug"])


@pytest.mark.parametrize(
    ("line", "is_open"),
    [("food right now", "now"), ("food tonight", "any"), ("food", "any")],
)
def test_only_this_minute_asks_for_open_doors(line: str, is_open: str) -> None:
    """Whose hours are unknown, and who opens at six, may be the meal of tonight."""
    assert meant_open(FINDER.find(line.split())) == is_open


def test_longest_phrases_are_found_first_and_taken_words_are_left() -> None:
    found = FINDER.find(["violent", "felony", "job"])
    assert [(one.start, one.end) for one in found] == [(0, 2), (2, 3)]
    assert [one.start for one in FINDER.find(["violent", "felony", "job"], taken=[1])] == [0, 2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sheltr", "shelter"),
        ("convicton", "conviction"),
        ("connection", None),
        ("maple", None),
        ("jub", None),
        ("hpusing", "housing"),
        ("nousing", "housing"),
        ("moussing", "mousing"),
        ("housng", "housing"),
    ],
)
def test_a_misspelt_word_is_the_one_that_begins_as_it_does(typed: str, meant: str | None) -> None:
    assert FINDER.mended(typed) == meant
