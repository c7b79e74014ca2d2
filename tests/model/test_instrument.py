"""A bank and a workshop make an instrument: who is asked what, in which items, under which version."""

import datetime
from dataclasses import replace

import pytest

from toolkit.model.instrument import add_retired, compose_instrument, compose_items, compose_version
from toolkit.model.question import QUESTION_KINDS, Audience, Choice, Question, QuestionKind, Scale
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop

CHOICES = tuple(Choice(id=name, code=code, text=Text(sv=name, en=name)) for code, name in enumerate("abc", start=1))


def ask(kind: QuestionKind = "text", **limits: object) -> Question:
    choices = CHOICES if kind in ("choice", "choices", "ranking", "points", "quadrant") else ()
    question = Question(id="q", kind=kind, text=Text(sv="Vad?", en="What?"), step="s", choices=choices)
    return replace(question, **limits)  # type: ignore[arg-type]


def meet(**facts: object) -> Workshop:
    group = replace(Group(id="nord", name="Nord", kind="dean-group"), **facts)  # type: ignore[arg-type]
    return Workshop(id="nord", group=group, language="sv")


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (ask("text", max_length=500), [("q", "text", 0, 0, 500)]),
        (ask("words", max_words=2, max_length=40), [("q.1", "word", 0, 0, 40), ("q.2", "word", 0, 0, 40)]),
        (ask("choice"), [("q", "choice", 0, 0, 0)]),
        (
            ask("scale", scale=Scale(points=11, low=Text(), high=Text(), low_value=0)),
            [("q", "scale", 0, 10, 0)],
        ),
        (ask("choices"), [(f"q.{name}", "tick", 0, 1, 0) for name in "abc"]),
        (ask("ranking"), [(f"q.{name}", "rank", 1, 3, 0) for name in "abc"]),
        (ask("ranking", max_choices=2), [(f"q.{name}", "rank", 1, 2, 0) for name in "abc"]),
        (ask("points", total=10), [(f"q.{name}", "points", 0, 10, 0) for name in "abc"]),
        (
            ask("quadrant", grid=7),
            [(f"q.{name}.{axis}", "position", 1, 7, 0) for name in "abc" for axis in ("effort", "effect")],
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Question) else "",
)
def test_each_kind_of_question_has_its_items(question: Question, items: list[tuple[object, ...]]) -> None:
    found = compose_items(question)
    assert [(item.name, item.kind, item.low, item.high, item.max_length) for item in found] == items
    assert all(item.question == "q" for item in found)


def test_a_choice_item_knows_its_choices_and_the_others_their_one() -> None:
    assert compose_items(ask("choice"))[0].choices == ("a", "b", "c")
    assert [item.choice for item in compose_items(ask("points"))] == ["a", "b", "c"]


def test_every_kind_of_question_has_items_with_names_of_their_own() -> None:
    for kind in QUESTION_KINDS:
        names = [item.name for item in compose_items(ask(kind))]
        assert names
        assert len(names) == len(set(names))


def test_words_never_grow_beyond_a_cell_of_a_sheet() -> None:
    assert {item.max_length for item in compose_items(ask("words", max_length=2000))} == {60}


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        (Audience(), True),
        (Audience(groups=("nord", "syd")), True),
        (Audience(groups=("syd",)), False),
        (Audience(kinds=("dean-group",)), True),
        (Audience(kinds=("library",)), False),
        (Audience(areas=("webb", "eu")), True),
        (Audience(areas=("eu",)), False),
        (Audience(kinds=("dean-group",), areas=("eu",)), False),
        (Audience(groups=("nord",), kinds=("dean-group",), areas=("webb",)), True),
    ],
)
def test_a_question_is_asked_of_its_audience_when_every_condition_holds(audience: Audience, asked: bool) -> None:
    workshop = meet(areas=("webb", "alumni"))
    assert audience.includes(workshop) is asked
    instrument = compose_instrument("p", workshop, [ask(audience=audience)])
    assert (instrument.question("q") is not None) is asked
    assert bool(instrument.items_of("q")) is asked


def test_a_group_without_focus_areas_is_not_asked_about_any() -> None:
    assert not Audience(areas=("webb",)).includes(meet())


def test_the_order_of_the_bank_is_kept() -> None:
    bank = [replace(ask(), id=name) for name in ("c", "a", "b")]
    assert [question.id for question in compose_instrument("p", meet(), bank).questions] == ["c", "a", "b"]


def test_the_version_is_the_same_for_the_same_content_whoever_is_asked() -> None:
    one = compose_instrument("p", meet(), [ask(), ask("scale")])
    other = compose_instrument("p", meet(id="syd", name="Syd"), [ask(), ask("scale")])
    assert one.version == other.version
    assert len(one.version) == 8


def test_the_version_stays_what_it_was_when_sheets_were_printed() -> None:
    # If this fails, every sheet handed out before is one "of an older instrument": change it only on purpose.
    assert compose_version((ask("choice"),)) == "0f943fe9"


@pytest.mark.parametrize(
    "changed",
    [
        ask(text=Text(sv="Vad?", en="Which?")),
        ask(help=Text(sv="Hjälp")),
        ask(max_length=10),
        ask(required=True),
        ask("words"),
    ],
)
def test_the_version_changes_with_anything_that_is_asked(changed: Question) -> None:
    assert compose_version((changed,)) != compose_version((ask(),))


def test_the_version_changes_with_the_order() -> None:
    first, second = ask(), replace(ask(), id="r")
    assert compose_version((first, second)) != compose_version((second, first))


def test_choices_are_counted_answers_and_texts_are_not() -> None:
    assert {kind for kind in QUESTION_KINDS if ask(kind).closed} == set(QUESTION_KINDS) - {"text", "words"}


def test_a_retired_question_is_not_asked_and_changes_the_version_as_if_it_were_not_there() -> None:
    first, second = ask(), replace(ask(), id="w")
    asked = compose_instrument("p", meet(), (first, replace(second, retired=True)))
    assert [question.id for question in asked.questions] == ["q"]
    assert asked.version == compose_instrument("p", meet(), (first,)).version


def test_a_correction_s_day_is_no_part_of_what_is_asked() -> None:
    corrected = replace(ask(), corrected=datetime.date(2026, 12, 1))
    assert compose_version((ask(),)) == compose_version((corrected,))


def test_an_old_sheet_may_answer_what_is_retired_and_has_to_answer_none_of_it() -> None:
    bank = (ask(), replace(ask(required=True), id="w", retired=True))
    asked = compose_instrument("p", meet(), bank)
    takeable = add_retired(asked, bank)
    assert [(question.id, question.required) for question in takeable.questions] == [("q", False), ("w", False)]
    assert [item.name for item in takeable.items] == ["q", "w"]
    assert takeable.version == asked.version
