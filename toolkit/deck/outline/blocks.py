"""What an outline is made of, as values: blocks, slides, parts, front matter. Pure.

Text, quotes and pictures' places are already what a deck holds; questions, charts and files are still only named here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from toolkit.deck.outline.attributes import NO_ATTRIBUTES, Attributes
from toolkit.deck.slides import Paragraph, Quote, TextBlock
from toolkit.errors import Message


class Fault(Struct, frozen=True, kw_only=True):
    """A problem before its file is known; `line` counts from 0 within the text that was parsed."""

    line: int
    message: Message
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class TableSource(Struct, frozen=True, kw_only=True):
    """A pipe table; `caption` is its alternative text, or empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    caption: str = ""


class PictureSource(Struct, frozen=True, kw_only=True):
    """A picture by its path, relative to the outline's folder."""

    path: str
    alt: str
    decorative: bool
    credit: str
    line: int


class ChartSource(Struct, frozen=True, kw_only=True):
    """A chart by the path of its data file, or with its figures as CSV in `body`."""

    path: str
    body: str
    attributes: Attributes
    line: int


class QuestionSource(Struct, frozen=True, kw_only=True):
    """A question of the bank, asked on this slide."""

    id: str
    line: int


class ResultsSource(Struct, frozen=True, kw_only=True):
    """The results of a question, shown from this slide."""

    id: str
    line: int


class QrSource(Struct, frozen=True, kw_only=True):
    """The way into the form, large."""

    line: int


SourceBlock = TextBlock | Quote | TableSource | PictureSource | ChartSource | QuestionSource | ResultsSource | QrSource


class Notes(Struct, frozen=True, kw_only=True):
    """Speaker notes; `minutes` (halves are allowed) is 0 where nothing is said of the time."""

    paragraphs: tuple[Paragraph, ...] = ()
    minutes: float = 0


class SlideBody(Struct, frozen=True, kw_only=True):
    """One slide as written: level 1 for a part's own slide, 2 for the others, 0 for what stands before them all.

    `areas` holds one tuple of blocks, or two where the slide has columns. Equal texts share one value over all decks.
    """

    level: int
    title: str
    attributes: Attributes = NO_ATTRIBUTES
    areas: tuple[tuple[SourceBlock, ...], ...] = ((),)
    notes: Notes = Notes()
    faults: tuple[Fault, ...] = ()

    @property
    def blocks(self) -> tuple[SourceBlock, ...]:
        """The blocks of all areas, in reading order."""
        return self.areas[0] if len(self.areas) == 1 else tuple(block for area in self.areas for block in area)


class OutlineSlide(Struct, frozen=True, kw_only=True):
    """A slide and the line of the tailored text where it begins."""

    body: SlideBody
    start: int


class Part(Struct, frozen=True, kw_only=True):
    """A `#` heading's own slide and the `##` slides under it; `opening` is None for slides before the first `#`."""

    opening: OutlineSlide | None
    slides: tuple[OutlineSlide, ...]
