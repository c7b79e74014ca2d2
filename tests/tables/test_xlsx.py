"""An .xlsx is read cell by cell as the person saw it, whichever program wrote it; nothing in it is taken for blank."""

import datetime
import io
import re
import string
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.tables.grid import Cell, CellFault, Rows, ShownNumber, find_faulty_cells, find_hidden_rows, say_cell
from toolkit.tables.messages import ERROR_CELL, HIDDEN_ROW, HIDDEN_ROWS, NOT_COMPUTED, TRUNCATED
from toolkit.tabular import parse_tables

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


ONE_CELL = '<row r="1"><c r="A1"><v>7</v></c></row>'


def read_openpyxl(cells: Mapping[str, object], formats: Mapping[str, str] | None = None) -> Rows:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
        book.active[place].number_format = (formats or {}).get(place, book.active[place].number_format)
    saved = io.BytesIO()
    book.save(saved)
    return parse_tables(saved.getvalue(), "t.xlsx")[0]


def read_written(rows: str, *, strings: str = "", styles: str = "", workbook: str = "", more: str = "") -> Rows:
    """Read a worksheet whose rows are given as they stand in the file; `more` is a second worksheet's rows."""
    return parse_tables(write_package(rows, strings=strings, styles=styles, workbook=workbook, more=more), "t.xlsx")[0]


def write_package(rows: str, *, strings: str = "", styles: str = "", workbook: str = "", more: str = "") -> bytes:
    sheets = [rows, more] if more else [rows]
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}<sheets>'
        + "".join(f'<sheet name="Blad{n}" sheetId="{n}" r:id="r{n}"/>' for n, _ in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in enumerate(sheets, 1)
        )
        + f'<Relationship Id="s" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="t" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number, said in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{said}</sheetData></worksheet>'
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


ERRORS = (
    *("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"),
    *("#FIELD!", "#BLOCKED!", "#BUSY!", "#UNKNOWN!", "#CONNECT!", "#PYTHON!", "#NYTT_FEL!"),
)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_a_fault_of_its_cell_whatever_it_is_called_and_no_blank(error: str) -> None:
    rows = read_written(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>{error}</v></c></row>')
    assert rows.cells == [[1.0, CellFault(error)]]
    (problem,) = find_faulty_cells(rows, headers=("Nr", "Värde"))
    assert (problem.message, problem.place.row, problem.place.column) == (ERROR_CELL, 1, "B (Värde)")
    assert problem.facts["found"] == error


def test_a_new_error_value_on_another_worksheet_does_not_make_the_file_damaged() -> None:
    first, second = parse_tables(
        write_package(
            '<row r="1"><c r="A1"><v>7</v></c></row>', more='<row r="9"><c r="C9" t="e"><v>#SPILL!</v></c></row>'
        ),
        "t.xlsx",
    )
    assert first.cells == [[7.0]]
    assert second.cell(8, 2) == CellFault("#SPILL!")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>B1+1</f></c>',
        '<c r="A1"><f>B1+1</f><v></v></c>',
        '<c r="A1"><f>B1+1</f><v/></c>',
        '<c r="A1"><f t="shared" si="0"/></c>',
        '<c r="A1"><f t="array" ref="A1:A3">B1:B3</f></c>',
        "<c><f>B1</f></c>",
    ],
)
def test_a_formula_that_nobody_has_computed_is_a_fault_and_no_blank(cell: str) -> None:
    rows = read_written(f'<row r="1">{cell}<c r="C1"><v>5</v></c></row>')
    (problem,) = find_faulty_cells(rows)
    assert (problem.message, problem.place.column) == (NOT_COMPUTED, "A")
    assert rows.cell(0, 2) == 5


def test_a_formula_whose_result_is_an_empty_text_is_blank() -> None:
    assert read_written('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>').cells == [[""]]


def test_formulas_of_openpyxl_and_the_zeros_that_xlsxwriter_writes_for_theirs_are_not_computed() -> None:
    by_openpyxl = read_openpyxl({"A1": "=DATE(2027,2,3)"})
    assert by_openpyxl.faults[0, 0].computed is False
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        book.add_worksheet().write_formula(0, 0, "=1/3")
        book.get_worksheet_by_name("Sheet1").write_formula(0, 1, "=2+3", None, 5)  # type: ignore[union-attr]
    (rows,) = parse_tables(saved.getvalue(), "t.xlsx")
    assert rows.faults[0, 0].computed is False
    assert rows.cell(0, 1) == 5


