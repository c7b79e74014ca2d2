"""Write a summary as one Excel workbook: overview, comparison, next steps, questions, data, codebook, method. An edge.

Every figure is a formula over the two tables of data, with its value stored, so that the file says the same in Excel,
in LibreOffice, in a preview and in pandas. Same input, same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from toolkit import __version__
from toolkit.errors import OutputError, Place, Problem
from toolkit.files import Put, put_file, write_bytes
from toolkit.model.analysis import Analysis
from toolkit.model.codebook import compose_codebook
from toolkit.model.programme import Programme
from toolkit.model.tally import Summary
from toolkit.summary.answers import (
    count_answers,
    name_answers_table,
    name_responses_table,
)
from toolkit.summary.book import Book
from toolkit.summary.cell_text import LONGEST_TEXT
from toolkit.summary.codebook_page import write_codebook
from toolkit.summary.coding_page import THEME_LIST, write_coding, write_suggestions, write_theme_book
from toolkit.summary.comparison_page import write_comparison
from toolkit.summary.contents import Pages, list_back, list_front, say_about
from toolkit.summary.differs_page import write_changed, write_differs
from toolkit.summary.list_page import (
    write_answers_page,
    write_codes_page,
    write_responses_page,
)
from toolkit.summary.messages import TEXT_CUT, TOO_MANY_ANSWERS
from toolkit.summary.method_page import compose_version, write_method
from toolkit.summary.overview_page import Link, Sources, write_overview
from toolkit.summary.page import Heading, Page
from toolkit.summary.question_page import Written
from toolkit.summary.question_sheets import link_question, write_questions
from toolkit.summary.said_page import write_quotes
from toolkit.summary.steps_page import write_steps_page
from toolkit.summary.stream import LAST_ROW
from toolkit.summary.style import Style
from toolkit.summary.themes_page import write_themes
from toolkit.texts import Texts


def write_workbook(
    summary: Summary,
    programme: Programme,
    texts: Texts,
    path: Path,
    written_on: date,
    *,
    minimum: int = 5,
    note: str = "",
    analysis: Analysis | None = None,
    put: Put = write_bytes,
) -> tuple[Problem, ...]:
    """Write the summary workbook in the language of `texts`; returns what was noticed.

    Numbers below `minimum` are marked, not withheld. `note` stands under the title of the overview, for instance that
    the answers are made up. `analysis` adds the pages of what differs and what has changed. Raises OutputError where
    the file cannot be written or cannot hold the answers.
    """
    answers = count_answers(summary)
    if answers >= LAST_ROW:
        facts = {"answers": answers, "most": LAST_ROW - 1}
        raise OutputError(Problem(place=Place(file=str(path)), message=TOO_MANY_ANSWERS, facts=facts))
    with put_file(path, put) as temporary:
        workbook = Workbook(str(temporary), {"strings_to_formulas": False, "strings_to_urls": False})
        style = Style(workbook, texts.language)
        book = Book(
            workbook=workbook,
            style=style,
            texts=texts,
            summary=summary,
            programme=programme,
            minimum=minimum,
            note=note,
            analysis=analysis,
            file=path.name,
        )
        _write_properties(book, written_on)
        _write_pages(book, written_on)
        _close_workbook(workbook)
    return _find_cut_texts(summary, path)


def _close_workbook(workbook: Workbook) -> None:
    try:
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error  # the OSError that XlsxWriter wraps; put_file explains it


def _write_properties(book: Book, written_on: date) -> None:
    title = book.texts("{programme}: summary", programme=book.programme.title.say(book.texts.language))
    book.workbook.set_properties(
        {
            "title": title,
            "author": book.programme.organisation.say(book.texts.language),
            "comments": book.note,
            "created": datetime.combine(written_on, time()),
        }
    )
    book.workbook.set_size(2400, 1500)


def _write_pages(book: Book, written_on: date) -> None:
    """Add every worksheet in the order of the contents, then fill them: the first ones point to the later ones."""
    texts, kicker = book.texts, book.programme.title.say(book.texts.language)
    front = {key: book.add_page(texts(name)) for key, name in list_front(book.analysis)}
    written = write_questions(book)
    back = {key: book.add_page(texts(name)) for key, name in list_back(book.analysis)}
    pages = Pages(**front, **back)
    about = say_about(pages, texts)
    _write_front(book, pages, about, written)
    write_answers_page(pages.answers, book.summary)
    write_responses_page(pages.responses, book.summary, book.programme)
    if book.analysis and pages.codes:
        write_codes_page(pages.codes, book.analysis)
    _write_back(book, pages, about, written_on)
    for page in (*front.values(), *back.values()):
        page.set_print(kicker)


def _write_front(book: Book, pages: Pages, about: Mapping[str, str], written: Sequence[Written]) -> None:
    """Write overview, comparison and next steps."""
    texts, summary, programme = book.texts, book.summary, book.programme
    kicker, back = programme.title.say(texts.language), pages.overview.name
    closed = [each for each in written if each.tally.question.kind != "text"]
    dash = texts("A dash marks a group that was not asked. Within a row, the darker a cell the higher its figure.")
    heading = Heading(kicker=kicker, title=pages.comparison.name, facts=(dash,))
    write_comparison(pages.comparison, heading, summary, closed, back)
    _write_compared(book, pages, about)
    if book.analysis and pages.steps:
        _write_steps(book, pages.steps, book.analysis, about, back)
    own = [Link(sheet=name, kind="", about=said) for name, said in about.items()]
    fore = 1 + list(about).index(pages.steps.name if pages.steps else pages.comparison.name)
    links = [*own[:fore], *(link_question(each, texts) for each in written), *own[fore:]]
    sources = Sources(summary=summary, answers=name_answers_table(texts), responses=name_responses_table(texts))
    facts = (texts("Every figure is counted from the answers in this workbook."), *([book.note] if book.note else []))
    heading = Heading(
        kicker=programme.organisation.say(texts.language),
        title=texts("{programme}: summary", programme=kicker),
        facts=facts,
    )
    write_overview(pages.overview, heading, sources, links)


def _write_steps(book: Book, page: Page, analysis: Analysis, about: Mapping[str, str], back: str) -> None:
    texts = book.texts
    facts = (
        about[page.name] + ".",
        texts("Fill in and save; the next toolkit summary takes it in. Write steps of your own below the last row."),
        texts("A step with an owner, a date or a status stands in its group’s feedback deck, in its own words."),
    )
    kicker = book.programme.title.say(texts.language)
    write_steps_page(page, analysis, Heading(kicker=kicker, title=page.name, facts=facts), back)


def _write_compared(book: Book, pages: Pages, about: Mapping[str, str]) -> None:
    """Write what differs and what has changed, where they were compared."""
    analysis, back, summary = book.analysis, pages.overview.name, book.summary
    if not (analysis and pages.differs and pages.changed):
        return
    texts, kicker = book.texts, book.programme.title.say(book.texts.language)
    facts = (about[pages.differs.name] + ".",)
    heading = Heading(kicker=kicker, title=pages.differs.name, facts=facts)
    write_differs(pages.differs, heading, summary, analysis.working.groups, analysis.working.words, back)
    heading = Heading(kicker=kicker, title=pages.changed.name, facts=(about[pages.changed.name] + ".",))
    write_changed(pages.changed, heading, summary, analysis.working.waves, back)
    if pages.themes:
        listed = ", ".join(analysis.working.themes.questions)
        asked = texts("Over the open questions that every group was asked: {questions}.", questions=listed)
        heading = Heading(kicker=kicker, title=pages.themes.name, facts=(about[pages.themes.name] + ".", asked))
        write_themes(pages.themes, book.workbook, heading, analysis, back)
    if pages.quotes:
        marked = texts("Marked as quotable by the question or by a facilitator; what may be personal is masked.")
        heading = Heading(kicker=kicker, title=pages.quotes.name, facts=(about[pages.quotes.name] + ".", marked))
        write_quotes(pages.quotes, analysis, heading, back)
    _write_coding_pages(book, pages, about)


def _write_coding_pages(book: Book, pages: Pages, about: Mapping[str, str]) -> None:
    """Write the pages that people code answers with."""
    analysis, texts, back = book.analysis, book.texts, pages.overview.name
    if analysis is None:
        return
    kicker = book.programme.title.say(texts.language)
    if pages.suggestions:
        said = texts(
            "To make a theme of one, add it to {file} with the words that find it.", file=book.programme.themes
        )
        heading = Heading(
            kicker=kicker, title=pages.suggestions.name, facts=(about[pages.suggestions.name] + ".", said)
        )
        write_suggestions(pages.suggestions, analysis, heading, back)
    if pages.coding and pages.theme_book:
        facts = (
            texts("Change, add or remove themes, and save: the next toolkit summary takes them in."),
            texts("What you change goes before what the program finds. “yes” under Checked keeps a row as it stands."),
        )
        heading = Heading(kicker=kicker, title=pages.coding.name, facts=facts)
        write_coding(pages.coding, analysis, heading, back)
        marks = texts("=word finds this very word only, word* every word that begins so; all others in every form.")
        facts = (about[pages.theme_book.name] + ".", marks)
        heading = Heading(kicker=kicker, title=pages.theme_book.name, facts=facts)
        book.workbook.define_name(THEME_LIST, write_theme_book(pages.theme_book, analysis, heading, back))


def _write_back(book: Book, pages: Pages, about: Mapping[str, str], written_on: date) -> None:
    """Write codebook and method."""
    texts, summary, programme = book.texts, book.summary, book.programme
    kicker, back = programme.title.say(texts.language), pages.overview.name
    questions = [tally.question for tally in summary.questions]
    blank = texts("A missing answer has no row in the table of answers, so no code stands for missing.")
    heading = Heading(kicker=kicker, title=pages.codebook.name, facts=(about[pages.codebook.name] + ".", blank))
    write_codebook(pages.codebook, heading, compose_codebook(questions), programme, back)
    versions = compose_version(__version__, written_on, pages.method)
    heading = Heading(kicker=kicker, title=pages.method.name, facts=(about[pages.method.name] + ".",))
    facts = book.analysis.method if book.analysis else None
    write_method(pages.method, heading, summary, programme, versions, book.minimum, back, facts)


def _find_cut_texts(summary: Summary, path: Path) -> tuple[Problem, ...]:
    """Notice the answers that are longer than a cell holds."""
    cut = sum(
        len(str(entry.value).encode("utf-16-le")) // 2 > LONGEST_TEXT
        for response in summary.responses
        for entry in response.entries
        if entry.item.kind == "text" and len(str(entry.value)) * 2 > LONGEST_TEXT
    )
    if not cut:
        return ()
    facts = {"answers": cut, "most": LONGEST_TEXT}
    return (Problem(place=Place(file=str(path)), message=TEXT_CUT, facts=facts, notice=True),)
