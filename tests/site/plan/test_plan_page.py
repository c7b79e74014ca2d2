"""The read-only status page of the plan: filterable without script, accessible, linkable, in both languages."""

import csv
import datetime
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.followup.specimen import STATUSES, set_statuses
from tests.site.conftest import Running, Serve
from toolkit.commands.followup import FollowupOptions, write_followup
from toolkit.commands.new import make_programme

OpenPhone = Callable[..., Any]
DAY = datetime.date(2026, 5, 4)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[Running]:
    """A site over a plan with every status and comments on the red ones."""
    folder = tmp_path_factory.mktemp("plan") / "programme"
    make_programme(folder)
    (folder / "plan/history.csv").unlink()
    set_statuses(folder, 3, DAY)
    write_followup(folder, FollowupOptions(day=DAY))
    with serve(folder) as running:
        yield running


def read_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "plan/activities.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_page_shows_every_activity_with_sign_and_word(site: Running, open_phone: OpenPhone) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto(f"{site.address}/PLAN")
    words = {
        "done": "● Genomförd eller pågår",
        "partly": "▲ Viss aktivitet eller planerad",
        "none": "■ Ingen känd aktivitet",
        "unknown": "○ Inte bedömd",
    }
    rows = read_rows(site.folder)
    for row in rows:
        line = page.locator(f"#a-{row['id']}")
        assert line.locator(".said").inner_text() == row["text_sv"]
        assert line.locator(".status").inner_text() == words[row["status"]]
        assert (line.locator(".comment").count() == 1) == (row["status"] == "none")
    assert page.locator(".found").inner_text() == f"{len(rows)} aktiviteter visas"


def test_the_figures_are_those_of_the_register(site: Running, open_phone: OpenPhone) -> None:
    page = open_phone(language="en")
    page.goto(f"{site.address}/PLAN")
    planned = [row for row in read_rows(site.folder) if row["id"] != row["area"]]
    counted = Counter(row["status"] for row in planned)
    assert [int(each) for each in page.locator(".tiles .count").all_inner_texts()] == [counted[s] for s in STATUSES]


def test_the_two_numbers_of_activities_are_explained_beside_them(site: Running, open_phone: OpenPhone) -> None:
    rows = read_rows(site.folder)
    planned = sum(row["id"] != row["area"] for row in rows)
    apart = len(rows) - planned
    assert apart > 1
    for language, sentence in (
        ("sv", f"tar upp en del av dem igen: {apart} aktiviteter till, som räknas för sig."),
        ("en", f"repeat some of them: {apart} more activities, counted apart."),
    ):
        page = open_phone(language=language)
        page.goto(f"{site.address}/PLAN?lang={language}")
        said = page.locator("h1 + .soft").inner_text()
        assert f" {planned} " in said
        assert said.endswith(sentence)


@pytest.mark.parametrize(
    ("label", "choice", "column", "value"),
    [
        ("Insikt", "Nätverk", "insight", "natverk"),
        ("Insatsområde", "Systemstöd", "area", "systemstod"),
        ("Ansvarig", "Avdelningen för forskarstöd", "unit_sv", "Avdelningen för forskarstöd"),
        ("Status", "■ Ingen känd aktivitet", "status", "none"),
    ],
)
def test_each_filter_works_without_javascript_and_stands_in_the_address(
    site: Running, open_phone: OpenPhone, label: str, choice: str, column: str, value: str
) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto(f"{site.address}/PLAN")
    page.get_by_label(label, exact=True).select_option(label=choice)
    page.get_by_role("button", name="Visa", exact=True).click()
    wanted = {row["id"] for row in read_rows(site.folder) if row[column] == value}
    found = {each.get_attribute("id").removeprefix("a-") for each in page.locator(".lines li").all()}
    assert found == wanted
    address = page.url.partition("#")[0]
    again = open_phone(java_script_enabled=False)
    again.goto(address)
    assert {each.get_attribute("id").removeprefix("a-") for each in again.locator(".lines li").all()} == wanted
    again.get_by_role("link", name="Visa alla").click()
    assert again.locator(".lines li").count() == len(read_rows(site.folder))


def test_filters_join_and_the_language_keeps_them(site: Running, open_phone: OpenPhone) -> None:
    page = open_phone()
    page.goto(f"{site.address}/PLAN?insight=ledning&status=done")
    wanted = {row["id"] for row in read_rows(site.folder) if (row["insight"], row["status"]) == ("ledning", "done")}
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert {each.get_attribute("id").removeprefix("a-") for each in page.locator(".lines li").all()} == wanted
    assert page.get_by_label("Status", exact=True).input_value() == "done"


def test_what_the_plan_does_not_have_counts_as_all_and_never_becomes_markup(site: Running) -> None:
    said = httpx.get(f"{site.address}/plan", params={"insight": "<script>alert(1)</script>", "unit": "'\""})
    assert said.status_code == 200
    assert "alert(1)" not in said.text
    assert said.text.count('<li id="a-') == len(read_rows(site.folder))


def test_nothing_matching_is_said(site: Running) -> None:
    said = httpx.get(f"{site.address}/PLAN", params={"insight": "natverk", "area": "systemstod", "lang": "en"})
    assert "No activity matches." in said.text


def test_the_page_needs_no_cookie_and_takes_no_writing(site: Running) -> None:
    assert "set-cookie" not in httpx.get(f"{site.address}/PLAN").headers
    assert httpx.post(f"{site.address}/PLAN").status_code == 405


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_core_finds_no_barrier(
    site: Running, open_phone: OpenPhone, find_barriers: Callable[[Any], list[str]], language: str, dark: bool
) -> None:
    page = open_phone(language=language, dark=dark)
    for query in ("", "?status=none", "?insight=natverk&area=systemstod"):
        page.goto(f"{site.address}/PLAN{query}")
        assert find_barriers(page) == []


def test_no_line_runs_out_of_a_narrow_screen(site: Running, open_phone: OpenPhone) -> None:
    page = open_phone(viewport={"width": 320, "height": 640})
    page.goto(f"{site.address}/PLAN")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_status_changed_in_the_register_shows_at_the_next_request(
    site: Running, tmp_path: Path, serve: Serve
) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(
        site.folder, folder, ignore=shutil.ignore_patterns("out", "responses", "serve.log", "addresses.json")
    )
    row = read_rows(folder)[20]
    with serve(folder) as running:
        path = folder / "plan/activities.csv"
        text = path.read_text("utf-8-sig")
        new = "röd" if row["status"] != "none" else "grön"
        line = next(line for line in text.splitlines() if line.startswith(f"{row['id']};"))
        path.write_text(text.replace(line, line.replace(f";{row['status']};", f";{new};")), "utf-8-sig")
        said = httpx.get(f"{running.address}/PLAN").text
        shown = said.partition(f'id="a-{row["id"]}"')[2].partition("</li>")[0]
        assert ("Ingen känd aktivitet" if new == "röd" else "Genomförd eller pågår") in shown
        path.write_text("id;area;text_sv;status\r\nx;nowhere;X;done\r\n", "utf-8-sig")
        faulty = httpx.get(f"{running.address}/PLAN?lang=en")
        assert (faulty.status_code, "there is a fault in its register" in faulty.text) == (503, True)
        (folder / "plan/report.toml").write_text("status_page = false\n", "utf-8")
        assert httpx.get(f"{running.address}/PLAN").status_code == 404
