"""Write a summary as one Excel workbook: overview, comparison, next steps, questions, data, codebook, method. An edge.

Every figure is a formula over the two tables of data, with its value stored, so that the file says the same in Excel,
in LibreOffice, in a preview and in pandas. Same input, same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from toolkit import __version__
from toolkit.errors import OutputError, Place, Problem
from toolkit.files import replace_file
from toolkit.model.analysis import Analysis
from toolkit.model.codebook import compose_codebook
from toolkit.model.programme import Programme
from toolkit.model.question import Question, QuestionKind
from toolkit.model.tally import QuestionTally, Summary
from toolkit.summary.answers import (
    KIND_NAMES_OF_QUESTIONS,
    count_answers,
    name_answers_table,
    name_responses_table,
)
from toolkit.summary.cell_text import LONGEST_TEXT
from toolkit.summary.choice_page import write_choice_page
from toolkit.summary.codebook_page import write_codebook
from toolkit.summary.coding_page import THEME_LIST, write_coding, write_suggestions, write_theme_book
from toolkit.summary.comparison_page import write_comparison
from toolkit.summary.differs_page import write_changed, write_differs
from toolkit.summary.grid import list_scopes
from toolkit.summary.list_page import (
    write_answers_page,
    write_codes_page,
    write_responses_page,
    write_steps_page,
    write_text_page,
)
from toolkit.summary.messages import TEXT_CUT, TOO_MANY_ANSWERS
from toolkit.summary.method_page import compose_version, write_method
from toolkit.summary.overview_page import Link, Sources, write_overview
from toolkit.summary.page import LABEL_WIDTH, Heading, Page, find_column_width
from toolkit.summary.points_page import write_points_page
from toolkit.summary.quadrant_page import write_quadrant_page
from toolkit.summary.question_page import Setting, Written
from toolkit.summary.ranking_page import write_ranking_page
from toolkit.summary.said_page import write_gathered_steps, write_quotes
from toolkit.summary.scale_page import write_scale_page
from toolkit.summary.stream import LAST_ROW, StreamedSheet
from toolkit.summary.style import INK, Style, find_colour
from toolkit.summary.theme_matrix import find_step_questions
from toolkit.summary.themes_page import write_themes
from toolkit.summary.words_page import write_words_page
from toolkit.texts import Texts

_WRITERS: Mapping[QuestionKind, Callable[[Setting, int], Written]] = {
    "words": write_words_page,
    "choice": write_choice_page,
    "choices": write_choice_page,
    "scale": write_scale_page,
    "ranking": write_ranking_page,
    "points": write_points_page,
    "quadrant": write_quadrant_page,
}
_LEAST_COLUMNS = 7
"""Columns of figures that a question's page is wide at least, so that its title and charts have room."""


