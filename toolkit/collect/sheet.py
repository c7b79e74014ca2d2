"""Read the worksheets of one filled response sheet into responses, or everything that is wrong with them. Pure.

In: tables as toolkit/tabular.py read them, what each workshop was asked, and the cells that show errors. Out: a
Taken. The worksheet is found and laid out by layout.py, a cell read by cells.py, a question checked by questions.py.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.collect.asked import Asked, list_names, name_item
from toolkit.collect.cells import Fault, Parser, clean_text
from toolkit.collect.columns import Column, find_strangers, match_columns
from toolkit.collect.error_cells import CellErrors
from toolkit.collect.identity import check_identity, check_version
from toolkit.collect.layout import Carrier, Layout, find_carrier, find_layout, fold_header
from toolkit.collect.messages import (
    EMPTY_SHEET,
    ERROR_CELL,
    NO_IDENTITY,
    NO_NUMBER,
    NOT_COMPUTED,
    NUMBER_TWICE,
    TWO_WORKSHEETS,
)
from toolkit.collect.questions import Check, Values, compose_checks
from toolkit.collect.taken import Taken, close_taken
from toolkit.errors import Message, Place, Problem
from toolkit.model.change import Handed
from toolkit.model.instrument import Instrument
from toolkit.model.question import Question
from toolkit.model.response import Answer, Response
from toolkit.tabular import Cell, Rows, name_column, say_cell

_FIRST_ROW = 5
"""The worksheet row of the first answers as the sheet is made; rows without a number are called by it."""


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """One worksheet ready to be read row by row."""

    table: Rows
    layout: Layout
    instrument: Instrument
    columns: tuple[Column, ...]
    checks: tuple[tuple[Question, Check], ...]
    errors: CellErrors
    copy: str


def is_sheet(tables: Sequence[Rows]) -> bool:
    """Tell whether tables are those of a response sheet."""
    carrier = find_carrier(tables)
    return carrier is not None or any(find_layout(table, None) for table in tables)


def read_sheet(
    tables: Sequence[Rows],
    asked: Asked,
    taken: Taken,
    *,
    copy: str = "",
    errors: Mapping[str, CellErrors] | None = None,
) -> Taken:
    """Read every worksheet that holds answers; `taken` names the file, `copy` tells it from other copies."""
    carrier = find_carrier(tables)
    found: list[Problem] = []
    handed: list[Handed] = []
    blank = 0
    seen: dict[tuple[str, str], str] = {}
    laid_out = [(table, layout) for table in tables if (layout := find_layout(table, carrier)) is not None]
    for table, layout in laid_out:
        worksheet = _prepare(table, layout, carrier, asked, (errors or {}).get(table.worksheet, {}), copy, found)
        if worksheet is None:
            continue
        read = _Reading(worksheet)
        rows = list(read.responses())
        found += read.found
        blank += read.blank
        identity = layout.identity
        if rows:
            first = seen.setdefault((identity.workshop, identity.language), table.worksheet)
            if first != table.worksheet:
                facts = {"first": first, "second": table.worksheet}
                found.append(Problem(place=table.place(0), message=TWO_WORKSHEETS, facts=facts))
        handed += rows
    if not laid_out:
        found.append(Problem(place=Place(file=taken.file), message=NO_IDENTITY))
    elif not handed and all(problem.notice for problem in found):
        found.append(Problem(place=Place(file=taken.file), message=EMPTY_SHEET))
    whole = replace(taken, handed=tuple(handed), rows=len(handed), blank=blank, numbered=True)
    return close_taken(whole, found)


def _prepare(
    table: Rows,
    layout: Layout,
    carrier: Carrier | None,
    asked: Asked,
    errors: CellErrors,
    copy: str,
    found: list[Problem],
) -> Worksheet | None:
    """Check whose sheet it is and match its columns with the instrument's items; None where it cannot be read."""
    top = table.place(0)
    refusal = check_identity(layout.identity, asked, top)
    if refusal is not None:
        found.append(refusal)
        return None
    instrument = asked.instruments[layout.identity.workshop]
    found += check_version(table, layout, instrument)
    columns = match_columns(table, layout, instrument, found)
    found += find_strangers(table, layout, instrument, carrier)
    return Worksheet(
        table=table,
        layout=layout,
        instrument=instrument,
        columns=columns,
        checks=compose_checks(instrument),
        errors=errors,
        copy=copy,
    )


