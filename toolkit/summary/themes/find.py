"""Answers → the themes of the theme book that each is about, each with the words that say so. Pure.

Every different word is looked up once; only the answers that hold a word which may give a theme are weighed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.model.themes import ThemeBook
from toolkit.summary.compare.tokens import WORD
from toolkit.summary.corpus import Corpus, Flags, part_by_owner
from toolkit.summary.themes.contrast import find_set_aside, may_set_aside
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


_NOTHING = _Lookup(atoms=frozenset(), includes=(), excludes=(), keys=(), speaks=False)


def find_themes(corpus: Corpus, book: ThemeBook) -> dict[int, tuple[Found, ...]]:
    """Return the themes of each answer that has any, by the answer's place, in the book's order."""
    lookups = _look_up_all(corpus.spellings, compose_index(book))
    marked = _find_owners(corpus, [may_set_aside(spelling) for spelling in corpus.spellings]).tolist()
    speaking = _find_owners(corpus, [lookup.speaks for lookup in lookups])
    is_known = np.array([bool(lookup.atoms) for lookup in lookups], np.bool_)
    known = np.flatnonzero(is_known[corpus.tokens] & speaking[corpus.owners])
    tokens = corpus.tokens.tolist()
    found = {}
    for owner, places in part_by_owner(corpus.owners[known], known):
        pairs = _weigh({place: lookups[tokens[place]] for place in places})
        if marked[owner]:
            aside = _find_aside(corpus.answers[owner].text, int(corpus.starts[owner]))
            pairs = {(theme, place) for theme, place in pairs if place not in aside}
        if pairs:
            found[owner] = _compose_found([(theme, corpus.spellings[tokens[place]]) for theme, place in sorted(pairs)])
    return found


def _find_owners(corpus: Corpus, spellings: Sequence[bool]) -> Flags:
    """Tell of each answer whether it holds one of these spellings."""
    found = np.zeros(len(corpus.answers), np.bool_)
    found[corpus.owners[np.array(spellings, np.bool_)[corpus.tokens]]] = True
    return found


def _look_up_all(spellings: Sequence[str], index: Index) -> list[_Lookup]:
    """Look every word up as it is written."""
    singles = _group(term for term in index.terms if term.is_single)
    phrases = _group(term for term in index.terms if not term.is_single)
    return [_look_up(find_atoms(spelling, index), singles, phrases) for spelling in spellings]


def _look_up(
    atoms: frozenset[int], singles: Mapping[int, Sequence[Term]], phrases: Mapping[int, Sequence[Term]]
) -> _Lookup:
    if not atoms:
        return _NOTHING
    own = [term for atom in atoms for term in singles.get(atom, ())]
    includes = tuple(sorted({term.theme for term in own if not term.excludes}))
    keys = tuple(term for atom in sorted(atoms) for term in phrases.get(atom, ()))
    return _Lookup(
        atoms=atoms,
        includes=includes,
        excludes=tuple(sorted({term.theme for term in own if term.excludes})),
        keys=keys,
        speaks=bool(includes) or any(not term.excludes for term in keys),
    )


def _weigh(hits: Mapping[int, _Lookup]) -> set[tuple[int, int]]:
    """Gather each theme that is spoken for with the place of a word that does so, less what is excluded."""
    speaking: set[tuple[int, int]] = set()
    excluded: set[tuple[int, int]] = set()
    for place, lookup in hits.items():
        for theme in lookup.includes:
            speaking.add((theme, place))
        for theme in lookup.excludes:
            excluded.add((theme, place))
        for term in lookup.keys:
            places = _find_places(term, place, hits)
            if places:
                (excluded if term.excludes else speaking).update((term.theme, near) for near in places)
    return speaking - excluded


def _compose_found(speaking: Sequence[tuple[int, str]]) -> tuple[Found, ...]:
    """Gather the words of each theme, each once."""
    words: dict[int, dict[str, None]] = {}
    for theme, word in speaking:
        words.setdefault(theme, {})[word] = None
    return tuple(Found(theme=theme, words=tuple(own)) for theme, own in words.items())


def _group(terms: Iterable[Term]) -> dict[int, list[Term]]:
    """File terms under the word that they are looked for by."""
    found: dict[int, list[Term]] = {}
    for term in terms:
        found.setdefault(term.key, []).append(term)
    return found


def _find_places(term: Term, key: int, hits: Mapping[int, _Lookup]) -> list[int]:
    """Return the places of a term's words around that of its key, in order and near each other, or none."""
    found = [key]
    for step, atoms in ((-1, term.before), (1, term.after)):
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


def _find_aside(text: str, start: int) -> frozenset[int]:
    """Return the places of the words that a text sets aside; its first word's is given."""
    spans = find_set_aside(text)
    return frozenset(
        place
        for place, match in enumerate(WORD.finditer(text), start)
        if any(first <= match.start() < end for first, end in spans)
    )
