"""A table's cells as values: what stands in each, what its reader saw there, where it stands. Pure.

A cell that shows an error, or holds a formula without its result, is a CellFault: never a blank, so that nobody can
take it for one. A number that shows as something else than itself (5 %, 007) is a ShownNumber.
"""

import datetime
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from toolkit.errors import Place, Problem
from toolkit.tables.messages import CUT_OFF, CUT_SHORT, ERROR_CELL, HIDDEN_ROW, HIDDEN_ROWS, NOT_COMPUTED, TOO_NARROW


@dataclass(frozen=True)
class CellFault:
    """A cell without a value of its own: it shows an error, or is a formula that nobody has `computed`."""

    shown: str
    computed: bool = True


class ShownNumber(float):
    """A number whose cell shows it otherwise than as itself; `percent` where the cell shows it times 100, with %."""

    shown: str
    percent: bool

    def __new__(cls, value: float, shown: str, *, percent: bool = False) -> "ShownNumber":
        made = super().__new__(cls, value)
        made.shown, made.percent = shown, percent
        return made


Value: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Cell: TypeAlias = Value | CellFault


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """The rows of one worksheet (`worksheet` is its name), or of a text file (`worksheet` empty, `lines` filled).

    Each row is as long as its last cell that was written. `faults` are the cells that are CellFaults, by row and column
    from 0. `encoding` and `delimiter` say how a text file was read. `hidden` worksheets are hidden or very hidden;
    `hidden_rows` are those that a person hid or filtered away.
    """

    file: str
    cells: Sequence[Sequence[Cell]]
    worksheet: str = ""
    hidden: bool = False
    lines: Sequence[int] = ()
    encoding: str = ""
    delimiter: str = ""
    faults: Mapping[tuple[int, int], CellFault] = field(default_factory=lambda: MappingProxyType({}))
    hidden_rows: frozenset[int] = frozenset()

    def cell(self, index: int, column: int) -> Cell:
        """Return a cell; blank beyond the end of its row, and where the column is −1."""
        row = self.cells[index]
        return row[column] if 0 <= column < len(row) else ""

    def place(self, index: int, column: str = "", key: str = "") -> Place:
        """Say where the row `cells[index]` stands: its row in a worksheet, its first line in a text file."""
        if self.worksheet:
            return Place(file=self.file, worksheet=self.worksheet, row=index + 1, column=column, key=key)
        return Place(file=self.file, line=self.lines[index], column=column, key=key)


def find_faulty_cells(
    rows: Rows, first: int = 0, columns: Collection[int] | None = None, headers: Sequence[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for each CellFault from a row on, in some columns or in all; `headers` name the columns."""
    for (index, column), fault in sorted(rows.faults.items()):
        if index >= first and (columns is None or column in columns):
            header = headers[column] if column < len(headers) else ""
            letter = name_column(column)
            place = rows.place(index, f"{letter} ({header})" if header else letter)
            yield describe_fault(fault, place)


def describe_fault(fault: CellFault, place: Place) -> Problem:
    """Say what is wrong with a cell that holds no value."""
    if not fault.computed:
        return Problem(place=place, message=NOT_COMPUTED)
    message = TOO_NARROW if not fault.shown.strip("#") else ERROR_CELL
    return Problem(place=place, message=message, facts={"found": fault.shown})


def find_cut_rows(rows: Rows, first: int, width: int) -> Iterator[Problem]:
    """Yield a problem for each row of a text table, from `first` on, with more than `width` cells, even by blank ones.

    A quotation mark or two are missing there, and every cell behind them stands in another's column. Where each row
    ends in the same number of blank cells more, a program wrote them, and nothing is wrong.
    """
    if not rows.delimiter:
        return
    filled = [index for index in range(first, len(rows.cells)) if any(rows.cells[index])]
    always = min((len(rows.cells[index]) - width for index in filled), default=0)
    for index in filled:
        extra = rows.cells[index][width:]
        if len(extra) > max(always, 0) or any(say_cell(cell) for cell in extra):
            yield Problem(place=rows.place(index), message=CUT_OFF, facts={"delimiter": name_delimiter(rows.delimiter)})


def name_delimiter(delimiter: str) -> str:
    """Say the sign that divides cells so that it can be seen."""
    return "TAB" if delimiter == "\t" else delimiter


def find_short_rows(rows: Rows, first: int, width: int) -> Iterator[Problem]:
    """Yield a notice for each row of a text table that ends before its last column, from `first` on.

    What stood there may have been cut off, or Excel has left blank cells out, as it does beyond the sixteenth row.
    Where every row ends there, nothing was.
    """
    if not rows.delimiter:
        return
    filled = [index for index in range(first, len(rows.cells)) if any(rows.cells[index])]
    if max((len(rows.cells[index]) for index in filled), default=0) < width:
        return
    for index in filled:
        length = len(rows.cells[index])
        if length < width:
            facts = {"column": name_column(length), "delimiter": name_delimiter(rows.delimiter)}
            yield Problem(place=rows.place(index), message=CUT_SHORT, facts=facts, notice=True)


def find_hidden_rows(rows: Rows, first: int) -> Iterator[Problem]:
    """Yield a notice that rows which a person hid or filtered away are taken like all others."""
    found = [index for index in sorted(rows.hidden_rows) if index >= first and _is_filled(rows, index)]
    if found:
        named = ", ".join(str(index + 1) for index in found[:8]) + (", …" if len(found) > 8 else "")
        facts = {"count": len(found), "rows": named}
        message = HIDDEN_ROWS if len(found) > 1 else HIDDEN_ROW
        yield Problem(place=rows.place(found[0]), message=message, facts=facts, notice=True)


def _is_filled(rows: Rows, index: int) -> bool:
    # A running number alone, as a response sheet has it, says nothing.
    return index < len(rows.cells) and sum(cell != "" for cell in rows.cells[index]) > 1


def say_cell(cell: Cell) -> str:
    """Say a cell as the person sees it, more or less: 3.0 as "3", a date as 2027-02-01, without blanks around."""
    if isinstance(cell, str):
        if not cell.isascii():
            cell = unicodedata.normalize("NFC", cell).replace("\xa0", " ")
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, CellFault | ShownNumber):
        return cell.shown
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, datetime.time) and not cell.second:
        return cell.isoformat(timespec="minutes")
    return str(cell)


def name_column(index: int) -> str:
    """Name the column at an index counted from 0, as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def number_column(name: str) -> int:
    """Return the number of a column counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
