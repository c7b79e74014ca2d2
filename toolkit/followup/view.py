"""A status report and an export → the names that an outline may use, and the charts it may show by name. Pure.

Everything is text in the outline's language, ready to stand on a slide; figures come from the report alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.chart.values import Chart
from toolkit.followup.demand import Demand
from toolkit.followup.media_words import MediaWords
from toolkit.followup.status import AreaStatus, Counts, InsightStatus, StatusReport, count_statuses
from toolkit.followup.status_charts import compose_areas_chart, compose_insights_chart, compose_timeline_chart
from toolkit.followup.wording import SIGNS, say_counts, say_day, say_number, sign_status
from toolkit.model.action_plan import STATUSES, Activity
from toolkit.model.next_step import STATUS_NAMES
from toolkit.model.planned_step import DecidedStep
from toolkit.model.programme import Programme
from toolkit.texts import Texts

MOST_WANTED = 8
MOST_STEPS = 12


@dataclass(frozen=True, kw_only=True)
class ActivityView:
    """One activity; `status` is its sign and word, `before` what it was at the follow-up compared with."""

    id: str
    text: str
    area: str
    unit: str
    status: str
    comment: str
    before: str = ""
    answers: str = ""
    points: str = ""
    groups: str = ""


@dataclass(frozen=True, kw_only=True)
class CountView:
    """How many have a status."""

    status: str
    count: int


@dataclass(frozen=True, kw_only=True)
class AreaView:
    """One area with its activities."""

    title: str
    short: str
    said: str
    activities: tuple[ActivityView, ...]


@dataclass(frozen=True, kw_only=True)
class InsightView:
    """One insight; `chart` is the name of its chart, `headline` says how it stands in one line."""

    number: int
    title: str
    short: str
    headline: str
    said: str
    chart: str
    areas: tuple[AreaView, ...]
    red: tuple[ActivityView, ...]


@dataclass(frozen=True, kw_only=True)
class UncoveredView:
    """Something that is asked for and in no activity."""

    text: str
    answers: str
    groups: str


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A next step of a workshop that somebody has taken on."""

    text: str
    owner: str
    due: str
    status: str
    group: str


@dataclass(frozen=True, kw_only=True)
class FollowupView:
    """The whole follow-up as an outline may name it; `note` says that figures are made up, or nothing."""

    day: str
    since: str
    total: int
    assessed: int
    done: int
    partly: int
    none: int
    unknown: int
    said: str
    headline: str
    note: str
    footer: str
    counts: tuple[CountView, ...]
    insights: tuple[InsightView, ...]
    priorities: tuple[AreaView, ...]
    red: tuple[ActivityView, ...]
    changes: tuple[ActivityView, ...]
    wanted: tuple[ActivityView, ...]
    uncovered: tuple[UncoveredView, ...]
    responses: int
    followups: int
    steps: tuple[StepView, ...]
    """The workshops' next steps that somebody has taken on and that are not settled, late ones first."""
    more_steps: int
    steps_said: str


def compose_view(
    report: StatusReport,
    programme: Programme,
    texts: Texts,
    note: str = "",
    steps: Sequence[DecidedStep] = (),
) -> FollowupView:
    """Say the report in the words of one language."""
    counts, unsettled = report.counts, [step for step in steps if step.status not in ("done", "dropped")]
    return FollowupView(
        day=say_day(report.day, texts),
        since=say_day(report.since, texts) if report.since else "",
        total=counts.total,
        assessed=counts.assessed,
        done=counts.done,
        partly=counts.partly,
        none=counts.none,
        unknown=counts.unknown,
        said=say_counts(counts, texts),
        headline=say_headline(counts, texts),
        note=note,
        footer=note or programme.title.say(texts.language),
        counts=tuple(CountView(status=sign_status(each, texts), count=counts.of(each)) for each in STATUSES),
        insights=tuple(_view_insight(each, programme, texts) for each in report.insights),
        priorities=tuple(_view_area(each, programme, texts) for each in report.priorities),
        red=tuple(view_activity(each, programme, texts) for each in report.red),
        changes=_view_changes(report, programme, texts),
        wanted=_view_wanted(report, programme, texts),
        uncovered=tuple(
            UncoveredView(
                text=each.label.say(texts.language),
                answers=str(each.answers) if each.answers else "–",
                groups=", ".join(each.groups) or "–",
            )
            for each in report.uncovered
        ),
        responses=report.demands.responses,
        followups=len(report.timeline),
        steps=tuple(view_step(step, texts) for step in unsettled[:MOST_STEPS]),
        more_steps=max(0, len(unsettled) - MOST_STEPS),
        steps_said=say_steps(steps, texts),
    )


def say_headline(counts: Counts, texts: Texts) -> str:
    """Say in one line how a set of activities stands."""
    if not counts.assessed:
        return texts("None of {n} activities has been assessed yet", n=counts.total)
    if not counts.unknown:
        one, many = "{n} of {total} activities is done or under way", "{n} of {total} activities are done or under way"
        return texts.plural(one, many, counts.done, total=counts.total)
    assessed = texts.plural(
        "{n} of {total} activities has been assessed",
        "{n} of {total} activities have been assessed",
        counts.assessed,
        total=counts.total,
    )
    return f"{assessed}, {texts.plural('{n} is done or under way', '{n} are done or under way', counts.done)}"


