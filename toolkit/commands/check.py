"""Programme folder → every problem of every file, without writing anything.

No fault hides another: each file is read by what could be understood of the others. What follows from a file that could
not be read at all (every question on a slide, where the bank is no TOML) is left out, since it would tell nothing.
"""

import datetime
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.commands.check_notices import find_unshown, find_untranslated
from toolkit.commands.feedback import find_outline_problems
from toolkit.commands.followup_deck import compose_followup_deck
from toolkit.commands.held import find_held_problems
from toolkit.commands.left_behind import find_left_behind
from toolkit.commands.outlines import read_outline
from toolkit.commands.plan import Plan, compose_plan, find_address_notices, find_printed_notices
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.report_files import find_report_template
from toolkit.commands.workshop_deck import fit_workshop_deck
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.messages import UNKNOWN_NAME, UNKNOWN_QUESTION
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.template import Template
from toolkit.errors import InputError, Message, Problem
from toolkit.followup.demand import Demands
from toolkit.followup.messages import PRIORITY_KIND, UNKNOWN_AREA, WRONG_INSIGHT
from toolkit.followup.plan_files import has_plan, read_plan_files
from toolkit.followup.status import compose_status_report
from toolkit.model.action_plan import ActionPlan
from toolkit.model.workshop import Group, Workshop
from toolkit.reading.brochure_file import BROCHURE_FILE
from toolkit.reading.folder import InspectedFolder, inspect_folder, read_brochure, read_media_settings, read_prose
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.report.docx_template.file import read_word_template
from toolkit.resources import find_template_folder
from toolkit.sheet.links import compose_links
from toolkit.sheet.secret import read_secret
from toolkit.texts import Texts, load_texts

_NO_SECRET = b"check"
"""Checking makes no secret: the addresses have the right length, and are shown to nobody."""
_OF_PROGRAMME = (UNKNOWN_AREA, WRONG_INSIGHT, PRIORITY_KIND)
_STAND_IN = "check"
_NO_DAY = datetime.date(2024, 1, 1)


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


@dataclass(frozen=True, kw_only=True)
class _Checking:
    """One check: what was read, in which files nothing could be, and what was found so far, notices too."""

    plan: Plan
    inspected: InspectedFolder
    found: list[Problem] = field(default_factory=list)

    @contextmanager
    def going_on(self, *without: Message) -> Iterator[None]:
        """Note the problems that an InputError carries, but for those that tell nothing, and go on."""
        try:
            yield
        except InputError as error:
            told = (problem for problem in error.problems if problem.message not in without)
            self.found.extend(problem for problem in told if not self._follows(problem))

    def can_read(self, file: str) -> bool:
        """Tell whether a file that programme.toml names is there to be read."""
        return file not in self.inspected.unread

    def _follows(self, problem: Problem) -> bool:
        """Tell whether a problem only follows from a file that could not be understood."""
        if problem.message is UNKNOWN_QUESTION:
            sources = (PROGRAMME_FILE, *self.plan.programme.questions)
            return any(self.inspected.may_define(source, problem.facts["name"]) for source in sources)
        said = problem.facts.get("said", problem.facts.get("value", ""))
        return problem.message in _OF_PROGRAMME and self.inspected.may_define(PROGRAMME_FILE, said)


def check_programme(folder: Path, *, database: str | None = None) -> CheckedProgramme:
    """Read everything, compose and fit every deck. Raises one InputError with all problems.

    What is not as it was when it was held, by the store, is a problem too: one to decide on.
    """
    inspected = inspect_folder(folder)
    if inspected.content is None:
        raise InputError(inspected.problems)
    plan = compose_plan(folder, inspected.content)
    checking = _Checking(plan=plan, inspected=inspected, found=list(inspected.problems))
    checking.found.extend(find_address_notices(plan.programme))
    with checking.going_on():
        read_secret(folder, os.environ)
        checking.found.extend(find_printed_notices(plan))
    template = _read_template(checking)
    _check_report_files(checking)
    slides = _check_outlines(checking, template)
    with checking.going_on():
        checking.found.extend(find_outline_problems(plan, template))
    _check_action_plan(checking, template)
    if not inspected.unread:  # else everything that could not be read would seem to be gone
        with checking.going_on():
            checking.found.extend(find_held_problems(plan, database))
        checking.found.extend(find_left_behind(plan, folder / "out", list(plan.instruments), all_built=True))
    checking.found.extend(_check_store_place(plan, database))
    found = drop_repeats(checking.found)
    faults = [problem for problem in found if not problem.notice]
    if faults:
        raise InputError(faults)
    return CheckedProgramme(plan=plan, slides=slides, notices=found)


