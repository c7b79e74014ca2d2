"""Every table of the store out as open rows, and such rows in again, inside a transaction. Talks to the database.

Table by table as schema.py declares them, so that a table added there is in every archive from then on. Running
numbers are not facts: responses go by workshop and id, takes are numbered anew from 1. What comes out of a restored
store is therefore the same, byte for byte, as what went in.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Table, Text, insert, select

from toolkit.model.archive import (
    RESPONSE_KEY,
    RESPONSES_TABLE,
    TAKES_TABLE,
    ColumnKind,
    StoredColumn,
    StoredTable,
    StoredValue,
)
from toolkit.model.change import Handed
from toolkit.model.former_ids import FormerIds
from toolkit.model.response import Answer, Response
from toolkit.store.aside import SAID, find_keys, is_running
from toolkit.store.compare import ResponseKey
from toolkit.store.erased import compose_digest
from toolkit.store.merge_said import SaidMerge, drop_erased_steps, merge_said
from toolkit.store.schema import (
    METADATA,
    arrivals,
    changes,
    erased,
    facilitator_links,
    own_steps,
    responses,
    schema_comments,
    schema_history,
    set_aside,
    take_counts,
    takes,
    upkeep,
)

LEFT_OUT = {
    schema_history.name: "the program's own book about the database",
    schema_comments.name: "stands in the archive's codebook.json",
    facilitator_links.name: "opens the console where the site runs, and is no answer; a restored store makes its own",
    arrivals.name: "which archive brought a response is this store's own affair",
    upkeep.name: "what is to be done to this store's own files",
    changes.name: "tells the site that runs on this store",
}
"""Tables that are in no archive, and why."""

ARCHIVED = tuple(table for table in METADATA.sorted_tables if table.name not in LEFT_OUT)
_KINDS: dict[type, ColumnKind] = {Text: "text", Integer: "number", Boolean: "flag"}

NO_FORMER_IDS = FormerIds()

Row = tuple[StoredValue, ...]
Place = Callable[[Any], tuple[StoredValue, ...]]


def describe_tables() -> tuple[StoredTable, ...]:
    """Return the tables that an archive holds, without rows."""
    return tuple(map(_describe_table, ARCHIVED))


def _describe_table(table: Table) -> StoredTable:
    columns = tuple(column for each in table.columns for column in _describe_column(table, each))
    key: tuple[str, ...] = tuple(
        name for column in table.primary_key for name in _name_columns(table, column) if not is_running(column)
    )
    if table is responses:
        key = RESPONSE_KEY
    elif table is takes:
        key = (takes.c.take.name,)
    return StoredTable(name=table.name, comment=table.comment or "", columns=columns, key=key)


def _describe_column(table: Table, column: Column[Any]) -> list[StoredColumn]:
    return [
        StoredColumn(
            name=name,
            kind="text" if _refers_to(column, responses.c.key) else _KINDS[type(column.type)],
            optional=bool(column.nullable),
            comment=_RESPONSE_COMMENTS.get(name, column.comment or ""),
        )
        for name in _name_columns(table, column)
    ]


_RESPONSE_COMMENTS = {"response": responses.c.id.comment or "", "workshop": responses.c.workshop.comment or ""}


def _name_columns(table: Table, column: Column[Any]) -> tuple[str, ...]:
    """Say as which columns of the archive a column of the store appears: none, one, or a response's two."""
    if _refers_to(column, responses.c.key):
        return _name_response(column)
    if table is responses and column is responses.c.id:
        return (RESPONSE_KEY[1],)
    if is_running(column) and table is not takes:
        return ()
    return (column.name,)


def _name_response(column: Column[Any]) -> tuple[str, str]:
    """Name the two columns of a response: plainly for the one a row belongs to, by its role for any other."""
    if column.name == RESPONSE_KEY[1]:
        return RESPONSE_KEY
    return f"{column.name}_{RESPONSE_KEY[0]}", f"{column.name}_{RESPONSE_KEY[1]}"


def _refers_to(column: Column[Any], other: Column[Any]) -> bool:
    return any(key.column is other for key in column.foreign_keys)


