"""Responses as a tidy table, one row an answer, and back again. Pure.

    workshop,response,item,value,language,channel,label,submitted,instrument

The first four columns are needed, the rest optional; Swedish names do as well; rows stand in any order. What
`compose_tidy_rows` writes, `read_tidy` reads back whole, so an archive of a store fills another one. A row with a
blank value says that the answer was taken away; an answer without a row is left as it is.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from toolkit.collect.asked import Asked, find_nearest, list_names, name_item
from toolkit.collect.cells import Fault, Parser, clean_text, compose_parser, is_date_as_text, quote_cell
from toolkit.collect.identity import check_workshop
from toolkit.collect.layout import fold_header
from toolkit.collect.messages import (
    ANSWER_TWICE,
    BAD_TIME,
    DATE_AS_TEXT,
    EMPTY_SHEET,
    FACT_DIFFERS,
    ITEM_IS_CHOICES,
    ITEM_IS_QUESTION,
    LOST_DIGITS,
    MISSING_COLUMN,
    NO_HEADING,
    NO_RESPONSE_ID,
    OLDER_INSTRUMENT,
    ROW_CUT_SHORT,
    UNKNOWN_CHANNEL,
    UNKNOWN_COLUMN,
    UNKNOWN_ITEM,
    UNKNOWN_ITEM_NEAR,
    UNKNOWN_LANGUAGE,
)
from toolkit.collect.questions import Check, Values, compose_checks
from toolkit.collect.taken import Taken, close_taken
from toolkit.errors import Message, Place, Problem
from toolkit.model.change import Handed
from toolkit.model.instrument import Instrument, Item
from toolkit.model.question import Question
from toolkit.model.response import CHANNELS, Answer, Channel, Response
from toolkit.model.retyped import has_lost_digits
from toolkit.model.text import LANGUAGES
from toolkit.tabular import (
    Cell,
    CellFault,
    Rows,
    find_cut_rows,
    find_faulty_cells,
    find_hidden_rows,
    name_column,
    say_cell,
)

TIDY_COLUMNS = ("workshop", "response", "item", "value", "language", "channel", "label", "submitted", "instrument")
_NEEDED = TIDY_COLUMNS[:4]
_FACTS = TIDY_COLUMNS[4:]
_SWEDISH = {
    "workshopp": "workshop",
    "svar": "response",
    "svarsid": "response",
    "svarande": "response",
    "deltagare": "response",
    "respons": "response",
    "fråga": "item",
    "post": "item",
    "värde": "value",
    "språk": "language",
    "kanal": "channel",
    "bord": "label",
    "table": "label",
    "etikett": "label",
    "inlämnad": "submitted",
    "inlämnat": "submitted",
    "instrumentversion": "instrument",
}
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?")


def compose_tidy_rows(responses: Iterable[Response]) -> Iterator[tuple[str | int, ...]]:
    """Yield the header and a row an answer, in the order of TIDY_COLUMNS."""
    yield TIDY_COLUMNS
    for response in responses:
        facts = (response.language, response.channel, response.label, response.submitted, response.instrument)
        for answer in response.answers:
            yield (response.workshop, response.id, answer.item, answer.value, *facts)


def find_tidy_header(table: Rows) -> int:
    """Return the index of the row that names at least three of the needed columns, or -1."""
    for index, row in enumerate(table.cells[:5]):
        names = set(map(_name_tidy_column, row))
        if len(names & set(_NEEDED)) > 2:
            return index
    return -1


def _name_tidy_column(cell: Cell) -> str:
    said = fold_header(cell)
    return _SWEDISH.get(said, said)


def read_tidy(table: Rows, asked: Asked, taken: Taken) -> Taken:
    """Read a tidy table into responses, validated as those of a sheet; `taken` names the file."""
    reading = _Reading(table, asked)
    header = find_tidy_header(table)
    reading.read(header)
    handed = tuple(reading.responses())
    if not handed and not any(not problem.notice for problem in reading.found):
        reading.found.append(Problem(place=Place(file=taken.file), message=EMPTY_SHEET))
    of = tuple(sorted({one.response.workshop for one in handed}))
    whole = replace(taken, handed=handed, rows=reading.rows, blank=reading.blank, workshops=of)
    return close_taken(whole, reading.found)


class _Row:
    """What has been read of one response: its facts, its values, where it began, and what is at fault."""

    def __init__(self, index: int, instrument: Instrument) -> None:
        self.index = index
        self.instrument = instrument
        self.facts: dict[str, str] = {}
        self.values: Values = {}
        self.lines: dict[str, int] = {}
        self.wrong: set[str] = set()


class _Reading:
    """One pass over the table's rows; what is wrong gathers in `found`."""

    def __init__(self, table: Rows, asked: Asked) -> None:
        self.table = table
        self.asked = asked
        self.found: list[Problem] = []
        self.rows = 0
        self.blank = 0
        self._header = 0
        self._columns: dict[str, int] = {}
        self._responses: dict[tuple[str, str], _Row] = {}
        self._items: dict[str, dict[str, Item]] = {}
        self._parsers: dict[tuple[str, str, str], Parser] = {}
        self._checks: dict[str, tuple[tuple[Question, Check], ...]] = {}
        self._unknown: set[str] = set()

    def read(self, header: int) -> None:
        """Read the header and every row below it."""
        names = [_name_tidy_column(cell) for cell in self.table.cells[header]]
        self._header = header
        self._columns = {name: index for index, name in reversed(list(enumerate(names))) if name in TIDY_COLUMNS}
        missing = [name for name in _NEEDED if name not in self._columns]
        for name in missing:
            self._report(header, MISSING_COLUMN, {"column": name})
        self._report_strangers(header, names)
        self._report_cells(header, names)
        for index in range(header + 1, len(self.table.cells) if not missing else 0):
            row = self.table.cells[index]
            if any(cell != "" and say_cell(cell) for cell in row):
                self._read_row(index, row)
            else:
                self.blank += 1

    def responses(self) -> Iterator[Handed]:
        """Check each response's questions and yield it."""
        for (workshop, name), row in self._responses.items():
            self._check_questions(workshop, row)
            yield Handed(response=self._compose_response(workshop, name, row), covers=frozenset(row.lines))

    def _report_strangers(self, header: int, names: Sequence[str]) -> None:
        for column, name in enumerate(names):
            if not name or self._columns.get(name) == column:
                continue
            rows = self.table.cells[header + 1 :]
            count = sum(column < len(row) and bool(say_cell(row[column])) for row in rows)
            if count:
                said = say_cell(self.table.cells[header][column])
                self._report(header, UNKNOWN_COLUMN, {"count": count}, column=column, key=said, notice=True)

    def _report_cells(self, header: int, names: Sequence[str]) -> None:
        """Report cells without a value or without a heading, and rows that hidden cells or commas may have shifted."""
        cut = list(find_cut_rows(self.table, header + 1, len(names)))
        self.found += cut
        cut_places = {problem.place for problem in cut}
        for index, row in enumerate(self.table.cells[header + 1 :], header + 1):
            for column, cell in enumerate(row):
                if (column >= len(names) or not names[column]) and say_cell(cell):
                    if self.table.place(index) not in cut_places:
                        self._report(index, NO_HEADING, {"found": quote_cell(cell)}, column=column)
                    break
        headings = [say_cell(cell) for cell in self.table.cells[header]]
        self.found += find_faulty_cells(self.table, header + 1, set(self._columns.values()), headings)
        self.found += find_hidden_rows(self.table, header + 1)

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        column = self._columns.get(name, -1)
        return row[column] if 0 <= column < len(row) else ""

    def _read_row(self, index: int, row: Sequence[Cell]) -> None:
        self.rows += 1
        if any(isinstance(self._cell(row, name), CellFault) for name in ("workshop", "response", "item")):
            return
        workshop = say_cell(self._cell(row, "workshop"))
        found = self._find_response(index, row, workshop)
        if found is None:
            return
        self._read_facts(index, row, found)
        item = self._find_item(index, row, workshop)
        if item is not None:
            self._read_value(index, row, found, item)

    def _find_response(self, index: int, row: Sequence[Cell], workshop: str) -> _Row | None:
        if workshop not in self.asked.instruments:
            if workshop not in self._unknown:
                self._unknown.add(workshop)
                place = self._place(index, self._columns["workshop"])
                refusal = check_workshop(workshop, self.asked, place)
                self.found += [refusal] if refusal else []
            return None
        name = clean_text(say_cell(self._cell(row, "response")))
        if not name:
            self._report(index, NO_RESPONSE_ID, {}, column=self._columns["response"])
            return None
        if has_lost_digits(name):
            self._report(index, LOST_DIGITS, {"found": name}, column=self._columns["response"])
            return None
        known = self._responses.get((workshop, name))
        if known is None:
            known = self._responses[workshop, name] = _Row(index, self.asked.instruments[workshop])
        return known

    def _read_facts(self, index: int, row: Sequence[Cell], response: _Row) -> None:
        for name in _FACTS:
            cell = self._cell(row, name)
            said = clean_text(say_cell(cell))
            if not said or isinstance(cell, CellFault):
                continue
            value, message = _PARSE_FACT[name](said)
            if message is not None:
                self._report(index, message, {"found": quote_cell(said)}, column=self._columns[name])
                continue
            other = response.facts.setdefault(name, value)
            if other != value:
                facts = {"column": name, "found": quote_cell(value), "other": quote_cell(other)}
                self._report(index, FACT_DIFFERS, facts, column=self._columns[name])

    def _find_item(self, index: int, row: Sequence[Cell], workshop: str) -> Item | None:
        instrument = self.asked.instruments[workshop]
        items = self._items.get(workshop)
        if items is None:
            items = self._items[workshop] = {item.name: item for item in instrument.items}
        said = say_cell(self._cell(row, "item"))
        found = items.get(said) or items.get(said.casefold())
        if found is None and (parts := instrument.items_of(said) or instrument.items_of(said.casefold())):
            question = instrument.question(parts[0].question)
            message = ITEM_IS_CHOICES if question and question.kind == "choices" else ITEM_IS_QUESTION
            facts = {"found": quote_cell(said), "items": list_names(part.name for part in parts)}
            self._report(index, message, facts, column=self._columns["item"])
        elif found is None:
            nearest = find_nearest(said, items)
            facts = {"workshop": workshop, "found": quote_cell(said), "nearest": nearest, "items": list_names(items)}
            self._report(index, UNKNOWN_ITEM_NEAR if nearest else UNKNOWN_ITEM, facts, column=self._columns["item"])
        return found

    def _read_value(self, index: int, row: Sequence[Cell], response: _Row, item: Item) -> None:
        cell = self._cell(row, "value")
        if isinstance(cell, CellFault):
            response.wrong.add(item.question)
            return
        if self.table.delimiter and len(row) <= self._columns["value"]:
            heading = self.table.cells[self._header][self._columns["value"]]
            self._report(index, ROW_CUT_SHORT, {"column": say_cell(heading)})
            return
        language = self._find_language(response)
        value = self._find_parser(response.instrument, item, language)(cell) if cell != "" else None
        key = name_item(response.instrument, item, language) if isinstance(value, Fault) else ""
        if isinstance(value, Fault):
            response.wrong.add(item.question)
            self._report(index, value.message, value.facts, column=self._columns["value"], key=key)
            return
        if item.name in response.lines and response.values.get(item.name) != value:
            facts = {"other": self.table.place(response.lines[item.name])}
            key = name_item(response.instrument, item, language)
            self._report(index, ANSWER_TWICE, facts, column=self._columns["value"], key=key)
            return
        response.lines[item.name] = index
        if value is not None:
            response.values[item.name] = value
        if is_date_as_text(cell, value):
            self._report(index, DATE_AS_TEXT, {"found": value}, column=self._columns["value"], notice=True)

    def _find_language(self, response: _Row) -> str:
        return response.facts.get("language") or self.asked.languages.get(response.instrument.workshop, LANGUAGES[0])

    def _find_parser(self, instrument: Instrument, item: Item, language: str) -> Parser:
        key = (instrument.workshop, item.name, language)
        if key not in self._parsers:
            question = next(one for one in instrument.questions if one.id == item.question)
            self._parsers[key] = compose_parser(item, question, language)
        return self._parsers[key]

    def _check_questions(self, workshop: str, response: _Row) -> None:
        if workshop not in self._checks:
            self._checks[workshop] = compose_checks(response.instrument)
        language = self._find_language(response)
        for question, check in self._checks[workshop]:
            if question.id in response.wrong:
                continue
            for finding in check(response.values, language):
                key = name_item(response.instrument, finding.item, language)
                index = response.lines.get(finding.item.name, response.index)
                if finding.notice and not response.values:
                    continue
                self._report(index, finding.message, finding.facts, key=key, notice=finding.notice)

    def _compose_response(self, workshop: str, name: str, row: _Row) -> Response:
        version = row.facts.get("instrument", row.instrument.version)
        if version != row.instrument.version:
            facts = {"found": version, "current": row.instrument.version}
            self.found.append(
                Problem(
                    place=Place(file=self.table.file, key=workshop), message=OLDER_INSTRUMENT, facts=facts, notice=True
                )
            )
        return Response(
            id=name,
            workshop=workshop,
            instrument=version,
            channel=cast(Channel, row.facts.get("channel", "csv")),
            language=self._find_language(row),
            label=row.facts.get("label", ""),
            submitted=row.facts.get("submitted", ""),
            answers=tuple(Answer(item=item, value=value) for item, value in row.values.items()),
        )

    def _place(self, index: int, column: int = -1, key: str = "") -> Place:
        return self.table.place(index, name_column(column) if column >= 0 else "", key)

    def _report(
        self,
        index: int,
        message: Message,
        facts: Mapping[str, object],
        *,
        column: int = -1,
        key: str = "",
        notice: bool = False,
    ) -> None:
        place = self._place(index, column, key)
        self.found.append(Problem(place=place, message=message, facts=facts, notice=notice))


def _parse_language(said: str) -> tuple[str, Message | None]:
    found = said.casefold()[:2]
    return found, None if found in LANGUAGES else UNKNOWN_LANGUAGE


def _parse_channel(said: str) -> tuple[str, Message | None]:
    found = {"papper": "paper", "webb": "web"}.get(said.casefold(), said.casefold())
    return found, None if found in CHANNELS else UNKNOWN_CHANNEL


def _parse_time(said: str) -> tuple[str, Message | None]:
    """Read ISO 8601 and keep it to the minute: nobody is to be known by a second."""
    match = _TIME.fullmatch(said)
    if match is None:
        return said, BAD_TIME
    found = f"{match[1]}T{match[2]}" if match[2] else match[1]
    try:
        datetime.datetime.fromisoformat(found)
    except ValueError:
        return said, BAD_TIME
    return found, None


def _parse_text(said: str) -> tuple[str, Message | None]:
    return said, None


_PARSE_FACT = {
    "language": _parse_language,
    "channel": _parse_channel,
    "label": _parse_text,
    "submitted": _parse_time,
    "instrument": _parse_text,
}
