"""The rows of a register → activities, and every problem in them; activities → the rows of a register. Pure."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.errors import Message, Place, Problem
from toolkit.followup import messages
from toolkit.followup.columns import COLUMNS, Columns, find_columns, find_stray_cells, find_unreadable_cells
from toolkit.followup.wording import find_status
from toolkit.model.action_plan import Activity, Status
from toolkit.model.area_names import find_areas
from toolkit.model.day import parse_day as find_day
from toolkit.model.plain_text import tidy_text
from toolkit.model.programme import Programme
from toolkit.model.text import Text
from toolkit.tabular import Cell, CellFault, Rows, find_hidden_rows, find_short_rows, name_column, say_cell

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
LONGEST_ID = 40
_EXAMPLE_STATUSES = "done (klar), partly (delvis), none (ingen), unknown (okänd)"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One filled row; problems go to the list that all rows share."""

    rows: Rows
    index: int
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The row as a person counts it."""
        place = self.rows.place(self.index)
        return place.row or place.line

    def cell(self, key: str) -> Cell:
        """Return a known column's cell, or an empty text."""
        return self.rows.cell(self.index, self.columns.known.get(key, -1))

    def said(self, key: str) -> str:
        """Return a known column's cell as text."""
        return tidy_text(say_cell(self.cell(key)))

    def report(self, message: Message, key: str, /, **facts: object) -> None:
        """Note a problem in a column of this row; a cell without a value of its own has been reported as that."""
        if isinstance(self.cell(key), CellFault):
            return
        at = self.columns.known.get(key, -1)
        column = f"{name_column(at)} ({self.columns.headers[at]})" if at >= 0 else ""
        self.problems.append(Problem(place=self.rows.place(self.index, column), message=message, facts=facts))


@dataclass(frozen=True, kw_only=True)
class Register:
    """The activities of a register, the headers of its further columns, the row of each id, and what was noticed."""

    activities: tuple[Activity, ...]
    extra: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    notices: tuple[Problem, ...] = ()


def parse_register(
    rows: Rows, programme: Programme, today: datetime.date
) -> tuple[Register | None, tuple[Problem, ...]]:
    """Read every row; with problems the register serves nobody, so none of it is to be used."""
    problems: list[Problem] = []
    columns = find_columns(rows, problems)
    if columns is None:
        return None, tuple(problems)
    filled = list(list_filled_rows(rows, columns, problems))
    problems += find_unreadable_cells(rows, columns)
    activities = tuple(parse_activity(row, programme, today) for row in filled)
    if not activities:
        problems.append(Problem(place=rows.place(columns.header), message=messages.NO_ACTIVITIES))
    check_ids(filled)
    numbers = {row.said("id"): row.number for row in filled}
    register = Register(
        activities=activities,
        extra=tuple(columns.extra),
        numbers=numbers,
        notices=(
            *find_hidden_rows(rows, columns.header + 1),
            *find_short_rows(rows, columns.header + 1, len(columns.headers)),
        ),
    )
    return register, tuple(sorted(problems, key=lambda problem: problem.place))


