"""What was taken into the store, one by one, and what came of taking it out again. Pure.

An intake is a file, an archive, an edited summary, or an undo of one of these; it has a number that a person can type.
A phone's response came in no file: it goes by its workshop and id, `nord/0b9c6a52-…`, as any single response may.
"""

from dataclasses import dataclass
from typing import Literal

IntakeKind = Literal["file", "archive", "coding", "undo"]


@dataclass(frozen=True, kw_only=True)
class WorkshopCount:
    """How many responses of a workshop an intake brought, changed and met as they were; for codes, answers changed."""

    workshop: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, kw_only=True)
class Intake:
    """One line of the list. `file` is its name as handed in; of an undo, what was undone.

    `aside` is true while what it brought is out of the store; `undoes` is the intake that an undo took back, and `out`
    whether that took something out of the store or put it back.
    """

    number: int
    kind: IntakeKind
    file: str
    taken_at: str
    workshops: tuple[WorkshopCount, ...] = ()
    undoes: int | None = None
    aside: bool = False
    out: bool = False


@dataclass(frozen=True, kw_only=True)
class PhoneResponse:
    """A response that came from a phone; `began` is ISO 8601 to the minute."""

    workshop: str
    id: str
    began: str
    answers: int


@dataclass(frozen=True, kw_only=True)
class Intakes:
    """Everything that was taken in: by file, in order of its numbers, and by phone, by workshop and id."""

    files: tuple[Intake, ...]
    phones: tuple[PhoneResponse, ...]


@dataclass(frozen=True, kw_only=True)
class MovedCount:
    """What an undo moved in a workshop: whole responses, single answers in others, codes and decisions."""

    workshop: str
    responses: int = 0
    answers: int = 0
    said: int = 0


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What an undo did: its own number, what it undid, and what that moved out of the store, or back into it.

    `left` counts answers that participants have changed on their phones since: those stay as they are.
    """

    number: int
    of: str
    back: bool
    moved: tuple[MovedCount, ...]
    left: int = 0


def name_response(workshop: str, response: str) -> str:
    """Call a response as workbook, page and commands do."""
    return f"{workshop}/{response}"
