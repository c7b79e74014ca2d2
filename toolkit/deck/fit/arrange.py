"""The blocks of one area of a slide and its regions → shapes in their places, slide by slide. Pure.

Text goes into the placeholder for text; a picture, chart or table into the one made for it, otherwise beside the text
where the region is wide and under it where it is narrow.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.chart.values import Chart
from toolkit.chart.xml import pick_chart_labels
from toolkit.deck.fit.code import has_places, place_code
from toolkit.deck.fit.flow import measure_text
from toolkit.deck.fit.regions import GAP, INCH, Region, cut_columns, cut_rows, find_free_box, make_region
from toolkit.deck.fit.table import fit_table
from toolkit.deck.fit.text import (
    MINIMUM_ANSWERS,
    MINIMUM_BODY,
    Pages,
    Remark,
    collect_paragraphs,
    fit_text,
    measure_lines,
    place_caption,
)
from toolkit.deck.fit.wrap import POINT
from toolkit.deck.fitted import Box, PlacedChart, PlacedPicture, PlacedShape
from toolkit.deck.messages import CHART_CROWDED, NO_ROOM
from toolkit.deck.slides import Block, Paragraph, Picture, QrCode, Quote, Run, Table
from toolkit.deck.template import Layout, PlaceholderKind, Template
from toolkit.fonts.metrics import FontMetrics

Visual = Table | Picture | Chart | QrCode
_LEAST_LABEL = 11
"""Points that a chart's names need to be read in a room."""
_SHARES: dict[type, tuple[float, float]] = {
    Picture: (0.52, 0.48),
    Chart: (0.4, 0.6),
    QrCode: (0.66, 0.34),
    Table: (0.4, 0.6),
}
_WANTED: dict[type, tuple[PlaceholderKind, ...]] = {
    Picture: ("picture", "object"),
    QrCode: ("picture", "object"),
    Chart: ("chart", "object"),
    Table: ("table", "object"),
}


class Desk(Struct, frozen=True, kw_only=True):
    """What arranging needs throughout a slide: template, layout, measures, and the region that later slides give."""

    template: Template
    layout: Layout
    metrics: FontMetrics
    later: Region
    single: bool = True
    """Whether the area has the slide to itself, so that the layout's own places for sources are its."""
    minimum: float = MINIMUM_BODY
    cover: bool = False


def arrange_area(blocks: Sequence[Block], regions: Sequence[Region], lead: Sequence[Paragraph], desk: Desk) -> Pages:
    """Place an area's blocks in its regions (one for a column; all of the layout's where the area is alone)."""
    paragraphs = (*lead, *collect_paragraphs(blocks), *_find_quote_sources(blocks, desk))
    visuals = [block for block in blocks if isinstance(block, Table | Picture | Chart | QrCode)]
    extra = _place_quote_sources(blocks, desk)
    if not visuals:
        region = pick_text_region(regions)
        text = fit_text(paragraphs, "Text", region, desk.later, desk.metrics, desk.minimum, even=desk.cover)
        return _add_shapes(text, extra)
    code = visuals[0]
    if isinstance(code, QrCode) and code.large and not has_places(desk.layout):
        region = pick_text_region(regions)
        shapes = place_code(code, region, desk.layout, desk.template, desk.metrics, paragraphs)
        return Pages(pages=(shapes,))
    slots = _match_slots(visuals, regions, with_text=bool(paragraphs))
    if slots is None:
        text_region, slots = _cut_region(visuals, pick_text_region(regions), paragraphs, desk)
    else:
        text_region = pick_text_region([region for region in regions if region not in slots] or regions)
    later, minimum = (text_region, MINIMUM_ANSWERS) if isinstance(code, QrCode) else (desk.later, MINIMUM_BODY)
    text = fit_text(paragraphs, "Text", text_region, later, desk.metrics, minimum)
    parts = [text, *(_place_visual(visual, slot, desk) for visual, slot in zip(visuals, slots, strict=True))]
    if isinstance(code, QrCode):
        parts[1] = Pages(pages=parts[1].pages * max(len(text.pages), 1), remarks=parts[1].remarks)
    remarks: tuple[Remark, ...] = ((NO_ROOM, {}),) if min(slot.box.width for slot in slots) < 2 * INCH else ()
    return _add_shapes(join_pages(parts, remarks), extra)


