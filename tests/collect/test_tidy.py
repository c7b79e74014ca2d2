"""Tidy tables: one row an answer."""

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.collect.specimen import MakeSheet
from tests.collect.test_sheet import FULL, causes, notes, values
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.collect.taken import Taken
from toolkit.collect.tidy import TIDY_COLUMNS, compose_tidy_rows
from toolkit.texts import load_texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write_csv(folder: Path, rows: Sequence[Sequence[object]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path = folder / "svar.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def lines(taken: Taken) -> list[tuple[int, str, str]]:
    texts = load_texts("en")
    return [
        (problem.place.line, problem.place.column, texts(problem.message.cause, **problem.facts))
        for problem in taken.problems
    ]


HEADER = ("workshop", "response", "item", "value")


def test_answers_in_any_order_become_responses(folder: Path, asked: Asked) -> None:
    rows = [
        HEADER,
        ("nord", "bord-1", "kannedom", "5"),
        ("south", "7", "vision", "Seen"),
        ("nord", "bord-2", "vision", "Sedda"),
        ("nord", "bord-1", "vision", " Synliga "),
    ]
    taken = read_file(write_csv(folder, rows), asked)
    assert taken.problems == ()
    assert taken.rows == 4
    found = [(one.response.workshop, one.response.id, values(one.response)) for one in taken.handed]
    assert found == [
        ("nord", "bord-1", {"kannedom": 5, "vision": "Synliga"}),
        ("south", "7", {"vision": "Seen"}),
        ("nord", "bord-2", {"vision": "Sedda"}),
    ]
    first = taken.handed[0].response
    assert (first.channel, first.language, first.instrument) == ("csv", "sv", asked.instruments["nord"].version)
    assert taken.handed[1].response.language == "en"


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ";")])
def test_swedish_headers_and_what_swedish_excel_writes_are_read(
    encoding: str, delimiter: str, folder: Path, asked: Asked
) -> None:
    rows = [
        ("Värde", "Fråga", "Deltagare", "Workshopp", "Kanal", "Språk", "Bord", "Inlämnad"),
        ("Öst är väst", "vision", "1", "nord", "Papper", "Svenska", "Bord 4", "2026-09-14 10:20:33"),
    ]
    taken = read_file(write_csv(folder, rows, encoding=encoding, delimiter=delimiter), asked)
    assert taken.problems == ()
    response = taken.handed[0].response
    assert values(response) == {"vision": "Öst är väst"}
    assert (response.channel, response.language, response.label) == ("paper", "sv", "Bord 4")
    assert response.submitted == "2026-09-14T10:20", "nobody is to be known by a second"


def test_all_problems_are_named_by_line_and_column(folder: Path, asked: Asked) -> None:
    rows = [
        (*HEADER, "channel", "submitted"),
        ("nord", "1", "kannedom", "9", "", ""),
        ("norrd", "1", "kannedom", "3", "", ""),
        ("nord", "", "kannedom", "3", "", ""),
        ("nord", "1", "kanedom", "3", "", ""),
        ("nord", "1", "vision", "a", "fax", ""),
        ("nord", "1", "vision", "b", "", "i går"),
        ("nord", "2", "poang.webb", "60", "csv", ""),
        ("nord", "2", "poang.media", "30", "web", ""),
    ]
    taken = read_file(write_csv(folder, rows), asked)
    assert lines(taken) == [
        (2, "D", "The answer is 9."),
        (3, "A", "The programme has no workshop 'norrd'; did you mean 'nord'?"),
        (4, "B", "The row does not say which response the answer belongs to."),
        (5, "C", "The workshop 'nord' is not asked 'kanedom'; did you mean 'kannedom'?"),
        (6, "E", "'fax' is not a channel."),
        (7, "D", "The same answer stands in line 6 as well, with another value."),
        (7, "F", "'i går' is not a date or a time."),
        (8, "", "The points add up to 90, not 100."),
        (9, "E", "The response's channel is 'web' here and 'csv' in an earlier row."),
    ]
    assert taken.handed == ()


def test_a_missing_column_is_named(folder: Path, asked: Asked) -> None:
    taken = read_file(write_csv(folder, [("workshop", "item", "value"), ("nord", "vision", "ja")]), asked)
    assert lines(taken) == [(1, "", "The table has no column response.")]


def test_an_unknown_column_with_content_is_reported(folder: Path, asked: Asked) -> None:
    rows = [(*HEADER, "kommentar", "tom"), ("nord", "1", "vision", "ja", "skrivet av mig", "")]
    taken = read_file(write_csv(folder, rows), asked)
    assert notes(taken) == ["The column is not one of the sheet's; what its cells hold (1) was not taken."]
    assert len(taken.handed) == 1


def test_a_blank_value_covers_its_item_and_a_missing_row_does_not(folder: Path, asked: Asked) -> None:
    rows = [HEADER, ("nord", "1", "vision", ""), ("nord", "1", "kannedom", "3")]
    (handed,) = read_file(write_csv(folder, rows), asked).handed
    assert values(handed.response) == {"kannedom": 3}
    assert handed.covers == {"vision", "kannedom"}


def test_a_tidy_table_in_a_workbook_is_read_too(folder: Path, asked: Asked) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(HEADER)
    book.worksheets[0].append(("nord", 1, "kannedom", 3))
    book.save(folder / "svar.xlsx")
    (handed,) = read_file(folder / "svar.xlsx", asked).handed
    assert (handed.response.id, values(handed.response)) == ("1", {"kannedom": 3})


def test_another_table_is_refused_with_what_to_do(folder: Path, asked: Asked) -> None:
    taken = read_file(write_csv(folder, [("Namn", "Telefon"), ("x", "1")]), asked)
    assert causes(taken)[0][2].startswith("The file is neither one of this program's response sheets nor")


def test_a_sheet_s_responses_survive_the_way_out_and_back(make_sheet: MakeSheet, folder: Path, asked: Asked) -> None:
    sheet = read_file(make_sheet([{**FULL, "bord": "Bord 1"}, {"vision": '@1+1; "åäö"\nrad två'}]), asked)
    responses = [one.response for one in sheet.handed]
    back = read_file(write_csv(folder, list(compose_tidy_rows(responses))), asked)
    assert back.problems == ()
    assert [one.response for one in back.handed] == responses


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.dictionaries(
        st.sampled_from(["vision", "bilden.1", "kannedom", "viktigast", "hinder.webb"]),
        st.one_of(TEXTS, st.integers(0, 9).map(str), st.sampled_from(["webb", "x", "1"])),
        min_size=1,
    )
)
def test_whatever_is_taken_once_comes_back_the_same(answers: dict[str, str], folder: Path, asked: Asked) -> None:
    once = read_file(write_csv(folder, [HEADER, *(("nord", "1", *pair) for pair in answers.items())]), asked)
    responses = [one.response for one in once.handed]
    if not responses or not responses[0].answers:
        return
    again = read_file(write_csv(folder, list(compose_tidy_rows(responses))), asked)
    assert [one.response for one in again.handed] == responses


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(rows=[[], [], ["item"]])
@example(rows=[["x"], [], ["item"], []])
@given(rows=st.lists(st.lists(st.one_of(TEXTS, st.sampled_from([*HEADER, "nord", "vision", "", "7"])), max_size=9)))
def test_no_table_whatever_gives_a_traceback(rows: list[list[str]], folder: Path, asked: Asked) -> None:
    for header in ([], [TIDY_COLUMNS]):
        taken = read_file(write_csv(folder, [*header, *rows]), asked)
        assert not (taken.problems and taken.handed)
