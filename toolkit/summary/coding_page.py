"""Write the pages that people code with: the worksheet for coding, the theme book, what no theme covers. An edge.

The worksheet for coding is edited and taken back by `toolkit collect`; how it is known again says
model/coding_sheet.py. The drop-downs of themes point to the page of the theme book.
"""

from collections.abc import Sequence

from toolkit.model.analysis import Analysis
from toolkit.model.coding_sheet import HANDLING_NAMES, HEADERS, MARK, NO, VERSION, YES
from toolkit.model.sheet_mark import SheetMark, compose_mark
from toolkit.model.themes import Terms, Theme
from toolkit.summary.cell_text import cut_text
from toolkit.summary.coding_rows import CODING_WIDTHS, list_coding_rows
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.list_page import Column, write_list
from toolkit.summary.page import Heading, Page, find_address, write_machine_row
from toolkit.summary.style import CAUTION, PALE

THEME_LIST = "themes_for_coding"
"""The workbook's name for the cells that the drop-downs of themes show."""
_MOST_EXAMPLES = 3


def write_coding(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write the worksheet for coding: one row an answer, drop-downs for themes and for how to publish it."""
    texts, number = page.texts, len(analysis.coding.answers)
    language = texts.language
    names = list(CODING_WIDTHS)
    columns = [Column(header=HEADERS[name].say(language), width=CODING_WIDTHS[name], kind="aside") for name in names]
    top = page.write_heading(heading, [column.width for column in columns[:-1]], back) + 1
    mark = SheetMark(kind=MARK, programme=analysis.programme.id, rows=number, version=VERSION)
    write_machine_row(page, top - 1, names, compose_mark(mark))
    write_list(page, top, texts("Coding"), columns, list_coding_rows(analysis, texts), number)
    page.freeze(top + 1, 3)
    last = top + max(number, 1)
    first, after = names.index("theme.1"), names.index("themes")
    error = {"error_title": texts("Coding"), "ignore_blank": True, "error_type": "warning"}
    asked = texts("Choose a theme from the list. An answer may have several, one in each column.")
    listed = {"validate": "list", "source": f"={THEME_LIST}", "error_message": asked, **error}
    page.sheet.data_validation(top + 1, first, last, after - 1, listed)
    several = {
        "validate": "any",
        "input_title": HEADERS["themes"].say(language),
        "input_message": texts("Several themes are divided by a semicolon."),
    }
    page.sheet.data_validation(top + 1, after, last, after, several)
    ticks = [YES.say(language), NO.say(language)]
    for name, values in (
        ("checked", ticks),
        ("handling", [each.say(language) for each in HANDLING_NAMES.values()]),
        ("quotable", ticks),
    ):
        column = names.index(name)
        rule = {"validate": "list", "source": values, "error_message": texts("Choose from the list."), **error}
        page.sheet.data_validation(top + 1, column, last, column, rule)
    _mark_rows(page, top + 1, last, names)


def _mark_rows(page: Page, first: int, last: int, names: Sequence[str]) -> None:
    """Shade the themes that a person has given, and show in the colour of caution what may identify somebody."""
    begin, checked = names.index("theme.1"), names.index("checked")
    shade = {
        "type": "formula",
        "criteria": f"=LEN(${find_address(first, checked)})>0",
        "format": page.style.format(bg_color=PALE, bold=True),
    }
    page.sheet.conditional_format(first, begin, last, checked, shade)
    flags = names.index("flags")
    caution = {"type": "no_blanks", "format": page.style.format(font_color=CAUTION, bold=True)}
    page.sheet.conditional_format(first, flags, last, flags, caution)


def write_theme_book(page: Page, analysis: Analysis, heading: Heading, back: str) -> str:
    """Write every theme with its description, its words and how often it was given; returns the drop-downs' range."""
    texts, language = page.texts, page.texts.language
    headers = (
        "Theme",
        "Description",
        "Insight",
        "Area",
        "Number of answers",
        "Words that find it",
        "Words that do not",
    )
    top = page.write_heading(heading, (40, 62, 18, 22, 10, 70, 40), back)
    rows = tuple(_compose_theme_row(theme, analysis, language) for theme in analysis.coding.book.themes)
    grid = Grid(title="", name=texts("ThemeBook"), headers=tuple(map(texts, headers)), rows=rows)
    page.write_grid(top, grid)
    page.freeze(top + 1, 1)
    count = max(len(rows), 1)
    cells = f"{find_address(top + 1, 0, fixed=True)}:{find_address(top + count, 0, fixed=True)}"
    return f"='{page.name}'!{cells}"


def _compose_theme_row(theme: Theme, analysis: Analysis, language: str) -> tuple[Cell, ...]:
    programme = analysis.programme
    insight, area = programme.insight(theme.insight), programme.area(theme.area)
    return (
        Cell(value=theme.name.say(language), kind="text"),
        Cell(value=theme.description.say(language), kind="text"),
        Cell(value=insight.short.say(language) if insight else "", kind="text"),
        Cell(value=(area.short or area.title).say(language) if area else "", kind="text"),
        Cell(value=len(analysis.coding.by_theme.get(theme.id, ())), kind="count"),
        Cell(value=_say_terms(theme.include, language), kind="aside"),
        Cell(value=_say_terms(theme.exclude, language), kind="aside"),
    )


def _say_terms(terms: Terms, language: str) -> str:
    """List the words in the reader's language first."""
    other = "en" if language == "sv" else "sv"
    return "  ·  ".join(filter(None, (", ".join(terms.of(language)), ", ".join(terms.of(other)))))


def write_suggestions(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write what no theme covers, grouped by likeness, and what several people say in nearly the same words."""
    texts, coding = page.texts, analysis.coding
    top = page.write_heading(heading, (34, 10, 98, 42), back)
    by_key = {answer.key: answer for answer in coding.answers}
    rows = tuple(
        (
            Cell(value=suggested.name, kind="text"),
            Cell(value=len(suggested.answers), kind="count"),
            Cell(value=cut_text("\n".join(f"– {text}" for text in suggested.examples[:_MOST_EXAMPLES])), kind="aside"),
            Cell(value=_list_groups(analysis, [by_key[key].group for key in suggested.answers]), kind="text"),
        )
        for suggested in coding.suggested
    )
    grid = Grid(
        title=texts("What no theme covers, grouped by likeness"),
        name=texts("SuggestedThemes"),
        headers=(texts("In their own words"), texts("Number of answers"), texts("Examples"), texts("Groups")),
        rows=rows,
        note="" if rows else texts("Every group of answers that are alike is covered by a theme."),
    )
    top = page.write_grid(top, grid)
    asked = {tally.question.id: tally.question.text.say(texts.language) for tally in analysis.working.summary.questions}
    joined = tuple(
        (
            Cell(value=asked[each.question], kind="text"),
            Cell(value=each.count, kind="count"),
            Cell(value=cut_text(each.text), kind="aside"),
            Cell(value=_list_groups(analysis, [by_key[key].group for key in each.answers]), kind="text"),
        )
        for each in sorted(coding.joined, key=lambda each: -each.count)
    )
    grid = Grid(
        title=texts("Said by several, in nearly the same words"),
        name=texts("SaidBySeveral"),
        headers=(texts("Question"), texts("Number of answers"), texts("Answer"), texts("Groups")),
        rows=joined,
        note="" if joined else texts("No two answers to a question say the same in nearly the same words."),
    )
    page.write_grid(top, grid)


def _list_groups(analysis: Analysis, groups: Sequence[str]) -> str:
    return ", ".join(name for group, name in analysis.names.items() if group in groups)
