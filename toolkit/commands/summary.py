"""All collected answers → one analysis → the workbook over all workshops."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.analysis import read_analysis
from toolkit.commands.plan import read_plan
from toolkit.errors import Problem
from toolkit.model.text import Text
from toolkit.summary.workbook import write_workbook
from toolkit.texts import Texts, load_texts

NO_NOTE = Text()


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
    note: Text = NO_NOTE,
) -> WrittenSummary:
    """Write the summary; `written_on` defaults to today, `note` is said in every output."""
    plan = read_plan(folder)
    analysis, noticed = read_analysis(plan, database, written_on or datetime.date.today(), note)
    path = out or folder / "out" / "summary.xlsx"
    texts = load_texts(language or plan.programme.languages[0])
    notices = write_workbook(
        analysis.working.summary,
        plan.programme,
        texts,
        path,
        analysis.written_on,
        minimum=plan.programme.min_group,
        note=note.say(texts.language),
        analysis=analysis,
    )
    return WrittenSummary(
        path=path,
        workshops=analysis.method.workshops,
        responses=analysis.method.responses,
        answers=analysis.method.answers,
        notices=(*noticed, *notices),
    )
