"""Take an intake out of the store, and put it back, inside a transaction. Talks to the database.

Whole responses that it brought are set aside with all that belongs to them; of others the answers that it changed are,
and the values come back that it had replaced. Undoing the undo puts back every row. An undo is a take of its own.

What stands aside belongs to a root: the take that was undone, or the first undo of a single response. Undoing moves a
root's rows out or back in turn, so an undo of an undo of an undo is no new case.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from toolkit.errors import InputError, Place, Problem
from toolkit.model.change import LABEL_ITEM
from toolkit.model.intake import MovedCount, Undone, WorkshopCount, name_response
from toolkit.store.aside import (
    SAID,
    SAID_NAMES,
    divide,
    drop_rows,
    find_keys,
    find_set_aside,
    move_responses,
    move_rows,
    put_back,
    read_facts,
    refile_rows,
)
from toolkit.store.compare import ResponseKey
from toolkit.store.later import (
    Cell,
    find_last_undo,
    find_later_in,
    find_later_out,
    find_value,
    list_brought,
    read_cell,
)
from toolkit.store.messages import ALREADY_UNDONE, LATER_INTAKES, NO_SUCH_INTAKE, NO_SUCH_RESPONSE, STANDS_ASIDE
from toolkit.store.schema import answers, own_steps, responses, set_aside, superseded, takes
from toolkit.store.takes import read_turns, write_counts, write_take


@dataclass(frozen=True, kw_only=True)
class Root:
    """What is to be undone: a take, or a single response by the undo that took it out (None before the first one).

    `out` says whether its rows stand aside now; `undoes` is the take that the person has named.
    """

    take: int | None
    kind: str
    label: str
    out: bool
    undoes: int | None
    response: ResponseKey | None = None


@dataclass(frozen=True)
class _Moved:
    """What was moved, by workshop, and how many answers were left as a phone has them since."""

    responses: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    def counts(self) -> tuple[MovedCount, ...]:
        """Return the same as values."""
        return tuple(
            MovedCount(workshop=name, responses=self.responses[name], answers=self.answers[name], said=self.said[name])
            for name in sorted({*self.responses, *self.answers, *self.said})
        )


def undo_intake(
    connection: Connection, wanted: int | ResponseKey, *, undone_at: str, with_later: bool = False
) -> list[Undone]:
    """Undo a take by its number, or a single response; with `with_later` first what builds on it, the latest first.

    Raises InputError where there is no such intake, it is undone already, or later ones build on it.
    """
    root = find_root(connection, wanted)
    done: list[Undone] = []
    while later := _find_later(connection, root):
        if not with_later:
            facts = {"later": ", ".join(map(str, later)), "intake": _name(wanted)}
            raise InputError(Problem(place=Place(file=""), message=LATER_INTAKES, facts=facts))
        done += undo_intake(connection, later[0], undone_at=undone_at, with_later=True)
    return [*done, _turn(connection, root, undone_at)]


def _find_later(connection: Connection, root: Root) -> list[int]:
    """Return the numbers of what must be undone before, the latest first."""
    if root.take is None:
        return []
    found = find_later_in(connection, root.take) if root.out else find_later_out(connection, root.take, root.kind)
    return sorted(found, reverse=True)


def _name(wanted: int | ResponseKey) -> str:
    return str(wanted) if isinstance(wanted, int) else name_response(*wanted)


def find_root(connection: Connection, wanted: int | ResponseKey) -> Root:
    """Find what a person means. Raises InputError where it is not there, or already as it would be after the undo."""
    if not isinstance(wanted, int):
        return _find_response(connection, wanted)
    turn = read_turns(connection).get(wanted)
    if turn is None:
        raise InputError(Problem(place=Place(file=""), message=NO_SUCH_INTAKE, facts={"intake": wanted}))
    first = connection.execute(select(takes).where(takes.c.take == turn.root)).one()
    single = first.kind == "undo"
    workshop, _, name = first.file.partition("/")
    response = (workshop, name) if single else None
    gone = response is not None and not turn.out and not find_keys(connection, [response])
    if turn.out is not bool(first.aside) or gone:
        raise InputError(Problem(place=Place(file=""), message=ALREADY_UNDONE, facts={"intake": wanted}))
    kind = "response" if single else first.kind or "file"
    return Root(take=first.take, kind=kind, label=first.file, out=turn.out, undoes=wanted, response=response)


def _find_response(connection: Connection, wanted: ResponseKey) -> Root:
    name = name_response(*wanted)
    if find_keys(connection, [wanted]):
        return Root(take=None, kind="response", label=name, out=False, undoes=None, response=wanted)
    root = find_set_aside(connection, [wanted]).get(wanted)
    if root is None:
        raise InputError(Problem(place=Place(file=""), message=NO_SUCH_RESPONSE, facts={"response": name}))
    facts = {"response": name, "intake": find_last_undo(connection, root)}
    raise InputError(Problem(place=Place(file=""), message=STANDS_ASIDE, facts=facts))


def _turn(connection: Connection, root: Root, undone_at: str) -> Undone:
    """Move a root's rows out or back, and write the undo into the book."""
    number = write_take(connection, file=root.label, sha256="", taken_at=undone_at, kind="undo", undoes=root.undoes)
    holder = number if root.take is None else root.take
    moved = _put_root_back(connection, holder) if root.out else _take_root_out(connection, root, holder)
    connection.execute(update(takes).where(takes.c.take == holder).values(aside=not root.out))
    counts = moved.counts()
    write_counts(
        connection,
        number,
        [WorkshopCount(workshop=one.workshop, new=one.responses, changed=one.answers + one.said) for one in counts],
    )
    return Undone(number=number, of=root.label, back=root.out, moved=counts, left=moved.left.total())


