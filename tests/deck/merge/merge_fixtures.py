"""A deck as the program wrote it last and as it would write it now; edits as people make them; three ways to save."""

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import replace
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu, Pt

from tests.deck.deck_fixtures import build_parts, bullets, make_chart, make_deck, make_slide, make_slides, say
from toolkit.deck.merge.package import OpenDeck
from toolkit.deck.slides import Deck, Role, Slide
from toolkit.ooxml.package import write_zip

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
SECTION = f".//{P14}section"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_AUTHORS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/commentAuthors"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
TIMING = (
    '<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:tnLst><p:par>'
    '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:seq concurrent="1" '
    'nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par><p:cTn id="3" '
    'fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par><p:cTn id="4" '
    'fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par><p:cTn id="5" presetID="1" '
    'presetClass="entr" presetSubtype="0" fill="hold" nodeType="clickEffect"><p:stCondLst><p:cond delay="0"/>'
    '</p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" fill="hold"><p:stCondLst><p:cond delay="0"/>'
    '</p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl><p:attrNameLst><p:attrName>'
    'style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set>'
    "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst>"
    '</p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
    '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>'
    "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
)
TRANSITION = (
    '<p:transition xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" spd="med"><p:fade/>'
    "</p:transition>"
)

OLD, NEW, GONE, COME = "Programmets bild", "Programmets nya text", "Utgår", "Ny bild"
WRONG, RIGHT = "En rubirk med fel", "En rubrik utan fel"


def own_slides(now: str) -> tuple[Slide, ...]:
    """Return the slides that the program changes: one text, one title, one that goes, one that comes, results."""
    fresh = now == "fresh"
    text = bullets("Programmet skrev det här.", NEW if fresh else "Programmets gamla text")
    slides = [make_slide(OLD, Role.CONTENT, (text,))]
    if not fresh:
        slides.append(make_slide(GONE, Role.CONTENT, (bullets("Den här tas bort ur dispositionen"),)))
    same = bullets("Samma brödtext som förut", "och mer")
    slides.append(make_slide(RIGHT if fresh else WRONG, Role.CONTENT, (same,)))
    if fresh:
        slides.append(
            make_slide(COME, Role.CONTENT, (bullets("Ett nytt ämne har kommit till: budgeten för nästa läsår"),))
        )
    results = (make_chart("bar"),) if fresh else (bullets("Se svaren på webben"),)
    slides.append(make_slide("Så svarade ni", Role.CHART if fresh else Role.CONTENT, results))
    slides.append(replace(slides[0], title="Anteckningar", notes=(say(f"Säg: {NEW}" if fresh else "Säg: hej"),)))
    return tuple(slides)


def make_program_deck(now: str = "base", date: str = "14 september 2026") -> Deck:
    """Return the deck as the program writes it, last ("base") or now ("fresh")."""
    slides = make_slides()
    return replace(make_deck(*slides[:-1], *own_slides(now), slides[-1]), date_text=date)


@cache
def write_program_deck(now: str = "base", date: str = "14 september 2026") -> bytes:
    return write_zip(build_parts(make_program_deck(now, date)))


def open_deck(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def save(deck: Any) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def edit(data: bytes, *changes: Callable[[Any], None]) -> bytes:
    deck = open_deck(data)
    for change in changes:
        change(deck)
    return save(deck)


def find_slide(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title is not None and slide.shapes.title.text == title)


def list_titles(data: bytes) -> list[str]:
    return [slide.title for slide in OpenDeck(data).slides]


def find_body(slide: Any) -> Any:
    return next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)


# What people do to a slide


def write_a_title(slide: Any) -> None:
    slide.shapes.title.text_frame.paragraphs[0].runs[0].text += " – ändrad"


def make_a_word_bold(slide: Any) -> None:
    find_body(slide).text_frame.paragraphs[0].runs[0].font.bold = True


def colour_a_word(slide: Any) -> None:
    find_body(slide).text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xC0, 0x10, 0x10)


def enlarge_a_word(slide: Any) -> None:
    find_body(slide).text_frame.paragraphs[-1].runs[0].font.size = Pt(31)


def move_a_shape(slide: Any) -> None:
    shape = find_body(slide)
    shape.left, shape.top, shape.width, shape.height = shape.left + 200_000, shape.top, shape.width, shape.height


def resize_a_picture(slide: Any) -> None:
    shape = next(each for each in slide.shapes if each.shape_type == 13 or "Picture" in each.name)
    shape.width, shape.height = int(shape.width * 0.8), int(shape.height * 0.8)


def add_a_picture(slide: Any) -> None:
    slide.shapes.add_picture(io.BytesIO(draw(200, 30, 30)), Emu(900_000), Emu(4_000_000), Emu(900_000), Emu(600_000))


