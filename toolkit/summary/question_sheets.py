"""The questions of a summary → a worksheet for each in its workbook, named by step and place. An edge."""

from collections.abc import Callable, Mapping

from toolkit.model.programme import Programme
from toolkit.model.question import Question, QuestionKind
from toolkit.model.tally import QuestionTally, Summary
from toolkit.summary.answers import KIND_NAMES_OF_QUESTIONS, name_answers_table, name_responses_table
from toolkit.summary.book import Book
from toolkit.summary.choice_page import write_choice_page
from toolkit.summary.grid import list_scopes
from toolkit.summary.list_page import write_text_page
from toolkit.summary.overview_page import Link
from toolkit.summary.page import LABEL_WIDTH, Heading, find_column_width
from toolkit.summary.points_page import write_points_page
from toolkit.summary.quadrant_page import write_quadrant_page
from toolkit.summary.question_page import Setting, Written
from toolkit.summary.ranking_page import write_ranking_page
from toolkit.summary.scale_page import write_scale_page
from toolkit.summary.style import find_colour
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


def write_questions(book: Book) -> list[Written]:
    """Add the questions' worksheets and write them."""
    return [_write_question(book, tally, name) for tally, name in _name_sheets(book.summary, book.programme)]


def link_question(written: Written, texts: Texts) -> Link:
    """Make the overview's line that leads to a question's worksheet."""
    question = written.tally.question
    kind = KIND_NAMES_OF_QUESTIONS[question.kind]
    return Link(sheet=written.sheet, kind=kind, about=question.text.say(texts.language), written=written)


def _name_sheets(summary: Summary, programme: Programme) -> list[tuple[QuestionTally, str]]:
    """Name each question's worksheet by step, place within the step, and id: "4.2 bilden"."""
    named: list[tuple[QuestionTally, str]] = []
    places: dict[str, int] = {}
    for tally in summary.questions:
        step = programme.step(tally.question.step)
        places[tally.question.step] = places.get(tally.question.step, 0) + 1
        number = f"{step.number if step else 0}.{places[tally.question.step]}"
        named.append((tally, f"{number} {tally.question.id}"[:31]))
    return named


def _write_question(book: Book, tally: QuestionTally, name: str) -> Written:
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


def _head_question(book: Book, question: Question) -> Heading:
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
