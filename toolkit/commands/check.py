"""Programme folder → every problem of every file, without writing anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.workshop_deck import compose_workshop_deck, read_outlines
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.pptx_template.file import read_template
from toolkit.errors import InputError, Problem
from toolkit.sheet.links import compose_links
from toolkit.texts import Texts

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
        return texts(
            "No problems: {workshops} workshops, {questions} questions in the bank, {slides} slides in all.",
            workshops=len(self.plan.workshops),
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
    """Read everything and compose every deck. Raises one InputError with all problems."""
    plan = read_plan(folder)
    problems: list[Problem] = []
    notices = list(plan.notices)
    try:
        notices += read_template(plan.template_file, plan.programme.layouts).notices
    except InputError as error:
        problems += error.problems
    outlines, read_file = read_outlines(plan), open_programme_files(folder)
    links = compose_links(plan.programme, plan.workshops, plan.instruments, _NO_SECRET)
    slides: dict[str, int] = {}
    for workshop in plan.workshops:
        try:
            deck, more = compose_workshop_deck(plan, links[workshop.id], outlines, read_file, workshop)
            slides[workshop.id] = len(deck.slides)
            notices += more
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(drop_repeats(problems))
    return CheckedProgramme(plan=plan, slides=slides, notices=drop_repeats(notices))
