"""A table → the XML of Word's own: a header row that repeats, rows that stay whole, a title and a description. Pure."""

from toolkit.document.numbering import Numbered
from toolkit.document.values import Table
from toolkit.ooxml.escape import escape_line
from toolkit.report.docx.page import Page
from toolkit.report.docx.text_xml import compose_bookmark, compose_field, compose_paragraph, compose_run
from toolkit.report.flow import KEPT_ROWS
from toolkit.report.sizes import find_widths, is_compact
from toolkit.report.wording import say_label, say_source

_COMPACT_SIZE = '<w:sz w:val="16"/><w:szCs w:val="16"/>'
_COMPACT_MARGINS = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'


def compose_caption(numbered: Numbered, caption: str, page: Page, *, above: bool) -> str:
    """Compose a caption whose number is a SEQ field; it stays with what it names."""
    label = say_label(numbered, page.texts)
    name = compose_run(f"{label} ", page.tag) + compose_field(f"SEQ {label} \\* ARABIC", numbered.number, page.tag)
    marked = compose_bookmark(numbered.anchor, name, page.next_id())
    looks = "<w:keepNext/>" if above else ""
    return compose_paragraph(page.template.style("caption"), marked + compose_run(f". {caption}", page.tag), looks)


def compose_table(numbered: Numbered, table: Table, page: Page) -> str:
    """Compose a table with its caption above and its source below."""
    source = say_source(table.source, page.texts)
    below = compose_paragraph(page.template.style("report source"), compose_run(source, page.tag) if source else "")
    return f"{compose_caption(numbered, table.caption, page, above=True)}{_compose_grid(table, page)}{below}"


def _compose_grid(table: Table, page: Page) -> str:
    width = page.template.text_width
    columns = [round(share * width) for share in find_widths(table)]
    columns[-1] += width - sum(columns)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    look = (
        f'<w:tblLook w:val="{"0460" if table.total else "0420"}" w:firstRow="1" w:lastRow="{int(table.total)}"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    margins = _COMPACT_MARGINS if is_compact(table) else ""
    head = (
        f'<w:tblPr><w:tblStyle w:val="{page.template.style("report table")}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}{look}<w:tblCaption w:val="{escape_line(table.caption)}"/>'
        f'<w:tblDescription w:val="{escape_line(table.alt or table.caption)}"/></w:tblPr>'
    )
    whole = len(table.rows) <= KEPT_ROWS
    rows = [_compose_row(table.header, table, columns, page, header=True, keep=True)]
    for number, row in enumerate(table.rows, 1):
        keep = whole and number < len(table.rows)
        rows.append(_compose_row(row, table, columns, page, header=False, keep=keep))
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _compose_row(
    cells: tuple[str, ...], table: Table, columns: list[int], page: Page, *, header: bool, keep: bool
) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    style = page.template.style("report table text")
    small = _COMPACT_SIZE if is_compact(table) else ""
    said = []
    for number, (text, width) in enumerate(zip(cells, columns, strict=True)):
        right = number < len(table.numeric) and table.numeric[number]
        looks = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="right"/>' if right else "")
        align = '<w:vAlign w:val="bottom"/>' if header else ""
        paragraph = compose_paragraph(style, compose_run(text, page.tag, looks=small) if text else "", looks)
        said.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{align}</w:tcPr>{paragraph}</w:tc>')
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(said)}</w:tr>"
