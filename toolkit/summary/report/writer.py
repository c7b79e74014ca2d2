"""What every chapter of the report shares: the analysis as published, the language, the sentences found in it. Pure.

Only what may be published is read here, and of the working material no more than which groups were asked a question,
so that it can be said whose figures are withheld.
"""

from dataclasses import dataclass
from functools import cached_property

from toolkit.document.values import Block, Bullets, Paragraph, Run, compose_paragraph, say
from toolkit.model.analysis import Analysis, Quote
from toolkit.model.comparison import Compared, Finding
from toolkit.model.question import Choice, Question
from toolkit.model.tally import QuestionTally
from toolkit.model.text import Text
from toolkit.model.themes import Theme
from toolkit.summary.compare.sentences import say_changes, say_differences, say_words
from toolkit.summary.wording import say_date, say_share
from toolkit.texts import Texts

MOST_QUOTES = 4
MOST_THEMES = 10


@dataclass(frozen=True)
class Writer:
    """The analysis and the texts of one report."""

    analysis: Analysis
    texts: Texts

    def say(self, text: Text) -> str:
        """Say a text in the report's language."""
        return text.say(self.texts.language)

    @cached_property
    def differences(self) -> tuple[Finding, ...]:
        """What is said of groups that differ."""
        return say_differences(self.analysis.published.groups, self.analysis.names, self.texts)

    @cached_property
    def changes(self) -> tuple[Finding, ...]:
        """What is said of groups that have met again."""
        return say_changes(self.analysis.published.waves, self.analysis.names, self.texts)

    @cached_property
    def words(self) -> tuple[Finding, ...]:
        """What is said of words that set a group apart."""
        return say_words(self.analysis.published.words, self.analysis.names, self.texts)

    @property
    def questions(self) -> tuple[QuestionTally, ...]:
        """The questions that somebody answered and whose figures may be published."""
        return tuple(tally for tally in self.analysis.published.summary.questions if tally.total.answered)

    def tally(self, question: str) -> QuestionTally | None:
        """Return the published figures of a question, or None where they are withheld."""
        return self.analysis.published.summary.tally(question)

    @cached_property
    def rows(self) -> dict[str, list[Compared]]:
        """The published figures by question."""
        found: dict[str, list[Compared]] = {}
        for row in self.analysis.published.groups.rows:
            if not row.quantity.theme:
                found.setdefault(row.quantity.question, []).append(row)
        return found

    def list_withheld(self, question: str) -> tuple[str, ...]:
        """List the names of groups that answered a question and whose figures are not published."""
        asked = self.analysis.working.summary.tally(question)
        shown = self.tally(question)
        if asked is None or shown is None:
            return ()
        names = self.analysis.names
        return tuple(names[g] for g, figures in asked.groups.items() if figures.answered and g not in shown.groups)

    def find_theme(self, theme: str) -> Theme | None:
        """Return a theme of the book."""
        return self.analysis.coding.book.theme(theme)

    def name_choice(self, question: Question, choice: Choice) -> str:
        """Say a choice as shortly as it may be said: as its area's short name, where it is an area."""
        area = self.analysis.programme.area(choice.id) if question.kind in ("points", "quadrant") else None
        return self.say(area.short) if area and area.short else self.say(choice.text)

    @property
    def source(self) -> str:
        """Where every figure comes from."""
        method = self.analysis.method
        said = self.texts.plural("answers from {n} workshop", "answers from {n} workshops", method.workshops)
        return f"{said}. {self.note}" if self.note else said

    @property
    def note(self) -> str:
        """What is said in every picture, for instance that all answers are made up."""
        return self.say(self.analysis.note)

    @property
    def day(self) -> str:
        """The report's date in full."""
        return say_date(self.analysis.written_on, self.texts)


def rank_themes(rows: tuple[Compared, ...], most: int = MOST_THEMES) -> list[Compared]:
    """Return the themes that somebody brings up, the most frequent first."""
    found = [row for row in rows if row.total.value]
    return sorted(found, key=lambda row: -(row.total.value or 0))[:most]


def say_themes(rows: list[Compared], writer: Writer, most: int = 3) -> str:
    """Say which themes come up most: "Alumni (41%), The web (30%) and Media (12%)"."""
    parts = [
        f"{writer.say(row.quantity.label)} ({say_share(row.total.value or 0, writer.texts)})" for row in rows[:most]
    ]
    return join_words(parts, writer.texts)


def join_words(parts: list[str], texts: Texts) -> str:
    """Join parts as a sentence does: commas, and "and" before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return texts("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def compose_sentences(findings: list[str]) -> list[Block]:
    """Compose sentences as a list."""
    return [Bullets(items=tuple(say(said) for said in findings))] if findings else []


def compose_quotes(
    quotes: tuple[Quote, ...], writer: Writer, most: int = MOST_QUOTES, *, named: bool = True
) -> list[Block]:
    """Compose quotes, the groups by turns, each with its group's name unless that stands above."""
    return [_compose_quote(quote, writer, named=named) for quote in _take_turns(quotes)[:most]]


def _take_turns(quotes: tuple[Quote, ...]) -> list[Quote]:
    """Take a quote of each group in turn, so that no group speaks for all; the same words once."""
    by_group: dict[str, list[Quote]] = {}
    seen: set[str] = set()
    for quote in quotes:
        if quote.text.casefold() not in seen:
            seen.add(quote.text.casefold())
            by_group.setdefault(quote.group, []).append(quote)
    longest = max(map(len, by_group.values()), default=0)
    return [own[turn] for turn in range(longest) for own in by_group.values() if turn < len(own)]


def _compose_quote(quote: Quote, writer: Writer, *, named: bool) -> Paragraph:
    text = " ".join(quote.text.split())
    language = quote.language if quote.language != writer.texts.language else ""
    said = writer.texts("“{quote}”", quote=text)
    name = (Run(text=f" – {writer.analysis.names[quote.group]}"),) if named else ()
    return Paragraph(runs=(Run(text=said, language=language), *name), look="quote")


def compose_withheld(names: tuple[str, ...], writer: Writer, *, merged: bool = False) -> list[Block]:
    """Say whose figures are withheld, and that they are shown together where they are."""
    if not names:
        return []
    texts = writer.texts
    said = texts(
        "Withheld, because fewer than {minimum} answered, or because such a group's figures could otherwise be worked"
        " out: {groups}.",
        minimum=writer.analysis.method.minimum,
        groups=join_words(list(names), texts),
    )
    if merged:
        said += " " + texts("Their answers stand together as “Other groups”.")
    return [compose_paragraph(said, "source")]
