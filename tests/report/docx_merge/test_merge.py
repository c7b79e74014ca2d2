"""A report that a person has worked on meets a new one: the fields' texts are carried, anything else is left alone."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pptx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.report.docx_merge.edits import (
    EDITS,
    W,
    change_text,
    fill_field,
    find_paragraph,
    list_fields,
    open_report,
    read_everything,
    read_fields,
    save_report,
)
from tests.report.docx_merge.savers import SAVERS
from tests.report.specimen import make_report
from tests.report.test_word_template import make_letterhead, make_linked
from toolkit.document.values import Block, Writing, compose_paragraph
from toolkit.ooxml.package import write_zip
from toolkit.outputs.merging import Merged
from toolkit.report.docx.write import compose_parts
from toolkit.report.docx_merge.merge import merge_reports
from toolkit.report.docx_template.file import read_default_template, read_word_template
from toolkit.texts import load_texts

NAME = "report-sv.docx"
NEWS = "Det här är nytt sedan förra gången."


def compose(*blocks: Block, language: str = "sv", template: Path | None = None) -> bytes:
    """Compose the specimen with further blocks."""
    report = make_report(language)
    found = read_word_template(template)[0] if template else read_default_template()
    return write_zip(compose_parts(replace(report, blocks=(*report.blocks, *blocks)), found))


@cache
def base() -> bytes:
    return compose(SECOND)


@cache
def fresh() -> bytes:
    return compose(SECOND, compose_paragraph(NEWS))


SECOND = Writing(name="next-steps", prompt="Skriv vem som gör vad.", lines=2)
STAYS = Merged(content=None, beside=False)


def edit(*changes: Callable[[Document], None], of: bytes = b"") -> bytes:
    document = open_report(of or base())
    for change in changes:
        change(document)
    return save_report(document)


def fill(*paragraphs: str, at: int = 0) -> Callable[[Document], None]:
    return lambda document: fill_field(document, *paragraphs, at=at)


def say(merged: Merged) -> str:
    return "\n".join(load_texts("sv").problem(notice) for notice in merged.notices)


def convert(files: dict[str, bytes], soffice: Callable[..., Path], folder: Path) -> dict[str, bytes]:
    """Save files anew in LibreOffice Writer, all at once."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}.docx" for number in range(len(files))]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    soffice(paths[0], "docx", folder / "saved", *paths[1:])
    return {name: (folder / "saved" / path.name).read_bytes() for name, path in zip(files, paths, strict=True)}


