"""Write the pages that are one long table: open answers, all answers, all responses. An edge.

Long tables are streamed (see stream.py) under a short heading; their header row stays in view and can be filtered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.analysis import Analysis
from toolkit.model.programme import Programme
from toolkit.model.tally import CountedResponse, Summary
from toolkit.summary.answers import (
    ANSWER_COLUMNS,
    RESPONSE_COLUMNS,
    Row,
    compose_response_name,
    count_answers,
    list_answers,
    list_responses,
    name_language,
)
from toolkit.summary.cell_text import cut_text
from toolkit.summary.codes import CODE_COLUMNS, count_codes, list_codes
from toolkit.summary.grid import Cell
from toolkit.summary.page import Heading, Page
from toolkit.summary.question_page import Setting, Written, count_returned
from toolkit.summary.stream import Value
from toolkit.summary.theme_matrix import find_shared_questions, find_step_questions


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a long table: header, width, and number format."""

    header: str
    width: int
    kind: str = "text"


def write_list(
    page: Page,
    top: int,
    name: str,
    columns: Sequence[Column],
    rows: Iterator[Sequence[Value]],
    number: int,
    *,
    wrapped: bool = True,
) -> None:
    """Stream a table below row `top`, keep its header in view and repeat it on every printed page."""
    formats = [page.style.body(column.kind, top=True, wrap=wrapped) for column in columns]
    page.sheet.stream_table(
        top,
        [column.header for column in columns],
        rows,
        number,
        name=name,
        formats=formats,
        header_format=page.style.header(page.colour),
        widths=[column.width for column in columns] if wrapped else (),
    )
    page.sheet.set_row(top, 22)
    page.sheet.repeat_rows(top)
    page.freeze(top + 1, 1)


def write_text_page(setting: Setting, heading: Heading, back: str) -> Written:
    """Write the open answers to one question, by workshop, with how many answered above them."""
    texts, page, question_id = setting.texts, setting.page, setting.question.id
    columns = (
        Column(header=texts("Group"), width=34),
        Column(header=texts("Date"), width=12, kind="date"),
        Column(header=texts("Answer"), width=96),
        Column(header=texts("Language"), width=11),
        Column(header=texts("Response"), width=32),
    )
    top = page.write_heading(heading, [column.width for column in columns], back)
    figures = setting.tally.total
    returned = Cell(value=figures.responses, kind="count", formula=count_returned(setting, setting.scopes[0]))
    answered = Cell(value=figures.answered, kind="count", formula=setting.answers.sum("answered", question=question_id))
    for row, (label, cell) in enumerate(
        [(texts("Responses returned"), returned), (texts("Answered the question (n)"), answered)], top
    ):
        page.write_text(row, 0, label, page.style.body("text"))
        page.write_cell(row, 1, cell)
    rows = list_open_answers(setting.summary, {question_id})

    def compose() -> Iterator[Row]:
        for response, _, text in rows:
            group, day = response.workshop.group.name, response.workshop.date
            language = name_language(response.response.language, texts)
            yield group, day, cut_text(text), language, compose_response_name(response)

    write_list(page, top + 3, setting.name("text"), columns, compose(), len(rows))
    return Written(
        tally=setting.tally,
        scopes=setting.scopes,
        sheet=page.name,
        answered_row=top + 1,
        stated=(),
        headline=None,
    )


def list_open_answers(summary: Summary, question_ids: set[str]) -> list[tuple[CountedResponse, str, str]]:
    """List the texts given to some questions, by workshop: the response, the question's id, the text."""
    return [
        (response, entry.item.question, str(entry.value))
        for response in summary.responses
        for entry in response.entries
        if entry.item.kind == "text" and entry.item.question in question_ids
    ]


def write_answers_page(page: Page, summary: Summary) -> None:
    """Write every answer that counts, one row each, from the worksheet's first row: a table for other programs too."""
    texts = page.texts
    columns = [Column(header=texts(header), width=width, kind=kind) for _, header, width, kind in ANSWER_COLUMNS]
    _write_data(page, texts("Answers"), columns, list_answers(summary, texts), count_answers(summary))


def write_responses_page(page: Page, summary: Summary, programme: Programme) -> None:
    """Write every response, one row each."""
    texts = page.texts
    columns = [Column(header=texts(header), width=width, kind=kind) for _, header, width, kind in RESPONSE_COLUMNS]
    rows = list_responses(
        summary, texts, set(find_shared_questions(summary)), set(find_step_questions(summary, programme))
    )
    _write_data(page, texts("Responses"), columns, rows, len(summary.responses))


def write_codes_page(page: Page, analysis: Analysis) -> None:
    """Write every theme given to an answer, one row each."""
    texts = page.texts
    columns = [Column(header=texts(header), width=width, kind=kind) for _, header, width, kind in CODE_COLUMNS]
    _write_data(page, texts("Codes"), columns, list_codes(analysis, texts), count_codes(analysis))


def _write_data(page: Page, name: str, columns: Sequence[Column], rows: Iterator[Row], number: int) -> None:
    """Write data as one line a row: it is there to be counted and filtered, and a hundred thousand rows stay quick."""
    page.set_widths([column.width for column in columns])
    write_list(page, 0, name, columns, rows, number, wrapped=False)
