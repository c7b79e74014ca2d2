"""A deck and a template → every shape in its place and size, and notices on what was done to make it fit. Pure.

A slide whose body holds too much is set smaller down to 18 points, then divided into slides numbered "Title (1/3)".
Titles go down to 28 points. Nothing is left to PowerPoint, which sizes text anew only when somebody edits it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.fit.arrange import Desk, arrange_area, join_pages, pick_text_region
from toolkit.deck.fit.code import has_places
from toolkit.deck.fit.regions import CONTENT, GAP, INCH, Region, find_content, make_region, pick_columns
from toolkit.deck.fit.text import MINIMUM_BODY, Pages, Remark, narrow_text, place_small, shrink_sizes
from toolkit.deck.fit.wrap import POINT, measure_paragraph
from toolkit.deck.fitted import Box, FittedDeck, FittedSection, FittedSlide, PlacedShape, PlacedText
from toolkit.deck.messages import (
    SLIDE_SPLIT,
    SMALL_TEXT_TOO_LONG,
    TITLE_REPEATED,
    TITLE_SMALLER,
    TITLE_TOO_LONG,
)
from toolkit.deck.slides import Deck, Paragraph, Role, Run, Slide
from toolkit.deck.template import Layout, Template
from toolkit.errors import Place, Problem
from toolkit.fonts.metrics import FontMetrics, load_metrics
from toolkit.texts import Texts

MINIMUM_TITLE = 28.0
LAST_TITLE = 24.0
"""A title that does not fit in 28 points goes down to 24 before `build` asks for a shorter one."""
MINIMUM_SUBTITLE = 16.0
MINIMUM_COVER = 12.0
_OWN_LAYOUTS = (Role.CONTENT, Role.TWO_COLUMNS, Role.QUESTION, Role.JOIN)
_COVERS = (Role.TITLE, Role.STEP, Role.CLOSING)
"""Roles whose first slide looks like itself whatever stands on it; few lines, which may be set smaller than a body."""
_WITH_CODE = (Role.QUESTION, Role.JOIN)
"""Roles whose further slides look like the first; those of a picture or a chart are plain content slides."""


class _Ground(Struct, frozen=True, kw_only=True):
    """What every deck on a template shares: what is fitted to it once is remembered for the next deck."""

    template: Template
    metrics: FontMetrics


class _Room(Struct, frozen=True, kw_only=True):
    ground: _Ground
    texts: Texts
    outline: str
    footer: str


def fit_deck(
    deck: Deck, template: Template, texts: Texts, outline: str = "", metrics: FontMetrics | None = None
) -> tuple[FittedDeck, tuple[Problem, ...]]:
    """Fit every slide; notices name the outline (its file name) and the slide's line in it.

    `texts` are in the deck's language.
    """
    room = _Room(
        ground=_Ground(template=template, metrics=metrics or load_metrics()),
        texts=texts,
        outline=outline or deck.key,
        footer=deck.footer,
    )
    sections: list[FittedSection] = []
    notices: list[Problem] = []
    taken: set[str] = set()
    for section in deck.sections:
        slides: list[FittedSlide] = []
        for slide in section.slides:
            named, remarks = _name_slide(slide, taken)
            fitted, more = fit_slide(named, room)
            taken.update(each.title.casefold() for each in fitted)
            slides += fitted
            notices += _explain(slide, (*remarks, *more), room.outline)
        sections.append(FittedSection(name=section.name, slides=tuple(slides)))
    return FittedDeck(deck=deck, sections=tuple(sections)), tuple(notices)


def _name_slide(slide: Slide, taken: set[str]) -> tuple[Slide, tuple[Remark, ...]]:
    """Add a number to a title that an earlier slide has already."""
    title, number = slide.title, 1
    while title.strip() and title.casefold() in taken:
        number += 1
        title = f"{slide.title} ({number})"
    taken.add(title.casefold())
    if title == slide.title:
        return slide, ()
    return replace(slide, title=title), ((TITLE_REPEATED, {"unique": title}),)


def _explain(slide: Slide, remarks: Iterable[Remark], outline: str) -> list[Problem]:
    place = Place(file=outline, line=slide.source_line)
    return [
        Problem(place=place, message=message, facts={"slide": slide.title, **facts}, notice=True)
        for message, facts in remarks
    ]


def fit_slide(slide: Slide, room: _Room) -> tuple[list[FittedSlide], tuple[Remark, ...]]:
    """Fit one slide; returns the slides it became."""
    ground, inner = room.ground, _strip_slide(slide)
    layout = _find_layout(slide, ground.template)
    later_layout = layout if slide.role in _OWN_LAYOUTS else ground.template.layout_for(Role.CONTENT, slide.insight)
    body = _fit_body(inner, layout, later_layout, ground)
    if len(body.pages) > 1 and later_layout is not layout and slide.role not in _COVERS:
        # A caption's place may be too small for the text that a plain content slide holds beside the picture.
        whole = _fit_body(inner, later_layout, later_layout, ground)
        if len(whole.pages) < len(body.pages):
            layout, body = later_layout, whole
    elif slide.role is Role.PICTURE and not _holds_title(slide, layout, ground):
        layout, body = later_layout, _fit_body(inner, later_layout, later_layout, ground)
    count = max(len(body.pages), 1)
    fitted, remarks = [], list(body.remarks)
    for number in range(count):
        title = slide.title if count == 1 else f"{slide.title} ({number + 1}/{count})"
        own = layout if number == 0 else later_layout
        head, more = _fit_head(title, slide.kicker, own, ground)
        shapes = (*head, *(body.pages[number] if body.pages else ()))
        notes = slide.notes if number == 0 else _compose_continued(room.texts)
        footer = _fit_footer(slide.kicker, room.footer, own, ground)
        fitted.append(FittedSlide(title=title, slide=slide, layout=own, shapes=shapes, notes=notes, footer=footer))
        remarks += more if number == 0 else ()
    if count > 1:
        remarks.append((SLIDE_SPLIT, {"count": count}))
    return fitted, tuple(remarks)


def _strip_slide(slide: Slide) -> Slide:
    """Leave only what the body is fitted by, so that slides which differ in the rest are fitted once."""
    title = slide.title if slide.role is Role.QUESTION else ""
    return replace(slide, title=title, kicker="", notes=(), source_line=0)


def _holds_title(slide: Slide, layout: Layout, ground: _Ground) -> bool:
    """Tell whether a title fits without much ado; many layouts for pictures have room for two words only."""
    _, remarks = _fit_head(slide.title, slide.kicker, layout, ground)
    return not any(message is TITLE_TOO_LONG for message, _ in remarks)


def _find_layout(slide: Slide, template: Template) -> Layout:
    named = next((layout for layout in template.layouts if layout.name == slide.layout), None)
    return named if slide.layout and named else template.layout_for(slide.role, slide.insight)


def _compose_continued(texts: Texts) -> tuple[Paragraph, ...]:
    return (Paragraph(runs=(Run(text=texts("Continued from the previous slide.")),)),)


@lru_cache(maxsize=1024)
def _fit_head(
    title: str, kicker: str, layout: Layout, ground: _Ground
) -> tuple[tuple[PlacedShape, ...], tuple[Remark, ...]]:
    """Place the title and the small line over it."""
    remarks: list[Remark] = []
    shapes: list[PlacedShape] = []
    paragraphs = (Paragraph(runs=(Run(text=title),)),)
    holder = layout.first("title")
    if holder is None:
        box = Box(left=INCH // 2, top=INCH // 3, width=ground.template.width - INCH, height=INCH)
        shapes.append(PlacedText(name="Title", paragraphs=paragraphs, box=box, sizes=(MINIMUM_TITLE,)))
    else:
        region = make_region(holder, ground.template)
        placed, fits = place_small(paragraphs, "Title", region, ground.metrics, least=MINIMUM_TITLE)
        if not fits:
            placed, fits = place_small(paragraphs, "Title", region, ground.metrics, least=LAST_TITLE)
        shapes.append(narrow_text(placed, region, ground.metrics, even=True))
        remarks += _explain_title(placed, region, fits=fits)
    above = layout.first("kicker")
    if kicker and above:
        line = (Paragraph(runs=(Run(text=kicker),)),)
        placed, fits = place_small(line, "Kicker", make_region(above, ground.template), ground.metrics)
        shapes.append(placed)
        remarks += [] if fits else [(SMALL_TEXT_TOO_LONG, {"text": kicker})]
    return tuple(shapes), tuple(remarks)


@lru_cache(maxsize=1024)
def _fit_footer(kicker: str, footer: str, layout: Layout, ground: _Ground) -> str:
    """Return the slide's footer; where the layout has no place for the step, the footer says it too."""
    holder = layout.first("footer")
    if holder is None:
        return footer
    region, metrics = make_region(holder, ground.template), ground.metrics
    if not kicker or layout.first("kicker"):
        return _shorten(footer, region, metrics)
    both = f"{kicker} · {footer}" if footer else kicker
    return both if _fits_footer(both, region, metrics) else _shorten(kicker, region, metrics)


