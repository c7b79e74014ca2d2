"""Groups side by side: figures from the raw answers, silence where chance explains a difference, words where not."""

import math
import statistics
from collections import Counter
from dataclasses import replace

import pytest

from tests.summary.conftest import Raw, Specimen, answer_all, count
from tests.summary.test_figures import answers_to, list_scopes
from toolkit.commands.plan import Plan
from toolkit.model.comparison import Estimate, WordComparison
from toolkit.model.tally import Summary
from toolkit.summary.compare.groups import compare_groups
from toolkit.summary.compare.words import compare_words, find_log_odds_z
from toolkit.summary.corpus import read_corpus


def compare_answers(summary: Summary) -> WordComparison:
    return compare_words(summary, read_corpus(summary), 5)


def answer(workshop: str, group: str, number: int, **values: str | int) -> Raw:
    named = {key.replace("_", "-"): value for key, value in values.items()}
    return Raw(workshop=workshop, group=group, id=f"{workshop}-{number}", channel="web", language="sv", values=named)


def test_every_compared_figure_is_what_the_raw_answers_give(specimen: Specimen) -> None:
    found = compare_groups(specimen.summary, 5)
    names = {workshop.group.id: workshop.group.name for workshop in specimen.plan.workshops}
    checked = 0
    for row in found.rows:
        question = next(t.question for t in specimen.summary.questions if t.question.id == row.quantity.question)
        scopes = list_scopes(specimen, question)
        for group, estimate in {"": row.total, **row.groups}.items():
            said = answers_to(scopes[names.get(group, "Alla")], question)
            checked += check_estimate(estimate, question.kind, row.quantity, said)
    assert checked > 200


def check_estimate(estimate: Estimate, kind: str, quantity: object, said: list[dict[str, str | int]]) -> int:
    choice, axis = getattr(quantity, "choice", ""), getattr(quantity, "axis", "")
    match kind:
        case "scale":
            values = [float(one[""]) for one in said]
        case "choice":
            values = [float(one[""] == choice) for one in said]
        case "choices":
            values = [float(choice in one) for one in said]
        case "points":
            values = [float(one.get(choice, 0)) for one in said]
        case "ranking":
            values = [float(one[choice]) for one in said if choice in one]
        case _:
            values = [float(one[f"{choice}.{axis}"]) for one in said if f"{choice}.{axis}" in one]
    assert estimate.n == len(values)
    assert estimate.value == pytest.approx(statistics.fmean(values))
    return 1


def test_a_difference_that_is_large_is_named_and_one_that_chance_gives_is_not(ki_plan: Plan) -> None:
    raw = tuple(
        answer(workshop, group, number, kannedom=value)
        for workshop, group, values in (
            ("nord", "KI Nord", (6, 7, 7, 6, 7, 7, 6, 7)),
            ("syd", "KI Syd", (1, 2, 2, 1, 2, 3)),
        )
        for number, value in enumerate(values)
    )
    named = compare_groups(count(ki_plan, raw), 5).named
    assert [each.quantity.question for each in named] == ["kannedom"]
    even = tuple(replace(one, values={"kannedom": 3 + n % 3}) for n, one in enumerate(raw))
    assert compare_groups(count(ki_plan, even), 5).named == ()


def test_answers_drawn_by_lot_give_hardly_ever_a_named_difference(ki_plan: Plan) -> None:
    """With nothing to find, at most one summary in twenty may name anything; forty of them."""
    lots = [compare_groups(count(ki_plan, answer_all(ki_plan, seed, 12)), 5).named for seed in range(40)]
    assert sum(bool(named) for named in lots) <= 4


def test_a_group_below_the_minimum_is_not_compared(ki_plan: Plan) -> None:
    raw = (
        *(answer("nord", "KI Nord", n, kannedom=7) for n in range(4)),
        *(answer("syd", "KI Syd", n, kannedom=1) for n in range(30)),
    )
    assert compare_groups(count(ki_plan, raw), 5).differences == ()
    assert compare_groups(count(ki_plan, raw), 4).differences != ()


def test_log_odds_with_a_prior_are_those_of_the_paper() -> None:
    """Equations 15, 16 and 22 of Monroe, Colaresi and Quinn, written out with the prior as counts of its own."""
    own, own_words, other, other_words, prior = 12, 200, 5, 300, 100.0
    alpha_word = prior * (own + other) / (own_words + other_words)
    odds_own = (own + alpha_word) / (own_words + prior - own - alpha_word)
    odds_other = (other + alpha_word) / (other_words + prior - other - alpha_word)
    variance = 1 / (own + alpha_word) + 1 / (other + alpha_word)
    expected = (math.log(odds_own) - math.log(odds_other)) / math.sqrt(variance)
    assert find_log_odds_z(own, own_words, other, other_words, prior=prior) == pytest.approx(expected)


def test_what_all_say_what_one_group_says_and_what_sets_it_apart(ki_plan: Plan) -> None:
    def sheet(workshop: str, group: str, number: int, *words: str) -> Raw:
        values: dict[str, str | int] = {f"bilden.{n}": word for n, word in enumerate(words, 1)}
        return Raw(workshop=workshop, group=group, id=f"{number}", channel="web", language="sv", values=values)

    raw = (
        *(sheet("nord", "KI Nord", n, "Nobel", "Bryssel") for n in range(12)),
        *(sheet("syd", "KI Syd", n, "nobel", "Okänt") for n in range(12)),
    )
    found = compare_answers(count(ki_plan, raw))
    assert [(said.word.casefold(), said.responses) for said in found.by_all] == [("nobel", 24)]
    assert {(said.word, tuple(sorted(group for group, n in said.groups.items() if n))) for said in found.by_one} == {
        ("Bryssel", ("nord",)),
        ("Okänt", ("syd",)),
    }
    apart = {(each.group, each.word): each for each in found.apart if each.named}
    assert set(apart) == {("nord", "Bryssel"), ("syd", "Okänt")}
    assert apart["nord", "Bryssel"].own == 12
    assert apart["nord", "Bryssel"].others == 0


def test_a_word_counts_once_a_response(ki_plan: Plan) -> None:
    raw = tuple(answer("nord", "KI Nord", n, idag="Alumner, alumner och åter alumner.") for n in range(6)) + tuple(
        answer("syd", "KI Syd", n, idag="Våra alumner.") for n in range(6)
    )
    found = compare_answers(count(ki_plan, raw))
    assert Counter({said.word: said.responses for said in found.by_all})["alumner"] == 12
