"""Near-duplicates are joined with their number; answers that only share a phrase, or say the opposite, are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.summary.themes.likeness import join_answers


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
    (joined,) = join_answers(make_answers(first, "Något helt annat står här", second, language=language))
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
    assert join_answers(make_answers(first, second)) == ()


def test_answers_to_different_questions_are_not_joined() -> None:
    one, other = make_answers("Fler alumnträffar", question="a"), make_answers("Fler alumnträffar", question="b")
    assert join_answers((*one, *other)) == ()


def test_no_answer_is_joined_twice_and_the_most_frequent_comes_first() -> None:
    answers = make_answers("Mer tid", "Alumndag", "mer tid", "Alumndagen", "MER TID!", "Kaffe")
    joined = join_answers(answers)
    assert [(each.text, each.count) for each in joined] == [("Mer tid", 3), ("Alumndag", 2)]


@given(st.lists(st.text(alphabet="abcdeåäö ", max_size=30), max_size=30))
@settings(deadline=None, max_examples=60)
def test_any_answers_are_joined_without_loss(texts: list[str]) -> None:
    answers = make_answers(*texts)
    keys = [key for each in join_answers(answers) for key in each.answers]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {answer.key for answer in answers}
