"""Read what is kept under the ids of a file, and find what to write of it. Talks to the database.

What was erased stays erased; of a file taken before only what an undo took out comes in again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from toolkit.model.change import Handed, Value
from toolkit.store.aside import find_set_aside
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
