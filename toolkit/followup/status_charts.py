"""A status report → its stacked charts, which deck and report share: by insight, by area, from time to time. Pure.

Each part carries sign, word and colour of its status; a count of none has no bar and no label.
"""

from collections.abc import Sequence

from toolkit.chart.values import Chart, Series
from toolkit.followup.status import Counts, InsightStatus, StatusReport
from toolkit.followup.wording import COLOURS, say_counts, say_day, sign_status
from toolkit.model.action_plan import STATUSES
from toolkit.texts import Texts


def compose_insights_chart(report: StatusReport, texts: Texts, mark: str) -> Chart:
    """Draw how many activities of each insight have which status."""
    rows = [(each.insight.title.say(texts.language), each.counts) for each in report.insights]
    return compose_status_chart(rows, texts("Status by insight"), say_as_of(report, texts), texts, mark)


def compose_areas_chart(insight: InsightStatus, report: StatusReport, texts: Texts, mark: str) -> Chart:
    """Draw how many activities of each area of an insight have which status."""
    rows = [(each.area.title.say(texts.language), each.counts) for each in insight.areas]
    return compose_status_chart(rows, texts("Status by area"), say_as_of(report, texts), texts, mark)


def compose_timeline_chart(report: StatusReport, texts: Texts, mark: str) -> Chart:
    """Draw how many activities had which status at each follow-up."""
    rows = [(say_day(each.day, texts), each.counts) for each in report.timeline]
    return compose_status_chart(rows, texts("From follow-up to follow-up"), say_as_of(report, texts), texts, mark)


def say_as_of(report: StatusReport, texts: Texts) -> str:
    """Say where the statuses come from and of which day they are."""
    return texts("Source: the register of the action plan, as of {day}", day=say_day(report.day, texts))


def compose_status_chart(rows: Sequence[tuple[str, Counts]], what: str, source: str, texts: Texts, mark: str) -> Chart:
    """Draw one lying stack a row. Every status has its sign and word in the legend, also where nothing has it."""
    said = "; ".join(f"{name}: {say_counts(counts, texts)}" for name, counts in rows)
    return Chart(
        kind="stacked",
        categories=tuple(name for name, _ in rows),
        series=tuple(
            Series(
                name=sign_status(status, texts),
                values=tuple(float(counts.of(status)) or None for _, counts in rows),
                colour=COLOURS[status],
            )
            for status in STATUSES
        ),
        alt=f"{mark} {what}. {said}.".strip(),
        title=mark,
        source=source,
        number_format="0",
    )
