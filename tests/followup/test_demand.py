"""Workshops feed the plan: by hand, by theme, by question and by points; and what no activity covers is told."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.followup.conftest import Edited
from tests.followup.test_round_trip import Follow, fail
from toolkit.commands.collect import collect_files
from toolkit.followup.demand import Demands, tally_demands
from toolkit.model.answer_key import AnswerKey
from toolkit.model.tally import tally_responses
from toolkit.model.text import Text
from toolkit.model.themes import Code, Coding, Theme, ThemeBook

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

ANSWERS = [
    ("nord", "1", "nasta-steg", "Samla alumner i London"),
    ("nord", "2", "nasta-steg", "Fler poddar på engelska"),
    ("syd", "1", "nasta-steg", "Poddar för alumner"),
    *[("nord", str(n), f"poang.{area}", points) for n in (1, 2) for area, points in (("webb", "60"), ("eu", "40"))],
    *[("syd", str(n), f"poang.{area}", points) for n in (1, 2, 3) for area, points in (("webb", "30"), ("eu", "70"))],
]


@pytest.fixture
def answered(folder: Path) -> Path:
    """The programme with answers taken in."""
    path = folder / "svar.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["workshop", "response", "item", "value"])
        writer.writerows(ANSWERS)
    taken = collect_files(folder, [path], taken_at="2027-05-03T09:00")
    assert not taken.problems, [str(problem) for problem in taken.problems]
    return folder


def count(folder: Path, coding: Coding | None = None, links: tuple = ()) -> Demands:
    import datetime

    from toolkit.commands.analysis import read_kept
    from toolkit.commands.plan import read_plan
    from toolkit.followup.plan_files import read_plan_files

    plan = read_plan(folder)
    files = read_plan_files(folder, plan.programme, datetime.date(2027, 5, 3))
    responses = read_kept(plan, None).responses
    summary = tally_responses(plan.programme, plan.workshops, plan.instruments, responses)
    return tally_demands(plan.programme, files.plan.activities, links or files.plan.links, summary, coding)


def test_an_activity_has_the_points_of_the_prioritised_area_that_it_serves(answered: Path) -> None:
    demands = count(answered)
    mean = (2 * 60 + 3 * 30) / 5
    points = demands.activities["internationell-webb-2"].points
    assert points is not None
    assert (points.total, points.answered, points.mean) == (210, 5, mean)
    assert {name: mean for name, mean in points.groups.items() if mean} == {"KI Nord": 60, "KI Syd": 30}
    assert demands.activities["samverkan-1"].points is None


def test_a_theme_reaches_the_activities_that_name_it_and_those_of_its_area(answered: Path) -> None:
    book = ThemeBook(
        themes=(
            Theme(id="alumner", name=Text(sv="Alumner", en="Alumni"), area="alumnverksamhet"),
            Theme(id="poddar", name=Text(sv="Poddar", en="Podcasts")),
        )
    )
    keys = [AnswerKey(workshop, response, item) for workshop, response, item, _ in ANSWERS[:3]]
    codes = ((keys[0], "alumner"), (keys[1], "poddar"), (keys[2], "poddar"), (keys[2], "alumner"))
    demands = count(answered, Coding(book=book, codes=tuple(Code(answer=key, theme=theme) for key, theme in codes)))
    alumni = demands.activities["alumnverksamhet-1"]
    assert (alumni.answers, alumni.by_theme, alumni.groups) == (2, 2, ("KI Nord", "KI Syd"))
    assert demands.activities["samverkan-1"].answers == 0
    (uncovered,) = [each for each in demands.uncovered if each.how == "theme"]
    assert (uncovered.label.sv, uncovered.answers, uncovered.groups) == ("Poddar", 2, ("KI Nord", "KI Syd"))


def links_sheet(edit: type[Edited], path: Path) -> Edited:
    return edit(path, "Svar och aktiviteter")


def test_links_made_in_excel_come_back_and_count(answered: Path, follow: Follow, edit: type[Edited]) -> None:
    book = links_sheet(edit, follow().files["workbook"])
    key = "Svarets nummer"
    book.put(book.row("nord/1/nasta-steg", key), "Aktiviteter (id)", "alumnverksamhet-3, alumni")
    book.put(book.row("nord/2/nasta-steg", key), "Saknas i planen", "Poddar")
    book.put(book.row("syd/1/nasta-steg", key), "Saknas i planen", "poddar")
    made = follow(register=book.save())
    asked = made.report.demands.activities["alumnverksamhet-3"]
    assert asked.by_hand == 1
    assert "KI Nord" in asked.groups
    assert [(each.label.sv, each.answers) for each in made.report.uncovered if each.how == "hand"] == [("Poddar", 2)]
    text = (answered / "plan/links.csv").read_text("utf-8-sig")
    assert "nord;1;nasta-steg;alumnverksamhet-3, alumni;" in text
    cells = [cell.value for row in openpyxl.load_workbook(made.files["workbook"])["Efterfrågat"] for cell in row]
    assert "Poddar" in cells
    again = links_sheet(edit, made.files["workbook"])
    again.put(again.row("nord/1/nasta-steg", key), "Aktiviteter (id)", None)
    assert follow(register=again.save()).report.demands.activities["alumnverksamhet-3"].by_hand == 0


def test_a_link_to_an_activity_that_is_not_there_is_named_by_place(
    answered: Path, follow: Follow, edit: type[Edited]
) -> None:
    book = links_sheet(edit, follow().files["workbook"])
    row = book.row("nord/1/nasta-steg", "Svarets nummer")
    path = book.put(row, "Aktiviteter (id)", "alumnverksamhet-9").save()
    assert fail(follow, path) == [
        f"followup.xlsx, worksheet Svar och aktiviteter, row {row}, column E: "
        "There is no activity called 'alumnverksamhet-9'. Use ids from the register, divided by commas."
    ]
    assert not (answered / "plan/links.csv").exists()


def test_points_of_fewer_than_the_minimum_are_withheld_from_slides_and_report(
    answered: Path, follow: Callable[..., object], folder: Path
) -> None:
    from pptx import Presentation

    toml = folder / "programme.toml"
    toml.write_text(toml.read_text("utf-8").replace("min_group = 5", "min_group = 6"), "utf-8")
    made = follow()
    shown = [
        [cell.text for cell in row.cells]
        for slide in Presentation(str(made.files["deck"])).slides  # type: ignore[attr-defined]
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    rows = [row for row in shown if len(row) == 4]
    assert rows[0][3] == "Poäng"
    assert {row[3] for row in rows[1:]} == {"–"}