def list_filled_rows(rows: Rows, columns: Columns, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows below the headers in which anything stands."""
    for index in range(columns.header + 1, len(rows.cells)):
        if any(say_cell(cell) for at, cell in enumerate(rows.cells[index]) if at not in columns.needless):
            find_stray_cells(rows, index, columns, problems)
            yield Row(rows=rows, index=index, columns=columns, problems=problems)


def parse_activity(row: Row, programme: Programme, today: datetime.date) -> Activity:
    """Read one row; what cannot be understood is noted and a harmless value taken."""
    area = _parse_area(row, programme)
    text = _parse_text(row, "text")
    activity_id = row.said("id")
    if not text:
        row.report(messages.MISSING_TEXT, "text_sv", id=activity_id)
    return Activity(
        id=activity_id,
        text=text,
        area=area,
        priority=_parse_priority(row, programme),
        unit=_parse_text(row, "unit"),
        status=_parse_status(row),
        date=_parse_date(row, today),
        set_by=row.said("set_by"),
        evidence=_parse_text(row, "evidence"),
        comment=_parse_text(row, "comment"),
        themes=split_list(row.said("themes")),
        source=row.said("source"),
        extra=_parse_extra(row),
    )


def check_ids(filled: Sequence[Row]) -> None:
    """Report ids that are missing, malformed or given twice, each at its row."""
    counts = Counter(row.said("id") for row in filled)
    first: dict[str, Place] = {}
    for row in filled:
        said = row.said("id")
        if not said:
            row.report(messages.MISSING_ID, "id", example=f"{row.said('area') or 'webb'}-{len(filled) + 1}")
        elif not ID.fullmatch(said) or len(said) > LONGEST_ID:
            row.report(messages.BAD_ID, "id", id=said, most=LONGEST_ID, suggestion=_suggest_id(said))
        elif counts[said] > 1 and said in first:
            row.report(messages.REPEATED_ID, "id", id=said, other=first[said])
        first.setdefault(said, row.rows.place(row.index))


def _suggest_id(said: str) -> str:
    plain = said.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "webb-1"


def _parse_text(row: Row, key: str) -> Text:
    return Text(sv=row.said(f"{key}_sv"), en=row.said(f"{key}_en"))


def _parse_area(row: Row, programme: Programme) -> str:
    said = row.said("area")
    found = find_areas(said, programme.areas)
    area = found[0] if len(found) == 1 else None
    if area is None and found:
        row.report(messages.TWO_AREAS, "area", said=said, known=", ".join(each.id for each in found))
        return said
    if area is None:
        row.report(messages.UNKNOWN_AREA, "area", said=said, known=", ".join(each.id for each in programme.areas))
        return said
    insight = row.said("insight")
    named = next((each for each in programme.insights if insight.lower() in _list_names(each.id, each.short)), None)
    if insight and (named is None or named.id != area.insight):
        facts = {"area": area.id, "right": area.insight, "said": insight}
        row.report(messages.WRONG_INSIGHT, "insight", **facts)
    return area.id


def _list_names(id_: str, short: Text) -> tuple[str, ...]:
    return (id_, short.sv.lower(), short.en.lower())


def _parse_priority(row: Row, programme: Programme) -> str:
    said = row.said("priority")
    known = [area for area in programme.areas if area.kind != "planned"]
    found = find_areas(said, known)
    if said and len(found) != 1:
        row.report(messages.PRIORITY_KIND, "priority", said=said, known=", ".join(area.id for area in known))
    return found[0].id if len(found) == 1 else said


def _parse_status(row: Row) -> Status:
    said = row.said("status")
    status = find_status(said) if said else "unknown"
    if status is None:
        row.report(messages.UNKNOWN_STATUS, "status", said=said, known=_EXAMPLE_STATUSES)
        return "unknown"
    return status


def parse_day(cell: Cell) -> datetime.date | None:
    """Return the day of a cell: a date, or a text that means one day only; None where it is neither."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    return find_day(say_cell(cell)).day


def _parse_date(row: Row, today: datetime.date) -> datetime.date | None:
    said = row.said("date")
    if not said:
        return None
    day = parse_day(row.cell("date"))
    readings = find_day(said).readings
    if day is None and len(readings) > 1:
        row.report(messages.TWO_DATES, "date", said=said, first=readings[0], second=readings[1])
    elif day is None:
        row.report(messages.BAD_DATE, "date", said=said)
    elif day > today:
        row.report(messages.FUTURE_DATE, "date", said=day.isoformat())
    return day


def _parse_extra(row: Row) -> Mapping[str, str]:
    cells = row.rows.cells[row.index]
    return MappingProxyType(
        {name: tidy_text(say_cell(cells[at])) if at < len(cells) else "" for name, at in row.columns.extra.items()}
    )


def split_list(said: str) -> tuple[str, ...]:
    """Split a list that a person wrote with commas, semicolons, bars or line breaks."""
    return tuple(part.strip() for part in re.split(r"[,;|\n]", said) if part.strip())


def compose_rows(activities: Sequence[Activity], programme: Programme, extra: Sequence[str]) -> list[list[str]]:
    """Return the register as a table of texts, its headers first: what the CSV holds."""
    return [[*COLUMNS, *extra], *(compose_row(activity, programme, extra) for activity in activities)]


def compose_row(activity: Activity, programme: Programme, extra: Sequence[str] = ()) -> list[str]:
    """Return one activity's cells in the order of COLUMNS and then of the further columns."""
    area = programme.area(activity.area)
    return [
        activity.id,
        area.insight if area else "",
        activity.area,
        activity.priority,
        activity.text.sv,
        activity.text.en,
        activity.unit.sv,
        activity.unit.en,
        activity.status,
        activity.date.isoformat() if activity.date else "",
        activity.set_by,
        activity.evidence.sv,
        activity.evidence.en,
        activity.comment.sv,
        activity.comment.en,
        ", ".join(activity.themes),
        activity.source,
        *(activity.extra.get(name, "") for name in extra),
    ]