def _take_root_out(connection: Connection, root: Root, holder: int) -> _Moved:
    moved = _Moved()
    if root.response is not None:
        keys = find_keys(connection, [root.response])
        moved.responses.update(workshop for workshop, _ in keys)
        move_responses(connection, holder, keys.values())
        return moved
    brought = list_brought(connection, holder, root.kind)
    moved.responses.update(brought.values())
    move_responses(connection, holder, brought.keys())
    _take_edits_out(connection, holder, moved)
    for table in SAID:
        moved.said.update(_list_workshops(connection, table, holder))
        move_rows(connection, holder, table, table.c.take == holder)
    own = select(own_steps.c.workshop).where(own_steps.c.take == holder)
    moved.said.update(connection.execute(own).scalars().all())
    move_rows(connection, holder, own_steps, own_steps.c.take == holder)
    return moved


def _take_edits_out(connection: Connection, take: int, moved: _Moved) -> None:
    """Set aside what a take changed in responses that it had not brought, and bring back what it replaced."""
    query = (
        select(superseded, responses.c.workshop, responses.c.id, responses.c.label)
        .join_from(superseded, responses, superseded.c.response == responses.c.key)
        .where(superseded.c.superseded_by == take)
    )
    replaced = connection.execute(query).all()
    later = _list_left(connection, take)
    ours = [row for row in replaced if row.item != LABEL_ITEM and (row.response, row.item) not in later]
    moved.left.update(row.workshop for row in replaced if (row.response, row.item) in later)
    moved.answers.update(row.workshop for row in replaced if (row.response, row.item) not in later)
    cells = {(row.response, row.item) for row in ours}
    added = select(answers.c.response, answers.c.item, responses.c.workshop).join_from(answers, responses)
    for response, item, workshop in connection.execute(added.where(answers.c.take == take)):
        moved.answers[workshop] += (response, item) not in cells
    move_rows(connection, take, answers, answers.c.take == take)
    for part in divide([row.number for row in ours]):
        move_rows(connection, take, superseded, superseded.c.number.in_(part))
    if ours:
        columns = ("response", "item", "value_text", "value_number", "take")
        connection.execute(insert(answers), [{name: getattr(row, name) for name in columns} for row in ours])
    for row in replaced:
        if row.item == LABEL_ITEM:
            _take_label_out(connection, take, row)


def _list_left(connection: Connection, take: int) -> set[Cell]:
    """List the answers that a take had replaced and that a phone has changed since."""
    columns = (superseded.c.response, superseded.c.item)
    by_phone = select(*columns).where((superseded.c.take == take) & superseded.c.superseded_by.is_(None))
    same = (superseded.c.response == answers.c.response) & (superseded.c.item == answers.c.item)
    others = answers.c.take.is_(None) | (answers.c.take != take)
    now = select(*columns).join_from(answers, superseded, same).where(others & (superseded.c.superseded_by == take))
    return {(response, item) for query in (by_phone, now) for response, item in connection.execute(query)}


