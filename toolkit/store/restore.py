"""Put a backup in the place of a store, and keep the former one: an address and a file go in. Talks to the database.

SQLite: the backup is copied beside the store, checked, brought to this program's schema and rid of what was erased
since; only then do they change places. PostgreSQL: the former tables move into a schema of their own, pg_restore fills
in the backup in one transaction, and where it fails they move back.
"""

import glob
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Engine

from toolkit.errors import InputError, Place, Problem, StoreError
from toolkit.files import explain_write_failure
from toolkit.store.engine import make_engine, translate_faults
from toolkit.store.erased import Mark
from toolkit.store.in_use import hold_store
from toolkit.store.log import find_foreign_log, find_log
from toolkit.store.messages import (
    BACKUP_DAMAGED,
    BACKUP_MISSING,
    IS_AN_ARCHIVE,
    NOT_A_BACKUP,
    OF_POSTGRESQL,
    OF_SQLITE,
    OVER_ITSELF,
    RESTORE_CUT_SHORT,
)
from toolkit.store.migrations import read_version, refuse_newer
from toolkit.store.restore_dump import fill_in_dump
from toolkit.store.store import Store, open_store

_HEADS = ((b"SQLite format 3\0", "sqlite"), (b"PGDMP", "postgresql"), (b"PK\x03\x04", "archive"))


@dataclass(frozen=True, kw_only=True)
class Held:
    """How much a store holds."""

    responses: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put in place: how much there was (None where that could not be read) and is, and where the former is.

    `left_out` counts responses of the backup that had been erased since it was made.
    """

    before: Held | None
    after: Held
    former: str
    left_out: int


def restore_backup(
    address: str | Path, backup: Path, *, moment: str, environ: Mapping[str, str] = os.environ
) -> Restored:
    """Restore a backup. `moment` (ISO 8601 to the minute) dates the former store.

    Raises InputError for a file that is none of this store's backups, StoreError where a site runs on the store.
    """
    engine, _ = make_engine(address)
    kind = _find_kind(backup)
    try:
        if engine.dialect.name == "sqlite":
            if kind == "postgresql":
                raise InputError(Problem(place=Place(file=str(backup)), message=OF_POSTGRESQL))
            return _restore_sqlite(Path(engine.url.database or ""), backup, moment)
        if kind == "sqlite":
            raise InputError(Problem(place=Place(file=str(backup)), message=OF_SQLITE))
        return _restore_postgresql(address, engine, backup, moment, environ)
    finally:
        engine.dispose()


def _find_kind(backup: Path) -> str:
    place = Place(file=str(backup))
    try:
        with backup.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise InputError(Problem(place=place, message=BACKUP_MISSING)) from error
    kind = next((kind for start, kind in _HEADS if head.startswith(start)), "")
    if kind in ("", "archive"):
        raise InputError(Problem(place=place, message=IS_AN_ARCHIVE if kind else NOT_A_BACKUP))
    return kind


def _restore_sqlite(own: Path, backup: Path, moment: str) -> Restored:
    if own.exists() and backup.samefile(own):
        raise InputError(Problem(place=Place(file=str(backup)), message=OVER_ITSELF))
    with hold_store(own), _beside(own) as fresh:
        _copy_checked(backup, fresh)
        former = _name_former(own, moment)
        if own.exists() and find_foreign_log(own) is not None:
            _move(find_log(own), find_log(former))  # not the store's own: without it, it can be read
        before, gone = _read_former(own)
        left_out, after = _finish(fresh, gone)
        kept = [former.with_name(former.name + end) for end in ("", "-wal", "-shm")]
        for path in kept:
            _move(own.with_name(path.name.replace(former.name, own.name)), path)
        _move(fresh, own)
    named = next((str(path) for path in kept if path.exists()), "")
    return Restored(before=before, after=after, former=named, left_out=left_out)


@contextmanager
def _beside(own: Path) -> Iterator[Path]:
    """Yield a place beside the store for what is to become it; nothing is left there in the end."""
    fresh = own.with_name(f".{own.stem[:40]}-{os.getpid():x}{own.suffix}")
    try:
        yield fresh
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                fresh.with_name(fresh.name + end).unlink(missing_ok=True)


def _copy_checked(backup: Path, fresh: Path) -> None:
    """Copy a backup, and see that it is whole, a store, and of no newer program."""
    place = Place(file=str(backup))
    try:
        fresh.touch(mode=0o600)
        with closing(_open_to_read(backup)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except OSError as error:
        raise StoreError(explain_write_failure(fresh, error)) from error
    except sqlite3.Error as error:
        facts = {"detail": str(error)}
        raise InputError(Problem(place=place, message=BACKUP_DAMAGED, facts=facts)) from error
    if sound != "ok":
        raise InputError(Problem(place=place, message=BACKUP_DAMAGED, facts={"detail": sound.splitlines()[0]}))
    engine, _ = make_engine(fresh)
    try:
        with translate_faults(place), engine.connect() as connection:
            found = read_version(connection, place)
    finally:
        engine.dispose()
    if not found:
        raise InputError(Problem(place=place, message=NOT_A_BACKUP))
    refuse_newer(found, place)


def _open_to_read(backup: Path) -> sqlite3.Connection:
    """Open a backup without a trace beside it, also where nothing may be written."""
    beside = find_log(backup)
    mode = "mode=ro" if beside.exists() and beside.stat().st_size else "immutable=1"
    return sqlite3.connect(f"{backup.resolve().as_uri()}?{mode}", uri=True)


def _read_former(own: Path) -> tuple[Held | None, Sequence[Mark]]:
    """Read how much the former store holds and what was erased from it, its log brought in; None if it is damaged."""
    if not own.exists():
        return Held(responses=0, answers=0), ()
    try:
        with open_store(own) as store:
            return count_held(store), store.read_marks()
    except StoreError:
        return None, ()


def count_held(store: Store) -> Held:
    """Count what a store holds."""
    counts = store.counts()
    return Held(responses=sum(one.responses for one in counts), answers=sum(one.answers for one in counts))


def _finish(address: str | Path, marks: Sequence[Mark]) -> tuple[int, Held]:
    """Bring what was restored to this program's schema, leave out what had been erased, and count the rest."""
    with open_store(address) as store:
        left_out = store.leave_out_erased(marks)
        return left_out, count_held(store)


