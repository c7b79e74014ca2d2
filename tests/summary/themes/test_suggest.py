"""What no theme covers is grouped by likeness, named by its own words, the same whatever the order of the answers."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.summary.themes.suggest import suggest_themes

COFFEE = ("Bättre kaffe i köket", "Kaffet är dåligt", "Mer kaffe!", "Kaffeautomaten är trasig jämt")
PARKING = ("För få parkeringsplatser", "Parkeringen är dyr", "Ordna parkering vid huset")
OTHERS = ("Vet inte", "Fönstren drar", "?", "Hissen")


def test_answers_that_are_alike_become_a_suggestion_named_by_their_own_whole_words() -> None:
    suggested = suggest_themes(make_answers(*COFFEE, *OTHERS, *PARKING))
    assert [len(each.answers) for each in suggested] == [4, 3]
    coffee, parking = suggested
    words = {word for text in COFFEE for word in text.lower().strip("!").split()}
    assert set(coffee.name.lower().split(", ")) <= words
    assert "kaffe" in coffee.name.lower()
    assert "parkering" in parking.name.lower()
    assert set(coffee.examples) <= set(COFFEE)
    assert {key.response for key in coffee.answers} == {"1", "2", "3", "4"}


def test_two_alike_are_too_few_for_a_suggestion() -> None:
    assert suggest_themes(make_answers(*COFFEE[:2], *PARKING[:2])) == ()


def test_the_same_answers_in_any_order_give_the_same_suggestions() -> None:
    answers = list(make_answers(*COFFEE, *OTHERS, *PARKING))
    first = suggest_themes(answers)
    for seed in range(3):
        random.Random(seed).shuffle(answers)  # noqa: S311  a test needs no secrets
        assert suggest_themes(answers) == first


def test_languages_are_grouped_apart() -> None:
    english = make_answers("Better coffee please", "The coffee is bad", "More coffee", question="e", language="en")
    suggested = suggest_themes((*make_answers(*COFFEE), *english))
    assert sorted(each.language for each in suggested) == ["en", "sv"]


def test_among_thousands_of_answers_the_rest_join_the_suggestion_they_are_like() -> None:
    draw = random.Random(1)  # noqa: S311  as above
    words = ["kaffe", "parkering", "fönster", "städning", "matsal", "cykelställ"]
    texts = [f"{draw.choice(('Bättre', 'Fler', 'Ordna'))} {draw.choice(words)} {number}" for number in range(3_000)]
    suggested = suggest_themes(make_answers(*texts))
    assert sum(len(each.answers) for each in suggested) > 2_900
    assert {each.name.split(", ")[0].lower() for each in suggested} == set(words)


@given(st.lists(st.text(max_size=40), max_size=25))
@settings(deadline=None, max_examples=60)
def test_any_answers_at_all_are_grouped_each_at_most_once(texts: list[str]) -> None:
    keys = [key for each in suggest_themes(make_answers(*texts)) for key in each.answers]
    assert len(keys) == len(set(keys))
