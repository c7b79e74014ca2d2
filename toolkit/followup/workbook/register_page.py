"""Write the register's worksheet, with drop-downs, and the history's. An edge."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.followup.columns import COLUMNS, HEADERS
from toolkit.followup.register import compose_row
from toolkit.followup.wording import sign_status
from toolkit.followup.workbook.book import Book, Column, Kind, Sheet, Value
from toolkit.model.action_plan import STATUSES, ActionPlan, Activity, StatusEntry
from toolkit.model.programme import Programme
from toolkit.texts import Texts

_WIDTHS = {
    "id": 22,
    "insight": 15,
    "area": 22,
    "priority": 16,
    "text_sv": 46,
    "text_en": 46,
    "unit_sv": 24,
    "unit_en": 24,
    "status": 27,
    "date": 12,
    "set_by": 16,
    "evidence_sv": 36,
    "evidence_en": 36,
    "comment_sv": 36,
    "comment_en": 36,
    "themes": 18,
    "source": 26,
}
_MORE_ROWS = 200
"""Drop-downs reach this far below, for activities that people add."""


@dataclass(frozen=True, kw_only=True)
class RegisterTable:
    """Where other worksheets find the register: its table's name and the headers of its columns by key."""

    name: str
    worksheet: str
    first: int
    last: int
    headers: dict[str, str]

    def column(self, key: str) -> str:
        """Return a column as formulas name it, such as Register[Status]."""
        return f"{self.name}[{self.headers[key]}]"


def place_register(worksheet: str, plan: ActionPlan, texts: Texts, top: int) -> RegisterTable:
    """Say where the register will stand, before it is written: earlier worksheets point to it."""
    return RegisterTable(
        name=texts("Register"),
        worksheet=worksheet,
        first=top + 1,
        last=top + len(plan.activities),
        headers={key: texts(HEADERS[key]) for key in COLUMNS},
    )


REGISTER_TOP = 6


def write_register(
    sheet: Sheet, book: Book, programme: Programme, plan: ActionPlan, extra: Sequence[str], back: str
) -> None:
    """Write every activity as a row of cells that a person may change."""
    texts = book.texts
    facts = (
        texts("Change what has changed and save the file; the next toolkit followup takes it in."),
        texts("A new activity gets a row below the last one, with an id of its own. Grey columns follow from others."),
    )
    widths = [*(_WIDTHS[key] for key in COLUMNS), *(20 for _ in extra)]
    sheet.write_heading(texts("The register of the action plan"), facts, widths, back)
    columns = [_compose_column(key, texts) for key in COLUMNS]
    columns += [Column(header=name, width=20, own=True) for name in extra]
    rows = [_compose_cells(activity, programme, texts, extra) for activity in plan.activities]
    sheet.write_table(REGISTER_TOP, texts("Register"), columns, rows, filtered=True)
    sheet.sheet.freeze_panes(REGISTER_TOP + 1, 1)
    sheet.sheet.repeat_rows(REGISTER_TOP)
    other = "en" if texts.language == "sv" else "sv"
    for at, key in enumerate(COLUMNS):
        if key.endswith(f"_{other}"):  # there, and one click away, without making the page twice as wide
            sheet.sheet.set_column(at, at, _WIDTHS[key], None, {"level": 1, "hidden": True})
    _offer_choices(sheet, programme, texts, REGISTER_TOP + 1, REGISTER_TOP + len(rows) + _MORE_ROWS)


def _compose_column(key: str, texts: Texts) -> Column:
    kind: Kind = "date" if key == "date" else "text"
    own = key not in ("id", "insight", "source")
    return Column(
        header=texts(HEADERS[key]),
        width=_WIDTHS[key],
        kind=kind,
        own=own,
        status=key == "status",
        quiet=key in ("insight", "source"),
    )


def _compose_cells(activity: Activity, programme: Programme, texts: Texts, extra: Sequence[str]) -> list[Value]:
    cells: list[Value] = list(compose_row(activity, programme, extra))
    cells[COLUMNS.index("status")] = sign_status(activity.status, texts)
    cells[COLUMNS.index("date")] = activity.date
    return cells


def _offer_choices(sheet: Sheet, programme: Programme, texts: Texts, first: int, last: int) -> None:
    """Give status, area, priority and date a drop-down or a limit each, with a sentence where it is broken."""
    statuses = [sign_status(status, texts) for status in STATUSES]
    areas = [area.id for area in programme.areas]
    priorities = [area.id for area in programme.areas if area.kind != "planned"]
    for key, offered in (("status", statuses), ("area", areas), ("priority", priorities)):
        if offered and sum(map(len, offered)) + len(offered) <= 255:  # Excel's limit of a list in the cell itself
            rule = {"validate": "list", "source": offered, "error_title": texts("Not in the list")}
            rule["error_message"] = texts("Choose from the list in the cell.")
            at = COLUMNS.index(key)
            sheet.sheet.data_validation(first, at, last, at, rule)
    at = COLUMNS.index("date")
    limit = {
        "validate": "date",
        "criteria": ">",
        "value": datetime.date(2000, 1, 1),
        "error_title": texts("Not a date"),
        "error_message": texts("Write the day as year-month-day, such as 2027-05-03."),
    }
    sheet.sheet.data_validation(first, at, last, at, limit)
    sheet.mark_statuses(first, last, COLUMNS.index("status"))


def write_history(
    sheet: Sheet, book: Book, programme: Programme, plan: ActionPlan, history: Sequence[StatusEntry], back: str
) -> None:
    """Write every change of status, the latest first."""
    texts = book.texts
    columns = (
        Column(header=texts("Recorded"), width=13, kind="date"),
        Column(header=texts("Assessed on"), width=13, kind="date"),
        Column(header=texts("Id"), width=22, quiet=True),
        Column(header=texts("Activity"), width=52),
        Column(header=texts("Status"), width=28, status=True),
        Column(header=texts("Set by"), width=18),
        Column(header=texts("Evidence"), width=60),
    )
    facts = (texts("Every status ever set stays here, so that any two follow-ups can be compared."),)
    top = sheet.write_heading(texts("History"), facts, [column.width for column in columns], back)
    activities = {activity.id: activity for activity in plan.activities}
    rows: list[list[Value]] = [
        [
            entry.recorded,
            entry.date,
            entry.activity,
            activities[entry.activity].text.say(texts.language) if entry.activity in activities else "",
            sign_status(entry.status, texts),
            entry.set_by,
            entry.evidence,
        ]
        for entry in reversed(history)
    ]
    sheet.write_table(top, texts("History"), columns, rows, filtered=True)
    sheet.sheet.freeze_panes(top + 1, 0)
