"""All collected answers → one summary workbook over all workshops."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.collect import find_own_store, open_plan_store
from toolkit.commands.plan import Plan, read_plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.response import Response
from toolkit.model.tally import tally_responses
from toolkit.store.engine import find_store_file
from toolkit.summary.workbook import write_workbook
from toolkit.texts import Texts, load_texts

NO_STORE = Message("There is no store of responses here.", "Check what follows --database; nothing was written.")
NO_RESPONSES = Message(
    "No responses have been collected yet; the summary is empty.", "Take filled sheets in: toolkit collect FILE"
)


@dataclass(frozen=True, kw_only=True)
class WrittenSummary:
    """The workbook, and how much it sums up."""

    path: Path
    workshops: int
    responses: int
    answers: int
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what was summed up, and where it stands."""
        return texts(
            "Summed up {answers} answers in {responses} responses from {workshops} workshops: {path}",
            answers=self.answers,
            responses=self.responses,
            workshops=self.workshops,
            path=str(self.path),
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {
            "path": str(self.path),
            "workshops": self.workshops,
            "responses": self.responses,
            "answers": self.answers,
        }


def write_summary(
    folder: Path,
    *,
    database: str | None = None,
    out: Path | None = None,
    language: str | None = None,
    written_on: datetime.date | None = None,
    note: str = "",
) -> WrittenSummary:
    """Write the summary workbook; `written_on` defaults to today, `note` stands under the overview's title."""
    plan = read_plan(folder)
    responses = read_responses(plan, database)
    summary = tally_responses(plan.programme, plan.workshops, plan.instruments, responses)
    path = out or folder / "out" / "summary.xlsx"
    texts = load_texts(language or plan.programme.languages[0])
    notices = write_workbook(summary, plan.programme, texts, path, written_on or datetime.date.today(), note=note)
    return WrittenSummary(
        path=path,
        workshops=len({counted.workshop.id for counted in summary.responses}),
        responses=len(summary.responses),
        answers=sum(len(counted.entries) for counted in summary.responses),
        notices=(*plan.notices, *_notice_empty(plan, database, len(responses)), *notices),
    )


def read_responses(plan: Plan, database: str | None) -> tuple[Response, ...]:
    """Read what was collected. A store is not made by looking: a misspelt file is told, the own one may be missing."""
    file = find_store_file(database or find_own_store(plan))
    if file is not None and not file.exists():
        if database:
            raise InputError(Problem(place=Place(file=str(file)), message=NO_STORE))
        return ()
    with open_plan_store(plan, database) as store:
        return tuple(store.read_responses())


def _notice_empty(plan: Plan, database: str | None, count: int) -> tuple[Problem, ...]:
    if count:
        return ()
    file = find_store_file(database or find_own_store(plan))
    return (Problem(place=Place(file=str(file or "")), message=NO_RESPONSES, notice=True),)
