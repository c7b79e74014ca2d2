"""Two readings of a deck → which slide of the one is which of the other. Pure.

By id first: the program gives a slide an id of its title, PowerPoint keeps it for life and gives a copy another. Where
ids are lost (LibreOffice counts anew) or a title was changed, by what is seen, and then by the place between neighbours
that are known.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

from toolkit.deck.merge.values import Card

_WORD = re.compile(r"\w+")
Words = Counter[str]
_ALIKE = 0.5
_BARELY = 0.15
_FEW_WORDS = 12
_FEW_SLIDES = 3
Pairs = dict[int, int]


def match_slides(ours: Sequence[Card], theirs: Sequence[Card]) -> Pairs:
    """Pair places of `ours` with places of `theirs`, each at most once."""
    pairs: Pairs = {}
    keys: tuple[Callable[[Card], Hashable], ...] = (
        lambda card: card.id,
        lambda card: card.sameness or None,
        lambda card: (card.title, card.text, card.notes) if card.text.strip() else None,
        lambda card: (card.title, card.text) if card.text.strip() else None,
        lambda card: card.title or None,
    )
    for key in keys:
        _pair_equal(ours, theirs, key, pairs)
    if len(pairs) < len(ours):
        likeness = _Likeness([*ours, *theirs])
        _pair_alike(ours, theirs, pairs, likeness)
        _pair_between(ours, theirs, pairs, likeness)
    return pairs


def _pair_equal(ours: Sequence[Card], theirs: Sequence[Card], key: Callable[[Card], Hashable], pairs: Pairs) -> None:
    """Pair those of one key in their order: of a slide and its copies the first is the slide."""
    taken = set(pairs.values())
    waiting: Mapping[Hashable, list[int]] = defaultdict(list)
    for place, card in enumerate(theirs):
        if place not in taken and key(card) is not None:
            waiting[key(card)].append(place)
    for place, card in enumerate(ours):
        found = waiting.get(key(card)) if place not in pairs else None
        if found:
            pairs[place] = found.pop(0)


def _pair_alike(ours: Sequence[Card], theirs: Sequence[Card], pairs: Pairs, likeness: "_Likeness") -> None:
    """Pair the rest, the most alike first."""
    taken = set(pairs.values())
    scored = [
        (likeness.measure(card, other), -abs(place - there), place, there)
        for place, card in enumerate(ours)
        if place not in pairs
        for there, other in enumerate(theirs)
        if there not in taken
    ]
    for score, _, place, there in sorted(scored, reverse=True):
        if score >= _ALIKE and place not in pairs and there not in taken:
            pairs[place] = there
            taken.add(there)


def _pair_between(ours: Sequence[Card], theirs: Sequence[Card], pairs: Pairs, likeness: "_Likeness") -> None:
    """Pair two slides that stand alone between the same neighbours, if they are of one layout and a little alike."""
    taken = {there: place for place, there in pairs.items()}
    for place in [place for place in range(len(ours)) if place not in pairs]:
        before = pairs.get(place - 1, None if place else -1)
        after = pairs.get(place + 1, None if place + 1 < len(ours) else len(theirs))
        if before is None or after is None or after - before != 2 or before + 1 in taken:
            continue
        if _may_be_one(ours[place], theirs[before + 1], likeness):
            pairs[place] = before + 1


def _may_be_one(card: Card, other: Card, likeness: "_Likeness") -> bool:
    if card.layout and other.layout and card.layout != other.layout:
        return False
    few = max(len(_WORD.findall(each.text)) for each in (card, other)) <= _FEW_WORDS
    return few or likeness.measure(card, other) >= _BARELY


class _Likeness:
    """How much of the words of two slides and their notes is the same; a word that most slides have says nothing."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._words: dict[int, Words] = {id(card): _count_words(card) for card in cards}
        self._slides: Words = Counter(word for words in self._words.values() for word in words)
        self._most = max(len(cards) / 2, _FEW_SLIDES)

    def measure(self, card: Card, other: Card) -> float:
        """Return the share of their words that two slides have in common, from 0 to 1."""
        ours, theirs = self._words[id(card)], self._words[id(other)]
        total = self._weigh(ours) + self._weigh(theirs)
        return 2 * self._weigh(ours & theirs) / total if total else 0.0

    def _weigh(self, words: Words) -> float:
        known = ((times, self._slides[word]) for word, times in words.items())
        return sum(times / slides for times, slides in known if slides <= self._most)


def _count_words(card: Card) -> Words:
    return Counter(_WORD.findall(f"{card.text}\n{card.notes}".casefold()))
