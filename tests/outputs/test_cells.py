"""A workbook that was only saved, and one in which somebody has done something."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.workbook import Workbook

from toolkit.outputs.cells import holds_all, is_as_written, renew_unchanged

TAKEN = {"Coding": ({1, 2}, {1, 3})}
"""The cells under Theme and Owner."""
ROWS = (("Answer", "Theme", "Checked", "Owner"), ("More time", "", "", ""), ("More coffee", "", "", ""))


def write(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """Write a workbook as the program does: a coloured row of headings."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Coding")
    sheet.set_column(0, 3, 20)
    head = book.add_format({"bold": True, "bg_color": "#CCE0E0"})
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text, head if number == 0 else None)
    book.close()
    return file.getvalue()


def edit(content: bytes, change: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book["Coding"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def say(cell: str, text: str) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[cell], "value", text)


def colour(sheet: Worksheet) -> None:
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF00")


def comment(sheet: Worksheet) -> None:
    sheet["A2"].comment = Comment("Ask Kim", "me")


def draw(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=3))
    sheet.add_chart(chart, "F2")


def widen(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 90


def test_a_workbook_that_was_only_saved_is_renewed() -> None:
    base, fresh = write(), write((*ROWS, ("New", "", "", "")))
    saved = edit(base, lambda sheet: None)
    assert saved != base
    assert is_as_written(saved, base, "a.xlsx")
    assert renew_unchanged(saved, base, fresh, "a.xlsx").content == fresh


@pytest.mark.parametrize("change", [say("A2", "Less time"), say("H9", "My note"), colour, comment, draw])
def test_a_workbook_in_which_somebody_did_something_is_left(change: Callable[[Worksheet], object]) -> None:
    base = write()
    merged = renew_unchanged(edit(base, change), base, write(ROWS[:2]), "a.xlsx")
    assert (merged.content, merged.beside) == (None, True)


def test_what_was_taken_in_may_read_otherwise_in_the_new_one() -> None:
    base = write()
    edited = edit(base, say("B2", "alumni"))
    fresh = write((ROWS[0], ("More time", "Alumni", "", ""), ROWS[2]))
    assert holds_all(fresh, edited, base, "a.xlsx", taken=TAKEN)
    assert not holds_all(fresh, edited, None, "a.xlsx", taken=TAKEN), "nobody knows what was written"


@pytest.mark.parametrize(
    "change",
    [say("A2", "Less time"), say("E2", "My column"), say("B9", "My note"), colour, comment, draw, widen],
    ids=["an answer", "a column of my own", "a note below", "a colour", "a comment", "a chart", "a wider column"],
)
def test_what_else_somebody_did_keeps_the_workbook(change: Callable[[Worksheet], object]) -> None:
    base = write()
    edited = edit(edit(base, say("B2", "alumni")), change)
    fresh = write((ROWS[0], ("More time", "Alumni", "", ""), ROWS[2]))
    assert not holds_all(fresh, edited, base, "a.xlsx", taken=TAKEN)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook", "ö;ä".encode("cp1252")])
def test_what_is_no_workbook_is_left_alone(content: bytes) -> None:
    merged = renew_unchanged(content, write(), write(ROWS[:2]), "a.xlsx")
    assert (merged.content, merged.beside) == (None, True)