def _take_label_out(connection: Connection, take: int, row: Any) -> None:
    """Give a response the label back that a take had replaced, and keep the one that the take gave it."""
    facts = {"old": row.value_text, "now": row.label}
    note = {"intake": take, "of_table": LABEL_ITEM, "of_workshop": row.workshop, "of_response": row.id}
    note |= {"take": row.take, "superseded_by": take, "facts": json.dumps(facts, ensure_ascii=False)}
    connection.execute(insert(set_aside).values(note))
    connection.execute(delete(superseded).where(superseded.c.number == row.number))
    connection.execute(update(responses).where(responses.c.key == row.response).values(label=row.value_text))


def _list_workshops(connection: Connection, table: Table, take: int) -> list[str]:
    query = select(responses.c.workshop).join_from(table, responses, table.c.response == responses.c.key)
    return list(connection.execute(query.where(table.c.take == take)).scalars())


def _put_root_back(connection: Connection, root: int) -> _Moved:
    moved = _Moved()
    rows = connection.execute(select(set_aside).where(set_aside.c.intake == root).order_by(set_aside.c.number)).all()
    rows = refile_rows(connection, root, rows)
    home = {(row.of_workshop, row.of_response) for row in rows if row.of_table == responses.name}
    moved.responses.update(workshop for workshop, _ in home)
    edits = [row for row in rows if row.of_table in _EDITED and (row.of_workshop, row.of_response) not in home]
    numbers = {row.number for row in edits}
    whole = [row for row in rows if row.number not in numbers]
    moved.said.update(
        row.of_workshop
        for row in whole
        if row.of_table in {*SAID_NAMES, own_steps.name} and (row.of_workshop, row.of_response) not in home
    )
    put_back(connection, whole)
    _put_edits_back(connection, edits, moved)
    return moved


_EDITED = (answers.name, superseded.name, LABEL_ITEM)


def _put_edits_back(connection: Connection, rows: Sequence[Any], moved: _Moved) -> None:
    """Change single answers again as they had been changed, but those that a phone has changed since."""
    keys = find_keys(connection, {(row.of_workshop, row.of_response) for row in rows})
    cells: dict[Cell, dict[str, Any]] = {}
    for row in rows:
        key = keys[row.of_workshop, row.of_response]
        if row.of_table == LABEL_ITEM:
            _put_label_back(connection, key, row)
            moved.answers[row.of_workshop] += 1
        else:
            cells.setdefault((key, read_facts(row)["item"]), {})[row.of_table] = row
    for (key, item), pair in cells.items():
        workshop = next(iter(pair.values())).of_workshop
        if _put_cell_back(connection, key, item, pair.get(superseded.name), pair.get(answers.name)):
            moved.answers[workshop] += 1
        else:
            moved.left[workshop] += 1
    drop_rows(connection, [row.number for row in rows])


def _put_cell_back(connection: Connection, key: int, item: str, before: Any, after: Any) -> bool:
    """Put one answer back as a take had made it; False where a phone has written there since, which stays."""
    now = read_cell(connection, (key, item))
    expected = (find_value(read_facts(before)), before.take) if before else None
    if before:
        history = {**read_facts(before), "response": key, "take": before.take, "superseded_by": before.superseded_by}
        connection.execute(insert(superseded).values(history))
    if now == expected:
        connection.execute(delete(answers).where((answers.c.response == key) & (answers.c.item == item)))
    if after:
        row = {**read_facts(after), "response": key, "take": after.take}
        connection.execute(insert(answers if now == expected else superseded).values(row))
    return now == expected


def _put_label_back(connection: Connection, key: int, row: Any) -> None:
    facts = read_facts(row)
    old = {"response": key, "item": LABEL_ITEM, "value_text": facts["old"], "value_number": None}
    connection.execute(insert(superseded).values(**old, take=row.take, superseded_by=row.superseded_by))
    connection.execute(update(responses).where(responses.c.key == key).values(label=facts["now"]))
