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
_ALIKE = 0.5
_BARELY = 0.15
_FEW_WORDS = 12
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
    _pair_alike(ours, theirs, pairs)
    _pair_between(ours, theirs, pairs)
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


def _pair_alike(ours: Sequence[Card], theirs: Sequence[Card], pairs: Pairs) -> None:
    """Pair the rest, the most alike first."""
    taken = set(pairs.values())
    scored = [
        (measure_likeness(card, other), -abs(place - there), place, there)
        for place, card in enumerate(ours)
        if place not in pairs
        for there, other in enumerate(theirs)
        if there not in taken
    ]
    for score, _, place, there in sorted(scored, reverse=True):
        if score >= _ALIKE and place not in pairs and there not in taken:
            pairs[place] = there
            taken.add(there)


def _pair_between(ours: Sequence[Card], theirs: Sequence[Card], pairs: Pairs) -> None:
    """Pair two slides that stand alone between the same neighbours, if they are of one layout and a little alike."""
    taken = {there: place for place, there in pairs.items()}
    for place in [place for place in range(len(ours)) if place not in pairs]:
        before = pairs.get(place - 1, None if place else -1)
        after = pairs.get(place + 1, None if place + 1 < len(ours) else len(theirs))
        if before is None or after is None or after - before != 2 or before + 1 in taken:
            continue
        if _may_be_one(ours[place], theirs[before + 1]):
            pairs[place] = before + 1


def _may_be_one(card: Card, other: Card) -> bool:
    if card.layout and other.layout and card.layout != other.layout:
        return False
    few = max(len(_WORD.findall(each.text)) for each in (card, other)) <= _FEW_WORDS
    return few or measure_likeness(card, other) >= _BARELY


def measure_likeness(card: Card, other: Card) -> float:
    """Return how much of the words of two slides and their notes is the same, from 0 to 1."""
    text = _share(card.text, other.text)
    if not (card.notes and other.notes):
        return text
    return 0.65 * text + 0.35 * _share(card.notes, other.notes)


def _share(one: str, other: str) -> float:
    ours, theirs = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0
