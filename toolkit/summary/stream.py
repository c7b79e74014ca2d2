"""Write a worksheet whose long table is streamed: rows in, worksheet XML out, one row in memory at a time. An edge.

XlsxWriter's own two ways do not serve here. In its usual mode a hundred thousand answers cost some 500 bytes a cell;
in its constant-memory mode it refuses tables (`add_table`). So this worksheet takes XlsxWriter's head and foot and
writes the rows between them itself, as inline strings (as Apache POI's streaming writer does). It overrides one
private method, `_write_rows`; tests/summary/test_stream.py fails if a release of XlsxWriter moves it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from toolkit.summary.cell_text import LINE_HEIGHT, count_lines, write_inline_text

Value: TypeAlias = str | int | float | date | None
LAST_ROW = 1_048_576
"""Rows in an Excel worksheet."""

_EPOCH = date(1899, 12, 30).toordinal()


class StreamedSheet(Worksheet):
    """A worksheet with at most one streamed table below whatever else is written on it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Iterable[Sequence[Value]] = ()
        self._formats: Sequence[Format] = ()
        self._widths: Sequence[int] = ()
        self._top = -1

    def stream_table(
        self,
        top: int,
        headers: Sequence[str],
        rows: Iterable[Sequence[Value]],
        number_of_rows: int,
        *,
        name: str,
        formats: Sequence[Format],
        header_format: Format,
        widths: Sequence[int] = (),
    ) -> None:
        """Place an Excel table with its header at row `top` (from 0), column A; the rows are taken when the file is.

        A table needs a row, so an empty one gets a blank row. `formats` has one format per column. With `widths` of
        the columns, rows are as high as their texts need; without them every row is one line.
        """
        columns = [{"header": header, "header_format": header_format} for header in headers]
        last = len(headers) - 1
        self.add_table(top, 0, top + 1, last, {"name": name, "columns": columns, "style": None})
        # add_table remembers every cell of its range one by one, so it is given one row and the range is set after.
        bottom = top + max(number_of_rows, 1)
        self.tables[-1]["range"] = self.tables[-1]["a_range"] = xl_range(top, 0, bottom, last)
        self.tables[-1]["autofilter"] = self.tables[-1]["range"]
        self._check_dimensions(bottom, last)
        self._rows, self._formats, self._widths, self._top = rows, formats, widths, top

    def _write_rows(self) -> None:
        """Write the rows above the table as XlsxWriter does, then the table's own."""
        if self._top < 0:
            super()._write_rows()
            return
        last = self.dim_rowmax
        self.dim_rowmax = self._top  # type: ignore[assignment]  # XlsxWriter sets None first, so mypy thinks it always is
        super()._write_rows()
        self.dim_rowmax = last
        file: IO[str] = self.fh  # type: ignore[assignment]  # as above
        styles = [int(each._get_xf_index()) for each in self._formats]  # type: ignore[no-untyped-call]  # XlsxWriter's
        writer = _RowWriter(styles, self._widths)
        for number, row in enumerate(self._rows, self._top + 2):
            file.write(writer.write_row(number, row))


class _RowWriter:
    """Turn rows into XML. Texts that recur (a group's name, a question's id) are escaped once."""

    def __init__(self, styles: Sequence[int], widths: Sequence[int]) -> None:
        self._widths = widths
        self._columns = [(f'<c r="{xl_col_to_name(column)}', f'" s="{style}"') for column, style in enumerate(styles)]
        self._known: dict[str, str] = {}

    def write_row(self, number: int, row: Sequence[Value]) -> str:
        """Return the XML of one row; `number` counts from 1."""
        cells = []
        for (start, style), value in zip(self._columns, row, strict=True):
            if value is None or value == "":
                cells.append(f"{start}{number}{style}/>")
            elif isinstance(value, str):
                cells.append(f"{start}{number}{style}{self._write_text(value)}")
            else:
                shown = value.toordinal() - _EPOCH if isinstance(value, date) else value
                cells.append(f"{start}{number}{style}><v>{shown}</v></c>")
        return f'<row r="{number}"{self._write_height(row)}>{"".join(cells)}</row>'

    def _write_height(self, row: Sequence[Value]) -> str:
        """Return the height as Excel itself caches it: not fixed, so that Excel may still fit the row to its text."""
        pairs = zip(row, self._widths, strict=False)
        lines = max((count_lines(value, width) for value, width in pairs if isinstance(value, str)), default=1)
        return f' ht="{LINE_HEIGHT * lines + 3}"' if lines > 1 else ""

    def _write_text(self, text: str) -> str:
        known = self._known.get(text)
        if known is None:
            known = f' t="inlineStr"><is>{write_inline_text(text)}</is></c>'
            if len(text) <= 60 and len(self._known) < 10_000:
                self._known[text] = known
        return known
