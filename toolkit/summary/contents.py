"""A summary and its analysis → the worksheets that its workbook has beside those of the questions, and what each shows.

Which there are depends on what there is to say. Pure, but for the pages themselves.
"""

from dataclasses import dataclass

from toolkit.model.analysis import Analysis
from toolkit.summary.page import Page
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The worksheets of a summary, beside those of its questions; some only where there is something to say."""

    overview: Page
    comparison: Page
    answers: Page
    responses: Page
    codebook: Page
    method: Page
    steps: Page | None = None
    differs: Page | None = None
    changed: Page | None = None
    themes: Page | None = None
    quotes: Page | None = None
    codes: Page | None = None
    coding: Page | None = None
    suggestions: Page | None = None
    theme_book: Page | None = None


def list_front(analysis: Analysis | None) -> list[tuple[str, str]]:
    """List the worksheets before the questions' own: what they are, and their names as msgids."""
    return [
        ("overview", "Overview"),
        ("comparison", "Comparison of groups"),
        *([("differs", "What differs"), ("changed", "What has changed")] if analysis else []),
        *([("themes", "Themes"), ("coding", "Coding")] if _has_themes(analysis) else []),
        *([("suggestions", "Suggested themes")] if analysis and analysis.coding.answers else []),
        *([("quotes", "Quotes by theme")] if _has_themes(analysis) or (analysis and analysis.quotes) else []),
        *([("steps", "Next steps")] if analysis else []),
    ]


def list_back(analysis: Analysis | None) -> list[tuple[str, str]]:
    """List the worksheets after them."""
    return [
        ("answers", "Answers"),
        ("responses", "Responses"),
        *([("codes", "Codes"), ("theme_book", "Theme book")] if _has_themes(analysis) else []),
        ("codebook", "Codebook"),
        ("method", "Method"),
    ]


def _has_themes(analysis: Analysis | None) -> bool:
    return bool(analysis and analysis.working.themes.rows)


def say_about(pages: Pages, texts: Texts) -> dict[str, str]:
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
    if pages.steps:
        said[pages.steps.name] = texts(
            "What each workshop sees as its next step: who takes it, when, and how it stands"
        )
    return said | {
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
