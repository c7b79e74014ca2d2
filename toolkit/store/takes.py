"""Keep the book of what was taken in, and read it out as a list, inside a transaction. Talks to the database.

A take is numbered once and for all: by that number a person undoes it. What a take brought is known by the rows that
name it; its counts stand in the book itself, since those rows may be erased, corrected or set aside later.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select

from toolkit.model.change import Comparison
from toolkit.model.intake import Intake, IntakeKind, Intakes, PhoneResponse, WorkshopCount
from toolkit.store.schema import answers, responses, take_counts, takes

_KINDS: dict[str | None, IntakeKind] = {None: "file", "archive": "archive", "coding": "coding", "undo": "undo"}


def write_take(
    connection: Connection,
    *,
    file: str,
    sha256: str,
    taken_at: str,
    kind: IntakeKind = "file",
    counted: Comparison | None = None,
    undoes: int | None = None,
) -> int:
    """Write a line of the book and return its number."""
    row = {
        "file": file,
        "sha256": sha256,
        "taken_at": taken_at,
        "new_responses": counted.new_responses if counted else 0,
        "changed_responses": counted.changed_responses if counted else 0,
        "unchanged_responses": counted.unchanged_responses if counted else 0,
        "new_answers": counted.new_answers if counted else 0,
        "changed_answers": len(counted.changes) if counted else 0,
        "unchanged_answers": counted.unchanged_answers if counted else 0,
        "kind": None if kind == "file" else kind,
        "undoes": undoes,
    }
    take = int(connection.execute(insert(takes).values(row).returning(takes.c.take)).scalar_one())
    write_counts(connection, take, counted.workshops if counted else ())
    return take


def write_counts(connection: Connection, take: int, counts: Sequence[WorkshopCount]) -> None:
    """Write what a take brought, workshop by workshop."""
    rows = [
        {"take": take, "workshop": one.workshop, "new": one.new, "changed": one.changed, "unchanged": one.unchanged}
        for one in counts
    ]
    if rows:
        connection.execute(insert(take_counts), rows)


@dataclass(frozen=True)
class Turn:
    """What a take belongs to, and whether it takes that out of the store (an undo) or leaves it in."""

    root: int
    out: bool


def read_turns(connection: Connection) -> dict[int, Turn]:
    """Read what every take belongs to: itself, or what its chain of undos began with.

    A file says "in", its undo "out", the undo of that "in" again; for a single response its first undo says "out".
    """
    turns: dict[int, Turn] = {}
    query = select(takes.c.take, takes.c.kind, takes.c.undoes).order_by(takes.c.take)
    for take, kind, undoes in connection.execute(query):
        before = turns.get(undoes)
        turns[take] = Turn(before.root, not before.out) if before else Turn(take, kind == "undo")
    return turns


def is_in() -> ColumnElement[bool]:
    """Say of a take that it has not been undone."""
    return or_(takes.c.aside.is_(None), ~takes.c.aside)


def find_take_of(connection: Connection, sha256: str) -> tuple[int, str] | None:
    """Return the number and the time of the latest take of a file with these bytes that has not been undone."""
    found = (
        select(takes.c.take, takes.c.taken_at)
        .where((takes.c.sha256 == sha256) & is_in() & (func.coalesce(takes.c.kind, "") != "undo"))
        .order_by(takes.c.taken_at.desc(), takes.c.take.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return (row.take, row.taken_at) if row else None


def list_takes_of(connection: Connection, digests: Collection[str]) -> frozenset[int]:
    """List the intakes of files with these SHA-256."""
    return frozenset(connection.execute(select(takes.c.take).where(takes.c.sha256.in_(digests))).scalars())


def read_intakes(connection: Connection) -> Intakes:
    """Read everything that was taken in."""
    counts: dict[int, list[WorkshopCount]] = {}
    for row in connection.execute(select(take_counts).order_by(take_counts.c.take, take_counts.c.workshop)):
        one = WorkshopCount(workshop=row.workshop, new=row.new, changed=row.changed, unchanged=row.unchanged)
        counts.setdefault(row.take, []).append(one)
    turns = read_turns(connection)
    files = tuple(
        Intake(
            number=row.take,
            kind=_KINDS[row.kind],
            file=row.file,
            taken_at=row.taken_at,
            workshops=tuple(counts.get(row.take, ())),
            undoes=row.undoes,
            aside=bool(row.aside),
            out=turns[row.take].out,
        )
        for row in connection.execute(select(takes).order_by(takes.c.take))
    )
    return Intakes(files=files, phones=tuple(_read_phones(connection)))


def _read_phones(connection: Connection) -> Iterable[PhoneResponse]:
    query = (
        select(responses.c.workshop, responses.c.id, responses.c.submitted, func.count(answers.c.item).label("number"))
        .join_from(responses, answers, responses.c.key == answers.c.response, isouter=True)
        .where((responses.c.channel == "web") & responses.c.take.is_(None))
        .group_by(responses.c.workshop, responses.c.id, responses.c.submitted)
        .order_by(responses.c.workshop, responses.c.submitted, responses.c.id)
    )
    for row in connection.execute(query):
        yield PhoneResponse(workshop=row.workshop, id=row.id, began=row.submitted, answers=row.number)
