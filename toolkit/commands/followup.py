"""The action plan, what workshops ask of it and a monitoring export → workbook, slides and final report."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.analysis import code_summary, read_kept
from toolkit.commands.followup_deck import compose_followup_deck
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.report_files import compose_report_facts, find_report_template, write_report
from toolkit.deck.pptx_template.file import read_template
from toolkit.errors import InputError, Place, Problem
from toolkit.followup.demand import Demands, tally_demands
from toolkit.followup.edited import has_changes, read_edited, take_edited
from toolkit.followup.final_report import ReportParts, compose_final_report
from toolkit.followup.history import Settled
from toolkit.followup.media import MediaExposure
from toolkit.followup.media_file import read_media, read_media_settings
from toolkit.followup.media_words import compose_media_words
from toolkit.followup.messages import NO_SUCH_DAY, NOT_TAKEN_IN
from toolkit.followup.plan_files import PlanFiles, read_plan_files, settle_plan, write_plan_files
from toolkit.followup.prose import read_prose
from toolkit.followup.register import parse_day
from toolkit.followup.status import StatusReport, compose_status_report
from toolkit.followup.wording import say_counts
from toolkit.followup.workbook.write import Contents, write_followup_workbook
from toolkit.model.action_plan import ActionPlan
from toolkit.model.tally import tally_responses
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

    def describe(self, texts: Texts) -> str:
        """Say how the plan stands, what has changed, and where to read it."""
        counts = self.report.counts
        lines = [
            texts("{n} activities in the plan’s areas: {counts}.", n=counts.total, counts=say_counts(counts, texts))
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


def write_followup(folder: Path, options: FollowupOptions) -> WrittenFollowup:
    """Take an edited register in where one is given, then write everything anew.

    Raises InputError with every problem of the plan, the edited file or the export; nothing is changed then.
    """
    plan = read_plan(folder)
    today = options.day or datetime.date.today()
    out = options.out or folder / "out"
    texts = load_texts(options.language or plan.programme.languages[0])
    since = _parse_since(options.since)
    files = before = read_plan_files(options.plan or folder, plan.programme, today)
    if options.register:
        edited = read_edited(options.register, plan.programme)
        files = take_edited(files, edited, plan.programme, today, _list_texts())
    if options.plan is None:  # an example may be made anew at any time
        _refuse_to_lose_changes(out / f"{options.name}.xlsx", options.register, plan, today)
    files, settled = settle_plan(files, today)
    prose = read_prose(options.plan or folder)
    note = options.note or prose.note.say(texts.language)
    mark = texts("EXAMPLE") if options.note else ""
    exposure, notices = _read_exposure(folder, options, today)
    demands = find_demands(plan, files.plan, options.database)
    report = compose_status_report(plan.programme, files.plan, demands, today, since)
    contents = Contents(
        programme=plan.programme,
        plan=files.plan,
        extra=files.register.extra,
        report=report,
        exposure=exposure,
        note=note,
        mark=mark,
    )
    words = compose_media_words(exposure, texts) if exposure else None
    template = read_template(options.template or plan.template_file, plan.programme.layouts)
    word = find_report_template(folder, plan.programme, folder / prose.template if prose.template else None)
    deck = compose_followup_deck(plan, report, words, texts, template, note, mark)
    write_plan_files(files, plan.programme)
    written = {kind: out / f"{options.name}.{ending}" for kind, ending in ENDINGS.items()}
    write_followup_workbook(contents, texts, written["workbook"])
    deck.write(written["deck"])
    final = compose_final_report(
        ReportParts(
            programme=plan.programme,
            plan=files.plan,
            report=report,
            words=words,
            prose=prose,
            note=note,
            mark=mark,
            facts=compose_report_facts(plan.programme, texts),
        ),
        texts,
    )
    remarks = write_report(final, out, options.name, word).notices
    return WrittenFollowup(
        files=written,
        report=report,
        settled=settled,
        changed=_list_changed(before, files),
        exposure=exposure,
        notices=(*plan.notices, *settled.notices, *notices, *template.notices, *deck.notices, *remarks),
    )


def find_demands(plan: Plan, action_plan: ActionPlan, database: str | None) -> Demands:
    """Count what the collected answers ask of the action plan."""
    kept = read_kept(plan, database)
    if not kept.responses:
        return Demands()
    summary = tally_responses(plan.programme, plan.workshops, plan.instruments, kept.responses)
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


def _refuse_to_lose_changes(path: Path, taken: Path | None, plan: Plan, today: datetime.date) -> None:
    """Refuse to write over a workbook that somebody has changed, unless it is the one that was just taken in."""
    if not path.exists() or (taken and taken.exists() and taken.resolve() == path.resolve()):
        return
    try:
        edited = read_edited(path, plan.programme)
    except InputError:
        return  # not one of ours, or of another programme: nothing that could be taken in is lost
    if has_changes(edited, plan.programme, today, _list_texts()):
        raise InputError(Problem(place=Place(file=str(path)), message=NOT_TAKEN_IN, facts={"file": str(path)}))


def _read_exposure(
    folder: Path, options: FollowupOptions, today: datetime.date
) -> tuple[MediaExposure | None, tuple[Problem, ...]]:
    settings = read_media_settings(folder)
    if options.media is None:
        return None, ()
    return read_media(options.media, settings, today)


def _list_changed(before: PlanFiles, after: PlanFiles) -> tuple[str, ...]:
    old = {activity.id: activity for activity in before.plan.activities}
    linked = {link.answer: link for link in before.plan.links}
    changed = [activity.id for activity in after.plan.activities if old.get(activity.id) != activity]
    links = [link for link in after.plan.links if linked.get(link.answer) != link]
    return (*changed, *dict.fromkeys(f"{link.answer.workshop}/{link.answer.response}" for link in links))
