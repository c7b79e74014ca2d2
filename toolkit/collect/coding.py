"""A worksheet for coding that was edited → what a person changed in it, and every problem by its place. Pure.

A row counts by its hidden key, wherever it stands by now, and only where it says something else than when it was
written: so a program's code that nobody touched does not become a person's. Deleted rows change nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from toolkit.collect.asked import Asked, list_names
from toolkit.collect.coding_cells import ThemeNames, parse_handling, parse_tick, parse_yes_no
from toolkit.collect.coding_layout import CodingLayout, find_coding
from toolkit.collect.coding_messages import (
    ANSWER_EDITED,
    COLUMNS_GONE,
    NEWER_CODING,
    NO_KEYS,
    ROW_WITHOUT_KEY,
    ROWS_APART,
    ROWS_GONE,
    TWO_ROWS,
)
from toolkit.collect.messages import OTHER_PROGRAMME
from toolkit.collect.taken import Taken, close_taken
from toolkit.errors import Place, Problem
from toolkit.model.coding_sheet import HEADERS, VERSION, CodingRow, parse_row_key
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.publication import Decision
from toolkit.model.review import Review, ReviewedAnswer
from toolkit.model.themes import HumanCoding
from toolkit.tabular import Cell, Rows, name_column, say_cell

T = TypeVar("T")
Parse: TypeAlias = Callable[[str, Place, list[Problem]], T]
"""Reads a cell's text at its place; what is wrong with it goes into the list."""

_LONGEST = 32_000
"""A longer text was cut to fit its cell, so it cannot be compared with the answer."""


def is_coding(tables: Sequence[Rows]) -> bool:
    """Tell whether one of the worksheets is for coding."""
    return find_coding(tables) is not None


def read_coding(tables: Sequence[Rows], asked: Asked, taken: Taken) -> Taken:
    """Read the worksheet; with a problem in it nothing is taken."""
    found = find_coding(tables)
    assert found is not None, "asked for by is_coding"  # noqa: S101  for mypy
    table, layout = found
    refused = _check_layout(table, layout, asked)
    if refused is not None:
        return close_taken(replace(taken, review=Review(rows=0)), [refused])
    reader = _Reader(table=table, layout=layout, names=ThemeNames(asked.themes, asked.themes_file))
    problems = list(reader.read())
    review = Review(rows=len(reader.rows), answers=tuple(reader.list_changes()))
    taken = replace(taken, rows=len(reader.rows), review=review)
    return close_taken(taken, [*problems, *_notice_what_is_gone(table, layout, reader)])


def _check_layout(table: Rows, layout: CodingLayout, asked: Asked) -> Problem | None:
    place = table.place(layout.header)
    if layout.mark and layout.mark.version > VERSION:
        return Problem(place=place, message=NEWER_CODING)
    if layout.mark and layout.mark.programme != asked.programme:
        facts = {"found": layout.mark.programme, "programme": asked.programme}
        return Problem(place=place, message=OTHER_PROGRAMME, facts=facts)
    if "key" not in layout.columns:
        return Problem(place=place, message=NO_KEYS)
    return None


