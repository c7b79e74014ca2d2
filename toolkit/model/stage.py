"""How a workshop's form stands now, and what a phone wants kept in it. Pure."""

from dataclasses import dataclass
from typing import Literal

from toolkit.model.change import Value

Pace = Literal["own", "led"]
PACES: tuple[Pace, ...] = ("own", "led")
Gone = Literal["", "erased", "aside"]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Whether a workshop's form takes answers, at whose pace, and the question (an id) that is in focus.

    A workshop that nobody has touched is open, at everyone's own pace. `version` grows with every change.
    """

    workshop: str
    open: bool = True
    pace: Pace = "own"
    focus: str = ""
    version: int = 0
    agreeing: tuple[str, ...] = ()
    """Questions (ids) of which participants may read others' answers and agree with them; kept beside the stage."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Save:
    """What one phone wants kept: values by item, where None takes an answer away.

    `sequence` counts the saves of a response: of two saves of one item the one with the higher number holds, whichever
    arrives last. `saved_at` is ISO 8601 to the minute.
    """

    workshop: str
    response: str
    instrument: str
    language: str
    saved_at: str
    sequence: int
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """What became of a save: on disk, or refused because the workshop is closed or the id is not a phone's.

    `gone` says that the response was in the store and is not now: erased, or taken out by the facilitator.
    """

    kept: bool
    stage: Stage
    gone: Gone = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A response as its participant may go on with it: values by item, and the number of its last save."""

    language: str
    values: dict[str, str | int]
    sequence: int
