"""Write the instructions of an Excel response sheet on their worksheet: paragraphs, then the questions. An edge."""

from typing import TYPE_CHECKING

from toolkit.sheet.guide import Guide
from toolkit.sheet.xlsx_looks import BANDS, INK, LINE, QUIET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (26, 84, 60, 26)


def write_guide(book: "Workbook", worksheet: "Worksheet", guide: Guide, page: str) -> None:
    """Write title, paragraphs and the table of questions; `page` is the footer's page number."""
    title = book.add_format({"bold": True, "font_size": 20, "font_color": INK})
    quiet = book.add_format({"font_color": QUIET, "font_size": 12})
    for position, width in enumerate(_WIDTHS):
        worksheet.set_column(position, position, width)
    worksheet.hide_gridlines(2)
    worksheet.write_string(0, 0, guide.title, title)
    worksheet.set_row(0, 32)
    worksheet.write_string(1, 0, guide.subtitle, quiet)
    worksheet.set_row(1, 24)
    row = _write_paragraphs(book, worksheet, guide, 3)
    _write_questions(book, worksheet, guide, row + 1)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer(f"&R&9{page}")


def _write_paragraphs(book: "Workbook", worksheet: "Worksheet", guide: Guide, row: int) -> int:
    """Write the paragraphs from a row on; return the row after them."""
    wrap = {"font_color": INK, "text_wrap": True, "valign": "top"}
    plain, lead = book.add_format(wrap), book.add_format(wrap | {"bold": True, "font_color": BANDS[0]})
    for said, body in guide.paragraphs:
        worksheet.write_string(row, 0, said, lead)
        worksheet.write_string(row, 1, body, plain)
        worksheet.set_row(row, _compute_height(body, _WIDTHS[1]) + 3)
        row += 1
    return row


def _write_questions(book: "Workbook", worksheet: "Worksheet", guide: Guide, row: int) -> None:
    wrap = {"font_color": INK, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LINE}
    cell, number = book.add_format(wrap), book.add_format(wrap | {"align": "left"})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": BANDS[0], "valign": "vcenter"})
    for position, said in enumerate(guide.header):
        worksheet.write_string(row, position, said, head)
    worksheet.set_row(row, 22)
    for n, line in enumerate(guide.rows, start=1):
        worksheet.write_number(row + n, 0, n, number)
        for position, said in enumerate(line, start=1):
            worksheet.write_string(row + n, position, said, cell)
        heights = (_compute_height(said, width) for said, width in zip(line, _WIDTHS[1:], strict=True))
        worksheet.set_row(row + n, max(heights))


def _compute_height(said: str, width: int) -> float:
    """Return the height in points that a text needs in a column of a width in characters."""
    return 15.5 * max(1, -(-len(said) // (width - 4))) + 6
