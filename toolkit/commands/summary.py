"""All collected answers → one analysis → the workbook over all workshops, and the report for the management."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.analysis import read_analysis
from toolkit.commands.plan import read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.report_files import WrittenReport, compose_report_facts, find_report_template, write_report
from toolkit.errors import Problem
from toolkit.model.analysis import Analysis
from toolkit.model.text import Text
from toolkit.summary.report.compose import compose_report
from toolkit.summary.workbook import write_workbook
from toolkit.texts import Texts, load_texts

NO_NOTE = Text()


@dataclass(frozen=True, kw_only=True)
class WrittenSummary:
    """The workbook and the reports, and how much they sum up."""

    path: Path
    reports: tuple[WrittenReport, ...]
    workshops: int
    responses: int
    answers: int
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    def find_report(self, language: str) -> WrittenReport:
        """Return the report in a language, or the first one."""
        return next((each for each in self.reports if each.pdf.stem.endswith(f"-{language}")), self.reports[0])

    def describe(self, texts: Texts) -> str:
        """Say what was summed up, and where it stands."""
        said = texts(
            "Summed up {answers} answers in {responses} responses from {workshops} workshops: {path}",
            answers=self.answers,
            responses=self.responses,
            workshops=self.workshops,
            path=str(self.path),
        )
        reports = [
            texts("The report: {docx} (to edit) and {pdf}", docx=str(report.docx), pdf=str(report.pdf))
            for report in self.reports
        ]
        return "\n".join([said, *reports])

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {
            "path": str(self.path),
            "reports": [{"docx": str(report.docx), "pdf": str(report.pdf)} for report in self.reports],
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
    report_template: Path | None = None,
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
    template = find_report_template(folder, plan.programme, report_template)
    reports = tuple(
        _write_report(analysis, path.parent, each, template)
        for each in ((language,) if language else plan.programme.languages)
    )
    return WrittenSummary(
        path=path,
        reports=reports,
        workshops=analysis.method.workshops,
        responses=analysis.method.responses,
        answers=analysis.method.answers,
        notices=drop_repeats([*noticed, *notices, *(notice for report in reports for notice in report.notices)]),
    )


def _write_report(analysis: Analysis, out: Path, language: str, template: Path | None) -> WrittenReport:
    texts = load_texts(language)
    report = compose_report(analysis, texts, compose_report_facts(analysis.programme, texts))
    return write_report(report, out, f"report-{language}", template)
