"""The follow-up workbook's look, and its worksheets with heading, tables and charts. An edge over XlsxWriter.

The colours are those of the summary's workbook and of the pptx template that comes along.
"""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from toolkit.followup.wording import COLOURS, SIGNS
from toolkit.model.action_plan import STATUSES
from toolkit.texts import Texts

FONT = "Calibri"
INK = "#0E2F3B"
TEXT = "#14232B"
MUTED = "#55636B"
LINE = "#D9D5CB"
PALE = "#F4F1EA"
WHITE = "#FFFFFF"
CAUTION = "#97320F"
INSIGHT_COLOURS: Mapping[int, str] = {1: "#165C60", 2: "#4A3A8C", 3: "#97320F"}
OWN = "#FFF9E5"
"""Behind cells that a person is meant to fill in."""
_LINE_HEIGHT = 15.0
_FORMATS = {"text": "@", "count": "#,##0", "date": "yyyy-mm-dd", "mean": "0.0"}

Kind = Literal["text", "count", "share", "date", "mean", "change"]


@dataclass(frozen=True, kw_only=True)
class Live:
    """A formula and the value it gives."""

    formula: str
    value: str | int | float | None


Value: TypeAlias = str | int | float | datetime.date | Live | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A table's column; `own` where a person is meant to write, `status` where signs and words of a status stand."""

    header: str
    width: float
    kind: Kind = "text"
    own: bool = False
    status: bool = False
    quiet: bool = False


class Book:
    """One workbook while it is written."""

    def __init__(self, workbook: Workbook, texts: Texts, kicker: str, note: str, mark: str) -> None:
        self.workbook = workbook
        self.texts = texts
        self.kicker = kicker
        self.note = note
        self.mark = mark
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """Return the format with these properties on top of the workbook's font."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 11, "font_color": TEXT, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]

    def number_format(self, kind: Kind) -> str:
        """Return a number format; Swedish puts a space that does not break before the per cent sign."""
        space = "\u00a0" if self.texts.language == "sv" else ""
        shares = {"share": f"0{space}%", "change": f"+0{space}%;\u22120{space}%;±0{space}%"}
        return shares.get(kind) or _FORMATS[kind]

    def add_sheet(self, name: str, colour: str = INK) -> "Sheet":
        """Add a worksheet after the others."""
        return Sheet(self, self.workbook.add_worksheet(name), name, colour)

    def add_chart(self, kind: dict[str, str], title: str) -> Chart:
        """Start a chart in the workbook's look."""
        chart = self.workbook.add_chart(kind)
        assert isinstance(chart, Chart), "XlsxWriter knows every kind of chart used here"  # noqa: S101  for mypy
        said = f"{self.mark} – {title}" if self.mark else title
        look = {"name": FONT, "size": 12, "bold": True, "color": INK}
        chart.set_title({"name": said, "name_font": look, "overlay": False})
        chart.set_chartarea({"border": {"none": True}, "fill": {"color": WHITE}})
        return chart


