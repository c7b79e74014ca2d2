"""Save answers from phones, many phones in one transaction, and read a workshop's stage. Inside the caller's one.

What a participant changes is not kept twice: a form that saves while one writes would keep every half sentence.
Of two saves of one item the higher number holds, so a save that was sent again late never undoes a newer one.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import cast

from sqlalchemy import Connection, Row, func, insert, select, text, update

from toolkit.model.change import Value
from toolkit.model.former_ids import FormerIds
from toolkit.model.stage import Draft, Gone, Pace, Save, Saved, Stage
from toolkit.store.aside import find_set_aside
from toolkit.store.erased import find_erased
from toolkit.store.schema import answers, responses, saved_items, stages, superseded

_Key = tuple[str, str]
"""A workshop's id and a response's id in it."""
_Place = tuple[int, str]
"""A response's key and an item."""

_NEW_RESPONSE = text(
    """INSERT INTO responses (workshop, id, instrument, channel, language, label, submitted)
    VALUES (:workshop, :id, :instrument, 'web', :language, '', :saved_at) ON CONFLICT (workshop, id) DO NOTHING"""
)
_NEW_SEQUENCE = text(
    """INSERT INTO saved_items (response, item, sequence) VALUES (:response, :item, :sequence)
    ON CONFLICT (response, item) DO UPDATE SET sequence = excluded.sequence"""
)
_NEW_ANSWER = text(
    """INSERT INTO answers (response, item, value_text, value_number)
    VALUES (:response, :item, :value_text, :value_number) ON CONFLICT (response, item) DO UPDATE
    SET value_text = excluded.value_text, value_number = excluded.value_number, take = NULL"""
)
_NO_ANSWER = text("DELETE FROM answers WHERE response = :response AND item = :item")


NO_FORMER_IDS = FormerIds()


def write_saves(connection: Connection, saves: Sequence[Save], former: FormerIds = NO_FORMER_IDS) -> tuple[Saved, ...]:
    """Write what the open workshops' phones want kept; say of each save what became of it."""
    found = {stage.workshop: stage for stage in read_stages(connection, {save.workshop for save in saves}, former)}
    taken = [save for save in saves if found[save.workshop].open]
    keys, gone = _find_or_make_responses(connection, taken, former)
    _note_versions(connection, [(keys[_key(save)], save) for save in taken if _key(save) in keys])
    _write_values(connection, [(keys[_key(save)], save) for save in taken if _key(save) in keys])
    return tuple(
        Saved(kept=_key(save) in keys, stage=found[save.workshop], gone=gone.get(_key(save), "")) for save in saves
    )


def read_stages(
    connection: Connection, workshops: Iterable[str], former: FormerIds = NO_FORMER_IDS
) -> tuple[Stage, ...]:
    """Read how workshops stand; one that nobody has touched is open, or as it stood under an id that it had."""
    wanted = sorted(set(workshops))
    stored = select(stages).where(stages.c.workshop.in_(former.list_all(wanted)))
    rows = {row.workshop: row for row in connection.execute(stored)}
    touched = {workshop: [name for name in former.list_ids(workshop) if name in rows] for workshop in wanted}
    return tuple(
        _compose_stage(workshop, rows[names[0]]) if names else Stage(workshop=workshop)
        for workshop, names in touched.items()
    )


def write_stage(connection: Connection, stage: Stage, former: FormerIds = NO_FORMER_IDS) -> Stage:
    """Set how a workshop stands and return it with its new version."""
    before = read_stages(connection, [stage.workshop], former)[0]
    connection.execute(stages.delete().where(stages.c.workshop == stage.workshop))
    row = {"workshop": stage.workshop, "open": stage.open, "pace": stage.pace, "focus": stage.focus}
    connection.execute(stages.insert().values(**row, version=before.version + 1))
    return read_stages(connection, [stage.workshop])[0]


def read_draft(connection: Connection, workshops: Sequence[str], response: str) -> Draft | None:
    """Read what a phone has saved in a response, for its participant to go on with; None where it is not a phone's.

    `workshops` are the ids under which it may lie, that which holds first.
    """
    wanted = responses.c.workshop.in_(workshops) & (responses.c.id == response) & (responses.c.channel == "web")
    rows = {row.workshop: row for row in connection.execute(select(responses).where(wanted))}
    row = next((rows[workshop] for workshop in workshops if workshop in rows), None)
    if row is None:
        return None
    columns = (answers.c.item, answers.c.value_text, answers.c.value_number)
    given = connection.execute(select(*columns).where(answers.c.response == row.key)).all()
    last = select(func.coalesce(func.max(saved_items.c.sequence), 0)).where(saved_items.c.response == row.key)
    return Draft(
        language=row.language,
        values={item: said if number is None else number for item, said, number in given},
        sequence=connection.execute(last).scalar_one(),
    )


