"""What would shut a screen reader's user out stops the build, and says which slide and what to write."""

import pytest
from msgspec.structs import replace

from tests.deck.deck_fixtures import bullets, fit, make_chart, make_code, make_deck, make_slide, make_slides
from toolkit.deck.check import accessibility_messages as messages
from toolkit.deck.check.accessibility import find_accessibility_problems
from toolkit.deck.slides import Block, Paragraph, Picture, Role, Run, Slide, Table, TextBlock
from toolkit.errors import Message, Problem

PICTURE = next(block for slide in make_slides() for area in slide.areas for block in area if isinstance(block, Picture))
TABLE = next(block for slide in make_slides() for area in slide.areas for block in area if isinstance(block, Table))


def find(*slides: Slide) -> list[Problem]:
    return list(find_accessibility_problems(fit(make_deck(*slides))[0], "decks/sv.md"))


def refuse(*blocks: Block, title: str = "Bilden") -> list[Message]:
    problems = find(replace(make_slide(title, Role.CONTENT, blocks), source_line=7))
    assert all((problem.place.file, problem.place.line) == ("decks/sv.md", 7) for problem in problems)
    assert not any(problem.notice for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "block",
    [replace(PICTURE, alt=""), replace(TABLE, alt=""), replace(make_chart(), alt=" "), replace(make_code(), alt="")],
)
def test_a_missing_alternative_text_stops_the_build(block: Block) -> None:
    assert refuse(block) == [messages.ALT_MISSING]


def test_a_picture_marked_as_decorative_needs_none() -> None:
    assert refuse(replace(PICTURE, alt="", decorative=True)) == []


@pytest.mark.parametrize("alt", ["bild.png", "DSC_0001.JPG", "pictures/varlden.png"])
def test_a_file_name_is_no_alternative_text(alt: str) -> None:
    assert refuse(replace(PICTURE, alt=alt)) == [messages.ALT_IS_FILE_NAME]


def test_a_slide_without_a_title_stops_the_build() -> None:
    assert refuse(bullets("Text"), title=" ") == [messages.TITLE_MISSING]


def test_all_faults_of_a_deck_are_told_at_once() -> None:
    assert len(find(*(make_slide(f"Bild {n}", Role.CONTENT, (replace(PICTURE, alt=""),)) for n in range(3)))) == 3


def test_a_link_that_shows_its_bare_address_is_noticed_and_stops_nothing() -> None:
    run = Run(text="https://example.org/a", link="https://example.org/a")
    slide = make_slide("Länk", Role.CONTENT, (TextBlock(paragraphs=(Paragraph(runs=(run,)),)),))
    (found,) = find(slide)
    assert found.message == messages.LINK_IS_ADDRESS
    assert found.notice


def test_a_deck_of_every_kind_of_slide_passes() -> None:
    assert find() == []
