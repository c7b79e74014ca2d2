"""The chapters of the report: summary, by insight, question by question, group by group, next steps. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.document.values import Block, Bullets, Heading, Run, Table, Writing, compose_paragraph, say
from toolkit.model.comparison import Compared
from toolkit.model.planned_step import STATUS_ORDER, StepCount
from toolkit.model.programme import Insight
from toolkit.model.question import Question
from toolkit.model.results import compose_results
from toolkit.model.tally import QuestionTally
from toolkit.summary.compare.sentences import say_difference, say_no_difference
from toolkit.summary.decided_steps import count_decided, say_step_status
from toolkit.summary.report.charts import (
    compose_figure,
    compose_group_table,
    compose_theme_figure,
    compose_theme_table,
)
from toolkit.summary.report.sentences import limit, say_answered, say_result
from toolkit.summary.report.writer import (
    Writer,
    compose_quotes,
    compose_sentences,
    compose_withheld,
    rank_themes,
    say_themes,
)
from toolkit.summary.wording import say_count, say_mean

_MOST_SENTENCES = 6
_FEWEST_BARS = 3
"""Fewer themes than these are said in the sentence above, and need no chart."""


def compose_summary(writer: Writer) -> list[Block]:
    """Compose the first chapter: what lies behind, the main points, what differs, what has changed, conclusions."""
    texts, method = writer.texts, writer.analysis.method
    lead = texts.plural(
        "{responses} people or tables at {workshops} workshop have given {answers} answers. This is what they say"
        " together, where the groups differ, and what they want to do next.",
        "{responses} people or tables at {workshops} workshops have given {answers} answers. This is what they say"
        " together, where the groups differ, and what they want to do next.",
        method.workshops,
        responses=say_count(method.responses, texts),
        workshops=say_count(method.workshops, texts),
        answers=say_count(method.answers, texts),
    )
    blocks: list[Block] = [Heading(text=texts("Summary")), compose_paragraph(lead, "lead")]
    if writer.note:
        blocks.append(compose_paragraph(writer.note, "note"))
    blocks.append(Heading(text=texts("The main points"), level=2))
    points = [_compose_point(tally, writer) for tally in writer.questions if tally.question.closed]
    blocks.append(Bullets(items=tuple(point for point in points if point)))
    themes = rank_themes(writer.analysis.published.themes.rows)
    if themes:
        said = texts("What comes up most in the open answers: {themes}.", themes=say_themes(themes, writer, 5))
        blocks.append(compose_paragraph(said))
    blocks += _compose_differences(writer)
    blocks += [
        Heading(text=texts("Conclusions and decisions"), level=2),
        Writing(
            name="conclusions", prompt=texts("Write here what the management should conclude and decide."), lines=4
        ),
    ]
    return blocks


def _compose_point(tally: QuestionTally, writer: Writer) -> tuple[Run, ...]:
    said = say_result(compose_results(tally.question, tally.total), writer)
    return (Run(text=f"{_end(writer.say(tally.question.text))} ", bold=True), Run(text=said)) if said else ()


def _end(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".", "!")) else f"{sentence}."


def _compose_differences(writer: Writer) -> list[Block]:
    texts, view = writer.texts, writer.analysis.published
    blocks: list[Block] = [Heading(text=texts("Where the groups differ"), level=2)]
    found = [finding.said for finding in (*writer.differences, *writer.words)]
    if found:
        blocks += compose_sentences(limit(found, _MOST_SENTENCES))
        if len(found) > _MOST_SENTENCES:
            blocks.append(compose_paragraph(texts("More stands under each question and group.")))
    else:
        blocks.append(compose_paragraph(say_no_difference(view.groups, texts)))
    if view.waves.changes:
        blocks.append(Heading(text=texts("What has changed"), level=2))
        changed = [finding.said for finding in writer.changes]
        blocks += compose_sentences(limit(changed, _MOST_SENTENCES)) or [
            compose_paragraph(
                texts("No change is larger than chance allows, which does not show that all is as before.")
            )
        ]
    return blocks


def compose_insights(writer: Writer) -> list[Block]:
    """Compose the chapter by insight: its areas, its themes, its questions."""
    insights = writer.analysis.programme.insights
    if not insights:
        return []
    blocks: list[Block] = [Heading(text=writer.texts("By insight"), new_page=True)]
    for insight in insights:
        blocks.append(Heading(text=writer.say(insight.title), level=2))
        blocks += _compose_insight(insight, writer) or [
            compose_paragraph(writer.texts("No figures of this insight may be published yet."))
        ]
    return blocks


def _compose_insight(insight: Insight, writer: Writer) -> list[Block]:
    texts, themes = writer.texts, writer.analysis.published.themes
    blocks: list[Block] = []
    own = [
        row for row in themes.rows if (theme := writer.find_theme(row.quantity.theme)) and theme.insight == insight.id
    ]
    found = rank_themes(tuple(own))
    if found:
        said = texts("In the open answers, what comes up most is {themes}.", themes=say_themes(found, writer))
        blocks.append(compose_paragraph(said))
        if len(found) >= _FEWEST_BARS:
            figure = compose_theme_figure(found, texts("Share who bring up each theme"), writer, insight.number)
            blocks += [figure] if figure else []
    areas = _compose_area_table(insight, writer)
    blocks += [areas] if areas else []
    for tally in writer.questions:
        if tally.question.insight == insight.id and not tally.question.closed:
            blocks.append(Heading(text=writer.say(tally.question.text), level=3))
            blocks += _compose_open(tally, writer, insight.number, chart=False)
    quotes = tuple(quote for row in found[:3] for quote in writer.analysis.quotes_of(theme=row.quantity.theme))
    if quotes:
        blocks.append(Heading(text=texts("In the groups' own words"), level=3))
        blocks += compose_quotes(quotes, writer)
    return blocks


def _compose_area_table(insight: Insight, writer: Writer) -> Table | None:
    """Compose what each area under an insight was given: points, effort, effect."""
    texts = writer.texts
    areas = [area for area in writer.analysis.programme.areas if area.insight == insight.id]
    kinds = {
        ("points", ""): texts("Points"),
        ("position", "effort"): texts("Effort"),
        ("position", "effect"): texts("Effect"),
    }
    figures: dict[tuple[str, tuple[str, str]], float] = {}
    for rows in writer.rows.values():
        for row in rows:
            key = (row.quantity.unit, row.quantity.axis)
            if key in kinds and row.total.value is not None:
                figures.setdefault((row.quantity.choice, key), row.total.value)
    used = [key for key in kinds if any(at == key for _, at in figures)]
    lines = tuple(
        (writer.say(area.title), *(_say(figures.get((area.id, key)), writer) for key in used))
        for area in areas
        if any((area.id, key) in figures for key in used)
    )
    if not lines:
        return None
    return Table(
        caption=texts("The areas under the insight, on average"),
        header=(texts("Area"), *(kinds[key] for key in used)),
        rows=lines,
        numeric=(False, *(True for _ in used)),
        widths=(1 - 0.13 * len(used), *(0.13 for _ in used)),
        source=writer.source,
        alt=texts("One row for each area."),
    )


def _say(value: float | None, writer: Writer) -> str:
    return "–" if value is None else say_mean(value, writer.texts)


def compose_questions(writer: Writer) -> list[Block]:
    """Compose the chapter question by question, under the programme's steps."""
    blocks: list[Block] = [Heading(text=writer.texts("Question by question"), new_page=True)]
    steps = {step.id: step for step in writer.analysis.programme.steps}
    last = ""
    for tally in writer.questions:
        step = steps.get(tally.question.step)
        if tally.question.step != last and step:
            blocks.append(Heading(text=writer.say(step.title), level=2))
        last = tally.question.step
        blocks.append(Heading(text=writer.say(tally.question.text), level=3))
        number = _find_insight(tally.question, writer)
        blocks += (
            _compose_closed(tally, writer, number)
            if tally.question.kind != "text"
            else _compose_open(tally, writer, number)
        )
    return blocks + _compose_left_out(writer)


