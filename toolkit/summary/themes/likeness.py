"""Answers to a question → those that say the same in nearly the same words, joined with their number. Pure.

Two answers are joined where they share three quarters of their words, whatever their forms and order, or somewhat more
than half of their trigrams of letters (misspellings, an exchanged word). Which pairs are looked at is found by the
rarest words of an answer, so that the work grows with the number of answers and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from toolkit.model.answer_key import AnswerKey
from toolkit.model.themes import CodableAnswer, JoinedAnswers
from toolkit.summary.compare.tokens import WORD
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


def join_answers(answers: Sequence[CodableAnswer]) -> tuple[JoinedAnswers, ...]:
    """Join near-duplicates within each question and language, by question in the order given, most first."""
    piles: dict[tuple[str, str], list[CodableAnswer]] = defaultdict(list)
    for answer in answers:
        piles[answer.question, answer.language].append(answer)
    found: list[JoinedAnswers] = []
    for (question, language), pile in piles.items():
        joined = [
            JoinedAnswers(question=question, text=leader.text, answers=tuple(leader.keys))
            for leader in _find_leaders(pile, language)
            if len(leader.keys) > 1
        ]
        found += sorted(joined, key=lambda each: -each.count)
    return tuple(found)


@dataclass(kw_only=True, slots=True)
class _Leader:
    """The first answer that says something, and the keys of all that say the same."""

    text: str
    words: frozenset[str]
    keys: list[AnswerKey]
    denies: frozenset[str]
    trigrams: frozenset[str] | None = None


def _find_leaders(pile: Sequence[CodableAnswer], language: str) -> list[_Leader]:
    """Give each answer to the first leader that it is like, or make it one."""
    same: dict[frozenset[str], _Leader] = {}
    for answer in pile:
        words = find_bases(answer.text, language)
        if not words:
            continue
        leader = same.get(words)
        if leader is None:
            same[words] = _Leader(text=answer.text, words=words, keys=[answer.key], denies=words & _NOT)
        else:
            leader.keys.append(answer.key)
    counts = Counter(word for words in same for word in words)
    filed: dict[str, list[_Leader]] = defaultdict(list)
    leaders: list[_Leader] = []
    for one in same.values():
        rare = sorted(one.words, key=lambda word: (counts[word], word))
        looked = rare[: len(rare) - ceil(_LEAST_SHARED * len(rare)) + 1]
        other = _find_like(one, looked, filed)
        if other is not None:
            other.keys += one.keys
            continue
        leaders.append(one)
        for word in looked:
            if counts[word] > 1 and len(filed[word]) < _MOST_LEADERS:
                filed[word].append(one)
    return leaders


def find_bases(text: str, language: str) -> frozenset[str]:
    """Return the words of a text without their inflections; all of them, for *not* may turn an answer around."""
    return frozenset(find_base(word, language) for word in WORD.findall(text.lower()))


def _find_like(one: _Leader, looked: Iterable[str], filed: dict[str, list[_Leader]]) -> _Leader | None:
    """Return the first leader that an answer is like, of those that share one of its rare words."""
    seen: set[int] = set()
    for word in looked:
        for leader in filed.get(word, ()):
            if id(leader) not in seen:
                seen.add(id(leader))
                if are_alike(one, leader):
                    return leader
                if len(seen) == _MOST_COMPARED:
                    return None
    return None


def are_alike(one: _Leader, other: _Leader) -> bool:
    """Tell whether two answers say nearly the same."""
    if one.denies != other.denies:
        return False  # one says what the other denies
    shared = len(one.words & other.words)
    every = len(one.words) + len(other.words) - shared
    if shared >= SAME_WORDS * every:
        return True
    if shared < _LEAST_SHARED * max(len(one.words), len(other.words)):
        return False
    if min(len(one.text), len(other.text)) < _LEAST_SHARED * max(len(one.text), len(other.text)):
        return False
    first, second = find_trigrams(one), find_trigrams(other)
    if min(len(first), len(second)) < SAME_TRIGRAMS * max(len(first), len(second)):
        return False
    common = len(first & second)
    return common >= SAME_TRIGRAMS * (len(first) + len(second) - common)


def find_trigrams(leader: _Leader) -> frozenset[str]:
    """Return the trigrams of an answer's letters, each word for itself; found once."""
    if leader.trigrams is None:
        words = [f" {word} " for word in WORD.findall(leader.text.lower())]
        leader.trigrams = frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))
    return leader.trigrams
