"""How wide a table's columns and how high a chart is, the same in Word and in the PDF. Pure."""

from collections.abc import Sequence

from toolkit.chart.values import Chart
from toolkit.chart.xml import is_lying
from toolkit.document.values import Figure, Table

_LEAST_SHARE = 0.07
_LETTERS_A_LINE = 96
"""How many letters of a table's size stand on a line of the whole width, about."""


def find_widths(table: Table) -> tuple[float, ...]:
    """Return the columns' shares of the width, which add up to 1: those given, or what the cells ask for.

    A column gets at least its longest word; what is left goes to the columns with most text.
    """
    if table.widths:
        total = sum(table.widths)
        return tuple(width / total for width in table.widths)
    columns = [[head, *(row[n] for row in table.rows)] for n, head in enumerate(table.header)]
    least = [_measure_longest_word(column) for column in columns]
    wanted = [max(need, _measure_text(column)) for need, column in zip(least, columns, strict=True)]
    room = float(_LETTERS_A_LINE - 3 * len(columns))
    spare = room - sum(least)
    wishes = [wish - need for wish, need in zip(wanted, least, strict=True)]
    if spare > 0 and sum(wishes) > 0:
        given = [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]
    else:
        given = [float(need) for need in least]
    shares = [max(width / sum(given), _LEAST_SHARE) for width in given]
    return tuple(share / sum(shares) for share in shares)


def _measure_longest_word(column: Sequence[str]) -> float:
    return max((len(word) for text in column for word in text.split()), default=1) + 1.0


def _measure_text(column: Sequence[str]) -> float:
    """Return how many letters a column would like in a line: its longest text, a long one on a few lines."""
    longest = max(map(len, column), default=1)
    return longest if longest <= 30 else 30 + (longest - 30) ** 0.75


def find_height(figure: Figure) -> float:
    """Return a figure's height in millimetres."""
    return figure.height or _find_chart_height(figure.chart)


def _find_chart_height(chart: Chart) -> float:
    legend = 9.0 if len(chart.series) > 1 and chart.kind != "scatter" else 0.0
    if is_lying(chart):
        bars = len(chart.series) if chart.kind == "bar" else 1
        lines = max((len(name) for name in chart.categories), default=0) // 34 + 1
        each = max(5.0 * bars + 3.0, 4.4 * lines + 2.5)
        axis = 12.0 if chart.y_title else 6.0
        return min(legend + axis + each * len(chart.categories), 190.0)
    if chart.kind == "scatter":
        return 105.0
    return 68.0 + legend