def _shorten(text: str, region: Region, metrics: FontMetrics) -> str:
    """Leave words out at the end of a footer until it fits: the slide's own text says the whole name."""
    if _fits_footer(text, region, metrics):
        return text
    words = text.split(" ")
    shorter = [f"{' '.join(words[:count]).rstrip(' ·,–')} …" for count in range(1, len(words))] or [text]
    fitting = bisect_left(shorter, True, key=lambda said: not _fits_footer(said, region, metrics))
    return shorter[max(fitting - 1, 0)]


def _fits_footer(text: str, region: Region, metrics: FontMetrics) -> bool:
    style = region.styles[0]
    line = Paragraph(runs=(Run(text=text),))
    area = region.text_area
    return measure_paragraph(line, style, style.size, area.width, metrics).height <= area.height * 1.01


def _explain_title(placed: PlacedText, region: Region, *, fits: bool) -> list[Remark]:
    size, natural = (placed.sizes or (region.styles[0].size,))[0], region.styles[0].size
    if not fits:
        return [(TITLE_TOO_LONG, {"size": f"{size:g}"})]
    return [(TITLE_SMALLER, {"size": f"{size:g}", "natural": f"{natural:g}"})] if size < natural else []


@lru_cache(maxsize=1024)
def _fit_body(slide: Slide, layout: Layout, later_layout: Layout, ground: _Ground) -> Pages:
    """Place the subtitle and every area's blocks."""
    regions = _find_regions(layout, ground.template)
    later = list(find_content(later_layout, ground.template))
    if slide.role is Role.QUESTION and has_places(layout):
        rise = _measure_rise(slide, layout, ground)
        regions, later = _raise_text(regions, rise), _raise_text(later, rise)
    subtitle, lead, remarks = _fit_subtitle(slide, layout, regions, ground)
    areas = [area for area in slide.areas if area]
    if slide.role in _WITH_CODE:
        areas = [tuple(block for area in areas for block in area)]
    single = len(areas) <= 1
    parts = [Pages(pages=((subtitle,),) if subtitle else ())]
    if single:
        cover = slide.role in _COVERS
        desk = Desk(
            template=ground.template,
            layout=layout,
            metrics=ground.metrics,
            later=pick_text_region(later),
            minimum=MINIMUM_COVER if cover else MINIMUM_BODY,
            cover=cover,
        )
        blocks = areas[0] if areas else ()
        if blocks or lead:
            parts.append(arrange_area(blocks, regions, lead, desk))
        return join_pages(parts, remarks)
    columns = pick_columns(regions, len(areas))
    later_columns = pick_columns(later, len(areas))
    for area, column, later_column in zip(areas, columns, later_columns, strict=True):
        desk = Desk(template=ground.template, layout=layout, metrics=ground.metrics, later=later_column, single=False)
        parts.append(arrange_area(area, [column], (), desk))
    return join_pages(parts, remarks)


