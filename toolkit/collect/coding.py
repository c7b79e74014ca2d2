"""A worksheet for coding that was edited → what a person changed in it, and every problem by its place. Pure.

A row counts by its hidden key, wherever it stands by now, and only where it says something else than when it was
written: so a program's code that nobody touched does not become a person's. Deleted rows change nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from toolkit.collect.asked import Asked, list_names
from toolkit.collect.coding_cells import ThemeNames, parse_handling, parse_tick, parse_yes_no
from toolkit.collect.coding_messages import (
    ANSWER_EDITED,
    COLUMNS_GONE,
    ROW_WITHOUT_KEY,
    ROWS_APART,
    ROWS_GONE,
    TWO_ROWS,
)
from toolkit.collect.marked_layout import SheetKind, find_marked
from toolkit.collect.marked_table import MarkedTable
from toolkit.errors import Place, Problem
from toolkit.model.coding_sheet import HEADERS, MARK, VERSION, CodingRow, parse_row_key
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.publication import Decision
from toolkit.model.review import Review, ReviewedAnswer
from toolkit.model.themes import HumanCoding
from toolkit.tabular import Rows, say_cell

T = TypeVar("T")
Parse: TypeAlias = Callable[[str, Place, list[Problem]], T]
"""Reads a cell's text at its place; what is wrong with it goes into the list."""

_LONGEST = 32_000
"""A longer text was cut to fit its cell, so it cannot be compared with the answer."""


CODED = (*(name for name in HEADERS if name.startswith("theme")), "checked", "handling", "quotable")
"""The columns in which a person says something of an answer."""
_KIND = SheetKind(mark=MARK, headers=HEADERS, own=frozenset(HEADERS) - {"group", "question", "answer", "response"})


def find_coding(tables: Sequence[Rows]) -> MarkedTable | None:
    """Return the worksheet for coding, or None where there is none."""
    found = find_marked(tables, _KIND)
    return MarkedTable(table=found[0], layout=found[1]) if found else None


def read_coding(sheet: MarkedTable, asked: Asked) -> tuple[Review, list[Problem]]:
    """Read the worksheet; returns what was changed in it, and its problems and notices."""
    refused = sheet.find_refusal(VERSION, asked.programme)
    if refused is not None:
        return Review(rows=0), [refused]
    reader = _Reader(sheet=sheet, names=ThemeNames(asked.themes, asked.themes_file))
    problems = [*reader.read()]
    rows = frozenset(row.index for row in reader.rows)
    read = {sheet.table.worksheet: (rows, sheet.find_columns([*CODED, "key"]))}
    review = Review(rows=len(reader.rows), answers=tuple(reader.list_changes()), read=read)
    return review, [*problems, *_notice_what_is_gone(sheet, reader)]


