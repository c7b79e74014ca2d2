"""Word forms: inflections meet, what is something else does not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.summary.themes.forms import ENDINGS, SHORTEST, find_base, find_forms, stem_word

MEET = [
    "synlighet synligheten synlighetens",
    "synlig synliga synligt",
    "nätverk nätverken nätverket nätverkets nätverken",
    "webbplats webbplatsen webbplatser webbplatserna",
    "forskare forskarna forskarens",
    "forskning forskningen forskningens",
    "alumn alumner alumnerna alumnens",
    "media medier medierna",
    "språk språket språken språkets",
    "konferens konferenser konferensen konferensernas",
    "partner partnern partners",
]


@pytest.mark.parametrize("words", MEET)
def test_inflections_of_one_word_share_a_form(words: str) -> None:
    first, *others = words.split()
    for other in others:
        assert find_forms(first, "sv") & find_forms(other, "sv"), (first, other)


@pytest.mark.parametrize("words", MEET[:4] + MEET[5:7] + MEET[8:10])
def test_inflections_of_one_word_are_counted_as_one(words: str) -> None:
    assert len({find_base(word, "sv") for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words", ["synlighet synlig syn", "forskare forskning", "ledare ledande", "stat statlig", "tid tidning"]
)
def test_words_that_only_look_alike_do_not_meet(words: str) -> None:
    for first, other in combinations(words.split(), 2):
        assert not find_forms(first, "sv") & find_forms(other, "sv"), (first, other)


@pytest.mark.parametrize(
    ("first", "other"), [("network", "networks"), ("alumni", "alumni"), ("visit", "visiting"), ("rank", "ranked")]
)
def test_english_inflections_share_a_form(first: str, other: str) -> None:
    assert find_forms(first, "en") & find_forms(other, "en")


@given(st.text(alphabet="abdenrsttåö-é", max_size=12) | st.text(max_size=8))
def test_a_swedish_word_has_as_forms_what_stands_before_each_of_its_endings(word: str) -> None:
    bases = {
        word[: -len(ending)]
        for ending, least in ENDINGS.items()
        if word.endswith(ending) and len(word) - len(ending) >= least and set(word[: -len(ending)]) & set("aeiouyåäöéü")
    }
    expected = {word, stem_word(word, "sv"), *bases} if len(word) > SHORTEST else {word}
    assert find_forms(word, "sv") == expected


def test_a_short_word_is_only_itself() -> None:
    assert find_forms("eu", "sv") == {"eu"}
    assert find_forms("who", "en") == {"who"}
