"""What is erased is gone: from every table, and from the bytes of the database's files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.test_archive import PHONES, fill
from tests.store.test_store import FIRST, hand, take
from toolkit.model.forget import StoredResponse
from toolkit.store.schema import METADATA, responses
from toolkit.store.store import Store, open_store

FIRST_ONE = StoredResponse(workshop="nord", id="xlsx-sv-1")
TOLD = "Hemligheten som ska bort"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def read_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_response_is_erased_with_its_earlier_values_and_decisions_and_no_other(store: Store) -> None:
    fill(store)
    take(store, hand("xlsx-sv-3", {"kannedom": 4}), sha256="cc")
    chosen = [StoredResponse(workshop="nord", id=name) for name in ("xlsx-sv-1", "xlsx-sv-2", *PHONES)]
    erased, packed = store.forget(chosen)
    assert (erased.responses, erased.answers, erased.superseded, erased.decisions) == (4, 6, 3, 2)
    assert erased.workshops == ("nord",)
    assert packed
    assert [one.id for one in store.read_responses(hidden=True)] == ["xlsx-sv-3"]
    assert store.read_decisions() == {}
    for table in METADATA.sorted_tables:
        if any(key.column is responses.c.key for key in table.foreign_keys) and table.name != "answers":
            with store._engine.begin() as connection:
                assert connection.execute(table.select()).all() == [], table.name


def test_what_would_be_erased_can_be_counted_first(store: Store) -> None:
    fill(store)
    assert store.count_rows([FIRST_ONE]).answers == 2
    assert store.count_rows([FIRST_ONE]) == store.forget([FIRST_ONE])[0]
    assert store.count_rows([FIRST_ONE]).responses == 0


def test_no_byte_of_it_is_left_in_sqlite_s_files_even_while_another_program_has_them_open(tmp_path: Path) -> None:
    folder = tmp_path / "responses"
    with open_store(folder / "responses.sqlite3") as site, open_store(folder / "responses.sqlite3") as store:
        take(store, hand("a", {"vision": f"{TOLD} 1"}), hand("b", {"vision": "Kvar"}))
        take(store, hand("a", {"vision": f"{TOLD} 2"}), sha256="bb")
        take(store, hand("a", {"kannedom": 2}), sha256="cc")
        assert site.read_responses()
        assert TOLD.encode() in read_bytes(folder)
        _, packed = store.forget([StoredResponse(workshop="nord", id="a")])
        assert packed
        assert TOLD.encode() not in read_bytes(folder)
        assert b"Kvar" in read_bytes(folder)
        assert [one.id for one in site.read_responses()] == ["b"]


def test_while_a_program_is_reading_it_is_said_that_traces_may_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.store.engine.BUSY_SECONDS", 0.2)
    path = tmp_path / "responses.sqlite3"
    with open_store(path) as site, open_store(path) as store:
        take(store, *FIRST)
        with site._engine.begin() as reading:
            reading.execute(responses.select()).first()
            assert store.forget([FIRST_ONE])[1] is False
        assert [one.id for one in store.read_responses()] == ["xlsx-sv-2"]
        assert store.forget([FIRST_ONE])[1] is True, "the same again packs it"


def test_a_file_whose_responses_were_erased_does_not_bring_them_back_unless_it_is_meant_to(store: Store) -> None:
    take(store, *FIRST)
    store.forget([FIRST_ONE, StoredResponse(workshop="nord", id="xlsx-sv-2")])
    takes = {table.name: table for table in store.read_archive()}["takes"]
    assert [row[1] for row in takes.rows] == [""], "the file's name may tell who handed it in"
    again = take(store, *FIRST)
    assert (again.new_responses, again.erased) == (0, 2)
    assert store.counts() == ()
    assert take(store, *FIRST, correction=True).new_responses == 2


def test_a_response_s_age_is_known_by_when_it_was_handed_in_or_taken_in(store: Store) -> None:
    take(store, *FIRST)
    assert [(one.id, one.taken_at) for one in store.read_stored()] == [
        ("xlsx-sv-1", "2026-09-14T10:20"),
        ("xlsx-sv-2", "2026-09-14T10:20"),
    ]


def test_whatever_table_names_a_response_does_so_by_a_key_so_that_erasing_finds_it() -> None:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if table is not responses and column.name in ("response", "response_id", "agreed"):
                assert [key.column for key in column.foreign_keys] == [responses.c.key], f"{table.name}.{column.name}"
