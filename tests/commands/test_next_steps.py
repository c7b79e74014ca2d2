"""Next steps in the summary's worksheet and back: who takes each, until when, how it stands, and steps of one's own."""

import csv
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.commands.edited_summary import ANSWERS, AT, EditedSheet, edit_workbook, make_summed_up
from tests.summary.test_workbook import recalculate
from toolkit.collect.coding_receipt import CodingReceipt
from toolkit.commands.collect import collect_files
from toolkit.commands.summary import write_summary
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import NOTHING_SAID, StepChange, StepState
from toolkit.model.steps_sheet import HEADERS
from toolkit.store.store import Store, open_store
from toolkit.texts import load_texts

# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

CALL, TRANSLATE = ANSWERS[4][2], ANSWERS[5][2]
SHEET = "Nästa steg"


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("steps") / "programme"
    make_summed_up(folder)
    return folder


@pytest.fixture
def folder(summed_up: Path, tmp_path: Path) -> Path:
    shutil.copytree(summed_up, tmp_path / "programme")
    return tmp_path / "programme"


def edit(folder: Path, change: Callable[[EditedSheet], None], name: str = "edited.xlsx") -> Path:
    """Change the worksheet of next steps as somebody would, and save it under another name."""
    source = folder / "out" / "summary.xlsx"
    return edit_workbook(source, folder / name, SHEET, lambda sheet: change(EditedSheet(sheet, HEADERS)))


def fill(text: str, **cells: object) -> Callable[[EditedSheet], None]:
    return lambda sheet: sheet.write(sheet.row("step", text), **cells)


def collect(folder: Path, *files: Path) -> CodingReceipt:
    receipt = collect_files(folder, files, taken_at=AT).receipts[0]
    assert isinstance(receipt, CodingReceipt)
    return receipt


def open_own(folder: Path) -> Store:
    return open_store(folder / "responses" / "responses.sqlite3")


