"""Compare responses as handed in with those kept, into what to write and what to say. Pure.

`Kept` is a stored response with its answers; a Plan holds rows for the tables of schema.py, ready to be written.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model.change import LABEL_ITEM, Change, Comparison, Handed, Value
from toolkit.model.intake import WorkshopCount
from toolkit.model.response import Response

ResponseKey = tuple[str, str]
"""A workshop's id and a response's id in it."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A stored response. `answers` maps an item to its value and the take that brought it."""

    key: int
    label: str
    take: int | None
    answers: Mapping[str, tuple[Value, int | None]]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A change to write: the response's key, the take that had brought the old value, and the change itself."""

    key: int
    old_take: int | None
    change: Change


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to write: whole new responses, and edits to kept ones."""

    new: tuple[Response, ...]
    edits: tuple[Edit, ...]
    comparison: Comparison


def compare_responses(handed: Sequence[Handed], kept: Mapping[ResponseKey, Kept], taken_before: str = "") -> Plan:
    """Find what is new, what differs and what stays."""
    new: list[Response] = []
    edits: list[Edit] = []
    met = agreeing = 0
    counted: dict[str, Counter[str]] = {}
    for one in handed:
        count = counted.setdefault(one.response.workshop, Counter())
        before = kept.get((one.response.workshop, one.response.id))
        if before is None:
            new.append(one.response)
            count["new"] += 1
            continue
        found = _compare_response(one, before)
        edits += found
        count["changed" if found else "unchanged"] += 1
        now_met = sum(item in one.covers for item in before.answers)
        met += now_met
        agreeing += now_met - sum(edit.change.old is not None and edit.change.item != LABEL_ITEM for edit in found)
    total = sum(counted.values(), Counter[str]())
    comparison = Comparison(
        new_responses=total["new"],
        changed_responses=total["changed"],
        unchanged_responses=total["unchanged"],
        new_answers=sum(len(response.answers) for response in new),
        changes=tuple(edit.change for edit in edits),
        met=met,
        agreeing=agreeing,
        taken_before=taken_before,
        workshops=_compose_counts(counted),
    )
    return Plan(new=tuple(new), edits=tuple(edits), comparison=comparison)


def _compose_counts(counted: Mapping[str, Counter[str]]) -> tuple[WorkshopCount, ...]:
    return tuple(
        WorkshopCount(workshop=name, new=count["new"], changed=count["changed"], unchanged=count["unchanged"])
        for name, count in sorted(counted.items())
    )


def keep_corrections(plan: Plan) -> Plan:
    """Take of a file that was taken before only what is not there, and say which corrections were kept from it."""
    found = plan.comparison
    comparison = replace(
        found,
        changed_responses=0,
        unchanged_responses=found.changed_responses + found.unchanged_responses,
        changes=(),
        kept=found.changes,
        workshops=tuple(replace(one, changed=0, unchanged=one.changed + one.unchanged) for one in found.workshops),
    )
    return replace(plan, edits=(), comparison=comparison)


def _compare_response(handed: Handed, kept: Kept) -> list[Edit]:
    """List the edits that make a kept response what was handed in, items in alphabetical order, the label last."""
    response = handed.response
    now: dict[str, str | int] = {answer.item: answer.value for answer in response.answers}
    edits = []
    for item in sorted(handed.covers | now.keys()):
        old, take = kept.answers.get(item, (None, None))
        new = now.get(item)
        if old != new:
            edits.append(_compose_edit(response, kept.key, take, item, old, new))
    # A file that has no labels does not take a label away.
    if response.label and response.label != kept.label:
        edits.append(_compose_edit(response, kept.key, kept.take, LABEL_ITEM, kept.label or None, response.label))
    return edits


def _compose_edit(response: Response, key: int, take: int | None, item: str, old: Value, new: Value) -> Edit:
    change = Change(workshop=response.workshop, response=response.id, item=item, old=old, new=new)
    return Edit(key=key, old_take=take, change=change)
