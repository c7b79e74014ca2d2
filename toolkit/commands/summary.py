"""All collected answers → one analysis → the outputs made from it: the workbook, feedback decks, reports."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.commands.analysis import read_analysis
from toolkit.commands.build import Progress
from toolkit.commands.feedback import WrittenDeck, open_feedback
from toolkit.commands.outputs import gather, put_as
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.report_files import compose_report_facts, find_report_template, write_report
from toolkit.commands.take_in import NOTHING_TAKEN, TakenIn, take_in_summary
from toolkit.errors import Problem
from toolkit.model.analysis import Analysis, MethodFacts
from toolkit.model.text import Text
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
from toolkit.summary.data_files import write_data
from toolkit.summary.report.compose import compose_report
from toolkit.summary.themes.qdc import compose_qdc
from toolkit.summary.workbook import write_workbook
from toolkit.texts import Texts, load_texts

NO_NOTE = Text()
OUTPUTS = ("workbook", "feedback", "report", "data")
"""What --only may name, in the order it is made."""


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """A file that was written, and which output it belongs to. A report's is its PDF; `beside` is its Word file."""

    output: str
    path: Path
    beside: Path | None = None
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WrittenSummary:
    """What was written, and how much it sums up."""

    out: Path
    files: tuple[WrittenFile, ...]
    method: MethodFacts
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    taken_in: TakenIn = NOTHING_TAKEN

    @property
    def path(self) -> Path:
        """Return the workbook's place, or that of whatever was written first."""
        return self.files[0].path if self.files else self.out

    def list_paths(self, output: str) -> tuple[Path, ...]:
        """List the files of one output."""
        return tuple(file.path for file in self.files if file.output == output)

    def find_report(self, language: str) -> Path:
        """Return the report in a language as PDF, or the first one."""
        reports = self.list_paths("report")
        return next((path for path in reports if path.stem.endswith(f"-{language}")), reports[0])

    def describe(self, texts: Texts) -> str:
        """Say what was summed up, and where it stands."""
        said = [
            *self.taken_in.describe(texts),
            texts.plural(
                "Summed up {answers} answers in {responses} responses from {workshops} workshop: {path}",
                "Summed up {answers} answers in {responses} responses from {workshops} workshops: {path}",
                self.method.workshops,
                answers=self.method.answers,
                responses=self.method.responses,
                workshops=self.method.workshops,
                path=str(self.path),
            ),
        ]
        decks = self.list_paths("feedback")
        if decks:
            first = texts("{path} for everyone", path=str(decks[0]))
            said.append(
                texts.plural("{n} feedback deck: {first}", "{n} feedback decks: {first}", len(decks), first=first)
            )
        said += [
            texts("The report: {docx} (to edit) and {pdf}", docx=str(file.beside), pdf=str(file.path))
            for file in self.files
            if file.beside
        ]
        for path in self.list_paths("data"):
            if path.suffix:
                said.append(texts("The theme book for other programs: {path}", path=str(path)))
            else:
                said.append(texts("The published figures as CSV and JSON: {path}", path=str(path)))
        if self.method.undecided:
            said.append(
                texts.plural(
                    "{n} answer may tell who somebody is, and is masked until a facilitator has decided.",
                    "{n} answers may tell who somebody is, and are masked until a facilitator has decided.",
                    self.method.undecided,
                )
            )
        return "\n".join(said)

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        outputs = dict.fromkeys(file.output for file in self.files)
        return {
            "path": str(self.path),
            "reports": [{"docx": str(file.beside), "pdf": str(file.path)} for file in self.files if file.beside],
            "workshops": self.method.workshops,
            "responses": self.method.responses,
            "answers": self.method.answers,
            "flagged": self.method.flagged,
            "undecided": self.method.undecided,
            "withheld": self.method.withheld,
            "files": {output: [str(path) for path in self.list_paths(output)] for output in outputs},
            "kept": list_kept(self.outcomes),
            "taken": self.taken_in.receipt.facts() if self.taken_in.receipt else None,
        }


@dataclass(frozen=True, kw_only=True)
class _Job:
    """What every output is written from."""

    plan: Plan
    analysis: Analysis
    texts: Texts
    languages: tuple[str, ...]
    """Languages of what is written once a language, the summary's own first."""
    out: Path
    workbook: Path
    template: Path | None
    report_template: Path | None
    outputs: Outputs
    taken_in: TakenIn


