"""Write one report-like worksheet: heading, tables, charts, print set-up. An edge over an XlsxWriter worksheet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.summary.cell_text import LINE_HEIGHT, count_lines, cut_text
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.stream import StreamedSheet
from toolkit.summary.style import CAUTION, INK, MUTED, PALE, WHITE, Style, mix_colours
from toolkit.texts import Texts

LABEL_WIDTH = 36
COLUMN_WIDTH = 13
_UPRIGHT_WIDTH = 1200
"""Pixels up to which a question's page fills upright paper better than lying paper."""
CHART_ROWS = 17
"""Rows kept free for a chart: 17 rows of 20 pixels."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands at the top of a page: where we are, the title, and lines of facts under it."""

    kicker: str
    title: str
    facts: tuple[str, ...] = ()


class Page:
    """One worksheet while it is written. Rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, sheet: StreamedSheet, style: Style, texts: Texts, colour: str = INK) -> None:
        self.sheet = sheet
        self.style = style
        self.texts = texts
        self.colour = colour
        self._widths: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The width of the page's columns in pixels."""
        return sum(7 * width + 5 for width in self._widths)

    @property
    def name(self) -> str:
        """The worksheet's name."""
        return str(self.sheet.name)

    def write_heading(self, heading: Heading, widths: Sequence[int], back: str = "") -> int:
        """Write the heading over columns of these widths; `back` names the worksheet to link back to.

        Returns the first free row. The first row stays in view.
        """
        sheet, style = self.sheet, self.style
        self.set_widths(widths)
        sheet.hide_gridlines(2)
        band = {"bg_color": PALE, "font_size": 10, "bottom": 2, "bottom_color": self.colour}
        for column in range(len(widths)):
            sheet.write_blank(0, column, None, style.format(**band))
        if back:
            # Dark on pale, because LibreOffice gives links its own blue, which no dark ground would bear.
            link = style.format(**band, font_color=INK, underline=1)
            sheet.write_url(0, 0, f"internal:'{back}'!A1", link, f"← {back}", self.texts("Back to the overview"))
        if len(widths) > 1:  # to the right, and over the blank cells before it
            label = style.format(**band, font_color=CAUTION, bold=True, align="right")
            sheet.write_string(0, len(widths) - 1, self.texts("Working material: not for publication"), label)
        sheet.set_row(0, 20)
        self.write_text(1, 0, heading.kicker, style.kicker(self.colour))
        sheet.set_row(1, 22)
        self._write_title(2, heading.title, widths)
        row = 3
        for fact in heading.facts:
            self.write_text(row, 0, fact, style.facts())
            row += 1
        self.freeze(1)
        return row + 1

    def set_widths(self, widths: Sequence[int]) -> None:
        """Set the widths of the columns, in digits of the font."""
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def set_height(self, row: int, texts: Sequence[str], extra: int = 0) -> None:
        """Make a row as high as its texts need: programs that only show a file do not do so themselves."""
        lines = max(map(count_lines, texts, self._widths), default=1)
        if lines > 1 or extra:
            self.sheet.set_row(row, LINE_HEIGHT * lines + 3 + extra)

    def _write_title(self, row: int, title: str, widths: Sequence[int]) -> None:
        """Write the title over the page's width: the only merged cells, because a title is longer than a column."""
        room = max(1, int(sum(widths) / 1.75))
        self.sheet.set_row(row, 26 * max(1, math.ceil(len(title) / room)) + 4)
        if len(widths) > 1:
            self.sheet.merge_range(row, 0, row, len(widths) - 1, "", self.style.title())
        self.write_text(row, 0, title, self.style.title())

    def write_text(self, row: int, column: int, text: str, cell_format: Format | None = None) -> None:
        """Write a text as text, whatever it begins with."""
        text = cut_text(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # XlsxWriter takes exactly such a string for ready-made rich text and breaks the file
        self.sheet.write_string(row, column, text, cell_format or self.style.format())

    def write_paragraph(self, row: int, text: str, widths: Sequence[int]) -> int:
        """Write running text over the page's width; returns the next row."""
        shape = self.style.format(text_wrap=True, valign="top")
        lines = math.ceil(len(text) / max(1, sum(widths) * 1.1))
        self.sheet.set_row(row, 16 * lines + 4)
        self.sheet.merge_range(row, 0, row, len(widths) - 1, "", shape)
        self.write_text(row, 0, text, shape)
        return row + 1

    def write_section(self, row: int, title: str) -> int:
        """Write a heading within the page; returns the next row."""
        self.write_text(row, 0, title, self.style.section())
        self.sheet.set_row(row, 24)
        return row + 1

    def write_grid(self, top: int, grid: Grid, *, filtered: bool = False) -> int:
        """Write a table with its title at row `top`; returns the row after it and a blank one."""
        row = self.write_section(top, grid.title) if grid.title else top
        last = len(grid.headers) - 1
        headers = [
            {"header": header, "header_format": self.style.header(self.colour, *_find_alignment(grid, n))}
            for n, header in enumerate(grid.headers)
        ]
        bottom = row + max(len(grid.rows), 1)
        options = {"name": grid.name, "columns": headers, "autofilter": filtered, "style": None}
        self.sheet.add_table(row, 0, bottom, last, options)
        self.set_height(row, grid.headers, 2)
        for number, cells in enumerate(grid.rows, row + 1):
            for column, cell in enumerate(cells):
                self.write_cell(number, column, cell, strong=0 < column == grid.total)
            self.set_height(number, [cell.value if isinstance(cell.value, str) else "" for cell in cells])
        if grid.note:
            self.write_text(bottom + 1, 0, grid.note, self.style.format(font_color=MUTED, font_size=10))
            bottom += 1
        return bottom + 2

    def write_cell(self, row: int, column: int, cell: Cell, *, strong: bool = False) -> None:
        """Write a cell; one with a formula keeps the value that the formula gives."""
        shape = self.style.body(cell.kind, wrap=cell.kind in ("text", "general", "aside"), strong=strong)
        stored = "" if cell.value is None else cell.value
        if cell.array:
            self.sheet.write_array_formula(row, column, row, column, f"{{={cell.formula}}}", shape, stored)
        elif cell.formula:
            self.sheet.write_formula(row, column, f"={cell.formula}", shape, stored)
        elif isinstance(cell.value, str):
            self.write_text(row, column, cell.value, shape)
        elif isinstance(cell.value, date):
            self.sheet.write_datetime(row, column, datetime.combine(cell.value, time()), shape)
        elif cell.value is None:
            self.sheet.write_blank(row, column, None, shape)
        else:
            self.sheet.write_number(row, column, cell.value, shape)

    def mark_few(self, row: int, columns: int, minimum: int) -> None:
        """Show the numbers of a row in the colour of caution where they are below the minimum."""
        caution = self.style.format(font_color=CAUTION, italic=True, bold=True)
        criteria = {"type": "cell", "criteria": "<", "value": minimum, "format": caution}
        self.sheet.conditional_format(row, 1, row, columns, criteria)

    def shade_row(self, row: int, first: int, last: int, colour: str = "") -> None:
        """Shade the groups' cells of a row from white to a colour, the page's by default, by value."""
        if last > first:
            scale = {"type": "2_color_scale", "min_color": WHITE, "max_color": find_shade(colour or self.colour)}
            self.sheet.conditional_format(row, first, row, last, scale)

    def place_chart(self, chart: Chart, row: int, left: int, size: tuple[int, int], description: str) -> None:
        """Place a chart at a row, `left` pixels from the page's edge, with its alternative text."""
        chart.set_size({"width": size[0], "height": size[1]})
        place = {"x_offset": left, "y_offset": 4, "description": description, "object_position": 3}
        self.sheet.insert_chart(row, 0, chart, place)

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the first rows and columns in view."""
        self.sheet.freeze_panes(rows, columns)

    def set_print(self, title: str, *, single: bool = False) -> None:
        """Set the page up for A4, as wide as the paper, with the programme and the page number below.

        A `single` page is one sheet of paper, upright where it is narrow.
        """
        sheet = self.sheet
        if not single or self.width > _UPRIGHT_WIDTH:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 1 if single else 0)
        number = self.texts("Page {n} of {total}", n="&P", total="&N")
        safe = title.replace("&", "&&")  # after a space: "&9" and a title that begins with 9 would be size 99
        label = self.texts("Working material: not for publication")
        sheet.set_header(f"&R&9{label}")
        sheet.set_footer(f"&L&9 {safe[:150]}&C&9&A&R&9{number}")
        sheet.set_tab_color(self.colour)


def write_machine_row(page: Page, row: int, names: Sequence[str], mark: str) -> None:
    """Name the columns in a hidden row, the mark over the last one, which holds the rows' keys and is hidden too."""
    for column, name in enumerate([*names[:-1], mark]):
        page.sheet.write_string(row, column, name)
    page.sheet.set_row(row, None, None, {"hidden": True})
    page.sheet.set_column(len(names) - 1, len(names) - 1, None, None, {"hidden": True})


def find_address(row: int, column: int, *, fixed: bool = False) -> str:
    """Return a cell's address, such as C12."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def _find_alignment(grid: Grid, column: int) -> tuple[str, int]:
    """Align a header as the cells under it: texts to the left, numbers to the right; and its indent."""
    kinds = {row[column].kind for row in grid.rows}
    if kinds & {"general", "aside"}:
        return "left", 1
    return ("right" if kinds & {"count", "share", "mean", "p"} else "left"), 0


def find_column_width(headers: Sequence[str]) -> int:
    """Return the width of columns of figures, so that no word of a header is broken unless it is very long."""
    longest = max((len(word) for header in headers for word in header.split()), default=0)
    return min(max(COLUMN_WIDTH, longest + 1), 24)


def find_shade(colour: str) -> str:
    """Return the tint that a full cell of a comparison gets: black text on it keeps 7:1."""
    return mix_colours(colour, WHITE, 0.55)
