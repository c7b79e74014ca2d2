"""Turn workshops, instruments and responses into what was counted, per question, group and workshop. Pure.

Counting has two halves. `sift_responses` sets aside what cannot be counted (and says why); `tally_responses` counts
the rest. Everything a summary states is derived from these counts (`model/figures.py`), so that one figure cannot
differ between two places. The rules:

- a response *answers* a question when it holds at least one value for it; a tick of 0 is no value, as in a sheet
- shares and means of a question are taken over the responses that answered it, never over all returned ones
- a question counts as *asked* of a response whose version of the questions held it. What a version held is known from
  the store's record of it, or is what is asked now; where neither tells, it is what its responses answer
- answers under an id that a workshop had before are the workshop's; their own keys stay as they are stored
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from toolkit.model.answer_key import AnswerKey
from toolkit.model.instrument import Instrument, Item, compose_items
from toolkit.model.plain_text import tidy_text, tidy_word
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.response import Response
from toolkit.model.workshop import Group, Workshop

NO_RECORD: Mapping[str, frozenset[str]] = MappingProxyType({})
Reason = Literal["unknown-workshop", "unknown-item", "invalid-value", "blank"]
REASONS: tuple[Reason, ...] = ("unknown-workshop", "unknown-item", "invalid-value", "blank")


class Entry(NamedTuple):
    """An answer that counts. `first` marks the first one of a response to a question, so that n can be summed.

    A named tuple and not a dataclass, because a summary makes one per answer and they cost a third.
    """

    item: Item
    value: str | int
    first: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedResponse:
    """A response of a known workshop with the answers that count, in the instrument's order."""

    response: Response
    workshop: Workshop
    entries: tuple[Entry, ...]

    def key(self, item: str) -> AnswerKey:
        """Name one of its answers as the store does: by the id that its workshop had when it was answered."""
        return AnswerKey(self.response.workshop, self.response.id, item)


@dataclass(frozen=True, kw_only=True, order=True)
class LeftOut:
    """How many answers were left out, for one reason, of one workshop and item (both as written in the response)."""

    workshop: str
    item: str
    reason: Reason
    answers: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The counts of one question in some set of responses.

    `responses` were returned where the question was asked, `answered` of them hold an answer to it, and `values` maps
    each item's name to value → count (open texts are not counted by value).
    """

    responses: int = 0
    answered: int = 0
    values: Mapping[str, Mapping[str | int, int]]


@dataclass(frozen=True, kw_only=True)
class QuestionTally:
    """One question's figures in total, by group id and by workshop id; only those who were asked have an entry."""

    question: Question
    total: Figures
    groups: Mapping[str, Figures]
    workshops: Mapping[str, Figures]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Everything counted over a programme's workshops; questions by step, workshops and groups in the plan's order."""

    workshops: tuple[Workshop, ...]
    groups: tuple[Group, ...]
    instruments: Mapping[str, Instrument]
    questions: tuple[QuestionTally, ...]
    responses: tuple[CountedResponse, ...]
    left_out: tuple[LeftOut, ...]
    lost_responses: int = 0
    """Responses of workshops that the programme does not (any longer) have."""
    asked: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Version of the questions → the ids of those that it held, of every version that a response answers."""
    inferred: tuple[str, ...] = ()
    """The versions of which that is known by their answers alone."""

    @cached_property
    def returned(self) -> Mapping[str, Mapping[str, int]]:
        """Workshop id → version of the questions → how many of its responses answer that one."""
        found: dict[str, Counter[str]] = {workshop.id: Counter() for workshop in self.workshops}
        for counted in self.responses:
            found[counted.workshop.id][counted.response.instrument] += 1
        return found

    def tally(self, question_id: str) -> QuestionTally | None:
        """Return a question's tally, or None where nobody was asked it."""
        return next((tally for tally in self.questions if tally.question.id == question_id), None)