def write_summary(
    folder: Path,
    *,
    database: str | None = None,
    out: Path | None = None,
    language: str | None = None,
    only: Sequence[str] = (),
    template: Path | None = None,
    report_template: Path | None = None,
    written_on: datetime.date | None = None,
    note: Text = NO_NOTE,
    takes: bool = True,
    fresh: bool = False,
    progress: Progress | None = None,
) -> WrittenSummary:
    """Write every output, or `only` some; `out` is a folder, or the workbook's file with the rest beside it.

    What somebody has changed in the workbook that is to be written is taken in first, unless it is not to (`takes`);
    where it cannot be read it stays as it is, and the rest is written.
    `written_on` defaults to today, `note` is said in every output. `fresh` makes files anew that people have changed,
    and keeps theirs under dated names.
    """
    plan = read_plan(folder)
    out = out or folder / "out"
    workbook = out if out.suffix.lower() == ".xlsx" else out / "summary.xlsx"
    outputs = Outputs(folder, anew=fresh)
    taken_in = take_in_summary(plan, workbook, outputs, database) if takes else NOTHING_TAKEN
    analysis, noticed = read_analysis(plan, database, written_on or datetime.date.today(), note)
    own = language or plan.programme.languages[0]
    others = () if language else tuple(each for each in plan.programme.languages if each != own)
    job = _Job(
        plan=plan,
        analysis=analysis,
        texts=load_texts(own),
        languages=(own, *others),
        out=workbook.parent,
        workbook=workbook,
        template=template,
        report_template=find_report_template(folder, plan.programme, report_template),
        outputs=outputs,
        taken_in=taken_in,
    )
    steps = [step for output in OUTPUTS if not only or output in only for step in _LISTS[output](job)]
    written = (step() for step in steps)
    files = tuple(progress(written, len(steps), "Summing up") if progress else written)
    return _compose_written(job, files, noticed, fresh=fresh)


def _compose_written(
    job: _Job, files: tuple[WrittenFile, ...], noticed: Sequence[Problem], *, fresh: bool
) -> WrittenSummary:
    """Gather what was written, what became of each file, and what was noticed on the way."""
    outcomes, taken_in = job.outputs.take_outcomes(), job.taken_in
    kept, problems = gather(outcomes)
    notices = [
        *taken_in.notices,
        *(_notice(taken_in.problems) if fresh else ()),
        *noticed,
        *(notice for file in files for notice in file.notices),
        *kept,
    ]
    return WrittenSummary(
        out=job.out,
        files=files,
        method=job.analysis.method,
        notices=drop_repeats(notices),
        problems=(*(() if fresh else taken_in.problems), *problems),
        outcomes=outcomes,
        taken_in=taken_in,
    )


def _notice(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Turn problems into notices: whoever asks for everything anew is told of what could not be read, and goes on."""
    return tuple(replace(problem, notice=True) for problem in problems)


Step = Callable[[], WrittenFile]


def _list_workbook(job: _Job) -> Iterator[Step]:
    yield partial(_write_workbook, job)


def _write_workbook(job: _Job) -> WrittenFile:
    analysis = job.analysis
    notices = write_workbook(
        analysis.working.summary,
        analysis.programme,
        job.texts,
        job.workbook,
        analysis.written_on,
        minimum=analysis.method.minimum,
        note=analysis.note.say(job.texts.language),
        analysis=analysis,
        put=put_as(job.outputs, "summary", job.taken_in.holds),
    )
    return WrittenFile(output="workbook", path=job.workbook, notices=notices)


def _list_feedback(job: _Job) -> Iterator[Step]:
    """List the feedback decks: one over all in each language, one a workshop in its own."""
    room = open_feedback(job.plan, job.analysis, job.template, job.out, job.outputs)

    for language in job.languages:
        suffix = "" if language == job.languages[0] else f"-{language}"
        yield partial(_write_deck, partial(room.write_everyone, language, f"feedback{suffix}.pptx"))
    for workshop in room.workshops:
        yield partial(_write_deck, partial(room.write_workshop, workshop))


def _write_deck(write: Callable[[], WrittenDeck]) -> WrittenFile:
    deck = write()
    return WrittenFile(output="feedback", path=deck.path, notices=deck.notices)


def _list_reports(job: _Job) -> Iterator[Step]:
    for language in job.languages:
        yield partial(_write_report, job, load_texts(language))


def _write_report(job: _Job, texts: Texts) -> WrittenFile:
    report = compose_report(job.analysis, texts, compose_report_facts(job.plan.programme, texts))
    written = write_report(report, job.out, f"report-{texts.language}", job.report_template, job.outputs)
    return WrittenFile(output="report", path=written.pdf, beside=written.docx, notices=written.notices)


def _list_data(job: _Job) -> Iterator[Step]:
    yield partial(_write_data, job)
    if job.plan.themes.themes:
        yield partial(_write_codebook, job)


def _write_data(job: _Job) -> WrittenFile:
    folder = job.out / "data"
    texts = tuple(load_texts(language) for language in job.languages)
    write_data(job.analysis, folder, texts, put_as(job.outputs, "data"))
    return WrittenFile(output="data", path=folder)


def _write_codebook(job: _Job) -> WrittenFile:
    """Write the theme book as other programs for coding read it."""
    path = job.out / "themes.qdc"
    put_as(job.outputs, "data")(path, compose_qdc(job.plan.themes, job.plan.programme, job.languages[0]))
    return WrittenFile(output="data", path=path)


_LISTS: Mapping[str, Callable[[_Job], Iterator[Step]]] = {
    "workbook": _list_workbook,
    "feedback": _list_feedback,
    "report": _list_reports,
    "data": _list_data,
}
