"""Everybody can use the form: axe-core in every state, by keyboard, at 400 % zoom, with reduced motion."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.site.conftest import Running, Serve
from toolkit.model.stage import Stage
from toolkit.store.store import open_store

OpenPhone = Callable[..., Any]
FindBarriers = Callable[..., list[str]]
Reach = Callable[[Any, Running, str], None]


def reach_blank(page: Any, running: Running, workshop: str) -> None:
    page.goto(running.form(workshop))


def reach_written(page: Any, running: Running, workshop: str) -> None:
    """Every kind answered, one over its limit, one not complete, the notice and the numbers unfolded."""
    page.goto(running.form(workshop))
    page.locator("summary").nth(0).click()
    page.locator("#q-matris summary").click()
    page.locator("[name=kannedom][value='5']").check()
    for number in range(4):
        page.locator("#q-hinder input").nth(number).check()
    page.locator("[name='poang.webb']").fill("140")
    for _ in range(3):
        page.locator("#q-arenarang .add").first.click()
    for cell in (3, 3, 12):
        page.locator("#q-matris .cells > div").nth(cell).click()
    page.locator("[name=vision]").fill("x" * 900)
    page.locator("#state", has_text="Sent, except" if workshop.endswith("en") else "Skickat, utom").wait_for()


def reach_unfinished(page: Any, running: Running, workshop: str) -> None:
    page.goto(running.form(workshop))
    page.locator("[name='poang.webb']").fill("40")
    page.locator("#go").click()
    page.locator("#unfinished").wait_for()


def reach_away(page: Any, running: Running, workshop: str) -> None:
    page.goto(running.form(workshop))
    page.context.set_offline(True)
    page.locator("[name=kannedom][value='5']").check()
    page.locator("[data-state=away]").wait_for()


def reach_thanks(page: Any, running: Running, workshop: str) -> None:
    page.goto(running.form(workshop))
    page.locator("[name=kannedom][value='5']").check()
    page.locator("#go").click()
    page.locator("#thanks").wait_for()


def reach_plain_problems(page: Any, running: Running, workshop: str) -> None:
    """What a plain form with mistakes is answered with; axe needs scripts, so the script runs on that page."""
    fields = {"_lang": running.plan.instruments[workshop] and workshop[-2:], "poang.webb": "90", "arenarang.eu": "7"}
    shown = httpx.post(running.form(workshop, "/send"), data=fields)
    assert shown.status_code == 422
    page.route("**/problems", lambda route: route.fulfill(status=422, content_type="text/html", body=shown.text))
    page.goto(f"{running.address}/problems")


def reach_start(page: Any, running: Running, workshop: str) -> None:
    page.goto(f"{running.address}/?lang={'en' if workshop.endswith('en') else 'sv'}")


def reach_wrong_code(page: Any, running: Running, workshop: str) -> None:
    reach_start(page, running, workshop)
    page.locator("#code").fill("AAAAAA")
    page.get_by_role("button").click()
    page.get_by_role("alert").wait_for()


def reach_no_page(page: Any, running: Running, workshop: str) -> None:
    page.goto(f"{running.address}/R/NOTHING?lang={'en' if workshop.endswith('en') else 'sv'}")


STATES = (
    reach_blank,
    reach_written,
    reach_unfinished,
    reach_away,
    reach_thanks,
    reach_plain_problems,
    reach_start,
    reach_wrong_code,
    reach_no_page,
)


@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)
@pytest.mark.parametrize("workshop", ["nord", "solna-en"])
def test_axe_finds_nothing_in_light_or_dark(
    running: Running, open_phone: OpenPhone, find_barriers: FindBarriers, workshop: str, reach: Reach
) -> None:
    page = open_phone(language="en" if workshop == "solna-en" else "sv", reduced_motion="reduce")
    reach(page, running, workshop)
    assert find_barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert find_barriers(page, only="color-contrast") == []


def test_axe_finds_nothing_where_the_facilitator_leads_or_has_closed(
    programme: Path, serve: Serve, open_phone: OpenPhone, find_barriers: FindBarriers
) -> None:
    with serve(programme) as running, open_store(running.store_file) as store:
        for stage in (
            Stage(workshop="nord", pace="led"),
            Stage(workshop="nord", pace="led", focus="matris"),
            Stage(workshop="nord", open=False),
        ):
            store.write_stage(stage)
            page = open_phone()
            page.goto(running.form("nord"))
            assert find_barriers(page) == []
            page.emulate_media(color_scheme="dark")
            assert find_barriers(page, only="color-contrast") == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_cut_off_at_four_hundred_percent_and_nothing_needs_sideways_scrolling(
    running: Running, open_phone: OpenPhone, width: int
) -> None:
    """320 CSS pixels are what a window of 1280 has at 400 % zoom."""
    page = open_phone(viewport={"width": width, "height": 640})
    reach_written(page, running, "nord")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *, #bar *")]
        .filter((one) => one.checkVisibility() && !one.closest(".hear, .skip") && one.scrollWidth > one.clientWidth + 1
          && getComputedStyle(one).overflow === "visible" && getComputedStyle(one).display !== "inline")
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []


def test_every_control_is_large_enough_for_a_thumb(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    reach_written(page, running, "nord")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, label:has(input[type=radio], input[type=checkbox]), input, "
          + "select, textarea, summary, .cells > div, .chips > div")]
        .filter((one) => one.checkVisibility() && !["radio", "checkbox", "hidden"].includes(one.type))
        .filter((one) => { const box = one.getBoundingClientRect(); return box.height < 38 || box.width < 34; })
        .map((one) => one.outerHTML.slice(0, 100) + one.getBoundingClientRect().width + "×"
          + one.getBoundingClientRect().height)"""
    )
    assert small == []


