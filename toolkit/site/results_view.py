"""What a question's answers look like → what the projector's page shows, in words and numbers of one language. Pure.

Sizes are shares of the room there is, in percent. A view names the html template that draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from toolkit.chart.places import Box, LabelPlace, Spot, place_labels
from toolkit.model.question import Question
from toolkit.model.results import Bars, Cards, Dots, Portions, Ranks, Results, ScaleBars, Words
from toolkit.sheet.links import compose_typed_address
from toolkit.site.form import Form
from toolkit.site.text_room import LETTER, CardPage, SizedWord, arrange_cards, size_words
from toolkit.texts import Texts

FIELD_WIDTH, FIELD_HEIGHT = 1500.0, 560.0
_DOT = 13.0
_LABEL_SIZE = 34.0
_LABEL_LINE = 40.0
_LABEL_LETTERS = 22
_EDGE = 0.35
"""How far beyond its ends an axis runs, in steps, so that a dot at an end stands free."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a chart. `note` says more of the value, `start` and `size` are where its bar or dot stands."""

    key: str
    label: str
    value: str
    note: str = ""
    size: str = "0"


@dataclass(frozen=True, kw_only=True)
class BarsView:
    """Lying bars, one a choice."""

    template: ClassVar[str] = "results-bars.html"
    rows: tuple[Row, ...]
    caption: str


@dataclass(frozen=True, kw_only=True)
class ScaleView:
    """Standing bars, one a point of the scale, the mean below them at `mean_at`."""

    template: ClassVar[str] = "results-scale.html"
    rows: tuple[Row, ...]
    low: str
    high: str
    mean: str
    mean_at: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class RanksView:
    """A line a choice with a dot at its mean rank, from first to last."""

    template: ClassVar[str] = "results-ranks.html"
    rows: tuple[Row, ...]
    first: str
    last: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class DotView:
    """A choice in the field. `lines` are its label's, from (`x`, `y`) on; `lead` is where a line leads to it from."""

    key: str
    at: tuple[str, str]
    lines: tuple[str, ...]
    anchor: str
    x: str
    y: str
    lead: tuple[str, str] | None
    said: str


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """Effort and effect as a field of dots."""

    template: ClassVar[str] = "results-field.html"
    dots: tuple[DotView, ...]
    marks: tuple[tuple[str, str, str], ...]
    """Where each step of the axes lies: across, down (both in the field's units), its number."""
    unplaced: str
    caption: str
    middle: tuple[str, str]
    width: float = FIELD_WIDTH
    height: float = FIELD_HEIGHT


@dataclass(frozen=True, kw_only=True)
class WordsView:
    """Words sized by how often they were given."""

    template: ClassVar[str] = "results-words.html"
    words: tuple[SizedWord, ...]
    left_out: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class CardsView:
    """Open answers as pages of cards; all of them are sent, one is shown at a time."""

    template: ClassVar[str] = "results-cards.html"
    pages: tuple[CardPage, ...]
    count: int
    caption: str


@dataclass(frozen=True, kw_only=True)
class ResultsView:
    """The page of a question's answers. `state` is `hidden`, `empty` or `shown`; `body` is there in the last only.

    `join` is empty where the form takes no more answers. `tone` is the number of the question's insight, or 1.
    """

    title: str
    kicker: str
    state: str
    turnout: str
    join: str
    code: str
    tone: int
    body: "Body | None" = None


Body = BarsView | ScaleView | RanksView | FieldView | WordsView | CardsView


def compose_body(results: Results, texts: Texts) -> Body:
    """Compose what stands between heading and footer."""
    shown = results.shown
    match shown:
        case Bars():
            return _compose_bars(shown, texts)
        case ScaleBars():
            return _compose_scale(shown, texts)
        case Ranks():
            return _compose_ranks(shown, texts)
        case Portions():
            return _compose_portions(shown, texts)
        case Dots():
            return _compose_field(shown, texts)
        case Words():
            words, left_out = size_words(shown.words)
            more = texts.plural("and {n} more word", "and {n} more words", left_out) if left_out else ""
            return WordsView(words=words, left_out=more, caption=texts("The larger, the more people wrote it"))
        case Cards():
            return _compose_cards(shown, results.answered, texts)


