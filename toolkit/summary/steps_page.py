"""Write the worksheet of next steps: who takes each, until when, its status; to be edited and taken back. An edge.

One row a step, by area and theme where there is a theme book. How the worksheet is known again says
model/steps_sheet.py; `toolkit summary` and `toolkit collect` take it back.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from toolkit.model.analysis import Analysis
from toolkit.model.next_step import STATUS_NAMES
from toolkit.model.planned_step import PlannedStep
from toolkit.model.sheet_mark import SheetMark, compose_mark
from toolkit.model.steps_sheet import HEADERS, MARK, VERSION, StepRow, compose_step_key
from toolkit.summary.answers import Row
from toolkit.summary.cell_text import cut_text
from toolkit.summary.decided_steps import say_step_note
from toolkit.summary.list_page import Column, write_list
from toolkit.summary.page import Heading, Page, find_address, write_machine_row
from toolkit.summary.style import CAUTION, MUTED
from toolkit.summary.theme_matrix import rank_step_themes
from toolkit.texts import Texts

_WIDTHS = {
    "area": 26,
    "theme": 28,
    "step": 70,
    "others": 34,
    "owner": 22,
    "due": 13,
    "status": 15,
    "note": 30,
    "group": 34,
    "date": 12,
    "question": 14,
    "response": 34,
    "key": 250,
}
"""Width of each column, in the order of the worksheet; that of the hidden one makes no row higher."""
_OF_THEMES = ("area", "theme", "others")
"""Columns that stand there only where there is a theme book."""
_SPARE_ROWS = 200
"""Rows below the table whose cells have the drop-downs too: people add steps of their own there."""


def write_steps_page(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write every next step once, with what was said of it."""
    texts = page.texts
    names = [name for name in _WIDTHS if analysis.working.themes.rows or name not in _OF_THEMES]
    kinds = {"due": "date", "date": "date", "key": "aside"}
    columns = [
        Column(header=HEADERS[name].say(texts.language), width=_WIDTHS[name], kind=kinds.get(name, "text"))
        for name in names
    ]
    top = page.write_heading(heading, [column.width for column in columns[:-1]], back) + 1
    steps = sort_steps(analysis, texts.language)
    mark = SheetMark(kind=MARK, programme=analysis.programme.id, rows=len(steps), version=VERSION)
    write_machine_row(page, top - 1, names, compose_mark(mark))
    write_list(page, top, texts("NextSteps"), columns, _list_rows(steps, names, analysis, texts), len(steps))
    page.freeze(top + 1, names.index("step") + 1)
    _add_rules(page, top, top + max(len(steps), 1), names)


def sort_steps(analysis: Analysis, language: str) -> list[PlannedStep]:
    """Sort steps by area, within it by theme, most often asked for first; what has no theme last."""
    order = rank_step_themes(analysis.working.themes)
    ranks = {step.key: order.index(step.themes[0]) if step.themes else len(order) for step in analysis.next_steps}
    names = _name_areas(analysis, language)
    best: dict[str, int] = {}
    for step in analysis.next_steps:
        best[step.area] = min(ranks[step.key], best.get(step.area, len(order)))
    return sorted(
        analysis.next_steps,
        key=lambda step: (best[step.area], names.get(step.area, ""), ranks[step.key], step.own),
    )


def _name_areas(analysis: Analysis, language: str) -> Mapping[str, str]:
    return {area.id: area.short.say(language) or area.title.say(language) for area in analysis.programme.areas}


def _list_rows(steps: Sequence[PlannedStep], names: Sequence[str], analysis: Analysis, texts: Texts) -> Iterator[Row]:
    areas, book, language = _name_areas(analysis, texts.language), analysis.coding.book, texts.language
    for step in steps:
        themes = [book.name(theme).say(language) for theme in step.themes]
        state, workshop, group = step.state, step.workshop, analysis.names.get(step.group, "")
        cells: dict[str, str | int | datetime.date | None] = {
            "area": areas.get(step.area, ""),
            "theme": themes[0] if themes else "" if step.own else texts("No theme"),
            "step": cut_text(step.text),
            "others": ", ".join(themes[1:]),
            "owner": state.owner,
            "due": datetime.date.fromisoformat(state.due) if state.due else None,
            "status": STATUS_NAMES[state.status].say(language) if state.status else "",
            "note": say_step_note(step, analysis.written_on, texts),
            "group": group,
            "date": workshop.date if workshop else None,
            "question": step.question,
            "response": "" if step.own else f"{step.key.workshop}/{step.key.response}",
            "key": compose_step_key(StepRow(key=step.key, digest=step.digest, state=state, group=group)),
        }
        yield tuple(cells[name] for name in names)


def _add_rules(page: Page, top: int, last: int, names: Sequence[str]) -> None:
    """Let dates be dates and statuses words of the list, in the table and in the rows that people add below it."""
    texts, sheet, spare = page.texts, page.sheet, last + _SPARE_ROWS
    due, status, note = names.index("due"), names.index("status"), names.index("note")
    warning = {"ignore_blank": True, "error_type": "warning"}
    date = {
        "validate": "date",
        "criteria": ">",
        "value": "=DATE(2000,1,1)",
        "error_title": texts("Due date"),
        "error_message": texts("Write a date, such as 2026-09-14."),
    }
    sheet.data_validation(top + 1, due, spare, due, {**date, **warning})
    words = [name.say(texts.language) for name in STATUS_NAMES.values()]
    listed = {"validate": "list", "source": words, "error_message": texts("Choose from the list.")}
    sheet.data_validation(
        top + 1, status, spare, status, {**listed, **warning, "error_title": HEADERS["status"].say(texts.language)}
    )
    done = [STATUS_NAMES[name].say(texts.language) for name in ("done", "dropped")]
    cell = f"${find_address(top + 1, status)}"
    quiet = {
        "type": "formula",
        "criteria": f'=OR({cell}="{done[0]}",{cell}="{done[1]}")',
        "format": page.style.format(font_color=MUTED),
    }
    sheet.conditional_format(top + 1, 0, last, len(names) - 2, quiet)
    caution = {"type": "no_blanks", "format": page.style.format(font_color=CAUTION, bold=True)}
    sheet.conditional_format(top + 1, note, last, note, caution)
