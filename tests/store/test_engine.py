"""Addresses, and the database's faults in plain words."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit.store.engine as room
from tests.conftest import ROOT
from toolkit.errors import Problem, StoreError
from toolkit.model.change import Handed
from toolkit.model.response import Answer, Response
from toolkit.store.store import open_store


def find_problem(address: str | Path) -> Problem:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    (problem,) = caught.value.problems
    assert problem.message.remedy
    return problem


def hand() -> list[Handed]:
    answers = (Answer(item="vision", value="ja" * 500),)
    return [
        Handed(
            response=Response(
                id=str(number), workshop="nord", instrument="0a", channel="csv", language="sv", answers=answers
            ),
            covers=frozenset(),
        )
        for number in range(200)
    ]


@pytest.mark.parametrize(
    "address", ["mysql://user:secret@host/db", "http://x", "postgresql+asyncpg://u:secret@h/d", "://"]
)
def test_an_address_of_another_kind_is_refused_without_its_password(address: str) -> None:
    said = str(find_problem(address))
    assert "is not an address of a store" in said
    assert "secret" not in said


def test_a_server_that_cannot_be_reached_is_named_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    problem = find_problem("postgresql://anna:hemligt@127.0.0.1:1/svar")
    assert "The database server cannot be reached" in str(problem)
    assert problem.place.file.startswith("postgresql://anna:***@127.0.0.1:1/svar")
    assert "hemligt" not in str(problem) + problem.place.file


def test_a_database_that_the_server_has_not_is_named(postgres_url: str) -> None:
    assert "The server has no such database" in str(find_problem(postgres_url.replace("/store_", "/no_store_")))


def test_a_missing_driver_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda _name: None)
    problem = find_problem("postgresql://anna@host/svar")
    assert "driver is not installed" in str(problem)
    assert "workshop-toolkit[postgresql]" in problem.message.remedy


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    path.write_text("workshop;response;item;value\n" * 100)
    assert "not a store of responses" in str(find_problem(path))
    assert path.read_text().startswith("workshop;")


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "responses.sqlite3").mkdir()
    assert "cannot be opened or made" in str(find_problem(tmp_path / "responses.sqlite3"))
    (tmp_path / "file").write_text("")
    assert "cannot be opened or made" in str(find_problem(tmp_path / "file" / "responses.sqlite3"))


def test_a_locked_database_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    with open_store(path, busy_seconds=0) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="The database is busy"):
            store.take(hand(), file="svar.csv", sha256="aa", taken_at="2026-09-14T10:20")
        assert store.read_answers() == [], "reading goes on while another program writes"
        other.execute("ROLLBACK")
        other.close()
        assert store.take(hand(), file="svar.csv", sha256="aa", taken_at="2026-09-14T10:20").new_responses == 200


def test_a_full_disk_is_named_and_nothing_is_half_written(tmp_path: Path) -> None:
    with open_store(tmp_path / "responses.sqlite3") as store:
        with store._engine.connect() as connection:  # SQLite's own limit gives the same fault as the disk's
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="The disk that holds the database is full"):
            store.take(hand(), file="svar.csv", sha256="aa", taken_at="2026-09-14T10:20")
        assert store.counts() == ()


def test_a_store_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "responses.sqlite3") as store:
        with store._engine.connect() as connection:  # file permissions would not stop root, who may run the tests
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="may not be written to"):
            store.take(hand(), file="svar.csv", sha256="aa", taken_at="2026-09-14T10:20")


OPEN_NEW_FILES = """
import sys
from toolkit.store.engine import make_engine

for number in range(30):
    engine, _ = make_engine(f"{sys.argv[1]}/{number}.sqlite3")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()
"""


def test_programs_that_open_a_new_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN_NEW_FILES, str(tmp_path)]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(5)]
    said = [process.communicate(timeout=120)[1].decode() for process in running]
    assert said == [""] * 5


def test_a_store_that_is_opened_again_in_the_same_process_keeps_the_locks_of_the_first(tmp_path: Path) -> None:
    """A site's console opens the store beside the site's own; another program must not take its log away then."""
    path = tmp_path / "responses.sqlite3"
    with open_store(path) as first:
        first.take(hand(), file="a.csv", sha256="aa", taken_at="2026-09-14T10:20")
        with open_store(path) as second:
            assert len(second.read_responses()) == 200
        code = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            "c.execute('SELECT count(*) FROM responses').fetchone(); c.close()"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert path.with_name(f"{path.name}-wal").exists()
        assert len(first.read_responses()) == 200
