"""Workbooks compared cell by cell, not by their bytes: Excel and LibreOffice write every file anew. Pure."""

from collections.abc import Iterator

from toolkit.errors import InputError
from toolkit.outputs.merging import Merged, leave_alone
from toolkit.tabular import Rows, parse_tables, say_cell

Cells = dict[tuple[str, int, int], str]
"""What stands in each cell that is not blank, by worksheet, row and column."""


def list_cells(content: bytes, name: str) -> Cells:
    """List what stands in a workbook's cells. Raises InputError where it cannot be read."""
    return {place: said for table in parse_tables(content, name) for place, said in _list_said(table)}


def _list_said(table: Rows) -> Iterator[tuple[tuple[str, int, int], str]]:
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            said = say_cell(cell).strip()
            if said:
                yield (table.worksheet, row, column), said


def renew_unchanged(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Renew a workbook that was saved with every cell as it was written; leave any other, with the new one beside."""
    try:
        same = list_cells(edited, name) == list_cells(base or fresh, name)
    except InputError:
        same = False
    return Merged(content=fresh, beside=False) if same else leave_alone(edited, base, fresh, name)


def holds_all(fresh: bytes, edited: bytes, base: bytes | None, name: str) -> bool:
    """Tell whether all that a person wrote into a workbook stands in the fresh one too, on the same worksheet."""
    try:
        now, before, new = list_cells(edited, name), list_cells(base, name) if base else {}, list_cells(fresh, name)
    except InputError:
        return False
    said = {(worksheet, text) for (worksheet, _, _), text in new.items()}
    return all((place[0], text) in said for place, text in now.items() if before.get(place) != text)
