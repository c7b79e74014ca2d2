"""The Markdown of one slide → the slide as written. Pure, and remembered: equal texts of many groups are read once.

What stands under a heading is remembered for itself: it is often the same where the heading names the group.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.messages import (
    BAD_MINUTES,
    BLOCK_MISPLACED,
    BLOCK_NEEDS_NAME,
    BLOCK_NOT_EMPTY,
    CHART_AND_BODY,
    COLUMNS_NOT_TWO,
    HEADING_NEEDS_SPACE,
    SLIDE_NEEDS_TITLE,
    TEXT_BETWEEN_COLUMNS,
    TOO_MANY_BLOCKS,
    UNREADABLE_ATTRIBUTES,
)
from toolkit.deck.outline.attributes import split_attributes
from toolkit.deck.outline.blocks import (
    ChartSource,
    Fault,
    Notes,
    PictureSource,
    QrSource,
    QuestionSource,
    ResultsSource,
    SlideBody,
    SourceBlock,
    TableSource,
)
from toolkit.deck.outline.divs import Div, Stretch, parse_divs
from toolkit.deck.outline.markdown import parse_markdown, parse_title
from toolkit.deck.outline.words import BLOCK_WORDS, SLIDE_WORDS, find_unknown_words
from toolkit.deck.slides import Paragraph, Run

HEADING = re.compile(r"^(#{1,2})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_LIKE_HEADING = re.compile(r"^#{1,6}[^#\s]", re.MULTILINE)
_EXAMPLES = {
    "question": "::: question ID",
    "results": "::: results ID",
    "chart": "::: chart FILE.csv",
}
_MINUTES = re.compile(r"^[0-9]{1,3}(?:\.[05])?$")
_SINGLE = (QuestionSource, QrSource)
Parts = Sequence[Stretch | Div]


class _Inner(Struct, frozen=True, kw_only=True):
    """What stands under a slide's heading."""

    areas: tuple[tuple[SourceBlock, ...], ...]
    notes: Notes
    faults: tuple[Fault, ...]


@lru_cache(maxsize=4096)
def parse_slide(text: str) -> SlideBody:
    """Read a slide: its heading line, then its blocks; a text without a heading is what stands before the first one."""
    first, _, rest = text.partition("\n")
    heading = HEADING.match(first)
    if heading is None:
        inner = _parse_inner(text, 0)
        return SlideBody(level=0, title="", areas=inner.areas, notes=inner.notes, faults=inner.faults)
    level, faults = len(heading[1]), list[Fault]()
    said, attributes = split_attributes((heading[2] or "").strip())
    if attributes.rest:
        faults.append(Fault(line=0, message=UNREADABLE_ATTRIBUTES, facts={"rest": attributes.rest}))
    faults.extend(find_unknown_words(attributes, heading[1], *SLIDE_WORDS, 0))
    title, inner = parse_title(said), _parse_inner(rest, 1)
    body = SlideBody(
        level=level,
        title=title,
        attributes=attributes,
        areas=inner.areas,
        notes=inner.notes,
        faults=(*faults, *inner.faults),
    )
    if level == 2 and not title and not any(isinstance(block, QuestionSource) for block in body.blocks):
        return replace(body, faults=(*body.faults, Fault(line=0, message=SLIDE_NEEDS_TITLE)))
    return body


@lru_cache(maxsize=4096)
def _parse_inner(text: str, first: int) -> _Inner:
    """Read what stands under a heading; its first line has the number `first` on the slide."""
    reader = _Reader()
    root, faults = parse_divs(text.split("\n"), first)
    reader.faults.extend(faults)
    areas = reader.read_areas(root.inner)
    blocks = [block for area in areas for block in area]
    for kind in _SINGLE:
        if sum(isinstance(block, kind) for block in blocks) > 1:
            reader.fault(0, TOO_MANY_BLOCKS, name="question" if kind is QuestionSource else "qr")
    return _Inner(areas=areas, notes=reader.notes, faults=tuple(reader.faults))


