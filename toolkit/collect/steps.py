"""A worksheet of next steps that was edited → what a person changed in it, and every problem by its place. Pure.

A row counts by its hidden key, wherever it stands by now, and only where it says something else than when it was
written. A row without a key is a step that a person has added. Deleted rows change nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from toolkit.collect.asked import Asked, list_names
from toolkit.collect.coding_messages import COLUMNS_GONE
from toolkit.collect.marked_layout import SheetKind, find_marked
from toolkit.collect.marked_table import MarkedTable
from toolkit.collect.step_cells import GroupNames, parse_due, parse_step_status
from toolkit.collect.steps_messages import (
    STEP_EDITED,
    STEP_KEY_DAMAGED,
    STEP_ROWS_APART,
    STEP_ROWS_GONE,
    STEP_WITHOUT_TEXT,
    TWO_STEP_ROWS,
)
from toolkit.errors import Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import StepChange, StepState, StepStatus, compose_own_key, is_own
from toolkit.model.plain_text import digest_text, tidy_text, tidy_word
from toolkit.model.review import Review
from toolkit.model.steps_sheet import HEADERS, MARK, VERSION, StepRow, parse_step_key
from toolkit.tabular import Rows, name_column

_KIND = SheetKind(mark=MARK, headers=HEADERS, own=frozenset({"step", "owner", "due", "status"}))
_LONGEST = 32_000
"""A longer text was cut to fit its cell, so it cannot be compared with the answer."""
_COLUMNS = {"text": "step", "workshop": "group", "owner": "owner", "due": "due", "status": "status"}
"""In which column each field of a step stands."""


def find_steps(tables: Sequence[Rows]) -> MarkedTable | None:
    """Return the worksheet of next steps, or None where there is none."""
    found = find_marked(tables, _KIND)
    return MarkedTable(table=found[0], layout=found[1]) if found else None


def read_steps(sheet: MarkedTable, asked: Asked) -> tuple[Review, list[Problem]]:
    """Read the worksheet; returns what was changed in it, and its problems and notices."""
    refused = sheet.find_refusal(VERSION, asked.programme)
    if refused is not None:
        return Review(step_rows=0), [refused]
    reader = _Reader(sheet=sheet, groups=GroupNames(asked.workshops))
    problems = [*reader.read()]
    written = sum(row.before is not None for row in reader.rows)
    missing = sheet.layout.rows - written
    if missing > 0:
        facts = {"count": missing}
        problems.append(Problem(place=sheet.place, message=STEP_ROWS_GONE, facts=facts, notice=True))
    gone = [f"{HEADERS[name].sv} / {HEADERS[name].en}" for name in ("owner", "due", "status") if not sheet.has(name)]
    if gone:
        facts_gone = {"columns": list_names(gone)}
        problems.append(Problem(place=sheet.place, message=COLUMNS_GONE, facts=facts_gone, notice=True))
    rows = frozenset(row.index for row in reader.rows)
    read = {sheet.table.worksheet: (rows, sheet.find_columns(["owner", "due", "status", "group", "key"]))}
    return Review(step_rows=len(reader.rows), steps=tuple(reader.list_changes()), read=read), problems


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row as it was written (None: a person has added it) and as it stands now; `index` is its place in the table."""

    index: int
    key: AnswerKey
    before: StepState | None
    after: StepState
    digest: str
    shown: str


