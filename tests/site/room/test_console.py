"""What the console shows and does, as plain forms: without a script."""

import html
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from tests.site.room.conftest import Browser, Room
from toolkit.commands.analysis import HIDDEN_LEFT_OUT
from toolkit.commands.build import build_programme
from toolkit.commands.summary import write_summary
from toolkit.model.room import Show
from toolkit.model.stage import Save


def press(room: Room, action: str, **fields: str) -> str:
    """Press a button of the console; return where it led."""
    token = room.find_token(room.client.get("/F").text)
    answer = room.client.post(action, data={"token": token, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_list_says_of_every_workshop_who_has_answered_how_many_and_by_which_way(
    console: Browser, room: Room
) -> None:
    room.answer(kannedom=5)
    room.answer(kannedom=6)
    page = console.get("/F").text
    for workshop in room.plan.workshops:
        assert f"/F/at/{workshop.id}?" in page
        assert room.links[workshop.id].code in page
    assert "2 of 14" in page
    assert "phone 2" in page


def test_counts_follow_as_json(console: Browser, room: Room) -> None:
    room.answer(kannedom=5, bilden__1="öppet")
    assert console.get("/F/counts").json()["said-nord"] == "1 of 14"
    found = console.get("/F/at/nord/counts").json()
    assert (found["question-kannedom"], found["question-bilden"], found["question-poang"]) == ("1", "1", "0")


def test_the_participants_link_can_be_copied_from_a_field_also_without_a_script(console: Browser, room: Room) -> None:
    page = console.get("/F/at/nord").text
    link = f"https://synlighet.example{room.form()}"
    assert f'<input id="participants" readonly value="{link}">' in page
    assert '<label class="hear" for="participants">The participants’ link</label>' in page
    assert 'data-copy="participants" data-done="Copied" hidden>Copy the participants’ link</button>' in page
    assert "Join the meeting" not in page


def test_a_workshop_is_closed_and_opened(console: Browser, room: Room) -> None:
    assert press(room, "/F/at/nord/stage", open="no") == "/F/at/nord"
    assert not room.store.read_stages(["nord"])[0].open
    assert "Open for answers" in console.get("/F/at/nord").text
    press(room, "/F/at/nord/stage", open="yes")
    assert room.store.read_stages(["nord"])[0].open


def test_leading_begins_at_the_first_question_and_a_question_is_put_in_focus(console: Browser, room: Room) -> None:
    press(room, "/F/at/nord/stage", pace="led")
    stage = room.store.read_stages(["nord"])[0]
    assert (stage.pace, stage.focus) == ("led", "kannedom")
    assert press(room, "/F/at/nord/stage", focus="poang") == "/F/at/nord#q-poang"
    assert room.store.read_stages(["nord"])[0].focus == "poang"
    assert "In focus now" in console.get("/F/at/nord").text
    press(room, "/F/at/nord/stage", pace="own")
    assert room.store.read_stages(["nord"])[0].pace == "own"


def test_a_question_that_is_not_asked_cannot_come_into_focus(console: Browser, room: Room) -> None:
    press(room, "/F/at/nord/stage", focus="made-up")
    assert room.store.read_stages(["nord"])[0].focus == ""


def test_answers_are_shown_and_hidden_and_agreeing_is_for_open_answers_only(console: Browser, room: Room) -> None:
    press(room, "/F/at/nord/show", question="minskar", shown="yes")
    press(room, "/F/at/nord/show", question="minskar", agreeing="yes")
    press(room, "/F/at/nord/show", question="poang", agreeing="yes")
    assert room.store.room.read_shows("nord") == {
        "minskar": Show(question="minskar", results=True, agreeing=True),
        "poang": Show(question="poang"),
    }
    back = press(room, "/F/at/nord/show", question="minskar", shown="no", back="results")
    assert back == f"{room.form()}/RESULTS/MINSKAR"
    assert room.store.room.read_shows("nord")["minskar"] == Show(question="minskar", agreeing=True)


def test_an_unfit_answer_is_hidden_kept_and_shown_again(console: Browser, room: Room) -> None:
    room.answer(minskar="<b>Opassande</b>")
    (answer,) = room.store.room.read_words("nord", ["minskar"])
    fields = {"question": "minskar", "number": str(answer.number), "item": "minskar", "back": "answers"}
    back = press(room, "/F/at/nord/hide", hidden="yes", **fields)
    assert back == f"/F/at/nord/answers/minskar#a-{answer.number}"
    page = console.get("/F/at/nord/answers/minskar").text
    assert "&lt;b&gt;Opassande&lt;/b&gt;" in page
    assert "Show again" in page
    assert room.store.room.read_words("nord", ["minskar"]) == ()
    press(room, "/F/at/nord/hide", hidden="no", **fields)
    assert len(room.store.room.read_words("nord", ["minskar"])) == 1


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "4711"])
def test_what_is_not_there_cannot_be_hidden(console: Browser, room: Room, number: str) -> None:
    token = room.find_token(console.get("/F").text)
    fields = {"token": token, "question": "minskar", "number": number, "item": "minskar", "hidden": "yes"}
    assert console.post("/F/at/nord/hide", data=fields).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["/F/at/made-up", "/F/at/nord/answers/made-up", "/F/at/nord/files/made-up", "/F/at/nord/files/sheet-pdf-xx"],
)
def test_what_is_not_there_is_told_in_words(console: Browser, page: str) -> None:
    answer = console.get(page)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_the_code_s_page_has_the_qr_code_and_the_typed_code(console: Browser, room: Room) -> None:
    page = console.get("/F/at/nord/code").text
    assert "<svg" in page
    assert room.links["nord"].code in page
    assert "synlighet.example" in page


