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
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.model.themes import CodableAnswer, SuggestedTheme
from toolkit.summary.corpus import Corpus, Numbers, list_distinct

ALIKE = 0.25
"""Cosine, least, of two answers that are alike."""
JOINING = 0.15
"""Cosine, least, of an answer and the middle of the suggestion that it joins."""
FEWEST = 3
"""Answers, least, behind a suggestion."""
MOST = 20
"""Suggestions, most, in one language."""
_SAMPLE = 1_000
_SHORTEST, _LONGEST = 3, 5
"""Letters in a group."""
DIMENSIONS = 2_048
"""Numbers that groups of letters have."""
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

_CRC_TABLE = np.array([crc32(bytes((255 - byte,))) ^ 0xFF000000 for byte in range(256)], np.uint32)
"""What a byte adds to a CRC-32: all that is left of a register of ones once a byte has gone through it."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class _Bag:
    """Answers as numbers of words: whose word it is (`owners`, ascending) and which (`words`), side by side."""

    answers: Sequence[CodableAnswer]
    vocabulary: Sequence[str]
    bases: Sequence[str]
    """The base of each word of the vocabulary."""
    owners: Numbers
    words: Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Grams:
    """The different groups of letters of words as numbers, one word's after the other's: where they start, how many."""

    numbers: Numbers
    starts: Numbers
    sizes: Numbers


def suggest_themes(corpus: Corpus, uncovered: Sequence[int]) -> tuple[SuggestedTheme, ...]:
    """Suggest themes for the answers at these places within each language, what most answers speak for first."""
    piles: dict[str, list[int]] = defaultdict(list)
    for place in sorted(uncovered, key=lambda place: (corpus.answers[place].text, corpus.answers[place].key)):
        piles[corpus.answers[place].language].append(place)
    found = [suggested for language in sorted(piles) for suggested in _suggest(corpus, piles[language], language)]
    return tuple(sorted(found, key=lambda each: (-len(each.answers), each.language, each.name)))


def _suggest(corpus: Corpus, pile: Sequence[int], language: str) -> list[SuggestedTheme]:
    bag = _compose_bag(corpus, pile)
    if len(bag.answers) < FEWEST:
        return []
    weights = _weigh(bag)
    grams = find_grams(bag.vocabulary)
    chosen = np.unique(np.linspace(0, len(bag.answers) - 1, min(len(bag.answers), _SAMPLE)).astype(np.int64))
    centres = _find_centres(_compose_vectors(bag, weights, grams, chosen))
    if not len(centres):
        return []
    likeness = _compare_all(bag, weights, grams, centres)
    nearest, nearness = likeness.argmax(axis=1), likeness.max(axis=1)
    suggested = []
    for number in range(len(centres)):
        members = np.flatnonzero((nearest == number) & (nearness >= JOINING))
        if len(members) >= FEWEST:
            ordered = members[np.argsort(-nearness[members], kind="stable")]
            suggested.append(_compose_suggestion(bag, weights, ordered.tolist(), language))
    return suggested


def _compose_bag(corpus: Corpus, pile: Sequence[int]) -> _Bag:
    """Keep the answers that hold a word which may tell something, in the order given."""
    places = np.full(len(corpus.answers), -1)
    places[np.array(pile, np.int64)] = np.arange(len(pile))
    tells = corpus.telling & np.array([word not in _ASKING for word in corpus.words], np.bool_)
    kept = (places[corpus.owners] >= 0) & tells[corpus.token_words]
    pairs = list_distinct(places[corpus.owners[kept]] * len(corpus.words) + corpus.token_words[kept])
    owners, words = np.divmod(pairs, len(corpus.words))
    holding, owners = np.unique(owners, return_inverse=True)
    vocabulary, words = np.unique(words, return_inverse=True)
    return _Bag(
        answers=[corpus.answers[pile[place]] for place in holding.tolist()],
        vocabulary=[corpus.words[word] for word in vocabulary.tolist()],
        bases=[corpus.bases[base] for base in corpus.base_of[vocabulary].tolist()],
        owners=owners,
        words=words,
    )


def _weigh(bag: _Bag) -> Matrix:
    """Weigh each word: the more answers hold it, the less it tells."""
    held = np.bincount(bag.words, minlength=len(bag.vocabulary))
    weights: Matrix = (np.log((1 + len(bag.answers)) / (1 + held)) + 1).astype(np.float32)
    return weights


def find_grams(vocabulary: Sequence[str]) -> Grams:
    """List the groups of three to five letters of each word by their CRC-32, which is zlib's: all words at once.

    A word begins and ends with a space, and its letters are the bytes of UTF-8: an å counts as two.
    """
    bounded = [f" {word} ".encode() for word in vocabulary]
    lengths = np.array([len(each) for each in bounded], np.int64)
    total = int(lengths.sum())
    letters = np.frombuffer(b"".join([*bounded, bytes(_LONGEST)]), np.uint8)
    words = np.repeat(np.arange(len(bounded)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(total)  # letters of the word from here on
    crc = np.full(total, 0xFFFFFFFF, np.uint32)
    found = []
    for size in range(1, _LONGEST + 1):
        crc = _CRC_TABLE[(crc ^ letters[size - 1 : size - 1 + total]) & 0xFF] ^ (crc >> 8)
        if size >= _SHORTEST:
            fits = left >= size
            found.append(words[fits] * DIMENSIONS + ~crc[fits] % DIMENSIONS)
    words, numbers = np.divmod(list_distinct(np.concatenate(found)), DIMENSIONS)
    return Grams(
        numbers=numbers,
        starts=np.searchsorted(words, np.arange(len(bounded))),
        sizes=np.bincount(words, minlength=len(bounded)),
    )


def _compose_vectors(bag: _Bag, weights: Matrix, grams: Grams, chosen: Numbers) -> Matrix:
    """Compose the vectors of the answers chosen: the sum of their words' vectors, of length 1."""
    rows = np.searchsorted(chosen, bag.owners)
    held = chosen[np.minimum(rows, len(chosen) - 1)] == bag.owners
    rows, words = rows[held], bag.words[held]
    sizes = grams.sizes[words]
    # The places of all these words' grams: one run of places after the other.
    places = np.arange(sizes.sum()) + np.repeat(grams.starts[words] - np.cumsum(sizes) + sizes, sizes)
    cells = np.repeat(rows, sizes) * DIMENSIONS + grams.numbers[places]
    values = np.repeat(weights[words] / np.sqrt(sizes), sizes)
    vectors = np.bincount(cells, values, minlength=len(chosen) * DIMENSIONS).astype(np.float32)
    return _normalise(vectors.reshape(len(chosen), DIMENSIONS))


