"""Turn published figures into the charts of a feedback deck: a group beside all the others, and themes. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from toolkit.chart.values import Chart, ChartKind, Series
from toolkit.model.analysis import Analysis
from toolkit.model.comparison import Compared, Estimate
from toolkit.model.figures import count_points_of_scale
from toolkit.model.question import Question
from toolkit.model.tally import QuestionTally
from toolkit.model.text import Text
from toolkit.summary.wording import say_count, say_mean, say_share
from toolkit.texts import Texts

_MOST_THEMES = 7
_MOST_BARS = 6
"""Pairs of bars that stand apart from one another on a slide."""
_COMPARED_KINDS = ("scale", "choice", "choices", "points")
Say = Callable[[float, Texts], str]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question's figures in a group and in all the others together: a label, the group's figure, the others'."""

    question: Question
    rows: tuple[tuple[Text, Estimate, Estimate], ...]
    points: tuple[tuple[int, float, float], ...] = ()
    """Of a scale: each point's share in the group and among the others."""

    @property
    def sizes(self) -> tuple[int, int]:
        """How many answered in the group, and among the others."""
        return max(own.n for _, own, _ in self.rows), max(others.n for _, _, others in self.rows)


def find_others(row: Compared, group: str) -> Estimate | None:
    """Return everyone's figure less a group's; None where either is withheld, or nobody else answered."""
    own, total = row.groups.get(group), row.total
    if own is None or own.value is None or total.value is None or total.n <= own.n:
        return None
    n = total.n - own.n
    # What was added up are whole numbers, so that the sum is one, too.
    return Estimate(n=n, value=(round(total.value * total.n) - round(own.value * own.n)) / n)


def list_compared(analysis: Analysis, group: str) -> dict[str, Pair]:
    """Map each question that can be shown side by side to its figures in a group and among the others."""
    found: dict[str, Pair] = {}
    for tally in analysis.published.summary.questions:
        rows = [row for row in analysis.published.groups.rows if row.quantity.question == tally.question.id]
        pairs = [(row, row.groups.get(group), find_others(row, group)) for row in rows]
        whole = [(row, own, others) for row, own, others in pairs if own is not None and others is not None]
        if tally.question.kind in _COMPARED_KINDS and whole and len(whole) == len(rows) and group in tally.groups:
            found[tally.question.id] = Pair(
                question=tally.question,
                rows=tuple((row.quantity.label, own, others) for row, own, others in whole),
                points=_share_points(tally, group) if tally.question.kind == "scale" else (),
            )
    return found


def _share_points(tally: QuestionTally, group: str) -> tuple[tuple[int, float, float], ...]:
    own, total = (count_points_of_scale(tally.question, part) for part in (tally.groups[group], tally.total))
    n, others = sum(own.values()), sum(total.values()) - sum(own.values())
    return tuple((point, own[point] / n, (total[point] - own[point]) / others) for point in own)


def chart_compared(pair: Pair, texts: Texts) -> Chart:
    """Draw a question's figures in the group beside those of all the others."""
    question, (own_n, others_n) = pair.question, pair.sizes
    source = texts("{n} answered in your group, {m} in the others.", n=own_n, m=others_n)
    title = question.text.say(texts.language)
    if question.kind == "scale":
        names = [_name_point(question, point, texts.language) for point, _, _ in pair.points]
        values = [(own, others) for _, own, others in pair.points]
        chart = _compose("column", title, names, values, say_share, texts, source, texts("Share who chose it"))
        return replace(chart, title=say_compared(pair, texts))
    ordered = list(pair.rows)
    if question.kind != "choice":
        ordered = sorted(ordered, key=lambda row: -(row[1].value or 0))
    if len(ordered) > _MOST_BARS:
        ordered = ordered[: _MOST_BARS - 1]
        source = f"{source} {texts('Shown: your first {n} of {m}.', n=len(ordered), m=len(pair.rows))}"
    names = [label.say(texts.language) for label, _, _ in ordered]
    values = [(own.value or 0, others.value or 0) for _, own, others in ordered]
    points = question.kind == "points"
    measure = texts("Mean points of {total}", total=question.total) if points else texts("Share who chose it")
    chart = _compose("bar", title, names, values, say_count if points else say_share, texts, source, measure)
    return replace(chart, title=say_compared(pair, texts))


