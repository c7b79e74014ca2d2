"""Keep and read who takes next steps and how they stand, inside a transaction. Talks to the database.

What is said of a step is only ever added: the last one holds, and the earlier ones tell the history. Steps are answers
(`next_steps`), or the facilitators' own (`own_steps`).
"""

from collections.abc import Collection, Sequence
from typing import cast

from sqlalchemy import Connection, delete, func, insert, select

from toolkit.errors import InputError, Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.former_ids import FormerIds
from toolkit.model.next_step import (
    STATUS_NAMES,
    NextStep,
    StepChange,
    StepOutcome,
    StepState,
    StepStatus,
    is_own,
    merge_step,
)
from toolkit.store.messages import STEP_CHANGED_TWICE
from toolkit.store.schema import next_steps, own_steps, responses


def read_steps(connection: Connection) -> dict[AnswerKey, NextStep]:
    """Read what holds of each step of which anything has been said, the facilitators' own steps last."""
    return {key: history[-1] for key, history in read_step_history(connection).items()}


def read_step_history(connection: Connection) -> dict[AnswerKey, list[NextStep]]:
    """Read everything that was said of each step, in the order in which it was said."""
    said = (next_steps.c.digest, next_steps.c.set_at, next_steps.c.owner, next_steps.c.due, next_steps.c.status)
    found = (
        select(responses.c.workshop, responses.c.id, next_steps.c.item, *said, next_steps.c.take)
        .join_from(next_steps, responses, next_steps.c.response == responses.c.key)
        .order_by(next_steps.c.number)
    )
    history: dict[AnswerKey, list[NextStep]] = {}
    for workshop, response, item, digest, set_at, owner, due, status, take in connection.execute(found):
        key = AnswerKey(workshop, response, item)
        state = StepState(owner=owner, due=due, status=cast(StepStatus, status))  # only this program writes it
        history.setdefault(key, []).append(NextStep(key=key, state=state, digest=digest, set_at=set_at, take=take))
    for row in connection.execute(select(own_steps).order_by(own_steps.c.id, own_steps.c.version)):
        key = AnswerKey("", "", row.id)
        status = cast(StepStatus, row.status)
        state = StepState(text=row.text, workshop=row.workshop, owner=row.owner, due=row.due, status=status)
        history.setdefault(key, []).append(NextStep(key=key, state=state, set_at=row.set_at, take=row.take))
    return history


def write_steps(
    connection: Connection, changes: Sequence[StepChange], set_at: str, same: Collection[int] = ()
) -> StepOutcome:
    """Add what says something else than what holds, and say what became of all.

    `same` are the intakes of earlier states of the file that says it. Raises InputError where two people have changed
    the same field of a step in different ways; then nothing is added.
    """
    history = read_step_history(connection)
    keys = {
        (workshop, name): key
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    taken: list[NextStep] = []
    stale: list[AnswerKey] = []
    unknown: list[AnswerKey] = []
    problems: list[Problem] = []
    for change in changes:
        key, earlier = change.key, history.get(change.key, [])
        if not is_own(key) and (key.workshop, key.response) not in keys:
            unknown += [key] if change.before != change.after else []
            continue
        merged = merge_step([step.state for step in earlier], change, [step.take in same for step in earlier])
        now = earlier[-1].state if earlier else StepState()
        problems += [_say_clash(change, name, now) for name in merged.clashes]
        stale += [key] if merged.stale else []
        if merged.state != now:
            taken.append(NextStep(key=key, state=merged.state, digest=change.digest, set_at=set_at))
    if problems:
        raise InputError(problems)
    _insert_steps(connection, [step for step in taken if not step.own], keys)
    for step in taken:
        if step.own:
            # Not how many there are: an undone intake has taken some out.
            last = select(func.max(own_steps.c.version)).where(own_steps.c.id == step.key.item)
            version = (connection.execute(last).scalar_one() or 0) + 1
            connection.execute(insert(own_steps).values(_compose_own_row(step, version)))
    return StepOutcome(taken=tuple(taken), stale=tuple(stale), unknown=tuple(unknown))


def erase_own_steps(connection: Connection, workshops: Collection[str], former: FormerIds) -> None:
    """Erase the facilitators' own steps of workshops of which no response is left.

    Those of no workshop go with the last response of the store.
    """
    left = {former.find_now(each) for each in connection.execute(select(responses.c.workshop).distinct()).scalars()}
    emptied = {former.find_now(each) for each in workshops} - left | ({""} if not left else set())
    gone = [
        key.item
        for key, history in read_step_history(connection).items()
        if is_own(key) and former.find_now(history[-1].state.workshop) in emptied
    ]
    for step in gone:
        connection.execute(delete(own_steps).where(own_steps.c.id == step))


def _insert_steps(connection: Connection, steps: Sequence[NextStep], keys: dict[tuple[str, str], int]) -> None:
    rows = [
        {
            "response": keys[step.key.workshop, step.key.response],
            "item": step.key.item,
            "digest": step.digest,
            "owner": step.state.owner,
            "due": step.state.due,
            "status": step.state.status,
            "set_at": step.set_at,
        }
        for step in steps
    ]
    if rows:
        connection.execute(insert(next_steps), rows)


def _compose_own_row(step: NextStep, version: int) -> dict[str, object]:
    state = step.state
    return {
        "id": step.key.item,
        "version": version,
        "workshop": state.workshop,
        "text": state.text,
        "owner": state.owner,
        "due": state.due,
        "status": state.status,
        "set_at": step.set_at,
    }


def _say_clash(change: StepChange, name: str, now: StepState) -> Problem:
    place = change.places.get(name, Place(file=""))
    facts = {"here": _say_field(change.after, name), "holds": _say_field(now, name)}
    return Problem(place=place, message=STEP_CHANGED_TWICE, facts=facts)


def _say_field(state: StepState, name: str) -> str:
    """Say what a field holds, a status as the worksheet's list calls it."""
    if name == "status" and state.status:
        called = STATUS_NAMES[state.status]
        return f"{called.sv} / {called.en}"
    return getattr(state, name) or "–"
