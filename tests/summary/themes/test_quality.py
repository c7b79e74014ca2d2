"""How well themes are found in labelled answers: better than a plain word search and than TF-IDF + NMF. No clocks.

The limits are somewhat below what is measured, so that a changed word in the theme book does not break them; the
figures themselves are printed by benchmarks/bench_themes.py.
"""

import sys
from collections.abc import Iterable, Sequence

import pytest

from tests.summary.themes.answers import ROOT, Labelled, read_book, read_labelled

sys.path.insert(0, str(ROOT / "benchmarks"))
import bench_themes as bench

BOOK = read_book()


def score(texts: Sequence[Labelled], found: Sequence[Iterable[str]], theme: str = "") -> bench.Quality:
    plain = [bench.Labelled(text.text, text.language, text.themes) for text in texts]
    return bench.measure_quality(plain, found, theme)


def code(texts: Sequence[Labelled]) -> list[list[str]]:
    return bench.code([bench.Labelled(text.text, text.language, text.themes) for text in texts], BOOK)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_on_the_held_out_half_most_codes_are_right_and_most_themes_are_found(language: str) -> None:
    texts = [text for text in read_labelled("held-out") if text.language == language]
    quality = score(texts, code(texts))
    assert quality.precision >= 0.85
    assert quality.recall >= 0.82


def test_on_the_held_out_half_every_theme_is_found_more_often_than_not() -> None:
    texts = read_labelled("held-out")
    found = code(texts)
    for theme in BOOK.themes:
        quality = score(texts, found, theme.id)
        assert quality.precision >= 0.5, theme.id
        assert quality.recall >= 0.5, theme.id


def test_an_answer_about_nothing_gets_no_theme() -> None:
    texts = [text for text in read_labelled("held-out") if not text.themes]
    assert len(texts) >= 10
    assert sum(bool(codes) for codes in code(texts)) <= 1


def test_the_theme_book_is_better_than_a_word_search_and_than_tf_idf_with_nmf() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is missing: pip install scikit-learn")
    texts = read_labelled("held-out")
    plain = [bench.Labelled(text.text, text.language, text.themes) for text in texts]
    own = score(texts, code(texts))
    searched = score(texts, bench.search_words(plain, BOOK))
    topics = bench.fit_nmf([text.text for text in texts], len(BOOK.themes))
    grouped = score(texts, bench.match_topics(plain, topics))
    assert own.precision > searched.precision > grouped.precision
    assert own.recall > searched.recall + 0.1
    assert own.recall > grouped.recall + 0.1


def test_the_labelled_set_is_large_in_both_languages_and_half_of_it_is_kept_for_the_test() -> None:
    halves = [read_labelled(half) for half in ("development", "held-out")]
    assert [len(half) for half in halves] == [170, 170]
    for half in halves:
        assert {text.language for text in half} == {"sv", "en"}
        assert {theme for text in half for theme in text.themes} == {theme.id for theme in BOOK.themes}
