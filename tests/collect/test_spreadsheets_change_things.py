"""What a spreadsheet, a program or a hurried hand does to answers on their way: nothing is taken for something else."""

import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.collect.specimen import MakeSheet, compose_asked, compose_bank
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.collect.taken import Taken
from toolkit.model.question import Choice
from toolkit.model.text import Text
from toolkit.texts import load_texts

HEADER = "workshop,response,item,value\n"
English = load_texts("en")


def say(taken: Taken) -> list[str]:
    return [English.problem(problem) for problem in taken.problems]


def told(taken: Taken) -> list[str]:
    return [English.problem(problem) for problem in taken.notices]


def answers(taken: Taken) -> dict[str, object]:
    assert not taken.problems, say(taken)
    return {answer.item: answer.value for one in taken.handed for answer in one.response.answers}


@pytest.fixture
def read(tmp_path: Path, asked: Asked) -> Callable[..., Taken]:
    """Read a tidy CSV: `read("nord,r1,vision,Hej")`, with a header of its own where one is given."""

    def run(*lines: str, header: str = HEADER, of: Asked = asked) -> Taken:
        path = tmp_path / "svar.csv"
        path.write_bytes((header + "\n".join(lines) + "\n").encode("utf-8", "surrogatepass"))
        return read_file(path, of)

    return run


@pytest.fixture
def read_cells(tmp_path: Path, asked: Asked) -> Callable[..., Taken]:
    """Read a tidy .xlsx of which the rows are given; a cell may be (value, number format)."""

    def run(*rows: Sequence[object], of: Asked = asked) -> Taken:
        book = openpyxl.Workbook()
        book.active.append(["workshop", "response", "item", "value"])
        for number, row in enumerate(rows, 2):
            for column, said in enumerate(row, 1):
                cell = book.active.cell(number, column, said[0] if isinstance(said, tuple) else said)
                if isinstance(said, tuple):
                    cell.number_format = said[1]
        book.save(tmp_path / "svar.xlsx")
        return read_file(tmp_path / "svar.xlsx", of)

    return run


def compose_labelled(*labels: str) -> Asked:
    choices = tuple(Choice(id=f"val-{n}", code=n, text=Text(sv=said, en=said)) for n, said in enumerate(labels, 1))
    bank = [
        replace(question, choices=choices) if question.id == "viktigast" else question for question in compose_bank()
    ]
    return compose_asked(bank)


# --- 1: errors and formulas -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("value", ["=A1", "#N/A", "#SPILL!", "#SAKNAS!"])
def test_an_important_answer_is_not_taken_away_by_an_error_or_a_formula(
    value: str, read_cells: Callable[..., Taken]
) -> None:
    taken = read_cells(["nord", "r1", "vision", value], ["nord", "r1", "kannedom", 3])
    assert not taken.handed
    (said,) = say(taken)
    assert said.startswith("svar.xlsx, worksheet Sheet, row 2, column D (value): The cell ")
    assert "Write what should stand there" in said


@pytest.mark.parametrize("value", ["#N/A", "#REFERENS!", "Err:508", "Fel:502", "#####"])
def test_an_error_in_a_csv_is_no_answer_either(value: str, read: Callable[..., Taken]) -> None:
    (said,) = say(read(f"nord,r1,vision,{value}"))
    assert said.startswith("svar.csv, line 2, column D (value): The cell shows ")
    assert value in said


@pytest.mark.parametrize("column", range(3))
def test_an_error_in_any_column_that_is_read_is_refused_by_cell(column: int, read_cells: Callable[..., Taken]) -> None:
    row: list[object] = ["nord", "r1", "vision", "Hej"]
    row[column] = "#REF!"
    (said,) = say(read_cells(row))
    assert f"column {'ABC'[column]} (" in said


