"""Coding in the summary's worksheet and back: changed in Excel or LibreOffice, taken in, and held to ever after."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.commands.edited_summary import ANSWERS, AT, Edit, edit_workbook, make_summed_up
from tests.summary.test_workbook import recalculate
from toolkit.collect.coding_receipt import CodingReceipt
from toolkit.commands.collect import collect_files
from toolkit.commands.summary import write_summary
from toolkit.model.answer_key import AnswerKey
from toolkit.model.coding_sheet import HEADERS
from toolkit.store.store import open_store
from toolkit.texts import load_texts

# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with six answers in its store, and the summary of them."""
    folder = tmp_path_factory.mktemp("coding") / "programme"
    make_summed_up(folder)
    return folder


@pytest.fixture
def folder(summed_up: Path, tmp_path: Path) -> Path:
    shutil.copytree(summed_up, tmp_path / "programme")
    return tmp_path / "programme"


def edit(folder: Path, change: Edit, name: str = "edited.xlsx") -> Path:
    """Change the worksheet for coding as somebody would, and save it under another name."""
    return edit_workbook(folder / "out" / "summary.xlsx", folder / name, "Kodning", change)


def find_header(sheet: Worksheet) -> int:
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Grupp")


def find_row(sheet: Worksheet, text: str) -> int:
    column = find_column(sheet, "answer")
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def find_column(sheet: Worksheet, name: str) -> int:
    header = find_header(sheet)
    return next(
        column for column in range(1, 30) if sheet.cell(header, column).value in (HEADERS[name].sv, HEADERS[name].en)
    )


def write(text: str, **cells: object) -> Edit:
    """Return an edit that writes into the row of an answer; names of columns have _ for a dot."""

    def change(sheet: Worksheet) -> None:
        row = find_row(sheet, text)
        for name, value in cells.items():
            sheet.cell(row, find_column(sheet, name.replace("_", "."))).value = value  # type: ignore[assignment]

    return change


def collect(folder: Path, *files: Path) -> CodingReceipt:
    receipt = collect_files(folder, files, taken_at=AT).receipts[0]
    assert isinstance(receipt, CodingReceipt)
    return receipt


