"""A report that a person has worked on meets a new one: the fields' texts are carried, anything else is left alone."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx.document import Document

from tests.report.docx_merge.edits import (
    EDITS,
    change_text,
    fill_field,
    open_report,
    read_everything,
    read_fields,
    save_report,
)
from tests.report.docx_merge.savers import SAVERS
from tests.report.specimen import make_report
from toolkit.document.values import Block, Writing, compose_paragraph
from toolkit.ooxml.package import write_zip
from toolkit.outputs.merging import Merged
from toolkit.report.docx.write import compose_parts
from toolkit.report.docx_merge.merge import merge_reports
from toolkit.report.docx_template.file import read_default_template
from toolkit.texts import load_texts

NAME = "report-sv.docx"
NEWS = "Det här är nytt sedan förra gången."


def compose(*blocks: Block, language: str = "sv", without: str = "") -> bytes:
    """Compose the specimen with further blocks, or without the field of a name."""
    report = make_report(language)
    kept = [each for each in report.blocks if not (isinstance(each, Writing) and each.name == without)]
    return write_zip(compose_parts(replace(report, blocks=(*kept, *blocks)), read_default_template()))


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


@pytest.mark.parametrize("change", sorted(EDITS.keys() - {"an alternative text"}))
def test_so_does_any_other_change_saved_in_writer(change: str, in_writer: dict[str, bytes]) -> None:
    """Writer itself drops a chart's alternative text, and puts a line of the contents behind them."""
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


def zip_read(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part)
