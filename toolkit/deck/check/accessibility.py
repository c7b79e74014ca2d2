"""A fitted deck → what a screen reader's user would miss, as problems that stop the build, and notices. Pure.

The rules are those of PowerPoint's own checker that can be decided from the deck's values; header rows, reading order
and language tags are written for every deck and need no check.
"""

import re
from collections.abc import Iterator

from toolkit.deck.check.accessibility_messages import (
    ALT_IS_FILE_NAME,
    ALT_MISSING,
    HEADER_EMPTY,
    LINK_IS_ADDRESS,
    SECTION_DEFAULT,
    SECTION_REPEATED,
    TITLE_MISSING,
    TITLE_TWICE,
)
from toolkit.deck.fitted import (
    FittedDeck,
    FittedSlide,
    PlacedChart,
    PlacedPicture,
    PlacedQr,
    PlacedShape,
    PlacedTable,
    PlacedText,
)
from toolkit.errors import Message, Place, Problem

_FILE_NAME = re.compile(r"\S\.(png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|pptx?|pdf)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_DEFAULT_SECTION = re.compile(
    r"(default section|untitled section|section|standardavsnitt|avsnitt|namnlöst avsnitt)\s*\d*", re.IGNORECASE
)
_Found = tuple[Message, dict[str, object]]


def find_accessibility_problems(deck: FittedDeck, outline: str = "") -> tuple[Problem, ...]:
    """List what is missing; problems name the outline (its file name) and the slide's line in it.

    A bare address as a link's text is a notice: it can be read, if not well.
    """
    file = outline or deck.deck.key
    problems = [
        Problem(place=Place(file=file), message=message, facts=facts) for message, facts in _check_sections(deck)
    ]
    taken: set[str] = set()
    for slide in deck.slides:
        place = Place(file=file, line=slide.slide.source_line)
        for message, facts in (*_check_title(slide, taken), *_check_shapes(slide)):
            said = {"slide": slide.title, **facts}
            problems.append(Problem(place=place, message=message, facts=said, notice=message is LINK_IS_ADDRESS))
    return tuple(problems)


def _check_sections(deck: FittedDeck) -> Iterator[_Found]:
    taken: set[str] = set()
    for section in deck.sections:
        name = " ".join(section.name.split())
        if not name or _DEFAULT_SECTION.fullmatch(name):
            yield SECTION_DEFAULT, {"name": name}
        elif name.casefold() in taken:
            yield SECTION_REPEATED, {"name": name}
        taken.add(name.casefold())


def _check_title(slide: FittedSlide, taken: set[str]) -> Iterator[_Found]:
    title = " ".join(slide.title.split()).casefold()
    if not title:
        yield TITLE_MISSING, {}
    elif title in taken:
        yield TITLE_TWICE, {}
    taken.add(title)


def _check_shapes(slide: FittedSlide) -> Iterator[_Found]:
    for shape in slide.shapes:
        alt = _find_alt(shape)
        if alt is not None and not alt.strip():
            yield ALT_MISSING, {"what": shape.name}
        elif alt and _FILE_NAME.search(alt):
            yield ALT_IS_FILE_NAME, {"alt": alt}
        if isinstance(shape, PlacedTable) and not any(cell.strip() for cell in shape.table.header):
            yield HEADER_EMPTY, {}
        if isinstance(shape, PlacedText):
            yield from _check_links(shape)


def _find_alt(shape: PlacedShape) -> str | None:
    """Return a shape's alt text; None where it needs none."""
    match shape:
        case PlacedPicture():
            return None if shape.picture.decorative else shape.picture.alt
        case PlacedChart():
            return shape.chart.alt
        case PlacedTable():
            return shape.table.alt
        case PlacedQr():
            return shape.code.alt
        case PlacedText():
            return None


def _check_links(shape: PlacedText) -> Iterator[_Found]:
    for paragraph in shape.paragraphs:
        for run in paragraph.runs:
            if run.link and _ADDRESS.fullmatch(run.text.strip()):
                yield LINK_IS_ADDRESS, {"address": run.text.strip()}
