"""A summary → its open answers and their words as numbers, so that each different word is looked at once. Pure.

The words are a corpus linguist's: a *token* is a word where it stands, a *spelling* a word as written, a *word* the
same in lower case, a *base* that without its inflections. Spellings, words and bases are each listed once a language;
words and bases by language and alphabet, so that within a language their numbers sort as they do.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.model.tally import Summary
from toolkit.model.themes import CodableAnswer
from toolkit.summary.compare.tokens import WORD, may_tell
from toolkit.summary.themes.forms import find_base

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, kw_only=True, eq=False)
class Corpus:
    """Open answers with their words as numbers.

    `tokens` are the spellings of all answers, one after the other; `owners` says whose each is. `starts` has where each
    answer's begin, and at last where they end.
    """

    answers: tuple[CodableAnswer, ...]
    tokens: Numbers
    owners: Numbers
    starts: Numbers
    spellings: tuple[str, ...]
    word_of: Numbers
    """The word of each spelling."""
    words: tuple[str, ...]
    base_of: Numbers
    """The base of each word."""
    bases: tuple[str, ...]
    telling: Flags
    """Whether each word may set an answer apart: see `may_tell`."""

    @cached_property
    def asked(self) -> tuple[list[tuple[str, str]], Numbers]:
        """The questions, each once a language, as they first come; and the number of each answer's among them."""
        return number_values((answer.question, answer.language) for answer in self.answers)

    @cached_property
    def token_words(self) -> Numbers:
        """The word of each token."""
        return self.word_of[self.tokens]


def read_corpus(summary: Summary) -> Corpus:
    """Read every answer to an open question, by question in the order asked, then by workshop and response."""
    return compose_corpus(list_codable(summary))


def list_codable(summary: Summary) -> tuple[CodableAnswer, ...]:
    """List every answer to an open question, by question in the order asked, then by workshop and response."""
    places = {tally.question.id: place for place, tally in enumerate(summary.questions)}
    found: list[list[CodableAnswer]] = [[] for _ in places]
    for counted in summary.responses:
        response, group = counted.response, counted.workshop.group.id
        for item, value, _ in counted.entries:
            if item.kind == "text":
                answer = CodableAnswer(
                    key=counted.key(item.name),
                    question=item.question,
                    group=group,
                    language=response.language,
                    text=str(value),
                )
                found[places[item.question]].append(answer)
    return tuple(answer for answers in found for answer in answers)


def compose_corpus(answers: Sequence[CodableAnswer]) -> Corpus:
    """Split answers into words, and find the base of every different word."""
    new = count()
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(new.__next__))  # a new spelling, a new number
    tokens: list[int] = []
    starts = [0]
    for answer in answers:
        tokens += map(numbers[answer.language].__getitem__, WORD.findall(answer.text))
        starts.append(len(tokens))
    spelt = {number: (language, spelling) for language, known in numbers.items() for spelling, number in known.items()}
    spellings = [spelt[number] for number in range(len(spelt))]
    words, word_of = number_words([(language, spelling.lower()) for language, spelling in spellings])
    bases, base_of = number_words([(language, find_base(word, language)) for language, word in words])
    return Corpus(
        answers=tuple(answers),
        tokens=np.array(tokens, np.int64),
        owners=np.repeat(np.arange(len(answers)), np.diff(starts)),
        starts=np.array(starts),
        spellings=tuple(spelling for _, spelling in spellings),
        word_of=word_of,
        words=tuple(word for _, word in words),
        base_of=base_of,
        bases=tuple(base for _, base in bases),
        telling=np.array([may_tell(word, language) for language, word in words], np.bool_),
    )


def number_words(words: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], Numbers]:
    """Return the different words, each with its language, by language and alphabet; and the number of each word."""
    different: dict[str, set[str]] = defaultdict(set)
    for language, word in words:
        different[language].add(word)
    listed = [(language, word) for language in sorted(different) for word in sorted(different[language])]
    places = {word: place for place, word in enumerate(listed)}
    return listed, np.array([places[word] for word in words], np.int64)


def number_values(values: Iterable[Value]) -> tuple[list[Value], Numbers]:
    """Return the different values as they first come, and the number of each value."""
    places: dict[Value, int] = defaultdict(count().__next__)
    numbers = np.fromiter(map(places.__getitem__, values), np.int64)
    return list(places), numbers


def list_distinct(numbers: Numbers) -> Numbers:
    """Return the different numbers in order; sorting a million takes a tenth of what `np.unique` takes to hash them."""
    ordered = np.sort(numbers)
    distinct: Numbers = ordered[np.diff(ordered, prepend=-1) > 0]
    return distinct


def part_by_owner(owners: Numbers, values: Numbers) -> Iterator[tuple[int, list[int]]]:
    """Yield each owner, in the order given, with the values beside it; those of one owner stand together."""
    starts, ends = np.flatnonzero(np.diff(owners, prepend=-1)), np.flatnonzero(np.diff(owners, append=-1)) + 1
    listed = values.tolist()
    for owner, start, end in zip(owners[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        yield owner, listed[start:end]
