"""The next summary takes in what was written in the workbook, and never loses what else was put into it."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.commands.conftest import Ran
from tests.commands.edited_summary import ANSWERS, AT, EditedSheet, make_summed_up
from tests.summary.test_workbook import recalculate
from toolkit.commands.collect import collect_files
from toolkit.commands.summary import WrittenSummary, write_summary
from toolkit.model.coding_sheet import HEADERS as CODING_HEADERS
from toolkit.model.steps_sheet import HEADERS
from toolkit.store.store import open_store
from toolkit.texts import load_texts

# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

CALL, TRANSLATE = ANSWERS[4][2], ANSWERS[5][2]
STEPS, CODING = "Nästa steg", "Kodning"
TODAY = datetime.date.today().isoformat()


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taken") / "programme"
    make_summed_up(folder)
    return folder


@pytest.fixture
def folder(summed_up: Path, tmp_path: Path) -> Path:
    shutil.copytree(summed_up, tmp_path / "programme")
    return tmp_path / "programme"


def change(folder: Path, *edits: Callable[[openpyxl.Workbook], None]) -> Path:
    """Open the workbook where it lies, change it, and save it there."""
    path = folder / "out" / "summary.xlsx"
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def step(text: str, **cells: object) -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = EditedSheet(book[STEPS], HEADERS)
        sheet.write(sheet.row("step", text), **cells)

    return edit


def code(text: str, **cells: object) -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = EditedSheet(book[CODING], CODING_HEADERS)
        sheet.write(sheet.row("answer", text), **{name.replace("_", "."): value for name, value in cells.items()})

    return edit


def sum_up(folder: Path, **options: bool) -> WrittenSummary:
    return write_summary(folder, only=("workbook",), **options)


def answer_more(folder: Path) -> None:
    """Collect one more answer, so that there is something new to sum up."""
    rows = "workshop,response,item,value\nnord,7,insikt-2,Mer tid\n"
    (folder / "more.csv").write_text(rows, encoding="utf-8")
    assert not collect_files(folder, [folder / "more.csv"], taken_at=AT).problems


def say(written: WrittenSummary, language: str = "en") -> str:
    texts = load_texts(language)
    told = [texts.problem(problem) for problem in (*written.notices, *written.problems)]
    return "\n".join([written.describe(texts), *told])


def list_out(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").iterdir() if path.suffix == ".xlsx")


def read_owners(folder: Path) -> dict[str, str]:
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        return {key.response: held.state.owner for key, held in store.read_steps().items()}


def show(folder: Path, worksheet: str = STEPS, name: str = "summary.xlsx") -> dict[str, tuple[object, ...]]:
    headers, column = (HEADERS, "step") if worksheet == STEPS else (CODING_HEADERS, "answer")
    return EditedSheet(openpyxl.load_workbook(folder / "out" / name)[worksheet], headers).read(column)


def test_codes_decisions_and_steps_not_yet_collected_are_taken_in_first_and_counted(folder: Path) -> None:
    change(
        folder,
        code(ANSWERS[0][2], theme_1="Webbplatsen"),
        code(ANSWERS[2][2], theme_1="alumner"),
        code(ANSWERS[3][2], theme_1="webb, Alumner"),
        code(CALL, handling="maskera"),
        step(CALL, owner="Anna", status="klar"),
        step(TRANSLATE, due="2027-01-31"),
    )
    written = sum_up(folder)
    assert say(written).splitlines()[0] == "Taken in from summary.xlsx first: 3 codes, 1 decision, 2 next steps."
    assert written.describe(load_texts("sv")).splitlines()[0] == (
        "Först samlades in från summary.xlsx: 3 koder, 1 beslut, 2 nästa steg."
    )
    assert written.facts()["taken"]["next_steps"][0]["owner"] == "Anna"
    assert read_owners(folder) == {"5": "Anna", "6": ""}
    assert "klart" in show(folder)[CALL]
    assert "Webbplatsen" in show(folder, CODING)[ANSWERS[0][2]]
    assert list_out(folder) == ["summary.xlsx"], "all of it stands in the new one, so none is kept beside"
    assert "Taken in" not in say(sum_up(folder)), "the second time there is nothing new"


def test_a_workbook_that_nobody_changed_is_renewed_without_a_word(folder: Path) -> None:
    assert "summary.xlsx" not in say(sum_up(folder)).replace(str(folder / "out" / "summary.xlsx"), "")
    assert list_out(folder) == ["summary.xlsx"]


def test_saved_by_libreoffice_it_is_taken_in_and_nothing_is_kept_beside(folder: Path, tmp_path: Path) -> None:
    path = change(folder, step(CALL, owner="Anna"))
    shutil.copy(recalculate(path, tmp_path / "libreoffice"), path)
    assert "1 next step" in say(sum_up(folder))
    assert list_out(folder) == ["summary.xlsx"]


def test_what_cannot_be_read_is_named_by_its_cell_and_nothing_is_written_over(folder: Path) -> None:
    path = change(folder, step(CALL, owner="Anna", due="till våren"))
    answer_more(folder)
    before = path.read_bytes()
    written = sum_up(folder)
    assert "worksheet Nästa steg, row" in say(written)
    assert "“till våren” is not a day." in say(written)
    assert written.problems
    assert path.read_bytes() == before
    assert list_out(folder) == ["summary-new.xlsx", "summary.xlsx"]
    assert read_owners(folder) == {}
    change(folder, step(CALL, due="2027-03-01"))
    assert not sum_up(folder).problems
    assert read_owners(folder) == {"5": "Anna"}


def test_the_other_outputs_are_written_although_the_workbook_cannot_be_read(folder: Path) -> None:
    change(folder, step(CALL, status="kanske"))
    written = write_summary(folder)
    assert {"feedback", "report", "data"} <= {file.output for file in written.files}
    assert (folder / "out" / "report-sv.pdf").exists()


def own_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Anteckningar")["A1"] = "Fråga Anna"


def comment(book: openpyxl.Workbook) -> None:
    book[CODING]["B9"].comment = Comment("Se över", "Eva")


def colour(book: openpyxl.Workbook) -> None:
    sheet = EditedSheet(book[STEPS], HEADERS)
    sheet.sheet.cell(sheet.row("step", CALL), sheet.column("step")).fill = PatternFill("solid", fgColor="FFFF00")


def width(book: openpyxl.Workbook) -> None:
    book[STEPS].column_dimensions["C"].width = 140


def text(book: openpyxl.Workbook) -> None:
    book["Översikt"]["A3"] = "Vår egen rubrik"


def edited_answer(book: openpyxl.Workbook) -> None:
    step(TRANSLATE, step="Översätta allt möjligt")(book)


def note_above_the_table(book: openpyxl.Workbook) -> None:
    sheet = EditedSheet(book[STEPS], HEADERS)
    sheet.sheet.cell(2, sheet.column("owner")).value = "Fråga Eva om alla namn"


def note_below_the_table(book: openpyxl.Workbook) -> None:
    sheet = EditedSheet(book[CODING], CODING_HEADERS)
    sheet.sheet.cell(sheet.sheet.max_row + 3, sheet.column("handling")).value = "Klart hit"


PUT_IN = [
    own_sheet,
    comment,
    colour,
    width,
    text,
    edited_answer,
    note_above_the_table,
    note_below_the_table,
]


@pytest.mark.parametrize("made", PUT_IN)
@pytest.mark.parametrize("taken", [True, False])
def test_what_else_a_person_put_into_it_is_kept_under_a_dated_name_and_told(
    folder: Path, made: Callable[[openpyxl.Workbook], None], *, taken: bool
) -> None:
    path = change(folder, made, *([step(CALL, owner="Anna")] if taken else []))
    if not taken:
        sum_up(folder)
        assert list_out(folder) == ["summary.xlsx"], "where there is nothing new it stays where it lies"
        answer_more(folder)
    edited = path.read_bytes()
    written = sum_up(folder)
    kept = f"summary-{TODAY}.xlsx"
    assert list_out(folder) == sorted([kept, "summary.xlsx"])
    assert (folder / "out" / kept).read_bytes() == edited
    assert kept in say(written)
    assert read_owners(folder) == ({"5": "Anna"} if taken else {})


def test_somebodys_own_file_in_its_place_stays(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Min egen"  # type: ignore[index]  # a new workbook has a worksheet
    path = folder / "out" / "summary.xlsx"
    book.save(path)
    answer_more(folder)
    before = path.read_bytes()
    sum_up(folder)
    assert path.read_bytes() == before
    assert "summary-new.xlsx" in list_out(folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 halvt", b"inget kalkylark"])
def test_a_damaged_workbook_stays_and_the_new_one_lies_beside(folder: Path, content: bytes) -> None:
    path = folder / "out" / "summary.xlsx"
    path.write_bytes(content)
    answer_more(folder)
    sum_up(folder)
    assert path.read_bytes() == content
    assert "summary-new.xlsx" in list_out(folder)


def test_without_the_ledger_what_was_written_is_taken_in_all_the_same_and_the_edited_one_kept(folder: Path) -> None:
    change(folder, step(CALL, owner="Anna"))
    shutil.rmtree(folder / ".toolkit")
    assert "1 next step" in say(sum_up(folder))
    assert read_owners(folder) == {"5": "Anna"}
    assert f"summary-{TODAY}.xlsx" in list_out(folder)


def test_with_fresh_what_can_be_read_is_taken_in_and_the_former_one_is_kept(folder: Path) -> None:
    change(folder, step(CALL, owner="Anna"))
    assert "1 next step" in say(sum_up(folder, fresh=True))
    assert read_owners(folder) == {"5": "Anna"}


def test_feedback_alone_takes_the_workbook_in_too_and_leaves_it_as_it_is(folder: Path) -> None:
    path = change(folder, step(CALL, owner="Anna"))
    before = path.read_bytes()
    assert "1 next step" in say(write_summary(folder, only=("feedback",)))
    assert path.read_bytes() == before
    assert "1 next step" not in say(sum_up(folder)), "it was taken in before"


def test_a_copy_that_was_taken_in_is_the_same_by_collect_and_by_summary(
    folder: Path, run: Callable[..., Ran], tmp_path: Path
) -> None:
    path = change(folder, step(CALL, owner="Anna"))
    shutil.copy(path, tmp_path / "kopia.xlsx")
    collected = run("-C", folder, "--lang", "sv", "collect", tmp_path / "kopia.xlsx")
    assert "nästa steg: 1 ändrade, 0 tillagda" in collected.out
    ran = run("-C", folder, "--lang", "sv", "summary", "--only", "workbook")
    assert (ran.code, "Först samlades" in ran.out) == (0, False)
    assert "Anna" in show(folder)[CALL]


def test_the_command_line_says_what_was_taken_in_and_ends_with_1_where_a_cell_is_at_fault(
    folder: Path, run: Callable[..., Ran]
) -> None:
    change(folder, step(CALL, owner="Anna"))
    ran = run("-C", folder, "--lang", "sv", "summary", "--only", "workbook")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Först samlades in från summary.xlsx: 1 nästa steg.")
    change(folder, step(CALL, status="vet ej"))
    ran = run("-C", folder, "--lang", "sv", "summary", "--only", "workbook")
    assert ran.code == 1
    assert "”vet ej” säger inte hur det går med ett steg." in ran.err


def test_a_demo_takes_nothing_in_from_the_programme_s_own_summary(folder: Path) -> None:
    path = change(folder, step(CALL, owner="Anna"))
    answer_more(folder)
    before = path.read_bytes()
    assert write_summary(folder, only=("workbook",), takes=False).taken_in.receipt is None
    assert path.read_bytes() == before
    assert read_owners(folder) == {}


def test_fresh_goes_on_where_a_cell_is_at_fault_and_keeps_what_was_written(folder: Path) -> None:
    edited = change(folder, step(CALL, owner="Anna", due="nångång")).read_bytes()
    written = sum_up(folder, fresh=True)
    assert written.problems == ()
    assert "“nångång” is not a day." in say(written)
    assert (folder / "out" / f"summary-{TODAY}.xlsx").read_bytes() == edited
    assert read_owners(folder) == {}


def test_what_was_taken_in_is_an_intake_that_can_be_undone(folder: Path, run: Callable[..., Ran]) -> None:
    change(folder, step(CALL, owner="Anna"))
    sum_up(folder)
    listed = run("-C", folder, "--lang", "en", "collect", "--list").out
    (line,) = [each for each in listed.splitlines() if "summary.xlsx" in each]
    number = next(word for word in line.replace(":", " ").replace(".", " ").split() if word.isdigit())
    undone = run("-C", folder, "--lang", "en", "undo", number)
    assert (undone.code, read_owners(folder)) == (0, {})
    sum_up(folder)
    assert "Anna" not in show(folder)[CALL]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["owner", "status", "note", "sheet", "summary"]),
        st.sampled_from([CALL, TRANSLATE]),
        st.sampled_from(["Anna", "Bo", "Cia"]),
    ),
    min_size=1,
    max_size=6,
)


@given(EDITS)
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_edit_is_ever_lost_over_any_sequence_of_edits_and_summaries(
    summed_up: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
) -> None:
    """Whatever was typed stands in the workbook, or in one that is kept beside it."""
    folder = tmp_path_factory.mktemp("sequence") / "programme"
    shutil.copytree(summed_up, folder)
    typed: set[str] = set()
    owners: dict[str, str] = {}
    for number, (kind, at, name) in enumerate(edits):
        if kind == "owner":
            change(folder, step(at, owner=f"{name} {number}"))
            owners[at] = f"{name} {number}"
        elif kind == "status":
            change(folder, step(at, status="pågår"))
        elif kind in ("note", "sheet"):
            said = f"anteckning {number}"
            typed.add(said)

            def write(
                book: openpyxl.Workbook, said: str = said, row: int = 60 + number, *, apart: bool = kind == "sheet"
            ) -> None:
                sheet = book.create_sheet(said) if apart else book["Översikt"]
                sheet.cell(row, 8).value = said

            change(folder, write)
        else:
            sum_up(folder)
    sum_up(folder)
    kept = [openpyxl.load_workbook(folder / "out" / name) for name in list_out(folder)]
    found = {str(cell) for book in kept for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert typed <= found
    shown = show(folder)
    assert all(name in shown[at] for at, name in owners.items())


def take_steps(folder: Path) -> dict[str, tuple[str, str, str]]:
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        steps = store.read_steps().values()
    return {each.key.response: (each.state.owner, each.state.due, each.state.status) for each in steps}


def test_who_works_on_in_a_workbook_that_stays_is_not_told_that_somebody_else_has_written_it(
    folder: Path,
) -> None:
    """The comment keeps the workbook as it is, so that its rows are older than what was taken from them."""
    change(folder, step(CALL, owner="Bo", status="pågår"), comment)
    sum_up(folder)
    for status, kept in (("klart", "done"), ("utgår", "dropped"), ("pågår", "going-on")):
        change(folder, step(CALL, owner="Bo", status=status))
        assert not sum_up(folder).problems, status
        assert take_steps(folder)["5"] == ("Bo", "", kept)


def test_a_workbook_that_is_collected_changed_and_collected_again_says_what_it_says_by_now(folder: Path) -> None:
    for owner, due in (("Bo", ""), ("Cia", ""), ("Bo", "2028-01-01")):
        path = change(folder, step(CALL, owner=owner, due=due))
        receipt = collect_files(folder, [path], taken_at=AT).receipts[0]
        assert (receipt.problems, receipt.notices) == ((), ()), owner
        assert take_steps(folder)["5"] == (owner, due, "")


def test_an_old_copy_of_the_workbook_does_not_undo_what_was_written_in_it(folder: Path, tmp_path: Path) -> None:
    path = change(folder, step(CALL, owner="Bo"), comment)
    old = path.read_bytes()
    sum_up(folder)
    change(folder, step(CALL, owner="Cia"))
    sum_up(folder)
    path.write_bytes(old)
    sum_up(folder)
    assert take_steps(folder)["5"][0] == "Cia"
    (tmp_path / "summary.xlsx").write_bytes(old)
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    step(CALL, owner="Dan")(book)
    book.save(tmp_path / "summary.xlsx")
    refused = collect_files(folder, [tmp_path / "summary.xlsx"], taken_at=AT).problems
    assert "It says “Dan” here, and somebody else has written “Cia”" in load_texts("en").problem(refused[0])
    assert take_steps(folder)["5"][0] == "Cia"


@pytest.mark.parametrize("said", ["15 mars 2028", "15/3 2028", "March 15, 2028", "2028-03-15"])
def test_a_day_may_be_written_in_the_workbook_as_people_write_one(folder: Path, said: str) -> None:
    change(folder, step(CALL, due=said))
    assert not sum_up(folder).problems
    assert take_steps(folder)["5"][1] == "2028-03-15"


def test_a_day_that_may_be_two_is_named_with_both(folder: Path) -> None:
    change(folder, step(CALL, due="1/12 2027"))
    assert "may be either of two days: 2027-12-01, 2027-01-12. Write the one" in say(sum_up(folder))


def read_code(folder: Path, response: str) -> tuple[tuple[str, ...], bool, str]:
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        coding = next(each for key, each in store.read_codings().items() if key.response == response)
        handling = next((each.handling for key, each in store.read_decisions().items() if key.response == response), "")
    return coding.themes, coding.released, handling


def test_what_i_wrote_in_the_workbook_and_take_out_of_it_again_is_gone(folder: Path) -> None:
    """The row then says what it was written with, which is news in a file that said something else meanwhile."""
    written = (folder / "out/summary.xlsx").read_bytes()
    before = EditedSheet(openpyxl.load_workbook(folder / "out/summary.xlsx")[CODING], CODING_HEADERS)
    theme = before.sheet.cell(before.row("answer", CALL), before.column("theme.1")).value
    other = next(
        cell.value
        for row in range(before.header + 1, before.sheet.max_row + 1)
        if (cell := before.sheet.cell(row, before.column("theme.1"))).value not in (None, theme)
    )
    path = change(folder, step(CALL, owner="Bo", status="klart"), code(CALL, theme_1=other, handling="visa"))
    assert not collect_files(folder, [path], taken_at=AT).problems
    assert take_steps(folder)["5"] == ("Bo", "", "done")
    assert read_code(folder, "5")[1:] == (False, "show")
    change(folder, step(CALL, owner=None, status=None), code(CALL, theme_1=theme, handling=None))
    receipt = collect_files(folder, [path], taken_at=AT).receipts[0]
    assert not receipt.problems
    assert take_steps(folder)["5"] == ("", "", "")
    assert read_code(folder, "5")[1:] == (True, "")
    change(folder, step(CALL, owner="Cia"))
    assert not collect_files(folder, [path], taken_at=AT).problems
    path.write_bytes(written)
    assert not collect_files(folder, [path], taken_at=AT).problems
    assert take_steps(folder)["5"][0] == "Cia", "a copy of what the program wrote takes nothing back"
