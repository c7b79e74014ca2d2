"""Counts of mentions by day, country and topic → months, years, changes, outliers and shares of topics. Pure.

- A year counts as whole when the export covers it from its first week to its last; changes are between whole years.
- A month is an outlier when it lies far from its series' own trend: the residuals, on a logarithmic scale, from a
  Theil–Sen line, measured in median absolute deviations; beyond 3.5 (Iglewicz & Hoaglin 1993) it is marked.
"""

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

from toolkit.model.media_settings import MediaSettings
from toolkit.model.text import Text

Scope = Literal["international", "swedish", "unplaced"]
SCOPES: tuple[Scope, ...] = ("international", "swedish", "unplaced")
_FAR = 3.5
_LEAST_MONTHS = 12
_NORMAL = 1.4826
"""Turns a median absolute deviation into a standard deviation, were the residuals normal."""


class Counted(NamedTuple):
    """So many mentions on a day, at home or abroad, on a topic (as the export has it, or empty)."""

    day: datetime.date
    scope: Scope
    topic: str
    mentions: int


@dataclass(frozen=True, kw_only=True)
class Month:
    """The mentions of one month; `outliers` are the scopes in which it lies far from the trend."""

    year: int
    month: int
    mentions: Mapping[Scope, int]
    outliers: tuple[Scope, ...] = ()

    @property
    def total(self) -> int:
        """All mentions of the month."""
        return sum(self.mentions.values())


@dataclass(frozen=True, kw_only=True)
class Year:
    """The mentions of one year; `change` is relative to the year before, `since_base` to the base year.

    Both are None where either year is not whole or had none. The key None is the total.
    """

    year: int
    mentions: Mapping[Scope, int]
    whole: bool
    change: Mapping[Scope | None, float | None]
    since_base: Mapping[Scope | None, float | None]

    @property
    def total(self) -> int:
        """All mentions of the year."""
        return sum(self.mentions.values())


@dataclass(frozen=True, kw_only=True)
class TopicShare:
    """How many mentions are on a topic, and their share of all mentions that have a topic."""

    label: Text
    mentions: int
    share: float


