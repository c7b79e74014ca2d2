"""The XML of one worksheet, and of the texts that worksheets share → rows of cells. Pure.

Every cell is read in one pass with its type, its number format, and whether it is a formula that nobody has computed;
blank rows are rows, so that each cell keeps its place.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from toolkit.tables.error_values import is_error_text
from toolkit.tables.grid import Cell, CellFault, Rows, number_column
from toolkit.tables.number_format import Kind, find_kind, read_number
from toolkit.tables.xml_events import LocalNames, make_parser

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_CELLS = 20_000_000
"""About 60 bytes a cell; beyond this the machine may run out of memory."""


class TooLargeError(Exception):
    """A worksheet of more cells than memory holds."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """What worksheets share: texts, and each style's number format.

    `stale` says that formulas are to be computed when the workbook is opened, as a program asks that could not.
    """

    strings: Sequence[str | CellFault]
    formats: Sequence[str]
    from_1904: bool
    stale: bool


def read_strings(stream: IO[bytes]) -> list[str | CellFault]:
    """Read the texts that worksheets share; how they are said in Japanese is no part of them."""
    found: list[str | CellFault] = []
    parts: list[str] = []
    names = LocalNames()
    parser = make_parser()
    reading = 0

    def start(name: str, _attributes: list[str]) -> None:
        nonlocal reading
        local = names[name]
        if local == "rPh":
            reading += 1
        elif local == "t" and not reading:
            parser.CharacterDataHandler = parts.append

    def end(name: str) -> None:
        nonlocal reading
        local = names[name]
        if local == "t":
            parser.CharacterDataHandler = None
        elif local == "rPh":
            reading -= 1
        elif local == "si":
            found.append(_read_text("".join(parts)))
            parts.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with stream:
        parser.ParseFile(stream)
    return found


def _read_text(text: str) -> str | CellFault:
    """Undo the writing of control signs, _x000D_, and tell the text of an error."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return CellFault(text.strip()) if is_error_text(text) else text


def read_worksheet(stream: IO[bytes], book: Book, *, file: str, name: str, hidden: bool) -> Rows:
    """Read one worksheet. Raises ExpatError, DamagedXmlError or ValueError where its XML is damaged."""
    reading = _Reading(book)
    reading.read(stream)
    cells = reading.rows
    while cells and not cells[-1]:
        cells.pop()
    return Rows(
        file=file,
        worksheet=name,
        hidden=hidden,
        cells=cells,
        faults=reading.faults,
        hidden_rows=frozenset(reading.hidden),
    )


