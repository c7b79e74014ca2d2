"""Where the programme and what was held part: found, and nothing else; corrections and translations are no parting."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collect.specimen import compose_bank
from toolkit.model.held import (
    AskedVersion,
    Held,
    compare_questions,
    describe_version,
    find_changed_questions,
    find_lost_workshops,
    find_removed_questions,
)
from toolkit.model.instrument import compose_instrument
from toolkit.model.question import Choice, Question, Scale
from toolkit.model.question_json import compose_questions_json, parse_questions_json
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop

BANK = compose_bank()
KONST = Workshop(id="konst", group=Group(id="konst", name="Konst", kind="department"), language="sv")
VERSION = describe_version(compose_instrument("p", KONST, BANK), "2026-09-14T10:20")


def held(items: dict[str, int], workshop: str = "konst", version: AskedVersion = VERSION) -> Held:
    return Held(
        responses={(workshop, version.version): max(items.values())},
        answers={(workshop, version.version, item): number for item, number in items.items()},
        versions={version.version: version},
        workshops={"konst": KONST},
    )


def change(name: str, /, **facts: object) -> list[Question]:
    return [replace(question, **facts) if question.id == name else question for question in BANK]  # type: ignore[arg-type]


def test_a_workshop_with_answers_that_is_gone_is_found_under_the_name_that_it_had() -> None:
    (lost,) = find_lost_workshops(
        [replace(KONST, id="teater", group=replace(KONST.group, name="T"))], held({"vision": 8})
    )
    assert (lost.workshop.id, lost.workshop.group.name, lost.responses, lost.nearest) == ("konst", "Konst", 8, "")


@pytest.mark.parametrize("heir", ["konsthogskolan", "kunst", "ny"])
def test_the_workshop_that_it_may_have_become_is_guessed_by_name_or_id(heir: str) -> None:
    group = replace(KONST.group, id=heir, name="Konst" if heir == "ny" else "Annat")
    (lost,) = find_lost_workshops([replace(KONST, id=heir, group=group)], held({"vision": 8}))
    assert lost.nearest == heir


def test_a_workshop_named_as_former_is_not_lost() -> None:
    assert find_lost_workshops([replace(KONST, id="ny", formerly=("konst",))], held({"vision": 8})) == ()


def test_a_workshop_that_nobody_has_answered_is_not_missed() -> None:
    assert find_lost_workshops([], Held(workshops={"konst": KONST})) == ()


def test_a_removed_question_is_found_with_its_answers_and_what_it_asked() -> None:
    bank = [question for question in BANK if question.id != "poang"]
    (removed,) = find_removed_questions(bank, held({"poang.webb": 3, "poang.alumni": 3, "vision": 8}))
    assert (removed.id, removed.answers, removed.workshops) == ("poang", 6, ("konst",))
    assert removed.text == Text(sv="Fördela 100 poäng", en="Give 100 points")


def test_a_question_that_got_another_id_is_known_by_its_text() -> None:
    (removed,) = find_removed_questions(change("vision", id="syner"), held({"vision": 8}))
    assert removed.nearest == "syner"


def test_a_retired_question_is_neither_removed_nor_changed() -> None:
    bank, kept = change("vision", retired=True), held({"vision": 8})
    assert find_removed_questions(bank, kept) == find_changed_questions(bank, kept) == ()


def test_another_text_is_found_with_old_and_new() -> None:
    (changed,) = find_changed_questions(change("vision", text=Text(sv="Vart vill ni?", en="?")), held({"vision": 8}))
    assert (changed.id, changed.part, changed.answers) == ("vision", "text", 8)
    assert (changed.before, changed.now) == ("Vad är visionen?", "Vart vill ni?")


@pytest.mark.parametrize(("day", "asks"), [("2026-09-13", True), ("2026-09-14", False), ("2026-12-01", False)])
def test_a_correction_is_one_for_what_was_asked_until_its_day(day: str, asks: bool) -> None:
    text, corrected = Text(sv="Vad är vision?", en="?"), datetime.date.fromisoformat(day)
    assert bool(find_changed_questions(change("vision", text=text, corrected=corrected), held({"vision": 8}))) is asks


def test_a_text_that_changed_while_nobody_answered_the_question_is_nothing_to_ask_about() -> None:
    assert find_changed_questions(change("vision", text=Text(sv="Ny", en="New")), held({"kannedom": 8})) == ()


CHOICES = next(question for question in BANK if question.id == "viktigast").choices


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({"help": Text(sv="Tänk fritt")}, ""),
        ({"required": True, "quotable": True}, ""),
        ({"choices": (*CHOICES, Choice(id="ny", code=4, text=Text(sv="Ny", en="New")))}, ""),
        ({"choices": CHOICES[:2]}, "choices"),
        ({"choices": (replace(CHOICES[0], text=Text(sv="Nätet", en="The web")), *CHOICES[1:])}, "text"),
        ({"kind": "choices"}, "shape"),
    ],
)
def test_what_makes_another_question_of_it_and_what_does_not(facts: dict[str, object], part: str) -> None:
    before = next(question for question in BANK if question.id == "viktigast")
    found = compare_questions(before, replace(before, **facts))  # type: ignore[arg-type]
    assert (found[0] if found else "") == part


def test_a_scale_with_other_ends_is_another_question_and_one_with_other_words_may_be() -> None:
    scale = next(question for question in BANK if question.id == "kannedom")
    assert scale.scale is not None
    longer: Scale = replace(scale.scale, points=5)
    assert compare_questions(scale, replace(scale, scale=longer)) == ("shape", "scale 1–7", "scale 1–5")
    reworded = replace(scale.scale, low=Text(sv="obekant", en="unknown"))
    assert compare_questions(scale, replace(scale, scale=reworded)) == ("text", "okänt", "obekant")


def test_a_translation_that_was_added_changes_nothing() -> None:
    before = Question(id="q", kind="text", step="s", text=Text(sv="Vad?"))
    assert compare_questions(before, replace(before, text=Text(sv="Vad?", en="What?"))) is None


def test_of_a_version_of_which_only_the_items_are_known_no_text_is_compared() -> None:
    unknown = AskedVersion(version="1", items=("vision", "poang.webb"), noted_at="2026-09-14T10:20")
    assert unknown.ids == {"vision", "poang"}
    assert find_changed_questions(change("vision", text=Text(sv="Ny")), held({"vision": 8}, version=unknown)) == ()


def test_questions_are_kept_as_json_and_come_back_the_same() -> None:
    assert parse_questions_json(compose_questions_json(BANK)) == BANK


@given(said=st.one_of(st.text(), st.just("[]"), st.just('[{"id": 1}]'), st.just("{}"), st.just("[1]")))
def test_what_is_not_such_json_tells_nothing_and_stops_nothing(said: str) -> None:
    assert parse_questions_json(said) == ()


def test_json_of_a_later_program_with_a_further_key_is_read() -> None:
    said = compose_questions_json(BANK[:1]).replace('"id":', '"further":1,"id":', 1)
    assert parse_questions_json(said) == BANK[:1]
