"""Who takes next steps and how they stand is kept, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError, Place
from toolkit.model.answer_key import AnswerKey
from toolkit.model.change import Comparison, Handed
from toolkit.model.former_ids import FormerIds
from toolkit.model.next_step import NOTHING_SAID, NextStep, StepChange, StepOutcome, StepState, compose_own_key
from toolkit.model.response import Answer, Response
from toolkit.model.review import ReviewedAnswer
from toolkit.model.themes import HumanCoding
from toolkit.store.store import Store, open_store

KEY = AnswerKey("nord", "xlsx-sv-1", "nasta-steg")
OTHER = KEY._replace(response="xlsx-sv-2")
OWN = compose_own_key("Boka möte", "nord")
AT, LATER = "2026-09-14T10:20", "2026-10-01T09:00"
ANNA = StepState(owner="Anna", due="2026-10-01", status="not-begun")


def hand(number: int, workshop: str = "nord") -> Handed:
    response = Response(
        id=f"xlsx-sv-{number}",
        workshop=workshop,
        instrument="0a1b2c3d",
        channel="xlsx",
        language="sv",
        answers=(Answer(item="nasta-steg", value="Översätt webben"),),
    )
    return Handed(response=response, covers=frozenset({"nasta-steg"}))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        opened.take([hand(1), hand(2), hand(3, "solna")], file="svar.xlsx", sha256="aa", taken_at=AT)
        yield opened


def say(
    store: Store, after: StepState, before: StepState | None = NOTHING_SAID, key: AnswerKey = KEY, at: str = AT
) -> StepOutcome:
    return store.take_steps([StepChange(key=key, before=before, after=after, digest="d1")], set_at=at)


def test_owner_day_and_status_of_a_step_are_kept_with_the_answer_they_were_said_of(store: Store) -> None:
    outcome = say(store, ANNA)
    held = NextStep(key=KEY, state=ANNA, digest="d1", set_at=AT)
    assert (outcome.taken, store.read_steps()) == ((held,), {KEY: held})


def test_the_last_word_holds_and_the_earlier_ones_are_kept(store: Store) -> None:
    say(store, ANNA)
    say(store, replace(ANNA, owner="Bo", status="done"), before=ANNA, at=LATER)
    assert store.read_steps()[KEY].state == replace(ANNA, owner="Bo", status="done")
    archived = {table.name: table for table in store.read_archive()}["next_steps"]
    names = [column.name for column in archived.columns]
    assert [row[names.index("owner")] for row in archived.rows] == ["Anna", "Bo"]


def test_the_same_again_changes_nothing(store: Store) -> None:
    say(store, ANNA)
    assert say(store, ANNA, before=ANNA) == StepOutcome()
    assert say(store, ANNA) == StepOutcome()


def test_two_who_changed_one_step_in_different_ways_are_told_where_and_nothing_is_taken(store: Store) -> None:
    say(store, ANNA)
    place = Place(file="summary.xlsx", worksheet="Nästa steg", row=9, column="E")
    clash = StepChange(key=KEY, before=NOTHING_SAID, after=StepState(owner="Cia"), digest="d1", places={"owner": place})
    other = StepChange(key=OTHER, before=NOTHING_SAID, after=StepState(owner="Dan"), digest="d1")
    coded = ReviewedAnswer(answer=KEY, coding=HumanCoding(answer=KEY, themes=("webb",), digest="d1"))
    with pytest.raises(InputError) as caught:
        store.take_review([coded], [other, clash], taken_at=LATER)
    (problem,) = caught.value.problems
    assert problem.place == place
    assert problem.facts == {"here": "Cia", "holds": "Anna"}
    assert (set(store.read_steps()), store.read_codings()) == ({KEY}, {})


def test_a_step_of_the_facilitators_own_is_kept_changed_and_never_doubled(store: Store) -> None:
    first = StepState(text="Boka möte", workshop="nord", owner="Eva")
    say(store, first, before=None, key=OWN)
    say(store, replace(first, text="Boka möte med rektor", status="going-on"), before=first, key=OWN, at=LATER)
    assert say(store, first, before=None, key=OWN) == StepOutcome()
    (held,) = store.read_steps().values()
    assert (held.own, held.state.text, held.state.status) == (True, "Boka möte med rektor", "going-on")


def test_what_is_said_of_nobodys_answer_is_passed_over_and_told(store: Store) -> None:
    unknown = KEY._replace(response="xlsx-sv-99")
    assert say(store, ANNA, key=unknown) == StepOutcome(unknown=(unknown,))


def test_names_are_erased_with_the_response_and_the_own_steps_with_the_last_response_of_their_workshop(
    store: Store,
) -> None:
    say(store, ANNA)
    say(store, ANNA, key=OTHER)
    say(store, StepState(text="Boka möte", workshop="nord", owner="Eva"), before=None, key=OWN)
    everyone = compose_own_key("Skriv till alla", "")
    say(store, StepState(text="Skriv till alla", owner="Eva"), before=None, key=everyone)
    stored = {(one.workshop, one.id): one for one in store.read_stored()}
    store.forget([stored["nord", "xlsx-sv-1"]])
    assert set(store.read_steps()) == {OTHER, OWN, everyone}
    store.forget([stored["nord", "xlsx-sv-2"]])
    assert set(store.read_steps()) == {everyone}
    store.forget([stored["solna", "xlsx-sv-3"]])
    assert store.read_steps() == {}


def test_an_archive_holds_them_with_their_history_and_brings_them_back_once(store: Store, tmp_path: Path) -> None:
    say(store, ANNA)
    say(store, replace(ANNA, status="done"), before=ANNA, at=LATER)
    say(store, StepState(text="Boka möte", workshop="nord"), before=None, key=OWN)
    tables = {table.name: table for table in store.read_archive()}
    with open_store(tmp_path / "other.sqlite3") as other:
        for _ in range(2):
            other.take_archive(tables, file="arkiv.zip", sha256="bb", taken_at=LATER)
        assert other.read_steps() == store.read_steps()
        assert [table for table in other.read_archive() if "steps" in table.name] == [
            table for table in store.read_archive() if "steps" in table.name
        ]


def take_archive_of(source: Store, target: Store) -> Comparison:
    tables = {table.name: table for table in source.read_archive()}
    return target.take_archive(tables, file="arkiv.zip", sha256="bb", taken_at=LATER)


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A colleague's store with the same answers, and Anna's step."""
    say(store, ANNA)
    say(store, StepState(text="Boka möte", workshop="nord"), before=None, key=OWN)
    with open_store(tmp_path / "other.sqlite3") as opened:
        take_archive_of(store, opened)
        yield opened


