"""A figure → a native chart with its workbook inside, alternative text and caption. Pure but for the parts it adds."""

import datetime

from toolkit.chart.workbook import write_chart_workbook
from toolkit.chart.xml import Ink, compose_chart
from toolkit.document.numbering import Numbered
from toolkit.document.values import Figure
from toolkit.ooxml.escape import escape_line
from toolkit.ooxml.relationships import Relationships
from toolkit.report.docx.page import Page
from toolkit.report.docx.table_xml import compose_caption
from toolkit.report.docx.text_xml import compose_paragraph, compose_run
from toolkit.report.sizes import find_height
from toolkit.report.word_template import TWIPS_A_MM
from toolkit.report.wording import say_label, say_source

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EMU_A_TWIP = 635
_POINTS_A_TWIP = 1 / 20
_LABELS = 9
"""Size of a chart's labels in points."""


def compose_figure(numbered: Numbered, figure: Figure, page: Page, day: datetime.date, author: str) -> str:
    """Compose the chart, its caption below it, and where its figures come from."""
    width, height = page.template.text_width, round(find_height(figure) * TWIPS_A_MM)
    relation = _add_chart(figure, page, (width, height), day, author)
    number = page.next_id()
    name = f"{say_label(numbered, page.texts)} {numbered.number}"
    size = f'cx="{width * _EMU_A_TWIP}" cy="{height * _EMU_A_TWIP}"'
    drawing = (
        f'<w:r><w:rPr><w:lang w:val="{page.tag}"/></w:rPr><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{escape_line(name)}" descr="{escape_line(figure.chart.alt)}"/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    source = say_source(figure.chart.source, page.texts)
    said = [
        compose_paragraph(page.template.style("report figure"), drawing),
        compose_caption(numbered, figure.caption, page, above=bool(source)),
    ]
    if source:
        said.append(compose_paragraph(page.template.style("report source"), compose_run(source, page.tag)))
    return "".join(said)


def _add_chart(figure: Figure, page: Page, size: tuple[int, int], day: datetime.date, author: str) -> str:
    """Add the chart's part and its workbook; return the chart's relationship id."""
    page.charts += 1
    number = page.charts
    ink = Ink(
        colours=page.template.colours,
        background=page.template.colours.get("lt1", "FFFFFF"),
        first_accent=max(figure.insight, 1),
        language=page.tag,
        room=(size[0] * _POINTS_A_TWIP, size[1] * _POINTS_A_TWIP),
        size=_LABELS,
    )
    workbook = f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
    created = datetime.datetime.combine(day, datetime.time())
    page.parts[workbook] = write_chart_workbook(figure.chart, created, author)
    page.types[workbook] = WORKBOOK_TYPE
    inner = Relationships()
    inner.add("package", f"../embeddings/Microsoft_Excel_Worksheet{number}.xlsx")
    page.parts[f"word/charts/chart{number}.xml"] = compose_chart(figure.chart, ink)
    page.types[f"word/charts/chart{number}.xml"] = CHART_TYPE
    page.parts[f"word/charts/_rels/chart{number}.xml.rels"] = inner.compose()
    return page.relationships.add("chart", f"charts/chart{number}.xml")