def list_former(own: Path) -> list[Path]:
    """List the former stores that restores have put aside, which lie beside the store's file."""
    return sorted(own.parent.glob(f"{glob.escape(own.stem)}-before-*{glob.escape(own.suffix)}"))


def _name_former(own: Path, moment: str) -> Path:
    """Name the former store by the moment at which it was put aside."""
    stem = f"{own.stem}-before-{moment.replace('T', '-').replace(':', '')}"
    names = (f"{stem}{f'-{number}' if number else ''}{own.suffix}" for number in count())
    return next(path for name in names if not (path := own.with_name(name)).exists())


def _move(path: Path, to: Path) -> None:
    """Move a file where there is one. Raises StoreError where the system refuses."""
    try:
        if path.exists():
            path.replace(to)
    except OSError as error:
        raise StoreError(explain_write_failure(path, error)) from error


def _read_former_database(address: str | Path) -> tuple[Held | None, Sequence[Mark]]:
    """Read the same of a database; None where a restore was cut short there, which this one finishes."""
    try:
        with open_store(address) as store:
            return count_held(store), store.read_marks()
    except StoreError as error:
        if error.problems[0].message != RESTORE_CUT_SHORT:
            raise
        return None, ()


def _restore_postgresql(
    address: str | Path, engine: Engine, backup: Path, moment: str, environ: Mapping[str, str]
) -> Restored:
    before, marks = _read_former_database(address)
    schema = fill_in_dump(engine, backup, moment=moment, environ=environ)
    left_out, after = _finish(address, marks)
    return Restored(before=before, after=after, former=schema, left_out=left_out)
