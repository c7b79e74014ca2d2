"""The nearest known word, and an id made of any word."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.nearest import ID, compose_id, find_nearest


def test_a_slip_finds_the_word_meant() -> None:
    assert find_nearest("titel", ["title", "kind"]) == "title"
    assert find_nearest("KÄNNEDOM", ["kannedom"]) == "kannedom"
    assert find_nearest("zzz", ["title"]) is None
    assert find_nearest("x", []) is None


def test_an_id_is_made_of_any_word() -> None:
    assert compose_id("KI om 5 år!") == "ki-om-5-ar"
    assert compose_id("Ørsted & Æ") == "orsted-a"
    assert compose_id("日本") == "id-1"


@given(st.text(max_size=60))
def test_what_is_suggested_is_itself_an_id(word: str) -> None:
    assert ID.fullmatch(compose_id(word, 16))
