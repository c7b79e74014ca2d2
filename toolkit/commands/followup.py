"""The action plan, what workshops ask of it and a monitoring export → workbook, slides and final report."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.commands.analysis import Kept, analyse_kept, code_summary, read_kept, tally_kept
from toolkit.commands.followup_deck import compose_followup_deck
from toolkit.commands.outputs import KINDS, gather, put_as
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.report_files import compose_report_facts, find_report_template, write_report
from toolkit.commands.take_in import NOTHING_TAKEN, TakenIn, take_in_summary
from toolkit.deck.pptx_template.file import read_template
from toolkit.errors import InputError, Place, Problem
from toolkit.files import Put, find_spelling
from toolkit.followup.demand import Demands, tally_demands
from toolkit.followup.edited import has_changes, list_read, read_edited, take_edited
from toolkit.followup.final_report import ReportParts, compose_final_report
from toolkit.followup.history import Settled
from toolkit.followup.media import MediaExposure
from toolkit.followup.media_file import read_media
from toolkit.followup.media_words import compose_media_words
from toolkit.followup.messages import NO_SUCH_DAY
from toolkit.followup.plan_files import PlanFiles, read_plan_files, settle_plan, write_plan_files
from toolkit.followup.register import parse_day
from toolkit.followup.status import StatusReport, compose_status_report
from toolkit.followup.wording import say_counts
from toolkit.followup.workbook.write import Contents, write_followup_workbook
from toolkit.model.action_plan import ActionPlan
from toolkit.model.planned_step import DecidedStep
from toolkit.model.prose import Prose
from toolkit.model.text import Text
from toolkit.outputs.cells import Holds, holds_all
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
from toolkit.reading.folder import read_media_settings, read_prose
from toolkit.report.docx_template.file import read_word_template
from toolkit.summary.decided_steps import compose_decided
from toolkit.texts import Texts, load_texts

ENDINGS = {"workbook": "xlsx", "deck": "pptx", "report": "docx", "pdf": "pdf"}


@dataclass(frozen=True, kw_only=True)
class WrittenFollowup:
    """What was written, and how the plan stands."""

    files: Mapping[str, Path]
    report: StatusReport
    settled: Settled
    changed: tuple[str, ...]
    """What of the plan a file taken in has changed: ids of activities."""
    exposure: MediaExposure | None
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    taken_in: TakenIn = NOTHING_TAKEN

    def describe(self, texts: Texts) -> str:
        """Say how the plan stands, what has changed, and where to read it."""
        counts = self.report.counts
        lines = [
            *self.taken_in.describe(texts),
            texts.plural(
                "{n} activity in the plan’s areas: {counts}.",
                "{n} activities in the plan’s areas: {counts}.",
                counts.total,
                counts=say_counts(counts, texts, every=True),
            ),
        ]
        if self.changed:
            lines.append(texts("Taken in from the file: {ids}.", ids=", ".join(self.changed)))
        added = len(self.settled.added)
        if added:
            lines.append(texts.plural("{n} status added to the history.", "{n} statuses added to the history.", added))
        if self.exposure:
            lines.append(texts("Media exposure: {n} mentions.", n=self.exposure.total))
        return "\n".join([*lines, *(f"  {path}" for path in self.files.values())])

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        counts = self.report.counts
        return {
            "files": {kind: str(path) for kind, path in self.files.items()},
            "activities": counts.total,
            "status": {status: counts.of(status) for status in ("done", "partly", "none", "unknown")},
            "changed": list(self.changed),
            "history_added": len(self.settled.added),
            "mentions": self.exposure.total if self.exposure else None,
            "kept": list_kept(self.outcomes),
            "taken": self.taken_in.receipt.facts() if self.taken_in.receipt else None,
        }


@dataclass(frozen=True, kw_only=True)
class FollowupOptions:
    """What a person may choose; paths as given, `since` as year-month-day, `day` is today unless told otherwise.

    `plan` is a folder whose plan/ serves instead of the programme's own, `name` what the files are called. `note` says
    that statuses are made up: it then stands everywhere, and every picture is marked.
    """

    media: Path | None = None
    register: Path | None = None
    since: str = ""
    database: str | None = None
    language: str | None = None
    out: Path | None = None
    template: Path | None = None
    day: datetime.date | None = None
    note: str = ""
    plan: Path | None = None
    name: str = "followup"
    fresh: bool = False
    """Whether files that people have changed are made anew, with theirs kept under dated names."""


@dataclass(frozen=True, kw_only=True)
class _Work:
    """One follow-up with all that was read, nothing yet written."""

    folder: Path
    plan: Plan
    options: FollowupOptions
    texts: Texts
    files: PlanFiles
    report: StatusReport
    exposure: MediaExposure | None
    prose: Prose
    outputs: Outputs
    taken: "_Taken"
    steps: tuple[DecidedStep, ...]

    @property
    def out(self) -> Path:
        """Where the files go."""
        return self.options.out or self.folder / "out"

    @property
    def note(self) -> str:
        """What stands on every page."""
        return self.options.note or self.prose.note.say(self.texts.language)

    @property
    def mark(self) -> str:
        """What stands in every picture."""
        return self.texts("EXAMPLE") if self.options.note else ""


def write_followup(folder: Path, options: FollowupOptions) -> WrittenFollowup:
    """Take in what was changed in the workbooks, and the register given, then write everything anew.

    A workbook of which something cannot be read stays as it is, and is told. Raises InputError with every problem of
    the plan, the register given or the export; nothing is changed then.
    """
    plan = read_plan(folder)
    today = options.day or datetime.date.today()
    since = _parse_since(options.since)
    outputs = Outputs(folder, anew=options.fresh)
    before = read_plan_files(options.plan or folder, plan.programme, today)
    taken = _take_changes(before, folder, options, plan, outputs, today)
    files, settled = settle_plan(taken.files, today)
    exposure, notices = _read_exposure(plan, options, today)
    prose, more = read_prose(options.plan or folder, plan.programme)
    held = read_kept(plan, options.database)
    texts = load_texts(options.language or plan.programme.languages[0])
    work = _Work(
        folder=folder,
        plan=plan,
        options=options,
        texts=texts,
        files=files,
        report=compose_status_report(plan.programme, files.plan, find_demands(plan, files.plan, held), today, since),
        exposure=exposure,
        prose=prose,
        outputs=outputs,
        taken=taken,
        steps=list_decided_steps(plan, held, today, texts),
    )
    written, remarks = _write_outputs(work)
    outcomes = work.outputs.take_outcomes()
    kept, refused = gather(outcomes)
    return WrittenFollowup(
        files=written,
        report=work.report,
        settled=settled,
        changed=_list_changed(before, files),
        exposure=exposure,
        notices=(
            *taken.notices,
            *plan.notices,
            *files.register.notices,
            *settled.notices,
            *notices,
            *more,
            *remarks,
            *kept,
        ),
        problems=(*taken.problems, *refused),
        outcomes=outcomes,
        taken_in=taken.summary,
    )


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """What edited workbooks were taken in: the plan with their changes, and what is wrong with those that were not.

    `workbooks` are the files whose changes are in the plan now, with what tells whether a fresh one says all of it.
    """

    files: PlanFiles
    workbooks: tuple[tuple[Path, Holds], ...] = ()
    summary: TakenIn = NOTHING_TAKEN
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def _take_changes(
    files: PlanFiles, folder: Path, options: FollowupOptions, plan: Plan, outputs: Outputs, today: datetime.date
) -> _Taken:
    """Take in what was changed in the summary, in the follow-up's own workbook and in the register given, in turn.

    What is wrong in the first two is told, and they stay as they are; a fault in the register given is raised.
    """
    taken = _Taken(files=files)
    if options.plan is None:  # an example may be made anew at any time
        out = options.out or folder / "out"
        summary = take_in_summary(plan, out / "summary.xlsx", outputs, options.database)
        found = (*summary.problems,)
        own = out / f"{options.name}.xlsx"
        if not (options.register and options.register.exists() and own.exists() and own.samefile(options.register)):
            try:
                taken = _take_own(taken, own, plan, today)
            except InputError as error:
                found = (*found, *error.problems)
        # Whoever asks for everything anew is told of what could not be read, and goes on.
        notices = tuple(replace(problem, notice=True) for problem in found) if options.fresh else ()
        taken = replace(
            taken,
            summary=summary,
            notices=(*summary.notices, *notices),
            problems=() if options.fresh else found,
        )
    return _take_register(taken, options.register, plan, today) if options.register else taken


def _take_own(taken: _Taken, path: Path, plan: Plan, today: datetime.date) -> _Taken:
    """Take in the follow-up's own workbook where somebody has changed it. Raises InputError with what is wrong."""
    if not path.exists():
        return taken
    try:
        edited = read_edited(path, plan.programme)
    except InputError:
        return taken  # not one of ours, or of another programme: whoever writes there leaves it
    return _take_register(taken, path, plan, today) if has_changes(edited, _list_texts()) else taken


