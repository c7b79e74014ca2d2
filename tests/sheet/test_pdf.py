"""The sheet on paper: accessible, complete, readable by people, phones and cameras."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.sheet.conftest import Written
from tests.sheet.specimen import (
    BANK,
    INSTRUMENT,
    PROGRAMME,
    WORKSHOP,
    compose_specimen_links,
    rename_group,
)
from toolkit.model.instrument import compose_instrument
from toolkit.model.workshop import Workshop
from toolkit.sheet.marks import parse_strip
from toolkit.sheet.pdf import write_sheet_pdf
from toolkit.texts import load_texts

A4 = (595.28, 841.89)


def read_text(path: Path) -> str:
    """Return a PDF's text with every kind of white space as one blank, and words that a line broke made whole."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_a4_and_says_its_number_of_all(language: str, written: Written) -> None:
    pages = PdfReader(written.pdf[language]).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert [float(side) for side in page.mediabox[2:]] == pytest.approx(A4, abs=0.1)
        said = f"Sida {number} av {len(pages)}" if language == "sv" else f"Page {number} of {len(pages)}"
        assert said in page.extract_text()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_tagged_and_claims_pdf_ua(language: str, written: Written) -> None:
    reader = PdfReader(written.pdf[language])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"sv": "sv-SE", "en": "en-GB"}[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert reader.metadata is not None
    assert "KI Nord" in str(reader.metadata.title)


def walk(element: object) -> list[tuple[str, object]]:
    """List a structure tree's elements with their kind, in reading order."""
    node = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(node, list):
        return [found for child in node for found in walk(child)]
    if not isinstance(node, dict) or "/S" not in node:
        return walk(node["/K"]) if isinstance(node, dict) and "/K" in node else []
    return [(str(node["/S"]), node), *(walk(node["/K"]) if "/K" in node else [])]


def test_its_structure_has_one_title_headings_in_order_and_alternative_texts(written: Written) -> None:
    elements = walk(PdfReader(written.pdf["sv"]).trailer["/Root"]["/StructTreeRoot"])
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 2, "one a step"
    assert kinds.count("/H3") == len(BANK), "one a question"
    figures = [node for kind, node in elements if kind == "/Figure"]
    assert figures
    assert all(node["/Alt"] for node in figures)  # type: ignore[index]  # a dictionary of pypdf's
    assert "/TH" in kinds, "the quadrant is a table with headers"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_and_choice_stands_on_it(language: str, written: Written) -> None:
    said = read_text(written.pdf[language]).replace(" ", "")
    for question in BANK:
        assert question.text.say(language).replace(" ", "") in said
        assert question.help.say(language).replace(" ", "") in said
        for choice in question.choices:
            assert choice.text.say(language).replace(" ", "") in said


def test_each_page_carries_the_code_as_a_picture_and_as_text(written: Written, pages: list[Path]) -> None:
    links = compose_specimen_links()
    for page, picture in zip(PdfReader(written.pdf["sv"]).pages, pages, strict=True):
        assert links.code in page.extract_text().replace(" ", "")
        found = zxingcpp.read_barcodes(Image.open(picture).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
        assert [code.text for code in found] == [links.address]


def test_each_page_s_strip_reads_from_its_picture(pages: list[Path]) -> None:
    for number, path in enumerate(pages, 1):
        picture = Image.open(path).convert("L")
        bits = "".join(
            "1" if int(picture.getpixel((round((24 + 1.5 * x + 0.75) * 10), round((284 + 1.5 * y + 0.75) * 10)))) < 128  # type: ignore[arg-type]
            else "0"
            for y in range(2)
            for x in range(26)
        )  # fmt: skip
        assert parse_strip(bits) == (1, number, INSTRUMENT.version)


def test_each_page_has_its_four_corner_markers(pages: list[Path]) -> None:
    for path in pages:
        picture = Image.open(path).convert("L")
        for x, y in ((10, 10), (190, 10), (190, 277), (10, 277)):
            border = [picture.getpixel((round((x + dx) * 10), round((y + dy) * 10))) for dx, dy in ((0.8, 5), (9.2, 5))]
            assert all(int(value) < 64 for value in border), "a marker's border is black"  # type: ignore[arg-type]


def test_the_same_input_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    write_sheet_pdf(PROGRAMME, WORKSHOP, INSTRUMENT, compose_specimen_links(), load_texts("sv"), again)
    assert again.read_bytes() == written.pdf["sv"].read_bytes()


def write(workshop: Workshop, path: Path) -> tuple[object, ...]:
    return write_sheet_pdf(PROGRAMME, workshop, INSTRUMENT, compose_specimen_links(), load_texts("sv"), path)


@pytest.mark.parametrize("name", ["K", 'Grupp "A" #1 $x$ *b* _i_ `kod` @a <b> [c] \\n', "Institutionen för " * 12])
def test_a_group_s_name_is_printed_as_it_is_whatever_typst_means_by_its_signs(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert write(rename_group(name), path) == ()
    assert name.replace(" ", "") in read_text(path).replace(" ", "")


def test_a_character_that_no_font_has_becomes_a_square_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    notices = write(rename_group("KI 🎉 Nord 漢"), path)
    assert len(notices) == 1
    assert "🎉" in str(notices[0])
    assert "KI □ Nord □" in read_text(path)


def test_a_byte_order_mark_that_was_pasted_with_a_name_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert write(rename_group("KI \ufeffNord"), path) == ()
    assert "KI Nord" in read_text(path)


def test_a_workshop_without_date_and_place_has_a_sheet_all_the_same(tmp_path: Path) -> None:
    write(replace(WORKSHOP, date=None, place=""), tmp_path / "sheet.pdf")
    assert "None" not in read_text(tmp_path / "sheet.pdf")


def test_open_questions_have_room_to_write_and_nothing_runs_over_the_margin(
    render_pages: Callable[..., list[Path]], tmp_path: Path
) -> None:
    bank = tuple(
        replace(BANK[-1], id=f"q{n}", text=replace(BANK[-1].text, sv=f"Fråga {n} " + "ord " * n)) for n in range(12)
    )
    instrument = compose_instrument(PROGRAMME.id, WORKSHOP, bank)
    path = tmp_path / "sheet.pdf"
    write_sheet_pdf(
        PROGRAMME, WORKSHOP, instrument, compose_specimen_links(WORKSHOP, instrument), load_texts("sv"), path
    )
    for page in render_pages(path, tmp_path, width=1050):
        picture = Image.open(page).convert("L")
        for x in (102, 1045):  # between the corner markers and the text, and outside them
            column = [int(picture.getpixel((x, y))) for y in range(60, 1360)]  # type: ignore[arg-type]
            assert min(column) > 200, "the margin is white"
