"""The rows of groups.csv or groups.xlsx → the workshops in order, and every problem in the rows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from toolkit.errors import Place, Problem
from toolkit.model.plain_text import tidy_text
from toolkit.model.programme import Programme
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop
from toolkit.reading import messages
from toolkit.reading.group_cells import (
    Understood,
    parse_areas,
    parse_date,
    parse_expected,
    parse_former_ids,
    parse_id,
    parse_language,
    parse_meeting,
    parse_names,
)
from toolkit.reading.group_columns import Columns, find_columns
from toolkit.reading.group_kinds import find_kinds
from toolkit.reading.group_row import LONGEST_CELL, Row
from toolkit.tabular import Rows, find_cut_rows, find_faulty_cells, find_hidden_rows, find_short_rows, say_cell


@dataclass(frozen=True, kw_only=True)
class FoundGroups:
    """The workshops of the rows that can be understood, and every problem with its row and column.

    `sound` are the workshops whose rows are without fault. `kinds` are the programme's own kinds of group, with those
    that the rows name for the first time.
    """

    workshops: tuple[Workshop, ...] = ()
    sound: tuple[Workshop, ...] = ()
    kinds: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()


def parse_workshops(rows: Rows, programme: Programme) -> FoundGroups:
    """Read every row; those that cannot be understood are told, and the others serve all the same."""
    problems: list[Problem] = []
    required = ("group", "name", "kind", "language") if len(programme.languages) > 1 else ("group", "name", "kind")
    columns = find_columns(rows, required, problems)
    if columns is None:
        return FoundGroups(problems=tuple(problems), kinds=programme.kinds)
    filled = [
        Row(rows=rows, index=index, columns=columns, problems=problems)
        for index in range(columns.header + 1, len(rows.cells))
        if any(say_cell(cell) for cell in rows.cells[index])
    ]
    for row in filled:
        _check_cells(row)
    _check_rows(rows, columns, problems)
    meant, new = find_kinds(filled, programme.kinds)
    kinds = MappingProxyType({**programme.kinds, **new})
    understood = Understood()
    workshops = tuple(_parse_row(row, programme, meant, kinds, understood) for row in filled)
    if not workshops:
        problems.append(Problem(place=rows.place(columns.header), message=messages.NO_WORKSHOPS))
    _check_workshop_ids(filled, workshops)
    _check_group_kinds(filled, workshops)
    _check_former_ids(filled, workshops)
    understood.report()
    return FoundGroups(
        workshops=workshops,
        sound=tuple(workshop for row, workshop in zip(filled, workshops, strict=True) if not row.faulty),
        kinds=kinds,
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
    )


def _parse_row(
    row: Row, programme: Programme, meant: Mapping[str, str], kinds: Mapping[str, Text], understood: Understood
) -> Workshop:
    kind = meant.get(row.filled("kind"), "department")
    group = Group(
        id=parse_id(row, "group", required=True),
        name=row.filled("name"),
        kind=kind,
        kind_name=kinds.get(kind, Text()),
        areas=parse_areas(row, programme.areas, understood),
        extra=_parse_extra(row),
    )
    own = parse_id(row, "workshop", required=False) or group.id
    return Workshop(
        id=own,
        group=group,
        language=parse_language(row, programme.languages),
        date=parse_date(row, understood),
        place=row.said("place"),
        facilitators=parse_names(row, "facilitators", understood),
        expected=parse_expected(row),
        formerly=parse_former_ids(row, own),
        meeting=parse_meeting(row, understood),
    )


def _parse_extra(row: Row) -> Mapping[str, str]:
    cells = row.rows.cells[row.index]
    return MappingProxyType(
        {name: tidy_text(say_cell(cells[at])) if at < len(cells) else "" for name, at in row.columns.extra.items()}
    )


def _check_cells(row: Row) -> None:
    """Report text in a column without a header (most often a comma in a name without quotation marks) or too long."""
    for at, cell in enumerate(row.rows.cells[row.index]):
        said = say_cell(cell)
        if len(said) > LONGEST_CELL:
            row.report_at(messages.LONG_CELL, at, length=len(said), most=LONGEST_CELL)
        elif said and (at >= len(row.columns.headers) or not row.columns.headers[at]):
            row.report_at(messages.NO_HEADER, at, text=said[:60])


def _check_rows(rows: Rows, columns: Columns, problems: list[Problem]) -> None:
    """Report cells that show errors, and rows that a missing quotation mark has shifted; notice hidden rows."""
    first = columns.header + 1
    problems += find_faulty_cells(rows, columns.header, headers=columns.headers)
    stray = {replace(problem.place, column="") for problem in problems if problem.message == messages.NO_HEADER}
    problems += (cut for cut in find_cut_rows(rows, first, len(columns.headers)) if cut.place not in stray)
    problems += find_short_rows(rows, first, len(columns.headers))
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
    first: dict[str, tuple[Row, str]] = {}
    for row, workshop in zip(rows, workshops, strict=True):
        group = workshop.group
        if not group.id or not row.said("kind"):
            continue
        before, other = first.setdefault(group.id, (row, group.kind))
        if group.kind != other:
            where = before.where
            row.report(messages.GROUP_OF_TWO_KINDS, "kind", id=group.id, kind=group.kind, other=other, row=where)
