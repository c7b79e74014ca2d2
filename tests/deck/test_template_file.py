"""Reading a pptx template: what is kept, what is left behind, how placeholders inherit, and every way to refuse."""

import contextlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from tests.deck.pptx_fixtures import (
    SIZES,
    edit_package,
    make_template,
    read_part,
    write_parts,
    write_sample_deck,
)
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.pptx_template.package import LIMIT_MB
from toolkit.deck.slides import Role
from toolkit.errors import TemplateError
from toolkit.resources import find_template_folder

SPECIMENS = Path(__file__).parent.parent / "specimens/pptx"
WORKSHOP = find_template_folder("pptx") / "workshop.pptx"
SERVING = (
    "02-sol-eng-four-layouts.potx",
    "03-automizer-german-names-16x9.pptx",
    "05-officer-duplicate-names.pptx",
    "08-openxmlsdk-4x3-with-slides.potx",
)


def refusal(path: Path) -> str:
    with pytest.raises(TemplateError) as caught:
        read_template(path)
    (problem,) = caught.value.problems
    assert problem.place.file == path.name
    assert problem.message.remedy
    return problem.message.cause.format(**problem.facts)


@pytest.mark.parametrize("name", SERVING)
def test_a_template_from_elsewhere_serves_every_role(name: str) -> None:
    template = read_template(SPECIMENS / name)
    assert set(template.roles) == set(Role)
    assert all(match.layout.first("title") for match in template.roles.values())


@pytest.mark.parametrize("name", SERVING)
def test_a_deck_on_a_template_from_elsewhere_is_valid(
    name: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    deck = write_sample_deck(read_template(SPECIMENS / name), tmp_path / "deck.pptx")
    before = sdk_validate(SPECIMENS / name)
    assert len(sdk_validate(deck)) <= len(before)
    assert [str(e) for e in OpenXmlValidator().validate(deck).errors] == []


def test_existing_slides_leave_no_trace(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "old.pptx", slides=3))
    assert not [name for name in template.parts if "/slides/" in name or "notesSlide" in name]
    everything = b"".join(template.parts.values())
    for trace in (b"Secret", b"sldIdLst", b"thumbnail", b"printerSettings", b'relationships/slide"'):
        assert trace not in everything


def test_slides_tags_and_sections_of_a_real_template_leave_no_trace() -> None:
    template = read_template(SPECIMENS / "08-openxmlsdk-4x3-with-slides.potx")
    everything = b"".join(template.parts.values())
    for trace in (b"/slides/", b"/tags/", b"custDataLst", b"sectionLst", b"commentAuthors"):
        assert trace not in everything


def test_a_slide_left_in_the_file_but_not_in_the_list_is_left_behind(tmp_path: Path) -> None:
    old = make_template(tmp_path / "old.pptx", slides=1)
    orphan = {"ppt/slides/slide9.xml": b"<orphan>Secret</orphan>", "ppt/media/secret.png": b"Secret"}
    template = read_template(edit_package(old, tmp_path / "new.pptx", orphan))
    assert b"Secret" not in b"".join(template.parts.values())


def test_a_link_from_a_layout_to_a_slide_does_not_bring_the_slide_along(tmp_path: Path) -> None:
    old = make_template(tmp_path / "old.pptx", slides=1)
    layout, rels = "ppt/slideLayouts/slideLayout2.xml", "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    jump = f'<Relationship Id="rId77" Type="{kind}" Target="../slides/slide1.xml"/></Relationships>'
    linked = read_part(old, layout).replace(
        b'name="Title 1"/>', b'name="Title 1"><a:hlinkClick r:id="rId77" action="ppaction://hlinksldjump"/></p:cNvPr>'
    )
    assert b"rId77" in linked
    changes = {layout: linked, rels: read_part(old, rels).replace(b"</Relationships>", jump.encode())}
    template = read_template(edit_package(old, tmp_path / "new.pptx", changes))
    assert b"rId77" not in template.parts[layout] + template.parts[rels]
    assert not [name for name in template.parts if "/slides/" in name]


