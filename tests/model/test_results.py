import pytest

from tests.deck.outline_fixtures import BANK, NORTH, PROGRAMME
from toolkit.model.instrument import compose_instrument
from toolkit.model.question import Question
from toolkit.model.response import Answer, Response
from toolkit.model.results import (
    Bars,
    Card,
    Cards,
    Dots,
    Portions,
    Ranks,
    Results,
    ScaleBars,
    Words,
    compose_results,
    tally_question,
)
from toolkit.model.text import Text

INSTRUMENT = compose_instrument(PROGRAMME.id, NORTH, BANK)


def find(question_id: str) -> Question:
    question = INSTRUMENT.question(question_id)
    assert question
    return question


def show(question_id: str, *given: dict[str, str | int], cards: tuple[Card, ...] = ()) -> Results:
    """Show a question's answers, a dictionary a response."""
    responses = [
        Response(
            id=str(number),
            workshop=NORTH.id,
            instrument=INSTRUMENT.version,
            channel="web",
            language="sv",
            answers=tuple(Answer(item=item, value=value) for item, value in one.items()),
        )
        for number, one in enumerate(given)
    ]
    question = find(question_id)
    return compose_results(question, tally_question(PROGRAMME, NORTH, INSTRUMENT, question, responses), cards)


def test_one_choice_each_is_shown_in_the_order_asked_with_counts_and_shares() -> None:
    results = show("val", {"val": "alumner"}, {"val": "alumner"}, {"val": "eu"}, {"fritt": "Hej"})
    assert isinstance(results.shown, Bars)
    counts = [(bar.id, bar.count) for bar in results.shown.bars]
    assert counts == [("webb", 0), ("alumner", 2), ("medier", 0), ("eu", 1)]
    assert results.shown.bars[1].share == pytest.approx(2 / 3)
    assert (results.responses, results.answered) == (4, 3)


def test_several_choices_are_shown_with_those_chosen_by_most_first_and_ties_as_asked() -> None:
    results = show("kryss", {"kryss.eu": 1, "kryss.webb": 1}, {"kryss.eu": 1, "kryss.alumner": 1})
    assert isinstance(results.shown, Bars)
    assert [bar.id for bar in results.shown.bars] == ["eu", "webb", "alumner", "medier"]


def test_a_scale_shows_every_point_and_its_ends() -> None:
    results = show("skala", {"skala": 2}, {"skala": 5}, {"skala": 5})
    assert isinstance(results.shown, ScaleBars)
    assert results.shown.counts == ((1, 0), (2, 1), (3, 0), (4, 0), (5, 2), (6, 0), (7, 0))
    assert (results.shown.low.sv, results.shown.high.sv, results.shown.spread.mean) == ("Okänt", "Välkänt", 4)


def test_ranks_come_by_their_mean_and_what_nobody_ranked_comes_last() -> None:
    results = show("rang", {"rang.eu": 1, "rang.webb": 3}, {"rang.eu": 2, "rang.webb": 1})
    assert isinstance(results.shown, Ranks)
    assert [(rank.id, rank.mean, rank.first) for rank in results.shown.ranks] == [
        ("eu", 1.5, 1),
        ("webb", 2, 1),
        ("alumner", None, 0),
        ("medier", None, 0),
    ]
    assert results.shown.last == 4


def test_points_are_means_over_all_who_answered_and_a_blank_is_none() -> None:
    results = show("poang", {"poang.eu": 100}, {"poang.eu": 40, "poang.webb": 60})
    assert isinstance(results.shown, Portions)
    assert [(one.id, one.mean) for one in results.shown.portions][:2] == [("eu", 70), ("webb", 30)]


def test_a_choice_that_nobody_placed_has_no_dot_but_is_named() -> None:
    results = show("matris", {"matris.eu.effort": 1, "matris.eu.effect": 5}, {"matris.webb.effort": 2})
    assert isinstance(results.shown, Dots)
    assert [(dot.id, dot.effort, dot.effect, dot.n) for dot in results.shown.dots] == [("eu", 1, 5, 1)]
    assert Text(sv="Webb", en="WEBB") in results.shown.unplaced


def test_words_are_counted_whatever_their_capitals() -> None:
    results = show("ord", {"ord.1": "Öppet", "ord.2": "Nobel"}, {"ord.1": "öppet"})
    assert isinstance(results.shown, Words)
    assert [(word.word.lower(), word.count) for word in results.shown.words] == [("öppet", 2), ("nobel", 1)]


def test_open_answers_are_shown_as_the_cards_given() -> None:
    card = Card(number=1, text="Fler gäster")
    assert show("fritt", {"fritt": "Fler gäster"}, cards=(card,)).shown == Cards(cards=(card,))


@pytest.mark.parametrize("question", INSTRUMENT.questions, ids=lambda question: question.id)
def test_a_question_without_answers_is_shown_empty(question: Question) -> None:
    results = show(question.id)
    assert (results.responses, results.answered) == (0, 0)
