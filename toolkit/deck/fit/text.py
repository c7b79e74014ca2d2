"""Blocks of text and a region → placed text, page by page, and what had to be done to make it fit. Pure."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.fit.balance import find_narrowing
from toolkit.deck.fit.flow import Page, flow_text
from toolkit.deck.fit.regions import Region
from toolkit.deck.fit.wrap import POINT, measure_paragraph
from toolkit.deck.fitted import Box, PlacedShape, PlacedText
from toolkit.deck.messages import LONG_WORD, TEXT_SMALLER
from toolkit.deck.slides import Block, Paragraph, QuestionBlock, Quote, Run, TextBlock
from toolkit.deck.template import LevelStyle, Placeholder
from toolkit.errors import Message
from toolkit.fonts.metrics import FontMetrics

MINIMUM_BODY = 18.0
"""Points. Nothing in a slide's body is set smaller to make it fit, unless the template itself is smaller."""
MINIMUM_ANSWERS = 16.0
"""Alternatives under a question go two points further: they belong together, beside their code."""
CAPTION = 12.0

_ADDRESS = re.compile(r"\S*/\S*/\S*")
"""An address may be broken anywhere; nobody reads it as a word."""

Remark = tuple[Message, dict[str, object]]


class Pages(Struct, frozen=True, kw_only=True):
    """Shapes slide by slide, and remarks on what was done."""

    pages: tuple[tuple[PlacedShape, ...], ...] = ()
    remarks: tuple[Remark, ...] = ()


def collect_paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """Put the text of all text blocks in a row; a question's prompt first, its choices as bullets, its help last."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, TextBlock | Quote):
            paragraphs += block.paragraphs
        elif isinstance(block, QuestionBlock):
            paragraphs += _compose_question(block)
    return tuple(paragraphs)


def _compose_question(block: QuestionBlock) -> list[Paragraph]:
    prompt = [Paragraph(runs=(Run(text=block.prompt, bold=bool(block.choices or block.help)),))] if block.prompt else []
    choices = [Paragraph(runs=(Run(text=choice),), bullet="bullet") for choice in block.choices]
    hint = [Paragraph(runs=(Run(text=block.help),))] if block.help else []
    return [*prompt, *choices, *hint]


def fit_text(
    paragraphs: Sequence[Paragraph],
    name: str,
    region: Region,
    later: Region,
    metrics: FontMetrics,
    minimum: float = MINIMUM_BODY,
    *,
    even: bool = False,
) -> Pages:
    """Set text into a region and as many later ones as it needs; `even` for the few lines under a cover's title."""
    if not paragraphs:
        return Pages()
    flow = flow_text(paragraphs, region.text_area, later.text_area, minimum, metrics)
    remarks: list[Remark] = []
    if flow.size < flow.natural:
        remarks.append((TEXT_SMALLER, {"size": f"{flow.size:g}", "natural": f"{flow.natural:g}"}))
    if flow.cut:
        remarks.append((LONG_WORD, {"word": max(" ".join(p.text for p in paragraphs).split(), key=len)[:60]}))
    pages, number = [], 1
    for index, page in enumerate(flow.pages):
        own = later if index else region
        placed = replace(place_text(page, name, own), first_number=number)
        pages.append((narrow_text(placed, own, metrics, even=even),) if page.paragraphs else ())
        number = _count_on(page.paragraphs, number)
    return Pages(pages=tuple(pages), remarks=tuple(remarks))


def _count_on(paragraphs: Sequence[Paragraph], number: int) -> int:
    """Return the number that a list goes on with after a page; a page that ends without one starts again at 1."""
    for paragraph in paragraphs:
        if paragraph.level == 0:
            number = number + 1 if paragraph.bullet == "number" else 1
    return number


