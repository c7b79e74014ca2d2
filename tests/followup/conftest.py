"""A programme folder with its plan to change, and the follow-up run on it on a fixed day."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.commands.followup import FollowupOptions, WrittenFollowup, write_followup
from toolkit.commands.new import make_programme

TODAY = datetime.date(2027, 5, 3)
LATER = datetime.date(2028, 5, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The KI programme as it comes along, in a folder of its own."""
    made = tmp_path / "programme"
    make_programme(made)
    return made


@pytest.fixture
def follow(folder: Path) -> Callable[..., WrittenFollowup]:
    """Run the recipe on a day: `follow(register=…, media=…, day=…)`."""

    def run(day: datetime.date = TODAY, **options: Any) -> WrittenFollowup:
        return write_followup(folder, FollowupOptions(day=day, **options))

    return run


class Edited:
    """A workbook as a person has it open: cells are found by what stands in the first column and by the header."""

    def __init__(self, path: Path, worksheet: str = "Register") -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet: Any = self.book[worksheet]
        self.header = next(
            row for row in range(1, 30) if self.sheet.cell(row, 2).value and self.sheet.cell(row, 5).value
        )
        self.columns = {self.sheet.cell(self.header, at).value: at for at in range(1, self.sheet.max_column + 1)}

    def row(self, key: str, header: str = "Id") -> int:
        """Return the number of the row that has a value in a column."""
        at = self.columns[header]
        return next(row for row in range(self.header + 1, 2000) if self.sheet.cell(row, at).value == key)

    def set(self, key: str, **cells: object) -> "Edited":
        """Change cells of an activity's row, by header (blanks and parentheses as the worksheet has them)."""
        for header, value in cells.items():
            self.put(self.row(key), header, value)
        return self

    def put(self, row: int, header: str, value: object) -> "Edited":
        """Write one cell."""
        self.sheet.cell(row, self.columns[header]).value = value
        return self

    def save(self, path: Path | None = None) -> Path:
        """Save as openpyxl does."""
        self.book.save(path or self.path)
        return path or self.path


@pytest.fixture
def edit() -> type[Edited]:
    return Edited