@pytest.fixture(scope="module")
def in_writer(soffice: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every kind of change, saved in LibreOffice Writer; `as it was` and `filled` among them."""
    files = {name: edit(change) for name, (change, _) in EDITS.items()}
    files |= {"as it was": base(), "filled": edit(fill("Första stycket.", "Andra stycket."), fill("Anna.", at=1))}
    return convert(files, soffice, tmp_path_factory.mktemp("writer"))


@pytest.mark.parametrize("saver", SAVERS)
def test_a_report_that_was_only_opened_and_saved_is_renewed(saver: str) -> None:
    merged = merge_reports(SAVERS[saver](base()), base(), fresh(), NAME)
    assert (merged.content, merged.beside, say(merged)) == (fresh(), False, "")


def test_a_report_that_was_only_saved_in_writer_is_renewed(in_writer: dict[str, bytes]) -> None:
    merged = merge_reports(in_writer["as it was"], base(), fresh(), NAME)
    assert (merged.content, merged.beside, say(merged)) == (fresh(), False, "")


def test_so_is_one_in_a_template_of_an_organisation_s_own(soffice: Callable[..., Path], tmp_path: Path) -> None:
    made = {"a letterhead": make_letterhead(tmp_path), "three sections": make_linked(tmp_path)}
    before = {name: compose(SECOND, template=path) for name, path in made.items()}
    after = {name: compose(SECOND, compose_paragraph(NEWS), template=path) for name, path in made.items()}
    for name, saved in convert(before, soffice, tmp_path / "saved").items():
        merged = merge_reports(saved, before[name], after[name], NAME)
        assert (merged.content == after[name], merged.beside, say(merged)) == (True, False, ""), name


@pytest.mark.parametrize("saver", SAVERS)
def test_a_report_is_left_as_it_is_where_the_program_has_nothing_new(saver: str) -> None:
    assert merge_reports(SAVERS[saver](edit(fill("Vår slutsats."))), base(), base(), NAME) == STAYS
    assert merge_reports(SAVERS[saver](edit(change_text)), base(), base(), NAME) == STAYS


@pytest.mark.parametrize("saver", SAVERS)
def test_the_texts_in_the_grey_fields_stand_in_the_new_report(saver: str) -> None:
    edited = SAVERS[saver](edit(fill("Första stycket.", "Andra stycket."), fill("Anna.", at=1)))
    merged = merge_reports(edited, base(), fresh(), NAME)
    assert merged.content is not None
    assert not merged.beside
    assert read_fields(merged.content) == ["Första stycket.\nAndra stycket.", "Anna."]
    assert NEWS in read_everything(merged.content)
    assert "Texter ur de grå fälten som nu står i den nya rapporten: 2" in say(merged)


def test_the_texts_saved_in_writer_stand_in_the_new_report(in_writer: dict[str, bytes]) -> None:
    merged = merge_reports(in_writer["filled"], base(), fresh(), NAME)
    assert merged.content is not None
    assert read_fields(merged.content) == ["Första stycket.\nAndra stycket.", "Anna."]
    breaks = b'<w:br w:type="page"/>'
    assert zip_read(merged.content, "word/document.xml").count(breaks) == 0, "Writer's page break came along"


@pytest.mark.parametrize("saver", SAVERS)
@pytest.mark.parametrize("change", EDITS)
def test_any_other_change_leaves_the_report_alone_and_the_new_one_lies_beside(change: str, saver: str) -> None:
    make, kind = EDITS[change]
    merged = merge_reports(SAVERS[saver](edit(make)), base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert SAID[kind] in say(merged)


@pytest.mark.parametrize("change", sorted(EDITS.keys() - {"an alternative text", "a page left empty"}))
def test_so_does_any_other_change_saved_in_writer(change: str, in_writer: dict[str, bytes]) -> None:
    """Writer itself drops a chart's alternative text and a second page break, and moves a line out of the contents."""
    merged = merge_reports(in_writer[change], base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    kind = "paragraph" if change == "a line in the contents" else EDITS[change][1]
    assert SAID[kind] in say(merged)


SAID = {
    "paragraph": "Stycken som ändrats för hand: ",
    "heading": "Rubriker som ändrats för hand: ",
    "table": "Tabeller som ändrats för hand: ",
    "figure": "Figurer som ändrats för hand: ",
    "field": "Grå fält som tagits bort, flyttats eller dubblerats: ",
    "comment": "Kommentarer: 1.",
    "revision": "Spårade ändringar: ",
    "contents": "Rader som skrivits in i innehållsförteckningen: 1.",
    "running": "Sidhuvuden eller sidfötter som ändrats för hand: ",
    "page": "Sidans storlek, marginaler eller spalter har ändrats för hand: 1.",
    "property": "Filens egenskaper",
}


def test_what_differs_is_told_by_heading_in_the_order_of_the_text() -> None:
    def change(document: Document) -> None:
        EDITS["a paragraph's text"][0](document)
        EDITS["a cell's text"][0](document)
        EDITS["a comment"][0](document)
        document.tables[1].cell(1, 1).text = "4"
        find_paragraph(document, "Frågorna").runs[0].text = "Alla frågor"

    merged = merge_reports(edit(change, fill("Vår slutsats.")), base(), fresh(), NAME)
    assert say(merged).split("\n") == [
        "report-sv.docx, 1 Sammanfattning: Stycken som ändrats för hand: 1.",
        "report-sv.docx, 1 Sammanfattning: Kommentarer: 1.",
        "report-sv.docx, 2.1 Målgruppsanpassad och sammanhållen webbplats (ki.se) på engelska (och svenska): "
        "Tabeller som ändrats för hand: 1.",
        "report-sv.docx, 2.2 Alumnverksamheten: Tabeller som ändrats för hand: 1.",
        "report-sv.docx, Bilaga A Så gjordes undersökningen › Alla frågor: Rubriker som ändrats för hand: 1.",
        "report-sv.docx: Texter i de grå fälten som den nya rapporten saknar: 1 (2.6 Stärkt stöd till KI:s personals "
        "närvaro i sociala medier › Med gruppernas egna ord). Kopiera över dem tillsammans med dina andra ändringar.",
    ]


def test_after_a_dozen_places_the_others_are_counted() -> None:
    def change(document: Document) -> None:
        for paragraph in document.paragraphs[12:]:
            if paragraph.runs:
                paragraph.runs[0].text = "Allt är ändrat."

    lines = say(merge_reports(edit(change), base(), fresh(), NAME)).split("\n")
    assert len(lines) == 13
    assert lines[-1].startswith("report-sv.docx: Fler ändringar för hand: ")


def comment_in_field(document: Document) -> None:
    fill_field(document, "Vår slutsats.")
    paragraph = list_fields(document)[0].find(f"{W}sdtContent/{W}p")
    comment = document.add_comment(find_paragraph(document, "Sedan").runs[0], "Säkert?", author="A")
    mark = next(document.element.body.iter(f"{W}commentReference")).getparent()
    paragraph.append(mark)
    assert comment.comment_id == 0


def track_in_field(document: Document) -> None:
    fill_field(document, "Vår slutsats.")
    list_fields(document)[0].find(f"{W}sdtContent/{W}p").append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="9" w:author="A"><w:r><w:t>Nej.</w:t></w:r></w:ins>')
    )


@pytest.mark.parametrize("change", [comment_in_field, track_in_field])
def test_a_field_under_discussion_stays_in_the_report_where_it_is_discussed(
    change: Callable[[Document], None],
) -> None:
    merged = merge_reports(edit(change), base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert "Kommentarer: 1." in say(merged) or "Spårade ändringar: 1." in say(merged)


@pytest.mark.parametrize("known", [None, b"", b"PK damaged"])
def test_where_it_is_not_known_what_was_written_last_only_a_report_with_nothing_else_changed_is_settled(
    known: bytes | None,
) -> None:
    assert merge_reports(base(), known, base(), NAME) == STAYS
    assert merge_reports(edit(fill("Vår slutsats.")), known, base(), NAME) == STAYS
    merged = merge_reports(edit(fill("Vår slutsats.")), known, fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert "Stycken som ändrats för hand: 1." in say(merged)


def as_other(kind: str) -> bytes:
    if kind == "cut short":
        return base()[:2000]
    if kind == "protected":
        return bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
    if kind == "old format":
        return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2048)
    if kind == "a deck":
        out = io.BytesIO()
        pptx.Presentation().save(out)
        return out.getvalue()
    if kind == "with macros":
        return change_types(b"wordprocessingml.document.main", b"wordprocessingml.document.main.broken")
    return b"" if kind == "empty" else b"Hej! Det var bara en text."


def change_types(old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(base())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(old, new)
    return write_zip(parts)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("cut short", "Det här är ingen Wordfil, eller så har bara en del av den kommit fram."),
        ("empty", "Det här är ingen Wordfil, eller så har bara en del av den kommit fram."),
        ("a text", "Det här är ingen Wordfil, eller så har bara en del av den kommit fram."),
        ("protected", "Filen är skyddad med lösenord eller känslighetsetikett"),
        ("old format", "Det här är ett dokument i det gamla formatet (.doc eller .dot)."),
        ("a deck", "Det här är inget Worddokument av det slag som rapporter skrivs i"),
        ("with macros", "Det här är inget Worddokument av det slag som rapporter skrivs i"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone_and_said(kind: str, said: str) -> None:
    merged = merge_reports(as_other(kind), base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert said in say(merged)
    assert all(notice.notice for notice in merged.notices)


@given(at=st.integers(0, 10**6), value=st.binary(min_size=1, max_size=4))
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
def test_a_damaged_file_never_stops_the_program(at: int, value: bytes) -> None:
    data = bytearray(edit(fill("Vår slutsats.")))
    place = at % len(data)
    data[place : place + len(value)] = value
    keep_safe(bytes(data))


PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/charts/chart1.xml", "docProps/core.xml",
         "word/_rels/document.xml.rels", "[Content_Types].xml", "word/settings.xml")  # fmt: skip


SENSELESS = ["", "-1", "x", "99999999999", None]


@given(part=st.sampled_from(PARTS), at=st.integers(0, 10**6), value=st.sampled_from(SENSELESS))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_neither_does_one_with_senseless_xml(part: str, at: int, value: str | None) -> None:
    with zipfile.ZipFile(io.BytesIO(filled())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[part])
    elements = list(root.iter())
    element = elements[at % len(elements)]
    if value is None or not element.attrib:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    else:
        keys = list(element.attrib)
        element.set(keys[at % len(keys)], value)
    parts[part] = etree.tostring(root)
    keep_safe(write_zip(parts))


@cache
def filled() -> bytes:
    return edit(fill("Vår slutsats."))


def keep_safe(edited: bytes) -> None:
    """Whatever has become of a file: nothing is raised, and its text is carried or the file stays."""
    merged = merge_reports(edited, base(), fresh(), NAME)
    if merged.content is not None:
        assert docx.Document(io.BytesIO(merged.content)).paragraphs
        with zipfile.ZipFile(io.BytesIO(edited)) as package:
            had = "slutsats." in package.read("word/document.xml").decode("utf-8", "replace")
        assert not had or "Vår slutsats." in read_fields(merged.content)


def zip_read(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part)
