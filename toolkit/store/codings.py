"""Keep and read what people said that answers are about, inside a transaction. Talks to the database.

Codings are only ever added: of several of one answer the last one holds, and the earlier ones tell the history.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from toolkit.model.answer_key import AnswerKey
from toolkit.model.themes import HumanCoding
from toolkit.store.schema import codings, responses


def read_codings(connection: Connection) -> dict[AnswerKey, HumanCoding]:
    """Read the coding that holds for each answer that a person has coded; also where it was given back since."""
    columns = (codings.c.item, codings.c.themes, codings.c.digest, codings.c.released)
    found = (
        select(responses.c.workshop, responses.c.id, *columns)
        .join_from(codings, responses, codings.c.response == responses.c.key)
        .order_by(codings.c.number)
    )
    read = [
        HumanCoding(
            answer=AnswerKey(workshop, response, item), themes=tuple(themes.split()), digest=digest, released=released
        )
        for workshop, response, item, themes, digest, released in connection.execute(found)
    ]
    return {coding.answer: coding for coding in read}


def write_codings(connection: Connection, made: Sequence[HumanCoding], coded_at: str) -> tuple[HumanCoding, ...]:
    """Add the codings that say something else than what holds; returns those that were added.

    Codings of responses that are not in the store are passed over: there is nothing for them to be about.
    """
    holding = read_codings(connection)
    keys = {
        (workshop, name): key
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    new = tuple(
        coding
        for coding in made
        if (coding.answer.workshop, coding.answer.response) in keys and holding.get(coding.answer) != coding
    )
    rows = [
        {
            "response": keys[coding.answer.workshop, coding.answer.response],
            "item": coding.answer.item,
            "themes": " ".join(coding.themes),
            "digest": coding.digest,
            "released": coding.released,
            "coded_at": coded_at,
        }
        for coding in new
    ]
    if rows:
        connection.execute(insert(codings), rows)
    return new
