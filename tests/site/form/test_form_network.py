"""What a phone does when the network, the storage or the server is not there, in a real browser."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import CHROMIUM, QUIET, Running, Serve
from toolkit.model.stage import Stage
from toolkit.store.store import open_store

OpenPhone = Callable[..., Any]


def read(running: Running, page: Any) -> dict[str, str | int]:
    number = page.locator("#mine code, #thanks code").first.text_content()
    with open_store(running.store_file) as store:
        draft = store.read_draft("nord", number)
    return draft.values if draft else {}


def count_responses(running: Running, text: str) -> int:
    """Count the responses in which this text stands as an answer."""
    with open_store(running.store_file) as store:
        return sum(answer.text == text for answer in store.read_answers())


def wait_for_state(page: Any, said: str) -> None:
    page.locator("#state", has_text=said).wait_for()


def test_the_network_cut_between_two_answers_and_both_arrive_when_it_is_back(
    running: Running, open_phone: OpenPhone
) -> None:
    page = open_phone()
    page.goto(running.form())
    page.locator("[name=vision]").fill("Före")
    wait_for_state(page, "Allt är skickat")
    page.context.set_offline(True)
    page.locator("[name=arenor]").fill("Utan nät")
    page.locator("[name=kannedom][value='6']").check()
    wait_for_state(page, "Inget nät. Sparat på telefonen")
    assert page.locator("#live").inner_text().startswith("Inget nät")
    assert read(running, page) == {"vision": "Före"}
    page.context.set_offline(False)
    wait_for_state(page, "Allt är skickat")
    assert read(running, page) == {"vision": "Före", "arenor": "Utan nät", "kannedom": 6}
    assert count_responses(running, "Utan nät") == 1


def test_a_phone_that_reloads_goes_on_where_it_was(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    page.goto(running.form())
    page.context.set_offline(True)
    page.locator("[name=vision]").fill("Omladdad")
    page.locator("[name='poang.webb']").fill("40")
    wait_for_state(page, "Inget nät")
    page.context.set_offline(False)
    page.reload()
    assert page.locator("[name=vision]").input_value() == "Omladdad"
    assert page.locator("[name='poang.webb']").input_value() == "40"
    wait_for_state(page, "Skickat, utom det som inte är klart")
    assert read(running, page) == {"vision": "Omladdad"}
    assert count_responses(running, "Omladdad") == 1


def test_a_phone_that_goes_back_from_the_thanks_changes_the_same_response(
    running: Running, open_phone: OpenPhone
) -> None:
    page = open_phone()
    page.goto(running.form())
    page.locator("[name=vision]").fill("Tillbaka")
    page.locator("#go").click()
    page.locator("#thanks").wait_for()
    page.go_back()
    page.locator("[name=arenor]").fill("Med ett tillägg")
    wait_for_state(page, "Allt är skickat")
    assert read(running, page) == {"vision": "Tillbaka", "arenor": "Med ett tillägg"}
    assert count_responses(running, "Tillbaka") == 1


def test_going_back_without_javascript_and_sending_again_counts_once(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto(running.form())
    page.locator("[name=vision]").fill("En gång")
    page.locator("#go").click()
    page.locator("#thanks").wait_for()
    page.go_back()
    page.locator("[name=vision]").fill("En gång till")
    page.locator("#go").click()
    page.locator("#thanks").wait_for()
    assert (count_responses(running, "En gång"), count_responses(running, "En gång till")) == (0, 1)


def test_two_tabs_of_a_phone_are_one_response(running: Running, open_phone: OpenPhone) -> None:
    first = open_phone()
    first.goto(running.form())
    second = first.context.new_page()
    second.goto(running.form("nord", "/ARENOR"))
    first.locator("[name=vision]").fill("Från första fliken")
    second.locator("[name=arenor]").fill("Från andra fliken")
    wait_for_state(second, "Allt är skickat")
    wait_for_state(first, "Allt är skickat")
    assert second.locator("[name=vision]").input_value() == "Från första fliken"
    assert first.locator("[name=arenor]").input_value() == "Från andra fliken"
    assert read(running, first) == {"vision": "Från första fliken", "arenor": "Från andra fliken"}
    assert count_responses(running, "Från första fliken") == 1


def test_a_phone_whose_storage_is_blocked_sends_and_says_what_it_cannot_keep(
    running: Running, tmp_path: Path, browser: Any
) -> None:
    """The browser's own setting (block all site data), in a profile of its own; there, localStorage throws."""
    preferences = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    profile = tmp_path / "profile" / "Default"
    profile.mkdir(parents=True)
    (profile / "Preferences").write_text(json.dumps(preferences), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        str(tmp_path / "profile"), executable_path=CHROMIUM, args=list(QUIET), locale="sv"
    )
    try:
        page = context.pages[0]
        page.goto(running.form())
        assert page.evaluate("(() => { try { return !localStorage } catch { return true } })()")
        page.locator("[name=vision]").fill("Utan lagring")
        wait_for_state(page, "Allt är skickat")
        context.set_offline(True)
        page.locator("[name=arenor]").fill("Och utan nät")
        wait_for_state(page, "Inte skickat, och telefonen får inte spara")
        context.set_offline(False)
        wait_for_state(page, "Allt är skickat")
        page.reload()
        assert page.locator("[name=arenor]").input_value() == "Och utan nät"
        page.locator("[name=sammanhang]").fill("Samma svar")
        wait_for_state(page, "Allt är skickat")
        assert read(running, page) == {
            "vision": "Utan lagring",
            "arenor": "Och utan nät",
            "sammanhang": "Samma svar",
        }
        assert count_responses(running, "Utan lagring") == 1
    finally:
        context.close()