def test_every_kind_is_answered_by_keyboard_alone(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(is_mobile=False, has_touch=False)
    page.goto(running.form())

    def focused(selector: str) -> bool:
        return bool(page.evaluate("selector => !!document.activeElement.closest(selector)", selector))

    def tab_to(selector: str) -> None:
        for _ in range(160):
            page.keyboard.press("Tab")
            if focused(selector):
                return
        raise AssertionError(f"Not reached by Tab: {selector}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to("#q-kannedom")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    tab_to("#q-bilden")
    page.keyboard.type("öppet")
    tab_to("#q-hinder")
    page.keyboard.press("Space")
    tab_to("[name='poang.webb']")
    page.keyboard.type("95")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to("#q-matris summary")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    tab_to("#q-arenarang .add")
    page.keyboard.press("Enter")
    assert focused("#q-arenarang")
    tab_to("#q-arenarang .add")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Flytta upp EU")
    page.keyboard.press("Enter")
    assert page.locator("#live").inner_text() == "EU och dess organ, plats 1 av 5"
    page.locator("#state", has_text="Allt är skickat och sparat").wait_for()
    with open_store(running.store_file) as store:
        draft = store.read_draft("nord", page.locator("#mine code").text_content())
    assert draft is not None
    assert draft.values == {
        "kannedom": 4,
        "bilden.1": "öppet",
        "hinder.tid": 1,
        "poang.webb": 100,
        **dict.fromkeys((f"poang.{name}" for name in ("alumni", "media", "rims", "eu", "sociala-medier")), 0),
        "matris.webb.effort": 2,
        "matris.webb.effect": 2,
        "arenarang.eu": 1,
        "arenarang.konferenser": 2,
    }


def test_what_has_the_focus_is_never_under_the_state_line(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(is_mobile=False, has_touch=False, viewport={"width": 390, "height": 640}, reduced_motion="reduce")
    page.goto(running.form())
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => { const one = document.activeElement; if (one.closest("#bar, header")) return [];
            return one.getBoundingClientRect().top > document.getElementById("bar").getBoundingClientRect().top
              ? [one.outerHTML.slice(0, 100)] : []; }"""
        )
    assert covered == []


def test_the_points_that_are_left_go_under_the_state_line(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto(running.form())
    seen = page.evaluate(
        """() => { const left = document.querySelector(".left"), bar = document.getElementById("bar");
        scrollBy(0, left.getBoundingClientRect().top - bar.getBoundingClientRect().top - 4);
        const box = left.getBoundingClientRect();
        return [box.bottom > bar.getBoundingClientRect().top,
          !!document.elementFromPoint(box.left + 30, box.top + 12).closest("#bar")]; }"""
    )
    assert seen == [True, True]


def test_the_thanks_have_the_focus_without_a_frame_and_their_link_has_one(
    running: Running, open_phone: OpenPhone
) -> None:
    page = open_phone(is_mobile=False, has_touch=False)
    page.goto(running.form())
    page.locator("[name=kannedom][value='5']").check()
    page.locator("#go").focus()
    page.keyboard.press("Enter")
    page.locator("#thanks").wait_for()
    frame = "() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
    assert page.evaluate(frame) == ["SECTION", "none"]
    page.keyboard.press("Tab")
    assert page.evaluate(frame) == ["A", "solid"]


@pytest.mark.parametrize("reach", [reach_start, reach_blank, reach_thanks], ids=lambda reach: reach.__name__)
def test_the_language_stands_in_the_middle_of_its_box(running: Running, open_phone: OpenPhone, reach: Reach) -> None:
    page = open_phone()
    reach(page, running, "nord")
    above, below = page.locator("header .quiet").evaluate(
        """one => { const text = document.createRange(); text.selectNodeContents(one);
        const [inner, outer] = [text, one].map((each) => each.getBoundingClientRect());
        return [inner.top - outer.top, outer.bottom - inner.bottom]; }"""
    )
    assert abs(above - below) <= 1


def test_nothing_touches_the_button_above_it(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    for reach, button, below in ((reach_start, "form button", "form + p"), (reach_written, "#go", "#mine")):
        reach(page, running, "nord")
        boxes = [page.locator(each).bounding_box() for each in (button, below)]
        assert boxes[1]["y"] - boxes[0]["y"] - boxes[0]["height"] >= 12


def test_with_reduced_motion_nothing_moves(running: Running, open_phone: OpenPhone) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto(running.form())
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0


def test_what_happens_is_told_to_those_who_do_not_see_it_and_not_at_every_key(
    running: Running, open_phone: OpenPhone
) -> None:
    page = open_phone()
    page.goto(running.form())
    page.evaluate(
        """() => { window.told = []; new MutationObserver(() => told.push(document.getElementById("live").textContent))
        .observe(document.getElementById("live"), {childList: true}); }"""
    )
    page.locator("[name=vision]").press_sequentially("Att synas där det händer", delay=40)
    page.locator("#state", has_text="Allt är skickat").wait_for()
    assert page.evaluate("told.length") <= 1
    page.context.set_offline(True)
    page.locator("[name=arenor]").fill("EU")
    page.locator("[data-state=away]").wait_for()
    page.context.set_offline(False)
    page.locator("[data-state=sent]").wait_for()
    told = page.evaluate("told")
    assert [text for text in told if text.startswith("Inget nät")]
    assert told[-1] == "Allt är skickat och sparat"
