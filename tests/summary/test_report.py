"""The report for the management: summary first, every figure as published, said to be withheld where it is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from tests.summary.coded import NOTE, analyse
from tests.summary.conftest import WRITTEN_ON, Raw, answer_all
from tests.summary.test_analysis import ALUMNI, GIVEN
from toolkit.commands.plan import Plan
from toolkit.document.values import Block, Bullets, Figure, Heading, Paragraph, Report, Table, Writing
from toolkit.model.analysis import Analysis
from toolkit.model.question import Question
from toolkit.summary.report.compose import compose_report
from toolkit.texts import load_texts


@pytest.fixture(scope="module")
def analysis(ki_plan: Plan) -> Analysis:
    return analyse(ki_plan, GIVEN)


@pytest.fixture(scope="module")
def report(analysis: Analysis) -> Report:
    return compose_report(analysis, load_texts("en"), (("Reference number", "1-1/2027"),))


NOBODY = "Questions that nobody answered"


def find_chapter(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return the blocks below a heading, up to the next of its level or above."""
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    level = blocks[start].level  # type: ignore[union-attr]  # it is a heading
    found: list[Block] = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            break
        found.append(block)
    return found


def read_words(blocks: Sequence[Block]) -> str:
    said: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                said.append(block.text)
            case Bullets():
                said += ["".join(run.text for run in item) for item in block.items]
            case Table():
                said += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
            case Figure():
                said += [block.caption, block.chart.alt]
            case Writing():
                said.append(block.prompt)
    return "\n".join(said)


def test_each_place_to_write_in_has_a_name_of_its_own_the_same_in_every_language(analysis: Analysis) -> None:
    names = []
    for language in ("sv", "en"):
        blocks = compose_report(analysis, load_texts(language), ()).blocks
        names.append([block.name for block in blocks if isinstance(block, Writing)])
    assert names == [["conclusions", "next-steps"]] * 2


def test_the_summary_comes_first_then_insights_questions_groups_steps_and_method(report: Report) -> None:
    chapters = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == [
        "Summary",
        "By insight",
        "Question by question",
        "Group by group",
        "Next steps",
        "How it was done",
        "The themes",
    ]


def test_the_title_page_carries_the_facts_the_day_and_the_note(report: Report) -> None:
    assert report.facts == (("Reference number", "1-1/2027"),)
    assert report.day == WRITTEN_ON
    assert report.date_text == f"{WRITTEN_ON.day} {WRITTEN_ON:%B %Y}"
    assert report.note == NOTE.en


def test_every_insight_and_every_published_question_has_its_place(analysis: Analysis, report: Report) -> None:
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    for insight in analysis.programme.insights:
        assert insight.title.en in headings
    for tally in analysis.published.summary.questions:
        said = headings if tally.total.answered else read_words(find_chapter(report.blocks, NOBODY))
        assert tally.question.text.en in said
    for name in analysis.names.values():
        assert name in headings


def test_the_figures_of_a_scale_are_those_of_the_answers(report: Report) -> None:
    chapter = find_chapter(report.blocks, "How well known do you think KI is internationally?")
    table = next(block for block in chapter if isinstance(block, Table))
    given = {
        group: [one.values["kannedom"] for one in GIVEN if one.group == group]
        for group in ("KI Nord", "KI Solna", "KI Syd")
    }
    for row in table.rows:
        if row[0] in given:
            values = [int(value) for value in given[row[0]]]
            assert row[1:3] == (str(len(values)), f"{sum(values) / len(values):.1f}")
    everyone = [int(one.values["kannedom"]) for one in GIVEN]
    assert table.rows[-1][:3] == ("All", str(len(everyone)), f"{sum(everyone) / len(everyone):.1f}")


def test_a_small_group_s_figures_are_withheld_and_it_is_said_whose(report: Report) -> None:
    chapter = find_chapter(report.blocks, "How well known do you think KI is internationally?")
    table = next(block for block in chapter if isinstance(block, Table))
    assert "KI:s bibliotek (KIB)" not in [row[0] for row in table.rows]
    assert "Withheld, because fewer than 5 answered" in read_words(chapter)
    assert "KI:s bibliotek (KIB)" in read_words(chapter)
    assert "withheld" in read_words(find_chapter(report.blocks, "KI:s bibliotek (KIB)"))


