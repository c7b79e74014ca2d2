"""Turn one question's counts into what a room is shown of them: bars, a scale, ranks, points, dots, words, cards. Pure.

The projector's pages and the charts in decks are made from the same values, so that they cannot differ. Every figure
is `model/figures.py`'s. What nobody has chosen is shown as nothing, never left out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.model.figures import (
    WordCount,
    count_choices,
    count_first_places,
    count_points_of_scale,
    count_words,
    describe_points,
    describe_position,
    describe_ranks,
    describe_scale,
    find_share,
)
from toolkit.model.instrument import Instrument, compose_items
from toolkit.model.programme import Programme
from toolkit.model.question import Choice, Question
from toolkit.model.response import Response
from toolkit.model.room import ValueCounts
from toolkit.model.spread import Spread
from toolkit.model.tally import Figures, settle_value, tally_responses
from toolkit.model.text import Text
from toolkit.model.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many chose a choice, and their share of those who answered the question."""

    id: str
    label: Text
    count: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Choices: one choice each in the order asked, several with those chosen by most first."""

    bars: tuple[Bar, ...]
    several: bool


@dataclass(frozen=True, kw_only=True)
class ScaleBars:
    """How many gave each point of a scale, from the lowest to the highest, and what the values look like together."""

    counts: tuple[tuple[int, int], ...]
    low: Text
    high: Text
    spread: Spread


@dataclass(frozen=True, kw_only=True)
class Rank:
    """A choice's mean rank over the `n` who ranked it (None where nobody did), and how many put it first."""

    id: str
    label: Text
    mean: float | None
    n: int
    first: int


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """Choices with the best mean rank first; `last` is the rank that the last one can have."""

    ranks: tuple[Rank, ...]
    last: int


@dataclass(frozen=True, kw_only=True)
class Portion:
    """A choice's mean points over all who answered."""

    id: str
    label: Text
    mean: float | None


