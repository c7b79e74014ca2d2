from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.figures import WordCount
from toolkit.model.results import Card
from toolkit.site.text_room import PAGE_HEIGHT, WORD_SIZES, arrange_cards, measure_card, size_words

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=2500).filter(
    lambda text: text.strip()
)


def cards(*texts: str) -> list[Card]:
    return [Card(number=number, text=text) for number, text in enumerate(texts, start=1)]


def test_cards_fill_two_columns_to_be_read_downwards() -> None:
    (page,) = arrange_cards(cards("ett", "två", "tre", "fyra"))
    assert [[card.text for card in column] for column in page.columns] == [["ett", "två"], ["tre", "fyra"]]


def test_a_single_card_has_the_page_to_itself() -> None:
    (page,) = arrange_cards(cards("ett"))
    assert [[card.text for card in column] for column in page.columns] == [["ett"]]


def test_what_does_not_fit_goes_on_the_next_page() -> None:
    pages = arrange_cards(cards(*["Vi blir en svensk angelägenhet, och det märks först om tio år."] * 30))
    assert len(pages) > 1
    assert sum(len(column) for page in pages for column in page.columns) == 30


def test_a_very_long_answer_runs_over_pages_of_its_own_that_say_which_part_it_is() -> None:
    pages = arrange_cards(cards("kort", "ord " * 700, "kort"))
    parts = [(card.part, card.parts) for page in pages[1:-1] for column in page.columns for card in column]
    assert len(parts) > 1
    assert parts == [(number, len(parts)) for number in range(1, len(parts) + 1)]


def test_no_answers_make_no_page() -> None:
    assert arrange_cards([]) == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, max_size=12))
def test_no_word_of_any_answer_is_lost_and_no_column_is_higher_than_the_page(texts: list[str]) -> None:
    pages = arrange_cards(cards(*texts))
    shown = [card for page in pages for column in page.columns for card in column]
    for number, text in enumerate(texts, start=1):
        said = "".join(card.text for card in shown if card.number == number)
        assert "".join(said.split()) == "".join(text.split())
    for page in pages:
        if len(page.columns) == 2:
            for column in page.columns:
                assert sum(measure_card(card, 80.8) for card in column) <= PAGE_HEIGHT


def test_the_more_people_wrote_a_word_the_larger_it_is() -> None:
    sized, left_out = size_words([WordCount(word="öppet", count=9), WordCount(word="stort", count=1)])
    assert (left_out, sized[0].size > sized[1].size) == (0, True)


def test_words_that_have_no_room_are_counted_and_the_rarest_go_first() -> None:
    words = [WordCount(word=f"ett-ganska-långt-ord-{n}", count=200 - n) for n in range(200)]
    sized, left_out = size_words(words)
    assert left_out > 0
    assert [word.word for word in sized] == [word.word for word in words[: 200 - left_out]]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(WordCount, word=st.text(min_size=1, max_size=60), count=st.integers(1, 99)), max_size=60))
def test_every_word_has_one_of_the_sizes(words: list[WordCount]) -> None:
    sized, left_out = size_words(words)
    assert len(sized) + left_out == len(words)
    assert all(1 <= word.size <= len(WORD_SIZES) for word in sized)
