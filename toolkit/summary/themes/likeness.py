"""Answers to a question → those that say the same in nearly the same words, joined with their number. Pure.

Two answers are joined where they share three quarters of their words, whatever their forms and order, or somewhat more
than half of their trigrams of letters (misspellings, an exchanged word). Which pairs are looked at is found by the
rarest words of an answer, so that the work grows with the number of answers and not with its square.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import count, islice
from math import ceil
from operator import or_

import numpy as np

from toolkit.model.themes import CodableAnswer, JoinedAnswers
from toolkit.summary.corpus import Corpus, Numbers, list_distinct, part_by_owner
from toolkit.summary.themes.forms import find_base

SAME_WORDS = 0.75
SAME_TRIGRAMS = 0.55
"""Least part that two answers share of what either has, in words or in trigrams of letters."""
_LEAST_SHARED = 0.5
"""Part of the longer one's words, least, that two answers share which have that many trigrams in common."""
_NOT = frozenset(
    find_base(word, language)
    for language, words in (("sv", "inte ej aldrig ingen inga inget utan slippa"), ("en", "not never no none without"))
    for word in words.split()
)
_MOST_LEADERS = 20
"""Answers that are found by one word at most: a word that more of them hold tells little."""
_MOST_COMPARED = 15
"""Answers that one is compared with at most, those that share its rarest words first."""
_TRIGRAMS = 16_384
"""Trigrams that are told apart: twice as many as a hundred thousand answers in Swedish and English have."""

_KEPT = 10_000
"""Answers whose trigrams are kept while others are compared with them."""

Words = frozenset[int]
"""Words of answers to one question, as numbers: the fewer of the answers hold a word, the lower is its number."""


@dataclass(frozen=True, kw_only=True)
class _Letters:
    """What is looked at of two answers, by their places, where they share many words but not three quarters."""

    lengths: Sequence[int]
    denials: Mapping[int, frozenset[int]]
    """The words of an answer that say *not*, where it has any."""
    find_trigrams: Callable[[int], int]


def join_answers(corpus: Corpus) -> tuple[JoinedAnswers, ...]:
    """Join near-duplicates within each question and language, by question in the order given, most first."""
    letters = _compose_letters(corpus)
    joined: list[list[int]] = []
    for owners, bases in _part_by_question(corpus):
        found = [places for places in _join(owners, bases, letters) if len(places) > 1]
        joined += sorted(found, key=len, reverse=True)
    return tuple(_compose_joined([corpus.answers[place] for place in places]) for places in joined)


def _compose_joined(answers: Sequence[CodableAnswer]) -> JoinedAnswers:
    first = answers[0]
    return JoinedAnswers(question=first.question, text=first.text, answers=tuple(answer.key for answer in answers))


