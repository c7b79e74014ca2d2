"""The bytes of questions/themes.toml → the theme book, and every problem in the file. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.model.programme import Programme
from toolkit.model.text import LANGUAGES
from toolkit.model.themes import Terms, Theme, ThemeBook
from toolkit.reading import messages
from toolkit.reading.toml_section import Section, check_ids, parse_toml

_REQUIRED = ("id", "name", "include")
_KEYS = (*_REQUIRED, "description", "exclude", "insight", "area")
DIVIDERS = ";|\n"
"""What divides several themes in one cell of the worksheet for coding, and so cannot be part of a name."""
_LETTERS = re.compile(r"[^\W\d_]")


def parse_themes(content: bytes, file: str, programme: Programme) -> tuple[ThemeBook, Section]:
    """Return the theme book as far as it can be understood, and the file's section with its problems."""
    root = parse_toml(content, file, programme.languages)
    if root.problems:
        return ThemeBook(), root
    root.check_keys(("themes",))
    sections = root.sections("themes")
    check_ids(sections)
    themes = tuple(_parse_theme(section, programme) for section in sections)
    for language in programme.languages:
        if _find_alike(sections, themes, language):
            break  # one report is enough where two names are alike in both languages
    return ThemeBook(themes=themes), root


def _parse_theme(section: Section, programme: Programme) -> Theme:
    section.check_keys(_KEYS)
    section.check_present(_REQUIRED, _KEYS)
    name = section.text("name")
    for language in LANGUAGES:
        divider = next((each for each in DIVIDERS if each in getattr(name, language)), "")
        if divider:
            section.report(messages.DIVIDED_NAME, "name", language, name=getattr(name, language), divider=divider)
    include = _parse_terms(section, "include")
    if "include" in section.values and not include:
        section.report(messages.NO_TERMS, "include", notice=True)
    theme = Theme(
        id=section.identifier(),
        name=name,
        description=section.text("description"),
        include=include,
        exclude=_parse_terms(section, "exclude"),
        insight=section.reference("insight", tuple(insight.id for insight in programme.insights)),
        area=section.reference("area", tuple(area.id for area in programme.areas)),
    )
    area = programme.area(theme.area)
    if area and theme.insight and area.insight and area.insight != theme.insight:
        section.report(messages.AREA_OF_ANOTHER_INSIGHT, "area", area=area.id, insight=area.insight)
    # What belongs to an area belongs to the area's insight.
    return replace(theme, insight=theme.insight or (area.insight if area else ""))


def _parse_terms(section: Section, key: str) -> Terms:
    """Take words by language, or one list for both."""
    if isinstance(section.values.get(key), list):
        words = _take_words(section, key)
        return Terms(sv=words, en=words)
    inner = section.section(key)
    inner.check_keys(LANGUAGES)
    return Terms(**{language: _take_words(inner, language) for language in LANGUAGES})


def _take_words(section: Section, key: str) -> tuple[str, ...]:
    words = section.words(key)
    for index, word in enumerate(words):
        if len(_LETTERS.findall(word)) < 2:  # a lone letter is found in every "e.g."
            section.report(messages.TERM_WITHOUT_WORD, key, index, term=word)
        elif "*" in word.removesuffix("*") or "=" in word.removeprefix("="):
            section.report(messages.MARK_INSIDE_TERM, key, index, term=word)
    return words


def _find_alike(sections: Sequence[Section], themes: Sequence[Theme], language: str) -> bool:
    """Report names that are alike: a drop-down holds the name itself, and nobody could tell which one came back."""
    seen: set[str] = set()
    found = False
    for section, theme in zip(sections, themes, strict=True):
        said = theme.name.say(language).casefold()
        if said and said in seen:
            section.report(messages.SAME_THEME_NAME, "name", name=theme.name.say(language), language=language)
            found = True
        seen.add(said)
    return found
