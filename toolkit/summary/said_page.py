"""Write the pages of quotes by theme and of next steps gathered by area and theme. An edge.

Both are long tables that can be filtered. Next steps stand here whole, once each, under the theme that most share;
quotes as they may be published, once under each of their themes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.analysis import Analysis, Quote
from toolkit.model.answer_key import AnswerKey
from toolkit.model.tally import CountedResponse
from toolkit.summary.answers import Row, compose_response_name, name_language
from toolkit.summary.cell_text import cut_text
from toolkit.summary.list_page import Column, add_date_rule, list_open_answers, write_list
from toolkit.summary.page import Heading, Page


@dataclass(frozen=True, kw_only=True)
class GatheredStep:
    """A next step with its area and themes; `rank` puts what most share first, and what has no theme last."""

    counted: CountedResponse
    question: str
    text: str
    rank: int
    area: str
    themes: tuple[str, ...]


def gather_steps(analysis: Analysis, language: str) -> list[GatheredStep]:
    """Gather the next steps of all workshops: by area, within it by theme, most often asked for first."""
    rows = sorted(analysis.working.themes.steps, key=lambda row: -(row.total.value or 0))
    themes = [row.quantity.theme for row in rows]
    areas = {area.id: area.short.say(language) or area.title.say(language) for area in analysis.programme.areas}
    book = analysis.coding.book
    names = {theme: book.name(theme).say(language) for theme in themes}
    found = []
    for counted, question, text in list_open_answers(analysis.working.summary, set(analysis.step_questions)):
        key = AnswerKey(counted.workshop.id, counted.response.id, question)
        own = sorted(analysis.coding.themes_of(key), key=themes.index)
        first = book.theme(own[0]) if own else None
        found.append(
            GatheredStep(
                counted=counted,
                question=question,
                text=text,
                rank=themes.index(own[0]) if own else len(themes),
                area=areas.get(first.area, "") if first else "",
                themes=tuple(names[theme] for theme in own),
            )
        )
    best = {step.area: step.rank for step in sorted(found, key=lambda step: -step.rank)}
    return sorted(found, key=lambda step: (best[step.area], step.area, step.rank))


def write_gathered_steps(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write every next step once, by area and theme, with empty columns for who does it, when, and how it goes."""
    texts = page.texts
    columns = (
        Column(header=texts("Area"), width=26),
        Column(header=texts("Theme"), width=28),
        Column(header=texts("Next step"), width=70),
        Column(header=texts("Also about"), width=34),
        Column(header=texts("Owner"), width=20),
        Column(header=texts("Due date"), width=13, kind="date"),
        Column(header=texts("Group"), width=34),
        Column(header=texts("Date"), width=12, kind="date"),
        Column(header=texts("Question"), width=14),
        Column(header=texts("Response"), width=34),
    )
    top = page.write_heading(heading, [column.width for column in columns], back)
    steps = gather_steps(analysis, texts.language)

    def compose() -> Iterator[Row]:
        for step in steps:
            first, others = (step.themes[0], ", ".join(step.themes[1:])) if step.themes else (texts("No theme"), "")
            group, day = step.counted.workshop.group.name, step.counted.workshop.date
            response = compose_response_name(step.counted)
            own = (step.area, first, cut_text(step.text), others, None, None)
            yield (*own, group, day, step.question, response)

    write_list(page, top, texts("NextSteps"), columns, compose(), len(steps))
    add_date_rule(page, top, len(steps), 5)


def write_quotes(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write every answer that may be quoted, once under each of its themes, as it may be published."""
    texts = page.texts
    columns = (
        Column(header=texts("Theme"), width=30),
        Column(header=texts("Quote"), width=90),
        Column(header=texts("Group"), width=34),
        Column(header=texts("Question"), width=16),
        Column(header=texts("Language"), width=11),
        Column(header=texts("Response"), width=34),
    )
    top = page.write_heading(heading, [column.width for column in columns], back)
    rows = list_quotes_by_theme(analysis)

    def compose() -> Iterator[Row]:
        for theme, quote in rows:
            name = analysis.coding.book.name(theme).say(texts.language) if theme else texts("No theme")
            group, language = analysis.names[quote.group], name_language(quote.language, texts)
            response = f"{quote.key.workshop}/{quote.key.response}"
            yield name, cut_text(quote.text), group, quote.question, language, response

    write_list(page, top, texts("Quotes"), columns, compose(), len(rows))


def list_quotes_by_theme(analysis: Analysis) -> list[tuple[str, Quote]]:
    """Pair each theme with its quotes, what most bring up first; quotes without a theme come last, under ''."""
    rows = sorted(analysis.working.themes.rows, key=lambda row: -(row.total.value or 0))
    named = [(row.quantity.theme, quote) for row in rows for quote in analysis.quotes_of(theme=row.quantity.theme)]
    return [*named, *(("", quote) for quote in analysis.quotes if not quote.themes)]
