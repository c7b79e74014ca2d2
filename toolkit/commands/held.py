"""A plan beside its store → what was held and is in the programme no longer, or no longer as it was: told, with remedy.

Problems for `check`, which asks a person to decide; notices for whoever works on: nothing of it stops a build or a
summary, and nothing is decided here.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.commands.plan import Plan
from toolkit.errors import Message, Place, Problem, StoreError
from toolkit.model.held import (
    ChangedQuestion,
    Held,
    LostWorkshop,
    RemovedQuestion,
    find_changed_questions,
    find_lost_workshops,
    find_removed_questions,
)
from toolkit.model.text import LANGUAGES

LOST = Message(
    "The workshop '{id}' ({name}) is no longer in the list; its responses ({count}) stay in the summary under its old "
    "name.",
    "If it is called otherwise now, write {id} in its row in a column 'formerly'. If it was taken out by mistake, put "
    "its row back. If its answers are not to be kept: toolkit forget --workshop {id}",
)
LOST_NEAR = Message(
    LOST.cause,
    "If it is '{nearest}' now, write {id} in that row in a column 'formerly'. If it was taken out by mistake, put its "
    "row back. If its answers are not to be kept: toolkit forget --workshop {id}",
)
_BACK = "Put it back with retired = true: it is asked no more, and its answers count again."
REMOVED = Message(
    "The question '{id}' is not in the bank any more, and its answers ({workshops}: {count}) are left out of summary "
    "and report.",
    _BACK,
)
REMOVED_KNOWN = Message(
    "The question '{id}' (“{text}”) is not in the bank any more, and its answers ({workshops}: {count}) are left out "
    "of summary and report.",
    _BACK,
)
RENAMED = Message(
    REMOVED_KNOWN.cause,
    "'{nearest}' asks the same. Give it its old id back, id = \"{id}\": answers are kept by it.",
)
TEXT_CHANGED = Message(
    "The question '{id}' has answers ({workshops}: {count}) from when it read “{before}”; it reads “{now}” now.",
    'If it asks the same and was only corrected, write corrected = "{today}" in it. If it asks something else, let the '
    "old text stand with retired = true, and give the new one an id of its own.",
)
SHAPE_CHANGED = Message(
    "The question '{id}' has answers ({workshops}: {count}) from when it was “{before}”; it is “{now}” now, and "
    "answers that do not fit are left out.",
    "Let it be as it was, with retired = true if it is asked no more, and give the new one an id of its own.",
)
CHOICES_GONE = Message(
    "The question '{id}' has answers ({workshops}: {count}) from when one could choose {before} as well; answers that "
    "chose it are left out.",
    "Put the choice back. If it is to be chosen no more, retire the question (retired = true), and give the new one an "
    "id of its own.",
)


def find_held_problems(plan: Plan, database: str | None, today: datetime.date | None = None) -> tuple[Problem, ...]:
    """Compare a plan with its store, where there is one; every problem is one to decide on."""
    address = find_held_store(plan, database)
    if address is None:
        return ()
    from toolkit.store.held import read_held

    return describe_held(plan, read_held(address), today or datetime.date.today())


def find_held_notices(plan: Plan, database: str | None, today: datetime.date | None = None) -> tuple[Problem, ...]:
    """Return the same as notices; a store that cannot be read now is one as well."""
    try:
        found = find_held_problems(plan, database, today)
    except StoreError as error:
        found = error.problems
    return tuple(replace(problem, notice=True) for problem in found)


def find_held_store(plan: Plan, database: str | None) -> str | Path | None:
    """Return the address of the store to compare with; None where there is no file yet."""
    own = plan.folder / "responses" / "responses.sqlite3"
    if not database and not own.exists():
        return None  # most builds end here, without the database's library
    from toolkit.store.engine import find_store_file

    file = find_store_file(database or own)
    return (database or own) if file is None or file.exists() else None


def describe_held(plan: Plan, held: Held, today: datetime.date) -> tuple[Problem, ...]:
    """Say where a plan and what was held part. Pure, but for the lines of the bank's files."""
    return (
        *(_describe_lost(plan, lost) for lost in find_lost_workshops(plan.workshops, held)),
        *(_describe_removed(plan, removed) for removed in find_removed_questions(plan.bank, held)),
        *(_describe_changed(plan, changed, today) for changed in find_changed_questions(plan.bank, held)),
    )


def _describe_lost(plan: Plan, lost: LostWorkshop) -> Problem:
    workshop = lost.workshop
    facts = {"id": workshop.id, "name": workshop.group.name, "count": lost.responses, "nearest": lost.nearest}
    message = LOST_NEAR if lost.nearest else LOST
    return Problem(place=Place(file=plan.programme.groups), message=message, facts=facts)


def _describe_removed(plan: Plan, removed: RemovedQuestion) -> Problem:
    said = next((text for language in LANGUAGES if (text := getattr(removed.text, language))), "")
    facts = {
        "id": removed.id,
        "count": removed.answers,
        "workshops": ", ".join(removed.workshops),
        "text": said,
        "nearest": removed.nearest,
    }
    if removed.nearest:
        return Problem(place=find_question_place(plan, removed.nearest), message=RENAMED, facts=facts)
    place = Place(file=", ".join(plan.programme.questions))
    return Problem(place=place, message=REMOVED_KNOWN if said else REMOVED, facts=facts)


def _describe_changed(plan: Plan, changed: ChangedQuestion, today: datetime.date) -> Problem:
    facts = {
        "id": changed.id,
        "count": changed.answers,
        "workshops": ", ".join(changed.workshops),
        "before": changed.before,
        "now": changed.now,
        "today": today.isoformat(),
    }
    message = {"text": TEXT_CHANGED, "shape": SHAPE_CHANGED, "choices": CHOICES_GONE}[changed.part]
    return Problem(place=find_question_place(plan, changed.id), message=message, facts=facts)


def find_question_place(plan: Plan, question: str) -> Place:
    """Find the line of the bank where a question has its id."""
    pattern = re.compile(rf"""\s*id\s*=\s*["']{re.escape(question)}["']""")
    for file in plan.programme.questions:
        for number, line in _read_lines(plan.folder / file):
            if pattern.match(line):
                return Place(file=file, line=number)
    return Place(file=", ".join(plan.programme.questions), key=question)


def _read_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        yield from enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
    except OSError:
        return
