"""Read responses and answers out of the tables, and count them, inside a transaction. Talks to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, cast

from sqlalchemy import Connection, Select, func, select

from toolkit.model.response import Answer, Channel, Response
from toolkit.store.schema import answers, hidden_answers, responses


class AnswerRow(NamedTuple):
    """One answer with the response it belongs to; `text` or `number` is None."""

    workshop: str
    response: str
    item: str
    text: str | None
    number: int | None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How much is kept for a workshop; hidden responses are counted in `responses` and `answers` too."""

    workshop: str
    responses: int
    hidden: int
    answers: int


def read_responses(
    connection: Connection, workshops: Sequence[str] | None, *, hidden: bool, items: Sequence[str] | None
) -> tuple[Response, ...]:
    """Read responses with their answers, by workshop and id; `items` alone where they are named."""
    found = _only(select(responses), workshops, hidden).order_by(responses.c.workshop, responses.c.id)
    rows = connection.execute(found).all()
    given = _read_answers_by_key(connection, workshops, hidden, items)
    return tuple(
        Response(
            id=row.id,
            workshop=row.workshop,
            instrument=row.instrument,
            channel=cast(Channel, row.channel),
            language=row.language,
            label=row.label,
            submitted=row.submitted,
            answers=given.get(row.key, ()),
        )
        for row in rows
    )


def read_answers(connection: Connection, workshops: Sequence[str] | None, *, hidden: bool) -> list[AnswerRow]:
    """Read answers as plain rows, by workshop, response and item."""
    columns = (responses.c.workshop, responses.c.id, answers.c.item, answers.c.value_text, answers.c.value_number)
    found = _only(select(*columns).join_from(responses, answers), workshops, hidden)
    found = found if hidden else _leave_hidden_out(connection, found)
    return list(map(AnswerRow._make, connection.execute(found.order_by(*columns[:3])).all()))


def count_answers(connection: Connection) -> tuple[Count, ...]:
    """Count responses and answers per workshop."""
    each = select(answers.c.response, func.count().label("answers")).group_by(answers.c.response).subquery()
    found = (
        select(
            responses.c.workshop,
            func.count(),
            func.count().filter(responses.c.hidden),
            func.coalesce(func.sum(each.c.answers), 0),
        )
        .join_from(responses, each, responses.c.key == each.c.response, isouter=True)
        .group_by(responses.c.workshop)
        .order_by(responses.c.workshop)
    )
    return tuple(
        Count(workshop=workshop, responses=number, hidden=hidden, answers=int(given))
        for workshop, number, hidden, given in connection.execute(found)
    )


def _only(query: Select, workshops: Sequence[str] | None, hidden: bool) -> Select:  # type: ignore[type-arg]
    # Select's type argument names its columns, which differ from call to call and do not matter here.
    if workshops is not None:
        query = query.where(responses.c.workshop.in_(workshops))
    return query if hidden else query.where(~responses.c.hidden)


def _leave_hidden_out(connection: Connection, query: Select) -> Select:  # type: ignore[type-arg]  # as in _only
    """Leave hidden answers out. Most stores have none, and 100 000 answers need not be looked up among none."""
    if connection.execute(select(hidden_answers.c.item).limit(1)).first() is None:
        return query
    same = (hidden_answers.c.response == answers.c.response) & (hidden_answers.c.item == answers.c.item)
    return query.where(~select(hidden_answers.c.item).where(same).exists())


def _read_answers_by_key(
    connection: Connection, workshops: Sequence[str] | None, hidden: bool, items: Sequence[str] | None
) -> dict[int, tuple[Answer, ...]]:
    columns = (answers.c.response, answers.c.item, answers.c.value_text, answers.c.value_number)
    found = _only(select(*columns).join_from(responses, answers), workshops, hidden)
    found = found if hidden else _leave_hidden_out(connection, found)
    found = found if items is None else found.where(answers.c.item.in_(items))
    rows = connection.execute(found.order_by(answers.c.response, answers.c.item)).all()
    return {
        key: tuple(Answer(item=item, value=text if number is None else number) for _, item, text, number in group)
        for key, group in groupby(rows, key=itemgetter(0))
    }
