"""What a question's answers look like → the native chart that a results slide shows of them. Pure.

The same values as on the projector (`model/results.py`), in the same order. Open answers have no chart: their slide
keeps the link to the room's own view.
"""

from collections.abc import Sequence

from toolkit.chart.values import Chart, ChartKind, Series
from toolkit.deck.compose.chart_data import Figures
from toolkit.deck.compose.charts import compose_alt, compose_number_format
from toolkit.model.results import Bars, Cards, Dots, Portions, Ranks, Results, ScaleBars, Words
from toolkit.texts import Texts

MOST_WORDS = 10
"""More would be smaller than the back row can read; the projector's view has them all."""


def compose_results_chart(results: Results, texts: Texts) -> Chart | None:
    """Compose the chart, or None where the answers are read and not counted, or there are none."""
    if not results.answered:
        return None
    language, shown = texts.language, results.shown
    match shown:
        case Bars():
            rows = [(bar.label.say(language), float(bar.count)) for bar in shown.bars]
            return _compose(results, texts, "bar", rows, texts("Number of answers"))
        case ScaleBars():
            rows = [(_name_point(shown, point, language), float(count)) for point, count in shown.counts]
            return _compose(results, texts, "column", rows, texts("Number of answers"), mean=shown.spread.mean)
        case Ranks():
            ranked = [(rank.label.say(language), round(rank.mean, 1)) for rank in shown.ranks if rank.mean is not None]
            return _compose(results, texts, "bar", ranked, texts("Mean rank (1 is first)"))
        case Portions():
            points = [(portion.label.say(language), round(portion.mean or 0, 1)) for portion in shown.portions]
            return _compose(results, texts, "bar", points, texts("Mean points of {total}", total=shown.total))
        case Dots():
            return _compose_field(results, shown, texts)
        case Words():
            words = [(word.word, float(word.count)) for word in shown.words[:MOST_WORDS]]
            return _compose(results, texts, "bar", words, texts("Times given"))
        case Cards():
            return None


def say_answered(results: Results, texts: Texts) -> str:
    """Say how many answers the slide rests on."""
    return texts.plural("{n} person answered", "{n} people answered", results.answered)


def _name_point(scale: ScaleBars, point: int, language: str) -> str:
    ends = {scale.counts[0][0]: scale.low.say(language), scale.counts[-1][0]: scale.high.say(language)}
    return f"{point} {ends[point]}" if ends.get(point) else str(point)


def _compose(
    results: Results,
    texts: Texts,
    kind: ChartKind,
    rows: Sequence[tuple[str, float]],
    measure: str,
    mean: float | None = None,
) -> Chart:
    figures = Figures(
        categories=tuple(name for name, _ in rows),
        series=(Series(name=measure, values=tuple(value for _, value in rows)),),
    )
    said = [say_answered(results, texts)]
    if mean is not None:
        said.append(texts("mean {mean}", mean=texts.decimal(mean)))
    title = results.question.text.say(texts.language)
    return Chart(
        kind=kind,
        categories=figures.categories,
        series=figures.series,
        alt=compose_alt(kind, title, figures, figures.series, texts),
        source=" · ".join(said),
        number_format=compose_number_format(figures, texts.language),
        y_title=measure,
    )


def _compose_field(results: Results, shown: Dots, texts: Texts) -> Chart:
    names = tuple(dot.label.say(texts.language) for dot in shown.dots)
    efforts = Series(name=texts("Effort"), values=tuple(round(dot.effort, 1) for dot in shown.dots))
    effects = Series(name=texts("Effect"), values=tuple(round(dot.effect, 1) for dot in shown.dots))
    figures = Figures(categories=names, series=(efforts, effects))
    title = results.question.text.say(texts.language)
    return Chart(
        kind="scatter",
        categories=names,
        series=(efforts, effects),
        alt=compose_alt("scatter", title, figures, figures.series, texts),
        source=say_answered(results, texts),
        number_format=compose_number_format(figures, texts.language),
        span=(1, shown.grid),
        x_title=f"{texts('Effort')} →",
        y_title=f"{texts('Effect')} →",
    )
