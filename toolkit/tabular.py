"""Read a table that a person saved (.csv, .txt, .xlsx, .ods) into rows of cells, as the sheet holds them.

In: a path, or its bytes. Out: Rows, whose `cells[r][c]` is row r + 1, column c + 1 of what the person sees, blank
rows and columns included, so that a problem can name the very cell. What a file is, its bytes say, not its name:
a workbook, or text in UTF-8, UTF-16, cp1252 or Mac Roman, divided by semicolons, commas or tabs.
`parse_*` are pure; `read_*` open the file. This is the one door to the readers of each format in `toolkit/tables/`.
"""

from pathlib import Path

from toolkit.errors import InputError, Place, Problem
from toolkit.tables.error_values import is_error_text
from toolkit.tables.grid import (
    Cell,
    CellFault,
    Rows,
    ShownNumber,
    Value,
    describe_fault,
    find_cut_rows,
    find_faulty_cells,
    find_hidden_rows,
    find_short_rows,
    name_column,
    name_delimiter,
    number_column,
    say_cell,
)
from toolkit.tables.messages import EMPTY, MISSING, NO_WORKSHEET, UNREADABLE
from toolkit.tables.recognise import recognise
from toolkit.tables.text import decode_text, find_delimiter, find_nul_signs, parse_text_table

__all__ = [
    "EMPTY",
    "MISSING",
    "UNREADABLE",
    "Cell",
    "CellFault",
    "Rows",
    "ShownNumber",
    "Value",
    "decode_text",
    "describe_fault",
    "find_cut_rows",
    "find_delimiter",
    "find_faulty_cells",
    "find_hidden_rows",
    "find_nul_signs",
    "find_short_rows",
    "is_error_text",
    "name_column",
    "name_delimiter",
    "number_column",
    "parse_tables",
    "read_content",
    "read_rows",
    "read_tables",
    "say_cell",
]


def read_rows(path: Path, file: str = "") -> Rows:
    """Read the first worksheet that shows and holds cells, or the text table. `file` is what problems call it."""
    tables = read_tables(path, file)
    filled = [table for table in tables if table.cells]
    found = next((table for table in filled if not table.hidden), None) or next(iter(filled), None)
    if found is None:
        raise InputError(Problem(place=Place(file=file or path.name), message=NO_WORKSHEET))
    return found


def read_tables(path: Path, file: str = "") -> tuple[Rows, ...]:
    """Read every worksheet in the workbook's order, hidden ones too, or the one table of a text file."""
    file = file or path.name
    return parse_tables(read_content(path, file), file)


def read_content(path: Path, file: str) -> bytes:
    """Read a file's bytes; what the system refuses becomes an InputError."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(Problem(place=Place(file=file), message=MISSING)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Problem(place=Place(file=file), message=UNREADABLE, facts={"reason": reason})) from error


def parse_tables(content: bytes, file: str) -> tuple[Rows, ...]:
    """Turn a file's bytes into its tables. Raises InputError for what cannot be read, called what it is."""
    match recognise(content, file):
        # Most runs of the program read no workbook.
        case "xlsx":
            from toolkit.tables.xlsx import parse_xlsx

            return parse_xlsx(content, file)
        case "ods":
            from toolkit.tables.ods import parse_ods

            return parse_ods(content, file)
        case _:
            return (parse_text_table(content, file),)
