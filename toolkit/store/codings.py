"""Keep and read what people said that answers are about, inside a transaction. Talks to the database.

Codings are only ever added: of several of one answer the last one holds, and the earlier ones tell the history.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Table, func, insert, select, update

from toolkit.model.answer_key import AnswerKey
from toolkit.model.intake import WorkshopCount
from toolkit.model.review import ReviewedAnswer, ReviewOutcome
from toolkit.model.themes import HumanCoding
from toolkit.store.decisions import write_decisions
from toolkit.store.schema import codings, decisions, next_steps, own_steps, responses
from toolkit.store.takes import write_counts, write_take


def read_codings(connection: Connection) -> dict[AnswerKey, HumanCoding]:
    """Read the coding that holds for each answer that a person has coded; also where it was given back since."""
    return {answer: history[-1] for answer, history in read_history(connection).items()}


def read_history(connection: Connection) -> dict[AnswerKey, list[HumanCoding]]:
    """Read every coding of each answer, in the order in which they were taken in."""
    columns = (codings.c.item, codings.c.themes, codings.c.digest, codings.c.released)
    found = (
        select(responses.c.workshop, responses.c.id, *columns)
        .join_from(codings, responses, codings.c.response == responses.c.key)
        .order_by(codings.c.number)
    )
    history: dict[AnswerKey, list[HumanCoding]] = {}
    for workshop, response, item, themes, digest, released in connection.execute(found):
        answer = AnswerKey(workshop, response, item)
        coding = HumanCoding(answer=answer, themes=tuple(themes.split()), digest=digest, released=released)
        history.setdefault(answer, []).append(coding)
    return history


def write_review(
    connection: Connection, reviewed: Sequence[ReviewedAnswer], taken_at: str, same: Collection[int] = ()
) -> ReviewOutcome:
    """Add the codings and the decisions that say something else than what holds, and say what became of all.

    An answer that was coded anew after the worksheet was made keeps its newer coding where what the worksheet says was
    taken before: whoever collects a whole folder again must not undo what was done since. `same` are the intakes of
    earlier states of the same file: what they said is for it to change.
    """
    history = read_history(connection)
    keys = {
        (workshop, name): key
        for key, workshop, name in connection.execute(select(responses.c.key, responses.c.workshop, responses.c.id))
    }
    known = [one for one in reviewed if (one.answer.workshop, one.answer.response) in keys]
    own = _list_last_of(connection, codings, same)
    new: list[HumanCoding] = []
    stale: list[AnswerKey] = []
    overtaken: list[AnswerKey] = []
    for one in known:
        earlier = history.get(one.answer, [])
        if one.coding is None:
            new += [one.coding_back] if one.coding_back and one.answer in own and earlier[-1] != one.coding_back else []
            continue
        if not earlier or one.answer in own or _find_given(earlier[-1]) == one.before:
            new += [one.coding] if not earlier or earlier[-1] != one.coding else []
        elif one.coding in earlier:
            stale += [one.answer] if earlier[-1] != one.coding else []
        else:
            new.append(one.coding)
            overtaken.append(one.answer)
    rows = [_compose_row(coding, keys[coding.answer.workshop, coding.answer.response], taken_at) for coding in new]
    if rows:
        connection.execute(insert(codings), rows)
    decided = _list_last_of(connection, decisions, same)
    made = [each for one in known if (each := one.decision or (one.answer in decided and one.decision_back))]
    return ReviewOutcome(
        codings=tuple(new),
        decisions=write_decisions(connection, made, taken_at),
        stale=tuple(stale),
        overtaken=tuple(overtaken),
        unknown=tuple(
            one.answer for one in reviewed if one.changed and (one.answer.workshop, one.answer.response) not in keys
        ),
    )


def write_review_take(
    connection: Connection, outcome: ReviewOutcome, *, file: str, sha256: str, taken_at: str
) -> int | None:
    """Write an edited summary into the book of takes, and its number beside what it brought; None for nothing."""
    steps = outcome.steps.taken
    if not outcome.changed:
        return None
    take = write_take(connection, file=file, sha256=sha256, taken_at=taken_at, kind="coding")
    counted = Counter(answer.workshop for answer in set(outcome.changed) if answer.workshop)
    write_counts(connection, take, [WorkshopCount(workshop=name, changed=n) for name, n in sorted(counted.items())])
    answered = sum(not step.own for step in steps)
    for table, number in (
        (codings, len(outcome.codings)),
        (decisions, len(outcome.decisions)),
        (next_steps, answered),
    ):
        # What was just added has the highest numbers.
        last = select(table.c.number).order_by(table.c.number.desc()).limit(number)
        connection.execute(update(table).where(table.c.number.in_(last)).values(take=take))
    for step in steps:
        if step.own:
            of_step = own_steps.c.id == step.key.item
            latest = select(func.max(own_steps.c.version)).where(of_step).scalar_subquery()
            connection.execute(update(own_steps).where(of_step & (own_steps.c.version == latest)).values(take=take))
    return take


def _list_last_of(connection: Connection, table: Table, takes: Collection[int]) -> frozenset[AnswerKey]:
    """List the answers whose latest coding, or decision, one of the intakes brought."""
    found = (
        select(responses.c.workshop, responses.c.id, table.c.item, table.c.take)
        .join_from(table, responses, table.c.response == responses.c.key)
        .order_by(table.c.number)
    )
    last = {AnswerKey(*key): take for *key, take in connection.execute(found)} if takes else {}
    return frozenset(answer for answer, take in last.items() if take in takes)


def _find_given(coding: HumanCoding) -> tuple[str, ...] | None:
    """Return the themes that a person has given, or None where the answer was given back."""
    return None if coding.released else coding.themes


def _compose_row(coding: HumanCoding, response: int, taken_at: str) -> dict[str, object]:
    return {
        "response": response,
        "item": coding.answer.item,
        "themes": " ".join(coding.themes),
        "digest": coding.digest,
        "released": coding.released,
        "coded_at": taken_at,
    }
