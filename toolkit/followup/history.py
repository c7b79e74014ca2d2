"""Rows of plan/history.csv → what was set when, and back; what has changed between two follow-ups. Pure.

The history is never rewritten: a changed status adds an entry, so that any two follow-ups can be compared.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.errors import Place, Problem
from toolkit.followup.messages import BAD_HISTORY, STATUS_WITHOUT_EVIDENCE, STATUS_WITHOUT_NAME
from toolkit.followup.register import parse_day
from toolkit.followup.wording import find_status
from toolkit.model.action_plan import ActionPlan, Activity, Status, StatusEntry
from toolkit.tabular import Rows, find_cut_rows, find_faulty_cells, say_cell

HISTORY_COLUMNS = ("date", "activity", "status", "set_by", "evidence", "recorded")


@dataclass(frozen=True, kw_only=True)
class Change:
    """An activity whose status differs between two follow-ups."""

    activity: Activity
    before: Status
    after: Status
    date: datetime.date | None
    set_by: str


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A register with its history brought up to date, what was added to the history, and what was noticed."""

    activities: tuple[Activity, ...]
    history: tuple[StatusEntry, ...]
    added: tuple[StatusEntry, ...]
    notices: tuple[Problem, ...]


def parse_history(rows: Rows) -> tuple[tuple[StatusEntry, ...], tuple[Problem, ...]]:
    """Read every entry in the order recorded."""
    entries: list[StatusEntry] = []
    problems: list[Problem] = [*find_faulty_cells(rows, 1), *find_cut_rows(rows, 1, len(HISTORY_COLUMNS))]
    for index, cells in enumerate(rows.cells):
        said = [say_cell(cell) for cell in cells]
        if index == 0 or not any(said):
            continue
        said += [""] * (len(HISTORY_COLUMNS) - len(said))
        entry = _parse_entry(said)
        if isinstance(entry, str):
            problems.append(Problem(place=rows.place(index), message=BAD_HISTORY, facts={"what": entry}))
        else:
            entries.append(entry)
    return tuple(entries), tuple(problems)


def _parse_entry(said: Sequence[str]) -> StatusEntry | str:
    """Return the entry of a row, or what stands there that cannot be read."""
    date, status, recorded = parse_day(said[0]), find_status(said[2]), parse_day(said[5])
    if date is None:
        return said[0] or "date"
    if not said[1]:
        return "activity"
    if status is None:
        return said[2] or "status"
    if recorded is None:
        return said[5] or "recorded"
    return StatusEntry(date=date, activity=said[1], status=status, set_by=said[3], evidence=said[4], recorded=recorded)


def compose_history_rows(history: Sequence[StatusEntry]) -> list[list[str]]:
    """Return the history as a table of texts, its headers first."""
    rows = [
        [each.date.isoformat(), each.activity, each.status, each.set_by, each.evidence, each.recorded.isoformat()]
        for each in history
    ]
    return [list(HISTORY_COLUMNS), *rows]


def settle_history(
    activities: Sequence[Activity], history: Sequence[StatusEntry], today: datetime.date, file: str
) -> Settled:
    """Add an entry for each status that differs from the last one recorded, or was assessed anew on another day.

    A changed status without a new date was assessed `today`. Whose name and which evidence stand beside it is for a
    person to say: they stay, and a notice asks.
    """
    last = {entry.activity: entry for entry in history}
    settled: list[Activity] = []
    added: list[StatusEntry] = []
    notices: list[Problem] = []
    for activity in activities:
        before = last.get(activity.id)
        changed = activity.status != (before.status if before else "unknown")
        if changed and (activity.date is None or (before and activity.date == before.date)):
            activity = replace(activity, date=today)  # noqa: PLW2901  the activity as it is from here on
        if changed or (before and activity.date and activity.date != before.date):
            added.append(_compose_entry(activity, today))
        if changed:
            notices += _find_doubts(activity, before, file)
        settled.append(activity)
    return Settled(activities=tuple(settled), history=(*history, *added), added=tuple(added), notices=tuple(notices))


def _compose_entry(activity: Activity, today: datetime.date) -> StatusEntry:
    return StatusEntry(
        date=activity.date or today,
        activity=activity.id,
        status=activity.status,
        set_by=activity.set_by,
        evidence=activity.evidence.sv or activity.evidence.en,
        recorded=today,
    )


def _find_doubts(activity: Activity, before: StatusEntry | None, file: str) -> list[Problem]:
    place, facts = Place(file=file, key=activity.id), {"id": activity.id, "name": activity.set_by}
    found = []
    if not activity.set_by or (before and before.set_by == activity.set_by):
        found.append(Problem(place=place, message=STATUS_WITHOUT_NAME, facts=facts, notice=True))
    evidence = activity.evidence.sv or activity.evidence.en
    if evidence and before and before.evidence == evidence:
        found.append(Problem(place=place, message=STATUS_WITHOUT_EVIDENCE, facts=facts, notice=True))
    return found


def find_last_followup(plan: ActionPlan) -> datetime.date | None:
    """Return the day of the follow-up before the latest one, which a new one is compared with; None for the first."""
    days = plan.followups
    return days[-2] if len(days) > 1 else None


def find_changes(plan: ActionPlan, since: datetime.date | None) -> tuple[Change, ...]:
    """List the activities whose status is another now than it was on a day, in the register's order."""
    if since is None:
        return ()
    before = plan.status_on(since)
    last = {entry.activity: entry for entry in plan.history}
    return tuple(
        Change(
            activity=activity,
            before=before[activity.id],
            after=activity.status,
            date=last[activity.id].date if activity.id in last else activity.date,
            set_by=activity.set_by,
        )
        for activity in plan.activities
        if activity.status != before[activity.id]
    )
