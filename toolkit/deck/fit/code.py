"""A QR code and a region → the code, its words, its address and the code to type, each in its place. Pure.

Our own template has a named place for each; elsewhere the words stand under the code or, on a join slide, beside it.
The address is plain text and the invitation carries the link: a link whose text is an address reads badly aloud.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from toolkit.deck.fit.regions import GAP, Region, cut_columns, find_free_box, make_region
from toolkit.deck.fit.text import CAPTION, place_small, shrink_sizes
from toolkit.deck.fit.wrap import POINT, measure_paragraph, pick_style
from toolkit.deck.fitted import Box, PlacedQr, PlacedShape, PlacedText
from toolkit.deck.slides import Paragraph, QrCode, Run
from toolkit.deck.template import Layout, PlaceholderKind, Template
from toolkit.fonts.metrics import FontMetrics

LARGE_SHARE = 0.66
"""A join slide's code stands two thirds of the slide's height, where the template leaves so much."""
_SMALL_SIZES = (18.0, 14.0, 14.0, 28.0)
_LARGE_SIZES = (28.0, 16.0, 20.0, 54.0)
_LEAD_SIZE = 20.0
_LABEL_SIZE = 16.0


def has_places(layout: Layout) -> bool:
    """Tell whether a layout has its own places for the words around a code."""
    return layout.first("invitation") is not None and layout.first("code") is not None


def place_code(
    code: QrCode,
    region: Region,
    layout: Layout,
    template: Template,
    metrics: FontMetrics,
    lead: tuple[Paragraph, ...] = (),
) -> tuple[PlacedShape, ...]:
    """Place a code and its words; the words come first, so that a screen reader hears what the picture is for.

    `lead` is a join slide's text, where it shares its place with the words.
    """
    if has_places(layout):
        words = _place_words(code, layout, template, metrics)
        return (*words[:1], _place_square(code, region, region.box, centred=True), *words[1:])
    if code.large:
        return _place_large(code, region, layout, template, metrics, lead)
    return _place_small(code, region, metrics)


def _place_words(code: QrCode, layout: Layout, template: Template, metrics: FontMetrics) -> list[PlacedShape]:
    address = (_say(code.address),)
    has_address = layout.first("address") is not None
    invitation = (_invite(code),) if has_address else (_invite(code), *address)
    words: list[tuple[str, PlaceholderKind, tuple[Paragraph, ...]]] = [
        ("Invitation", "invitation", invitation),
        ("Code", "code", ()),
        ("Address", "address", address),
    ]
    placed: list[PlacedShape] = []
    for name, kind, paragraphs in words:
        placeholder = layout.first(kind)
        if placeholder is None:
            continue
        region = make_region(placeholder, template)
        if kind == "code":
            placed.append(_place_typed(code, region, metrics))
        else:
            placed.append(place_small(paragraphs, name, region, metrics)[0])
    return placed


def _place_typed(code: QrCode, region: Region, metrics: FontMetrics) -> PlacedText:
    """Place the code to type, with a small plain label over it."""
    style = region.styles[0]
    label, typed = _say(code.code_label), _say(code.code)
    measured = replace(region, styles=(style, replace(style, bold=False, size=_LABEL_SIZE)))
    sizes, _ = shrink_sizes((replace(label, level=1), typed), (_LABEL_SIZE, style.size), measured, CAPTION, metrics)
    return PlacedText(name="Code", paragraphs=(label, typed), placeholder=region.placeholder, sizes=sizes, labels=1)


def _place_small(code: QrCode, region: Region, metrics: FontMetrics) -> tuple[PlacedShape, ...]:
    """Put the code at the top of its column and the words under it."""
    words = _compose_words(code)
    box = region.box
    height = _measure(words, _SMALL_SIZES, box.width, region, metrics)
    side = min(box.width, box.height - height - GAP // 2)
    under = Box(left=box.left, top=box.top + side + GAP // 2, width=box.width, height=box.height - side - GAP // 2)
    text, _ = place_small(words, "Invitation", region.without_placeholder().at(under), metrics, _SMALL_SIZES)
    square = Box(left=box.left, top=box.top, width=side, height=side)
    return (_place_square(code, region, square), text)


def _place_large(
    code: QrCode,
    region: Region,
    layout: Layout,
    template: Template,
    metrics: FontMetrics,
    lead: tuple[Paragraph, ...],
) -> tuple[PlacedShape, ...]:
    """Put the code on the right, as large as the room between title and footer allows, and the words on the left."""
    free = find_free_box(layout, template)
    side = min(int(template.height * LARGE_SHARE), free.height, free.width * 3 // 5)
    left, _ = cut_columns(free, (free.width - side - GAP, side))
    square = Box(left=free.left + free.width - side, top=free.top, width=side, height=side)
    words = (*lead, *_compose_words(code))
    sizes = (*(_LEAD_SIZE for _ in lead), *_LARGE_SIZES)
    beside = region.at(Box(left=left.left, top=free.top, width=left.width, height=side))
    if region.placeholder is None or region.placeholder.kind not in ("body", "object"):
        beside = beside.without_placeholder()
    text, _ = place_small(words, "Invitation", beside, metrics, sizes)
    return (text, _place_square(code, region.without_placeholder(), square))


def _place_square(code: QrCode, region: Region, box: Box, *, centred: bool = False) -> PlacedQr:
    side = min(box.width, box.height)
    shift = ((box.width - side) // 2, (box.height - side) // 2) if centred else (0, 0)
    square = Box(left=box.left + shift[0], top=box.top + shift[1], width=side, height=side)
    fits = region.placeholder is not None and region.placeholder.kind in ("picture", "object")
    return PlacedQr(name="QR code", code=code, box=square, placeholder=region.placeholder if fits else None)


def _compose_words(code: QrCode) -> tuple[Paragraph, ...]:
    return (_invite(code), _say(code.address), _say(code.code_label), _say(code.code, bold=True))


def _invite(code: QrCode) -> Paragraph:
    return Paragraph(runs=(Run(text=code.invitation, bold=True, link=code.address),))


def _say(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(runs=(Run(text=text, bold=bold),))


def _measure(
    paragraphs: Sequence[Paragraph], sizes: Sequence[float], width: int, region: Region, metrics: FontMetrics
) -> int:
    """Return the height in EMU of text at given sizes in a text box without insets."""
    height = 0.0
    for paragraph, size in zip(paragraphs, sizes, strict=True):
        style = pick_style(region.styles, paragraph.level)
        height += measure_paragraph(paragraph, style, size, width / POINT, metrics).height + style.space_before
    return int(height * POINT)
