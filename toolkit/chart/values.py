"""A chart as values: its kind, categories and series, and what is said about it. Pure."""

from typing import Literal

from msgspec import Struct

ChartKind = Literal["column", "bar", "line", "stacked", "scatter"]


class Series(Struct, frozen=True, kw_only=True):
    """One series of a chart: as many values as the chart has categories, None where there is none.

    `colour` (RRGGBB) is for a meaning that everybody knows by it, such as red; else the theme gives one.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """A native chart. For a scatter, series[0] holds x, series[1] y, and categories name the points.

    `source` (where the figures come from) is shown under the chart; `alt` says its extremes.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    title: str = ""
    source: str = ""
    number_format: str = "General"
    x_title: str = ""
    y_title: str = ""
    span: tuple[int, int] | None = None
    """Of a scatter: the whole numbers that both axes run from and to; without it they fit the points."""
    label_every: int = 1
    """Names under the axis: each, or each twelfth where categories are months of many years."""
