"""Find the worksheet for coding in a workbook and what its columns are, however it was rearranged. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.coding_sheet import HEADERS, MARK, CodingMark, parse_mark
from toolkit.tabular import Cell, Rows, say_cell

_SEARCH_ROWS = 60
_FEWEST = 5
"""Headers that a row holds at least where the machine row is gone."""
_OWN = frozenset(HEADERS) - {"group", "question", "answer", "response"}
"""Headers that no other table of a summary has."""


@dataclass(frozen=True, kw_only=True)
class CodingLayout:
    """Where things stand; rows and columns count from 0. `themes` are the columns of themes, in their order.

    `mark` is None where the machine row was deleted and the headers told.
    """

    header: int
    columns: Mapping[str, int]
    themes: tuple[int, ...]
    mark: CodingMark | None


def find_coding(tables: Sequence[Rows]) -> tuple[Rows, CodingLayout] | None:
    """Return the worksheet for coding with its layout, or None where there is none."""
    for table in tables:
        top = table.cells[:_SEARCH_ROWS]
        for index, row in enumerate(top):
            column = next((at for at, cell in enumerate(row) if isinstance(cell, str) and cell.startswith(MARK)), -1)
            mark = parse_mark(row[column]) if column >= 0 else None
            if mark is not None:
                return table, _read_machine_row(row, index, column, mark)
    for table in tables:
        for index, row in enumerate(table.cells[:_SEARCH_ROWS]):
            found = _match_headers(row)
            if len(found) >= _FEWEST and len(_OWN.intersection(found)) >= 2:
                return table, _compose_layout(found, index, None)
    return None


def _read_machine_row(row: Sequence[Cell], index: int, key: int, mark: CodingMark) -> CodingLayout:
    found = {say_cell(cell): column for column, cell in enumerate(row) if say_cell(cell) in HEADERS}
    return _compose_layout({**found, "key": key}, index + 1, mark)


def _match_headers(row: Sequence[Cell]) -> dict[str, int]:
    """Name columns by their headers, in either language."""
    names = {text.casefold(): name for name, said in HEADERS.items() for text in (said.sv, said.en)}
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        name = names.get(say_cell(cell).casefold()) if isinstance(cell, str) else None
        if name:
            found.setdefault(name, column)
    return found


def _compose_layout(columns: Mapping[str, int], header: int, mark: CodingMark | None) -> CodingLayout:
    themes = tuple(columns[name] for name in HEADERS if name in columns and name.startswith("theme"))
    return CodingLayout(header=header, columns=columns, themes=themes, mark=mark)
