"""A table of the archive as CSV bytes, and back again, each cell checked. Pure.

Everybody's CSV: UTF-8, commas, one header. An empty cell is no value. A text that a spreadsheet would take for a
formula gets a ' before it, as does one that begins with ' itself, and an empty text is a ' alone: so the file is safe
to open in Excel, and what is read back is what was written.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.collect.archive_messages import (
    BAD_CELL,
    COLUMNS_DIFFER,
    EMPTY_CELL,
    NO_SUCH_RESPONSE,
    NO_SUCH_TAKE,
    NOT_ONE_VALUE,
    NOT_TEXT,
    NOT_THE_TABLE,
    ROW_TWICE,
)
from toolkit.collect.cells import quote_cell
from toolkit.errors import Message, Place, Problem
from toolkit.model.archive import (
    RESPONSES_TABLE,
    TAKES_TABLE,
    StoredColumn,
    StoredTable,
    StoredValue,
)
from toolkit.model.response import CHANNELS
from toolkit.model.text import LANGUAGES
from toolkit.tabular import name_column

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST = 1_000_000
_MOST_NUMBER = 2**31 - 1
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,9})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?")
_TIMES = ("submitted", "taken_at", "decided_at")
_FLAGS = {"true": True, "false": False}
_ONE_OF: Mapping[str, Sequence[str]] = {"channel": CHANNELS, "language": LANGUAGES}


def compose_csv(table: StoredTable) -> bytes:
    """Write the header and the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_say(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8")


def _say(value: StoredValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if not value or value.startswith(_GUARDED) else value


def parse_csv(content: bytes, shape: StoredTable, file: str) -> tuple[StoredTable, list[Problem]]:
    """Read the rows of a table whose columns are those of `shape`; a column that may be empty may be missing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return shape, [Problem(place=Place(file=file), message=NOT_TEXT)]
    previous = csv.field_size_limit(_LONGEST)
    try:
        lines = list(_read_lines(text))
    except csv.Error:
        return shape, [Problem(place=Place(file=file), message=NOT_THE_TABLE)]
    finally:
        csv.field_size_limit(previous)
    header = lines[0][1] if lines else []
    problem = _compare_columns(header, shape, file)
    if problem is not None:
        return shape, [problem]
    return _parse_rows(lines[1:], header, shape, file)


def _read_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for row in reader:
        if row:
            yield line, row
        line = reader.line_num + 1


def _compare_columns(header: Sequence[str], shape: StoredTable, file: str) -> Problem | None:
    known = {column.name for column in shape.columns}
    needed = {column.name for column in shape.columns if not column.optional}
    if needed <= set(header) <= known and len(set(header)) == len(header):
        return None
    facts = {"columns": ", ".join(column.name for column in shape.columns)}
    return Problem(place=Place(file=file, line=1), message=COLUMNS_DIFFER, facts=facts)


def _parse_rows(
    lines: Sequence[tuple[int, list[str]]], header: Sequence[str], shape: StoredTable, file: str
) -> tuple[StoredTable, list[Problem]]:
    found: list[Problem] = []
    rows: list[tuple[StoredValue, ...]] = []
    seen: dict[tuple[StoredValue, ...], int] = {}
    at = {name: index for index, name in enumerate(header)}
    positions = shape.positions(shape.key)
    for line, cells in lines:
        if len(cells) != len(header):
            found.append(Problem(place=Place(file=file, line=line), message=NOT_THE_TABLE))
            continue
        row: list[StoredValue] = []
        for column in shape.columns:
            index = at.get(column.name, -1)
            value = _parse_cell(_CONTROL.sub(_mend, cells[index]) if index >= 0 else "", column)
            if isinstance(value, Message):
                place = Place(file=file, line=line, column=name_column(index), key=column.name)
                found.append(Problem(place=place, message=value, facts={"found": quote_cell(cells[index])}))
                value = None
            row.append(value)
        key = tuple(row[position] for position in positions)
        if positions and seen.setdefault(key, line) != line:
            found.append(
                Problem(
                    place=Place(file=file, line=line),
                    message=ROW_TWICE,
                    facts={"other": Place(file=file, line=seen[key])},
                )
            )
        rows.append(tuple(row))
    parsed = StoredTable(name=shape.name, comment=shape.comment, columns=shape.columns, key=shape.key, rows=rows)
    return parsed, found


def _parse_cell(cell: str, column: StoredColumn) -> StoredValue | Message:
    if cell == "":
        return None if column.optional else EMPTY_CELL
    if column.kind == "flag":
        return _FLAGS.get(cell, BAD_CELL)
    if column.kind == "number":
        return _parse_number(cell)
    text = cell[1:] if cell.startswith("'") else cell
    allowed = _ONE_OF.get(column.name)
    if allowed is not None and text not in allowed:
        return BAD_CELL
    return text if column.name not in _TIMES or not text or _is_time(text) else BAD_CELL


def _mend(sign: re.Match[str]) -> str:
    """Take out a sign that no text may hold, which an earlier version may have kept; U+000B and U+000C break a line."""
    return "\n" if sign[0] in "\v\f" else ""


def _is_time(text: str) -> bool:
    """Tell whether a text is a date, or a time to the minute: nobody is to be known by a second."""
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _parse_number(cell: str) -> int | Message:
    if not _WHOLE.fullmatch(cell):
        return BAD_CELL
    number = int(cell)
    return number if abs(number) <= _MOST_NUMBER else BAD_CELL


def find_loose_ends(tables: Mapping[str, StoredTable], files: Mapping[str, str]) -> list[Problem]:
    """Find rows of responses and takes that the archive does not hold, and answers that are not one value."""
    found: list[Problem] = []
    known = _list_keys(tables[RESPONSES_TABLE], ("workshop", "response"))
    numbers = {key[0] for key in _list_keys(tables[TAKES_TABLE], ("take",))}
    for table in tables.values():
        names = [column.name for column in table.columns]
        takes = [names.index(name) for name in ("take", "superseded_by", "intake", "undoes") if name in names]
        responses = table.positions(("workshop", "response")) if "response" in names else ()
        values = table.positions(("value_text", "value_number")) if "value_text" in names else ()
        for row in table.rows:
            if values and sum(row[position] is None for position in values) != 1:
                said = ", ".join(str(value) for value in row[:3])
                found.append(Problem(place=Place(file=files[table.name], key=said), message=NOT_ONE_VALUE))
            if responses and tuple(row[position] for position in responses) not in known:
                said = " / ".join(str(row[position]) for position in responses)
                found.append(Problem(place=Place(file=files[table.name], key=said), message=NO_SUCH_RESPONSE))
            if any(row[position] is not None and row[position] not in numbers for position in takes):
                said = ", ".join(str(value) for value in row[:3])
                found.append(Problem(place=Place(file=files[table.name], key=said), message=NO_SUCH_TAKE))
    return found


def _list_keys(table: StoredTable, names: Sequence[str]) -> set[tuple[StoredValue, ...]]:
    positions = table.positions(names)
    return {tuple(row[position] for position in positions) for row in table.rows}