def test_content_types_name_exactly_the_parts_that_are_there(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "old.pptx", slides=2))
    types = template.parts["[Content_Types].xml"].decode()
    named = {part.split('"')[0] for part in types.split('PartName="/')[1:]}
    assert named <= set(template.parts)
    assert "presentationml.presentation.main+xml" in types
    assert types.count("core-properties+xml") == 1


def test_a_potx_becomes_a_pptx() -> None:
    types = read_template(SPECIMENS / "02-sol-eng-four-layouts.potx").parts["[Content_Types].xml"]
    assert b"template.main" not in types
    assert b"presentation.main" in types


@pytest.mark.parametrize("ratio", SIZES)
def test_any_slide_size_is_read(ratio: str, tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "t.pptx", ratio=ratio))
    assert (template.width, template.height) == SIZES[ratio]
    body = template.layout_for(Role.CONTENT).first("object")
    assert body is not None
    assert body.left + body.width <= template.width


def test_a_placeholder_without_a_place_takes_the_masters_and_its_text_styles() -> None:
    template = read_template(SPECIMENS / "03-automizer-german-names-16x9.pptx")
    layout = template.layout_for(Role.CONTENT)
    title, body = layout.first("title"), layout.first("object")
    assert title is not None
    assert body is not None
    assert (title.left, title.top, title.width, title.height) == (838200, 365125, 10515600, 1325563)
    assert [style.size for style in body.levels] == [28, 24, 20, 18, 18]
    assert body.levels[0].bulleted
    assert body.levels[1].margin_left == 685800
    assert body.levels[0].line_spacing == 0.9
    assert (body.levels[0].space_before, body.levels[1].space_before) == (10, 5)
    assert title.levels[0].font == "Calibri Light"
    assert body.levels[0].colour == "000000"
    assert body.backdrop == "FFFFFF"


def test_a_template_saved_by_libreoffice_gives_a_valid_deck(
    tmp_path: Path, soffice: Callable[[Path, str, Path], Path], sdk_validate: Callable[[Path], list[str]]
) -> None:
    saved = soffice(make_template(tmp_path / "t.pptx", slides=1), "pptx", tmp_path / "saved")
    template = read_template(saved)
    deck = write_sample_deck(template, tmp_path / "deck.pptx")
    with zipfile.ZipFile(deck) as package:
        assert sum(name.endswith("core.xml") for name in package.namelist()) == 1
    assert len(sdk_validate(deck)) <= len(sdk_validate(saved))


