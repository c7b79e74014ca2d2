"""Which responses are to be erased, and how old a response is. Pure.

The programme promises on every sheet how many days after the workshop answers are kept. A response's day is that of
its workshop; where the plan has none (or has lost the workshop), the day it was handed in or taken in.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StoredResponse:
    """A response as far as its age goes; `submitted` and `taken_at` are ISO 8601 or empty."""

    workshop: str
    id: str
    submitted: str = ""
    taken_at: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """What belongs to the responses chosen: answers, earlier values, decisions, and rows of other tables."""

    responses: int
    workshops: tuple[str, ...]
    answers: int
    superseded: int
    decisions: int
    others: int


def find_past_retention(
    stored: Iterable[StoredResponse],
    dates: Mapping[str, datetime.date | None],
    retention_days: int,
    today: datetime.date,
) -> tuple[tuple[StoredResponse, ...], tuple[StoredResponse, ...]]:
    """Return the responses older than the programme keeps them, and those whose age nothing tells."""
    past, undated = [], []
    for one in stored:
        day = find_day(one, dates)
        if day is None:
            undated.append(one)
        elif (today - day).days > retention_days:
            past.append(one)
    return tuple(past), tuple(undated)


def find_day(one: StoredResponse, dates: Mapping[str, datetime.date | None]) -> datetime.date | None:
    """Return the day that a response's age is counted from, or None."""
    planned = dates.get(one.workshop)
    if planned is not None:
        return planned
    for said in (one.submitted, one.taken_at):
        if said:
            return datetime.date.fromisoformat(said[:10])
    return None
