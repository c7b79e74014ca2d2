"""Count and erase responses, so that it is really gone from the file. Talks to the database.

Deleting a row only marks its place as free, in SQLite as in PostgreSQL; earlier values lie there, and in the
write-ahead log, until something is written over them. So the freed space is overwritten, and the database packed anew.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Engine, delete, exc, func, insert, select, update

from toolkit.model.forget import Forgotten, StoredResponse
from toolkit.model.former_ids import FormerIds
from toolkit.model.intake import name_response
from toolkit.store.aside import OWN, divide, drop_rows, list_responses
from toolkit.store.engine import write_transaction
from toolkit.store.schema import answers, own_steps, responses, set_aside, superseded, takes, upkeep
from toolkit.store.takes import read_turns

_PACK = "pack"
NO_FORMER_IDS = FormerIds()


def read_stored(connection: Connection) -> tuple[StoredResponse, ...]:
    """List every response with what tells how old it is, by workshop and id; also what is hidden or stands aside."""
    columns = (responses.c.workshop, responses.c.id, responses.c.submitted, takes.c.taken_at, responses.c.channel)
    query = select(*columns).join_from(responses, takes, responses.c.take == takes.c.take, isouter=True)
    aside = (
        select(set_aside.c.of_workshop, set_aside.c.of_response, set_aside.c.facts, takes.c.taken_at)
        .join_from(set_aside, takes, set_aside.c.take == takes.c.take, isouter=True)
        .where(set_aside.c.of_table == responses.name)
    )
    found = [tuple(row) for row in connection.execute(query)]
    for workshop, name, facts, taken_at in connection.execute(aside):
        said = json.loads(facts)
        found.append((workshop, name, said["submitted"], taken_at, said["channel"]))
    return tuple(
        StoredResponse(workshop=workshop, id=name, submitted=submitted, taken_at=taken_at or "", channel=channel)
        for workshop, name, submitted, taken_at, channel in sorted(set(found), key=lambda one: one[:2])
    )


def count_rows(connection: Connection, chosen: Sequence[StoredResponse]) -> Forgotten:
    """Count what belongs to the responses, in every table that refers to them."""
    keys = _find_keys(connection, chosen)
    counts = Counter({table.name: 0 for table, _ in OWN})
    for part in divide(keys):
        for table, column in OWN:
            query = select(func.count()).where(column.in_(part))
            counts[table.name] += int(connection.execute(query).scalar_one())
    counts.update(row.of_table for row in _find_aside(connection, chosen) if row.of_table != responses.name)
    return Forgotten(
        responses=len(_find_known(connection, chosen)),
        workshops=tuple(sorted({one.workshop for one in chosen})),
        answers=counts.pop("answers"),
        superseded=counts.pop("superseded"),
        decisions=counts.pop("decisions"),
        others=sum(counts.values()),
    )


def find_files(connection: Connection, chosen: Sequence[StoredResponse]) -> frozenset[str]:
    """Return the checksums of the files that brought or changed the responses, also what stands aside of them."""
    found = {take for row in _find_aside(connection, chosen) for take in (row.take, row.superseded_by)}
    for part in divide(_find_keys(connection, chosen)):
        for column, response in (
            (responses.c.take, responses.c.key),
            (answers.c.take, answers.c.response),
            (superseded.c.take, superseded.c.response),
            (superseded.c.superseded_by, superseded.c.response),
        ):
            found.update(connection.execute(select(column).where(response.in_(part)).distinct()).scalars())
    sums = select(takes.c.take, takes.c.sha256)
    return frozenset(sha256 for take, sha256 in connection.execute(sums) if take in found and sha256)


def erase_rows(connection: Connection, chosen: Sequence[StoredResponse], former: FormerIds = NO_FORMER_IDS) -> None:
    """Delete the responses with all that refers to them, and the names of files that nothing is left of.

    A take keeps its checksum and its counts: a file that was taken once is known again, so that what was erased does
    not come back when a whole folder is collected anew.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    keys = _find_keys(connection, chosen)
    aside = _find_aside(connection, chosen)
    brought = {row.take for row in aside} | {row.intake for row in aside}
    for part in divide(keys):
        of_part = select(responses.c.take).where(responses.c.key.in_(part), responses.c.take.is_not(None))
        brought.update(connection.execute(of_part.distinct()).scalars())
        for table, column in OWN:
            connection.execute(delete(table).where(column.in_(part)))
        connection.execute(delete(responses).where(responses.c.key.in_(part)))
    drop_rows(connection, [row.number for row in aside])
    _erase_own_steps_aside(connection, {one.workshop for one in chosen}, former)
    used = set(connection.execute(select(responses.c.take).distinct()).scalars())
    used |= set(connection.execute(select(set_aside.c.take).union(select(set_aside.c.intake))).scalars())
    spent = {take for take, turn in read_turns(connection).items() if turn.root in brought - used}
    names = [name_response(one.workshop, one.id) for one in chosen]
    of_chosen = select(takes.c.take).where((takes.c.kind == "undo") & takes.c.file.in_(names))
    spent |= set(connection.execute(of_chosen).scalars())
    for part in divide(sorted(spent)):
        connection.execute(update(takes).where(takes.c.take.in_(part)).values(file=""))


