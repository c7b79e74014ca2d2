"""Programme folder → every problem of every file, without writing anything."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.feedback import find_outline_problems
from toolkit.commands.followup_deck import compose_followup_deck
from toolkit.commands.plan import Plan, find_example_address, read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.report_files import find_report_template
from toolkit.commands.workshop_deck import fit_workshop_deck, read_outlines
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.template import Template
from toolkit.errors import InputError, Problem
from toolkit.followup.demand import Demands
from toolkit.followup.media_file import read_media_settings
from toolkit.followup.plan_files import has_plan, read_plan_files
from toolkit.followup.prose import read_prose
from toolkit.followup.status import compose_status_report
from toolkit.reading.brochure_file import BROCHURE_FILE
from toolkit.reading.folder import read_brochure
from toolkit.report.docx_template.file import read_word_template
from toolkit.resources import find_template_folder
from toolkit.sheet.links import compose_links
from toolkit.texts import Texts, load_texts

_NO_SECRET = b"check"
"""Checking makes no secret: the addresses have the right length, and are shown to nobody."""


@dataclass(frozen=True, kw_only=True)
class CheckedProgramme:
    """A programme without problems, counted."""

    plan: Plan
    slides: Mapping[str, int]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say that all is well, and what was read."""
        return texts.plural(
            "No problems: {n} workshop, {questions} questions in the bank, {slides} slides in all.",
            "No problems: {n} workshops, {questions} questions in the bank, {slides} slides in all.",
            len(self.plan.workshops),
            questions=len(self.plan.bank),
            slides=sum(self.slides.values()),
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the counts."""
        return {
            "programme": self.plan.programme.id,
            "questions": len(self.plan.bank),
            "workshops": [{"id": workshop, "slides": slides} for workshop, slides in self.slides.items()],
        }


def check_programme(folder: Path) -> CheckedProgramme:
    """Read everything, compose and fit every deck. Raises one InputError with all problems."""
    plan = read_plan(folder)
    problems: list[Problem] = []
    template = _read_template(plan, problems)
    notices = [*find_example_address(plan.programme), *plan.notices, *template.notices]
    outlines, read_file = read_outlines(plan), open_programme_files(folder)
    links = compose_links(plan.programme, plan.workshops, plan.instruments, _NO_SECRET)
    notices += _check_report_files(plan, problems)
    slides: dict[str, int] = {}
    for workshop in plan.workshops:
        try:
            deck, more = fit_workshop_deck(plan, links[workshop.id], outlines, read_file, workshop, template)
            slides[workshop.id] = len(deck.slides)
            notices += more
        except InputError as error:
            problems += error.problems
    problems += find_outline_problems(plan, template)
    _check_action_plan(plan, template, problems)
    if problems:
        raise InputError(drop_repeats(problems))
    return CheckedProgramme(plan=plan, slides=slides, notices=drop_repeats(notices))


def _check_report_files(plan: Plan, problems: list[Problem]) -> list[Problem]:
    """Read the Word template and the brochure, where the programme has them; return notices."""
    notices: list[Problem] = []
    template = find_report_template(plan.folder, plan.programme)
    try:
        if template:
            notices += read_word_template(template)[1]
    except InputError as error:
        problems += error.problems
    try:
        if (plan.folder / BROCHURE_FILE).exists():
            notices += read_brochure(plan.folder, plan.programme)[2]
    except InputError as error:
        problems += error.problems
    return notices


def _check_action_plan(plan: Plan, template: Template, problems: list[Problem]) -> None:
    """Read the action plan and what lies beside it, and compose its slides in every language."""
    if not has_plan(plan.folder):
        return
    try:
        files = read_plan_files(plan.folder, plan.programme, datetime.date.max)
        read_media_settings(plan.folder)
        read_prose(plan.folder)
        day = max(files.plan.followups, default=datetime.date(2024, 1, 1))
        report = compose_status_report(plan.programme, files.plan, Demands(), day)
        for language in plan.programme.languages:
            compose_followup_deck(plan, report, None, load_texts(language), template)
    except InputError as error:
        problems += error.problems


def _read_template(plan: Plan, problems: list[Problem]) -> Template:
    """Read the programme's pptx template; where it cannot serve, say so and go on with the one that comes along."""
    try:
        return read_template(plan.template_file, plan.programme.layouts)
    except InputError as error:
        problems += error.problems
        return read_template(find_template_folder("pptx") / "workshop.pptx", {})
