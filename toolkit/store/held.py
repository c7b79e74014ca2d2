"""Remember what was asked and what workshops were called, and count what is held. Talks to the database.

`read_held` looks at a store as it lies there: it makes none, brings none up to date, and reads what an earlier program
has written.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, inspect, select, update

from toolkit.errors import Place
from toolkit.model.held import AskedVersion, Held, parse_day
from toolkit.model.question_json import compose_questions_json, parse_questions_json
from toolkit.model.workshop import Group, Workshop
from toolkit.store.engine import make_engine, read_moment, translate_faults
from toolkit.store.migrations import read_version, refuse_newer
from toolkit.store.schema import answers, held_workshops, instruments, responses


def read_held(address: str | Path) -> Held:
    """Count what a store holds. Raises StoreError where it cannot be read or a newer program wrote it."""
    engine, place = make_engine(address, create=False)
    try:
        with translate_faults(place), read_moment(engine) as connection:
            return _read_held(connection, place)
    finally:
        engine.dispose()


def _read_held(connection: Connection, place: Place) -> Held:
    found = read_version(connection, place)
    refuse_newer(found, place)
    if not found:
        return Held()
    columns = (responses.c.workshop, responses.c.instrument)
    per_item = select(*columns, answers.c.item, func.count()).join_from(responses, answers)
    answered = select(answers.c.response).where(answers.c.response == responses.c.key).exists()
    per_version = select(*columns, func.count()).where(answered)
    tables = set(inspect(connection).get_table_names())
    return Held(
        responses={
            (workshop, version): number
            for workshop, version, number in connection.execute(per_version.group_by(*columns).order_by(*columns))
        },
        answers={
            (workshop, version, item): number
            for workshop, version, item, number in connection.execute(
                per_item.group_by(*columns, answers.c.item).order_by(*columns, answers.c.item)
            )
        },
        versions=read_versions(connection) if instruments.name in tables else {},
        workshops=read_workshops(connection) if held_workshops.name in tables else {},
    )


def read_versions(connection: Connection) -> dict[str, AskedVersion]:
    """Read what each version of the questions asked."""
    columns = (instruments.c.version, instruments.c.questions, instruments.c.asked, instruments.c.noted_at)
    return {
        version: AskedVersion(
            version=version,
            questions=parse_questions_json(questions) if questions else (),
            items=tuple(items.split()),
            noted_at=noted_at,
        )
        for version, questions, items, noted_at in connection.execute(select(*columns).order_by(columns[0]))
    }


def note_versions(connection: Connection, versions: Iterable[AskedVersion]) -> None:
    """Keep what versions asked that are not known yet; one of which only the items were known gets its questions."""
    known = read_versions(connection)
    for version in {version.version: version for version in versions}.values():
        row = {
            "version": version.version,
            "questions": compose_questions_json(version.questions) if version.questions else "",
            "asked": " ".join(version.items),
        }
        before = known.get(version.version)
        if before is None:
            connection.execute(insert(instruments).values(**row, noted_at=version.noted_at))
        elif version.questions and not before.questions:
            connection.execute(update(instruments).where(instruments.c.version == version.version).values(row))


def find_new_versions(connection: Connection, versions: Sequence[AskedVersion]) -> list[AskedVersion]:
    """Return those versions of which the store does not know as much."""
    known = read_versions(connection)
    return [
        version
        for version in versions
        if version.version not in known or (version.questions and not known[version.version].questions)
    ]


def read_workshops(connection: Connection) -> dict[str, Workshop]:
    """Read workshops as the programme last had them."""
    return {row.workshop: _compose_workshop(row) for row in connection.execute(select(held_workshops)).all()}


def _compose_workshop(row: Row[Any]) -> Workshop:
    group = Group(id=row.group_id, name=row.name, kind=row.kind, areas=tuple(row.areas.split()))
    return Workshop(
        id=row.workshop,
        group=group,
        language=row.language,
        date=parse_day(row.date),
        place=row.place,
        expected=row.expected,
    )


def _compose_workshop_row(workshop: Workshop) -> dict[str, Any]:
    return {
        "workshop": workshop.id,
        "group_id": workshop.group.id,
        "name": workshop.group.name,
        "kind": workshop.group.kind,
        "language": workshop.language,
        "date": workshop.date.isoformat() if workshop.date else "",
        "place": workshop.place,
        "expected": workshop.expected,
        "areas": " ".join(workshop.group.areas),
    }


def find_new_workshops(connection: Connection, workshops: Iterable[Workshop]) -> list[Workshop]:
    """Return those workshops that are known otherwise, or not at all."""
    known = {row.workshop: dict(row._mapping) for row in connection.execute(select(held_workshops))}
    return [workshop for workshop in workshops if known.get(workshop.id) != _compose_workshop_row(workshop)]


def note_workshops(connection: Connection, workshops: Iterable[Workshop]) -> None:
    """Keep how workshops are called now."""
    for workshop in workshops:
        connection.execute(delete(held_workshops).where(held_workshops.c.workshop == workshop.id))
        connection.execute(insert(held_workshops).values(_compose_workshop_row(workshop)))