def _notice_what_is_gone(sheet: MarkedTable, reader: "_Reader") -> Iterator[Problem]:
    place = sheet.place
    columns = [HEADERS[name].sv for name in ("checked", "handling", "quotable") if not sheet.has(name)]
    if not reader.themes:
        columns.insert(0, HEADERS["themes"].sv)
    if columns:
        yield Problem(place=place, message=COLUMNS_GONE, facts={"columns": list_names(columns)}, notice=True)
    missing = sheet.layout.rows - len(reader.rows)
    if missing > 0:
        yield Problem(place=place, message=ROWS_GONE, facts={"count": missing}, notice=True)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row as it was written and as it stands now; `index` is its place in the table."""

    index: int
    was: CodingRow
    now: CodingRow
    shown: str


@dataclass(kw_only=True)
class _Reader:
    """Goes through the rows once; problems come out, the rows stay."""

    sheet: MarkedTable
    names: ThemeNames
    rows: list[_Row] = field(default_factory=list)

    @cached_property
    def themes(self) -> tuple[int, ...]:
        """The columns of themes, in their order."""
        return tuple(self.sheet.layout.columns[name] for name in HEADERS if self.sheet.has(name) and "theme" in name)

    def read(self) -> Iterator[Problem]:
        """Read every row; returns what is wrong in them."""
        for index in self.sheet.list_rows():
            was = parse_row_key(self.sheet.cell(index, "key"))
            if was is not None:
                row, problems = self._read_row(index, was)
                self.rows.append(row)
                yield from problems
            elif any(say_cell(self.sheet.at(index, column)) for column in self.themes):
                yield Problem(place=self.sheet.table.place(index), message=ROW_WITHOUT_KEY)
        # What was answered may be a text like an error's; it is not taken from here.
        yield from self.sheet.find_faults(but=("answer",))
        yield from self._check_copies()
        yield from self._check_texts()

    def list_changes(self) -> Iterator[ReviewedAnswer]:
        """List what every row says, each answer once."""
        seen = set()
        for row in self.rows:
            if row.was.answer not in seen:
                seen.add(row.was.answer)
                yield _compare(row)

    def _read_row(self, index: int, was: CodingRow) -> tuple[_Row, list[Problem]]:
        problems: list[Problem] = []
        themes = was.themes
        if self.themes:
            cells = [(self.sheet.place_of(index, at), say_cell(self.sheet.at(index, at))) for at in self.themes]
            themes = self.names.parse_cells(cells, was.themes, problems)
        now = replace(
            was,
            themes=themes,
            checked=self._parse(index, "checked", parse_tick, was.checked, problems),
            handling=self._parse(index, "handling", parse_handling, was.handling, problems),
            quotable=self._parse(index, "quotable", parse_yes_no, was.quotable, problems),
        )
        return _Row(index=index, was=was, now=now, shown=self.sheet.said(index, "answer")), problems

    def _parse(self, index: int, name: str, parse: Parse[T], was: T, problems: list[Problem]) -> T:
        """Read a cell; where its column is gone, it says what it said."""
        if not self.sheet.has(name):
            return was
        place = self.sheet.place_of(index, self.sheet.layout.columns[name])
        return parse(self.sheet.said(index, name), place, problems)

    def _check_copies(self) -> Iterator[Problem]:
        first: dict[object, _Row] = {}
        for row in self.rows:
            other = first.setdefault(row.was.answer, row)
            if other.now != row.now:
                facts = {"row": self.sheet.table.place(other.index)}
                yield Problem(place=self.sheet.table.place(row.index), message=TWO_ROWS, facts=facts)

    def _check_texts(self) -> Iterator[Problem]:
        """Find answers that were edited, and rows whose columns were sorted apart."""
        if not self.sheet.has("answer"):
            return
        by_digest = {row.was.digest: row for row in self.rows}
        column = self.sheet.layout.columns["answer"]
        for row in self.rows:
            digest = digest_text(tidy_text(row.shown))
            if digest == row.was.digest or len(row.shown) >= _LONGEST or not row.shown:
                continue
            place = self.sheet.place_of(row.index, column)
            other = by_digest.get(digest)
            if other is not None:
                facts = {"row": self.sheet.table.place(other.index)}
                yield Problem(place=place, message=ROWS_APART, facts=facts)
            else:
                yield Problem(place=place, message=ANSWER_EDITED, notice=True)


def _compare(row: _Row) -> ReviewedAnswer:
    """Return what a person changed in a row, and what it says where it says what it was written with."""
    was, now = row.was, row.now
    coding: HumanCoding | None = None
    if set(now.themes) != set(was.themes) or (now.checked and not was.checked):
        coding = HumanCoding(answer=was.answer, themes=now.themes, digest=was.digest)
    elif was.checked and not now.checked:
        coding = HumanCoding(answer=was.answer, themes=now.themes, digest=was.digest, released=True)
    decision = Decision(
        workshop=was.answer.workshop,
        response=was.answer.response,
        item=was.answer.item,
        digest=was.digest,
        handling=now.handling,
        quotable=now.quotable,
    )
    decided = (now.handling, now.quotable) != (was.handling, was.quotable)
    as_written = HumanCoding(answer=was.answer, themes=was.themes, digest=was.digest, released=not was.checked)
    return ReviewedAnswer(
        answer=was.answer,
        coding=coding,
        decision=decision if decided else None,
        before=was.themes if was.checked else None,
        coding_back=None if coding else as_written,
        decision_back=None if decided else decision,
    )
