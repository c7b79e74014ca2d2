"""A deck with every shape in its place and size: what `fit` makes and `write` turns into XML. Pure.

Lengths are EMU, sizes points. A shape with a placeholder and no box stands where the layout puts it.
"""

from msgspec import Struct

from toolkit.chart.values import Chart
from toolkit.deck.slides import Deck, Paragraph, Picture, QrCode, Slide, Table
from toolkit.deck.template import Layout, Placeholder


class Box(Struct, frozen=True, kw_only=True):
    """A rectangle on the slide."""

    left: int
    top: int
    width: int
    height: int


class PlacedText(Struct, frozen=True, kw_only=True):
    """Text in a placeholder or, where a template has none for it, in a text box without insets.

    `sizes` has one size a paragraph; empty where all are the placeholder's own. `colour` is RRGGBB or empty.
    `first_number` is where a numbered list goes on from the slide before; the first `labels` paragraphs are a label
    over the rest, neither bold nor letterspaced where the placeholder is. `narrower` is taken off the width for text,
    so that its lines break well.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    placeholder: Placeholder | None = None
    box: Box | None = None
    sizes: tuple[float, ...] = ()
    colour: str = ""
    first_number: int = 1
    labels: int = 0
    narrower: int = 0


class PlacedPicture(Struct, frozen=True, kw_only=True):
    """A picture, scaled to fit its box whole."""

    name: str
    picture: Picture
    box: Box
    placeholder: Placeholder | None = None


class PlacedQr(Struct, frozen=True, kw_only=True):
    """A QR code in a square box."""

    name: str
    code: QrCode
    box: Box
    placeholder: Placeholder | None = None


class PlacedTable(Struct, frozen=True, kw_only=True):
    """A table, or the rows of it that this slide shows, with column widths and row heights (the header's first)."""

    name: str
    table: Table
    box: Box
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    size: float
    placeholder: Placeholder | None = None


class PlacedChart(Struct, frozen=True, kw_only=True):
    """A native chart. `background` is the RRGGBB behind it, or empty."""

    name: str
    chart: Chart
    box: Box
    placeholder: Placeholder | None = None
    background: str = ""


PlacedShape = PlacedText | PlacedPicture | PlacedQr | PlacedTable | PlacedChart


class FittedSlide(Struct, frozen=True, kw_only=True):
    """One slide to be written: its unique title, its shapes in reading order (the title first), its notes."""

    title: str
    slide: Slide
    layout: Layout
    shapes: tuple[PlacedShape, ...]
    notes: tuple[Paragraph, ...]
    footer: str = ""


class FittedSection(Struct, frozen=True, kw_only=True):
    """A section and its slides."""

    name: str
    slides: tuple[FittedSlide, ...]


class FittedDeck(Struct, frozen=True, kw_only=True):
    """The whole deck, ready to be written."""

    deck: Deck
    sections: tuple[FittedSection, ...]

    @property
    def slides(self) -> tuple[FittedSlide, ...]:
        """All slides in order."""
        return tuple(slide for section in self.sections for slide in section.slides)
