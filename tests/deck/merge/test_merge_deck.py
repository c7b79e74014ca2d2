"""One deck of three: what is told, what is refused, what both changed, and many edits and builds in turn."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx.dml.color import RGBColor

from tests.deck.deck_fixtures import build_parts, bullets, make_deck, make_slide, say
from tests.deck.merge import merge_fixtures as do
from tests.deck.pptx_fixtures import make_template
from toolkit.deck.check.package_check import MAIN_TYPE, check_package
from toolkit.deck.merge import messages
from toolkit.deck.merge.deck import merge_decks
from toolkit.deck.merge.package import OpenDeck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import Role, Section, Slide
from toolkit.ooxml.opening import STRICT
from toolkit.ooxml.package import write_zip
from toolkit.outputs.merging import Merged
from toolkit.texts import load_texts

TEXT = "Den här bilden säger något om gruppen och dess arbete"


def write(*slides: Slide, date: str = "14 september 2026", sections: tuple[tuple[str, int], ...] = ()) -> bytes:
    deck = replace(make_deck(*slides), date_text=date)
    if sections:
        waiting = iter(slides)
        made = tuple(Section(name=name, slides=tuple(next(waiting) for _ in range(count))) for name, count in sections)
        deck = replace(deck, sections=made)
    return write_zip(build_parts(deck))


def slide(title: str, *lines: str, notes: str = "") -> Slide:
    made = make_slide(title, Role.CONTENT, (bullets(*(lines or (TEXT,))),))
    return replace(made, notes=(say(notes),)) if notes else made


BASE = write(slide("Ett"), slide("Två", "Programmets ord"), slide("Tre"), slide("Fyra"))


def merge(edited: bytes, fresh: bytes, base: bytes | None = BASE) -> Merged:
    return merge_decks(edited, base, fresh, "nord-deck-sv.pptx")


def titles(merged: Merged) -> list[str]:
    assert merged.content, [str(notice) for notice in merged.notices]
    assert check_package(merged.content) == ()
    return do.list_titles(merged.content)


def title_of(change: Callable[[Any], None], title: str = "Två") -> bytes:
    return do.edit(BASE, lambda deck: change(do.find_slide(deck, title)))


# What is told


def test_the_receipt_says_in_one_sentence_what_came_in() -> None:
    new = slide("Ny", "Här står något som ingen har sett förut, och det handlar om budgeten för nästa år")
    fresh = write(slide("Ett"), slide("Två", "Nya ord"), new, slide("Fyra"))
    merged = merge(do.edit(BASE, lambda deck: do.add_a_slide(deck, after="Ett")), fresh)
    (notice,) = merged.notices
    said = load_texts("en").problem(notice)
    came = "renewed in your version: 1; new: number 4; gone, as it is no longer written: 'Tre'."
    assert said == f"nord-deck-sv.pptx: Slides {came}"
    assert (
        load_texts("sv")
        .problem(notice)
        .startswith("nord-deck-sv.pptx: Förnyade bilder i din version: 1; nya: nummer 4")
    )
    assert titles(merged) == ["Ett", "Egen bild", "Två", "Ny", "Fyra"]


def test_a_slide_that_both_changed_stays_and_is_named_with_what_the_program_would_write() -> None:
    fresh = write(slide("Ett"), slide("Två", "Programmets nya ord"), slide("Tre"), slide("Fyra"))
    merged = merge(title_of(do.write_a_title), fresh)
    assert merged.beside
    assert merged.content is None
    (notice,) = merged.notices
    said = load_texts("en").problem(notice)
    assert (
        "Slide 2, 'Två – ändrad', stays as you changed it; the program would now write: 'Programmets nya ord'" in said
    )


def test_notes_that_both_changed_stay_while_the_slide_itself_is_renewed() -> None:
    fresh = write(slide("Ett"), slide("Två", "Nya ord", notes="Nya anteckningar"), slide("Tre"), slide("Fyra"))
    merged = merge(title_of(do.write_a_note), fresh)
    assert merged.beside
    (_, notice) = merged.notices
    assert "The notes of slide 2, 'Två'" in str(notice)
    now = OpenDeck(merged.content or b"").slides[1]
    assert "Nya ord" in now.text
    assert "vattnet" in now.notes_text
    assert "Nya anteckningar" not in now.notes_text


def test_new_notes_come_into_a_slide_that_a_person_changed() -> None:
    fresh = write(slide("Ett"), slide("Två", "Programmets ord", notes="Nya anteckningar"), slide("Tre"), slide("Fyra"))
    merged = merge(title_of(do.write_a_title), fresh)
    now = OpenDeck(merged.content or b"").slides[1]
    assert (now.title, now.notes_text) == ("Två – ändrad", "Nya anteckningar")
    assert not merged.beside


def test_a_new_date_comes_into_every_slide_those_that_a_person_changed_among_them() -> None:
    fresh = write(slide("Ett"), slide("Två", "Programmets ord"), slide("Tre"), slide("Fyra"), date="15 oktober 2026")
    merged = merge(title_of(do.write_a_title), fresh)
    deck = OpenDeck(merged.content or b"")
    assert {each.feet["dt"] for each in deck.slides} == {"15 oktober 2026"}
    assert deck.slides[1].title == "Två – ändrad"
    assert not merged.beside


def test_a_footer_that_a_person_rewrote_or_took_away_stays_so_on_a_renewed_slide() -> None:
    def change(deck: Any) -> None:
        for name, text in (("Två", "Egen fot"), ("Tre", "")):
            foot = next(shape for shape in do.find_slide(deck, name).placeholders if "Footer" in shape.name)
            if text:
                foot.text_frame.paragraphs[0].runs[0].text = text
            else:
                foot._element.getparent().remove(foot._element)

    fresh = write(slide("Ett"), slide("Två", "Nya ord"), slide("Tre", "Nya ord"), slide("Fyra"))
    deck = OpenDeck(merge(do.edit(BASE, change), fresh).content or b"")
    assert ["Nya ord" in each.text for each in deck.slides] == [False, True, True, False]
    assert [each.feet.get("ftr") for each in deck.slides] == ["9 steg · KI Nord", "Egen fot", None, "9 steg · KI Nord"]


def test_a_slide_that_the_program_dropped_stays_where_somebody_worked_on_it_and_is_named() -> None:
    fresh = write(slide("Ett"), slide("Tre"), slide("Fyra"))
    for change in (do.write_a_title, do.write_a_note, do.comment):
        merged = merge(title_of(change), fresh)
        assert [notice.message for notice in merged.notices] == [messages.STAYS]
        assert merged.content is None
        assert not merged.beside


def test_a_slide_that_another_slide_leads_to_stays_when_the_program_drops_it() -> None:
    def link(deck: Any) -> None:
        do.find_body(do.find_slide(deck, "Ett")).click_action.target_slide = do.find_slide(deck, "Två")

    merged = merge(do.edit(BASE, link), write(slide("Ett"), slide("Tre"), slide("Fyra")))
    assert [notice.message for notice in merged.notices] == [messages.STAYS]


def test_what_a_person_deleted_stays_deleted_when_the_program_changes_it() -> None:
    edited = do.edit(BASE, lambda deck: do.delete_a_slide(deck, "Två"))
    fresh = write(slide("Ett"), slide("Två", "Helt nya ord"), slide("Tre"), slide("Fyra"), slide("Fem"))
    assert titles(merge(edited, fresh)) == ["Ett", "Tre", "Fyra", "Fem"]


def test_the_same_correction_on_both_sides_is_no_conflict() -> None:
    edited = title_of(lambda each: setattr(do.find_body(each).text_frame.paragraphs[0].runs[0], "text", "Rättat"))
    merged = merge(edited, write(slide("Ett"), slide("Två", "Rättat"), slide("Tre"), slide("Fyra")))
    assert merged == Merged(content=None, beside=False)


def test_a_renewed_slide_keeps_its_id_so_that_sections_and_shows_hold() -> None:
    merged = merge(
        do.edit(BASE), write(slide("Ett"), slide("Två, rättad", "Programmets ord"), slide("Tre"), slide("Fyra"))
    )
    assert titles(merged) == ["Ett", "Två, rättad", "Tre", "Fyra"]
    assert [each.id for each in OpenDeck(merged.content or b"").slides] == [each.id for each in OpenDeck(BASE).slides]


def test_a_slide_that_the_outline_moved_is_moved_and_not_doubled() -> None:
    merged = merge(do.edit(BASE), write(slide("Fyra"), slide("Ett"), slide("Två", "Programmets ord"), slide("Tre")))
    assert titles(merged) == ["Fyra", "Ett", "Två", "Tre"]


def test_a_step_that_is_new_brings_its_section_and_a_renamed_one_its_name() -> None:
    old = (slide("Ett"), slide("Två"), slide("Tre"))
    base = write(*old, sections=(("Början", 1), ("Mitten", 2)))
    new = slide("Slut", "Det här är den sista bilden")
    fresh = write(*old, new, sections=(("Början", 1), ("Mitt i", 2), ("Slutet", 1)))
    merged = merge(do.edit(base), fresh, base)
    assert titles(merged) == ["Ett", "Två", "Tre", "Slut"]
    sections = OpenDeck(merged.content or b"").root.findall(do.SECTION)
    assert [(each.get("name"), len(each[0])) for each in sections] == [("Början", 1), ("Mitt i", 2), ("Slutet", 1)]
    own = merge(
        do.edit(base, lambda deck: deck.part._element.findall(do.SECTION)[1].set("name", "Vår del")), fresh, base
    )
    assert [each.get("name") for each in OpenDeck(own.content or b"").root.findall(do.SECTION)][1] == "Vår del"


def test_comments_of_the_new_kind_keep_the_marks_that_they_lead_to() -> None:
    edited = do.save_as_powerpoint(BASE)
    merged = merge(edited, write(slide("Ett"), slide("Två", "Nya ord"), slide("Tre"), slide("Fyra")))
    now, before = (OpenDeck(data or b"").slides[1].root for data in (merged.content, edited))
    marks = [
        [each.get("id") or each.get("val") for each in root.iter() if "creationId" in str(each.tag)]
        for root in (now, before)
    ]
    assert marks[0] == marks[1]


def test_a_master_that_a_person_painted_stays_and_renewed_slides_stand_on_it() -> None:
    def paint(deck: Any) -> None:
        deck.slide_masters[0].background.fill.solid()
        deck.slide_masters[0].background.fill.fore_color.rgb = RGBColor(0xFF, 0xFA, 0xE6)

    merged = do.open_deck(merge(do.edit(BASE, paint), FRESH).content or b"")
    (master,) = merged.slide_masters
    assert master.background.fill.fore_color.rgb == RGBColor(0xFF, 0xFA, 0xE6)
    assert "Nya ord" in do.find_body(merged.slides[1]).text
    assert merged.slides[1].slide_layout.slide_master == master


def test_pictures_are_not_doubled() -> None:
    base, fresh = do.write_program_deck(), do.write_program_deck("fresh", "1 oktober 2026")
    merged = merge(do.edit(base), fresh, base)
    media = [name for name, _ in do.iterate_parts(merged.content or b"") if "/media/" in name]
    assert len(media) == len([name for name, _ in do.iterate_parts(fresh) if "/media/" in name])


# What is refused, in words


def test_nothing_new_leaves_the_deck_alone_without_a_word() -> None:
    edited = title_of(do.write_a_title)
    assert merge(edited, BASE) == Merged(content=None, beside=False)
    again = write(slide("Ett"), slide("Två", "Programmets ord"), slide("Tre"), slide("Fyra"))
    assert merge(edited, again) == Merged(content=None, beside=False)


FRESH = write(slide("Ett"), slide("Två", "Nya ord"), slide("Tre"), slide("Fyra"))


def zip_of(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def put(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, content)
    return buffer.getvalue()


def zip_twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return put(BASE, "ppt/slides/slide1.xml", b"<p:sld/>")


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/d.xml" '
    f'ContentType="{WORD_TYPE}"/></Types>'
)
BAD = {
    "cut short": (lambda: BASE[: len(BASE) // 2], messages.NOT_A_PACKAGE),
    "encrypted": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(99), messages.ENCRYPTED),
    "an old .ppt": (lambda: OLE + bytes(600) + "PowerPoint Document".encode("utf-16-le"), messages.OLD_FORMAT),
    "a Word file": (lambda: zip_of(**{"[Content_Types].xml": WORD, "word__document.xml": "<w/>"}), messages.NOT_A_DECK),
    "a zip of something": (lambda: zip_of(**{"a.txt": "a"}), messages.NOT_A_PACKAGE),
    "signed": (lambda: put(BASE, "_xmlsignatures/sig1.xml", b"<s/>"), messages.SIGNED),
    "Strict Open XML": (
        lambda: zip_of(
            **{
                "[Content_Types].xml": WORD.replace(WORD_TYPE, MAIN_TYPE),
                "_rels__.rels": f'<r Type="{STRICT}officeDocument"/>',
            }
        ),
        messages.STRICT,
    ),
    "a part twice": (zip_twice, messages.REPEATED_PART),
    "empty": (lambda: b"", messages.NOT_A_PACKAGE),
    "anything": (lambda: random.Random(1).randbytes(5000), messages.NOT_A_PACKAGE),  # noqa: S311 # no secret
    "text": (lambda: b"<html>Log in to SharePoint</html>", messages.NOT_A_PACKAGE),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_deck_is_left_alone_with_the_reason(name: str) -> None:
    make, message = BAD[name]
    merged = merge(make(), FRESH)
    assert (merged.content, merged.beside) == (None, True)
    assert [notice.message for notice in merged.notices] == [message]
    assert all(notice.notice for notice in merged.notices)


@given(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=40)
def test_whatever_was_damaged_nothing_is_raised_and_nothing_half_done_is_handed_over(at: int, put: bytes) -> None:
    merged = merge(BASE[:at] + put + BASE[at + len(put) :], FRESH)
    if merged.content is None:
        assert merged.notices
    else:
        assert check_package(merged.content) == ()


def test_a_deck_whose_base_is_not_known_or_is_another_deck_s_is_left_alone() -> None:
    other = write(slide("Något helt annat", "med andra ord om annat"), slide("Och ännu något", "om annat"))
    for base, message in ((None, messages.NO_BASE), (other, messages.OTHER_BASE)):
        merged = merge(do.edit(BASE), FRESH, base)
        assert (merged.content, merged.beside) == (None, True)
        assert [notice.message for notice in merged.notices] == [message]


def test_another_template_or_size_is_left_alone(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "template.pptx", ratio="4:3", slides=1))
    fresh = write_zip(build_parts(make_deck(slide("Ett"), slide("Två")), template))
    assert [notice.message for notice in merge(do.edit(BASE), fresh).notices] == [messages.OTHER_TEMPLATE]
    edited = do.edit(BASE, lambda deck: setattr(deck, "slide_width", deck.slide_width // 2))
    assert [notice.message for notice in merge(edited, FRESH).notices] == [messages.OTHER_SIZE]


# Many edits and builds in turn


@given(st.data())
@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # shrinking takes minutes
def test_over_edits_and_builds_no_edit_is_lost_no_slide_doubled_and_the_package_valid(data: st.DataObject) -> None:
    year = _Year(data)
    for _ in range(data.draw(st.integers(2, 4), label="rounds")):
        year.edit()
        year.build()
        year.check()


class _Year:
    """A deck over a year: the program's slides, the person's file, and what must be found in it."""

    def __init__(self, data: st.DataObject) -> None:
        self.data, self.count = data, 3
        self.program = [(f"Bild {number}", f"ord {number} " + TEXT) for number in range(3)]
        self.base = self.file = self.write()
        self.edited: set[str] = set()
        self.own: list[str] = []
        self.deleted: set[str] = set()

    def write(self) -> bytes:
        return write(*(slide(title, text) for title, text in self.program))

    def number(self) -> int:
        self.count += 1
        return self.count

    def edit(self) -> None:
        """The person writes a title, writes a note, adds, deletes, moves or hides a slide."""
        deck = do.open_deck(self.file)
        for what in self.data.draw(st.lists(st.sampled_from("tnadm"), max_size=3), label="edits"):
            slides = list(deck.slides)
            if not slides:
                return
            chosen = self.data.draw(st.sampled_from(slides), label="slide")
            title = chosen.shapes.title.text
            mark = f"märke{self.number()}"
            if what == "t":
                self.own = [own for own in self.own if own not in title]
                chosen.shapes.title.text = f"{title.split(' märke')[0]} {mark}"
                self.edited.add(title.split(" märke")[0])
                self.own.append(mark)
            elif what == "n":
                chosen.notes_slide.notes_text_frame.text += f" {mark}"
                self.edited.add(title.split(" märke")[0])
                self.own.append(mark)
            elif what == "a":
                do.add_a_slide(deck, title=f"Egen {mark}", after=title)
                self.own.append(mark)
            elif what == "d" and len(slides) > 1 and "märke" not in title and title not in self.edited:
                self.deleted.add(title)
                do.delete_a_slide(deck, title)
            elif what == "m":
                do.list_ids(deck).append(do.find_entry(deck, chosen))
        self.file = do.save(deck)

    def build(self) -> None:
        """The program changes a text, adds, drops or moves a slide, and its changes are merged in."""
        for what in self.data.draw(st.lists(st.sampled_from("cadm"), max_size=3), label="changes"):
            at = self.data.draw(st.integers(0, len(self.program) - 1), label="at")
            if what == "c":
                title, text = self.program[at]
                self.program[at] = (title, f"{text} och ord{self.number()}")
            elif what == "a":
                number = self.number()
                self.program.insert(at, (f"Bild {number}", f"{number} nytt och {number} annat " + "om en sak " * 3))
            elif what == "d" and len(self.program) > 1:
                del self.program[at]
            elif what == "m":
                self.program.insert(0, self.program.pop(at))
        fresh = self.write()
        merged = merge(self.file, fresh, self.base)
        assert not {notice.message for notice in merged.notices} & {messages.NOT_SAFE, messages.OTHER_BASE}
        self.file, self.base = merged.content or self.file, fresh

    def check(self) -> None:
        assert check_package(self.file) == ()
        slides = OpenDeck(self.file).slides
        said = "\n".join(f"{each.text}\n{each.notes_text}" for each in slides) + "\n"
        for mark in self.own:
            assert sum(said.count(f"{mark}{end}") for end in "\n ") == 1, mark
        found = [each.title for each in slides]
        assert len(found) == len(set(found))
        assert not self.deleted & set(found)
        for title, text in self.program:
            if title not in self.deleted | self.edited:
                assert text in slides[found.index(title)].text


def test_a_file_that_need_not_be_merged_never_loads_python_pptx() -> None:
    code = (
        "import sys\nfrom toolkit.deck.merge.deck import merge_decks\n"
        "merge_decks(b'a', b'b', b'b', 'deck.pptx'); merge_decks(b'a', None, b'b', 'deck.pptx')\n"
        "sys.exit('pptx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
