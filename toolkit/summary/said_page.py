"""Write the page of quotes by theme, as they may be published, once under each of their themes. An edge."""

from collections.abc import Iterator

from toolkit.model.analysis import Analysis, Quote
from toolkit.summary.answers import Row, name_language
from toolkit.summary.cell_text import cut_text
from toolkit.summary.list_page import Column, write_list
from toolkit.summary.page import Heading, Page


def write_quotes(page: Page, analysis: Analysis, heading: Heading, back: str) -> None:
    """Write every answer that may be quoted, once under each of its themes, as it may be published."""
    texts = page.texts
    columns = (
        Column(header=texts("Theme"), width=30),
        Column(header=texts("Quote"), width=90),
        Column(header=texts("Group"), width=34),
        Column(header=texts("Question"), width=16),
        Column(header=texts("Language"), width=11),
        Column(header=texts("Response"), width=34),
    )
    top = page.write_heading(heading, [column.width for column in columns], back)
    rows = list_quotes_by_theme(analysis)

    def compose() -> Iterator[Row]:
        for theme, quote in rows:
            name = analysis.coding.book.name(theme).say(texts.language) if theme else texts("No theme")
            group, language = analysis.names[quote.group], name_language(quote.language, texts)
            response = f"{quote.key.workshop}/{quote.key.response}"
            yield name, cut_text(quote.text), group, quote.question, language, response

    write_list(page, top, texts("Quotes"), columns, compose(), len(rows))


def list_quotes_by_theme(analysis: Analysis) -> list[tuple[str, Quote]]:
    """Pair each theme with its quotes, what most bring up first; quotes without a theme come last, under ''."""
    rows = sorted(analysis.working.themes.rows, key=lambda row: -(row.total.value or 0))
    named = [(row.quantity.theme, quote) for row in rows for quote in analysis.quotes_of(theme=row.quantity.theme)]
    return [*named, *(("", quote) for quote in analysis.quotes if not quote.themes)]
