"""Every figure in workbook, slides and report is counted once more here, from the register's and the export's rows."""

import csv
import datetime
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from tests.followup.conftest import LATER, TODAY
from tests.followup.specimen import STATUSES, read_document, set_statuses, write_export
from toolkit.commands.followup import FollowupOptions, WrittenFollowup, write_followup
from toolkit.commands.new import make_programme
from toolkit.reading.folder import read_folder

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SIGNS = {"done": "●", "partly": "▲", "none": "■", "unknown": "○"}


@dataclass(frozen=True)
class Case:
    """A follow-up over a drawn register and a drawn export, with what they hold."""

    folder: Path
    written: WrittenFollowup
    statuses: dict[str, str]
    before: dict[str, str]
    areas: dict[str, str]
    mentions: list[tuple[datetime.date, str, str]]

    def count(self, *areas: str) -> list[int]:
        counted = Counter(self.statuses[key] for key, area in self.areas.items() if area in areas)
        return [counted[status] for status in STATUSES]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("figures") / "programme"
    make_programme(folder)
    (folder / "plan/history.csv").unlink()
    before = set_statuses(folder, 7, TODAY)
    write_followup(folder, FollowupOptions(day=TODAY))
    statuses = set_statuses(folder, 8, LATER)
    export = folder / "export.csv"
    mentions = write_export(export)
    written = write_followup(folder, FollowupOptions(day=LATER, media=export))
    with (folder / "plan/activities.csv").open(encoding="utf-8-sig", newline="") as file:
        areas = {row["id"]: row["area"] for row in csv.DictReader(file, delimiter=";")}
    return Case(folder, written, statuses, before, areas, mentions)


@pytest.fixture(scope="module")
def planned(case: Case) -> dict[str, list[str]]:
    """The planned areas by insight."""
    programme = read_folder(case.folder).programme
    return {
        insight.id: [area.id for area in programme.areas if area.insight == insight.id and area.kind == "planned"]
        for insight in programme.insights
    }


def test_the_workbook_counts_what_the_register_holds(case: Case, planned: dict[str, list[str]]) -> None:
    book = openpyxl.load_workbook(case.written.files["workbook"], data_only=True)
    overview = [[cell.value for cell in row] for row in book["Översikt"].iter_rows()]
    names = {"ledning": "Ledning", "natverk": "Nätverk", "kommunikation": "Kommunikation"}
    for insight, areas in planned.items():
        row = next(row for row in overview if row[0] == names[insight])
        assert row[2:6] == case.count(*areas)
        assert row[6] == sum(case.count(*areas))
    programme = read_folder(case.folder).programme
    status = [[cell.value for cell in row] for row in book["Status"].iter_rows()]
    for area in programme.areas:
        if area.kind == "planned":
            row = next(row for row in status if row[1] == area.title.sv)
            assert row[2:6] == case.count(area.id), area.id
    every = [area for areas in planned.values() for area in areas]
    total = next(row for row in status if row[0] == "Totalt")
    assert total[2:6] == case.count(*every)


def test_every_formula_of_the_workbook_gives_its_stored_value(
    case: Case, tmp_path: Path, soffice: Callable[[Path, str, Path], Path]
) -> None:
    path = case.written.files["workbook"]
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    recalculated = openpyxl.load_workbook(soffice(path, "xlsx", tmp_path), data_only=True)
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    was = stored[sheet.title][cell.coordinate].value
                    now = recalculated[sheet.title][cell.coordinate].value
                    same = now == pytest.approx(was) if isinstance(was, int | float) else (now or "") == (was or "")
                    assert same, f"{sheet.title} {cell.coordinate} {cell.value}: {was} {now}"
                    checked += 1
    assert checked > 120


def test_a_status_changed_in_the_sheet_changes_the_counts_there(
    case: Case, tmp_path: Path, soffice: Callable[[Path, str, Path], Path]
) -> None:
    book = openpyxl.load_workbook(case.written.files["workbook"])
    sheet = book["Register"]
    at = next(row for row in range(1, 200) if sheet.cell(row, 1).value == "systemstod-1")
    sheet.cell(at, 9).value = "▲ Viss aktivitet eller planerad"
    book.save(tmp_path / "changed.xlsx")
    after = openpyxl.load_workbook(soffice(tmp_path / "changed.xlsx", "xlsx", tmp_path / "out"), data_only=True)
    counts = case.count("systemstod")
    counts[STATUSES.index(case.statuses["systemstod-1"])] -= 1
    counts[1] += 1
    row = next(row for row in after["Status"].iter_rows(values_only=True) if row[1] == "Systemstöd")
    assert list(row[2:6]) == counts


def read_charts(path: Path) -> list[tuple[str, list[str], dict[str, list[Any]]]]:
    """List each chart of the slides: the slide's title, categories, and values by series."""
    found = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                series = {each.name: list(each.values) for each in plot.series}
                found.append((slide.shapes.title.text_frame.text, list(plot.categories), series))
    return found


