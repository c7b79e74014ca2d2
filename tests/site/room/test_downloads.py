"""What a facilitator gets who downloads a file that somebody has worked in: that file, and what became of it."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from tests.site.room.conftest import Browser, Room

MINE = "Min egen rubrik"


@pytest.fixture
def out(room: Room) -> Path:
    return room.plan.folder / "out/nord"


def change_title(path: Path) -> None:
    deck = Presentation(str(path))
    deck.slides[0].shapes.title.text = MINE
    deck.save(str(path))


def read_title(content: bytes) -> str:
    return str(Presentation(io.BytesIO(content)).slides[0].shapes.title.text)


def test_a_deck_that_i_changed_stays_and_can_be_downloaded_as_it_is(console: Browser, out: Path) -> None:
    first = console.get("/F/at/nord/files/deck?lang=en")
    assert first.headers["content-disposition"] == "attachment; filename*=utf-8''nord-deck-sv.pptx"
    assert first.content == (out / "nord-deck-sv.pptx").read_bytes()
    change_title(out / "nord-deck-sv.pptx")
    page = console.get("/F/at/nord/files/deck?lang=en")
    assert "nord-deck-sv.pptx" in page.text
    assert "It stays as you changed it" in page.text
    assert "--" not in page.text.split("What came of it")[1], "nobody types commands here"
    (there,) = re.findall(r'href="([^"]*as=it-is)"', page.text)
    got = console.get(there.replace("&amp;", "&"))
    assert read_title(got.content) == MINE
    assert read_title((out / "nord-deck-sv.pptx").read_bytes()) == MINE


def test_a_sheet_that_holds_answers_is_not_written_over_and_the_page_says_so(console: Browser, out: Path) -> None:
    console.get("/F/at/nord/files/sheet-xlsx-sv")
    path = out / "nord-sheet-sv.xlsx"
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book.worksheets[0][1]}
    book.worksheets[0].cell(row=5, column=columns["minskar"], value="Vi tappar fart")
    book.save(path)
    filled = path.read_bytes()
    page = console.get("/F/at/nord/files/sheet-xlsx-sv?lang=en").text
    assert "1 response with 1 answer, not yet collected" in page
    assert path.read_bytes() == filled
    assert console.get("/F/at/nord/files/sheet-xlsx-sv?as=it-is").content == filled


def test_a_new_one_that_lies_beside_can_be_downloaded_too(console: Browser, out: Path) -> None:
    console.get("/F/at/nord/files/sheet-pdf-sv")
    path = out / "nord-sheet-sv.pdf"
    fresh = path.read_bytes()
    path.write_bytes(b"%PDF-1.7 mine")
    (out.parent.parent / ".toolkit/written.jsonl").unlink()
    page = console.get("/F/at/nord/files/sheet-pdf-sv?lang=sv").text
    (new,) = re.findall(r'href="([^"]*as=new)"', page)
    assert console.get(new.replace("&amp;", "&")).content == fresh
    assert console.get("/F/at/nord/files/sheet-pdf-sv?as=it-is").content == b"%PDF-1.7 mine"


def test_the_summary_in_the_other_language_is_a_file_of_its_own(console: Browser, room: Room) -> None:
    room.answer(minskar="Vi märks mindre")
    for language in ("sv", "en"):
        assert console.get(f"/F/summary?lang={language}").status_code == 200
    assert sorted(path.name for path in (room.plan.folder / "out").glob("*.xlsx")) == [
        "summary-en.xlsx",
        "summary.xlsx",
    ]


def test_what_is_not_there_is_told_and_not_made(console: Browser) -> None:
    assert console.get("/F/at/nord/files/sheet-pdf-en?as=new").status_code == 404
