"""Write the comparison of groups: every figure of every closed question, one row each, one column a group. An edge."""

from collections.abc import Sequence

from toolkit.model.tally import Summary
from toolkit.summary.formulas import quote_sheet
from toolkit.summary.grid import Cell, Number
from toolkit.summary.page import Heading, Page, find_address, find_column_width
from toolkit.summary.question_page import Stated, Written
from toolkit.summary.style import NEUTRAL

_LABELS = 3
"""Columns before the figures: question, what is stated, choice."""


def write_comparison(page: Page, heading: Heading, summary: Summary, written: Sequence[Written], back: str) -> None:
    """Write one table whose figures are those of the questions' pages, shaded within each row."""
    texts = page.texts
    group_ids = ["", *(group.id for group in summary.groups)]
    names = _name_groups(summary, texts("All"))
    widths = (18, 37, 34, *(find_column_width(names) for _ in group_ids))
    top = page.write_heading(heading, widths, back)
    rows = [(each, stated) for each in written for stated in (_state_answered(each), *each.stated)]
    headers = (texts("Question"), texts("Measure"), texts("Choice"), texts("All"), *names)
    options = {
        "name": texts("Comparison"),
        "columns": [
            {"header": header, "header_format": page.style.header(page.colour, "left" if n < _LABELS else "right")}
            for n, header in enumerate(headers)
        ],
        "style": None,
    }
    page.sheet.add_table(top, 0, top + max(len(rows), 1), len(headers) - 1, options)
    page.set_height(top, headers, 2)
    page.sheet.repeat_rows(top)
    page.freeze(top + 1, _LABELS)
    for number, (each, stated) in enumerate(rows, top + 1):
        _write_row(page, number, each, stated, group_ids)


def _state_answered(written: Written) -> Stated:
    """State how many answered, before anything else about a question."""
    row = written.answered_row
    cells: dict[str, tuple[str, Number]] = {
        scope.group_id: (find_address(row, column), scope.figures.answered)
        for column, scope in enumerate(written.scopes, 1)
    }
    return Stated(measure="", choice="", kind="count", cells=cells)


def _name_groups(summary: Summary, total: str) -> list[str]:
    names: list[str] = [total.lower()]
    headers = []
    for group in summary.groups:
        header = group.name if group.name.lower() not in names else f"{group.name} ({group.id})"
        names.append(header.lower())
        headers.append(header)
    return headers


def _write_row(page: Page, row: int, written: Written, stated: Stated, group_ids: Sequence[str]) -> None:
    sheet = quote_sheet(written.sheet)
    is_base = not stated.measure
    label = page.style.body("text", strong=is_base, wrap=True)
    link = page.style.link() if is_base else label
    if is_base:
        about = written.tally.question.text.say(page.texts.language)[:250]
        page.sheet.write_url(row, 0, f"internal:{sheet}!A1", link, written.sheet, about)
    else:
        page.write_text(row, 0, written.sheet, label)
    page.write_text(row, 1, stated.measure or page.texts("Answered the question (n)"), label)
    page.write_text(row, 2, stated.choice, label)
    for column, group_id in enumerate(group_ids, _LABELS):
        if group_id in stated.cells:
            address, value = stated.cells[group_id]
            page.write_cell(
                row, column, Cell(value=value, kind=stated.kind, formula=f"{sheet}!{address}"), strong=is_base
            )
        else:
            page.write_text(row, column, "–", page.style.none())
    if not is_base:
        page.shade_row(row, _LABELS + 1, _LABELS + len(group_ids) - 1, NEUTRAL)
