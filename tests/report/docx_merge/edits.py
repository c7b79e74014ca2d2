"""What people do to a report in Word, one kind of change a function, made with python-docx on an open document."""

import copy
import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree
from PIL import Image

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "Grupperna är överens"


def open_report(data: bytes) -> Document:
    """Open a report."""
    return docx.Document(io.BytesIO(data))


def save_report(document: Document) -> bytes:
    """Save it as python-docx does."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def find_paragraph(document: Document, text: str) -> Paragraph:
    """Return the first paragraph that begins so."""
    return next(each for each in document.paragraphs if each.text.startswith(text))


def list_fields(document: Document) -> list[etree._Element]:
    """List the grey fields: by their title, which every program keeps."""
    found = []
    for control in document.element.body.iter(qn("w:sdt")):
        alias = control.find(f"{W}sdtPr/{W}alias")
        if alias is not None and alias.get(qn("w:val")).startswith(("Att skriva", "To be written")):
            found.append(control)
    return found


def fill_field(document: Document, *paragraphs: str, at: int = 0) -> None:
    """Write into a grey field, as Word does it: the prompt goes, the style of the field's paragraph stays."""
    control = list_fields(document)[at]
    mark, content = control.find(f"{W}sdtPr/{W}showingPlcHdr"), control.find(f"{W}sdtContent")
    if mark is not None:
        mark.getparent().remove(mark)
    first = content.find(f"{W}p")
    for each in list(content):
        content.remove(each)
    for text in paragraphs:
        element = copy.deepcopy(first)
        for child in list(element):
            if child.tag != f"{W}pPr":
                element.remove(child)
        content.append(element)
        Paragraph(element, document._body).add_run(text)


def read_fields(data: bytes) -> list[str]:
    """Return what the grey fields hold, a line a paragraph."""
    said = []
    for control in list_fields(open_report(data)):
        paragraphs = control.find(f"{W}sdtContent").iter(f"{W}p")
        said.append("\n".join("".join(str(t.text or "") for t in each.iter(f"{W}t")) for each in paragraphs))
    return said


def read_everything(data: bytes) -> str:
    """Return all the text of a report's body."""
    return "".join(str(t.text or "") for t in open_report(data).element.body.iter(f"{W}t"))


def make_picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (20, 90, 60)).save(out, "PNG")
    out.seek(0)
    return out


def change_text(document: Document) -> None:
    find_paragraph(document, BODY).runs[0].text = "Grupperna är inte alls överens. Mitt eget."


def add_paragraph(document: Document) -> None:
    find_paragraph(document, BODY).insert_paragraph_before("Ett eget stycke.")


def delete_paragraph(document: Document) -> None:
    element = find_paragraph(document, "Sedan")._p
    element.getparent().remove(element)


def move_paragraph(document: Document) -> None:
    find_paragraph(document, "Till sist")._p.addnext(find_paragraph(document, BODY)._p)


def rename_heading(document: Document) -> None:
    find_paragraph(document, "Per insikt").runs[0].text = "Insikt för insikt, mitt eget"


def make_bold(document: Document) -> None:
    find_paragraph(document, BODY).runs[0].bold = True


def make_coloured(document: Document) -> None:
    find_paragraph(document, BODY).runs[0].font.color.rgb = RGBColor(200, 0, 0)


def make_larger(document: Document) -> None:
    find_paragraph(document, BODY).runs[0].font.size = Pt(15)


def highlight(document: Document) -> None:
    find_paragraph(document, BODY).runs[0].font.highlight_color = 7


def centre(document: Document) -> None:
    find_paragraph(document, BODY).alignment = WD_ALIGN_PARAGRAPH.CENTER


def indent(document: Document) -> None:
    find_paragraph(document, BODY).paragraph_format.left_indent = Cm(2)


def space_out(document: Document) -> None:
    find_paragraph(document, BODY).paragraph_format.line_spacing = 2.0


