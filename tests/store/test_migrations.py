"""The schema: documented, the same by migration as it is written, safe with several processes at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from toolkit.errors import StoreError
from toolkit.store.engine import make_engine
from toolkit.store.migrations import LATEST, MIGRATIONS
from toolkit.store.schema import METADATA
from toolkit.store.store import open_store

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_table_and_every_column_has_a_comment() -> None:
    for table in METADATA.sorted_tables:
        assert table.comment, table.name
        for column in table.columns:
            assert column.comment, f"{table.name}.{column.name}"


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, LATEST + 1))


def test_a_migrated_database_is_what_the_schema_says(address: str) -> None:
    open_store(address).close()
    engine, _ = make_engine(address)
    with engine.connect() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == {table.name for table in METADATA.sorted_tables}
        for table in METADATA.sorted_tables:
            columns = {column["name"]: column for column in found.get_columns(table.name)}
            assert list(columns) == [column.name for column in table.columns]
            for column in table.columns:
                live = columns[column.name]
                assert live["type"]._type_affinity is column.type._type_affinity, (table.name, column.name)
                if not column.primary_key:
                    assert live["nullable"] == column.nullable, (table.name, column.name)
            assert set(found.get_pk_constraint(table.name)["constrained_columns"]) == {
                column.name for column in table.primary_key
            }
            assert {tuple(key["constrained_columns"]) for key in found.get_foreign_keys(table.name)} == {
                tuple(key.column_keys) for key in table.foreign_key_constraints
            }
            assert {index["name"] for index in found.get_indexes(table.name) if not index.get("unique")} == {
                index.name for index in table.indexes
            }
    engine.dispose()


def test_the_comments_stand_in_the_database(address: str) -> None:
    open_store(address).close()
    engine, _ = make_engine(address)
    with engine.connect() as connection:
        said = connection.execute(
            text("SELECT comment FROM schema_comments WHERE table_name = 'takes' AND column_name = 'sha256'")
        ).scalar_one()
        assert said == "SHA-256 of the file's bytes, to know it again"
        if connection.dialect.name == "postgresql":
            assert inspect(connection).get_table_comment("takes")["text"] == METADATA.tables["takes"].comment
    engine.dispose()


def test_a_store_of_a_newer_program_is_refused_with_both_versions(address: str) -> None:
    open_store(address).close()
    engine, _ = make_engine(address)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO schema_history VALUES (99, 'Later', '9.0')"))
    engine.dispose()
    with pytest.raises(StoreError, match=rf"its schema is 99, this program knows {LATEST}"):
        open_store(address)


OPEN_AND_TAKE = """
import sys
from toolkit.model.change import Handed
from toolkit.model.response import Answer, Response
from toolkit.store.store import open_store

address, number = sys.argv[1:]
with open_store(address) as store:
    handed = [
        Handed(
            response=Response(id=f"{number}-{row}", workshop="nord", instrument="0a", channel="csv", language="sv",
                              answers=(Answer(item="vision", value=number),)),
            covers=frozenset({"vision"}),
        )
        for row in range(50)
    ]
    store.take(handed, file=number, sha256=number, taken_at="2026-09-14T10:20")
"""


def test_several_processes_that_start_at_once_migrate_once_and_lose_nothing(address: str) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", OPEN_AND_TAKE, address, str(number)], cwd=ROOT, stderr=subprocess.PIPE)
        for number in range(4)
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    with open_store(address) as store:
        assert [(count.responses, count.answers) for count in store.counts()] == [(200, 200)]


DIE_BEFORE_COMMIT = """
import os, signal
import toolkit.store.store as room

write_plan = room.write_plan

def write_and_die(*values, **more):
    write_plan(*values, **more)
    os.kill(os.getpid(), signal.SIGKILL)

room.write_plan = write_and_die
"""


def test_a_process_killed_before_it_commits_leaves_nothing_and_the_next_one_takes_all(address: str) -> None:
    command = [sys.executable, "-c", DIE_BEFORE_COMMIT + OPEN_AND_TAKE, address, "1"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    with open_store(address) as store:
        assert store.counts() == ()
    subprocess.run([sys.executable, "-c", OPEN_AND_TAKE, address, "1"], cwd=ROOT, check=True)
    with open_store(address) as store:
        assert [(count.responses, count.answers) for count in store.counts()] == [(50, 50)]


def test_sqlite_keeps_what_it_acknowledges(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    with open_store(path) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert [file.name for file in tmp_path.iterdir()] == ["responses.sqlite3"], "closed, it is one whole file"


def test_another_program_s_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not a store of responses"):
        open_store(path)
    engine = create_engine(f"sqlite:///{path}")
    assert inspect(engine).get_table_names() == ["bookmarks"]
    engine.dispose()
