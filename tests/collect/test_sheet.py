"""Filled response sheets, as people hand them in."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.collect.specimen import MakeSheet, compose_asked, compose_bank, fill_sheet
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.collect.taken import Taken
from toolkit.model.response import Response
from toolkit.texts import load_texts

FULL = {
    "kannedom": 5,
    "bilden.1": "stark",
    "bilden.2": "okänd",
    "vision": "Bli synliga",
    "viktigast": "Webben",
    "hinder.webb": "x",
    "hinder.media": "x",
    "rang.webb": 1,
    "rang.alumni": 2,
    "rang.media": 3,
    "poang.webb": 50,
    "poang.alumni": 50,
    "matris.webb.effort": 2,
    "matris.webb.effect": 4,
}


def values(response: Response) -> dict[str, str | int]:
    return {answer.item: answer.value for answer in response.answers}


def causes(taken: Taken) -> list[tuple[int, str, str]]:
    """Say each problem as row, column and cause in English."""
    texts = load_texts("en")
    return [
        (problem.place.row, problem.place.column, texts(problem.message.cause, **problem.facts))
        for problem in taken.problems
    ]


def notes(taken: Taken) -> list[str]:
    texts = load_texts("en")
    return [texts(notice.message.cause, **notice.facts) for notice in taken.notices]


def test_every_kind_of_answer_is_read(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([FULL]), asked)
    assert taken.problems == ()
    assert taken.notices == ()
    (handed,) = taken.handed
    response = handed.response
    assert (response.id, response.workshop, response.channel, response.language) == ("xlsx-sv-1", "nord", "xlsx", "sv")
    assert response.instrument == asked.instruments["nord"].version
    assert values(response) == {
        **FULL,
        "viktigast": "webb",
        "hinder.webb": 1,
        "hinder.media": 1,
        "poang.media": 0,
    }


def test_a_row_that_holds_only_its_number_is_blank(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{}, {"kannedom": 3}, {}]), asked)
    assert [one.response.id for one in taken.handed] == ["xlsx-sv-2"]
    assert (taken.rows, taken.blank) == (1, 7)


@pytest.mark.parametrize("written", [7, 7.0, "7", "7 ", " 7", "7,0", "7.0", "+7", "7\u00a0"])
def test_a_number_is_read_however_it_was_written(written: object, make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"kannedom": written}]), asked)
    assert [values(one.response) for one in taken.handed] == [{"kannedom": 7}]


@pytest.mark.parametrize("written", ["x", "X", " x ", "ja", "Ja", "yes", "1", 1, "✓", True, "☒"])
def test_a_tick_is_read_however_it_was_written(written: object, make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"hinder.webb": written}]), asked)
    assert [values(one.response) for one in taken.handed] == [{"hinder.webb": 1}]


@pytest.mark.parametrize("written", ["Alumner", "alumner", " ALUMNER ", "Alumni", "alumni", 2, "2"])
def test_a_choice_is_read_by_its_text_in_either_language_its_id_or_its_code(
    written: object, make_sheet: MakeSheet, asked: Asked
) -> None:
    taken = read_file(make_sheet([{"viktigast": written}]), asked)
    assert [values(one.response) for one in taken.handed] == [{"viktigast": "alumni"}]


def test_a_text_is_kept_as_it_was_written_even_where_it_looks_like_something_else(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    rows: list[dict[str, object]] = [{"vision": text} for text in ("+46", "@ki", "-", "två\r\nrader", " 007 ")]
    rows += [{"vision": 2027}, {"vision": datetime.date(2026, 9, 14)}]
    taken = read_file(make_sheet(rows), asked)
    assert [values(one.response)["vision"] for one in taken.handed] == [
        "+46", "@ki", "-", "två\nrader", "007", "2027", "2026-09-14",
    ]  # fmt: skip


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"kannedom": 8}, "C", "The answer is 8."),
    ({"kannedom": 0}, "C", "The answer is 0."),
    ({"kannedom": 3.5}, "C", "The answer is 3.5, which is not a whole number."),
    ({"kannedom": "3,5"}, "C", "The answer is 3,5, which is not a whole number."),
    ({"kannedom": "bra"}, "C", "The answer is 'bra'."),
    ({"kannedom": datetime.date(2026, 7, 1)}, "C",
     "The cell holds a date (2026-07-01); Excel makes dates of what looks like one."),
    ({"kannedom": True}, "C", "The answer is 'TRUE'."),
    ({"bilden.1": "o" * 61}, "D", "The answer has 61 characters; there is room for 60."),
    ({"vision": "o" * 2001}, "F", "The answer has 2001 characters; there is room for 2000."),
    ({"viktigast": "Annat"}, "G", "'Annat' is not one of the alternatives."),
    ({"viktigast": "Webbben"}, "G", "'Webbben' is not one of the alternatives; did you mean 'Webben'?"),
    ({"hinder.webb": "kanske"}, "H", "The answer is 'kanske'."),
    ({"hinder.webb": "x", "hinder.alumni": "x", "hinder.media": "x"}, "J",
     "3 alternatives are ticked; at most 2 may be."),
    ({"rang.webb": 1, "rang.alumni": 1}, "L", "The rank 1 is given to more than one: Webben, Alumner."),
    ({"rang.webb": 1, "rang.alumni": 3}, "K", "The rank 2 is missing."),
    ({"poang.webb": 50, "poang.alumni": 45}, "N", "The points add up to 95, not 100."),
    ({"matris.webb.effort": 2}, "R", "'Webben' has only one of its two values."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "column", "cause"), WRONG, ids=[cause for _, _, cause in WRONG])
def test_a_wrong_answer_is_named_by_row_column_and_cause_and_nothing_is_taken(
    row: dict[str, object], column: str, cause: str, make_sheet: MakeSheet, asked: Asked
) -> None:
    taken = read_file(make_sheet([FULL, row]), asked)
    assert causes(taken) == [(6, column, cause)]
    assert taken.handed == ()
    assert taken.rows == 2


def test_a_problem_reads_as_a_sentence_with_place_cause_and_remedy(make_sheet: MakeSheet, asked: Asked) -> None:
    (problem,) = read_file(make_sheet([{"kannedom": 9}]), asked).problems
    assert load_texts("en").problem(problem) == (
        "svar.xlsx, worksheet Svar, row 5, column C, Hur väl känt är KI internationellt?: "
        "The answer is 9. Write a whole number from 1 to 7, or leave the cell blank."
    )
    assert (
        load_texts("sv")
        .problem(problem)
        .endswith(": Svaret är 9. Skriv ett heltal från 1 till 7, eller lämna cellen tom.")
    )


def test_all_problems_of_a_file_are_named_at_once_in_the_order_of_the_sheet(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    rows: list[dict[str, object]] = [{"vision": "o" * 2001, "kannedom": 9}, {}, {"poang.webb": 3}]
    taken = read_file(make_sheet(rows), asked)
    assert [(row, column) for row, column, _ in causes(taken)] == [(5, "C"), (5, "F"), (7, "N")]


def test_a_blank_required_item_is_reported_with_its_row_and_the_rest_is_taken(make_sheet: MakeSheet) -> None:
    from dataclasses import replace

    asked = compose_asked((replace(compose_bank()[0], required=True), *compose_bank()[1:]))
    taken = read_file(make_sheet([FULL, {"vision": "ja"}], of=asked), asked)
    assert [(notice.place.row, notice.place.column) for notice in taken.notices] == [(6, "C")]
    assert notes(taken) == ["The question was to be answered by all, and is blank."]
    assert len(taken.handed) == 2


def edit_answers(change: Callable[[Worksheet], None]) -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        change(sheet)

    return edit


def move_column(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        row[2].value, row[5].value = row[5].value, row[2].value


def rename_headers(sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.value = f"Min rubrik {cell.column}"


def sort_backwards(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for index, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(index, column).value = value


def delete_number_column(sheet: Worksheet) -> None:
    sheet.delete_cols(1)


REARRANGED: dict[str, Callable[[Worksheet], None]] = {
    "columns moved": move_column,
    "headers renamed": rename_headers,
    "rows inserted above": lambda sheet: sheet.insert_rows(1, 3),
    "a row inserted between the machine row and the headers": lambda sheet: sheet.insert_rows(2),
    "a column inserted before": lambda sheet: sheet.insert_cols(1),
    "sorted": sort_backwards,
    "the machine row deleted": lambda sheet: sheet.delete_rows(1),
    "the question row deleted": lambda sheet: sheet.delete_rows(2),
    "the hints deleted": lambda sheet: sheet.delete_rows(4),
    "hints and question row deleted": lambda sheet: (sheet.delete_rows(4), sheet.delete_rows(2)),  # type: ignore[func-returns-value]
    "all but the headers deleted above": lambda sheet: (sheet.delete_rows(4), sheet.delete_rows(1, 2)),  # type: ignore[func-returns-value]
    "a blank row deleted": lambda sheet: sheet.delete_rows(6),
    "renamed worksheet": lambda sheet: setattr(sheet, "title", "Bord 1"),
}


@pytest.mark.parametrize("how", REARRANGED)
def test_a_rearranged_sheet_gives_the_same_responses(how: str, make_sheet: MakeSheet, asked: Asked) -> None:
    rows = [FULL, {}, {"kannedom": 1, "vision": "x"}]
    plain = read_file(make_sheet(rows, name="plain.xlsx"), asked)
    taken = read_file(make_sheet(rows, edit=edit_answers(REARRANGED[how])), asked)
    assert taken.problems == ()
    assert taken.notices == ()
    assert {one.response.id: values(one.response) for one in taken.handed} == {
        one.response.id: values(one.response) for one in plain.handed
    }


def test_rows_added_below_the_numbered_ones_go_by_their_place_and_are_noticed(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    taken = read_file(make_sheet([{"kannedom": 1 + index % 7} for index in range(10)]), asked)
    assert [one.response.id for one in taken.handed][-3:] == ["xlsx-sv-8", "xlsx-sv-row-13", "xlsx-sv-row-14"]
    assert notes(taken) == ["2 rows with answers have no number, and go by their place in the sheet: 13, 14."]


def test_without_its_number_column_a_sheet_is_read_by_the_rows_places(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([FULL, {"kannedom": 2}], edit=edit_answers(delete_number_column)), asked)
    assert [one.response.id for one in taken.handed] == ["xlsx-sv-row-5", "xlsx-sv-row-6"]
    assert taken.problems == ()


def test_the_same_number_twice_is_named_with_both_rows(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"kannedom": 1}, {"nr": 1, "kannedom": 2}]), asked)
    assert causes(taken) == [(6, "A", "The number 1 stands in row 5 as well, so the two cannot be told apart.")]


def test_the_copy_s_name_becomes_part_of_the_responses_ids(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"kannedom": 1, "bord": "Bord 2"}]), asked, copy="Bord 2")
    assert [(one.response.id, one.response.label) for one in taken.handed] == [("xlsx-sv-bord-2-1", "Bord 2")]


def test_an_added_column_with_content_is_reported_and_an_empty_one_is_not(make_sheet: MakeSheet, asked: Asked) -> None:
    def add(sheet: Worksheet) -> None:
        sheet["V3"], sheet["V6"], sheet["X3"] = "Min kommentar", "bra fråga", "tom"

    taken = read_file(make_sheet([FULL], edit=edit_answers(add)), asked)
    assert notes(taken) == ["The column is not one of the sheet's; what its cells hold (1) was not taken."]
    assert (taken.notices[0].place.column, taken.notices[0].place.key) == ("V", "Min kommentar")
    assert len(taken.handed) == 1


def test_a_deleted_column_is_reported_and_not_taken_for_blank_answers(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([FULL], edit=edit_answers(lambda sheet: sheet.delete_cols(6))), asked)
    assert notes(taken) == [
        "These columns are no longer in the sheet, so nothing was taken for them: Vad är visionen?."
    ]
    assert "vision" not in taken.handed[0].covers


def test_a_renamed_header_without_the_machine_row_is_refused_rather_than_guessed(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["F3"] = "Drömmen"
        sheet.delete_rows(1)

    taken = read_file(make_sheet([FULL], edit=edit_answers(spoil)), asked)
    assert [(column, cause) for _, column, cause in causes(taken)] == [
        (
            "F",
            "The hidden first row is gone and the header was changed, "
            "so nothing tells which question the column answers.",
        )
    ]


def test_a_sheet_without_any_carrier_is_refused(make_sheet: MakeSheet, asked: Asked) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book.worksheets[0].delete_rows(1)
        del book["_toolkit"]

    taken = read_file(make_sheet([FULL], edit=spoil), asked)
    assert causes(taken) == [
        (0, "", "The file is neither one of this program's response sheets nor a tidy table of answers.")
    ]


def test_cells_with_errors_and_formulas_without_results_are_named(make_sheet: MakeSheet, asked: Asked) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["C5"] = "#N/A"
        sheet["F6"] = "=1+1"

    taken = read_file(make_sheet([FULL, FULL], edit=edit_answers(spoil)), asked)
    assert causes(taken) == [
        (5, "C", "The cell shows the error #N/A."),
        (6, "F", "The cell holds a formula without its result."),
    ]


def test_a_sheet_of_another_programme_or_of_no_workshop_is_refused(make_sheet: MakeSheet, asked: Asked) -> None:
    other = read_file(make_sheet([FULL], programme="slu"), asked)
    assert causes(other) == [(1, "", "The sheet belongs to another programme ('slu'; this one is 'ki').")]
    lost = read_file(make_sheet([FULL], workshop="norrd"), asked)
    assert causes(lost) == [(1, "", "The programme has no workshop 'norrd'; did you mean 'nord'?")]


def test_an_older_sheet_that_still_fits_is_taken_with_a_notice(make_sheet: MakeSheet, asked: Asked) -> None:
    old = compose_asked(compose_bank()[:4])
    taken = read_file(make_sheet([{"kannedom": 5}], of=old), asked)
    assert taken.problems == ()
    assert "The sheet is of another version of the questions" in notes(taken)[0]
    assert len(taken.notices) == 1
    assert taken.handed[0].response.instrument == old.instruments["nord"].version


def test_an_older_sheet_with_answers_to_questions_no_longer_asked_is_refused(make_sheet: MakeSheet) -> None:
    now = compose_asked(compose_bank()[:2])
    taken = read_file(make_sheet([{"kannedom": 5, "vision": "ja"}], of=compose_asked()), now)
    assert causes(taken) == [
        (
            1,
            "",
            "The sheet is of another version of the questions, and answers questions that are no longer asked: vision.",
        )
    ]
    assert read_file(make_sheet([{"kannedom": 5}], of=compose_asked()), now).problems == ()


def test_an_older_sheet_with_another_scale_is_refused(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"kannedom": 5}], of=compose_asked(compose_bank(scale_points=5))), asked)
    assert [cause for _, _, cause in causes(taken)] == [
        "The sheet is of another version of the questions, and these had other limits then: "
        "Hur väl känt är KI internationellt?."
    ]


def test_an_empty_sheet_is_refused_with_a_remedy(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([]), asked)
    assert causes(taken) == [(0, "", "No row holds an answer.")]


def test_two_filled_worksheets_of_one_sheet_are_refused_and_an_empty_second_one_is_not(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    def copy(rows: list[dict[str, object]]) -> Callable[[openpyxl.Workbook], None]:
        def edit(book: openpyxl.Workbook) -> None:
            identity = book.worksheets[0]["A1"].value
            fill_sheet(book.create_sheet("Svar (2)"), identity, asked.instruments["nord"], rows)

        return edit

    taken = read_file(make_sheet([FULL], edit=copy([{"kannedom": 1}])), asked)
    assert [cause for _, _, cause in causes(taken)] == [
        "The workbook holds two worksheets with answers to the same sheet: Svar and Svar (2)."
    ]
    assert read_file(make_sheet([FULL], edit=copy([])), asked).problems == ()


def test_a_sheet_saved_as_csv_is_read_all_the_same(make_sheet: MakeSheet, asked: Asked, tmp_path: Path) -> None:
    import csv

    sheet = openpyxl.load_workbook(make_sheet([FULL, {}, {"vision": "är ö"}])).worksheets[0]
    path = tmp_path / "svar.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(sheet.iter_rows(values_only=True))
    taken = read_file(path, asked)
    assert taken.problems == ()
    assert values(taken.handed[1].response) == {"vision": "är ö"}


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7 \0\xff"]
)
def test_what_is_no_table_is_refused_without_a_traceback(content: bytes, asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(content)
    taken = read_file(path, asked)
    assert len(taken.problems) == 1
    assert taken.handed == ()
    assert read_file(tmp_path / "missing.xlsx", asked).problems


CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40),
    st.sampled_from(["x", "7 ", "7,0", "Webben", "#N/A", "=1+1", "-", "\n", "1/2"]),
    st.datetimes(min_value=datetime.datetime(1950, 1, 1), max_value=datetime.datetime(2100, 1, 1)),
    st.times(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.lists(CELLS, min_size=20, max_size=20), min_size=1, max_size=4))
def test_no_cell_whatever_gives_a_traceback_and_nothing_is_lost_unsaid(
    cells: list[list[object]], make_sheet: MakeSheet, asked: Asked
) -> None:
    names = ["nr", "bord", *(item.name for item in asked.instruments["nord"].items)]
    taken = read_file(make_sheet([dict(zip(names, row, strict=False)) for row in cells]), asked)
    assert taken.problems or all(one.response.answers for one in taken.handed)
    items = {item.name: item for item in asked.instruments["nord"].items}
    for one in taken.handed:
        for answer in one.response.answers:
            item = items[answer.item]
            assert isinstance(answer.value, int) == item.numeric
            if isinstance(answer.value, int):
                assert item.low <= answer.value <= item.high
            else:
                assert 0 < len(answer.value) <= (item.max_length or 100)