def test_the_slides_charts_hold_the_same_counts(case: Case, planned: dict[str, list[str]]) -> None:
    charts = read_charts(case.written.files["deck"])
    programme = read_folder(case.folder).programme
    insights = next(chart for chart in charts if chart[1] == [each.title.sv for each in programme.insights])
    for at, status in enumerate(STATUSES):
        expected = [case.count(*areas)[at] or None for areas in planned.values()]
        series = next((values for name, values in insights[2].items() if name[0] == SIGNS[status]), [None] * 3)
        assert series == expected
    titles = {area.title.sv: area.id for area in programme.areas if area.kind == "planned"}
    shown = [chart for chart in charts if set(chart[1]) <= set(titles)]
    assert sorted(name for chart in shown for name in chart[1]) == sorted(titles)
    for _, names, series in shown:
        for at, name in enumerate(names):
            values = {key[0]: values[at] or 0 for key, values in series.items()}
            assert [values.get(SIGNS[status], 0) for status in STATUSES] == case.count(titles[name]), name


def test_the_slides_charts_hold_the_same_mentions(case: Case) -> None:
    charts = read_charts(case.written.files["deck"])
    abroad = Counter(day.year for day, country, _ in case.mentions if country != "Sweden")
    at_home = Counter(day.year for day, country, _ in case.mentions if country == "Sweden")
    _, names, series = next(chart for chart in charts if chart[1] == ["2019", "2020", "2021", "2022", "2023"])
    assert series["Internationella"] == [abroad[int(name)] for name in names]
    assert series["Svenska"] == [at_home[int(name)] for name in names]
    months = Counter((day.year, day.month) for day, country, _ in case.mentions if country != "Sweden")
    _, names, series = next(chart for chart in charts if len(chart[1]) == 60)
    assert series["Internationella"] == [months[2019 + at // 12, at % 12 + 1] for at in range(60)]
    _, names, series = next(chart for chart in charts if set(chart[1]) == {"Forskning", "Utbildning"})
    topics = Counter(topic for _, _, topic in case.mentions)
    assert series["Andel av omnämnandena"] == pytest.approx([topics[name] / len(case.mentions) for name in names])


def test_the_reports_text_says_the_same_counts_in_word_and_pdf(case: Case, planned: dict[str, list[str]]) -> None:
    every = [area for areas in planned.values() for area in areas]
    done, partly, none, unknown = case.count(*every)
    total = done + partly + none + unknown
    lead = f"{total - unknown} av {total} aktiviteter är bedömda, {done} är genomförda eller pågår."
    paragraphs, rows = read_document(case.written.files["report"])
    assert lead in [text for _, text in paragraphs]
    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(case.written.files["pdf"]).pages)
    assert lead in re.sub(r"\s+", " ", pages)
    changed = [key for key in case.statuses if case.statuses[key] != case.before[key]]
    assert len(
        [row for row in rows if len(row) == 3 and row[1][:1] in SIGNS.values() and row[2][:1] in SIGNS.values()]
    ) == len(changed)
    abroad = Counter(day.year for day, country, _ in case.mentions if country != "Sweden")
    row = next(row for row in rows if row[0] == "2023")
    assert row[1] == f"{abroad[2023]:,}".replace(",", "\u00a0")
    assert row[2] == f"{round((abroad[2023] / abroad[2022] - 1) * 100):+d}\u00a0%".replace("-", "−")
    assert row[3] == f"{round((abroad[2023] / abroad[2019] - 1) * 100):+d}\u00a0%".replace("-", "−")


def test_the_report_has_the_sources_order(case: Case) -> None:
    headings = [text for style, text in read_document(case.written.files["report"])[0] if style.endswith("1")]
    wanted = [
        "Bakgrund",
        "Fortsatt process",
        "Genomförandegrad av samtliga insatsområden",
        "Kommentarer till rödmarkerade aktiviteter",
        "Ökad synlighet medialt",
        "Avrapportering och slutsats",
        "Bilagor",
    ]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_every_activity_stands_in_the_report_with_sign_and_word(case: Case) -> None:
    programme = read_folder(case.folder).programme
    kinds = {area.id: area.kind for area in programme.areas}
    _, rows = read_document(case.written.files["report"])
    with (case.folder / "plan/activities.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if kinds[row["area"]] == "planned":
                own = [cells for cells in rows if len(cells) == 2 and cells[0] == row["text_sv"]]
                assert len(own) == 1, row["id"]
                assert own[0][1].startswith(f"{SIGNS[row['status']]} "), row["id"]


def test_every_red_activity_has_its_comment_on_a_slide(case: Case) -> None:
    shown = []
    for slide in Presentation(str(case.written.files["deck"])).slides:
        if slide.shapes.title.text_frame.text.startswith("Ingen känd aktivitet"):
            for shape in slide.shapes:
                if shape.has_table:
                    shown += [[cell.text for cell in row.cells] for row in list(shape.table.rows)[1:]]
    programme = read_folder(case.folder).programme
    kinds = {area.id: area.kind for area in programme.areas}
    red = [key for key, status in case.statuses.items() if status == "none" and kinds[case.areas[key]] == "planned"]
    assert len(shown) == len(red)
    assert {row[2] for row in shown} == {"Kommentar till den röda"}
