"""Write media exposure: months, years as live sums, topics, and a native chart of each. An edge."""

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from toolkit.followup.media import MediaExposure, Scope, Year
from toolkit.followup.media_words import OUTLIER_COLOUR, SCOPE_COLOURS, MediaWords, name_scope
from toolkit.followup.wording import say_month
from toolkit.followup.workbook.book import CAUTION, FONT, LINE, MUTED, TEXT, Book, Column, Live, Sheet, Value

_CHART = (900, 330)
_CHART_ROWS = 18
_LABEL = {"name": FONT, "size": 10, "color": TEXT}


def write_media(sheet: Sheet, book: Book, exposure: MediaExposure, words: MediaWords, back: str) -> None:
    """Write what the export says: first in words and charts, then years, topics, months."""
    texts = book.texts
    widths = (24, *(15 for _ in range(3 * max(len(exposure.scopes), 2) + 1)))
    facts = [words.source, *words.sentences]
    top = sheet.write_heading(texts("Media exposure"), facts, widths, back)
    if words.mark:
        sheet.sheet.write_string(3, 0, words.source, book.format(font_color=CAUTION, bold=True))
    charts = top
    years = sheet.write_section(charts + 3 * _CHART_ROWS, texts("Year by year"))
    topics = years + len(exposure.years) + 3
    months = topics + (len(exposure.topics) + 3 if exposure.topics else 0)
    first_month = months + 2
    _write_years(sheet, book, exposure, years, (first_month, first_month + len(exposure.months) - 1))
    if exposure.topics:
        _write_topics(sheet, book, exposure, topics)
    _write_months(sheet, book, exposure, months)
    _draw_months(sheet, book, exposure, words, charts, first_month)
    _draw_years(sheet, book, exposure, words, charts + _CHART_ROWS, years + 1)
    if exposure.topics:
        _draw_topics(sheet, book, exposure, words, charts + 2 * _CHART_ROWS, topics + 2)


def _write_years(sheet: Sheet, book: Book, exposure: MediaExposure, row: int, months: tuple[int, int]) -> None:
    """Sum the months below up by year; compare whole years with the year before and with the base year."""
    texts = book.texts
    columns = [Column(header=texts("Year"), width=24)]
    for scope in exposure.scopes:
        name = name_scope(scope, texts)
        columns.append(Column(header=name, width=15, kind="count"))
        columns.append(Column(header=texts("{scope}: from the year before", scope=name), width=15, kind="change"))
        if exposure.has_base:
            since = texts("{scope}: since {year}", scope=name, year=exposure.base_year)
            columns.append(Column(header=since, width=15, kind="change"))
    base = next((at for at, year in enumerate(exposure.years) if year.year == exposure.base_year), 0)
    rows = [
        _compose_year(year, at, exposure, row + 1, base, months, texts("{year} (part)", year=year.year))
        for at, year in enumerate(exposure.years)
    ]
    sheet.write_table(row, texts("Years"), columns, rows)


def _compose_year(
    year: Year, at: int, exposure: MediaExposure, first: int, base: int, months: tuple[int, int], part: str
) -> list[Value]:
    cells: list[Value] = [str(year.year) if year.whole else part]
    span = f"$A${months[0] + 1}:$A${months[1] + 1}"
    for number, scope in enumerate(exposure.scopes):
        letter = xl_col_to_name(1 + exposure.columns_a_scope * number)
        source = xl_col_to_name(2 + number)
        values = f"{source}${months[0] + 1}:{source}${months[1] + 1}"
        own = f"{letter}{first + at + 1}"
        cells.append(Live(formula=f'SUMIFS({values},{span},"{year.year}")', value=year.mentions[scope]))
        changes = [(at - 1, year.change[scope]), (base, year.since_base[scope])]
        for other, change in changes[: exposure.columns_a_scope - 1]:
            formula = f"{own}/{letter}{first + other + 1}-1"
            cells.append(None if change is None else Live(formula=formula, value=change))
    return cells


def _write_topics(sheet: Sheet, book: Book, exposure: MediaExposure, row: int) -> None:
    texts = book.texts
    row = sheet.write_section(row, texts("By topic"))
    columns = (
        Column(header=texts("Topic"), width=24),
        Column(header=texts("Mentions"), width=15, kind="count"),
        Column(header=texts("Share of mentions"), width=15, kind="share"),
    )
    first, last = row + 2, row + 1 + len(exposure.topics)
    rows: list[list[Value]] = [
        [
            topic.label.say(texts.language),
            topic.mentions,
            Live(formula=f"B{row + 2 + at}/SUM(B${first}:B${last})", value=topic.share),
        ]
        for at, topic in enumerate(exposure.topics)
    ]
    sheet.write_table(row, texts("Topics"), columns, rows)


