"""The mark by which a worksheet that people edit is known again: what it is, its version, whose it is. Pure.

The summary writes such worksheets; collect takes them back after they were edited, sorted, filtered, their columns
moved. A hidden row above the header names the columns, and its last cell holds the mark.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SheetMark:
    """What a worksheet is (`kind`), its format's version, the programme's id, and how many rows were written."""

    kind: str
    programme: str
    rows: int
    version: int = 1


def compose_mark(mark: SheetMark) -> str:
    """Return what stands in the hidden row, over the column of keys."""
    return f"{mark.kind} {mark.version} {mark.programme} {mark.rows}"


def parse_mark(cell: object, kind: str) -> SheetMark | None:
    """Read the mark of a kind of worksheet back; None where a cell holds none."""
    parts = cell.split() if isinstance(cell, str) and cell.startswith(kind) else []
    if len(parts) == 4 and parts[0] == kind and parts[1].isdecimal() and parts[3].isdecimal():
        return SheetMark(kind=kind, programme=parts[2], rows=int(parts[3]), version=int(parts[1]))
    return None
