"""Instrument and made-up texts → example responses, the same each time for the same workshop.

Nobody gave these answers. Each response is called Exempel/Example in its label, and the summary's title says so.
"""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.instrument import Instrument, Item
from toolkit.model.question import Question
from toolkit.model.response import Answer, Channel, Response
from toolkit.model.workshop import Workshop
from toolkit.resources import find_template_folder

LABELS = {"sv": "Exempel {n}", "en": "Example {n}"}


@dataclass(frozen=True, kw_only=True)
class AnswerPool:
    """Texts by question id and language, those for any other question, and how often a choice or point is drawn."""

    texts: Mapping[str, Mapping[str, Sequence[str]]]
    other: Mapping[str, Mapping[str, Sequence[str]]]
    """Texts for a question that the program does not know, by its kind (text, words) and language."""
    weights: Mapping[str, Mapping[str, int]]


def read_answer_pool() -> AnswerPool:
    """Read the made-up texts that come with the program."""
    content = tomllib.loads((find_template_folder("demo") / "answers.toml").read_text(encoding="utf-8"))
    return AnswerPool(texts={**content["text"], **content["words"]}, other=content["other"], weights=content["weights"])


def compose_responses(
    workshop: Workshop, instrument: Instrument, pool: AnswerPool, count: int, channel: Channel = "xlsx"
) -> tuple[Response, ...]:
    """Draw `count` responses; the draw depends on the workshop's id alone."""
    draw = random.Random(workshop.id)  # noqa: S311  example answers, not secrets
    return tuple(_compose_response(workshop, instrument, pool, number, channel, draw) for number in range(1, count + 1))


def _compose_response(
    workshop: Workshop, instrument: Instrument, pool: AnswerPool, number: int, channel: Channel, draw: random.Random
) -> Response:
    answers: list[Answer] = []
    for question in instrument.questions:
        if question.required or draw.random() < 0.8:
            items = instrument.items_of(question.id)
            answers.extend(_draw_answers(question, items, workshop.language, pool, draw))
    return Response(
        id=f"{number}",
        workshop=workshop.id,
        instrument=instrument.version,
        channel=channel,
        language=workshop.language,
        label=LABELS[workshop.language].format(n=number),
        answers=tuple(answers),
    )


def _draw_answers(
    question: Question, items: Sequence[Item], language: str, pool: AnswerPool, draw: random.Random
) -> list[Answer]:
    """Draw the answers to one question, as people give them: within its limits, and leaning to some choices."""
    match question.kind:
        case "text" | "words":
            return _draw_texts(question, items, language, pool, draw)
        case "choice":
            return [Answer(item=items[0].name, value=_draw_weighted(items[0].choices, pool, question, draw))]
        case "scale":
            points = [str(point) for point in range(items[0].low, items[0].high + 1)]
            return [Answer(item=items[0].name, value=int(_draw_weighted(points, pool, question, draw)))]
        case "choices":
            most = question.max_choices or len(items)
            return [Answer(item=item.name, value=1) for item in draw.sample(items, draw.randint(1, most))]
        case "ranking":
            ranked = sorted(items, key=lambda item: items.index(item) + draw.gauss(0, 1.6))[: items[0].high]
            return [Answer(item=item.name, value=rank) for rank, item in enumerate(ranked, start=1)]
        case "points":
            shares = _draw_shares(len(items), question.total, draw)
            return [Answer(item=item.name, value=share) for item, share in zip(items, shares, strict=True)]
        case "quadrant":
            return [Answer(item=item.name, value=_draw_position(item, items, draw)) for item in items]


def _draw_texts(
    question: Question, items: Sequence[Item], language: str, pool: AnswerPool, draw: random.Random
) -> list[Answer]:
    texts = pool.texts.get(question.id, pool.other[question.kind]).get(language, ())
    drawn = draw.sample(texts, min(len(items), len(texts)))
    return [Answer(item=item.name, value=text) for item, text in zip(items, drawn, strict=False)]


def _draw_weighted(values: Sequence[str], pool: AnswerPool, question: Question, draw: random.Random) -> str:
    weights = pool.weights.get(question.id, {})
    return draw.choices(values, [weights.get(value, 1) for value in values])[0]


def _draw_shares(count: int, total: int, draw: random.Random) -> list[int]:
    """Split the total in steps of five, the first choices getting more."""
    wishes = [draw.random() ** 2 * (count + 2 - index) for index in range(count)]
    shares = [int(total * wish / sum(wishes) / 5) * 5 for wish in wishes]
    shares[wishes.index(max(wishes))] += total - sum(shares)
    return shares


def _draw_position(item: Item, items: Sequence[Item], draw: random.Random) -> int:
    middle = (item.low + item.high) / 2
    lean = (items.index(item) / max(1, len(items) - 1) - 0.5) * (2 if item.axis == "effort" else -1.5)
    return min(item.high, max(item.low, round(draw.gauss(middle + lean, 1))))
