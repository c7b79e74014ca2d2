"""Turn coded open answers into themes by group: how many responses bring each one up, as shares with intervals. Pure.

A theme counts once a response, however often it comes up there: a response is one voice. Groups are compared over the
open questions that every group was asked, because a question that only some were asked brings its own themes along.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.model.analysis import NEXT_STEPS, OPEN_QUESTIONS, ThemeMatrix
from toolkit.model.comparison import Compared, Quantity
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.tally import Figures, QuestionTally, Summary, add_figures
from toolkit.model.text import Text
from toolkit.model.themes import Coding
from toolkit.summary.compare.groups import Measured, compose_row
from toolkit.summary.compare.quantities import add_counts

By = Literal["group", "workshop"]


@dataclass(frozen=True, kw_only=True)
class ThemeCounts:
    """How many responses answered each open question (or several taken together), and how many bring up each theme.

    `answered` maps question → workshop → responses, `brought` question → theme → workshop → responses. Beside the
    open questions' ids, OPEN_QUESTIONS and NEXT_STEPS stand for several questions taken together.
    """

    questions: tuple[str, ...]
    steps: tuple[str, ...]
    answered: Mapping[str, Mapping[str, int]]
    brought: Mapping[str, Mapping[str, Mapping[str, int]]]
    workshops: Mapping[str, str]
    """Workshop id → group id, in the plan's order."""
    quantities: Mapping[str, tuple[Quantity, ...]]
    """Question → one quantity a theme."""

    def measure(self, question: str, by: By) -> list[tuple[Quantity, Mapping[str, Mapping[int, int]]]]:
        """Return each theme's values (1 brings it up, 0 does not), by group or by workshop of those that answered."""
        return [(quantity, self._measure(question, quantity.theme, by)) for quantity in self.quantities[question]]

    def _measure(self, question: str, theme: str, by: By) -> dict[str, dict[int, int]]:
        brought = self.brought[question].get(theme, {})
        parts: dict[str, list[dict[int, int]]] = {}
        for workshop, answered in self.answered[question].items():
            number = brought.get(workshop, 0)
            name = workshop if by == "workshop" else self.workshops[workshop]
            parts.setdefault(name, []).append({0: answered - number, 1: number})
        return {name: add_counts(own) for name, own in parts.items()}


def find_shared_questions(summary: Summary) -> tuple[str, ...]:
    """Return the open questions that were asked at every workshop with responses; all of them where none was."""
    held = {counted.workshop.id for counted in summary.responses}
    every = [tally for tally in summary.questions if tally.question.kind == "text"]
    shared = tuple(tally.question.id for tally in every if held <= tally.workshops.keys())
    return shared or tuple(tally.question.id for tally in every)


def find_step_questions(summary: Summary, programme: Programme) -> tuple[str, ...]:
    """Return the ids of the open questions of the programme's last step: their answers are the next steps."""
    last = programme.steps[-1].id if programme.steps else ""
    questions = [tally.question for tally in summary.questions]
    return tuple(question.id for question in questions if question.step == last and question.kind == "text")


def count_themes(summary: Summary, programme: Programme, coding: Coding) -> ThemeCounts:
    """Count the responses that bring up each theme, per question, and over several questions taken together."""
    shared, steps = find_shared_questions(summary), find_step_questions(summary, programme)
    together = {question: [question] for question in (t.question.id for t in summary.questions)}
    for name, several in ((OPEN_QUESTIONS, shared), (NEXT_STEPS, steps)):
        for question in several:
            together[question].append(name)
    answered: dict[str, Counter[str]] = defaultdict(Counter)
    brought: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for counted in summary.responses:
        seen: dict[str, set[str]] = {}
        for item, _, _ in counted.entries:
            if item.kind == "text":
                themes = coding.themes_of(counted.key(item.name))
                for name in together[item.question]:
                    seen.setdefault(name, set()).update(themes)
        for name, found in seen.items():
            answered[name][counted.workshop.id] += 1
            for theme in found:
                brought[name][theme][counted.workshop.id] += 1
    asked = _list_asked(summary, together)
    return ThemeCounts(
        questions=shared,
        steps=steps,
        answered={name: {place: answered[name][place] for place in places} for name, places in asked.items()},
        brought=brought,
        workshops={workshop.id: workshop.group.id for workshop in summary.workshops},
        quantities={name: _list_quantities(name, coding) for name in asked},
    )


def _list_asked(summary: Summary, together: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Map each open question, and what stands for several, to the workshops that were asked, in the plan's order."""
    asked: dict[str, list[str]] = {OPEN_QUESTIONS: [], NEXT_STEPS: []}
    for tally in summary.questions:
        if tally.question.kind == "text":
            for name in together[tally.question.id]:
                known = asked.setdefault(name, [])
                known += [workshop for workshop in tally.workshops if workshop not in known]
    order = {workshop.id: place for place, workshop in enumerate(summary.workshops)}
    return {name: sorted(places, key=order.__getitem__) for name, places in asked.items()}


def _list_quantities(question: str, coding: Coding) -> tuple[Quantity, ...]:
    """List one quantity a theme: the book's, then those that a person gave and that are no longer in the book."""
    known = [theme.id for theme in coding.book.themes]
    gone = sorted(coding.by_theme.keys() - set(known))
    return tuple(
        Quantity(question=question, unit="share", theme=theme, label=coding.book.name(theme))
        for theme in (*known, *gone)
    )


def join_questions(summary: Summary, counts: ThemeCounts) -> Summary:
    """Return the summary with the questions taken together beside the others, so that they are compared as these are.

    For comparing and withholding only: nobody was asked these questions.
    """
    joined = tuple(
        _compose_joined(name, summary, counts)
        for name in (OPEN_QUESTIONS, NEXT_STEPS)
        if any(counts.answered[name].values())
    )
    return replace(summary, questions=(*summary.questions, *joined))


def _compose_joined(name: str, summary: Summary, counts: ThemeCounts) -> QuestionTally:
    figures = {workshop: Figures(answered=number, values={}) for workshop, number in counts.answered[name].items()}
    by_group: dict[str, list[Figures]] = {}
    for workshop, part in figures.items():
        by_group.setdefault(counts.workshops[workshop], []).append(part)
    return QuestionTally(
        question=Question(id=name, kind="text", text=Text(), step=""),
        total=add_figures(figures.values()),
        groups={group: add_figures(parts) for group, parts in by_group.items()},
        workshops=figures,
    )


def measure_themes(counts: ThemeCounts, by: By) -> list[Measured]:
    """List the quantities that groups and waves are compared by: each theme over the shared open questions."""
    return counts.measure(OPEN_QUESTIONS, by) if any(counts.answered[OPEN_QUESTIONS].values()) else []


def rank_step_themes(matrix: ThemeMatrix) -> list[str]:
    """List the themes of the next steps, what most steps are about first."""
    return [row.quantity.theme for row in sorted(matrix.steps, key=lambda row: -(row.total.value or 0))]


def compose_matrix(counts: ThemeCounts) -> ThemeMatrix:
    """Compose the figures of every theme: over the shared questions, the next steps, and each open question."""

    def compose(name: str) -> tuple[Compared, ...]:
        return tuple(compose_row(quantity, groups) for quantity, groups in counts.measure(name, "group"))

    own: Iterable[str] = (name for name in counts.answered if name not in (OPEN_QUESTIONS, NEXT_STEPS))
    return ThemeMatrix(
        questions=counts.questions,
        rows=compose(OPEN_QUESTIONS),
        steps=compose(NEXT_STEPS),
        by_question={name: compose(name) for name in own},
    )
