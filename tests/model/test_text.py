"""A text says itself in the language asked for, or in the other one."""

from toolkit.model.text import Text


def test_a_text_falls_back_to_the_other_language() -> None:
    both, swedish, english = Text(sv="å", en="a"), Text(sv="å"), Text(en="a")
    assert [both.say("sv"), both.say("en")] == ["å", "a"]
    assert [swedish.say("en"), english.say("sv")] == ["å", "a"]


def test_a_text_without_words_is_false() -> None:
    assert not Text()
    assert Text(en="a")
