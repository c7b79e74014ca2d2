"""Themes and the open answers coded with them: the theme book, codes with their words, suggestions. Pure.

Frozen values only.

Made by summary/themes/ from the theme book (questions/themes.toml) and the codes that people gave; read by the
workbook, the report, the feedback decks, the follow-up and the published data, so that a count of a theme is the same
in all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from toolkit.model.answer_key import AnswerKey
from toolkit.model.text import Text

Coder = Literal["human", "computed"]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What finds a theme, or keeps it away, by language: words in any form, "several words" near each other."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def of(self, language: str) -> tuple[str, ...]:
        """Return the terms in a language."""
        return self.en if language == "en" else self.sv

    def __bool__(self) -> bool:
        return bool(self.sv or self.en)


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A code given to open answers. `insight` and `area` are ids of the programme's, or empty.

    An answer that holds a term of `include` is about the theme, unless all of these stand within one of `exclude`.
    """

    id: str
    name: Text
    description: Text = field(default_factory=Text)
    include: Terms = field(default_factory=Terms)
    exclude: Terms = field(default_factory=Terms)
    insight: str = ""
    area: str = ""


@dataclass(frozen=True, kw_only=True)
class ThemeBook:
    """Every theme, in the order written; empty where a programme has none."""

    themes: tuple[Theme, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Theme]:
        """The themes by their id."""
        return MappingProxyType({theme.id: theme for theme in self.themes})

    def theme(self, theme_id: str) -> Theme | None:
        """Return the theme with an id, or None."""
        return self.by_id.get(theme_id)

    def name(self, theme_id: str) -> Text:
        """Return what a theme is called; one that was taken out of the book goes by its id."""
        found = self.theme(theme_id)
        return found.name if found else Text(sv=theme_id, en=theme_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A theme given to an answer. `words` are those of the answer that gave it, as written; none for a human's."""

    answer: AnswerKey
    theme: str
    who: Coder = "computed"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HumanCoding:
    """What a person said that one answer is about: exactly these themes, perhaps none.

    It holds against whatever the program would find, in every later summary. `digest` is that of the answer's text
    when it was coded (see `digest_text`), so that it can be told that the text was corrected since. `released` says
    that the person gave the answer back to the program.
    """

    answer: AnswerKey
    themes: tuple[str, ...]
    digest: str
    released: bool = False


@dataclass(frozen=True, kw_only=True)
class SuggestedTheme:
    """Answers that no theme covers and that are alike. `name` is made of their own words, `words` all that join them.

    `answers` are sorted by how typical they are; `examples` are the texts of the first few.
    """

    name: str
    language: str
    words: tuple[str, ...]
    answers: tuple[AnswerKey, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JoinedAnswers:
    """Answers to one question that say the same in nearly the same words; the first one stands for them all."""

    question: str
    text: str
    answers: tuple[AnswerKey, ...]

    @property
    def count(self) -> int:
        """How many answers say it."""
        return len(self.answers)


class CodableAnswer(NamedTuple):
    """An open answer as it is coded. `language` is the response's, sv or en.

    A named tuple and not a dataclass, because there is one for every open answer and they cost half.
    """

    key: AnswerKey
    question: str
    group: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Coding:
    """Every open answer, the codes given to them in the order of the answers, and what no theme covers.

    An answer that a person has coded (`human`) has that person's codes and no others. `uncovered` answers have no code
    and no person has said that this is right. `changed` are human-coded answers whose text was corrected afterwards.
    """

    book: ThemeBook = field(default_factory=ThemeBook)
    answers: tuple[CodableAnswer, ...] = ()
    codes: tuple[Code, ...] = ()
    human: frozenset[AnswerKey] = frozenset()
    changed: frozenset[AnswerKey] = frozenset()
    uncovered: tuple[AnswerKey, ...] = ()
    suggested: tuple[SuggestedTheme, ...] = ()
    joined: tuple[JoinedAnswers, ...] = ()

    @cached_property
    def by_answer(self) -> Mapping[AnswerKey, tuple[Code, ...]]:
        """The codes of each answer that has any, in the theme book's order."""
        found: dict[AnswerKey, list[Code]] = {}
        for code in self.codes:
            found.setdefault(code.answer, []).append(code)
        return MappingProxyType({key: tuple(codes) for key, codes in found.items()})

    @cached_property
    def by_theme(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes of each theme that has any, in the order of the answers."""
        found: dict[str, list[Code]] = {}
        for code in self.codes:
            found.setdefault(code.theme, []).append(code)
        return MappingProxyType({theme: tuple(codes) for theme, codes in found.items()})

    def themes_of(self, answer: AnswerKey) -> tuple[str, ...]:
        """Return the ids of the themes given to an answer."""
        return tuple(code.theme for code in self.by_answer.get(answer, ()))
