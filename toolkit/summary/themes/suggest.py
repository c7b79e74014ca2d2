"""Answers that no theme covers → suggested themes: answers that are alike, named by their own words. Pure.

Two answers are alike by the groups of three to five letters that their words share, rare words counting more; so forms
of a word, compounds and misspellings meet. The answer with the most answers like it begins a suggestion, then the next
of those that are left, until fewer than three are alike: how many there are need not be known, and few answers do. The
same answers give the same suggestions, in whatever order they come. Of many answers an even sample is grouped, and the
others join the suggestion that they are most like: the work grows with their number and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.model.themes import CodableAnswer, SuggestedTheme
from toolkit.summary.compare.tokens import STOPWORDS, WORD
from toolkit.summary.themes.forms import find_base

ALIKE = 0.25
"""Cosine, least, of two answers that are alike."""
JOINING = 0.15
"""Cosine, least, of an answer and the middle of the suggestion that it joins."""
FEWEST = 3
"""Answers, least, behind a suggestion."""
MOST = 20
"""Suggestions, most, in one language."""
_SAMPLE = 1_000
_DIMENSIONS = 2_048
_EXAMPLES = 3
_NAMED = 3
"""Words, most, that a suggestion is named by."""
_TYPICAL = 100
"""Answers, most, by which a suggestion is named: those that are most like it."""
_PART = 0.3
"""Part of a suggestion's answers, least, that hold a word which names it."""

_SV = (
    "bättre bra dålig dåligt fler flera färre mera mindre ordna skapa starta satsa använda börja behöver behövs"
    " behövas finns första ingen inga inget stor stort större sig samt gärna viktigt viktig ökad ökat öka"
)
_EN = "better good bad fewer less start create use need needs first none big great greater important increase"
_ASKING = frozenset((*_SV.split(), *_EN.split()))
"""Words that ask for something without saying what: a suggestion of them would say nothing."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class _Bag:
    """Answers as numbers of words: whose word it is (`owners`, ascending) and which (`words`), side by side."""

    answers: Sequence[CodableAnswer]
    vocabulary: Sequence[str]
    owners: NDArray[np.int64]
    words: NDArray[np.int64]


def suggest_themes(answers: Sequence[CodableAnswer]) -> tuple[SuggestedTheme, ...]:
    """Suggest themes within each language, what most answers speak for first."""
    piles: dict[str, list[CodableAnswer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda answer: (answer.text, answer.key)):
        piles[answer.language].append(answer)
    found = [suggested for language in sorted(piles) for suggested in _suggest(piles[language], language)]
    return tuple(sorted(found, key=lambda each: (-len(each.answers), each.language, each.name)))


def _suggest(pile: Sequence[CodableAnswer], language: str) -> list[SuggestedTheme]:
    bag = _compose_bag(pile, language)
    if len(bag.answers) < FEWEST:
        return []
    weights = _weigh(bag)
    grams, starts = _find_grams(bag.vocabulary)
    chosen = np.unique(np.linspace(0, len(bag.answers) - 1, min(len(bag.answers), _SAMPLE)).astype(np.int64))
    centres = _find_centres(_compose_vectors(bag, weights, grams, starts, chosen))
    if not len(centres):
        return []
    likeness = _compare_all(bag, weights, grams, starts, centres)
    nearest, nearness = likeness.argmax(axis=1), likeness.max(axis=1)
    suggested = []
    for number in range(len(centres)):
        members = np.flatnonzero((nearest == number) & (nearness >= JOINING))
        if len(members) >= FEWEST:
            ordered = members[np.argsort(-nearness[members], kind="stable")]
            suggested.append(_compose_suggestion(bag, weights, ordered.tolist(), language))
    return suggested


def _compose_bag(pile: Sequence[CodableAnswer], language: str) -> _Bag:
    """Keep the answers that hold a word which may tell something."""
    stop = STOPWORDS.get(language, frozenset()) | _ASKING
    numbers: dict[str, int] = {}
    owners: list[int] = []
    words: list[int] = []
    kept: list[CodableAnswer] = []
    for answer in pile:
        found = {word for word in WORD.findall(answer.text.lower()) if len(word) > 2 and word not in stop}
        if found:
            words += [numbers.setdefault(word, len(numbers)) for word in sorted(found)]
            owners += [len(kept)] * len(found)
            kept.append(answer)
    return _Bag(answers=kept, vocabulary=list(numbers), owners=np.array(owners), words=np.array(words))


def _weigh(bag: _Bag) -> Matrix:
    """Weigh each word: the more answers hold it, the less it tells."""
    held = np.bincount(bag.words, minlength=len(bag.vocabulary))
    weights: Matrix = (np.log((1 + len(bag.answers)) / (1 + held)) + 1).astype(np.float32)
    return weights


def _find_grams(vocabulary: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List the groups of letters of each word as numbers, and where each word's begin."""
    grams: list[int] = []
    starts: list[int] = []
    for word in vocabulary:
        bounded = f" {word} ".encode()
        starts.append(len(grams))
        grams += {
            crc32(bounded[at : at + size]) % _DIMENSIONS for size in (3, 4, 5) for at in range(len(bounded) - size + 1)
        }
    return np.array(grams), np.array(starts)