class _Reading:
    """One pass over a worksheet. The handlers run a million times, so each does as little as it can."""

    def __init__(self, book: Book) -> None:
        self.rows: list[list[Cell]] = []
        self.faults: dict[tuple[int, int], CellFault] = {}
        self.hidden: set[int] = set()
        self._book = book
        self._styled = {str(at): code for at, code in enumerate(book.formats) if find_kind(code) is not Kind.PLAIN}
        self._row: list[Cell] = []
        self._index = 0
        self._digits = 1
        self._cells = 0
        self._columns: dict[str, int] = {}

    def read(self, stream: IO[bytes]) -> None:
        """Read the worksheet's XML, cell by cell."""
        names = LocalNames()
        parser = make_parser()
        heard: list[str] = []
        texts: list[str] = []
        kind = place = style = ""
        formula = in_cell = False

        def start(name: str, attributes: list[str]) -> None:
            nonlocal kind, place, style, formula, in_cell
            local = names[name]
            if local == "v" or local == "t":  # noqa: PLR1714  twice as quick as a tuple
                heard.clear()
            elif local == "c":
                kind = place = style = ""
                formula, in_cell = False, True
                for at in range(0, len(attributes), 2):
                    key = attributes[at]
                    if key == "r":
                        place = attributes[at + 1]
                    elif key == "s":
                        style = attributes[at + 1]
                    elif key == "t":
                        kind = attributes[at + 1]
            elif local == "f":
                formula = True
            elif local == "row":
                self._begin_row(attributes)
            elif local == "rPh":
                in_cell = False  # how a Japanese text is said, until the cell ends

        def end(name: str) -> None:
            nonlocal in_cell
            local = names[name]
            if local == "v" or local == "t":  # noqa: PLR1714  twice as quick as a tuple
                if in_cell and heard:
                    texts.append(heard[0] if len(heard) == 1 else "".join(heard))
            elif local == "c":
                in_cell = False
                text = "" if not texts else texts[0] if len(texts) == 1 else "".join(texts)
                texts.clear()
                if text or formula or kind == "e":
                    self._put(place, kind, style, text, formula)
                elif not place and len(self._row) < _MOST_COLUMNS:
                    self._row.append("")

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = heard.append
        with stream:
            parser.ParseFile(stream)

    def _begin_row(self, attributes: list[str]) -> None:
        said = dict(zip(attributes[::2], attributes[1::2], strict=True))
        number = int(said.get("r") or len(self.rows) + 1)
        if not 0 < number <= _MOST_ROWS:
            raise ValueError(f"row {number}")
        self._cells += len(self._row)
        if self._cells > _MOST_CELLS:
            raise TooLargeError
        while len(self.rows) < number:
            self.rows.append([])
        self._index = number - 1
        self._digits = len(str(number))
        self._row = self.rows[self._index]
        if said.get("hidden") in ("1", "true"):
            self.hidden.add(self._index)

    def _put(self, place: str, kind: str, style: str, text: str, formula: bool) -> None:
        """Read a cell and put it where it belongs."""
        column = self._columns.get(place[: -self._digits])
        if column is None:
            column = self._find_column(place)
        value: Cell
        if formula and self._is_uncomputed(kind, text):
            value = CellFault(text, computed=False)
        elif kind == "s":
            value = self._book.strings[int(text)]
        elif (not kind or kind == "n") and style not in self._styled:
            value = float(text) if text.strip() else ""
        else:
            value = self._read_rare(kind, style, text)
        row = self._row
        missing = column - len(row)
        if missing < 0:
            row[column] = value
        else:
            if missing:
                row.extend([""] * missing)
            row.append(value)
        if type(value) is CellFault:
            self.faults[self._index, column] = value

    def _find_column(self, place: str) -> int:
        """Return the cell's column; where the cell does not say, it follows the one before."""
        letters = place.rstrip("0123456789")
        column = number_column(letters.upper()) - 1 if place else len(self._row)
        if not 0 <= column < _MOST_COLUMNS:
            raise ValueError(place or f"row {self._index + 1}")
        if place == f"{letters}{self._index + 1}":
            self._columns[letters] = column
        return column

    def _is_uncomputed(self, kind: str, text: str) -> bool:
        """Tell whether a formula has no result.

        An empty text may well be one; then the cell's type says so. A program that cannot compute writes 0.
        """
        return (not text and kind != "str") or (self._book.stale and text == "0" and kind in ("", "n"))

    def _read_rare(self, kind: str, style: str, text: str) -> Cell:
        """Read a number that shows as something else, a text of the cell's own, a logical value, an error, a date."""
        match kind:
            case "" | "n":
                if not text.strip():
                    return ""
                return read_number(float(text), self._styled[style], from_1904=self._book.from_1904)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return CellFault(text.strip() or "#N/A")
            case "d":
                return _read_iso(text.strip())
            case _:
                return _read_text(text)


def _read_iso(text: str) -> Cell:
    """Read a date as the strict form writes it: 2027-02-03, 2027-02-03T13:30:00 or 13:30:00."""
    plain = text.removesuffix("Z")
    if "T" in plain:
        return datetime.datetime.fromisoformat(plain)
    return datetime.time.fromisoformat(plain) if ":" in plain else datetime.date.fromisoformat(plain)