@dataclass(frozen=True, kw_only=True)
class _Book:
    """What the functions below pass on: the workbook, its style, and what it is about."""

    workbook: Workbook
    style: Style
    texts: Texts
    summary: Summary
    programme: Programme
    minimum: int
    note: str
    analysis: Analysis | None
    file: str
    """The workbook's name, as its readers know it."""

    def add_page(self, name: str, colour: str = INK) -> Page:
        """Add a worksheet after the others."""
        sheet = self.workbook.add_worksheet(name, StreamedSheet)
        assert isinstance(sheet, StreamedSheet), "add_worksheet makes what it is asked for"  # noqa: S101  for mypy
        return Page(sheet, self.style, self.texts, colour)


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
    with replace_file(path) as temporary:
        workbook = Workbook(str(temporary), {"strings_to_formulas": False, "strings_to_urls": False})
        style = Style(workbook, texts.language)
        book = _Book(
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
        raise error.args[0] from error  # the OSError that XlsxWriter wraps; replace_file explains it


def _write_properties(book: _Book, written_on: date) -> None:
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


@dataclass(frozen=True, kw_only=True)
class _Pages:
    """The worksheets of a summary, beside those of its questions; some only where there is something to say."""

    overview: Page
    comparison: Page
    steps: Page
    answers: Page
    responses: Page
    codebook: Page
    method: Page
    differs: Page | None = None
    changed: Page | None = None
    themes: Page | None = None
    quotes: Page | None = None
    codes: Page | None = None
    coding: Page | None = None
    suggestions: Page | None = None
    theme_book: Page | None = None


def _write_pages(book: _Book, written_on: date) -> None:
    """Add every worksheet in the order of the contents, then fill them: the first ones point to the later ones."""
    texts, kicker = book.texts, book.programme.title.say(book.texts.language)
    front = {key: book.add_page(texts(name)) for key, name in _list_front(book)}
    written = [_write_question(book, tally, name) for tally, name in name_question_sheets(book.summary, book.programme)]
    back = {key: book.add_page(texts(name)) for key, name in _list_back(book)}
    pages = _Pages(**front, **back)
    about = _say_about(pages, texts)
    _write_front(book, pages, about, written)
    write_answers_page(pages.answers, book.summary)
    write_responses_page(pages.responses, book.summary, book.programme)
    if book.analysis and pages.codes:
        write_codes_page(pages.codes, book.analysis)
    _write_back(book, pages, about, written_on)
    for page in (*front.values(), *back.values()):
        page.set_print(kicker)


def _list_front(book: _Book) -> list[tuple[str, str]]:
    """List the worksheets before the questions' own: what they are, and their names as msgids."""
    analysis = book.analysis
    return [
        ("overview", "Overview"),
        ("comparison", "Comparison of groups"),
        *([("differs", "What differs"), ("changed", "What has changed")] if analysis else []),
        *([("themes", "Themes"), ("coding", "Coding")] if _has_themes(analysis) else []),
        *([("suggestions", "Suggested themes")] if analysis and analysis.coding.answers else []),
        *([("quotes", "Quotes by theme")] if _has_themes(analysis) or (analysis and analysis.quotes) else []),
        ("steps", "Next steps"),
    ]


def _list_back(book: _Book) -> list[tuple[str, str]]:
    return [
        ("answers", "Answers"),
        ("responses", "Responses"),
        *([("codes", "Codes"), ("theme_book", "Theme book")] if _has_themes(book.analysis) else []),
        ("codebook", "Codebook"),
        ("method", "Method"),
    ]


def _has_themes(analysis: Analysis | None) -> bool:
    return bool(analysis and analysis.working.themes.rows)


def _say_about(pages: _Pages, texts: Texts) -> dict[str, str]:
    """Say what each worksheet shows, by its name, in the order of the contents."""
    said = {pages.comparison.name: texts("Every figure of every closed question, group by group")}
    if pages.differs and pages.changed:
        said[pages.differs.name] = texts(
            "Where a group differs from the others by more than chance allows, and in which words"
        )
        said[pages.changed.name] = texts("What has changed where a group has met again")
    if pages.themes:
        said[pages.themes.name] = texts("What people bring up in their own words, theme by theme and group by group")
    if pages.coding:
        said[pages.coding.name] = texts("Every open answer with its themes, to be changed here and collected again")
    if pages.suggestions:
        said[pages.suggestions.name] = texts("What no theme covers, and what several people say")
    if pages.quotes:
        said[pages.quotes.name] = texts("Answers that may be quoted word for word, as they may be published")
    return said | {
        pages.steps.name: texts("What each workshop sees as its next step, with room for who does it and when"),
        pages.answers.name: texts("Every answer, one row each: what all figures are counted from"),
        pages.responses.name: texts("Every returned response, one row each"),
        **(
            {
                pages.codes.name: texts("Every theme given to an answer, with the words that gave it"),
                pages.theme_book.name: texts("Every theme: what belongs to it, and the words that find it"),
            }
            if pages.codes and pages.theme_book
            else {}
        ),
        pages.codebook.name: texts("Every item: its question, its choices and their codes"),
        pages.method.name: texts("What was asked where, how it was counted, what was left out and why"),
    }


def _say_about_codes(pages: _Pages, texts: Texts) -> dict[str, str]:
    said = texts("Every theme given to an answer, with the words that gave it")
    return {pages.codes.name: said} if pages.codes else {}


def _write_front(book: _Book, pages: _Pages, about: Mapping[str, str], written: Sequence[Written]) -> None:
    """Write overview, comparison and next steps."""
    texts, summary, programme = book.texts, book.summary, book.programme
    kicker, back = programme.title.say(texts.language), pages.overview.name
    closed = [each for each in written if each.tally.question.kind != "text"]
    dash = texts("A dash marks a group that was not asked. Within a row, the darker a cell the higher its figure.")
    heading = Heading(kicker=kicker, title=pages.comparison.name, facts=(dash,))
    write_comparison(pages.comparison, heading, summary, closed, back)
    _write_compared(book, pages, about)
    heading = Heading(kicker=kicker, title=pages.steps.name, facts=(about[pages.steps.name] + ".",))
    if book.analysis and pages.themes:
        write_gathered_steps(pages.steps, book.analysis, heading, back)
    else:
        write_steps_page(pages.steps, summary, find_step_questions(summary, programme), heading, back)
    own = [Link(sheet=name, kind="", about=said) for name, said in about.items()]
    fore = 1 + list(about).index(pages.steps.name)
    links = [*own[:fore], *(_link_question(each, texts) for each in written), *own[fore:]]
    sources = Sources(summary=summary, answers=name_answers_table(texts), responses=name_responses_table(texts))
    facts = (texts("Every figure is counted from the answers in this workbook."), *([book.note] if book.note else []))
    heading = Heading(
        kicker=programme.organisation.say(texts.language),
        title=texts("{programme}: summary", programme=kicker),
        facts=facts,
    )
    write_overview(pages.overview, heading, sources, links)


def _write_compared(book: _Book, pages: _Pages, about: Mapping[str, str]) -> None:
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


def _write_coding_pages(book: _Book, pages: _Pages, about: Mapping[str, str]) -> None:
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
            texts("Change, add or remove themes, save, and take the file in: toolkit collect {file}", file=book.file),
            texts("What you change goes before what the program finds. “yes” under Checked keeps a row as it stands."),
        )
        heading = Heading(kicker=kicker, title=pages.coding.name, facts=facts)
        write_coding(pages.coding, analysis, heading, back)
        marks = texts("=word finds this very word only, word* every word that begins so; all others in every form.")
        facts = (about[pages.theme_book.name] + ".", marks)
        heading = Heading(kicker=kicker, title=pages.theme_book.name, facts=facts)
        book.workbook.define_name(THEME_LIST, write_theme_book(pages.theme_book, analysis, heading, back))