def _write_months(sheet: Sheet, book: Book, exposure: MediaExposure, row: int) -> None:
    texts = book.texts
    row = sheet.write_section(row, texts("Month by month"))
    outliers = [scope for scope in exposure.scopes if any(scope in month.outliers for month in exposure.months)]
    columns = [
        Column(header=texts("Calendar year"), width=24),
        Column(header=texts("Month"), width=15),
        *(Column(header=name_scope(scope, texts), width=15, kind="count") for scope in exposure.scopes),
        *(Column(header=_name_outlier(scope, book), width=15, kind="count") for scope in outliers),
    ]
    rows: list[list[Value]] = [
        [
            str(month.year),
            say_month(month.year, month.month, texts),
            *(month.mentions[scope] for scope in exposure.scopes),
            *(month.mentions[scope] if scope in month.outliers else None for scope in outliers),
        ]
        for month in exposure.months
    ]
    sheet.write_table(row, texts("Months"), columns, rows)


def _name_outlier(scope: Scope, book: Book) -> str:
    return book.texts("Far from the trend, {scope}", scope=name_scope(scope, book.texts, small=True))


def _draw_months(sheet: Sheet, book: Book, exposure: MediaExposure, words: MediaWords, row: int, first: int) -> None:
    """Draw a line for each scope, and a mark without a line for each month far from the trend."""
    chart = book.add_chart({"type": "line"}, _title(book, words, book.texts("Mentions by month")))
    last = first + len(exposure.months) - 1
    for number, series in enumerate(words.by_month.series):
        line: dict[str, Any] = {"color": f"#{series.colour}", "width": 2.25}
        marker: dict[str, Any] = {"type": "none"}
        if series.colour == OUTLIER_COLOUR:
            line = {"none": True}
            marker = {"type": "diamond", "size": 9, "fill": {"color": f"#{OUTLIER_COLOUR}"}, "border": {"none": True}}
        chart.add_series(
            {
                "name": series.name,
                "categories": sheet.column(1, first, last),
                "values": sheet.column(2 + number, first, last),
                "line": line,
                "marker": marker,
            }
        )
    chart.show_blanks_as("gap")
    every = words.by_month.label_every
    _finish(chart, {"interval_unit": every, "interval_tick": every, "num_font": _LABEL})
    sheet.place_chart(chart, row, 0, _CHART, words.by_month.alt)


def _draw_years(sheet: Sheet, book: Book, exposure: MediaExposure, words: MediaWords, row: int, first: int) -> None:
    chart = book.add_chart({"type": "column"}, _title(book, words, book.texts("Mentions by year")))
    last = first + len(exposure.years) - 1
    for number, scope in enumerate(exposure.scopes):
        chart.add_series(
            {
                "name": name_scope(scope, book.texts),
                "categories": sheet.column(0, first, last),
                "values": sheet.column(1 + exposure.columns_a_scope * number, first, last),
                "fill": {"color": f"#{SCOPE_COLOURS[scope]}"},
                "border": {"none": True},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "#,##0", "font": _LABEL},
            }
        )
    _finish(chart, {"num_font": _LABEL}, hidden=True)
    sheet.place_chart(chart, row, 0, _CHART, words.by_year.alt)


def _draw_topics(sheet: Sheet, book: Book, exposure: MediaExposure, words: MediaWords, row: int, first: int) -> None:
    chart = book.add_chart({"type": "bar"}, _title(book, words, book.texts("Share by topic")))
    last = first + min(len(exposure.topics), 8) - 1
    chart.add_series(
        {
            "name": book.texts("Share of mentions"),
            "categories": sheet.column(0, first, last),
            "values": sheet.column(2, first, last),
            "fill": {"color": f"#{SCOPE_COLOURS['international']}"},
            "border": {"none": True},
            "gap": 45,
            "data_labels": {"value": True, "num_format": book.number_format("share"), "font": _LABEL},
        }
    )
    chart.set_legend({"none": True})
    names = {"reverse": True, "num_font": {**_LABEL, "rotation": 0}, "line": {"color": LINE}, "interval_unit": 1}
    chart.set_y_axis({**names, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    sheet.place_chart(chart, row, 0, _CHART, words.by_topic.alt if words.by_topic else "")


def _finish(chart: Any, names: dict[str, Any], *, hidden: bool = False) -> None:
    chart.set_legend({"position": "top", "font": _LABEL})
    chart.set_x_axis({**names, "line": {"color": LINE}, "major_tick_mark": "none"})
    grid = {"visible": not hidden, "line": {"color": LINE, "width": 0.5}}
    values = {"num_font": {**_LABEL, "color": MUTED}, "num_format": "#,##0", "min": 0, "line": {"none": True}}
    chart.set_y_axis({**values, "visible": not hidden, "major_gridlines": grid})


def _title(book: Book, words: MediaWords, title: str) -> str:
    """Mark made-up figures in the picture itself, where the whole workbook is not marked so already."""
    return f"{words.mark} – {title}" if words.mark and not book.mark else title
