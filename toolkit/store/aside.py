"""Move rows out of their tables into `set_aside`, and back, inside a transaction. Talks to the database.

Table by table as schema.py declares them, so that a table added there goes along with its responses from then on. A
row is kept as facts: responses by workshop and id, since their running numbers are others when they come back.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Integer, Row, Table, delete, insert, select, update

from toolkit.store.compare import ResponseKey
from toolkit.store.schema import METADATA, codings, decisions, next_steps, own_steps, responses, set_aside, takes

T = TypeVar("T")

OWN = tuple(
    (table, column)
    for table in METADATA.sorted_tables
    for column in table.columns
    if any(key.column is responses.c.key for key in column.foreign_keys)
)
"""Every table that refers to a response, and by which column."""

SAID = (codings, decisions, next_steps)
"""What people said of answers: of several rows about one answer the last one holds."""
SAID_NAMES = frozenset(table.name for table in SAID)
NUMBER = "number"
"""The running number by which the last one holds, kept so that what was said since goes on holding."""

_MANY = 500
"""Values in one statement; SQLite has a limit on them."""
_TAKES = ("take", "superseded_by")
"""The columns that may name a take; they stand in `set_aside` as themselves, so that an archive numbers them anew."""


def move_responses(connection: Connection, intake: int, keys: Collection[int]) -> None:
    """Set whole responses aside, with all that belongs to them."""
    for part in divide(sorted(keys)):
        for table, column in OWN:
            move_rows(connection, intake, table, column.in_(part), of=column)
        move_rows(connection, intake, responses, responses.c.key.in_(part), of=responses.c.key)


def move_rows(
    connection: Connection, intake: int, table: Table, where: ColumnElement[bool], *, of: Column[Any] | None = None
) -> int:
    """Set rows of a table aside and return how many. `of` is the column of the response that they go with."""
    found = connection.execute(select(table).where(where).order_by(*table.primary_key.columns)).all()
    if not found:
        return 0
    columns = [column for other, column in OWN if other is table]
    owner = of if of is not None else next(iter(columns), None)
    named = columns if owner is None else [owner, *columns]
    names = _name_responses(connection, {getattr(row, column.name) for row in found for column in named})
    rows = [
        _compose_row(table, row, names, intake)
        | _name_owner((row.workshop, "") if owner is None else names[getattr(row, owner.name)])
        for row in found
    ]
    connection.execute(insert(set_aside), rows)
    connection.execute(delete(table).where(where))
    return len(found)


def _name_responses(connection: Connection, keys: Iterable[int]) -> dict[int, ResponseKey]:
    columns = (responses.c.key, responses.c.workshop, responses.c.id)
    return {
        key: (workshop, name)
        for part in divide(sorted(keys))
        for key, workshop, name in connection.execute(select(*columns).where(responses.c.key.in_(part)))
    }


def _compose_row(
    table: Table,
    row: Row,  # type: ignore[type-arg]  # a row's type argument names its columns, which differ from table to table
    names: Mapping[int, ResponseKey],
    intake: int,
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    referring = {column.name for other, column in OWN if other is table}
    for column in table.columns:
        if column.name in _TAKES or is_running(column) or (table is responses and column.name in ("workshop", "id")):
            continue
        value = getattr(row, column.name)
        facts[column.name] = names[value] if column.name in referring else value
    if table.name in SAID_NAMES:
        facts[NUMBER] = row.number
    return {
        "intake": intake,
        "of_table": table.name,
        "take": getattr(row, "take", None),
        "superseded_by": getattr(row, "superseded_by", None),
        "facts": json.dumps(facts, ensure_ascii=False),
    }


def _name_owner(key: ResponseKey) -> dict[str, str]:
    return {"of_workshop": key[0], "of_response": key[1]}


def is_running(column: Column[Any]) -> bool:
    """Tell whether a column is its table's running number, which is no fact."""
    alone = list(column.table.primary_key.columns) == [column]
    return alone and isinstance(column.type, Integer) and not column.foreign_keys and column.autoincrement is not False


def put_back(connection: Connection, rows: Sequence[Any]) -> None:
    """Put rows of `set_aside` back into their tables, responses first; the caller has seen that they fit."""
    home = [row for row in rows if row.of_table == responses.name]
    for row in home:
        values = {"workshop": row.of_workshop, "id": row.of_response, "take": row.take, **read_facts(row)}
        connection.execute(insert(responses).values(values))
    rest = [row for row in rows if row.of_table != responses.name]
    keys = find_keys(connection, {key for row in rest for key in list_responses(row)})
    for table in METADATA.sorted_tables:
        own = [_compose_values(table, row, keys) for row in rest if row.of_table == table.name]
        if own and table in SAID:
            _put_said_back(connection, table, own)
        elif own and table is own_steps:
            _put_steps_back(connection, own)
        elif own:
            connection.execute(insert(table), own)
    drop_rows(connection, [row.number for row in rows])