class Sheet:
    """One worksheet while it is written. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Worksheet, name: str, colour: str) -> None:
        self.book = book
        self.sheet = sheet
        self.name = name
        self.colour = colour
        self._widths: tuple[float, ...] = ()

    def write_heading(self, title: str, facts: Sequence[str], widths: Sequence[float], back: str = "") -> int:
        """Write where we are, the title and what the page shows; returns the first free row."""
        sheet, book = self.sheet, self.book
        self._widths = tuple(widths)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.hide_gridlines(2)
        band = {"bg_color": PALE, "font_size": 10, "bottom": 2, "bottom_color": self.colour}
        for at in range(len(widths)):
            sheet.write_blank(0, at, None, book.format(**band))
        if back:
            link = book.format(**band, font_color=INK, underline=1)
            sheet.write_url(0, 0, f"internal:'{back}'!A1", link, f"← {back}")
        sheet.set_row(0, 20)
        kicker = book.format(font_size=10, bold=True, font_color=self.colour)
        sheet.write_string(1, 0, book.kicker, kicker)
        sheet.write_string(2, 0, title, book.format(font_size=18, bold=True, font_color=INK))
        sheet.set_row(2, 30)
        row = 3
        said = [*facts, *([book.note] if book.note else [])]
        for fact in said:
            caution = fact == book.note and bool(fact)
            look = {"font_color": CAUTION, "bold": True} if caution else {"font_color": MUTED}
            sheet.write_string(row, 0, fact, book.format(**look))
            row += 1
        self._set_print()
        return row + 1

    def write_section(self, row: int, title: str) -> int:
        """Write a heading within the page; returns the next row."""
        self.sheet.write_string(row, 0, title, self.book.format(font_size=13, bold=True, font_color=INK))
        self.sheet.set_row(row, 24)
        return row + 1

    def write_note(self, row: int, text: str) -> int:
        """Write a line in grey; returns the next row."""
        self.sheet.write_string(row, 0, text, self.book.format(font_color=MUTED))
        return row + 1

    def write_table(
        self,
        top: int,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        *,
        total: bool = False,
        filtered: bool = False,
    ) -> int:
        """Write an Excel table with its header at `top`; with `total` the last row sums up and stands below the table.

        Returns the row after the last and a blank one.
        """
        inside = rows[:-1] if total else rows
        bottom = top + max(len(inside), 1)
        header = [{"header": each.header, "header_format": self._head(each)} for each in columns]
        options = {"name": name, "columns": header, "autofilter": filtered, "style": None}
        self.sheet.add_table(top, 0, bottom, len(columns) - 1, options)
        self.sheet.set_row(top, max(20.0, self._find_height([each.header for each in columns])))
        for number, cells in enumerate(rows, top + 1):
            strong = total and number == top + len(rows)
            for at, (column, value) in enumerate(zip(columns, cells, strict=True)):
                self._write(number, at, value, self._body(column, strong=strong))
            self.sheet.set_row(number, max(20.0, self._find_height(cells)))
        last = top + max(len(rows), 1)
        for at, column in enumerate(columns):
            if column.status:
                self.mark_statuses(top + 1, last, at)
        return last + 2

    def mark_statuses(self, first: int, last: int, column: int) -> None:
        """Colour the cells of a status, beside the sign and the word that they hold."""
        for status in STATUSES:
            look = {"font_color": f"#{COLOURS[status]}", "bold": True}
            rule = {"type": "text", "criteria": "begins with", "value": SIGNS[status]}
            shape = self.book.workbook.add_format(look)
            self.sheet.conditional_format(first, column, last, column, {**rule, "format": shape})

    def place_chart(self, chart: Chart, row: int, left: int, size: tuple[int, int], description: str) -> None:
        """Place a chart at a row, `left` pixels from the page's edge, with its alternative text."""
        chart.set_size({"width": size[0], "height": size[1]})
        place = {"x_offset": left, "y_offset": 4, "description": description, "object_position": 3}
        self.sheet.insert_chart(row, 0, chart, place)

    def column(self, number: int, first: int, last: int) -> list[str | int]:
        """Return the reference to cells of a column, in XlsxWriter's list form."""
        return [self.name, first, number, last, number]

    def _head(self, column: Column) -> Format:
        align = "left" if column.kind in ("text", "date") else "right"
        indent = 1 if align == "left" else 0  # so that a text stands clear of the figure before it
        look = {"font_size": 10, "bold": True, "font_color": WHITE, "bg_color": self.colour, "text_wrap": True}
        return self.book.format(**look, align=align, indent=indent)

    def _body(self, column: Column, *, strong: bool) -> Format:
        look: dict[str, Any] = {
            "num_format": self.book.number_format(column.kind),
            "bottom": 1,
            "bottom_color": LINE,
            "valign": "top",
        }
        if column.kind in ("text", "date"):
            look |= {"text_wrap": True, "align": "left", "indent": 1}
        if column.own:
            look |= {"bg_color": OWN}
        if column.quiet:
            look |= {"font_color": MUTED}
        if strong:
            look |= {"bold": True, "bg_color": PALE}
        return self.book.format(**look)

    def _write(self, row: int, at: int, value: Value, shape: Format) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, at, None, shape)
        elif isinstance(value, Live):
            self.sheet.write_formula(row, at, f"={value.formula}", shape, "" if value.value is None else value.value)
        elif isinstance(value, str):
            self.sheet.write_string(row, at, value, shape)
        elif isinstance(value, datetime.date):
            self.sheet.write_datetime(row, at, datetime.datetime.combine(value, datetime.time()), shape)
        else:
            self.sheet.write_number(row, at, value, shape)

    def _find_height(self, cells: Sequence[Value]) -> float:
        """Return how high a row is: programs that only show a file do not fit rows to their text."""
        values = [cell.value if isinstance(cell, Live) else cell for cell in cells]
        said = [value if isinstance(value, str) else "" for value in values]
        lines = max(
            (sum(max(1, math.ceil(len(line) * 1.03 / max(width - 1.5, 1))) for line in text.split("\n")))
            for text, width in zip(said, self._widths, strict=False)
        )
        return min(_LINE_HEIGHT * lines + 5, 400)

    def print_on_one_page(self) -> None:
        """Let the worksheet be one upright sheet of paper."""
        self.sheet.set_portrait()
        self.sheet.fit_to_pages(1, 1)

    def _set_print(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_tab_color(self.colour)
        kicker = self.book.kicker.replace("&", "&&")[:150]  # after a space: "&9" and a 9 would be size 99
        sheet.set_footer(f"&L&9 {kicker}&C&9&A&R&9{self.book.texts('Page {n} of {total}', n='&P', total='&N')}")
