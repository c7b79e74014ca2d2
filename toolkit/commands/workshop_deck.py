"""A plan and one workshop → that workshop's deck: outline → tailor → parse → compose → fit → check → file."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.commands.outlines import read_outlines
from toolkit.commands.outputs import put_as
from toolkit.commands.plan import Plan
from toolkit.commands.workshop_build import BuildContext, BuiltDeck
from toolkit.deck.check.accessibility import find_accessibility_problems
from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.compose.programme_files import ReadFile, open_programme_files
from toolkit.deck.fit.deck import fit_deck
from toolkit.deck.fitted import FittedDeck
from toolkit.deck.outline.parse import parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import Deck
from toolkit.deck.template import Template
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.link import Links
from toolkit.model.workshop import Workshop
from toolkit.sheet.qr import draw_png
from toolkit.texts import load_texts

if TYPE_CHECKING:
    from toolkit.model.results import Results

NO_OUTLINE = Message(
    "The programme has no outline in the workshop's language, {language} ({workshop}).",
    "Add one under [outlines] in programme.toml, or give the workshop another language.",
)


class DeckBuilder:
    """Write the decks of one build; the template and the outlines are read once, at the first deck."""

    def __init__(self, context: BuildContext) -> None:
        self._context = context
        self._outputs = context.open_outputs()
        self._read_file = open_programme_files(context.plan.folder)

    def __call__(self, workshop_id: str) -> BuiltDeck:
        """Write a workshop's deck. Raises ToolkitError; the file is whole or as it was."""
        context = self._context
        workshop = context.workshop(workshop_id)
        file = f"{workshop.id}/{workshop.id}-deck-{workshop.language}.pptx"
        fitted, notices = fit_workshop_deck(
            context.plan,
            context.links[workshop.id],
            self._outlines,
            self._read_file,
            workshop,
            self._template,
            None if context.results is None else context.results[workshop.id],
        )
        write_deck(fitted, self._template, context.out / file, draw_png, put_as(self._outputs, "deck"))
        return BuiltDeck(
            file=file,
            slides=len(fitted.slides),
            notices=(*self._template.notices, *notices),
            outcomes=self._outputs.take_outcomes(),
        )

    @cached_property
    def _template(self) -> Template:
        return read_template(self._context.template_file, self._context.plan.programme.layouts)

    @cached_property
    def _outlines(self) -> Mapping[str, str]:
        return read_outlines(self._context.plan)


def fit_workshop_deck(
    plan: Plan,
    links: Links,
    outlines: Mapping[str, str],
    read_file: ReadFile,
    workshop: Workshop,
    template: Template,
    results: "Mapping[str, Results] | None" = None,
) -> tuple[FittedDeck, tuple[Problem, ...]]:
    """Compose a workshop's deck and fit it to the template.

    Raises InputError with the outline's problems, those of a screen reader's user among them.
    """
    deck, notices = _compose_deck(plan, links, outlines, read_file, workshop, results)
    outline = plan.programme.outlines[workshop.language]
    fitted, more = fit_deck(deck, template, load_texts(workshop.language), outline)
    found = find_accessibility_problems(fitted, outline)
    problems = [problem for problem in found if not problem.notice]
    if problems:
        raise InputError(problems)
    return fitted, (*notices, *more, *found)


def _compose_deck(
    plan: Plan,
    links: Links,
    outlines: Mapping[str, str],
    read_file: ReadFile,
    workshop: Workshop,
    results: "Mapping[str, Results] | None",
) -> tuple[Deck, tuple[Problem, ...]]:
    """Compose a workshop's deck from the outline in its language. Raises InputError with the outline's problems."""
    path = plan.programme.outlines.get(workshop.language, "")
    if workshop.language not in outlines:
        facts = {"language": workshop.language, "workshop": workshop.id}
        raise InputError(Problem(place=Place(file=plan.programme.groups), message=NO_OUTLINE, facts=facts))
    tailored = tailor_outline(outlines[workshop.language], programme=plan.programme, workshop=workshop, file=path)
    return compose_deck(
        parse_outline(tailored.text, file=path, lines=tailored.lines),
        programme=plan.programme,
        workshop=workshop,
        instrument=plan.instruments[workshop.id],
        bank=plan.bank,
        links=links,
        texts=load_texts(workshop.language),
        read_file=read_file,
        results=results,
    )
