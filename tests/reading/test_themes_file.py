"""The theme book: themes with their words, and each fault in it named with its line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Message
from toolkit.model.text import Text
from toolkit.model.themes import Terms, Theme
from toolkit.reading import messages
from toolkit.reading.folder import read_folder
from toolkit.reading.programme_file import parse_programme
from toolkit.reading.themes_file import parse_themes

from .folders import PROGRAMME

ROOT = Path(__file__).resolve().parents[2]
FOUND, _ = parse_programme(PROGRAMME.encode())
THEME = '[[themes]]\nid = "a"\nname = { sv = "Ett", en = "One" }\ninclude.sv = ["ord"]\n'


def parse(text: str) -> tuple[tuple[Theme, ...], list[tuple[Message, int]]]:
    """Parse a theme book; return its themes and the problems with their lines."""
    assert FOUND is not None
    book, root = parse_themes(text.encode(), "themes.toml", FOUND)
    return book.themes, [(problem.message, problem.place.line) for problem in root.problems]


def test_a_theme_has_words_by_language_and_belongs_to_its_area_s_insight() -> None:
    text = THEME + 'include.en = ["word"]\nexclude = ["not this"]\narea = "webb"\ndescription = "Om ord"'
    (theme,), problems = parse(text)
    assert not problems
    assert (theme.name, theme.area, theme.insight) == (Text(sv="Ett", en="One"), "webb", "natverk")
    assert theme.include == Terms(sv=("ord",), en=("word",))
    assert theme.exclude == Terms(sv=("not this",), en=("not this",))


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (THEME + 'includ = ["x"]', messages.UNKNOWN_KEY_NEAR, 5),
        (THEME + "colour = 7", messages.UNKNOWN_KEY, 5),
        (THEME + 'insigt = "x"', messages.UNKNOWN_KEY_NEAR, 5),
        (THEME + 'insight = "nätverk"', messages.UNKNOWN_NEAR, 5),
        (THEME + 'area = "media"', messages.UNKNOWN, 5),
        (THEME + 'include.en = ["a"]', messages.TERM_WITHOUT_WORD, 5),
        (THEME + 'include.en = ["al*mn"]', messages.MARK_INSIDE_TERM, 5),
        (THEME + 'include.en = "word"', messages.NOT_A_LIST, 5),
        (THEME + THEME, messages.TWICE_IN_FILE, 6),
        (THEME + THEME.replace('"a"', '"b"'), messages.SAME_THEME_NAME, 7),
        ('[[themes]]\nid = "a"\nname = "Ett; två"\ninclude.sv = ["ord"]', messages.DIVIDED_NAME, 3),
        ('[[themes]]\nid = "A b"\nname = "Ett"\ninclude.sv = ["ord"]', messages.BAD_ID, 2),
        ('[[themes]]\nname = "Ett"\ninclude.sv = ["ord"]', messages.MISSING_KEY, 1),
        ('[[theme]]\nid = "a"', messages.UNKNOWN_KEY_NEAR, 1),
        ("[[themes]]\nid = “a”", messages.CURLY_QUOTES, 2),
    ],
)
def test_each_fault_is_named_with_its_line(text: str, message: Message, line: int) -> None:
    assert (message, line) in parse(text)[1]


def test_every_fault_is_named_at_once() -> None:
    text = '[[themes]]\nid = "A"\nname = "x;y"\ninclude.sv = ["", "="]\narea = "nowhere"'
    assert len(parse(text)[1]) == 6


def test_a_theme_without_words_is_given_by_people_only_and_that_is_noticed() -> None:
    assert FOUND is not None
    _, root = parse_themes(b'[[themes]]\nid = "a"\nname = "Ett"\ninclude.sv = []', "themes.toml", FOUND)
    assert [(problem.message, problem.notice) for problem in root.problems] == [(messages.NO_TERMS, True)]


def test_the_programme_s_own_theme_book_covers_every_insight_and_every_prioritised_or_added_area() -> None:
    found = read_folder(ROOT)
    themes = found.themes.themes
    assert len({theme.id for theme in themes}) == len(themes) == 21
    assert {insight.id for insight in found.programme.insights} <= {theme.insight for theme in themes}
    covered = {theme.area for theme in themes}
    alike = {"rims": "systemstod", "eu": "policypaverkan"}  # an area and the planned one that does its work
    for area in found.programme.areas:
        if area.kind in ("prioritised", "added"):
            assert alike.get(area.id, area.id) in covered, area.id
    for theme in themes:
        for language in ("sv", "en"):
            assert theme.name.say(language)
            assert theme.description.say(language)
            assert 8 <= len(theme.include.of(language)) <= 30, (theme.id, language)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=80)
def test_any_bytes_at_all_are_read_without_a_crash(content: bytes) -> None:
    assert FOUND is not None
    parse_themes(content, "themes.toml", FOUND)
