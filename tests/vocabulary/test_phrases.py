"""Every phrase of the vocabulary means one thing, and typed alone it is read as that."""

from pathlib import Path

import pytest

from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.needs import Needs
from resource_finder.places.gazetteer import Gazetteer
from resource_finder.places.spotting import Spotter
from resource_finder.search.understand import Reader
from resource_finder.search.vocabulary import Phrase, Vocabulary, read_phrases, typed_words, word_keys

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_phrases(DATA)


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary, Needs.load(DATA), Spotter(Gazetteer.load(DATA)))


def shadowed(phrases: tuple[Phrase, ...]) -> list[tuple[str, str]]:
    """Pairs of phrases that are the same letters: one of them can never win."""
    seen: dict[str, Phrase] = {}
    pairs = []
    for phrase in phrases:
        if phrase.key in seen:
            pairs.append((seen[phrase.key].text, phrase.text))
        seen[phrase.key] = phrase
    return pairs


def test_no_phrase_shadows_another(vocabulary: Vocabulary) -> None:
    assert shadowed(vocabulary.phrases) == []


def test_the_check_sees_a_shadow() -> None:
    same = (Phrase("half way house", "en", "need", "housing"), Phrase("Halfway House", "en", "noise", ""))
    assert shadowed(same) == [("half way house", "Halfway House")]


def test_every_value_is_a_need_or_a_circumstance(vocabulary: Vocabulary) -> None:
    needs = Needs.load(DATA)
    allowed: dict[str, tuple[str, ...]] = {
        "about": CIRCUMSTANCES,
        "open": ("now", "tonight"),
        "noise": ("",),
        "named": ("", *needs.codes),
    }
    for phrase in vocabulary:
        assert phrase.value in allowed.get(phrase.kind, needs.codes), phrase


def test_every_need_and_circumstance_has_phrases_in_both_languages(vocabulary: Vocabulary) -> None:
    said = {(phrase.value, phrase.lang) for phrase in vocabulary}
    for value in (*Needs.load(DATA).codes, *CIRCUMSTANCES):
        assert {(value, "en"), (value, "es")} <= said, value


def test_there_are_five_hundred_phrases_that_mean_something(vocabulary: Vocabulary) -> None:
    assert sum(phrase.kind != "noise" for phrase in vocabulary) >= 500


def test_every_phrase_typed_alone_is_read_as_what_it_means(vocabulary: Vocabulary, reader: Reader) -> None:
    wrong = [phrase for phrase in vocabulary if not _wins(phrase, reader)]
    assert wrong == []


def _wins(phrase: Phrase, reader: Reader) -> bool:
    read = reader.read(phrase.text)
    if phrase.kind in {"need", "broad", "alone"}:
        return phrase.value in read.needs
    if phrase.kind == "named":
        return bool(read.words) and read.needs == ((phrase.value,) if phrase.value else ())
    if phrase.kind == "about":
        return phrase.value in read.about
    if phrase.kind == "open":
        return read.open == ("now" if phrase.value == "now" else "any") and not read.words
    return not read.needs and not read.about and read.open == "any"


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("no tiene carro y necesita trabajo", ("no_car",)),
        ("no tienen seguro médico", ("no_insurance",)),
        ("mi hijo perdió su id", ("no_id",)),
        ("she lost her id", ("no_id",)),
        ("he doesn't have a car", ("no_car",)),
        ("my son has a bed", ()),
    ],
)
def test_what_one_says_of_oneself_is_known_when_a_sister_says_it(
    line: str, about: tuple[str, ...], reader: Reader
) -> None:
    assert reader.read(line).about == about


def test_every_word_for_others_stands_in_a_phrase_of_its_language(vocabulary: Vocabulary) -> None:
    spoken = {(phrase.lang, key) for phrase in vocabulary for key in word_keys(typed_words(phrase.text))}
    assert set(vocabulary.persons) <= spoken
