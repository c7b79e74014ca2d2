"""An edited follow-up workbook, or an edited register → the plan with exactly what a person changed. An edge.

Nothing is taken unless all can be: every problem of the file is raised at once.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import InputError, Place, Problem
from toolkit.followup.columns import COLUMNS, Columns, find_columns
from toolkit.followup.links import find_unknown, merge_links
from toolkit.followup.merge import merge_register
from toolkit.followup.messages import BAD_LINK, NO_REGISTER_SHEET, OTHER_PROGRAMME
from toolkit.followup.plan_files import PlanFiles
from toolkit.followup.register import Register, Row, list_filled_rows, parse_day, parse_register, split_list
from toolkit.followup.wording import find_status
from toolkit.followup.workbook.carried import WORKSHEET, Carried, parse_carried
from toolkit.followup.workbook.demand_page import LINK_HEADERS
from toolkit.model.action_plan import AnswerLink
from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import tidy_text
from toolkit.model.programme import Programme
from toolkit.tabular import Rows, find_faulty_cells, read_tables, say_cell
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Edited:
    """The worksheets of a file that a person has edited, and what they said before (None: nobody knows)."""

    register: Rows
    links: Rows | None
    carried: Carried | None


def read_edited(path: Path, programme: Programme, file: str = "") -> Edited:
    """Find the register, and the links where the file is ours. Raises InputError where there is no register."""
    file = file or path.name
    tables = read_tables(path, file)
    carried = parse_carried(tables)
    if carried and carried.programme != programme.id:
        facts = {"other": carried.programme, "own": programme.id}
        raise InputError(Problem(place=Place(file=file), message=OTHER_PROGRAMME, facts=facts))
    shown = [rows for rows in tables if rows.cells and rows.worksheet != WORKSHEET]
    by_name = {rows.worksheet: rows for rows in shown}
    register = by_name.get(carried.register_sheet) if carried else None
    register = register or next((rows for rows in shown if _has_register(rows)), None)
    if register is None and len(shown) == 1:
        register = shown[0]  # its missing headers are then named
    if register is None:
        raise InputError(Problem(place=Place(file=file), message=NO_REGISTER_SHEET))
    return Edited(register=register, links=by_name.get(carried.links_sheet) if carried else None, carried=carried)


def _has_register(rows: Rows) -> bool:
    return find_columns(rows, []) is not None


def list_read(edited: Edited, languages: Sequence[Texts]) -> dict[str, tuple[range, frozenset[int]]]:
    """List the cells that are taken from an edited workbook: by worksheet the rows and the columns, from 0."""
    found: dict[str, tuple[range, frozenset[int]]] = {}
    columns = find_columns(edited.register, [])
    if columns:
        rows = range(columns.header + 1, len(edited.register.cells))
        found[edited.register.worksheet] = (rows, frozenset({*columns.known.values(), *columns.extra.values()}))
    links = _find_link_columns(edited.links, [], languages) if edited.links else None
    if edited.links and links:
        rows = range(links.header + 1, len(edited.links.cells))
        found[edited.links.worksheet] = (rows, frozenset(links.known[name] for name in ("activities", "missing")))
    return found


def take_edited(
    files: PlanFiles, edited: Edited, programme: Programme, today: datetime.date, languages: Sequence[Texts]
) -> PlanFiles:
    """Return the plan with what was changed in the file. Raises InputError with every problem of it."""
    register, found = parse_register(edited.register, programme, today)
    problems = list(found)
    activities = files.plan.activities
    written: Mapping[str, Sequence[str]] = edited.carried.register if edited.carried else {}
    extra = files.register.extra
    if register and not problems:
        extra = (*extra, *(name for name in register.extra if name not in extra))
        current, new = _widen(files.register, extra), _widen(register, extra)
        activities, more = merge_register(current, new, written, programme, edited.register)
        problems += more
    known = {activity.id for activity in (register or files.register).activities} | {each.id for each in activities}
    changed = _find_changed_links(edited, known, problems, languages)
    if problems or register is None:
        raise InputError(sorted(problems, key=lambda problem: problem.place))
    plan = replace(files.plan, activities=activities, links=merge_links(files.plan.links, changed))
    return replace(
        files, plan=plan, register=replace(files.register, activities=activities, extra=extra, notices=register.notices)
    )


def _widen(register: Register, extra: tuple[str, ...]) -> Register:
    """Give every activity the same further columns, blank where it had none."""
    blank = dict.fromkeys(extra, "")
    activities = tuple(replace(each, extra={**blank, **each.extra}) for each in register.activities)
    return replace(register, activities=activities)


def has_changes(edited: Edited, languages: Sequence[Texts]) -> bool:
    """Tell whether a workbook of ours says anything else than when it was written.

    Cells are compared as they stand: the programme may have changed meanwhile, and no longer know what they name.
    """
    if edited.carried is None:
        return False
    problems: list[Problem] = []
    columns = find_columns(edited.register, problems)
    if columns is None:
        return True
    now = _list_raw_rows(edited.register, columns)
    before = {key: _trim(cells) for key, cells in edited.carried.register.items()}
    changed = _find_changed_links(edited, set(now), problems, languages)
    return bool(changed) or now != before


def _list_raw_rows(rows: Rows, columns: Columns) -> dict[str, tuple[str, ...]]:
    """Return each row as the hidden worksheet has it, without asking whether it makes sense."""
    found: dict[str, tuple[str, ...]] = {}
    for row in list_filled_rows(rows, columns, []):
        cells = [_say_raw(row, key) for key in COLUMNS]
        cells += [tidy_text(say_cell(rows.cell(row.index, at))) for at in columns.extra.values()]
        key = row.said("id")
        found[key if key not in found else f"{key} {row.index}"] = _trim(cells)
    return found


def _say_raw(row: Row, key: str) -> str:
    said = row.said(key)
    if key == "status":
        return find_status(said) or said
    if key == "themes":
        return ", ".join(split_list(said))
    day = parse_day(row.cell(key)) if key == "date" else None
    return day.isoformat() if day else said


def _trim(cells: Sequence[str]) -> tuple[str, ...]:
    """Leave blank cells at the end of a row out: the hidden worksheet is as wide as its widest row."""
    last = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
    return tuple(cells[:last])


def _find_changed_links(
    edited: Edited, known: set[str], problems: list[Problem], languages: Sequence[Texts]
) -> dict[AnswerKey, AnswerLink]:
    """Return the links that differ from what the workbook said first, by answer."""
    rows, carried = edited.links, edited.carried
    if rows is None or carried is None or not carried.links:
        return {}
    columns = _find_link_columns(rows, problems, languages)
    if columns is None:
        return {}
    problems += find_faulty_cells(rows, columns.header + 1, set(columns.known.values()), columns.headers)
    changed: dict[AnswerKey, AnswerLink] = {}
    for index in range(columns.header + 1, len(rows.cells)):
        link = _parse_link(rows, index, columns, carried, problems)
        if link and (", ".join(link.activities), link.missing) != carried.links.get(link.answer, ("", "")):
            problems += find_unknown(link, known, rows, index, columns.known["activities"])
            changed[link.answer] = link
    return changed


def _find_link_columns(rows: Rows, problems: list[Problem], languages: Sequence[Texts]) -> Columns | None:
    headers = {texts(name).lower(): key for texts in languages for key, name in LINK_HEADERS.items()}
    return find_columns(rows, problems, headers, ("key", "activities", "missing"))


def _parse_link(
    rows: Rows, index: int, columns: Columns, carried: Carried, problems: list[Problem]
) -> AnswerLink | None:
    said = {key: say_cell(rows.cell(index, at)) for key, at in columns.known.items()}
    if not any(said.get(key) for key in ("key", "activities", "missing")):
        return None
    parts = said.get("key", "").split("/")
    if len(parts) < 3:
        if said.get("activities") or said.get("missing"):
            problems.append(Problem(place=rows.place(index), message=BAD_LINK, facts={"what": said.get("key", "")}))
        return None
    answer = AnswerKey(workshop=parts[0], response="/".join(parts[1:-1]), item=parts[-1])
    if answer not in carried.links:
        problems.append(Problem(place=rows.place(index), message=BAD_LINK, facts={"what": said["key"]}))
        return None
    return AnswerLink(answer=answer, activities=split_list(said.get("activities", "")), missing=said.get("missing", ""))