def tally_responses(
    programme: Programme,
    workshops: Sequence[Workshop],
    instruments: Mapping[str, Instrument],
    responses: Iterable[Response],
    *,
    bank: Sequence[Question] = (),
    record: Mapping[str, frozenset[str]] = NO_RECORD,
) -> Summary:
    """Count every question over every workshop. `instruments` maps workshop id → the instrument asked there now.

    `bank` adds the questions that are in it and that no workshop is asked any more; `record` tells the ids of the
    questions that earlier versions held.
    """
    own = [instruments[workshop.id].questions for workshop in workshops]
    questions = order_questions(programme, [*own, bank])
    items = {item.name: item for question in questions for item in compose_items(question)}
    counted, left_out, lost = sift_responses(workshops, items, responses)
    asked = find_asked(instruments.values(), record, counted)
    by_workshop = _count_by_workshop(workshops, instruments, asked, counted)
    tallies = (_compose_tally(question, workshops, by_workshop) for question in questions)
    now = {question.id for asked_there in own for question in asked_there}
    known = {instrument.version for instrument in instruments.values()}
    return Summary(
        workshops=tuple(workshops),
        groups=_list_groups(workshops),
        instruments=instruments,
        questions=tuple(tally for tally in tallies if tally.workshops or tally.question.id in now),
        responses=counted,
        left_out=left_out,
        lost_responses=lost,
        asked=asked,
        inferred=tuple(version for version in asked if version not in record and version not in known),
    )


def _list_groups(workshops: Sequence[Workshop]) -> tuple[Group, ...]:
    """List the groups in the order met; what the first of a group's rows says of it holds."""
    groups: dict[str, Group] = {}
    for workshop in workshops:
        groups.setdefault(workshop.group.id, workshop.group)
    return tuple(groups.values())


def find_asked(
    instruments: Iterable[Instrument], record: Mapping[str, frozenset[str]], counted: Sequence[CountedResponse]
) -> dict[str, frozenset[str]]:
    """Return what each version held that a response answers: as recorded, as asked now, and whatever was answered."""
    now = {each.version: frozenset(question.id for question in each.questions) for each in instruments}
    answered: dict[str, set[str]] = {}
    for each in counted:
        answered.setdefault(each.response.instrument, set()).update(entry.item.question for entry in each.entries)
    nothing = frozenset[str]()
    return {
        version: frozenset(found) | record.get(version, nothing) | now.get(version, nothing)
        for version, found in answered.items()
    }


def order_questions(programme: Programme, lists: Sequence[Sequence[Question]]) -> tuple[Question, ...]:
    """Join lists of questions, by step and then in the order in which the lists have them.

    A question that only later lists have comes right after the one that precedes it there.
    """
    ordered: list[Question] = []
    known: set[str] = set()
    for questions in lists:
        place = 0
        for question in questions:
            if question.id in known:
                place = next(n for n, other in enumerate(ordered, 1) if other.id == question.id)
            else:
                ordered.insert(place, question)
                known.add(question.id)
                place += 1
    numbers = {step.id: step.number for step in programme.steps}
    return tuple(sorted(ordered, key=lambda question: numbers.get(question.step, len(numbers) + 1)))


def sift_responses(
    workshops: Sequence[Workshop], items: Mapping[str, Item], responses: Iterable[Response]
) -> tuple[tuple[CountedResponse, ...], tuple[LeftOut, ...], int]:
    """Part what counts from what is left out; returns the counted responses, the left-out answers, the lost responses.

    Responses come back by workshop, in the plan's order, and within one in the order given.
    """
    by_workshop: dict[str, list[CountedResponse]] = {workshop.id: [] for workshop in workshops}
    known = {name: workshop for workshop in workshops for name in workshop.ids}
    order = {name: number for number, name in enumerate(items)}
    left_out: Counter[tuple[str, str, Reason]] = Counter()
    lost = 0
    for response in responses:
        workshop = known.get(response.workshop)
        if workshop is None:
            lost += 1
            left_out.update((response.workshop, answer.item, "unknown-workshop") for answer in response.answers)
            continue
        entries = _sift_answers(workshop.id, response, items, order, left_out)
        by_workshop[workshop.id].append(CountedResponse(response=response, workshop=workshop, entries=entries))
    counted = tuple(response for workshop in workshops for response in by_workshop[workshop.id])
    reported = tuple(
        LeftOut(workshop=workshop_id, item=item, reason=reason, answers=number)
        for (workshop_id, item, reason), number in sorted(left_out.items())
    )
    return counted, reported, lost