def _check_store_place(plan: Plan, database: str | None) -> tuple[Problem, ...]:
    from toolkit.commands.collect import find_own_store
    from toolkit.commands.store_place import find_place_notices

    return find_place_notices(database or find_own_store(plan))


def _check_report_files(checking: _Checking) -> None:
    """Read the Word template and the brochure, where the programme has them."""
    plan = checking.plan
    template = find_report_template(plan.folder, plan.programme)
    if template and checking.can_read(plan.programme.report.template):
        with checking.going_on():
            checking.found.extend(read_word_template(template)[1])
    if (plan.folder / BROCHURE_FILE).exists():
        with checking.going_on():
            checking.found.extend(read_brochure(plan.folder, plan.programme)[2])


def _check_outlines(checking: _Checking, template: Template) -> dict[str, int]:
    """Compose every workshop's deck, and one of each outline that no workshop uses; returns slides by workshop."""
    plan = checking.plan
    sources: dict[str, str] = {}
    for language, file in plan.programme.outlines.items():
        if checking.can_read(file):
            with checking.going_on():
                sources[language] = read_outline(plan, language)
    checking.found.extend((*find_untranslated(plan), *find_unshown(plan, sources)))
    read_file = open_programme_files(plan.folder)
    links = compose_links(plan.programme, plan.workshops, plan.instruments, _NO_SECRET)
    slides: dict[str, int] = {}
    for workshop in plan.workshops:
        if workshop.language in plan.programme.outlines and workshop.language not in sources:
            continue  # told already
        with checking.going_on():
            deck, notices = fit_workshop_deck(plan, links[workshop.id], sources, read_file, workshop, template)
            slides[workshop.id] = len(deck.slides)
            checking.found.extend(notices)
    for language in sources.keys() - {workshop.language for workshop in plan.workshops}:
        _check_unused_outline(checking, language, sources, template)
    return slides


def _check_unused_outline(checking: _Checking, language: str, sources: Mapping[str, str], template: Template) -> None:
    """Compose an outline for nobody in particular: whether it knows its group's columns, nobody can say."""
    plan = checking.plan
    group = Group(id=_STAND_IN, name=_STAND_IN, kind="department")
    workshop = Workshop(id=_STAND_IN, group=group, language=language)
    alone = compose_plan(plan.folder, plan.content(workshops=(workshop,)))
    links = compose_links(plan.programme, alone.workshops, alone.instruments, _NO_SECRET)[_STAND_IN]
    with checking.going_on(UNKNOWN_NAME):
        fit_workshop_deck(alone, links, sources, open_programme_files(plan.folder), workshop, template)


def _check_action_plan(checking: _Checking, template: Template) -> None:
    """Read what lies in plan/, each file for itself, and compose the follow-up's slides in every language."""
    plan = checking.plan
    with checking.going_on():
        checking.found.extend(read_media_settings(plan.folder, plan.programme)[1])
    with checking.going_on():
        checking.found.extend(read_prose(plan.folder, plan.programme)[1])
    register = ActionPlan(activities=())
    with checking.going_on():
        if has_plan(plan.folder):
            register = read_plan_files(plan.folder, plan.programme, datetime.date.max).plan
    day = max(register.followups, default=_NO_DAY)
    report = compose_status_report(plan.programme, register, Demands(), day)
    for language in plan.programme.languages:
        with checking.going_on():
            compose_followup_deck(plan, report, None, load_texts(language), template)


def _read_template(checking: _Checking) -> Template:
    """Read the programme's pptx template; where it cannot serve, say so and go on with the one that comes along."""
    plan = checking.plan
    if checking.can_read(plan.programme.template):
        with checking.going_on():
            template = read_template(plan.template_file, plan.programme.layouts)
            checking.found.extend(template.notices)
            return template
    return read_template(find_template_folder("pptx") / "workshop.pptx", {})
