"""One analysis: themes counted once a response, what is published withholds, masks and quotes as it must."""

from dataclasses import replace

import pytest

from tests.summary.coded import analyse
from tests.summary.conftest import Raw
from toolkit.commands.plan import Plan
from toolkit.model.analysis import Analysis
from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import digest_text
from toolkit.model.publication import Decision


def raw(workshop: str, group: str, number: int, **values: str | int) -> Raw:
    named = {key.replace("_", "-"): value for key, value in values.items()}
    return Raw(workshop=workshop, group=group, id=f"{workshop}-{number}", channel="web", language="sv", values=named)


ALUMNI, WEB, BOTH = "Bjud in alumner.", "Bättre webb.", "Alumner på webben. Skriv till exa.exempel@example.org"
GIVEN = (
    *(raw("nord", "KI Nord", n, vision=ALUMNI, arenor=ALUMNI, nasta_steg=BOTH, kannedom=5) for n in range(8)),
    *(raw("solna", "KI Solna", n, vision=WEB, nasta_steg=ALUMNI, kannedom=2) for n in range(8)),
    *(raw("syd", "KI Syd", n, vision="Exa Exempelsson vet.", kannedom=3) for n in range(6)),
    *(raw("bibliotek", "KI:s bibliotek (KIB)", n, vision=BOTH, kannedom=1, stod=WEB) for n in range(3)),
)


@pytest.fixture(scope="module")
def analysis(ki_plan: Plan) -> Analysis:
    return analyse(ki_plan, GIVEN)


def test_a_theme_counts_once_a_response_over_the_questions_that_every_group_was_asked(analysis: Analysis) -> None:
    alumni, web, _ = analysis.working.themes.rows
    assert "stod" not in analysis.working.themes.questions, "only some groups are asked about support"
    assert {group: (round(each.value or 0, 6), each.n) for group, each in alumni.groups.items() if each.n} == {
        "nord": (1, 8),
        "solna": (1, 8),
        "syd": (0, 6),
        "bibliotek": (1, 3),
    }
    assert (alumni.total.n, round((alumni.total.value or 0) * 25)) == (25, 19)
    assert (web.total.n, round((web.total.value or 0) * 25)) == (25, 19)
    support = analysis.working.themes.by_question["stod"]
    assert [round((row.total.value or 0) * row.total.n) for row in support] == [0, 3, 0]


def test_next_steps_are_gathered_by_theme(analysis: Analysis) -> None:
    assert analysis.step_questions == ("nasta-steg",)
    alumni, web, _ = analysis.working.themes.steps
    assert {group: each.n for group, each in alumni.groups.items() if each.n} == {"nord": 8, "solna": 8}
    assert [round((row.total.value or 0) * row.total.n) for row in (alumni, web)] == [16, 8]


def test_a_group_of_three_is_withheld_with_one_more_and_both_are_shown_as_one(analysis: Analysis) -> None:
    for row in (*analysis.published.themes.rows, *analysis.published.groups.rows):
        assert "bibliotek" not in row.groups or row.groups["bibliotek"].n == 0
        if row.total.n:
            others = [each.n for each in row.groups.values() if each.n]
            left = row.total.n - sum(others)
            assert left == 0 or left >= 5
    alumni = analysis.published.themes.rows[0]
    assert set(alumni.merged) == {"bibliotek", "syd"}
    assert (alumni.others.n, round((alumni.others.value or 0) * alumni.others.n)) == (9, 3)
    assert analysis.method.withheld > 0


def test_a_theme_that_sets_a_group_apart_is_named(analysis: Analysis) -> None:
    named = {(each.group, each.quantity.theme) for each in analysis.working.groups.named if each.quantity.theme}
    assert ("syd", "alumner") in named
    assert not any(each.group == "bibliotek" for each in analysis.published.groups.differences)


def test_what_is_published_holds_no_response_and_no_masked_word(analysis: Analysis) -> None:
    published = analysis.published
    assert published.summary.responses == ()
    assert all(not tally.workshops for tally in published.summary.questions)
    words = published.words
    said = {each.word.lower() for each in (*words.by_all, *words.by_one, *words.apart)}
    assert not said & {"exa", "exempelsson", "exempel"}
    whole = analysis.working.words
    assert {"exa", "exempelsson"} <= {each.word.lower() for each in (*whole.by_one, *whole.apart)}


def test_nothing_is_quoted_unless_it_is_marked_and_then_it_is_masked(ki_plan: Plan, analysis: Analysis) -> None:
    assert analysis.quotes == ()
    marked = Decision(
        workshop="nord", response="nord-1", item="nasta-steg", digest=digest_text(BOTH), handling="mask", quotable=True
    )
    small = replace(marked, workshop="bibliotek", response="bibliotek-1", item="vision")
    found = analyse(ki_plan, GIVEN, decisions=(marked, small))
    assert [(quote.key, quote.text, quote.themes) for quote in found.quotes] == [
        (AnswerKey("nord", "nord-1", "nasta-steg"), "Alumner på webben. Skriv till [e-postadress]", ("alumner", "webb"))
    ]
    assert found.quotes_of(theme="webb", group="nord") == found.quotes
    assert found.quotes_of(question="vision") == ()


def test_a_correction_after_the_decision_is_masked_and_unquoted_again(ki_plan: Plan) -> None:
    stale = Decision(
        workshop="nord",
        response="nord-1",
        item="nasta-steg",
        digest=digest_text("annat"),
        handling="show",
        quotable=True,
    )
    found = analyse(ki_plan, GIVEN, decisions=(stale,))
    assert found.quotes == ()
    assert found.method.undecided == found.method.flagged == 8 + 6 + 3


def test_words_that_few_gave_are_not_published(ki_plan: Plan) -> None:
    words = [{"bilden_1": word} for word in ("Nobel", "nobel", "Kvalitet", "NOBEL", "Exa Exempelsson")]
    given = tuple(
        replace(raw("nord", "KI Nord", n), values={"bilden.1": one["bilden_1"]}) for n, one in enumerate(words)
    )
    given += tuple(replace(raw("solna", "KI Solna", n), values={"bilden.1": "Exa Exempelsson"}) for n in range(5))
    found = analyse(ki_plan, given)
    tally = found.published.summary.tally("bilden")
    assert tally is not None
    assert {word.lower() for counts in tally.total.values.values() for word in map(str, counts)} == {"nobel"}
    assert tally.total.answered == 10


def test_nothing_at_all_is_an_analysis_too(ki_plan: Plan) -> None:
    found = analyse(ki_plan, ())
    assert found.method.responses == 0
    assert found.published.groups.differences == ()
    assert all(row.total.n == 0 for row in found.published.themes.rows)
