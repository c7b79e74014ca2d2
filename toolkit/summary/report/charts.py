"""A question's published figures, or themes' shares → a chart with its words, and the same figures by group. Pure."""

from collections.abc import Sequence

from toolkit.chart.values import Chart, ChartKind, Series
from toolkit.document.values import Figure, Table
from toolkit.model.comparison import Compared, Estimate
from toolkit.model.question import Question
from toolkit.model.results import Bars, Cards, Dots, Portions, Ranks, ScaleBars, Shown, Words
from toolkit.summary.report.writer import Writer
from toolkit.summary.wording import say_count, say_mean, say_share
from toolkit.texts import Texts

MOST_WORDS = 12
_MOST_COLUMNS = 7
_LARGEST_LISTED = 12


def compose_figure(question: Question, shown: Shown, writer: Writer, insight: int) -> Figure | None:
    """Compose the chart of a closed question; None where there is nothing to draw."""
    texts = writer.texts
    match shown:
        case Bars():
            bars = [(writer.say(bar.label), round((bar.share or 0) * 100)) for bar in shown.bars]
            caption = texts("Share who chose each alternative, per cent")
            return _compose(writer, "bar", bars, texts("Per cent"), caption, insight)
        case ScaleBars():
            counts = [(str(point), float(count)) for point, count in shown.counts]
            ends = f"{shown.counts[0][0]} = {writer.say(shown.low)}, {shown.counts[-1][0]} = {writer.say(shown.high)}"
            caption = texts("How many gave each point of the scale")
            return _compose(writer, "column", counts, texts("Number of answers"), caption, insight, x_title=ends)
        case Ranks():
            ranks = [(writer.say(rank.label), round(rank.mean, 1)) for rank in shown.ranks if rank.mean is not None]
            return _compose(writer, "bar", ranks, texts("Mean rank (1 is first)"), texts("Mean rank"), insight, "0.0")
        case Portions():
            points = [(writer.say(each.label), round(each.mean or 0, 1)) for each in shown.portions]
            measure = texts("Mean points of {total}", total=shown.total)
            return _compose(writer, "bar", points, measure, texts("Average points"), insight, "0.0")
        case Dots():
            return _compose_field(question, shown, writer, insight)
        case Words():
            words = [(word.word, float(word.count)) for word in shown.words[:MOST_WORDS]]
            caption = texts("Words that several have given")
            return _compose(writer, "bar", words, texts("Times given"), caption, insight)
        case Cards():
            return None


def compose_theme_figure(rows: Sequence[Compared], caption: str, writer: Writer, insight: int = 0) -> Figure | None:
    """Compose how large a share brings up each theme."""
    bars = [(writer.say(row.quantity.label), float(round((row.total.value or 0) * 100))) for row in rows]
    return _compose(writer, "bar", bars, writer.texts("Per cent of those who answered"), caption, insight)


def _compose(
    writer: Writer,
    kind: ChartKind,
    rows: Sequence[tuple[str, float]],
    measure: str,
    caption: str,
    insight: int,
    number_format: str = "0",
    x_title: str = "",
) -> Figure | None:
    if not any(value for _, value in rows):
        return None
    chart = Chart(
        kind=kind,
        categories=tuple(name for name, _ in rows),
        series=(Series(name=measure, values=tuple(value for _, value in rows)),),
        alt=_describe(caption, rows, number_format, writer),
        source=writer.source,
        number_format=number_format,
        x_title=x_title,
        y_title=measure,
    )
    return Figure(chart=chart, caption=caption, insight=insight)


def _describe(caption: str, rows: Sequence[tuple[str, float]], number_format: str, writer: Writer) -> str:
    """Say a chart's figures: all where they are few, else the largest and the smallest."""
    tell = say_mean if number_format == "0.0" else say_count
    if len(rows) <= _LARGEST_LISTED:
        said = "; ".join(f"{name}: {tell(value, writer.texts)}" for name, value in rows)
    else:
        high, low = max(rows, key=lambda row: row[1]), min(rows, key=lambda row: row[1])
        said = writer.texts(
            "largest {high} ({most}), smallest {low} ({least})",
            high=high[0],
            most=tell(high[1], writer.texts),
            low=low[0],
            least=tell(low[1], writer.texts),
        )
    return f"{caption}. {said}. {writer.note}".strip()


def _compose_field(question: Question, shown: Dots, writer: Writer, insight: int) -> Figure | None:
    if not shown.dots:
        return None
    texts = writer.texts
    choices = {choice.id: choice for choice in question.choices}
    names = [writer.name_choice(question, choices[dot.id]) for dot in shown.dots]
    efforts = tuple(round(dot.effort, 1) for dot in shown.dots)
    effects = tuple(round(dot.effect, 1) for dot in shown.dots)
    caption = texts("Effort and effect, average on a scale from 1 to {high}", high=shown.grid)
    said = "; ".join(
        texts("{name}: effort {effort}, effect {effect}", name=n, effort=say_mean(a, texts), effect=say_mean(b, texts))
        for n, a, b in zip(names, efforts, effects, strict=True)
    )
    chart = Chart(
        kind="scatter",
        categories=tuple(names),
        series=(Series(name=texts("Effort"), values=efforts), Series(name=texts("Effect"), values=effects)),
        alt=f"{caption}. {said}. {writer.note}".strip(),
        source=writer.source,
        number_format="0.0",
        x_title=texts("Effort, from little to much"),
        y_title=texts("Effect, from little to much"),
    )
    return Figure(chart=chart, caption=caption, insight=insight)