def test_what_differs_is_said_in_the_summary_and_where_it_belongs(analysis: Analysis, report: Report) -> None:
    summary = read_words(find_chapter(report.blocks, "Where the groups differ"))
    assert "KI Solna answers 2.0 on average" in summary
    assert "KI Solna answers 2.0 on average" in read_words(find_chapter(report.blocks, "KI Solna"))
    assert analysis.published.groups.named


def test_no_answer_is_quoted_unless_it_may_be(analysis: Analysis, report: Report) -> None:
    assert not analysis.quotes
    assert ALUMNI not in read_words(report.blocks)
    assert "exa.exempel" not in read_words(report.blocks).lower()


def test_a_quotable_answer_is_quoted_masked_and_in_its_language(ki_plan: Plan) -> None:
    instruments = {
        name: replace(one, questions=tuple(replace(q, quotable=q.kind == "text") for q in one.questions))
        for name, one in ki_plan.instruments.items()
    }
    analysis = analyse(replace(ki_plan, instruments=instruments), GIVEN)
    quoted = [
        block
        for block in compose_report(analysis, load_texts("en")).blocks
        if isinstance(block, Paragraph) and block.look == "quote"
    ]
    assert any(ALUMNI in block.text for block in quoted)
    assert all(block.runs[0].language == "sv" for block in quoted)
    assert not any("exempel@example.org" in block.text or "Exempelsson" in block.text for block in quoted)


def test_every_picture_says_that_the_answers_are_made_up(report: Report) -> None:
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        assert figure.chart.alt.endswith(NOTE.en)
        assert NOTE.en in figure.chart.source


def test_every_figure_and_table_says_in_words_what_it_shows(report: Report) -> None:
    for block in report.blocks:
        if isinstance(block, Figure):
            assert block.chart.alt
            assert block.caption
        if isinstance(block, Table):
            assert block.alt
            assert all(len(row) == len(block.header) for row in block.rows)