@dataclass(frozen=True, kw_only=True)
class Portions:
    """Choices with most points first; `total` is what each person distributed."""

    portions: tuple[Portion, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Dot:
    """Where a choice stands on average: effort and effect over those who placed it on that axis. `n` placed it."""

    id: str
    label: Text
    effort: float
    effect: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Dots:
    """The choices that somebody has placed, in the order asked, on axes from 1 to `grid`; `unplaced` are the others."""

    dots: tuple[Dot, ...]
    grid: int
    unplaced: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words, the most frequent first."""

    words: tuple[WordCount, ...]


@dataclass(frozen=True, kw_only=True)
class Card:
    """One open answer and how many others agree with it. `number` names it, and tells nobody who."""

    number: int
    text: str
    agreeing: int = 0


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Open answers, in the order they are to be read."""

    cards: tuple[Card, ...] = ()


Shown = Bars | ScaleBars | Ranks | Portions | Dots | Words | Cards


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a question's answers look like: `answered` of the `responses` returned hold an answer to it."""

    question: Question
    responses: int
    answered: int
    shown: Shown = field(default_factory=Cards)


def find_figures(question: Question, counted: ValueCounts) -> Figures | None:
    """Turn counts made by the database into the figures that `tally_question` finds by reading every answer.

    None where an item holds a value that it cannot have: then only reading every answer tells who has answered.
    """
    items = {item.name: item for item in compose_items(question)}
    values: dict[str, Counter[str | int]] = {}
    for name, value, count in counted.values:
        settled = settle_value(items[name], value)
        if settled is None or settled == "":
            return None
        if question.kind != "text":
            values.setdefault(name, Counter())[settled] += count
    return Figures(responses=counted.responses, answered=counted.answered, values=values)


def tally_question(
    programme: Programme,
    workshop: Workshop,
    instrument: Instrument,
    question: Question,
    responses: Sequence[Response],
) -> Figures:
    """Count one question at one workshop, by the same rules as every summary."""
    items = instrument.items_of(question.id)
    alone = Instrument(
        programme=instrument.programme,
        workshop=workshop.id,
        version=instrument.version,
        questions=(question,),
        items=items,
    )
    names = {item.name for item in items}
    own = [_keep_items(response, names) for response in responses]
    summary = tally_responses(programme, (workshop,), {workshop.id: alone}, own)
    return summary.questions[0].total


def _keep_items(response: Response, names: set[str]) -> Response:
    answers = tuple(answer for answer in response.answers if answer.item in names)
    return Response(
        id=response.id,
        workshop=response.workshop,
        instrument=response.instrument,
        channel=response.channel,
        language=response.language,
        answers=answers,
    )


def compose_results(question: Question, figures: Figures, cards: Sequence[Card] = ()) -> Results:
    """Compose what is shown of a question; `cards` are its open answers, which are read and not counted."""
    return Results(
        question=question,
        responses=figures.responses,
        answered=figures.answered,
        shown=Cards(cards=tuple(cards)) if question.kind == "text" else _compose_shown(question, figures),
    )


def _compose_shown(question: Question, figures: Figures) -> Shown:
    match question.kind:
        case "choice" | "choices":
            return _compose_bars(question, figures)
        case "scale":
            return _compose_scale(question, figures)
        case "ranking":
            return _compose_ranks(question, figures)
        case "points":
            return _compose_portions(question, figures)
        case "quadrant":
            return _compose_dots(question, figures)
        case "words":
            return Words(words=count_words(question, figures))
        case "text":
            return Cards()


def _compose_bars(question: Question, figures: Figures) -> Bars:
    counts = count_choices(question, figures)
    bars = [
        Bar(
            id=choice.id,
            label=choice.text,
            count=counts[choice.id],
            share=find_share(counts[choice.id], figures.answered),
        )
        for choice in question.choices
    ]
    several = question.kind == "choices"
    if several:
        bars.sort(key=lambda bar: -bar.count)
    return Bars(bars=tuple(bars), several=several)


def _compose_scale(question: Question, figures: Figures) -> ScaleBars:
    scale = question.scale
    return ScaleBars(
        counts=tuple(count_points_of_scale(question, figures).items()),
        low=scale.low if scale else Text(),
        high=scale.high if scale else Text(),
        spread=describe_scale(question, figures),
    )


def _compose_ranks(question: Question, figures: Figures) -> Ranks:
    def compose(choice: Choice) -> Rank:
        spread = describe_ranks(question, choice.id, figures)
        first = count_first_places(question, choice.id, figures)
        return Rank(id=choice.id, label=choice.text, mean=spread.mean, n=spread.n, first=first)

    last = question.max_choices or len(question.choices)
    ranks = sorted(
        map(compose, question.choices),
        key=lambda rank: (rank.mean is None, rank.mean or 0, -rank.n),
    )
    return Ranks(ranks=tuple(ranks), last=last)


def _compose_portions(question: Question, figures: Figures) -> Portions:
    portions = [
        Portion(id=choice.id, label=choice.text, mean=describe_points(question, choice.id, figures).mean)
        for choice in question.choices
    ]
    portions.sort(key=lambda portion: -(portion.mean or 0))
    return Portions(portions=tuple(portions), total=question.total)


def _compose_dots(question: Question, figures: Figures) -> Dots:
    dots: list[Dot] = []
    unplaced: list[Text] = []
    for choice in question.choices:
        effort = describe_position(question, choice.id, "effort", figures)
        effect = describe_position(question, choice.id, "effect", figures)
        if effort.mean is None or effect.mean is None:
            unplaced.append(choice.text)
            continue
        dots.append(
            Dot(id=choice.id, label=choice.text, effort=effort.mean, effect=effect.mean, n=min(effort.n, effect.n))
        )
    return Dots(dots=tuple(dots), grid=question.grid, unplaced=tuple(unplaced))
