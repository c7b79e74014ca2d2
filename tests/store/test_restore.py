"""A backup takes the store's place, and nothing is lost: not the former store, not its log, not what was erased."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.conftest import find_postgresql
from tests.store.test_archive import fill
from tests.store.test_backup import ROOT, WRITE_ON
from tests.store.test_forget import FIRST_ONE
from tests.store.test_store import FIRST, hand, take
from toolkit.errors import InputError, StoreError
from toolkit.store.backup import write_backup
from toolkit.store.in_use import hold_store
from toolkit.store.restore import Held, Restored, restore_backup
from toolkit.store.store import open_store

AT = "2026-09-20T09:00"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "responses" / "responses.sqlite3"


@pytest.fixture
def backup(own: Path, tmp_path: Path) -> Path:
    """A backup of two responses; the store has three since."""
    with open_store(own) as store:
        take(store, *FIRST)
        write_backup(own, tmp_path / "kopia.sqlite3")
        take(store, hand("xlsx-sv-3", {"vision": "efter"}), sha256="bb")
    return tmp_path / "kopia.sqlite3"


def restore(own: Path, backup: Path) -> Restored:
    return restore_backup(own, backup, moment=AT)


def test_a_backup_is_restored_the_former_store_is_kept_and_both_are_counted(own: Path, backup: Path) -> None:
    done = restore(own, backup)
    assert (done.before, done.after) == (Held(responses=3, answers=5), Held(responses=2, answers=4))
    former = own.with_name("responses-before-2026-09-20-0900.sqlite3")
    assert done.former == str(former)
    with open_store(own) as store, open_store(former) as kept:
        assert [one.id for one in store.read_responses()] == ["xlsx-sv-1", "xlsx-sv-2"]
        assert len(kept.read_responses()) == 3
    assert restore(own, former).after.responses == 3, "and so a restore can be taken back"
    assert sorted(path.name for path in own.parent.glob("responses-before-*")) == [
        "responses-before-2026-09-20-0900-1.sqlite3",
        "responses-before-2026-09-20-0900.sqlite3",
    ]


def test_where_there_is_no_store_the_backup_becomes_it(own: Path, backup: Path) -> None:
    shutil.rmtree(own.parent)
    done = restore(own, backup)
    assert (done.before, done.after.responses, done.former) == (Held(responses=0, answers=0), 2, "")


def test_after_a_kill_in_the_midst_of_writing_a_backup_is_restored_at_the_first_try(
    own: Path, backup: Path, tmp_path: Path
) -> None:
    writing = subprocess.Popen([sys.executable, "-c", WRITE_ON, own], cwd=ROOT, stdout=subprocess.PIPE)
    assert writing.stdout is not None
    writing.stdout.readline()
    while not own.with_name(f"{own.name}-wal").exists() or own.with_name(f"{own.name}-wal").stat().st_size < 100_000:
        assert writing.poll() is None
    os.kill(writing.pid, signal.SIGKILL)
    writing.wait()
    writing.stdout.close()
    assert own.with_name(f"{own.name}-wal").stat().st_size, "the log is left, as after any crash"
    done = restore(own, backup)
    assert done.after == Held(responses=2, answers=4)
    assert done.before is not None
    assert done.before.responses > 3, "what was written before the crash is counted, and kept"
    with open_store(own) as store, open_store(done.former) as former:
        assert len(store.read_responses()) == 2
        assert len(former.read_responses()) == done.before.responses
        take(store, hand("xlsx-sv-9", {"vision": "vidare"}), sha256="cc")


def test_a_backup_copied_by_hand_over_a_store_whose_log_is_left_is_refused_in_words_and_then_restored(
    own: Path, backup: Path
) -> None:
    site = sqlite3.connect(own)
    site.execute("UPDATE responses SET label = 'i loggen'")
    site.commit()
    crashed = own.with_name("responses.sqlite3-wal").read_bytes()
    site.close()
    shutil.copy(backup, own)
    own.with_name("responses.sqlite3-wal").write_bytes(crashed)
    with pytest.raises(StoreError) as refused:
        open_store(own)
    problem = refused.value.problems[0]
    assert "log of another store, responses.sqlite3-wal" in problem.message.cause.format(**problem.facts)
    assert "toolkit restore FILE" in problem.message.remedy
    assert own.with_name("responses.sqlite3-wal").read_bytes() == crashed, "nothing was changed"
    assert restore(own, backup).after.responses == 2
    kept = own.with_name("responses-before-2026-09-20-0900.sqlite3-wal")
    assert kept.read_bytes() == crashed
    with open_store(own) as store:
        assert len(store.read_responses()) == 2


@pytest.mark.parametrize("empty", [False, True])
def test_no_new_store_begins_beside_a_log_that_is_not_its_own(own: Path, empty: bool) -> None:
    own.parent.mkdir()
    log = own.with_name("responses.sqlite3-wal")
    log.write_bytes(b"x" * 4096)
    if empty:
        own.touch()
    with pytest.raises(StoreError, match="The store's file is gone, but its log"):
        open_store(own)
    assert log.read_bytes() == b"x" * 4096


def test_a_log_whose_store_is_gone_is_kept_beside_what_is_restored(own: Path, backup: Path) -> None:
    own.unlink()
    own.with_name("responses.sqlite3-wal").write_bytes(b"x" * 4096)
    done = restore(own, backup)
    assert Path(done.former).read_bytes() == b"x" * 4096
    assert done.former.endswith("-wal")
    assert done.after.responses == 2


def test_what_was_erased_since_the_backup_was_made_stays_erased(own: Path, backup: Path) -> None:
    with open_store(own) as store:
        store.forget([FIRST_ONE])
    done = restore(own, backup)
    assert (done.left_out, done.after.responses) == (1, 1)
    with open_store(own) as store:
        assert [one.id for one in store.read_responses()] == ["xlsx-sv-2"]
        assert store.find_erased([("nord", "xlsx-sv-1")])
    assert "åäö 😀".encode() not in own.read_bytes()


def test_a_damaged_store_is_kept_as_it_is_and_the_backup_takes_its_place(own: Path, backup: Path) -> None:
    with own.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x7f" * 4096 * 8)
    damaged = own.read_bytes()
    done = restore(own, backup)
    assert (done.before, done.after.responses) == (None, 2)
    assert Path(done.former).read_bytes() == damaged


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hej", "no backup of a store"),
        (b"", "no backup of a store"),
        (b"PK\x03\x04" + b"x" * 40, "not a backup but a zip file"),
        (b"PGDMP" + b"x" * 40, "is of a PostgreSQL store"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "is damaged"),
    ],
)
def test_a_file_that_is_no_backup_of_this_store_is_refused_and_nothing_changes(
    content: bytes, said: str, own: Path, backup: Path, tmp_path: Path
) -> None:
    other = tmp_path / "annat"
    other.write_bytes(content)
    before = own.read_bytes()
    with pytest.raises((InputError, StoreError), match=said):
        restore(own, other)
    with pytest.raises(InputError, match="cannot be read"):
        restore(own, tmp_path / "saknas.sqlite3")
    assert own.read_bytes() == before
    assert {path.name for path in own.parent.iterdir()} <= {"responses.sqlite3", ".responses.sqlite3.in-use"}


def test_another_program_s_database_and_a_newer_program_s_store_are_refused(
    own: Path, backup: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite3"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="not a store of responses"):
        restore(own, other)
    connection = sqlite3.connect(backup)
    connection.execute("INSERT INTO schema_history VALUES (99, 'Later', '9.0')")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="its schema is 99"):
        restore(own, backup)
    with open_store(own) as store:
        assert len(store.read_responses()) == 3


def test_a_backup_of_an_earlier_release_is_brought_to_this_one(own: Path) -> None:
    specimen = Path(__file__).parent.parent / "specimens" / "stores" / "schema-5.sqlite3"
    before = specimen.read_bytes()
    assert restore(own, specimen).after == Held(responses=5, answers=8)
    assert specimen.read_bytes() == before
    assert [path.name for path in specimen.parent.glob("*schema-5*")] == ["schema-5.sqlite3"], (
        "and leaves no trace there"
    )
    with open_store(own) as store:
        assert len(store.read_intakes().files) == 3


def test_a_store_that_a_site_holds_is_not_replaced_and_held_once_only(own: Path, backup: Path) -> None:
    with hold_store(own):
        with pytest.raises(StoreError, match="Another toolkit serve runs on this store"):
            restore(own, backup)
        with pytest.raises(StoreError, match="Another toolkit serve"), hold_store(own):
            pass
    assert restore(own, backup).after.responses == 2


def test_a_backup_is_not_restored_over_itself(own: Path, backup: Path) -> None:
    with pytest.raises(InputError, match="over the store itself"):
        restore(own, own)


def test_a_postgresql_store_is_restored_and_the_former_tables_are_kept(postgres_url: str, tmp_path: Path) -> None:
    programs = find_postgresql()
    assert programs is not None
    environ = {"PATH": str(programs)}
    backup = tmp_path / "kopia.dump"
    with open_store(postgres_url) as store:
        fill(store)
        before = store.read_archive()
        write_backup(postgres_url, backup, environ)
        take(store, hand("xlsx-sv-9", {"vision": "efter"}), sha256="zz")
        with_later = store.counts()
    done = restore_backup(postgres_url, backup, moment=AT, environ=environ)
    assert done.before is not None
    assert (done.before.responses, done.after.responses) == (with_later[0].responses, with_later[0].responses - 1)
    assert done.former == "toolkit_before_2026_09_20_09_00"
    with open_store(postgres_url) as store:
        assert store.read_archive() == before
        take(store, hand("xlsx-sv-10", {"vision": "vidare"}), sha256="yy")
        with store._engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL search_path TO {done.former}")
            kept = connection.exec_driver_sql("SELECT count(*) FROM responses").scalar_one()
            assert kept == done.before.responses
        store.forget([FIRST_ONE])
    again = restore_backup(postgres_url, backup, moment=AT, environ=environ)
    assert again.left_out == 1
    write_backup(postgres_url, tmp_path / "igen.dump", environ)
    assert restore_backup(postgres_url, tmp_path / "igen.dump", moment=AT, environ=environ).left_out == 0


def test_a_restore_that_fails_leaves_a_postgresql_store_as_it_was(postgres_url: str, tmp_path: Path) -> None:
    programs = find_postgresql()
    assert programs is not None
    backup = tmp_path / "kopia.dump"
    with open_store(postgres_url) as store:
        fill(store)
        write_backup(postgres_url, backup, {"PATH": str(programs)})
        before = store.read_archive()
    fake = tmp_path / "bin" / "pg_restore"
    fake.parent.mkdir()
    real = programs / "pg_restore"
    fake.write_text(
        f'#!/bin/sh\ncase "$*" in *--data-only*) exec {real} "$@";; esac\n'
        'echo "pg_restore: error: no room" >&2\nexit 1\n'
    )
    fake.chmod(0o755)
    with pytest.raises(StoreError, match="no room"):
        restore_backup(postgres_url, backup, moment=AT, environ={"PATH": f"{fake.parent}:/bin:/usr/bin"})
    with open_store(postgres_url) as store:
        assert store.read_archive() == before
    with pytest.raises(InputError, match="pg_restore is not installed"):
        restore_backup(postgres_url, backup, moment=AT, environ={"PATH": str(tmp_path)})
    specimen = Path(__file__).parent.parent / "specimens" / "stores" / "schema-5.sqlite3"
    with pytest.raises(InputError, match="is of a store in a file"):
        restore_backup(postgres_url, specimen, moment=AT)


def test_while_a_site_listens_a_postgresql_store_is_not_restored(postgres_url: str, tmp_path: Path) -> None:
    programs = find_postgresql()
    assert programs is not None
    environ = {"PATH": str(programs)}
    with open_store(postgres_url) as store:
        take(store, *FIRST)
        write_backup(postgres_url, tmp_path / "kopia.dump", environ)
        notices = store.make_notices()
        assert notices is not None
        notices.start(lambda _text: None)
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        with store._engine.connect() as connection:
            while not connection.exec_driver_sql(locks).scalar_one():
                time.sleep(0.05)
        with pytest.raises(StoreError, match="Another toolkit serve"):
            restore_backup(postgres_url, tmp_path / "kopia.dump", moment=AT, environ=environ)
        notices.close()
    assert restore_backup(postgres_url, tmp_path / "kopia.dump", moment=AT, environ=environ).after.responses == 2


def test_a_restore_that_was_cut_short_is_told_and_finished_by_the_same_command(
    postgres_url: str, tmp_path: Path
) -> None:
    programs = find_postgresql()
    assert programs is not None
    environ = {"PATH": str(programs)}
    with open_store(postgres_url) as store:
        take(store, *FIRST)
        write_backup(postgres_url, tmp_path / "kopia.dump", environ)
        with store._engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA toolkit_before_2026")
            for table in ("schema_history", "schema_comments"):
                connection.exec_driver_sql(f"ALTER TABLE {table} SET SCHEMA toolkit_before_2026")
    with pytest.raises(StoreError, match="cut short here: the former tables are in the schema toolkit_before_2026"):
        open_store(postgres_url)
    done = restore_backup(postgres_url, tmp_path / "kopia.dump", moment=AT, environ=environ)
    assert (done.before, done.after.responses) == (None, 2)
