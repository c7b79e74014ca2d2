"""A copy of a store while it is in use."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import find_postgresql, server_user
from tests.store.test_archive import fill
from tests.store.test_store import FIRST, take
from toolkit.errors import InputError, StoreError
from toolkit.store.backup import write_backup
from toolkit.store.store import open_store

ROOT = Path(__file__).resolve().parent.parent.parent
WRITE_ON = """
import sys
from tests.store.test_store import hand, take
from toolkit.store.store import open_store
with open_store(sys.argv[1]) as store:
    print("writing", flush=True)
    for number in range(100_000):
        take(store, hand(f"r{number}", {"kannedom": number % 7, "vision": "v" * 200}), sha256=str(number))
"""


def test_a_store_that_another_process_writes_to_is_copied_whole(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    writing = subprocess.Popen([sys.executable, "-c", WRITE_ON, path], cwd=ROOT, stdout=subprocess.PIPE)
    assert writing.stdout is not None
    writing.stdout.readline()
    try:
        for number in range(3):
            write_backup(path, tmp_path / f"copy-{number}.sqlite3")
    finally:
        writing.kill()
        writing.wait()
        writing.stdout.close()
    for number in range(3):
        with open_store(tmp_path / f"copy-{number}.sqlite3") as copy:
            archive = {table.name: table for table in copy.read_archive()}
            assert len(archive["answers"].rows) == 2 * len(archive["takes"].rows), "no response is half there"


def test_a_copy_is_one_file_that_opens_as_the_store_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path / "responses.sqlite3") as store:
        fill(store)
        write_backup(tmp_path / "responses.sqlite3", tmp_path / "backup" / "copy.sqlite3")
        assert [path.name for path in (tmp_path / "backup").iterdir()] == ["copy.sqlite3"]
        assert (tmp_path / "backup" / "copy.sqlite3").stat().st_mode & 0o077 == 0
        with open_store(tmp_path / "backup" / "copy.sqlite3") as copy:
            assert copy.read_archive() == store.read_archive()


def test_a_copy_over_the_store_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    with open_store(path) as store:
        take(store, *FIRST)
        with pytest.raises(InputError, match="over the store itself"):
            write_backup(path, tmp_path / "." / "responses.sqlite3")
        assert len(store.read_responses()) == 2


def test_a_damaged_store_is_told_and_leaves_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    with open_store(path) as store:
        take(store, *FIRST)
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\x7f" * 4096 * 8)
    with pytest.raises(StoreError):
        write_backup(path, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


def test_without_pg_dump_the_export_is_named_instead(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pg_dump is not installed") as caught:
        write_backup(postgres_url, tmp_path / "copy.dump", {"PATH": str(tmp_path)})
    assert "toolkit export" in caught.value.problems[0].message.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_store_is_copied_by_pg_dump_and_comes_back(postgres_url: str, tmp_path: Path) -> None:
    programs = find_postgresql()
    assert programs is not None
    if not (programs / "pg_dump").exists():
        pytest.skip("pg_dump is not here: apt-get install postgresql-client")
    with open_store(postgres_url) as store:
        fill(store)
        before = store.read_archive()
        path = tmp_path / "copy.dump"
        write_backup(postgres_url, path, {"PATH": str(programs)})
        assert path.read_bytes().startswith(b"PGDMP")
        with store._engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE responses CASCADE")
    restore = [programs / "pg_restore", "--clean", "--dbname", postgres_url]
    with path.open("rb") as file:
        subprocess.run(restore, stdin=file, check=True, capture_output=True, **server_user())
    with open_store(postgres_url) as store:
        assert store.read_archive() == before


def test_a_failing_pg_dump_is_told_without_the_password(postgres_url: str, tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "pg_dump: error: server version: 99; pg_dump version: 1 $*" >&2\nexit 1\n')
    program.chmod(0o755)
    address = postgres_url.replace("postgres@", "postgres:hemligt@")
    with pytest.raises(StoreError, match="server version: 99") as caught:
        write_backup(address, tmp_path / "out" / "copy.dump", {"PATH": f"{tmp_path}:/bin:/usr/bin"})
    assert "hemligt" not in str(caught.value) + caught.value.problems[0].place.file
    assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_is_no_reason_to_keep_a_log_beside_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "responses.sqlite3") as store:
        take(store, *FIRST)
        write_backup(tmp_path / "responses.sqlite3", tmp_path / "copy.sqlite3")
    connection = sqlite3.connect(tmp_path / "copy.sqlite3")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
