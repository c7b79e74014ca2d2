"""Read the worksheets of one filled response sheet into responses, or everything that is wrong with them. Pure.

In: tables as toolkit/tabular.py read them, and what each workshop was asked. Out: a Taken. The worksheet is found and
laid out by layout.py, a cell read by cells.py, a question checked by questions.py.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.collect.asked import Asked, list_names, name_item
from toolkit.collect.cells import Fault, Parser, clean_text, is_date_as_text
from toolkit.collect.columns import Column, find_moved_headings, find_strangers, match_columns
from toolkit.collect.identity import check_identity, check_version
from toolkit.collect.layout import Carrier, Layout, find_carrier, find_layout, fold_header
from toolkit.collect.messages import (
    CUT_SHORT,
    CUT_SHORT_MANY,
    DATE_AS_TEXT,
    EMPTY_SHEET,
    LOST_DIGITS,
    NO_IDENTITY,
    NO_NUMBER,
    NO_NUMBERS,
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
from toolkit.model.retyped import has_lost_digits
from toolkit.tabular import (
    Cell,
    CellFault,
    Rows,
    describe_fault,
    find_cut_rows,
    find_faulty_cells,
    find_hidden_rows,
    name_column,
    say_cell,
)

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
    copy: str


def is_sheet(tables: Sequence[Rows]) -> bool:
    """Tell whether tables are those of a response sheet."""
    carrier = find_carrier(tables)
    return carrier is not None or any(find_layout(table, None) for table in tables)


def read_sheet(tables: Sequence[Rows], asked: Asked, taken: Taken, *, copy: str = "") -> Taken:
    """Read every worksheet that holds answers; `taken` names the file, `copy` tells it from other copies."""
    carrier = find_carrier(tables)
    found: list[Problem] = []
    handed: list[Handed] = []
    blank = 0
    seen: dict[tuple[str, str], str] = {}
    laid_out = [(table, layout) for table in tables if (layout := find_layout(table, carrier)) is not None]
    for table, layout in laid_out:
        worksheet = _prepare(table, layout, carrier, asked, copy, found)
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
    of = tuple(dict.fromkeys(layout.identity.workshop for _, layout in laid_out))
    whole = replace(taken, handed=tuple(handed), rows=len(handed), blank=blank, numbered=True, workshops=of)
    return close_taken(whole, found)


def _prepare(
    table: Rows,
    layout: Layout,
    carrier: Carrier | None,
    asked: Asked,
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
    found += find_moved_headings(table, layout, instrument, carrier)
    found += find_strangers(table, layout, instrument, carrier)
    found += find_cut_rows(table, layout.first, max(map(len, table.cells[: layout.first]), default=0))
    found += find_hidden_rows(table, layout.first)
    found += find_faulty_cells(table, layout.first, [column for column in (layout.number, layout.label) if column >= 0])
    return Worksheet(
        table=table,
        layout=layout,
        instrument=instrument,
        columns=columns,
        checks=compose_checks(instrument),
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
        self._short: list[int] = []
        self._indices = {column.item.name: column.index for column in worksheet.columns}
        self._prefix = "-".join(filter(None, ("xlsx", worksheet.layout.identity.language, slug(worksheet.copy))))

    def responses(self) -> Iterator[Handed]:
        """Yield the response of each row that holds answers."""
        worksheet = self.worksheet
        every = frozenset(self._indices)
        columns = tuple((column.index, column.item.name, column.parse) for column in worksheet.columns)
        width = max((index for index, _, _ in columns), default=-1) + 1
        for index in range(worksheet.layout.first, len(worksheet.table.cells)):
            row = worksheet.table.cells[index]
            covers = every
            if len(row) < width:
                covers = self._find_covered(index, len(row))
                row = [*row, *[""] * (width - len(row))]
            values, wrong = self._read_row(index, row, columns)
            if not values:
                self.blank += not wrong
                if not wrong:
                    continue
            self._check_questions(index, values, wrong)
            yield Handed(response=self._compose_response(index, row, values), covers=covers)
        self._notice_rows(self._unnumbered, NO_NUMBER, NO_NUMBERS)
        self._notice_rows(self._short, CUT_SHORT, CUT_SHORT_MANY)

    def _find_covered(self, index: int, length: int) -> frozenset[str]:
        """Return the items that a row speaks for.

        In a worksheet blank cells are not written; in a text table a row that ends too early says nothing of the rest.
        """
        if self.worksheet.table.worksheet:
            return frozenset(self._indices)
        if any(self.worksheet.table.cells[index]):
            self._short.append(index)
        return frozenset(name for name, column in self._indices.items() if column < length)

    def _notice_rows(self, indices: Sequence[int], one: Message, many: Message) -> None:
        if not indices:
            return
        table = self.worksheet.table
        places = [table.place(index) for index in indices]
        facts = {"count": len(indices), "rows": list_names(place.row or place.line for place in places)}
        message = many if len(indices) > 1 else one
        self.found.append(Problem(place=places[0], message=message, facts=facts, notice=True))

    def _read_row(
        self, index: int, row: Sequence[Cell], columns: Sequence[tuple[int, str, Parser]]
    ) -> tuple[Values, set[str]]:
        """Return the row's values by item, and the items whose cells are at fault."""
        values: Values = {}
        wrong: set[str] = set()
        for column, name, parse in columns:
            cell = row[column]
            if cell == "":
                continue
            if isinstance(cell, CellFault):
                wrong.add(name)
                self.found.append(describe_fault(cell, self._place(index, name)))
                continue
            value = parse(cell)
            if value is None:
                continue
            if isinstance(value, Fault):
                wrong.add(name)
                self._report(index, name, value.message, value.facts)
            else:
                values[name] = value
                if type(cell) is not float and is_date_as_text(cell, value):
                    self._report(index, name, DATE_AS_TEXT, {"found": value}, notice=True)
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
        number = say_cell(row[layout.number]) if 0 <= layout.number < len(row) else ""
        said = slug(number)
        if has_lost_digits(number):
            self._report_number(index, LOST_DIGITS, found=number)
        if said:
            other = self._numbers.setdefault(said, index)
            if other != index:
                self._report_number(index, NUMBER_TWICE, number=number, other=self.worksheet.table.place(other))
        else:
            self._unnumbered.append(index)
            said = f"row-{index - layout.first + _FIRST_ROW}"
        return f"{self._prefix}-{said}"

    def _report_number(self, index: int, message: Message, **facts: object) -> None:
        place = self.worksheet.table.place(index, name_column(self.worksheet.layout.number))
        self.found.append(Problem(place=place, message=message, facts=facts))

    def _report(
        self, index: int, name: str, message: Message, facts: Mapping[str, object], *, notice: bool = False
    ) -> None:
        self.found.append(Problem(place=self._place(index, name), message=message, facts=facts, notice=notice))

    def _place(self, index: int, name: str) -> Place:
        worksheet = self.worksheet
        item = next(item for item in worksheet.instrument.items if item.name == name)
        column = name_column(self._indices[name]) if name in self._indices else ""
        key = name_item(worksheet.instrument, item, worksheet.layout.identity.language)
        return worksheet.table.place(index, column, key)


def slug(text: str) -> str:
    """Write a text as part of an id: small letters, digits and hyphens."""
    if text.isalnum() and text.isascii():
        return text.casefold()
    return re.sub(r"[^\w]+|_+", "-", fold_header(text)).strip("-")