def _view_insight(insight: InsightStatus, programme: Programme, texts: Texts) -> InsightView:
    return InsightView(
        number=insight.insight.number,
        title=insight.insight.title.say(texts.language),
        short=insight.insight.short.say(texts.language),
        headline=say_headline(insight.counts, texts),
        said=say_counts(insight.counts, texts),
        chart=name_insight_chart(insight),
        areas=tuple(_view_area(each, programme, texts) for each in insight.areas),
        red=tuple(view_activity(each, programme, texts) for each in insight.activities if each.status == "none"),
    )


def name_insight_chart(insight: InsightStatus) -> str:
    """Return what the chart of an insight's areas is called in an outline."""
    return f"status-{insight.insight.id}"


def _view_area(area: AreaStatus, programme: Programme, texts: Texts) -> AreaView:
    title = area.area.title.say(texts.language)
    return AreaView(
        title=title,
        short=area.area.short.say(texts.language) or title,
        said=say_counts(area.counts, texts),
        activities=tuple(view_activity(each, programme, texts) for each in area.activities),
    )


def view_activity(activity: Activity, programme: Programme, texts: Texts, **more: str) -> ActivityView:
    """Say one activity."""
    language = texts.language
    area = programme.area(activity.area)
    return ActivityView(
        id=activity.id,
        text=activity.text.say(language),
        area=(area.short or area.title).say(language) if area else activity.area,
        unit=activity.unit.say(language),
        status=sign_status(activity.status, texts),
        comment=activity.comment.say(language),
        **more,
    )


def _view_changes(report: StatusReport, programme: Programme, texts: Texts) -> tuple[ActivityView, ...]:
    return tuple(
        view_activity(each.activity, programme, texts, before=sign_status(each.before, texts))
        for each in report.changes
    )


def _view_wanted(report: StatusReport, programme: Programme, texts: Texts) -> tuple[ActivityView, ...]:
    """Say what is asked for and not done; means over fewer answers than the programme's minimum are withheld.

    Activities of one area that the same answers ask for stand on one line: a theme of an area asks for all.
    """
    together: dict[tuple[str, int, float | None], list[tuple[Activity, Demand]]] = {}
    for activity, demand in report.wanted:
        mean = demand.points.mean if demand.points else None
        together.setdefault((activity.area, demand.answers, mean), []).append((activity, demand))
    lines = list(together.values())[:MOST_WANTED]
    return tuple(_view_wanted_line(line, programme, texts) for line in lines)


def _view_wanted_line(line: Sequence[tuple[Activity, Demand]], programme: Programme, texts: Texts) -> ActivityView:
    activity, demand = line[0]
    points = demand.points if demand.points and demand.points.answered >= programme.min_group else None
    mean = say_number(points.mean, texts, 1) if points and points.mean is not None else "–"
    more = {"answers": str(demand.answers) if demand.answers else "–", "points": mean}
    view = view_activity(activity, programme, texts, **more, groups=", ".join(demand.groups) or "–")
    if len(line) == 1:
        return view
    counts = count_statuses([each.status for each, _ in line])
    statuses = " · ".join(f"{SIGNS[status]} {counts.of(status)}" for status in STATUSES if counts.of(status))
    text = texts("{area}: {n} activities", area=view.area, n=len(line))
    return replace(view, text=text, status=statuses)


def compose_charts(report: StatusReport, words: MediaWords | None, texts: Texts, mark: str) -> Mapping[str, Chart]:
    """Return every chart that an outline may show, by name."""
    charts = {"status": compose_insights_chart(report, texts, mark)}
    for insight in report.insights:
        if insight.areas:
            charts[name_insight_chart(insight)] = compose_areas_chart(insight, report, texts, mark)
    if len(report.timeline) > 1:
        charts["followups"] = compose_timeline_chart(report, texts, mark)
    if words:
        charts |= {"media-months": words.by_month, "media-years": words.by_year}
        if words.by_topic:
            charts["media-topics"] = words.by_topic
    return charts


def view_step(step: DecidedStep, texts: Texts) -> StepView:
    """Say one next step: a step whose day has passed is late, whatever else is said of it."""
    status = STATUS_NAMES[step.status].say(texts.language) if step.status else ""
    return StepView(
        text=step.text,
        owner=step.owner or "–",
        due=say_day(step.due, texts) if step.due else "–",
        status=" · ".join(filter(None, (texts("late") if step.late else "", status))) or "–",
        group=step.group or "–",
    )


def say_steps(steps: Sequence[DecidedStep], texts: Texts) -> str:
    """Say how many next steps were taken on and how they stand; empty where none was."""
    if not steps:
        return ""
    counts = [
        (STATUS_NAMES[status].say(texts.language), sum(step.status == status for step in steps))
        for status in STATUS_NAMES
    ]
    counts.append((texts("late"), sum(step.late for step in steps)))
    said = ", ".join(f"{name} {number}" for name, number in counts if number)
    taken = texts.plural("{n} next step has been taken on", "{n} next steps have been taken on", len(steps))
    return f"{taken}: {said}" if said else taken
