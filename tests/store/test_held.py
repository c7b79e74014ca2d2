"""What the store remembers of versions and workshops, on both databases, and a look at one without touching it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.collect.specimen import compose_bank
from tests.store.test_room import write
from toolkit.errors import StoreError
from toolkit.model.held import AskedVersion, describe_version
from toolkit.model.instrument import compose_instrument
from toolkit.model.workshop import Group, Workshop
from toolkit.store.engine import make_engine, write_transaction
from toolkit.store.held import read_held
from toolkit.store.migrations import MIGRATIONS, run_migration
from toolkit.store.store import open_store

NORD = Workshop(
    id="nord", group=Group(id="nord", name="KI Nord", kind="dean-group", areas=("webb", "alumni")), language="sv",
    place="Sal 1", expected=14,
)  # fmt: skip
VERSION = describe_version(compose_instrument("p", NORD, compose_bank()), "2026-09-14T10:20")


def test_what_was_asked_and_how_workshops_were_called_is_remembered(address: str) -> None:
    with open_store(address) as store:
        store.note_plan([VERSION], [NORD])
        store.note_plan([VERSION], [NORD])
        assert store.read_versions() == {VERSION.version: VERSION}
        assert store.read_workshops() == {"nord": NORD}


def test_a_workshop_s_last_name_holds_and_a_version_keeps_the_day_on_which_it_was_first_met(address: str) -> None:
    renamed = Workshop(id="nord", group=Group(id="nord", name="Norra", kind="department"), language="en")
    later = replace(VERSION, noted_at="2027-01-01T10:00")
    with open_store(address) as store:
        store.note_plan([VERSION], [NORD])
        store.note_plan([later], [renamed])
        assert store.read_versions()[VERSION.version].noted_at == "2026-09-14T10:20"
        assert store.read_workshops()["nord"] == renamed


def test_a_version_known_by_a_sheet_s_columns_alone_gets_its_questions_once_they_are_known(address: str) -> None:
    bare = AskedVersion(version=VERSION.version, items=("vision",), noted_at="2026-09-01T10:00")
    with open_store(address) as store:
        store.note_plan([bare])
        assert store.read_versions()[VERSION.version].ids == {"vision"}
        store.note_plan([VERSION])
        assert store.read_versions()[VERSION.version].questions == VERSION.questions
        store.note_plan([bare])
        assert store.read_versions()[VERSION.version].questions == VERSION.questions


def test_what_is_held_is_counted_by_workshop_version_and_item(address: str) -> None:
    with open_store(address) as store:
        write(store, "r1", "Syns")
        write(store, "r2", "Hörs")
        write(store, "r3", "Syns", workshop="syd")
        store.note_plan([VERSION], [NORD])
    found = read_held(address)
    assert found.responses == {("nord", "0"): 2, ("syd", "0"): 1}
    assert found.answers["nord", "0", "vision"] == 2
    assert found.versions == {VERSION.version: VERSION}
    assert found.workshops == {"nord": NORD}


def write_old_store(path: Path, version: int) -> None:
    """Make a store as an earlier program left it."""
    engine, _ = make_engine(path)
    for migration in MIGRATIONS[:version]:
        with write_transaction(engine) as connection:
            run_migration(connection, migration)
    engine.dispose()


def test_a_look_makes_no_store_and_brings_none_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    write_old_store(path, 5)
    before = path.read_bytes()
    assert read_held(path).versions == {}
    assert path.read_bytes() == before


def test_a_store_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite3"
    path.write_text("no database at all, but long enough to be read as one " * 40)
    with pytest.raises(StoreError):
        read_held(path)


def test_versions_and_workshops_travel_in_an_archive(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite3") as store, open_store(tmp_path / "b.sqlite3") as other:
        write(store, "r1", "Syns")
        store.note_plan([VERSION], [NORD])
        tables = store.read_archive()
        other.take_archive({t.name: t for t in tables}, file="a.zip", sha256="1", taken_at="2026-10-01T10:00")
        assert other.read_versions() == store.read_versions()
        assert other.read_workshops() == store.read_workshops()
        assert other.read_archive() == tables