def test_every_fault_is_told_at_once_and_following_the_remedies_leads_to_success(
    read_cells: Callable[..., Taken],
) -> None:
    rows: list[list[object]] = [
        ["nord", "r1", "vision", "=A1"],
        ["nord", "r2", "kannedom", "#N/A"],
        ["nord", "r3", "kannedom", 99],
    ]
    assert len(say(read_cells(*rows))) == 3
    rows[0][3], rows[1][3], rows[2][3] = "Vi behöver tid", 4, 7  # "Write what should stand there", "from 1 to 7"
    assert len(read_cells(*rows).handed) == 3
    rows[1][3] = None  # "or empty the cell if nothing should"
    assert len(read_cells(*rows).handed) == 3


# --- 2: what stands right of the headings ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line", ["nord,r1,vision,Vi behöver tid, pengar och stöd", "nord,r1,kannedom,5,5", "nord,r1,vision,Vi behöver tid,"]
)
def test_a_text_with_a_comma_and_no_quotation_marks_is_refused_by_line(line: str, read: Callable[..., Taken]) -> None:
    (said,) = say(read("nord,r0,vision,Först", line))
    assert said.startswith("svar.csv, line 3: The row has more cells than there are headings")
    assert "quotation marks" in said


def test_with_the_quotation_marks_that_the_remedy_asks_for_the_whole_text_is_taken(read: Callable[..., Taken]) -> None:
    assert (
        answers(read('nord,r1,vision,"Vi behöver tid, pengar och stöd"'))["vision"] == "Vi behöver tid, pengar och stöd"
    )


def test_a_program_that_ends_every_row_with_a_comma_does_no_harm(read: Callable[..., Taken]) -> None:
    assert answers(read("nord,r1,vision,Hej,", "nord,r2,vision,Hej,"))["vision"] == "Hej"


def test_a_cell_right_of_the_headings_of_a_worksheet_is_refused_by_cell(read_cells: Callable[..., Taken]) -> None:
    (said,) = say(read_cells(["nord", "r1", "vision", "Vi behöver tid", "pengar"]))
    assert said.startswith(
        "svar.xlsx, worksheet Sheet, row 2, column E: “pengar” stands in a column without a heading."
    )


def test_two_alternatives_for_a_question_that_takes_one_get_a_remedy_that_works(read: Callable[..., Taken]) -> None:
    (said,) = say(read('nord,r1,viktigast,"Webben, Medier"'))
    assert "more than one of the alternatives" in said
    assert "Keep the one that counts, such as: Webben." in said
    assert answers(read('nord,r1,viktigast,"Webben"')) == {"viktigast": "webb"}


def test_alternatives_of_a_question_that_takes_several_get_a_remedy_that_works(read: Callable[..., Taken]) -> None:
    (said,) = say(read('nord,r1,hinder,"Webben, Medier"'))
    assert "Write a row with the value x for each alternative that applies; its items are hinder.webb" in said
    assert answers(read("nord,r1,hinder.webb,x", "nord,r1,hinder.media,x")) == {"hinder.webb": 1, "hinder.media": 1}


def test_a_row_cut_short_is_not_an_answer_taken_away(read: Callable[..., Taken]) -> None:
    (said,) = say(read("nord,r1,vision"))
    assert said.startswith("svar.csv, line 2: The row ends before the column value")
    (blank,) = read("nord,r1,vision,").handed  # "write the dividing sign and leave the cell blank"
    assert (blank.covers, blank.response.answers) == ({"vision"}, ())


# --- 3: columns that were moved -------------------------------------------------------------------------------------
def swap_columns(first: int, second: int, from_row: int) -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Svar"]
        for row in range(from_row, sheet.max_row + 1):
            one, other = sheet.cell(row, first), sheet.cell(row, second)
            one.value, other.value = other.value, one.value

    return edit


def test_answers_below_another_question_s_heading_are_refused_by_column(make_sheet: MakeSheet, asked: Asked) -> None:
    rows = [{"bilden.1": "ett", "bilden.2": "två"}]
    taken = read_file(make_sheet(rows, edit=swap_columns(4, 5, 2)), asked)
    assert [said.split(":")[0] for said in say(taken)] == [
        "svar.xlsx, worksheet Svar, row 3, column D",
        "svar.xlsx, worksheet Svar, row 3, column E",
    ]
    assert "its heading is 'Fråga bilden.2', that of another question" in say(taken)[0]
    moved_whole = read_file(make_sheet(rows, edit=swap_columns(4, 5, 1)), asked)
    assert answers(moved_whole) == {"bilden.1": "ett", "bilden.2": "två"}


