"""What somebody may write into a grey field – lists, links, tables, pictures – and how it stands in the next report."""

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from tests.report.docx_merge.edits import (
    W,
    fill_field,
    list_fields,
    make_picture,
    open_report,
    read_everything,
    read_fields,
)
from tests.report.docx_merge.savers import SAVERS
from tests.report.docx_merge.test_merge import NAME, NEWS, STAYS, base, compose, convert, edit, fill, fresh, say
from tests.report.specimen import make_report
from tests.report.word_templates import make_template
from toolkit.document.values import Writing, compose_paragraph
from toolkit.ooxml.package import write_zip
from toolkit.report.docx.write import compose_parts
from toolkit.report.docx_merge.merge import merge_reports
from toolkit.report.docx_template.file import read_default_template

TEMPLATE = read_default_template()


def write_richly(document: Document) -> None:
    """Write what Word offers at hand: bold, italics, colour, a bulleted list of Word's own, a link, a picture."""
    fill_field(document, "Vi beslutar:", "Punkt ett", "Punkt två", "")
    content = list_fields(document)[0].find(f"{W}sdtContent")
    lead, one, two, last = (Paragraph(each, document._body) for each in content)
    lead.add_run(" viktigt").bold = True
    lead.add_run(" och sedan").italic = True
    red = lead.add_run(" rött")
    red.font.color.rgb, red.font.size = RGBColor(200, 0, 0), Pt(14)
    lead.add_run().add_break()
    lead.add_run("ny rad")
    style = document.styles.add_style("List Paragraph", 1)
    style.base_style, style.paragraph_format.left_indent = document.styles["Normal"], Cm(1.27)
    number = add_bullets(document)
    for item in (one, two):
        item.style = style
        item._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        )
        item._p.pPr.insert(1, item._p.pPr[-1])
    target = document.part.relate_to(
        "https://exempel.se/beslut?a=1&b=2",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        True,
    )
    last._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
            "<w:t>Beslutet</w:t></w:r></w:hyperlink>"
        )
    )
    last.add_run().add_picture(make_picture(), width=Cm(3))


def add_table(document: Document) -> None:
    """Put a table into the middle of the field."""
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Vem", "Anna"
    list_fields(document)[0].find(f"{W}sdtContent")[-1].addprevious(table._tbl)


def add_bullets(document: Document) -> str:
    """Add a list to the numbering as Word does when somebody clicks on the bullets; return its number."""
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91"><w:nsid w:val="1A2B3C4D"/>'
        '<w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val="5E6F7A8B"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="◆"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    return "91"


def carry(edited: bytes, new: bytes = b"") -> bytes:
    merged = merge_reports(edited, base(), new or fresh(), NAME)
    assert merged.content is not None, say(merged)
    return merged.content


def find_content(data: bytes, at: int = 0) -> tuple[Document, list[CT_P]]:
    document = open_report(data)
    return document, list(list_fields(document)[at].find(f"{W}sdtContent"))


