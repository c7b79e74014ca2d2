"""Write the workshops' next steps that somebody has taken on: who, until when, and how they stand. An edge."""

from collections.abc import Sequence

from toolkit.followup.workbook.book import Book, Column, Sheet, Value
from toolkit.model.next_step import STATUS_NAMES
from toolkit.model.planned_step import DecidedStep


def write_steps(sheet: Sheet, book: Book, steps: Sequence[DecidedStep], back: str) -> None:
    """Write every step that was taken on, late and open ones first. What is changed here is not taken back."""
    texts = book.texts
    columns = (
        Column(header=texts("Next step"), width=60),
        Column(header=texts("Owner"), width=22),
        Column(header=texts("Due date"), width=13, kind="date"),
        Column(header=texts("Status"), width=16),
        Column(header=texts("Late"), width=12),
        Column(header=texts("Group"), width=28),
        Column(header=texts("Area"), width=26),
    )
    facts = (
        texts("Working material: names people. Not for publication."),
        texts(
            "To change a step, use summary.xlsx (the worksheet Next steps) or the console: changes here are not read."
        ),
    )
    top = sheet.write_heading(texts("Next steps"), facts, [column.width for column in columns], back)
    rows: list[list[Value]] = [
        [
            step.text,
            step.owner,
            step.due,
            STATUS_NAMES[step.status].say(texts.language) if step.status else "",
            texts("late") if step.late else "",
            step.group,
            step.area,
        ]
        for step in steps
    ]
    sheet.write_table(top, texts("NextSteps"), columns, rows, filtered=True)
    sheet.sheet.freeze_panes(top + 1, 1)