def compose_group_table(question: Question, rows: Sequence[Compared], writer: Writer) -> Table | None:
    """Compose a question's figures by group: a group a row where the alternatives fit as columns, else the reverse."""
    rows = [row for row in rows if row.quantity.axis != "effort" or question.kind != "quadrant"]
    if question.kind == "quadrant" or not rows:
        return None  # two figures an area and group are more than a page can show: they stand in the workbook
    if question.kind == "scale":
        return _compose_scale_table(rows[0], writer)
    choices = {choice.id: choice for choice in question.choices}
    names = [writer.name_choice(question, choices[row.quantity.choice]) for row in rows]
    groups = [
        group for group in writer.analysis.names if any(row.groups[group].n for row in rows if group in row.groups)
    ]
    if not groups:
        return None
    caption = _say_group_caption(question, writer.texts)
    lines = [
        _compose_line(writer.analysis.names[group], [row.groups.get(group) for row in rows], writer, question)
        for group in groups
    ]
    if any(row.merged for row in rows):
        lines.append(_compose_line(writer.texts("Other groups"), [row.others for row in rows], writer, question))
    lines.append(_compose_line(writer.texts("All"), [row.total for row in rows], writer, question))
    header = (writer.texts("Group"), "n", *names)
    if len(names) > _MOST_COLUMNS:
        return None
    return Table(
        caption=caption,
        header=header,
        rows=tuple(lines),
        numeric=(False, *(True for _ in header[1:])),
        source=writer.source,
        total=True,
        alt=writer.texts("One row for each group and a last one for all."),
    )


def _compose_line(name: str, figures: Sequence[Estimate | None], writer: Writer, question: Question) -> tuple[str, ...]:
    most = max((figure.n for figure in figures if figure), default=0)
    return (name, str(most) if most else "–", *(_say_figure(figure, question, writer.texts) for figure in figures))


def _compose_scale_table(row: Compared, writer: Writer) -> Table | None:
    texts, names = writer.texts, writer.analysis.names
    if not any(figure.n for figure in row.groups.values()):
        return None
    lines = [(names[group], figure) for group, figure in row.groups.items() if figure.n]
    if row.merged:
        lines.append((texts("Other groups"), row.others))
    lines.append((texts("All"), row.total))
    return Table(
        caption=texts("Mean by group, with its uncertainty"),
        header=(texts("Group"), "n", texts("Mean"), texts("95 per cent interval")),
        rows=tuple(
            (name, str(figure.n), _say_mean(figure.value, texts), say_interval(figure, texts)) for name, figure in lines
        ),
        numeric=(False, True, True, True),
        widths=(0.5, 0.1, 0.15, 0.25),
        source=writer.source,
        total=True,
        alt=texts("One row for each group and a last one for all."),
    )


def compose_theme_table(rows: Sequence[Compared], caption: str, writer: Writer) -> Table | None:
    """Compose how large a share of each group brings up each theme: a theme a row, with everyone's interval."""
    texts = writer.texts
    if not rows:
        return None
    lines = []
    for row in rows:
        most = max(row.groups.items(), key=lambda pair: pair[1].value or 0, default=None)
        said = f"{writer.analysis.names[most[0]]} ({say_share(most[1].value or 0, texts)})" if most else "–"
        lines.append(
            (
                writer.say(row.quantity.label),
                say_share(row.total.value or 0, texts),
                say_interval(row.total, texts),
                said,
            )
        )
    return Table(
        caption=caption,
        header=(texts("Theme"), texts("Share"), texts("95 per cent interval"), texts("Most in")),
        rows=tuple(lines),
        numeric=(False, True, True, False),
        widths=(0.34, 0.11, 0.2, 0.35),
        source=writer.source,
        alt=texts("One row for each theme, the most frequent first."),
    )


def say_interval(figure: Estimate, texts: Texts) -> str:
    """Say the limits of a figure: "3.1–4.2"; a dash where they cannot be estimated."""
    if figure.low is None or figure.high is None:
        return "–"
    if max(abs(figure.low), abs(figure.high)) <= 1 and figure.value is not None and figure.value <= 1:
        return f"{say_count(figure.low * 100, texts)}–{say_share(figure.high, texts)}"
    return f"{say_mean(figure.low, texts)}–{say_mean(figure.high, texts)}"


def _say_figure(figure: Estimate | None, question: Question, texts: Texts) -> str:
    if figure is None or figure.value is None:
        return "–"
    return say_share(figure.value, texts) if question.kind in ("choice", "choices") else say_mean(figure.value, texts)


def _say_mean(value: float | None, texts: Texts) -> str:
    return "–" if value is None else say_mean(value, texts)


def _say_group_caption(question: Question, texts: Texts) -> str:
    match question.kind:
        case "points":
            return texts("Average points by group")
        case "ranking":
            return texts("Mean rank by group (1 is first)")
        case _:
            return texts("Share who chose each alternative, by group")
