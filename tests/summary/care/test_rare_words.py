"""A word of a named group is published only where three of it gave the word, and nothing tells of it by subtraction."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.summary.coded import analyse
from tests.summary.conftest import Raw
from tests.summary.test_published import read
from toolkit.commands.plan import Plan
from toolkit.model.results import Words
from toolkit.summary.care.rare_words import hides_the_rest
from toolkit.summary.data_files import write_data
from toolkit.summary.feedback import compose_feedback
from toolkit.texts import load_texts

SV = load_texts("sv")
NAMES = {"nord": "KI Nord", "solna": "KI Solna", "syd": "KI Syd"}


def answer(workshop: str, words: Sequence[str], language: str = "sv") -> tuple[Raw, ...]:
    """Return a response a word; several words of one response are separated by a comma."""
    return tuple(
        Raw(
            workshop=workshop,
            group=NAMES[workshop],
            id=f"{workshop}-{n}",
            channel="web",
            language=language,
            values={f"bilden.{place}": one for place, one in enumerate(word.split(","), 1)},
        )
        for n, word in enumerate(words)
    )


def list_counts(plan: Plan, raw: tuple[Raw, ...], folder: Path) -> dict[tuple[str, str], int]:
    write_data(analyse(plan, raw), folder, (SV,))
    return {(row["group"], row["word"]): int(row["count"]) for row in read(folder, "words")}


def test_a_word_of_fewer_than_three_in_a_group_is_not_published_of_it(ki_plan: Plan, tmp_path: Path) -> None:
    raw = (
        *answer("nord", ["Nobel"] * 6 + ["svårt namn"]),
        *answer("solna", ["svårt namn"] * 4 + ["Nobel"] * 2),
        *answer("syd", ["Nobel"] * 5 + ["svårt namn"]),
    )
    assert list_counts(ki_plan, raw, tmp_path) == {
        ("(all)", "Nobel"): 13,
        ("(all)", "svårt namn"): 6,
        ("solna", "svårt namn"): 4,
    }, "one of Nord or two of it gave the second; Solna's two alone would be left of the first"


def test_a_word_given_twice_in_one_response_is_one_person_s(ki_plan: Plan, tmp_path: Path) -> None:
    raw = answer("nord", ["Nobel,nobel", "Nobel", *["Kvalitet"] * 5]) + answer("solna", ["Kvalitet"] * 5)
    assert {word for _, word in list_counts(ki_plan, raw, tmp_path)} == {"Kvalitet"}


def test_a_word_that_sets_a_group_apart_does_not_tell_of_the_only_other_one(ki_plan: Plan) -> None:
    raw = answer("nord", ["Bryssel"] * 12) + answer("solna", ["Bryssel"] + ["Nobel"] * 11)
    found = analyse(ki_plan, raw)
    assert ("nord", "Bryssel") in {(each.group, each.word) for each in found.working.words.apart}
    assert {(each.group, each.word) for each in found.published.words.apart} == {("solna", "Nobel")}


def test_what_every_group_says_is_said_by_three_of_each(ki_plan: Plan) -> None:
    raw = answer("nord", ["Bryssel,Nobel"] * 12) + answer("solna", ["Bryssel,Nobel"] + ["Nobel"] * 11)
    found = analyse(ki_plan, raw)
    assert {said.word for said in found.working.words.by_all} == {"Bryssel", "Nobel"}
    assert {said.word for said in found.published.words.by_all} == {"Nobel"}


def test_a_group_s_own_deck_shows_the_same_words_as_everything_else(ki_plan: Plan) -> None:
    raw = answer("nord", ["Nobel"] * 6 + ["svårt namn"]) + answer("solna", ["svårt namn"] * 4 + ["Kvalitet"] * 4)
    shown = compose_feedback(analyse(ki_plan, raw), "nord", SV).results["bilden"].shown
    assert isinstance(shown, Words)
    assert {word.word for word in shown.words} == {"Nobel"}


def test_everyone_s_words_are_in_the_deck_s_language_only(ki_plan: Plan) -> None:
    raw = tuple(each for group in ("nord", "solna") for each in answer(group, ["Nobel", *["Kvalitet"] * 6]))
    analysis = analyse(ki_plan, raw)
    assert compose_feedback(analysis, "", SV).view.shared_words == "Kvalitet"
    assert compose_feedback(analysis, "", load_texts("en")).view.shared_words == ""


@pytest.mark.parametrize(
    ("rest", "groups", "hidden"),
    [(0, 0, True), (0, 3, True), (1, 1, False), (2, 1, False), (2, 2, True), (3, 2, False), (4, 3, True)],
)
def test_the_rest_tells_of_no_group_where_any_one_may_have_none_of_it(rest: int, groups: int, hidden: bool) -> None:
    assert hides_the_rest(rest, groups) is hidden