def _part_by_question(corpus: Corpus) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield, for each question and language, the different bases of each answer with whose each is (ascending).

    All of them, for *not* may turn an answer around.
    """
    asked, piles = corpus.asked
    pairs = list_distinct(corpus.owners * len(corpus.bases) + corpus.base_of[corpus.token_words])
    owners, bases = np.divmod(pairs, len(corpus.bases))
    order = np.argsort(piles[owners], kind="stable")
    ends = np.cumsum(np.bincount(piles[owners], minlength=len(asked)))
    return zip(np.split(owners[order], ends[:-1]), np.split(bases[order], ends[:-1]), strict=True)


def _join(owners: Numbers, bases: Numbers, letters: _Letters) -> list[list[int]]:
    """Gather the owners of just the same bases, and add them to the first such that they are like."""
    same = _gather_same(owners, bases)
    owners, words, shared_from = _number_by_rarity(owners, bases, list(same))
    filed: dict[int, dict[int, Words]] = defaultdict(dict)
    joined: dict[int, list[int]] = {}
    for place, rarest_first in part_by_owner(owners, words):
        # Who shares enough words with an answer shares one of its rarest; one that nobody else holds need not be tried.
        rarest = len(rarest_first) - ceil(_LEAST_SHARED * len(rarest_first)) + 1
        looked = rarest_first[bisect_left(rarest_first, shared_from) : rarest]
        held = frozenset(rarest_first)
        like = _find_like(place, held, _find_near(looked, filed), letters)
        if like is not None:
            joined[like] += same[place]
            continue
        joined[place] = same[place]
        for holding in map(filed.__getitem__, looked):
            if len(holding) < _MOST_LEADERS:
                holding[place] = held
    return list(joined.values())


def _gather_same(owners: Numbers, bases: Numbers) -> dict[int, list[int]]:
    """Gather the owners of just the same bases, by the first of them."""
    same: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for owner, own in part_by_owner(owners, bases):
        same[tuple(own)].append(owner)
    return {places[0]: places for places in same.values()}


def _number_by_rarity(owners: Numbers, bases: Numbers, kept: Sequence[int]) -> tuple[Numbers, Numbers, int]:
    """Give the bases of the owners kept numbers, the lowest to those that fewest of them hold; by number in each owner.

    The last that is returned is the first number of a base that two of them hold.
    """
    is_kept = np.isin(owners, kept)
    owners = owners[is_kept]
    _, found, counts = np.unique(bases[is_kept], return_inverse=True, return_counts=True)
    numbers = np.empty_like(counts)
    numbers[np.argsort(counts, kind="stable")] = np.arange(len(counts))
    words = np.sort(owners * len(counts) + numbers[found]) % len(counts)
    return owners, words, int((counts == 1).sum())


def _find_near(looked: Sequence[int], filed: Mapping[int, Mapping[int, Words]]) -> Iterator[tuple[int, Words]]:
    """Find the answers that share one of the words looked for, those that share the rarest first."""
    near: dict[int, Words] = {}
    for word in looked:
        near.update(filed[word])
        if len(near) >= _MOST_COMPARED:
            break
    return islice(near.items(), _MOST_COMPARED)


def _find_like(place: int, words: Words, near: Iterable[tuple[int, Words]], letters: _Letters) -> int | None:
    """Return the first answer near that an answer is like."""
    least = _LEAST_SHARED * len(words)
    for other, size, shared in [
        (other, len(others), shared) for other, others in near if (shared := len(words & others)) >= least
    ]:
        if letters.denials.get(place) != letters.denials.get(other):
            continue  # one says what the other denies
        if shared >= SAME_WORDS * (len(words) + size - shared):
            return other
        if shared >= _LEAST_SHARED * size and _share_trigrams(place, other, letters):
            return other
    return None


def _share_trigrams(one: int, other: int, letters: _Letters) -> bool:
    """Tell whether two answers, of which neither is twice as long as the other, have most trigrams in common."""
    lengths = letters.lengths[one], letters.lengths[other]
    if min(lengths) < _LEAST_SHARED * max(lengths):
        return False
    first, second = letters.find_trigrams(one), letters.find_trigrams(other)
    return (first & second).bit_count() >= SAME_TRIGRAMS * (first | second).bit_count()


def _compose_letters(corpus: Corpus) -> _Letters:
    denies = np.array([base in _NOT for base in corpus.bases], np.bool_)[corpus.base_of[corpus.token_words]]
    said = part_by_owner(corpus.owners[denies], corpus.base_of[corpus.token_words[denies]])
    return _Letters(
        lengths=[len(answer.text) for answer in corpus.answers],
        denials={owner: frozenset(bases) for owner, bases in said},
        find_trigrams=_prepare_trigrams(corpus),
    )


def _prepare_trigrams(corpus: Corpus) -> Callable[[int], int]:
    """Return what finds the trigrams of an answer's letters, each word for itself, as the bits of a whole number.

    What two answers have in common is then found ten times sooner than with sets.
    """
    numbers: dict[str, int] = defaultdict(count().__next__)

    @cache
    def split_word(word: int) -> int:
        bounded, found = f" {corpus.words[word]} ", 0
        for at in range(len(bounded) - 2):
            found |= 1 << numbers[bounded[at : at + 3]] % _TRIGRAMS
        return found

    @lru_cache(_KEPT)
    def find_trigrams(place: int) -> int:
        words = corpus.token_words[corpus.starts[place] : corpus.starts[place + 1]]
        return reduce(or_, map(split_word, words.tolist()))

    return find_trigrams
