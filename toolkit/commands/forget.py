"""One response, one workshop, or all that is older than the programme keeps → erased, and told what it was."""

import datetime
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.commands.collect import find_own_store
from toolkit.commands.handed_files import SUFFIXES
from toolkit.commands.own_store import open_existing_store
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.response_ids import NO_SUCH_RESPONSE, choose_response
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.files import explain_write_failure
from toolkit.model.forget import Forgotten, StoredResponse, find_day, find_past_retention
from toolkit.model.former_ids import FormerIds
from toolkit.outputs.originals import forget_originals
from toolkit.store.engine import find_store_file
from toolkit.store.restore import list_former
from toolkit.store.store import Store
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
CLOCK_FAR = Message(
    "This computer's clock says {today}, and the newest answer is of {newest}. Nothing was erased: a wrong clock would "
    "erase too much.",
    "If the date is right, say so: toolkit forget --past-retention --today {today}",
)
HANDED_IN = Message("Files that were handed in still hold them: {files}.", "Delete these, or the rows in them, too.")
FORMER_STORES = Message(
    "Former stores that a restore has put aside still hold what they held: {files}.",
    "Delete them when nobody needs them any more.",
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
    packed: bool = False
    """Whether an earlier erasing was finished and there was nothing more to do."""
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what was erased."""
        if self.declined:
            return texts("Nothing was erased.")
        if self.packed:
            return texts("Nothing was left to erase; the database has been packed now, and no trace is left in it.")
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
ConfirmDate = Callable[[datetime.date, datetime.date], bool]
"""Asks whether the first date is today's, where the newest answer is of the second."""
FAR_DAYS = 366

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
    confirm_date: ConfirmDate | None = None,
) -> Erased:
    """Choose by id, by workshop or by age, ask, and erase with every earlier value and decision.

    `today` is the day that a person has named; without it the computer's clock is asked, and `confirm_date` a person
    where that lies far from the newest answer.
    """
    plan = read_plan(folder)
    with open_existing_store(plan, database) as store:
        stored = store.read_stored()
        notices: tuple[Problem, ...] = ()
        finished = _finish_packing(store)
        if finished is not None and (response or workshop) and not _is_kept(stored, response, workshop, store):
            return replace(finished, counted=store.count_rows(()))
        if past_retention:
            day = today or _ask_clock(stored, datetime.date.today(), confirm_date)
            if day is None:
                return Erased(counted=store.count_rows(()), declined=True)
            chosen, notices = _choose_past(plan, stored, store.former, day)
        elif response:
            chosen = [choose_response(stored, response, store.former, workshop)]
        else:
            chosen = _choose_workshop(stored, workshop, store.former)
        counted = store.count_rows(chosen)
        if not chosen:
            return Erased(counted=counted, notices=notices, packed=finished is not None and finished.packed)
        if not confirm(counted):
            return Erased(counted=counted, declined=True)
        files = find_handed_in(folder, store.find_files(chosen))
        counted, packed = store.forget(chosen)
    notices += (*_forget_copies(folder), *_notice_former_stores(database or find_own_store(plan)))
    if not packed:
        notices += (Problem(place=Place(file=store.place.file), message=STILL_IN_USE, notice=True),)
    if files:
        facts = {"files": ", ".join(files)}
        notices += (Problem(place=Place(file=""), message=HANDED_IN, facts=facts, notice=True),)
    return Erased(counted=counted, notices=(*notices, Problem(place=Place(file=""), message=ELSEWHERE, notice=True)))


def _finish_packing(store: Store) -> Erased | None:
    """Pack what could not be packed when responses were erased before; None where nothing had to wait."""
    done = store.finish_packing()
    if done is None:
        return None
    still = Problem(place=Place(file=store.place.file), message=STILL_IN_USE, notice=True)
    return Erased(counted=_NOTHING, packed=done, notices=() if done else (still,))


def _is_kept(stored: Sequence[StoredResponse], response: str, workshop: str, store: Store) -> bool:
    """Tell whether there is something to erase by these names."""
    if not response:
        return any(one.workshop in store.former.list_ids(workshop) for one in stored)
    try:
        choose_response(stored, response, store.former, workshop)
    except InputError as error:
        return any(problem.message != NO_SUCH_RESPONSE for problem in error.problems)
    return True


def _ask_clock(
    stored: Sequence[StoredResponse], today: datetime.date, confirm_date: ConfirmDate | None
) -> datetime.date | None:
    """Return today's date; None where it lies far from the newest answer and a person says that it is wrong."""
    days = [day for one in stored if (day := find_day(one, {})) is not None]
    newest = max(days, default=today)
    if -1 <= (today - newest).days <= FAR_DAYS:
        return today
    if confirm_date is None:
        facts = {"today": today.isoformat(), "newest": newest.isoformat()}
        raise InputError(Problem(place=Place(file=""), message=CLOCK_FAR, facts=facts))
    return today if confirm_date(today, newest) else None


def find_handed_in(folder: Path, sums: Collection[str]) -> list[str]:
    """Find the files of the programme's folder that were taken in, by their checksums; their paths in it."""
    found = []
    for path in sorted(folder.rglob("*")) if sums else ():
        if path.suffix.lower() in SUFFIXES and path.is_file() and not {".git", ".venv"} & set(path.parts):
            with suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest() in sums:
                    found.append(str(path.relative_to(folder)))
    return found


def _notice_former_stores(address: str | Path) -> tuple[Problem, ...]:
    """Name the former stores beside this one: nobody looks into them, and they are not erased from."""
    own = find_store_file(address)
    found = list_former(own) if own is not None else []
    facts = {"files": ", ".join(f"{path.parent.name}/{path.name}" for path in found)}
    return (Problem(place=Place(file=""), message=FORMER_STORES, facts=facts, notice=True),) if found else ()


def _forget_copies(folder: Path) -> tuple[Problem, ...]:
    """Delete the copies of what was written last: decks and reports may quote what is erased."""
    try:
        forget_originals(folder)
    except OSError as error:
        return (replace(explain_write_failure(folder / ".toolkit", error), notice=True),)
    return ()


def _choose_past(
    plan: Plan, stored: Sequence[StoredResponse], former: FormerIds, today: datetime.date
) -> tuple[Sequence[StoredResponse], tuple[Problem, ...]]:
    dates = {name: workshop.date for workshop in plan.workshops for name in former.list_ids(workshop.id)}
    past, undated = find_past_retention(stored, dates, plan.programme.retention_days, today)
    if not undated:
        return past, ()
    place = Place(file=plan.programme.groups)
    return past, (Problem(place=place, message=UNDATED, facts={"count": len(undated)}, notice=True),)


def _choose_workshop(stored: Sequence[StoredResponse], workshop: str, former: FormerIds) -> Sequence[StoredResponse]:
    """Choose a workshop's responses, those from before its id was changed among them."""
    found = [one for one in stored if one.workshop in former.list_ids(workshop)]
    if not found:
        known = ", ".join(sorted({one.workshop for one in stored})) or "–"
        facts = {"id": workshop, "known": known}
        raise InputError(Problem(place=Place(file=""), message=NO_SUCH_WORKSHOP, facts=facts))
    return found
