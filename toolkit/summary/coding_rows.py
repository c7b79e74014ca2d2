"""Turn coded answers into the rows of the worksheet for coding: one row an answer. Pure.

Everything is working material for the facilitators, so an answer is shown as it was given, with what is flagged in it.
"""

from collections.abc import Iterator

from toolkit.model.analysis import Analysis
from toolkit.model.coding_sheet import (
    DIVIDER,
    HANDLING_NAMES,
    HEADERS,
    NO,
    THEME_COLUMNS,
    YES,
    CodingRow,
    compose_row_key,
)
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.publication import OpenAnswer
from toolkit.model.themes import CodableAnswer
from toolkit.summary.answers import Row
from toolkit.summary.care.open_answers import PERSONAL_WORDS
from toolkit.summary.cell_text import cut_text
from toolkit.texts import Texts

CODING_WIDTHS = {
    "group": 24,
    "question": 30,
    "answer": 70,
    "theme.1": 28,
    "theme.2": 28,
    "theme.3": 28,
    "themes": 24,
    "checked": 11,
    "words": 30,
    "handling": 13,
    "quotable": 13,
    "flags": 18,
    "response": 30,
    "key": 250,
}
"""Width of each column, in the order of the worksheet; that of the hidden one makes no row higher."""
_LONGEST_QUESTION = 60


def list_coding_rows(analysis: Analysis, texts: Texts) -> Iterator[Row]:
    """Give a row an answer, by question in the order asked: columns as in CODING_WIDTHS."""
    published = {answer.key: answer for answer in analysis.answers}
    questions = {
        tally.question.id: _shorten(tally.question.text.say(texts.language))
        for tally in analysis.working.summary.questions
    }
    for answer in analysis.coding.answers:
        yield _compose_row(analysis, answer, published[answer.key], questions[answer.question], texts)


def _compose_row(analysis: Analysis, answer: CodableAnswer, open_: OpenAnswer, question: str, texts: Texts) -> Row:
    coding, language = analysis.coding, texts.language
    codes = coding.by_answer.get(answer.key, ())
    names = [coding.book.name(code.theme).say(language) for code in codes]
    single = [*names[:THEME_COLUMNS], *([""] * (THEME_COLUMNS - len(names)))]
    decision = open_.decision
    handling = decision.handling if decision else ""
    quotable = decision.quotable if decision else None
    was = CodingRow(
        answer=answer.key,
        digest=digest_text(tidy_text(answer.text)),
        themes=tuple(code.theme for code in codes),
        checked=answer.key in coding.human,
        handling=handling,
        quotable=quotable,
    )
    return (
        analysis.names[answer.group],
        question,
        cut_text(answer.text),
        *single,
        DIVIDER.join(names[THEME_COLUMNS:]),
        YES.say(language) if was.checked else "",
        ", ".join(dict.fromkeys(word for code in codes for word in code.words)),
        HANDLING_NAMES[handling].say(language) if handling else "",
        "" if quotable is None else (YES if quotable else NO).say(language),
        ", ".join(texts(PERSONAL_WORDS[kind]) for kind in dict.fromkeys(flag.kind for flag in open_.flags)),
        f"{answer.key.workshop}/{answer.key.response}",
        compose_row_key(was),
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUESTION else f"{text[: _LONGEST_QUESTION - 1].rstrip()}…"


assert list(CODING_WIDTHS) == list(HEADERS), "a column has a header and a width"  # noqa: S101  both stand in this program
