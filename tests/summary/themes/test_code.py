"""Coding of answers: people's codes stand, the rest is the theme book's, what no theme covers is listed."""

from tests.summary.themes.answers import make_answers
from toolkit.model.plain_text import digest_text
from toolkit.model.text import Text
from toolkit.model.themes import HumanCoding, Terms, Theme, ThemeBook
from toolkit.summary.corpus import compose_corpus
from toolkit.summary.themes.code import compose_coding

BOOK = ThemeBook(
    themes=tuple(
        Theme(id=name, name=Text(sv=name, en=name), include=Terms(sv=(word,)))
        for name, word in (("alumner", "alumn"), ("webb", "webb"))
    )
)
ANSWERS = make_answers("Fler alumner på webben", "Kaffe", "Bättre webb")
CORPUS = compose_corpus(ANSWERS)


def human(place: int, *themes: str, text: str = "", released: bool = False) -> HumanCoding:
    answer = ANSWERS[place]
    return HumanCoding(answer=answer.key, themes=themes, digest=digest_text(text or answer.text), released=released)


def code(*said: HumanCoding) -> dict[str, tuple[str, ...]]:
    coding = compose_coding(CORPUS, BOOK, {each.answer: each for each in said})
    return {key.response: coding.themes_of(key) for key in (answer.key for answer in ANSWERS)}


def test_an_answer_has_all_its_themes_in_the_book_s_order_and_the_words_that_gave_them() -> None:
    coding = compose_coding(CORPUS, BOOK, {})
    codes = coding.by_answer[ANSWERS[0].key]
    assert [(each.theme, each.who, each.words) for each in codes] == [
        ("alumner", "computed", ("alumner",)),
        ("webb", "computed", ("webben",)),
    ]
    assert coding.uncovered == (ANSWERS[1].key,)


def test_a_person_s_coding_stands_against_what_the_words_say_also_where_no_theme_fits() -> None:
    assert code(human(0), human(1, "webb")) == {"1": (), "2": ("webb",), "3": ("webb",)}
    coding = compose_coding(CORPUS, BOOK, {ANSWERS[0].key: human(0)})
    assert ANSWERS[0].key in coding.human
    assert ANSWERS[0].key not in coding.uncovered


def test_an_answer_that_was_given_back_is_coded_by_its_words_again() -> None:
    assert code(human(0, "webb", released=True))["1"] == ("alumner", "webb")


def test_a_coding_of_a_text_that_was_corrected_since_stands_and_is_marked() -> None:
    said = human(0, "webb", text="Fler alumer")
    coding = compose_coding(CORPUS, BOOK, {said.answer: said})
    assert coding.themes_of(said.answer) == ("webb",)
    assert coding.changed == {said.answer}


def test_a_theme_that_left_the_book_is_kept_where_a_person_gave_it() -> None:
    assert code(human(1, "kaffe", "alumner"))["2"] == ("alumner", "kaffe")


def test_without_a_theme_book_every_answer_is_uncovered() -> None:
    coding = compose_coding(CORPUS, ThemeBook(), {})
    assert coding.uncovered == tuple(answer.key for answer in ANSWERS)
