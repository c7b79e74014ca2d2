"""A text's paragraphs and a width → how much narrower it stands so that its lines break well, with no line more. Pure.

"Vad skulle ni kunna göra mer / av?" becomes "Vad skulle ni / kunna göra mer av?": the text box's own margin grows and
the program breaks the lines where it would by itself. No break and no special space comes into the text, so it is read
aloud, searched, copied and edited as one sentence.
"""

from collections.abc import Iterator, Sequence
from math import floor

from msgspec import Struct

from toolkit.deck.fit.wrap import (
    POINT,
    Line,
    break_lines,
    find_indent,
    measure_whole,
    pick_style,
    scale_width,
    split_units,
)
from toolkit.deck.slides import Paragraph
from toolkit.deck.template import LevelStyle
from toolkit.fonts.metrics import FontMetrics

LEAST_SHARE = 0.5
"""A title is never set narrower than half its place."""
LEAST_TEXT_SHARE = 0.8
"""Running text keeps more of its width: beside a picture, a ragged column looks like a mistake."""
_SHORT_WORD = 3
_LONE_WORD = 0.35
"""A last line of one word is a stray when it is shorter than this share of the longest line."""
_PAUSES = (",", ";", ":", ".", "?", "!", "–", "—")
"""A line had better end where a reader draws breath."""
_TOLERANCE = 1.02
"""How much narrower than measured another program may set a text, so that it takes one word more into a line."""


class _Breaking(Struct, frozen=True, kw_only=True):
    """One way to break all paragraphs: their lines, the width it needs and the next way's above it, in points."""

    lines: tuple[tuple[Line, ...], ...]
    needed: float
    below: float


def find_narrowing(
    paragraphs: Sequence[Paragraph],
    sizes: Sequence[float],
    styles: Sequence[LevelStyle],
    width: float,
    metrics: FontMetrics,
    *,
    even: bool,
) -> float:
    """Return the points to take off the width; `even` for a heading, whose lines should be alike in length."""
    setting = _Setting(paragraphs, sizes, styles, width, metrics)
    ways = list(setting.list_breakings(width, width * (LEAST_SHARE if even else LEAST_TEXT_SHARE)))
    if not ways:
        return 0.0
    best = min(ways, key=lambda way: _rate(way, width, even=even))
    if best is ways[0] and setting.break_at(width * _TOLERANCE) == best.lines:
        return 0.0
    # The middle of the widths that break alike: programs differ a little in how wide a text is. Where they lie within a
    # tenth of a point, rounding must not go under the least of them.
    return min(round(width - (best.needed + best.below) / 2, 1), floor((width - best.needed) * 10) / 10)


class _Setting:
    """Paragraphs of several lines, measured once to be broken at one width after another; `least` keeps the others."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        sizes: Sequence[float],
        styles: Sequence[LevelStyle],
        width: float,
        metrics: FontMetrics,
    ) -> None:
        self.units: list[list[tuple[str, float]]] = []
        self.indents: list[float] = []
        self.scales: list[float] = []
        self.least = 0.0
        for paragraph, size in zip(paragraphs, sizes, strict=True):
            style = pick_style(styles, paragraph.level)
            indent, scale = find_indent(paragraph, style)[0] / POINT, scale_width(size)
            whole = indent + measure_whole(paragraph, style, metrics) * scale
            if whole <= width:
                self.least = max(self.least, whole)
                continue
            self.units.append(list(split_units(paragraph, style, metrics)))
            self.indents.append(indent)
            self.scales.append(scale)

    def list_breakings(self, width: float, least: float) -> Iterator[_Breaking]:
        """Yield every way the lines break from the full width down, as long as none is added and no word is cut."""
        counts: list[int] = []
        below = width
        while self.units and width >= max(least, self.least):
            lines = self.break_at(width)
            found = [len(each) for each in lines]
            counts = counts or found
            if found != counts or any(line.cut for each in lines for line in each):
                return
            needed = self._find_needed(lines)
            yield _Breaking(lines=lines, needed=needed, below=below)
            below, width = needed, needed - 0.01

    def break_at(self, width: float) -> tuple[tuple[Line, ...], ...]:
        """Break every paragraph at a width."""
        return tuple(
            tuple(break_lines(units, max((width - indent) / scale, 1.0)))
            for units, indent, scale in zip(self.units, self.indents, self.scales, strict=True)
        )

    def _find_needed(self, lines: Sequence[Sequence[Line]]) -> float:
        """Return the least width that breaks the lines like this."""
        needed = (
            indent + max(line.width for line in each) * scale
            for each, indent, scale in zip(lines, self.indents, self.scales, strict=True)
        )
        return max(self.least, *needed)


def _rate(way: _Breaking, width: float, *, even: bool) -> float:
    """Rate a way to break lines: the less, the better."""
    rated = sum(_rate_paragraph(lines, even=even) for lines in way.lines)
    return rated + (0.0 if even else (width - way.needed) / width)


def _rate_paragraph(lines: tuple[Line, ...], *, even: bool) -> float:
    widest = max(line.width for line in lines)
    last = lines[-1]
    rated = sum(0.12 for line in lines[:-1] if _ends_loosely(line.text))
    rated += 0.2 * sum(line.text.endswith(("-", "‐")) for line in lines[:-1])
    rated -= 0.1 * sum(line.text.rstrip().endswith(_PAUSES) for line in lines[:-1])
    if " " not in last.text.strip() and last.width < widest * _LONE_WORD:
        rated += 0.4
    if even:
        rated += sum((1 - line.width / widest) ** 2 for line in lines[:-1])
        rated += 0.6 * (1 - last.width / widest) ** 2
    return rated


def _ends_loosely(text: str) -> bool:
    """Tell whether a line ends in a short word that belongs to the next ("om", "the"); a name in capitals does not."""
    word = text.rstrip().rpartition(" ")[2]
    return len(word) <= _SHORT_WORD and word.isalpha() and not word.isupper()
