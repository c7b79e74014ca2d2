"""The looks of an Excel response sheet: colours, and a cell format for each use. An edge of XlsxWriter."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.model.sheet_format import NUMBER_COLUMN
from toolkit.sheet.columns import Column

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, QUIET, LINE = "#14202B", "#4A5660", "#D3DAE0"
BANDS = ("#0B4F6C", "#35627A")
TINTS = ("#E3ECF1", "#F1F5F7")

_GRID: Mapping[str, Any] = {"border": 1, "border_color": LINE, "valign": "top"}


class Looks:
    """The formats of the answers worksheet, each made once; a question's colour alternates with its number."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        self.number = self._make(align="center", font_color=QUIET, **_GRID)
        self.done = book.add_format({"bg_color": "#D8EFDD", "font_color": "#0E5A2A"})
        self.open = book.add_format({"bg_color": "#FFE9C7", "font_color": "#7A3B00"})

    def _make(self, **look: Any) -> "Format":
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def band(self, column: Column) -> "Format":
        """Return the look of the question's text; over several columns it is not wrapped, so that it spills."""
        colour = BANDS[column.shade % 2]
        return self._make(
            bold=True,
            font_color="#FFFFFF",
            bg_color=colour,
            valign="vcenter",
            align="left",
            indent=1,
            text_wrap=not column.spills,
        )

    def header(self, column: Column) -> "Format":
        """Return the look of the column's own header."""
        tint = TINTS[column.shade % 2]
        return self._make(
            bold=True,
            font_color=INK,
            bg_color=tint,
            valign="top",
            align="left",
            indent=1,
            text_wrap=True,
            right=1,
            right_color=LINE,
        )

    def how(self, column: Column) -> "Format":
        """Return the look of the line that says how to answer."""
        return self._make(
            italic=True,
            font_size=10,
            font_color=QUIET,
            bg_color=TINTS[column.shade % 2],
            valign="top",
            align="left",
            indent=1,
            text_wrap=True,
            right=1,
            right_color=LINE,
            bottom=2,
            bottom_color=BANDS[0],
        )

    def cell(self, column: Column) -> "Format":
        """Return the look of a cell to fill in; texts have the format @, so that `=a` and `1/2` stay as typed."""
        if column.name == NUMBER_COLUMN:
            return self.number
        if column.max_length or column.text_values:
            return self._make(num_format="@", text_wrap=True, **_GRID)
        return self._make(align="center", **_GRID)

    def total(self, column: Column, states: tuple[str, str]) -> "Format":
        """Return the look of a sum, which says in words, not by colour alone, whether it is right."""
        done, still_open = states
        pattern = f'[={column.high}]0" · {done}";0" · {still_open}"'
        return self._make(num_format=pattern, align="center", **_GRID)