def join_pages(parts: Sequence[Pages], remarks: tuple[Remark, ...] = ()) -> Pages:
    """Lay several flows over one another: their first slides together, then their second ones, and so on."""
    count = max((len(part.pages) for part in parts), default=0)
    pages = tuple(
        tuple(shape for part in parts if number < len(part.pages) for shape in part.pages[number])
        for number in range(count)
    )
    return Pages(pages=pages, remarks=(*(remark for part in parts for remark in part.remarks), *remarks))


def pick_text_region(regions: Sequence[Region]) -> Region:
    """Return the largest region that takes text, or the largest one as a rectangle where none does."""
    by_size = sorted(regions, key=lambda region: -region.box.width * region.box.height)
    for region in by_size:
        if region.placeholder is None or region.placeholder.kind in ("body", "object", "subtitle"):
            return region
    return by_size[0].without_placeholder()


def _match_slots(visuals: Sequence[Visual], regions: Sequence[Region], *, with_text: bool) -> list[Region] | None:
    """Give each visual a placeholder made for it, leaving one for the text; None where the layout has too few."""
    free = list(regions)
    if with_text:
        text = pick_text_region(regions)
        free = [region for region in free if region != text]
        if len(free) == len(regions):
            return None
    largest = max(region.box.width * region.box.height for region in regions)
    slots = []
    for visual in visuals:
        wanted = _WANTED[type(visual)]
        fitting = [each for each in free if _is_made_for(each, wanted, largest)]
        if not fitting:
            return None
        best = min(fitting, key=lambda each: (_rank(each, wanted), -each.box.width * each.box.height))
        free.remove(best)
        slots.append(best)
    return slots


def _is_made_for(region: Region, wanted: Sequence[PlaceholderKind], largest: int) -> bool:
    """Tell whether a region takes a visual; a margin note's place for just anything is too small for it."""
    if region.placeholder is None or region.placeholder.kind not in wanted:
        return False
    return region.placeholder.kind != "object" or region.box.width * region.box.height * 2 > largest


def _rank(region: Region, wanted: Sequence[PlaceholderKind]) -> int:
    return wanted.index(region.placeholder.kind) if region.placeholder else len(wanted)


def _cut_region(
    visuals: Sequence[Visual], region: Region, paragraphs: Sequence[Paragraph], desk: Desk
) -> tuple[Region, list[Region]]:
    """Cut one region for text and visuals: side by side where it is wide, otherwise the text on top."""
    box = region.box
    wide = box.width > box.height * 1.4
    if not paragraphs:
        return region, [region.at(each).without_placeholder() for each in _cut_for(visuals, box, wide=wide)]
    if wide and not isinstance(visuals[0], Table):
        mine, others = _SHARES[type(visuals[0])]
        left, right = cut_columns(box, (mine, others))
        if isinstance(visuals[0], QrCode):
            right = _stretch(right, find_free_box(desk.layout, desk.template))
    else:
        text = region.text_area
        height = int(measure_text(paragraphs, text, desk.metrics) * POINT) + region.insets[1] + region.insets[3]
        left, right = cut_rows(box, min(height, int(box.height * 0.45)))
        wide = right.width > right.height * 1.4
    boxes = _cut_for(visuals, right, wide=wide)
    return region.at(left), [region.at(each).without_placeholder() for each in boxes]


def _stretch(column: Box, free: Box) -> Box:
    """Let a column use the slide's height: a code that is too small cannot be read from the last row."""
    return replace(column, top=free.top, height=free.height) if free.height > column.height else column


