"""Write the page of a question that asks for words: how often each was given. An edge."""

from functools import partial

from toolkit.model.figures import WordCount, count_words
from toolkit.model.plain_text import fold_word
from toolkit.model.question import Question
from toolkit.summary.charts import compose_bars
from toolkit.summary.closed_page import CHART_HEIGHT, conclude_page, list_figures, place_page
from toolkit.summary.formulas import is_plain_word, quote_text
from toolkit.summary.grid import Measure, Scope
from toolkit.summary.question_page import Setting, Written, describe_bars
from toolkit.summary.wording import say_count

MOST_WORDS = 60
"""Words in the table; each costs a COUNTIFS a group. The rest are counted in a note and stand in the answers."""
_CHARTED = 15
_ROOM_FOR_WORDS = {"x": 0.14, "y": 0.14, "width": 0.82, "height": 0.84}
"""So much of the chart's width is the words' own that none is broken over two lines, into its neighbours."""


def write_words_page(setting: Setting, top: int) -> Written:
    """Write the words given most, with a chart of the first ones."""
    texts, page = setting.texts, setting.page
    words = count_words(setting.question, setting.tally.total)
    places = place_page(setting, top)
    rest = words[MOST_WORDS:]
    note = texts("Capitals do not matter; a word is shown as most people spelt it.")
    if rest:
        left_out = texts("{n} more words are in the table of answers.", n=len(rest))
        note = f"{note} {left_out}"
    measures = _count_each(setting, words[:MOST_WORDS])
    grid = setting.compose("words", texts("Times given"), texts("Word"), measures, note)
    page.write_grid(places.tables, grid)
    if words:
        charted = min(_CHARTED, len(words))
        title = texts("The words given most, everyone")
        block = setting.block(places.tables, charted)
        chart = compose_bars(setting.workbook, block, title, page.colour, page.style.number_format("count"))
        chart.set_plotarea({"layout": _ROOM_FOR_WORDS})
        size = (page.width, CHART_HEIGHT)
        said = describe_bars(setting, title, list_figures(grid)[:charted], partial(say_count, texts=texts))
        page.place_chart(chart, places.charts, 0, size, said)
    return conclude_page(setting, places, (), (places.tables, grid))


def _count_each(setting: Setting, words: tuple[WordCount, ...]) -> list[Measure]:
    question = setting.question
    counted: dict[str, dict[str, int]] = {scope.group_id: _count_folded(question, scope) for scope in setting.scopes}

    def find(word: str, scope: Scope) -> int:
        return counted[scope.group_id].get(fold_word(word), 0)

    def write(word: str, scope: Scope, column: int) -> str:
        if is_plain_word(word):
            return setting.answers.count(question=question.id, text=word, **scope.criteria)
        chosen = setting.answers.condition(question=question.id, **scope.criteria)
        return f"SUMPRODUCT({chosen}*({setting.answers.column('text')}={quote_text(word)}))"

    return [
        Measure(label=each.word, kind="count", value=partial(find, each.word), formula=partial(write, each.word))
        for each in words
    ]


def _count_folded(question: Question, scope: Scope) -> dict[str, int]:
    return {fold_word(each.word): each.count for each in count_words(question, scope.figures)}
