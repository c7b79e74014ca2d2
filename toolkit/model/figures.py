"""Derive a question's statistics from its counts: shares, spreads, ranks, points, positions and words. Pure.

Every share and mean is over the responses that answered the question (`Figures.answered`), except where a docstring
names another base. A figure with an empty base is None, never 0.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.instrument import compose_items
from toolkit.model.plain_text import fold_word
from toolkit.model.question import Question
from toolkit.model.spread import Spread, describe_spread
from toolkit.model.tally import Figures

_NOTHING: Mapping[str | int, int] = {}


def find_share(count: int, base: int) -> float | None:
    """Return count / base, or None where nothing could be counted."""
    return count / base if base else None


def count_choices(question: Question, figures: Figures) -> dict[str, int]:
    """Count how many chose (or ticked) each choice, by choice id in the order asked."""
    if question.kind == "choice":
        chosen = figures.values.get(question.id, _NOTHING)
        return {choice.id: chosen.get(choice.id, 0) for choice in question.choices}
    return {choice.id: _values(figures, question, choice.id).get(1, 0) for choice in question.choices}


def count_points_of_scale(question: Question, figures: Figures) -> dict[int, int]:
    """Count how many gave each point of a scale, from the lowest to the highest."""
    given = figures.values.get(question.id, _NOTHING)
    return {point: given.get(point, 0) for item in compose_items(question) for point in range(item.low, item.high + 1)}


def describe_scale(question: Question, figures: Figures) -> Spread:
    """Describe the values given on a scale."""
    return describe_spread(count_points_of_scale(question, figures))


def describe_ranks(question: Question, choice_id: str, figures: Figures) -> Spread:
    """Describe the ranks given to one choice (1 is first), over those who ranked that choice."""
    return describe_spread(_numbers(_values(figures, question, choice_id)))


def count_first_places(question: Question, choice_id: str, figures: Figures) -> int:
    """Count how many ranked a choice first."""
    return _values(figures, question, choice_id).get(1, 0)


def describe_points(question: Question, choice_id: str, figures: Figures) -> Spread:
    """Describe the points given to one choice; who answered and left it blank gave it 0."""
    counts = Counter(_numbers(_values(figures, question, choice_id)))
    counts[0] += figures.answered - counts.total()
    return describe_spread(counts)


def describe_position(question: Question, choice_id: str, axis: str, figures: Figures) -> Spread:
    """Describe where one choice was placed on one axis (effort or effect), over those who placed it there."""
    return describe_spread(_numbers(figures.values.get(f"{question.id}.{choice_id}.{axis}", _NOTHING)))


@dataclass(frozen=True, kw_only=True)
class WordCount:
    """A word as most people spelt it, and how many times it was given, whatever its capitals."""

    word: str
    count: int


def count_words(question: Question, figures: Figures) -> tuple[WordCount, ...]:
    """Count the words given, most frequent first and then by alphabet; capitals do not matter."""
    spellings: dict[str, Counter[str]] = {}
    for counts in figures.values.values():
        for word, number in counts.items():
            spellings.setdefault(fold_word(str(word)), Counter())[str(word)] += number
    found = [
        WordCount(word=min(spelt, key=lambda word: (-spelt[word], word)), count=spelt.total())
        for spelt in spellings.values()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, fold_word(each.word))))


def _values(figures: Figures, question: Question, choice_id: str) -> Mapping[str | int, int]:
    return figures.values.get(f"{question.id}.{choice_id}", _NOTHING)


def _numbers(counts: Mapping[str | int, int]) -> dict[int, int]:
    return {int(value): number for value, number in counts.items()}
