"""Turn what may be published of an analysis into what a feedback deck says to one group, or to everyone. Pure.

"This is what you said, this is what others said, this is what you decided." A group's deck holds its own figures and
those of all other groups taken together, never another group's by itself, and no answer of anyone's but its own quotes.
Where a group's own figures are withheld, its deck speaks of everyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.chart.values import Chart
from toolkit.model.analysis import Analysis, Quote
from toolkit.model.comparison import Compared, Difference, Estimate
from toolkit.model.instrument import Instrument, compose_items
from toolkit.model.plain_text import fold_word
from toolkit.model.planned_step import STATUS_ORDER, DecidedStep
from toolkit.model.results import Results, Words, compose_results
from toolkit.model.tally import QuestionTally
from toolkit.model.text import Text
from toolkit.summary.compare.quantities import count_share
from toolkit.summary.compare.sentences import say_briefly, say_change, say_difference, say_words
from toolkit.summary.decided_steps import compose_decided, count_decided, say_step_status
from toolkit.summary.feedback_charts import (
    Pair,
    chart_compared,
    chart_themes,
    list_compared,
    say_compared,
)
from toolkit.summary.wording import say_date, say_share
from toolkit.texts import Texts

_MOST_QUOTES = 3
_LONG_QUOTE = 160
"""Characters of a quote that is not chosen before shorter ones."""
_MOST_SENTENCES = 4
_MOST_STEPS = 8
_MOST_DECIDED = 12
_MOST_WORDS = 12


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question whose answers are shown: its id (for `::: results ID`), its chart beside the others, and in words."""

    id: str
    text: str
    insight: str
    chart: str = ""
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownQuote:
    """A quote, and the language it is in where that is not the deck's."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """A difference or a change, in a sentence for the slide, and with how sure it is for the notes."""

    said: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A theme of the next steps: how many of the deck's group want it, how many of everyone."""

    theme: str
    area: str
    own: str
    everyone: str


@dataclass(frozen=True, kw_only=True)
class ShownDecision:
    """A step that the group has taken on: in words, who takes it, until when, and how it stands."""

    step: str
    owner: str
    due: str
    status: str


