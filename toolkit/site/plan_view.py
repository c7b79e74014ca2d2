"""A status report and what somebody asks to see of it → the status page as values. Pure.

Everything that can be chosen stands in the address, so that a filtered page can be linked to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from toolkit.followup.status import AreaStatus, Counts, StatusReport, count_statuses
from toolkit.followup.wording import SIGNS, list_meanings, say_day, say_share, say_status
from toolkit.model.action_plan import STATUSES, Activity, Status
from toolkit.model.programme import Programme
from toolkit.texts import Texts

FILTERS = ("insight", "area", "unit", "status")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for, by id (a unit by its name); empty means all."""

    insight: str = ""
    area: str = ""
    unit: str = ""
    status: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """What is not all."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter: its name in the address, its label, its choices."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """How many have a status, with sign, word and share; `start` and `share` place it on a bar of 100."""

    status: Status
    sign: str
    word: str
    count: int
    said: str
    start: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """One activity as the page shows it."""

    id: str
    status: Status
    sign: str
    word: str
    text: str
    facts: tuple[str, ...]
    comment: str


@dataclass(frozen=True, kw_only=True)
class AreaBlock:
    """An area with those of its activities that are asked for."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class InsightBlock:
    """An insight, or the prioritised areas (number 0), with its areas and their counts."""

    number: int
    title: str
    tiles: tuple[Tile, ...]
    areas: tuple[AreaBlock, ...]


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """The whole page. `total` counts the planned areas; `apart` says what is shown beside them, or is empty."""

    day: str
    tiles: tuple[Tile, ...]
    total: int
    apart: str
    filters: tuple[Filter, ...]
    filtered: bool
    found: str
    blocks: tuple[InsightBlock, ...]
    meanings: tuple[tuple[str, str, str, str], ...]
    query: str


def parse_wanted(query: Mapping[str, str], report: StatusReport, language: str) -> Wanted:
    """Read what is asked for; what the plan does not have counts as all."""
    known: dict[str, set[str]] = {
        "insight": {each.insight.id for each in report.insights},
        "area": {each.area.id for each in _list_areas(report)},
        "unit": set(_list_units(report, language)),
        "status": set(STATUSES),
    }
    return Wanted(**{name: query.get(name, "") if query.get(name, "") in known[name] else "" for name in FILTERS})


def compose_plan_page(report: StatusReport, programme: Programme, wanted: Wanted, texts: Texts) -> PlanPage:
    """Compose the page in one language."""
    blocks = tuple(_compose_blocks(report, programme, wanted, texts))
    number = sum(len(area.lines) for block in blocks for area in block.areas)
    return PlanPage(
        day=say_day(report.day, texts),
        tiles=_compose_tiles(report.counts, texts),
        total=report.counts.total,
        apart=_say_apart(sum(len(area.activities) for area in report.priorities), texts),
        filters=_compose_filters(report, wanted, texts),
        filtered=bool(wanted.chosen),
        found=texts.plural("{n} activity shown", "{n} activities shown", number),
        blocks=blocks,
        meanings=tuple((each, SIGNS[each], say_status(each, texts), said) for each, said in list_meanings(texts)),
        query=urlencode(wanted.chosen),
    )


def _say_apart(number: int, texts: Texts) -> str:
    if not number:
        return ""
    return texts.plural(
        "The prioritised and the added areas repeat some of them: {n} more activity, counted apart.",
        "The prioritised and the added areas repeat some of them: {n} more activities, counted apart.",
        number,
    )


def _list_areas(report: StatusReport) -> tuple[AreaStatus, ...]:
    return (*(area for insight in report.insights for area in insight.areas), *report.priorities)


def _list_units(report: StatusReport, language: str) -> list[str]:
    units = {activity.unit.say(language) for activity in report.activities if activity.unit}
    return sorted(units, key=str.casefold)


def _compose_tiles(counts: Counts, texts: Texts) -> tuple[Tile, ...]:
    tiles, start = [], 0.0
    for status in STATUSES:
        share = counts.of(status) / counts.total if counts.total else 0.0
        tiles.append(
            Tile(
                status=status,
                sign=SIGNS[status],
                word=say_status(status, texts),
                count=counts.of(status),
                said=say_share(share, texts),
                start=round(start * 100, 3),
                share=round(share * 100, 3),
            )
        )
        start += share
    return tuple(tiles)


def _compose_filters(report: StatusReport, wanted: Wanted, texts: Texts) -> tuple[Filter, ...]:
    language = texts.language
    insights = [(each.insight.id, each.insight.short.say(language)) for each in report.insights]
    areas = [(each.area.id, each.area.title.say(language)) for each in _list_areas(report)]
    units = [(unit, unit) for unit in _list_units(report, language)]
    statuses = [(status, f"{SIGNS[status]} {say_status(status, texts)}") for status in STATUSES]
    offered = (
        ("insight", texts("Insight"), texts("All insights"), insights),
        ("area", texts("Area"), texts("All areas"), areas),
        ("unit", texts("Responsible"), texts("All units"), units),
        ("status", texts("Status"), texts("All statuses"), statuses),
    )
    return tuple(
        Filter(name=name, label=label, every=every, options=_compose_options(choices, getattr(wanted, name)))
        for name, label, every, choices in offered
        if choices
    )


def _compose_options(choices: Sequence[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=label, chosen=value == chosen) for value, label in choices)


def _compose_blocks(report: StatusReport, programme: Programme, wanted: Wanted, texts: Texts) -> Iterator[InsightBlock]:
    language = texts.language
    for insight in report.insights:
        if wanted.insight in ("", insight.insight.id):
            yield from _compose_block(
                insight.insight.number, insight.insight.title.say(language), insight.areas, wanted, texts
            )
    insights = {insight.id for insight in programme.insights if wanted.insight in ("", insight.id)}
    rest = [area for area in report.priorities if area.area.insight in insights]
    yield from _compose_block(0, texts("The prioritised and the added areas"), rest, wanted, texts)


def _compose_block(
    number: int, title: str, areas: Sequence[AreaStatus], wanted: Wanted, texts: Texts
) -> Iterator[InsightBlock]:
    """Compose an insight, unless nothing of it is asked for."""
    found = []
    for area in areas:
        lines = tuple(
            _compose_line(activity, texts) for activity in area.activities if _is_wanted(activity, wanted, texts)
        )
        if lines:
            found.append(AreaBlock(id=area.area.id, title=area.area.title.say(texts.language), lines=lines))
    if found:
        counts = count_statuses([activity.status for area in areas for activity in area.activities])
        yield InsightBlock(number=number, title=title, tiles=_compose_tiles(counts, texts), areas=tuple(found))


def _is_wanted(activity: Activity, wanted: Wanted, texts: Texts) -> bool:
    return (
        wanted.area in ("", activity.area)
        and wanted.status in ("", activity.status)
        and wanted.unit in ("", activity.unit.say(texts.language))
    )


def _compose_line(activity: Activity, texts: Texts) -> Line:
    assessed = texts("assessed {day}", day=say_day(activity.date, texts)) if activity.date else ""
    return Line(
        id=activity.id,
        status=activity.status,
        sign=SIGNS[activity.status],
        word=say_status(activity.status, texts),
        text=activity.text.say(texts.language),
        facts=tuple(fact for fact in (activity.unit.say(texts.language), assessed) if fact),
        comment=activity.comment.say(texts.language),
    )