def test_an_error_that_was_pasted_as_text_is_an_error_and_a_hashtag_is_none() -> None:
    rows = read_openpyxl({"A1": "#SAKNAS!", "B1": "#openscience", "C1": "#1"})
    assert rows.cells == [[CellFault("#SAKNAS!"), "#openscience", "#1"]]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.05, "0%", "5 %"),
        (0.05, "0 %", "5 %"),
        (0.07, "0.0%", "7 %"),
        (0.125, "0.0%", "12.5 %"),
        (1, "0%", "100 %"),
        (5, "0%", "500 %"),
        (7, "000", "007"),
        (7, "00", "07"),
        (46012, "000000", "046012"),
        (7, "General", "7"),
        (7, "0", "7"),
        (7, "0.00", "7"),
        (1234, "# ##0", "1234"),
        (7, '0" st"', "7"),
    ],
)
def test_a_number_says_what_the_person_saw(value: float, code: str, shown: str) -> None:
    cell = read_openpyxl({"A1": value}, {"A1": code}).cell(0, 0)
    assert say_cell(cell) == shown
    assert cell == value
    if "%" in code:
        assert isinstance(cell, ShownNumber)
        assert cell.percent


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("yyyy-mm-dd", datetime.date(2027, 2, 3)),
        ("d/m/yy;@", datetime.date(2027, 2, 3)),
        ('[$-41D]"den "d mmmm yyyy', datetime.date(2027, 2, 3)),
        ("mmm", datetime.date(2027, 2, 3)),
        ('0" dagar"', 46421.0),
        ("[Red]0.00", 46421.0),
        ('"mån" 0', 46421.0),
        ("General", 46421.0),
        ("[h]:mm", datetime.timedelta(days=46421)),
    ],
)
def test_a_date_is_told_by_its_format_and_not_by_quoted_words(code: str, read: Cell) -> None:
    assert read_openpyxl({"A1": 46421}, {"A1": code}).cell(0, 0) == read


def test_days_that_count_from_1904_are_the_same_days() -> None:
    rows = read_written(
        '<row r="1"><c r="A1" s="1"><v>44959</v></c></row>',
        workbook='<workbookPr date1904="1"/>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    )
    assert rows.cell(0, 0) == datetime.date(2027, 2, 3)


def test_times_dates_with_times_and_logical_values_keep_their_kind() -> None:
    cells = {
        "A1": datetime.time(13, 30),
        "B1": datetime.datetime(2027, 2, 3, 13, 30),
        "C1": True,
        "D1": datetime.timedelta(hours=30),
    }
    assert list(read_openpyxl(cells).cells[0]) == list(cells.values())


def test_a_date_before_the_first_day_shows_hashes_only_and_is_a_fault() -> None:
    assert read_openpyxl({"A1": -5}, {"A1": "yyyy-mm-dd"}).faults[0, 0].shown.strip("#") == ""


def test_texts_come_whole_shared_rich_inline_escaped_and_without_their_reading_in_japanese() -> None:
    rows = read_written(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>Vi </t></r><r><t>syns</t></r></is></c>'
        '<c r="D1" t="str"><f>A1</f><v>a&amp;b_x005F_x000D_</v></c><c r="E1" t="s"><v>2</v></c></row>',
        strings="<si><r><t>Rik </t></r><r><rPr/><t>text</t></r></si>"
        "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si><si><t>rad_x000D_två</t></si>",
    )
    assert rows.cells == [["Rik text", "漢字", "Vi syns", "a&b_x000D_", "rad\rtvå"]]


def test_cells_keep_their_places_also_without_references_and_between_blank_ones() -> None:
    assert read_written("").cells == []
    rows = read_written('<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="4"><c r="C4"><v>9</v></c></row>')
    assert [rows.cell(0, 0), rows.cell(0, 1), rows.cell(0, 2), rows.cell(3, 2)] == [1.0, "", 3.0, 9.0]
    assert rows.place(3).row == 4


def test_a_prefix_before_every_name_changes_nothing() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_package(ONE_CELL))) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if "sheet1" in name:
                text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")
            after.writestr(name, text)
    assert parse_tables(made.getvalue(), "t.xlsx")[0].cells == [[7.0]]


