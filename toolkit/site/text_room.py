"""Texts and the room they have on the projector → lines, cards in pages, words in sizes. Pure.

Measured in hundredths of the page's height (the page is 16:9, so 177.8 wide), with a generous width a letter: the page
uses the reader's own fonts, and must not overflow with any of them.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model.figures import WordCount
from toolkit.model.results import Card

LETTER = 0.53
"""Mean width of a letter, in parts of the font's size; wide fonts such as Segoe UI need this much."""

PAGE_WIDTH, PAGE_HEIGHT = 164.0, 58.0
"""The room between heading and footer."""

CARD_SIZE = 3.8
_LINE = 1.32
_CARD_PADDING = 4.2
_CARD_FOOT = 4.4
_CARD_GAP = 2.4
_COLUMN = (PAGE_WIDTH - _CARD_GAP) / 2

WORD_SIZES = (3.8, 4.6, 5.6, 6.8, 8.2, 9.8, 11.6, 13.6)
"""The font sizes that a word can have, from the smallest that the back row can read."""


_WORD_LINE, _WORD_GAP = 1.22, 3.0
_LEAST_TOP = 4


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """A card as it stands on a page: `part` of `parts` where the answer runs over several pages."""

    number: int
    text: str
    agreeing: int
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """Cards in one or two columns, to be read downwards."""

    columns: tuple[tuple[ShownCard, ...], ...]


@dataclass(frozen=True, kw_only=True)
class SizedWord:
    """A word and its step among WORD_SIZES, from 1."""

    word: str
    count: int
    size: int


@lru_cache(maxsize=8192)
def count_lines(text: str, width: float, size: float) -> int:
    """Count the lines that a text fills at a font size."""
    most = max(1, int(width / (size * LETTER)))
    return sum(max(1, len(textwrap.wrap(line, most))) for line in text.split("\n")) or 1


def measure_card(card: ShownCard, width: float) -> float:
    """Return the height of a card; `width` is its own, with its padding."""
    lines = count_lines(card.text, width - _CARD_PADDING * 1.5, CARD_SIZE)
    foot = _CARD_FOOT if card.agreeing or card.parts > 1 else 0
    return lines * CARD_SIZE * _LINE + _CARD_PADDING + foot


def arrange_cards(cards: Sequence[Card]) -> tuple[CardPage, ...]:
    """Fill pages with cards in two columns, in order. One that is too long for a column has pages to itself."""
    pages: list[CardPage] = []
    waiting: list[ShownCard] = []
    for card in cards:
        whole = ShownCard(number=card.number, text=card.text, agreeing=card.agreeing)
        if measure_card(whole, _COLUMN) > PAGE_HEIGHT:
            pages += _close(waiting)
            pages += [CardPage(columns=((part,),)) for part in _split_card(card)]
            waiting = []
            continue
        if waiting and _balance([*waiting, whole])[1] > PAGE_HEIGHT:
            pages += _close(waiting)
            waiting = []
        waiting.append(whole)
    return (*pages, *_close(waiting))


def _close(cards: Sequence[ShownCard]) -> list[CardPage]:
    if not cards:
        return []
    first, _ = _balance(cards)
    columns = (tuple(cards[:first]), tuple(cards[first:]))
    return [CardPage(columns=tuple(column for column in columns if column))]


def _balance(cards: Sequence[ShownCard]) -> tuple[int, float]:
    """Find how many cards stand in the first column so that the higher one is lowest; returns that height, too."""
    heights = [measure_card(card, _COLUMN) + _CARD_GAP for card in cards]
    return min(
        ((first, max(sum(heights[:first]), sum(heights[first:])) - _CARD_GAP) for first in range(1, len(cards) + 1)),
        key=lambda found: found[1],
    )


def _split_card(card: Card) -> list[ShownCard]:
    """Part a long answer between its words into cards that fill a page each."""
    letters = int((PAGE_WIDTH - _CARD_PADDING * 1.5) / (CARD_SIZE * LETTER))
    most = int((PAGE_HEIGHT - _CARD_PADDING - _CARD_FOOT) / (CARD_SIZE * _LINE))
    lines = [line for given in card.text.split("\n") for line in (textwrap.wrap(given, letters) or [""])]
    pieces = [" ".join(lines[at : at + most]).strip() for at in range(0, len(lines), most)]
    return [
        ShownCard(number=card.number, text=piece, agreeing=card.agreeing, part=part, parts=len(pieces))
        for part, piece in enumerate(pieces, start=1)
    ]


def size_words(words: Sequence[WordCount]) -> tuple[tuple[SizedWord, ...], int]:
    """Size words by how often they were given, as large as all fit; returns them and how many were left out.

    The rarest are left out before the sizes come so near each other that they say nothing.
    """
    shown = list(words)
    least = _LEAST_TOP if words and words[0].count > words[-1].count else 1
    while shown:
        for top in range(len(WORD_SIZES), least - 1, -1):
            sized = _size(shown, top)
            if _find_height(sized) <= PAGE_HEIGHT:
                return sized, len(words) - len(shown)
        del shown[-max(1, len(shown) // 10) :]
    return (), len(words)


def _size(words: Sequence[WordCount], top: int) -> tuple[SizedWord, ...]:
    """Give the most frequent word the step `top`, and the others theirs by the root of their count."""
    most = max(word.count for word in words)
    return tuple(
        SizedWord(word=word.word, count=word.count, size=max(1, round(top * (word.count / most) ** 0.5)))
        for word in words
    )


def _find_height(words: Sequence[SizedWord]) -> float:
    """Return how high the words stand when they are set in rows, each with its count beside it where it is not 1."""
    height = row = used = 0.0
    for word in words:
        size = WORD_SIZES[word.size - 1]
        width = len(word.word) * size * LETTER + (0.5 + 1.8 * len(str(word.count)) if word.count > 1 else 0)
        if width > PAGE_WIDTH:
            height += size * _WORD_LINE * (width // PAGE_WIDTH)
            width %= PAGE_WIDTH
        if used + width > PAGE_WIDTH:
            height, row, used = height + row, 0.0, 0.0
        used += width + _WORD_GAP
        row = max(row, size * _WORD_LINE)
    return height + row