def _compose_vectors(
    bag: _Bag, weights: Matrix, grams: NDArray[np.int64], starts: NDArray[np.int64], chosen: NDArray[np.int64]
) -> Matrix:
    """Compose the vectors of the answers chosen: the sum of their words' vectors, of length 1."""
    ends = np.append(starts[1:], len(grams))
    vectors = np.zeros((len(chosen), _DIMENSIONS), np.float32)
    places = np.searchsorted(bag.owners, chosen), np.searchsorted(bag.owners, chosen, side="right")
    for row, (first, last) in enumerate(zip(*places, strict=True)):
        for word in bag.words[first:last]:
            own = grams[starts[word] : ends[word]]
            vectors[row, own] += weights[word] / np.sqrt(len(own))
    return _normalise(vectors)


def _normalise(vectors: Matrix) -> Matrix:
    scaled: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


def _find_centres(vectors: Matrix) -> Matrix:
    """Return the middle of each group of answers that are alike, the largest group first."""
    alike = (vectors @ vectors.T >= ALIKE).astype(np.float32)
    free = np.ones(len(vectors), np.float32)
    centres: list[Matrix] = []
    while len(centres) < MOST:
        counts = alike @ free * free
        first = int(counts.argmax())
        if counts[first] < FEWEST:
            break
        members = alike[first] * free > 0
        centres.append(vectors[members].mean(axis=0))
        free[members] = 0
    return _normalise(np.array(centres, np.float32)) if centres else np.zeros((0, vectors.shape[1]), np.float32)


def _compare_all(
    bag: _Bag, weights: Matrix, grams: NDArray[np.int64], starts: NDArray[np.int64], centres: Matrix
) -> Matrix:
    """Compare every answer with every centre: by its words, each of which is compared once."""
    sizes = np.diff(np.append(starts, len(grams))).astype(np.float32)
    by_word = np.add.reduceat(np.ascontiguousarray(centres.T)[grams], starts, axis=0)
    by_word *= (weights / np.sqrt(sizes))[:, None]
    firsts = np.searchsorted(bag.owners, np.arange(len(bag.answers)))
    likeness: Matrix = np.add.reduceat(by_word[bag.words], firsts, axis=0)
    lengths = np.sqrt(np.add.reduceat(weights[bag.words] ** 2, firsts))
    likeness /= lengths[:, None]
    return likeness


def _compose_suggestion(bag: _Bag, weights: Matrix, members: list[int], language: str) -> SuggestedTheme:
    """Name a group by the words that many of its answers hold and few others do, as most people wrote them."""
    answers = [bag.answers[member] for member in members]
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, float] = {}
    typical = members[:_TYPICAL]
    firsts, lasts = np.searchsorted(bag.owners, typical), np.searchsorted(bag.owners, typical, side="right")
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        own = {find_base(bag.vocabulary[word], language): int(word) for word in bag.words[first:last]}
        for base, word in own.items():
            spelt[base][bag.vocabulary[word]] += 1
            told[base] = max(told.get(base, 0.0), float(weights[word]))
    counts = {base: forms.total() for base, forms in spelt.items() if forms.total() > 1}
    first_said = answers[0].text.lower()
    at = {base: first_said.find(max(spelt[base], key=len)) % (len(first_said) + 1) for base in counts}
    ranked = sorted(counts, key=lambda base: (-counts[base] * told[base], at[base], base))
    words = [min(spelt[base], key=lambda word: (-spelt[base][word], word)) for base in ranked]
    least = _PART * len(typical)
    named = [word for base, word in zip(ranked, words, strict=True) if counts[base] >= least][:_NAMED]
    name = ", ".join(named or words[:1] or [answers[0].text])
    return SuggestedTheme(
        name=name[:1].upper() + name[1:],
        language=language,
        words=tuple(words),
        answers=tuple(answer.key for answer in answers),
        examples=tuple(dict.fromkeys(answer.text for answer in answers))[:_EXAMPLES],
    )
