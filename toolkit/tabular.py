"""Read a table that a person saved (.csv, .txt, .xlsx, .ods …) into rows of cells, as the sheet holds them.

In: a path, or its bytes. Out: Rows, whose `cells[r][c]` is row r + 1, column c + 1 of what the person sees, blank
rows and columns included, so that a problem can name the very cell. What a file is, its bytes say, not its name:
a workbook, or text in UTF-8, UTF-16, cp1252 or Mac Roman, divided by semicolons, commas or tabs.
`parse_*` are pure; `read_*` open the file. Standard library, and python-calamine for workbooks only.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

from toolkit.errors import InputError, Message, Place, Problem

Cell: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta

MISSING = Message("The file is not there.", "Check the name and the folder.")
UNREADABLE = Message(
    "The file cannot be opened ({reason}).", "Close it in other programs, and check that you may read it."
)
EMPTY = Message("The file is empty.", "Fill it in, or point to another file.")
ENCRYPTED = Message(
    "The workbook is protected by a password, so nothing in it can be read.",
    "Open it in Excel, remove the password (File > Info > Protect Workbook > Encrypt with Password), and save it.",
)
OLD_EXCEL = Message(
    "The file is in the format of Excel 97–2003 (.xls), which cannot be read here.",
    'Open it and save it as "Excel Workbook (.xlsx)".',
)
STRICT = Message(
    "The workbook is saved as Strict Open XML, which cannot be read here.",
    'Open it in Excel and save it as "Excel Workbook (.xlsx)", not "Strict Open XML Spreadsheet".',
)
TRUNCATED = Message(
    "The workbook is damaged or only part of it arrived ({reason}).",
    "Get the file again from the one who sent it, or open it in Excel and save it under a new name.",
)
NOT_A_TABLE = Message(
    "The file is neither a workbook nor a text table.",
    "Export it from its program as Excel (.xlsx) or as CSV, and use that file.",
)
TOO_WIDE = Message(
    "The worksheet holds a cell far outside its table, at {cell}; {rows} rows by {columns} columns cannot be read.",
    "Delete what stands far to the right or far below, save the file, and try again.",
)
NO_WORKSHEET = Message("The workbook has no worksheet with cells.", "Check that it is the right file.")
OPEN_QUOTE = Message(
    "A quotation mark opens here and is never closed, so the rest of the file would become one cell.",
    "Close the quotation mark, or remove it.",
)
LONG_CELL = Message(
    "A cell is longer than {limit} characters; most often a quotation mark is missing or too many.",
    "Check the quotation marks on this line and the lines before it.",
)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_CELLS = 20_000_000
"""A worksheet is held as a full rectangle, about 50 bytes a cell; beyond this the machine may run out of memory."""
_COLUMN_NAMES = re.compile(rb"""["']([A-Z]{1,9})\d{1,12}["']""")
_FAR = re.compile(rb"""r=["'](?:[A-Z]{3}|[A-Z]{0,2}\d{5})""")
_ROW_NUMBERS = re.compile(rb"""["'][A-Z]{1,9}(\d{1,12})["']""")
_ROWS = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,12})""")
_FILLED_CELLS = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,9})(\d{1,12})["'][^>]*(?<!/)>""")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """The rows of one worksheet (`worksheet` is its name), or of a text file (`worksheet` empty, `lines` filled).

    `encoding` and `delimiter` say how a text file was read. `hidden` worksheets are hidden or very hidden.
    """

    file: str
    cells: Sequence[Sequence[Cell]]
    worksheet: str = ""
    hidden: bool = False
    lines: Sequence[int] = ()
    encoding: str = ""
    delimiter: str = ""

    def place(self, index: int, column: str = "", key: str = "") -> Place:
        """Say where the row `cells[index]` stands: its row in a worksheet, its first line in a text file."""
        if self.worksheet:
            return Place(file=self.file, worksheet=self.worksheet, row=index + 1, column=column, key=key)
        return Place(file=self.file, line=self.lines[index], column=column, key=key)


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
    """Turn a file's bytes into its tables."""
    if not content.strip():
        _refuse(file, EMPTY)
    if content.startswith((_ZIP, _OLE)):
        return parse_workbook(content, file)
    return (parse_text_table(content, file),)


def parse_workbook(content: bytes, file: str) -> tuple[Rows, ...]:
    """Turn a workbook's bytes into its worksheets; refuse what would be read wrongly or not at all."""
    if content.startswith(_OLE):
        _refuse(file, ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else OLD_EXCEL)
    _check_package(content, file)
    # Costs 15 ms to import, and most runs of the program read no workbook.
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            Rows(
                file=file,
                worksheet=sheet.name,
                hidden=sheet.visible != SheetVisibleEnum.Visible,
                # By default calamine leaves out blank rows and columns before the data, and every row number is off.
                cells=workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False),
            )
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        _refuse(file, ENCRYPTED, cause=error)
    except (CalamineError, OSError, ValueError) as error:
        _refuse(file, TRUNCATED, cause=error, reason=str(error))