def _compose_left_out(writer: Writer) -> list[Block]:
    """Say which questions have no figures: withheld, or answered by nobody."""
    texts = writer.texts
    every = writer.analysis.working.summary.questions
    hidden = [writer.say(each.question.text) for each in every if writer.tally(each.question.id) is None]
    silent = [
        writer.say(each.question.text) for each in every if writer.tally(each.question.id) and not each.total.answered
    ]
    blocks: list[Block] = []
    if hidden:
        said = texts("Fewer than {minimum} answered these:", minimum=writer.analysis.method.minimum)
        blocks.append(Heading(text=texts("Questions that are withheld"), level=2))
        blocks += [compose_paragraph(said), Bullets(items=tuple(map(say, hidden)))]
    if silent:
        blocks.append(Heading(text=texts("Questions that nobody answered"), level=2))
        blocks.append(Bullets(items=tuple(map(say, silent))))
    return blocks


def _find_insight(question: Question, writer: Writer) -> int:
    found = writer.analysis.programme.insight(question.insight)
    return found.number if found else 0


def _compose_closed(tally: QuestionTally, writer: Writer, insight: int) -> list[Block]:
    question = tally.question
    results = compose_results(question, tally.total)
    blocks: list[Block] = [compose_paragraph(f"{say_result(results, writer)} {say_answered(results, writer)}".strip())]
    figure = compose_figure(question, results.shown, writer, insight)
    blocks += [figure] if figure else []
    rows = writer.rows.get(question.id, [])
    table = compose_group_table(question, rows, writer)
    if table:
        blocks.append(table)
        blocks += compose_withheld(writer.list_withheld(question.id), writer, merged=any(row.merged for row in rows))
    found = (*writer.differences, *writer.changes, *writer.words)
    return blocks + compose_sentences([finding.said for finding in found if finding.question == question.id])


