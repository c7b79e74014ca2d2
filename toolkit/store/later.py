"""Find which later intakes build on one, and so must be undone first, inside a transaction. Talks to the database.

What is said about an answer (codes, decisions) builds on no file: it goes out and comes back with its response.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from toolkit.model.change import LABEL_ITEM, Value
from toolkit.store.aside import SAID, SAID_NAMES, divide, find_keys, find_set_aside, read_facts
from toolkit.store.schema import answers, arrivals, own_steps, responses, set_aside, superseded
from toolkit.store.takes import read_turns

Cell = tuple[int, str]
"""A response's running number and an item."""


def list_brought(connection: Connection, take: int, kind: str) -> dict[int, str]:
    """Return the responses that a take brought, by running number, with their workshops."""
    query = select(responses.c.key, responses.c.workshop)
    if kind == "archive":
        query = query.join_from(responses, arrivals, arrivals.c.response == responses.c.key)
        query = query.where(arrivals.c.take == take)
    else:
        query = query.where(responses.c.take == take)
    return {row.key: row.workshop for row in connection.execute(query)}


def find_later_out(connection: Connection, take: int, kind: str) -> set[int]:
    """Find what changed, or took away, something that a take brought or changed."""
    found: set[int | None] = set()
    for part in divide(sorted(list_brought(connection, take, kind))):
        found |= _read(connection, select(answers.c.take).where(answers.c.response.in_(part)))
        found |= _read(connection, select(superseded.c.superseded_by).where(superseded.c.response.in_(part)))
    found |= _read(connection, select(superseded.c.superseded_by).where(superseded.c.take == take))
    found |= _read(connection, _find_later_at(take))
    found |= _read(connection, _find_later_labels(take))
    for table in SAID:
        earlier = table.alias()
        same = (earlier.c.response == table.c.response) & (earlier.c.item == table.c.item)
        found |= _read(connection, select(table.c.take).join_from(table, earlier, same).where(earlier.c.take == take))
    earlier = own_steps.alias()
    again = select(own_steps.c.take).join_from(own_steps, earlier, earlier.c.id == own_steps.c.id)
    found |= _read(connection, again.where(earlier.c.take == take))
    later = {one for one in found if one is not None and one > take}
    return later | _find_undone_within(connection, take)


def _find_later_at(take: int) -> Select[Any]:
    """Find who has answered where a take had taken an answer away or replaced it."""
    same = (superseded.c.response == answers.c.response) & (superseded.c.item == answers.c.item)
    return select(answers.c.take).join_from(answers, superseded, same).where(superseded.c.superseded_by == take)


def _find_later_labels(take: int) -> Select[Any]:
    ours = superseded.alias()
    later = (ours.c.response == superseded.c.response) & (superseded.c.number > ours.c.number)
    labels = (ours.c.item == LABEL_ITEM) & (superseded.c.item == LABEL_ITEM)
    return (
        select(superseded.c.superseded_by)
        .join_from(superseded, ours, later)
        .where(labels & (ours.c.superseded_by == take))
    )


def _find_undone_within(connection: Connection, take: int) -> set[int]:
    """Find the undos that have taken out something of what a take brought or changed."""
    # A value that a correction had replaced came back when that was undone: it is not out, unless its response is.
    whole = set_aside.alias()
    same = (whole.c.of_workshop == set_aside.c.of_workshop) & (whole.c.of_response == set_aside.c.of_response)
    gone = exists().where(same & (whole.c.intake == set_aside.c.intake) & (whole.c.of_table == responses.name))
    holds = set_aside.c.of_table.not_in((superseded.name, LABEL_ITEM)) | gone
    named = ((set_aside.c.take == take) & holds) | (set_aside.c.superseded_by == take)
    query = (
        select(set_aside.c.intake).where(named & set_aside.c.of_table.not_in({*SAID_NAMES, own_steps.name})).distinct()
    )
    roots = _read(connection, query) - {take}
    return {find_last_undo(connection, root) for root in roots if root is not None}