def _check_package(content: bytes, file: str) -> None:
    """Refuse a package that is damaged, strict, no workbook, or would be read as a rectangle beyond memory."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "content.xml" in names and b"opendocument.spreadsheet" in package.read("mimetype"):
                return
            if "_rels/.rels" not in names or not any(name.startswith("xl/workbook.") for name in names):
                _refuse(file, NOT_A_TABLE)
            if b"purl.oclc.org/ooxml" in package.read("_rels/.rels"):
                _refuse(file, STRICT)
            for name in sorted(names):
                if "/worksheets/" in name and name.endswith(".xml"):
                    _check_extent(package.read(name), file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError, OSError) as error:
        # RuntimeError: a member with zip's own password; KeyError: a member that the directory lacks.
        _refuse(file, TRUNCATED, cause=error, reason=str(error).strip("'\""))


def _check_extent(xml: bytes, file: str) -> None:
    """Refuse one stray cell at XFD1048576: the reader would ask for 17 thousand million cells and be killed."""
    if not _FAR.search(xml):  # within 9 999 rows and 702 columns, as nearly every sheet: ten times as quick to see
        return
    # Then the two edges, apart and with cells that are only styled.
    last_row = max(map(int, {*_ROW_NUMBERS.findall(xml), *_ROWS.findall(xml)}), default=0)
    last_column = max(map(_number_name, set(_COLUMN_NAMES.findall(xml))), default=0)
    if last_row * last_column <= _MOST_CELLS:
        return
    filled = [(int(row), _number_name(name), (name + row).decode()) for name, row in _FILLED_CELLS.findall(xml)]
    lowest = max(filled, default=(0, 0, ""))
    rightmost = max(filled, key=lambda cell: cell[1], default=(0, 0, ""))
    if lowest[0] * rightmost[1] > _MOST_CELLS:
        stray = rightmost if rightmost[1] > 256 else lowest
        _refuse(file, TOO_WIDE, cell=stray[2], rows=lowest[0], columns=rightmost[1])


def _number_name(name: bytes) -> int:
    return number_column(name.decode())


def parse_text_table(content: bytes, file: str) -> Rows:
    """Turn the bytes of a text table into rows; every cell is a text."""
    decoded = decode_text(content)
    if decoded is None:
        _refuse(file, NOT_A_TABLE)
    text, encoding = decoded
    first, _, rest = text.partition("\n")
    skipped = 0
    delimiter = find_delimiter(text)
    if re.fullmatch(r"\s*sep=.\s*", first):
        delimiter, text, skipped = first.strip()[4], rest, 1  # Excel's own first line: "sep=;"
    rows = list(_parse_lines(text, delimiter, file, skipped))
    cells = [row for row, _ in rows]
    lines = [line for _, line in rows]
    return Rows(file=file, cells=cells, lines=lines, encoding=encoding, delimiter=delimiter)


def decode_text(content: bytes) -> tuple[str, str] | None:
    """Decode what Excel, Windows, macOS and survey tools write, as text and encoding; None where it is no text."""
    encoding = _find_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else (text.removeprefix("\ufeff"), encoding)


def _find_encoding(content: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if content.startswith(mark):
            return name
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:4000]
    if sample.count(b"\0") > len(sample) // 4:  # UTF-16 without its mark: every other byte of Latin text is 0
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        mac, windows = (sum(map(content.count, letters)) for letters in (_MAC_LETTERS, _WINDOWS_LETTERS))
        return "mac_roman" if mac > windows else "cp1252"
    return "utf-8"


_MAC_LETTERS = (b"\x8a", b"\x8c", b"\x9a", b"\x80", b"\x81", b"\x85")
_WINDOWS_LETTERS = (b"\xe4", b"\xe5", b"\xf6", b"\xc4", b"\xc5", b"\xd6")
"""ä å ö Ä Å Ö in each; Excel for Mac writes its plain CSV in Mac Roman, where they would read as Š Œ š € … ."""


def find_delimiter(text: str) -> str:
    """Return what divides the first line that is not blank: `;`, tab or `,`, whichever stands there most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(";\t,", key=bare.count)


def _parse_lines(text: str, delimiter: str, file: str, skipped: int) -> Iterator[tuple[list[Cell], int]]:
    """Yield each row with the line it begins on; a row with line breaks in quotes covers several."""
    # Strict mode alone notices a quotation mark that is never closed, but stumbles over `"KI" Nord` in a cell.
    strict = _has_open_quote(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begins = 1 + skipped
    try:
        for row in reader:
            yield list(row), begins
            begins = reader.line_num + 1 + skipped
    except csv.Error as error:
        message = OPEN_QUOTE if "unexpected end" in str(error) else LONG_CELL
        place = Place(file=file, line=begins)
        limit = csv.field_size_limit()
        raise InputError(Problem(place=place, message=message, facts={"limit": limit})) from error


def _has_open_quote(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def say_cell(cell: Cell) -> str:
    """Say a cell as the person sees it, more or less: 3.0 as "3", a date as 2027-02-01, without blanks around."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return str(cell).replace("\xa0", " ").strip()


def name_column(index: int) -> str:
    """Name the column at an index counted from 0, as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def number_column(name: str) -> int:
    """Return the number of a column counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse(file: str, message: Message, cause: Exception | None = None, **facts: object) -> NoReturn:
    raise InputError(Problem(place=Place(file=file), message=message, facts=facts)) from cause