def test_in_a_csv_the_numbers_in_the_headings_tell(make_sheet: MakeSheet, asked: Asked, tmp_path: Path) -> None:
    def number_headings(book: openpyxl.Workbook) -> None:
        for column, said in enumerate(("Nr", "Bord", "Fråga 1", "2.1 Ord 1", "2.2 Ord 2", "Fråga 3", "Fråga 4"), 1):
            book["Svar"].cell(3, column, said)

    def save_csv(name: str, *edits: Callable[[openpyxl.Workbook], None]) -> Path:
        path = make_sheet(
            [{"kannedom": 3, "vision": "Nobel"}], edit=lambda book: [edit(book) for edit in edits] and None
        )
        rows = list(openpyxl.load_workbook(path)["Svar"].iter_rows(values_only=True))
        target = tmp_path / name
        lines = (";".join("" if cell is None else str(cell) for cell in row) for row in rows)
        target.write_text("\n".join(lines) + "\n", "utf-8")
        return target

    assert answers(read_file(save_csv("rätt.csv", number_headings), asked)) == {"kannedom": 3, "vision": "Nobel"}
    wrong = read_file(save_csv("fel.csv", number_headings, swap_columns(4, 5, 2)), asked)
    assert [said.split(":")[0] for said in say(wrong)] == ["fel.csv, line 3, column D", "fel.csv, line 3, column E"]


# --- 4: labels that are numbers -------------------------------------------------------------------------------------
def test_a_number_is_no_running_code_where_alternatives_are_numbers_themselves(read: Callable[..., Taken]) -> None:
    asked = compose_labelled("02", "01", "03")
    (said,) = say(read("nord,r1,viktigast,2", of=asked))
    assert "'2' is not one of the alternatives; a spreadsheet makes a number or a date of 02." in said
    assert answers(read("nord,r1,viktigast,02", of=asked)) == {"viktigast": "val-1"}


@pytest.mark.parametrize("label", ["1-2", "3/4", "1E2", "5 %", "10:30", "7.5", "mars 3", "5 kr"])
def test_no_code_is_taken_where_one_alternative_turns_into_a_number_or_a_date(
    label: str, read: Callable[..., Taken]
) -> None:
    asked = compose_labelled(label, "Annat")
    assert not read("nord,r1,viktigast,1", of=asked).handed
    assert answers(read(f"nord,r1,viktigast,{label}", of=asked)) == {"viktigast": "val-1"}
    assert answers(read("nord,r1,viktigast,1")) == {"viktigast": "webb"}


def test_the_refusal_says_what_the_spreadsheet_made_of_an_alternative(read_cells: Callable[..., Taken]) -> None:
    asked = compose_labelled("1-2", "3-4")
    (said,) = say(read_cells(["nord", "r1", "viktigast", datetime.date(2027, 2, 1)], of=asked))
    assert "'2027-02-01' is not one of the alternatives; a spreadsheet makes a number or a date of 1-2." in said
    assert "Format the cell as text, and then write one of: 1-2 · 3-4." in said


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("5 %", (0.05, "0%")),
        ("5%", (0.05, "0%")),
        ("007", (7, "000")),
        ("10:30", datetime.time(10, 30)),
        ("Sant", True),
    ],
)
def test_what_the_person_saw_is_the_alternative(label: str, cell: object, read_cells: Callable[..., Taken]) -> None:
    asked = compose_labelled(label, "Annat")
    assert answers(read_cells(["nord", "r1", "viktigast", cell], of=asked)) == {"viktigast": "val-1"}


def test_a_date_in_an_answer_in_words_is_told(read_cells: Callable[..., Taken]) -> None:
    taken = read_cells(["nord", "r1", "vision", datetime.date(2027, 2, 1)])
    assert answers(taken) == {"vision": "2027-02-01"}
    (said,) = told(taken)
    assert "The cell holds a date or a time, and was taken as the text 2027-02-01." in said


