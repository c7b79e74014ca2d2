"""Write a workshop's response sheet as an Excel workbook: one row a participant, one column an item. An edge.

Not protected: people add rows and move columns, and `toolkit.model.sheet_format` makes the sheet survive that.
"""

import datetime
import io
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.files import Put, write_bytes
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.sheet_format import (
    CARRIER_WORKSHEET,
    CODE_KEY,
    HEADER_KEY,
    HEADER_ROWS,
    IDENTITY_PROPERTY,
    ITEM_KEY,
    NUMBER_COLUMN,
)
from toolkit.model.workshop import Workshop
from toolkit.sheet.columns import Column, Sheet, compose_sheet
from toolkit.sheet.xlsx_guide import write_guide
from toolkit.sheet.xlsx_looks import Looks
from toolkit.texts import Texts

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

NO_DATE = datetime.date(2024, 1, 1)
FIRST_ROW = 1 + HEADER_ROWS
"""The first row to fill in, counted from 0 as XlsxWriter does."""
LAST_CHECKED_ROW = 2000
"""Drop-downs and limits reach this far, for rows that people add."""
_LISTS_FROM = 3
_INDENT = 1.2
_REPEATED = 2
"""Columns that stand on every printed page: the row's number and the table."""
_PAGE_WIDTH = 165.0
"""How many characters' width of columns an A4 page across holds beside them at 60 %, with a margin for other fonts."""


def write_sheet_xlsx(
    programme: Programme,
    workshop: Workshop,
    instrument: Instrument,
    links: Links,
    texts: Texts,
    path: Path,
    put: Put = write_bytes,
) -> None:
    """Write the sheet in the language of `texts`, whole or not at all."""
    sheet = compose_sheet(programme, workshop, instrument, links, texts)
    put(path, to_xlsx(sheet, workshop.date or NO_DATE))


def to_xlsx(sheet: Sheet, day: datetime.date) -> bytes:
    """Return the workbook's bytes; `day` is when its properties say that it was made, so that they repeat."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    # in_memory also sets the dates inside the archive to 1980, without which no two builds were alike.
    book = Workbook(file, {"in_memory": True})
    _write_properties(book, sheet, day)
    answers = book.add_worksheet(sheet.answers_name)
    guide = book.add_worksheet(sheet.guide_name)
    carrier = book.add_worksheet(CARRIER_WORKSHEET)
    lists = _write_carrier(carrier, sheet)
    carrier.very_hidden()
    _write_answers(book, answers, sheet, lists)
    write_guide(book, guide, sheet.guide, sheet.page)
    answers.activate()
    book.close()
    return file.getvalue()


def _write_properties(book: "Workbook", sheet: Sheet, day: datetime.date) -> None:
    made = datetime.datetime.combine(day, datetime.time())
    book.set_properties({"title": sheet.title, "author": sheet.organisation, "created": made})
    book.set_custom_property(IDENTITY_PROPERTY, sheet.identity, "text")
    book.set_size(1920, 1200)


Lists = Mapping[tuple[str | int, ...], str]
"""The values of a drop-down → the cells that hold them."""


def _write_carrier(carrier: "Worksheet", sheet: Sheet) -> Lists:
    """Write identity, names and headers, and each drop-down's list once.

    Lists stand in cells, not in the rule: there a comma would part a text in two, and `X` would not pass for `x`.
    """
    carrier.write_string(0, 0, sheet.identity)
    carrier.write_string(1, 0, CODE_KEY)
    carrier.write_string(1, 1, sheet.code)
    carrier.write_string(2, 0, ITEM_KEY)
    carrier.write_string(2, 1, HEADER_KEY)
    for row, column in enumerate(sheet.columns, start=3):
        carrier.write_string(row, 0, column.name)
        carrier.write_string(row, 1, column.header)
    lists: dict[tuple[str | int, ...], str] = {}
    for column in sheet.columns:
        if column.values and column.values not in lists:
            lists[column.values] = _write_list(carrier, _LISTS_FROM + len(lists), column.values)
    return lists


def _write_list(carrier: "Worksheet", position: int, values: tuple[str | int, ...]) -> str:
    from xlsxwriter.utility import xl_range_abs

    for row, value in enumerate(values, start=3):
        if isinstance(value, int):
            carrier.write_number(row, position, value)
        else:
            carrier.write_string(row, position, value)
    return f"={CARRIER_WORKSHEET}!{xl_range_abs(3, position, 2 + len(values), position)}"


def _write_answers(book: "Workbook", worksheet: "Worksheet", sheet: Sheet, lists: Lists) -> None:
    looks = Looks(book)
    for position, column in enumerate(sheet.columns):
        _write_header(worksheet, position, column, sheet.identity, looks)
        worksheet.set_column(position, position, column.width, looks.cell(column))
    _write_validations(worksheet, sheet, lists)
    for n in range(sheet.rows):
        worksheet.write_number(FIRST_ROW + n, 0, n + 1, looks.number)
    _write_filled(worksheet, sheet)
    for position, column in enumerate(sheet.columns):
        if column.sums:
            _write_sums(worksheet, position, column, sheet, looks)
    worksheet.set_row(0, None, None, {"hidden": True})
    worksheet.set_row(1, _compute_height(sheet.columns, 1))
    worksheet.set_row(2, _compute_height(sheet.columns, 2))
    worksheet.set_row(3, _compute_height(sheet.columns, 3))
    worksheet.freeze_panes(FIRST_ROW, 2)
    _set_up_print(worksheet, sheet)


def _write_header(worksheet: "Worksheet", position: int, column: Column, identity: str, looks: Looks) -> None:
    worksheet.write_string(0, position, identity if column.name == NUMBER_COLUMN else column.name)
    band = looks.band(column)
    if column.band:
        worksheet.write_string(1, position, column.band, band)
    else:
        worksheet.write_blank(1, position, None, band)
    worksheet.write_string(2, position, column.header, looks.header(column))
    worksheet.write_string(3, position, column.how, looks.how(column))


def _write_filled(worksheet: "Worksheet", sheet: Sheet) -> None:
    """Fill in what is known already; the cells keep their column's look."""
    for row, filled in enumerate(sheet.filled, start=FIRST_ROW):
        for position, column in enumerate(sheet.columns):
            value = filled.get(column.name)
            if isinstance(value, str):
                worksheet.write_string(row, position, value)
            elif value is not None:
                worksheet.write_number(row, position, value)


