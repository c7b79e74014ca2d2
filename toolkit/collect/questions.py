"""Check one response's values question by question: sums, ranks, numbers of ticks, whole points, required ones. Pure.

In: the instrument, and a response's values by item name (blank ones absent), without the items whose cells are at
fault. Out: what is wrong, with the item to point at. Points that were distributed get a 0 where the cell was left
blank, because that is what it means.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.collect.asked import list_names
from toolkit.collect.messages import (
    HALF_A_POINT,
    POINTS_SUM,
    RANK_GAP,
    RANK_TWICE,
    REQUIRED_BLANK,
    TOO_MANY_TICKS,
)
from toolkit.errors import Message
from toolkit.model.instrument import Instrument, Item
from toolkit.model.question import Question

Values = dict[str, str | int]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong with a question as a whole; `item` is where to point."""

    item: Item
    message: Message
    facts: Mapping[str, object]
    notice: bool = False


Check = Callable[[Values, str], Iterator[Finding]]
"""Takes a response's values and the language to say alternatives in; yields what is wrong."""


def compose_checks(instrument: Instrument) -> tuple[tuple[Question, Check], ...]:
    """Return the checks of the questions that have any."""
    checks: list[tuple[Question, Check]] = []
    for question in instrument.questions:
        items = instrument.items_of(question.id)
        compose = _CHECKS.get(question.kind)
        if compose is not None:
            checks.append((question, compose(question, items)))
        if question.required:
            checks.append((question, _compose_required(items)))
    return tuple(checks)


def _compose_points(question: Question, items: tuple[Item, ...]) -> Check:
    names = tuple(item.name for item in items)

    def check(values: Values, _language: str) -> Iterator[Finding]:
        given = [int(values[name]) for name in names if name in values]
        if not given:
            return
        if sum(given) == question.total:
            for name in names:
                values.setdefault(name, 0)
        else:
            yield Finding(item=items[0], message=POINTS_SUM, facts={"found": sum(given), "total": question.total})

    return check


def _compose_ranks(question: Question, items: tuple[Item, ...]) -> Check:
    def check(values: Values, language: str) -> Iterator[Finding]:
        given = [(int(values[item.name]), item) for item in items if item.name in values]
        counts = Counter(rank for rank, _ in given)
        for rank, count in sorted(counts.items()):
            if count > 1:
                same = [item for found, item in given if found == rank]
                choices = list_names(_say_choice(question, item, language) for item in same)
                yield Finding(item=same[-1], message=RANK_TWICE, facts={"rank": rank, "choices": choices})
        missing = next((rank for rank in range(1, len(counts) + 1) if rank not in counts), 0)
        if missing and len(counts) == len(given):
            yield Finding(item=given[0][1], message=RANK_GAP, facts={"rank": missing})

    return check


def _compose_ticks(question: Question, items: tuple[Item, ...]) -> Check:
    def check(values: Values, _language: str) -> Iterator[Finding]:
        ticked = [item for item in items if values.get(item.name) == 1]
        if 0 < question.max_choices < len(ticked):
            facts = {"found": len(ticked), "limit": question.max_choices}
            yield Finding(item=ticked[-1], message=TOO_MANY_TICKS, facts=facts)

    return check


def _compose_quadrant(question: Question, items: tuple[Item, ...]) -> Check:
    pairs = tuple(zip(items[::2], items[1::2], strict=True))

    def check(values: Values, language: str) -> Iterator[Finding]:
        for effort, effect in pairs:
            if (effort.name in values) != (effect.name in values):
                blank = effect if effort.name in values else effort
                facts = {"choice": _say_choice(question, blank, language)}
                yield Finding(item=blank, message=HALF_A_POINT, facts=facts)

    return check


def _compose_required(items: tuple[Item, ...]) -> Check:
    def check(values: Values, _language: str) -> Iterator[Finding]:
        if not any(item.name in values for item in items):
            yield Finding(item=items[0], message=REQUIRED_BLANK, facts={}, notice=True)

    return check


_CHECKS: dict[str, Callable[[Question, tuple[Item, ...]], Check]] = {
    "points": _compose_points,
    "ranking": _compose_ranks,
    "choices": _compose_ticks,
    "quadrant": _compose_quadrant,
}


def _say_choice(question: Question, item: Item, language: str) -> str:
    return next((choice.text.say(language) for choice in question.choices if choice.id == item.choice), item.name)