def _take_register(taken: _Taken, path: Path, plan: Plan, today: datetime.date) -> _Taken:
    edited = read_edited(path, plan.programme)
    files = take_edited(taken.files, edited, plan.programme, today, _list_texts())
    holds = partial(holds_all, taken=list_read(edited, _list_texts()))
    return replace(taken, files=files, workbooks=(*taken.workbooks, (path, holds)))


def _put_workbook(work: _Work, path: Path) -> Put:
    """Return what puts the workbook in its place, also in that of the one that was just taken in."""
    taken = (holds for each, holds in work.taken.workbooks if path.exists() and path.samefile(each))
    return work.outputs.as_kind(KINDS["followup workbook"], holds=next(taken, None))


def _write_outputs(work: _Work) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """Compose everything, then write the plan and the four files; returns their paths and notices."""
    programme, texts, prose = work.plan.programme, work.texts, work.prose
    words = compose_media_words(work.exposure, texts) if work.exposure else None
    template = read_template(work.options.template or work.plan.template_file, programme.layouts)
    deck = compose_followup_deck(work.plan, work.report, words, texts, template, work.note, work.mark, work.steps)
    own = work.folder / find_spelling(work.folder, prose.template) if prose.template else None
    word = find_report_template(work.folder, programme, own)
    if word:
        read_word_template(word)  # refused before anything is changed, where it cannot serve
    write_plan_files(work.files, programme)
    written = {kind: work.out / f"{work.options.name}.{ending}" for kind, ending in ENDINGS.items()}
    contents = Contents(
        programme=programme,
        plan=work.files.plan,
        extra=work.files.register.extra,
        report=work.report,
        exposure=work.exposure,
        steps=work.steps,
        note=work.note,
        mark=work.mark,
    )
    write_followup_workbook(contents, texts, written["workbook"], _put_workbook(work, written["workbook"]))
    deck.write(written["deck"], put_as(work.outputs, "followup deck"))
    parts = ReportParts(
        programme=programme,
        plan=work.files.plan,
        report=work.report,
        words=words,
        prose=prose,
        steps=work.steps,
        note=work.note,
        mark=work.mark,
        facts=compose_report_facts(programme, texts),
    )
    remarks = write_report(compose_final_report(parts, texts), work.out, work.options.name, word, work.outputs).notices
    return written, (*template.notices, *deck.notices, *remarks)