def test_a_server_that_dies_and_comes_back_gets_what_was_written_meanwhile(
    programme: Path, serve: Serve, open_phone: OpenPhone
) -> None:
    page = open_phone()
    with serve(programme) as running:
        port = int(running.address.rpartition(":")[2])
        page.goto(running.form())
        page.locator("[name=vision]").fill("Före")
        wait_for_state(page, "Allt är skickat")
        running.process.kill()
        running.process.wait()
        page.locator("[name=arenor]").fill("Medan servern låg nere")
        wait_for_state(page, "Inget nät. Sparat på telefonen")
    with serve(programme, port=port) as running:
        wait_for_state(page, "Allt är skickat")
        assert read(running, page) == {"vision": "Före", "arenor": "Medan servern låg nere"}


def test_a_workshop_that_closes_tells_what_was_not_sent(programme: Path, serve: Serve, open_phone: OpenPhone) -> None:
    page = open_phone()
    with serve(programme) as running:
        page.goto(running.form())
        page.locator("[name=vision]").fill("I tid")
        wait_for_state(page, "Allt är skickat")
        page.context.set_offline(True)
        page.locator("[name=arenor]").fill("För sent")
        wait_for_state(page, "Inget nät")
        with open_store(running.store_file) as store:
            store.write_stage(Stage(workshop="nord", open=False))
        page.context.set_offline(False)
        wait_for_state(page, "Workshoppen är stängd. Dina sista ändringar skickades inte")
        assert page.locator("[name=vision]").is_disabled()
        assert page.locator("#go").is_hidden()
        assert page.locator("[name=arenor]").is_visible()
        assert page.locator("[name=arenor]").input_value() == "För sent"
        assert read(running, page) == {"vision": "I tid"}
        page.reload()
        assert page.locator("[name=arenor]").input_value() == "För sent"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_closed_form_says_so_and_shows_nothing_to_fill_in_or_press(
    programme: Path, serve: Serve, open_phone: OpenPhone, scripted: bool
) -> None:
    with serve(programme) as running, open_store(running.store_file) as store:
        page = open_phone(java_script_enabled=scripted)
        page.goto(running.form())
        page.locator("[name=vision]").fill("Syns")
        if scripted:
            wait_for_state(page, "Allt är skickat")
        else:
            page.locator("#go").click()
            page.get_by_role("link", name="Ändra mina svar").click()
        other = open_phone(java_script_enabled=scripted)
        other.goto(running.form())
        store.write_stage(Stage(workshop="nord", open=False))
        for phone, kept in ((page, " Det du har skickat finns kvar."), (other, "")):
            phone.reload()
            said = phone.locator("#closed").inner_text()
            assert said.strip() == f"Workshoppen är stängd och tar inte emot fler svar.{kept}"
            assert phone.locator("form :is(.q, input, textarea, button):visible, #bar:visible, .skip").count() == 0
            assert phone.locator("#mine").is_visible() == bool(kept)