@pytest.fixture(scope="module")
def rich(soffice: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A richly filled field by every saver, and the report with it by the same."""
    saved = {name: saver(edit(write_richly)) for name, saver in SAVERS.items()}
    saved |= convert({"Writer": edit(write_richly)}, soffice, tmp_path_factory.mktemp("rich"))
    return {name: carry(each) for name, each in saved.items()}


EVERY_SAVER = [*SAVERS, "Writer"]


@pytest.mark.parametrize("saver", EVERY_SAVER)
def test_its_looks_its_line_break_and_its_paragraphs_stay(saver: str, rich: dict[str, bytes]) -> None:
    document, content = find_content(rich[saver])
    lead = Paragraph(content[0], document._body)
    assert lead.text == "Vi beslutar: viktigt och sedan rött\nny rad"
    looks = {run.text.strip(): run for run in lead.runs}
    assert looks["viktigt"].bold
    assert looks["och sedan"].italic
    assert looks["rött"].font.color.rgb == RGBColor(200, 0, 0)
    assert looks["rött"].font.size == Pt(14)
    assert lead.style.name == "Report Writing"


@pytest.mark.parametrize("saver", EVERY_SAVER)
def test_a_list_stays_a_list_with_its_own_bullets(saver: str, rich: dict[str, bytes]) -> None:
    document, content = find_content(rich[saver])
    items = [Paragraph(each, document._body) for each in content[1:3]]
    assert [each.text for each in items] == ["Punkt ett", "Punkt två"]
    assert {each.style.name for each in items} == {"List Paragraph"}
    (number,) = {each._p.pPr.numPr.numId.val for each in items}
    root = document.part.numbering_part.element
    kind = root.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")[0]
    assert root.xpath(f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[1]/w:lvlText/@w:val") == ["◆"]
    assert root.xpath(f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[1]/w:numFmt/@w:val") == ["bullet"]


@pytest.mark.parametrize("saver", EVERY_SAVER)
def test_a_link_and_a_picture_stay(saver: str, rich: dict[str, bytes]) -> None:
    document, content = find_content(rich[saver])
    (link,) = content[-1].iter(qn("w:hyperlink"))
    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://exempel.se/beslut?a=1&b=2"
    (blip,) = content[-1].iter(qn("a:blip"))
    assert document.part.related_parts[blip.get(qn("r:embed"))].blob == make_picture().getvalue()


@pytest.mark.parametrize("saver", SAVERS)
def test_a_table_stays(saver: str, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]) -> None:
    written = carry(SAVERS[saver](edit(write_richly, add_table)))
    (table,) = [each for each in find_content(written)[1] if each.tag == f"{W}tbl"]
    assert [str(t.text) for t in table.iter(f"{W}t")] == ["Vem", "Anna"]
    path = tmp_path / NAME
    path.write_bytes(written)
    assert sdk_validate(path) == []


def test_writer_ends_a_field_at_a_table_and_then_the_report_is_left_alone(
    soffice: Callable[..., Path], tmp_path: Path
) -> None:
    saved = convert({"a table": edit(write_richly, add_table)}, soffice, tmp_path)["a table"]
    merged = merge_reports(saved, base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert "Tabeller som ändrats för hand: 1." in say(merged)


def test_a_formula_or_a_picture_alone_is_a_text_as_well() -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>E</m:t></m:r></m:oMath>'

    def write(document: Document) -> None:
        fill_field(document, "")
        fill_field(document, "", at=1)
        one, other = (each.find(f"{W}sdtContent/{W}p") for each in list_fields(document))
        one.append(parse_xml(formula))
        Paragraph(other, document._body).add_run().add_picture(make_picture(), width=Cm(3))

    document, content = find_content(carry(edit(write)))
    assert [str(each.text) for each in content[0].iter("{*}t")] == ["E"]
    assert list(list_fields(document)[1].iter(qn("a:blip")))


@pytest.mark.parametrize("saver", EVERY_SAVER)
def test_the_new_report_is_valid_and_opens(
    saver: str, rich: dict[str, bytes], tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / NAME
    path.write_bytes(rich[saver])
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert NEWS in read_everything(rich[saver])
    assert docx.Document(str(path)).paragraphs


@pytest.mark.parametrize("saver", EVERY_SAVER)
def test_a_second_and_a_third_run_find_the_texts_where_they_are(saver: str, rich: dict[str, bytes]) -> None:
    once = rich[saver]
    assert merge_reports(once, fresh(), fresh(), NAME) == STAYS
    newer = compose(Writing(name="next-steps", prompt="Skriv vem som gör vad."), compose_paragraph("Nyare."))
    twice = merge_reports(once, fresh(), newer, NAME).content
    assert twice is not None
    assert read_fields(twice) == read_fields(once)
    assert "Nyare." in read_everything(twice)
    back = merge_reports(twice, newer, fresh(), NAME).content
    assert back is not None
    assert (read_fields(back), read_everything(back)) == (read_fields(once), read_everything(once))


def test_a_text_filled_in_where_the_prompt_was_left_unmarked_is_no_longer_grey() -> None:
    def type_over(document: Document) -> None:
        # Writer keeps the character style of the prompt that was written over.
        control = list_fields(document)[0]
        next(control.iter(f"{W}t")).text = "Skrivet i Writer."

    _, content = find_content(carry(edit(type_over)))
    assert [str(t.text) for t in content[0].iter(f"{W}t")] == ["Skrivet i Writer."]
    assert not list(content[0].iter(f"{W}rStyle"))


def test_a_field_that_was_emptied_asks_again() -> None:
    written = carry(edit(fill("Vår slutsats."), fill("Anna.", at=1)))
    emptied = edit(fill(""), of=written)
    newer = compose(Writing(name="next-steps", prompt="Skriv vem som gör vad."), compose_paragraph("Nyare."))
    content = merge_reports(emptied, fresh(), newer, NAME).content
    assert content is not None
    assert read_fields(content) == ["Skriv slutsatserna här.", "Anna."]


@pytest.mark.parametrize("prompt", ["Klicka eller tryck här för att ange text.", "Click or tap here to enter text."])
def test_so_does_one_into_which_word_has_put_its_own_prompt(prompt: str) -> None:
    def empty(document: Document) -> None:
        next(list_fields(document)[0].iter(f"{W}t")).text = prompt

    assert read_fields(carry(edit(empty)))[0] == "Skriv slutsatserna här."


def test_a_prompt_in_new_words_takes_the_place_of_the_old_one_but_of_no_text() -> None:
    newer = compose(Writing(name="next-steps", prompt="Vem gör vad, och när?"))
    content = merge_reports(base(), base(), newer, NAME).content
    assert content == newer
    content = merge_reports(edit(fill("Anna.", at=1)), base(), newer, NAME).content
    assert content is not None
    assert read_fields(content) == ["Skriv slutsatserna här.", "Anna."]


def test_texts_find_their_fields_when_sections_come_and_go() -> None:
    more = (
        Writing(name="background", prompt="Skriv bakgrunden."),
        Writing(name="next-steps", prompt="Skriv vem som gör vad.", lines=2),
        Writing(name="comment/a1", prompt="Kommentera."),
    )
    content = carry(edit(fill("Vår slutsats."), fill("Anna.", at=1)), compose(*more))
    assert read_fields(content) == ["Vår slutsats.", "Skriv bakgrunden.", "Anna.", "Kommentera."]


def test_a_text_whose_field_is_gone_stays_where_it_is_and_is_told() -> None:
    gone = compose(compose_paragraph(NEWS))
    merged = merge_reports(edit(fill("Anna.", at=1)), base(), gone, NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert say(merged) == (
        "report-sv.docx, Bilaga B Svarsbladet: Den nya rapporten har inte längre det här grå fältet, där du har "
        "skrivit. Flytta texten dit där den nu hör hemma."
    )


def test_an_empty_field_that_is_gone_is_no_loss() -> None:
    gone = compose(compose_paragraph(NEWS))
    merged = merge_reports(edit(fill("Vår slutsats.")), base(), gone, NAME)
    assert merged.content is not None
    assert read_fields(merged.content) == ["Vår slutsats."]


def add_footnote_mark(document: Document) -> None:
    fill_field(document, "Se noten.")
    run = list_fields(document)[0].find(f"{W}sdtContent/{W}p/{W}r")
    run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))


def put_field_into_field(document: Document) -> None:
    fill_field(document, "Utanför.")
    fill_field(document, "Inuti.", at=1)
    fields = list_fields(document)
    fields[0].find(f"{W}sdtContent").append(fields[1])


@pytest.mark.parametrize("change", [add_footnote_mark, put_field_into_field])
def test_what_cannot_be_carried_stays_and_is_told(change: Callable[[Document], None]) -> None:
    merged = merge_reports(edit(change), base(), fresh(), NAME)
    assert (merged.content, merged.beside) == (None, True)
    assert "I det här grå fältet står något som inte kan föras över" in say(merged)


def test_a_control_that_somebody_made_inside_a_field_gives_way_to_its_text() -> None:
    def wrap(document: Document) -> None:
        fill_field(document, "Vår slutsats.")
        paragraph = list_fields(document)[0].find(f"{W}sdtContent/{W}p")
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:text/></w:sdtPr><w:sdtContent/></w:sdt>")
        run = paragraph.find(f"{W}r")
        run.addprevious(control)
        control.find(f"{W}sdtContent").append(run)

    assert read_fields(carry(edit(wrap)))[0] == "Vår slutsats."


def test_a_field_that_a_program_has_split_by_paragraph_is_one() -> None:
    def split(document: Document) -> None:
        fill_field(document, "Ett", "Två")
        control = list_fields(document)[0]
        second = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        second.insert(0, copy.deepcopy(control.find(f"{W}sdtPr")))
        second.find(f"{W}sdtContent").append(control.find(f"{W}sdtContent")[1])
        control.addnext(second)

    assert read_fields(carry(edit(split)))[0] == "Ett\nTvå"


def test_a_field_that_word_has_put_into_its_paragraph_is_one() -> None:
    def put_inside(document: Document) -> None:
        fill_field(document, "Vår slutsats.")
        control = list_fields(document)[0]
        paragraph = control.find(f"{W}sdtContent/{W}p")
        control.addprevious(paragraph)
        content = control.find(f"{W}sdtContent")
        content.extend(paragraph.findall(f"{W}r"))
        paragraph.append(control)

    assert read_fields(carry(edit(put_inside)))[0] == "Vår slutsats."


def test_a_text_in_the_english_report_stays_in_that_one() -> None:
    english = compose(Writing(name="next-steps", prompt="Who does what?"), language="en")
    new = compose(Writing(name="next-steps", prompt="Who does what?"), compose_paragraph("News."), language="en")
    edited = edit(fill("Our conclusion."), of=english)
    merged = merge_reports(edited, english, new, "report-en.docx")
    assert merged.content is not None
    assert read_fields(merged.content) == ["Our conclusion.", "Who does what?"]
    assert merge_reports(base(), base(), fresh(), NAME).content == fresh()


def test_the_texts_stand_in_a_report_in_another_template(tmp_path: Path) -> None:
    template = make_template(tmp_path / "mall.docx", header="KI", logo=True)
    new = compose(Writing(name="next-steps", prompt="Skriv."), compose_paragraph(NEWS), template=template)
    content = carry(edit(write_richly), new)
    document, found = find_content(content)
    assert Paragraph(found[0], document._body).text.startswith("Vi beslutar: viktigt")
    assert document.sections[0].header.paragraphs[0].text == "KI"


WRITTEN = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip),
    min_size=1,
    max_size=4,
)


@given(first=WRITTEN, second=WRITTEN, saver=st.sampled_from(sorted(SAVERS)))
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_text_in_a_field_is_ever_lost(first: list[str], second: list[str], saver: str) -> None:
    edited = SAVERS[saver](edit(fill(*first), fill(*second, at=1)))
    before = read_fields(edited)
    content = carry(edited)
    assert read_fields(content) == before
    assert merge_reports(content, fresh(), fresh(), NAME) == STAYS
    again = merge_reports(content, fresh(), base(), NAME).content
    assert again is not None
    assert read_fields(again) == before


def test_the_contents_give_the_pages_that_the_headings_stand_on_below_a_long_text(
    soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    early = Writing(name="background", prompt="Skriv bakgrunden.")
    report = make_report()
    old = write_zip(compose_parts(replace(report, blocks=(report.blocks[0], early, *report.blocks[1:])), TEMPLATE))
    new = write_zip(compose_parts(replace(report, blocks=(*report.blocks[:2], early, *report.blocks[2:])), TEMPLATE))
    long = ("Vi har talat om detta länge, och det är dags att bestämma sig för vad som ska göras först. " * 4,) * 30
    content = merge_reports(edit(fill(*long), of=old), old, new, NAME).content
    assert content is not None
    path = tmp_path / NAME
    path.write_bytes(content)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(soffice(path, "pdf", tmp_path)).pages]
    body = open_report(content).element.body
    lines = [each for each in body.iter(qn("w:hyperlink")) if (each.get(qn("w:anchor")) or "").startswith("_Toc")]
    said = [[str(t.text) for t in line.iter(f"{W}t")] for line in lines]
    assert len(said) == 11
    for *_, heading, number in said:
        assert re.sub(r"\s", "", heading) in pages[int(number) - 1], heading
    assert [line[-1] for line in said] != [line[-1] for line in _read_contents(new)]


def _read_contents(data: bytes) -> list[list[str]]:
    links = open_report(data).element.body.iter(qn("w:hyperlink"))
    return [[str(t.text) for t in each.iter(f"{W}t")] for each in links if each.get(qn("w:anchor"))]