def _compose_open(tally: QuestionTally, writer: Writer, insight: int, *, chart: bool = True) -> list[Block]:
    question, texts = tally.question, writer.texts
    rows = rank_themes(writer.analysis.published.themes.by_question.get(question.id, ()))
    said = say_answered(compose_results(question, tally.total), writer)
    if rows:
        said = f"{texts('What comes up most: {themes}.', themes=say_themes(rows, writer))} {said}"
    blocks: list[Block] = [compose_paragraph(said)]
    if chart and len(rows) >= _FEWEST_BARS:
        figure = compose_theme_figure(rows, texts("Share who bring up each theme"), writer, insight)
        blocks += [figure] if figure else []
    blocks += compose_quotes(writer.analysis.quotes_of(question=question.id), writer)
    if not chart:
        return blocks
    found = (*writer.differences, *writer.words)
    return blocks + compose_sentences([finding.said for finding in found if finding.question == question.id])


def compose_groups(writer: Writer) -> list[Block]:
    """Compose the chapter group by group: how many, what sets it apart, what it brings up, its own words."""
    blocks: list[Block] = [Heading(text=writer.texts("Group by group"), new_page=True)]
    for group, name in writer.analysis.names.items():
        shown = [tally.groups[group] for tally in writer.questions if group in tally.groups]
        counts = [figures.responses for figures in shown if figures.answered]
        blocks.append(Heading(text=name, level=2))
        blocks += _compose_group(group, max(counts, default=0), writer)
    return blocks