@dataclass(kw_only=True)
class _Reader:
    """Goes through the rows once; problems come out, the rows stay."""

    sheet: MarkedTable
    groups: GroupNames
    rows: list[_Row] = field(default_factory=list)

    def read(self) -> Iterator[Problem]:
        """Read every row; returns what is wrong in them."""
        for index in self.sheet.list_rows():
            written = parse_step_key(self.sheet.cell(index, "key"))
            if written is not None and not self._is_copy(index, written):
                yield from self._read_written(index, written)
            elif written is None and self.sheet.said(index, "key"):
                yield Problem(place=self._place(index, "key"), message=STEP_KEY_DAMAGED)
            elif any(self.sheet.said(index, name) for name in ("step", "owner", "due", "status")):
                yield from self._read_added(index)
        yield from self.sheet.find_faults()
        yield from self._check_copies()
        yield from self._check_texts()

    def list_changes(self) -> Iterator[StepChange]:
        """List what every row says, each step once; one that says what it was written with may take a change back."""
        seen = set()
        for row in self.rows:
            if row.key not in seen:
                seen.add(row.key)
                places = {name: self._place(row.index, column) for name, column in _COLUMNS.items()}
                yield StepChange(key=row.key, before=row.before, after=row.after, digest=row.digest, places=places)

    @cached_property
    def _originals(self) -> Mapping[str, int]:
        """By hidden key, the row that still shows the text that it was written with; else the first with that key."""
        found: dict[str, int] = {}
        for index in self.sheet.list_rows():
            said = self.sheet.said(index, "key")
            written = parse_step_key(self.sheet.cell(index, "key"))
            if written is not None and (said not in found or self._shows(index, written)):
                found[said] = index
        return found

    def _is_copy(self, index: int, written: StepRow) -> bool:
        """Tell whether a row was copied from another to write a new step in: it shows other words than that one."""
        return self._originals[self.sheet.said(index, "key")] != index and not self._shows(index, written)

    def _shows(self, index: int, written: StepRow) -> bool:
        return digest_text(tidy_text(self.sheet.said(index, "step"))) == written.digest

    def _read_written(self, index: int, written: StepRow) -> Iterator[Problem]:
        problems: list[Problem] = []
        before, own = written.state, is_own(written.key)
        after = replace(
            before,
            owner=tidy_word(self.sheet.said(index, "owner")) if self.sheet.has("owner") else before.owner,
            due=self._read_due(index, problems) if self.sheet.has("due") else before.due,
            status=self._read_status(index, problems) if self.sheet.has("status") else before.status,
        )
        if own and self.sheet.has("step"):
            after = replace(after, text=tidy_text(self.sheet.said(index, "step")))
            if not after.text:
                problems.append(Problem(place=self._place(index, "step"), message=STEP_WITHOUT_TEXT))
        if own and self.sheet.has("group") and self.sheet.said(index, "group") != written.group:
            workshop = self.groups.parse(
                self.sheet.said(index, "group"), before.workshop, self._place(index, "group"), problems
            )
            after = replace(after, workshop=workshop)
        shown = self.sheet.said(index, "step")
        self.rows.append(
            _Row(index=index, key=written.key, before=before, after=after, digest=written.digest, shown=shown)
        )
        return iter(problems)

    def _read_added(self, index: int) -> Iterator[Problem]:
        problems: list[Problem] = []
        text = tidy_text(self.sheet.said(index, "step"))
        if not text:
            return iter([Problem(place=self._place(index, "step"), message=STEP_WITHOUT_TEXT)])
        workshop = self.groups.parse(self.sheet.said(index, "group"), "", self._place(index, "group"), problems)
        after = StepState(
            text=text,
            workshop=workshop,
            owner=tidy_word(self.sheet.said(index, "owner")),
            due=self._read_due(index, problems),
            status=self._read_status(index, problems),
        )
        key = compose_own_key(text, workshop)
        self.rows.append(_Row(index=index, key=key, before=None, after=after, digest="", shown=text))
        return iter(problems)

    def _read_due(self, index: int, problems: list[Problem]) -> str:
        return parse_due(self.sheet.cell(index, "due"), self._place(index, "due"), problems)

    def _read_status(self, index: int, problems: list[Problem]) -> StepStatus:
        return parse_step_status(self.sheet.said(index, "status"), self._place(index, "status"), problems)

    def _check_copies(self) -> Iterator[Problem]:
        first: dict[AnswerKey, _Row] = {}
        for row in self.rows:
            other = first.setdefault(row.key, row)
            if other.after != row.after:
                facts = {"row": self.sheet.table.place(other.index)}
                yield Problem(place=self.sheet.table.place(row.index), message=TWO_STEP_ROWS, facts=facts)

    def _check_texts(self) -> Iterator[Problem]:
        """Find answers that were edited, and rows whose columns were sorted apart."""
        if not self.sheet.has("step"):
            return
        by_digest = {row.digest: row for row in self.rows if row.before is not None}
        for row in self.rows:
            digest = digest_text(tidy_text(row.shown))
            if row.before is None or digest == row.digest or len(row.shown) >= _LONGEST or not row.shown:
                continue
            place, other = self._place(row.index, "step"), by_digest.get(digest)
            if other is not None:
                facts = {"row": self.sheet.table.place(other.index)}
                yield Problem(place=place, message=STEP_ROWS_APART, facts=facts)
            elif not is_own(row.key):
                yield Problem(place=place, message=STEP_EDITED, notice=True)

    def _place(self, index: int, name: str) -> Place:
        """Say where a row's cell stands, or the row where the column is gone."""
        column = name_column(self.sheet.layout.columns[name]) if self.sheet.has(name) else ""
        return self.sheet.table.place(index, column)
