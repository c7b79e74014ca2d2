"""An edited worksheet with its layout → cells by column's name, places, and what is wrong with it as a whole. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from toolkit.collect.coding_messages import NEWER_CODING, NO_KEYS
from toolkit.collect.marked_layout import MarkedLayout
from toolkit.collect.messages import OTHER_PROGRAMME
from toolkit.errors import Place, Problem
from toolkit.tabular import (
    CellFault,
    Rows,
    Value,
    find_faulty_cells,
    find_hidden_rows,
    name_column,
    say_cell,
)


@dataclass(frozen=True, kw_only=True)
class MarkedTable:
    """A worksheet that was found by its mark. Rows are told by their place among `table.cells`."""

    table: Rows
    layout: MarkedLayout

    @property
    def place(self) -> Place:
        """Where the header stands."""
        return self.table.place(self.layout.header)

    def find_columns(self, names: Iterable[str]) -> frozenset[int]:
        """Return the columns, from 0, of those names that are still there."""
        return frozenset(self.layout.columns[name] for name in names if self.has(name))

    def list_rows(self) -> Iterator[int]:
        """List the rows below the header."""
        return iter(range(self.layout.header + 1, len(self.table.cells)))

    def has(self, name: str) -> bool:
        """Tell whether a column is still there."""
        return name in self.layout.columns

    def cell(self, index: int, name: str) -> Value:
        """Return a cell by its column's name; blank where the column is gone."""
        return self.at(index, self.layout.columns[name]) if self.has(name) else ""

    def said(self, index: int, name: str) -> str:
        """Return what a cell says."""
        return say_cell(self.cell(index, name))

    def at(self, index: int, column: int) -> Value:
        """Return a cell by its column's number; one that shows an error (see `find_faults`) says nothing."""
        cell = self.table.cell(index, column)
        return "" if isinstance(cell, CellFault) else cell

    def place_of(self, index: int, column: int) -> Place:
        """Say where a cell stands."""
        return self.table.place(index, name_column(column))

    def find_faults(self, but: Collection[str] = ()) -> Iterator[Problem]:
        """Yield a problem for each cell that shows an error, in all named columns but some; a notice of hidden rows."""
        columns = {at for name, at in self.layout.columns.items() if name not in but}
        headings = [say_cell(cell) for cell in self.table.cells[self.layout.header]]
        yield from find_faulty_cells(self.table, self.layout.header + 1, columns, headings)
        yield from find_hidden_rows(self.table, self.layout.header + 1)

    def find_refusal(self, version: int, programme: str) -> Problem | None:
        """Return what keeps the whole worksheet from being read: a newer format, another programme, no keys."""
        mark = self.layout.mark
        if mark and mark.version > version:
            return Problem(place=self.place, message=NEWER_CODING)
        if mark and mark.programme != programme:
            facts = {"found": mark.programme, "programme": programme}
            return Problem(place=self.place, message=OTHER_PROGRAMME, facts=facts)
        return None if self.has("key") else Problem(place=self.place, message=NO_KEYS)
