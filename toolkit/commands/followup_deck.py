"""A status report, an export and decks/followup-LANGUAGE.md → the follow-up's slides, in anyone's pptx template.

The outline is the programme's own where there is one, else the one that comes with the program.
"""

from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.outlines import read_own_outline
from toolkit.commands.plan import Plan
from toolkit.deck.check.accessibility import find_accessibility_problems
from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.fit.deck import fit_deck
from toolkit.deck.fitted import FittedDeck
from toolkit.deck.outline.parse import parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.template import Template
from toolkit.errors import InputError, Problem
from toolkit.files import Put, write_bytes
from toolkit.followup.media_words import MediaWords
from toolkit.followup.status import StatusReport
from toolkit.followup.view import compose_charts, compose_view
from toolkit.model.instrument import compose_instrument
from toolkit.model.link import Links
from toolkit.model.planned_step import DecidedStep
from toolkit.model.workshop import Group, Workshop
from toolkit.sheet.qr import draw_png
from toolkit.texts import Texts

ID = "followup"


@dataclass(frozen=True, kw_only=True)
class FollowupDeck:
    """The slides, fitted to the template and not yet written, and what was noticed."""

    fitted: FittedDeck
    template: Template
    notices: tuple[Problem, ...]

    def write(self, path: Path, put: Put = write_bytes) -> None:
        """Write the deck whole or not at all."""
        write_deck(self.fitted, self.template, path, draw_png, put)


def compose_followup_deck(
    plan: Plan,
    report: StatusReport,
    words: MediaWords | None,
    texts: Texts,
    template: Template,
    note: str = "",
    mark: str = "",
    steps: tuple[DecidedStep, ...] = (),
) -> FollowupDeck:
    """Compose the slides. Raises InputError with the outline's problems."""
    name, source = read_own_outline(plan.folder, f"followup-{texts.language}")
    workshop = _compose_workshop(plan, report, texts)
    more = {"followup": compose_view(report, plan.programme, texts, note, steps), "media": compose_media_view(words)}
    tailored = tailor_outline(source, programme=plan.programme, workshop=workshop, file=name, more=more)
    deck, notices = compose_deck(
        parse_outline(tailored.text, file=name, lines=tailored.lines),
        programme=plan.programme,
        workshop=workshop,
        instrument=compose_instrument(plan.programme.id, workshop, ()),
        bank=(),
        links=Links(address="", code="", start=plan.programme.base_url, questions={}, results={}),
        texts=texts,
        read_file=open_programme_files(plan.folder),
        charts=compose_charts(report, words, texts, mark),
    )
    fitted, remarks = fit_deck(deck, template, texts, name)
    found = find_accessibility_problems(fitted, name)
    problems = [problem for problem in found if not problem.notice]
    if problems:
        raise InputError(problems)
    return FollowupDeck(fitted=fitted, template=template, notices=(*notices, *remarks, *found))


def _compose_workshop(plan: Plan, report: StatusReport, texts: Texts) -> Workshop:
    """Return the occasion on which the slides are shown: the programme's own, on the report's day."""
    name = plan.programme.title.say(texts.language)
    group = Group(id=ID, name=name, kind="administration")
    return Workshop(id=ID, group=group, language=texts.language, date=report.day)


def compose_media_view(words: MediaWords | None) -> dict[str, object] | None:
    """Return what an outline may say of media exposure; None where no export was read."""
    if words is None:
        return None
    return {
        "headline": words.headline,
        "sentences": words.sentences,
        "source": words.source,
        "outliers": ", ".join(words.outliers),
        "topics": words.by_topic is not None,
    }
