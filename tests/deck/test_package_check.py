"""The package check finds each of the eighteen faults (facts/decks.md, section 4), and nothing in a good deck."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.deck.deck_fixtures import build_parts, make_deck
from toolkit.deck.check import package_messages as messages
from toolkit.deck.check.package_check import check_package
from toolkit.deck.check.package_facts import find_facts
from toolkit.errors import Message

Parts = dict[str, bytes]


@cache
def _good() -> Parts:
    return build_parts(make_deck())


def good() -> Parts:
    return dict(_good())


def zip_parts(parts: Parts, again: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
        if again:
            package.writestr(again, parts[again])
    return buffer.getvalue()


def find(parts: Parts, pattern: str, within: str = "ppt/slides/slide") -> str:
    """Return the first part under a name that matches."""
    return next(name for name in sorted(parts) if name.startswith(within) and re.search(pattern, parts[name].decode()))


def edit(part: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        text = parts[part].decode()
        changed = re.sub(old, new, text, count=count)
        assert changed != text, "the damage did not take"
        parts[part] = changed.encode()

    return change


def drop(pattern: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        name = next(name for name in sorted(parts) if re.search(pattern, name))
        del parts[name]

    return change


def leave_slide_out_of_the_list(parts: Parts) -> None:
    edit("ppt/presentation.xml", r"<p:sldId [^>]*/>", "")(parts)


def drop_a_slide_s_relationship(parts: Parts) -> None:
    edit("ppt/_rels/presentation.xml.rels", r'<Relationship [^>]*slides/slide2\.xml"/>', "")(parts)


def repeat_a_slide_id(parts: Parts) -> None:
    ids = re.findall(r'<p:sldId id="(\d+)"', parts["ppt/presentation.xml"].decode())
    edit("ppt/presentation.xml", f'<p:sldId id="{ids[1]}"', f'<p:sldId id="{ids[0]}"')(parts)


def repeat_a_shape_id(parts: Parts) -> None:
    edit("ppt/slides/slide3.xml", r'<p:cNvPr id="3"', '<p:cNvPr id="2"')(parts)


def put_a_layout_s_id_on_a_master(parts: Parts) -> None:
    master = re.search(r'<p:sldMasterId id="(\d+)"', parts["ppt/presentation.xml"].decode())
    assert master
    name = next(name for name in parts if re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name))
    edit(name, r'<p:sldLayoutId id="\d+"', f'<p:sldLayoutId id="{master[1]}"')(parts)


def disorder_a_run(parts: Parts) -> None:
    fill = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    edit("ppt/slides/slide3.xml", r"<a:rPr ([^>/]*)/>", rf'<a:rPr \1><a:latin typeface="Arial"/>{fill}</a:rPr>')(parts)


def paint_with_a_hash(parts: Parts) -> None:
    edit(
        "ppt/slides/slide3.xml",
        r"<p:spPr/>|<p:spPr>",
        '<p:spPr><a:solidFill><a:srgbClr val="#00FF00"/></a:solidFill></p:spPr><!--',
    )(parts)
    text = parts["ppt/slides/slide3.xml"].decode()
    end = text.index("<p:txBody>", text.index("<!--"))
    parts["ppt/slides/slide3.xml"] = (text[: text.index("<!--")] + text[end:]).encode()


def empty_a_text(parts: Parts) -> None:
    text = parts["ppt/slides/slide3.xml"].decode()
    start = text.index("<a:p>")
    end = text.index("</p:txBody>", start)
    parts["ppt/slides/slide3.xml"] = (text[:start] + text[end:]).encode()


def copy_a_picture_without_its_part(parts: Parts) -> None:
    name = find(parts, "<p:pic>")
    edit(name, r'r:embed="[^"]*"', 'r:embed="rId77"')(parts)


def link_nowhere(parts: Parts) -> None:
    edit(find(parts, "hlinkClick"), r'<a:hlinkClick r:id="[^"]*"', '<a:hlinkClick r:id="rId99"')(parts)


def take_the_layout_away(parts: Parts) -> None:
    edit("ppt/slides/_rels/slide2.xml.rels", r'<Relationship [^>]*relationships/slideLayout"[^>]*/>', "")(parts)


def mark_as_template(parts: Parts) -> None:
    edit("[Content_Types].xml", "presentation.main\\+xml", "template.main+xml")(parts)


def name_an_unknown_slide_in_a_section(parts: Parts) -> None:
    edit("ppt/presentation.xml", r'<p14:sldId id="\d+"', '<p14:sldId id="9999"')(parts)


def name_a_missing_part(parts: Parts) -> None:
    edit(
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/ppt/slides/slide900.xml" ContentType="application/xml"/></Types>',
    )(parts)


FAULTS: dict[str, tuple[Callable[[Parts], None], Message]] = {
    "shapes copied without their parts": (copy_a_picture_without_its_part, messages.UNKNOWN_RELATIONSHIP),
    "the slide list points to a dropped relationship": (drop_a_slide_s_relationship, messages.UNKNOWN_RELATIONSHIP),
    "a repeated slide id": (repeat_a_slide_id, messages.REPEATED_SLIDE_ID),
    "a repeated shape id": (repeat_a_shape_id, messages.REPEATED_SHAPE_ID),
    "a wrong child order in run properties": (disorder_a_run, messages.WRONG_ORDER),
    "a colour with #": (paint_with_a_hash, messages.BAD_COLOUR),
    "an embedded workbook missing": (drop(r"embeddings/.*\.xlsx$"), messages.MISSING_PART),
    "a picture missing": (drop(r"ppt/media/.*\.png$"), messages.MISSING_PART),
    "an empty text body": (empty_a_text, messages.EMPTY_TEXT),
    "a hyperlink to an unknown relationship": (link_nowhere, messages.UNKNOWN_RELATIONSHIP),
    "a slide without a layout": (take_the_layout_away, messages.SLIDE_WITHOUT_LAYOUT),
    "a .pptx with a template's content type": (mark_as_template, messages.WRONG_MAIN_TYPE),
    "a slide removed from the list, still in the file": (leave_slide_out_of_the_list, messages.UNLISTED_SLIDE),
    "a section that names an unknown slide": (name_an_unknown_slide_in_a_section, messages.UNKNOWN_SECTION_SLIDE),
    "a content type for a missing part": (name_a_missing_part, messages.TYPE_WITHOUT_PART),
    "a layout's id equal to a master's": (put_a_layout_s_id_on_a_master, messages.REPEATED_LAYOUT_ID),
}


def test_a_good_deck_has_no_fault() -> None:
    assert check_package(good()) == ()
    assert check_package(zip_parts(good())) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_named(name: str) -> None:
    damage, message = FAULTS[name]
    parts = good()
    damage(parts)
    found = check_package(parts, "nord.pptx")
    assert message in [problem.message for problem in found]
    assert all(problem.place.file == "nord.pptx" for problem in found)


@pytest.mark.filterwarnings("ignore:Duplicate name")  # that is the damage
@pytest.mark.parametrize("again", ["ppt/slides/slide1.xml", "ppt/presentation.xml"])
def test_a_part_that_stands_twice_in_the_archive_is_found(again: str) -> None:
    """Two of the eighteen: an entry written twice, and a name used again after a slide was deleted."""
    found = check_package(zip_parts(good(), again))
    assert [problem.message for problem in found] == [messages.REPEATED_PART]


def test_a_part_that_nothing_leads_to_is_found() -> None:
    parts = good()
    parts["ppt/slides/slide99.xml"] = parts["ppt/slides/slide1.xml"]
    said = {problem.message for problem in check_package(parts)}
    assert {messages.ORPHAN_PART, messages.UNLISTED_SLIDE, messages.PART_WITHOUT_TYPE} <= said


def test_broken_xml_and_no_package_are_told_and_not_raised(tmp_path: Path) -> None:
    parts = good()
    parts["ppt/slides/slide1.xml"] = b"<p:sld"
    assert messages.BROKEN_XML in [problem.message for problem in check_package(parts)]
    (tmp_path / "a.pptx").write_bytes(b"PK no package")
    assert [problem.message for problem in check_package(tmp_path / "a.pptx")] == [messages.NOT_A_PACKAGE]


@pytest.mark.parametrize(
    "text", [b"a & b", b"a \x01 b", b"a < b", b"a \xff b", b"a \xef\xbf\xbf b", b"a \xc3 b", b"a \xe2\x80", b"&nej; b"]
)
def test_a_text_that_breaks_the_xml_is_found_also_where_its_like_was_seen(text: bytes) -> None:
    parts = good()
    name = find(parts, r"<a:t>[^<]+</a:t>")
    assert check_package(parts) == ()
    parts[name] = re.sub(rb"<a:t>[^<]+</a:t>", lambda _: b"<a:t>" + text + b"</a:t>", parts[name], count=1)
    assert [problem.message for problem in check_package(parts)] == [messages.BROKEN_XML]


def test_broken_xml_is_told_with_its_place_in_the_part_as_it_is() -> None:
    (fault,) = find_facts(b'<a:p xmlns:a="a"><a:t>KI Nord</a:t>\n<a:t>KI Syd</a:t></a:r>').faults
    assert str(fault[1]["reason"]).endswith("line 2, column 24 (<string>, line 2)")
