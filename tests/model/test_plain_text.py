"""What people type becomes text that a workbook, a database and a page can all hold."""

import re

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.plain_text import fold_word, tidy_text, tidy_word


def test_accents_are_composed_and_line_breaks_unified() -> None:
    assert tidy_text("a\x07\u030a") == "å"
    assert tidy_text(" a\u030angstro\u0308m\r\nb\rc\x07\n") == "ångström\nb\nc"


def test_words_are_counted_together_whatever_their_capitals_and_spaces() -> None:
    assert fold_word("  Nobel \n PRISET ") == fold_word("nobel priset") == "nobel priset"


@given(st.text(max_size=60))
def test_tidy_text_stays_as_it_is_when_tidied_again(typed: str) -> None:
    assert tidy_text(tidy_text(typed)) == tidy_text(typed)
    assert tidy_word(tidy_word(typed)) == tidy_word(typed)
    assert not re.search("[\x00-\x08\r\ud800-\udfff\uffff]", tidy_text(typed))
