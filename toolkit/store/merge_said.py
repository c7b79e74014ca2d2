"""Merge what another store says of answers and steps that are here too, inside a transaction. Talks to the database.

What is said is only ever added. Where one of the two has gone on from what both say, its last word holds; where each
has gone on in its own way, what is said here holds, and is counted to be told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from toolkit.model.former_ids import FormerIds
from toolkit.store.aside import NUMBER, SAID_NAMES, find_keys, read_facts
from toolkit.store.compare import ResponseKey
from toolkit.store.schema import own_steps, responses, set_aside

_Facts = tuple[tuple[str, Any], ...]
"""What a row says, by column; not when it came in nor in which order."""
_UNSAID = frozenset({NUMBER, "version", "take"})


@dataclass(frozen=True, kw_only=True)
class SaidMerge:
    """How many words were added to what is said here, and of how many answers and steps both say something else."""

    added: int = 0
    differs: int = 0

    def __add__(self, other: "SaidMerge") -> "SaidMerge":
        return SaidMerge(added=self.added + other.added, differs=self.differs + other.differs)


def merge_said(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> SaidMerge:
    """Add what an archive's rows, with this store's numbers of responses and takes, say beyond what is said here.

    What was said in both and has been taken out here stays out.
    """
    names = ("id",) if table is own_steps else ("response", "item")
    here, last = _read_here(connection, table, names)
    out = _read_aside(connection, table) if rows else frozenset()
    given: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        if _say(row) not in out:
            given.setdefault(tuple(row[name] for name in names), []).append(row)
    new: list[dict[str, Any]] = []
    differs = 0
    for place, theirs in given.items():
        ours, said = here.get(place, []), [_say(row) for row in theirs]
        if said[: len(ours)] != ours:
            differs += said[-1] not in ours
            continue
        for row in theirs[len(ours) :]:
            new.append(dict(row))
            if table is own_steps:
                last[place] = new[-1]["version"] = max(row["version"], last.get(place, 0) + 1)
    if new:
        connection.execute(insert(table), new)
    return SaidMerge(added=len(new), differs=differs)


def _read_here(
    connection: Connection, table: Table, names: Sequence[str]
) -> tuple[dict[tuple[Any, ...], list[_Facts]], dict[tuple[Any, ...], int]]:
    """Read what is said here, by what it is said of, and the last version of each own step."""
    here: dict[tuple[Any, ...], list[_Facts]] = {}
    last: dict[tuple[Any, ...], int] = {}
    for found in connection.execute(select(table).order_by(*table.primary_key.columns)):
        row = found._asdict()
        place = tuple(row[name] for name in names)
        here.setdefault(place, []).append(_say(row))
        last[place] = row.get("version", 0)
    return here, last


def _read_aside(connection: Connection, table: Table) -> frozenset[_Facts]:
    """Read what an undo has taken out here."""
    rows = connection.execute(select(set_aside).where(set_aside.c.of_table == table.name)).all()
    keys = find_keys(connection, {(row.of_workshop, row.of_response) for row in rows})
    found = set()
    for row in rows:
        facts = read_facts(row)
        if table.name in SAID_NAMES:
            facts["response"] = keys.get((row.of_workshop, row.of_response))
        found.add(_say(facts))
    return frozenset(found)


def _say(row: Mapping[str, Any]) -> _Facts:
    return tuple(sorted((name, value) for name, value in row.items() if name not in _UNSAID))


def drop_erased_steps(
    connection: Connection, rows: Sequence[Mapping[str, Any]], left: Collection[ResponseKey], former: FormerIds
) -> list[Mapping[str, Any]]:
    """Leave out the own steps of workshops whose responses were all erased here: they were erased with them."""
    here = {former.find_now(each) for each in connection.execute(select(responses.c.workshop).distinct()).scalars()}
    emptied = {former.find_now(workshop) for workshop, _ in left} - here | ({""} if left and not here else set())
    gone = {row["id"] for row in rows if former.find_now(row["workshop"]) in emptied}
    return [row for row in rows if row["id"] not in gone]
