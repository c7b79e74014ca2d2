"""Text fits when the file is opened: left alone, set smaller, or divided; never lost, never over the edge."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.deck.deck_fixtures import (
    bullets,
    fit,
    make_chart,
    make_code,
    make_deck,
    make_question,
    make_slide,
    make_slides,
    own_template,
    say,
)
from toolkit.deck import messages
from toolkit.deck.fit.wrap import measure_paragraph
from toolkit.deck.fitted import FittedSlide, PlacedQr, PlacedTable, PlacedText
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import Block, Quote, Role, Slide, Table, TextBlock
from toolkit.deck.template import Template
from toolkit.fonts.metrics import load_metrics

SPECIMENS = Path(__file__).parent.parent / "specimens/pptx"
FOREIGN = ("02-sol-eng-four-layouts.potx", "05-officer-duplicate-names.pptx", "08-openxmlsdk-4x3-with-slides.potx")
SENTENCE = "Vi vill synas mer i internationella medier och nätverk under de närmaste åren."


def fit_one(slide: Slide, template: Template | None = None) -> tuple[list[FittedSlide], list[object]]:
    fitted, notices = fit(make_deck(slide), template)
    return list(fitted.slides), [notice.message for notice in notices]


def said_on(slides: list[FittedSlide]) -> str:
    shapes = [shape for slide in slides for shape in slide.shapes if isinstance(shape, PlacedText)]
    return " ".join(paragraph.text for shape in shapes for paragraph in shape.paragraphs)


def sizes_of(slide: FittedSlide, name: str = "Text") -> set[float]:
    return {
        size for shape in slide.shapes if isinstance(shape, PlacedText) and shape.name == name for size in shape.sizes
    }


def test_what_fits_is_left_as_the_template_has_it() -> None:
    (slide,), notices = fit_one(make_slide("Kort", Role.CONTENT, (bullets("Ett", "Två"),)))
    assert sizes_of(slide) == set()
    assert notices == []


def test_what_nearly_fits_is_set_smaller_and_the_build_says_so() -> None:
    (slide,), notices = fit_one(make_slide("Längre", Role.CONTENT, (bullets(*[SENTENCE] * 7),)))
    assert sizes_of(slide)
    assert min(sizes_of(slide)) >= 18
    assert notices == [messages.TEXT_SMALLER]


def test_what_cannot_fit_is_divided_over_numbered_slides_with_titles_of_their_own() -> None:
    slides, notices = fit_one(make_slide("Lång lista", Role.CONTENT, (bullets(*[SENTENCE] * 30),)))
    assert len(slides) > 1
    assert [slide.title for slide in slides] == [f"Lång lista ({n}/{len(slides)})" for n in range(1, len(slides) + 1)]
    assert messages.SLIDE_SPLIT in notices
    assert said_on(slides).count("nätverk") == 30
    assert all("Fortsättning" in slide.notes[0].text for slide in slides[1:])


def test_a_numbered_list_goes_on_counting_on_the_next_slide() -> None:
    block = TextBlock(paragraphs=tuple(say(f"{SENTENCE} {n}", bullet="number") for n in range(1, 31)))
    slides, _ = fit_one(make_slide("Steg", Role.CONTENT, (block,)))
    firsts = []
    for slide in slides:
        (text,) = (shape for shape in slide.shapes if isinstance(shape, PlacedText) and shape.name == "Text")
        firsts.append((text.first_number, int(text.paragraphs[0].text.rsplit(" ", 1)[1])))
    assert all(shown == counted for shown, counted in firsts)


def test_a_long_title_is_set_smaller_before_it_is_complained_of() -> None:
    _, notices = fit_one(make_slide("Hur når vi ökad internationell synlighet? " * 3, Role.CONTENT, (bullets("A"),)))
    assert notices == [messages.TITLE_SMALLER]
    _, notices = fit_one(make_slide("Hur når vi ökad internationell synlighet? " * 12, Role.CONTENT, (bullets("A"),)))
    assert messages.TITLE_TOO_LONG in notices


def test_a_chart_of_more_names_than_its_height_can_show_in_readable_type_is_told() -> None:
    for count, expected in ((12, []), (40, [messages.CHART_CROWDED])):
        _, notices = fit_one(make_slide("Många", Role.CHART, (make_chart("bar", count),)))
        assert notices == expected


def test_a_long_table_repeats_its_header_on_every_slide() -> None:
    rows = tuple((f"Rad {n}", SENTENCE, str(n)) for n in range(40))
    table = Table(header=("Vad", "Hur", "Antal"), rows=rows, alt="Fyrtio rader", numeric=(False, False, True))
    slides, notices = fit_one(make_slide("Tabell", Role.CONTENT, (table,)))
    parts = [shape for slide in slides for shape in slide.shapes if isinstance(shape, PlacedTable)]
    assert len(parts) == len(slides) > 1
    assert all(part.table.header == table.header for part in parts)
    assert tuple(row for part in parts for row in part.table.rows) == rows
    assert messages.SLIDE_SPLIT in notices


def test_a_closed_question_with_seven_choices_stays_on_one_slide() -> None:
    seven = ("Tid", "Pengar", "Kunskap", "Språk", "Samordning mellan avdelningar", "Stöd från ledningen", "Annat")
    slides, _ = fit_one(make_question("Vad står främst i vägen för ökad internationell synlighet hos er?", seven))
    assert len(slides) == 1


def test_a_code_on_a_question_slide_is_large_enough_for_the_back_row() -> None:
    (slide,), _ = fit_one(make_question())
    (code,) = (shape for shape in slide.shapes if isinstance(shape, PlacedQr))
    assert code.box.width == code.box.height
    assert code.box.width / own_template().width > 0.2


def test_two_slides_with_one_title_are_told_apart() -> None:
    fitted, notices = fit(make_deck(*(make_slide("Samma", Role.CONTENT, (bullets("A"),)) for _ in range(3))))
    assert len({slide.title for slide in fitted.slides}) == 3
    assert messages.TITLE_REPEATED in [notice.message for notice in notices]


def test_a_notice_names_the_outline_and_the_line_of_the_slide() -> None:
    slide = replace(make_slide("Lång", Role.CONTENT, (bullets(*[SENTENCE] * 30),)), source_line=42)
    _, notices = fit(make_deck(slide))
    assert {(notice.place.file, notice.place.line) for notice in notices} == {("decks/sv.md", 42)}
    assert all(notice.notice for notice in notices)


@pytest.mark.parametrize("name", ["own", *FOREIGN])
def test_every_shape_stands_within_the_slide_and_pictures_cover_no_text(name: str) -> None:
    template = own_template() if name == "own" else read_template(SPECIMENS / name)
    fitted, _ = fit(make_deck(*make_slides()), template)
    for slide in fitted.slides:
        boxes = [(shape.name, shape.box) for shape in slide.shapes if shape.box]
        for label, box in boxes:
            assert min(box.left, box.top) >= 0, (slide.title, label)
            assert box.left + box.width <= template.width * 1.001, (slide.title, label)
            assert box.top + box.height <= template.height * 1.001, (slide.title, label)
        for number, (label, one) in enumerate(boxes):
            for other_label, other in boxes[number + 1 :]:
                across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
                down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
                assert across <= 12700 or down <= 12700, (slide.title, label, other_label)


WORDS = st.text(alphabet="abcdefghijklmnoprstuvåäö-–", min_size=1, max_size=24)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@given(paragraphs=st.lists(TEXTS, min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_none_changes_its_place(paragraphs: list[str]) -> None:
    slides, _ = fit_one(make_slide("Titel", Role.CONTENT, (bullets(*paragraphs),)))
    texts = [
        shape for slide in slides for shape in slide.shapes if isinstance(shape, PlacedText) and shape.name == "Text"
    ]
    said = " ".join(paragraph.text for text in texts for paragraph in text.paragraphs)
    assert said.split() == " ".join(paragraphs).split()


@given(text=TEXTS, size=st.floats(12, 40), width=st.floats(100, 900))
@settings(max_examples=100, deadline=None)
def test_a_wider_place_never_takes_more_height(text: str, size: float, width: float) -> None:
    style = own_template().layout_for(Role.CONTENT, 0).all("body", "object")[0].levels[0]
    metrics = load_metrics()
    narrow = measure_paragraph(say(text), style, size, width, metrics).height
    wide = measure_paragraph(say(text), style, size, width * 1.5, metrics).height
    assert wide <= narrow + 0.01


BLOCKS = st.sampled_from(
    [bullets("Ett", "Två"), make_chart("bar", 12), Quote(paragraphs=(say("Citat."),), source="Källa")]
)


@given(st.lists(BLOCKS, min_size=1, max_size=3), st.sampled_from(list(Role)))
@settings(max_examples=40, deadline=None)
def test_any_mixture_of_blocks_is_placed(blocks: list[Block], role: Role) -> None:
    areas = (tuple(blocks),) if role is not Role.QUESTION else (tuple(blocks), (make_code(),))
    slides, _ = fit_one(make_slide("Blandat", role, *areas))
    assert slides
    for block in blocks:
        if isinstance(block, TextBlock):
            assert re.search(r"Ett.*Två", said_on(slides))


def test_a_body_that_several_slides_share_is_fitted_once_and_each_keeps_its_own_title_notes_and_line() -> None:
    body = (bullets("Ett", "Två"),)
    slides = [
        replace(make_slide(title, Role.CONTENT, body), source_line=n, notes=()) for n, title in enumerate("AB", 1)
    ]
    first, second = (fit_one(slide)[0][0] for slide in slides)
    assert first.shapes[-1] is second.shapes[-1]
    assert [first.title, second.title] == ["A", "B"]
    assert [first.slide.source_line, second.slide.source_line] == [1, 2]
    assert said_on([second]) == "B Steg 1 av 9 · Bakgrund Ett Två"


def test_a_body_is_fitted_anew_for_another_template() -> None:
    slide = make_slide("A", Role.CONTENT, (bullets(*[SENTENCE] * 5),))
    foreign = read_template(SPECIMENS / FOREIGN[2])
    first, second = fit_one(slide)[0][0], fit_one(slide, foreign)[0][0]
    assert first.layout is not second.layout
    assert first.shapes[-1] != second.shapes[-1]
