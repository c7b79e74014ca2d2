"""A report as PDF: tagged for PDF/UA, the same words and numbers as in Word, the same bytes each time."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.report.specimen import make_report
from toolkit.document.numbering import number_blocks
from toolkit.document.values import Figure, Heading, Table
from toolkit.report.pdf import write_pdf


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    paths = {language: folder / f"{language}.pdf" for language in ("sv", "en")}
    for language, path in paths.items():
        assert write_pdf(make_report(language), path) == ()
    return paths


def read_text(path: Path) -> str:
    return re.sub(r"\s+", "", " ".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_claims_pdf_ua_and_says_its_language_and_title(language: str, written: dict[str, Path]) -> None:
    reader = PdfReader(written[language])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"sv": "sv-SE", "en": "en-GB"}[language]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == make_report(language).title


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_heading_caption_and_cell_stands_in_it(language: str, written: dict[str, Path]) -> None:
    said = read_text(written[language])
    label = {"sv": ("Figur", "Tabell"), "en": ("Figure", "Table")}[language]
    for each in number_blocks(make_report(language).blocks):
        if isinstance(each.block, Heading):
            assert each.block.text.replace(" ", "") in said
        if isinstance(each.block, Figure):
            assert f"{label[0]}{each.number}.{each.block.caption}".replace(" ", "") in said
        if isinstance(each.block, Table):
            assert f"{label[1]}{each.number}.{each.block.caption}".replace(" ", "") in said
            for row in each.block.rows:
                for cell in row:
                    assert cell.replace(" ", "").replace("\xa0", "") in said


def walk(element: object) -> list[tuple[str, object]]:
    node = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(node, list):
        return [found for child in node for found in walk(child)]
    if not isinstance(node, dict) or "/S" not in node:
        return walk(node["/K"]) if isinstance(node, dict) and "/K" in node else []
    return [(str(node["/S"]), node), *(walk(node["/K"]) if "/K" in node else [])]


def test_its_structure_has_headings_tables_with_headers_and_charts_with_words(written: dict[str, Path]) -> None:
    elements = walk(PdfReader(written["sv"]).trailer["/Root"]["/StructTreeRoot"])
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/H1") == 4
    assert kinds.count("/H2") == 7
    assert kinds.count("/Table") == 7
    assert kinds.count("/TH") == 6 * 4 + 3
    figures = [node["/Alt"] for kind, node in elements if kind == "/Figure"]  # type: ignore[index]
    assert len(figures) == 6
    assert all(figures)
    assert "/TOC" in kinds


def test_every_page_but_the_first_says_its_number(written: dict[str, Path]) -> None:
    pages = PdfReader(written["sv"]).pages
    for number, page in enumerate(pages, 1):
        assert (f"Sida {number} av {len(pages)}" in page.extract_text()) == (number > 1)


def test_the_note_stands_on_every_page(written: dict[str, Path]) -> None:
    for page in PdfReader(written["sv"]).pages:
        assert "Alla svar är påhittade exempel." in page.extract_text()


def test_the_same_report_gives_the_same_bytes(written: dict[str, Path], tmp_path: Path) -> None:
    write_pdf(make_report(), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == written["sv"].read_bytes()
