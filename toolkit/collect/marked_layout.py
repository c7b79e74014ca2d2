"""Find a worksheet that people edit in a workbook and what its columns are, however it was rearranged. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.sheet_mark import SheetMark, parse_mark
from toolkit.model.text import Text
from toolkit.tabular import Cell, Rows, say_cell

_SEARCH_ROWS = 60
_FEWEST = 5
"""Headers that a row holds at least where the machine row is gone."""


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """A kind of worksheet: its mark, its columns' headers, and those that no other table of a summary has."""

    mark: str
    headers: Mapping[str, Text]
    own: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class MarkedLayout:
    """Where things stand; rows and columns count from 0.

    `mark` is None where the machine row was deleted and the headers told.
    """

    header: int
    columns: Mapping[str, int]
    mark: SheetMark | None

    @property
    def rows(self) -> int:
        """How many rows were written, 0 where nobody knows."""
        return self.mark.rows if self.mark else 0


def find_marked(tables: Sequence[Rows], kind: SheetKind) -> tuple[Rows, MarkedLayout] | None:
    """Return the worksheet of a kind with its layout, or None where there is none."""
    for table in tables:
        top = table.cells[:_SEARCH_ROWS]
        for index, row in enumerate(top):
            starts = (at for at, cell in enumerate(row) if isinstance(cell, str) and cell.startswith(kind.mark))
            column = next(starts, -1)
            mark = parse_mark(row[column], kind.mark) if column >= 0 else None
            if mark is not None:
                found = {say_cell(cell): at for at, cell in enumerate(row) if say_cell(cell) in kind.headers}
                return table, MarkedLayout(header=index + 1, columns={**found, "key": column}, mark=mark)
    for table in tables:
        for index, row in enumerate(table.cells[:_SEARCH_ROWS]):
            found = _match_headers(row, kind)
            if len(found) >= _FEWEST and len(kind.own.intersection(found)) >= 2:
                return table, MarkedLayout(header=index, columns=found, mark=None)
    return None


def _match_headers(row: Sequence[Cell], kind: SheetKind) -> dict[str, int]:
    """Name columns by their headers, in either language."""
    names = {text.casefold(): name for name, said in kind.headers.items() for text in (said.sv, said.en)}
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        name = names.get(say_cell(cell).casefold()) if isinstance(cell, str) else None
        if name:
            found.setdefault(name, column)
    return found