def make_heading_of_text(document: Document) -> None:
    find_paragraph(document, BODY).style = document.styles["Heading 2"]


def number_a_list(document: Document) -> None:
    find_paragraph(document, "Fet. ").style = document.styles["List Number"]


def change_style(document: Document) -> None:
    document.styles["Heading 2"].font.color.rgb = RGBColor(120, 0, 120)


def change_cell(document: Document) -> None:
    document.tables[0].cell(1, 1).paragraphs[0].runs[0].text = "4711"


def add_row(document: Document) -> None:
    document.tables[0].add_row().cells[0].text = "Min egen grupp"


def shade_cell(document: Document) -> None:
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFCC00"/>')
    properties = document.tables[0].cell(1, 1)._tc.get_or_add_tcPr()
    properties.insert_element_before(shade, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")


def draw_border(document: Document) -> None:
    borders = parse_xml(
        f'<w:tcBorders {nsdecls("w")}><w:left w:val="double" w:sz="12" w:space="0" w:color="FF0000"/></w:tcBorders>'
    )
    document.tables[0].cell(1, 1)._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:vAlign")


def widen_column(document: Document) -> None:
    table = document.tables[0]
    columns = table._tbl.tblGrid.gridCol_lst
    columns[0].w, columns[1].w = columns[0].w - Cm(2), columns[1].w + Cm(2)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = columns[0].w, columns[1].w


def delete_table(document: Document) -> None:
    element = document.tables[0]._tbl
    element.getparent().remove(element)


def insert_picture(document: Document) -> None:
    find_paragraph(document, BODY).add_run().add_picture(make_picture(), width=Cm(3))


def change_chart(document: Document) -> None:
    part = next(each for each in document.part.package.iter_parts() if str(each.partname).endswith("charts/chart1.xml"))
    assert b">31.4<" in part.blob
    part._blob = part.blob.replace(b">31.4<", b">99.5<")


def colour_chart(document: Document) -> None:
    part = next(each for each in document.part.package.iter_parts() if str(each.partname).endswith("charts/chart1.xml"))
    old, new = b'<a:solidFill><a:schemeClr val="accent1"/>', b'<a:solidFill><a:srgbClr val="C00000"/>'
    assert old in part.blob
    part._blob = part.blob.replace(old, new, 1)


def move_letters_apart(document: Document) -> None:
    properties = find_paragraph(document, BODY).runs[0]._r.get_or_add_rPr()
    properties.insert(0, parse_xml(f'<w:spacing {nsdecls("w")} w:val="60"/>'))


def set_tab(document: Document) -> None:
    find_paragraph(document, BODY).paragraph_format.tab_stops.add_tab_stop(Cm(5))


def raise_row(document: Document) -> None:
    document.tables[0].rows[1].height = Cm(2)


def delete_figure(document: Document) -> None:
    element = next(document.element.body.iter(qn("w:drawing"))).getparent().getparent()
    element.getparent().remove(element)


def add_comment(document: Document) -> None:
    document.add_comment(find_paragraph(document, BODY).runs[0], "Stämmer det här?", author="A", initials="A")


def insert_tracked(document: Document) -> None:
    find_paragraph(document, BODY)._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="9001" w:author="A" w:date="2027-03-02T10:00:00Z">'
            "<w:r><w:t>Tillagt av mig.</w:t></w:r></w:ins>"
        )
    )


def delete_tracked(document: Document) -> None:
    paragraph = find_paragraph(document, "Sedan")._p
    run = paragraph.find(f"{W}r")
    run.find(f"{W}t").tag = f"{W}delText"
    holder = parse_xml(f'<w:del {nsdecls("w")} w:id="9002" w:author="A" w:date="2027-03-02T10:00:00Z"/>')
    run.addprevious(holder)
    holder.append(run)


def change_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].add_run(" UTKAST")


def change_footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].add_run(" Internt")


