"""A report as values: what composers make, and `report` writes as .docx and PDF. Pure.

Nothing here knows Word or typst. Numbers of headings, tables and figures are given by `document/numbering.py`, so that
both files say the same.
"""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from toolkit.chart.values import Chart

Look = Literal["body", "lead", "quote", "source", "note"]
"""`lead` opens a chapter in larger type; `source` says under a figure where it comes from; `note` stands in a panel."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text of one look. `language` is given where it differs from the report's; `link` is an address."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of level 1–3. An appendix is a level-1 heading that is lettered; those below it have no number."""

    text: str
    level: int = 1
    appendix: bool = False
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Runs in a row."""

    runs: tuple[Run, ...]
    look: Look = "body"

    @property
    def text(self) -> str:
        """The paragraph without its looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list; each item is runs in a row."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with one header row; every row has as many cells as the header.

    `numeric` says which columns are set to the right. `widths` are the columns' shares of the width; empty where they
    follow from what the cells hold. `alt` says what the table shows beyond its caption, for those who do not see it.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    widths: tuple[float, ...] = ()
    alt: str = ""
    source: str = ""
    total: bool = False
    """Whether the last row sums up the others."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart with its caption; the chart's own `alt` is the figure's, its `source` stands under it.

    `height` is in millimetres; 0 lets it follow from how much the chart holds. `insight` (1–3) picks its colour.
    """

    chart: Chart
    caption: str
    height: float = 0.0
    insight: int = 0


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A place for what only a person can write: what is asked for, and how many lines of room.

    By its `name`, unlike any other of the report, it is known again in every later version and language.
    """

    name: str
    prompt: str
    lines: int = 3


Block = Heading | Paragraph | Bullets | Table | Figure | Writing


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report. `facts` stand on the title page (label and value, such as a reference number).

    `day` is the report's date, never the clock's, and goes into the files' properties. `note` is said on the title page
    and at the foot of every page, for instance that all answers are made up.
    """

    title: str
    subtitle: str
    organisation: str
    kicker: str
    language: str
    day: datetime.date
    date_text: str
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    summary: str = ""
    """One sentence for the files' properties."""
    blocks: tuple[Block, ...] = field(repr=False)


def say(text: str) -> tuple[Run, ...]:
    """Return a plain text as runs."""
    return (Run(text=text),)


def compose_paragraph(text: str, look: Look = "body") -> Paragraph:
    """Return a plain text as a paragraph."""
    return Paragraph(runs=say(text), look=look)
