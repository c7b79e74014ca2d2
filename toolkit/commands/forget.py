"""One response, one workshop, or all that is older than the programme keeps → erased, and told what it was."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.commands.own_store import open_existing_store
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.response_ids import choose_response
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.files import explain_write_failure
from toolkit.model.forget import Forgotten, StoredResponse, find_past_retention
from toolkit.outputs.originals import forget_originals
from toolkit.texts import Texts

NO_SUCH_WORKSHOP = Message(
    "The store holds no response of a workshop '{id}'.", "It holds responses of: {known}. Check the name."
)
UNDATED = Message(
    "{count} responses have no date, and neither has their workshop; they were left.",
    "Give the workshop a date in the list of groups, or erase it with: toolkit forget --workshop ID",
)
STILL_IN_USE = Message(
    "The answers are deleted, but traces of them may lie in the database's file until it is packed: another program "
    "is using it.",
    "Stop it (toolkit serve, perhaps) and run the same command again.",
)
ELSEWHERE = Message(
    "What was made from the answers before (summaries, archives, backups) still holds them.",
    "Make it anew, and delete the old files.",
)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was erased, or that nothing was: because there was nothing, or the person said no."""

    counted: Forgotten
    declined: bool = False
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what was erased."""
        if self.declined:
            return texts("Nothing was erased.")
        if not self.counted.responses:
            return texts("There is nothing to erase.")
        return texts("Erased: {what}.", what=describe_counted(self.counted, texts))

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        counted = self.counted if not self.declined else _NOTHING
        return {
            "responses": counted.responses,
            "workshops": list(counted.workshops),
            "answers": counted.answers,
            "superseded": counted.superseded,
            "decisions": counted.decisions,
        }


Confirm = Callable[[Forgotten], bool]

_NOTHING = Forgotten(responses=0, workshops=(), answers=0, superseded=0, decisions=0, others=0)


def describe_counted(counted: Forgotten, texts: Texts) -> str:
    """Say what belongs to the responses chosen, in one line."""
    said = texts.plural(
        "{n} response of {workshops}", "{n} responses of {workshops}", counted.responses,
        workshops=", ".join(counted.workshops),
    )  # fmt: skip
    parts = [
        said,
        texts.plural("{n} answer", "{n} answers", counted.answers),
        texts.plural("{n} earlier value", "{n} earlier values", counted.superseded),
        texts.plural("{n} decision", "{n} decisions", counted.decisions),
    ]
    return ", ".join(parts)


def forget_responses(
    folder: Path,
    *,
    confirm: Confirm,
    response: str = "",
    workshop: str = "",
    past_retention: bool = False,
    database: str | None = None,
    today: datetime.date | None = None,
) -> Erased:
    """Choose by id, by workshop or by age, ask, and erase with every earlier value and decision."""
    plan = read_plan(folder)
    with open_existing_store(plan, database) as store:
        stored = store.read_stored()
        notices: tuple[Problem, ...] = ()
        if past_retention:
            chosen, notices = _choose_past(plan, stored, today or datetime.date.today())
        elif response:
            chosen = [choose_response(stored, response, store.former, workshop)]
        else:
            chosen = _choose_workshop(stored, workshop)
        counted = store.count_rows(chosen)
        if not chosen:
            return Erased(counted=counted, notices=notices)
        if not confirm(counted):
            return Erased(counted=counted, declined=True)
        counted, packed = store.forget(chosen)
    notices += _forget_copies(folder)
    if not packed:
        notices += (Problem(place=Place(file=store.place.file), message=STILL_IN_USE, notice=True),)
    return Erased(counted=counted, notices=(*notices, Problem(place=Place(file=""), message=ELSEWHERE, notice=True)))


def _forget_copies(folder: Path) -> tuple[Problem, ...]:
    """Delete the copies of what was written last: decks and reports may quote what is erased."""
    try:
        forget_originals(folder)
    except OSError as error:
        return (replace(explain_write_failure(folder / ".toolkit", error), notice=True),)
    return ()


def _choose_past(
    plan: Plan, stored: Sequence[StoredResponse], today: datetime.date
) -> tuple[Sequence[StoredResponse], tuple[Problem, ...]]:
    dates = {workshop.id: workshop.date for workshop in plan.workshops}
    past, undated = find_past_retention(stored, dates, plan.programme.retention_days, today)
    if not undated:
        return past, ()
    place = Place(file=plan.programme.groups)
    return past, (Problem(place=place, message=UNDATED, facts={"count": len(undated)}, notice=True),)


def _choose_workshop(stored: Sequence[StoredResponse], workshop: str) -> Sequence[StoredResponse]:
    found = [one for one in stored if one.workshop == workshop]
    if not found:
        known = ", ".join(sorted({one.workshop for one in stored})) or "–"
        facts = {"id": workshop, "known": known}
        raise InputError(Problem(place=Place(file=""), message=NO_SUCH_WORKSHOP, facts=facts))
    return found
