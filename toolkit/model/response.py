"""What came back: answers in a response. Pure."""

from dataclasses import dataclass
from typing import Literal

Channel = Literal["xlsx", "csv", "paper", "web"]
CHANNELS: tuple[Channel, ...] = ("xlsx", "csv", "paper", "web")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The value of one item: a whole number for a numeric item, otherwise a text (a choice item's is a choice id).

    With slots, because there are a hundred thousand of them: half the memory, and less to look through for garbage.
    """

    item: str
    value: str | int


@dataclass(frozen=True, kw_only=True)
class Response:
    """One returned sheet: one participant or table, one instrument, one time. Unique by workshop and id.

    `label` is what the row was called (a table, never a person); `submitted` is ISO 8601 to the minute, or empty.
    """

    id: str
    workshop: str
    instrument: str
    channel: Channel
    language: str
    answers: tuple[Answer, ...]
    label: str = ""
    submitted: str = ""