def test_what_a_colleague_has_said_since_comes_with_the_next_archive_and_is_told(store: Store, other: Store) -> None:
    say(other, replace(ANNA, status="done"), before=ANNA, at=LATER)
    say(other, StepState(owner="Bo"), key=OTHER, at=LATER)
    booked = StepState(text="Boka möte", workshop="nord", owner="Kim")
    say(other, booked, before=replace(booked, owner=""), key=OWN, at=LATER)
    coding = HumanCoding(answer=KEY, themes=("webb",), digest="d1")
    other.take_review([ReviewedAnswer(answer=KEY, coding=coding)], taken_at=LATER, file="summary.xlsx", sha256="cc")
    taken = take_archive_of(other, store)
    assert (taken.said, taken.said_otherwise) == (4, 0)
    assert store.read_steps() == other.read_steps()
    assert store.read_codings() == {KEY: coding}
    assert take_archive_of(other, store).said == 0, "the same archive again changes nothing"
    number = max(one.number for one in store.read_intakes().files)
    assert store.undo(number, undone_at=LATER)[0].moved, "and it can be taken out"
    assert store.read_codings() == {}


def test_what_was_said_here_since_stays_where_an_archive_says_something_else(store: Store, other: Store) -> None:
    say(store, replace(ANNA, owner="Cia"), before=ANNA, at=LATER)
    say(other, replace(ANNA, owner="Bo"), before=ANNA, at=LATER)
    taken = take_archive_of(other, store)
    assert (taken.said, taken.said_otherwise) == (0, 1)
    assert store.read_steps()[KEY].state.owner == "Cia"