class _Reading:
    """One pass over a worksheet's rows; what is wrong gathers in `found`, rows without answers in `blank`."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self.found: list[Problem] = []
        self.blank = 0
        self._numbers: dict[str, int] = {}
        self._unnumbered: list[int] = []
        self._indices = {column.item.name: column.index for column in worksheet.columns}
        self._prefix = "-".join(filter(None, ("xlsx", worksheet.layout.identity.language, slug(worksheet.copy))))

    def responses(self) -> Iterator[Handed]:
        """Yield the response of each row that holds answers."""
        worksheet = self.worksheet
        covers = frozenset(self._indices)
        columns = tuple((column.index, column.item.name, column.parse) for column in worksheet.columns)
        width = max((index for index, _, _ in columns), default=-1) + 1
        for index in range(worksheet.layout.first, len(worksheet.table.cells)):
            row = worksheet.table.cells[index]
            if len(row) < width:  # rows of a text table end where their last comma stands
                row = [*row, *[""] * (width - len(row))]
            values, wrong = self._read_row(index, row, columns)
            if not values:
                self.blank += not wrong
                if not wrong:
                    continue
            self._check_questions(index, values, wrong)
            yield Handed(response=self._compose_response(index, row, values), covers=covers)
        if self._unnumbered:
            facts = {"count": len(self._unnumbered), "rows": list_names(index + 1 for index in self._unnumbered)}
            place = worksheet.table.place(self._unnumbered[0])
            self.found.append(Problem(place=place, message=NO_NUMBER, facts=facts, notice=True))

    def _read_row(
        self, index: int, row: Sequence[Cell], columns: Sequence[tuple[int, str, Parser]]
    ) -> tuple[Values, set[str]]:
        """Return the row's values by item, and the items whose cells are at fault."""
        values: Values = {}
        wrong: set[str] = set()
        errors = self.worksheet.errors
        for column, name, parse in columns:
            cell = row[column]
            if cell == "":
                if errors and (index, column) in errors:
                    wrong.add(name)
                    shown = errors[index, column]
                    self._report(index, name, ERROR_CELL if shown else NOT_COMPUTED, {"found": shown})
                continue
            value = parse(cell)
            if value is None:
                continue
            if isinstance(value, Fault):
                wrong.add(name)
                self._report(index, name, value.message, value.facts)
            else:
                values[name] = value
        return values, wrong

    def _check_questions(self, index: int, values: Values, wrong: set[str]) -> None:
        columns = self.worksheet.columns if wrong else ()
        at_fault = {column.item.question for column in columns if column.item.name in wrong}
        for question, check in self.worksheet.checks:
            if question.id not in at_fault:
                for finding in check(values, self.worksheet.layout.identity.language):
                    self._report(index, finding.item.name, finding.message, finding.facts, notice=finding.notice)

    def _compose_response(self, index: int, row: Sequence[Cell], values: Values) -> Response:
        worksheet = self.worksheet
        identity, layout = worksheet.layout.identity, worksheet.layout
        return Response(
            id=self._compose_id(index, row),
            workshop=identity.workshop,
            instrument=identity.instrument or worksheet.instrument.version,
            channel="xlsx",
            language=identity.language,
            label=clean_text(say_cell(row[layout.label])) if 0 <= layout.label < len(row) else "",
            answers=tuple(Answer(item=name, value=value) for name, value in values.items()),
        )

    def _compose_id(self, index: int, row: Sequence[Cell]) -> str:
        """Call the response by the sheet's language, the copy's name and the row's number."""
        layout = self.worksheet.layout
        said = slug(say_cell(row[layout.number])) if 0 <= layout.number < len(row) else ""
        if said:
            other = self._numbers.setdefault(said, index)
            if other != index:
                place = self.worksheet.table.place(index, name_column(layout.number))
                facts = {"number": say_cell(row[layout.number]), "other": other + 1}
                self.found.append(Problem(place=place, message=NUMBER_TWICE, facts=facts))
        else:
            self._unnumbered.append(index)
            said = f"row-{index - layout.first + _FIRST_ROW}"
        return f"{self._prefix}-{said}"

    def _report(
        self, index: int, name: str, message: Message, facts: Mapping[str, object], *, notice: bool = False
    ) -> None:
        worksheet = self.worksheet
        item = next(item for item in worksheet.instrument.items if item.name == name)
        column = name_column(self._indices[name]) if name in self._indices else ""
        key = name_item(worksheet.instrument, item, worksheet.layout.identity.language)
        place = worksheet.table.place(index, column, key)
        self.found.append(Problem(place=place, message=message, facts=facts, notice=notice))


def slug(text: str) -> str:
    """Write a text as part of an id: small letters, digits and hyphens."""
    if text.isalnum() and text.isascii():
        return text.casefold()
    return re.sub(r"[^\w]+|_+", "-", fold_header(text)).strip("-")
