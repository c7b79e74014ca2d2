"""Copy a store while it is in use: an address goes in, one whole file comes out. Talks to the database.

SQLite: its own online backup, one moment of the store, checked before it takes its place. PostgreSQL: pg_dump's custom
format, where the program is installed.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from toolkit.errors import InputError, Place, Problem, StoreError
from toolkit.files import replace_file
from toolkit.store.engine import explain_fault, make_engine
from toolkit.store.log import check_log
from toolkit.store.messages import COPY_DAMAGED, NO_PG_DUMP, OVER_ITSELF, PG_DUMP_FAILED
from toolkit.store.migrations import FORMER_SCHEMAS


def write_backup(address: str | Path, path: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Write a copy of the store to `path`, whole or not at all."""
    engine, place = make_engine(address, create=False)
    try:
        if engine.dialect.name == "sqlite":
            check_log(Path(engine.url.database or ""))
            _copy_sqlite(engine, place, path)
        else:
            _dump_postgresql(engine.url, place, path, environ)
    finally:
        engine.dispose()


def _copy_sqlite(engine: Engine, place: Place, path: Path) -> None:
    own = Path(engine.url.database or "")
    if path.exists() and own.exists() and path.samefile(own):
        raise InputError(Problem(place=Place(file=str(path)), message=OVER_ITSELF))
    with replace_file(path) as temporary:
        temporary.touch(mode=0o600)
        try:
            raw = engine.raw_connection()
            try:
                with closing(sqlite3.connect(temporary)) as copy:
                    # In one step: in a write-ahead log a reader keeps its moment and stops nobody.
                    cast(sqlite3.Connection, raw.driver_connection).backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                    sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
            finally:
                raw.close()
        except sqlite3.Error as error:
            raise StoreError(explain_fault(error, place)) from error
        if sound != "ok":
            raise StoreError(Problem(place=place, message=COPY_DAMAGED, facts={"detail": sound}))


def _dump_postgresql(url: URL, place: Place, path: Path, environ: Mapping[str, str]) -> None:
    program = shutil.which("pg_dump", path=environ.get("PATH"))
    if program is None:
        raise InputError(Problem(place=place, message=NO_PG_DUMP))
    address, secret = compose_login(url)
    # What a restore has put aside is no part of the store.
    options = ["--format=custom", f"--exclude-schema={FORMER_SCHEMAS}*"]
    with replace_file(path) as temporary:
        temporary.touch(mode=0o600)
        done = subprocess.run(  # noqa: S603  pg_dump itself, no shell, and arguments of our own
            [program, *options, f"--file={temporary}", f"--dbname={address}"],
            capture_output=True,
            check=False,
            env={**environ, **secret},
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            detail = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]
            raise StoreError(Problem(place=place, message=PG_DUMP_FAILED, facts={"detail": detail}))


def compose_login(url: URL) -> tuple[str, dict[str, str]]:
    """Return a database's address for PostgreSQL's own programs, and its password as their environment has it.

    A command's arguments are for every user of the machine to read.
    """
    query = {name: value for name, value in url.query.items() if name not in ("options", "connect_timeout")}
    bare = url.set(drivername="postgresql", password=None, query=query)
    return bare.render_as_string(), {"PGPASSWORD": str(url.password)} if url.password else {}
