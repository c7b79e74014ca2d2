"""From a path or an address to a SQLAlchemy engine that keeps what it acknowledges, and its faults as StoreErrors.

SQLite: write-ahead log, foreign keys, full synchronisation, and transactions that begin where they say they begin
(the driver would start one only at the first change, and none for CREATE TABLE).
PostgreSQL: psycopg 3, with limits on how long it waits for a server or a lock.
"""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.engine import URL

from toolkit.errors import Message, Place, Problem, StoreError
from toolkit.store.messages import (
    CANNOT_OPEN,
    DISK_FULL,
    DRIVER_MISSING,
    FAILED,
    LOCKED,
    LOGIN_REFUSED,
    NO_DATABASE,
    NOT_A_STORE,
    NOT_ALLOWED,
    READ_ONLY,
    UNKNOWN_ADDRESS,
    UNREACHABLE,
)

BUSY_SECONDS = 20
_LOOK_AGAIN = 0.01
LOCK_KEY = 0x746F6F6C6B6974
""""toolkit": the advisory lock that migrations and takes hold on PostgreSQL."""
_WRITES = "toolkit_writes"

_SQLITE_CAUSES = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: DISK_FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: NOT_A_STORE,
    sqlite3.SQLITE_CORRUPT: NOT_A_STORE,
}
_POSTGRESQL_CAUSES = {
    "28000": LOGIN_REFUSED,
    "28P01": LOGIN_REFUSED,
    "3D000": NO_DATABASE,
    "42501": NOT_ALLOWED,
    "53100": DISK_FULL,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "25006": READ_ONLY,
}
# psycopg gives no code while the connection is not made; the server's own words are all there is.
_POSTGRESQL_WORDS = (
    ("does not exist", NO_DATABASE),
    ("password", LOGIN_REFUSED),
    ("authentication", LOGIN_REFUSED),
)


def find_store_file(address: str | Path) -> Path | None:
    """Return the file of a SQLite store, or None for a server's. Raises StoreError for no address of a store."""
    engine, _ = make_engine(address, create=False)
    return Path(engine.url.database) if engine.dialect.name == "sqlite" and engine.url.database else None


def make_engine(address: str | Path, *, create: bool = True, busy_seconds: int = BUSY_SECONDS) -> tuple[Engine, Place]:
    """Return the engine of a file or an address, and the place to name in problems (never with its password).

    `create` makes a file's folder where there is none.
    """
    if isinstance(address, Path) or "://" not in address:
        return _make_sqlite_engine(Path(address), create=create, busy_seconds=busy_seconds)
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError) as error:
        raise _compose_unknown(address) from error
    if url.get_backend_name() == "sqlite" and url.database:
        return _make_sqlite_engine(Path(url.database), create=create, busy_seconds=busy_seconds)
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return _make_postgresql_engine(url, busy_seconds)
    raise _compose_unknown(url.render_as_string(hide_password=True))


def _compose_unknown(address: str) -> StoreError:
    scheme = address.partition("://")[0]
    return StoreError(Problem(place=Place(file=""), message=UNKNOWN_ADDRESS, facts={"address": f"{scheme}://…"}))


def _make_sqlite_engine(path: Path, *, create: bool, busy_seconds: int) -> tuple[Engine, Place]:
    place = Place(file=str(path))
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(Problem(place=place, message=CANNOT_OPEN)) from error
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver leaves transactions to us
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")  # in KiB: a large file fits in memory until it is committed
        _keep_log_ahead(connection, busy_seconds)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        # A reader that turns writer cannot wait for its turn in SQLite; a writer says so from the start.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine, place


def _keep_log_ahead(connection: sqlite3.Connection, busy_seconds: int) -> None:
    """Set a file to its write-ahead log. Changing the mode needs the file alone, and here SQLite waits for nobody.

    Several processes may open a new store at once: whoever comes second asks again until the first has changed it.
    """
    until = time.monotonic() + busy_seconds
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_LOOK_AGAIN)


def _make_postgresql_engine(url: URL, busy_seconds: int) -> tuple[Engine, Place]:
    place = Place(file=url.set(drivername="postgresql").render_as_string(hide_password=True))
    if find_spec("psycopg") is None:
        raise StoreError(Problem(place=place, message=DRIVER_MISSING))
    limits = {"connect_timeout": "10", "options": f"-c lock_timeout={busy_seconds}s"}
    query = {**limits, **url.query}
    # Values in order, as in SQLite, so that the same rows serve both.
    engine = create_engine(url.set(drivername="postgresql+psycopg", query=query), paramstyle="format")
    return engine, place


@contextlib.contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that will write; it is committed where the block ends well, otherwise nothing happened."""
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


@contextlib.contextmanager
def read_moment(engine: Engine) -> Iterator[Connection]:
    """Open a transaction whose every query sees the database as it was at the first; SQLite's always do."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect() as connection:
        moment = connection.execution_options(**level) if level else connection
        with moment.begin():
            yield moment


def lock_store(connection: Connection) -> None:
    """Let one writer in at a time until its transaction ends. SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")


@contextlib.contextmanager
def translate_faults(place: Place) -> Iterator[None]:
    """Turn the database's faults into a StoreError that says what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        raise StoreError(explain_fault(error.orig, place)) from error


def explain_fault(fault: Any, place: Place) -> Problem:
    """Find the message for a driver's exception."""
    detail = (str(fault).strip().splitlines() or [""])[0]
    return Problem(place=place, message=_find_cause(fault, str(fault)), facts={"detail": detail})


def _find_cause(fault: Any, said: str) -> Message:
    if isinstance(fault, sqlite3.Error):
        # The lowest byte is the cause; the rest says which kind of it.
        return _SQLITE_CAUSES.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF, FAILED)
    code = getattr(fault, "sqlstate", None)
    if code is not None:
        return UNREACHABLE if code.startswith(("08", "57P")) else _POSTGRESQL_CAUSES.get(code, FAILED)
    return next((cause for word, cause in _POSTGRESQL_WORDS if word in said), UNREACHABLE)
