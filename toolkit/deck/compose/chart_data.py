"""CSV text and a group → the categories and series of a chart, with only that group's rows. Pure.

The first column names the categories (or the columns `sv` and `en` do, one a language), the others are series. A column
called `group` says whose a row is: rows of another group are dropped here, before anything is made of them, because a
chart's workbook travels inside the deck.
"""

import csv
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from toolkit.chart.values import Series
from toolkit.deck.messages import (
    DATA_LINE_BREAK,
    DATA_NO_COLUMNS,
    DATA_NO_FIGURES,
    DATA_NO_ROWS,
    DATA_NOT_NUMBER,
    DATA_NOT_TEXT,
    DATA_TWO_NUMBERS,
    DATA_WIDTH,
    GROUP_COLUMN_UNSURE,
)
from toolkit.deck.outline.plain_text import normalise_lines
from toolkit.errors import Message, Place, Problem
from toolkit.model.number import Doubt, Number, find_decimal_sign, parse_number
from toolkit.model.text import LANGUAGES
from toolkit.tabular import CellFault, describe_fault, is_error_text

GROUP_COLUMNS = ("group", "grupp")
_BLANK = ("", "-", "–", "—")


class Figures(Struct, frozen=True, kw_only=True):
    """What a chart shows; `percent` where every figure had a percent sign, its values being shares of 1 then."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals the figures need, at most two."""
        values = [
            value * (100 if self.percent else 1) for one in self.series for value in one.values if value is not None
        ]
        return next((places for places in (0, 1) if all(abs(v - round(v, places)) < 1e-9 for v in values)), 2)


class _Row(Struct, frozen=True, kw_only=True):
    number: int
    cells: tuple[str, ...]
    broken: bool


def parse_figures(
    text: str, *, file: str, first_line: int, language: str, group: tuple[str, ...]
) -> tuple[Figures | None, list[Problem]]:
    """Read CSV; `group` holds the names the group goes by. Figures are None where none are left or one is bad."""
    try:
        rows = list(_split_rows(normalise_lines(text), first_line))
    except csv.Error:
        return None, [Problem(place=Place(file=file), message=DATA_NOT_TEXT)]
    if not rows or len(rows[0].cells) < 2:
        return None, [_problem(file, first_line, DATA_NO_COLUMNS)]
    header, body = rows[0], rows[1:]
    problems = _check(header, body, file)
    if problems:
        return None, problems
    own = [row for row in body if _belongs(row, header, group)]
    if not own:
        return None, [] if body else [_problem(file, header.number, DATA_NO_ROWS)]
    return _compose_figures(header, own, file, language)


def _split_rows(text: str, first_line: int) -> Iterator[_Row]:
    """Read rows with the delimiter that the header uses most; a backslash escapes, as the tailoring writes it."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max((";", "\t", ","), key=lambda sign: (head.count(sign), sign == ","))
    # Keeping line ends shows a cell that runs over lines, as after a forgotten quotation mark.
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, escapechar="\\")
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            broken = any("\n" in cell for cell in cells)
            plain = tuple(" ".join(cell.split()) for cell in cells)
            yield _Row(number=first_line + before, cells=plain, broken=broken)
        before = reader.line_num


def _check(header: _Row, body: Sequence[_Row], file: str) -> list[Problem]:
    problems = []
    for name in header.cells:
        letters = re.sub(r"[^a-zåäö]", "", name.lower())
        if letters.startswith(GROUP_COLUMNS) and name.lower() not in GROUP_COLUMNS:
            problems.append(_problem(file, header.number, GROUP_COLUMN_UNSURE, name=name))
    if not _find_value_columns(header):
        problems.append(_problem(file, header.number, DATA_NO_FIGURES))
    for row in body:
        if row.broken:
            problems.append(_problem(file, row.number, DATA_LINE_BREAK))
        elif errors := [at for at, cell in enumerate(row.cells) if is_error_text(cell)]:
            places = (
                Place(file=file, line=row.number, column=header.cells[at]) for at in errors if at < len(header.cells)
            )
            problems += (
                describe_fault(CellFault(row.cells[at]), place) for at, place in zip(errors, places, strict=False)
            )
        elif len(row.cells) != len(header.cells):
            n, expected = len(row.cells), len(header.cells)
            problems.append(_problem(file, row.number, DATA_WIDTH, n=n, expected=expected))
    return problems


def _describe_errors(columns: Sequence[int], row: _Row, header: _Row, file: str) -> Iterator[Problem]:
    for at in columns:
        name = header.cells[at] if at < len(header.cells) else ""
        yield describe_fault(CellFault(row.cells[at]), Place(file=file, line=row.number, column=name))


def _belongs(row: _Row, header: _Row, group: tuple[str, ...]) -> bool:
    own = {name.casefold() for name in group}
    owners = (cell for name, cell in zip(header.cells, row.cells, strict=True) if name.lower() in GROUP_COLUMNS)
    return all(not owner or owner.casefold() in own for owner in owners)


def _find_category_column(header: _Row, language: str) -> int:
    names = [name.lower() for name in header.cells]
    for wanted in (language, *LANGUAGES):
        if wanted in names:
            return names.index(wanted)
    return next((at for at, name in enumerate(names) if name not in GROUP_COLUMNS), 0)


def _find_value_columns(header: _Row) -> tuple[int, ...]:
    first = _find_category_column(header, "")
    apart = (*GROUP_COLUMNS, *LANGUAGES)
    return tuple(at for at, name in enumerate(header.cells) if at != first and name.lower() not in apart)


def _compose_figures(
    header: _Row, rows: Sequence[_Row], file: str, language: str
) -> tuple[Figures | None, list[Problem]]:
    problems, percents = list[Problem](), list[bool]()
    columns = list[tuple[str, list[float | None]]]()
    for at in _find_value_columns(header):
        name, cells = header.cells[at], [row.cells[at] for row in rows]
        columns.append((name, []))
        decimal = find_decimal_sign(cells)
        for row, cell in zip(rows, cells, strict=True):
            found = None if cell in _BLANK else parse_number(cell, decimal=decimal)
            if isinstance(found, Number):
                percents.append(found.percent)
            elif cell not in _BLANK:
                message = DATA_TWO_NUMBERS if found is Doubt.TWO_NUMBERS else DATA_NOT_NUMBER
                problems.append(_problem(file, row.number, message, name, value=cell))
            columns[-1][1].append(float(found.value) if isinstance(found, Number) else None)
    if problems or not percents:  # every cell blank is as good as no row
        return None, problems
    category = _find_category_column(header, language)
    share = 100 if all(percents) else 1
    series = tuple(
        Series(name=name, values=tuple(None if value is None else value / share for value in values))
        for name, values in columns
    )
    return Figures(categories=tuple(row.cells[category] for row in rows), series=series, percent=all(percents)), []


def _problem(file: str, line: int, message: Message, column: str = "", **facts: object) -> Problem:
    return Problem(place=Place(file=file, line=line, column=column), message=message, facts=facts)
