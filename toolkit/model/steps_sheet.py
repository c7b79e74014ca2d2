"""How the worksheet of next steps carries what it is about: column names, its mark, what a row said first. Pure.

It is known again as the worksheet for coding is (see coding_sheet.py). A hidden cell in each row names the step and
keeps what the row said when it was written, so that only what a person changed counts. A row without one is a step
that a person has added.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import STEP_STATUSES, StepState
from toolkit.model.text import Text

MARK = "toolkit-steps"
VERSION = 1

HEADERS: Mapping[str, Text] = {
    "area": Text(sv="Område", en="Area"),
    "theme": Text(sv="Tema", en="Theme"),
    "step": Text(sv="Nästa steg", en="Next step"),
    "others": Text(sv="Handlar också om", en="Also about"),
    "owner": Text(sv="Ansvarig", en="Owner"),
    "due": Text(sv="Klart senast", en="Due date"),
    "status": Text(sv="Status", en="Status"),
    "note": Text(sv="Att tänka på", en="To note"),
    "group": Text(sv="Grupp", en="Group"),
    "date": Text(sv="Datum", en="Date"),
    "question": Text(sv="Fråga", en="Question"),
    "response": Text(sv="Svarande", en="Response"),
    "key": Text(sv="Radens nyckel", en="Key of the row"),
}
"""By column: the header, which is also what a deleted machine row is replaced by."""


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """What a row stood for when it was written; `digest` is that of the text it showed, `group` the name it showed."""

    key: AnswerKey
    digest: str
    state: StepState
    group: str = ""


def compose_step_key(row: StepRow) -> str:
    """Return what a row's hidden cell holds."""
    state = row.state
    held = [*row.key, row.digest, state.text, state.workshop, state.owner, state.due, state.status, row.group]
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def parse_step_key(cell: object) -> StepRow | None:
    """Read a row's hidden cell back; None where it is no such cell any more."""
    try:
        held = json.loads(cell) if isinstance(cell, str) else None
    except ValueError:
        return None
    if not isinstance(held, list) or len(held) != 10 or not all(isinstance(each, str) for each in held):
        return None
    workshop, response, item, digest, text, own_workshop, owner, due, status, group = held
    if status not in ("", *STEP_STATUSES):
        return None
    return StepRow(
        key=AnswerKey(workshop, response, item),
        digest=digest,
        state=StepState(text=text, workshop=own_workshop, owner=owner, due=due, status=status),
        group=group,
    )
