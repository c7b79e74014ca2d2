"""The rows of groups.csv or groups.xlsx → the workshops in order, and every problem in the rows. Pure."""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from toolkit.errors import Message, Place, Problem
from toolkit.model.plain_text import tidy_text
from toolkit.model.programme import Programme
from toolkit.model.workshop import GROUP_KINDS, Group, GroupKind, Workshop
from toolkit.reading import messages
from toolkit.reading.group_columns import Columns, find_columns
from toolkit.reading.nearest import ID, compose_id, find_nearest
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

_LONGEST_ID = 40
_LONGEST_CELL = 1000
_MOST_PARTICIPANTS = 10_000
_SAID_KINDS: Mapping[str, GroupKind] = {
    "dekangrupp": "dean-group",
    "dekangrupper": "dean-group",
    "dean group": "dean-group",
    "institution": "department",
    "förvaltning": "administration",
    "förvaltningen": "administration",
    "bibliotek": "library",
    "biblioteket": "library",
}
_SAID_LANGUAGES = {"svenska": "sv", "swedish": "sv", "sv-se": "sv", "engelska": "en", "english": "en", "en-gb": "en"}
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]+[0-9]{1,2}[:.][0-9]{2}.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/. -]\s*([0-9]{1,2})\s*[/. -]\s*([0-9]{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[/. ]?\s*([0-9]{2})\s*[/. ]?\s*([0-9]{2})", re.ASCII)
_EXAMPLE = "2027-09-14"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One filled row with its columns; problems go to the list that all rows share."""

    rows: Rows
    index: int
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    @property
    def where(self) -> Place:
        """The row as a whole."""
        return self.rows.place(self.index)

    def cell(self, column: str) -> Cell:
        """Return a known column's cell, or an empty text."""
        return self.rows.cell(self.index, self.columns.known.get(column, -1))

    def said(self, column: str) -> str:
        """Return a known column's cell as text."""
        return tidy_text(say_cell(self.cell(column)))

    def report(self, message: Message, column: str, /, **facts: object) -> None:
        """Note a problem in a known column of this row."""
        self.report_at(message, self.columns.known.get(column, -1), **facts)

    def report_at(self, message: Message, at: int, **facts: object) -> None:
        """Note a problem in a column by its index; a cell without a value of its own has been reported as that."""
        if isinstance(self.rows.cell(self.index, at), CellFault):
            return
        self.problems.append(Problem(place=self.place(at), message=message, facts=facts))

    def place(self, at: int) -> Place:
        """Say where a cell of the row stands, by its column's index; −1 is the row as a whole."""
        said = self.columns.headers[at] if 0 <= at < len(self.columns.headers) else ""
        letter = name_column(at) if at >= 0 else ""
        return self.rows.place(self.index, f"{letter} ({said})" if said else letter)


def parse_workshops(rows: Rows, programme: Programme) -> tuple[tuple[Workshop, ...], tuple[Problem, ...]]:
    """Return the workshops of the rows that can be understood, and every problem with its row and column."""
    problems: list[Problem] = []
    required = ("group", "name", "kind", "language") if len(programme.languages) > 1 else ("group", "name", "kind")
    columns = find_columns(rows, required, problems)
    if columns is None:
        return (), tuple(problems)
    filled = [
        Row(rows=rows, index=index, columns=columns, problems=problems)
        for index in range(columns.header + 1, len(rows.cells))
        if any(say_cell(cell) for cell in rows.cells[index])
    ]
    for row in filled:
        _check_cells(row)
    _check_rows(rows, columns, problems)
    workshops = tuple(_parse_row(row, programme) for row in filled)
    if not workshops:
        problems.append(Problem(place=rows.place(columns.header), message=messages.NO_WORKSHOPS))
    _check_workshop_ids(filled, workshops)
    _check_group_kinds(filled, workshops)
    _check_former_ids(filled, workshops)
    return workshops, tuple(sorted(problems, key=lambda problem: problem.place))


def _parse_row(row: Row, programme: Programme) -> Workshop:
    group = Group(
        id=_parse_id(row, "group", required=True),
        name=_parse_required(row, "name"),
        kind=_parse_kind(row),
        areas=_parse_areas(row, [area.id for area in programme.areas]),
        extra=_parse_extra(row),
    )
    own = _parse_id(row, "workshop", required=False) or group.id
    return Workshop(
        id=own,
        group=group,
        language=_parse_language(row, programme.languages),
        date=_parse_date(row),
        place=row.said("place"),
        facilitators=_parse_list(row, "facilitators"),
        expected=_parse_expected(row),
        formerly=_parse_former_ids(row, own),
    )


def _parse_required(row: Row, column: str) -> str:
    said = row.said(column)
    if not said:
        row.report(messages.MISSING_CELL, column, column=column)
    return said


def _parse_id(row: Row, column: str, *, required: bool) -> str:
    said = _parse_required(row, column) if required else row.said(column)
    if said and not ID.fullmatch(said):
        row.report(messages.BAD_ID, column, id=said, suggestion=compose_id(said, _LONGEST_ID))
    elif len(said) > _LONGEST_ID:
        row.report(messages.LONG_ID, column, id=said, length=len(said), most=_LONGEST_ID)
    return said


def _parse_former_ids(row: Row, own: str) -> tuple[str, ...]:
    """Take ids that a workshop had before, however they are divided: no id holds any of the signs."""
    said = dict.fromkeys(part for part in re.split(r"[|,;\s]+", row.said("formerly").lower()) if part)
    for each in said:
        if not ID.fullmatch(each):
            row.report(messages.BAD_ID, "formerly", id=each, suggestion=compose_id(each, _LONGEST_ID))
    return tuple(each for each in said if each != own and ID.fullmatch(each))


def _parse_kind(row: Row) -> GroupKind:
    kind = _find_kind(row)
    said = _parse_required(row, "kind")
    if said and kind is None:
        _report_unknown(row, "kind", said, (*GROUP_KINDS, *_SAID_KINDS))
    return kind or "department"


def _find_kind(row: Row) -> GroupKind | None:
    said = row.said("kind").lower()
    return _SAID_KINDS.get(said) or next((kind for kind in GROUP_KINDS if kind == said), None)


def _parse_language(row: Row, languages: tuple[str, ...]) -> str:
    said = row.said("language").lower()
    language = _SAID_LANGUAGES.get(said, said)
    if not language and len(languages) == 1:
        return languages[0]
    if not language:
        row.report(messages.MISSING_CELL, "language", column="language")
    elif language not in languages:
        _report_unknown(row, "language", said, languages)
    return language


def _parse_list(row: Row, column: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[|\n]", row.said(column)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _parse_areas(row: Row, known: Collection[str]) -> tuple[str, ...]:
    areas = _parse_list(row, "areas")
    for area in areas:
        parts = [part.strip() for part in re.split(r"[,;]", area)]
        if len(parts) > 1 and all(part in known for part in parts):
            row.report(messages.LIST_DIVIDED, "areas", text=area, suggestion="|".join(dict.fromkeys(parts)))
        elif area not in known:
            _report_unknown(row, "areas", area, known)
    return areas


def _parse_extra(row: Row) -> Mapping[str, str]:
    cells = row.rows.cells[row.index]
    return MappingProxyType(
        {name: tidy_text(say_cell(cells[at])) if at < len(cells) else "" for name, at in row.columns.extra.items()}
    )


def _parse_date(row: Row) -> datetime.date | None:
    cell = row.cell("date")
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    said = row.said("date")
    if not said:
        return None
    iso = _ISO_DATE.fullmatch(said)
    if not iso:
        guess = _guess_date(said)
        message = messages.DATE_FORM_GUESSED if guess else messages.DATE_FORM
        row.report(message, "date", text=said, suggestion=guess or _EXAMPLE)
        return None
    day = _make_date(*map(int, iso.groups()))
    if day is None:
        row.report(messages.NO_SUCH_DATE, "date", text=said, suggestion=_EXAMPLE)
    return day


def _make_date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _guess_date(said: str) -> datetime.date | None:
    """Say what was meant where only one day can be: 14/9/2026 → 2026-09-14."""
    if year_first := _YEAR_FIRST.fullmatch(said):
        return _make_date(*map(int, year_first.groups()))
    if day_first := _DAY_FIRST.fullmatch(said):
        day, month, year = map(int, day_first.groups())
        # 3/4/2027 is April in Sweden and March in America; 3.4.2027 is April everywhere.
        return _make_date(year, month, day) if day > 12 or "." in said else None
    return None


def _parse_expected(row: Row) -> int | None:
    said = row.said("expected")
    if not said:
        return None
    if re.fullmatch(r"[0-9]{1,5}", said) and 1 <= int(said) <= _MOST_PARTICIPANTS:
        return int(said)
    row.report(messages.NOT_A_COUNT, "expected", text=said)
    return None


def _report_unknown(row: Row, column: str, said: str, known: Collection[str]) -> None:
    nearest = find_nearest(said, known)
    if nearest:
        row.report(messages.UNKNOWN_NEAR, column, value=said, key=column, nearest=nearest)
    elif known:
        row.report(messages.UNKNOWN, column, value=said, key=column, known=", ".join(known))
    else:
        row.report(messages.NONE_DEFINED, column, value=said, key=column)


def _check_cells(row: Row) -> None:
    """Report text in a column without a header (most often a comma in a name without quotation marks) or too long."""
    for at, cell in enumerate(row.rows.cells[row.index]):
        said = say_cell(cell)
        if len(said) > _LONGEST_CELL:
            row.report_at(messages.LONG_CELL, at, length=len(said), most=_LONGEST_CELL)
        elif said and (at >= len(row.columns.headers) or not row.columns.headers[at]):
            row.report_at(messages.NO_HEADER, at, text=said[:60])


def _check_rows(rows: Rows, columns: Columns, problems: list[Problem]) -> None:
    """Report cells that show errors, and rows that a missing quotation mark has shifted; notice hidden rows."""
    first = columns.header + 1
    problems += find_faulty_cells(rows, first, headers=columns.headers)
    stray = {replace(problem.place, column="") for problem in problems if problem.message == messages.NO_HEADER}
    problems += (cut for cut in find_cut_rows(rows, first, len(columns.headers)) if cut.place not in stray)
    problems += find_hidden_rows(rows, first)


def _check_workshop_ids(rows: Sequence[Row], workshops: Sequence[Workshop]) -> None:
    first: dict[str, Row] = {}
    for row, workshop in zip(rows, workshops, strict=True):
        if workshop.id and workshop.id in first:
            column = "workshop" if row.said("workshop") else "group"
            row.report(messages.WORKSHOP_TWICE, column, id=workshop.id, row=first[workshop.id].where)
        first.setdefault(workshop.id, row)


def _check_former_ids(rows: Sequence[Row], workshops: Sequence[Workshop]) -> None:
    """Report a former id that a workshop still has, or that two workshops have had."""
    now = {workshop.id: row.where for row, workshop in zip(rows, workshops, strict=True)}
    named: dict[str, Place] = {}
    for row, workshop in zip(rows, workshops, strict=True):
        for former in workshop.formerly:
            if former in now:
                row.report(messages.FORMER_IS_HERE, "formerly", id=former, row=now[former])
            elif named.setdefault(former, row.where) != row.where:
                row.report(messages.FORMER_TWICE, "formerly", id=former, row=named[former])


def _check_group_kinds(rows: Sequence[Row], workshops: Sequence[Workshop]) -> None:
    first: dict[str, tuple[Row, GroupKind]] = {}
    for row, workshop in zip(rows, workshops, strict=True):
        group, kind = workshop.group, _find_kind(row)
        if not group.id or kind is None:
            continue
        before, other = first.setdefault(group.id, (row, kind))
        if kind != other:
            row.report(messages.GROUP_OF_TWO_KINDS, "kind", id=group.id, kind=kind, other=other, row=before.where)