@dataclass(frozen=True, kw_only=True)
class ShownCount:
    """An area, and how many of its steps stand how, as in `statuses`."""

    area: str
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class FeedbackView:
    """What an outline may say, as `feedback`; every text in the deck's language.

    `everyone` is a deck over all groups. `withheld`: the group is too small to be shown by itself, so that the figures
    are everyone's. `alone` are the questions shown by themselves, `compared` those shown beside the others' answers.
    """

    everyone: bool
    withheld: bool
    day: str
    note: str
    responses: int
    expected: int
    workshops: int
    meetings: tuple[str, ...]
    """When the group has met, where that is more than once: the figures are over all of these times."""
    all_responses: int
    all_workshops: int
    minimum: int
    alone: tuple[ShownQuestion, ...]
    compared: tuple[ShownQuestion, ...]
    differences: tuple[ShownFinding, ...]
    """The clearest ones; `more_differences` says how many others there are."""
    more_differences: int
    comparisons: int
    """How many figures were compared: where none was, nothing can be said of differences."""
    changes: tuple[ShownFinding, ...]
    shared_words: str
    themes: bool
    themes_compared: bool
    themes_said: str
    quotes: tuple[ShownQuote, ...]
    steps: tuple[ShownStep, ...]
    step_quotes: tuple[ShownQuote, ...]
    steps_written: int
    """How many have written a next step, where that many may be told: they may still be neither counted nor quoted."""
    decided: tuple[ShownDecision, ...]
    """The group's steps that were taken on, open ones first; in everyone's deck there are only the counts."""
    more_decided: int
    statuses: tuple[str, ...]
    """How steps stand, in words: the columns of `status_counts`."""
    status_counts: tuple[ShownCount, ...]
    """In everyone's deck, how many steps of each area stand how."""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What one feedback deck is made from."""

    view: FeedbackView
    charts: Mapping[str, Chart]
    results: Mapping[str, Results]
    instrument: Instrument


def compose_feedback(analysis: Analysis, group: str, texts: Texts) -> Feedback:
    """Compose what a group's deck says; an empty group id is everyone's."""
    published = analysis.published
    shown = any(group in tally.groups and tally.groups[group].answered for tally in published.summary.questions)
    scope = group if group and shown else ""
    tallies = [tally for tally in published.summary.questions if _has_figures(tally, scope)]
    pairs = list_compared(analysis, scope) if scope else {}
    charts = {f"{question}-compared": chart_compared(pair, texts) for question, pair in pairs.items()}
    charts |= {name: chart for name, chart in _chart_themes(analysis, scope, texts).items() if chart is not None}
    results = {
        tally.question.id: compose_results(tally.question, tally.groups[scope] if scope else tally.total)
        for tally in tallies
        if tally.question.kind != "text"
    }
    results = {name: one for name, one in results.items() if not isinstance(one.shown, Words) or one.shown.words}
    return Feedback(
        view=_compose_view(analysis, group, scope, pairs, results, charts, texts),
        charts=charts,
        results=results,
        instrument=_compose_instrument(analysis, [tally for tally in tallies if tally.question.kind != "text"]),
    )


def _has_figures(tally: QuestionTally, scope: str) -> bool:
    figures = tally.groups.get(scope) if scope else tally.total
    return figures is not None and figures.answered > 0


def _compose_instrument(analysis: Analysis, tallies: list[QuestionTally]) -> Instrument:
    """Compose the form whose results the deck shows: a group may have met more than once, with other questions."""
    questions = tuple(tally.question for tally in tallies)
    items = tuple(item for question in questions for item in compose_items(question))
    return Instrument(programme=analysis.programme.id, workshop="", version="", questions=questions, items=items)


def _compose_view(
    analysis: Analysis,
    group: str,
    scope: str,
    pairs: Mapping[str, Pair],
    results: Mapping[str, Results],
    charts: Mapping[str, Chart],
    texts: Texts,
) -> FeedbackView:
    summary = analysis.working.summary
    own = [workshop for workshop in summary.workshops if group in ("", workshop.group.id)]
    returned = {workshop.id: 0 for workshop in summary.workshops}
    for counted in summary.responses:
        returned[counted.workshop.id] += 1
    shown = [_show_question(one, pairs, texts) for one in results.values()]
    steps = set(analysis.step_questions)
    quotes = [quote for quote in analysis.quotes if scope in ("", quote.group)]
    differences = _list_differences(analysis, scope, texts)
    decided = compose_decided(analysis, texts, group) if group else ()
    return FeedbackView(
        everyone=not group,
        withheld=bool(group) and not scope,
        day=say_date(analysis.written_on, texts),
        note=analysis.note.say(texts.language),
        responses=sum(returned[workshop.id] for workshop in own),
        expected=sum(workshop.expected or 0 for workshop in own if returned[workshop.id]),
        workshops=sum(returned[workshop.id] > 0 for workshop in own),
        meetings=_list_meetings(analysis, scope, returned),
        all_responses=sum(returned.values()),
        all_workshops=sum(number > 0 for number in returned.values()),
        minimum=analysis.method.minimum,
        alone=tuple(one for one in shown if not one.chart),
        compared=tuple(one for one in shown if one.chart),
        differences=tuple(differences[:_MOST_SENTENCES]),
        more_differences=max(0, len(differences) - _MOST_SENTENCES),
        comparisons=len(_list_compared(analysis, scope)),
        changes=_list_changes(analysis, scope, texts),
        shared_words=_say_shared_words(analysis, texts),
        themes="themes" in charts,
        themes_compared="themes-compared" in charts,
        themes_said=_say_themes(analysis.published.themes.rows, scope, texts),
        quotes=_show_quotes([quote for quote in quotes if quote.question not in steps], texts),
        steps=_list_steps(analysis, scope, texts) if "steps" in charts else (),
        step_quotes=_show_quotes([quote for quote in quotes if quote.question in steps], texts),
        steps_written=_count_written(analysis, scope),
        decided=tuple(_show_decision(step, texts) for step in decided[:_MOST_DECIDED]),
        more_decided=max(0, len(decided) - _MOST_DECIDED),
        statuses=tuple(say_step_status(status, texts) for status in STATUS_ORDER),
        status_counts=() if group else _show_counts(analysis, texts),
    )


def _show_decision(step: DecidedStep, texts: Texts) -> ShownDecision:
    status = say_step_status(step.status, texts) if step.status else "–"
    return ShownDecision(
        step=step.text,
        owner=step.owner or "–",
        due=say_date(step.due, texts) if step.due else "–",
        status=texts("{status}, late", status=status)
        if step.late and step.status
        else texts("late")
        if step.late
        else status,
    )


def _show_counts(analysis: Analysis, texts: Texts) -> tuple[ShownCount, ...]:
    return tuple(
        ShownCount(area=each.area, counts=tuple(each.counts.values())) for each in count_decided(analysis, texts)
    )


def _list_meetings(analysis: Analysis, group: str, returned: Mapping[str, int]) -> tuple[str, ...]:
    waves = [wave for wave in analysis.working.waves.waves if group and wave.group == group]
    held = tuple(wave.label for wave in waves if any(returned[workshop] for workshop in wave.workshops))
    return held if len(held) > 1 else ()


def _show_question(results: Results, pairs: Mapping[str, Pair], texts: Texts) -> ShownQuestion:
    question = results.question
    pair = pairs.get(question.id)
    return ShownQuestion(
        id=question.id,
        text=question.text.say(texts.language),
        insight=question.insight,
        chart=f"{question.id}-compared" if pair else "",
        said=say_compared(pair, texts) if pair else "",
    )


def _chart_themes(analysis: Analysis, scope: str, texts: Texts) -> dict[str, Chart | None]:
    themes = analysis.published.themes
    return {
        "themes": chart_themes(themes.rows, scope, texts, texts("Share who bring it up")),
        "themes-compared": chart_themes(themes.rows, scope, texts, "", compared=True) if scope else None,
        "steps": chart_themes(themes.steps, scope, texts, texts("Share whose next step is about it")),
    }


def _list_differences(analysis: Analysis, scope: str, texts: Texts) -> list[ShownFinding]:
    """Say where the group differs from the others, clearest first; in everyone's deck, where any group does."""
    published, names = analysis.published, analysis.names
    own = [each for each in _list_compared(analysis, scope) if each.gap.named]
    found = [
        ShownFinding(said=say_briefly(each, names, texts), detail=say_difference(each, names, texts))
        for each in sorted(own, key=lambda each: each.gap.p)
    ]
    words = [each.said for each in say_words(published.words, names, texts) if scope in ("", each.group)]
    return [*found, *(ShownFinding(said=said, detail=said) for said in words)]


