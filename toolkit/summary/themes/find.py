"""An answer's text → the themes of the theme book that it is about, each with the words that say so. Pure.

Every different word is looked up once: for the tens of thousands of answers of a large programme what remains is
looking their words up in a dictionary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.themes import ThemeBook
from toolkit.summary.compare.tokens import WORD
from toolkit.summary.themes.contrast import find_set_aside
from toolkit.summary.themes.terms import Index, Term, compose_index, find_atoms


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A theme that a text is about (by its place in the book), and the words that say so, as written."""

    theme: int
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lookup:
    """What a word may be: single words that are terms, and the terms of several words that are looked for by it.

    It `speaks` where it may give a theme, by itself or with words beside it.
    """

    atoms: frozenset[int]
    includes: tuple[int, ...]
    excludes: tuple[int, ...]
    keys: tuple[Term, ...]
    speaks: bool


class ThemeFinder:
    """Finds the themes of one theme book in texts; remembers every word that it has seen."""

    def __init__(self, book: ThemeBook) -> None:
        self._index: Index = compose_index(book)
        self._singles: Mapping[int, Sequence[Term]] = _group(self._index.terms, single=True)
        self._phrases: Mapping[int, Sequence[Term]] = _group(self._index.terms, single=False)
        self._seen: dict[str, _Lookup | None] = {}

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the themes of a text in the book's order."""
        words = WORD.findall(text)
        seen = self._seen
        hits: dict[int, _Lookup] = {}
        speaks = False
        for place, word in enumerate(words):
            try:
                lookup = seen[word]
            except KeyError:
                lookup = seen[word] = self._look_up(word)
            if lookup is not None:
                hits[place] = lookup
                speaks = speaks or lookup.speaks
        if not speaks:
            return ()
        return self._weigh(text, words, hits)

    def _look_up(self, word: str) -> _Lookup | None:
        atoms = find_atoms(word, self._index)
        if not atoms:
            return None
        singles = [term for atom in atoms for term in self._singles.get(atom, ())]
        includes = tuple(sorted({term.theme for term in singles if not term.excludes}))
        keys = tuple(term for atom in sorted(atoms) for term in self._phrases.get(atom, ()))
        return _Lookup(
            atoms=atoms,
            includes=includes,
            excludes=tuple(sorted({term.theme for term in singles if term.excludes})),
            keys=keys,
            speaks=bool(includes) or any(not term.excludes for term in keys),
        )

    def _weigh(self, text: str, words: Sequence[str], hits: Mapping[int, _Lookup]) -> tuple[Found, ...]:
        """Gather what speaks for each theme, less what is excluded or set aside."""
        speaking: dict[int, set[int]] = {}
        excluded: dict[int, set[int]] = {}
        for place, lookup in hits.items():
            for theme in lookup.includes:
                speaking.setdefault(theme, set()).add(place)
            for theme in lookup.excludes:
                excluded.setdefault(theme, set()).add(place)
            for term in lookup.keys:
                places = _find_places(term, place, hits)
                if places:
                    (excluded if term.excludes else speaking).setdefault(term.theme, set()).update(places)
        aside = _find_aside(text, hits)
        found = []
        for theme in sorted(speaking):
            places = sorted(speaking[theme] - excluded.get(theme, set()) - aside)
            if places:
                found.append(Found(theme=theme, words=tuple(dict.fromkeys(words[place] for place in places))))
        return tuple(found)


def _group(terms: Sequence[Term], *, single: bool) -> dict[int, list[Term]]:
    """File terms of one word, or of several, under the word that they are looked for by."""
    found: dict[int, list[Term]] = {}
    for term in terms:
        if (len(term.atoms) == 1) is single:
            found.setdefault(term.atoms[term.key], []).append(term)
    return found


def _find_places(term: Term, key: int, hits: Mapping[int, _Lookup]) -> list[int]:
    """Return the places of a term's words around that of its longest one, in order and near each other, or none."""
    found = [key]
    for step, atoms in ((-1, term.atoms[: term.key][::-1]), (1, term.atoms[term.key + 1 :])):
        place = key
        for atom in atoms:
            place = _find_near(atom, place, step, term.gap, hits)
            if place < 0:
                return []
            found.append(place)
    return found


def _find_near(atom: int, place: int, step: int, gap: int, hits: Mapping[int, _Lookup]) -> int:
    """Return the nearest place after (or before) another at which a term's word stands, or -1."""
    for distance in range(1, gap + 2):
        near = place + step * distance
        if near in hits and atom in hits[near].atoms:
            return near
    return -1


def _find_aside(text: str, hits: Mapping[int, _Lookup]) -> frozenset[int]:
    """Return the places of the words that the text sets aside."""
    spans = find_set_aside(text)
    if not spans:
        return frozenset()
    return frozenset(
        place
        for place, match in enumerate(WORD.finditer(text))
        if place in hits and any(start <= match.start() < end for start, end in spans)
    )
