"""Compose the workbook's native charts, all in one look, over cells that are already placed. An edge.

A chart states one thing: no grid where bars carry their figures, no legend for one series, the first choice on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from toolkit.summary.style import (
    FONT,
    INK,
    LINE,
    MUTED,
    TEXT,
    WHITE,
    find_contrast,
    find_ramp,
    find_series_colours,
)

_LABEL = {"name": FONT, "size": 10, "color": TEXT}
_QUIET = {"name": FONT, "size": 10, "color": MUTED}
_TITLE = {"name": FONT, "size": 12, "bold": True, "color": INK}


@dataclass(frozen=True, kw_only=True)
class Block:
    """A rectangle of a worksheet: rows `top`–`bottom` and columns `left`–`right`, from 0, without its headers.

    The labels of the rows stand in column `labels`, those of the columns in row `header`.
    """

    sheet: str
    top: int
    bottom: int
    left: int
    right: int
    header: int
    labels: int = 0

    def column(self, number: int) -> list[str | int]:
        """Return the reference to one column of the block, in XlsxWriter's list form."""
        return [self.sheet, self.top, number, self.bottom, number]

    def row(self, number: int) -> list[str | int]:
        """Return the reference to one row of the block."""
        return [self.sheet, number, self.left, number, self.right]


def compose_bars(
    workbook: Workbook,
    block: Block,
    title: str,
    colour: str,
    number_format: str,
    *,
    columns: bool = False,
    highest: float | None = None,
    deviations: list[str | int] | None = None,
) -> Chart:
    """Draw the block's first column: horizontal bars with the first row on top, or columns from left to right.

    `deviations` is a reference to the lengths of the error bars.
    """
    chart = _start_chart(workbook, {"type": "column" if columns else "bar"}, title)
    series: dict[str, Any] = {
        "name": [block.sheet, block.header, block.left],
        "categories": block.column(block.labels),
        "values": block.column(block.left),
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 45,
        "data_labels": {"value": True, "num_format": number_format, "font": _LABEL},
    }
    if deviations:
        reference = _write_reference(deviations)
        bars = {
            "type": "custom",
            "plus_values": reference,
            "minus_values": reference,
            "direction": "plus",
            "line": {"color": INK, "width": 1},
        }
        series["y_error_bars"] = bars
        series["data_labels"]["position"] = "inside_end"
        series["data_labels"]["font"] = {**_LABEL, "color": WHITE, "bold": True}
    chart.add_series(series)
    values: dict[str, Any] = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if highest is not None:
        values["max"] = highest
    # Without a unit, a long list loses every other name; LibreOffice also wants to be told that names lie level.
    names: dict[str, Any] = {
        "num_font": {**_LABEL, "rotation": 0},
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "interval_unit": 1,
    }
    chart.set_legend({"none": True})
    chart.set_x_axis(names if columns else values)  # a bar chart's x axis is the one that lies: its values
    chart.set_y_axis(values if columns else {**names, "reverse": True})
    return chart


def compose_stacks(
    workbook: Workbook, block: Block, title: str, colour: str, number_format: str, *, ordered: bool
) -> Chart:
    """Draw one full-width stack for each column of the block (a group), parted by its rows.

    `ordered` rows, such as the points of a scale, get tints from light to dark; others get colours that differ.
    """
    chart = _start_chart(workbook, {"type": "bar", "subtype": "percent_stacked"}, title)
    rows = range(block.top, block.bottom + 1)
    colours = (find_ramp if ordered else find_series_colours)(colour, len(rows))
    for row, fill in zip(rows, colours, strict=True):
        on_fill = WHITE if find_contrast(fill) >= 4.5 else TEXT
        chart.add_series(
            {
                "name": [block.sheet, row, block.labels],
                "categories": [block.sheet, block.header, block.left, block.header, block.right],
                "values": block.row(row),
                "fill": {"color": fill},
                "border": {"color": WHITE, "width": 0.75},
                "gap": 45,
                "data_labels": {"value": True, "num_format": number_format, "font": {**_LABEL, "color": on_fill}},
            }
        )
    chart.set_legend({"position": "bottom", "font": _LABEL})
    chart.set_y_axis({"reverse": True, "num_font": _LABEL, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A point of a scatter: where its name and its two coordinates stand on a worksheet (row, column)."""

    name: tuple[int, int]
    x: tuple[int, int]
    y: tuple[int, int]


def compose_quadrant(
    workbook: Workbook, sheet: str, spots: Sequence[Spot], titles: tuple[str, str, str], colour: str, grid: int
) -> Chart:
    """Draw named points on a field from 1 to `grid`, parted in four by its axes; titles are chart's, x's and y's."""
    chart = _start_chart(workbook, {"type": "scatter"}, titles[0])
    colours = find_series_colours(colour, len(spots))
    for spot, fill in zip(spots, colours, strict=True):
        chart.add_series(
            {
                "name": [sheet, *spot.name],
                "categories": [sheet, *spot.x, *spot.x],
                "values": [sheet, *spot.y, *spot.y],
                "marker": {
                    "type": "circle",
                    "size": 11,
                    "fill": {"color": fill},
                    "border": {"color": WHITE},
                },
                "data_labels": {"series_name": True, "value": False, "position": "right", "font": _LABEL},
            }
        )
    middle = (1 + grid) / 2
    axis: dict[str, Any] = {
        "min": 0.5,
        "max": grid + 0.5,
        "major_unit": 1,
        "crossing": middle,
        "label_position": "low",
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "line": {"color": MUTED, "width": 1.25, "dash_type": "dash"},
        "num_format": ";;",
        "num_font": _QUIET,
        "name_font": {**_LABEL, "bold": False},
    }
    chart.set_x_axis({**axis, "name": titles[1]})
    chart.set_y_axis({**axis, "name": titles[2]})
    chart.set_legend({"none": True})
    chart.set_plotarea({"border": {"color": LINE, "width": 1}, "fill": {"none": True}})
    return chart


def _start_chart(workbook: Workbook, kind: dict[str, str], title: str) -> Chart:
    chart = workbook.add_chart(kind)
    assert isinstance(chart, Chart), "XlsxWriter knows every kind of chart used here"  # noqa: S101  for mypy
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": WHITE}})
    return chart


def _write_reference(reference: list[str | int]) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    sheet, top, left, bottom, right = reference
    return f"={quote_sheetname(str(sheet))}!{xl_range_abs(int(top), int(left), int(bottom), int(right))}"