def _list_compared(analysis: Analysis, scope: str) -> tuple[Difference, ...]:
    groups = analysis.published.groups
    return groups.about(scope) if scope else groups.differences


def _list_changes(analysis: Analysis, scope: str, texts: Texts) -> tuple[ShownFinding, ...]:
    """Say what has changed since the group met first; in everyone's deck, in any group and in all that met again."""
    own = [each for each in analysis.published.waves.named if not scope or each.group == scope]
    return tuple(
        ShownFinding(
            said=say_change(each, analysis.names, texts, brief=True), detail=say_change(each, analysis.names, texts)
        )
        for each in sorted(own, key=lambda each: each.gap.p)[:_MOST_SENTENCES]
    )


def _say_shared_words(analysis: Analysis, texts: Texts) -> str:
    """Name the words of the deck's language that every group uses, those of most responses first."""
    own = (said for said in analysis.published.words.by_all if said.language == texts.language)
    found = sorted(own, key=lambda said: (-said.responses, said.word))
    words: dict[str, str] = {}
    for said in found:
        words.setdefault(fold_word(said.word), said.word)
    return " · ".join(list(words.values())[:_MOST_WORDS])


def _say_themes(rows: tuple[Compared, ...], scope: str, texts: Texts) -> str:
    """Say what most bring up."""
    known = [(row.quantity.label, row.groups.get(scope, Estimate()) if scope else row.total) for row in rows]
    label, figure = max(known, key=lambda each: each[1].value or 0, default=(Text(), Estimate()))
    if not figure.value:
        return ""
    share = say_share(figure.value, texts)
    said = label.say(texts.language)
    return texts("Most often brought up: “{label}” ({share} of {n}).", label=said, share=share, n=figure.n)


def _show_quotes(quotes: list[Quote], texts: Texts) -> tuple[ShownQuote, ...]:
    """Choose a few quotes, in the deck's language first, short ones, and of as many themes as can be."""

    def rank(quote: Quote) -> tuple[bool, ...]:
        return quote.language != texts.language, len(quote.text) > _LONG_QUOTE, not quote.themes

    fitting = sorted(quotes, key=rank)
    chosen: dict[str, Quote] = {}
    themes: set[str] = set()
    for quote in fitting:
        if quote.themes and themes.isdisjoint(quote.themes):
            chosen.setdefault(quote.text, quote)
            themes.update(quote.themes)
    for quote in fitting:
        chosen.setdefault(quote.text, quote)
    return tuple(
        ShownQuote(
            text=quote.text,
            language=quote.language if quote.language != texts.language else "",
        )
        for quote in list(chosen.values())[:_MOST_QUOTES]
    )


def _count_written(analysis: Analysis, scope: str) -> int:
    """Count who has answered a question on next steps, of the figures that may be published."""
    tallies = (analysis.published.summary.tally(question) for question in analysis.step_questions)
    figures = (tally.groups.get(scope) if scope else tally.total for tally in tallies if tally)
    return max((each.answered for each in figures if each), default=0)


def _list_steps(analysis: Analysis, scope: str, texts: Texts) -> tuple[ShownStep, ...]:
    """List the themes of the next steps, what most of the deck's group want first."""
    language, programme, book = texts.language, analysis.programme, analysis.coding.book
    areas = {area.id: area.short.say(language) or area.title.say(language) for area in programme.areas}
    found = []
    for row in analysis.published.themes.steps:
        own = row.groups.get(scope) if scope else row.total
        if own is None or not count_share(own)[1]:
            continue
        theme = book.theme(row.quantity.theme)
        step = ShownStep(
            theme=row.quantity.label.say(language),
            area=areas.get(theme.area, "–") if theme else "–",
            own=texts("{hits} of {n}", hits=count_share(own)[1], n=own.n),
            everyone=texts("{hits} of {n}", hits=count_share(row.total)[1], n=row.total.n) if row.total.n else "–",
        )
        found.append((-count_share(own)[1], step))
    return tuple(step for _, step in sorted(found, key=lambda each: each[0])[:_MOST_STEPS])