def _write_back(book: _Book, pages: _Pages, about: Mapping[str, str], written_on: date) -> None:
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


def _link_question(written: Written, texts: Texts) -> Link:
    question = written.tally.question
    kind = KIND_NAMES_OF_QUESTIONS[question.kind]
    return Link(sheet=written.sheet, kind=kind, about=question.text.say(texts.language), written=written)


def name_question_sheets(summary: Summary, programme: Programme) -> list[tuple[QuestionTally, str]]:
    """Name each question's worksheet by step, place within the step, and id: "4.2 bilden"."""
    named: list[tuple[QuestionTally, str]] = []
    places: dict[str, int] = {}
    for tally in summary.questions:
        step = programme.step(tally.question.step)
        places[tally.question.step] = places.get(tally.question.step, 0) + 1
        number = f"{step.number if step else 0}.{places[tally.question.step]}"
        named.append((tally, f"{number} {tally.question.id}"[:31]))
    return named


def _write_question(book: _Book, tally: QuestionTally, name: str) -> Written:
    """Write the page of one question."""
    texts, question = book.texts, tally.question
    insight = book.programme.insight(question.insight)
    page = book.add_page(name, find_colour(insight.number if insight else 0))
    setting = Setting(
        workbook=book.workbook,
        page=page,
        tally=tally,
        scopes=list_scopes(book.summary, tally, texts("All")),
        answers=name_answers_table(texts),
        responses=name_responses_table(texts),
        summary=book.summary,
        minimum=book.minimum,
    )
    heading, back = _head_question(book, question), texts("Overview")
    footer = book.programme.title.say(texts.language)
    if question.kind == "text":
        page.set_print(footer)
        return write_text_page(setting, heading, back)
    width = find_column_width([scope.label for scope in setting.scopes])
    columns = max(len(setting.scopes), _LEAST_COLUMNS)
    top = page.write_heading(heading, (LABEL_WIDTH, *(width for _ in range(columns))), back)
    page.set_print(footer, single=question.kind != "words")
    return _WRITERS[question.kind](setting, top)


def _head_question(book: _Book, question: Question) -> Heading:
    """Say where a question stands in the programme, its text, what it asks for, and its help."""
    texts, programme = book.texts, book.programme
    language = texts.language
    step, insight = programme.step(question.step), programme.insight(question.insight)
    parts = [texts("Step {n}: {title}", n=step.number, title=step.title.say(language))] if step else []
    if insight:
        parts.append(texts("Insight {n}: {title}", n=insight.number, title=insight.short.say(language)))
    facts = [_say_kind(texts, question)]
    if question.help:
        facts.append(question.help.say(language))
    return Heading(kicker="  ·  ".join(parts), title=question.text.say(language), facts=tuple(facts))


def _say_kind(texts: Texts, question: Question) -> str:
    """Say in a sentence how the question was answered."""
    scale = question.scale
    match question.kind:
        case "scale" if scale is not None:
            low, high = scale.low.say(texts.language), scale.high.say(texts.language)
            ends = {"low": scale.low_value, "high": scale.high_value, "low_label": low, "high_label": high}
            return texts("Scale from {low} ({low_label}) to {high} ({high_label}).", **ends)
        case "choice":
            return texts("One choice.")
        case "choices" if question.max_choices:
            return texts("At most {n} choices.", n=question.max_choices)
        case "choices":
            return texts("Any number of choices.")
        case "ranking" if question.max_choices:
            return texts("Ranking of the first {n}.", n=question.max_choices)
        case "ranking":
            return texts("Ranking of all choices.")
        case "points":
            return texts("{total} points to distribute.", total=question.total)
        case "quadrant":
            return texts("Each choice placed by effort and effect, from 1 to {grid}.", grid=question.grid)
        case "words":
            return texts("At most {n} words.", n=question.max_words)
        case _:
            return texts("Open answer.")


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