def _cut_for(visuals: Sequence[Visual], box: Box, *, wide: bool) -> list[Box]:
    if len(visuals) == 1:
        return [box]
    if wide:
        return list(cut_columns(box, (1.0,) * len(visuals)))
    boxes, rest, count = [], box, len(visuals)
    for number in range(count - 1):
        upper, rest = cut_rows(rest, (rest.height - GAP * (count - 1 - number)) // (count - number))
        boxes.append(upper)
    return [*boxes, rest]


def _place_visual(visual: Visual, region: Region, desk: Desk) -> Pages:
    match visual:
        case Table():
            later = desk.later if desk.later.box.height > region.box.height else region
            return fit_table(visual, "Table", region, later, desk.metrics)
        case QrCode():
            shapes = place_code(visual, region, desk.layout, desk.template, desk.metrics)
            return Pages(pages=(shapes,))
        case Picture():
            return _place_captioned(
                visual.credit, "Picture credit", region, desk, lambda box: _fit_picture(visual, region, box)
            )
        case Chart():
            placed = _place_captioned(
                visual.source, "Source", region, desk, lambda box: _fit_chart(visual, region, box, desk)
            )
            return replace(placed, remarks=_explain_chart(visual, region.box))


def _place_captioned(caption: str, name: str, region: Region, desk: Desk, place: Callable[[Box], PlacedShape]) -> Pages:
    """Place a picture or chart, leaving room under it for its caption where the layout has no place for one."""
    if not caption:
        return Pages(pages=((place(region.box),),))
    own = desk.layout.first("source") if desk.single else None
    if own is not None:
        text = place_caption(caption, name, region.box, region.styles[0], own)
        return Pages(pages=((place(region.box), text),))
    height = measure_lines(caption, 12.0, region.box.width, region.styles[0], desk.metrics)
    upper, lower = cut_rows(region.box, region.box.height - height - GAP // 4, GAP // 4)
    shape = place(upper)
    if isinstance(shape, PlacedPicture):
        lower = Box(left=lower.left, top=shape.box.top + shape.box.height + GAP // 4, width=lower.width, height=height)
    text = place_caption(caption, name, lower, region.styles[0])
    return Pages(pages=((shape, text),))


def _fit_picture(picture: Picture, region: Region, box: Box) -> PlacedPicture:
    """Scale a picture to stand whole in a box, in its middle."""
    scale = min(box.width / picture.width, box.height / picture.height)
    width, height = int(picture.width * scale), int(picture.height * scale)
    inner = Box(
        left=box.left + (box.width - width) // 2, top=box.top + (box.height - height) // 2, width=width, height=height
    )
    holder = region.placeholder if region.placeholder and region.placeholder.kind in ("picture", "object") else None
    return PlacedPicture(name="Picture", picture=picture, box=inner, placeholder=holder)


def _fit_chart(chart: Chart, region: Region, box: Box, desk: Desk) -> PlacedChart:
    holder = region.placeholder if region.placeholder and region.placeholder.kind in ("chart", "object") else None
    ground = (region.placeholder.backdrop if region.placeholder else "") or desk.layout.background
    return PlacedChart(name="Chart", chart=chart, box=box, placeholder=holder, background=ground)


def _explain_chart(chart: Chart, box: Box) -> tuple[Remark, ...]:
    size = pick_chart_labels(chart, (box.width / POINT, box.height / POINT)).size
    if chart.kind == "scatter" or size >= _LEAST_LABEL:
        return ()
    return ((CHART_CROWDED, {"count": len(chart.categories), "size": size}),)


def _find_quote_sources(blocks: Sequence[Block], desk: Desk) -> list[Paragraph]:
    if desk.single and desk.layout.first("source"):
        return []
    return [
        Paragraph(runs=(Run(text=f"– {block.source}"),))
        for block in blocks
        if isinstance(block, Quote) and block.source
    ]


def _place_quote_sources(blocks: Sequence[Block], desk: Desk) -> tuple[PlacedShape, ...]:
    holder = desk.layout.first("source") if desk.single else None
    if holder is None:
        return ()
    region = make_region(holder, desk.template)
    sources = [block.source for block in blocks if isinstance(block, Quote) and block.source]
    return tuple(place_caption(text, "Source", region.box, region.styles[0], holder) for text in sources[:1])


def _add_shapes(pages: Pages, shapes: tuple[PlacedShape, ...]) -> Pages:
    if not shapes:
        return pages
    first, rest = (pages.pages[0], pages.pages[1:]) if pages.pages else ((), ())
    return Pages(pages=((*first, *shapes), *rest), remarks=pages.remarks)