def chart_themes(
    rows: Sequence[Compared], scope: str, texts: Texts, measure: str, *, compared: bool = False
) -> Chart | None:
    """Draw the themes that most bring up, in a group or among everyone; None where there are none."""
    known = [(row, row.groups.get(scope) if scope else row.total, find_others(row, scope)) for row in rows]
    raised = [
        (row.quantity.label.say(texts.language), own, others)
        for row, own, others in known
        if own is not None and own.value is not None and (others is not None or not compared)
        if own.value or (compared and others is not None and others.value)
    ]
    chosen = sorted(raised, key=lambda each: -(each[1].value or 0))[: _MOST_BARS if compared else _MOST_THEMES]
    if not chosen:
        return None
    names = [name for name, _, _ in chosen]
    if compared:
        pairs = [(own.value or 0, others.value or 0 if others else 0) for _, own, others in chosen]
        sizes = {"n": chosen[0][1].n, "m": chosen[0][2].n if chosen[0][2] else 0}
        source = texts("{n} answered in your group, {m} in the others.", **sizes)
        return _compose("bar", texts("Themes"), names, pairs, say_share, texts, source, texts("Share who bring it up"))
    values = [(own.value or 0,) for _, own, _ in chosen]
    source = texts.plural("{n} person answered in their own words.", "{n} answered in their own words.", chosen[0][1].n)
    return _compose("bar", texts("Themes"), names, values, say_share, texts, source, measure)


def say_compared(pair: Pair, texts: Texts) -> str:
    """Say in a sentence what a group answered, and what the others did."""
    question = pair.question
    if question.kind == "scale":
        _, own, others = pair.rows[0]
        figures = {"own": say_mean(own.value or 0, texts), "others": say_mean(others.value or 0, texts)}
        highest = question.scale.high_value if question.scale else 0
        return texts("You: {own} on average of {highest}. The others: {others}.", highest=highest, **figures)
    first = max(pair.rows, key=lambda row: row[1].value or 0)
    second = max(pair.rows, key=lambda row: row[2].value or 0)
    tell: Say = say_count if question.kind == "points" else say_share
    facts = {
        "label": first[0].say(texts.language),
        "own": tell(first[1].value or 0, texts),
        "other_label": second[0].say(texts.language),
        "others": tell((first if first is second else second)[2].value or 0, texts),
    }
    if question.kind == "points":
        if first is second:
            return texts("Both you and the others give most to “{label}”: {own} and {others} points.", **facts)
        return texts("You give most to “{label}” ({own} points), the others to “{other_label}” ({others}).", **facts)
    if first is second:
        return texts("Both you and the others most often choose “{label}”: {own} and {others}.", **facts)
    return texts("You most often choose “{label}” ({own}), the others “{other_label}” ({others}).", **facts)


def _name_point(question: Question, point: int, language: str) -> str:
    scale = question.scale
    ends = {scale.low_value: scale.low, scale.high_value: scale.high} if scale else {}
    said = ends[point].say(language) if point in ends else ""
    return f"{point} {said}" if said else str(point)


def _compose(
    kind: ChartKind,
    title: str,
    names: Sequence[str],
    values: Sequence[tuple[float, ...]],
    say: Say,
    texts: Texts,
    source: str,
    measure: str,
) -> Chart:
    """Compose a chart of one series, or of the group's and the others'; its alternative text holds every figure."""
    two = len(values[0]) > 1
    heads = (texts("You"), texts("The others")) if two else (measure,)
    series = tuple(
        Series(name=head, values=tuple(round(value[at], 4) for value in values)) for at, head in enumerate(heads)
    )
    listed = "; ".join(
        f"{name} {texts(' against ').join(say(value, texts) for value in pair)}"
        for name, pair in zip(names, values, strict=True)
    )
    alt = (
        texts("Bar chart, you against the others: {title} {listed}.", title=title, listed=listed)
        if two
        else texts("Bar chart: {title}. {measure}: {listed}.", title=title, measure=measure, listed=listed)
    )
    share = say is say_share
    return Chart(
        kind=kind,
        categories=tuple(names),
        series=series,
        alt=alt,
        source=source,
        number_format=("0 %" if texts.language == "sv" else "0%") if share else "0",
        y_title=measure,
    )
