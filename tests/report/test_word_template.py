"""Anyone's Word template: styles by name, letterhead kept, nothing else of it; refused in words if it cannot serve."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from tests.report.specimen import make_report
from tests.report.word_templates import change_parts, drop_styles, make_swedish, make_template
from toolkit.errors import TemplateError
from toolkit.report import messages
from toolkit.report.docx.write import write_docx
from toolkit.report.docx_template.file import read_default_template, read_word_template


def write(folder: Path, template: Path, language: str = "sv") -> Path:
    path = folder / "report.docx"
    write_docx(make_report(language), path, template)
    return path


def read_part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


MARK = "Hemligt3c1"


def make_plain(folder: Path) -> Path:
    return make_template(folder / "plain.docx")


def make_letterhead(folder: Path) -> Path:
    return make_template(folder / "brev.docx", header="Ett universitet\tEn avdelning", footer="Postadress", logo=True)


BARE = ("caption", "Caption", "List Bullet", "List Number", "Quote", "Subtitle", "TOC Heading")


def make_bare(folder: Path) -> Path:
    return drop_styles(make_template(folder / "bare.docx"), *BARE)


TEMPLATES: dict[str, Callable[[Path], Path]] = {
    "letterhead": make_letterhead,
    "swedish and bare": lambda folder: drop_styles(make_swedish(folder / "svensk.dotx"), *BARE),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_report_in_any_template_is_valid_and_python_docx_reads_it(
    name: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    path = write(tmp_path, TEMPLATES[name](tmp_path))
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    document = docx.Document(str(path))
    first = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert first == ["Sammanfattning", "Per insikt", "Så gjordes undersökningen", "Svarsbladet"]
    assert len(document.tables) == 7
    assert document.core_properties.title == "Det här sade grupperna"


def test_styles_are_found_by_their_names_whatever_their_ids(tmp_path: Path) -> None:
    template, _ = read_word_template(make_swedish(tmp_path / "svensk.dotx"))
    assert template.style("heading 1") == "Rubrik1"
    assert template.style("title") == "Rubrik"
    assert template.style("caption") == "Beskrivning"


def test_styles_that_are_missing_are_added_in_the_template_s_fonts_and_told(tmp_path: Path) -> None:
    template, notices = read_word_template(make_bare(tmp_path))
    (notice,) = notices
    assert notice.message == messages.STYLES_ADDED
    assert "List Bullet" in str(notice.facts["styles"])
    styles = template.parts["word/styles.xml"].decode()
    added = re.search(r'<w:style [^>]*w:styleId="ReportNote".*?</w:style>', styles, re.DOTALL)
    assert added
    assert not re.search(r"w:ascii=|w:hAnsi=", added[0]), "its fonts are the theme's"


def test_a_letterhead_stays_with_its_picture_and_its_footer_gets_the_note_and_the_page_number(tmp_path: Path) -> None:
    path = write(tmp_path, make_letterhead(tmp_path))
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        header = next(name for name in names if re.fullmatch(r"word/header\d*\.xml", name))
        footer = next(name for name in names if re.fullmatch(r"word/footer\d*\.xml", name))
        assert any(name.startswith("word/media/") for name in names)
        assert "Ett universitet" in package.read(header).decode()
        foot = package.read(footer).decode()
    assert "Postadress" in foot
    assert "Alla svar är påhittade exempel." in foot
    assert "NUMPAGES" in foot
    assert "report-header" not in " ".join(names), "no header of the report's own beside it"


def make_linked(folder: Path) -> Path:
    """Write a template of three sections: the first one brings a logo on its first page, a header and a footer."""
    path = make_template(folder / "delar.docx", header="Ett universitet", footer="Postadress")
    document = docx.Document(str(path))
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "LOGOTYP"
    document.add_section()
    last = document.add_section()
    last.different_first_page_header_footer = False
    assert last.header.is_linked_to_previous
    document.save(str(path))
    return path


def test_headers_and_footers_that_the_last_section_inherits_are_kept(
    tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    path = write(tmp_path, make_linked(tmp_path))
    section = docx.Document(str(path)).sections[0]
    assert section.header.paragraphs[0].text == "Ett universitet"
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "LOGOTYP"
    assert section.footer.paragraphs[0].text == "Postadress"
    assert sdk_validate(path) == []


def test_a_header_of_the_last_section_s_own_goes_before_an_inherited_one(tmp_path: Path) -> None:
    template = make_linked(tmp_path)
    document = docx.Document(str(template))
    document.sections[-1].header.paragraphs[0].text = "Bara här"
    document.save(str(template))
    section = docx.Document(str(write(tmp_path, template))).sections[0]
    assert section.header.paragraphs[0].text == "Bara här"
    assert section.footer.paragraphs[0].text == "Postadress"


def test_nothing_of_the_template_s_text_or_of_who_wrote_it_follows_along(tmp_path: Path) -> None:
    path = write(tmp_path, make_template(tmp_path / "gammal.docx", trace=MARK))
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert MARK.encode() not in package.read(name), name


def test_settings_that_prompt_track_or_lock_are_left_out(tmp_path: Path) -> None:
    template = make_template(tmp_path / "t.docx")
    lock = (
        '<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:updateFields w:val="true"/>'
    )
    change_parts(template, {"word/settings.xml": lambda text: re.sub(r"(<w:zoom[^>]*/>)", rf"\1{lock}", text)})
    settings = read_part(write(tmp_path, template), "word/settings.xml")
    for tag in ("trackRevisions", "documentProtection", "updateFields", "attachedTemplate"):
        assert tag not in settings


def test_a_template_whose_headings_carry_numbers_of_their_own_keeps_them(tmp_path: Path) -> None:
    template = make_template(tmp_path / "t.docx")

    def number(text: str) -> str:
        return re.sub(
            r'(<w:style [^>]*w:styleId="Heading1".*?<w:pPr>)(.*?)(<w:spacing)',
            r'\1\2<w:numPr><w:numId w:val="1"/></w:numPr>\3',
            text,
            count=1,
            flags=re.DOTALL,
        )

    change_parts(template, {"word/styles.xml": number})
    assert read_word_template(template)[0].numbered_headings
    document = read_part(write(tmp_path, template), "word/document.xml")
    chapter = re.search(r'<w:pStyle w:val="Heading1"/>(.*?)</w:pPr>', document)
    assert chapter
    assert "numPr" not in chapter[1]


def expect_refusal(path: Path) -> object:
    with pytest.raises(TemplateError) as caught:
        read_word_template(path)
    (problem,) = caught.value.problems
    assert problem.place.file == path.name
    return problem.message


def test_what_is_no_word_file_is_refused_in_words(tmp_path: Path) -> None:
    assert expect_refusal(tmp_path / "nowhere.dotx") == messages.MISSING
    (tmp_path / "folder.dotx").mkdir()
    assert expect_refusal(tmp_path / "folder.dotx") == messages.NOT_A_FILE
    (tmp_path / "text.docx").write_text("hej")
    assert expect_refusal(tmp_path / "text.docx") == messages.NOT_A_PACKAGE
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 100)
    assert expect_refusal(tmp_path / "old.doc") == messages.OLD_FORMAT
    locked = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.docx").write_bytes(locked)
    assert expect_refusal(tmp_path / "locked.docx") == messages.ENCRYPTED


def test_a_presentation_macros_and_strict_files_are_refused_in_words(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parent.parent.parent
    assert expect_refusal(root / "templates/pptx/workshop.pptx") == messages.NOT_A_DOCUMENT
    macro = change_parts(
        make_template(tmp_path / "m.dotm"),
        {
            "[Content_Types].xml": lambda text: re.sub(
                r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml",
                "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
                text,
            )
        },
    )
    assert expect_refusal(macro) == messages.MACROS
    strict = change_parts(
        make_template(tmp_path / "s.docx"),
        {
            "_rels/.rels": lambda text: text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            )
        },
    )
    assert expect_refusal(strict) == messages.STRICT


def test_a_page_too_narrow_for_tables_and_charts_is_refused_with_its_width(tmp_path: Path) -> None:
    assert expect_refusal(make_template(tmp_path / "narrow.docx", width=120, side=20)) == messages.NARROW_PAGE


def test_harmful_and_damaged_xml_is_refused(tmp_path: Path) -> None:
    declared = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
    bad = change_parts(make_template(tmp_path / "x.docx"), {"word/styles.xml": lambda _: declared})
    assert expect_refusal(bad) == messages.FORBIDDEN_XML
    cut = change_parts(make_template(tmp_path / "y.docx"), {"word/styles.xml": lambda text: text[:200]})
    assert expect_refusal(cut) == messages.DAMAGED


def test_a_file_cut_short_is_refused_whatever_is_left_of_it(tmp_path: Path) -> None:
    whole = make_plain(tmp_path).read_bytes()
    for share in (0.1, 0.5, 0.9):
        path = tmp_path / "cut.docx"
        path.write_bytes(whole[: int(len(whole) * share)])
        assert expect_refusal(path) in (messages.NOT_A_PACKAGE, messages.DAMAGED)


def test_the_template_that_comes_along_lacks_nothing() -> None:
    assert read_default_template().own
    assert read_word_template()[1] == ()
    assert io.BytesIO(read_default_template().parts["word/styles.xml"]).read()
