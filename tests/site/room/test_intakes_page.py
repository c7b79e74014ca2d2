"""The console's page of what was taken in: the list, the question before an undo, the undo and its undo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import Serve
from tests.site.room.conftest import Browser, Room
from toolkit.commands.collect import collect_files
from toolkit.commands.new import make_programme
from toolkit.commands.undo import undo_intake
from toolkit.model.change import Handed
from toolkit.model.response import Answer, Response


def take(room: Room, name: str, text: str, *, file: str = "svar.csv") -> int:
    response = Response(
        id=name, workshop="nord", instrument="0a", channel="csv", language="sv",
        answers=(Answer(item="vision", value=text),),
    )  # fmt: skip
    handed = [Handed(response=response, covers=frozenset({"vision"}))]
    number = room.store.take(handed, file=file, sha256=text, taken_at="2027-02-03T10:20").intake
    assert number is not None
    return number


def test_the_list_shows_when_which_file_which_workshop_and_how_many_and_the_phones(
    room: Room, console: Browser
) -> None:
    take(room, "bord-1", "Syns")
    take(room, "bord-1", "Syns mer", file="<rättad>.csv")
    phone = room.answer(vision="Från en telefon")
    page = console.get("/F/intakes").text
    assert page.index("&lt;rättad&gt;.csv") < page.index("svar.csv"), "the latest first"
    assert "nord (KI Nord): 1 new, 0 corrected, 0 as before" in page
    assert "nord (KI Nord): 0 new, 1 corrected, 0 as before" in page
    assert "nord (KI Nord): 1 response from a phone" in page
    assert f"nord/{phone}" in page
    assert "/F/intakes" in console.get("/F").text


def test_nobody_else_sees_or_undoes_what_was_taken_in(room: Room, console: Browser) -> None:
    number = take(room, "bord-1", "Syns")
    stranger = room.visit()
    assert stranger.get("/F/intakes").status_code == 401
    assert stranger.get(f"/F/intakes/ask?intake={number}").status_code == 401
    assert stranger.post("/F/intakes", data={"intake": number}).status_code == 401
    assert console.post("/F/intakes", data={"intake": number, "token": "x"}).status_code == 403
    assert len(room.store.read_responses()) == 1


def test_asking_says_what_would_go_and_changes_nothing_and_yes_does_it(room: Room, console: Browser) -> None:
    number = take(room, "bord-1", "Syns")
    question = console.get(f"/F/intakes/ask?intake={number}").text
    assert "Take it out?" in question
    assert "nord (KI Nord): 1 response" in question
    assert len(room.store.read_responses()) == 1
    token = room.find_token(question)
    done = console.post("/F/intakes?lang=en", data={"intake": number, "token": token})
    assert (done.status_code, done.headers["location"]) == (303, f"/F/intakes?lang=en#i-{number + 1}")
    assert room.store.read_responses() == ()
    listed = console.get("/F/intakes").text
    assert "taken out" in listed
    assert f"intake={number + 1}&amp;" in listed, "the undo has a button that puts it back"
    assert f"intake={number}&amp;" not in listed
    back = console.get(f"/F/intakes/ask?intake={number + 1}").text
    assert "Put it back?" in back
    console.post("/F/intakes", data={"intake": number + 1, "token": token})
    assert len(room.store.read_responses()) == 1


def test_what_later_ones_build_on_says_so_and_is_taken_out_with_them(room: Room, console: Browser) -> None:
    first = take(room, "bord-1", "Syns")
    second = take(room, "bord-1", "Syns mer")
    question = console.get(f"/F/intakes/ask?intake={first}").text
    assert f"Later intakes build on this one: {second}. They are taken out, too." in question
    token = room.find_token(question)
    assert console.post("/F/intakes", data={"intake": first, "token": token}).status_code == 409
    assert len(room.store.read_responses()) == 1
    assert console.post("/F/intakes", data={"intake": first, "token": token, "later": "yes"}).status_code == 303
    assert room.store.read_responses() == ()


def test_a_phone_s_response_is_taken_out_by_the_number_that_the_phone_shows(room: Room, console: Browser) -> None:
    phone = room.answer(vision="Från en telefon")
    question = console.get(f"/F/intakes/ask?intake={phone}").text
    assert f"nord/{phone}" in question
    assert console.post("/F/intakes", data={"intake": phone, "token": room.find_token(question)}).status_code == 303
    assert room.store.read_responses() == ()


@pytest.mark.parametrize("wanted", ["", "99", "nord/bord-9", "'; DROP TABLE takes"])
def test_what_is_not_there_is_told_and_offers_nothing(wanted: str, room: Room, console: Browser) -> None:
    page = console.get("/F/intakes/ask", params={"intake": wanted})
    assert page.status_code == 200
    assert "Nothing was changed" in page.text
    assert "Yes, take it out" not in page.text
    del room


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_facilitator_takes_a_wrong_file_out_and_puts_it_back_with_and_without_a_script(
    script: bool, language: str, site: Any, open_phone: Any, find_barriers: Any
) -> None:
    running, link = site
    page = open_phone(
        language=language, java_script_enabled=script, viewport={"width": 1100, "height": 800}, is_mobile=False
    )
    page.goto(link)
    page.goto(f"{running.address}/F/intakes")
    words = {"sv": ("Ta ut", "Ja, ta ut", "Lägg tillbaka", "Ja, lägg tillbaka"),
             "en": ("Take out", "Yes, take it out", "Put back", "Yes, put it back")}[language]  # fmt: skip
    if script:
        assert find_barriers(page) == []
    page.get_by_role("link", name=words[0]).first.click()
    if script:
        assert find_barriers(page) == []
    page.get_by_role("button", name=words[1]).click()
    page.wait_for_url("**/F/intakes?lang=*")
    page.get_by_role("link", name=words[2]).first.click()
    page.get_by_role("button", name=words[3]).click()
    page.wait_for_url("**/F/intakes?lang=*")
    assert page.get_by_role("link", name=words[0]).count() >= 1


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[Any]:
    """A site with one file taken in, and the address by which a facilitator comes in."""
    folder = tmp_path_factory.mktemp("intakes") / "programme"
    make_programme(folder)
    path = folder / "svar.csv"
    path.write_text("workshop,response,item,value\nnord,bord-1,vision,Syns\n", "utf-8")
    assert collect_files(folder, [path], taken_at="2027-02-03T10:20").problems == ()
    with serve(folder) as running:
        key = next(word for word in (folder / "serve.log").read_text().split() if "/F#" in word).partition("#")[2]
        yield running, f"{running.address}/F/{key}"


def test_a_results_page_follows_what_the_command_line_takes_in_and_undoes_while_the_site_runs(
    site: Any, open_phone: Any
) -> None:
    running, link = site
    page = open_phone(language="en", viewport={"width": 1280, "height": 720}, is_mobile=False)
    page.goto(link)
    page.goto(running.form("nord", "/RESULTS/VISION"))
    path = Path(running.folder) / "fler.csv"
    rows = "".join(f"nord,fler-{number},vision,Syns {number}\n" for number in range(41))
    path.write_text(f"workshop,response,item,value\n{rows}", "utf-8")
    done = collect_files(running.folder, [path])
    wait_for(page, "42", there=True)
    undo_intake(running.folder, str(done.receipts[0].facts()["intake"]))
    wait_for(page, "42", there=False)


def wait_for(page: Any, text: str, *, there: bool) -> None:
    for _ in range(100):
        if (text in page.locator("body").inner_text()) is there:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.locator("body").inner_text())