def list_decided_steps(plan: Plan, kept: Kept, today: datetime.date, texts: Texts) -> tuple[DecidedStep, ...]:
    """List the workshops' next steps that somebody has taken on, as they may be shown."""
    return compose_decided(analyse_kept(plan, kept, today, Text()), texts) if kept.steps else ()


def find_demands(plan: Plan, action_plan: ActionPlan, kept: Kept) -> Demands:
    """Count what the collected answers ask of the action plan."""
    if not kept.responses:
        return Demands()
    summary = tally_kept(plan, kept)
    return tally_demands(
        plan.programme, action_plan.activities, action_plan.links, summary, code_summary(plan, summary, kept)
    )


def _list_texts() -> tuple[Texts, ...]:
    return (load_texts("sv"), load_texts("en"))


def _parse_since(said: str) -> datetime.date | None:
    if not said:
        return None
    day = parse_day(said)
    if day is None:
        raise InputError(Problem(place=Place(file="--since"), message=NO_SUCH_DAY, facts={"said": said}))
    return day


def _read_exposure(
    plan: Plan, options: FollowupOptions, today: datetime.date
) -> tuple[MediaExposure | None, tuple[Problem, ...]]:
    settings, notices = read_media_settings(plan.folder, plan.programme)
    if options.media is None:
        return None, ()
    exposure, more = read_media(options.media, settings, today)
    return exposure, (*notices, *more)


def _list_changed(before: PlanFiles, after: PlanFiles) -> tuple[str, ...]:
    old = {activity.id: activity for activity in before.plan.activities}
    linked = {link.answer: link for link in before.plan.links}
    changed = [activity.id for activity in after.plan.activities if old.get(activity.id) != activity]
    links = [link for link in after.plan.links if linked.get(link.answer) != link]
    return (*changed, *dict.fromkeys(f"{link.answer.workshop}/{link.answer.response}" for link in links))