def _put_said_back(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put back what was said of answers, before what has been said of them since."""
    for row in rows:
        same = (table.c.response == row["response"]) & (table.c.item == row["item"])
        since = table.c.number >= row.pop(NUMBER)
        later = connection.execute(select(table).where(same & since).order_by(table.c.number)).all()
        connection.execute(insert(table).values(row))
        for one in later:
            connection.execute(delete(table).where(table.c.number == one.number))
            connection.execute(insert(table).values({k: v for k, v in one._asdict().items() if k != NUMBER}))


def _put_steps_back(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put back what was said of the facilitators' own steps, before what has been said of them since."""
    for row in rows:
        since = (own_steps.c.id == row["id"]) & (own_steps.c.version >= row["version"])
        later = select(own_steps.c.version).where(since).order_by(own_steps.c.version.desc())
        for version in connection.execute(later).scalars().all():
            here = (own_steps.c.id == row["id"]) & (own_steps.c.version == version)
            connection.execute(update(own_steps).where(here).values(version=version + 1))
        connection.execute(insert(own_steps).values(row))


def _compose_values(table: Table, row: Any, keys: Mapping[ResponseKey, int]) -> dict[str, Any]:
    values = read_facts(row)
    for other, column in OWN:
        if other is table:
            values[column.name] = keys[tuple(values[column.name])]
    return values | {name: getattr(row, name) for name in _TAKES if name in table.columns}


def read_facts(row: Any) -> dict[str, Any]:
    """Read the columns of a row set aside."""
    found: dict[str, Any] = json.loads(row.facts)
    return found


def list_responses(row: Any) -> Iterator[ResponseKey]:
    """List every response that a row set aside refers to."""
    if row.of_table == own_steps.name:
        return
    yield row.of_workshop, row.of_response
    if row.of_table != responses.name:
        facts = read_facts(row)
        for table, column in OWN:
            if table.name == row.of_table:
                workshop, name = facts[column.name]
                yield workshop, name


def find_keys(connection: Connection, wanted: Iterable[ResponseKey]) -> dict[ResponseKey, int]:
    """Return the running numbers of those of the responses that are in the store."""
    found: dict[ResponseKey, int] = {}
    by_workshop: dict[str, list[str]] = {}
    for workshop, name in set(wanted):
        by_workshop.setdefault(workshop, []).append(name)
    for workshop, names in by_workshop.items():
        for part in divide(sorted(names)):
            here = (responses.c.workshop == workshop) & responses.c.id.in_(part)
            for key, name in connection.execute(select(responses.c.key, responses.c.id).where(here)):
                found[workshop, name] = key
    return found


def find_set_aside(connection: Connection, wanted: Iterable[ResponseKey]) -> dict[ResponseKey, int]:
    """Return those of the responses that stand aside, with the intake whose undoing put them there."""
    keys = set(wanted)
    columns = (set_aside.c.of_workshop, set_aside.c.of_response, set_aside.c.intake)
    query = select(*columns).where(set_aside.c.of_table == responses.name)
    if not keys:
        return {}
    return {(row[0], row[1]): row[2] for row in connection.execute(query) if (row[0], row[1]) in keys}


def refile_rows(connection: Connection, intake: int, rows: Sequence[Any]) -> list[Any]:
    """Return the rows that can be put back now; others are set aside under what keeps them out, or are of no use.

    A row that refers to a response that stands aside for another reason waits with that; so does a code of an edited
    summary that has been undone meanwhile. One whose response was erased is dropped.
    """
    home = {(row.of_workshop, row.of_response) for row in rows if row.of_table == responses.name}
    needed = {key for row in rows for key in list_responses(row)} - home
    missing = needed - find_keys(connection, needed).keys()
    aside = find_set_aside(connection, missing)
    undone = set(connection.execute(select(takes.c.take).where(takes.c.aside)).scalars())
    ready = []
    for row in rows:
        absent = [key for key in list_responses(row) if key in missing]
        holder = next((aside[key] for key in absent if key in aside), None)
        if not absent and row.of_table in SAID_NAMES and row.take in undone - {intake}:
            holder = row.take
        if holder is not None:
            connection.execute(update(set_aside).where(set_aside.c.number == row.number).values(intake=holder))
        elif absent:
            drop_rows(connection, [row.number])
        else:
            ready.append(row)
    return ready


def drop_rows(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete rows of `set_aside`."""
    for part in divide(sorted(numbers)):
        connection.execute(delete(set_aside).where(set_aside.c.number.in_(part)))


def divide(keys: Sequence[T]) -> list[Sequence[T]]:
    """Divide values into parts that fit into a statement."""
    return [keys[start : start + _MANY] for start in range(0, len(keys), _MANY)]