def _sift_answers(
    workshop: str,
    response: Response,
    items: Mapping[str, Item],
    order: Mapping[str, int],
    left_out: Counter[tuple[str, str, Reason]],
) -> tuple[Entry, ...]:
    answers = sorted(
        (answer for answer in response.answers if answer.item in items), key=lambda answer: order[answer.item]
    )
    if len(answers) < len(response.answers):
        unknown = (answer.item for answer in response.answers if answer.item not in items)
        left_out.update((workshop, name, "unknown-item") for name in unknown)
    entries: list[Entry] = []
    seen: set[str] = set()
    for answer in answers:
        item = items[answer.item]
        value = settle_value(item, answer.value)
        if value == "":
            left_out[workshop, item.name, "blank"] += 1
        elif value is None:
            left_out[workshop, item.name, "invalid-value"] += 1
        else:
            answering = not (item.kind == "tick" and value == 0)
            entries.append(Entry(item, value, answering and item.question not in seen))
            if answering:
                seen.add(item.question)
    return tuple(entries)


def settle_value(item: Item, value: str | int) -> str | int | None:
    """Return the value as counted, an empty text for a blank one, None where the item cannot hold it."""
    if item.numeric:
        return value if isinstance(value, int) and item.low <= value <= item.high else None
    if item.kind == "choice":
        return value if value in item.choices else None
    return tidy_word(str(value)) if item.kind == "word" else tidy_text(str(value))


class _Pile:
    """Counts of one question at one workshop while they grow."""

    def __init__(self) -> None:
        self.answered = 0
        self.values: dict[str, Counter[str | int]] = {}


def _count_by_workshop(
    workshops: Sequence[Workshop],
    instruments: Mapping[str, Instrument],
    asked: Mapping[str, frozenset[str]],
    counted: Sequence[CountedResponse],
) -> dict[tuple[str, str], Figures]:
    """Map (workshop id, question id) → figures, for what was asked there; before anybody has answered, is asked."""
    returned = Counter((each.workshop.id, each.response.instrument) for each in counted)
    asked_of: Counter[tuple[str, str]] = Counter()
    for (workshop_id, version), number in returned.items():
        asked_of.update({(workshop_id, question): number for question in asked[version]})
    met = {workshop_id for workshop_id, _ in returned}
    ahead = (
        (workshop.id, question.id)
        for workshop in workshops
        if workshop.id not in met
        for question in instruments[workshop.id].questions
    )
    piles = {key: _Pile() for key in (*asked_of, *ahead)}
    for response in counted:
        workshop_id = response.workshop.id
        for item, value, first in response.entries:
            pile = piles[workshop_id, item.question]
            pile.answered += first
            if item.kind != "text":
                counts = pile.values.get(item.name)
                if counts is None:
                    counts = pile.values[item.name] = Counter()
                counts[value] += 1
    return {
        key: Figures(responses=asked_of[key], answered=pile.answered, values=pile.values) for key, pile in piles.items()
    }


def _compose_tally(
    question: Question, workshops: Sequence[Workshop], by_workshop: Mapping[tuple[str, str], Figures]
) -> QuestionTally:
    asked = [workshop for workshop in workshops if (workshop.id, question.id) in by_workshop]
    figures = {workshop.id: by_workshop[workshop.id, question.id] for workshop in asked}
    by_group: dict[str, list[Figures]] = {}
    for workshop in asked:
        by_group.setdefault(workshop.group.id, []).append(figures[workshop.id])
    return QuestionTally(
        question=question,
        total=add_figures(figures.values()),
        groups={group_id: add_figures(parts) for group_id, parts in by_group.items()},
        workshops=figures,
    )


def add_figures(parts: Iterable[Figures]) -> Figures:
    """Add the counts of several sets of responses that share none."""
    responses = answered = 0
    values: dict[str, Counter[str | int]] = {}
    for part in parts:
        responses += part.responses
        answered += part.answered
        for name, counts in part.values.items():
            values.setdefault(name, Counter()).update(counts)
    return Figures(responses=responses, answered=answered, values=values)
