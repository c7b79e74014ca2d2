"""Paragraphs and the areas they may stand in → pages with a size for each paragraph. Pure.

First the text is set smaller, a point at a time and never below a readable minimum; what still does not fit goes on to
further pages, at the largest size that needs no more of them, evenly filled. A paragraph that fits whole is never cut,
and a heading line stays with the lines under it.
"""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.deck.fit.wrap import measure_paragraph, pick_style, split_paragraph
from toolkit.deck.slides import Paragraph
from toolkit.deck.template import LevelStyle
from toolkit.fonts.metrics import FontMetrics

_FILL_STEPS = tuple(step / 20 for step in range(8, 20))


class TextArea(Struct, frozen=True, kw_only=True):
    """Room for text in points, its insets taken off, and the style of each outline level there."""

    width: float
    height: float
    styles: tuple[LevelStyle, ...]


class Page(Struct, frozen=True, kw_only=True):
    """Paragraphs with their sizes in points, and how high they stand together."""

    paragraphs: tuple[Paragraph, ...]
    sizes: tuple[float, ...]
    height: float


class Flow(Struct, frozen=True, kw_only=True):
    """Text set on pages. `size` is the first level's, `natural` the template's own, `cut` that a word was broken."""

    pages: tuple[Page, ...]
    size: float
    natural: float
    cut: bool


def flow_text(
    paragraphs: Sequence[Paragraph], first: TextArea, later: TextArea, minimum: float, metrics: FontMetrics
) -> Flow:
    """Set text into the first area and as many later ones as it needs."""
    natural = max(pick_style(first.styles, paragraph.level).size for paragraph in paragraphs)
    flow = _Flow(tuple(paragraphs), first, later, minimum, metrics)
    steps = [natural, *_steps_below(natural, minimum)]
    for size in steps:
        pages = flow.pack(size / natural)
        if len(pages) == 1:
            return flow.finish(pages, size, natural)
    fewest = len(pages)
    for size in steps:
        pages = flow.pack(size / natural)
        if len(pages) == fewest:
            break
    for fill in _FILL_STEPS:
        even = flow.pack(size / natural, fill)
        if len(even) == fewest:
            return flow.finish(even, size, natural)
    return flow.finish(pages, size, natural)


def measure_text(paragraphs: Sequence[Paragraph], area: TextArea, metrics: FontMetrics) -> float:
    """Return the height of text at the template's own sizes, in points."""
    pages = _Flow(tuple(paragraphs), area, area, 0, metrics).pack(1.0, fill=1e6)
    return pages[0].height


def scale_size(style: LevelStyle, ratio: float, minimum: float) -> float:
    """Return a level's size at a ratio, in whole points, not under the minimum unless the template itself is."""
    if ratio >= 1:
        return style.size
    return max(min(style.size, minimum), float(round(style.size * ratio)))


def _steps_below(natural: float, minimum: float) -> list[float]:
    return [float(size) for size in range(int(natural) - 1, int(minimum) - 1, -1)]


class _Flow(Struct, frozen=True):
    paragraphs: tuple[Paragraph, ...]
    first: TextArea
    later: TextArea
    minimum: float
    metrics: FontMetrics

    def pack(self, ratio: float, fill: float = 1.0) -> list[Page]:
        """Fill pages in order at a ratio of the natural sizes; `fill` is the share of each area to use."""
        pages: list[Page] = []
        waiting = list(self.paragraphs)
        while waiting:
            area = self.later if pages else self.first
            page, waiting = self._fill_page(waiting, area, ratio, fill, has_next=area is not self.later)
            pages.append(page)
        return pages

    def _fill_page(
        self, waiting: list[Paragraph], area: TextArea, ratio: float, fill: float, *, has_next: bool
    ) -> tuple[Page, list[Paragraph]]:
        taken: list[Paragraph] = []
        sizes: list[float] = []
        used = gap = 0.0
        room = area.height * fill
        for number, paragraph in enumerate(waiting):
            style = pick_style(area.styles, paragraph.level)
            size = scale_size(style, ratio, self.minimum if paragraph.level == 0 else self.minimum - 2)
            height = measure_paragraph(paragraph, style, size, area.width, self.metrics).height
            before = max(style.space_before, gap) if taken else 0.0
            if used + before + height > room:
                if taken or (has_next and self._fits_alone(paragraph, ratio)):
                    kept = _keep_headings(taken, paragraph)
                    height_kept = used if kept == len(taken) else used * kept / len(taken)
                    page = Page(paragraphs=tuple(taken[:kept]), sizes=tuple(sizes[:kept]), height=height_kept)
                    return page, waiting[kept:]
                if height > area.height:
                    return self._cut_page(waiting, area, size, fill)
            taken.append(paragraph)
            sizes.append(size)
            used, gap = used + before + height, style.space_after
            if number == len(waiting) - 1:
                break
        return Page(paragraphs=tuple(taken), sizes=tuple(sizes), height=used), []

    def _cut_page(
        self, waiting: list[Paragraph], area: TextArea, size: float, fill: float
    ) -> tuple[Page, list[Paragraph]]:
        paragraph = waiting[0]
        style = pick_style(area.styles, paragraph.level)
        line = size * self.metrics.face(style.font, style.bold).line * style.line_spacing
        lines = max(int(area.height * fill // line), 1)
        head, tail = split_paragraph(paragraph, style, size, area.width, lines, self.metrics)
        height = measure_paragraph(head, style, size, area.width, self.metrics).height
        rest = waiting[1:] if tail is None else [tail, *waiting[1:]]
        return Page(paragraphs=(head,), sizes=(size,), height=height), rest

    def _fits_alone(self, paragraph: Paragraph, ratio: float) -> bool:
        style = pick_style(self.later.styles, paragraph.level)
        size = scale_size(style, ratio, self.minimum)
        return measure_paragraph(paragraph, style, size, self.later.width, self.metrics).height <= self.later.height

    def finish(self, pages: list[Page], size: float, natural: float) -> Flow:
        cut = False
        for number, page in enumerate(pages):
            area = self.later if number else self.first
            for paragraph, points in zip(page.paragraphs, page.sizes, strict=True):
                style = pick_style(area.styles, paragraph.level)
                cut = cut or measure_paragraph(paragraph, style, points, area.width, self.metrics).cut
        return Flow(pages=tuple(pages), size=size, natural=natural, cut=cut)


def _keep_headings(taken: list[Paragraph], following: Paragraph) -> int:
    """Count the paragraphs that stay on the page when `following` opens the next: no heading without its lines."""
    kept = len(taken)
    while kept > 1 and taken[kept - 1].level < following.level:
        kept -= 1
        following = taken[kept]
    return kept if kept > 1 or len(taken) == 1 else len(taken)
