"""A deck as values: what `compose` makes, `fit` sizes and `write` turns into a .pptx. Pure.

Nothing here knows PowerPoint's units: placing is by role and area; the pptx template decides where that is.
"""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from toolkit.chart.values import Chart


class Role(StrEnum):
    """What a slide is for; a pptx template has one layout a role, or a stand-in that the report names."""

    TITLE = "title"
    STEP = "step"
    CONTENT = "content"
    TWO_COLUMNS = "two-columns"
    QUESTION = "question"
    CHART = "chart"
    QUOTE = "quote"
    PICTURE = "picture"
    CLOSING = "closing"
    TITLE_ONLY = "title-only"
    JOIN = "join"
    """The room scans a large code; QrCode.large stands here."""


Bullet = Literal["none", "bullet", "number"]


class Run(Struct, frozen=True, kw_only=True):
    """Text of one look. `link` is an address; `language` is given where it differs from the deck's."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""


class Paragraph(Struct, frozen=True, kw_only=True):
    """Runs in a row; `level` counts from 0."""

    runs: tuple[Run, ...]
    level: int = 0
    bullet: Bullet = "none"

    @property
    def text(self) -> str:
        """The paragraph without its looks."""
        return "".join(run.text for run in self.runs)


class TextBlock(Struct, frozen=True, kw_only=True):
    """Paragraphs that flow in one area; the only block that may be split over several slides."""

    paragraphs: tuple[Paragraph, ...]


class Quote(Struct, frozen=True, kw_only=True):
    """A quotation and who said it (a role or a source, never a private person)."""

    paragraphs: tuple[Paragraph, ...]
    source: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """A table with one header row; every row has as many cells as the header. `alt` says what it shows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str
    numeric: tuple[bool, ...] = ()
    """Per column: right-aligned numbers."""


class Picture(Struct, frozen=True, kw_only=True):
    """A PNG, JPEG or GIF as bytes, its size in pixels; `decorative` pictures have no alt text."""

    data: bytes
    format: Literal["png", "jpeg", "gif"]
    width: int
    height: int
    alt: str = ""
    decorative: bool = False
    credit: str = ""


class QrCode(Struct, frozen=True, kw_only=True):
    """The way into the form: the address it holds exactly, the words beside it, and the code to type at `start`.

    `large` is a join slide's (two thirds of the slide's height).
    """

    address: str
    code: str
    start: str
    invitation: str
    code_label: str
    alt: str
    large: bool = False


class QuestionBlock(Struct, frozen=True, kw_only=True):
    """A question as shown in the room: its text is the slide's title; here the lines under it.

    `choices` are the closed alternatives or the scale's ends; `prompt` how it is answered ("Fördela 100 poäng").
    """

    question: str
    prompt: str
    help: str = ""
    choices: tuple[str, ...] = ()


Block = TextBlock | Quote | Table | Picture | Chart | QrCode | QuestionBlock


class Slide(Struct, frozen=True, kw_only=True):
    """One slide. `areas` are its columns from left to right (one for most slides), each a tuple of blocks.

    `kicker` is the small line over the title ("Steg 3 av 9 · Bilden av KI idag"), `subtitle` the line under it
    (title, step and closing slides). `insight` (1–3, or 0) chooses the accent colour. `layout` names a layout
    outright, or is empty. `source_line` is the outline's line, for problems. `notes` are the speaker notes.
    """

    title: str
    role: Role
    areas: tuple[tuple[Block, ...], ...] = ()
    kicker: str = ""
    subtitle: tuple[str, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    insight: int = 0
    layout: str = ""
    source_line: int = 0


class Section(Struct, frozen=True, kw_only=True):
    """A PowerPoint section: one per step, and one for the slides before the first step."""

    name: str
    slides: tuple[Slide, ...]


class Deck(Struct, frozen=True, kw_only=True):
    """A deck of one workshop. `footer` and `date_text` go to every slide's footer and date placeholders.

    `created` is ISO 8601 (from the workshop's date, never the clock), `key` names the deck for stable ids.
    """

    key: str
    title: str
    language: str
    author: str
    footer: str
    date_text: str
    created: str
    sections: tuple[Section, ...]

    @property
    def slides(self) -> tuple[Slide, ...]:
        """All slides in order."""
        return tuple(slide for section in self.sections for slide in section.slides)
