"""Bytes of a text table (.csv, .txt) → rows of cells, in whatever encoding and with whatever delimiter. Pure."""

import csv
import io
import re
from collections.abc import Iterator

from toolkit.errors import InputError, Place, Problem
from toolkit.tables.error_values import is_error_text
from toolkit.tables.grid import Cell, CellFault, Rows
from toolkit.tables.messages import LONG_CELL, NOT_A_TABLE, NUL_SIGN, OPEN_QUOTE


def parse_text_table(content: bytes, file: str) -> Rows:
    """Turn the bytes of a text table into rows; every cell is a text."""
    text, encoding = _decode_table(content, file)
    first, _, rest = text.partition("\n")
    skipped = 0
    delimiter = find_delimiter(text)
    if re.fullmatch(r"\s*sep=.\s*", first):
        delimiter, text, skipped = first.strip()[4], rest, 1  # Excel's own first line: "sep=;"
    rows = list(_parse_lines(text, delimiter, file, skipped))
    cells = [row for row, _ in rows]
    return Rows(
        file=file,
        cells=cells,
        lines=[line for _, line in rows],
        encoding=encoding,
        delimiter=delimiter,
        faults=_mark_faults(cells),
    )


def _mark_faults(cells: list[list[Cell]]) -> dict[tuple[int, int], CellFault]:
    """Turn the cells that hold the text of an error into CellFaults, and say where they are."""
    faults = {}
    for index, row in enumerate(cells):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and is_error_text(cell):
                row[column] = faults[index, column] = CellFault(cell.strip())
    return faults


def _decode_table(content: bytes, file: str) -> tuple[str, str]:
    """Decode a table; where single signs are U+0000 and the rest is text, name each line that holds one."""
    decoded = decode_text(content)
    if decoded is not None:
        return decoded
    raise InputError(find_nul_signs(content, file) or Problem(place=Place(file=file), message=NOT_A_TABLE))


def find_nul_signs(content: bytes, file: str) -> list[Problem]:
    """Return a problem for each line with U+0000 of what is a text otherwise; none where it is no text at all."""
    rest = decode_text(content.replace(b"\0", b""))
    if rest is None or content.count(b"\0") > max(3, len(content) // 20) or _looks_binary(rest[0]):
        return []
    lines = [number for number, line in enumerate(content.split(b"\n"), 1) if b"\0" in line]
    return [Problem(place=Place(file=file, line=line), message=NUL_SIGN) for line in lines[:20]]


def _looks_binary(text: str) -> bool:
    return sum(sign < " " and sign not in "\t\r\n\v\f" for sign in text) * 50 > len(text)


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