def _find_regions(layout: Layout, template: Template) -> list[Region]:
    """List where content may stand; a title slide's subtitle takes the text where there is nothing else."""
    subtitle = layout.first("subtitle")
    if subtitle and not layout.all(*CONTENT):
        return [make_region(subtitle, template)]
    return list(find_content(layout, template))


def _measure_rise(slide: Slide, layout: Layout, ground: _Ground) -> int:
    """Return how far a question's answers move up where its title leaves lines empty; those for two stay free."""
    title, body = layout.first("title"), layout.first("body", "object")
    if title is None or body is None or title.anchor != "t" or body.top < title.top + title.height:
        return 0
    region = make_region(title, ground.template)
    paragraph = Paragraph(runs=(Run(text=slide.title),))
    sizes, _ = shrink_sizes((paragraph,), (region.styles[0].size,), region, LAST_TITLE, ground.metrics)
    one, whole = (
        measure_paragraph(each, region.styles[0], sizes[0], region.text_area.width, ground.metrics)
        for each in (Paragraph(runs=(Run(text="x"),)), paragraph)
    )
    height = one.height * max(whole.lines, 2)
    return max(title.height - int(height * POINT) - GAP // 2, 0)


def _raise_text(regions: Sequence[Region], rise: int) -> list[Region]:
    """Let the text under a title begin higher and end where it did."""
    return [
        region.at(replace(region.box, top=region.box.top - rise, height=region.box.height + rise))
        if region.placeholder and region.placeholder.kind in ("body", "object")
        else region
        for region in regions
    ]


def _fit_subtitle(
    slide: Slide, layout: Layout, regions: list[Region], ground: _Ground
) -> tuple[PlacedShape | None, tuple[Paragraph, ...], tuple[Remark, ...]]:
    """Place the lines under the title in their own placeholder; without one, they lead the body."""
    if not slide.subtitle:
        return None, (), ()
    paragraphs = tuple(Paragraph(runs=(Run(text=line),)) for line in slide.subtitle)
    holder = layout.first("subtitle")
    if holder is None or any(region.placeholder == holder for region in regions):
        return None, paragraphs, ()
    region = make_region(holder, ground.template)
    placed, fits = place_small(paragraphs, "Subtitle", region, ground.metrics, least=MINIMUM_SUBTITLE)
    remarks: tuple[Remark, ...] = () if fits else ((SMALL_TEXT_TOO_LONG, {"text": slide.subtitle[0]}),)
    return narrow_text(placed, region, ground.metrics, even=True), (), remarks
