"""The widths of a workbook's columns → whether a person has changed one: programs round them when they save. Pure."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

_SHEET = re.compile(r"xl/worksheets/[^/]*?(\d+)\.xml")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_NUMBER = re.compile(rb'\b(min|max|width)="([\d.]+)"')
_APART = 0.15
"""By what part of a width one must differ to have been changed by hand."""
_MOST_COLUMNS = 60

Widths = Mapping[int, Mapping[int, float]]
"""By the worksheet's number and the column's, from 1."""


def has_new_widths(edited: bytes, written: bytes) -> bool:
    """Tell whether a column is clearly wider or narrower than it was written; True where a file cannot be read."""
    try:
        now, before = list_widths(edited), list_widths(written)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        return True
    return any(
        abs(width - before[sheet][column]) > _APART * max(before[sheet][column], 1)
        for sheet, widths in now.items()
        for column, width in widths.items()
        if column in before.get(sheet, {})
    )


def list_widths(content: bytes) -> Widths:
    """List the widths of the columns that show. Raises zipfile.BadZipFile where it is no workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found = ((name, _SHEET.fullmatch(name)) for name in package.namelist())
        return {int(sheet[1]): dict(_list_columns(package.read(name))) for name, sheet in found if sheet}


def _list_columns(sheet: bytes) -> Iterator[tuple[int, float]]:
    for element in _COLUMN.findall(sheet):
        said = dict(_NUMBER.findall(element))
        if b"hidden" in element or not {b"min", b"max", b"width"} <= said.keys():
            continue
        for column in range(int(float(said[b"min"])), min(int(float(said[b"max"])), _MOST_COLUMNS) + 1):
            yield column, float(said[b"width"])
