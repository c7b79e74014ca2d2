"""Placed shapes → the XML of a slide's shapes, in reading order. Pure: parts and relationships are the caller's.

`Slot` hands out shape ids and relationship ids; ids are unique on a slide, or PowerPoint repairs the file.
"""

from collections.abc import Callable

from msgspec import Struct

from toolkit.deck.fit.regions import find_box
from toolkit.deck.fitted import Box, PlacedChart, PlacedPicture, PlacedQr, PlacedTable, PlacedText
from toolkit.deck.pptx.table_xml import compose_table
from toolkit.deck.pptx.text_xml import BOX_STYLES, Link, compose_paragraphs
from toolkit.deck.template import Placeholder
from toolkit.ooxml.escape import escape_line

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NUMBER_FIELD = "{5B1F0A3C-7C0D-4A57-9E5B-6D1D2F4E8A90}"
_DEFAULT_TYPES = ("", "obj")


class Slot(Struct, frozen=True, kw_only=True):
    """What composing a shape needs from its slide: a fresh shape id, links, the language tag, the table style."""

    next_id: Callable[[], int]
    link: Link
    language: str
    table_style: str


def compose_text(placed: PlacedText, slot: Slot) -> str:
    """Compose text in its placeholder, or a text box."""
    holder = placed.placeholder
    if holder is None:
        body = f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="{placed.narrower}" bIns="0" rtlCol="0">'
        body += "<a:noAutofit/></a:bodyPr>"
        geometry = (
            f'<p:spPr>{_frame(placed.box, "a")}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        )
        kind, mark = '<p:cNvSpPr txBox="1"/>', ""
    else:
        body = f"<a:bodyPr{_narrow(placed.narrower, holder)}><a:normAutofit/></a:bodyPr>"
        geometry = f"<p:spPr>{_frame(placed.box, 'a')}</p:spPr>" if placed.box else "<p:spPr/>"
        kind, mark = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>', mark_placeholder(holder)
    paragraphs = compose_paragraphs(placed, holder.levels if holder else BOX_STYLES, slot.language, slot.link)
    number = slot.next_id()
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{placed.name} {number - 1}"/>{kind}<p:nvPr>{mark}</p:nvPr>'
        "</p:nvSpPr>"
        f"{geometry}<p:txBody>{body}<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _narrow(narrower: int, holder: Placeholder) -> str:
    """Compose the margins of a text that stands narrower than its place, on the side where its lines end."""
    if not narrower:
        return ""
    left, _, right, _ = holder.insets
    align = holder.levels[0].align if holder.levels else "l"
    if align == "ctr":
        return f' lIns="{left + narrower // 2}" rIns="{right + narrower - narrower // 2}"'
    return f' lIns="{left + narrower}"' if align == "r" else f' rIns="{right + narrower}"'


def compose_picture(placed: PlacedPicture, image: str, slot: Slot) -> str:
    """Compose a picture; `image` is its relationship id."""
    picture = placed.picture
    alt = "" if picture.decorative else picture.alt
    return _compose_image(placed.name, alt, _DECORATIVE if picture.decorative else "", image, placed, slot)


def compose_code(placed: PlacedQr, image: str, slot: Slot) -> str:
    """Compose a QR code, which is also a link to click."""
    click = f'<a:hlinkClick r:id="{slot.link(placed.code.address)}"/>'
    return _compose_image(placed.name, placed.code.alt, click, image, placed, slot)


def _compose_image(name: str, alt: str, inner: str, image: str, placed: PlacedPicture | PlacedQr, slot: Slot) -> str:
    return (
        f'<p:pic><p:nvPicPr>{_identify(name, alt, inner, slot)}<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/>'
        f"</p:cNvPicPr><p:nvPr>{mark_placeholder(placed.placeholder)}</p:nvPr></p:nvPicPr>"
        f'<p:blipFill><a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{_frame(placed.box, "a")}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def compose_chart_frame(placed: PlacedChart, chart: str, slot: Slot) -> str:
    """Compose the frame of a native chart; `chart` is its relationship id."""
    inner = f'<c:chart xmlns:c="{_CHART}" r:id="{chart}"/>'
    return _compose_frame(placed.name, placed.chart.alt, placed.placeholder, placed.box, _CHART, inner, slot)


def compose_table_frame(placed: PlacedTable, slot: Slot) -> str:
    """Compose a native table."""
    inner = compose_table(placed, slot.table_style, slot.language)
    return _compose_frame(placed.name, placed.table.alt, placed.placeholder, placed.box, _TABLE, inner, slot)


def _compose_frame(name: str, alt: str, holder: Placeholder | None, box: Box, uri: str, inner: str, slot: Slot) -> str:
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{_identify(name, alt, '', slot)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{mark_placeholder(holder)}</p:nvPr></p:nvGraphicFramePr>{_frame(box, 'p')}"
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def compose_foot(holder: Placeholder, text: str, slot: Slot, *, field: bool = False) -> str:
    """Compose the footer, the date or the slide number in the layout's own place, with a shape id of its own."""
    number = slot.next_id()
    name = {"footer": "Footer", "date": "Date", "number": "Slide Number"}[holder.kind]
    # LibreOffice 7 shows a footer without a place of its own in the master's look, centred and in another font.
    geometry = f"<p:spPr>{_frame(find_box(holder), 'a')}</p:spPr>" if holder.kind == "footer" else "<p:spPr/>"
    run = f'<a:rPr lang="{slot.language}" dirty="0"/><a:t>{escape_line(text)}</a:t>'
    said = f'<a:fld id="{_NUMBER_FIELD}" type="slidenum">{run}</a:fld>' if field else f"<a:r>{run}</a:r>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number - 1}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        "</p:cNvSpPr>"
        f"<p:nvPr>{mark_placeholder(holder)}</p:nvPr></p:nvSpPr>{geometry}<p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p>{said}<a:endParaRPr lang="{slot.language}" dirty="0"/></a:p></p:txBody></p:sp>'
    )


def mark_placeholder(holder: Placeholder | None) -> str:
    """Compose the mark that links a shape to its layout's placeholder."""
    if holder is None:
        return ""
    kind = "" if holder.type in _DEFAULT_TYPES else f' type="{holder.type}"'
    orient = ' orient="vert"' if holder.orientation == "vert" else ""
    index = f' idx="{holder.idx}"' if holder.idx else ""
    return f"<p:ph{kind}{orient}{index}/>"


def _identify(name: str, alt: str, inner: str, slot: Slot) -> str:
    number = slot.next_id()
    descr = f' descr="{escape_line(alt)}"' if alt else ""
    head = f'<p:cNvPr id="{number}" name="{name} {number - 1}"{descr}'
    return f"{head}>{inner}</p:cNvPr>" if inner else f"{head}/>"


def _frame(box: Box | None, prefix: str) -> str:
    if box is None:
        return ""
    place = f'<a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
    return f"<{prefix}:xfrm>{place}</{prefix}:xfrm>"