def _find_aside(connection: Connection, chosen: Sequence[StoredResponse]) -> list[Any]:
    """Find what stands aside of the responses, or speaks of them."""
    wanted = {(one.workshop, one.id) for one in chosen}
    return [row for row in connection.execute(select(set_aside)) if wanted.intersection(list_responses(row))]


def _erase_own_steps_aside(connection: Connection, workshops: Collection[str], former: FormerIds) -> None:
    """Erase the facilitators' own steps that stand aside, of workshops of which no response is left under any id."""
    left = {former.find_now(each) for each in connection.execute(select(responses.c.workshop).distinct()).scalars()}
    emptied = {former.find_now(each) for each in workshops} - left
    ids = {*former.list_all(sorted(emptied)), *(() if left else ("",))}
    own = (set_aside.c.of_table == own_steps.name) & set_aside.c.of_workshop.in_(ids)
    connection.execute(delete(set_aside).where(own))


def _find_known(connection: Connection, chosen: Sequence[StoredResponse]) -> set[tuple[str, str]]:
    return {(one.workshop, one.id) for one in chosen} & {(one.workshop, one.id) for one in read_stored(connection)}


def plan_packing(connection: Connection) -> None:
    """Note that the files are to be packed; `pack_database` takes the note away."""
    connection.execute(delete(upkeep).where(upkeep.c.task == _PACK))
    connection.execute(insert(upkeep).values(task=_PACK))


def is_packing_due(connection: Connection) -> bool:
    """Tell whether the files are still to be packed."""
    return connection.execute(select(upkeep.c.task).where(upkeep.c.task == _PACK)).first() is not None


def pack_database(engine: Engine) -> bool:
    """Write the database anew without what was erased; False where another program is using it and that must wait."""
    try:
        packed = _pack_sqlite(engine) if engine.dialect.name == "sqlite" else _pack_postgresql(engine)
        if packed:
            with write_transaction(engine) as connection:
                connection.execute(delete(upkeep).where(upkeep.c.task == _PACK))
    except (exc.OperationalError, sqlite3.OperationalError):
        return False
    return packed


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
        for table in (*(table for table, _ in OWN), own_steps, responses, takes, set_aside):
            alone.exec_driver_sql(f"VACUUM (FULL) {table.name}")
    return True


def _find_keys(connection: Connection, chosen: Sequence[StoredResponse]) -> list[int]:
    wanted = {(one.workshop, one.id) for one in chosen}
    rows = connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    return [key for key, workshop, name in rows if (workshop, name) in wanted]
