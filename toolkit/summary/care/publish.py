"""Turn a summary and its comparisons into what may be published of them: figures withheld, small groups merged. Pure.

What counts as published is every figure of a question for everyone, for each group, for each group's first and latest
wave, and for all groups that met again at these. What counts is how many answered the question, not how many gave one
of its answers. Of a figure over fewer responses than its question has answers (the mean rank of a choice that only some
ranked) the responses behind that figure count. Words are withheld one by one as well (care/rare_words.py).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from toolkit.model.comparison import (
    Compared,
    Estimate,
    GroupComparison,
    Quantity,
    Said,
    SetApart,
    Span,
    WaveComparison,
    WordComparison,
)
from toolkit.model.plain_text import fold_word
from toolkit.model.publication import EVERYONE, Key, Publication, Scope, find_key
from toolkit.model.tally import Figures, QuestionTally, Summary
from toolkit.summary.care.rare_words import Givers, find_common_words, find_givers, hides_the_rest
from toolkit.summary.care.withhold import Cell, find_withheld
from toolkit.summary.compare.gaps import estimate
from toolkit.summary.compare.quantities import add_counts, count_share, count_values, find_tally, list_quantities
from toolkit.summary.compare.words import FEWEST

_OWN_BASE = ("rank", "position")
"""Units whose figures are over those who gave them, not over all who answered the question."""


def compose_publication(summary: Summary, spans: Sequence[Span], minimum: int) -> Publication:
    """Decide for every question, and every quantity with a base of its own, whose figures are withheld."""
    groups = {workshop.id: workshop.group.id for workshop in summary.workshops}
    withheld: dict[Key, frozenset[Scope]] = {}
    merged: dict[Key, tuple[str, ...]] = {}
    for tally in summary.questions:
        cells = compose_cells(tally, groups, spans)
        sizes = {workshop: figures.answered for workshop, figures in tally.workshops.items()}
        whole: Key = (tally.question.id, "", "")
        withheld[whole] = find_withheld(cells, sizes, minimum)
        merged[whole] = _merge(tally, groups, withheld[whole], sizes)
        for quantity in list_quantities(tally.question):
            if quantity.unit in _OWN_BASE:
                key, own = find_key(quantity), _count_bases(tally, quantity)
                withheld[key] = find_withheld(cells, own, minimum, hidden=withheld[whole])
                merged[key] = _merge(tally, groups, withheld[key], own)
    return Publication(minimum=minimum, withheld=withheld, merged=merged)


def compose_cells(tally: QuestionTally, groups: Mapping[str, str], spans: Sequence[Span]) -> list[Cell]:
    """List whose figures of a question are published: everyone, groups, and the waves of those that met again."""
    asked = frozenset(tally.workshops)
    cells = [Cell(scope=EVERYONE, parts=asked)]
    for group in tally.groups:
        parts = frozenset(workshop for workshop in asked if groups[workshop] == group)
        cells.append(Cell(scope=Scope(group=group), parts=parts))
    own = [span for span in spans if span.question == tally.question.id]
    for span in own:
        for wave in (span.earlier, span.later):
            parts = asked.intersection(wave.workshops)
            cells.append(Cell(scope=Scope(group=span.group, wave=wave.number), parts=parts))
    compared = [span for span in own if span.comparability != "question-changed"]
    if len(compared) > 1:
        earlier = frozenset(name for span in compared for name in span.earlier.workshops)
        later = frozenset(name for span in compared for name in span.later.workshops)
        cells += [Cell(scope=Scope(wave=1), parts=asked & earlier), Cell(scope=Scope(wave=2), parts=asked & later)]
    return cells


def publish_groups(comparison: GroupComparison, summary: Summary, publication: Publication) -> GroupComparison:
    """Leave out every figure that is withheld, and show the withheld groups as one where that may be done."""
    rows = tuple(publish_row(row, summary, publication) for row in comparison.rows)
    differences = tuple(
        each
        for each in comparison.differences
        if publication.shows(each.quantity) and publication.shows(each.quantity, each.group)
    )
    return replace(comparison, rows=rows, differences=differences)


def publish_waves(comparison: WaveComparison, publication: Publication) -> WaveComparison:
    """Leave out the changes of which either wave is withheld."""
    changes = tuple(
        each
        for each in comparison.changes
        if publication.shows(each.quantity, each.group, each.earlier.number)
        and publication.shows(each.quantity, each.group, each.later.number)
    )
    return replace(comparison, changes=changes)


def publish_words(
    comparison: WordComparison, summary: Summary, publication: Publication, hidden: Collection[str] = ()
) -> WordComparison:
    """Leave out the words of groups that are withheld; what is said by all is said of the groups that are shown.

    So are words that would tell what fewer than three of a group gave. `hidden` words are masked elsewhere, and so
    left out.
    """
    apart = [
        each
        for each in comparison.apart
        if publication.shows(each.question)
        and publication.shows(each.question, each.group)
        and each.word.lower() not in hidden
    ]
    return replace(
        comparison,
        by_all=tuple(
            kept
            for said in comparison.by_all
            if publication.shows(said.question) and said.word.lower() not in hidden
            for kept in [_keep(said, publication)]
            if all(number >= FEWEST for number in kept.groups.values())
        ),
        by_one=tuple(
            _keep(said, publication)
            for said in comparison.by_one
            if all(publication.shows(said.question, group) for group, number in said.groups.items() if number)
            and said.word.lower() not in hidden
        ),
        apart=_leave_out_rare(apart, summary, publication),
    )


def _leave_out_rare(apart: Sequence[SetApart], summary: Summary, publication: Publication) -> tuple[SetApart, ...]:
    """Leave out the words that set groups apart where what is left of them would tell of another group."""
    givers = find_givers(summary)
    common = {
        tally.question.id: find_common_words(tally.question.id, _list_shown(tally, publication), givers)
        for tally in summary.questions
        if tally.question.kind == "words"
    }
    own: Counter[tuple[str, str, str]] = Counter()
    named: Counter[tuple[str, str, str]] = Counter()
    for each in apart:
        own[each.question, each.language, each.word] += each.own
        named[each.question, each.language, each.word] += 1

    def is_safe(each: SetApart) -> bool:
        key = (each.question, each.language, each.word)
        left = len(givers.answered.get((each.question, each.language), ())) - named[key]
        if not hides_the_rest(each.own + each.others - own[key], left):
            return False
        return each.question not in common or fold_word(each.word) in common[each.question].get(each.group, ())

    return tuple(each for each in apart if is_safe(each))


def _list_shown(tally: QuestionTally, publication: Publication) -> list[str]:
    return [group for group in tally.groups if publication.shows(tally.question.id, group)]


def publish_summary(summary: Summary, publication: Publication, hidden: Collection[str] = ()) -> Summary:
    """Return the counts that may be published: without withheld groups and quantities, single workshops, responses.

    A question whose total is withheld is left out; of words given, those of a few only, by group as well, and those
    that are `hidden`.
    Whoever is given this can show nothing else.
    """
    givers = find_givers(summary)
    questions = tuple(
        _publish_tally(tally, publication, givers, hidden)
        for tally in summary.questions
        if publication.shows(tally.question.id)
    )
    return replace(summary, questions=questions, responses=())


def _publish_tally(
    tally: QuestionTally, publication: Publication, givers: Givers, hidden: Collection[str]
) -> QuestionTally:
    groups = {
        group: _publish_figures(tally, figures, group, publication)
        for group, figures in tally.groups.items()
        if publication.shows(tally.question.id, group)
    }
    total = _publish_figures(tally, tally.total, "", publication)
    if tally.question.kind == "words":
        common = find_common_words(tally.question.id, tuple(groups), givers)
        total = _keep_words(total, common[""].difference(hidden))
        groups = {group: _keep_words(figures, common[group].difference(hidden)) for group, figures in groups.items()}
    return replace(tally, total=total, groups=groups, workshops={})


def _keep_words(figures: Figures, kept: Collection[str]) -> Figures:
    values = {
        name: {word: number for word, number in counts.items() if fold_word(str(word)) in kept}
        for name, counts in figures.values.items()
    }
    return replace(figures, values=values)


def _publish_figures(tally: QuestionTally, figures: Figures, group: str, publication: Publication) -> Figures:
    hidden = {
        ".".join(filter(None, find_key(quantity)))
        for quantity in list_quantities(tally.question)
        if quantity.unit in _OWN_BASE and not publication.shows(quantity, group)
    }
    return replace(figures, values={name: counts for name, counts in figures.values.items() if name not in hidden})


def publish_row(row: Compared, summary: Summary, publication: Publication) -> Compared:
    """Leave out the figures of one row that are withheld, and show the withheld groups as one where that may be."""
    quantity = row.quantity
    groups = {group: figure for group, figure in row.groups.items() if publication.shows(quantity, group)}
    if not publication.shows(quantity):
        return replace(row, total=Estimate(), groups=groups)
    whole: Key = (quantity.question, "", "")
    merged = publication.merged.get(find_key(quantity), publication.merged.get(whole, ()))
    if not merged:
        return replace(row, groups=groups)
    if quantity.theme:
        counts = add_counts(count_share(row.groups[group]) for group in merged)
    else:
        tally = find_tally(summary.questions, quantity.question)
        counts = add_counts(count_values(tally.question, quantity, tally.groups[group]) for group in merged)
    return replace(row, groups=groups, merged=merged, others=estimate(quantity, counts))


def _merge(
    tally: QuestionTally, groups: Mapping[str, str], withheld: frozenset[Scope], sizes: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the withheld groups that may be shown as one: they answered, and everyone's figure is shown.

    Everyone less the groups that are shown is just them, so find_withheld has seen to it that they are enough.
    """
    if EVERYONE in withheld:
        return ()
    answered = {groups[workshop] for workshop, number in sizes.items() if number}
    found = tuple(group for group in tally.groups if Scope(group=group) in withheld and group in answered)
    return found if len(found) > 1 else ()


def _count_bases(tally: QuestionTally, quantity: Quantity) -> dict[str, int]:
    return {
        workshop: sum(count_values(tally.question, quantity, figures).values())
        for workshop, figures in tally.workshops.items()
    }


def _keep(said: Said, publication: Publication) -> Said:
    """Keep the groups that are shown, and count only them: the sum must not tell what the others said."""
    groups = {group: number for group, number in said.groups.items() if publication.shows(said.question, group)}
    return replace(said, groups=groups, responses=sum(groups.values()))