def test_the_same_template_is_read_to_the_same_bytes() -> None:
    path = SPECIMENS / "08-openxmlsdk-4x3-with-slides.potx"
    assert list(read_template(path).parts.items()) == list(read_template(path).parts.items())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pptx") == "There is no such file."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "This is a folder, not a template."


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.pptx"
    path.write_text("Hello")
    assert refusal(path) == "This is not a PowerPoint file, or only a part of one arrived."


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.pptx"
    path.write_bytes(WORKSHOP.read_bytes()[: WORKSHOP.stat().st_size // 2])
    assert refusal(path) == "This is not a PowerPoint file, or only a part of one arrived."


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.pptx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    assert "protected by a password" in refusal(path)


def test_the_old_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.ppt"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "PowerPoint Document".encode("utf-16-le"))
    assert "old format" in refusal(path)


def test_an_opendocument_presentation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deck.odp"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
    assert "OpenDocument" in refusal(path)


def test_another_office_file_is_refused(tmp_path: Path) -> None:
    types = read_part(WORKSHOP, "[Content_Types].xml").replace(b"presentation.main+xml", b"sheet.main+xml")
    path = edit_package(WORKSHOP, tmp_path / "book.pptx", {"[Content_Types].xml": types})
    assert refusal(path) == "This is an Office file, but not a presentation."


def test_strict_ooxml_is_refused_in_plain_words(tmp_path: Path) -> None:
    rels = read_part(WORKSHOP, "_rels/.rels").replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    path = edit_package(WORKSHOP, tmp_path / "strict.pptx", {"_rels/.rels": rels})
    assert refusal(path).startswith("The file is saved as Strict Open XML Presentation")


def test_a_missing_part_is_refused_by_name(tmp_path: Path) -> None:
    path = edit_package(WORKSHOP, tmp_path / "t.pptx", {"ppt/slideLayouts/slideLayout3.xml": None})
    assert refusal(path) == "The file is damaged: ppt/slideLayouts/slideLayout3.xml cannot be read."


def test_broken_xml_is_refused_by_name(tmp_path: Path) -> None:
    path = edit_package(WORKSHOP, tmp_path / "t.pptx", {"ppt/slideMasters/slideMaster1.xml": b"<p:sldMaster"})
    assert refusal(path) == "The file is damaged: ppt/slideMasters/slideMaster1.xml cannot be read."


def test_a_document_type_declaration_is_refused(tmp_path: Path) -> None:
    name = "ppt/slideLayouts/slideLayout1.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + read_part(WORKSHOP, name).split(b"?>", 1)[1]
    assert "document type declaration" in refusal(edit_package(WORKSHOP, tmp_path / "t.pptx", {name: bomb}))


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    name = "ppt/theme/theme1.xml"
    path = edit_package(WORKSHOP, tmp_path / "t.pptx", {name: b" " * (LIMIT_MB * 1024 * 1024 + 1)})
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == f"The template unpacks to more than {LIMIT_MB} MB."


def test_a_large_film_on_an_old_slide_does_not_count(tmp_path: Path) -> None:
    film = {"ppt/media/film.mp4": b" " * (LIMIT_MB * 1024 * 1024 + 1)}
    path = edit_package(make_template(tmp_path / "old.pptx", slides=1), tmp_path / "t.pptx", film)
    assert read_template(path).roles


def test_a_template_without_any_placeholder_is_refused_with_the_reason() -> None:
    said = refusal(SPECIMENS / "06-officer-no-placeholders.pptx")
    assert said.startswith("No layout has a title placeholder")


def test_a_template_without_layouts_is_refused(tmp_path: Path) -> None:
    name = "ppt/slideMasters/slideMaster1.xml"
    master = read_part(WORKSHOP, name)
    bare = master[: master.index(b"<p:sldLayoutIdLst>")] + master[master.index(b"<p:hf ") :]
    path = edit_package(WORKSHOP, tmp_path / "t.pptx", {name: bare})
    assert refusal(path) == "The template has no slide layouts."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray((SPECIMENS / "06-officer-no-placeholders.pptx").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.pptx"
    path.write_bytes(whole)
    with pytest.raises(TemplateError):
        read_template(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(("slideMasters/slideMaster1", "slideLayouts/slideLayout2", "theme/theme1", "presentation")),
    at=st.floats(0, 1),
    text=st.sampled_from(('"x"', "0", "</a>", "\x00", '"-5"', "")),
)
@example(part="presentation", at=0.09765625, text="0")  # a slide without a width
def test_a_part_that_says_nonsense_is_read_or_refused_but_never_crashes(
    part: str, at: float, text: str, tmp_path: Path
) -> None:
    name = f"ppt/{part}.xml"
    old = read_part(SPECIMENS / "02-sol-eng-four-layouts.potx", name)
    quotes = [n for n, byte in enumerate(old) if byte == ord('"')]
    start = quotes[int(at * (len(quotes) - 2))]
    end = old.index(b'"', start + 1) + 1
    path = edit_package(
        SPECIMENS / "02-sol-eng-four-layouts.potx",
        tmp_path / "t.pptx",
        {name: old[:start] + text.encode() + old[end:]},
    )
    with contextlib.suppress(TemplateError):
        assert set(read_template(path).roles) == set(Role)


def test_parts_alone_make_a_presentation_that_opens(tmp_path: Path, sdk_validate: Callable[[Path], list[str]]) -> None:
    assert sdk_validate(write_parts(read_template(WORKSHOP), tmp_path / "t.pptx")) == []
