"""A monitoring export on disk (.csv, .xlsx …) → its rows as texts, and what is wrong with them. An edge.

Text is streamed: a million rows need no more memory than a thousand.
"""

import codecs
import csv
import datetime
import itertools
from collections.abc import Collection, Iterator
from pathlib import Path

from toolkit.errors import InputError, Place, Problem
from toolkit.followup import messages
from toolkit.tables.messages import CUT_OFF
from toolkit.tables.recognise import recognise
from toolkit.tabular import (
    MISSING,
    Cell,
    CellFault,
    decode_text,
    describe_fault,
    find_delimiter,
    find_faulty_cells,
    find_hidden_rows,
    find_nul_signs,
    is_error_text,
    name_delimiter,
    read_rows,
    say_cell,
)

_SAMPLE = 1 << 16


def open_export(path: Path, file: str) -> "TextExport | WorkbookExport":
    """Open an export for what its bytes say it is. Raises InputError where it is not there or no table."""
    return WorkbookExport(path, file) if _is_workbook(path, file) else TextExport(path, file)


def _is_workbook(path: Path, file: str) -> bool:
    try:
        with path.open("rb") as opened:
            return opened.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except FileNotFoundError as error:
        raise InputError(Problem(place=Place(file=file), message=MISSING)) from error


class TextExport:
    """A text table, read as it streams by; what it is (encoding, delimiter) its first bytes say."""

    def __init__(self, path: Path, file: str) -> None:
        self._path = path
        self._file = file
        self._last_begun = 1
        with path.open("rb") as opened:
            sample = opened.read(_SAMPLE)
        cut = sample.rfind(b"\n") + 1 if len(sample) == _SAMPLE else len(sample)
        if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in sample[:100]:
            cut += cut % 2
        recognise(sample, file)
        decoded = decode_text(sample[: cut or None])
        if decoded is None:
            not_text = Problem(place=Place(file=file), message=messages.MEDIA_NOT_TEXT)
            raise InputError(find_nul_signs(sample[: cut or None], file) or not_text)
        self._encoding = decoded[1]
        self._delimiter = find_delimiter(decoded[0])
        if self._encoding == "utf-8" and not _is_utf8(path):
            self._encoding = "cp1252"

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows, the headers first."""
        with self._path.open(encoding=self._encoding, newline="", errors="replace") as opened:
            try:
                yield from csv.reader(opened, delimiter=self._delimiter)
            except csv.Error as error:
                place = Place(file=self._file, line=self._find_broken_row())
                raise InputError(Problem(place=place, message=messages.MEDIA_OPEN_QUOTE)) from error

    def _find_broken_row(self) -> int:
        """Return the line on which the row begins that cannot be read, in a second, slower reading."""
        begins = 1
        try:
            for begins, _ in self.numbered():  # noqa: B007  where the last good row begins, when it ends in an error
                pass
        except csv.Error:
            return self._last_begun
        return begins

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the headers with the line each begins on; slower, for naming faults."""
        with self._path.open(encoding=self._encoding, newline="", errors="replace") as opened:
            reader = csv.reader(opened, delimiter=self._delimiter)
            next(reader, None)
            self._last_begun = reader.line_num + 1
            for row in reader:
                yield self._last_begun, row
                self._last_begun = reader.line_num + 1

    def headers(self) -> list[str]:
        """Return the first row."""
        return next(self.rows(), [])

    def place(self, line: int, at: int) -> Place:
        """Say where a cell stands."""
        return Place(file=self._file, line=line, column=self.headers()[at] if at >= 0 else "")

    def find_faults(self, columns: Collection[int], lengths: set[int], said: set[str]) -> Iterator[Problem]:
        """Yield rows longer than the headers, whose cells stand in the wrong columns, and cells that show errors.

        `lengths` and `said` are what the rows hold; the file is read again only where they tell of a fault.
        """
        width = len(self.headers())
        most = max(width, min((length for length in lengths if length), default=0))
        errors = set(filter(is_error_text, said))
        if max(lengths, default=0) <= most and not errors:
            return
        for line, row in self.numbered():
            if len(row) > most or any(row[width:]):
                yield Problem(
                    place=self.place(line, -1), message=CUT_OFF, facts={"delimiter": name_delimiter(self._delimiter)}
                )
            for at in sorted(columns):
                if 0 <= at < len(row) and row[at] in errors:
                    yield describe_fault(CellFault(row[at].strip()), self.place(line, at))

    def notices(self) -> Iterator[Problem]:
        """Yield nothing: a text hides no rows."""
        yield from ()


def _is_utf8(path: Path) -> bool:
    """Tell whether a file is UTF-8 throughout: its first bytes may well be plain ASCII, and the rest cp1252."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        with path.open("rb") as opened:
            while block := opened.read(1 << 20):
                if not block.isascii():
                    decode(block)
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


class WorkbookExport:
    """A worksheet, whose dates may be dates."""

    def __init__(self, path: Path, file: str) -> None:
        self._file = file
        self._rows = read_rows(path, file)

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows, the headers first."""
        return ([_say(cell) for cell in cells] for cells in self._rows.cells)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the headers with their numbers."""
        return enumerate(itertools.islice(self.rows(), 1, None), 2)

    def headers(self) -> list[str]:
        """Return the first row."""
        return next(self.rows(), [])

    def place(self, line: int, at: int) -> Place:
        """Say where a cell stands."""
        return self._rows.place(line - 1, self.headers()[at] if at >= 0 else "")

    def find_faults(self, columns: Collection[int], _lengths: set[int], _said: set[str]) -> Iterator[Problem]:
        """Yield cells that show errors, in the columns that are read."""
        return find_faulty_cells(self._rows, 1, columns, self.headers())

    def notices(self) -> Iterator[Problem]:
        """Yield that hidden rows are counted."""
        return find_hidden_rows(self._rows, 1)


def _say(cell: Cell) -> str:
    return cell.isoformat(sep=" ") if isinstance(cell, datetime.datetime) else say_cell(cell)
