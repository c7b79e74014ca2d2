"""Near-duplicates are joined with their number; answers that only share a phrase, or say the opposite, are not."""

from collections.abc import Sequence, Set

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.model.themes import CodableAnswer, JoinedAnswers
from toolkit.summary.corpus import compose_corpus
from toolkit.summary.themes.forms import find_base
from toolkit.summary.themes.likeness import join_answers


def join(answers: Sequence[CodableAnswer]) -> tuple[JoinedAnswers, ...]:
    return join_answers(compose_corpus(answers))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Fler alumnträffar utomlands", "Alumnträffar utomlands, fler"),
        ("Bättre engelska på webben", "Bättre engelsk webb"),
        ("Vi behöver synas mer i sociala medier", "Vi måste synas mer på sociala medier"),
        ("Fler konferenser", "fler konferens"),
        ("More alumni events abroad", "more alumni event abroad!"),
        ("Starta ett nätverk för alumner", "Starta ett nätvärk för alumner"),
    ],
)
def test_answers_in_nearly_the_same_words_are_joined(first: str, second: str) -> None:
    language = "en" if first.startswith("More") else "sv"
    (joined,) = join(make_answers(first, "Något helt annat står här", second, language=language))
    assert joined.text == first
    assert [key.response for key in joined.answers] == ["1", "3"]
    assert joined.count == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Vi vill synas mer på engelska", "Vi vill synas mer i Bryssel och på kongresser"),
        ("Fler resor", "Inte fler resor"),
        ("Mer pengar", "Mer tid"),
        ("webb", "media"),
    ],
)
def test_answers_that_share_some_words_stay_apart(first: str, second: str) -> None:
    assert join(make_answers(first, second)) == ()


def test_answers_to_different_questions_are_not_joined() -> None:
    one, other = make_answers("Fler alumnträffar", question="a"), make_answers("Fler alumnträffar", question="b")
    assert join((*one, *other)) == ()


def test_no_answer_is_joined_twice_and_the_most_frequent_comes_first() -> None:
    answers = make_answers("Mer tid", "Alumndag", "mer tid", "Alumndagen", "MER TID!", "Kaffe")
    joined = join(answers)
    assert [(each.text, each.count) for each in joined] == [("Mer tid", 3), ("Alumndag", 2)]


@pytest.mark.parametrize("texts", [(), ("",), ("?", "?"), ("tid",), ("tid", "", "1")])
def test_no_answer_one_answer_and_answers_without_letters_are_not_joined(texts: tuple[str, ...]) -> None:
    assert join(make_answers(*texts)) == ()


def test_a_language_stands_where_its_first_answer_stands_also_where_that_has_no_letters() -> None:
    english = make_answers("More time", "more time!", language="en")
    swedish = make_answers("?", "Mer tid", "mer tid!")
    assert [each.text for each in join((swedish[0], *english, *swedish[1:]))] == ["Mer tid", "More time"]
    assert [each.text for each in join((*english, *swedish))] == ["More time", "Mer tid"]


def test_the_same_words_in_two_languages_stay_apart() -> None:
    assert join((*make_answers("partner"), *make_answers("partner", language="en"))) == ()


WORDS = st.sampled_from(["alumn", "alumner", "nätverk", "nätvärk", "webb", "webben", "inte", "mer", "tid", "eu-kontor"])


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=25))
@settings(deadline=None, max_examples=60)
def test_answers_that_are_joined_share_enough_words_or_trigrams_and_what_they_deny(texts: list[str]) -> None:
    for joined in join(make_answers(*texts)):
        first, *others = (texts[int(key.response) - 1] for key in joined.answers)
        assert joined.text == first
        # Of answers in just the same words, whatever their forms, the first one is looked at.
        firsts = {find_bases(other): other for other in reversed(others)}
        assert all(other == first or are_alike(first, other) for other in firsts.values())


def find_bases(text: str) -> frozenset[str]:
    return frozenset(find_base(word, "sv") for word in text.split())


def are_alike(one: str, other: str) -> bool:
    """Tell whether two Swedish answers share what the rule says, by plain sets."""
    trigrams, theirs = (
        {f" {word} "[at : at + 3] for word in text.split() for at in range(len(word))} for text in (one, other)
    )
    denies = ("inte" in one.split()) == ("inte" in other.split())
    return denies and (share(find_bases(one), find_bases(other)) >= 0.75 or share(trigrams, theirs) >= 0.55)


def share(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / len(one | other)


@given(st.lists(st.text(alphabet="abcdeåäö ", max_size=30), max_size=30))
@settings(deadline=None, max_examples=60)
def test_any_answers_are_joined_without_loss(texts: list[str]) -> None:
    answers = make_answers(*texts)
    keys = [key for each in join(answers) for key in each.answers]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {answer.key for answer in answers}
