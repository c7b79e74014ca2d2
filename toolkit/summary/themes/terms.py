"""The terms of a theme book → which of them a word may be a part of, found by form, compound or spelling. Pure.

A term is one word or several. Each of its words is looked for in every inflected form and, in Swedish, as the first or
the last part of a compound (*alumn* and *nätverk* both find *alumnnätverket*); `=word` only as it stands (with its
capitals, where it has any: `=WHO` is not *who*), `word*` whatever follows. A word of up to three letters, such as EU,
is only found alone, as a genitive or before a hyphen.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.text import LANGUAGES
from toolkit.model.themes import Terms, ThemeBook
from toolkit.summary.compare.tokens import WORD
from toolkit.summary.themes.forms import SHORTEST, find_forms

_LONG_ENOUGH = 4
"""Letters that a term must have to be found as a part of a compound."""
_REST = 2
"""Letters that the other part of a compound has at least."""
_GAP = 2
"""Other words that may stand between two words of a term."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of one theme (by its place in the book), as numbers of the words it is made of.

    `key` is its longest word, which the term is looked for by: "in" stands in every other answer, "Swedish" does not.
    `before` and `after` are those on either side, the nearest first. `gap` is how many other words may stand between
    two of them: none where all are short, as in "ett KI".
    """

    theme: int
    key: int
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    gap: int
    excludes: bool

    @property
    def is_single(self) -> bool:
        """Whether the term is one word."""
        return not self.before and not self.after


@dataclass(frozen=True, kw_only=True)
class Index:
    """Every word of the terms, under what it is found by: the forms of a word, what it begins and what it ends with.

    Forms are kept apart by language: a Swedish word is not found by an English inflection. `exact` are words that are
    found only as they stand.
    """

    terms: tuple[Term, ...]
    exact: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    forms: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    heads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    tails: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def begins(self) -> Mapping[str, frozenset[str]]:
        """The first letters of every form, by language: a word that begins otherwise need not be inflected."""
        return {language: frozenset(form[:SHORTEST] for form in found) for language, found in self.forms.items()}

    @cached_property
    def head_begins(self) -> frozenset[str]:
        """The first letters of every first part of a compound, or all of them where they are fewer."""
        return frozenset(head[:_LONG_ENOUGH] for head in self.heads)

    @cached_property
    def tail_begins(self) -> frozenset[str]:
        """The first letters of every last part of a compound."""
        return frozenset(tail[:_LONG_ENOUGH] for tail in self.tails)


def compose_index(book: ThemeBook) -> Index:
    """File every term of the book, includes before excludes, in the book's order."""
    maker = _Maker()
    terms = [
        Term(
            theme=place,
            key=atoms[key],
            before=atoms[:key][::-1],
            after=atoms[key + 1 :],
            gap=gap,
            excludes=excludes,
        )
        for place, theme in enumerate(book.themes)
        for listed, excludes in ((theme.include, False), (theme.exclude, True))
        for atoms, gap, key in maker.file_terms(listed)
    ]
    return Index(
        terms=tuple(terms),
        exact=_freeze(maker.exact),
        forms={language: _freeze(found) for language, found in maker.forms.items()},
        heads=_freeze(maker.heads),
        tails=_freeze(maker.tails),
    )


def _freeze(found: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(dict.fromkeys(atoms)) for key, atoms in found.items()}


class _Maker:
    """Numbers the words of terms, each once a language, and files them."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.forms: dict[str, dict[str, list[int]]] = {"sv": defaultdict(list), "en": defaultdict(list)}
        self.heads: dict[str, list[int]] = defaultdict(list)
        self.tails: dict[str, list[int]] = defaultdict(list)

    def file_terms(self, listed: Terms) -> Iterator[tuple[tuple[int, ...], int, int]]:
        for language in LANGUAGES:
            for term in listed.of(language):
                words = split_term(term)
                if words:
                    short = all(len(word) <= SHORTEST for word in words)
                    key = max(range(len(words)), key=lambda place: len(words[place]))
                    yield tuple(self.file_word(word, language) for word in words), 0 if short else _GAP, key

    def file_word(self, word: str, language: str) -> int:
        number = self.numbers.setdefault((word, language), len(self.numbers))
        if number < len(self.numbers) - 1:
            return number  # filed before
        forms = self.forms[language]
        if word.startswith("="):
            self.exact[word[1:]].append(number)
        elif word.endswith("*"):
            self.heads[word[:-1]].append(number)
            self.exact[word[:-1]].append(number)
        else:
            found = find_forms(word, language)
            for form in found:
                forms[form].append(number)
            if language == "sv" and len(word) >= _LONG_ENOUGH:
                self.heads[word].append(number)
                self.tails[word].append(number)
        return number


def split_term(term: str) -> list[str]:
    """Split a term into its words, each with the mark it was given; in lower case unless its capitals matter."""
    found: list[str] = []
    for part in term.split():
        words = WORD.findall(part)
        if len(words) == 1 and part.startswith("="):
            found.append(f"={words[0]}")
        elif len(words) == 1 and part.endswith("*"):
            found.append(f"{words[0].lower()}*")
        else:
            found += (word.lower() for word in words)
    return found


def find_atoms(word: str, index: Index) -> frozenset[int]:
    """Return the numbers of the terms' words that a word, as it stands in an answer, may be."""
    lower = word.lower()
    found = {*index.exact.get(word, ()), *index.exact.get(lower, ())}
    for part in (lower, *lower.split("-")) if "-" in lower else (lower,):
        found.update(_find_by_form(part, index))
        if len(part) > SHORTEST:
            found.update(_find_in_compound(part, index))
    return frozenset(found)


def _find_by_form(word: str, index: Index) -> Iterator[int]:
    for language, begins in index.begins.items():
        if word[:SHORTEST] in begins:
            by_form = index.forms[language]
            for form in find_forms(word, language):
                yield from by_form.get(form, ())


def _find_in_compound(word: str, index: Index) -> Iterator[int]:
    if not index.head_begins.isdisjoint((word[:2], word[:3], word[:4])):
        for end in range(2, len(word)):
            yield from index.heads.get(word[:end], ())
    starts = range(_REST, len(word) - _LONG_ENOUGH + 1)
    if not index.tail_begins.isdisjoint([word[start : start + _LONG_ENOUGH] for start in starts]):
        for form in find_forms(word, "sv"):
            for start in starts:
                yield from index.tails.get(form[start:], ())
