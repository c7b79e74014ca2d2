"""Where each heading of a Word file falls: the page numbers that its table of contents stores. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.document.numbering import Numbered
from toolkit.document.values import Heading, Report
from toolkit.report.word_template import WordTemplate
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The page of each heading by its bookmark, and how many pages there are."""

    headings: Mapping[str, int]
    total: int


def find_pages(report: Report, numbered: Sequence[Numbered], template: WordTemplate, texts: Texts) -> Pages:
    """Find the pages."""
    page, found = 2, {}
    for each in numbered:
        if isinstance(each.block, Heading):
            page += each.block.new_page or page == 2
            found[each.anchor] = page
    return Pages(headings=found, total=page)
