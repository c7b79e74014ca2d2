"""What a store holds comes out as open tables and goes into another store whole, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, Text, update

from tests.store.test_store import FIRST, ITEMS, hand, take
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.archive import StoredTable
from toolkit.model.publication import Decision
from toolkit.model.room import FacilitatorLink, Show
from toolkit.model.stage import Save, Stage
from toolkit.store.archive import ARCHIVED, LEFT_OUT, describe_tables
from toolkit.store.schema import METADATA, responses
from toolkit.store.store import Store, open_store

REFUSED = Problem(place=Place(file="a.zip"), message=Message("It differs."))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "other" / "responses.sqlite3") as opened:
        yield opened


def hide(store: Store, name: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(update(responses).where(responses.c.id == name).values(hidden=True))


def fill(store: Store) -> None:
    """Take a file, a correction, a decision and its revision, and hide a response."""
    take(store, *FIRST)
    take(store, hand("xlsx-sv-1", {"kannedom": 6, "poang.webb": 3}, label="Bord 1"), sha256="bb")
    for quotable in (True, False):
        decision = Decision(
            workshop="nord", response="xlsx-sv-2", item="vision", digest="d1", handling="mask", quotable=quotable
        )
        store.take_decisions([decision], decided_at="2026-09-14T10:20")
    hide(store, "xlsx-sv-2")
    for number, name in enumerate(PHONES):
        save = Save(
            workshop="nord", response=name, instrument="0a", language="sv", saved_at="2026-09-14T10:20", sequence=7,
            values=(("vision", f"Svar {number}"), ("kannedom", None)),
        )  # fmt: skip
        assert store.save([save])[0].kept
    written = store.room.find_number("nord", PHONES[0])
    assert written is not None
    assert store.room.agree("nord", PHONES[1], written, "vision", agrees=True)
    assert store.room.hide_answer("nord", written, "vision", hidden=True)
    store.room.write_show("nord", Show(question="vision", results=True, agreeing=True))
    store.write_stage(Stage(workshop="nord", open=False, pace="led", focus="vision"))
    store.room.make_link(FacilitatorLink(id="a1", made_at="2026-09-14T10:20"))


PHONES = ("0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60", "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f61")


def restore(tables: tuple[StoredTable, ...], store: Store, **more: object) -> object:
    named = {table.name: table for table in tables}
    return store.take_archive(named, file="a.zip", sha256="cc", taken_at="2026-10-01T09:00", **more)  # type: ignore[arg-type]


def test_every_table_is_archived_or_left_out_for_a_reason() -> None:
    assert {table.name for table in ARCHIVED} | set(LEFT_OUT) == {table.name for table in METADATA.sorted_tables}
    assert all(LEFT_OUT.values())
    for table in ARCHIVED:
        assert {type(column.type) for column in table.columns} <= {Text, Integer, Boolean}, table.name


def test_an_archive_s_columns_have_names_of_their_own_and_say_what_they_hold() -> None:
    for table in describe_tables():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert "key" not in names, "running numbers are not facts"
        assert all(column.comment for column in table.columns)


def test_an_archive_taken_into_an_empty_store_restores_it_whole(store: Store, other: Store) -> None:
    fill(store)
    archive = store.read_archive()
    restore(archive, other)
    assert other.read_archive() == archive
    assert other.read_responses(hidden=True) == store.read_responses(hidden=True)
    assert other.read_responses() == store.read_responses()
    assert other.read_decisions() == store.read_decisions()
    assert other.counts() == store.counts()
    rows = {table.name: len(table.rows) for table in archive}
    assert (rows["takes"], rows["superseded"], rows["decisions"]) == (2, 3, 2), "a label that was none is kept too"
    assert (rows["agreements"], rows["hidden_answers"], rows["stages"], rows["shows"]) == (1, 1, 1, 1)
    assert rows["saved_items"] == 4
    assert other.room.read_links() == (), "a link opens the console of one place only"


def test_an_archive_taken_into_postgresql_restores_it_whole(postgres_url: str, other: Store) -> None:
    fill(other)
    with open_store(postgres_url) as store:
        restore(other.read_archive(), store)
        assert store.read_archive() == other.read_archive()
        assert take(store, hand("later", {"kannedom": 1}), sha256="dd").new_responses == 1, "numbers go on after it"


def test_the_same_archive_again_changes_nothing(store: Store, other: Store) -> None:
    fill(store)
    archive = store.read_archive()
    restore(archive, other)
    restore(archive, other)
    assert other.read_archive() == archive


def test_another_laptop_s_archive_brings_its_responses_with_their_history(store: Store, other: Store) -> None:
    fill(store)
    take(other, hand("bord-1", {"kannedom": 1}, workshop="syd"), sha256="ee")
    take(other, hand("bord-1", {"kannedom": 2}, workshop="syd"), sha256="ff")
    restore(other.read_archive(), store)
    assert [count.workshop for count in store.counts()] == ["nord", "syd"]
    merged = {table.name: table for table in store.read_archive()}
    assert len(merged["takes"].rows) == 4
    (last,) = (row for row in merged["superseded"].rows if row[0] == "syd")
    assert last == ("syd", "bord-1", "kannedom", None, 1, 3, 4), "by the takes as they are numbered here"


def test_a_response_that_differs_is_refused_and_nothing_is_taken(store: Store, other: Store) -> None:
    take(store, *FIRST)
    take(other, hand("xlsx-sv-1", {"kannedom": 1}), hand("new", {"kannedom": 2}), sha256="ee")
    before = store.read_archive()
    with pytest.raises(InputError, match="It differs"):
        restore(other.read_archive(), store, judge=lambda found: [REFUSED] * len(found.changes))
    assert store.read_archive() == before


def test_as_a_correction_the_archive_s_word_is_taken_and_what_was_is_kept(store: Store, other: Store) -> None:
    take(store, *FIRST)
    take(other, hand("xlsx-sv-1", {"kannedom": 1}), sha256="ee")
    restore(other.read_archive(), store, correction=True, judge=lambda _found: [REFUSED])
    first = store.read_responses()[0]
    assert {answer.item: answer.value for answer in first.answers} == {"kannedom": 1}
    superseded = {table.name: table for table in store.read_archive()}["superseded"]
    assert len(superseded.rows) == 2


def test_the_name_of_a_file_that_was_erased_does_not_come_back_with_an_archive(store: Store, other: Store) -> None:
    take(store, *FIRST)
    restore(store.read_archive(), other)
    store.forget(store.read_stored())
    before = store.read_intakes().files
    restore(other.read_archive(), store)
    assert store.read_intakes().files == before
    assert [one.file for one in before] == [""]


VALUES = st.dictionaries(
    st.sampled_from(ITEMS),
    st.one_of(st.integers(0, 100), st.text(st.characters(codec="utf-8", exclude_characters="\0"))),
)
STEPS = st.lists(st.tuples(st.sampled_from("abc"), VALUES, st.booleans()), max_size=6)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happened_to_a_store_its_archive_restores_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, dict[str, str | int], bool]]
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    with open_store(folder / "a.sqlite3") as store, open_store(folder / "b.sqlite3") as other:
        for number, (name, values, hidden) in enumerate(steps):
            take(store, hand(name, values), sha256=str(number))
            if hidden:
                hide(store, name)
        archive = store.read_archive()
        restore(archive, other)
        assert other.read_archive() == archive
