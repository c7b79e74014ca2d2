"""A chart → what drawing it needs beyond its values: axis ticks, and every number as it is written. Pure.

Excel's number formats are read by Babel, in the report's language.
"""

import math
from typing import Any

from babel.numbers import format_decimal, format_percent

from toolkit.chart.values import Chart
from toolkit.chart.xml import is_lying
from toolkit.contrast import compute_contrast
from toolkit.texts import Texts

_MOST_LABELS = 40
_READABLE = 4.5
"""Least contrast of white figures on a bar; on a paler one they are dark."""
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


def compose_drawing(chart: Chart, texts: Texts) -> dict[str, Any]:
    """Return a chart as JSON: values, labels, and each axis with its ends and ticks."""
    values = [value for series in chart.series for value in series.values if value is not None]
    axes = [_compose_axis(chart, _list_sums(chart) if chart.kind == "stacked" else values, texts)]
    if chart.kind == "scatter":
        axes = [_compose_axis(chart, [v for v in series.values if v is not None], texts) for series in chart.series[:2]]
    shown = len(chart.categories) * len(chart.series) <= _MOST_LABELS
    return {
        "kind": chart.kind,
        "lying": is_lying(chart),
        "categories": list(chart.categories),
        "series": [
            {
                "name": series.name,
                "colour": f"#{series.colour}" if series.colour else "",
                "pale": bool(series.colour) and compute_contrast(series.colour, "FFFFFF") < _READABLE,
                "values": list(series.values),
                "labels": ["" if value is None else say_number(value, chart, texts) for value in series.values],
            }
            for series in chart.series
        ],
        "labelled": shown and (chart.kind != "line" or len(chart.series) == 1),
        "axes": axes,
        "label_every": chart.label_every,
        "x": chart.x_title,
        "y": chart.y_title,
        "title": chart.title,
    }


def say_number(value: float, chart: Chart, texts: Texts) -> str:
    """Write a number as the chart's format asks for, in the report's language."""
    pattern = "#,##0.##" if chart.number_format == "General" else chart.number_format.split(";")[0].replace('"', "'")
    locale = _LOCALES.get(texts.language, "en_GB")
    written = (format_percent if "%" in pattern else format_decimal)(value, format=pattern, locale=locale)
    return written.replace("-", "−")


def _list_sums(chart: Chart) -> list[float]:
    return [sum(series.values[n] or 0 for series in chart.series) for n in range(len(chart.categories))]


def _compose_axis(chart: Chart, values: list[float], texts: Texts) -> dict[str, Any]:
    """Return an axis with round ends and three to seven ticks; bars begin at zero."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if chart.kind == "scatter":
        margin = (high - low or 1.0) * 0.08
        low, high = max(low - margin, 0.0) if low >= 0 else low - margin, high + margin
    else:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _find_step(high - low or 1.0)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = [round(n * step, 10) for n in range(first, last + 1)]
    return {"low": ticks[0], "high": ticks[-1], "ticks": [[tick, say_number(tick, chart, texts)] for tick in ticks]}


def _find_step(span: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, so that about five steps make the span."""
    power = 10.0 ** math.floor(math.log10(span / 5))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power * 5.5 >= span)
