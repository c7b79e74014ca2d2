"""The facilitator's whole path and the projector in a real browser, with a server in a process of its own."""

import contextlib
import io
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.site.conftest import Running, Serve
from toolkit.commands.new import make_programme
from toolkit.model.room import Show
from toolkit.sheet.secret import read_or_make_secret
from toolkit.site.facilitator_key import compose_key
from toolkit.store.store import open_store

SCREEN = {"viewport": {"width": 1280, "height": 720}, "device_scale_factor": 1, "is_mobile": False, "has_touch": False}
LARGE = {**SCREEN, "viewport": {"width": 1920, "height": 1080}}
KINDS = ("kannedom", "bilden", "minskar", "sannolikt", "hinder", "poang", "matris", "arenarang")
OPEN = (
    "Vi tappar sökande till de internationella masterprogrammen.",
    "Andra lärosäten tar platsen i de nätverk som räknas",
    "På kort sikt märks inget, på fem år mycket.",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[Running]:
    """A server of this file's own: its workshops are closed, led and shown."""
    folder = tmp_path_factory.mktemp("room") / "programme"
    make_programme(folder)
    with serve(folder) as found:
        yield found


@pytest.fixture(scope="module")
def link(served: Running) -> str:
    """The facilitators' link as the server says it in the terminal."""
    said = (served.folder / "serve.log").read_text()
    found = re.search(rf"{re.escape(served.address)}/F#\S+", said)
    assert found, said
    return found[0]


def send(served: Running, workshop: str = "nord", response: str = "", sequence: int = 1, **answers: str | int) -> str:
    """Answer as a phone does; item names' dots are written __ and hyphens _."""
    response = response or str(uuid.uuid4())
    values = {name.replace("__", ".").replace("_", "-"): value for name, value in answers.items()}
    sent = {"response": response, "language": "sv", "sequence": sequence, "answers": values}
    answer = httpx.post(f"{served.form(workshop)}/answers", json=sent)
    assert answer.json()["problems"] == {}, answer.text
    return response


def fill(served: Running, workshop: str) -> None:
    """Give every kind of question some answers."""
    for n in range(6):
        send(
            served,
            workshop,
            kannedom=n % 5 + 2,
            bilden__1="öppet",
            bilden__2=("Nobel", "forskning", "svårt namn")[n % 3],
            minskar=f"{OPEN[n % 3]} {'Det är värt att tänka på. ' * (n * 2)}",
            sannolikt=("okar", "minskar")[n % 2],
            hinder__tid=1,
            hinder__sprak=1,
            poang__webb=60,
            poang__eu=40,
            matris__webb__effort=2,
            matris__webb__effect=4,
            matris__eu__effort=2 + n % 2,
            matris__eu__effect=4,
            **{f"arenarang__{name}": place for place, name in enumerate(("konferenser", "eu"), 1)},
        )


@pytest.fixture
def facilitator(open_phone: Callable[..., Any], link: str) -> Any:
    """A browser in which the link was opened."""
    page = open_phone(**SCREEN)
    page.goto(link)
    page.wait_for_selector("table.workshops")
    return page


def test_the_link_opens_the_console_and_is_left_in_no_address(facilitator: Any, link: str) -> None:
    key = link.partition("#")[2]
    assert key not in facilitator.url
    assert facilitator.evaluate("performance.getEntriesByType('navigation')[0].name").find(key) < 0
    facilitator.go_back()
    assert key not in facilitator.url


def test_the_facilitator_s_whole_path(
    served: Running, facilitator: Any, open_phone: Callable[..., Any], tmp_path: Any
) -> None:
    page = facilitator
    send(served, "syd", minskar="Opassande svar", kannedom=3)
    page.get_by_role("link", name="KI Syd").click()
    page.get_by_text("1 av 15").wait_for()
    # counts follow while one looks
    send(served, "syd", minskar="Fler gäster", kannedom=6)
    page.get_by_text("2 av 15").wait_for()
    # lead, and put a question in focus
    page.get_by_role("button", name="Led fråga för fråga").click()
    page.locator("#q-minskar").get_by_role("button", name="Sätt i fokus").click()
    page.locator("#q-minskar").get_by_text("I fokus nu").wait_for()
    assert httpx.get(f"{served.form('syd')}/stage").json()["focus"] == "minskar"
    # hide an unfit answer, then show the rest on the projector
    page.locator("#q-minskar").get_by_role("link", name="Läs och dölj").click()
    unfit = page.locator("li", has_text="Opassande svar")
    unfit.get_by_role("button", name="Dölj").click()
    unfit.get_by_role("button", name="Visa igen").wait_for()
    projector = open_phone(**SCREEN)
    projector.goto(f"{served.form('syd')}/RESULTS/MINSKAR")
    projector.get_by_text("Svaren visas här när").wait_for()
    page.get_by_role("link", name="KI Syd").click()
    page.locator("#q-minskar").get_by_role("button", name="Visa svaren").click()
    projector.get_by_text("Fler gäster").wait_for()
    assert projector.get_by_text("Opassande svar").count() == 0
    # close: the phone is told, and the projector no longer says how to take part
    page.get_by_role("button", name="Stäng för svar").click()
    page.get_by_role("button", name="Öppna för svar").wait_for()
    projector.locator(".join").wait_for(state="detached")
    assert httpx.get(f"{served.form('syd')}/stage").json()["open"] is False
    # files, and a sheet taken in
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Svarsblad på svenska").nth(1).click()
    sheet = tmp_path / "syd.xlsx"
    waiting.value.save_as(sheet)
    sheet.write_bytes(_fill_row(sheet.read_bytes(), kannedom=7))
    page.get_by_label("Excelblad eller CSV-fil").set_input_files(sheet)
    page.get_by_role("button", name="Ta emot").click()
    page.get_by_text("syd.xlsx: 1 rad med svar").wait_for()
    page.get_by_text("Excel 1").wait_for()
    # out again
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_text("Klistra in länken").wait_for()


def _fill_row(content: bytes, **answers: int) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Svar"]
    columns = {cell.value: cell.column for cell in page[1]}
    for name, value in answers.items():
        page.cell(row=5, column=columns[name], value=value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_console_works_without_a_script(served: Running, link: str, open_phone: Callable[..., Any]) -> None:
    page = open_phone(**SCREEN, java_script_enabled=False)
    page.goto(f"{served.address}/F")
    page.get_by_label("Klistra in länken").fill(link)
    page.get_by_role("button", name="Öppna kontrollpanelen").click()
    page.get_by_role("link", name="KI:s bibliotek").click()
    page.get_by_role("button", name="Stäng för svar").click()
    page.get_by_role("button", name="Öppna för svar").click()
    page.locator("#q-poang").get_by_role("button", name="Visa svaren").click()
    page.locator("#q-poang").get_by_text("Svaren visas").wait_for()
    page.locator("#q-poang").get_by_role("link", name="Projektorvy").click()
    page.get_by_text("Inga svar än.").wait_for()
    send(served, "bibliotek", poang__webb=100)
    page.reload()
    page.get_by_text("1 av 10 har svarat").wait_for()


def test_a_phone_that_follows_goes_where_the_facilitator_goes(
    served: Running, facilitator: Any, open_phone: Callable[..., Any]
) -> None:
    phone = open_phone()
    phone.goto(served.form("forvaltning-kommunikation"))
    points = "Fördela 100 poäng på de sex prioriterade insatsområdena"
    facilitator.goto(f"{served.address}/F/at/forvaltning-kommunikation")
    facilitator.get_by_role("button", name="Led fråga för fråga").click()
    phone.get_by_role("heading", name=points).wait_for(state="hidden")
    facilitator.locator("#q-poang").get_by_role("button", name="Sätt i fokus").click()
    phone.get_by_role("heading", name=points).wait_for()
    phone.get_by_role("heading", name="Hur väl känt").wait_for(state="hidden")
    facilitator.get_by_role("button", name="Stäng för svar").click()
    phone.locator("#closed").wait_for()
    facilitator.get_by_role("button", name="Öppna för svar").click()
    phone.locator("#closed").wait_for(state="hidden")
    facilitator.get_by_role("button", name="Låt alla gå i egen takt").click()
    phone.get_by_role("heading", name="Hur väl känt").wait_for()


def test_who_was_done_comes_back_when_the_facilitator_opens_a_question(
    served: Running, facilitator: Any, open_phone: Callable[..., Any]
) -> None:
    phone = open_phone()
    phone.goto(served.form("forvaltning-utbildning"))
    phone.locator("[name=vision]").fill("Syns")
    phone.get_by_role("button", name="Klar").click()
    phone.get_by_role("heading", name="Tack!").wait_for()
    facilitator.goto(f"{served.address}/F/at/forvaltning-utbildning")
    facilitator.get_by_role("button", name="Led fråga för fråga").click()
    facilitator.locator("#q-poang").get_by_role("button", name="Sätt i fokus").click()
    phone.get_by_role("heading", name="Fördela 100 poäng på de sex prioriterade insatsområdena").wait_for()
    facilitator.get_by_role("button", name="Låt alla gå i egen takt").click()
    phone.get_by_role("heading", name="Hur väl känt").wait_for()
    assert phone.locator("[name=vision]").input_value() == "Syns"


def test_two_browsers_see_an_answer_within_a_second(
    served: Running, facilitator: Any, open_phone: Callable[..., Any]
) -> None:
    address = f"{served.form('solna')}/RESULTS/KANNEDOM"
    facilitator.goto(address)
    facilitator.get_by_role("button", name="Visa svaren").click()
    screens = [open_phone(**SCREEN), open_phone(**LARGE, dark=True)]
    for screen in screens:
        screen.goto(address)
        screen.get_by_text("Inga svar än.").wait_for()
        screen.evaluate(
            """() => new MutationObserver((_, it) => {
                if (document.querySelector(".turnout").textContent.startsWith("1 ")) {
                    window.seen = Date.now();
                    it.disconnect();
                }
            }).observe(document.body, {subtree: true, childList: true, characterData: true})"""
        )
    response = send(served, "solna", kannedom=5)
    acknowledged = screens[0].evaluate("Date.now()")
    for screen in screens:
        screen.get_by_text("1 av 16 har svarat").wait_for()
        # The goal is a second; a busy machine must not fail the test, and what is broken takes far longer.
        assert screen.evaluate("window.seen") - acknowledged < 5000
    send(served, "solna", response, sequence=2, kannedom=7)
    for screen in screens:
        screen.get_by_text("Medelvärde 7,0").wait_for()


def test_open_answers_are_turned_and_paused_by_keyboard_and_a_new_one_does_not_turn_the_page(
    served: Running, facilitator: Any, open_phone: Callable[..., Any]
) -> None:
    fill(served, "forvaltning-utbildning")
    address = f"{served.form('forvaltning-utbildning')}/RESULTS/MINSKAR"
    facilitator.goto(address)
    facilitator.get_by_role("button", name="Visa svaren").click()
    page = open_phone(**SCREEN)
    page.goto(address)
    page.wait_for_selector(".turn button")
    place = page.locator(".turn .at")
    first = place.text_content()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Fortsätt").wait_for()
    page.keyboard.press("ArrowRight")
    assert place.text_content() != first
    second = place.text_content().partition(" ")[0]
    send(served, "forvaltning-utbildning", minskar="Kommer sist")
    page.get_by_text("7 av 14 har svarat").wait_for()
    assert place.text_content().partition(" ")[0] == second
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Kommer sist").wait_for()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Pausa").wait_for()


def test_with_reduced_motion_nothing_turns_by_itself(
    served: Running, facilitator: Any, open_phone: Callable[..., Any]
) -> None:
    fill(served, "forvaltning-forskarstod")
    address = f"{served.form('forvaltning-forskarstod')}/RESULTS/MINSKAR"
    facilitator.goto(address)
    facilitator.get_by_role("button", name="Visa svaren").click()
    page = open_phone(**SCREEN, reduced_motion="reduce")
    page.goto(address)
    page.get_by_role("button", name="Fortsätt").wait_for()


@pytest.fixture(scope="module")
def shown(served: Running) -> Running:
    """KI Nord's workshop with every kind of question answered and shown."""
    fill(served, "nord")
    with open_store(served.store_file) as store:
        for question in KINDS:
            store.room.write_show("nord", Show(question=question, results=True))
    return served


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_the_projector_in_either_language(
    shown: Running, open_phone: Callable[..., Any], find_barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    page = open_phone(**SCREEN, dark=dark)
    for question in KINDS:
        page.goto(f"{shown.form()}/RESULTS/{question.upper()}?lang={'en' if dark else 'sv'}")
        page.wait_for_selector("[data-state=shown]")
        assert find_barriers(page) == []
    for workshop, state in (("solna-en", "hidden"), ("nord", "hidden")):
        page.goto(f"{shown.form(workshop)}/RESULTS/VISION")
        page.wait_for_selector(f"[data-state={state}]")
        assert find_barriers(page) == []


def test_axe_finds_nothing_on_a_facilitator_s_projector(
    shown: Running, facilitator: Any, find_barriers: Callable[[Any], list[str]]
) -> None:
    for question in ("minskar", "vision"):
        facilitator.goto(f"{shown.form()}/RESULTS/{question.upper()}")
        assert find_barriers(facilitator) == []


@pytest.mark.parametrize("size", [SCREEN, LARGE], ids=["1280×720", "1920×1080"])
def test_nothing_on_the_projector_runs_out_of_the_picture(
    shown: Running, open_phone: Callable[..., Any], size: dict[str, Any]
) -> None:
    page = open_phone(**size)
    for question in KINDS:
        page.goto(f"{shown.form()}/RESULTS/{question.upper()}")
        page.wait_for_selector("[data-state=shown]")
        assert page.evaluate(OUTSIDE) == [], question


def test_an_enlarged_projector_is_read_by_scrolling_in_one_direction(
    shown: Running, open_phone: Callable[..., Any]
) -> None:
    page = open_phone(viewport={"width": 320, "height": 256})
    for question in KINDS:
        page.goto(f"{shown.form()}/RESULTS/{question.upper()}")
        page.wait_for_selector("[data-state=shown]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, question


OUTSIDE = """() => {
    const foot = document.querySelector("#view > footer").getBoundingClientRect();
    return [...document.querySelectorAll(".body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1 || box.bottom > foot.top + 1);
    }).map((one) => one.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_on_the_console_in_both_languages_light_and_dark(
    served: Running,
    link: str,
    open_phone: Callable[..., Any],
    find_barriers: Callable[[Any], list[str]],
    language: str,
) -> None:
    page = open_phone(**SCREEN, language=language, dark=language == "en")
    page.goto(f"{served.address}/F#made.up")
    page.wait_for_selector("#problem")
    assert find_barriers(page) == []
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector("table.workshops")
    assert find_barriers(page) == []
    send(served, "forvaltning-kommunikation", minskar="Fler gäster")
    home = f"{served.address}/F/at/forvaltning-kommunikation"
    send(served, "forvaltning-kommunikation", nasta_steg="Översätta webben")
    for rest in ("", "/answers/minskar", "/answers/okar", "/code", "/steps"):
        page.goto(home + rest)
        assert find_barriers(page) == []
    page.goto(home)
    page.get_by_role("button", name=re.compile("Led fråga|Lead question")).click()
    page.wait_for_selector(".question.focus")
    assert find_barriers(page) == []
    page.set_input_files("#file", {"name": "bild.png", "mimeType": "image/png", "buffer": b"\x89PNG"})
    page.get_by_role("button", name=re.compile("Ta emot|Take it in")).click()
    page.wait_for_selector(".banner.bad")
    assert find_barriers(page) == []
    page.get_by_role("button", name=re.compile("Låt alla|Let everyone")).click()


def test_the_console_fits_a_telephone(
    served: Running, link: str, open_phone: Callable[..., Any], find_barriers: Callable[[Any], list[str]]
) -> None:
    page = open_phone(viewport={"width": 320, "height": 640})
    page.goto(link)
    page.wait_for_selector("table.workshops")
    for address in ("/F", "/F/at/nord", "/F/at/nord/answers/minskar", "/F/at/nord/code", "/F/at/nord/steps"):
        page.goto(served.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert find_barriers(page) == []


def test_a_participant_agrees_on_the_phone_and_the_projector_follows(
    served: Running, facilitator: Any, open_phone: Callable[..., Any], find_barriers: Callable[[Any], list[str]]
) -> None:
    send(served, "solna-en", minskar="More guests")
    facilitator.goto(f"{served.address}/F/at/solna-en")
    facilitator.locator("#q-minskar").get_by_role("button", name="Tillåt instämmanden").click()
    facilitator.locator("#q-minskar").get_by_role("button", name="Visa svaren").click()
    projector = open_phone(**SCREEN)
    projector.goto(f"{served.form('solna-en')}/RESULTS/MINSKAR")
    projector.get_by_text("More guests").wait_for()
    phone = open_phone(language="en")
    phone.goto(f"{served.form('solna-en')}?lang=en")
    phone.locator("textarea").first.fill("Fewer seats")
    phone.locator("#state", has_text="All sent and saved").wait_for()
    phone.locator("#agree a").click()
    phone.get_by_text("Your own answer").wait_for()
    assert find_barriers(phone) == []
    phone.get_by_role("button", name="I agree").click()
    projector.get_by_text("+1").wait_for()
    phone.wait_for_selector("[aria-pressed=true]")
    assert find_barriers(phone) == []


def test_a_revoked_link_no_longer_leads_in(
    served: Running, facilitator: Any, open_phone: Callable[..., Any], link: str
) -> None:
    """Comes last in this file, since it ends every session of it."""
    other = open_phone(**SCREEN)
    other.goto(link)
    other.wait_for_selector("table.workshops")
    facilitator.get_by_text("Återkalla länken").click()
    facilitator.get_by_role("button", name="Återkalla och skapa en ny").click()
    facilitator.wait_for_selector("table.workshops")
    other.reload()
    other.get_by_text("Klistra in länken").wait_for()
    other.goto("about:blank")
    other.goto(link)
    other.get_by_text("Länken gäller inte").wait_for()
    secret = read_or_make_secret(served.folder, {})
    with open_store(served.store_file) as store, contextlib.closing(other):
        (held,) = store.room.read_links()
        other.goto("about:blank")
        other.goto(f"{served.address}/F#{compose_key(secret, held.id)}")
        other.wait_for_selector("table.workshops")


@pytest.mark.parametrize("script", [True, False])
def test_who_does_what_is_written_on_the_console_and_stands_there_again_with_or_without_a_script(
    served: Running, open_phone: Callable[..., Any], find_barriers: Callable[[Any], list[str]], *, script: bool
) -> None:
    workshop = "solna" if script else "solna-en"
    send(served, workshop, nasta_steg="Översätta webben")
    with open_store(served.store_file) as store:
        held = store.room.read_links()[0]
    key = compose_key(read_or_make_secret(served.folder, {}), held.id)
    page = open_phone(**SCREEN, language="sv", java_script_enabled=script)
    page.goto(f"{served.address}/F/{key}")
    page.goto(f"{served.address}/F/at/{workshop}")
    page.get_by_role("link", name="Vem gör vad").click()
    page.get_by_label("Ansvarig").first.fill("Anna Ek")
    page.get_by_label("Klart senast").first.fill("2027-03-01")
    page.get_by_label("Status").first.select_option("pågår")
    page.get_by_label("Nästa steg").last.fill("Boka möte")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("2 nästa steg sparade.").wait_for()
    assert page.get_by_label("Ansvarig").first.input_value() == "Anna Ek"
    assert page.get_by_label("Klart senast").first.input_value() == "2027-03-01"
    assert page.get_by_label("Nästa steg").first.input_value() == "Boka möte"
    if script:
        assert find_barriers(page) == []
