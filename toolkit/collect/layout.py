"""Find where a response sheet keeps what, however it was rearranged: from rows of cells to a Layout. Pure.

The machine row (model/sheet_format.py) tells, wherever it is by now; where it was deleted, the hidden worksheet
`_toolkit` does, by the headers as they were written. Columns may have been moved, headers renamed, rows inserted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.sheet_format import (
    CARRIER_WORKSHEET,
    HEADER_ROWS,
    ITEM_KEY,
    LABEL_COLUMN,
    NUMBER_COLUMN,
    RESERVED_PREFIX,
    SEARCH_ROWS,
    SheetIdentity,
    parse_identity,
)
from toolkit.tabular import Cell, Rows, say_cell


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """What the hidden worksheet says: the identity, and each column's header as written, by the column's name."""

    identity: SheetIdentity
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where things stand in an answers worksheet; rows and columns count from 0, -1 is nowhere.

    `columns` gives the names by column, items and others; `strangers` are the columns without a name. `machine` is
    false where the machine row was gone and the headers told.
    """

    identity: SheetIdentity
    columns: tuple[tuple[int, str], ...]
    strangers: tuple[int, ...]
    number: int
    label: int
    header: int
    first: int
    machine: bool


def find_carrier(tables: Iterable[Rows]) -> Carrier | None:
    """Read the hidden worksheet, under whatever name it has by now."""
    for table in tables:
        if is_carrier(table):
            identity = parse_identity(_read_cell(table.cells[0], 0))
            if identity is not None:
                return Carrier(identity=identity, headers=_read_headers(table.cells))
    return None


def is_carrier(table: Rows) -> bool:
    """Tell the hidden worksheet from one with answers, which may carry the same identity."""
    if table.worksheet == CARRIER_WORKSHEET:
        return bool(table.cells)
    return len(table.cells) > 2 and _read_cell(table.cells[2], 0) == ITEM_KEY


def _read_headers(cells: Sequence[Sequence[Cell]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for row in cells[3:]:
        name = say_cell(_read_cell(row, 0))
        if not name:
            break
        headers[name] = say_cell(_read_cell(row, 1))
    return headers


def _read_cell(row: Sequence[Cell], column: int) -> Cell:
    """Return a cell, blank where the row ends before it: a row of a text file is as long as its line."""
    return row[column] if column < len(row) else ""


def find_layout(table: Rows, carrier: Carrier | None) -> Layout | None:
    """Find the layout of a worksheet, or None where it holds no answers of ours."""
    if is_carrier(table):
        return None
    top = table.cells[:SEARCH_ROWS]
    identity, machine, number = _find_identity(top)
    headers = carrier.headers if carrier else {}
    if identity is None and carrier:
        identity, machine = carrier.identity, _find_names(top, headers)
    if identity is None:
        return None
    header = _find_header(table.cells[: SEARCH_ROWS + HEADER_ROWS], headers)
    if machine < 0 and header < 0:
        return None
    names = _read_names(table.cells, machine, header, headers)
    if number < 0:
        number = next((column for column, name in names if name == NUMBER_COLUMN), -1)
        if number < 0 and header >= 0:
            number = _find_cell(table.cells[header], headers.get(NUMBER_COLUMN, ""))
    if number >= 0:
        names = [(column, name) for column, name in names if column != number]
    named = {column for column, _ in names}
    filled = find_filled_columns(table)
    return Layout(
        identity=identity,
        columns=tuple((column, name) for column, name in names if not name.startswith(RESERVED_PREFIX)),
        strangers=tuple(column for column in filled if column not in named and column != number),
        number=number,
        label=next((column for column, name in names if name == LABEL_COLUMN), -1),
        header=header if header >= 0 else machine + 2,
        first=_find_first_row(table.cells, machine, header, number),
        machine=machine >= 0,
    )


def _find_identity(top: Sequence[Sequence[Cell]]) -> tuple[SheetIdentity | None, int, int]:
    """Return the identity with its row and column, which is the running number's."""
    for index, row in enumerate(top):
        for column, cell in enumerate(row):
            identity = parse_identity(cell)
            if identity is not None:
                return identity, index, column
    return None, -1, -1


def _find_names(top: Sequence[Sequence[Cell]], headers: Mapping[str, str]) -> int:
    """Find the machine row by its names where the cell with the identity is gone; -1 where there is none."""
    items = {name for name in headers if not name.startswith(RESERVED_PREFIX)}
    for index, row in enumerate(top):
        found = sum(isinstance(cell, str) and cell.strip() in items for cell in row)
        if found and 2 * found >= len(items):
            return index
    return -1


def _find_header(cells: Sequence[Sequence[Cell]], headers: Mapping[str, str]) -> int:
    """Find the row that holds most of the headers as they were written; -1 where none holds any."""
    wanted = {fold_header(header) for header in headers.values() if header}
    counts = [sum(fold_header(cell) in wanted for cell in row) for row in cells]
    best = max(counts, default=0)
    return counts.index(best) if best >= min(2, len(wanted)) > 0 else -1


def _read_names(
    cells: Sequence[Sequence[Cell]], machine: int, header: int, headers: Mapping[str, str]
) -> list[tuple[int, str]]:
    """Name the columns by the machine row, or by their headers."""
    if machine >= 0:
        named = ((column, say_cell(cell)) for column, cell in enumerate(cells[machine]))
        return [(column, name) for column, name in named if name]
    by_header = {fold_header(text): name for name, text in headers.items() if text}
    found = ((column, by_header.get(fold_header(cell))) for column, cell in enumerate(cells[header]))
    return [(column, name) for column, name in found if name]


def _find_cell(row: Sequence[Cell], text: str) -> int:
    wanted = fold_header(text)
    return next((column for column, cell in enumerate(row) if wanted and fold_header(cell) == wanted), -1)


def fold_header(cell: Cell) -> str:
    """Fold a header so that blanks and capitals make no difference."""
    return " ".join(say_cell(cell).casefold().split())


def _find_first_row(cells: Sequence[Sequence[Cell]], machine: int, header: int, number: int) -> int:
    """Return the first row of answers.

    It follows the row below the headers. A row with a running number comes before that only where a header row was
    deleted, and is an answer.
    """
    usual = header + 2 if header >= 0 else machine + 1 + HEADER_ROWS
    if number < 0:
        return usual
    above = range(machine + 1, min(usual, len(cells)))
    return next((index for index in above if _is_number(cells[index], number)), usual)


def _is_number(row: Sequence[Cell], column: int) -> bool:
    cell = row[column] if column < len(row) else ""
    return (isinstance(cell, int | float) and not isinstance(cell, bool)) or (
        isinstance(cell, str) and cell.isdecimal()
    )


def count_filled(table: Rows, layout: Layout, index: int) -> int:
    """Count the cells of a column that hold something, below the headers."""
    rows = table.cells[layout.first :]
    return sum(index < len(row) and row[index] != "" and bool(say_cell(row[index])) for row in rows)


def find_filled_columns(table: Rows) -> list[int]:
    """List the columns in which anything stands; a stray cell may stand in the sixteen thousandth."""
    return sorted({column for row in table.cells for column, cell in enumerate(row) if cell != ""})