def read_codes(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the themes that people have given, by the number of the response."""
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        return {key.response: coding.themes for key, coding in store.read_codings().items() if not coding.released}


def read_sheet(folder: Path) -> dict[str, tuple[object, ...]]:
    """Sum up anew and return each answer's themes and whether it was checked, by its text."""
    write_summary(folder, only=("workbook",))
    sheet = openpyxl.load_workbook(folder / "out" / "summary.xlsx")["Kodning"]
    answer, first = find_column(sheet, "answer"), find_column(sheet, "theme.1")
    rows = sheet.iter_rows(min_row=find_header(sheet) + 1, values_only=True)
    return {str(row[answer - 1]): tuple(value for value in row[first - 1 : first + 4] if value) for row in rows}


def say_problems(receipt: CodingReceipt) -> list[str]:
    return [load_texts("en").problem(problem) for problem in receipt.problems]


def test_every_open_answer_has_a_row_with_the_themes_found_and_the_words_that_gave_them(summed_up: Path) -> None:
    sheet = openpyxl.load_workbook(summed_up / "out" / "summary.xlsx")["Kodning"]
    assert sheet.max_row - find_header(sheet) == len(ANSWERS)
    row = find_row(sheet, "Vi saknar ett alumnnätverk")
    assert sheet.cell(row, find_column(sheet, "theme.1")).value == "Alumner"
    assert sheet.cell(row, find_column(sheet, "words")).value == "alumnnätverk"
    assert sheet.cell(find_row(sheet, ANSWERS[4][2]), find_column(sheet, "flags")).value == "telefonnummer"


def test_the_drop_downs_show_every_theme_of_the_theme_book(summed_up: Path) -> None:
    book = openpyxl.load_workbook(summed_up / "out" / "summary.xlsx")
    sheet, cells = str(book.defined_names["themes_for_coding"].attr_text).split("!")
    names = [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]
    assert names[0] == "Ledning och prioritering"
    assert len(names) == 21
    assert any(each.formula1 == "themes_for_coding" for each in book["Kodning"].data_validations.dataValidation)


def test_a_worksheet_that_nobody_changed_changes_nothing(folder: Path) -> None:
    receipt = collect(folder, folder / "out" / "summary.xlsx")
    assert (receipt.rows, receipt.outcome.codings, receipt.notices, receipt.problems) == (6, (), (), ())


def test_codes_are_changed_added_and_removed_and_hold_in_every_later_summary(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        write("Vi saknar ett alumnnätverk", theme_1="Nätverk och partnerskap", theme_2="alumner")(sheet)
        write("Fler konferenser och bättre webb", theme_1=None)(sheet)
        write("Mer kaffe åt alla", theme_3="Time and resources")(sheet)

    receipt = collect(folder, edit(folder, change))
    assert read_codes(folder) == {"1": ("natverk", "alumner"), "2": ("webb",), "4": ("resurser",)}
    assert "  themes: 3 answers coded by a person, 0 given back to the program" in receipt.describe(load_texts("en"))
    for _ in range(2):
        shown = read_sheet(folder)
        assert shown["Vi saknar ett alumnnätverk"] == ("Nätverk och partnerskap", "Alumner", "ja")
        assert shown["Fler konferenser och bättre webb"] == ("Webbplatsen", "ja")
        assert shown["Mer kaffe åt alla"] == ("Tid och resurser", "ja")
        assert shown["Vet inte"] == ()


def test_a_row_is_locked_by_yes_and_given_back_by_removing_it(folder: Path) -> None:
    collect(folder, edit(folder, write("Översätta webbsidorna", checked="ja")))
    assert set(read_codes(folder)["6"]) == {"webb", "sprak"}
    read_sheet(folder)
    receipt = collect(folder, edit(folder, write("Översätta webbsidorna", checked=None), "again.xlsx"))
    assert [coding.released for coding in receipt.outcome.codings] == [True]
    assert read_codes(folder) == {}


@pytest.mark.parametrize(
    "said",
    ["Alumner; Webbplatsen", "alumner | webb", "Alumner\nWebbplatsen", "Alumni, The website", "Alumner och webb"],
)
def test_two_themes_in_one_cell_are_understood_where_they_are_told_apart(folder: Path, said: str) -> None:
    collect(folder, edit(folder, write("Vet inte", theme_1=said)))
    assert read_codes(folder) == {"3": ("alumner", "webb")}


def test_an_unknown_theme_is_named_by_place_with_the_nearest_one_and_nothing_is_taken(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        write("Vet inte", theme_1="Alumnor; Webbplatsen")(sheet)
        write("Mer kaffe åt alla", theme_2="Kaffe")(sheet)
        write("Översätta webbsidorna", theme_1="Alumner", handling="göm", quotable="kanske")(sheet)

    path = edit(folder, change)
    sheet = openpyxl.load_workbook(path)["Kodning"]
    receipt = collect(folder, path)
    asked = find_row(sheet, "Vet inte")
    assert (
        f"edited.xlsx, worksheet Kodning, row {asked}, column D: There is no theme called “Alumnor”. Did you mean"
        in (say_problems(receipt)[0])
    )
    assert [each.split(": ")[1][:36] for each in say_problems(receipt)] == [
        "There is no theme called “Alumnor”. ",
        "There is no theme called “Kaffe”. Ch",
        "“göm” is no way to publish an answer",
        "“kanske” is neither ja / yes nor nej",
    ]
    assert read_codes(folder) == {}
    assert "  refused: nothing was taken" in receipt.describe(load_texts("en"))


def test_deleted_rows_and_edited_answers_lose_nothing_and_are_said(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        write("Vet inte", theme_1="Alumner", answer="Vet nog")(sheet)
        sheet.delete_rows(find_row(sheet, "Mer kaffe åt alla"))

    receipt = collect(folder, edit(folder, change))
    said = [notice.message.cause for notice in receipt.notices]
    assert any(each.startswith("The answer's text was changed here") for each in said)
    assert any("were deleted" in each for each in said)
    assert read_codes(folder) == {"3": ("alumner",)}
    assert set(read_sheet(folder)) == {text for _, _, text in ANSWERS}


def test_the_worksheet_may_be_sorted_and_its_columns_moved(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        write("Vet inte", theme_1="Alumner")(sheet)
        header = find_header(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header - 1)]
        moved = [*rows[:2], *sorted(rows[2:], key=lambda row: str(row[2]), reverse=True)]
        for row, values in enumerate(moved, header - 1):
            for column, value in enumerate([*values[5:], *values[:5]], 1):
                sheet.cell(row, column).value = value

    receipt = collect(folder, edit(folder, change))
    assert (receipt.problems, receipt.notices) == ((), ())
    assert read_codes(folder) == {"3": ("alumner",)}


def test_columns_that_were_sorted_apart_are_seen_and_nothing_is_taken(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        column, first, other = find_column(sheet, "answer"), find_row(sheet, "Vet inte"), find_row(sheet, ANSWERS[3][2])
        sheet.cell(first, column).value, sheet.cell(other, column).value = "Mer kaffe åt alla", "Vet inte"
        sheet.cell(first, find_column(sheet, "theme.1")).value = "Alumner"

    receipt = collect(folder, edit(folder, change))
    assert len(receipt.problems) == 2
    assert "belongs to row" in say_problems(receipt)[0]
    assert read_codes(folder) == {}


def test_a_row_without_its_key_and_two_rows_of_one_answer_are_named(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        row = find_row(sheet, "Vet inte")
        for column in range(1, 15):
            sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(row, column).value
        sheet.cell(sheet.max_row, find_column(sheet, "theme.1")).value = "Alumner"
        write("Översätta webbsidorna", key=None)(sheet)

    problems = say_problems(collect(folder, edit(folder, change)))
    assert any("its hidden key is gone" in each for each in problems)
    assert any("something else of the same answer" in each for each in problems)


def test_without_the_hidden_row_the_headers_tell_in_either_language(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        write("Vet inte", theme_1="Alumner")(sheet)
        for column in range(1, 15):
            sheet.cell(find_header(sheet) - 1, column).value = None

    assert collect(folder, edit(folder, change)).problems == ()
    assert read_codes(folder) == {"3": ("alumner",)}


def test_without_the_column_of_keys_the_worksheet_is_refused(folder: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.delete_cols(find_column(sheet, "key"))

    problems = say_problems(collect(folder, edit(folder, change)))
    assert len(problems) == 1
    assert "The hidden column that tells which answer each row is about is gone." in problems[0]


def test_decisions_on_publishing_travel_in_the_same_worksheet(folder: Path) -> None:
    collect(folder, edit(folder, write(ANSWERS[4][2], handling="visa", quotable="ja")))
    key = AnswerKey("nord", "5", "nasta-steg")
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        (found,) = [each for name, each in store.read_decisions().items() if name.item == key.item]
    assert (found.handling, found.quotable) == ("show", True)
    assert read_codes(folder) == {}
    read_sheet(folder)
    sheet = openpyxl.load_workbook(folder / "out" / "summary.xlsx")["Kodning"]
    row = find_row(sheet, ANSWERS[4][2])
    assert sheet.cell(row, find_column(sheet, "handling")).value == "visa"
    assert collect(folder, folder / "out" / "summary.xlsx").outcome.decisions == ()


def test_a_worksheet_saved_by_libreoffice_is_the_same(folder: Path, tmp_path: Path) -> None:
    saved = recalculate(edit(folder, write("Vet inte", theme_1="Alumner")), tmp_path / "libreoffice")
    receipt = collect(folder, saved)
    assert (receipt.problems, receipt.notices, receipt.rows) == ((), (), 6)
    assert read_codes(folder) == {"3": ("alumner",)}


def test_another_programme_s_worksheet_is_refused(folder: Path) -> None:
    text = (folder / "programme.toml").read_text("utf-8").replace('id = "ki-synlighet"', 'id = "annat"', 1)
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    assert "another programme" in say_problems(collect(folder, folder / "out" / "summary.xlsx"))[0]
