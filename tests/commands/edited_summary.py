"""A programme with a few answers and the summary of them, and worksheets of it changed as a person would."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.commands.collect import collect_files
from toolkit.commands.new import make_programme
from toolkit.commands.summary import write_summary
from toolkit.model.text import Text

ANSWERS = (
    ("1", "insikt-2", "Vi saknar ett alumnnätverk"),
    ("2", "insikt-2", "Fler konferenser och bättre webb"),
    ("3", "insikt-2", "Vet inte"),
    ("4", "insikt-2", "Mer kaffe åt alla"),
    ("5", "nasta-steg", "Ring Anna på 070-123 45 67 om alumnerna"),
    ("6", "nasta-steg", "Översätta webbsidorna"),
)
AT = "2026-11-25T10:00"
Edit = Callable[[Worksheet], None]


def make_summed_up(folder: Path) -> None:
    """Make a programme with six answers in its store, and the workbook that sums them up."""
    make_programme(folder)
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = (("nord", response, item, text) for response, item, text in ANSWERS)
        csv.writer(file).writerows([("workshop", "response", "item", "value"), *rows])
    taken = collect_files(folder, [folder / "answers.csv"], taken_at=AT)
    assert not taken.problems
    write_summary(folder, only=("workbook",))


class EditedSheet:
    """One worksheet of a summary, whose columns go by their names in the program."""

    def __init__(self, sheet: Worksheet, headers: Mapping[str, Text]) -> None:
        self.sheet = sheet
        self.headers = headers
        names = {name for said in headers.values() for name in (said.sv, said.en)}
        self.header = next(
            row for row in range(1, 60) if sum(cell.value in names for cell in sheet[row]) >= min(5, len(names))
        )

    def column(self, name: str) -> int:
        said = self.headers[name]
        return next(n for n in range(1, 40) if self.sheet.cell(self.header, n).value in (said.sv, said.en))

    def row(self, name: str, text: str) -> int:
        """Return the row that says a text in a column."""
        column = self.column(name)
        return next(n for n in range(1, self.sheet.max_row + 1) if self.sheet.cell(n, column).value == text)

    def write(self, row: int, **cells: object) -> None:
        for name, value in cells.items():
            self.sheet.cell(row, self.column(name)).value = value  # type: ignore[assignment]

    def add(self, **cells: object) -> None:
        """Write a row below the last one."""
        self.write(self.sheet.max_row + 1, **cells)

    def read(self, name: str) -> dict[str, tuple[object, ...]]:
        """Return each row below the header, without the blank cells, by what it says in a column."""
        at = self.column(name) - 1
        rows = self.sheet.iter_rows(min_row=self.header + 1, values_only=True)
        return {str(row[at]): row for row in rows if row[at]}


def edit_workbook(source: Path, target: Path, worksheet: str, change: Edit) -> Path:
    """Change a worksheet as somebody would and save the workbook."""
    book = openpyxl.load_workbook(source)
    change(book[worksheet])
    book.save(target)
    return target
