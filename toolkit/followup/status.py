"""An action plan and what workshops ask of it → the status report that every output is made from. Pure.

The frozen value that workbook, slides, report and the site's status page show: counts by insight and area, changes
since the last follow-up, what is asked for and not done.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.followup.demand import Demand, Demands, Uncovered
from toolkit.followup.history import Change, find_changes, find_last_followup
from toolkit.model.action_plan import STATUSES, ActionPlan, Activity, Status
from toolkit.model.programme import Area, Insight, Programme


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many activities have each status."""

    done: int = 0
    partly: int = 0
    none: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All activities."""
        return self.done + self.partly + self.none + self.unknown

    @property
    def assessed(self) -> int:
        """Activities that somebody has assessed."""
        return self.total - self.unknown

    def of(self, status: Status) -> int:
        """Return the number with a status."""
        return int(getattr(self, status))


@dataclass(frozen=True, kw_only=True)
class AreaStatus:
    """An area with its activities, in the register's order."""

    area: Area
    counts: Counts
    activities: tuple[Activity, ...]


@dataclass(frozen=True, kw_only=True)
class InsightStatus:
    """An insight with its areas, in the programme's order."""

    insight: Insight
    counts: Counts
    areas: tuple[AreaStatus, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of all its areas."""
        return tuple(activity for area in self.areas for activity in area.activities)


@dataclass(frozen=True, kw_only=True)
class Followup:
    """One point in the plan's history: how many activities had each status then."""

    day: datetime.date
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class StatusReport:
    """The plan's status on a day.

    `counts` and `insights` are over the planned areas; `priorities` stand apart, because they take up again what the
    planned areas hold. A plan without planned areas has all in `insights`.
    """

    day: datetime.date
    since: datetime.date | None
    counts: Counts
    insights: tuple[InsightStatus, ...]
    priorities: tuple[AreaStatus, ...]
    changes: tuple[Change, ...]
    timeline: tuple[Followup, ...]
    demands: Demands
    wanted: tuple[tuple[Activity, Demand], ...]
    """Activities asked for and not done, what most ask for first."""

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Every activity, the prioritised areas' first."""
        planned = (activity for insight in self.insights for activity in insight.activities)
        return (*(activity for area in self.priorities for activity in area.activities), *planned)

    @property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """What is asked for and in no activity."""
        return self.demands.uncovered

    @property
    def red(self) -> tuple[Activity, ...]:
        """Activities without known activity."""
        return tuple(activity for activity in self.activities if activity.status == "none")


def count_statuses(statuses: Sequence[Status]) -> Counts:
    """Count statuses."""
    counted = Counter(statuses)
    return Counts(**{status: counted[status] for status in STATUSES})


def compose_status_report(
    programme: Programme,
    plan: ActionPlan,
    demands: Demands,
    day: datetime.date,
    since: datetime.date | None = None,
) -> StatusReport:
    """Compose the report; `since` is the follow-up to compare with (default: the one before the latest)."""
    since = since or find_last_followup(plan)
    areas = [_compose_area(area, plan.activities) for area in programme.areas]
    planned = [each for each in areas if each.area.kind == "planned" and each.activities]
    rest = [each for each in areas if each.area.kind != "planned" and each.activities]
    main, priorities = (planned, rest) if planned else (rest, [])
    insights = tuple(_compose_insight(insight, main) for insight in _list_insights(programme, main))
    return StatusReport(
        day=day,
        since=since,
        counts=count_statuses([activity.status for each in main for activity in each.activities]),
        insights=insights,
        priorities=tuple(priorities),
        changes=find_changes(plan, since),
        timeline=_compose_timeline(plan, main),
        demands=demands,
        wanted=_find_wanted(plan.activities, demands.activities),
    )


def _list_insights(programme: Programme, areas: Sequence[AreaStatus]) -> tuple[Insight, ...]:
    """List the insights, and for areas without one the programme itself, as number 0."""
    known = {insight.id for insight in programme.insights}
    if all(each.area.insight in known for each in areas):
        return programme.insights
    return (*programme.insights, Insight(id="", number=0, title=programme.title, short=programme.title))


def _compose_area(area: Area, activities: Sequence[Activity]) -> AreaStatus:
    own = tuple(activity for activity in activities if activity.area == area.id)
    return AreaStatus(area=area, counts=count_statuses([activity.status for activity in own]), activities=own)


def _compose_insight(insight: Insight, areas: Sequence[AreaStatus]) -> InsightStatus:
    own = tuple(each for each in areas if each.area.insight == insight.id)
    return InsightStatus(
        insight=insight,
        counts=count_statuses([activity.status for each in own for activity in each.activities]),
        areas=own,
    )


def _compose_timeline(plan: ActionPlan, areas: Sequence[AreaStatus]) -> tuple[Followup, ...]:
    ids = [activity.id for each in areas for activity in each.activities]
    found = []
    for day in plan.followups:
        then = plan.status_on(day)
        found.append(Followup(day=day, counts=count_statuses([then[activity_id] for activity_id in ids])))
    return tuple(found)


def _find_wanted(activities: Sequence[Activity], demands: Mapping[str, Demand]) -> tuple[tuple[Activity, Demand], ...]:
    asked = [
        (activity, demand)
        for activity in activities
        if activity.status != "done"
        and (demand := demands.get(activity.id)) is not None
        and (demand.answers or (demand.points and demand.points.mean))
    ]
    return tuple(sorted(asked, key=lambda pair: (-pair[1].answers, -_mean(pair[1]))))


def _mean(demand: Demand) -> float:
    return demand.points.mean or 0.0 if demand.points else 0.0
