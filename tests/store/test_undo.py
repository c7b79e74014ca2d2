"""What was taken in can be taken out again, exactly, and put back; on SQLite and on PostgreSQL alike."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests.store.test_archive import PHONES, restore
from tests.store.test_store import FIRST, hand, take
from toolkit.errors import InputError
from toolkit.model.answer_key import AnswerKey
from toolkit.model.forget import StoredResponse
from toolkit.model.intake import MovedCount, WorkshopCount
from toolkit.model.next_step import NOTHING_SAID, StepChange, StepState, compose_own_key
from toolkit.model.publication import Decision
from toolkit.model.review import ReviewedAnswer
from toolkit.model.stage import Save
from toolkit.model.themes import HumanCoding
from toolkit.store.schema import METADATA, set_aside
from toolkit.store.store import Store, open_store

AT = "2026-09-20T09:00"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def save(store: Store, sequence: int = 1, *, response: str = PHONES[0], **values: Any) -> bool:
    found = Save(
        workshop="nord", response=response, instrument="0a", language="sv", saved_at="2026-09-14T10:20",
        sequence=sequence, values=tuple(values.items()),
    )  # fmt: skip
    return store.save([found])[0].kept


def read_state(store: Store) -> dict[str, list[Any]]:
    """Everything that a result, an archive or a history could show of the responses, whatever the running numbers."""
    numbers = re.compile(r', "number": \d+')
    tables = {table.name: sorted(numbers.sub("", repr(row)) for row in table.rows) for table in store.read_archive()}
    return {name: rows for name, rows in tables.items() if name not in ("takes", "take_counts")}


def read_values(store: Store, name: str) -> dict[str, Any]:
    return {
        row.item: row.text if row.number is None else row.number for row in store.read_answers() if row.response == name
    }


def undo(store: Store, wanted: int | tuple[str, str], **more: Any) -> Any:
    return store.undo(wanted, undone_at=AT, **more)[-1]


def test_a_wrong_file_is_taken_out_and_the_phones_answers_of_the_same_workshop_stay(store: Store) -> None:
    save(store, kannedom=4)
    before = read_state(store)
    number = take(store, *FIRST).intake
    assert number is not None
    done = undo(store, number)
    assert (done.of, done.back, done.moved) == ("svar.xlsx", False, (MovedCount(workshop="nord", responses=2),))
    assert [one.id for one in store.read_responses(hidden=True)] == [PHONES[0]]
    after = read_state(store)
    assert len(after.pop("set_aside")) == 6, "two responses and four answers are kept"
    assert before.pop("set_aside") == []
    assert after == before


def test_a_correction_is_taken_back_and_the_values_that_it_replaced_hold_again(store: Store) -> None:
    take(store, *FIRST)
    before = read_state(store)
    corrected = take(
        store,
        hand("xlsx-sv-1", {"kannedom": 6, "poang.webb": 3}, label="Bord 1"),  # replaced, added, taken away, named
        hand("xlsx-sv-3", {"vision": "ny"}),
        sha256="bb",
    )
    done = undo(store, corrected.intake or 0)
    assert done.moved == (MovedCount(workshop="nord", responses=1, answers=4),)
    assert read_values(store, "xlsx-sv-1") == {"kannedom": 5, "vision": "=1+1 åäö 😀"}
    assert store.read_responses()[0].label == ""
    after = read_state(store)
    assert {**after, "set_aside": []} == {**before, "set_aside": []}


def test_undoing_the_undo_puts_everything_back_as_it_was(store: Store) -> None:
    take(store, *FIRST)
    second = take(store, hand("xlsx-sv-1", {"kannedom": 6}, label="Bord 1"), hand("ny", {"vision": "ny"}), sha256="bb")
    decision = Decision(workshop="nord", response="ny", item="vision", digest="d", handling="show", quotable=True)
    store.take_decisions([decision], decided_at=AT)
    number = store.room.find_number("nord", "ny")
    assert number is not None
    store.room.hide_answer("nord", number, "vision", hidden=True)
    save(store, kannedom=4)
    store.room.agree("nord", PHONES[0], store.room.find_number("nord", "xlsx-sv-1") or 0, "kannedom", agrees=True)
    before = read_state(store)
    first_undo = undo(store, second.intake or 0)
    out = read_state(store)
    again = undo(store, first_undo.number)
    assert again.back
    assert read_state(store) == before
    third = undo(store, again.number)
    assert (third.back, read_state(store)) == (False, out)
    assert undo(store, third.number).back
    assert read_state(store) == before


def test_after_an_undo_the_same_file_can_be_collected_again(store: Store) -> None:
    undo(store, take(store, *FIRST).intake or 0)
    again = take(store, *FIRST)
    assert (again.new_responses, again.taken_before, again.erased) == (2, "", 0)
    assert len(store.read_responses()) == 2


def test_a_response_that_two_files_hold_comes_in_again_with_either_after_an_undo(store: Store) -> None:
    first = take(store, *FIRST)
    take(store, *FIRST, hand("xlsx-sv-3", {"vision": "mer"}), sha256="bb")
    undo(store, first.intake or 0)
    again = take(store, *FIRST, hand("xlsx-sv-3", {"vision": "mer"}), sha256="bb")
    assert (again.new_responses, again.unchanged_responses) == (2, 1)


def test_an_intake_on_which_a_later_one_builds_says_so_and_is_undone_after_it(store: Store) -> None:
    first = take(store, *FIRST).intake or 0
    second = take(store, hand("xlsx-sv-1", {"kannedom": 6}), sha256="bb").intake or 0
    third = take(store, hand("xlsx-sv-1", {"kannedom": 7}), sha256="cc").intake or 0
    before = read_state(store)
    with pytest.raises(InputError) as refused:
        undo(store, first)
    assert refused.value.problems[0].facts == {"later": f"{third}, {second}", "intake": str(first)}
    assert read_state(store) == before
    done = store.undo(first, undone_at=AT, with_later=True)
    assert len(done) == 3
    assert store.read_responses() == ()
    with pytest.raises(InputError, match="build on"):
        undo(store, done[0].number)  # its response stands aside with the first file
    for one in reversed(done):
        undo(store, one.number)
    assert read_state(store) == before


@pytest.mark.parametrize(
    "later", [{"kannedom": 6}, {"kannedom": 5, "vision": "=1+1 åäö 😀", "poang.webb": 1}, {"vision": "x"}]
)
def test_whatever_a_later_file_does_to_a_response_it_builds_on_what_brought_it(
    store: Store, later: dict[str, Any]
) -> None:
    first = take(store, *FIRST).intake or 0
    take(store, hand("xlsx-sv-1", later), sha256="bb")
    with pytest.raises(InputError, match="build on"):
        undo(store, first)


def test_a_later_label_and_an_answer_given_again_build_on_what_was_before(store: Store) -> None:
    take(store, *FIRST)
    named = take(store, hand("xlsx-sv-1", {"kannedom": 5}, label="A"), sha256="bb").intake or 0  # takes vision away
    take(store, hand("xlsx-sv-1", {"kannedom": 5}, label="B"), sha256="cc")
    with pytest.raises(InputError, match="build on"):
        undo(store, named)
    gone = take(store, hand("xlsx-sv-2", {"kannedom": 2}), sha256="dd").intake or 0
    take(store, hand("xlsx-sv-2", {"kannedom": 2, "poang.webb": 1}), sha256="ee")
    with pytest.raises(InputError, match="build on"):
        undo(store, gone)


def test_what_was_collected_again_after_an_undo_must_go_before_the_first_comes_back(store: Store) -> None:
    done = undo(store, take(store, *FIRST).intake or 0)
    again = take(store, hand("xlsx-sv-1", {"kannedom": 1}), sha256="bb").intake
    with pytest.raises(InputError) as refused:
        undo(store, done.number)
    assert refused.value.problems[0].facts["later"] == str(again)


def test_one_response_is_taken_out_by_its_id_and_put_back(store: Store) -> None:
    take(store, *FIRST)
    save(store, kannedom=4, vision="Från en telefon")
    before = read_state(store)
    done = undo(store, ("nord", PHONES[0]))
    assert (done.of, done.moved) == (f"nord/{PHONES[0]}", (MovedCount(workshop="nord", responses=1),))
    assert len(store.read_responses()) == 2
    with pytest.raises(InputError, match="has been taken out already"):
        undo(store, ("nord", PHONES[0]))
    with pytest.raises(InputError, match="There is no response nord/bord-9"):
        undo(store, ("nord", "bord-9"))
    assert undo(store, done.number).back
    assert read_state(store) == before
    with pytest.raises(InputError, match="undone already"):
        undo(store, done.number)


def test_a_phone_whose_response_was_taken_out_cannot_bring_it_back(store: Store) -> None:
    save(store, kannedom=4)
    done = undo(store, ("nord", PHONES[0]))
    assert not save(store, 2, vision="Mer")
    assert store.read_responses() == ()
    undo(store, done.number)
    assert save(store, 3, vision="Mer")
    assert read_values(store, PHONES[0]) == {"kannedom": 4, "vision": "Mer"}


def test_a_file_that_brought_a_response_taken_out_since_names_that_undo_first(store: Store) -> None:
    first = take(store, *FIRST).intake or 0
    single = undo(store, ("nord", "xlsx-sv-1"))
    with pytest.raises(InputError) as refused:
        undo(store, first)
    assert refused.value.problems[0].facts["later"] == str(single.number)
    store.undo(first, undone_at=AT, with_later=True)
    assert store.read_responses() == ()


def test_what_a_phone_has_changed_since_is_left_to_it(store: Store) -> None:
    save(store, kannedom=4, vision="Från telefonen")
    changed = take(store, hand(PHONES[0], {"kannedom": 1}), sha256="bb").intake or 0  # vision taken away by the file
    save(store, 2, kannedom=7)
    done = undo(store, changed)
    assert (done.moved, done.left) == ((MovedCount(workshop="nord", answers=1),), 1)
    assert read_values(store, PHONES[0]) == {"kannedom": 7, "vision": "Från telefonen"}
    save(store, 3, vision=None)
    back = undo(store, done.number)
    assert back.left == 1
    assert read_values(store, PHONES[0]) == {"kannedom": 7}


def test_an_answer_that_a_phone_blanked_after_a_correction_stays_blank(store: Store) -> None:
    save(store, kannedom=4)
    changed = take(store, hand(PHONES[0], {"kannedom": 1}), sha256="bb").intake or 0
    save(store, 2, kannedom=None)
    assert undo(store, changed).left == 1
    assert read_values(store, PHONES[0]) == {}


KEY = AnswerKey("nord", "xlsx-sv-1", "vision")


def code(store: Store, *themes: str, sha256: str = "ff", before: tuple[str, ...] | None = None) -> int:
    coding = HumanCoding(answer=KEY, themes=themes, digest="d")
    reviewed = [ReviewedAnswer(answer=KEY, coding=coding, before=before)]
    number = store.take_review(reviewed, taken_at=AT, file="summary.xlsx", sha256=sha256).intake
    assert number is not None
    return number


def test_an_edited_summary_is_taken_out_with_its_codes_and_decisions(store: Store) -> None:
    take(store, *FIRST)
    code(store, "a")
    before = read_state(store)
    second = code(store, "b", before=("a",))
    (line,) = (one for one in store.read_intakes().files if one.number == second)
    assert (line.kind, line.file, line.workshops) == (
        "coding",
        "summary.xlsx",
        (WorkshopCount(workshop="nord", changed=1),),
    )
    coded = store.read_codings()
    done = undo(store, second)
    assert done.moved == (MovedCount(workshop="nord", said=1),)
    assert store.read_codings()[KEY].themes == ("a",)
    assert {**read_state(store), "set_aside": []} == {**before, "set_aside": []}
    undo(store, done.number)
    assert store.read_codings() == coded


def test_codes_go_out_with_their_response_and_come_back_with_it(store: Store) -> None:
    first = take(store, *FIRST).intake or 0
    coding = code(store, "a")
    before = read_state(store)
    out = undo(store, first)
    assert store.read_codings() == {}
    away = undo(store, coding)
    undo(store, out.number)
    assert store.read_codings() == {}, "the summary that held it has been undone meanwhile"
    undo(store, away.number)
    assert read_state(store) == before


def test_an_archive_is_taken_out_and_leaves_what_was_here(store: Store, address: str, tmp_path: Any) -> None:
    with open_store(tmp_path / "other.sqlite3") as other:
        take(other, hand("bord-1", {"kannedom": 1}, workshop="syd"), sha256="ee")
        take(other, hand("bord-1", {"kannedom": 2}, workshop="syd"), sha256="ff")
        archive = other.read_archive()
    take(store, *FIRST)
    before = read_state(store)
    number = restore(archive, store).intake  # type: ignore[attr-defined]
    (line,) = (one for one in store.read_intakes().files if one.number == number)
    assert (line.kind, line.file, line.workshops) == ("archive", "a.zip", (WorkshopCount(workshop="syd", new=1),))
    whole = read_state(store)
    done = undo(store, number)
    assert {**read_state(store), "set_aside": []} == {**before, "set_aside": []}
    undo(store, done.number)
    assert read_state(store) == whole
    undo(store, done.number + 1)
    again = restore(archive, store)
    assert again.new_responses == 1  # type: ignore[attr-defined]


def test_what_stands_aside_is_in_every_archive_and_can_be_put_back_where_that_was_taken(
    store: Store, tmp_path: Any
) -> None:
    take(store, *FIRST)
    second = take(store, hand("xlsx-sv-1", {"kannedom": 6}, label="Bord 1"), sha256="bb").intake or 0
    whole = read_state(store)
    done = undo(store, second)
    with open_store(tmp_path / "other.sqlite3") as other:
        restore(store.read_archive(), other)
        assert other.read_archive() == store.read_archive()
        restore(store.read_archive(), other)
        assert other.read_archive() == store.read_archive()
        undo(other, done.number)
        assert read_state(other) == whole


def test_an_archive_from_before_an_undo_brings_the_responses_back_as_a_new_intake(store: Store) -> None:
    first = take(store, *FIRST).intake or 0
    archive = store.read_archive()
    undo(store, first)
    again = restore(archive, store)
    assert again.new_responses == 2  # type: ignore[attr-defined]
    undo(store, again.intake)  # type: ignore[attr-defined]
    assert store.read_responses() == ()


def test_forget_erases_what_stands_aside_too(store: Store) -> None:
    first = take(store, *FIRST).intake or 0
    undo(store, first)
    chosen = store.read_stored()
    assert [one.id for one in chosen] == ["xlsx-sv-1", "xlsx-sv-2"]
    erased, packed = store.forget(chosen)
    assert (erased.responses, erased.answers, packed) == (2, 4, True)
    with store._engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(set_aside)).scalar_one() == 0
    assert [one.file for one in store.read_intakes().files] == ["", ""], "the file's name may tell who handed it in"


def test_the_id_of_a_response_that_was_taken_out_and_erased_stands_nowhere(store: Store) -> None:
    save(store, kannedom=4)
    undo(store, undo(store, ("nord", PHONES[0])).number)
    store.forget([StoredResponse(workshop="nord", id=PHONES[0])])
    with store._engine.begin() as connection:
        for table in METADATA.sorted_tables:
            assert PHONES[0] not in repr(connection.execute(table.select()).all()), table.name


def test_looking_at_what_an_undo_would_do_changes_nothing(store: Store) -> None:
    number = take(store, *FIRST).intake or 0
    before = store.read_archive()
    (would,) = store.undo(number, undone_at=AT, judge=lambda _done: False)
    assert would.moved == (MovedCount(workshop="nord", responses=2),)
    assert store.read_archive() == before


def test_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="There is no intake 7"):
        undo(store, 7)
    number = take(store, *FIRST).intake or 0
    undo(store, number)
    with pytest.raises(InputError, match=f"Intake {number} has been undone already"):
        undo(store, number)


def test_the_list_says_when_which_file_which_workshop_and_how_many(store: Store) -> None:
    first = take(store, *FIRST, hand("bord-1", {"vision": "x"}, workshop="syd")).intake or 0
    take(store, hand("xlsx-sv-1", {"kannedom": 6}), FIRST[1], sha256="bb")
    save(store, kannedom=4)
    listed = store.read_intakes()
    assert [(one.number, one.kind, one.file, one.taken_at, one.aside) for one in listed.files] == [
        (first, "file", "svar.xlsx", "2026-09-14T10:20", False),
        (first + 1, "file", "svar.xlsx", "2026-09-14T10:20", False),
    ]
    assert listed.files[0].workshops == (WorkshopCount(workshop="nord", new=2), WorkshopCount(workshop="syd", new=1))
    assert listed.files[1].workshops == (WorkshopCount(workshop="nord", changed=1, unchanged=1),)
    (phone,) = listed.phones
    assert (phone.workshop, phone.id, phone.began, phone.answers) == ("nord", PHONES[0], "2026-09-14T10:20", 1)
    undo(store, first + 1)
    last = store.read_intakes().files
    assert (last[1].aside, last[2].kind, last[2].undoes, last[2].out) == (True, "undo", first + 1, True)


def test_a_store_of_the_release_before_is_listed_and_undone(tmp_path: Any) -> None:
    import shutil
    from pathlib import Path

    specimen = Path(__file__).parent.parent / "specimens" / "stores" / "schema-5.sqlite3"
    path = Path(shutil.copy(specimen, tmp_path / "responses.sqlite3"))
    with open_store(path) as store:
        listed = store.read_intakes()
        assert [(one.file, one.workshops) for one in listed.files] == [
            ("nord-sheet-sv.xlsx", (WorkshopCount(workshop="nord", new=2),)),
            ("nord-sheet-sv-2.xlsx", (WorkshopCount(workshop="nord", new=1, changed=1),)),
            ("syd.csv", (WorkshopCount(workshop="syd", new=1),)),
        ]
        assert [(one.workshop, one.answers) for one in listed.phones] == [("nord", 2)]
        undo(store, 2)
        assert read_values(store, "xlsx-sv-1") == {"kannedom": 5, "vision": "=1+1 åäö 😀"}
        assert [one.id for one in store.read_responses(["nord"])] == [PHONES[0], "xlsx-sv-1", "xlsx-sv-2"]
        with store._engine.begin() as connection:
            assert connection.execute(text("SELECT count(*) FROM codings")).scalar_one() == 1


def test_what_an_edited_summary_says_of_next_steps_goes_out_and_comes_back_before_what_was_said_since(
    store: Store,
) -> None:
    take(store, *FIRST)
    key, own = AnswerKey("nord", "xlsx-sv-1", "vision"), compose_own_key("Boka möte", "nord")
    anna, bo = StepState(owner="Anna"), StepState(owner="Bo")
    added = StepState(text="Boka möte", workshop="nord", owner="Anna")
    changes = [StepChange(key=key, before=NOTHING_SAID, after=anna), StepChange(key=own, before=None, after=added)]
    number = store.take_review([], changes, taken_at=AT, file="summary.xlsx", sha256="ff").intake
    assert number is not None
    before = read_state(store)
    done = undo(store, number)
    assert done.moved == (MovedCount(workshop="nord", said=2),)
    assert store.read_steps() == {}
    undo(store, done.number)
    assert read_state(store) == before
    out = undo(store, done.number + 1)
    store.take_steps([StepChange(key=key, before=NOTHING_SAID, after=bo)], set_at=AT)
    store.take_steps([StepChange(key=own, before=None, after=replace(added, owner="Bo"))], set_at=AT)
    undo(store, out.number)
    assert {one.state.owner for one in store.read_steps().values()} == {"Bo"}, "what was said since holds"
    assert len(read_state(store)["own_steps"]) == 2
    undo(store, out.number + 1)
    store.forget(store.read_stored())
    with store._engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(set_aside)).scalar_one() == 0
