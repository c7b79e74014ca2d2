"""Keep and read what facilitators decided about publishing single answers, inside a transaction. Talks to the database.

Decisions are only ever added: of several about one answer the last one holds, and the earlier ones tell the history.
"""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Connection, insert, select

from toolkit.model.answer_key import AnswerKey
from toolkit.model.publication import Decision, Handling
from toolkit.store.schema import decisions, responses


def read_decisions(connection: Connection) -> dict[AnswerKey, Decision]:
    """Read the decision that holds for each answer, by workshop, response and item."""
    found = (
        select(
            responses.c.workshop,
            responses.c.id,
            decisions.c.item,
            decisions.c.digest,
            decisions.c.handling,
            decisions.c.quotable,
        )
        .join_from(decisions, responses, decisions.c.response == responses.c.key)
        .order_by(decisions.c.number)
    )
    read = [
        Decision(
            workshop=workshop,
            response=response,
            item=item,
            digest=digest,
            handling=cast(Handling, handling),  # only this program writes it
            quotable=quotable,
        )
        for workshop, response, item, digest, handling, quotable in connection.execute(found)
    ]
    return {decision.key: decision for decision in read}


def write_decisions(connection: Connection, made: Sequence[Decision], decided_at: str) -> tuple[Decision, ...]:
    """Add the decisions that say something else than what holds; returns those that were added.

    Decisions about responses that are not in the store are passed over: there is nothing for them to be about.
    """
    holding = read_decisions(connection)
    keys = {
        (workshop, name): key
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    new = tuple(
        decision
        for decision in made
        if (decision.workshop, decision.response) in keys and holding.get(decision.key) != decision
    )
    rows = [
        {
            "response": keys[decision.workshop, decision.response],
            "item": decision.item,
            "digest": decision.digest,
            "handling": decision.handling,
            "quotable": decision.quotable,
            "decided_at": decided_at,
        }
        for decision in new
    ]
    if rows:
        connection.execute(insert(decisions), rows)
    return new
