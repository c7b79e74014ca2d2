"""Paragraphs, their styles and a width → lines and heights, broken as PowerPoint breaks them. Pure.

PowerPoint breaks after spaces, hyphens and dashes, and cuts a word only where the word alone is wider than the line.
Widths are in points; a size is a whole paragraph's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.slides import Paragraph
from toolkit.deck.template import LevelStyle
from toolkit.fonts.metrics import FontMetrics

POINT = 12700
_UNIT = re.compile(r"[\n\v]|[^\s\-‐–—]*[\-‐–—]+|[^\s\-‐–—]+|[^\S\n\v]+")
_NUMBER_WIDTH = 1.65
"""How far a numbered line hangs, in ems: two digits, a full stop and a little air."""
_SAFETY = 1.01
"""Programs differ by up to a hundredth in how they add widths up (kerning, hinting)."""


class Measured(Struct, frozen=True, kw_only=True):
    """What a paragraph takes at a size: its lines, their height in points, and whether a word had to be cut."""

    lines: int
    height: float
    cut: bool


class Line(NamedTuple):
    """One line of a paragraph: its text, its width in thousandths of an em, and whether it ends within a word."""

    text: str
    width: float
    cut: bool = False


def pick_style(styles: Sequence[LevelStyle], level: int) -> LevelStyle:
    """Return a level's style; a placeholder that knows fewer levels repeats its last."""
    return styles[min(level, len(styles) - 1)]


def measure_paragraph(
    paragraph: Paragraph, style: LevelStyle, size: float, width: float, metrics: FontMetrics
) -> Measured:
    """Break a paragraph into lines at a size; `width` is the text box's, without its insets."""
    room = (width - find_indent(paragraph, style)[0] / POINT) / scale_width(size)
    face = metrics.face(style.font, style.bold)
    if measure_whole(paragraph, style, metrics) <= room:
        return Measured(lines=1, height=size * face.line * style.line_spacing, cut=False)
    lines, cut = count_lines(split_units(paragraph, style, metrics), max(room, 1.0))
    return Measured(lines=lines, height=lines * size * face.line * style.line_spacing, cut=cut)


def scale_width(size: float) -> float:
    """Return the points that a thousandth of an em takes at a size."""
    return size * _SAFETY / 1000


def measure_whole(paragraph: Paragraph, style: LevelStyle, metrics: FontMetrics) -> float:
    """Return the width of a paragraph on one line; without end where it holds a line break."""
    width = 0.0
    for run in paragraph.runs:
        text = run.text.upper() if style.capitals else run.text
        if "\n" in text or "\v" in text:
            return float("inf")
        width += metrics.face(style.font, style.bold or run.bold).measure(text)
    return width


def find_indent(paragraph: Paragraph, style: LevelStyle) -> tuple[int, int]:
    """Return the left margin and the first line's indent, in EMU: the style's own unless the bullet says otherwise."""
    if paragraph.bullet == "none" and style.bulleted:
        return (0, 0) if paragraph.level == 0 else (style.margin_left, 0)
    if paragraph.bullet == "number":
        start, hanging = style.margin_left + min(style.indent, 0), int(style.size * _NUMBER_WIDTH * POINT)
        return start + max(hanging, -style.indent), -max(hanging, -style.indent)
    if paragraph.bullet != "none" and style.indent >= 0:
        hanging = 285750
        return style.margin_left + hanging, -hanging
    return style.margin_left, style.indent


def count_lines(units: Iterable[tuple[str, float]], room: float) -> tuple[int, bool]:
    """Count the lines that units (words with their hyphens, spaces, breaks) fill; tell if a word was cut."""
    lines, cut = 0, False
    for line in break_lines(units, room):
        lines, cut = lines + 1, cut or line.cut
    return lines, cut


def break_lines(units: Iterable[tuple[str, float]], room: float) -> Iterator[Line]:
    """Fill lines with units, each as far as it goes; a word wider than the line is cut into as many as it takes."""
    said, used, space, spaces = "", 0.0, 0.0, ""
    for text, width in units:
        if text in "\n\v":
            yield Line(said, used)
            said, used, space, spaces = "", 0.0, 0.0, ""
        elif text.isspace():
            space, spaces = space + width, spaces + text
        elif used + space + width <= room:
            said, used, space, spaces = said + spaces + text, used + space + width, 0.0, ""
        else:
            if used:
                yield Line(said, used)
            whole = int(width // room) if width > room else 0
            for _ in range(whole):
                yield Line("", room, cut=True)
            said, used, space, spaces = text, width - whole * room, 0.0, ""
    yield Line(said, used)


def split_units(paragraph: Paragraph, style: LevelStyle, metrics: FontMetrics) -> Iterator[tuple[str, float]]:
    """List the paragraph's units with their widths; letters of neighbouring runs stay together as one word."""
    held, held_width = "", 0.0
    for run in paragraph.runs:
        face = metrics.face(style.font, style.bold or run.bold)
        text = run.text.upper() if style.capitals else run.text
        for unit in _UNIT.findall(text):
            if held and (held[-1] in "-‐–—" or unit.isspace() or held.isspace()):
                yield held, held_width
                held, held_width = "", 0.0
            held, held_width = held + unit, held_width + face.measure(unit)
    if held:
        yield held, held_width


def split_paragraph(
    paragraph: Paragraph, style: LevelStyle, size: float, width: float, lines: int, metrics: FontMetrics
) -> tuple[Paragraph, Paragraph | None]:
    """Cut a paragraph after the last word that still stands within a number of lines; None where nothing is left."""
    ends = [found.end() for found in re.finditer(r"\S+\s*", paragraph.text)]

    def fits(count: int) -> bool:
        head = _slice_paragraph(paragraph, 0, ends[count])
        return measure_paragraph(head, style, size, width, metrics).lines <= lines

    low, high = 0, 1
    while high < len(ends) and fits(high):
        low, high = high, high * 2
    high = min(high, len(ends)) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    if not ends or low == len(ends) - 1:
        return paragraph, None
    return _slice_paragraph(paragraph, 0, ends[low]), _slice_paragraph(paragraph, ends[low], len(paragraph.text))


def _slice_paragraph(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    runs, at = [], 0
    for run in paragraph.runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            runs.append(replace(run, text=text))
    return replace(paragraph, runs=tuple(runs))
