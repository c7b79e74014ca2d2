"""Write the overview and the status by insight and area: live counts over the register, stacked charts. An edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from toolkit.contrast import compute_contrast
from toolkit.followup.status import AreaStatus, Counts, StatusReport
from toolkit.followup.wording import COLOURS, list_meanings, say_counts, say_day, sign_status
from toolkit.followup.workbook.book import FONT, LINE, MUTED, TEXT, WHITE, Book, Column, Live, Sheet, Value
from toolkit.followup.workbook.register_page import RegisterTable
from toolkit.model.action_plan import STATUSES, Activity, Status
from toolkit.model.programme import Insight
from toolkit.texts import Texts

_FIRST_COUNT = 2
"""The column of the first status."""
_CHART_WIDTH = 760
_LABEL = {"name": FONT, "size": 10, "color": TEXT}


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a table of counts stands: the rows of its first and last line, and of its total."""

    header: int
    first: int
    last: int

    @property
    def total(self) -> int:
        """The row of the sums."""
        return self.last + 1


def compose_columns(texts: Texts, first: tuple[str, str]) -> tuple[Column, ...]:
    """Return the columns of a table of counts."""
    statuses = [Column(header=sign_status(status, texts), width=17, kind="count") for status in STATUSES]
    return (
        Column(header=first[0], width=28, quiet=bool(first[1])),
        Column(header=first[1] or " ", width=52),
        *statuses,
        Column(header=texts("In all"), width=9, kind="count"),
        Column(header=texts("Assessed"), width=11, kind="share"),
    )


def write_status(sheet: Sheet, book: Book, report: StatusReport, register: RegisterTable, back: str) -> Placed:
    """Write counts by area, then of the prioritised areas; returns where the areas stand."""
    texts = book.texts
    columns = compose_columns(texts, (texts("Insight"), texts("Area")))
    facts = (texts("Counted in the register as it stands: change a status there, and the figures here follow."),)
    top = sheet.write_heading(texts("Status by insight and area"), facts, [column.width for column in columns], back)
    areas = [(insight.insight, area) for insight in report.insights for area in insight.areas]
    row = sheet.write_section(top, texts("The areas of the action plan"))
    placed = Placed(header=row, first=row + 1, last=row + len(areas))
    rows = [
        _compose_line(insight, area, register, texts, placed.first + at) for at, (insight, area) in enumerate(areas)
    ]
    rows.append(_compose_total(report.counts, placed, texts))
    row = sheet.write_table(row, texts("Areas"), columns, rows, total=True)
    chart = compose_stack(book, sheet, placed, texts("Status by area"), 1)
    sheet.place_chart(chart, row, 0, (_CHART_WIDTH + 240, 120 + 34 * len(areas)), describe_areas(areas, texts))
    row += (150 + 34 * len(areas)) // 20 + 1
    if report.priorities:
        _write_priorities(sheet, book, report, register, row)
    sheet.print_on_one_page()
    return placed


def _write_priorities(sheet: Sheet, book: Book, report: StatusReport, register: RegisterTable, row: int) -> None:
    """Write the prioritised and the added areas one by one: each of them is most often a single activity."""
    texts = book.texts
    row = sheet.write_section(row, texts("The prioritised and the added areas"))
    row = sheet.write_note(row, texts("They take up again what the areas above hold, and are counted apart."))
    columns = (
        Column(header=texts("Area"), width=28),
        Column(header=texts("Activity"), width=52),
        Column(header=texts("Status"), width=17, status=True),
        Column(header=texts("Responsible"), width=17),
    )
    rows: list[list[Value]] = [
        [
            (area.area.short or area.area.title).say(texts.language),
            activity.text.say(texts.language),
            look_up_status(register, activity, texts),
            activity.unit.say(texts.language),
        ]
        for area in report.priorities
        for activity in area.activities
    ]
    sheet.write_table(row, texts("Priorities"), columns, rows)


