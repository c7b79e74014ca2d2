"""summary.xlsx edited in out/ and saved there: taken in before the next summary is written, or nothing is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Ran
from tests.commands.edited_summary import ANSWERS, EditedSheet, edit_workbook, make_summed_up
from toolkit.commands.summary import WrittenSummary, write_summary
from toolkit.errors import InputError
from toolkit.model.coding_sheet import HEADERS as CODING
from toolkit.model.steps_sheet import HEADERS as STEPS
from toolkit.outputs.outcome import BESIDE
from toolkit.texts import load_texts

# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summed up") / "programme"
    make_summed_up(folder)
    return folder


@pytest.fixture
def folder(summed_up: Path, tmp_path: Path) -> Path:
    shutil.copytree(summed_up, tmp_path / "programme")
    return tmp_path / "programme"


def change_steps(folder: Path, **cells: object) -> Path:
    """Write beside a next step, where the summary lies."""
    path = folder / "out/summary.xlsx"

    def change(sheet: EditedSheet) -> None:
        sheet.write(sheet.row("step", ANSWERS[5][2]), **cells)

    return edit_workbook(path, path, "Nästa steg", lambda sheet: change(EditedSheet(sheet, STEPS)))


def sum_up(folder: Path, *, fresh: bool = False) -> WrittenSummary:
    return write_summary(folder, only=("workbook",), fresh=fresh)


def read_owner(folder: Path) -> object:
    sheet = EditedSheet(openpyxl.load_workbook(folder / "out/summary.xlsx")["Nästa steg"], STEPS)
    return sheet.sheet.cell(sheet.row("step", ANSWERS[5][2]), sheet.column("owner")).value


def rename_programme(folder: Path) -> None:
    path = folder / "programme.toml"
    path.write_text(
        path.read_text("utf-8").replace("internationell synlighet", "internationell närvaro"), encoding="utf-8"
    )


def list_summaries(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").glob("summary*"))


def test_who_does_a_step_is_taken_in_first_and_the_receipt_says_how_many(folder: Path) -> None:
    change_steps(folder, owner="Kim Exempelsson")
    done = sum_up(folder)
    assert "Taken in from summary.xlsx first: 1 next step." in done.describe(load_texts("en"))
    assert done.facts()["taken"]["next_steps"][0]["owner"] == "Kim Exempelsson"
    assert read_owner(folder) == "Kim Exempelsson"
    assert list_summaries(folder) == ["summary.xlsx"]
    sum_up(folder)
    assert read_owner(folder) == "Kim Exempelsson"


def test_a_summary_that_libreoffice_has_saved_is_taken_in_and_renewed(
    folder: Path, tmp_path: Path, soffice: Callable[[Path, str, Path], Path]
) -> None:
    path = change_steps(folder, owner="Kim Exempelsson")
    shutil.copy(soffice(path, "xlsx", tmp_path / "saved"), path)
    sum_up(folder)
    assert read_owner(folder) == "Kim Exempelsson"
    assert list_summaries(folder) == ["summary.xlsx"]


def test_codes_and_decisions_are_taken_in_first(folder: Path) -> None:
    path = folder / "out/summary.xlsx"

    def change(sheet: EditedSheet) -> None:
        sheet.write(sheet.row("answer", ANSWERS[3][2]), **{"theme.1": "Alumner", "quotable": "x"})

    edit_workbook(path, path, "Kodning", lambda sheet: change(EditedSheet(sheet, CODING)))
    done = sum_up(folder)
    assert "Taken in from summary.xlsx first: 1 code, 1 decision." in done.describe(load_texts("en"))
    sheet = EditedSheet(openpyxl.load_workbook(path)["Kodning"], CODING)
    assert sheet.sheet.cell(sheet.row("answer", ANSWERS[3][2]), sheet.column("theme.1")).value == "Alumner"
    assert list_summaries(folder) == ["summary.xlsx"]


def test_where_a_cell_is_at_fault_nothing_is_written_and_the_cell_is_named(
    folder: Path, run: Callable[..., Ran]
) -> None:
    path = change_steps(folder, due="nångång")
    before = path.read_bytes()
    with pytest.raises(InputError):
        sum_up(folder)
    assert path.read_bytes() == before
    assert list_summaries(folder) == ["summary.xlsx"]
    said = run("summary", cwd=folder)
    assert said.code == 1
    assert said.err.startswith("summary.xlsx, worksheet Nästa steg, row ")
    assert not (folder / "out/feedback.pptx").exists()


def test_fresh_goes_on_without_taking_it_in_and_keeps_it(folder: Path) -> None:
    before = change_steps(folder, due="nångång").read_bytes()
    sum_up(folder, fresh=True)
    assert read_owner(folder) is None
    kept = [path for path in (folder / "out").glob("summary-2*.xlsx") if path.read_bytes() == before]
    assert len(kept) == 1


def test_what_else_i_wrote_in_it_stays_and_the_new_one_lies_beside(folder: Path) -> None:
    path = change_steps(folder, owner="Kim Exempelsson")
    edit_workbook(path, path, "Översikt", lambda sheet: sheet.cell(70, 2, "Min anteckning"))  # type: ignore[func-returns-value, arg-type]  # the cell is of no use
    mine = path.read_bytes()
    done = sum_up(folder)
    assert path.read_bytes() == mine
    assert [notice.message for notice in done.notices if notice.place.file == str(path)] == [BESIDE]
    new = openpyxl.load_workbook(path.with_name("summary-new.xlsx"))["Nästa steg"]
    assert any("Kim Exempelsson" in map(str, row) for row in new.iter_rows(values_only=True))


def test_another_workbook_under_its_name_stays_where_it_lies(folder: Path) -> None:
    path = folder / "out/summary.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Något helt annat"  # type: ignore[index]
    book.save(path)
    mine = path.read_bytes()
    rename_programme(folder)
    assert sum_up(folder).taken is None
    assert path.read_bytes() == mine
    assert path.with_name("summary-new.xlsx").exists()


def test_a_demo_takes_nothing_in_from_the_programme_s_own_summary(folder: Path) -> None:
    path = change_steps(folder, owner="Kim Exempelsson")
    mine = path.read_bytes()
    rename_programme(folder)
    done = write_summary(folder, only=("workbook",), takes=False)
    assert path.read_bytes() == mine
    assert done.taken is None
