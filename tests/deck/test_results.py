import pytest

from tests.deck.outline_fixtures import BANK, NORTH, make_deck
from tests.model.test_results import show
from toolkit.chart.values import Chart
from toolkit.deck.messages import RESULTS_TOO_FEW
from toolkit.deck.slides import Block, TextBlock
from toolkit.model.results import Results

GIVEN: dict[str, dict[str, str | int]] = {
    "val": {"val": "eu"},
    "kryss": {"kryss.eu": 1, "kryss.webb": 1},
    "skala": {"skala": 6},
    "rang": {"rang.eu": 1, "rang.webb": 2},
    "poang": {"poang.eu": 80, "poang.webb": 20},
    "matris": {"matris.eu.effort": 2, "matris.eu.effect": 4},
    "ord": {"ord.1": "öppet"},
}


def make_results(question_id: str, times: int = 5) -> Results:
    return show(question_id, *[GIVEN[question_id]] * times)


def find_block(question_id: str, results: dict[str, Results] | None) -> Block:
    deck, _ = make_deck(f"## Svaren\n\n::: results {question_id}\n:::", NORTH, results=results)
    return deck.slides[-1].areas[0][0]


@pytest.mark.parametrize("question_id", GIVEN)
def test_what_was_answered_stands_in_the_slide_as_a_native_chart(question_id: str) -> None:
    chart = find_block(question_id, {question_id: make_results(question_id)})
    assert isinstance(chart, Chart)
    assert chart.source.startswith("5 personer har svarat")
    assert chart.alt


@pytest.mark.parametrize(
    ("question_id", "kind", "first"),
    [
        ("val", "bar", ("Webb", 0)),
        ("kryss", "bar", ("Webb", 5)),
        ("skala", "column", ("1 Okänt", 0)),
        ("rang", "bar", ("EU", 1)),
        ("poang", "bar", ("EU", 80)),
        ("matris", "scatter", ("EU", 2)),
        ("ord", "bar", ("öppet", 5)),
    ],
)
def test_the_chart_has_the_room_s_figures_in_the_room_s_order(
    question_id: str, kind: str, first: tuple[str, float]
) -> None:
    chart = find_block(question_id, {question_id: make_results(question_id)})
    assert isinstance(chart, Chart)
    assert (chart.kind, (chart.categories[0], chart.series[0].values[0])) == (kind, first)


def test_a_scale_s_mean_stands_under_the_chart_with_a_decimal_comma() -> None:
    chart = find_block("skala", {"skala": make_results("skala")})
    assert isinstance(chart, Chart)
    assert chart.source == "5 personer har svarat · medelvärde 6,0"


def test_fewer_answers_than_the_programme_asks_for_are_left_out_and_that_is_told() -> None:
    source = "## Svaren\n\n::: results val\n:::"
    deck, notices = make_deck(source, NORTH, results={"val": make_results("val", 4)})
    assert isinstance(deck.slides[-1].areas[0][0], TextBlock)
    assert [(notice.message, notice.facts["answered"]) for notice in notices] == [(RESULTS_TOO_FEW, 4)]


def test_without_answers_asked_for_the_slide_links_as_before_and_says_nothing() -> None:
    deck, notices = make_deck("## Svaren\n\n::: results val\n:::", NORTH)
    assert isinstance(deck.slides[-1].areas[0][0], TextBlock)
    assert notices == ()


def test_open_answers_keep_the_link() -> None:
    deck, notices = make_deck("## Svaren\n\n::: results fritt\n:::", NORTH, results={})
    assert isinstance(deck.slides[-1].areas[0][0], TextBlock)
    assert notices == ()


def test_every_kind_of_question_is_tried_here() -> None:
    assert {question.kind for question in BANK} - {"text"} == {
        question.kind for question in BANK if question.id in GIVEN
    }