# --- 5: ids ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("id_", ["1,23457E+19", "1.23457E+19", "1,2E+05"])
def test_an_id_in_scientific_form_could_be_anybody_s_and_is_refused(id_: str, read: Callable[..., Taken]) -> None:
    (said,) = say(read(f'nord,"{id_}",vision,Hej'))
    assert f"cut its digits: {id_}." in said
    assert "Format the column as text" in said


def test_a_long_number_in_a_worksheet_has_lost_its_digits_too(read_cells: Callable[..., Taken]) -> None:
    taken = read_cells(["nord", 12345678901234567890, "vision", "Hej"], ["nord", 12345678901234567891, "vision", "Nej"])
    assert len(taken.problems) == 2
    taken = read_cells(
        ["nord", "12345678901234567890", "vision", "Hej"], ["nord", "12345678901234567891", "vision", "Nej"]
    )
    assert len(taken.handed) == 2


def test_an_id_keeps_the_zeros_that_the_person_saw(read_cells: Callable[..., Taken]) -> None:
    (handed,) = read_cells(["nord", (7, "000"), "vision", "Hej"]).handed
    assert handed.response.id == "007"


def test_a_workshop_that_has_lost_its_zeros_is_asked_after(read: Callable[..., Taken], asked: Asked) -> None:
    with_zeros = replace(asked, instruments={"007": asked.instruments["nord"]}, languages={"007": "sv"})
    (said,) = say(read("7,r1,vision,Hej", of=with_zeros))
    assert "no workshop '7', but one called '007'; a spreadsheet drops zeros at the beginning" in said
    without = replace(asked, instruments={"7": asked.instruments["nord"]}, languages={"7": "sv"})
    (said,) = say(read("007,r1,vision,Hej", of=without))
    assert "Write the id the same in the list of groups and here" in said


# --- 6: signs that no text may hold ---------------------------------------------------------------------------------
@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
def test_a_line_break_of_another_program_does_not_glue_words(sign: str, read: Callable[..., Taken]) -> None:
    assert answers(read(f"nord,r1,vision,KI{sign}Nord"))["vision"] == "KI\nNord"


@pytest.mark.parametrize("sign", ["\x01", "\x1f", "\ufffe", "\uffff", "\ufeff"])
def test_signs_that_no_xml_may_hold_are_taken_out(sign: str, read: Callable[..., Taken]) -> None:
    assert answers(read(f"nord,r1,vision,KI {sign}Nord"))["vision"] == "KI Nord"


def test_a_csv_with_one_zero_byte_is_refused_by_its_line(read: Callable[..., Taken]) -> None:
    (said,) = say(read("nord,r1,vision,Hej", "nord,r2,vision,H\0ej"))
    assert said.startswith("svar.csv, line 3: The line holds a sign that no text may hold (U+0000)")


# --- 9, 10: per cents and numbers -----------------------------------------------------------------------------------
def points(values: Sequence[object]) -> list[list[object]]:
    return [
        ["nord", "r1", f"poang.{name}", value] for name, value in zip(("webb", "alumni", "media"), values, strict=True)
    ]


def test_per_cent_cells_are_the_points_that_the_person_saw(read_cells: Callable[..., Taken]) -> None:
    seen = [(0.05, "0%"), (0.07, "0%"), (0.88, "0%")]
    assert answers(read_cells(*points(seen))) == {"poang.webb": 5, "poang.alumni": 7, "poang.media": 88}
    assert answers(read_cells(*points([(1, "0%"), None, None]))) == {
        "poang.webb": 100,
        "poang.alumni": 0,
        "poang.media": 0,
    }


def test_a_per_cent_that_was_rounded_on_the_screen_is_said_as_it_is(read_cells: Callable[..., Taken]) -> None:
    said = say(read_cells(*points([(0.055, "0%"), (0.945, "0%"), None])))
    assert "The answer is 5.5 %, which is not a whole number." in said[0]


def test_per_cent_signs_in_a_csv_are_points_too(read: Callable[..., Taken]) -> None:
    taken = read("nord,r1,poang.webb,5 %", "nord,r1,poang.alumni,95%")
    assert answers(taken) == {"poang.webb": 5, "poang.alumni": 95, "poang.media": 0}


