"""A report in Word as others read it: valid, native, accessible, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.report.specimen import make_report
from toolkit.document.numbering import list_contents, number_blocks
from toolkit.document.values import Writing
from toolkit.ooxml.package import write_zip
from toolkit.report.docx.write import compose_parts, write_docx
from toolkit.report.docx_template.file import read_default_template

ROOT = Path(__file__).resolve().parent.parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def build(language: str = "sv") -> bytes:
    return write_zip(compose_parts(make_report(language), read_default_template()))


@cache
def read_parts(language: str = "sv") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(build(language))) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def document(language: str = "sv") -> etree._Element:
    return etree.fromstring(read_parts(language)["word/document.xml"])


def read_text(element: etree._Element) -> str:
    return "".join(str(node.text or "") for node in element.iter(f"{W}t"))


def list_paragraphs(style: str, language: str = "sv") -> list[etree._Element]:
    return [
        paragraph
        for paragraph in document(language).iter(f"{W}p")
        if (found := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_valid_for_both_validators(
    language: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / "report.docx"
    assert write_docx(make_report(language), path) == ()
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_zip(compose_parts(make_report(), read_default_template())) == build()


def test_headings_are_word_s_own_and_numbered_by_lists() -> None:
    firsts = list_paragraphs("Heading1")
    assert [read_text(each) for each in firsts] == [
        "Sammanfattning",
        "Per insikt",
        "Så gjordes undersökningen",
        "Svarsbladet",
    ]
    lists = [each.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for each in firsts]  # type: ignore[union-attr]
    assert lists[0] == lists[1] != lists[2] == lists[3], "appendices have letters of their own"
    assert len(list_paragraphs("Heading2")) == 7


def test_the_contents_are_a_field_with_every_heading_stored_and_no_prompt_to_update() -> None:
    headings = list_contents(number_blocks(make_report().blocks))
    entries = [*list_paragraphs("TOC1"), *list_paragraphs("TOC2")]
    assert len(entries) == len(headings)
    said = {read_text(each) for each in entries}
    assert any("Sammanfattning" in each for each in said)
    assert any(each.startswith("Bilaga A") for each in said)
    marks = {mark.get(f"{W}name") for mark in document().iter(f"{W}bookmarkStart")}
    for entry in entries:
        link = entry.find(f"{W}hyperlink")
        assert link is not None
        assert link.get(f"{W}anchor") in marks
    every = b"".join(content for name, content in read_parts().items() if name.startswith("word/"))
    assert b"updateFields" not in every
    assert b"w:dirty" not in every


@pytest.mark.parametrize(("language", "table", "figure"), [("sv", "Tabell", "Figur"), ("en", "Table", "Figure")])
def test_captions_count_themselves_and_store_their_number(language: str, table: str, figure: str) -> None:
    said = [read_text(each) for each in list_paragraphs("Caption", language)]
    assert said[0].startswith(f"{figure} 1. ")
    assert said[1].startswith(f"{table} 1. ")
    codes = "".join(str(each.text) for each in document(language).iter(f"{W}instrText"))
    assert codes.count(f"SEQ {table}") == 7
    assert codes.count(f"SEQ {figure}") == 6


def test_a_chart_is_native_with_its_figures_in_a_workbook_inside() -> None:
    parts = read_parts()
    charts = [name for name in parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 6
    book = openpyxl.load_workbook(io.BytesIO(parts["word/embeddings/Microsoft_Excel_Worksheet1.xlsx"])).active
    assert book is not None
    assert [row[1] for row in book.iter_rows(values_only=True)][1:] == [31.4, 22.0, 14.5, 12.1, 11.0, 9.0]


def test_every_figure_and_table_says_in_words_what_it_shows() -> None:
    drawings = list(document().iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert len(drawings) == 6
    assert all(each.get("descr") for each in drawings)
    tables = list(document().iter(f"{W}tbl"))
    assert len(tables) == 7
    for table in tables:
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        description = table.find(f"{W}tblPr/{W}tblDescription")
        assert description is not None
        assert description.get(f"{W}val")


def test_a_table_s_header_row_repeats_and_no_row_breaks() -> None:
    for table in document().iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_run_has_its_language(language: str) -> None:
    own, other = {"sv": ("sv-SE", "en-GB"), "en": ("en-GB", "en-GB")}[language]
    for name in ("word/document.xml", "word/report-header.xml", "word/report-footer.xml"):
        for run in etree.fromstring(read_parts(language)[name]).iter(f"{W}r"):
            tag = run.find(f"{W}rPr/{W}lang")
            if tag is None:
                assert run.find(f"{W}br") is not None, "only the page break says nothing"
            else:
                assert tag.get(f"{W}val") in (own, other)


def test_a_place_to_write_in_is_known_by_its_tag_and_has_a_title_that_no_other_has() -> None:
    places = (Writing(name="ett", prompt="?"), Writing(name="Kommentar " + "x" * 80, prompt="?"))
    report = replace(make_report(), blocks=(*make_report().blocks, *places))
    root = etree.fromstring(compose_parts(report, read_default_template())["word/document.xml"])
    said = {
        tag: [each.get(f"{W}val") or "" for each in root.iterfind(f".//{W}sdtPr/{W}{tag}")] for tag in ("tag", "alias")
    }
    assert said["tag"][:2] == ["toolkit:conclusions", "toolkit:ett"]
    assert said["alias"] == ["Att skriva", "Att skriva 2", "Att skriva 3"]
    assert all(len(each) <= 64 for each in said["tag"]), "Word takes no longer one"


def test_properties_say_what_the_report_is() -> None:
    core = read_parts()["docProps/core.xml"].decode()
    for said in ("Det här sade grupperna", "Karolinska Institutet", "sv-SE", "2027-03-01"):
        assert said in core


def test_a_numbered_list_begins_at_one_each_time() -> None:
    lists = [each.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for each in list_paragraphs("ListNumber")]  # type: ignore[union-attr]
    assert len(set(lists)) == 2


def test_the_shipped_template_is_what_its_script_writes(tmp_path: Path) -> None:
    import subprocess
    import sys

    made = tmp_path / "report.dotx"
    script = ROOT / "templates/docx/make_report_template.py"
    subprocess.run([sys.executable, "-B", str(script), str(made)], check=True)
    assert made.read_bytes() == (ROOT / "templates/docx/report.dotx").read_bytes()
