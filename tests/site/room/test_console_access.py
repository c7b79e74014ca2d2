"""Who gets into the console and who does not."""

import datetime

import pytest

from tests.site.room.conftest import Browser, Room

PAGES = (
    "/F",
    "/F/counts",
    "/F/summary",
    "/F/at/nord",
    "/F/at/nord/counts",
    "/F/at/nord/code",
    "/F/at/nord/answers/minskar",
    "/F/at/nord/files/deck",
    "/F/at/nord/steps",
)
ACTIONS = (
    "/F/revoke",
    "/F/at/nord/stage",
    "/F/at/nord/show",
    "/F/at/nord/hide",
    "/F/at/nord/sheet",
    "/F/at/nord/steps",
)


def test_the_link_leads_to_the_console_and_out_of_the_address(room: Room) -> None:
    answer = room.client.get(f"/F/{room.key}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/F")
    assert room.client.get("/F").status_code == 200


def test_the_session_s_cookie_is_for_this_site_only_and_out_of_reach_of_scripts(room: Room) -> None:
    cookie = room.client.get(f"/F/{room.key}").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    assert "Secure" in room.visit("https").get(f"/F/{room.key}").headers["set-cookie"]


def test_the_link_may_be_pasted_whole_or_only_its_key(room: Room) -> None:
    for said in (room.key, f"https://synlighet.example/F#{room.key}", f"https://synlighet.example/F/{room.key}"):
        assert room.visit().post("/F", data={"key": said}).status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_without_a_session_every_page_of_the_console_asks_for_the_link(room: Room, page: str) -> None:
    answer = room.visit().get(page, headers={"accept-language": "en"})
    assert answer.status_code == 401
    assert "Paste the facilitators" in answer.text
    assert "KI Nord" not in answer.text


@pytest.mark.parametrize("page", ACTIONS)
def test_without_a_session_nothing_can_be_done(room: Room, page: str) -> None:
    assert room.visit().post(page, data={"open": "no"}).status_code == 401
    assert room.store.read_stages(["nord"])[0].open


@pytest.mark.parametrize("page", ACTIONS)
def test_a_form_that_is_not_of_the_own_session_does_nothing(console: Browser, room: Room, page: str) -> None:
    files = {"file": ("a.xlsx", b"")} if page.endswith("sheet") else None
    answer = console.post(page, data={"open": "no", "token": "made-up"}, files=files)
    assert answer.status_code == 403
    assert room.store.read_stages(["nord"])[0].open


def test_a_wrong_key_is_refused_in_words(room: Room) -> None:
    answer = room.client.post("/F", data={"key": "a.b"}, headers={"accept-language": "sv"})
    assert answer.status_code == 403
    assert "Länken gäller inte" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_revoked_link_lets_nobody_in_and_shuts_out_who_was_in_except_who_revoked_it(
    console: Browser, room: Room
) -> None:
    old, other = room.key, room.visit()
    assert other.post("/F", data={"key": old}).status_code == 303
    page = console.get("/F")
    assert console.post("/F/revoke", data={"token": room.find_token(page.text)}).status_code == 303
    assert console.get("/F").status_code == 200
    assert other.get("/F").status_code == 401
    assert room.visit().post("/F", data={"key": old}).status_code == 403
    assert room.visit().post("/F", data={"key": room.key}).status_code == 303
    assert room.key != old


def test_a_session_ends_by_itself_and_by_leaving(console: Browser, room: Room) -> None:
    token = room.find_token(console.get("/F").text)
    room.clock.now += datetime.timedelta(hours=15)
    assert console.get("/F").status_code == 401
    room.clock.now -= datetime.timedelta(hours=15)
    assert console.get("/F").status_code == 200
    assert console.post("/F/leave", data={"token": token}).status_code == 303
    assert console.get("/F").status_code == 401


def test_participants_get_no_cookie(room: Room) -> None:
    visitor = room.visit()
    for page in ("/", room.form(), f"{room.form()}/RESULTS/KANNEDOM", f"{room.form()}/AGREE/MINSKAR"):
        assert "set-cookie" not in visitor.get(page).headers


def test_no_page_of_the_console_is_kept_by_the_browser(console: Browser) -> None:
    for page in ("/F", "/F/at/nord", "/F/at/nord/counts", "/F/at/nord/answers/minskar", "/F/at/nord/steps"):
        assert console.get(page).headers["cache-control"] == "no-store"


def test_the_console_gives_the_link_out_by_the_address_it_was_reached_by_while_base_url_is_an_example(
    console: Browser, room: Room
) -> None:
    assert f'value="http://testserver/F#{room.key}"' in console.get("/F").text
