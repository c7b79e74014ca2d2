"""A chart as an outline names it and its figures → a chart as a deck holds it, alternative text included. Pure."""

import re
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_decimal, format_percent

from toolkit.chart.values import Chart, ChartKind, Series
from toolkit.deck.compose.chart_data import Figures
from toolkit.deck.messages import BAD_COLOUR, SCATTER_COLUMNS, UNKNOWN_CHART_KIND
from toolkit.deck.outline.attributes import Attributes
from toolkit.deck.outline.names import find_nearest
from toolkit.errors import Place, Problem
from toolkit.texts import Texts

CHART_KINDS: dict[str, ChartKind] = {
    "column": "column",
    "bar": "bar",
    "line": "line",
    "stacked": "stacked",
    "scatter": "scatter",
}
_KIND_NAMES = {
    "column": "Column chart",
    "bar": "Bar chart",
    "line": "Line chart",
    "stacked": "Stacked column chart",
    "scatter": "Scatter chart",
}
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_LARGEST_LISTED = 6
"""A chart of so few figures has them all in its alternative text."""


def compose_chart(
    figures: Figures, attributes: Attributes, *, place: Place, texts: Texts
) -> tuple[Chart | None, list[Problem]]:
    """Make the chart; None where its type or its columns are at fault."""
    wanted = attributes.get("type") or "column"
    kind = CHART_KINDS.get(wanted)
    if kind is None:
        facts = {"name": wanted, "known": find_nearest(wanted, CHART_KINDS)}
        return None, [Problem(place=place, message=UNKNOWN_CHART_KIND, facts=facts)]
    whole = all(value is not None for one in figures.series for value in one.values)
    if kind == "scatter" and (len(figures.series) != 2 or not whole):
        return None, [Problem(place=place, message=SCATTER_COLUMNS)]
    names = [name.strip() for name in attributes.get("series").split("|")] if attributes.get("series") else []
    names += [one.name for one in figures.series[len(names) :]]
    colours = [colour.strip().lstrip("#") for colour in attributes.get("colours").split("|")]
    bad = next((colour for colour in colours if colour and not _COLOUR.fullmatch(colour)), "")
    if bad:
        return None, [Problem(place=place, message=BAD_COLOUR, facts={"said": bad})]
    colours += [""] * len(figures.series)
    series = tuple(
        Series(name=name, values=one.values, colour=colour.upper())
        for name, one, colour in zip(names, figures.series, colours, strict=False)
    )
    title = attributes.get("title")
    return Chart(
        kind=kind,
        categories=figures.categories,
        series=series,
        alt=attributes.get("alt") or compose_alt(kind, title, figures, series, texts),
        title=title,
        source=attributes.get("source"),
        number_format=attributes.get("format") or compose_number_format(figures, texts.language),
        x_title=attributes.get("x"),
        y_title=attributes.get("y"),
    ), []


def compose_number_format(figures: Figures, language: str) -> str:
    """Return the format code that fits the figures; Swedish has a space before the percent sign."""
    decimals = f".{'0' * figures.decimals}" if figures.decimals else ""
    if figures.percent:
        return f"0{decimals}%" if language == "en" else f"0{decimals} %"
    return f"#,##0{decimals}"


@lru_cache(maxsize=256)
def compose_alt(kind: ChartKind, title: str, figures: Figures, series: tuple[Series, ...], texts: Texts) -> str:
    """Say what kind of chart it is, what it shows, and its figures: all where they are few, else the extremes."""
    name = texts(_KIND_NAMES[kind])
    head = f"{name}: {title}." if title else f"{name}."
    said = [_describe(one, figures, texts, alone=len(series) == 1) for one in series]
    return " ".join([head, *said])


def _describe(series: Series, figures: Figures, texts: Texts, *, alone: bool) -> str:
    points = [(at, value) for at, value in enumerate(series.values) if value is not None]
    before = "" if alone and not series.name else f"{series.name}: "
    if not points:
        return f"{before}{texts('no figures')}."
    say = [(figures.categories[at], _say(value, figures, texts.language)) for at, value in points]
    if len(points) <= _LARGEST_LISTED:
        return f"{before}{', '.join(f'{category} {value}' for category, value in say)}."
    highest = max(range(len(points)), key=lambda at: (points[at][1], -at))
    lowest = min(range(len(points)), key=lambda at: (points[at][1], at))
    extremes = texts(
        "highest {high} for {high_name}, lowest {low} for {low_name}",
        high=say[highest][1],
        high_name=say[highest][0],
        low=say[lowest][1],
        low_name=say[lowest][0],
    )
    return f"{before}{extremes}."


def _say(value: float, figures: Figures, language: str) -> str:
    locale = _read_locale("en_GB" if language == "en" else language)
    pattern = f"#,##0.{'#' * figures.decimals}" if figures.decimals else "#,##0"
    if figures.percent:
        return format_percent(value, pattern + (" %" if language != "en" else "%"), locale=locale)
    return format_decimal(value, pattern, locale=locale)


@cache
def _read_locale(name: str) -> Locale:
    """Read a locale once: Babel parses its name anew for every figure."""
    return Locale.parse(name)