def test_an_older_archive_takes_nothing_back_and_what_was_taken_out_here_stays_out(store: Store, other: Store) -> None:
    change = StepChange(key=OTHER, before=NOTHING_SAID, after=StepState(owner="Bo"), digest="d1")
    number = store.take_review([], [change], taken_at=LATER, file="summary.xlsx", sha256="cc").intake
    take_archive_of(store, other)
    assert number is not None
    store.undo(number, undone_at=LATER)
    say(store, replace(ANNA, status="done"), before=ANNA, at=LATER)
    taken = take_archive_of(other, store)
    assert (taken.said, taken.said_otherwise) == (0, 0)
    assert OTHER not in store.read_steps()
    assert store.read_steps()[KEY].state.status == "done"


def test_own_steps_of_a_workshop_that_was_erased_do_not_come_back_with_an_archive(store: Store, other: Store) -> None:
    store.forget([one for one in store.read_stored() if one.workshop == "nord"])
    take_archive_of(other, store)
    assert OWN not in store.read_steps()


def test_an_own_step_that_was_taken_out_is_erased_with_its_workshop_under_whichever_id(address: str) -> None:
    with open_store(address, former=FormerIds(former={"norr": ("nord",)})) as store:
        store.take([hand(1), hand(3, "solna")], file="svar.xlsx", sha256="aa", taken_at=AT)
        step = StepState(text="Boka möte", workshop="norr", owner="Anna")
        own = [StepChange(key=compose_own_key("Boka möte", "norr"), before=None, after=step)]
        number = store.take_review([], own, taken_at=AT, file="summary.xlsx", sha256="cc").intake
        assert number is not None
        (undone,) = store.undo(number, undone_at=LATER)
        store.forget([one for one in store.read_stored() if one.workshop == "nord"])
        store.undo(undone.number, undone_at=LATER)
        assert store.read_steps() == {}


EDITS = st.lists(
    st.tuples(st.sampled_from(["console", "workbook", "summary"]), st.sampled_from(["owner", "due", "status"]),
              st.integers(0, 3)), max_size=12,
)  # fmt: skip
VALUES = {
    "owner": ["", "Anna", "Bo", "Cia"],
    "due": ["", "2026-10-01", "2026-11-01", "2027-01-01"],
    "status": ["", "not-begun", "done", "dropped"],
}


@given(EDITS)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_console_and_workbook_meet_and_no_untouched_cell_undoes_anything(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, int]]
) -> None:
    """A workbook is written, edited and taken in while the console goes on: each field says what was written last.

    Where both changed a field after the workbook was made, it is refused, and the console's stays.
    """
    with open_store(tmp_path_factory.mktemp("steps") / "store.sqlite3") as store:
        store.take([hand(1)], file="svar.xlsx", sha256="aa", taken_at=AT)
        written = book = NOTHING_SAID
        for who, name, number in edits:
            held = store.read_steps()[KEY].state if store.read_steps() else NOTHING_SAID
            value = {name: VALUES[name][number]}
            if who == "console":
                say(store, replace(held, **value), before=held)  # type: ignore[arg-type]  # a value of the field's own
                continue
            if who == "workbook":
                book = replace(book, **value)  # type: ignore[arg-type]  # as above
                continue
            touched = {field for field in VALUES if getattr(book, field) != getattr(written, field)}
            try:
                say(store, book, before=written)
            except InputError:
                assert any(getattr(held, field) != getattr(written, field) for field in touched)
                assert (store.read_steps()[KEY].state if store.read_steps() else NOTHING_SAID) == held
            else:
                now = store.read_steps()[KEY].state if store.read_steps() else NOTHING_SAID
                assert all(getattr(now, field) == getattr(held, field) for field in VALUES.keys() - touched)
                written = book = now