def look_up_status(register: RegisterTable, activity: Activity, texts: Texts) -> Live:
    """Return the formula that shows an activity's status as the register has it."""
    place = f'MATCH("{activity.id}",{register.column("id")},0)'
    return Live(
        formula=f'IFERROR(INDEX({register.column("status")},{place}),"")', value=sign_status(activity.status, texts)
    )


def _compose_line(
    insight: Insight,
    area: AreaStatus,
    register: RegisterTable,
    texts: Texts,
    row: int,
) -> list[Value]:
    """Count an area's activities by status in the register, by the ids and words that stand there."""
    counts: list[Value] = [
        Live(
            formula=f'COUNTIFS({register.column("area")},"{area.area.id}",'
            f'{register.column("status")},"{sign_status(status, texts)}")',
            value=area.counts.of(status),
        )
        for status in STATUSES
    ]
    return [
        insight.short.say(texts.language),
        area.area.title.say(texts.language),
        *counts,
        *_compose_sums(area.counts, row),
    ]


def _compose_sums(counts: Counts, row: int) -> list[Value]:
    """Add up a row: how many in all, and the share that has been assessed."""
    first, last = (xl_rowcol_to_cell(row, at) for at in (_FIRST_COUNT, _FIRST_COUNT + 3))
    total = xl_rowcol_to_cell(row, _FIRST_COUNT + 4)
    share = counts.assessed / counts.total if counts.total else ""
    return [
        Live(formula=f"SUM({first}:{last})", value=counts.total),
        Live(formula=f'IF({total}=0,"",({total}-{last})/{total})', value=share),
    ]


def _compose_total(counts: Counts, placed: Placed, texts: Texts) -> list[Value]:
    sums: list[Value] = []
    for at, status in enumerate(STATUSES, _FIRST_COUNT):
        letter = xl_col_to_name(at)
        sums.append(Live(formula=f"SUM({letter}{placed.first + 1}:{letter}{placed.last + 1})", value=counts.of(status)))
    return [texts("In all"), "", *sums, *_compose_sums(counts, placed.total)]


def write_overview(
    sheet: Sheet, book: Book, report: StatusReport, areas: Placed, areas_sheet: str, links: Sequence[tuple[str, str]]
) -> None:
    """Write the insights' counts, their chart, what the signs mean, and a link to every other worksheet."""
    texts = book.texts
    columns = compose_columns(texts, (texts("Insight"), " "))
    facts = [texts("As of {day}.", day=say_day(report.day, texts))]
    if report.since:
        facts.append(texts("Compared with the follow-up of {day}.", day=say_day(report.since, texts)))
    top = sheet.write_heading(texts("Following up the action plan"), facts, [column.width for column in columns])
    row = sheet.write_section(top, texts("Status by insight"))
    placed = Placed(header=row, first=row + 1, last=row + len(report.insights))
    rows: list[list[Value]] = []
    for at, insight in enumerate(report.insights):
        counts: list[Value] = [
            Live(
                formula=_sum_areas(areas_sheet, areas, xl_rowcol_to_cell(placed.first + at, 0), column),
                value=insight.counts.of(status),
            )
            for column, status in enumerate(STATUSES, _FIRST_COUNT)
        ]
        names = [insight.insight.short.say(texts.language), insight.insight.title.say(texts.language)]
        rows.append([*names, *counts, *_compose_sums(insight.counts, placed.first + at)])
    rows.append(_compose_total(report.counts, placed, texts))
    row = sheet.write_table(row, texts("Insights"), columns, rows, total=True)
    chart = compose_stack(book, sheet, placed, texts("Status by insight"), 0)
    sheet.place_chart(chart, row, 0, (_CHART_WIDTH, 300), describe_insights(report, texts))
    row = _write_timeline(sheet, book, report, row + 17)
    row = sheet.write_section(row, texts("What the signs mean"))
    for status, meaning in list_meanings(texts):
        sheet.sheet.write_string(
            row, 0, sign_status(status, texts), book.format(font_color=f"#{COLOURS[status]}", bold=True)
        )
        sheet.sheet.write_string(row, 1, meaning, book.format())
        row += 1
    row = sheet.write_section(row + 1, texts("In this workbook"))
    for name, about in links:
        sheet.sheet.write_url(row, 0, f"internal:'{name}'!A1", book.format(font_color="#165C60", underline=1), name)
        sheet.sheet.write_string(row, 1, about, book.format())
        row += 1
    sheet.print_on_one_page()


