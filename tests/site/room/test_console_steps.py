"""Next steps on the console: who takes each, until when, how it stands; as plain forms, without a script."""

import html
import re
from pathlib import Path

import pytest

from tests.commands.edited_summary import EditedSheet, edit_workbook
from tests.site.room.conftest import Browser, Room
from toolkit.commands.collect import collect_files
from toolkit.commands.summary import write_summary
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import StepState
from toolkit.model.stage import Save
from toolkit.model.steps_sheet import HEADERS

PAGE = "/F/at/nord/steps"
# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def fill(page: str, **typed: str) -> dict[str, str]:
    """Return what a browser sends of the page's form, with what was typed; names have __ for a dot."""
    inside = page[page.index(f'action="{PAGE}') :]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in found:
            fields[found["name"]] = html.unescape(found.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', inside, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return {**fields, **{name.replace("__", "."): value for name, value in typed.items()}}


def read(room: Room) -> dict[str, StepState]:
    return {step.state.text or key.response: step.state for key, step in room.store.read_steps().items()}


@pytest.fixture
def answered(room: Room) -> str:
    """A step that a phone has sent; returns its response."""
    return room.answer(nasta_steg="Översätta <webben>")


def test_the_workshops_page_leads_to_its_steps_and_each_has_its_fields(
    console: Browser, room: Room, answered: str
) -> None:
    assert f'href="{PAGE}?lang=en"' in console.get("/F/at/nord").text
    page = console.get(PAGE).text
    assert "Översätta &lt;webben&gt;" in page
    assert fill(page)["owner.0"] == fill(page)["due.0"] == fill(page)["status.0"] == ""
    assert "0 of 1 have an owner." in page


def test_owner_day_and_status_are_kept_and_shown_again(console: Browser, room: Room, answered: str) -> None:
    fields = fill(console.get(PAGE).text, owner__0=" Anna  Ek ", due__0="2027-03-01", status__0="going-on")
    answer = console.post(f"{PAGE}?lang=en", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?lang=en&saved=1")
    page = console.get(answer.headers["location"]).text
    assert "1 next step saved." in page
    assert (fill(page)["owner.0"], fill(page)["due.0"], fill(page)["status.0"]) == ("Anna Ek", "2027-03-01", "going-on")
    held = room.store.read_steps()[AnswerKey("nord", answered, "nasta-steg")]
    assert (held.state.owner, held.set_at) == ("Anna Ek", "2027-02-03T10:20")


def test_saving_without_a_change_changes_nothing_and_says_so(console: Browser, room: Room, answered: str) -> None:
    answer = console.post(PAGE, data=fill(console.get(PAGE).text))
    assert "Nothing was changed." in console.get(answer.headers["location"]).text
    assert room.store.read_steps() == {}


def test_a_step_that_nobody_wrote_is_added_changed_and_kept_with_its_workshop(console: Browser, room: Room) -> None:
    console.post(PAGE, data=fill(console.get(PAGE).text, text__new="Boka möte", owner__new="Eva"))
    page = console.get(PAGE).text
    assert fill(page)["text.0"] == "Boka möte"
    assert "Boka möte" not in console.get("/F/at/solna/steps").text
    console.post(PAGE, data=fill(page, text__0="Boka möte med rektor", status__0="done"))
    assert read(room) == {
        "Boka möte med rektor": StepState(text="Boka möte med rektor", workshop="nord", owner="Eva", status="done")
    }


def test_two_who_edit_at_once_are_told_and_what_was_typed_is_still_there(
    console: Browser, room: Room, answered: str
) -> None:
    opened = console.get(PAGE).text
    console.post(PAGE, data=fill(opened, owner__0="Anna"))
    answer = console.post(f"{PAGE}?lang=en", data=fill(opened, owner__0="Bo", status__0="done", text__new="Ny"))
    assert answer.status_code == 409
    assert "somebody else has written “Anna” since you opened the page. Save again to let “Bo” hold" in answer.text
    assert read(room)[answered] == StepState(owner="Anna")
    again = fill(answer.text)
    assert (again["owner.0"], again["status.0"], again["text.new"]) == ("Bo", "done", "Ny")
    assert console.post(PAGE, data=again).status_code == 303
    assert read(room)[answered] == StepState(owner="Bo", status="done")


def test_a_day_that_is_none_is_told_and_nothing_is_lost(console: Browser, room: Room, answered: str) -> None:
    answer = console.post(PAGE, data=fill(console.get(PAGE).text, owner__0="Anna", due__0="till våren"))
    assert answer.status_code == 422
    assert "“till våren” is not a day." in answer.text
    assert fill(answer.text)["owner.0"] == "Anna"
    assert read(room) == {}


def test_what_the_console_changed_stands_in_the_workbook_and_the_other_way_round(
    console: Browser, room: Room, answered: str, folder: Path, tmp_path: Path
) -> None:
    """A cell that was not touched in the workbook never undoes what the console changed after it was made."""
    console.post(PAGE, data=fill(console.get(PAGE).text, owner__0="Anna"))
    database, book = str(tmp_path / "responses.sqlite3"), tmp_path / "summary.xlsx"
    write_summary(folder, database=database, out=book, only=("workbook",), language="sv")
    console.post(PAGE, data=fill(console.get(PAGE).text, owner__0="Bo"))

    def change(sheet: object) -> None:
        edited = EditedSheet(sheet, HEADERS)  # type: ignore[arg-type]  # openpyxl's own
        row = edited.row("step", "Översätta <webben>")
        assert edited.sheet.cell(row, edited.column("owner")).value == "Anna"
        edited.write(row, status="klart")

    edit_workbook(book, tmp_path / "edited.xlsx", "Nästa steg", change)
    assert not collect_files(folder, [tmp_path / "edited.xlsx"], database=database).problems
    page = console.get(PAGE).text
    assert (fill(page)["owner.0"], fill(page)["status.0"]) == ("Bo", "done")


@pytest.mark.parametrize("fault", ["no session", "no token", "another site"])
def test_only_a_page_of_ones_own_session_changes_anything(
    console: Browser, room: Room, answered: str, fault: str
) -> None:
    fields = fill(console.get(PAGE).text, owner__0="Anna")
    headers = {"sec-fetch-site": "cross-site", "origin": "https://annan.example"} if fault == "another site" else {}
    if fault == "no token":
        fields |= {"token": "x"}
    browser = room.visit() if fault == "no session" else console
    assert browser.post(PAGE, data=fields, headers=headers).status_code in (401, 403)
    assert room.store.read_steps() == {}


def test_a_form_speaks_for_its_own_workshop_alone(console: Browser, room: Room, answered: str) -> None:
    fields = fill(console.get(PAGE).text, owner__0="Anna")
    assert console.post("/F/at/solna/steps", data=fields).status_code == 303
    assert room.store.read_steps() == {}


def test_a_hidden_answers_words_are_not_shown_and_its_owner_is_not_lost(
    console: Browser, room: Room, answered: str
) -> None:
    console.post(PAGE, data=fill(console.get(PAGE).text, owner__0="Anna"))
    (word,) = room.store.room.read_words("nord", ["nasta-steg"])
    room.store.room.hide_answer("nord", word.number, "nasta-steg", hidden=True)
    page = console.get(PAGE).text
    assert "webben" not in page
    assert "The answer has been taken away or hidden since" in page
    assert fill(page)["owner.0"] == "Anna"


def test_a_long_list_is_divided_and_each_part_is_saved_by_itself(console: Browser, room: Room) -> None:
    for number in range(103):
        room.answer(nasta_steg=f"Steg {number:03}")
    first, second = console.get(PAGE).text, console.get(f"{PAGE}?from=100").text
    assert (first.count('name="owner.'), second.count('name="owner.')) == (101, 4)
    answer = console.post(PAGE, data=fill(second, owner__2="Anna"))
    assert answer.headers["location"].endswith("&saved=1&from=100")
    assert [step.state.owner for step in room.store.read_steps().values()] == ["Anna"]


def test_what_was_said_of_steps_of_a_workshop_that_has_none_is_an_empty_page(console: Browser) -> None:
    page = console.get(PAGE).text
    assert "No answers yet." in page
    assert "Add a step that nobody has written" in page


def test_an_unknown_workshop_has_no_page(console: Browser) -> None:
    assert console.get("/F/at/made-up/steps").status_code == 404


def test_a_step_says_when_its_answer_was_corrected(console: Browser, room: Room, answered: str) -> None:
    console.post(PAGE, data=fill(console.get(PAGE).text, owner__0="Anna"))
    key = AnswerKey("nord", answered, "nasta-steg")
    assert "The answer has been changed" not in console.get(PAGE).text
    later = Save(
        workshop="nord",
        response=answered,
        instrument=room.plan.instruments["nord"].version,
        language="sv",
        saved_at="2027-02-03T10:30",
        sequence=2,
        values=(("nasta-steg", "Översätta allt"),),
    )
    room.store.save([later])
    page = console.get(PAGE).text
    assert "Översätta allt" in page
    assert "The answer has been changed since this was written" in page
    assert room.store.read_steps()[key].state.owner == "Anna"