def _compose_group(group: str, responses: int, writer: Writer) -> list[Block]:
    texts = writer.texts
    if not responses:
        said = texts(
            "The group's figures are withheld: fewer than {minimum} of it have answered any one question, or the"
            " figures would let those of another group be worked out.",
            minimum=writer.analysis.method.minimum,
        )
        return [compose_paragraph(said)]
    themes = _rank_group_themes(writer.analysis.published.themes.rows, group)
    said = texts.plural("{n} response.", "{n} responses.", responses)
    if themes:
        said += " " + texts("What the group brings up most: {themes}.", themes=say_themes(themes, writer))
    blocks: list[Block] = [compose_paragraph(said)]
    compared = writer.analysis.published.groups.about(group)
    own = [say_difference(each, writer.analysis.names, texts) for each in compared if each.gap.named]
    own += [finding.said for finding in (*writer.changes, *writer.words) if finding.group == group]
    if own:
        blocks += compose_sentences(limit(own, _MOST_SENTENCES))
    elif compared:
        blocks.append(compose_paragraph(texts("No difference from the others is larger than chance allows.")))
    else:
        blocks.append(compose_paragraph(texts("There are too few answers to compare it with the others yet.")))
    return blocks + compose_quotes(writer.analysis.quotes_of(group=group), writer, 3, named=False)


def _rank_group_themes(rows: Sequence[Compared], group: str) -> list[Compared]:
    own = [replace(row, total=row.groups[group]) for row in rows if group in row.groups]
    return rank_themes(tuple(own))


def compose_steps(writer: Writer) -> list[Block]:
    """Compose the chapter on next steps: which themes they gather in, by group, and in their own words."""
    texts, analysis = writer.texts, writer.analysis
    rows = rank_themes(analysis.published.themes.steps)
    decided = count_decided(analysis, texts)
    quotes = tuple(quote for question in analysis.step_questions for quote in analysis.quotes_of(question=question))
    if not rows and not quotes and not decided:
        return []
    blocks: list[Block] = [Heading(text=texts("Next steps"), new_page=True)]
    if rows:
        said = texts("The next steps that the groups name are mostly about {themes}.", themes=say_themes(rows, writer))
        blocks.append(compose_paragraph(said))
        table = compose_theme_table(rows, texts("What the next steps are about"), writer)
        blocks += [table] if table else []
    if quotes:
        blocks.append(Heading(text=texts("In the groups' own words"), level=2))
        blocks += compose_quotes(quotes, writer, 8)
    blocks += _compose_decided(decided, writer)
    prompt = texts("Write here which of these steps are taken on, by whom, and by when.")
    blocks.append(Writing(name="next-steps", prompt=prompt, lines=4))
    return blocks


def _compose_decided(decided: Sequence[StepCount], writer: Writer) -> list[Block]:
    """Compose how many of the steps that were taken on stand how, by area; who takes them is not for the report."""
    if not decided:
        return []
    texts = writer.texts
    sums = [sum(each.counts[status] for each in decided) for status in STATUS_ORDER]
    said = texts.plural(
        "{n} next step has an owner, a day or a status. Done: {done}; under way: {going_on}.",
        "{n} next steps have an owner, a day or a status. Done: {done}; under way: {going_on}.",
        sum(sums),
        done=sums[STATUS_ORDER.index("done")],
        going_on=sums[STATUS_ORDER.index("going-on")],
    )
    lines = [(each.area, *map(str, each.counts.values()), str(each.total)) for each in decided]
    table = Table(
        caption=texts("Next steps that were taken on, by area and status"),
        header=(texts("Area"), *(say_step_status(status, texts).capitalize() for status in STATUS_ORDER), texts("All")),
        rows=(*lines, (texts("All"), *map(str, sums), str(sum(sums)))),
        numeric=(False, *(True for _ in range(len(STATUS_ORDER) + 1))),
        widths=(0.28, 0.13, 0.13, 0.11, 0.11, 0.13, 0.11),
        total=True,
        alt=texts("One row for each area and a last one for all."),
    )
    return [Heading(text=texts("How the next steps stand"), level=2), compose_paragraph(said), table]
