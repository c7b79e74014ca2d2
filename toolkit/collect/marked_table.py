"""An edited worksheet with its layout → cells by column's name, places, and what is wrong with it as a whole. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.collect.coding_messages import NEWER_CODING, NO_KEYS
from toolkit.collect.marked_layout import MarkedLayout
from toolkit.collect.messages import OTHER_PROGRAMME
from toolkit.errors import Place, Problem
from toolkit.tabular import Cell, Rows, name_column, say_cell


@dataclass(frozen=True, kw_only=True)
class MarkedTable:
    """A worksheet that was found by its mark. Rows are told by their place among `table.cells`."""

    table: Rows
    layout: MarkedLayout

    @property
    def place(self) -> Place:
        """Where the header stands."""
        return self.table.place(self.layout.header)

    def list_rows(self) -> Iterator[int]:
        """List the rows below the header."""
        return iter(range(self.layout.header + 1, len(self.table.cells)))

    def has(self, name: str) -> bool:
        """Tell whether a column is still there."""
        return name in self.layout.columns

    def cell(self, index: int, name: str) -> Cell:
        """Return a cell by its column's name; blank where the column is gone."""
        return self.at(index, self.layout.columns[name]) if self.has(name) else ""

    def said(self, index: int, name: str) -> str:
        """Return what a cell says."""
        return say_cell(self.cell(index, name))

    def at(self, index: int, column: int) -> Cell:
        """Return a cell by its column's number."""
        row = self.table.cells[index]
        return row[column] if column < len(row) else ""

    def place_of(self, index: int, column: int) -> Place:
        """Say where a cell stands."""
        return self.table.place(index, name_column(column))

    def find_refusal(self, version: int, programme: str) -> Problem | None:
        """Return what keeps the whole worksheet from being read: a newer format, another programme, no keys."""
        mark = self.layout.mark
        if mark and mark.version > version:
            return Problem(place=self.place, message=NEWER_CODING)
        if mark and mark.programme != programme:
            facts = {"found": mark.programme, "programme": programme}
            return Problem(place=self.place, message=OTHER_PROGRAMME, facts=facts)
        return None if self.has("key") else Problem(place=self.place, message=NO_KEYS)
