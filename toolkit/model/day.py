"""A day as people write one, in Swedish or English → the date, or the two that it may be. Pure.

The one rule for days in every file that is read: 2026-12-01, 2026/12/01, 20261201, 1.12.2026, 14/9 2026, 1 december
2026, Tuesday, December 1st, 2026. What may be two days (1/12 2026 in Sweden and in America) is never guessed.
"""

import datetime
import re
from dataclasses import dataclass

_TIME = r"(?:[ T]+[0-9]{1,2}[:.][0-9]{2}.*)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})\s*([-/. ])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})\s*([-/. ])\s*([0-9]{{1,2}})\s*[-/., ]\s*([0-9]{{4}}){_TIME}", re.ASCII)
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|:a|:e|\.)?\s*(?:of\s+)?-?\s*([a-zåäö]{3,9})\.?,?[- ]\s*([0-9]{4})")
_NAMED_DAY = re.compile(r"([a-zåäö]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_WEEKDAY = re.compile(
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?)"
    r"\.?,?\s+(?:den\s+|the\s+)?"
)
_ARTICLE = re.compile(r"(?:den|the)\s+")
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april", "april"),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september", "september"),
    ("oktober", "october"),
    ("november", "november"),
    ("december", "december"),
)


@dataclass(frozen=True, kw_only=True)
class WrittenDay:
    """What a text may mean: one day, two of them, or (where `form` is a day's and no calendar has it) none."""

    readings: tuple[datetime.date, ...] = ()
    form: bool = False

    @property
    def day(self) -> datetime.date | None:
        """The day, where only one can be meant."""
        return self.readings[0] if len(self.readings) == 1 else None


def parse_day(said: str) -> WrittenDay:
    """Read a day; a time of day behind it is left out."""
    plain = " ".join(said.lower().split())
    if found := _COMPACT.fullmatch(plain):
        return _compose(tuple(map(int, found.groups())))
    if found := _YEAR_FIRST.fullmatch(plain):
        return _compose((int(found[1]), int(found[3]), int(found[4])))
    if found := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        dotted = found[2] == "."  # 3.4.2027 is April wherever points are written
        return _compose((year, second, first), *(() if dotted else ((year, first, second),)))
    bare = _ARTICLE.sub("", _WEEKDAY.sub("", plain, count=1), count=1)
    if found := _DAY_NAMED.fullmatch(bare):
        return _compose_named(found[3], found[2], found[1])
    if found := _NAMED_DAY.fullmatch(bare):
        return _compose_named(found[3], found[1], found[2])
    return WrittenDay()


def _compose_named(year: str, name: str, day: str) -> WrittenDay:
    month = next((at for at, names in enumerate(_MONTHS, 1) if any(each.startswith(name) for each in names)), 0)
    return _compose((int(year), month, int(day))) if month else WrittenDay()


def _compose(*parts: tuple[int, ...]) -> WrittenDay:
    """Return the days that a calendar has, each once, in order of likelihood."""
    days = (_make_day(*each) for each in parts)
    return WrittenDay(readings=tuple(dict.fromkeys(day for day in days if day)), form=True)


def _make_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