@cache
def list_english(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def test_the_swedish_report_is_in_swedish(analysis: Analysis) -> None:
    said = read_words(compose_report(analysis, load_texts("sv")).blocks)
    assert "Sammanfattning" in said
    for english in ("the", "answered", "withheld", "average", "share", "group"):
        assert english not in list_english(said), english


def test_a_programme_without_answers_has_a_report_that_says_so(ki_plan: Plan) -> None:
    none: tuple[Raw, ...] = ()
    report = compose_report(analyse(ki_plan, none), load_texts("sv"))
    assert report.blocks
    assert not [block for block in report.blocks if isinstance(block, Figure)]
    said = read_words(find_chapter(report.blocks, "Här skiljer sig grupperna åt"))
    assert "Ännu är svaren för få för att jämföra gruppernas siffror" in said
    assert "skiljer sig från de andra" not in said
    assert "öppna svar innehåller något" not in read_words(report.blocks)


def score(workshop: str, group: str, values: Sequence[int]) -> tuple[Raw, ...]:
    return tuple(
        Raw(workshop=workshop, group=group, id=f"{workshop}-{n}", channel="web", language="sv", values={"kannedom": v})
        for n, v in enumerate(values)
    )


def test_no_difference_found_is_not_said_to_be_agreement(ki_plan: Plan) -> None:
    given = score("nord", "KI Nord", [3, 4, 5] * 3) + score("solna", "KI Solna", [4, 3, 5] * 3)
    said = read_words(compose_report(analyse(ki_plan, given), load_texts("en")).blocks)
    assert "No group differs from the others by more than chance allows (1 comparison). That does not show" in said
    assert said.count("No difference from the others is larger than chance allows.") == 2
    alone = read_words(compose_report(analyse(ki_plan, given[:9]), load_texts("en")).blocks)
    assert "There are too few answers to compare it with the others yet." in alone


def test_of_two_groups_that_differ_both_are_told_so(ki_plan: Plan) -> None:
    given = score("nord", "KI Nord", [1, 2] * 6) + score("solna", "KI Solna", [6, 7] * 6)
    report = compose_report(analyse(ki_plan, given), load_texts("en"))
    for name, own, other in (("KI Nord", 1.5, 6.5), ("KI Solna", 6.5, 1.5)):
        said = read_words(find_chapter(find_chapter(report.blocks, "Group by group"), name))
        assert f"{name} answers {own} on average, against {other} in the other groups." in said


@pytest.fixture(scope="module")
def drawn(ki_plan: Plan) -> tuple[tuple[Raw, ...], Analysis, Report]:
    raw = answer_all(ki_plan)
    analysis = analyse(ki_plan, raw)
    return raw, analysis, compose_report(analysis, load_texts("en"))


def recompute(question: Question, choice: str, given: list[Raw]) -> str:
    """Work a figure out from raw answers, by the rules of the method appendix, and by nothing of the program."""
    own = [one.values for one in given if any(name.split(".")[0] == question.id for name in one.values)]
    match question.kind:
        case "scale":
            values = [float(each[question.id]) for each in own if question.id in each]
        case "choice":
            values = [float(each[question.id] == choice) for each in own]
        case "choices":
            own = [each for each in own if any(name.startswith(f"{question.id}.") and each[name] for name in each)]
            values = [float(each.get(f"{question.id}.{choice}", 0)) for each in own]
        case "points":
            values = [float(each.get(f"{question.id}.{choice}", 0)) for each in own]
        case _:
            values = [float(each[f"{question.id}.{choice}"]) for each in own if f"{question.id}.{choice}" in each]
    mean = sum(values) / len(values)
    return f"{round(mean * 100 + 1e-9)}%" if question.kind in ("choice", "choices") else f"{mean:.1f}"


def is_near(said: str, told: str) -> bool:
    """Compare as written, up to the last digit's rounding."""
    unit = 1.01 if "%" in said else 0.101
    return abs(float(said.rstrip("%")) - float(told.rstrip("%"))) < unit


@pytest.mark.parametrize("kind", ["scale", "choice", "choices", "points", "ranking"])
def test_every_figure_by_group_is_that_of_the_raw_answers(
    kind: str, ki_plan: Plan, drawn: tuple[tuple[Raw, ...], Analysis, Report]
) -> None:
    raw, analysis, report = drawn
    checked = 0
    for tally in analysis.published.summary.questions:
        question = tally.question
        if question.kind != kind:
            continue
        chapter = find_chapter(find_chapter(report.blocks, "Question by question"), question.text.en)
        table = next(block for block in chapter if isinstance(block, Table) and block.header[0] == "Group")
        asked = {name: [one for one in raw if one.group == name] for name in analysis.names.values()}
        asked["All"] = [one for one in raw if one.workshop in ki_plan.instruments]
        for row in table.rows:
            if row[0] not in asked:
                continue  # small groups, shown as one
            for choice, said in zip(question.choices or (None,), row[2:], strict=False):
                if said != "–":
                    assert is_near(said, recompute(question, choice.id if choice else "", asked[row[0]])), (
                        row[0],
                        choice,
                    )
                    checked += 1
    assert checked > 5


def test_what_has_changed_since_a_group_last_met_is_said_in_the_summary_and_at_its_question(ki_plan: Plan) -> None:
    nord = next(workshop for workshop in ki_plan.workshops if workshop.id == "nord")
    assert nord.date is not None
    again = replace(nord, id="nord-igen", date=nord.date.replace(year=nord.date.year + 1))
    instruments = {**ki_plan.instruments, again.id: replace(ki_plan.instruments["nord"], workshop=again.id)}
    plan = replace(ki_plan, workshops=(*ki_plan.workshops, again), instruments=instruments)

    def answer(workshop: str, number: int, value: int) -> Raw:
        named = f"{workshop}-{number}"
        return Raw(
            workshop=workshop, group="KI Nord", id=named, channel="web", language="sv", values={"kannedom": value}
        )

    given = [answer("nord", n, 2 + n % 2) for n in range(9)] + [answer("nord-igen", n, 5 + n % 2) for n in range(9)]
    report = compose_report(analyse(plan, tuple(given)), load_texts("en"))
    said = read_words(find_chapter(report.blocks, "What has changed"))
    assert "KI Nord answers 5.4 on average in 2028, against 2.4 in 2027." in said
    chapter = find_chapter(report.blocks, "How well known do you think KI is internationally?")
    assert "5.4 on average in 2028" in read_words(chapter)


def test_one_workshop_is_one_and_several_are_several(ki_plan: Plan) -> None:
    one = score("nord", "KI Nord", [3, 4, 5] * 3)
    two = one + score("solna", "KI Solna", [4, 3, 5] * 3)
    for given, swedish, english in ((one, "1 workshop ", "1 workshop "), (two, "2 workshoppar ", "2 workshops ")):
        for language, counted in (("sv", swedish), ("en", english)):
            report = compose_report(analyse(ki_plan, given), load_texts(language))
            assert counted in f"{report.summary} "
            assert counted in read_words(report.blocks[:2])
