"""One filled row of groups.csv or groups.xlsx with its columns, and the problems in it. Pure."""

from dataclasses import dataclass, field

from toolkit.errors import Message, Place, Problem
from toolkit.model.plain_text import tidy_text
from toolkit.reading import messages
from toolkit.reading.group_columns import Columns
from toolkit.tabular import Cell, CellFault, Rows, name_column, say_cell

LONGEST_CELL = 1000


@dataclass(frozen=True, kw_only=True)
class Row:
    """One filled row with its columns; problems go to the list that all rows share."""

    rows: Rows
    index: int
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    @property
    def where(self) -> Place:
        """The row as a whole."""
        return self.rows.place(self.index)

    def cell(self, column: str) -> Cell:
        """Return a known column's cell, or an empty text."""
        return self.rows.cell(self.index, self.columns.known.get(column, -1))

    def said(self, column: str) -> str:
        """Return a known column's cell as text."""
        return tidy_text(say_cell(self.cell(column)))

    def filled(self, column: str) -> str:
        """Return a known column's cell as text; where it is empty, report it."""
        said = self.said(column)
        if not said:
            self.report(messages.MISSING_CELL, column, column=column)
        return said

    def report(self, message: Message, column: str, /, *, notice: bool = False, **facts: object) -> None:
        """Note a problem in a known column of this row."""
        self.report_at(message, self.columns.known.get(column, -1), notice=notice, **facts)

    def report_at(self, message: Message, at: int, *, notice: bool = False, **facts: object) -> None:
        """Note a problem in a column by its index; a cell without a value of its own has been reported as that."""
        if isinstance(self.rows.cell(self.index, at), CellFault):
            return
        self.problems.append(Problem(place=self.place(at), message=message, facts=facts, notice=notice))

    def place(self, at: int) -> Place:
        """Say where a cell of the row stands, by its column's index; −1 is the row as a whole."""
        said = self.columns.headers[at] if 0 <= at < len(self.columns.headers) else ""
        letter = name_column(at) if at >= 0 else ""
        return self.rows.place(self.index, f"{letter} ({said})" if said else letter)

    @property
    def faulty(self) -> bool:
        """Whether anything in this row is at fault."""
        where = (self.where.row, self.where.line)
        return any((each.place.row, each.place.line) == where and not each.notice for each in self.problems)