def test_hidden_and_filtered_rows_are_taken_and_told() -> None:
    rows = read_written(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2"><v>2</v></c></row>'
        '<row r="3" hidden="1"/><row r="4" hidden="1"><c r="A4"><v>2</v></c><c r="B4"><v>2</v></c></row>'
    )
    assert rows.cell(1, 0) == 2
    (notice,) = find_hidden_rows(rows, 0)
    assert (notice.notice, notice.message, notice.facts) == (True, HIDDEN_ROWS, {"count": 2, "rows": "2, 4"})
    (one,) = find_hidden_rows(rows, 2)
    assert one.message == HIDDEN_ROW


SENSELESS = (
    *('<row r="1"><c r="A1"><v>x</v></c></row>', '<row r="0"/>', '<row r="1"><c r="ÅÄÖ1"><v>1</v></c></row>', "<row>"),
    *('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', '<row r="9999999"/>'),
    '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
)


@pytest.mark.parametrize("rows", SENSELESS)
def test_a_worksheet_that_makes_no_sense_is_damaged(rows: str) -> None:
    with pytest.raises(InputError) as caught:
        read_written(rows)
    assert caught.value.problems[0].message == TRUNCATED


def test_entities_are_not_expanded() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_package(""))) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, b'<!DOCTYPE a [<!ENTITY b "c">]>' + text if "sheet1" in name else text)
    with pytest.raises(InputError):
        parse_tables(made.getvalue(), "t.xlsx")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)),
)
MARKS = ("General", "0", "0.00", "0%", "000", "# ##0", "@", '0" st"', "[Red]0")


def say_expected(value: object) -> object:
    """What a cell must read as; XlsxWriter writes sixteen digits of a number."""
    if isinstance(value, float):
        return float(f"{value:.16G}")
    return "" if value is None else value


@given(st.lists(st.lists(st.tuples(VALUES, st.sampled_from(MARKS)), max_size=5), max_size=5))
@settings(deadline=None, max_examples=120)
def test_whatever_is_written_is_read_the_same_or_as_a_fault_and_never_as_something_else(
    written: list[list[tuple[object, str]]],
) -> None:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(written):
            for column, (value, mark) in enumerate(cells):
                put(book, sheet, row, column, value, mark)
    (rows,) = parse_tables(saved.getvalue(), "t.xlsx")
    for row, cells in enumerate(written):
        for column, (value, _) in enumerate(cells):
            read = rows.cell(row, column) if row < len(rows.cells) else ""
            if not isinstance(read, CellFault):
                assert read == say_expected(value), (value, read)


def put(book: xlsxwriter.Workbook, sheet: object, row: int, column: int, value: object, mark: str) -> None:
    looks = book.add_format({"num_format": "yyyy-mm-dd" if isinstance(value, datetime.date) else mark})
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, looks)  # type: ignore[attr-defined]
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), looks)  # type: ignore[attr-defined]
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, looks)  # type: ignore[attr-defined]
    elif isinstance(value, str):
        sheet.write_string(row, column, value, looks)  # type: ignore[attr-defined]


@given(st.lists(st.lists(VALUES, max_size=5), min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_this_reader_and_openpyxl_agree(written: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row, cells in enumerate(written, 1):
        for column, value in enumerate(cells):
            if value is not None and not (isinstance(value, str) and value[:1] in "=" + string.whitespace):
                book.active[f"{string.ascii_uppercase[column]}{row}"] = value
    saved = io.BytesIO()
    book.save(saved)
    (rows,) = parse_tables(saved.getvalue(), "t.xlsx")
    other = openpyxl.load_workbook(io.BytesIO(saved.getvalue()), data_only=True).active
    for cell in (cell for each in other.iter_rows() for cell in each):
        read = rows.cell(cell.row - 1, cell.column - 1) if cell.row <= len(rows.cells) else ""
        expected = cell.value if cell.value is not None else ""
        if isinstance(expected, datetime.datetime):
            expected = expected.date() if expected.time() == datetime.time() else expected
        assert isinstance(read, CellFault) or read == expected
