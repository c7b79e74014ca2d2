"""The folder plan/ → the action plan with its history and links, and back to disk. An edge.

plan/activities.csv or .xlsx is the register; plan/history.csv and plan/links.csv stand beside it. A file is written as
it was found: the same encoding and delimiter, so that whoever opens it in Excel notices nothing.
"""

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import InputError, Place, Problem
from toolkit.files import replace_file, write_bytes
from toolkit.followup.history import Settled, compose_history_rows, parse_history, settle_history
from toolkit.followup.links import compose_link_rows, parse_links
from toolkit.followup.messages import REGISTER_MISSING, TWO_REGISTERS
from toolkit.followup.register import Register, compose_rows, parse_register
from toolkit.model.action_plan import ActionPlan
from toolkit.model.programme import Programme
from toolkit.tabular import Rows, read_rows

FOLDER = "plan"
REGISTER_NAMES = ("activities.csv", "activities.xlsx")
HISTORY_NAME = "history.csv"
LINKS_NAME = "links.csv"


@dataclass(frozen=True, kw_only=True)
class PlanFiles:
    """The plan as its files say it; `file` is the register's path, `encoding` and `delimiter` how a CSV was written."""

    plan: ActionPlan
    register: Register
    file: Path
    encoding: str = "utf-8-sig"
    delimiter: str = ";"

    @property
    def name(self) -> str:
        """What problems call the register."""
        return f"{FOLDER}/{self.file.name}"


def has_plan(folder: Path) -> bool:
    """Tell whether a programme folder has an action plan."""
    return any((folder / FOLDER / name).exists() for name in REGISTER_NAMES)


def read_plan_files(folder: Path, programme: Programme, today: datetime.date) -> PlanFiles:
    """Read register, history and links. Raises InputError with every problem of the three."""
    found = [folder / FOLDER / name for name in REGISTER_NAMES if (folder / FOLDER / name).exists()]
    if not found:
        place = Place(file=f"{FOLDER}/{REGISTER_NAMES[0]}")
        raise InputError(Problem(place=place, message=REGISTER_MISSING))
    if len(found) > 1:
        raise InputError(Problem(place=Place(file=f"{FOLDER}/"), message=TWO_REGISTERS))
    problems: list[Problem] = []
    rows = _read_table(folder, found[0].name, problems)
    register, wrong = parse_register(rows, programme, today) if rows.cells else (None, ())
    history, more = parse_history(_read_table(folder, HISTORY_NAME, problems))
    link_rows = _read_table(folder, LINKS_NAME, problems)
    # Without a register, nobody knows which activities there are to link to.
    known = {activity.id for activity in register.activities} if register else None
    links, still_more = parse_links(link_rows, known)
    problems += (*wrong, *more, *still_more)
    if register is None or problems:
        raise InputError(problems)
    return PlanFiles(
        plan=ActionPlan(activities=register.activities, history=history, links=links),
        register=register,
        file=found[0],
        encoding=rows.encoding or "utf-8-sig",
        delimiter=rows.delimiter or ";",
    )


def _read_table(folder: Path, name: str, problems: list[Problem]) -> Rows:
    """Read one of the plan's tables: empty where it is not there, or cannot be read, which is told."""
    path = folder / FOLDER / name
    try:
        return read_rows(path, f"{FOLDER}/{name}") if path.exists() else Rows(file=name, cells=[])
    except InputError as error:
        problems += error.problems
        return Rows(file=name, cells=[])


def settle_plan(files: PlanFiles, today: datetime.date) -> tuple[PlanFiles, Settled]:
    """Bring the history up to date with the register, as values."""
    settled = settle_history(files.plan.activities, files.plan.history, today, files.name)
    plan = replace(files.plan, activities=settled.activities, history=settled.history)
    register = replace(files.register, activities=settled.activities)
    return replace(files, plan=plan, register=register), settled


def write_plan_files(files: PlanFiles, programme: Programme) -> None:
    """Write register, history and links, each whole or not at all; a file that would be the same is left alone."""
    rows = compose_rows(files.plan.activities, programme, files.register.extra)
    if files.file.suffix == ".xlsx":
        _write_workbook(files.file, rows)
    else:
        _write_changed(files.file, write_csv(rows, files.delimiter, files.encoding))
    beside = files.file.parent
    if files.plan.history or (beside / HISTORY_NAME).exists():
        _write_changed(beside / HISTORY_NAME, write_csv(compose_history_rows(files.plan.history)))
    if files.plan.links or (beside / LINKS_NAME).exists():
        _write_changed(beside / LINKS_NAME, write_csv(compose_link_rows(files.plan.links)))


def write_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Return a table as a CSV that Swedish Excel opens with a double click; what an encoding lacks needs UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    try:
        return text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig")


def _write_changed(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        write_bytes(path, content)


def _trim(cells: Sequence[object]) -> list[object]:
    """Leave blank cells at the end of a row out: a worksheet does not hold them."""
    last = max((at for at, cell in enumerate(cells, 1) if cell != ""), default=0)
    return list(cells[:last])


def _write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write the register as a plain worksheet of texts."""
    from xlsxwriter.workbook import Workbook

    if [_trim(cells) for cells in read_rows(path).cells] == [_trim(cells) for cells in rows]:
        return
    with replace_file(path) as temporary, Workbook(str(temporary), {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": datetime.datetime(2024, 1, 1)})
        sheet = workbook.add_worksheet("plan")
        head = workbook.add_format({"bold": True, "bottom": 1})
        body = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, body if number else head)
        sheet.set_column(0, len(rows[0]) - 1, 18)
        sheet.set_column(4, 5, 50)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