def read_states(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Return owner, day and status of each step of which something was said, by response or by its own words."""
    with open_own(folder) as store:
        return {
            step.state.text or key.response: (step.state.owner, step.state.due, step.state.status)
            for key, step in store.read_steps().items()
        }


def read_sheet(folder: Path, language: str = "sv", name: str = SHEET) -> dict[str, dict[str, object]]:
    """Sum up anew and return each step's cells by column, by its text."""
    write_summary(folder, only=("workbook",), language=language)
    sheet = EditedSheet(openpyxl.load_workbook(folder / "out" / "summary.xlsx")[name], HEADERS)
    columns = {each: sheet.column(each) - 1 for each in HEADERS}
    return {text: {each: row[at] for each, at in columns.items()} for text, row in sheet.read("step").items()}


def say_problems(receipt: CodingReceipt, language: str = "en") -> list[str]:
    return [load_texts(language).problem(problem) for problem in receipt.problems]


def test_owner_day_and_status_are_taken_in_and_stand_in_every_later_summary_in_either_language(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna Ek", due=datetime.date(2026, 12, 24), status="pågår")(sheet)
        fill(TRANSLATE, owner="Bo", due="2027-01-31", status="not begun")(sheet)

    receipt = collect(folder, edit(folder, change))
    assert (
        receipt.describe(load_texts("en")).splitlines()[0] == "edited.xlsx: 6 rows of answers with codes, 2 next steps"
    )
    assert "  next steps: 2 changed, 0 added" in receipt.describe(load_texts("en"))
    assert "  nästa steg: 2 ändrade, 0 tillagda" in receipt.describe(load_texts("sv"))
    assert receipt.facts()["next_steps"][0]["owner"] == "Anna Ek"
    assert read_states(folder) == {
        "5": ("Anna Ek", "2026-12-24", "going-on"),
        "6": ("Bo", "2027-01-31", "not-begun"),
    }
    for language, name, going_on in (("sv", SHEET, "pågår"), ("en", "Next steps", "under way"), ("sv", SHEET, "pågår")):
        row = read_sheet(folder, language, name)[CALL]
        assert (row["owner"], row["status"]) == ("Anna Ek", going_on)
        assert row["due"] == datetime.datetime(2026, 12, 24)


def test_a_worksheet_that_nobody_changed_changes_nothing(folder: Path) -> None:
    receipt = collect(folder, folder / "out" / "summary.xlsx")
    assert (receipt.step_rows, receipt.outcome.steps.taken, receipt.problems, receipt.notices) == (2, (), (), ())


def test_a_name_and_a_day_are_taken_away_by_clearing_their_cells(folder: Path) -> None:
    collect(folder, edit(folder, fill(CALL, owner="Anna", due="2026-12-24", status="done")))
    read_sheet(folder)
    collect(folder, edit(folder, fill(CALL, owner=None, due=None), "again.xlsx"))
    assert read_states(folder) == {"5": ("", "", "done")}


@pytest.mark.parametrize(
    ("said", "status"),
    [("Klart", "done"), ("klar", "done"), ("PÅGÅR", "going-on"), ("ongoing", "going-on"), ("ej påbörjat", "not-begun"),
     ("utgår", "dropped"), ("Done.", "done"), ("not  begun", "not-begun")],
)  # fmt: skip
def test_a_status_is_understood_in_either_language_and_in_peoples_own_words(
    folder: Path, said: str, status: str
) -> None:
    collect(folder, edit(folder, fill(CALL, status=said)))
    assert read_states(folder) == {"5": ("", "", status)}


def test_what_cannot_be_read_is_named_by_its_cell_and_nothing_of_the_workbook_is_taken(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna", due="till våren", status="kanske")(sheet)
        sheet.add(owner="Cia")
        sheet.add(step="Boka möte", group="Norrr")

    path = edit(folder, change)
    sheet = EditedSheet(openpyxl.load_workbook(path)[SHEET], HEADERS)
    row = sheet.row("step", CALL)
    said = say_problems(collect(folder, path))
    letters = {name: openpyxl.utils.get_column_letter(sheet.column(name)) for name in HEADERS}
    assert said[0].startswith(
        f"edited.xlsx, worksheet Nästa steg, row {row}, column {letters['due']}: “till våren” is not a day. Write it as"
    )
    assert said[1].startswith(
        f"edited.xlsx, worksheet Nästa steg, row {row}, column {letters['status']}: “kanske” does not say how a step"
    )
    assert f"row {row + 2}, column {letters['step']}: The row says who or when, but not what is to be done." in said[2]
    assert "There is no group called “Norrr”." in said[3]
    assert len(said) == 4
    assert read_states(folder) == {}


def test_a_fault_in_one_worksheet_keeps_the_other_from_being_taken_too(folder: Path) -> None:
    book = openpyxl.load_workbook(edit(folder, fill(CALL, owner="Anna")))
    book["Kodning"].cell(9, 4).value = "Kaffe"
    book.save(folder / "both.xlsx")
    receipt = collect(folder, folder / "both.xlsx")
    assert len(receipt.problems) == 1
    assert read_states(folder) == {}


def test_a_row_written_below_the_last_one_becomes_a_step_that_stays(folder: Path) -> None:
    path = edit(folder, lambda sheet: sheet.add(step="Boka möte med rektor", owner="Eva", group="KI Nord"))
    receipt = collect(folder, path)
    assert "  next steps: 0 changed, 1 added" in receipt.describe(load_texts("en"))
    row = read_sheet(folder)["Boka möte med rektor"]
    assert (row["owner"], row["group"], row["note"]) == ("Eva", "KI Nord", "Tillagt av workshopledarna")
    again = collect(folder, path)
    assert (again.outcome.steps.taken, again.problems) == ((), ())
    collect(folder, edit(folder, fill("Boka möte med rektor", step="Boka möte", status="klart"), "again.xlsx"))
    assert read_states(folder) == {"Boka möte": ("Eva", "", "done")}


def test_a_row_copied_to_write_a_step_of_ones_own_becomes_one_and_leaves_the_first_alone(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        row, last = sheet.row("step", TRANSLATE), sheet.sheet.max_row + 1
        for column in range(1, len(HEADERS) + 1):
            sheet.sheet.cell(last, column).value = sheet.sheet.cell(row, column).value
        sheet.write(last, step="Översätta blanketterna", owner="Eva")

    receipt = collect(folder, edit(folder, change))
    assert (receipt.problems, receipt.notices) == ((), ())
    assert read_states(folder) == {"Översätta blanketterna": ("Eva", "", "")}


def test_two_rows_that_say_different_things_of_one_step_are_named(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        row, last = sheet.row("step", TRANSLATE), sheet.sheet.max_row + 1
        for column in range(1, len(HEADERS) + 1):
            sheet.sheet.cell(last, column).value = sheet.sheet.cell(row, column).value
        sheet.write(last, owner="Eva")

    (said,) = say_problems(collect(folder, edit(folder, change)))
    assert "The row says something else of the same step than row" in said


def test_a_worksheet_that_was_sorted_filtered_and_whose_columns_were_moved_reads_the_same(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna")(sheet)
        fill(TRANSLATE, owner="Bo")(sheet)
        cells = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=sheet.header - 1)]
        moved = [*cells[:2], *reversed(cells[2:])]
        for row, values in enumerate(moved, sheet.header - 1):
            for column, value in enumerate([*values[5:], *values[:5]], 1):
                sheet.sheet.cell(row, column).value = value
        sheet.sheet.row_dimensions[sheet.header + 1].hidden = True

    receipt = collect(folder, edit(folder, change))
    assert receipt.problems == ()
    assert [notice.message.cause for notice in receipt.notices] == [
        "The row is hidden or filtered away, and was taken like the others."
    ]
    assert {key: said[0] for key, said in read_states(folder).items()} == {"5": "Anna", "6": "Bo"}


def test_columns_sorted_apart_are_seen_and_nothing_is_taken(folder: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        first, other = sheet.row("step", CALL), sheet.row("step", TRANSLATE)
        sheet.write(first, step=TRANSLATE, owner="Bo")
        sheet.write(other, step=CALL)

    said = say_problems(collect(folder, edit(folder, change)))
    assert len(said) == 2
    assert "some columns were sorted without the others" in said[0]
    assert read_states(folder) == {}


def test_deleted_rows_and_columns_and_an_edited_answer_lose_nothing_and_are_told(folder: Path) -> None:
    collect(folder, edit(folder, fill(TRANSLATE, owner="Bo")))
    read_sheet(folder)

    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna", step="Ring någon")(sheet)
        sheet.sheet.delete_rows(sheet.row("step", TRANSLATE))
        sheet.sheet.delete_cols(sheet.column("due"))

    said = [notice.message.cause for notice in collect(folder, edit(folder, change, "again.xlsx")).notices]
    assert sorted(each[:28] for each in said) == [
        "The step's text was changed ",
        "These columns are gone, and ",
        "{count} rows of next steps w",
    ]
    assert {key: state[0] for key, state in read_states(folder).items()} == {"5": "Anna", "6": "Bo"}
    assert {CALL, TRANSLATE} <= set(read_sheet(folder))


@pytest.mark.parametrize("gone", ["machine row", "keys"])
def test_without_the_hidden_row_the_headers_tell_and_without_the_keys_it_is_refused(folder: Path, gone: str) -> None:
    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna")(sheet)
        if gone == "keys":
            sheet.sheet.delete_cols(sheet.column("key"))
        else:
            sheet.sheet.delete_rows(sheet.header - 1)

    receipt = collect(folder, edit(folder, change))
    if gone == "keys":
        assert "The hidden column that tells which answer each row is about is gone." in say_problems(receipt)[0]
    assert read_states(folder) == ({} if gone == "keys" else {"5": ("Anna", "", "")})


def test_a_row_whose_hidden_key_was_damaged_is_named_and_does_not_become_a_step_of_its_own(folder: Path) -> None:
    receipt = collect(folder, edit(folder, fill(CALL, owner="Anna", key='["nord","5"]')))
    (said,) = say_problems(receipt)
    assert "The hidden key of this row cannot be read" in said
    assert read_states(folder) == {}


def test_a_worksheet_saved_by_libreoffice_is_the_same(folder: Path, tmp_path: Path) -> None:
    def change(sheet: EditedSheet) -> None:
        fill(CALL, owner="Anna", due=datetime.date(2026, 12, 24), status="klart")(sheet)
        sheet.add(step="Boka möte", owner="Eva")

    saved = recalculate(edit(folder, change), tmp_path / "libreoffice")
    receipt = collect(folder, saved)
    assert (receipt.problems, receipt.notices) == ((), ())
    assert read_states(folder) == {"5": ("Anna", "2026-12-24", "done"), "Boka möte": ("Eva", "", "")}


def test_a_step_whose_answer_was_corrected_since_keeps_its_owner_and_says_so(folder: Path) -> None:
    collect(folder, edit(folder, fill(TRANSLATE, owner="Bo", status="pågår")))
    with (folder / "corrected.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("nord", "6", "nasta-steg", "Översätta alla webbsidor")]
        csv.writer(file).writerows([("workshop", "response", "item", "value"), *rows])
    assert not collect_files(folder, [folder / "corrected.csv"], taken_at=AT).problems
    row = read_sheet(folder)["Översätta alla webbsidor"]
    assert (row["owner"], row["status"], row["note"]) == ("Bo", "pågår", "Svaret har ändrats sedan detta skrevs")
    collect(folder, edit(folder, fill("Översätta alla webbsidor", status="klart"), "again.xlsx"))
    assert read_sheet(folder)["Översätta alla webbsidor"]["note"] is None


def test_a_step_whose_day_has_passed_is_late_until_it_is_done_or_dropped(folder: Path) -> None:
    collect(folder, edit(folder, fill(TRANSLATE, due="2025-01-01")))
    assert read_sheet(folder)[TRANSLATE]["note"] == "Försenat"
    collect(folder, edit(folder, fill(TRANSLATE, status="klart"), "again.xlsx"))
    assert read_sheet(folder)[TRANSLATE]["note"] is None


def test_what_was_changed_elsewhere_since_stays_where_the_workbook_says_nothing_new(folder: Path) -> None:
    path = edit(folder, fill(CALL, status="klart"))
    key = AnswerKey("nord", "5", "nasta-steg")
    with open_own(folder) as store:
        store.take_steps([StepChange(key=key, before=NOTHING_SAID, after=StepState(owner="Cia"))], set_at=AT)
    collect(folder, path)
    assert read_states(folder) == {"5": ("Cia", "", "done")}


def test_two_who_name_different_owners_are_told_the_cell_and_what_the_other_wrote(folder: Path) -> None:
    path = edit(folder, fill(CALL, owner="Anna"))
    key = AnswerKey("nord", "5", "nasta-steg")
    with open_own(folder) as store:
        store.take_steps([StepChange(key=key, before=NOTHING_SAID, after=StepState(owner="Cia"))], set_at=AT)
    (said,) = say_problems(collect(folder, path))
    sheet = EditedSheet(openpyxl.load_workbook(path)[SHEET], HEADERS)
    assert f"row {sheet.row('step', CALL)}, column E: It says “Anna” here, and somebody else has written “Cia”" in said
    assert read_states(folder) == {"5": ("Cia", "", "")}


def test_the_drop_downs_offer_the_statuses_also_below_the_last_row(summed_up: Path) -> None:
    sheet: Worksheet = openpyxl.load_workbook(summed_up / "out" / "summary.xlsx")[SHEET]
    rules = {rule.formula1: rule for rule in sheet.data_validations.dataValidation}
    listed = rules['"inte påbörjat,pågår,klart,utgår"']
    assert f"G{sheet.max_row + 50}" in listed.sqref


def test_another_programme_s_worksheet_is_refused(folder: Path) -> None:
    text = (folder / "programme.toml").read_text("utf-8").replace('id = "ki-synlighet"', 'id = "annat"', 1)
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    said = say_problems(collect(folder, folder / "out" / "summary.xlsx"))
    assert all("another programme" in each for each in said)
    assert len(said) == 2