def swap_a_picture(slide: Any) -> None:
    shape = next(each for each in slide.shapes if each._element.tag == f"{P}pic")
    _, link = slide.part.get_or_add_image_part(io.BytesIO(draw(30, 200, 30)))
    shape._element.blipFill.blip.set(f"{R}embed", link)


def delete_a_shape(slide: Any) -> None:
    shape = find_body(slide)._element
    shape.getparent().remove(shape)


def write_in_a_cell(slide: Any) -> None:
    table = next(shape for shape in slide.shapes if shape.has_table).table
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "Projektet började"


def change_a_chart(slide: Any) -> None:
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    data = CategoryChartData()
    data.categories = [f"Kategori {number}" for number in range(1, 5)]
    data.add_series("I dag", (10, 13, 99, 19))
    chart.replace_data(data)


def colour_a_chart(slide: Any) -> None:
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    fill = chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0xEE, 0x77, 0x11)


def paint_the_background(slide: Any) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0xFF, 0xF4, 0xC0)


def draw_an_arrow(slide: Any) -> None:
    slide.shapes.add_shape(MSO_SHAPE.RIGHT_ARROW, Emu(5_000_000), Emu(3_000_000), Emu(900_000), Emu(500_000))


def animate(slide: Any) -> None:
    slide._element.append(etree.fromstring(TIMING.format(shape=find_body(slide).shape_id)))


def write_a_note(slide: Any) -> None:
    slide.notes_slide.notes_text_frame.add_paragraph().text = "Egen anteckning: ta fram vattnet"


def hide(slide: Any) -> None:
    slide._element.set("show", "0")


def fade(slide: Any) -> None:
    slide._element.find(f"{P}clrMapOvr").addnext(etree.fromstring(TRANSITION))


def comment(slide: Any) -> None:
    package = slide.part.package
    main = package.main_document_part
    authors = Part(
        PackURI("/ppt/commentAuthors.xml"),
        f"{_PML}.commentAuthors+xml",
        package,
        b'<p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        b'<p:cmAuthor id="0" name="Kollega" initials="K" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
    )
    main.relate_to(authors, _AUTHORS)
    said = Part(
        PackURI("/ppt/comments/comment1.xml"),
        f"{_PML}.comments+xml",
        package,
        b'<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0" '
        b'dt="2026-09-01T09:00:00.000" idx="1"><p:pos x="10" y="10"/><p:text>Fr\xc3\xa5ga dekanen</p:text></p:cm>'
        b"</p:cmLst>",
    )
    slide.part.relate_to(said, _COMMENTS)


# What people do to a deck


def list_ids(deck: Any) -> Any:
    return deck.part._element.find(f"{P}sldIdLst")


def find_entry(deck: Any, slide: Any) -> Any:
    link = next(key for key, relation in deck.part.rels.items() if relation._target is slide.part)
    return next(entry for entry in list_ids(deck) if entry.get(f"{R}id") == link)


def add_a_slide(deck: Any, title: str = "Egen bild", after: str = "Text") -> None:
    layout = next(each for each in deck.slide_layouts if each.name == "Title and Content")
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text = title
    find_body(slide).text = "Egen text på egen bild"
    slide.notes_slide.notes_text_frame.text = "Egna anteckningar"
    place = find_entry(deck, find_slide(deck, after))
    own = find_entry(deck, slide)
    place.addnext(own)
    put_in_section(deck, place, own)


def list_in_sections(deck: Any) -> dict[str, Any]:
    return {listed.get("id"): listed for listed in deck.part._element.iterfind(f"{SECTION}/{P14}sldIdLst/{P14}sldId")}


def put_in_section(deck: Any, place: Any, own: Any) -> None:
    """Put a slide behind another in its section, as PowerPoint does."""
    listed = list_in_sections(deck)
    if own.get("id") in listed:
        listed[own.get("id")].getparent().remove(listed[own.get("id")])
    if place.get("id") in listed:
        listed[place.get("id")].addnext(etree.Element(f"{P14}sldId", id=own.get("id")))


def duplicate_a_slide(deck: Any, title: str = "Två spalter") -> None:
    """Duplicate as PowerPoint does: the copy behind, with an id of its own and the same title."""
    source = find_slide(deck, title)
    made = deck.slides.add_slide(source.slide_layout)
    for shape in list(made.shapes._spTree)[2:]:
        made.shapes._spTree.remove(shape)
    for shape in list(source.shapes._spTree)[2:]:
        made.shapes._spTree.append(copy.deepcopy(shape))
    find_entry(deck, source).addnext(find_entry(deck, made))
    put_in_section(deck, find_entry(deck, source), find_entry(deck, made))