def _compose_stage(workshop: str, row: Row) -> Stage:  # type: ignore[type-arg]  # it would name the row's columns
    return Stage(workshop=workshop, open=row.open, pace=cast(Pace, row.pace), focus=row.focus, version=row.version)


def _key(save: Save) -> _Key:
    return save.workshop, save.response


def _find_or_make_responses(
    connection: Connection, saves: Sequence[Save], former: FormerIds
) -> tuple[dict[_Key, int], dict[_Key, Gone]]:
    """Return each response's key; one that did not come from a phone has none here, nor has one that is gone."""
    keys = _find_responses(connection, saves, former)
    missing = {_key(save): save for save in saves if _key(save) not in keys}
    gone = _find_gone(connection, missing, former)
    new = {key: save for key, save in missing.items() if key not in gone}
    if not new:
        return keys, gone
    rows = [
        {"workshop": save.workshop, "id": save.response, "instrument": save.instrument}
        | {"language": save.language, "saved_at": save.saved_at}
        for save in new.values()
    ]
    connection.execute(_NEW_RESPONSE, rows)
    return keys | _find_responses(connection, list(new.values()), former), gone


def _find_gone(connection: Connection, keys: Collection[_Key], former: FormerIds) -> dict[_Key, Gone]:
    """Find responses that were erased, or that an undo took out: no phone brings them back."""
    stored = {(name, response): (now, response) for now, response in keys for name in former.list_ids(now)}
    gone: dict[_Key, Gone] = {stored[key]: "aside" for key in find_set_aside(connection, stored)}
    return gone | {stored[key]: "erased" for key in find_erased(connection, stored)}


def _find_responses(connection: Connection, saves: Sequence[Save], former: FormerIds) -> dict[_Key, int]:
    """Find what phones have begun, also under an id that their workshop had then."""
    keys: dict[_Key, int] = {}
    for workshop in sorted({save.workshop for save in saves}):
        ids = sorted({save.response for save in saves if save.workshop == workshop})
        for stored in reversed(former.list_ids(workshop)):
            wanted = (responses.c.workshop == stored) & responses.c.id.in_(ids) & (responses.c.channel == "web")
            for key, name in connection.execute(select(responses.c.key, responses.c.id).where(wanted)):
                keys[workshop, name] = key
    return keys


def _note_versions(connection: Connection, saves: Sequence[tuple[int, Save]]) -> None:
    """Let a response say the version that its phone shows now, where the form was opened anew since it began."""
    last = dict(sorted(saves, key=lambda pair: pair[1].sequence))
    stored = select(responses.c.key, responses.c.instrument).where(responses.c.key.in_(last))
    for key, version in connection.execute(stored).all() if last else ():
        if version != last[key].instrument:
            newer = (saved_items.c.response == key) & (saved_items.c.sequence > last[key].sequence)
            if connection.execute(select(saved_items.c.item).where(newer).limit(1)).first() is None:
                changed = update(responses).where(responses.c.key == key)
                connection.execute(changed.values(instrument=last[key].instrument))


def _write_values(connection: Connection, saves: Sequence[tuple[int, Save]]) -> None:
    """Write the values that no later save has spoken for."""
    if not saves:
        return
    items = {item for _, save in saves for item, _ in save.values}
    wanted = saved_items.c.response.in_({key for key, _ in saves}) & saved_items.c.item.in_(items)
    last = {(row.response, row.item): row.sequence for row in connection.execute(select(saved_items).where(wanted))}
    now: dict[_Place, Value] = {}
    for key, save in saves:
        for item, value in save.values:
            if save.sequence >= last.get((key, item), 0):
                last[key, item] = save.sequence
                now[key, item] = value
    _keep_collected(connection, now)
    _write_many(connection, now, last)


def _keep_collected(connection: Connection, places: Collection[_Place]) -> None:
    """Keep the values that a file had brought and a phone is about to change: nothing that was collected is lost."""
    wanted = answers.c.response.in_({key for key, _ in places}) & answers.c.item.in_({item for _, item in places})
    rows = connection.execute(select(answers).where(wanted & answers.c.take.is_not(None))).all()
    kept = [row._asdict() for row in rows if (row.response, row.item) in places]
    if kept:
        connection.execute(insert(superseded), kept)


def _write_many(connection: Connection, now: dict[_Place, Value], last: dict[_Place, int]) -> None:
    rows = [({"response": key, "item": item}, last[key, item], value) for (key, item), value in now.items()]
    sequences = [{**place, "sequence": sequence} for place, sequence, _ in rows]
    gone = [place for place, _, value in rows if value is None]
    given = [{**place, **_split(value)} for place, _, value in rows if value is not None]
    for statement, parameters in ((_NEW_SEQUENCE, sequences), (_NO_ANSWER, gone), (_NEW_ANSWER, given)):
        if parameters:
            connection.execute(statement, parameters)


def _split(value: str | int) -> dict[str, Value]:
    """Give a value its column."""
    words, number = (value, None) if isinstance(value, str) else (None, value)
    return {"value_text": words, "value_number": number}
