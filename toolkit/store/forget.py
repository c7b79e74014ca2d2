"""Count and erase responses, so that it is really gone from the file. Talks to the database.

Deleting a row only marks its place as free, in SQLite as in PostgreSQL; earlier values lie there, and in the
write-ahead log, until something is written over them. So the freed space is overwritten, and the database packed anew.
"""

import sqlite3
from collections.abc import Sequence
from typing import cast

from sqlalchemy import Connection, Engine, delete, exc, func, select, update

from toolkit.model.forget import Forgotten, StoredResponse
from toolkit.store.next_steps import erase_own_steps
from toolkit.store.schema import METADATA, own_steps, responses, takes

_MANY = 500
"""Keys in one statement; SQLite has a limit on them."""


def read_stored(connection: Connection) -> tuple[StoredResponse, ...]:
    """List every response with what tells how old it is, by workshop and id; hidden ones too."""
    query = (
        select(responses.c.workshop, responses.c.id, responses.c.submitted, takes.c.taken_at)
        .join_from(responses, takes, responses.c.take == takes.c.take, isouter=True)
        .order_by(responses.c.workshop, responses.c.id)
    )
    return tuple(
        StoredResponse(workshop=workshop, id=name, submitted=submitted, taken_at=taken_at or "")
        for workshop, name, submitted, taken_at in connection.execute(query)
    )


def count_rows(connection: Connection, chosen: Sequence[StoredResponse]) -> Forgotten:
    """Count what belongs to the responses, in every table that refers to them."""
    keys = _find_keys(connection, chosen)
    counts = {table.name: 0 for table, _ in _OWN}
    for part in _divide(keys):
        for table, column in _OWN:
            query = select(func.count()).where(column.in_(part))
            counts[table.name] += int(connection.execute(query).scalar_one())
    return Forgotten(
        responses=len(keys),
        workshops=tuple(sorted({one.workshop for one in chosen})),
        answers=counts.pop("answers"),
        superseded=counts.pop("superseded"),
        decisions=counts.pop("decisions"),
        others=sum(counts.values()),
    )


def erase_rows(connection: Connection, chosen: Sequence[StoredResponse]) -> None:
    """Delete the responses with all that refers to them, and the names of files that nothing is left of.

    A take keeps its checksum and its counts: a file that was taken once is known again, so that what was erased does
    not come back when a whole folder is collected anew.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    keys = _find_keys(connection, chosen)
    brought: set[int] = set()
    for part in _divide(keys):
        of_part = select(responses.c.take).where(responses.c.key.in_(part), responses.c.take.is_not(None))
        brought.update(connection.execute(of_part.distinct()).scalars())
        for table, column in _OWN:
            connection.execute(delete(table).where(column.in_(part)))
        connection.execute(delete(responses).where(responses.c.key.in_(part)))
    erase_own_steps(connection, {one.workshop for one in chosen})
    used = set(connection.execute(select(responses.c.take).distinct()).scalars())
    for spent in _divide(sorted(brought - used)):
        connection.execute(update(takes).where(takes.c.take.in_(spent)).values(file=""))


def pack_database(engine: Engine) -> bool:
    """Write the database anew without what was erased; False where another program is using it and that must wait."""
    try:
        return _pack_sqlite(engine) if engine.dialect.name == "sqlite" else _pack_postgresql(engine)
    except (exc.OperationalError, sqlite3.OperationalError):
        return False


def _pack_sqlite(engine: Engine) -> bool:
    # Beside SQLAlchemy, which begins a transaction, in which there is no VACUUM.
    raw = engine.raw_connection()
    try:
        driver = cast(sqlite3.Connection, raw.driver_connection)
        driver.execute("PRAGMA secure_delete = ON")
        driver.execute("VACUUM")
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        raw.close()


def _pack_postgresql(engine: Engine) -> bool:
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in (*(table for table, _ in _OWN), own_steps, responses, takes):
            alone.exec_driver_sql(f"VACUUM (FULL) {table.name}")
    return True


_OWN = tuple(
    (table, column)
    for table in METADATA.sorted_tables
    for column in table.columns
    if any(key.column is responses.c.key for key in column.foreign_keys)
)
"""Every table that refers to a response, and by which column."""


def _find_keys(connection: Connection, chosen: Sequence[StoredResponse]) -> list[int]:
    wanted = {(one.workshop, one.id) for one in chosen}
    rows = connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    return [key for key, workshop, name in rows if (workshop, name) in wanted]


def _divide(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + _MANY] for start in range(0, len(keys), _MANY)]
