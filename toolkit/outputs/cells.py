"""Workbooks compared cell by cell, not by their bytes: Excel and LibreOffice write every file anew. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import InputError
from toolkit.outputs.merging import Merged, leave_alone
from toolkit.tabular import Rows, parse_tables, say_cell

Cells = dict[tuple[str, int, int], str]
"""What stands in each cell that is not blank, by worksheet, row and column."""
_KNOWN_BY = 3


def list_cells(content: bytes, name: str) -> Cells:
    """List what stands in a workbook's cells. Raises InputError where it cannot be read."""
    return {place: said for table in parse_tables(content, name) for place, said in _list_said(table)}


def _list_said(table: Rows) -> Iterator[tuple[tuple[str, int, int], str]]:
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            # LibreOffice keeps a digit less of a fraction than Excel.
            said = f"{cell:.10g}" if isinstance(cell, float) else say_cell(cell).strip()
            if said:
                yield (table.worksheet, row, column), said


def renew_unchanged(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Renew a workbook that was saved as it was written; leave any other, with the new one beside."""
    same = is_as_written(edited, base or fresh, name)
    return Merged(content=fresh, beside=False) if same else leave_alone(edited, base, fresh, name)


def is_as_written(edited: bytes, written: bytes, name: str) -> bool:
    """Tell whether a workbook was only saved: every cell says what it said, and no colour or comment was added."""
    try:
        return list_cells(edited, name) == list_cells(written, name) and not has_new_marks(edited, written)
    except InputError:
        return False


def has_new_marks(edited: bytes, written: bytes) -> bool:
    """Tell whether somebody has coloured a cell, commented on one, or put in a chart or a picture."""
    from toolkit.outputs.marks import list_marks  # with lxml, only where somebody has changed a workbook

    try:
        return bool(list_marks(edited) - list_marks(written))
    except Exception:  # noqa: BLE001  a stranger's file: whatever it raises, something is in it that we do not know
        return True


@dataclass(frozen=True, kw_only=True)
class Headings:
    """What stands over the columns of a worksheet that is taken in, in any language.

    A worksheet is known by three of `shown` in one row; below it, the cells under those of `taken` are taken in.
    """

    shown: frozenset[str]
    taken: frozenset[str]


def renew_taken(headings: Headings, edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Renew a workbook whose changes have been taken in; leave one that says anything that the new one does not."""
    held = holds_all(fresh, edited, base, name, headings)
    return Merged(content=fresh, beside=False) if held else leave_alone(edited, base, fresh, name)


def holds_all(fresh: bytes, edited: bytes, base: bytes | None, name: str, headings: Headings) -> bool:
    """Tell whether all that a person wrote into a workbook was taken in or stands in the fresh one, where it stood."""
    try:
        now, before, new = list_cells(edited, name), list_cells(base, name) if base else {}, list_cells(fresh, name)
    except InputError:
        return False
    if has_new_marks(edited, base or fresh):
        return False
    said = {(worksheet, text) for (worksheet, _, _), text in new.items()}
    columns = _find_taken(now, headings)
    return all(
        (worksheet, text) in said or row > columns.get((worksheet, column), row)
        for (worksheet, row, column), text in now.items()
        if before.get((worksheet, row, column)) != text
    )


def _find_taken(cells: Cells, headings: Headings) -> dict[tuple[str, int], int]:
    """Find the columns whose cells are taken in, with the row that their heading stands in."""
    rows: dict[tuple[str, int], dict[int, str]] = {}
    for (worksheet, row, column), text in cells.items():
        rows.setdefault((worksheet, row), {})[column] = text
    found: dict[tuple[str, int], int] = {}
    for (worksheet, row), texts in rows.items():
        if len(headings.shown.intersection(texts.values())) >= _KNOWN_BY:
            for column, text in texts.items():
                if text in headings.taken:
                    found.setdefault((worksheet, column), row)
    return found
