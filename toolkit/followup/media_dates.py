"""Dates as monitoring services write them → days; which of day and month comes first is told by the dates. Pure."""

import datetime
import re
from collections.abc import Iterable

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ ,T].*)?", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})[-. ]+)?([a-zåäö]{3,9})[-., ]+(?:(\d{1,2}),? +)?(\d{4})(?:[ ,].*)?", re.IGNORECASE)
_MONTHS = (
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("maj", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
)


def find_date_length(said: str) -> int:
    """Return how many characters of the cells hold the day, by the first one; 0 where all may.

    Cutting off the time of day leaves few different texts to interpret.
    """
    if re.match(r"\d{4}-\d{2}-\d{2}", said):
        return 10
    if re.match(r"\d{2}-[A-Za-z]{3}-\d{4}", said):
        return 11
    return 0


def find_date_order(said: Iterable[str]) -> str:
    """Return dmy or mdy as the dates themselves tell; "?" where they are of that kind and none tells."""
    pairs = [(int(found[1]), int(found[2])) for each in said if (found := _NUMBERS.fullmatch(each.strip()))]
    if not pairs:
        return ""
    if any(first > 12 for first, _ in pairs):
        return "dmy"
    if any(second > 12 for _, second in pairs):
        return "mdy"
    return "?" if any(first != second for first, second in pairs) else "dmy"


def parse_date(said: str, order: str) -> datetime.date | None:
    """Return the day that a cell means, the first of a month where it names a month; None where it means none."""
    said = said.strip()
    if found := _ISO.fullmatch(said) or _COMPACT.fullmatch(said):
        return _make_date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _NUMBERS.fullmatch(said):
        first, second = int(found[1]), int(found[2])
        if order not in ("dmy", "mdy"):
            return None
        day, month = (first, second) if order == "dmy" else (second, first)
        return _make_date(int(found[3]), month, day)
    if found := _NAMED.fullmatch(said):
        month = next((number for name, number in _MONTHS if found[2].lower().startswith(name)), 0)
        return _make_date(int(found[4]), month, int(found[1] or found[3] or 1))
    return None


def _make_date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
