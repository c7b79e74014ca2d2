"""A chart's figures → the .xlsx that "Edit Data" opens, as bytes, and the cell ranges the chart refers to.

The workbook holds exactly what the chart shows. Text is written as text: a category that begins with "=" is no formula.
"""

import io
from datetime import datetime
from functools import lru_cache

import xlsxwriter

from toolkit.chart.values import Chart

SHEET = "Data"


@lru_cache(maxsize=256)
def write_chart_workbook(chart: Chart, created: datetime, author: str) -> bytes:
    """Write categories down column A and a series in each further column, names in the first row.

    Remembered: a chart without figures of a group's own is the same in every deck.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": created, "author": author})
    sheet = workbook.add_worksheet(SHEET)
    sheet.set_column(0, 0, max((len(text) for text in chart.categories), default=8) + 2)
    style = workbook.add_format({"num_format": chart.number_format})
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, style)
    workbook.close()
    return buffer.getvalue()


def name_range(column: int, count: int) -> str:
    """Return the cells of a column's values, such as Data!$B$2:$B$6; column 0 holds the categories."""
    letter = name_column(column)
    return f"{SHEET}!${letter}$2:${letter}${count + 1}"


def name_cell(column: int) -> str:
    """Return the cell that holds a series' name."""
    return f"{SHEET}!${name_column(column)}$1"


def name_column(column: int) -> str:
    """Return a column's letters: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
