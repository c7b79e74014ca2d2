"""The published data: every figure once more from raw answers, the same in all four outputs, nothing withheld."""

import csv
import io
import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.summary.coded import BOOK, analyse
from tests.summary.conftest import DANGEROUS, Raw, Specimen, Table
from tests.summary.test_figures import answers_to, list_scopes
from tests.summary.test_themes_page import expect, find_shared
from toolkit.commands.plan import Plan
from toolkit.document.values import Figure
from toolkit.summary.data_files import write_data
from toolkit.summary.feedback import compose_feedback
from toolkit.summary.report.compose import compose_report
from toolkit.texts import load_texts

SV, EN = load_texts("sv"), load_texts("en")
Rows = list[dict[str, str]]


def read(folder: Path, name: str) -> Rows:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def folder(specimen: Specimen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("data")
    write_data(specimen.analysis, found, (SV, EN))
    return found


def expect_figure(specimen: Specimen, row: dict[str, str]) -> tuple[int, float]:
    """How many stand behind a figure, and the figure, from the raw answers."""
    question = next(each for each in specimen.plan.bank if each.id == row["question"])
    names = {workshop.group.id: workshop.group.name for workshop in specimen.plan.workshops}
    said = answers_to(list_scopes(specimen, question)[names.get(row["group"], "Alla")], question)
    choice, axis = row["choice"], row["axis"]
    match question.kind:
        case "scale":
            values = [float(one[""]) for one in said]
        case "choice":
            values = [float(one[""] == choice) for one in said]
        case "choices":
            values = [float(choice in one) for one in said]
        case "points":
            values = [float(one.get(choice, 0)) for one in said]
        case "ranking":
            values = [float(one[choice]) for one in said if choice in one]
        case _:
            values = [float(one[f"{choice}.{axis}"]) for one in said if f"{choice}.{axis}" in one]
    return len(values), statistics.fmean(values) if values else 0.0


def test_every_closed_figure_is_what_the_raw_answers_give(specimen: Specimen, folder: Path) -> None:
    rows = [row for row in read(folder, "figures") if not row["theme"] and row["value"]]
    for row in rows:
        n, value = expect_figure(specimen, row)
        assert (int(row["n"]), float(row["value"])) == (n, pytest.approx(value)), row
    assert len(rows) > 200


def test_every_theme_s_figure_is_what_the_raw_answers_give(specimen: Specimen, folder: Path) -> None:
    names = {workshop.group.id: workshop.group.name for workshop in specimen.plan.workshops} | {"(all)": "Alla"}
    scopes = {"(open questions)": find_shared(specimen), "(next steps)": {"nasta-steg"}, "vision": {"vision"}}
    checked = 0
    for question, asked in scopes.items():
        expected = expect(specimen, asked)
        for row in read(folder, "figures"):
            if row["question"] == question and row["value"] and row["group"] in names:
                hits, n = expected[row["theme"], names[row["group"]]]
                assert (int(row["count"]), int(row["n"])) == (hits, n)
                assert float(row["value"]) == pytest.approx(hits / n)
                checked += 1
    assert checked > 60


def test_json_holds_the_same_as_the_csv_files_with_what_every_column_is(folder: Path) -> None:
    content: dict[str, Any] = json.loads((folder / "data.json").read_text("utf-8"))
    assert content["note"]["sv"].startswith("EXEMPEL")
    for name, table in content["tables"].items():
        rows = read(folder, name)
        assert len(rows) == len(table["rows"])
        for row, record in zip(rows, table["rows"], strict=True):
            assert list(row) == list(record) == list(table["columns"])
            for key, value in record.items():
                assert row[key].removeprefix("'") == ("" if value is None else str(value).removeprefix("'"))
        assert all(table["columns"].values())


def find_chart(blocks: Any, names: set[str], size: int) -> dict[str, float]:
    """The report's chart whose categories are these names."""
    for block in blocks:
        if isinstance(block, Figure) and set(block.chart.categories) == names and len(block.chart.series) == size:
            return dict(zip(block.chart.categories, map(float, block.chart.series[0].values), strict=True))  # type: ignore[arg-type]  # a chart of the report has no gaps
    raise AssertionError(f"no chart of {names}")


def test_a_figure_is_the_same_in_workbook_deck_report_and_data(
    specimen: Specimen, folder: Path, tables: Callable[[Path], dict[str, Table]]
) -> None:
    book = tables(specimen.books["sv"])
    deck = compose_feedback(specimen.analysis, "", SV)
    report = compose_report(specimen.analysis, SV, ())
    data = [row for row in read(folder, "figures") if row["group"] == "(all)" and row["value"]]
    checked = 0
    for question in specimen.plan.bank:
        own = {row["choice"]: float(row["value"]) for row in data if row["question"] == question.id and row["choice"]}
        texts = {choice.id: choice.text.sv for choice in question.choices}
        if question.kind in ("choice", "choices"):
            printed = find_chart(report.blocks, set(texts.values()), 1)
            shown = {bar.id: bar.share for bar in deck.results[question.id].shown.bars}  # type: ignore[union-attr]  # choices are bars
            for choice, share in own.items():
                assert book[f"share_{question.id.replace('-', '_')}"][texts[choice]]["Alla"] == pytest.approx(share)
                assert shown[choice] == pytest.approx(share)
                assert printed[texts[choice]] == round(share * 100)
                checked += 1
        if question.kind == "points":
            printed = find_chart(report.blocks, set(texts.values()), 1)
            for portion in deck.results[question.id].shown.portions:  # type: ignore[union-attr]  # points are portions
                mean = own[portion.id]
                assert book[f"points_{question.id}"][texts[portion.id]]["Alla"] == pytest.approx(mean)
                assert portion.mean == pytest.approx(mean)
                assert printed[texts[portion.id]] == pytest.approx(mean, abs=0.051)
                checked += 1
    assert checked > 12


def test_themes_are_the_same_in_workbook_deck_report_and_data(
    specimen: Specimen, folder: Path, tables: Callable[[Path], dict[str, Table]]
) -> None:
    book = tables(specimen.books["sv"])["Teman_Share"]
    chart = compose_feedback(specimen.analysis, "", SV).charts["themes"]
    drawn = dict(zip(chart.categories, chart.series[0].values, strict=True))
    names = {theme.id: theme.name.sv for theme in BOOK.themes}
    for row in read(folder, "figures"):
        if (row["question"], row["group"]) == ("(open questions)", "(all)"):
            share = float(row["value"])
            assert book[names[row["theme"]]]["Alla"] == pytest.approx(share)
            assert drawn.get(names[row["theme"]], 0.0) == pytest.approx(share, abs=1e-4)


def test_no_text_is_published_that_is_not_a_quote(specimen: Specimen, folder: Path) -> None:
    long = {str(value) for one in specimen.raw for item, value in one.values.items() if len(str(value)) > 15}
    questions = {choice.id for question in specimen.plan.bank for choice in question.choices}
    for path in folder.glob("*.csv"):
        if path.stem not in ("quotes", "variables"):
            assert not [text for text in long - questions if text in path.read_text("utf-8")], path.name
    quotes = {row["text"].removeprefix("'") for row in read(folder, "quotes")}
    assert quotes == {quote.text for quote in specimen.analysis.quotes}
    assert not [one.id for one in specimen.raw if f'"{one.id}"' in (folder / "data.json").read_text("utf-8")]


def test_a_text_that_looks_like_a_formula_does_not_become_one(folder: Path) -> None:
    cells = [value for path in folder.glob("*.csv") for row in read(folder, path.stem) for value in row.values()]
    texts = [
        value for value in cells if value and not value.replace(".", "").replace("-", "").replace("e", "").isdigit()
    ]
    assert not [value for value in texts if value[0] in "=+@\t"]
    assert any(value.startswith("'=") for value in texts), set(DANGEROUS)


def raw(workshop: str, group: str, number: int, **values: str | int) -> Raw:
    return Raw(workshop=workshop, group=group, id=f"{workshop}-{number}", channel="web", language="sv", values=values)


def test_a_withheld_figure_has_a_row_without_figures_and_no_sum_gives_it_away(ki_plan: Plan, tmp_path: Path) -> None:
    given = (
        *(raw("nord", "KI Nord", n, kannedom=5, sannolikt="okar", vision="Alumner!") for n in range(9)),
        *(raw("solna", "KI Solna", n, kannedom=4, sannolikt="okar", vision="Nej.") for n in range(8)),
        *(raw("syd", "KI Syd", n, kannedom=7, sannolikt="minskar", vision="Alumner.") for n in range(3)),
    )
    write_data(analyse(ki_plan, given), tmp_path, (SV,))
    rows = [row for row in read(tmp_path, "figures") if row["question"] in ("kannedom", "vision", "(open questions)")]
    told = {row["group"]: row["withheld"] for row in rows if row["question"] == "kannedom"}
    assert told["syd"] == told["solna"] == "1"
    assert told["nord"] == told["(all)"] == told["(other groups)"] == "0"
    for row in rows:
        assert (row["withheld"] == "1") == (row["group"] in ("syd", "solna"))
        assert (row["value"] == "") == (row["withheld"] == "1" or row["n"] == "0")
        if row["group"] == "(other groups)":
            assert int(row["n"]) == 11
    assert {row["group"] for row in read(tmp_path, "counts")} <= {"(all)", "nord"} | {
        row["group"] for row in read(tmp_path, "counts") if row["answered"] == "0"
    }


def test_the_guide_says_what_the_files_are_in_both_languages(folder: Path) -> None:
    guide = (folder / "README.txt").read_text("utf-8")
    assert "Allt här får publiceras" in guide
    assert "Everything here may be published" in guide
    assert "färre än 5 har svarat på frågan" in guide
    assert "fewer than 5 have answered the question" in guide
    for path in folder.glob("*.csv"):
        assert path.name in guide


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 14), min_size=8, max_size=8))
def test_whatever_the_groups_sizes_nothing_published_is_of_fewer_than_the_minimum(
    ki_plan: Plan, sizes: list[int]
) -> None:
    workshops = ki_plan.workshops
    given_ = tuple(
        raw(workshop.id, workshop.group.name, n, kannedom=1 + n % 7, vision="Alumner" if n % 3 else "Webb")
        for workshop, size in zip(workshops, sizes, strict=True)
        for n in range(size)
    )
    published = analyse(ki_plan, given_).published
    rows = [row for row in published.groups.rows if row.quantity.question in ("kannedom", "")]
    assert rows
    for row in (*rows, *published.themes.rows, *published.themes.by_question.get("vision", ())):
        shown = [figure.n for figure in row.groups.values() if figure.n]
        assert all(n >= 5 for n in shown)
        if row.total.n:
            left = row.total.n - sum(shown)
            assert left == 0 or left >= 5, "everyone less the groups that are shown"
            assert row.others.n in (0, left)