@pytest.mark.parametrize(
    ("file", "name", "starts"),
    [
        ("deck-results", "nord-deck-sv.pptx", b"PK"),
        ("sheet-pdf-en", "nord-sheet-en.pdf", b"%PDF"),
    ],
)
def test_files_are_built_when_they_are_asked_for(console: Browser, file: str, name: str, starts: bytes) -> None:
    answer = console.get(f"/F/at/nord/files/{file}")
    assert answer.status_code == 200
    assert name in answer.headers["content-disposition"]
    assert answer.content.startswith(starts)


def test_the_summary_leaves_a_hidden_answer_out_and_says_how_many(room: Room, tmp_path: Path) -> None:
    room.answer(minskar="Opassande")
    room.answer(minskar="Passande")
    answer = next(one for one in room.store.room.read_words("nord", ["minskar"]) if one.text == "Opassande")
    room.store.room.hide_answer("nord", answer.number, "minskar", hidden=True)
    file = tmp_path / "responses.sqlite3"
    done = write_summary(room.plan.folder, database=str(file), out=tmp_path / "out", only=("workbook",))
    (notice,) = [notice for notice in done.notices if notice.message == HIDDEN_LEFT_OUT]
    assert notice.facts["count"] == 1


def test_the_summary_is_built_from_what_was_answered(console: Browser, room: Room, tmp_path: Path) -> None:
    room.answer(minskar="Vi märks mindre")
    answer = console.get("/F/summary?lang=sv")
    assert answer.status_code == 200
    (tmp_path / "summary.xlsx").write_bytes(answer.content)
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "summary.xlsx"))
    pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert any("Vi märks mindre" in row for page in pages for row in page)


@pytest.fixture(scope="module")
def sheet(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """KI Nord's Excel sheet with one filled row."""
    out = tmp_path_factory.mktemp("sheets")
    build_programme(folder, only=("nord",), out=out, jobs=1)
    path = out / "nord" / "nord-sheet-sv.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Svar"]
    columns = {cell.value: cell.column for cell in page[1]}
    page.cell(row=5, column=columns["kannedom"], value=6)
    page.cell(row=5, column=columns["minskar"], value="Vi tappar fart")
    book.save(path)
    return path.read_bytes()


def upload(room: Room, name: str, content: bytes, **fields: str) -> tuple[int, str]:
    token = room.find_token(room.client.get("/F").text)
    answer = room.client.post("/F/at/nord/sheet", data={"token": token, **fields}, files={"file": (name, content)})
    return answer.status_code, answer.text


def test_a_filled_sheet_is_taken_in_and_its_receipt_shown(console: Browser, room: Room, sheet: bytes) -> None:
    status, page = upload(room, "../../KI Nord.xlsx", sheet)
    assert status == 200
    assert "KI Nord.xlsx: 1 row with answers" in page
    assert "toolkit-" not in page
    (response,) = room.store.read_responses(["nord"])
    assert {answer.item: answer.value for answer in response.answers} == {"kannedom": 6, "minskar": "Vi tappar fart"}
    assert "1 of 14" in console.get("/F").text


def test_the_same_sheet_twice_is_counted_once(console: Browser, room: Room, sheet: bytes) -> None:
    upload(room, "nord.xlsx", sheet)
    upload(room, "nord.xlsx", sheet)
    assert len(room.store.read_responses()) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "Choose a filled sheet first."),
        ("bild.png", b"\x89PNG", "This is no filled sheet."),
        ("nord.xlsx", b"PK\x03\x04 broken", "nord.xlsx"),
        ("nord.csv", b"a,b\n1,2\n", "nord.csv"),
        ("nord.xlsx", b"x" * 10_000_001, "larger than 10 MB"),
    ],
    ids=["none", "picture", "damaged", "other", "large"],
)
def test_what_is_no_filled_sheet_is_refused_with_the_reason(
    console: Browser, room: Room, name: str, content: bytes, said: str
) -> None:
    status, page = upload(room, name, content)
    assert status in (413, 422)
    assert said in page
    assert room.store.read_responses() == ()


def test_the_list_names_a_workshop_with_answers_that_the_programme_has_no_longer(console: Browser, room: Room) -> None:
    assert "To decide on" not in console.get("/F").text
    lost = Save(workshop="konst", response="0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60", instrument="1", language="sv",
                saved_at="2027-02-03T10:20", sequence=1, values=(("vision", "Syns"),))  # fmt: skip
    room.store.save([lost])
    page = html.unescape(console.get("/F").text)
    assert "To decide on" in page
    assert "The workshop 'konst' (konst) is no longer in the list; its responses (1) stay" in page
    assert "Att ta ställning till" in console.get("/F?lang=sv").text
