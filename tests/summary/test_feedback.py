"""What a feedback deck says: a group's own figures and all the others' together, counted once more from raw answers."""

import statistics
from collections.abc import Iterable

import pytest

from tests.summary.coded import BOOK, analyse, find_themes
from tests.summary.conftest import Raw, Specimen
from tests.summary.test_figures import answers_to
from tests.summary.test_themes_page import find_shared, said_of
from toolkit.commands.plan import Plan
from toolkit.model.question import Question
from toolkit.summary.feedback import Feedback, compose_feedback
from toolkit.texts import load_texts

SV = load_texts("sv")


def split(specimen: Specimen, group: str) -> tuple[list[Raw], list[Raw]]:
    own = {workshop.id for workshop in specimen.plan.workshops if workshop.group.id == group}
    return [one for one in specimen.raw if one.workshop in own], [
        one for one in specimen.raw if one.workshop not in own
    ]


def expect(question: Question, raw: Iterable[Raw], name: str) -> float:
    """The figure of one bar: a share, or mean points."""
    said = answers_to(raw, question)
    choice = next((each.id for each in question.choices if each.text.sv == name), "")
    match question.kind:
        case "scale":
            return sum(one[""] == int(name.split(maxsplit=1)[0]) for one in said) / len(said)
        case "choice":
            return sum(one[""] == choice for one in said) / len(said)
        case "choices":
            return sum(choice in one for one in said) / len(said)
        case _:
            return statistics.fmean(float(one.get(choice, 0)) for one in said)


@pytest.fixture(scope="module")
def nord(specimen: Specimen) -> Feedback:
    return compose_feedback(specimen.analysis, "nord", SV)


def test_every_bar_beside_the_others_is_what_the_raw_answers_give(specimen: Specimen, nord: Feedback) -> None:
    own, others = split(specimen, "nord")
    checked = 0
    for shown in nord.view.compared:
        chart = nord.charts[shown.chart]
        question = next(each for each in specimen.plan.bank if each.id == shown.id)
        assert [series.name for series in chart.series] == ["Ni", "De andra"]
        for series, raw in zip(chart.series, (own, others), strict=True):
            for name, value in zip(chart.categories, series.values, strict=True):
                assert value == pytest.approx(expect(question, raw, name), abs=1e-4), (shown.id, series.name, name)
                checked += 1
    assert checked > 30


def test_the_themes_beside_the_others_are_what_the_raw_answers_give(specimen: Specimen, nord: Feedback) -> None:
    chart, shared = nord.charts["themes-compared"], find_shared(specimen)
    assert set(chart.categories) == {"Alumner", "EU och Bryssel"}, "what nobody brings up is not shown"
    for series, raw in zip(chart.series, split(specimen, "nord"), strict=True):
        said = [texts for one in raw if (texts := said_of(one, shared))]
        for name, value in zip(chart.categories, series.values, strict=True):
            theme = next(each.id for each in BOOK.themes if each.name.sv == name)
            hits = sum(any(theme in find_themes(text) for text in texts) for texts in said)
            assert value == pytest.approx(hits / len(said), abs=1e-4)


def test_the_next_steps_are_counted_for_the_group_and_for_everyone(specimen: Specimen, nord: Feedback) -> None:
    own, others = split(specimen, "nord")
    wrote = [one for one in own if "nasta-steg" in one.values]
    everyone = [one for one in (*own, *others) if "nasta-steg" in one.values]
    for step in nord.view.steps:
        theme = next(each.id for each in BOOK.themes if each.name.sv == step.theme)
        hits = [sum(theme in find_themes(one.values["nasta-steg"]) for one in raw) for raw in (wrote, everyone)]
        assert (step.own, step.everyone) == (f"{hits[0]} av {len(wrote)}", f"{hits[1]} av {len(everyone)}")
    assert nord.view.steps


def test_a_chart_s_alternative_text_holds_its_figures_and_says_whose(nord: Feedback) -> None:
    for chart in nord.charts.values():
        for name in chart.categories:
            assert name in chart.alt
    assert "ni mot de andra" in nord.charts["kannedom-compared"].alt


def test_a_group_s_deck_names_no_other_group_and_quotes_nobody_else(specimen: Specimen, nord: Feedback) -> None:
    others = {workshop.group.name for workshop in specimen.plan.workshops} - {"KI Nord"}
    said = repr((nord.view, nord.charts))
    assert not [name for name in others if name in said]
    own, _ = split(specimen, "nord")
    texts = {str(value).strip() for one in own for value in one.values.values()}
    for quote in (*nord.view.quotes, *nord.view.step_quotes):
        assert quote.text in texts or quote.text.startswith("[")


def test_everyone_s_deck_shows_every_counted_question_by_itself(specimen: Specimen) -> None:
    everyone = compose_feedback(specimen.analysis, "", SV)
    closed = {tally.question.id for tally in specimen.summary.questions if tally.question.kind != "text"}
    assert {shown.id for shown in everyone.view.alone} == closed
    assert everyone.view.everyone
    assert not everyone.view.compared
    assert everyone.view.responses == len(specimen.raw)


def raw(workshop: str, group: str, number: int, **values: str | int) -> Raw:
    named = {key.replace("_", "-"): value for key, value in values.items()}
    return Raw(workshop=workshop, group=group, id=f"{workshop}-{number}", channel="web", language="sv", values=named)


def test_a_group_too_small_to_be_shown_gets_everyone_s_figures_and_is_told_so(ki_plan: Plan) -> None:
    given = (
        *(raw("nord", "KI Nord", n, kannedom=1 + n % 7) for n in range(9)),
        *(raw("solna", "KI Solna", n, kannedom=4) for n in range(9)),
        *(raw("syd", "KI Syd", n, kannedom=7) for n in range(2)),
    )
    found = compose_feedback(analyse(ki_plan, given), "syd", SV)
    assert found.view.withheld
    assert not found.view.compared
    assert found.results["kannedom"].answered == 20
    assert found.view.responses == 2
    another = compose_feedback(analyse(ki_plan, given), "nord", SV)
    assert not another.view.withheld, "the larger one stays"


def test_the_others_are_withheld_with_a_group_that_would_tell_of_them(ki_plan: Plan) -> None:
    given = (
        *(raw("nord", "KI Nord", n, kannedom=1 + n % 7) for n in range(9)),
        *(raw("solna", "KI Solna", n, kannedom=4) for n in range(3)),
    )
    for group in ("nord", "solna"):
        assert compose_feedback(analyse(ki_plan, given), group, SV).view.compared == ()


def test_both_of_two_groups_are_told_where_they_differ(ki_plan: Plan) -> None:
    given = (
        *(raw("nord", "KI Nord", n, kannedom=1 + n % 2) for n in range(12)),
        *(raw("solna", "KI Solna", n, kannedom=6 + n % 2) for n in range(12)),
    )
    for group, figures in {"nord": ("1,5", "6,5"), "solna": ("6,5", "1,5")}.items():
        found = compose_feedback(analyse(ki_plan, given), group, SV).view
        assert found.comparisons == 1
        assert all(figure in found.differences[0].said for figure in figures)
        assert found.differences[0].said.index(figures[0]) < found.differences[0].said.index(figures[1])


def test_without_enough_answers_nothing_counts_as_compared(ki_plan: Plan) -> None:
    few = tuple(raw("nord", "KI Nord", n, kannedom=4) for n in range(9))
    for given in ((), few):
        assert compose_feedback(analyse(ki_plan, given), "", SV).view.comparisons == 0