def _notice_what_is_gone(table: Rows, layout: CodingLayout, reader: "_Reader") -> Iterator[Problem]:
    place = table.place(layout.header)
    columns = [HEADERS[name].sv for name in ("checked", "handling", "quotable") if name not in layout.columns]
    if not layout.themes:
        columns.insert(0, HEADERS["themes"].sv)
    if columns:
        yield Problem(place=place, message=COLUMNS_GONE, facts={"columns": list_names(columns)}, notice=True)
    missing = (layout.mark.rows if layout.mark else 0) - len(reader.rows)
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

    table: Rows
    layout: CodingLayout
    names: ThemeNames
    rows: list[_Row] = field(default_factory=list)

    def read(self) -> Iterator[Problem]:
        """Read every row; returns what is wrong in them."""
        for index in range(self.layout.header + 1, len(self.table.cells)):
            was = parse_row_key(self._cell(index, "key"))
            if was is not None:
                row, problems = self._read_row(index, was)
                self.rows.append(row)
                yield from problems
            elif any(say_cell(self._at(index, column)) for column in self.layout.themes):
                yield Problem(place=self.table.place(index), message=ROW_WITHOUT_KEY)
        yield from self._check_copies()
        yield from self._check_texts()

    def list_changes(self) -> Iterator[ReviewedAnswer]:
        """List what a person changed, each answer once."""
        seen = set()
        for row in self.rows:
            changed = _compare(row)
            if changed is not None and row.was.answer not in seen:
                seen.add(row.was.answer)
                yield changed

    def _read_row(self, index: int, was: CodingRow) -> tuple[_Row, list[Problem]]:
        problems: list[Problem] = []
        themes = was.themes
        if self.layout.themes:
            cells = [(self._place(index, column), say_cell(self._at(index, column))) for column in self.layout.themes]
            themes = self.names.parse_cells(cells, was.themes, problems)
        now = replace(
            was,
            themes=themes,
            checked=self._parse(index, "checked", parse_tick, was.checked, problems),
            handling=self._parse(index, "handling", parse_handling, was.handling, problems),
            quotable=self._parse(index, "quotable", parse_yes_no, was.quotable, problems),
        )
        return _Row(index=index, was=was, now=now, shown=say_cell(self._cell(index, "answer"))), problems

    def _parse(self, index: int, name: str, parse: Parse[T], was: T, problems: list[Problem]) -> T:
        """Read a cell; where its column is gone, it says what it said."""
        if name not in self.layout.columns:
            return was
        return parse(say_cell(self._cell(index, name)), self._place(index, self.layout.columns[name]), problems)

    def _check_copies(self) -> Iterator[Problem]:
        first: dict[object, _Row] = {}
        for row in self.rows:
            other = first.setdefault(row.was.answer, row)
            if other.now != row.now:
                facts = {"row": self.table.place(other.index).row}
                yield Problem(place=self.table.place(row.index), message=TWO_ROWS, facts=facts)

    def _check_texts(self) -> Iterator[Problem]:
        """Find answers that were edited, and rows whose columns were sorted apart."""
        if "answer" not in self.layout.columns:
            return
        by_digest = {row.was.digest: row for row in self.rows}
        column = self.layout.columns["answer"]
        for row in self.rows:
            digest = digest_text(tidy_text(row.shown))
            if digest == row.was.digest or len(row.shown) >= _LONGEST or not row.shown:
                continue
            place = self._place(row.index, column)
            other = by_digest.get(digest)
            if other is not None:
                facts = {"row": self.table.place(other.index).row}
                yield Problem(place=place, message=ROWS_APART, facts=facts)
            else:
                yield Problem(place=place, message=ANSWER_EDITED, notice=True)

    def _cell(self, index: int, name: str) -> Cell:
        return self._at(index, self.layout.columns[name]) if name in self.layout.columns else ""

    def _at(self, index: int, column: int) -> Cell:
        row = self.table.cells[index]
        return row[column] if column < len(row) else ""

    def _place(self, index: int, column: int) -> Place:
        return self.table.place(index, name_column(column))


def _compare(row: _Row) -> ReviewedAnswer | None:
    """Return what a person changed in a row, or None."""
    was, now = row.was, row.now
    coding = decision = None
    if set(now.themes) != set(was.themes) or (now.checked and not was.checked):
        coding = HumanCoding(answer=was.answer, themes=now.themes, digest=was.digest)
    elif was.checked and not now.checked:
        coding = HumanCoding(answer=was.answer, themes=now.themes, digest=was.digest, released=True)
    if (now.handling, now.quotable) != (was.handling, was.quotable):
        decision = Decision(
            workshop=was.answer.workshop,
            response=was.answer.response,
            item=was.answer.item,
            digest=was.digest,
            handling=now.handling,
            quotable=now.quotable,
        )
    if coding is None and decision is None:
        return None
    return ReviewedAnswer(
        answer=was.answer, coding=coding, decision=decision, before=was.themes if was.checked else None
    )