@pytest.mark.parametrize("cell", [(5, "0%"), (0.05, "0%"), "5 %"])
def test_a_per_cent_cell_is_no_point_of_a_scale(cell: object, read_cells: Callable[..., Taken]) -> None:
    (said,) = say(read_cells(["nord", "r1", "kannedom", cell]))
    assert "but the question asks for no percentage" in said
    assert answers(read_cells(["nord", "r1", "kannedom", (5, "0")])) == {"kannedom": 5}


@pytest.mark.parametrize("typed", ["7", "7,0", "7.0", "+7", " 7 ", "７", "7\u00a0", "07", "7."])
def test_a_number_is_taken_however_it_was_typed(typed: str, read: Callable[..., Taken]) -> None:
    assert answers(read(f'nord,r1,kannedom,"{typed}"')) == {"kannedom": 7}


@pytest.mark.parametrize("typed", ["1.000", "1,000", "33,000"])
def test_a_number_that_is_two_in_two_countries_is_refused(typed: str, read: Callable[..., Taken]) -> None:
    (said,) = say(read(f'nord,r1,kannedom,"{typed}"'))
    assert f"The answer is {typed}, which is one number in Sweden and another in Britain." in said


# --- 11: hidden rows ------------------------------------------------------------------------------------------------
def test_hidden_and_filtered_rows_are_taken_and_told(make_sheet: MakeSheet, asked: Asked) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        sheet = book["Svar"]
        assert isinstance(sheet, Worksheet)
        for row in (5, 6):
            sheet.row_dimensions[row].hidden = True

    taken = read_file(make_sheet([{"kannedom": 3}, {"kannedom": 4}, {"kannedom": 5}], edit=hide), asked)
    assert len(taken.handed) == 3
    (said,) = told(taken)
    assert said.endswith("2 rows are hidden or filtered away, and were taken like the others: 5, 6.")


# --- 16: words ------------------------------------------------------------------------------------------------------
def test_a_row_is_called_a_row_in_a_worksheet_and_a_line_in_a_text(
    read: Callable[..., Taken], read_cells: Callable[..., Taken]
) -> None:
    (said,) = say(read("nord,r1,vision,Ja", "nord,r1,vision,Nej"))
    assert "The same answer stands in line 2 as well" in said
    (said,) = say(read_cells(["nord", "r1", "vision", "Ja"], ["nord", "r1", "vision", "Nej"]))
    assert "The same answer stands in row 2 as well" in said
    swedish = load_texts("sv")
    (problem,) = read_cells(["nord", "r1", "vision", "Ja"], ["nord", "r1", "vision", "Nej"]).problems
    assert "Samma svar står även på rad 2" in swedish.problem(problem)


def test_one_row_without_a_number_is_one(make_sheet: MakeSheet, asked: Asked) -> None:
    def remove_number(book: openpyxl.Workbook) -> None:
        book["Svar"]["A5"] = None

    (said,) = told(read_file(make_sheet([{"kannedom": 3}], edit=remove_number), asked))
    assert "The row has answers but no number" in said


def test_a_sheet_s_csv_whose_rows_end_early_leaves_what_it_does_not_say(
    make_sheet: MakeSheet, asked: Asked, tmp_path: Path
) -> None:
    path = make_sheet([{"kannedom": 3, "vision": "Nobel"}])
    lines = [list(row) for row in openpyxl.load_workbook(path)["Svar"].iter_rows(values_only=True)]
    cut = [["" if cell is None else str(cell) for cell in row] for row in lines]
    cut[4] = cut[4][:3]
    made = io.StringIO()
    made.write("\n".join(";".join(row) for row in cut[:5]) + "\n")
    (tmp_path / "kort.csv").write_text(made.getvalue(), "utf-8")
    taken = read_file(tmp_path / "kort.csv", asked)
    (handed,) = taken.handed
    assert handed.covers == {"kannedom"}
    (said,) = told(taken)
    assert said.startswith("kort.csv, line 5: The row ends before its last columns")
