"""What a group has taken on stands in its own deck with names and days; report and open data hold counts alone."""

from dataclasses import replace

import pytest

from tests.summary.coded import analyse
from tests.summary.conftest import Raw
from toolkit.commands.plan import Plan
from toolkit.document.values import Table
from toolkit.model.analysis import Analysis
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import NextStep, StepState, compose_own_key
from toolkit.model.plain_text import digest_text
from toolkit.model.publication import Decision
from toolkit.summary.decided_steps import compose_decided
from toolkit.summary.feedback import compose_feedback
from toolkit.summary.published import compose_tables
from toolkit.summary.report.compose import compose_report
from toolkit.texts import load_texts

SV, EN = load_texts("sv"), load_texts("en")
TEXTS = ("Bygga ett alumnnätverk", "Åka till Bryssel", "Ring 070-123 45 67", "Dricka kaffe", "Skriva mer", "Tala mer")


def raw(workshop: str, number: int) -> Raw:
    values: dict[str, str | int] = {"nasta-steg": TEXTS[number % len(TEXTS)]}
    names = {"nord": "KI Nord", "solna": "KI Solna", "syd": "KI Syd"}
    return Raw(workshop=workshop, group=names[workshop], id=f"r{number}", channel="web", language="sv", values=values)


def say(workshop: str, number: int, **said: str) -> NextStep:
    text = TEXTS[number % len(TEXTS)]
    key = AnswerKey(workshop, f"r{number}", "nasta-steg")
    return NextStep(key=key, state=StepState(**said), digest=digest_text(text))  # type: ignore[arg-type]  # test's words


OWN = NextStep(
    key=compose_own_key("Boka möte", "nord"), state=StepState(text="Boka möte", workshop="nord", owner="Eva")
)
STEPS = (
    say("nord", 0, owner="Anna", due="2020-01-01", status="going-on"),
    say("nord", 1, owner="Bo", due="2099-01-01"),
    say("nord", 2, owner="Cia", status="done"),
    say("syd", 0, owner="Dan"),
    OWN,
)


@pytest.fixture(scope="module")
def analysis(ki_plan: Plan) -> Analysis:
    given = (
        *(raw("nord", n) for n in range(6)),
        *(raw("solna", n) for n in range(6)),
        *(raw("syd", n) for n in (0, 1)),
    )
    return analyse(ki_plan, given, steps=STEPS)


def test_a_groups_deck_says_what_it_has_taken_on_who_when_and_how_it_stands(analysis: Analysis) -> None:
    decided = compose_feedback(analysis, "nord", SV).view.decided
    assert [(one.step, one.owner, one.due, one.status) for one in decided] == [
        ("Bygga ett alumnnätverk", "Anna", "1 januari 2020", "pågår, försenat"),
        ("Åka till Bryssel", "Bo", "1 januari 2099", "–"),
        ("Boka möte", "Eva", "–", "–"),
        ("Ring [telefonnummer]", "Cia", "–", "klart"),
    ]


def test_no_other_groups_deck_and_no_deck_for_everyone_names_them(analysis: Analysis) -> None:
    for group in ("solna", ""):
        said = repr(compose_feedback(analysis, group, SV).view)
        assert not [name for name in ("'Anna'", "'Bo'", "'Cia'", "'Dan'", "'Eva'") if name in said]
        assert "Boka möte" not in said
    everyone = compose_feedback(analysis, "", EN).view
    assert everyone.statuses == ("not begun", "under way", "done", "dropped", "not said")
    assert sum(sum(one.counts) for one in everyone.status_counts) == len(STEPS)


def test_a_small_groups_step_goes_by_what_it_is_about_and_not_by_its_words(analysis: Analysis) -> None:
    (one,) = compose_feedback(analysis, "syd", SV).view.decided
    assert (one.step, one.owner) == ("Ett steg om: Alumner", "Dan")


def test_a_step_that_a_facilitator_leaves_out_goes_by_what_it_is_about_too(ki_plan: Plan) -> None:
    left = Decision(
        workshop="nord", response="r0", item="nasta-steg", digest=digest_text(TEXTS[0]), handling="leave-out"
    )
    given = tuple(raw("nord", n) for n in range(6))
    found = compose_decided(analyse(ki_plan, given, (left,), STEPS[:1]), SV, "nord")
    assert [one.text for one in found] == ["Ett steg om: Alumner"]


def test_report_and_open_data_hold_counts_and_no_name_and_no_words(analysis: Analysis) -> None:
    report = compose_report(analysis, EN)
    (table,) = [
        each for each in report.blocks if isinstance(each, Table) and each.caption.startswith("Next steps that were")
    ]
    assert table.header == ("Area", "Not begun", "Under way", "Done", "Dropped", "Not said", "All")
    assert table.rows[-1] == ("All", "0", "1", "1", "0", "3", "5")
    data = {each.name: each for each in compose_tables(analysis)}["next_steps"]
    assert sum(int(row[-1] or 0) for row in data.rows) == len(STEPS)
    assert ("", "done", 1) in data.rows
    for said in (repr(report.blocks), repr(data)):
        assert not [name for name in ("Anna", "'Bo'", "Cia", "'Dan'", "Eva", "Boka möte") if name in said]


def test_what_was_said_of_a_step_whose_answer_is_gone_is_shown_in_no_deck(ki_plan: Plan) -> None:
    given = tuple(raw("nord", n) for n in range(6))
    gone = say("nord", 99, owner="Anna")
    analysis = analyse(ki_plan, given, steps=(gone,))
    assert [step.note for step in analysis.next_steps if step.state.said] == ["gone"]
    assert compose_feedback(analysis, "nord", SV).view.decided == ()


def test_a_step_that_was_corrected_is_noted_and_its_words_are_the_new_ones(ki_plan: Plan) -> None:
    given = tuple(raw("nord", n) for n in range(6))
    analysis = analyse(ki_plan, given, steps=(replace(STEPS[0], digest="0123456789ab"),))
    (step,) = [each for each in analysis.next_steps if each.state.said]
    assert (step.note, step.text) == ("corrected", TEXTS[0])


def test_without_anything_said_nothing_is_added(ki_plan: Plan) -> None:
    analysis = analyse(ki_plan, tuple(raw("nord", n) for n in range(6)))
    view = compose_feedback(analysis, "", SV).view
    assert (view.decided, view.status_counts) == ((), ())
    assert not [each for each in compose_report(analysis, EN).blocks if "were taken on" in repr(each)]
