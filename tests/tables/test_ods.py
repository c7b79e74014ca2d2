"""An .ods is read as LibreOffice shows it: errors, per cents, repeated and hidden rows, comments left out."""

import datetime
import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.tables.grid import Cell, CellFault, Rows, ShownNumber, find_hidden_rows, say_cell
from toolkit.tables.messages import ENCRYPTED, TRUNCATED
from toolkit.tabular import parse_tables

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
ERROR = '<table:table-cell calcext:value-type="error"><text:p>#SPILL!</text:p></table:table-cell>'
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())


def pack(rows: str, *, styles: str = "", attributes: str = "", manifest: str = "") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Svar" {attributes}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return made.getvalue()


def read(rows: str, **more: str) -> Rows:
    return parse_tables(pack(rows, **more), "t.ods")[0]


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str, shown: str, **values: str) -> str:
    said = " ".join(f'office:{key.replace("_", "-")}="{value}"' for key, value in values.items())
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{shown}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (cell("string", "Åsö"), "Åsö"),
        (cell("float", "7", value="7"), 7.0),
        (cell("float", "1 234,5", value="1234.5"), 1234.5),
        (cell("date", "3 feb", date_value="2027-02-03"), datetime.date(2027, 2, 3)),
        (cell("date", "3 feb", date_value="2027-02-03T13:30:00"), datetime.datetime(2027, 2, 3, 13, 30)),
        (cell("time", "13:30", time_value="PT13H30M00S"), datetime.time(13, 30)),
        (cell("time", "30:00", time_value="PT30H00M00S"), datetime.timedelta(hours=30)),
        (cell("boolean", "SANT", boolean_value="true"), True),
        (cell("string", "Err:508"), CellFault("Err:508")),
        (cell("float", "#N/A", value="0"), CellFault("#N/A")),
        (
            '<table:table-cell calcext:value-type="error"><text:p>#SPILL!</text:p></table:table-cell>',
            CellFault("#SPILL!"),
        ),
        ('<table:table-cell table:formula="of:=A1"/>', CellFault("", computed=False)),
        (cell("string", "a<text:s text:c='3'/>b<text:line-break/>c<text:tab/>d"), "a   b\nc\td"),
        (cell("string", "Vi <text:span>syns</text:span> mer</text:p><text:p>rad två"), "Vi syns mer\nrad två"),
        (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>en kommentar</text:p>'
            "</office:annotation><text:p>svaret</text:p></table:table-cell>",
            "svaret",
        ),
    ],
)
def test_a_cell_is_what_it_shows(written: str, read_as: Cell) -> None:
    assert read(row(written)).cell(0, 0) == read_as


def test_per_cents_and_leading_zeros_are_kept_as_the_person_saw_them() -> None:
    rows = read(row(cell("percentage", "5 %", value="0.05"), cell("float", "007", value="7")))
    five, seven = rows.cells[0]
    assert isinstance(five, ShownNumber)
    assert (five.percent, say_cell(five), say_cell(seven)) == (True, "5 %", "007")


def test_repeated_cells_and_rows_and_a_million_blank_ones_keep_every_place() -> None:
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    twice = cell("string", "x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    rows = read(
        row(blank, attributes='table:number-rows-repeated="2"')
        + row(blank, twice)
        + row(cell("string", "y"), attributes='table:number-rows-repeated="3"')
        + row(blank, attributes='table:number-rows-repeated="1048570"')
    )
    assert rows.cells == [[], [], ["", "", "", "x", "x"], ["y"], ["y"], ["y"]]


def test_rows_within_groups_and_headers_are_rows_and_hidden_ones_are_told() -> None:
    two = (cell("string", "a"), cell("string", "b"))
    filtered = row(*two, attributes='table:visibility="filter"')
    rows = read(
        f"<table:table-header-rows>{row(*two)}</table:table-header-rows>"
        f"<table:table-row-group>{filtered}</table:table-row-group>"
        + row(*two, attributes='table:visibility="collapse"')
    )
    assert len(rows.cells) == 3
    assert [notice.facts["rows"] for notice in find_hidden_rows(rows, 0)] == ["2, 3"]


def test_a_hidden_worksheet_is_known() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    assert read(row(cell("string", "a")), styles=style, attributes='table:style-name="ta2"').hidden
    assert not read(row(cell("string", "a")), styles=style, attributes='table:style-name="ta1"').hidden


def test_a_password_and_damage_are_told() -> None:
    for content, message in (
        (pack("", manifest="<manifest:encryption-data/>"), ENCRYPTED),
        (pack("<table:table-row>"), TRUNCATED),
        (pack(row(cell("date", "x", date_value="igår"))), TRUNCATED),
        (pack(row(cell("string", "x"), attributes='table:number-rows-repeated="x"')), TRUNCATED),
    ):
        with pytest.raises(InputError) as caught:
            parse_tables(content, "t.ods")
        assert caught.value.problems[0].message == message


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zs", "Zl", "Zp"]), max_size=12)


@given(st.lists(st.lists(TEXTS | st.integers(-(10**9), 10**9), max_size=4), max_size=4))
@settings(deadline=None, max_examples=80)
def test_whatever_is_written_is_read_the_same_or_as_a_fault(written: list[list[str | int]]) -> None:
    def compose(value: str | int) -> str:
        if isinstance(value, int):
            return cell("float", str(value), value=str(value))
        return cell("string", escape(value))

    rows = read("".join(row(*map(compose, cells)) for cells in written))
    for index, cells in enumerate(written):
        for column, value in enumerate(cells):
            found = rows.cell(index, column) if index < len(rows.cells) else ""
            assert isinstance(found, CellFault) or found == value
