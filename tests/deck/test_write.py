"""Decks as others read them: native, accessible, valid in any template, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from tests.deck.deck_fixtures import (
    CHARTS,
    NOTES,
    build,
    build_parts,
    bullets,
    fit,
    make_deck,
    make_question,
    make_slide,
    make_slides,
    own_template,
)
from tests.deck.pptx_fixtures import make_template
from toolkit.deck.check.package_check import check_package
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import QrCode, Role
from toolkit.ooxml.package import write_zip
from toolkit.sheet.qr import draw_png

SPECIMENS = Path(__file__).parent.parent / "specimens/pptx"
FOREIGN = (
    "02-sol-eng-four-layouts.potx",
    "03-automizer-german-names-16x9.pptx",
    "05-officer-duplicate-names.pptx",
    "08-openxmlsdk-4x3-with-slides.potx",
)


@cache
def built() -> bytes:
    return write_zip(build_parts(make_deck()))


def open_deck() -> object:
    return Presentation(io.BytesIO(built()))


def slides() -> list[object]:
    return list(open_deck().slides)  # type: ignore[attr-defined] # python-pptx has no types


def find_slide(title: str) -> object:
    return next(slide for slide in slides() if slide.shapes.title.text == title)  # type: ignore[attr-defined]


def read_all_xml(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("name", ["own", *FOREIGN])
def test_every_kind_of_slide_is_valid_in_any_template(
    name: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    template = own_template() if name == "own" else read_template(SPECIMENS / name)
    path = build(make_deck(), tmp_path / "deck.pptx", template)
    assert check_package(path) == ()
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.parametrize("ratio", ["4:3", "16:9", "16:10"])
def test_every_kind_of_slide_is_valid_in_any_size(
    ratio: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    template = read_template(make_template(tmp_path / "template.pptx", ratio=ratio, slides=2))
    path = build(make_deck(), tmp_path / "deck.pptx", template)
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_titles_and_texts_stand_in_the_template_s_own_placeholders() -> None:
    for slide in slides():
        assert slide.shapes.title is not None  # type: ignore[attr-defined]
    body = [shape for shape in find_slide("Text").placeholders if shape.placeholder_format.idx != 0]  # type: ignore[attr-defined]
    assert any("Fet och kursiv" in shape.text_frame.text for shape in body)
    boxes = [shape for slide in slides() for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.TEXT_BOX]  # type: ignore[attr-defined]
    assert [shape.text_frame.text for shape in boxes if "Källa" not in shape.text_frame.text] == []


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_native_with_its_figures_in_a_workbook_inside(kind: str) -> None:
    slide = find_slide(f"Diagram {kind}")
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)  # type: ignore[attr-defined]
    chart = frame.chart
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    rows = list(book.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [f"Kategori {number}" for number in range(1, 5)]
    assert [row[1] for row in rows[1:]] == [10, 13, 16, 19]
    if kind != "scatter":
        assert list(chart.plots[0].categories) == [f"Kategori {number}" for number in range(1, 5)]
        assert list(chart.plots[0].series[0].values) == [10, 13, 16, 19]


def test_a_table_is_native_with_a_header_row() -> None:
    (frame,) = (shape for shape in find_slide("Tabell").shapes if shape.has_table)  # type: ignore[attr-defined]
    assert frame.table.first_row
    said = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert said == [["När", "Vad", "Antal"], ["2020", "Projektet börjar", "12"], ["2024", "Slutrapporten", "3"]]


def test_every_slide_has_the_notes_it_was_given() -> None:
    wanted = "\n".join(paragraph.text for paragraph in NOTES)
    for slide in slides():
        assert slide.notes_slide.notes_text_frame.text == wanted  # type: ignore[attr-defined]


def test_a_section_s_slides_follow_each_other_under_its_name() -> None:
    text = read_all_xml(built())["ppt/presentation.xml"]
    listed = re.findall(r'<p:sldId id="(\d+)"', text)
    sections = re.findall(r'<p14:section name="([^"]*)"[^>]*>(.*?)</p14:section>', text)
    assert [name for name, _ in sections] == ["Välkommen", "Bakgrund"]
    assert [number for _, inner in sections for number in re.findall(r'id="(\d+)"', inner)] == listed


def test_footer_number_and_step_stand_on_the_slides() -> None:
    for number, slide in enumerate(slides(), 1):
        if number in (1, len(make_slides())):
            continue  # the title and closing slides need none
        kinds = {str(shape.placeholder_format.type).split()[0]: shape for shape in slide.placeholders}  # type: ignore[attr-defined]
        assert "9 steg · KI Nord" in kinds["FOOTER"].text_frame.text
        assert kinds["SLIDE_NUMBER"].text_frame.text == str(number)
    said = [shape.text_frame.text for shape in find_slide("Text").shapes if shape.has_text_frame]  # type: ignore[attr-defined]
    assert any(text.startswith("Steg 1 av 9") for text in said)


def test_every_run_says_its_language_in_slides_notes_and_charts() -> None:
    for name, text in read_all_xml(built()).items():
        if re.match(r"ppt/(slides|notesSlides|charts)/[^/]*\.xml", name):
            for look in re.findall(r"<a:(?:rPr|endParaRPr|defRPr)\b[^>]*>", text):
                assert re.search(r' lang="(sv-SE|en-GB)"', look), f"{name}: {look}"
            runs, looks = len(re.findall("<a:r>|<a:fld ", text)), len(re.findall(r"<a:rPr\b", text))
            assert runs == looks, f"{name}: a run without its language"


def test_a_run_in_another_language_says_so() -> None:
    text = read_all_xml(built())
    assert any('lang="en-GB"' in part and "The Conversation" in part for part in text.values())


def test_every_picture_chart_table_and_code_has_an_alternative_text() -> None:
    seen = []
    for slide in slides():
        for shape in slide.shapes:  # type: ignore[attr-defined]
            if shape._element.tag.endswith("}pic") or shape.has_chart or shape.has_table:
                said = shape._element.xpath(".//p:cNvPr/@descr")
                decorative = shape._element.xpath(".//*[local-name()='decorative']/@val")
                assert (said and said[0]) or decorative == ["1"]
                seen += said
    assert any("formuläret, frågan kannedom" in text for text in seen)
    assert any("högst" in text and "lägst" in text for text in seen)
    assert not any(text.endswith((".png", ".jpg")) for text in seen)


def test_no_two_slides_have_the_same_title(tmp_path: Path) -> None:
    deck = make_deck(*(make_slide("Samma", Role.CONTENT, (bullets(str(number)),)) for number in range(4)))
    path = build(deck, tmp_path / "deck.pptx")
    titles = [slide.shapes.title.text for slide in Presentation(path).slides]
    assert len(set(titles)) == 4


def test_shapes_are_read_from_the_title_down_and_from_left_to_right() -> None:
    for slide in slides():
        shapes = list(slide.shapes)  # type: ignore[attr-defined]
        kinds = [str(s.placeholder_format.type).split()[0] if s.is_placeholder else "" for s in shapes]
        title = next(number for number, kind in enumerate(kinds) if "TITLE" in kind and "SUB" not in kind)
        assert title == 0
        feet = [number for number, kind in enumerate(kinds) if kind in ("FOOTER", "DATE", "SLIDE_NUMBER")]
        assert feet == list(range(len(shapes) - len(feet), len(shapes))), "the foot is read last"
    left, right = (
        shape
        for shape in find_slide("Två spalter").placeholders
        if shape.text_frame.text in ("Ett\nTvå", "Tre\nFyra")  # type: ignore[attr-defined]
    )
    assert Emu(left.left) < Emu(right.left)
    assert left.text_frame.text == "Ett\nTvå"


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert write_zip(build_parts(make_deck())) == built()


def test_the_template_s_own_slides_leave_no_trace(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "template.pptx", slides=3))
    path = build(make_deck(), tmp_path / "deck.pptx", template)
    with zipfile.ZipFile(path) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Secret" not in everything
    assert len(Presentation(path).slides) >= len(make_slides())


def test_pictures_and_codes_are_shared_not_copied(tmp_path: Path) -> None:
    one = make_slide("Bild", Role.PICTURE, make_slides()[6].areas[0])
    parts = build_parts(make_deck(*(make_slide(f"Bild {n}", Role.PICTURE, one.areas[0]) for n in range(5))))
    pictures = [name for name in parts if name.startswith("ppt/media/") and name not in own_template().parts]
    assert len(pictures) == 1


TEXT = st.text(max_size=120)


@given(title=TEXT, body=st.lists(TEXT, max_size=6), notes=TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_gives_a_valid_deck_and_comes_back_as_it_was(title: str, body: list[str], notes: str) -> None:
    slide = make_slide(title, Role.CONTENT, (bullets(*body),))
    parts = build_parts(make_deck(slide))
    assert check_package(parts) == ()
    deck = Presentation(io.BytesIO(write_zip(parts)))
    said = "".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    for text in body:
        assert keep_readable(text) in keep_readable(said)


def keep_readable(text: str) -> str:
    """Leave out what XML cannot hold, and white space, which breaks may change."""
    kept = "".join(
        c for c in text if c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF, 0x7F)
    )
    return re.sub(r"\s+", "", kept)


def test_a_deck_that_the_check_refuses_is_not_written(tmp_path: Path) -> None:
    from toolkit.errors import OutputError

    template = own_template()
    parts = {name: data for name, data in template.parts.items() if "theme" not in name}
    broken = replace(template, parts=parts)
    with pytest.raises(OutputError):
        write_deck(fit(make_deck())[0], broken, tmp_path / "deck.pptx", draw_png)
    assert not (tmp_path / "deck.pptx").exists()


@pytest.mark.parametrize("name", ["05-officer-duplicate-names.pptx", "08-openxmlsdk-4x3-with-slides.potx"])
def test_a_code_reads_from_a_slide_in_a_narrow_template_from_elsewhere(
    name: str, tmp_path: Path, render_pages: Callable[..., list[Path]]
) -> None:
    choices = ("Tid", "Pengar", "Kunskap", "Språk", "Samordning", "Stöd", "Annat")
    question = make_question("Vad står mest i vägen för er verksamhet och för ert samarbete?", choices)
    (code,) = question.areas[1]
    path = build(make_deck(question), tmp_path / "deck.pptx", read_template(SPECIMENS / name))
    (page,) = render_pages(path, tmp_path, width=960)
    assert isinstance(code, QrCode)
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(page).convert("L"))] == [code.address]