def find_last_undo(connection: Connection, root: int) -> int:
    """Return the undo that has taken out what stands aside for a root."""
    return max(take for take, turn in read_turns(connection).items() if turn.root == root and turn.out)


def find_later_in(connection: Connection, root: int) -> set[int]:
    """Find what stands now where an undo is to put something back."""
    rows = connection.execute(select(set_aside).where(set_aside.c.intake == root)).all()
    home = {(row.of_workshop, row.of_response) for row in rows if row.of_table == responses.name}
    found = _find_newcomers(connection, find_keys(connection, home).values())
    away = [row for row in rows if (row.of_workshop, row.of_response) not in home and row.of_table != own_steps.name]
    for row in rows:
        if row.of_table == own_steps.name:
            query = select(own_steps.c.take).where(own_steps.c.id == read_facts(row)["id"])
            found |= {take for take in _read(connection, query) if take is not None}
    keys = find_keys(connection, {(row.of_workshop, row.of_response) for row in away})
    missing = {(row.of_workshop, row.of_response) for row in away} - keys.keys()
    found |= {find_last_undo(connection, holder) for holder in find_set_aside(connection, missing).values()}
    for row in away:
        key = keys.get((row.of_workshop, row.of_response))
        if key is not None:
            found |= _find_changed_since(connection, root, key, row)
    return {take for take in found if take > root}


def _find_newcomers(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Find what has brought responses anew."""
    found: set[int] = set()
    for part in divide(sorted(keys)):
        query = (
            select(responses.c.take, arrivals.c.take)
            .join_from(responses, arrivals, arrivals.c.response == responses.c.key, isouter=True)
            .where(responses.c.key.in_(part))
        )
        for take, archive in connection.execute(query):
            found |= {archive or take} - {None}
    return found


def _find_changed_since(connection: Connection, root: int, key: int, row: Any) -> set[int]:
    """Find what has changed the place of one row since it was set aside."""
    facts = read_facts(row)
    if row.of_table in SAID_NAMES:
        (table,) = (table for table in SAID if table.name == row.of_table)
        query = select(table.c.take).where((table.c.response == key) & (table.c.item == facts["item"]))
        return {take for take in _read(connection, query) if take is not None}
    if row.of_table == LABEL_ITEM:
        label = connection.execute(select(responses.c.label).where(responses.c.key == key)).scalar_one()
        return set() if label == facts["old"] else _find_last_change(connection, (key, LABEL_ITEM))
    now = read_cell(connection, (key, facts["item"]))
    if row.of_table == answers.name:
        # Where it had replaced something, what came back stands there: the row of that says whether it still does.
        return {now[1]} if now and now[1] is not None else set()
    if row.of_table != superseded.name or now == (find_value(facts), row.take):
        return set()
    if now is not None:
        return {now[1]} if now[1] is not None else set()
    return _find_last_change(connection, (key, facts["item"]))


def read_cell(connection: Connection, cell: Cell) -> tuple[Value, int | None] | None:
    """Return an answer as it stands now, and the take that brought it; None where there is none."""
    query = select(answers.c.value_text, answers.c.value_number, answers.c.take)
    row = connection.execute(query.where((answers.c.response == cell[0]) & (answers.c.item == cell[1]))).one_or_none()
    return (row.value_text if row.value_number is None else row.value_number, row.take) if row else None


def find_value(facts: dict[str, Any]) -> Value:
    """Return the value that a row holds."""
    found: Value = facts["value_text"] if facts["value_number"] is None else facts["value_number"]
    return found


def _find_last_change(connection: Connection, cell: Cell) -> set[int]:
    here = (superseded.c.response == cell[0]) & (superseded.c.item == cell[1])
    query = select(superseded.c.superseded_by).where(here).order_by(superseded.c.number.desc()).limit(1)
    return {take for take in _read(connection, query) if take is not None}


def _read(connection: Connection, query: Select[Any]) -> set[int | None]:
    return {take for (take,) in connection.execute(query)}
