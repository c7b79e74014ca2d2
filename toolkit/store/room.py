"""What the facilitator's console and the room need of the store: shown, hidden, agreed with, counted, links.

Hiding marks an answer and keeps it: it is left out of every result, also after its participant changes it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, func, insert, select, update

from toolkit.errors import Place
from toolkit.model.former_ids import FormerIds
from toolkit.model.room import FacilitatorLink, RoomAnswer, Show, Turnout, ValueCounts
from toolkit.store.engine import lock_store, translate_faults, write_transaction
from toolkit.store.schema import agreements, answers, facilitator_links, hidden_answers, responses, shows


class RoomStore:
    """The store as the room uses it; made by `Store.room`."""

    def __init__(self, engine: Engine, place: Place, former: FormerIds) -> None:
        self._engine = engine
        self._place = place
        self._former = former

    def read_shows(self, workshop: str) -> dict[str, Show]:
        """Read what a workshop's room is shown, by question id; a question that is not there is not shown."""
        ids = self._former.list_ids(workshop)
        with self._reading() as connection:
            rows = connection.execute(select(shows).where(shows.c.workshop.in_(ids))).all()
        return {
            row.question: Show(question=row.question, results=row.results, agreeing=row.agreeing)
            for row in sorted(rows, key=lambda row: -ids.index(row.workshop))  # the own one last: it holds
        }

    def write_show(self, workshop: str, show: Show) -> None:
        """Set what a workshop's room is shown of a question."""
        here = (shows.c.workshop == workshop) & (shows.c.question == show.question)
        with self._writing() as connection:
            connection.execute(delete(shows).where(here))
            row = {"workshop": workshop, "question": show.question, "results": show.results, "agreeing": show.agreeing}
            connection.execute(insert(shows).values(row))

    def read_words(
        self,
        workshop: str,
        items: Sequence[str],
        *,
        hidden: bool = False,
        most: int | None = None,
        by_agreement: bool = False,
    ) -> tuple[RoomAnswer, ...]:
        """Read answers in words with how many agree, the latest response first and at most `most`.

        Hidden ones only where asked for. `by_agreement`: those that most agree with first.
        """
        agreed = (
            select(agreements.c.agreed, agreements.c.item, func.count().label("agreeing"))
            .group_by(agreements.c.agreed, agreements.c.item)
            .subquery()
        )
        order = (func.coalesce(agreed.c.agreeing, 0).desc(),) if by_agreement else ()
        same = (hidden_answers.c.response == answers.c.response) & (hidden_answers.c.item == answers.c.item)
        query = (
            select(
                answers.c.response,
                answers.c.item,
                answers.c.value_text,
                hidden_answers.c.item.is_not(None).label("hidden"),
                func.coalesce(agreed.c.agreeing, 0).label("agreeing"),
            )
            .join_from(responses, answers, responses.c.key == answers.c.response)
            .outerjoin(hidden_answers, same)
            .outerjoin(agreed, (agreed.c.agreed == answers.c.response) & (agreed.c.item == answers.c.item))
            .where(self._is_of(workshop) & answers.c.item.in_(items) & ~responses.c.hidden)
            .where(answers.c.value_text.is_not(None))
            .order_by(*order, answers.c.response.desc(), answers.c.item)
        )
        with self._reading() as connection:
            shown = query if hidden else query.where(hidden_answers.c.item.is_(None))
            rows = connection.execute(shown.limit(most)).all()
        return tuple(
            RoomAnswer(number=number, item=item, text=text, hidden=bool(is_hidden), agreeing=agreeing)
            for number, item, text, is_hidden, agreeing in rows
        )

    def count_values(self, workshop: str, items: Sequence[str], *, ticks: bool = False) -> ValueCounts:
        """Count a question's answers by item and value in the database itself, without those that are hidden.

        A response whose `ticks` are all 0 has not answered.
        """
        marked = select(hidden_answers.c.item).where(
            (hidden_answers.c.response == answers.c.response) & (hidden_answers.c.item == answers.c.item)
        )
        here = self._is_of(workshop) & ~responses.c.hidden
        given = (
            select(answers.c.response, answers.c.item, answers.c.value_text, answers.c.value_number)
            .join_from(responses, answers, responses.c.key == answers.c.response)
            .where(here & answers.c.item.in_(items) & ~marked.exists())
        ).subquery()
        columns = (given.c.item, given.c.value_text, given.c.value_number)
        grouped = select(*columns, func.count()).group_by(*columns)
        answering = select(func.count(given.c.response.distinct()))
        if ticks:
            answering = answering.where(given.c.value_number != 0)
        with self._reading() as connection:
            rows = connection.execute(grouped).all()
            return ValueCounts(
                values=tuple((item, text if number is None else number, count) for item, text, number, count in rows),
                answered=connection.execute(answering).scalar_one(),
                responses=connection.execute(select(func.count()).select_from(responses).where(here)).scalar_one(),
            )

    def hide_answer(self, workshop: str, number: int, item: str, *, hidden: bool) -> bool:
        """Mark an answer hidden, or take the mark away; False where the workshop has no such answer."""
        with self._writing() as connection:
            if connection.execute(self._find_answer(workshop, number, item)).one_or_none() is None:
                return False
            here = (hidden_answers.c.response == number) & (hidden_answers.c.item == item)
            connection.execute(delete(hidden_answers).where(here))
            if hidden:
                connection.execute(insert(hidden_answers).values(response=number, item=item))
        return True

    def count_hidden(self, workshops: Sequence[str]) -> int:
        """Count the answers of workshops that are hidden, one by one or with their whole response."""
        same = (hidden_answers.c.response == answers.c.response) & (hidden_answers.c.item == answers.c.item)
        query = (
            select(func.count())
            .select_from(responses)
            .join(answers, responses.c.key == answers.c.response)
            .outerjoin(hidden_answers, same)
            .where(
                responses.c.workshop.in_(self._former.list_all(workshops))
                & (responses.c.hidden | hidden_answers.c.item.is_not(None))
            )
        )
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def agree(self, workshop: str, response: str, number: int, item: str, *, agrees: bool) -> bool:
        """Note that a response agrees with another's answer, or no longer does.

        False where there is no such response or answer in the workshop, or it is the response's own, or hidden.
        """
        own = select(responses.c.key).where(self._is_of(workshop) & (responses.c.id == response))
        marked = (hidden_answers.c.response == number) & (hidden_answers.c.item == item)
        with self._writing() as connection:
            key = connection.execute(own.order_by(responses.c.key)).scalars().first()
            found = connection.execute(self._find_answer(workshop, number, item)).one_or_none()
            hidden = connection.execute(select(hidden_answers.c.item).where(marked)).one_or_none()
            if key is None or found is None or hidden is not None or key == number:
                return False
            row = {"response": key, "agreed": number, "item": item}
            here = [agreements.c[name] == value for name, value in row.items()]
            connection.execute(delete(agreements).where(*here))
            if agrees:
                connection.execute(insert(agreements).values(row))
        return True

    def read_agreed(self, workshop: str, response: str) -> frozenset[tuple[int, str]]:
        """Read what a response agrees with: the numbers and items of answers."""
        query = (
            select(agreements.c.agreed, agreements.c.item)
            .join_from(agreements, responses, agreements.c.response == responses.c.key)
            .where(self._is_of(workshop) & (responses.c.id == response))
        )
        with self._reading() as connection:
            return frozenset((number, item) for number, item in connection.execute(query))

    def find_number(self, workshop: str, response: str) -> int | None:
        """Return the number of a response, or None where the workshop has none with that id."""
        own = select(responses.c.key).where(self._is_of(workshop) & (responses.c.id == response))
        with self._reading() as connection:
            return connection.execute(own.order_by(responses.c.key)).scalars().first()

    def read_turnout(self) -> dict[str, Turnout]:
        """Count responses with an answer by workshop and channel."""
        answered = select(answers.c.response).where(answers.c.response == responses.c.key).exists()
        query = (
            select(responses.c.workshop, responses.c.channel, func.count())
            .where(~responses.c.hidden & answered)
            .group_by(responses.c.workshop, responses.c.channel)
            .order_by(responses.c.workshop, responses.c.channel)
        )
        found: dict[str, dict[str, int]] = {}
        with self._reading() as connection:
            for workshop, channel, number in connection.execute(query):
                channels = found.setdefault(self._former.find_now(workshop), {})
                channels[channel] = channels.get(channel, 0) + number
        return {workshop: Turnout(workshop=workshop, channels=channels) for workshop, channels in found.items()}

    def read_links(self) -> tuple[FacilitatorLink, ...]:
        """Read the facilitators' links that hold, the oldest first."""
        query = select(facilitator_links).where(facilitator_links.c.revoked_at.is_(None))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(facilitator_links.c.made_at, facilitator_links.c.id)).all()
        return tuple(FacilitatorLink(id=row.id, made_at=row.made_at) for row in rows)

    def make_link(self, link: FacilitatorLink) -> FacilitatorLink:
        """Keep a new link, unless one holds already: then return that, so that a restart leads to the same place."""
        query = select(facilitator_links).where(facilitator_links.c.revoked_at.is_(None))
        with self._writing() as connection:
            held = connection.execute(query.order_by(facilitator_links.c.made_at, facilitator_links.c.id)).first()
            if held is not None:
                return FacilitatorLink(id=held.id, made_at=held.made_at)
            connection.execute(insert(facilitator_links).values(id=link.id, made_at=link.made_at))
        return link

    def revoke_links(self, revoked_at: str) -> int:
        """Revoke every link that holds, and with it every session that came by one; returns how many."""
        holding = facilitator_links.c.revoked_at.is_(None)
        with self._writing() as connection:
            return connection.execute(update(facilitator_links).where(holding).values(revoked_at=revoked_at)).rowcount

    def _is_of(self, workshop: str) -> ColumnElement[bool]:
        """Tell the responses of a workshop, under whatever id it had then."""
        return responses.c.workshop.in_(self._former.list_ids(workshop))

    def _find_answer(self, workshop: str, number: int, item: str) -> Select[tuple[int]]:
        """Find an answer of a workshop, so that nobody reaches that of another."""
        here = self._is_of(workshop) & (responses.c.key == number) & (answers.c.item == item)
        return select(responses.c.key).join_from(responses, answers, responses.c.key == answers.c.response).where(here)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translate_faults(self._place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translate_faults(self._place), write_transaction(self._engine) as connection:
            lock_store(connection)
            yield connection
