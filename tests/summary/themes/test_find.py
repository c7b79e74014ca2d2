"""Themes in texts: word forms, compounds, negation, several themes or none, and the words that say so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.model.text import Text
from toolkit.model.themes import Terms, Theme, ThemeBook
from toolkit.summary.corpus import compose_corpus
from toolkit.summary.themes.find import find_themes


def make_theme(name: str, sv: str = "", en: str = "", *, but: str = "") -> Theme:
    """Make a theme; terms are divided by commas."""
    include = Terms(sv=split(sv), en=split(en))
    return Theme(id=name, name=Text(sv=name, en=name), include=include, exclude=Terms(sv=split(but)))


def split(terms: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, terms.split(","))))


BOOK = ThemeBook(
    themes=(
        make_theme("alumner", "alumn, tidigare student", "alumn*, former student"),
        make_theme("natverk", "nätverk, samarbete", "network, partner"),
        make_theme("webb", "webb, hemsida, ki.se", "website"),
        make_theme("media", "medier, press", "media", but="sociala medier, stress"),
        make_theme("eu", "EU, =WHO, =mål", "Brussels"),
        make_theme("ett-ki", "ett KI"),
        make_theme("synlighet", "synlighet"),
    )
)


def find(text: str) -> dict[str, tuple[str, ...]]:
    themes = find_themes(compose_corpus(make_answers(text)), BOOK).get(0, ())
    return {BOOK.themes[found.theme].id: found.words for found in themes}


@pytest.mark.parametrize(
    "text",
    ["nätverk", "Nätverket.", "nätverken", "NÄTVERKENS", "forskarnätverken", "nätverksträffar", "Nätverks-lunch"],
)
def test_a_word_is_found_in_every_form_and_as_a_part_of_compounds(text: str) -> None:
    assert "natverk" in find(text)


def test_a_compound_of_two_themes_words_is_about_both() -> None:
    assert find("alumnnätverket") == {"alumner": ("alumnnätverket",), "natverk": ("alumnnätverket",)}


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Vi saknar ett alumnnätverk", {"alumner", "natverk"}),
        ("Det finns inga alumner här", {"alumner"}),
        ("We have no alumni network", {"alumner", "natverk"}),
        ("Vi har inte satsat på pressen", {"media"}),
        ("inte bara webben utan också alumnerna", {"webb", "alumner"}),
        ("not only the website but alumni as well", {"webb", "alumner"}),
    ],
)
def test_who_says_that_something_is_missing_speaks_of_it(text: str, themes: set[str]) -> None:
    assert set(find(text)) == themes


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Det handlar inte om webben, utan om alumner", {"alumner"}),
        ("Det handlar inte om webben utan om alumner", {"alumner"}),
        ("This is not about the website", set()),
        ("Satsa på alumner i stället för en ny hemsida.", {"alumner"}),
        ("Istället för webben borde vi satsa på alumner", {"alumner"}),
        ("alumni rather than the website", {"alumner"}),
        ("not the website but the network", {"natverk"}),
    ],
)
def test_what_an_answer_sets_aside_is_not_what_it_is_about(text: str, themes: set[str]) -> None:
    assert set(find(text)) == themes


def test_the_words_that_gave_a_theme_are_given_as_written_and_once() -> None:
    assert find("Alumner! Fler alumner, alumnträffar") == {"alumner": ("Alumner", "alumner", "alumnträffar")}


def test_an_excluded_expression_does_not_speak_for_the_theme_but_another_word_may() -> None:
    assert find("sociala medier") == {}
    assert find("Mindre stress") == {}
    assert set(find("sociala medier och pressen")) == {"media"}


def test_an_expression_is_found_in_order_and_close_together() -> None:
    assert "alumner" in find("våra tidigare duktiga studenter")
    assert "alumner" not in find("studenter har det bättre än tidigare")
    assert "alumner" not in find("tidigare var det så att många fler studenter sökte")


def test_an_expression_of_short_words_stands_together() -> None:
    assert "ett-ki" in find("som ett KI")
    assert "ett-ki" not in find("Ett bättre KI")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("WHO", True),
        ("the man who", False),
        ("EU:s pengar", True),
        ("EU-kontoret", True),
        ("museum", False),
        ("mål", True),
        ("måltid", False),
        ("målen", False),
    ],
)
def test_a_short_or_exact_word_is_only_found_as_it_stands(text: str, is_found: bool) -> None:
    assert ("eu" in find(text)) is is_found


@pytest.mark.parametrize("text", ["", "?", "Vet inte", "N/A", "123", "syn", "🙂", "synpunkter"])
def test_where_no_theme_fits_none_is_given(text: str) -> None:
    assert find(text) == {}


def test_a_word_of_the_other_language_is_found_too() -> None:
    assert set(find("vi behöver bättre website och network")) == {"webb", "natverk"}


def test_answers_together_have_the_themes_that_each_has_alone() -> None:
    texts = (
        "Fler ALUMNER i vårt eu-nätverk",
        "",
        "handlar inte om webben, utan om medier",
        "123",
        "sociala medier",
        "våra tidigare duktiga",
        "studenter på en website",
        "WHO, who och mål",
        "alumner",
    )
    answers = [make_answers(text, language=("sv", "en", "de")[place % 3])[0] for place, text in enumerate(texts)]
    together = find_themes(compose_corpus(answers), BOOK)
    alone = {place: find_themes(compose_corpus([answer]), BOOK).get(0) for place, answer in enumerate(answers)}
    assert together == {place: found for place, found in alone.items() if found}
    assert set(together) == {0, 2, 6, 7, 8}


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_text_at_all_is_taken_and_gives_only_its_own_words(text: str) -> None:
    for words in find(text).values():
        assert words
        assert all(word in text for word in words)


def test_a_book_without_themes_finds_nothing() -> None:
    assert find_themes(compose_corpus(make_answers("alumner")), ThemeBook()) == {}