def _sum_areas(worksheet: str, areas: Placed, insight: str, column: int) -> str:
    """Add up the areas of an insight, by its name in the first column of both tables."""
    letter, rows = xl_col_to_name(column), (areas.first + 1, areas.last + 1)
    named = f"'{worksheet}'!$A${rows[0]}:$A${rows[1]}"
    return f"SUMIFS('{worksheet}'!{letter}${rows[0]}:{letter}${rows[1]},{named},{insight})"


def _write_timeline(sheet: Sheet, book: Book, report: StatusReport, row: int) -> int:
    """Write how many activities had each status at each follow-up, where there have been several."""
    if len(report.timeline) < 2:
        return row
    texts = book.texts
    row = sheet.write_section(row, texts("From follow-up to follow-up"))
    columns = compose_columns(texts, (texts("Follow-up"), " "))
    placed = Placed(header=row, first=row + 1, last=row + len(report.timeline))
    rows: list[list[Value]] = [
        [
            say_day(each.day, texts),
            "",
            *(each.counts.of(status) for status in STATUSES),
            *_compose_sums(each.counts, placed.first + at),
        ]
        for at, each in enumerate(report.timeline)
    ]
    row = sheet.write_table(row, texts("FollowUps"), columns, rows)
    chart = compose_stack(book, sheet, placed, texts("From follow-up to follow-up"), 0)
    said = "; ".join(f"{say_day(each.day, texts)}: {say_counts(each.counts, texts)}" for each in report.timeline)
    sheet.place_chart(chart, row, 0, (_CHART_WIDTH, 130 + 40 * len(rows)), f"{said}.")
    return row + (150 + 40 * len(rows)) // 20 + 1


def compose_stack(book: Book, sheet: Sheet, placed: Placed, title: str, labels: int) -> Chart:
    """Draw a lying stack for each row of a table of counts, parted by status."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"}, title)
    for at, status in enumerate(STATUSES, _FIRST_COUNT):
        chart.add_series(
            {
                "name": [sheet.name, placed.header, at],
                "categories": sheet.column(labels, placed.first, placed.last),
                "values": sheet.column(at, placed.first, placed.last),
                "fill": {"color": f"#{COLOURS[status]}"},
                "border": {"color": WHITE, "width": 0.75},
                "gap": 45,
                "data_labels": {"value": True, "num_format": "0;;", "font": {**_LABEL, "color": _pick_ink(status)}},
            }
        )
    chart.set_legend({"position": "top", "font": _LABEL})
    names = {"reverse": True, "num_font": {**_LABEL, "rotation": 0}, "interval_unit": 1}
    chart.set_y_axis({**names, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "num_font": {"color": MUTED}})
    return chart


def _pick_ink(status: Status) -> str:
    """Return the colour of the numbers on a status' bar, whichever reads better."""
    light = compute_contrast(COLOURS[status], WHITE.lstrip("#")) >= compute_contrast(COLOURS[status], TEXT.lstrip("#"))
    return WHITE if light else TEXT


def describe_areas(areas: Sequence[tuple[Insight, AreaStatus]], texts: Texts) -> str:
    """Say the figures of a chart by area, for those who do not see it."""
    said = "; ".join(f"{area.area.title.say(texts.language)}: {say_counts(area.counts, texts)}" for _, area in areas)
    return f"{texts('Status by area')}. {said}."


def describe_insights(report: StatusReport, texts: Texts) -> str:
    """Say the figures of a chart by insight."""
    said = "; ".join(
        f"{each.insight.short.say(texts.language)}: {say_counts(each.counts, texts)}" for each in report.insights
    )
    return f"{texts('Status by insight')}. {said}."
