"""Lines break well: no word is left alone on a last line, and the text itself stays as it was written."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.deck.deck_fixtures import build_parts, bullets, fit, make_deck, make_question, make_slide, own_template, say
from toolkit.deck.fit.balance import find_narrowing
from toolkit.deck.fit.regions import make_region
from toolkit.deck.fit.wrap import POINT, break_lines, measure_paragraph, scale_width, split_units
from toolkit.deck.fitted import PlacedText
from toolkit.deck.pptx.shapes import Slot, compose_text
from toolkit.deck.slides import Role, Slide
from toolkit.deck.template import LevelStyle
from toolkit.fonts.metrics import load_metrics

STYLE = LevelStyle(size=32, font="Arial", bold=True)


def break_text(text: str, width: float, size: float = 32) -> list[str]:
    units = split_units(say(text), STYLE, load_metrics())
    return [line.text for line in break_lines(units, width / scale_width(size))]


def balance(text: str, width: float, *, even: bool = True) -> list[str]:
    taken = find_narrowing((say(text),), (32.0,), (STYLE,), width, load_metrics(), even=even)
    return break_text(text, width - taken)


def show_title(slide: Slide) -> list[str]:
    """Return the lines of a slide's title as they stand on the slide."""
    (fitted,) = fit(make_deck(slide))[0].slides
    placed = next(shape for shape in fitted.shapes if isinstance(shape, PlacedText) and shape.name == "Title")
    assert placed.placeholder is not None
    region = make_region(placed.placeholder, own_template())
    units = split_units(placed.paragraphs[0], region.styles[0], load_metrics())
    size = placed.sizes[0] if placed.sizes else region.styles[0].size
    return [
        line.text for line in break_lines(units, (region.text_area.width - placed.narrower / POINT) / scale_width(size))
    ]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Vad skulle ni kunna göra mer av?", ["Vad skulle ni kunna", "göra mer av?"]),
        ("Vad är din vision om KI om fem år?", ["Vad är din vision", "om KI om fem år?"]),
        ("Vad gör ni idag?", ["Vad gör ni idag?"]),
        (
            "Hur kan ni inventera och engagera ledande alumner i världen?",
            ["Hur kan ni inventera", "och engagera ledande", "alumner i världen?"],
        ),
    ],
)
def test_a_title_s_lines_are_alike_in_length(title: str, lines: list[str]) -> None:
    assert show_title(make_question(title)) == lines


def test_a_step_s_title_breaks_before_a_word_with_a_hyphen_rather_than_within() -> None:
    lines = show_title(make_slide("Priority areas and low-hanging fruit", Role.STEP))
    assert lines == ["Priority areas and", "low-hanging fruit"]


def test_a_line_does_not_end_in_a_short_word_that_belongs_to_the_next() -> None:
    lines = show_title(make_question("Hur väl känt tror du att KI är internationellt?"))
    assert lines == ["Hur väl känt tror du att KI", "är internationellt?"]


def test_a_line_ends_where_a_reader_draws_breath() -> None:
    lines = balance("Where the question comes from, and what has been done", 640)
    assert lines == ["Where the question comes from,", "and what has been done"]


def test_running_text_is_left_alone_where_no_word_is_stranded() -> None:
    text = "Tänk på rekrytering, studenter och finansiering i den egna verksamheten."
    assert find_narrowing((say(text),), (32.0,), (STYLE,), 620, load_metrics(), even=False) == 0.0


def test_running_text_takes_a_stranded_word_back_into_company() -> None:
    text = "Vad säger någon utanför sektorn när KI kommer på tal?"
    width = next(width for width in range(500, 1200) if break_text(text, width)[-1] == "tal?")
    assert len(balance(text, width, even=False)[-1].split()) > 1
    assert len(balance(text, width, even=False)) == len(break_text(text, width))


TEXTS = st.lists(st.text("abcdefghiåäöABC-–", min_size=1, max_size=14), min_size=1, max_size=14).map(" ".join)


@example(["A aa-- aa-- AAaa--bb aa---AAa A - bb AA-b aa--"], 387.0, False)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.floats(150, 900), st.booleans())
@settings(deadline=None, max_examples=150)
def test_no_text_ever_takes_a_line_more_or_a_cut_word_by_being_balanced(
    texts: list[str], width: float, even: bool
) -> None:
    paragraphs = tuple(say(text) for text in texts)
    taken = find_narrowing(paragraphs, (32.0,) * len(texts), (STYLE,), width, load_metrics(), even=even)
    assert 0 <= taken <= width / 2
    for paragraph in paragraphs:
        before = measure_paragraph(paragraph, STYLE, 32, width, load_metrics())
        after = measure_paragraph(paragraph, STYLE, 32, width - taken, load_metrics())
        assert after.lines == before.lines
        assert after.cut == before.cut or not taken


def test_the_text_in_the_file_stays_whole_and_only_its_margin_grows() -> None:
    title = "Vad skulle ni kunna göra mer av?"
    xml = build_parts(make_deck(make_question(title)))["ppt/slides/slide1.xml"].decode()
    assert f"<a:t>{title}</a:t>" in xml
    assert "<a:br>" not in xml
    assert re.search(r'<p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr rIns="\d{5,}">', xml)


@pytest.mark.parametrize(
    ("align", "margins"), [("l", 'rIns="92440"'), ("ctr", 'lIns="91940" rIns="91940"'), ("r", 'lIns="92440"')]
)
def test_the_margin_grows_where_the_lines_end(align: str, margins: str) -> None:
    layout = own_template().layout_for(Role.CONTENT)
    title = layout.first("title")
    assert title is not None
    holder = replace(title, insets=(91440, 0, 91440, 0), levels=(replace(title.levels[0], align=align),))
    slot = Slot(next_id=lambda: 2, link=lambda address: address, language="sv-SE", table_style="")
    text = PlacedText(name="Title", paragraphs=(say("Rubrik"),), placeholder=holder, narrower=1000)
    assert f"<a:bodyPr {margins}>" in compose_text(text, slot)


def test_a_list_of_bullets_keeps_its_lines() -> None:
    slide = make_slide("Lista", Role.CONTENT, (bullets("Ett", "Två", "Tre"),))
    (fitted,) = fit(make_deck(slide))[0].slides
    assert all(shape.narrower == 0 for shape in fitted.shapes if isinstance(shape, PlacedText))
