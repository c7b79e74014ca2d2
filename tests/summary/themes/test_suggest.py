"""What no theme covers is grouped by likeness, named by its own words, the same whatever the order of the answers."""

import random
from collections.abc import Sequence
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.model.themes import CodableAnswer, SuggestedTheme
from toolkit.summary.corpus import compose_corpus
from toolkit.summary.themes.suggest import DIMENSIONS, find_grams, suggest_themes


def suggest(answers: Sequence[CodableAnswer]) -> tuple[SuggestedTheme, ...]:
    return suggest_themes(compose_corpus(answers), range(len(answers)))


COFFEE = ("Bättre kaffe i köket", "Kaffet är dåligt", "Mer kaffe!", "Kaffeautomaten är trasig jämt")
PARKING = ("För få parkeringsplatser", "Parkeringen är dyr", "Ordna parkering vid huset")
OTHERS = ("Vet inte", "Fönstren drar", "?", "Hissen")


def test_answers_that_are_alike_become_a_suggestion_named_by_their_own_whole_words() -> None:
    suggested = suggest(make_answers(*COFFEE, *OTHERS, *PARKING))
    assert [len(each.answers) for each in suggested] == [4, 3]
    coffee, parking = suggested
    words = {word for text in COFFEE for word in text.lower().strip("!").split()}
    assert set(coffee.name.lower().split(", ")) <= words
    assert "kaffe" in coffee.name.lower()
    assert "parkering" in parking.name.lower()
    assert set(coffee.examples) <= set(COFFEE)
    assert {key.response for key in coffee.answers} == {"1", "2", "3", "4"}


def test_two_alike_are_too_few_for_a_suggestion() -> None:
    assert suggest(make_answers(*COFFEE[:2], *PARKING[:2])) == ()


def test_the_same_answers_in_any_order_give_the_same_suggestions() -> None:
    answers = list(make_answers(*COFFEE, *OTHERS, *PARKING))
    first = suggest(answers)
    for seed in range(3):
        random.Random(seed).shuffle(answers)  # noqa: S311  a test needs no secrets
        assert suggest(answers) == first


def test_languages_are_grouped_apart() -> None:
    english = make_answers("Better coffee please", "The coffee is bad", "More coffee", question="e", language="en")
    suggested = suggest((*make_answers(*COFFEE), *english))
    assert sorted(each.language for each in suggested) == ["en", "sv"]


def test_among_thousands_of_answers_the_rest_join_the_suggestion_they_are_like() -> None:
    draw = random.Random(1)  # noqa: S311  as above
    words = ["kaffe", "parkering", "fönster", "städning", "matsal", "cykelställ"]
    texts = [f"{draw.choice(('Bättre', 'Fler', 'Ordna'))} {draw.choice(words)} {number}" for number in range(3_000)]
    suggested = suggest(make_answers(*texts))
    assert sum(len(each.answers) for each in suggested) > 2_900
    assert {each.name.split(", ")[0].lower() for each in suggested} == set(words)


@pytest.mark.parametrize("texts", [(), ("",), ("?",), ("kaffe",), ("a",), ("bättre och fler",)])
def test_no_answer_and_one_answer_suggest_nothing(texts: tuple[str, ...]) -> None:
    assert suggest(make_answers(*texts)) == ()


def test_only_the_answers_at_the_places_given_are_grouped() -> None:
    corpus = compose_corpus(make_answers(*COFFEE, *PARKING))
    (suggested,) = suggest_themes(corpus, range(len(COFFEE)))
    assert {key.response for key in suggested.answers} == {"1", "2", "3", "4"}


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12), min_size=1))
@settings(deadline=None)
def test_the_letters_of_a_word_are_grouped_by_their_crc(words: list[str]) -> None:
    grams = find_grams(words)
    for word, start, size in zip(words, grams.starts, grams.sizes, strict=True):
        letters = f" {word} ".encode()
        groups = {letters[at : at + size] for size in (3, 4, 5) for at in range(len(letters) - size + 1)}
        assert grams.numbers[start : start + size].tolist() == sorted({crc32(group) % DIMENSIONS for group in groups})


@given(st.lists(st.text(max_size=40), max_size=25))
@settings(deadline=None, max_examples=60)
def test_any_answers_at_all_are_grouped_each_at_most_once(texts: list[str]) -> None:
    keys = [key for each in suggest(make_answers(*texts)) for key in each.answers]
    assert len(keys) == len(set(keys))