def _write_validations(worksheet: "Worksheet", sheet: Sheet, lists: Lists) -> None:
    """Write each rule once over the columns side by side that share it; Excel parts it when a column is moved."""
    rules = [_compose_rule(column, sheet.error_title, lists) for column in sheet.columns]
    for rule, group in groupby(enumerate(rules), key=itemgetter(1)):
        if rule:
            positions = [position for position, _ in group]
            worksheet.data_validation(FIRST_ROW, positions[0], LAST_CHECKED_ROW, positions[-1], rule)


def _compose_rule(column: Column, error_title: str, lists: Lists) -> dict[str, Any]:
    """Return what XlsxWriter takes as the rule of a column's cells, or nothing for a check column."""
    if column.sums:
        return {}
    rule: dict[str, Any] = {"error_title": error_title, "error_message": column.error}
    if column.values:
        rule |= {"validate": "list", "source": lists[column.values]}
    elif column.whole:
        rule |= {"validate": "integer", "criteria": "between", "minimum": column.low, "maximum": column.high}
    elif column.max_length:
        rule |= {"validate": "length", "criteria": "<=", "value": column.max_length}
    else:
        return {}
    return rule | {"input_message": column.prompt} if column.prompt else rule


def _write_sums(worksheet: "Worksheet", position: int, column: Column, sheet: Sheet, looks: Looks) -> None:
    """Add up each row's points: each cell is named, so that the sum still holds when a column is moved."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    for row in range(FIRST_ROW, FIRST_ROW + sheet.rows):
        cells = ",".join(xl_rowcol_to_cell(row, summed) for summed in column.sums)
        worksheet.write_formula(
            row, position, f'=IF(COUNT({cells})=0,"",SUM({cells}))', looks.total(column, sheet.sum_states), ""
        )
    last = FIRST_ROW + sheet.rows - 1
    first_cell = xl_rowcol_to_cell(FIRST_ROW, position)
    for criterion, look in ((f"={first_cell}={column.high}", looks.done), ("=TRUE", looks.open)):
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first_cell}),{criterion[1:]})", "format": look}
        worksheet.conditional_format(FIRST_ROW, position, last, position, rule | {"stop_if_true": True})


def _compute_height(columns: tuple[Column, ...], row: int) -> float:
    """Return the height in points of a header row, by its longest cell."""
    most = 1
    for column in columns:
        said = (column.band, column.header, column.how)[row - 1]
        if not (row == 1 and column.spills):
            most = max(most, -(-len(said) * 21 // int((column.width - _INDENT) * 20)))
    return 15.5 * most + 5


def _find_page_breaks(columns: tuple[Column, ...]) -> list[int]:
    """Return the columns before which a new page begins, so that the print cuts no question in two where it can."""
    breaks: list[int] = []
    used = 0.0
    for _, group in groupby(enumerate(columns[_REPEATED:], start=_REPEATED), key=lambda pair: pair[1].shade):
        question = list(group)
        width = sum(column.width for _, column in question)
        if used and used + width > _PAGE_WIDTH:
            breaks.append(question[0][0])
            used = 0.0
        used += width
    return breaks


def _set_up_print(worksheet: "Worksheet", sheet: Sheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_print_scale(60)
    worksheet.print_across()
    worksheet.repeat_rows(1, HEADER_ROWS)
    worksheet.repeat_columns(0, 1)
    worksheet.set_v_pagebreaks(_find_page_breaks(sheet.columns))
    worksheet.print_area(1, 0, FIRST_ROW + sheet.rows - 1, len(sheet.columns) - 1)
    # An ampersand begins a code in Excel's headers and footers; a doubled one is itself.
    worksheet.set_footer(f"&L&9{sheet.title.replace('&', '&&')[:180]}&R&9{sheet.page}")
