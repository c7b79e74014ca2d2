"""Small edits, each on a slide of its own: everything that an eye could miss and a person has made on purpose."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from msgspec.structs import replace
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from tests.deck.deck_fixtures import build_parts, make_deck, make_slides
from tests.deck.merge.merge_fixtures import find_body
from toolkit.deck.slides import Slide
from toolkit.deck.template import Template
from toolkit.ooxml.package import write_zip

RED = RGBColor(0xFF, 0, 0)
BORDER = (
    '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="38100"><a:solidFill>'
    '<a:srgbClr val="FF0000"/></a:solidFill></a:lnB>'
)
SHADOW = (
    '<a:effectLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:outerShdw blurRad="50800" '
    'dist="38100" dir="2700000"><a:prstClr val="black"><a:alpha val="40000"/></a:prstClr></a:outerShdw></a:effectLst>'
)


def run(slide: Any, place: int = 0) -> Any:
    return find_body(slide).text_frame.paragraphs[place].runs[0]


def paragraph(slide: Any, place: int = 0) -> Any:
    return find_body(slide).text_frame.paragraphs[place]


def linked(slide: Any) -> Any:
    runs = (each for line in find_body(slide).text_frame.paragraphs for each in line.runs)
    return next(each for each in runs if each.hyperlink.address)


def picture(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape._element.tag.endswith("}pic"))


def table(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_table)


def chart(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def set_bullet(slide: Any, kind: str, **said: str) -> None:
    properties = paragraph(slide)._p.get_or_add_pPr()
    for child in list(properties):
        properties.remove(child)
    etree.SubElement(properties, qn(kind), **said)


def rotate(slide: Any) -> None:
    shape = find_body(slide)
    shape.left, shape.top, shape.width, shape.height = shape.left, shape.top, shape.width, shape.height
    shape.rotation = 5


def draw_a_border(slide: Any) -> None:
    table(slide).table.cell(1, 1)._tc.get_or_add_tcPr().insert(0, etree.fromstring(BORDER))


def fill(shape: Any, colour: RGBColor = RED) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour


def frame(shape: Any) -> None:
    shape.line.color.rgb = RED
    shape.line.width = Pt(3)


def name_the_chart(slide: Any) -> None:
    chart(slide).has_title = True
    chart(slide).chart_title.text_frame.text = "Egen rubrik"


def rename_in_the_chart(slide: Any, element: str) -> None:
    for each in chart(slide)._chartSpace.iter(qn(element)):
        next(each.iter(qn("c:v"))).text = "Annat namn"


def change_the_layout(slide: Any) -> None:
    layouts = slide.part.package.presentation_part.presentation.slide_layouts
    wanted = next(each for each in layouts if each.name == "Title and Content")
    relation = next(each for each in slide.part.rels.values() if each.reltype.endswith("/slideLayout"))
    slide.part.rels.pop(relation.rId)
    slide.part.relate_to(wanted.part, relation.reltype)


def swap_paragraphs(slide: Any) -> None:
    first = paragraph(slide)._p
    first.getparent().append(first)


def to_the_back(slide: Any) -> None:
    shape = picture(slide)._element
    shape.getparent().insert(2, shape)


def write_words(each: Any, change: Callable[[str], str]) -> None:
    each.text = change(each.text)


SMALL_EDITS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "italic": ("Text", lambda slide: setattr(run(slide).font, "italic", True)),
    "underlined": ("Text", lambda slide: setattr(run(slide).font, "underline", True)),
    "struck": ("Text", lambda slide: run(slide)._r.get_or_add_rPr().set("strike", "sngStrike")),
    "another font": ("Text", lambda slide: setattr(run(slide).font, "name", "Georgia")),
    "a point smaller": ("Text", lambda slide: setattr(run(slide).font, "size", Pt(23))),
    "centred": ("Text", lambda slide: setattr(paragraph(slide), "alignment", PP_ALIGN.CENTER)),
    "lines further apart": ("Text", lambda slide: setattr(paragraph(slide), "line_spacing", 1.5)),
    "space before": ("Text", lambda slide: setattr(paragraph(slide), "space_before", Pt(30))),
    "raised": ("Text", lambda slide: run(slide)._r.get_or_add_rPr().set("baseline", "30000")),
    "another address": ("Text", lambda slide: setattr(linked(slide).hyperlink, "address", "https://example.org/annan")),
    "no link": ("Text", lambda slide: setattr(linked(slide).hyperlink, "address", None)),
    "another level": ("Text", lambda slide: setattr(paragraph(slide, 1), "level", 2)),
    "at the bottom": (
        "Text",
        lambda slide: setattr(find_body(slide).text_frame, "vertical_anchor", MSO_ANCHOR.BOTTOM),
    ),
    "another margin": ("Text", lambda slide: setattr(find_body(slide).text_frame, "margin_left", Emu(300_000))),
    "an empty line": ("Text", lambda slide: find_body(slide).text_frame.add_paragraph()),
    "capitals": ("Text", lambda slide: write_words(run(slide, 3), str.upper)),
    "a space": ("Text", lambda slide: write_words(run(slide, 3), lambda text: text.replace("s", "s "))),
    "a frame": ("Text", lambda slide: frame(find_body(slide))),
    "a fill": ("Text", lambda slide: fill(find_body(slide))),
    "turned": ("Text", rotate),
    "no bullet": ("Två spalter", lambda slide: set_bullet(slide, "a:buNone")),
    "another bullet": ("Två spalter", lambda slide: set_bullet(slide, "a:buChar", char="–")),
    "paragraphs swapped": ("Två spalter", swap_paragraphs),
    "an alternative text": ("Bild", lambda slide: picture(slide)._element.nvPicPr.cNvPr.set("descr", "En annan text")),
    "cropped": ("Bild", lambda slide: setattr(picture(slide), "crop_left", 0.2)),
    "to the back": ("Bild", to_the_back),
    "a picture's frame": ("Bild", lambda slide: frame(picture(slide))),
    "a millimetre": ("Bild", lambda slide: setattr(picture(slide), "left", picture(slide).left + 36_000)),
    "a cell's fill": ("Tabell", lambda slide: fill(table(slide).table.cell(1, 0))),
    "a cell's border": ("Tabell", draw_a_border),
    "a bold cell": (
        "Tabell",
        lambda slide: setattr(table(slide).table.cell(1, 1).text_frame.paragraphs[0].runs[0].font, "bold", True),
    ),
    "a wider column": (
        "Tabell",
        lambda slide: setattr(table(slide).table.columns[0], "width", table(slide).table.columns[0].width + 200_000),
    ),
    "a chart's title": ("Diagram column", name_the_chart),
    "an axis": ("Diagram column", lambda slide: setattr(chart(slide).value_axis, "maximum_scale", 100)),
    "a gap": ("Diagram column", lambda slide: setattr(chart(slide).plots[0], "gap_width", 200)),
    "a bar's colour": ("Diagram column", lambda slide: fill(chart(slide).plots[0].series[0].points[1].format)),
    "lying bars": (
        "Diagram column",
        lambda slide: chart(slide)._chartSpace.find(f".//{qn('c:barDir')}").set("val", "bar"),
    ),
    "an axis's size": (
        "Diagram column",
        lambda slide: setattr(chart(slide).category_axis.tick_labels.font, "size", Pt(28)),
    ),
    "a line's colour": ("Diagram line", lambda slide: frame(chart(slide).plots[0].series[0].format)),
    "no legend": ("Diagram stacked", lambda slide: setattr(chart(slide), "has_legend", False)),
    "a series' name": ("Diagram stacked", lambda slide: rename_in_the_chart(slide, "c:tx")),
    "a category's name": ("Diagram stacked", lambda slide: rename_in_the_chart(slide, "c:cat")),
    "a code's link": (
        "Hur väl känt är KI?",
        lambda slide: setattr(picture(slide).click_action.hyperlink, "address", "https://example.org/hit"),
    ),
    "a title's colour": (
        "Hur väl känt är KI?",
        lambda slide: setattr(slide.shapes.title.text_frame.paragraphs[0].runs[0].font.color, "rgb", RED),
    ),
    "a shadow": ("Hur väl känt är KI?", lambda slide: find_body(slide)._element.spPr.append(etree.fromstring(SHADOW))),
    "another layout": ("Citat", change_the_layout),
    "a text box": (
        "Tack",
        lambda slide: setattr(slide.shapes.add_textbox(9, 9, 999_999, 99_999).text_frame, "text", "Egen"),
    ),
}


def write_slide_for_each(template: Template | None = None) -> bytes:
    """Write a deck with a slide for each edit, called as the edit is, behind those of every kind."""
    kinds = {slide.title: slide for slide in make_slides()}
    own: tuple[Slide, ...] = tuple(replace(kinds[kind], title=name) for name, (kind, _) in SMALL_EDITS.items())
    return write_zip(build_parts(make_deck(*kinds.values(), *own), template))
