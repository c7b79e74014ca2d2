"""Tables come in as the sheet holds them, whatever wrote them; what cannot be read is refused with its remedy."""

import contextlib
import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InputError, Message
from toolkit.tables import messages as tabular
from toolkit.tabular import (
    Rows,
    decode_text,
    find_delimiter,
    name_column,
    number_column,
    parse_tables,
    read_rows,
    read_tables,
    say_cell,
)


def refusal(content: bytes) -> Message:
    with pytest.raises(InputError) as caught:
        parse_tables(content, "table")
    (problem,) = caught.value.problems
    assert problem.message.remedy
    return problem.message


def tables_or_refusal(content: bytes) -> tuple[Rows, ...]:
    """Let an InputError pass, and nothing else."""
    with contextlib.suppress(InputError):
        return parse_tables(content, "file")
    return ()


def workbook_bytes(cells: dict[str, object]) -> bytes:
    workbook = openpyxl.Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def repack(content: bytes, name: str, change: tuple[str, str]) -> bytes:
    """Rewrite one member of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for member in before.namelist():
            text = before.read(member)
            after.writestr(member, text.replace(*(part.encode() for part in change)) if member == name else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_table_reads_the_same_in_every_encoding_and_with_every_delimiter(
    encoding: str, found: str, delimiter: str
) -> None:
    text = f"grupp{delimiter}namn\r\nnord{delimiter}Åsö, väst; öst\r\n".replace("Åsö, väst; öst", '"Åsö, väst; öst"')
    (rows,) = parse_tables(text.encode(encoding), "t.csv")
    assert rows.cells == [["grupp", "namn"], ["nord", "Åsö, väst; öst"]]
    assert (rows.encoding, rows.delimiter) == (found, delimiter)


def test_excels_own_first_line_names_the_delimiter_and_counts_as_a_line() -> None:
    (rows,) = parse_tables(b"sep=;\r\na,b;c\r\n1;2\r\n", "t.csv")
    assert rows.cells == [["a,b", "c"], ["1", "2"]]
    assert rows.place(1).line == 3


def test_a_row_is_placed_at_the_line_it_begins_on() -> None:
    (rows,) = parse_tables(b'a;b\n"two\nlines";x\n\nlast;y\n', "t.csv")
    assert [rows.place(index).line for index in range(len(rows.cells))] == [1, 2, 4, 5]


def test_a_quotation_mark_within_a_cell_is_a_character_like_any_other() -> None:
    (rows,) = parse_tables(b'namn;antal\nGruppen "Nord" vid KI;2\n"KI" Syd;3\n', "t.csv")
    assert [row[0] for row in rows.cells] == ["namn", 'Gruppen "Nord" vid KI', "KI Syd"]


def test_a_quotation_mark_that_is_never_closed_is_reported_where_it_opens() -> None:
    with pytest.raises(InputError) as caught:
        parse_tables(b'a;b\n1;2\n3;"4\n5;6\n', "t.csv")
    (problem,) = caught.value.problems
    assert problem.message == tabular.OPEN_QUOTE
    assert problem.place.line == 3


def test_an_endless_cell_is_reported() -> None:
    assert refusal(b'"' + b"x" * 200_000 + b'"') == tabular.LONG_CELL


@given(st.text(alphabet="abåäö;,\t\"'\n\r =", max_size=80) | st.text(max_size=60))
def test_any_text_gives_rows_or_an_input_error(text: str) -> None:
    for rows in tables_or_refusal(text.encode("utf-8", "surrogatepass")):
        assert len(rows.lines) == len(rows.cells)


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_give_rows_or_an_input_error(content: bytes) -> None:
    tables_or_refusal(content)


@given(st.data())
def test_a_damaged_workbook_gives_tables_or_an_input_error(data: st.DataObject) -> None:
    content = bytearray(_SMALL_WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    tables_or_refusal(bytes(content))


_SMALL_WORKBOOK = workbook_bytes({"A1": "group", "B2": 3})


def test_a_cell_keeps_its_row_and_column_below_blank_rows_and_beside_blank_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook_bytes({"C4": "group", "C5": "nord"}))
    rows = read_rows(path)
    assert rows.cells[3][2] == "group"
    assert rows.place(4, name_column(2)).row == 5
    assert rows.place(4).worksheet == "Sheet"


def test_dates_times_and_numbers_keep_their_types() -> None:
    cells = {"A1": datetime.date(2027, 2, 3), "B1": datetime.datetime(2027, 2, 3, 13, 30), "C1": 14, "D1": True}
    ((row,),) = [table.cells for table in parse_tables(workbook_bytes(cells), "t.xlsx")]
    assert list(row) == [datetime.date(2027, 2, 3), datetime.datetime(2027, 2, 3, 13, 30), 14, True]
    assert [say_cell(cell) for cell in row] == ["2027-02-03", "2027-02-03 13:30", "14", "TRUE"]


def test_hidden_worksheets_are_read_but_the_first_visible_one_with_cells_is_the_table(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Tom"
    workbook.create_sheet("_toolkit").sheet_state = "veryHidden"
    workbook["_toolkit"]["A1"] = "identity"
    workbook.create_sheet("Svar")["A1"] = "x"
    workbook.save(tmp_path / "t.xlsx")
    assert [(table.worksheet, table.hidden) for table in read_tables(tmp_path / "t.xlsx")] == [
        ("Tom", False),
        ("_toolkit", True),
        ("Svar", False),
    ]
    assert read_rows(tmp_path / "t.xlsx").worksheet == "Svar"


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(workbook_bytes({}))
    with pytest.raises(InputError) as caught:
        read_rows(tmp_path / "t.xlsx")
    assert caught.value.problems[0].message == tabular.NO_WORKSHEET


def test_what_cannot_be_read_is_refused_with_the_reason() -> None:
    whole = workbook_bytes({"A1": "x"})
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as package:
        package.writestr("_rels/.rels", "<x/>")
        package.writestr("word/document.xml", "<x/>")
    assert refusal(b"") == tabular.NO_BYTES
    assert refusal(b" \r\n") == tabular.EMPTY
    assert refusal(ole + "Workbook".encode("utf-16-le")) == tabular.OLD_EXCEL
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == tabular.ENCRYPTED
    assert refusal(whole[:-200]) == refusal(whole[: len(whole) // 2]) == tabular.TRUNCATED
    assert refusal(docx.getvalue()) == tabular.WORD_FILE
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(90)) == tabular.PICTURE_FILE


def test_a_workbook_saved_as_strict_open_xml_is_read() -> None:
    content = workbook_bytes({"A1": "grupp", "B1": 3})
    for part in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        content = repack(content, part, ("http://schemas.openxmlformats.org/officeDocument/2006", STRICT))
    (table,) = parse_tables(content, "t.xlsx")
    assert table.cells == [["grupp", 3.0]]


STRICT = "http://purl.oclc.org/ooxml/officeDocument"


def test_a_stray_cell_in_the_last_corner_is_read_without_ending_the_program() -> None:
    (table,) = parse_tables(workbook_bytes({"A1": 1, "XFD1048576": 2}), "t.xlsx")
    assert table.cell(0, 0) == 1
    assert table.cell(1_048_575, 16_383) == 2


def test_a_stray_cell_far_below_a_narrow_table_is_read() -> None:
    (table,) = parse_tables(workbook_bytes({"A1": 1, "C60000": 2}), "t.xlsx")
    assert len(table.cells) == 60_000


def test_an_opendocument_spreadsheet_is_read(soffice: object, tmp_path: Path) -> None:
    source = tmp_path / "t.xlsx"
    source.write_bytes(workbook_bytes({"B2": "åäö", "B3": 7}))
    made = soffice(source, "ods", tmp_path / "ods")  # type: ignore[operator]
    rows = read_rows(made)
    assert rows.cells[1][1] == "åäö"
    assert say_cell(rows.cells[2][1]) == "7"


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as missing:
        read_rows(tmp_path / "none.csv", "groups.csv")
    assert missing.value.problems[0].message == tabular.MISSING
    assert missing.value.problems[0].place.file == "groups.csv"
    with pytest.raises(InputError) as folder:
        read_rows(tmp_path)
    assert folder.value.problems[0].message == tabular.UNREADABLE


@given(st.integers(0, 20_000))
def test_columns_are_named_as_a_spreadsheet_names_them(index: int) -> None:
    assert number_column(name_column(index)) == index + 1
    assert re.fullmatch("[A-Z]+", name_column(index))


def test_a_delimiter_in_quotation_marks_does_not_count() -> None:
    assert find_delimiter('"a,b,c,d";e\n') == ";"
    assert find_delimiter("\n\na\tb\n") == "\t"


def test_bytes_that_are_no_text_decode_to_nothing() -> None:
    assert decode_text(bytes(50)) is None
    assert decode_text(b"\x90\x9d") is None
