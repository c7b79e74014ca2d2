"""Rows of an export → how many have the same date, country and topic, as the cells stand. Pure.

A million rows go through here, so rows are counted many at a time, and by month where every date is written
2023-01-05: some thousand different cells are counted several times as fast as some ten thousand. No day is lost by it:
each month goes by its first day in the export, and every other day is listed with no mention.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from toolkit.followup.media_dates import find_date_length

Cells = tuple[str, str, str]
"""A row's date, country and topic as they stand."""
MakeRows = Callable[[], Iterator[list[str]]]
"""Begins to read the rows, the headers first; may be called again."""
_CHUNK = 512
_ISO_DAY, _ISO_MONTH = 10, 7
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def count_rows(make_rows: MakeRows, date: int, country: int, topic: int, lengths: set[int]) -> dict[Cells, int]:
    """Count one mention a row; a column of −1 is one that the export lacks. Rows too short have blank cells.

    How many cells rows have goes into `lengths`.
    """
    length = _find_length(make_rows, date)
    if length != _ISO_DAY:
        return dict(_count(make_rows, (date, country, topic), length, None, lengths))
    days: set[str] = set()
    counted = _count(make_rows, (date, country, topic), _ISO_MONTH, days, lengths)
    if not all(_MONTH.fullmatch(month) for month, _, _ in counted if month):
        return dict(_count(make_rows, (date, country, topic), None, None, lengths))
    return _name_days(counted, days)


def _find_length(make_rows: MakeRows, date: int) -> int | None:
    """Return how much of a date cell holds the day, by the first one that is filled; None for all of it."""
    rows = itertools.islice(make_rows(), 1, None)
    said = next((row[date] for row in rows if len(row) > date and row[date]), "")
    return find_date_length(said) or None


def _count(
    make_rows: MakeRows,
    columns: tuple[int, int, int],
    length: int | None,
    days: set[str] | None,
    lengths: set[int],
) -> Counter[Cells]:
    """Count by date cut to a length; note every day, where asked to."""
    rows = itertools.islice(make_rows(), 1, None)
    counted: Counter[Cells] = Counter()
    while chunk := list(itertools.islice(rows, _CHUNK)):
        counted.update(_pick_cells(chunk, columns, length))
        lengths.update(map(len, chunk))
        if days is not None:
            days.update(_pick_days(chunk, columns[0]))
    return counted


def _pick_days(chunk: list[list[str]], date: int) -> list[str]:
    try:
        return [row[date][:_ISO_DAY] for row in chunk]
    except IndexError:
        return [row[date][:_ISO_DAY] for row in chunk if len(row) > date]


def _pick_cells(chunk: list[list[str]], columns: tuple[int, int, int], length: int | None) -> Iterable[Cells]:
    date, country, topic = columns
    try:
        if country >= 0 and topic >= 0:
            return [(row[date][:length], row[country], row[topic]) for row in chunk]
    except IndexError:
        pass
    return [_pick_row(row, columns, length) for row in chunk]


def _pick_row(row: list[str], columns: tuple[int, int, int], length: int | None) -> Cells:
    date, country, topic = columns
    if len(row) <= date:
        return ("", "", "")
    return (
        row[date][:length],
        row[country] if 0 <= country < len(row) else "",
        row[topic] if 0 <= topic < len(row) else "",
    )


def _name_days(counted: Counter[Cells], days: set[str]) -> dict[Cells, int]:
    """Let each month go by its first day, and add the other days, so that the period and a wrong day show."""
    first: dict[str, str] = {}
    for day in sorted(days - {""}):
        first.setdefault(day[:_ISO_MONTH], day)
    named = {(first.get(month, ""), country, topic): number for (month, country, topic), number in counted.items()}
    others = days - {"", *first.values()}
    return {**dict.fromkeys(((day, "", "") for day in sorted(others)), 0), **named}