def narrow_text(placed: PlacedText, region: Region, metrics: FontMetrics, *, even: bool = False) -> PlacedText:
    """Return a placed text whose lines break well; `even` for a heading. What stands upright is left as it is."""
    if placed.placeholder and placed.placeholder.orientation == "vert":
        return placed
    styles, paragraphs = region.styles, placed.paragraphs
    sizes = placed.sizes or tuple(_own_size(paragraph, region) for paragraph in paragraphs)
    points = find_narrowing(paragraphs, sizes, styles, region.text_area.width, metrics, even=even)
    return replace(placed, narrower=int(points * POINT)) if points else placed


def place_text(page: Page, name: str, region: Region) -> PlacedText:
    """Put a page's text into a region's placeholder, or into a text box where it has none."""
    own = [_own_size(paragraph, region) for paragraph in page.paragraphs]
    sizes = page.sizes if region.placeholder is None or tuple(own) != page.sizes else ()
    box = None if region.placeholder and region.box == _box_of(region) else region.box
    colour = region.styles[0].colour if region.placeholder is None else ""
    return PlacedText(
        name=name, paragraphs=page.paragraphs, placeholder=region.placeholder, box=box, sizes=sizes, colour=colour
    )


def _own_size(paragraph: Paragraph, region: Region) -> float:
    return region.styles[min(paragraph.level, len(region.styles) - 1)].size


def _box_of(region: Region) -> Box | None:
    placeholder = region.placeholder
    if placeholder is None:
        return None
    return Box(left=placeholder.left, top=placeholder.top, width=placeholder.width, height=placeholder.height)


def place_caption(text: str, name: str, box: Box, style: LevelStyle, holder: Placeholder | None = None) -> PlacedText:
    """Put where figures or a picture come from into the layout's own place for it, or under the picture."""
    paragraph = Paragraph(runs=(Run(text=text),))
    if holder:
        return PlacedText(name=name, paragraphs=(paragraph,), placeholder=holder)
    return PlacedText(name=name, paragraphs=(paragraph,), box=box, sizes=(CAPTION,), colour=style.colour)


def measure_lines(text: str, size: float, width: int, style: LevelStyle, metrics: FontMetrics) -> int:
    """Return the height in EMU that a text takes at a size in a width."""
    paragraph = Paragraph(runs=(Run(text=text),))
    plain = LevelStyle(size=size, font=style.font, bold=style.bold)
    return int(measure_paragraph(paragraph, plain, size, width / POINT, metrics).height * POINT)


def shrink_sizes(
    paragraphs: Sequence[Paragraph], sizes: Sequence[float], region: Region, least: float, metrics: FontMetrics
) -> tuple[tuple[float, ...], bool]:
    """Return sizes at which a small text stands in its region without a cut word, and whether they suffice."""
    area = region.text_area
    for percent in range(100, 20, -4):
        tried = tuple(size if percent == 100 else max(min(size, least), round(size * percent / 100)) for size in sizes)
        height, cut = 0.0, False
        for paragraph, size in zip(paragraphs, tried, strict=True):
            style = area.styles[min(paragraph.level, len(area.styles) - 1)]
            taken = measure_paragraph(paragraph, style, size, area.width, metrics)
            height += taken.height + (style.space_before if height else 0.0)
            cut = cut or (taken.cut and not _ADDRESS.fullmatch(paragraph.text))
        if height <= area.height * 1.01 and not cut:
            return tried, True
    return tried, height <= area.height * 1.01


def place_small(
    paragraphs: tuple[Paragraph, ...],
    name: str,
    region: Region,
    metrics: FontMetrics,
    sizes: Sequence[float] = (),
    least: float = CAPTION,
) -> tuple[PlacedText, bool]:
    """Place a short text at its region's own sizes, or at wanted ones, smaller where it needs; tell whether it fits."""
    own = tuple(_own_size(paragraph, region) for paragraph in paragraphs)
    fitted, fits = shrink_sizes(paragraphs, sizes or own, region, least, metrics)
    page = Page(paragraphs=paragraphs, sizes=fitted, height=0)
    return place_text(page, name, region), fits