class _Reader:
    """Gathers one slide's notes and faults while its blocks are read."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notes = Notes()

    def fault(self, line: int, message: object, **facts: object) -> None:
        self.faults.append(Fault(line=line, message=message, facts=facts))  # type: ignore[arg-type]

    def read_areas(self, parts: Parts) -> tuple[tuple[SourceBlock, ...], ...]:
        columns = [part for part in parts if isinstance(part, Div) and part.name == "columns"]
        blocks = tuple(self._read_blocks([part for part in parts if part not in columns], ""))
        if not columns:
            return (blocks,)
        if blocks or len(columns) > 1:
            self.fault(columns[-1].line, TEXT_BETWEEN_COLUMNS)
        return self._read_columns(columns[0])

    def _read_columns(self, columns: Div) -> tuple[tuple[SourceBlock, ...], ...]:
        inner = [part for part in columns.inner if isinstance(part, Div) and part.name == "column"]
        for part in columns.inner:
            if part not in inner:
                self.fault(part.line, TEXT_BETWEEN_COLUMNS)
        if len(inner) != 2:
            self.fault(columns.line, COLUMNS_NOT_TWO, n=len(inner))
        return tuple(tuple(self._read_blocks(column.inner, "column")) for column in inner) or ((),)

    def _read_blocks(self, parts: Parts, outer: str) -> Iterator[SourceBlock]:
        for part in parts:
            if isinstance(part, Stretch):
                yield from self._read_markdown(part)
            elif part.name == "notes" and not outer:
                self._read_notes(part)
            elif part.name == "chart" and outer != "notes":
                yield from self._read_chart(part)
            elif part.name in ("question", "results", "qr") and not outer:
                yield from self._read_named(part)
            elif part.name in BLOCK_WORDS:  # an unknown name was told when it was read
                self.fault(part.line, BLOCK_MISPLACED, name=part.name, outer=outer or "##")

    def _read_markdown(self, stretch: Stretch) -> tuple[SourceBlock, ...]:
        for found in _LIKE_HEADING.finditer(stretch.text):
            self.fault(stretch.line + stretch.text.count("\n", 0, found.start()), HEADING_NEEDS_SPACE)
        blocks, faults = parse_markdown(stretch.text, stretch.line)
        self.faults.extend(faults)
        return blocks

    def _read_named(self, div: Div) -> Iterator[SourceBlock]:
        if div.inner:
            self.fault(div.inner[0].line, BLOCK_NOT_EMPTY, name=div.name)
        if div.name == "qr":
            yield QrSource(line=div.line)
        elif not div.argument:
            self.fault(div.line, BLOCK_NEEDS_NAME, name=div.name, example=_EXAMPLES[div.name])
        elif div.name == "question":
            yield QuestionSource(id=div.argument, line=div.line)
        else:
            yield ResultsSource(id=div.argument, line=div.line)

    def _read_chart(self, div: Div) -> Iterator[SourceBlock]:
        path, body = div.argument or div.attributes.get("file"), div.text
        if path and body:
            self.fault(div.line, CHART_AND_BODY)
        elif not path and not body:
            self.fault(div.line, BLOCK_NEEDS_NAME, name=div.name, example=_EXAMPLES[div.name])
        else:
            yield ChartSource(path=path, body=body, attributes=div.attributes, line=div.line)

    def _read_notes(self, div: Div) -> None:
        paragraphs = list(self.notes.paragraphs)
        for block in self._read_blocks(div.inner, "notes"):
            if isinstance(block, TableSource):
                paragraphs.extend(_say_row(row) for row in (block.header, *block.rows))
            elif isinstance(block, PictureSource):
                self.fault(block.line, BLOCK_MISPLACED, name="![…](…)", outer="notes")
            else:
                paragraphs.extend(getattr(block, "paragraphs", ()))
        minutes = div.attributes.get("minutes")
        if minutes and not _MINUTES.match(minutes):
            self.fault(div.line, BAD_MINUTES, value=minutes)
            minutes = ""
        self.notes = Notes(paragraphs=tuple(paragraphs), minutes=self.notes.minutes + float(minutes or 0))


def _say_row(cells: tuple[str, ...]) -> Paragraph:
    return Paragraph(runs=(Run(text=" · ".join(cells)),))
