"""A participant's phone, in a real browser: every kind of question, both languages, with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.site.conftest import Running
from toolkit.store.store import open_store

OpenPhone = Callable[..., Any]
SENT = {"sv": "Allt är skickat och sparat", "en": "All sent and saved"}


def read(running: Running, page: Any, workshop: str = "nord") -> dict[str, str | int]:
    """Read what the store holds of the response whose number the page shows."""
    number = page.locator("#mine code, #thanks code").inner_text()
    with open_store(running.store_file) as store:
        draft = store.read_draft(workshop, number)
    assert draft is not None
    return draft.values


def wait_until_sent(page: Any, language: str = "sv") -> None:
    page.locator("#state", has_text=SENT[language]).wait_for()


@pytest.mark.parametrize(
    ("language", "workshop", "thanks"), [("sv", "nord", "Tack!"), ("en", "solna-en", "Thank you!")]
)
def test_from_the_qr_code_of_a_question_to_thanks(
    running: Running, open_phone: OpenPhone, language: str, workshop: str, thanks: str
) -> None:
    page = open_phone(language=language)
    page.goto(running.form(workshop, "/VISION"))
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#q-vision").evaluate("one => Math.abs(one.getBoundingClientRect().top) < 200")
    page.locator("#q-vision textarea").fill("Att KI syns där det händer")
    wait_until_sent(page, language)
    assert read(running, page, workshop) == {"vision": "Att KI syns där det händer"}
    page.locator("#go").click()
    page.get_by_role("heading", name=thanks).wait_for()
    assert read(running, page, workshop) == {"vision": "Att KI syns där det händer"}


def test_every_kind_of_question_is_answered_by_thumb(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    page.goto(running.form())
    page.locator("[name=kannedom][value='5']").check()
    for number, word in enumerate(("öppet", "starkt", "okänt")):
        page.locator("#q-bilden input").nth(number).fill(word)
    page.locator("#q-sannolikt label").nth(2).click()
    page.locator("#q-hinder label").nth(0).click()
    page.locator("#q-hinder label").nth(3).click()
    points = page.locator("#q-poang")
    for choice, presses in ((0, 12), (2, 8)):
        for _ in range(presses):
            points.locator(".step-by").nth(choice * 2 + 1).click()
    assert "Alla 100 poäng är fördelade" in points.locator(".left").inner_text()
    ranking = page.locator("#q-arenarang")
    for name in ("EU och dess organ", "Alumner i världen", "Internationella medier"):
        ranking.get_by_role("button", name=name).click()
    ranking.get_by_role("button", name="Flytta upp Internationella medier").click()
    ranking.get_by_role("button", name="Ta bort EU och dess organ").click()
    quadrant = page.locator("#q-matris")
    quadrant.locator(".chips > div", has_text="Stöd för RIMS").click()
    quadrant.locator(".cells > div").nth(1).click()
    wait_until_sent(page)
    found = read(running, page)
    assert found["kannedom"] == 5
    assert [found[f"bilden.{number}"] for number in (1, 2, 3)] == ["öppet", "starkt", "okänt"]
    assert found["sannolikt"] == "okar"
    assert sum(name.startswith("hinder.") for name in found) == 2
    assert (found["poang.webb"], found["poang.media"], found["poang.eu"]) == (60, 40, 0)
    assert {name: rank for name, rank in found.items() if name.startswith("arenarang.")} == {
        "arenarang.media": 1,
        "arenarang.alumner": 2,
    }
    assert (found["matris.rims.effort"], found["matris.rims.effect"]) == (2, 5)


def test_every_kind_of_question_is_answered_without_javascript(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto(running.form())
    assert page.get_by_text("Inget skickas förrän du trycker på knappen.").is_visible()
    page.locator("[name=kannedom][value='3']").check()
    page.locator("[name='bilden.2']").fill("öppet")
    page.locator("[name=sannolikt][value=minskar]").check()
    page.locator("#q-hinder input").nth(1).check()
    for name, points in (("webb", "70"), ("eu", "30")):
        page.locator(f"[name='poang.{name}']").fill(points)
    for name, place in (("eu", "1"), ("media", "2")):
        page.locator(f"[name='arenarang.{name}']").select_option(place)
    for axis, value in (("effort", "2"), ("effect", "4")):
        page.locator(f"[name='matris.webb.{axis}'][value='{value}']").check()
    page.locator("[name=vision]").fill("Rad ett\nrad två")
    page.locator("#go").click()
    page.get_by_role("heading", name="Tack!").wait_for()
    found = read(running, page)
    assert found.pop("vision") == "Rad ett\nrad två"
    assert (found["kannedom"], found["bilden.2"], found["sannolikt"]) == (3, "öppet", "minskar")
    assert (found["poang.webb"], found["poang.eu"], found["poang.rims"]) == (70, 30, 0)
    assert (found["arenarang.eu"], found["arenarang.media"]) == (1, 2)
    assert (found["matris.webb.effort"], found["matris.webb.effect"]) == (2, 4)
    page.get_by_role("link", name="Ändra mina svar").click()
    assert page.locator("[name='poang.webb']").input_value() == "70"
    assert page.locator("[name=sannolikt][value=minskar]").is_checked()
    page.locator("#q-hinder input").nth(1).uncheck()
    page.locator("[name=vision]").fill("")
    page.locator("#go").click()
    again = read(running, page)
    assert "vision" not in again
    assert not any(name.startswith("hinder.") for name in again)


def test_without_javascript_what_is_wrong_is_named_and_the_rest_is_saved(
    running: Running, open_phone: OpenPhone
) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto(running.form())
    page.locator("[name='poang.webb']").fill("90")
    page.locator("[name='arenarang.eu']").select_option("1")
    page.locator("[name='arenarang.media']").select_option("1")
    page.locator("[name='matris.eu.effort'][value='2']").check()
    page.locator("[name=vision]").fill("Syns")
    page.locator("#go").click()
    summary = page.get_by_role("alert")
    assert "Poängen blir 90 tillsammans. De räknas när summan är 100." in summary.inner_text()
    assert "Plats 1 har getts till fler än en" in summary.inner_text()
    assert "”EU-samordning” har bara ett av sina två värden." in summary.inner_text()
    assert page.locator("[name='poang.webb']").input_value() == "90"
    assert page.locator("[name='poang.webb']").get_attribute("aria-invalid") == "true"
    assert read(running, page) == {"vision": "Syns"}
    summary.get_by_role("link").first.click()
    assert page.locator("[name='poang.webb']").evaluate("one => one === document.activeElement")
    page.locator("[name='poang.eu']").fill("10")
    page.locator("[name='arenarang.media']").select_option("2")
    page.locator("[name='matris.eu.effect'][value='2']").check()
    page.locator("#go").click()
    page.get_by_role("heading", name="Tack!").wait_for()
    assert read(running, page)["poang.webb"] == 90


@pytest.mark.parametrize("scripted", [True, False])
def test_the_language_is_switched_without_losing_what_is_written(
    running: Running, open_phone: OpenPhone, scripted: bool
) -> None:
    page = open_phone(java_script_enabled=scripted)
    page.goto(running.form())
    page.locator("[name=vision]").fill("Halvfärdig men")
    page.locator("[name='poang.webb']").fill("40")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Svenska").wait_for()
    assert page.locator("[name=vision]").input_value() == "Halvfärdig men"
    assert page.locator("[name='poang.webb']").input_value() == "40"
    page.get_by_role("button", name="Svenska").click()
    page.get_by_role("button", name="English").wait_for()
    assert page.locator("[name=vision]").input_value() == "Halvfärdig men"


def test_points_say_what_is_left_and_count_when_all_are_given(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    page.goto(running.form())
    points, left = page.locator("#q-poang"), page.locator("#q-poang .left span")
    points.locator("input").nth(0).fill("70")
    assert left.inner_text() == "30 poäng kvar"
    page.locator("#state", has_text="Skickat, utom det som inte är klart").wait_for()
    points.locator("input").nth(1).fill("45")
    assert left.inner_text() == "15 poäng för mycket"
    page.locator("#go").click()
    assert "Fördela 100 poäng" in page.get_by_role("alert").inner_text()
    points.locator("input").nth(1).fill("30")
    assert left.inner_text() == "Alla 100 poäng är fördelade"
    wait_until_sent(page)
    assert read(running, page)["poang.alumni"] == 30


def test_an_answer_can_be_taken_back(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    page.goto(running.form())
    page.locator("[name=kannedom][value='5']").check()
    page.locator("#q-vision textarea").fill("Syns")
    wait_until_sent(page)
    page.locator("#q-kannedom").get_by_role("button", name="Ta bort svaret").click()
    page.locator("#count", has_text="1 av").wait_for()
    wait_until_sent(page)
    assert read(running, page) == {"vision": "Syns"}


def test_another_person_on_the_same_phone_is_another_response(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    numbers = set()
    page.goto(running.form())
    for vision in ("Den första", "Den andra"):
        assert page.locator("#q-vision textarea").input_value() == ""
        page.locator("#q-vision textarea").fill(vision)
        wait_until_sent(page)
        page.locator("#go").click()
        page.get_by_role("heading", name="Tack!").wait_for()
        assert read(running, page) == {"vision": vision}
        numbers.add(page.locator("#thanks code").inner_text())
        page.get_by_role("link", name="En annan person svarar").click()
    assert len(numbers) == 2


def test_no_cookie_no_other_host_and_one_request(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(running.form())
    page.wait_for_timeout(300)
    assert [re.sub(r"/R/\w+", "", url) for url in asked] == [running.address, f"{running.address}/live"]
    assert page.context.cookies() == []