@dataclass(frozen=True, kw_only=True)
class MediaExposure:
    """A monitoring export, summed up. `example` figures are made up and must be marked so wherever they show."""

    settings: MediaSettings
    file: str
    months: tuple[Month, ...]
    years: tuple[Year, ...]
    topics: tuple[TopicShare, ...]
    first: datetime.date
    last: datetime.date
    read_on: datetime.date
    base_year: int
    example: bool

    @property
    def total(self) -> int:
        """All mentions."""
        return sum(month.total for month in self.months)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes that have mentions."""
        return tuple(scope for scope in SCOPES if any(month.mentions[scope] for month in self.months))

    @property
    def has_base(self) -> bool:
        """Tell whether any year can be compared with the base year."""
        return any(value is not None for year in self.years for value in year.since_base.values())

    @property
    def columns_a_scope(self) -> int:
        """Columns of a table of years for each scope: mentions, change, and change since the base year."""
        return 3 if self.has_base else 2

    @property
    def outliers(self) -> tuple[tuple[Month, Scope], ...]:
        """Each month that lies far from the trend, with the scope."""
        return tuple((month, scope) for month in self.months for scope in month.outliers)


def summarise_mentions(
    counted: Iterable[Counted], settings: MediaSettings, file: str, read_on: datetime.date, *, monthly: bool = False
) -> MediaExposure:
    """Sum mentions up by month, year and topic. `monthly` counts hold a whole month each, on its first day."""
    by_month: Counter[tuple[int, int, Scope]] = Counter()
    by_topic: Counter[str] = Counter()
    days: set[datetime.date] = set()
    for day, scope, topic, mentions in counted:
        by_month[day.year, day.month, scope] += mentions
        days.add(day)
        if topic:
            by_topic[topic] += mentions
    first, last = settings.starts or min(days), settings.ends or _end(max(days), monthly=monthly)
    months = _compose_months(by_month, first, last)
    base_year = settings.base_year or next((year for year in range(first.year, last.year + 1)), 0)
    return MediaExposure(
        settings=settings,
        file=file,
        months=_mark_outliers(months, last),
        years=_compose_years(months, first, last, base_year),
        topics=_compose_topics(by_topic, settings.topics),
        first=first,
        last=last,
        read_on=read_on,
        base_year=base_year,
        example=settings.example,
    )


def _end(day: datetime.date, *, monthly: bool) -> datetime.date:
    if not monthly:
        return day
    following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return following - datetime.timedelta(days=1)


def _compose_months(
    by_month: Mapping[tuple[int, int, Scope], int], first: datetime.date, last: datetime.date
) -> tuple[Month, ...]:
    """Give every month from the first to the last, those without a mention too."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(
        Month(
            year=number // 12,
            month=number % 12 + 1,
            mentions={scope: by_month.get((number // 12, number % 12 + 1, scope), 0) for scope in SCOPES},
        )
        for number in numbers
    )


def _mark_outliers(months: Sequence[Month], last: datetime.date) -> tuple[Month, ...]:
    """Mark the months that lie far from the trend; a last month that has not ended is neither judged nor judges."""
    judged = months if last == _end(last, monthly=True) else months[:-1]
    marked: dict[int, list[Scope]] = {}
    for scope in SCOPES:
        for at in find_outliers([month.mentions[scope] for month in judged]):
            marked.setdefault(at, []).append(scope)
    return tuple(
        Month(year=month.year, month=month.month, mentions=month.mentions, outliers=tuple(marked.get(at, ())))
        for at, month in enumerate(months)
    )


def find_outliers(values: Sequence[int]) -> tuple[int, ...]:
    """Return the places of values that lie far from the trend of all; of fewer than twelve none can be told."""
    if len(values) < _LEAST_MONTHS or not any(values):
        return ()
    logs = [math.log(value + 0.5) for value in values]
    slope = median((logs[b] - logs[a]) / (b - a) for a in range(len(logs)) for b in range(a + 1, len(logs)))
    level = median(log - slope * at for at, log in enumerate(logs))
    residuals = [log - slope * at - level for at, log in enumerate(logs)]
    spread = _NORMAL * median(map(abs, residuals))
    return tuple(at for at, residual in enumerate(residuals) if spread > 0 and abs(residual) > _FAR * spread)


def _compose_years(
    months: Sequence[Month], first: datetime.date, last: datetime.date, base_year: int
) -> tuple[Year, ...]:
    sums = {
        year: {scope: sum(month.mentions[scope] for month in months if month.year == year) for scope in SCOPES}
        for year in range(first.year, last.year + 1)
    }
    whole = {year for year in sums if first <= datetime.date(year, 1, 7) and last >= datetime.date(year, 12, 25)}
    return tuple(
        Year(
            year=year,
            mentions=mentions,
            whole=year in whole,
            change=_compare(sums, whole, year, year - 1),
            since_base=_compare(sums, whole, year, base_year),
        )
        for year, mentions in sums.items()
    )


def _compare(
    sums: Mapping[int, Mapping[Scope, int]], whole: set[int], year: int, other: int
) -> dict[Scope | None, float | None]:
    """Return the relative change between two years, by scope and in total."""
    keys: tuple[Scope | None, ...] = (*SCOPES, None)
    if year == other or not {year, other} <= whole:
        return dict.fromkeys(keys)
    found: dict[Scope | None, float | None] = {}
    for key in keys:
        now, then = (sum(sums[each].values()) if key is None else sums[each][key] for each in (year, other))
        found[key] = now / then - 1 if then else None
    return found


def _compose_topics(by_topic: Mapping[str, int], titles: Mapping[str, Text]) -> tuple[TopicShare, ...]:
    whole = sum(by_topic.values())
    return tuple(
        TopicShare(label=titles.get(topic.lower(), Text(sv=topic, en=topic)), mentions=mentions, share=mentions / whole)
        for topic, mentions in sorted(by_topic.items(), key=lambda pair: (-pair[1], pair[0]))
    )
