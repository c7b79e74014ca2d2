"""Workbooks compared cell by cell, not by their bytes: Excel and LibreOffice write every file anew. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from toolkit.errors import InputError
from toolkit.outputs.merging import Merged, leave_alone
from toolkit.outputs.widths import has_new_widths
from toolkit.tabular import Rows, parse_tables, say_cell

Cells = dict[tuple[str, int, int], str]
"""What stands in each cell that is not blank, by worksheet, row and column."""
Holds = Callable[[bytes, bytes, bytes | None, str], bool]
"""`holds(fresh, edited, base, name)` tells whether a fresh workbook says all that an edited one says."""
Taken = Mapping[str, tuple[Collection[int], Collection[int]]]
"""By worksheet, the rows and the columns, from 0, in whose cells what a person wrote has been taken in."""
NOTHING: Taken = MappingProxyType({})
_NONE: tuple[Collection[int], Collection[int]] = ((), ())


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


def holds_all(fresh: bytes, edited: bytes, base: bytes | None, name: str, *, taken: Taken = NOTHING) -> bool:
    """Tell whether all that a person put into a workbook stands in the fresh one too, on the same worksheet.

    `taken` are the cells that were taken in. Comments, colours, pictures and widths of a person's own are in no fresh
    one.
    """
    try:
        now, before, new = list_cells(edited, name), list_cells(base, name) if base else {}, list_cells(fresh, name)
    except InputError:
        return False
    said = {(worksheet, text) for (worksheet, _, _), text in new.items()}
    held = all(
        (place[0], text) in said or _is_taken(place, taken) for place, text in now.items() if before.get(place) != text
    )
    return held and base is not None and not (has_new_marks(edited, base) or has_new_widths(edited, base))


def _is_taken(place: tuple[str, int, int], taken: Taken) -> bool:
    worksheet, row, column = place
    rows, columns = taken.get(worksheet, _NONE)
    return row in rows and column in columns
