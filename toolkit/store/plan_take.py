"""Read what is kept under the ids of a file, and find what to write of it. Talks to the database.

What was erased stays erased; of a file taken before only what an undo took out comes in again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from toolkit.model.change import Handed, Value
from toolkit.model.former_ids import FormerIds
from toolkit.store.aside import find_keys, find_set_aside
from toolkit.store.compare import Kept, Plan, ResponseKey, compare_responses, keep_corrections
from toolkit.store.erased import find_erased
from toolkit.store.schema import answers, responses
from toolkit.store.takes import find_take_of


def read_kept(connection: Connection, handed: Sequence[Handed]) -> dict[ResponseKey, Kept]:
    """Read what is kept under the ids that a file speaks of."""
    wanted = {(one.response.workshop, one.response.id) for one in handed}
    workshops = sorted({workshop for workshop, _ in wanted})
    here = responses.c.workshop.in_(workshops)
    found = select(responses.c.key, responses.c.workshop, responses.c.id, responses.c.label, responses.c.take).where(
        here
    )
    rows = [row for row in connection.execute(found) if (row.workshop, row.id) in wanted]
    if not rows:
        return {}
    columns = (answers.c.response, answers.c.item, answers.c.value_text, answers.c.value_number, answers.c.take)
    given: dict[int, dict[str, tuple[Value, int | None]]] = {row.key: {} for row in rows}
    every = select(*columns).join_from(responses, answers).where(here)
    for key, item, text, number, take in connection.execute(every):
        if key in given:
            given[key][item] = (text if number is None else number, take)
    return {
        (row.workshop, row.id): Kept(key=row.key, label=row.label, take=row.take, answers=given[row.key])
        for row in rows
    }


def find_stored_ids(connection: Connection, handed: Sequence[Handed], former: FormerIds) -> tuple[Handed, ...]:
    """Let each response say the id of its workshop under which it lies, stands aside or was erased, if there is one.

    A table that was written anew with a workshop's new id speaks of the same responses. Two ids that a workshop had
    may be two workshops that became one, so they are never taken for each other. Nor are the rows of an Excel sheet
    with the new id those of one with the former: each numbers its own, and a blank one may have been filled since.
    """
    others = {
        one.key: _list_others(one.response.workshop, former) if one.response.channel != "xlsx" else () for one in handed
    }
    keys = {(name, key[1]) for key, names in others.items() for name in (key[0], *names) if names}
    there = find_keys(connection, keys).keys() | find_set_aside(connection, keys).keys() | find_erased(connection, keys)
    met = {key for key in others if key in there}
    moved = {}
    for key, names in others.items():
        found = [name for name in names if (name, key[1]) in there]
        if key not in met and len(found) == 1 and (found[0], key[1]) not in others:
            moved[key] = found[0]
    return tuple(
        replace(one, response=replace(one.response, workshop=moved[one.key])) if one.key in moved else one
        for one in handed
    )


def _list_others(workshop: str, former: FormerIds) -> tuple[str, ...]:
    now = former.find_now(workshop)
    return former.list_ids(now)[1:] if workshop == now else (now,)


def plan_take(connection: Connection, handed: Sequence[Handed], sha256: str, *, correction: bool) -> Plan:
    """Find what to write of a file's responses. Of a file taken before its comparison names that intake."""
    kept = read_kept(connection, handed)
    before = find_take_of(connection, sha256)
    left = Left() if correction else find_left_out(connection, handed, kept, taken_before=before is not None)
    welcome = [one for one in handed if one.key not in left.every]
    plan = compare_responses(welcome, kept, before[1] if before else "")
    if before and not correction:
        plan = keep_corrections(plan)
        plan = replace(plan, comparison=replace(plan.comparison, intake=before[0]))
    comparison = replace(plan.comparison, erased=len(left.erased), passed=len(left.passed))
    return replace(plan, comparison=comparison)


@dataclass(frozen=True)
class Left:
    """Responses of a file that are left out: erased ones, and those of a file taken before that are not there now."""

    erased: frozenset[ResponseKey] = frozenset()
    passed: frozenset[ResponseKey] = frozenset()

    @property
    def every(self) -> frozenset[ResponseKey]:
        """All of them."""
        return self.erased | self.passed


def find_left_out(
    connection: Connection, handed: Sequence[Handed], kept: Mapping[ResponseKey, Kept], *, taken_before: bool
) -> Left:
    """Find which responses of a file are to be left out; those that an undo took out come in again."""
    missing = [one.key for one in handed if one.key not in kept]
    gone = find_erased(connection, missing)
    if not taken_before:
        return Left(gone)
    aside = find_set_aside(connection, missing)
    return Left(gone, frozenset(key for key in missing if key not in gone and key not in aside))
