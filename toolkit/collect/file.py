"""Read any file that was handed in: a path goes in, a Taken comes out, whatever is in the file.

A filled response sheet (.xlsx, .xlsm, .ods, or saved as CSV) is known by its identity, an archive (.zip or a folder) by
its description, a summary by its worksheets for coding and of next steps; otherwise a table with the columns of tidy.py
is taken. What is at fault stands in the Taken's problems; nothing is raised for it.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from toolkit.collect.archive import find_archive, read_archive
from toolkit.collect.asked import Asked
from toolkit.collect.messages import NOT_RECOGNISED
from toolkit.collect.sheet import is_sheet, read_sheet
from toolkit.collect.summary_file import read_summary
from toolkit.collect.taken import Taken, close_taken
from toolkit.collect.tidy import find_tidy_header, read_tidy
from toolkit.errors import InputError, Place, Problem
from toolkit.model.archive import StoredTable
from toolkit.tabular import Rows, parse_tables, read_content


def read_file(path: Path, asked: Asked, *, copy: str = "", shapes: Sequence[StoredTable] = ()) -> Taken:
    """Read a file of answers. `copy` is the name that tells this copy of a blank sheet from others.

    `shapes` are the tables that an archive may hold.
    """
    if find_archive(path):
        return read_archive(path, shapes, asked)
    try:
        return parse_file(read_content(path, path.name), path.name, asked, copy=copy)
    except InputError as error:
        return close_taken(Taken(file=path.name, sha256=""), error.problems)


def parse_file(content: bytes, file: str, asked: Asked, *, copy: str = "") -> Taken:
    """Read the bytes of a file of answers, but for an archive; `file` is what problems call it."""
    taken = Taken(file=file, sha256=hashlib.sha256(content).hexdigest(), copy=copy)
    try:
        tables = parse_tables(content, file)
    except InputError as error:
        return close_taken(taken, error.problems)
    summary = read_summary(tables, asked, taken)
    if summary is not None:
        return summary
    if is_sheet(tables):
        return read_sheet(tables, asked, taken, copy=copy)
    tidy = _find_tidy(tables)
    if tidy is not None:
        return read_tidy(tidy, asked, taken)
    return close_taken(taken, [Problem(place=Place(file=file), message=NOT_RECOGNISED)])


def _find_tidy(tables: Sequence[Rows]) -> Rows | None:
    return next((table for table in tables if find_tidy_header(table) >= 0), None)