def compose_results_view(
    form: Form, question: Question, results: Results, *, shown: bool, open_: bool, texts: Texts
) -> ResultsView:
    """Compose the whole page. Without `shown` nothing of the answers is in it but how many there are."""
    programme, step = form.programme, form.programme.step(question.step)
    insight = programme.insight(question.insight)
    heading = (form.workshop.group.name, step.title.say(texts.language) if step else "")
    return ResultsView(
        title=question.text.say(texts.language),
        kicker=" · ".join(part for part in heading if part),
        state=("shown" if results.answered else "empty") if shown else "hidden",
        turnout=say_turnout(results.answered, form.workshop.expected, texts),
        join=texts("{start} · code", start=compose_typed_address(form.links.start)) if open_ else "",
        code=form.links.code,
        tone=insight.number if insight else 1,
        body=compose_body(results, texts) if shown and results.answered else None,
    )


def say_turnout(answered: int, expected: int | None, texts: Texts) -> str:
    """Say how many have answered, of those expected where that is known and not passed."""
    if expected and answered <= expected:
        return texts("{n} of {expected} have answered", n=answered, expected=expected)
    return texts.plural("{n} has answered", "{n} have answered", answered)


def _write(share: float) -> str:
    """Write a size in percent, short and always the same."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".")


def _compose_cards(shown: Cards, answered: int, texts: Texts) -> CardsView:
    number = len(shown.cards)
    caption = texts("Answers in people's own words")
    if any(one.agreeing < two.agreeing for one, two in pairwise(shown.cards)):
        caption = texts("The latest first")
    elif any(card.agreeing for card in shown.cards):
        caption = texts("Those that most agree with first")
    elif number < answered:
        caption = texts("The latest {n} answers", n=number)
    return CardsView(pages=arrange_cards(shown.cards), count=number, caption=caption)


def _compose_bars(shown: Bars, texts: Texts) -> BarsView:
    most = max((bar.count for bar in shown.bars), default=0)
    caption = texts("Several answers each") if shown.several else texts("One answer each")
    rows = tuple(
        Row(
            key=bar.id,
            label=bar.label.say(texts.language),
            value=str(bar.count),
            note=texts.percent(bar.share) if bar.share is not None else "",
            size=_write(bar.count / most if most else 0),
        )
        for bar in shown.bars
    )
    return BarsView(rows=rows, caption=caption)


def _compose_portions(shown: Portions, texts: Texts) -> BarsView:
    most = max((portion.mean or 0 for portion in shown.portions), default=0)
    rows = tuple(
        Row(
            key=portion.id,
            label=portion.label.say(texts.language),
            value=texts.decimal(portion.mean) if portion.mean is not None else "–",
            size=_write((portion.mean or 0) / most if most else 0),
        )
        for portion in shown.portions
    )
    return BarsView(rows=rows, caption=texts("Mean points of {total}", total=shown.total))


def _compose_scale(shown: ScaleBars, texts: Texts) -> ScaleView:
    most = max((count for _, count in shown.counts), default=0)
    low, high, mean = shown.counts[0][0], shown.counts[-1][0], shown.spread.mean
    rows = tuple(
        Row(key=str(point), label=str(point), value=str(count), size=_write(count / most if most else 0))
        for point, count in shown.counts
    )
    said = ""
    if mean is not None and shown.spread.median is not None:
        facts = {"mean": texts.decimal(mean), "median": texts.decimal(shown.spread.median)}
        said = texts("Mean {mean} · median {median}", **facts)
    # Columns stand side by side, each as wide: a point's middle is half a column in.
    at = (mean - low + 0.5) / (high - low + 1) if mean is not None else 0
    return ScaleView(
        rows=rows,
        low=shown.low.say(texts.language),
        high=shown.high.say(texts.language),
        mean=said,
        mean_at=_write(at) if mean is not None else "",
        caption=texts("How many gave each number"),
    )


def _compose_ranks(shown: Ranks, texts: Texts) -> RanksView:
    rows = tuple(
        Row(
            key=rank.id,
            label=rank.label.say(texts.language),
            value=texts.decimal(rank.mean) if rank.mean is not None else "–",
            note=texts.plural("first for {n}", "first for {n}", rank.first) if rank.first else "",
            size=_write((rank.mean - 1) / max(1, shown.last - 1)) if rank.mean is not None else "",
        )
        for rank in shown.ranks
    )
    return RanksView(
        rows=rows,
        first=texts("1 = first"),
        last=texts("{last} = last", last=shown.last),
        caption=texts("Mean rank"),
    )


def _compose_field(shown: Dots, texts: Texts) -> FieldView:
    def across(effort: float) -> float:
        return (effort - 1 + _EDGE) / (shown.grid - 1 + 2 * _EDGE) * FIELD_WIDTH

    def down(effect: float) -> float:
        return FIELD_HEIGHT - (effect - 1 + _EDGE) / (shown.grid - 1 + 2 * _EDGE) * FIELD_HEIGHT

    labels = [_break_label(dot.label.say(texts.language)) for dot in shown.dots]
    spots = [
        Spot(
            x=across(dot.effort),
            y=down(dot.effect),
            width=max(map(len, lines)) * _LABEL_SIZE * LETTER + 8,
            height=len(lines) * _LABEL_LINE,
        )
        for dot, lines in zip(shown.dots, labels, strict=True)
    ]
    places = place_labels(spots, FIELD_WIDTH, FIELD_HEIGHT, gap=_DOT)
    dots = tuple(
        _compose_dot(dot.id, spot, lines, place, _say_dot(dot.label.say(texts.language), dot.effort, dot.effect, texts))
        for dot, spot, lines, place in zip(shown.dots, spots, labels, places, strict=True)
    )
    middle = 1 + (shown.grid - 1) / 2
    unplaced = ", ".join(label.say(texts.language) for label in shown.unplaced)
    return FieldView(
        dots=dots,
        marks=tuple((f"{across(step):.0f}", f"{down(step):.0f}", str(step)) for step in range(1, shown.grid + 1)),
        unplaced=texts("Not placed yet: {names}", names=unplaced) if unplaced and dots else "",
        caption=texts("Means of everyone who placed each one"),
        middle=(f"{across(middle):.0f}", f"{down(middle):.0f}"),
    )


def _say_dot(label: str, effort: float, effect: float, texts: Texts) -> str:
    facts = {"effort": texts.decimal(effort), "effect": texts.decimal(effect)}
    return texts("{label}: effort {effort}, effect {effect}", label=label, **facts)


def _break_label(label: str) -> tuple[str, ...]:
    """Break a label over two lines at most; what is longer than that is cut, and read out whole."""
    if len(label) <= _LABEL_LETTERS:
        return (label,)
    words = label.split()
    first = ""
    while words and len(f"{first} {words[0]}".strip()) <= _LABEL_LETTERS:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    if not first:
        first, rest = label[: _LABEL_LETTERS - 1] + "-", label[_LABEL_LETTERS - 1 :]
    return (first, rest if len(rest) <= _LABEL_LETTERS else rest[: _LABEL_LETTERS - 1].rstrip() + "…")


def _compose_dot(key: str, spot: Spot, lines: Sequence[str], place: LabelPlace | None, said: str) -> DotView:
    at = (f"{spot.x:.1f}", f"{spot.y:.1f}")
    if place is None:
        return DotView(key=key, at=at, lines=(), anchor="start", x="0", y="0", lead=None, said=said)
    box = place.box
    lead = None
    if place.led:
        # The nearest point of the label's edge to the dot.
        x = min(max(spot.x, box.x), box.x + box.width)
        y = min(max(spot.y, box.y), box.y + box.height)
        lead = (f"{x:.1f}", f"{y:.1f}")
    anchor, x = _find_anchor(spot, box)
    return DotView(
        key=key, at=at, lines=tuple(lines), anchor=anchor, x=f"{x:.1f}", y=f"{box.y:.1f}", lead=lead, said=said
    )


def _find_anchor(spot: Spot, box: Box) -> tuple[str, float]:
    """Let a label begin or end next to its dot; above or below, it stands in the middle of its place."""
    if box.x >= spot.x:
        return "start", box.x + 4
    if box.x + box.width <= spot.x:
        return "end", box.x + box.width - 4
    return "middle", box.x + box.width / 2
