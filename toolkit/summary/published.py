"""Turn what may be published of an analysis into tidy tables for other programs, with their codebook. Pure.

One row a figure, one column a variable; headers and codes are English and the same in every language, labels stand in
columns of their own. What is withheld has a row that says so and no figure: a gap that tells nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.model.analysis import NEXT_STEPS, OPEN_QUESTIONS, Analysis
from toolkit.model.codebook import compose_codebook
from toolkit.model.comparison import Compared, Estimate, Gap, Quantity
from toolkit.model.figures import count_words
from toolkit.model.planned_step import count_step_statuses
from toolkit.model.tally import Figures
from toolkit.model.text import LANGUAGES, Text
from toolkit.summary.compare.quantities import count_share

Value = str | int | float | None
QUESTION_NAMES = {OPEN_QUESTIONS: "(open questions)", NEXT_STEPS: "(next steps)"}
"""How several questions taken together are called in the tables."""
EVERYONE, OTHERS = "(all)", "(other groups)"
_COUNTED_KINDS = ("choice", "choices", "scale", "ranking")
"""Kinds of questions whose values are counted one by one; points and places would tell of single responses."""


@dataclass(frozen=True, kw_only=True)
class DataTable:
    """A table: its name, its columns with what each holds, and its rows."""

    name: str
    about: str
    columns: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]


def compose_tables(analysis: Analysis) -> tuple[DataTable, ...]:
    """Compose every published table."""
    return (
        _compose_figures(analysis),
        _compose_counts(analysis),
        _compose_words(analysis),
        _compose_differences(analysis),
        _compose_changes(analysis),
        _compose_set_apart(analysis),
        _compose_quotes(analysis),
        _compose_workshops(analysis),
        _compose_variables(analysis),
        _compose_themes(analysis),
        _compose_steps(analysis),
    )


_WHAT = {
    "question": "Id of the question; (open questions) and (next steps) are several taken together",
    "choice": "Id of the choice, where the figure is of one",
    "axis": "effort or effect, of a place in the quadrant",
    "theme": "Id of the theme, where the figure is of one",
    "measure": "share, scale (mean), rank (mean), points (mean) or position (mean)",
}


def _name_what(quantity: Quantity) -> tuple[Value, ...]:
    question = QUESTION_NAMES.get(quantity.question, quantity.question)
    return question, quantity.choice, quantity.axis, quantity.theme, quantity.unit


def _compose_figures(analysis: Analysis) -> DataTable:
    working, published = analysis.working, analysis.published
    pairs = [*zip(working.groups.rows, published.groups.rows, strict=True)]
    pairs += zip(working.themes.rows, published.themes.rows, strict=True)
    pairs += zip(working.themes.steps, published.themes.steps, strict=True)
    for question, rows in working.themes.by_question.items():
        pairs += [(row, _find_published(analysis, question, place, row)) for place, row in enumerate(rows)]
    # Themes over the open questions are compared between groups, and so stand among the groups' rows as well.
    unique = {whole.quantity: (whole, shown) for whole, shown in pairs}.values()
    return DataTable(
        name="figures",
        about="Every figure for everyone and for each group, with its 95 per cent interval",
        columns=_WHAT
        | {
            "group": "Id of the group; (all) is everyone, (other groups) the withheld ones together",
            "n": "Responses behind the figure",
            "count": "Of a share: how many of them",
            "value": "The share (0 to 1) or the mean",
            "low": "Lower limit of the interval",
            "high": "Upper limit of the interval",
            "withheld": "1 where the figure is withheld: too few responses, or others would tell it",
        },
        rows=tuple(row for whole, shown in unique for row in _list_figures(whole, shown)),
    )


def _find_published(analysis: Analysis, question: str, place: int, row: Compared) -> Compared:
    rows = analysis.published.themes.by_question.get(question)
    return rows[place] if rows else Compared(quantity=row.quantity, total=Estimate(), groups={})


def _list_figures(whole: Compared, shown: Compared) -> Iterator[tuple[Value, ...]]:
    what = _name_what(whole.quantity)
    yield (*what, EVERYONE, *_list_estimate(whole.quantity, whole.total, shown.total if shown.total.n else None))
    for group, figure in whole.groups.items():
        yield (*what, group, *_list_estimate(whole.quantity, figure, shown.groups.get(group)))
    if shown.merged:
        yield (*what, OTHERS, *_list_estimate(whole.quantity, shown.others, shown.others))


def _list_estimate(quantity: Quantity, whole: Estimate, shown: Estimate | None) -> tuple[Value, ...]:
    if shown is None and whole.n:
        return None, None, None, None, None, 1
    figure = shown or Estimate()
    count = count_share(figure)[1] if quantity.kind == "share" and figure.value is not None else None
    return figure.n, count, figure.value, figure.low, figure.high, 0


def _compose_counts(analysis: Analysis) -> DataTable:
    rows: list[tuple[Value, ...]] = []
    for tally in analysis.published.summary.questions:
        if tally.question.kind in _COUNTED_KINDS:
            for group, figures in {EVERYONE: tally.total, **tally.groups}.items():
                rows += _list_counts(tally.question.id, group, figures)
    return DataTable(
        name="counts",
        about="How many gave each value of each item",
        columns={
            "question": "Id of the question",
            "item": "Name of the item, as in variables",
            "group": "Id of the group; (all) is everyone",
            "value": "The value: a choice's id, a scale's point, 1 for a tick, a rank",
            "count": "Responses with this value",
            "answered": "Responses that answered the question",
        },
        rows=tuple(rows),
    )


def _list_counts(question: str, group: str, figures: Figures) -> Iterator[tuple[Value, ...]]:
    for item, counts in figures.values.items():
        for value in sorted(counts, key=lambda value: (isinstance(value, str), value)):
            if value != 0:
                yield question, item, group, value, counts[value], figures.answered


def _compose_words(analysis: Analysis) -> DataTable:
    rows = [
        (tally.question.id, group, each.word, each.count, figures.answered)
        for tally in analysis.published.summary.questions
        if tally.question.kind == "words"
        for group, figures in {EVERYONE: tally.total, **tally.groups}.items()
        for each in count_words(tally.question, figures)
    ]
    return DataTable(
        name="words",
        about="The words given to questions of words: those that at least three gave, of a group that three of it gave",
        columns={
            "question": "Id of the question",
            "group": "Id of the group; (all) is everyone",
            "word": "The word, as most spelt it",
            "count": "How many times it was given",
            "answered": "Responses that answered the question",
        },
        rows=tuple(rows),
    )


_GAP = {
    "first_n": "Responses behind the first figure",
    "first": "The first figure: the group's, or the later one",
    "second_n": "Responses behind the second figure",
    "second": "The second figure: all the others', or the earlier one",
    "difference": "First minus second",
    "low": "Lower limit of the difference's 95 per cent interval",
    "high": "Upper limit of it",
    "p": "How often chance alone gives as much (two-sided permutation test)",
    "p_adjusted": "The same after Benjamini and Hochberg's correction over all comparisons",
    "larger_than_chance": "1 where the difference is larger than chance allows",
}


def _list_gap(gap: Gap) -> tuple[Value, ...]:
    figures = gap.first.n, gap.first.value, gap.second.n, gap.second.value
    return *figures, gap.difference, gap.low, gap.high, gap.p, gap.adjusted, int(gap.named)


def _compose_differences(analysis: Analysis) -> DataTable:
    return DataTable(
        name="differences",
        about="Each group beside all the others together",
        columns=_WHAT | {"group": "Id of the group"} | _GAP,
        rows=tuple(
            (*_name_what(each.quantity), each.group, *_list_gap(each.gap))
            for each in analysis.published.groups.differences
        ),
    )


def _compose_changes(analysis: Analysis) -> DataTable:
    return DataTable(
        name="changes",
        about="Each group that has met again: its latest time beside its first",
        columns=_WHAT
        | {"group": "Id of the group; (all) is all that met again", "later": "The latest time", "earlier": "The first"}
        | {"sheet": "same, or sheet-changed where something on the sheet differs"}
        | _GAP,
        rows=tuple(
            (
                *_name_what(each.quantity),
                each.group or EVERYONE,
                each.later.label,
                each.earlier.label,
                each.comparability,
                *_list_gap(each.gap),
            )
            for each in analysis.published.waves.changes
        ),
    )


def _compose_set_apart(analysis: Analysis) -> DataTable:
    return DataTable(
        name="words_apart",
        about="Words that lean to one group: log-odds with an informative prior, z of 1.96 and more",
        columns={
            "question": "Id of the question",
            "language": "Language of the answers",
            "word": "The word, as most wrote it",
            "group": "Id of the group",
            "own": "Responses of the group with the word",
            "own_n": "Responses of the group",
            "others": "Responses of all other groups with the word",
            "others_n": "Responses of all other groups",
            "z": "How clearly the word leans to the group",
            "larger_than_chance": "1 where chance does not explain it, with all the words that were tried",
        },
        rows=tuple(
            (
                each.question,
                each.language,
                each.word,
                each.group,
                each.own,
                each.own_responses,
                each.others,
                each.other_responses,
                each.z,
                int(each.named),
            )
            for each in analysis.published.words.apart
        ),
    )


def _compose_quotes(analysis: Analysis) -> DataTable:
    return DataTable(
        name="quotes",
        about="Answers that may be quoted word for word, with what may be personal masked",
        columns={
            "question": "Id of the question",
            "group": "Id of the group",
            "language": "Language of the response",
            "themes": "Ids of the answer's themes, separated by |",
            "text": "The answer as it may be quoted",
        },
        rows=tuple(
            (quote.question, quote.group, quote.language, "|".join(quote.themes), quote.text)
            for quote in sorted(analysis.quotes, key=lambda quote: (quote.question, quote.group, quote.text))
        ),
    )


def _compose_workshops(analysis: Analysis) -> DataTable:
    summary = analysis.working.summary
    returned = {workshop.id: 0 for workshop in summary.workshops}
    for counted in summary.responses:
        returned[counted.workshop.id] += 1
    return DataTable(
        name="workshops",
        about="What was held, and how many answered",
        columns={
            "workshop": "Id of the workshop",
            "group": "Id of the group",
            "group_name": "The group's name",
            "kind": "dean-group, department, administration, library or one of the programme's own",
            "date": "The day",
            "language": "Language of the workshop",
            "expected": "Participants who were expected",
            "responses": "Responses returned",
            "instrument": "Version of the form",
        },
        rows=tuple(
            (
                workshop.id,
                workshop.group.id,
                workshop.group.name,
                workshop.group.kind,
                workshop.date.isoformat() if workshop.date else None,
                workshop.language,
                workshop.expected,
                returned[workshop.id],
                summary.instruments[workshop.id].version,
            )
            for workshop in summary.workshops
        ),
    )


def _say_both(text: Text) -> tuple[str, ...]:
    return tuple(text.sv if language == "sv" else text.en for language in LANGUAGES)


def _compose_variables(analysis: Analysis) -> DataTable:
    """Compose the codebook: a row for each labelled value, and one for an item that has none."""
    book = compose_codebook(tally.question for tally in analysis.working.summary.questions)
    rows: list[tuple[Value, ...]] = []
    for variable in book.variables:
        item, question = variable.item, variable.question
        limits = (item.low, item.high) if item.numeric else (None, None)
        head = (item.name, question.id, question.kind, item.choice, item.axis, *limits)
        texts = (*_say_both(question.text), *_say_both(variable.label))
        for code in variable.codes or (None,):
            own = (code.id or code.value, *_say_both(code.label)) if code else (None, None, None)
            rows.append((*head, *texts, *own))
    return DataTable(
        name="variables",
        about="The codebook: every item, what was asked, and what its values mean",
        columns={
            "item": "Name of the item",
            "question": "Id of the question",
            "kind": "Kind of the question",
            "choice": "Id of the choice that the item is about",
            "axis": "effort or effect",
            "lowest": "The least value",
            "highest": "The greatest value",
            "question_sv": "The question in Swedish",
            "question_en": "The question in English",
            "label_sv": "The choice in Swedish",
            "label_en": "The choice in English",
            "value": "A value with a meaning of its own",
            "value_sv": "What it means, in Swedish",
            "value_en": "What it means, in English",
        },
        rows=tuple(rows),
    )


def _compose_themes(analysis: Analysis) -> DataTable:
    return DataTable(
        name="themes",
        about="The theme book: the codes given to open answers",
        columns={
            "theme": "Id of the theme",
            "name_sv": "Its name in Swedish",
            "name_en": "Its name in English",
            "description_sv": "What it is for, in Swedish",
            "description_en": "What it is for, in English",
            "insight": "Id of the insight it belongs to",
            "area": "Id of the area it belongs to",
        },
        rows=tuple(
            (theme.id, *_say_both(theme.name), *_say_both(theme.description), theme.insight, theme.area)
            for theme in analysis.coding.book.themes
        ),
    )


def _compose_steps(analysis: Analysis) -> DataTable:
    """Count how the next steps that were taken on stand; who takes them is nobody else's affair."""
    known = {area.id for area in analysis.programme.areas}
    decided = [step for step in analysis.next_steps if step.decided]
    areas = dict.fromkeys(step.area if step.area in known else "" for step in decided)
    rows: list[tuple[Value, ...]] = []
    for area in sorted(areas):
        own = [step for step in decided if (step.area if step.area in known else "") == area]
        rows += [(area, status or "(none)", count) for status, count in count_step_statuses(own).items() if count]
    return DataTable(
        name="next_steps",
        about="How the next steps that have an owner, a day or a status stand",
        columns={
            "area": "Id of the area that the step's first theme belongs to, or empty",
            "status": "not-begun, going-on, done, dropped or (none)",
            "count": "Steps",
        },
        rows=tuple(rows),
    )
