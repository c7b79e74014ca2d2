"""A workshop's next steps and what was said of them ⇄ the fields of the console's page of them, in one language. Pure.

Each step's fields go by its number on the page; a hidden one carries which step it is and what the page said of it
first, as the workbook's rows do: so only what the facilitator changed is taken.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.collect.step_cells import parse_due, parse_step_status
from toolkit.errors import Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import FIELDS, NOTHING_SAID, STATUS_NAMES, StepChange, StepState, compose_own_key, is_own
from toolkit.model.plain_text import tidy_text, tidy_word
from toolkit.model.planned_step import PlannedStep
from toolkit.model.steps_sheet import StepRow, compose_step_key, parse_step_key
from toolkit.model.workshop import Workshop
from toolkit.summary.decided_steps import say_step_note
from toolkit.texts import Texts

KEY = "key"
NEW = "new"
"""Stands in a field's name where a step's number does, for one that is added."""
MOST_STEPS = 100
"""Steps on a page: a form may hold only so many fields."""
LONGEST_OWNER = 120
LONGEST_STEP = 1000
_SHORT = 60


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step on the page. `number` names its fields, `key` is its hidden field, `note` says what is to be noted."""

    number: str
    key: str
    text: str
    owner: str
    due: str
    status: str
    note: str
    own: bool


@dataclass(frozen=True, kw_only=True)
class StepsPage:
    """The page: its steps, the choices of a status, how many steps say who takes them, and where the others are."""

    lines: tuple[StepLine, ...]
    statuses: tuple[tuple[str, str], ...]
    total: int
    owned: int
    parts: tuple[tuple[int, str, bool], ...]
    """The parts that a long list is divided into: the first step, what to say, and whether it is the one shown."""


def compose_steps_page(
    steps: Sequence[PlannedStep],
    today: datetime.date,
    texts: Texts,
    first: int = 0,
    typed: Mapping[str, str] | None = None,
) -> StepsPage:
    """Compose the page from step number `first`; `typed` is what the facilitator had typed and is shown again."""
    shown = steps[first : first + MOST_STEPS]
    starts = range(0, len(steps), MOST_STEPS) if len(steps) > MOST_STEPS else ()
    return StepsPage(
        lines=tuple(_compose_line(number, step, today, texts, typed or {}) for number, step in enumerate(shown)),
        statuses=tuple((status, name.say(texts.language)) for status, name in STATUS_NAMES.items()),
        total=len(steps),
        owned=sum(bool(step.state.owner) for step in steps),
        parts=tuple((start, f"{start + 1}–{min(start + MOST_STEPS, len(steps))}", start == first) for start in starts),
    )


def _compose_line(
    number: int, step: PlannedStep, today: datetime.date, texts: Texts, typed: Mapping[str, str]
) -> StepLine:
    row = StepRow(key=step.key, digest=step.digest, state=step.state)
    again = _find_typed(step.key, typed)
    return StepLine(
        number=str(number),
        key=compose_step_key(row),
        text=again.get("text", step.text),
        owner=again.get("owner", step.state.owner),
        due=again.get("due", step.state.due),
        status=again.get("status", step.state.status),
        note=say_step_note(step, today, texts),
        own=step.own,
    )


def _find_typed(key: AnswerKey, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed for a step, by field, whatever its number was."""
    for name, value in typed.items():
        begin, _, number = name.partition(".")
        row = parse_step_key(value) if begin == KEY else None
        if row and row.key == key:
            return {each: typed[f"{each}.{number}"] for each in FIELDS if f"{each}.{number}" in typed}
    return {}


def parse_steps(
    fields: Mapping[str, str], workshop: Workshop, known: Mapping[str, str]
) -> tuple[list[StepChange], list[Problem]]:
    """Read what was sent: the changes of steps of this workshop, and what is wrong.

    `known` maps the ids of the facilitators' own steps to their workshops.
    """
    problems: list[Problem] = []
    changes = []
    for name, value in fields.items():
        begin, _, number = name.partition(".")
        row = parse_step_key(value) if begin == KEY else None
        if row is None or (known.get(row.key.item) if is_own(row.key) else row.key.workshop) not in workshop.ids:
            continue
        place = Place(file="", key=f"“{_shorten(row.state.text or fields.get(f'said.{number}', ''))}”")
        after = _read_state(row.state, fields, number, place, problems)
        if is_own(row.key):
            after = replace(after, text=tidy_text(fields.get(f"text.{number}", ""))[:LONGEST_STEP] or row.state.text)
        if after != row.state:
            places = dict.fromkeys(FIELDS, place)
            changes.append(StepChange(key=row.key, before=row.state, after=after, digest=row.digest, places=places))
    return [*changes, *_read_new(fields, workshop.id, problems)], problems


def _read_state(
    before: StepState, fields: Mapping[str, str], number: str, place: Place, problems: list[Problem]
) -> StepState:
    return replace(
        before,
        owner=tidy_word(fields.get(f"owner.{number}", before.owner))[:LONGEST_OWNER],
        due=parse_due(fields.get(f"due.{number}", before.due).strip(), place, problems),
        status=parse_step_status(fields.get(f"status.{number}", before.status).strip(), place, problems),
    )


def _read_new(fields: Mapping[str, str], workshop: str, problems: list[Problem]) -> Iterator[StepChange]:
    text = tidy_text(fields.get(f"text.{NEW}", ""))[:LONGEST_STEP]
    if not text:
        return
    place = Place(file="", key=f"“{_shorten(text)}”")
    state = _read_state(NOTHING_SAID, fields, NEW, place, problems)
    key = compose_own_key(text, workshop)
    places = dict.fromkeys(FIELDS, place)
    yield StepChange(key=key, before=None, after=replace(state, text=text, workshop=workshop), places=places)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