def change_margins(document: Document) -> None:
    document.sections[0].left_margin = Cm(4)


def break_page(document: Document) -> None:
    find_paragraph(document, "Sedan").insert_paragraph_before("Ny sida nu.").add_run().add_break(WD_BREAK.PAGE)


def break_page_before_field(document: Document) -> None:
    control = list_fields(document)[0]
    control.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>'))


def break_page_twice(document: Document) -> None:
    find_paragraph(document, "Till sist").add_run().add_break(WD_BREAK.PAGE)


def remove_field(document: Document) -> None:
    control = list_fields(document)[0]
    control.getparent().remove(control)


def double_field(document: Document) -> None:
    fill_field(document, "Min slutsats.")
    control = list_fields(document)[0]
    find_paragraph(document, BODY)._p.addnext(copy.deepcopy(control))


def write_into_contents(document: Document) -> None:
    contents = next(document.element.body.iter(qn("w:sdtContent")))
    contents.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Läs kapitel tre först.</w:t></w:r></w:p>"))


def describe_picture(document: Document) -> None:
    drawn = next(document.element.body.iter(qn("wp:docPr")))
    drawn.set("descr", "Min egen beskrivning av figuren.")


def retitle_file(document: Document) -> None:
    document.core_properties.keywords = "internt, utkast"


def add_link(document: Document) -> None:
    number = document.part.relate_to(
        "https://exempel.se/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
    )
    find_paragraph(document, BODY)._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"><w:r><w:t>Läs mer</w:t></w:r></w:hyperlink>')
    )


EDITS: dict[str, tuple[Callable[[Document], None], str]] = {
    "a paragraph's text": (change_text, "paragraph"),
    "a paragraph added": (add_paragraph, "paragraph"),
    "a paragraph deleted": (delete_paragraph, "paragraph"),
    "a paragraph moved": (move_paragraph, "paragraph"),
    "a heading renamed": (rename_heading, "heading"),
    "bold": (make_bold, "paragraph"),
    "another colour": (make_coloured, "paragraph"),
    "larger letters": (make_larger, "paragraph"),
    "a marker": (highlight, "paragraph"),
    "centred": (centre, "paragraph"),
    "indented": (indent, "paragraph"),
    "double spacing": (space_out, "paragraph"),
    "a text made a heading": (make_heading_of_text, "heading"),
    "another kind of list": (number_a_list, "paragraph"),
    "a style's look": (change_style, "heading"),
    "a cell's text": (change_cell, "table"),
    "a row added": (add_row, "table"),
    "a cell's colour": (shade_cell, "table"),
    "a cell's border": (draw_border, "table"),
    "a column's width": (widen_column, "table"),
    "a table deleted": (delete_table, "table"),
    "a picture": (insert_picture, "figure"),
    "a chart's value": (change_chart, "figure"),
    "a chart's colour": (colour_chart, "figure"),
    "letters apart": (move_letters_apart, "paragraph"),
    "a tab stop": (set_tab, "paragraph"),
    "a row's height": (raise_row, "table"),
    "a figure deleted": (delete_figure, "figure"),
    "a comment": (add_comment, "comment"),
    "a tracked insertion": (insert_tracked, "revision"),
    "a tracked deletion": (delete_tracked, "revision"),
    "the header": (change_header, "running"),
    "the footer": (change_footer, "running"),
    "the margins": (change_margins, "page"),
    "a page break": (break_page, "paragraph"),
    "a page break before a field": (break_page_before_field, "paragraph"),
    "a page left empty": (break_page_twice, "heading"),
    "a field removed": (remove_field, "field"),
    "a field copied elsewhere": (double_field, "field"),
    "a line in the contents": (write_into_contents, "contents"),
    "an alternative text": (describe_picture, "figure"),
    "a keyword of the file": (retitle_file, "property"),
    "a link": (add_link, "paragraph"),
}
"""By what the person would call it: the change, and the kind of piece that it changes."""