def delete_a_slide(deck: Any, title: str = "Citat") -> None:
    entry = find_entry(deck, find_slide(deck, title))
    listed = list_in_sections(deck).get(entry.get("id"))
    if listed is not None:
        listed.getparent().remove(listed)
    deck.part.drop_rel(entry.get(f"{R}id"))
    list_ids(deck).remove(entry)
    deck.part.rename_slide_parts([each.get(f"{R}id") for each in list_ids(deck)])


def reorder_slides(deck: Any, title: str = "Tabell") -> None:
    """Move a slide to the place behind the second one."""
    place, own = list(list_ids(deck))[1], find_entry(deck, find_slide(deck, title))
    place.addnext(own)
    put_in_section(deck, place, own)


def rename_a_section(deck: Any) -> None:
    deck.part._element.find(SECTION).set("name", "Vårt eget avsnitt")


def add_a_section(deck: Any) -> None:
    sections = deck.part._element.findall(SECTION)
    last = sections[-1]
    ids = list(last.find(f"{P14}sldIdLst"))
    key = "{00000000-0000-0000-0000-111111111111}"
    made = etree.SubElement(last.getparent(), f"{P14}section", name="Sista delen", id=key)
    made.append(etree.Element(f"{P14}sldIdLst"))
    made[0].extend(ids[-2:])


@cache
def draw(red: int, green: int, blue: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 200), (red, green, blue)).save(buffer, "PNG")
    return buffer.getvalue()


# Saving: an archive written by another program


def repack(data: bytes) -> bytes:
    """Write the same parts under other names and in another order, as another program would."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = {
        name: re.sub(
            r"(slides/slide|media/|notesSlides/notesSlide|charts/chart|slideLayouts/slideLayout)", r"\1x", name
        )
        for name in parts
        if "_rels" not in name
    }
    written: dict[str, bytes] = {}
    for name, content in sorted(parts.items(), reverse=True):
        new = names.get(name) or re.sub(
            r"_rels/(slide|notesSlide|chart|slideLayout)(\d+\.xml\.rels)", r"_rels/\1x\2", name
        )
        written[new] = _rename_targets(content) if name.endswith((".rels", "[Content_Types].xml")) else content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in written.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _rename_targets(content: bytes) -> bytes:
    return re.sub(
        rb"((?:slides/slide|media/|notesSlides/notesSlide|charts/chart|slideLayouts/slideLayout))(?=[^/]*\.)",
        rb"\1x",
        content,
    )


def save_as_powerpoint(data: bytes) -> bytes:
    """Write what PowerPoint writes at a save: creation ids, spelling marks, cut runs, a scale, other relationships."""
    deck = open_deck(data)
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for number, slide in enumerate(deck.slides):
        for shape in slide._element.iter(f"{P}cNvPr"):
            mark = etree.fromstring(
                f'<a:extLst xmlns:a="{a[1:-1]}"><a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}">'
                '<a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" '
                f'id="{{{number:08X}-0000-4000-8000-{int(shape.get("id")):012X}}}"/></a:ext></a:extLst>'
            )
            own = shape.find(f"{a}extLst")
            shape.append(mark) if own is None else own.append(mark[0])
        slide._element.find(f"{P}cSld").append(
            etree.fromstring(
                f'<p:extLst xmlns:p="{P[1:-1]}"><p:ext uri="{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}"><p14:creationId '
                f'xmlns:p14="{P14[1:-1]}" val="{number + 7}"/></p:ext></p:extLst>'
            )
        )
        for run in list(slide._element.iter(f"{a}r")):
            _cut_run(run, a)
        for end in list(slide._element.iter(f"{a}endParaRPr")):
            end.getparent().remove(end)
        for fit in slide._element.iter(f"{a}normAutofit"):
            fit.set("fontScale", "92500")
        _renumber_links(slide)
    return save(deck)


def _cut_run(run: Any, a: str) -> None:
    text = run.find(f"{a}t")
    look = run.find(f"{a}rPr")
    if look is not None:
        look.set("err", "1")
        look.attrib.pop("dirty", None)
    if text is None or len(text.text or "") < 4:
        return
    rest = copy.deepcopy(run)
    rest.find(f"{a}t").text = text.text[3:]
    text.text = text.text[:3]
    run.addnext(rest)


def _renumber_links(slide: Any) -> None:
    rels = slide.part.rels._rels
    names = {old: f"rId{1000 - place}" for place, old in enumerate(list(rels))}
    for old, new in names.items():
        relation = rels.pop(old)
        relation.__dict__.update(rId=new, _rId=new)
        rels[new] = relation
    for node in slide._element.iter():
        for key, value in node.attrib.items():
            if key.startswith(R) and value in names:
                node.set(key, names[value])


def iterate_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield from ((name, package.read(name)) for name in package.namelist())


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