def read_tables(connection: Connection) -> tuple[StoredTable, ...]:
    """Read the whole store, rows in an order that does not depend on how they came in."""
    keys = {
        key: (workshop, name)
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    every = connection.execute(select(takes.c.take).order_by(takes.c.take)).scalars().all()
    own = _find_own_takes(connection)
    numbers = {take: number for number, take in enumerate((take for take in every if take not in own), 1)}
    return tuple(_read_table(connection, table, keys, numbers) for table in ARCHIVED)


def _find_own_takes(connection: Connection) -> frozenset[int]:
    """Find the takes of archives that say only that they came in here, and nothing that belongs to the answers."""
    found = set(connection.execute(select(takes.c.take).where(takes.c.kind == "archive")).scalars())
    for table in ARCHIVED if found else ():
        for column in table.columns:
            if table is not take_counts and _refers_to(column, takes.c.take):
                found -= set(connection.execute(select(column).distinct()).scalars())
    return frozenset(found)


def _read_table(
    connection: Connection, table: Table, keys: Mapping[int, ResponseKey], numbers: Mapping[int, int]
) -> StoredTable:
    described = _describe_table(table)
    read = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
    if table in (takes, take_counts):
        read = [row for row in read if row.take in numbers]
    places = [_compose_reader(table, column, keys, numbers) for column in table.columns]
    rows = [tuple(value for place, given in zip(places, row, strict=True) for value in place(given)) for row in read]
    if described.key:  # otherwise the running number has put them in the order in which they came
        positions = described.positions(described.key)
        rows.sort(key=lambda row: tuple(_sort_key(row[position]) for position in positions))
    return StoredTable(
        name=described.name, comment=described.comment, columns=described.columns, key=described.key, rows=rows
    )


def _sort_key(value: StoredValue) -> tuple[bool, str, int]:
    return (value is not None, value, 0) if isinstance(value, str) else (value is not None, "", int(value or 0))


def _compose_reader(
    table: Table, column: Column[Any], keys: Mapping[int, ResponseKey], numbers: Mapping[int, int]
) -> Place:
    names = _name_columns(table, column)
    if not names:
        return lambda _value: ()
    if _refers_to(column, responses.c.key):
        return lambda value: (None, None) if value is None else keys[value]
    if column is takes.c.take or _refers_to(column, takes.c.take):
        return lambda value: (None if value is None else numbers[value],)
    return lambda value: (value,)


def compose_handed(tables: Mapping[str, StoredTable]) -> tuple[Handed, ...]:
    """Turn an archive's responses and answers into responses as handed in. Pure."""
    answers: dict[ResponseKey, list[Answer]] = {}
    for given in _read_records(tables["answers"]):
        value = given["value_text"] if given["value_number"] is None else given["value_number"]
        answers.setdefault(_find_key(given), []).append(Answer(item=given["item"], value=value))
    return tuple(
        Handed(
            response=Response(
                id=one["response"],
                workshop=one["workshop"],
                instrument=one["instrument"],
                channel=one["channel"],
                language=one["language"],
                label=one["label"],
                submitted=one["submitted"],
                answers=tuple(answers.get(_find_key(one), ())),
            ),
            covers=frozenset(),
        )
        for one in _read_records(tables[RESPONSES_TABLE])
    )


def list_aside(tables: Mapping[str, StoredTable]) -> set[ResponseKey]:
    """List the responses of which an archive holds something that an undo had set aside. Pure."""
    rows = _read_records(tables[set_aside.name]) if set_aside.name in tables else ()
    return {(row["of_workshop"], row["of_response"]) for row in rows}


def _read_records(table: StoredTable) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _find_key(record: Mapping[str, Any]) -> ResponseKey:
    return record["workshop"], record["response"]


def write_tables(
    connection: Connection,
    tables: Mapping[str, StoredTable],
    new: frozenset[ResponseKey],
    left: frozenset[ResponseKey] = frozenset(),
    former: FormerIds = NO_FORMER_IDS,
) -> tuple[frozenset[ResponseKey], SaidMerge]:
    """Write the responses that are new with all that belongs to them, and what belongs to no response and is new.

    Nothing of the responses in `left` is written. What the archive says of answers that are here already is merged.
    Returns the responses that were erased where the archive was made and are still here, and what became of the merge.
    """
    known = _write_takes(connection, tables[TAKES_TABLE])
    _write_responses(connection, tables[RESPONSES_TABLE], new, known.numbers)
    keys = {
        (workshop, name): key
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    merge = SaidMerge()
    for table in ARCHIVED:
        if table in _APART or table.name not in tables:
            continue
        if table in SAID or table is own_steps:
            merge += _write_said(connection, table, tables[table.name], keys, known, left, former)
            continue
        records: Iterable[dict[str, Any]] = _read_records(tables[table.name])
        about = [_name_response(column) for column in table.columns if _refers_to(column, responses.c.key)]
        if about:
            records = (record for record in records if _is_wanted(record, about, keys, new))
        else:
            records = _drop_known(connection, table, records)
        _insert(connection, table, [_compose_row(table, record, keys, known.numbers) for record in records])
    _write_of_takes(connection, tables, known, {*keys, *left} - new)
    return _write_erased(connection, tables, keys), merge


def _write_said(
    connection: Connection,
    table: Table,
    stored: StoredTable,
    keys: Mapping[ResponseKey, int],
    known: "_Known",
    left: frozenset[ResponseKey],
    former: FormerIds,
) -> SaidMerge:
    """Write what is said of answers that are in the store by now, and of own steps that were not erased with them."""
    records = [one for one in _read_records(stored) if table is own_steps or _find_key(one) in keys]
    rows: Sequence[Mapping[str, Any]] = [_compose_row(table, record, keys, known.numbers) for record in records]
    if table is own_steps:
        rows = drop_erased_steps(connection, rows, left, former)
    return merge_said(connection, table, rows)


_APART = (takes, responses, take_counts, set_aside, erased)
"""Tables that are written by functions of their own."""


def _write_of_takes(
    connection: Connection, tables: Mapping[str, StoredTable], known: "_Known", here: Collection[ResponseKey]
) -> None:
    """Write the counts of takes that are new, and what stood aside for them and is not here or left out."""
    for table, name in ((take_counts, "take"), (set_aside, "intake")):
        if table.name not in tables:
            continue
        records = [record for record in _read_records(tables[table.name]) if known.is_new(record[name])]
        if table is set_aside:
            records = [one for one in records if (one["of_workshop"], one["of_response"]) not in here]
        _insert(connection, table, [_compose_row(table, record, {}, known.numbers) for record in records])


def _write_erased(
    connection: Connection, tables: Mapping[str, StoredTable], keys: Collection[ResponseKey]
) -> frozenset[ResponseKey]:
    if erased.name not in tables:
        return frozenset()
    records = list(_drop_known(connection, erased, _read_records(tables[erased.name])))
    here = {compose_digest(salt, key): key for salt in {record["salt"] for record in records} for key in keys}
    _insert(connection, erased, [record for record in records if record["digest"] not in here])
    return frozenset(here[record["digest"]] for record in records if record["digest"] in here)


def write_arrivals(connection: Connection, take: int, new: Iterable[ResponseKey]) -> None:
    """Note which responses an archive has brought into this store."""
    keys = find_keys(connection, new)
    _insert(connection, arrivals, [{"response": key, "take": take} for key in sorted(keys.values())])


def _is_wanted(
    record: Mapping[str, Any],
    about: Sequence[tuple[str, str]],
    keys: Mapping[ResponseKey, int],
    new: frozenset[ResponseKey],
) -> bool:
    """Tell whether a row is about a new response, and about none that is not there."""
    named = [found for workshop, name in about if (found := (record[workshop], record[name])) != (None, None)]
    return all(found in keys for found in named) and (not named or any(found in new for found in named))


@dataclass(frozen=True)
class _Known:
    """The archive's number of each take → the store's, and which of the store's have just been written."""

    numbers: dict[int, int]
    fresh: set[int]

    def is_new(self, number: int) -> bool:
        """Tell whether a take, by the archive's number, was not in the store."""
        return self.numbers.get(number) in self.fresh


def _write_takes(connection: Connection, stored: StoredTable) -> _Known:
    """Write the takes that the store has not.

    A take that is undone in one of the two is known where it is undone here as well, or only in the archive: what
    stands in the store is not taken out because it was elsewhere. An undo of it is then passed over.
    """
    known: dict[tuple[object, ...], list[int]] = {}
    for row in connection.execute(select(takes).order_by(takes.c.take)):
        known.setdefault((row.file, row.sha256, row.taken_at, row.kind, bool(row.aside)), []).append(row.take)
    found = _Known({}, set())
    for record in _read_records(stored):
        number, undoes = record.pop(takes.c.take.name), record["undoes"]
        aside = bool(record["aside"])
        facts = (record["file"], record["sha256"], record["taken_at"], record["kind"])
        if undoes is not None and not found.is_new(undoes) and not known.get((*facts, aside)):
            continue
        same = known.get((*facts, aside)) or (known.get((*facts, False)) if aside and undoes is None else None)
        if not same and record["sha256"]:
            same = known.get(("", *facts[1:], aside))  # its name was erased here with all that it had brought
        if same:
            found.numbers[number] = same.pop(0)
            continue
        record["undoes"] = found.numbers.get(undoes)
        take = int(connection.execute(insert(takes).values(record).returning(takes.c.take)).scalar_one())
        found.numbers[number] = take
        found.fresh.add(take)
    return found


def _write_responses(
    connection: Connection, stored: StoredTable, new: frozenset[ResponseKey], numbers: Mapping[int, int]
) -> None:
    records = [record for record in _read_records(stored) if _find_key(record) in new]
    _insert(connection, responses, [_compose_row(responses, record, {}, numbers) for record in records])


def _drop_known(connection: Connection, table: Table, records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.primary_key]
    known = {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}
    return (record for record in records if tuple(record.get(name) for name in names) not in known)


def _compose_row(
    table: Table, record: Mapping[str, Any], keys: Mapping[ResponseKey, int], numbers: Mapping[int, int]
) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        names = _name_columns(table, column)
        if _refers_to(column, responses.c.key):
            workshop, name = (record[one] for one in names)
            row[column.name] = None if workshop is None else keys[workshop, name]
        elif names and _refers_to(column, takes.c.take):
            take = record[names[0]]
            row[column.name] = None if take is None else numbers.get(take)
        elif names:
            row[column.name] = record[names[0]]
    return row


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