def test_without_javascript_what_came_too_late_stands_to_be_read(
    programme: Path, serve: Serve, open_phone: OpenPhone
) -> None:
    with serve(programme) as running, open_store(running.store_file) as store:
        page = open_phone(java_script_enabled=False)
        page.goto(running.form())
        page.locator("[name=vision]").fill("För sent")
        store.write_stage(Stage(workshop="nord", open=False))
        page.locator("#go").click()
        said = page.get_by_role("alert").inner_text()
        assert said == "Workshoppen är stängd och tar inte emot fler svar."
        assert page.locator("[name=vision]").is_visible()
        assert page.locator("[name=vision]").is_disabled()
        assert page.locator("#go").is_hidden()


def test_who_is_led_is_not_asked_to_be_done_and_not_told_how_many_are_left(
    programme: Path, serve: Serve, open_phone: OpenPhone
) -> None:
    with serve(programme) as running, open_store(running.store_file) as store:
        store.write_stage(Stage(workshop="nord", pace="led", focus="vision"))
        page = open_phone()
        page.goto(running.form())
        page.locator("[name=vision]").fill("Syns")
        wait_for_state(page, "Allt är skickat")
        assert page.locator("#go").is_hidden()
        assert page.locator("#count").is_hidden()
        store.write_stage(Stage(workshop="nord"))
        page.reload()
        assert page.locator("#go").is_visible()
        assert page.locator("#count").inner_text() == "1 av 22 besvarade"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_phone_that_follows_sees_one_question_and_its_own_earlier_answers(
    programme: Path, serve: Serve, open_phone: OpenPhone, scripted: bool
) -> None:
    with serve(programme) as running, open_store(running.store_file) as store:
        store.write_stage(Stage(workshop="nord", pace="led"))
        page = open_phone(java_script_enabled=scripted)
        page.goto(running.form())
        assert page.get_by_text("Workshopledaren öppnar en fråga i taget.").is_visible()
        assert page.locator(".q:visible").count() == 0
        store.write_stage(Stage(workshop="nord", pace="led", focus="vision"))
        if scripted:
            page.reload()  # another process wrote the stage; the console's own change comes by the stream
        else:
            page.get_by_role("link", name="Se om det finns en ny fråga").click()
        assert page.locator(".q:visible h2").all_inner_texts() == ["Vad är din vision om KI om fem år?"]
        page.locator("[name=vision]").fill("Syns")
        if scripted:
            wait_for_state(page, "Allt är skickat")
        else:
            page.locator("#go").click()
        store.write_stage(Stage(workshop="nord", pace="led", focus="arenor"))
        if scripted:
            page.reload()
            assert page.locator(".q:visible h2").all_inner_texts() == ["Vilka arenor finns vi med på om fem år?"]
            page.get_by_role("button", name="Mina tidigare svar").click()
        else:
            page.get_by_role("link", name="Till nästa fråga").click()
        assert page.locator(".q:visible").count() == 2
        assert page.locator("[name=vision]").input_value() == "Syns"
