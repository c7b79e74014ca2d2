"""A register edited in the follow-up's workbook → the register with exactly what the person changed. Pure.

Three versions meet: what the workbook said when it was written, what it says now, and what the register says now. Only
cells that the person changed are taken, so that an old workbook undoes nothing; a cell changed in both is a problem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.errors import Problem
from toolkit.followup.columns import COLUMNS, HEADERS
from toolkit.followup.messages import CHANGED_TWICE, ROW_GONE
from toolkit.followup.register import Register, compose_row
from toolkit.model.action_plan import Activity
from toolkit.model.programme import Programme
from toolkit.model.text import Text
from toolkit.tabular import Rows

_DERIVED = ("insight",)
"""Columns that follow from others: what stands there is checked when it is read, and never taken."""


def merge_register(
    current: Register, edited: Register, written: Mapping[str, Sequence[str]], programme: Programme, rows: Rows
) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Return the merged activities and the problems; `written` maps id → cells as the workbook first had them.

    Rows that are new come after the row they stand under; a row that is gone is a problem.
    """
    now = {activity.id: activity for activity in current.activities}
    problems: list[Problem] = []
    merged: dict[str, Activity] = {}
    for activity in edited.activities:
        if activity.id in now:
            merged[activity.id] = _merge_activity(
                now[activity.id], activity, written, programme, problems, edited, rows
            )
    for activity in current.activities:
        if activity.id not in {each.id for each in edited.activities} and activity.id in written:
            place = rows.place(0)
            problems.append(Problem(place=place, message=ROW_GONE, facts={"id": activity.id}))
    order = _place_new_rows([each.id for each in current.activities], edited)
    new = {activity.id: activity for activity in edited.activities if activity.id not in now}
    return tuple(merged.get(each) or new.get(each) or now[each] for each in order), tuple(problems)


def _merge_activity(
    now: Activity,
    edited: Activity,
    written: Mapping[str, Sequence[str]],
    programme: Programme,
    problems: list[Problem],
    register: Register,
    rows: Rows,
) -> Activity:
    extra = tuple(now.extra)
    current, wanted = compose_row(now, programme, extra), compose_row(edited, programme, extra)
    first = list(written.get(now.id, current))[: len(current)]
    first += current[len(first) :]
    changed = [
        at
        for at, (before, after) in enumerate(zip(first, wanted, strict=True))
        if before != after and _name(at, extra) not in _DERIVED
    ]
    for at in changed:
        if current[at] not in (first[at], wanted[at]):
            place = rows.place(register.numbers[now.id] - 1, column=HEADERS.get(_name(at, extra), _name(at, extra)))
            facts = {"column": _name(at, extra), "id": now.id, "register": current[at]}
            problems.append(Problem(place=place, message=CHANGED_TWICE, facts=facts))
    return _take_columns(now, edited, {_name(at, extra) for at in changed})


def _name(at: int, extra: Sequence[str]) -> str:
    return COLUMNS[at] if at < len(COLUMNS) else extra[at - len(COLUMNS)]


def _take_columns(now: Activity, edited: Activity, changed: set[str]) -> Activity:
    """Return the activity with the changed columns of the edited one."""

    def pick(name: str) -> Text:
        old, new = getattr(now, name), getattr(edited, name)
        return Text(sv=new.sv if f"{name}_sv" in changed else old.sv, en=new.en if f"{name}_en" in changed else old.en)

    plain: dict[str, Any] = {
        name: getattr(edited if name in changed else now, name)
        for name in ("area", "priority", "status", "date", "set_by", "themes", "source")
    }
    texts: dict[str, Any] = {name: pick(name) for name in ("text", "unit", "evidence", "comment")}
    extra = {**now.extra, **{name: said for name, said in edited.extra.items() if name in changed}}
    return replace(now, **plain, **texts, extra=extra)


def _place_new_rows(order: list[str], edited: Register) -> list[str]:
    placed = list(order)
    before = ""
    for activity in edited.activities:
        if activity.id not in placed:
            placed.insert(placed.index(before) + 1 if before else 0, activity.id)
        before = activity.id
    return placed
