"""Answers over time: workshops change their ids, questions come and go; no figure says more than was asked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.instrument import compose_instrument
from toolkit.model.programme import Programme, Step
from toolkit.model.question import Question
from toolkit.model.response import Answer, Response
from toolkit.model.tally import Summary, tally_responses
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop

PROGRAMME = Programme(
    id="p", title=Text(sv="P"), organisation=Text(sv="O"), languages=("sv",), base_url="https://p.example",
    steps=(Step(id="s", number=1, title=Text(sv="S")),), insights=(), areas=(), outlines={}, questions=(), groups="",
)  # fmt: skip
FIRST, SECOND, THIRD = (Question(id=name, kind="text", text=Text(sv=name), step="s") for name in ("q1", "q2", "q3"))


def meet(id: str, formerly: tuple[str, ...] = ()) -> Workshop:
    return Workshop(id=id, group=Group(id=id, name=id, kind="department"), language="sv", formerly=formerly)


def version(*bank: Question) -> str:
    return compose_instrument("p", meet("x"), bank).version


def answer(workshop: str, number: int, bank: tuple[Question, ...], *questions: Question) -> Response:
    return Response(
        id=f"r{number}", workshop=workshop, instrument=version(*bank), channel="web", language="sv",
        answers=tuple(Answer(item=question.id, value="Ja") for question in questions),
    )  # fmt: skip


def tally(
    workshops: tuple[Workshop, ...], bank: tuple[Question, ...], responses: list[Response], **record: frozenset[str]
) -> Summary:
    instruments = {workshop.id: compose_instrument("p", workshop, bank) for workshop in workshops}
    return tally_responses(PROGRAMME, workshops, instruments, responses, bank=bank, record=record)


def figures(summary: Summary, question: str) -> tuple[int, int]:
    found = summary.tally(question)
    return (found.total.answered, found.total.responses) if found else (0, 0)


def test_a_question_added_later_counts_those_that_were_asked_it() -> None:
    old, new = (FIRST,), (FIRST, SECOND)
    responses = [answer("a", n, old, FIRST) for n in range(40)]
    responses += [answer("b", n, new, FIRST, *[SECOND] * (n < 30)) for n in range(33)]
    summary = tally((meet("a"), meet("b")), new, responses, **{version(*old): frozenset({"q1"})})
    assert figures(summary, "q1") == (73, 73)
    assert figures(summary, "q2") == (30, 33)
    second = summary.tally("q2")
    assert second is not None
    assert set(second.workshops) == set(second.groups) == {"b"}


def test_within_a_workshop_that_met_under_two_versions_each_response_counts_by_its_own() -> None:
    old, new = (FIRST,), (FIRST, SECOND)
    responses = [answer("a", 1, old, FIRST), answer("a", 2, new, FIRST), answer("a", 3, new, FIRST, SECOND)]
    summary = tally((meet("a"),), new, responses, **{version(*old): frozenset({"q1"})})
    assert figures(summary, "q2") == (1, 2)
    assert summary.returned["a"] == {version(*old): 1, version(*new): 2}


def test_of_a_version_that_nobody_recorded_what_was_answered_was_asked_and_nothing_else() -> None:
    new = (FIRST, SECOND, THIRD)
    responses = [answer("a", 1, (FIRST, SECOND), FIRST), answer("a", 2, (FIRST, SECOND), FIRST, SECOND)]
    summary = tally((meet("a"),), new, responses)
    assert figures(summary, "q2") == (1, 2)
    assert figures(summary, "q3") == (0, 0)


def test_a_retired_question_keeps_its_figures_among_those_that_were_asked_it() -> None:
    retired = replace(FIRST, retired=True)
    responses = [answer("a", 1, (FIRST, SECOND), FIRST, SECOND), answer("a", 2, (SECOND,), SECOND)]
    summary = tally((meet("a"),), (retired, SECOND), responses, **{version(FIRST, SECOND): frozenset({"q1", "q2"})})
    assert figures(summary, "q1") == (1, 1)
    assert figures(summary, "q2") == (2, 2)
    assert [each.question.id for each in summary.questions] == ["q1", "q2"]
    assert summary.left_out == ()


def test_a_retired_question_that_nobody_ever_met_is_in_no_summary() -> None:
    summary = tally((meet("a"),), (replace(FIRST, retired=True), SECOND), [answer("a", 1, (SECOND,), SECOND)])
    assert [each.question.id for each in summary.questions] == ["q2"]


def test_answers_under_a_former_id_are_the_workshop_s_and_keep_their_keys() -> None:
    responses = [answer("konst", 1, (FIRST,), FIRST), answer("konsthogskolan", 1, (FIRST,), FIRST)]
    summary = tally((meet("konsthogskolan", ("konst",)),), (FIRST,), responses)
    assert figures(summary, "q1") == (2, 2)
    assert summary.lost_responses == 0
    assert {counted.workshop.id for counted in summary.responses} == {"konsthogskolan"}
    assert [counted.key("q1").workshop for counted in summary.responses] == ["konst", "konsthogskolan"]


def test_two_workshops_made_one_keep_apart_responses_of_the_same_id() -> None:
    responses = [answer("a", 1, (FIRST,), FIRST), answer("b", 1, (FIRST,), FIRST)]
    summary = tally((meet("ab", ("a", "b")),), (FIRST,), responses)
    assert figures(summary, "q1") == (2, 2)
    assert len({counted.key("q1") for counted in summary.responses}) == 2


@st.composite
def years(draw: st.DrawFn) -> tuple[tuple[Workshop, ...], tuple[Question, ...], list[Response]]:
    """Draw a year: workshops answer whatever is asked, and in the end each is there, renamed, merged or gone."""
    bank = (FIRST, SECOND, THIRD)
    responses = []
    for number in range(draw(st.integers(0, 12))):
        asked = tuple(q for q in bank if draw(st.booleans())) or (FIRST,)
        given = [q for q in asked if draw(st.booleans())]
        responses.append(answer(draw(st.sampled_from("abcd")), number, asked, *given))
    fates = {name: draw(st.sampled_from(["stays", "renamed", "merged", "gone"])) for name in "abcd"}
    merged = tuple(name for name, fate in fates.items() if fate == "merged")
    workshops = [meet(name) for name, fate in fates.items() if fate == "stays"]
    workshops += [meet(f"new-{name}", (name,)) for name, fate in fates.items() if fate == "renamed"]
    workshops += [meet("one", merged)] if merged else []
    lives = [draw(st.sampled_from(["asked", "retired", "removed"])) for _ in bank]
    left = tuple(
        replace(q, retired=life == "retired") for q, life in zip(bank, lives, strict=True) if life != "removed"
    )
    return tuple(workshops), left, responses


@given(year=years())
def test_over_any_year_every_answer_is_counted_or_told(
    year: tuple[tuple[Workshop, ...], tuple[Question, ...], list[Response]],
) -> None:
    workshops, bank, responses = year
    summary = tally(workshops, bank, responses)
    counted = sum(len(response.entries) for response in summary.responses)
    told = sum(each.answers for each in summary.left_out)
    assert counted + told == sum(len(response.answers) for response in responses)
    assert len(summary.responses) + summary.lost_responses == len(responses)
    for each in summary.questions:
        assert each.total.answered <= each.total.responses <= len(summary.responses)
    reachable = {name for workshop in workshops for name in workshop.ids}
    known = {question.id for question in bank}
    kept = [a for r in responses if r.workshop in reachable for a in r.answers if a.item in known]
    assert counted == len(kept)
