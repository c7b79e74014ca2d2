"""How wide a table's columns and how high a chart is, the same in Word and in the PDF. Pure."""

import re
from collections.abc import Sequence

from toolkit.chart.values import Chart
from toolkit.chart.xml import is_lying
from toolkit.document.values import Figure, Table
from toolkit.fonts.metrics import load_metrics
from toolkit.report.flow import bind_figures

_WIDTH = 436.0
"""Of the text of an A4 page, in points, about."""
_LONG = 150.0
_MOST_COLUMNS = 6


def is_compact(table: Table) -> bool:
    """Tell whether a table has so many columns that it is set in smaller type and closer together."""
    return len(table.header) > _MOST_COLUMNS


def find_widths(table: Table) -> tuple[float, ...]:
    """Return the columns' shares of the width, which add up to 1: those given, or what the cells ask for.

    A column gets at least its longest word; what is left goes to the columns with most text.
    """
    if table.widths:
        total = sum(table.widths)
        return tuple(width / total for width in table.widths)
    size, margin = (8.0, 6.5) if is_compact(table) else (9.0, 9.5)
    columns = [[row[n] for row in table.rows] for n in range(len(table.header))]
    least = [
        max(_measure_longest_word([head], size, bold=True), _measure_longest_word(column, size, bold=table.total))
        for head, column in zip(table.header, columns, strict=True)
    ]
    wanted = [
        max(need, _measure_text([head, *column], size))
        for need, head, column in zip(least, table.header, columns, strict=True)
    ]
    spare = _WIDTH - margin * len(columns) - sum(least)
    wishes = [wish - need for wish, need in zip(wanted, least, strict=True)]
    if spare > 0 and sum(wishes) > 0:
        given = [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]
    else:
        given = least
    total = sum(given) + margin * len(given)
    return tuple((width + margin) / total for width in given)


def _measure_longest_word(column: Sequence[str], size: float, *, bold: bool) -> float:
    face = load_metrics().face("Arial", bold)
    words = (word for text in column for word in re.split(r"[ \n\t]|(?<=[-–/])", bind_figures(text)))
    return max((face.measure(word) for word in words), default=0.0) * size / 1000 + 1.0


def _measure_text(column: Sequence[str], size: float) -> float:
    """Return how wide a column would like to be: as its longest text, a long one on a few lines."""
    face = load_metrics().face("Arial")
    longest = max((face.measure(text) for text in column), default=0.0) * size / 1000
    return float(longest if longest <= _LONG else _LONG + (longest - _LONG) ** 0.75)


def find_height(figure: Figure) -> float:
    """Return a figure's height in millimetres."""
    return figure.height or _find_chart_height(figure.chart)


def _find_chart_height(chart: Chart) -> float:
    legend = 9.0 if len(chart.series) > 1 and chart.kind != "scatter" else 0.0
    if is_lying(chart):
        bars = len(chart.series) if chart.kind == "bar" else 1
        lines = max((len(name) for name in chart.categories), default=0) // 42 + 1
        each = max(4.2 * bars + 2.3, 4.2 * lines + 2.2)
        axis = 12.0 if chart.y_title else 6.0
        return min(legend + axis + each * len(chart.categories), 190.0)
    if chart.kind == "scatter":
        return 105.0
    return 68.0 + legend
