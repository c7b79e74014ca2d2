"""A summary workbook while it is written: what it is about, its style, and its pages in their order. An edge."""

from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from toolkit.model.analysis import Analysis
from toolkit.model.programme import Programme
from toolkit.model.tally import Summary
from toolkit.summary.page import Page
from toolkit.summary.stream import StreamedSheet
from toolkit.summary.style import INK, Style
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Book:
    """What all pages share: the workbook, its style, and what it is about."""

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
