"""An analysis and decks/feedback-LANGUAGE.md → a feedback deck for each workshop, and one over all.

The outline is the programme's own where there is one, else the one that comes with the program. A deck is in its
workshop's language; the one over all in the summary's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.commands.plan import Plan
from toolkit.deck.check.accessibility import find_accessibility_problems
from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.compose.programme_files import ReadFile, open_programme_files
from toolkit.deck.fit.deck import fit_deck
from toolkit.deck.outline.parse import parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.template import Template
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.analysis import Analysis
from toolkit.model.link import Links
from toolkit.model.workshop import Group, Workshop
from toolkit.resources import find_starter
from toolkit.sheet.qr import draw_png
from toolkit.summary.feedback import Feedback, compose_feedback
from toolkit.tabular import decode_text
from toolkit.texts import Texts, load_texts

EVERYONE = "feedback"
NOT_TEXT = Message("The outline is not a text file.", "Save it as plain text in UTF-8.")


@dataclass(frozen=True, kw_only=True)
class WrittenDeck:
    """A feedback deck: whose it is (empty for everyone's), where it stands, how many slides it has."""

    workshop: str
    path: Path
    slides: int
    notices: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class FeedbackRoom:
    """What all feedback decks of one run share."""

    plan: Plan
    analysis: Analysis
    template: Template
    read_file: ReadFile
    out: Path

    def list_decks(self, language: str) -> tuple[Workshop, ...]:
        """List whom there is a deck for: everyone, and each workshop with responses."""
        held = {counted.workshop.id for counted in self.analysis.working.summary.responses}
        everyone = compose_everyone(load_texts(language))
        return (everyone, *(workshop for workshop in self.plan.workshops if workshop.id in held)) if held else ()

    def write(self, workshop: Workshop) -> WrittenDeck:
        """Write one deck whole or not at all. Raises InputError with the outline's problems."""
        texts = load_texts(workshop.language)
        group = "" if workshop.id == EVERYONE else workshop.group.id
        feedback = compose_feedback(self.analysis, group, texts)
        own = "" if workshop.id == EVERYONE else workshop.id
        path = self.out / own / "feedback.pptx"
        slides, notices = self._fit_and_write(workshop, feedback, texts, path)
        return WrittenDeck(workshop=own, path=path, slides=slides, notices=notices)

    def _fit_and_write(
        self, workshop: Workshop, feedback: Feedback, texts: Texts, path: Path
    ) -> tuple[int, tuple[Problem, ...]]:
        programme = self.plan.programme
        name, source = read_feedback_outline(self.plan.folder, texts.language)
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
        deck = replace(deck, key=f"{deck.key}-feedback", date_text=feedback.view.day, created=created)
        fitted, remarks = fit_deck(deck, self.template, texts, name)
        found = find_accessibility_problems(fitted, name)
        problems = [problem for problem in found if not problem.notice]
        if problems:
            raise InputError(problems)
        write_deck(fitted, self.template, path, draw_png)
        return len(fitted.slides), (*notices, *remarks, *found)


def open_feedback(plan: Plan, analysis: Analysis, template_file: Path | None, out: Path) -> FeedbackRoom:
    """Read what all feedback decks share. Raises TemplateError for a template that cannot serve."""
    return FeedbackRoom(
        plan=plan,
        analysis=analysis,
        template=read_template(template_file or plan.template_file, plan.programme.layouts),
        read_file=open_programme_files(plan.folder),
        out=out,
    )


def write_feedback(room: FeedbackRoom, language: str) -> Iterator[WrittenDeck]:
    """Write every deck, one after the other."""
    return map(room.write, room.list_decks(language))


def compose_everyone(texts: Texts) -> Workshop:
    """Return the occasion of the deck over all groups."""
    group = Group(id=EVERYONE, name=texts("All groups"), kind="administration")
    return Workshop(id=EVERYONE, group=group, language=texts.language)


def read_feedback_outline(folder: Path, language: str) -> tuple[str, str]:
    """Return the outline's name and its text."""
    name = f"decks/feedback-{language}.md"
    own = folder / name
    decoded = decode_text((own if own.exists() else find_starter() / name).read_bytes())
    if decoded is None:
        raise InputError(Problem(place=Place(file=name), message=NOT_TEXT))
    return name, decoded[0]
