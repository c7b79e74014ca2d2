"""The sheet in Excel: readable, limited by kind, valid, and understood again whatever a program did to it."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.sheet.conftest import Written
from tests.sheet.specimen import (
    BANK,
    INSTRUMENT,
    PROGRAMME,
    WORKSHOP,
    compose_specimen_links,
    rename_group,
)
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.model.sheet_format import CARRIER_WORKSHEET, HEADER_ROWS, IDENTITY_PREFIX, NUMBER_COLUMN
from toolkit.model.workshop import Workshop
from toolkit.sheet.columns import compose_sheet
from toolkit.sheet.xlsx import NO_DATE, to_xlsx, write_sheet_xlsx
from toolkit.texts import load_texts

FULL: dict[str, str | int] = {
    "_label": "Bord 3",
    "kannedom": 5,
    "bilden.1": "öppet",
    "bilden.2": "starkt",
    "utsikt": "Den minskar, trots allt",
    "hinder.webb": "x",
    "rang.webb": 2,
    "rang.alumni": 1,
    "rang.media": 3,
    "poang.webb": 50,
    "poang.alumni": 30,
    "poang.media": 20,
    "matris.webb.effort": 2,
    "matris.webb.effect": 4,
    "fritt": "=SUMMA(A1) och\nen rad till",
}
ASKED = Asked(programme=PROGRAMME.id, instruments={"nord": INSTRUMENT}, languages={"nord": "sv"})


def open_answers(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def fill(path: Path, rows: list[Mapping[str, str | int]], target: Path) -> Path:
    """Fill a blank sheet in as a person would: by the columns' names, with another program."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows):
        for name, value in row.items():
            cell = sheet.cell(2 + HEADER_ROWS + number, columns[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(target)
    return target


def collect(path: Path) -> list[dict[str, str | int]]:
    taken = read_file(path, ASKED)
    assert taken.problems == ()
    return [{answer.item: answer.value for answer in one.response.answers} for one in taken.handed]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_item_has_a_column_with_a_header_of_its_own(language: str, written: Written) -> None:
    sheet = open_answers(written.xlsx[language])
    names = [str(cell.value) for cell in sheet[1]]
    items = [name for name in names[1:] if not name.startswith("_")]
    assert items == [item.name for item in INSTRUMENT.items]
    headers = [cell.value for cell in sheet[3]]
    assert all(headers)
    assert len(set(headers)) == len(headers)
    said = " ".join(str(cell.value) for cell in sheet[2] if cell.value)
    for number, question in enumerate(BANK, 1):
        assert f"{number}. {question.text.say(language)[:14]}" in said


def test_the_header_stays_in_sight_and_the_marks_do_not(written: Written) -> None:
    book = openpyxl.load_workbook(written.xlsx["sv"])
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == f"C{2 + HEADER_ROWS}"
    assert sheet.row_dimensions[1].hidden
    assert book[CARRIER_WORKSHEET].sheet_state == "veryHidden"
    assert not sheet.merged_cells.ranges, "a merged header cannot be moved or sorted in Excel"


def test_the_instructions_are_in_the_workshop_s_language(written: Written) -> None:
    names = {language: openpyxl.load_workbook(path).sheetnames[:2] for language, path in written.xlsx.items()}
    assert names == {"sv": ["Svar", "Så här gör ni"], "en": ["Answers", "How to fill in"]}


def test_the_instructions_speak_of_cells_and_not_of_boxes_to_tick(written: Written) -> None:
    said = [
        cell.value
        for row in openpyxl.load_workbook(written.xlsx["sv"]).worksheets[1].iter_rows()
        for cell in row
        if cell.value
    ]
    assert {"Ett heltal från 1 till 7", "Välj i cellens lista"} <= set(said)
    assert not [each for each in said if "kryss" in str(each).lower() and "Kryssa för" not in str(each)]


def test_every_kind_is_limited_to_what_it_takes(written: Written) -> None:
    sheet = open_answers(written.xlsx["sv"])
    names = {cell.column_letter: str(cell.value) for cell in sheet[1]}
    rules: dict[str, tuple[str, str | None, str | None]] = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for column in range(area.min_col, area.max_col + 1):
                letter = openpyxl.utils.get_column_letter(column)
                rules[names[letter]] = (str(rule.type), rule.formula1, rule.formula2)
                assert area.min_row == 2 + HEADER_ROWS
                assert area.max_row > 1000, "rows that people add are limited, too"
    assert rules["kannedom"][0] == "list"
    assert rules["utsikt"][0] == "list"
    assert rules["hinder.webb"][0] == "list"
    assert rules["rang.webb"] == ("whole", "1", "3")
    assert rules["poang.webb"] == ("whole", "0", "100")
    assert rules["bilden.1"][0] == "textLength"
    assert rules["fritt"][:2] == ("textLength", "1000")


def test_a_drop_down_offers_the_choices_also_those_with_a_comma(written: Written) -> None:
    book = openpyxl.load_workbook(written.xlsx["sv"])
    lists = [[cell.value for cell in column if cell.value is not None] for column in book[CARRIER_WORKSHEET].columns]
    assert ["Den minskar, trots allt", "Den ökar", "Vet ej"] in [values[-3:] for values in lists]


def test_the_identity_is_carried_three_times(written: Written) -> None:
    book = openpyxl.load_workbook(written.xlsx["sv"])
    first, second = book.worksheets[0]["A1"].value, book[CARRIER_WORKSHEET]["A1"].value
    assert str(first).startswith(IDENTITY_PREFIX)
    assert first == second == book.custom_doc_props["toolkit"].value
    assert INSTRUMENT.version in str(first)
    assert "workshop=nord" in str(first)


def test_points_are_added_up_while_one_writes(
    written: Written, soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    filled = fill(written.xlsx["sv"], [FULL], tmp_path / "ifyllt.xlsx")
    saved = soffice(filled, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    sheet = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "_sum.poang")
    assert sheet.cell(2 + HEADER_ROWS, column).value == 100


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_workbook_is_valid(language: str, written: Written, sdk_validate: Callable[[Path], list[str]]) -> None:
    from openxml_audit import OpenXmlValidator

    assert sdk_validate(written.xlsx[language]) == []
    assert [str(error) for error in OpenXmlValidator().validate(written.xlsx[language]).errors] == []


def test_the_same_input_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_sheet_xlsx(PROGRAMME, WORKSHOP, INSTRUMENT, compose_specimen_links(), load_texts("sv"), again)
    assert again.read_bytes() == written.xlsx["sv"].read_bytes()


def test_what_is_filled_in_is_collected_as_it_was_written(written: Written, tmp_path: Path) -> None:
    filled = fill(written.xlsx["sv"], [FULL, {"kannedom": 7}], tmp_path / "ifyllt.xlsx")
    first, second = collect(filled)
    assert first["fritt"] == FULL["fritt"]
    assert first["utsikt"] == "minskar"
    assert (first["poang.webb"], first["hinder.webb"], first["rang.alumni"]) == (50, 1, 1)
    assert second == {"kannedom": 7}


@pytest.mark.parametrize("target", ["xlsx:Calc MS Excel 2007 XML", "ods"])
def test_a_save_by_libreoffice_is_survived(
    target: str, written: Written, soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    filled = fill(written.xlsx["sv"], [FULL, {"kannedom": 7}], tmp_path / "ifyllt.xlsx")
    saved = soffice(filled, target, tmp_path / "saved")
    assert collect(saved) == collect(filled)


def test_numbers_way_of_saving_is_survived(written: Written, tmp_path: Path) -> None:
    """Apple Numbers puts the table's name above it, shows hidden rows, and keeps no hidden worksheet or property."""
    filled = fill(written.xlsx["sv"], [FULL], tmp_path / "ifyllt.xlsx")
    book = openpyxl.load_workbook(filled)
    del book[CARRIER_WORKSHEET]
    del book.custom_doc_props["toolkit"]
    sheet = book.worksheets[0]
    sheet.row_dimensions[1].hidden = False
    sheet.data_validations.dataValidation = []
    sheet.insert_rows(1)
    sheet["A1"] = "Tabell 1"
    book.save(tmp_path / "numbers.xlsx")
    assert collect(tmp_path / "numbers.xlsx") == collect(filled)


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_group_s_name_gives_a_workbook_that_opens(name: str) -> None:
    import io

    workshop: Workshop = rename_group(name)
    sheet = compose_sheet(PROGRAMME, workshop, INSTRUMENT, compose_specimen_links(), load_texts("sv"))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet, NO_DATE)))
    assert book.worksheets[0]["B1"].value == "_label"


def test_rows_for_all_who_are_expected_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    many = replace(WORKSHOP, expected=150)
    write_sheet_xlsx(PROGRAMME, many, INSTRUMENT, compose_specimen_links(), load_texts("sv"), path)
    sheet = open_answers(path)
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith((IDENTITY_PREFIX, NUMBER_COLUMN)))
    numbers = [sheet.cell(row, column).value for row in range(2 + HEADER_ROWS, sheet.max_row + 1)]
    assert numbers == list(range(1, 151))


def test_the_print_repeats_its_header_on_a4(written: Written) -> None:
    sheet = open_answers(written.xlsx["sv"])
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"$2:${1 + HEADER_ROWS}"


def test_no_part_of_it_names_who_or_where_it_was_made(written: Written) -> None:
    with zipfile.ZipFile(written.xlsx["sv"]) as package:
        said = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
    assert str(Path.home()) not in said
    assert str(Path(__file__).parents[2]) not in said