def _normalise(vectors: Matrix) -> Matrix:
    """Bring each vector to length 1, in its place."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(lengths, 1e-9)[:, None]
    return vectors


def _find_centres(vectors: Matrix) -> Matrix:
    """Return the middle of each group of answers that are alike, the largest group first."""
    alike = vectors @ vectors.T >= ALIKE
    free = np.ones(len(vectors), np.bool_)
    counts = alike.sum(axis=0)  # of the free ones that each is like
    centres: list[Matrix] = []
    while len(centres) < MOST:
        first = int(np.where(free, counts, 0).argmax())
        if not free[first] or counts[first] < FEWEST:
            break
        members = alike[first] & free
        centres.append(vectors[members].mean(axis=0))
        free &= ~members
        counts -= alike[members].sum(axis=0)
    return _normalise(np.array(centres, np.float32)) if centres else np.zeros((0, vectors.shape[1]), np.float32)


def _compare_all(bag: _Bag, weights: Matrix, grams: Grams, centres: Matrix) -> Matrix:
    """Compare every answer with every centre: by its words, each of which is compared once."""
    by_word = np.add.reduceat(np.ascontiguousarray(centres.T)[grams.numbers], grams.starts, axis=0)
    by_word *= (weights / np.sqrt(grams.sizes.astype(np.float32)))[:, None]
    firsts = np.searchsorted(bag.owners, np.arange(len(bag.answers)))
    likeness: Matrix = np.add.reduceat(by_word[bag.words], firsts, axis=0)
    lengths = np.sqrt(np.add.reduceat(weights[bag.words] ** 2, firsts))
    likeness /= lengths[:, None]
    return likeness


def _compose_suggestion(bag: _Bag, weights: Matrix, members: list[int], language: str) -> SuggestedTheme:
    """Name a group by the words that many of its answers hold and few others do, as most people wrote them."""
    answers = [bag.answers[member] for member in members]
    typical = members[:_TYPICAL]
    held = _count_words(bag, typical)
    counts = {base: sum(forms.values()) for base, forms in held.items() if sum(forms.values()) > 1}
    told = {base: max(float(weights[word]) for word in held[base]) for base in counts}
    first_said = answers[0].text.lower()
    longest = {base: max((bag.vocabulary[word] for word in held[base]), key=len) for base in counts}
    at = {base: first_said.find(longest[base]) % (len(first_said) + 1) for base in counts}
    ranked = sorted(counts, key=lambda base: (-counts[base] * told[base], at[base], base))
    words = [bag.vocabulary[min(held[base], key=lambda word: (-held[base][word], word))] for base in ranked]
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


def _count_words(bag: _Bag, members: Sequence[int]) -> dict[str, dict[int, int]]:
    """Count how many of these answers hold each word, by its base; of several words of a base, an answer's last one."""
    firsts, lasts = np.searchsorted(bag.owners, members), np.searchsorted(bag.owners, members, side="right")
    listed = (bag.words[first:last].tolist() for first, last in zip(firsts, lasts, strict=True))
    counts = Counter(chain.from_iterable({bag.bases[word]: word for word in words}.items() for words in listed))
    held: dict[str, dict[int, int]] = defaultdict(dict)
    for (base, word), number in counts.items():
        held[base][word] = number
    return held
