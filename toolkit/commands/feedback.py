"""An analysis and decks/feedback-LANGUAGE.md → a feedback deck for each workshop, and one over all.

The outline is the programme's own where there is one, else the one that comes with the program. A deck is in its
workshop's language; the one over all in the summary's.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from toolkit.commands.analysis import Kept, analyse_kept
from toolkit.commands.outlines import read_own_outline
from toolkit.commands.outputs import put_as
from toolkit.commands.plan import Plan
from toolkit.deck.check.accessibility import find_accessibility_problems
from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.compose.programme_files import ReadFile, open_programme_files
from toolkit.deck.fit.deck import fit_deck
from toolkit.deck.fitted import FittedDeck
from toolkit.deck.messages import SLIDE_SPLIT, TEXT_SMALLER
from toolkit.deck.outline.parse import parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.template import Template
from toolkit.errors import InputError, Problem
from toolkit.model.analysis import Analysis
from toolkit.model.link import Links
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop
from toolkit.outputs.outputs import Outputs
from toolkit.sheet.qr import draw_png
from toolkit.summary.feedback import Feedback, compose_feedback
from toolkit.texts import Texts, load_texts

EVERYONE = "feedback"
_NO_DAY = datetime.date(2024, 1, 1)


@dataclass(frozen=True, kw_only=True)
class WrittenDeck:
    """Where a feedback deck stands, and what was noticed."""

    path: Path
    notices: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class FeedbackRoom:
    """What all feedback decks of one run share."""

    plan: Plan
    analysis: Analysis
    template: Template
    read_file: ReadFile
    out: Path
    outputs: Outputs

    @property
    def workshops(self) -> tuple[Workshop, ...]:
        """The workshops that there is something to tell: those with responses."""
        held = {counted.workshop.id for counted in self.analysis.working.summary.responses}
        return tuple(workshop for workshop in self.plan.workshops if workshop.id in held)

    def write_everyone(self, language: str, name: str) -> WrittenDeck:
        """Write the deck over all groups. Raises InputError with the outline's problems."""
        texts = load_texts(language)
        path = self.out / name
        feedback = compose_feedback(self.analysis, "", texts)
        return WrittenDeck(path=path, notices=self._fit_and_write(compose_everyone(texts), feedback, texts, path))

    def write_workshop(self, workshop: Workshop) -> WrittenDeck:
        """Write a workshop's deck: what its group said, in the workshop's language."""
        texts = load_texts(workshop.language)
        path = self.out / workshop.id / "feedback.pptx"
        feedback = compose_feedback(self.analysis, workshop.group.id, texts)
        return WrittenDeck(path=path, notices=self._fit_and_write(workshop, feedback, texts, path))

    def _fit_and_write(self, workshop: Workshop, feedback: Feedback, texts: Texts, path: Path) -> tuple[Problem, ...]:
        fitted, notices = self.fit(workshop, feedback, texts)
        write_deck(fitted, self.template, path, draw_png, put_as(self.outputs, "feedback"))
        return notices

    def fit(self, workshop: Workshop, feedback: Feedback, texts: Texts) -> tuple[FittedDeck, tuple[Problem, ...]]:
        """Fit a deck; returns what was noticed beside it. Raises InputError with the outline's problems."""
        programme = self.plan.programme
        name, source = read_own_outline(self.plan.folder, f"feedback-{texts.language}")
        tailored = tailor_outline(
            source, programme=programme, workshop=workshop, file=name, more={"feedback": feedback.view}
        )
        deck, notices = compose_deck(
            parse_outline(tailored.text, file=name, lines=tailored.lines),
            programme=programme,
            workshop=workshop,
            instrument=feedback.instrument,
            bank=self.plan.bank,
            links=Links(address="", code="", start=programme.base_url, questions={}, results={}),
            texts=texts,
            read_file=self.read_file,
            results=feedback.results,
            charts=feedback.charts,
        )
        created = f"{self.analysis.written_on.isoformat()}T00:00:00Z"
        footer = f"{feedback.view.note} {workshop.group.name}" if feedback.view.note else deck.footer
        deck = replace(deck, key=f"{deck.key}-feedback", footer=footer, date_text=feedback.view.day, created=created)
        fitted, remarks = fit_deck(deck, self.template, texts, name)
        # The words are participants': nobody can shorten them, so it goes without saying that they are set to fit.
        remarks = tuple(remark for remark in remarks if remark.message not in (TEXT_SMALLER, SLIDE_SPLIT))
        found = find_accessibility_problems(fitted, name)
        problems = [problem for problem in found if not problem.notice]
        if problems:
            raise InputError(problems)
        return fitted, (*notices, *remarks, *found)


def open_feedback(
    plan: Plan, analysis: Analysis, template_file: Path | None, out: Path, outputs: Outputs
) -> FeedbackRoom:
    """Read what all feedback decks share. Raises TemplateError for a template that cannot serve."""
    return FeedbackRoom(
        plan=plan,
        analysis=analysis,
        template=read_template(template_file or plan.template_file, plan.programme.layouts),
        read_file=open_programme_files(plan.folder),
        out=out,
        outputs=outputs,
    )


def find_outline_problems(plan: Plan, template: Template) -> list[Problem]:
    """Fit the deck over all groups in every language, as if nobody had answered yet; returns the outlines' problems."""
    analysis = analyse_kept(plan, Kept(decisions={}, codings={}, steps={}), _NO_DAY, Text())
    read_file = open_programme_files(plan.folder)
    room = FeedbackRoom(
        plan=plan,
        analysis=analysis,
        template=template,
        read_file=read_file,
        out=plan.folder,
        outputs=Outputs(plan.folder),
    )
    problems: list[Problem] = []
    for language in plan.programme.languages:
        texts = load_texts(language)
        try:
            room.fit(compose_everyone(texts), compose_feedback(analysis, "", texts), texts)
        except InputError as error:
            problems += error.problems
    return problems


def compose_everyone(texts: Texts) -> Workshop:
    """Return the occasion of the deck over all groups."""
    group = Group(id=EVERYONE, name=texts("All groups"), kind="administration")
    return Workshop(id=EVERYONE, group=group, language=texts.language)
