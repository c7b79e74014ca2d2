"""The workbook as people and programs open it: valid, whole, safe, the same in every reader, ready to print."""

import datetime
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from tests.summary.coded import analyse
from tests.summary.conftest import (
    DANGEROUS,
    WRITTEN_ON,
    Raw,
    Specimen,
    Table,
    answer_all,
    count,
    decide,
    list_table,
    open_book,
    read_formulas,
)
from toolkit.commands.plan import Plan
from toolkit.errors import OutputError
from toolkit.model.plain_text import tidy_text
from toolkit.summary.workbook import write_workbook
from toolkit.texts import load_texts

Tables = Callable[[Path], dict[str, Table]]
LISTS = ("Svar", "Svarande")


def write(plan: Plan, raw: tuple[Raw, ...], path: Path, language: str = "sv") -> Path:
    analysis = analyse(plan, raw, decide(raw))
    write_workbook(count(plan, raw), plan.programme, load_texts(language), path, WRITTEN_ON, analysis=analysis)
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("answers", ["all", "one", "none"])
def test_two_validators_find_no_fault(
    ki_plan: Plan,
    specimen: Specimen,
    tmp_path: Path,
    sdk_validate: Callable[[Path], list[str]],
    language: str,
    answers: str,
) -> None:
    raw = {"all": specimen.raw, "one": specimen.raw[:1], "none": ()}[answers]
    path = write(ki_plan, raw, tmp_path / "summary.xlsx", language)
    assert sdk_validate(path) == []
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_libreoffice_computes_every_formula_to_the_value_that_is_stored(specimen: Specimen, tmp_path: Path) -> None:
    """Also in Excel's older cousins nothing changes when the file is opened."""
    for language, path in specimen.books.items():
        stored = read_formulas(path)
        computed = read_formulas(recalculate(path, tmp_path / language))
        assert len(stored) > 1000
        assert set(stored) == set(computed)
        for place, (formula, value) in stored.items():
            again = computed[place][1]
            same = value == again or (value and again and float(value) == pytest.approx(float(again), abs=1e-9))
            assert same, (place, formula, value, again)


def recalculate(path: Path, folder: Path) -> Path:
    """Save a workbook anew with LibreOffice, every formula computed afresh."""
    from tests.conftest import require_tool

    program = shutil.which("soffice") or shutil.which("libreoffice")
    require_tool("LibreOffice", program, "apt-get install libreoffice-calc")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    command = [str(program), "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / path.name


ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def test_counts_and_shares_are_formulas_over_the_table_of_answers(specimen: Specimen) -> None:
    formulas = [formula for formula, _ in read_formulas(specimen.books["sv"]).values()]
    assert sum("Svar[" in formula for formula in formulas) > 300
    assert not [formula for formula in formulas if "http" in formula.lower()]


def test_an_answer_that_looks_like_a_formula_is_text_in_every_table(specimen: Specimen) -> None:
    values = {str(value) for one in specimen.raw for value in one.values.values()}
    assert {text for text in DANGEROUS if text in values} == set(DANGEROUS)
    shown = {str(row["text"]) for row in list_table(specimen.books["sv"], "Svar") if row["text"]}
    assert {tidy_text(text) for text in DANGEROUS} <= shown
    formulas = [formula for formula, _ in read_formulas(specimen.books["sv"]).values()]
    assert not [formula for formula in formulas if "HYPERLINK(" in formula and "ond.example" in formula]
    with zipfile.ZipFile(specimen.books["sv"]) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]
        links = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
    assert not [link for link in links if b"ond.example" in link]


def test_the_table_of_answers_holds_each_answer_once_and_nothing_else(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "Svar")
    got = sorted((row["svarande"], row["svarspost"], str(find_value(row))) for row in rows)
    expected = sorted(
        (f"{one.workshop}/{one.id}", item, str(value if isinstance(value, int) else tidy_text(value)))
        for one in specimen.raw
        for item, value in one.values.items()
    )
    assert got == expected


def find_value(row: dict[str, Any]) -> Any:
    """The value as it was given: an open text, a choice's id, or a number."""
    if row["text"] is not None:
        return row["text"]
    return row["alternativ"] if row["svarspost"] == row["fråga"] and row["alternativ"] else row["värde"]


def test_one_answer_a_question_and_response_is_marked_so_that_n_can_be_summed(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "Svar")
    marked = [(row["svarande"], row["fråga"]) for row in rows if row["besvarad"]]
    answered = {(row["svarande"], row["fråga"]) for row in rows if not (row["värde"] == 0 and is_tick(specimen, row))}
    assert sorted(marked) == sorted(answered)


def is_tick(specimen: Specimen, row: dict[str, Any]) -> bool:
    tally = specimen.summary.tally(str(row["fråga"]))
    return tally is not None and tally.question.kind == "choices"


def test_another_reader_finds_the_same_tables(specimen: Specimen) -> None:
    """As pandas does with its calamine engine: values, no formulas."""
    book = python_calamine.CalamineWorkbook.from_path(str(specimen.books["sv"]))
    header, *rows = book.get_sheet_by_name("Svar").to_python()
    assert len(rows) == sum(len(one.values) for one in specimen.raw)
    assert header[:3] == ["workshop", "grupp_id", "grupp"]
    overview = book.get_sheet_by_name("Översikt").to_python()
    assert any(len(specimen.raw) in row for row in overview)


def test_tables_are_real_frozen_and_filtered(specimen: Specimen) -> None:
    book = open_book(specimen.books["sv"])
    names = [name for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names)) > 40
    for name in LISTS:
        sheet = next(sheet for sheet in book if name in sheet.tables)
        assert sheet.freeze_panes == "B2"
        assert sheet.tables[name].autoFilter is not None
    for sheet in book:
        for table in sheet.tables.values():
            if table.name.startswith("text_"):
                assert table.autoFilter is not None
                assert sheet.freeze_panes


def test_every_closed_question_has_a_native_chart(specimen: Specimen) -> None:
    with zipfile.ZipFile(specimen.books["sv"]) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    closed = [tally for tally in specimen.summary.questions if tally.question.kind != "text"]
    assert len(charts) >= len(closed)


def test_every_worksheet_prints_on_a4_with_page_numbers_and_titles_that_repeat(specimen: Specimen) -> None:
    for sheet in open_book(specimen.books["sv"]):
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one is what nothing said means
        assert "&P" in "".join(
            str(part.text or "") for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
        )
        if sheet.title in LISTS:
            assert sheet.print_title_rows


def test_numbers_have_formats_and_columns_widths(specimen: Specimen) -> None:
    book = open_book(specimen.books["sv"])
    formats: dict[str, str] = {}
    for sheet in book:
        for name, table in sheet.tables.items():
            if name.startswith(("share_", "count_", "stat_", "points_", "rank_")):
                second = sheet[table][1][1]
                formats[name.split("_")[0]] = second.number_format
        widths = [each.width for each in sheet.column_dimensions.values()]
        assert widths
        assert max(widths) <= 100
    assert formats == {"share": "0\xa0%", "count": "#,##0", "stat": "0.0", "points": "0.0", "rank": "0.0"}


def test_next_steps_are_a_list_with_room_for_who_and_when(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "NästaSteg")
    said = [one.values["nasta-steg"] for one in specimen.raw if "nasta-steg" in one.values]
    assert sorted(row["Nästa steg"] for row in rows) == sorted(tidy_text(str(text)) for text in said)
    assert {"Ansvarig", "Klart senast"} <= set(rows[0])
    assert {row["Ansvarig"] for row in rows} == {None}


def test_open_answers_stand_by_workshop_with_who_wrote_them(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "text_idag")
    expected = [(one.group, tidy_text(str(one.values["idag"]))) for one in specimen.raw if "idag" in one.values]
    assert sorted((row["Grupp"], row["Svar"]) for row in rows) == sorted(expected)
    places = {workshop.group.name: n for n, workshop in enumerate(specimen.plan.workshops)}
    order = [places[row["Grupp"]] for row in rows]
    assert order == sorted(order)


def test_the_codebook_lists_every_item_with_its_codes(specimen: Specimen, tables: Tables) -> None:
    rows = tables(specimen.books["sv"])["Kodboken"]
    items = {item.name for form in specimen.plan.instruments.values() for item in form.items}
    assert set(rows) == items
    assert rows["kannedom"]["Slag"] == "skala"


def test_what_was_left_out_is_counted_with_its_reason(ki_plan: Plan, tmp_path: Path) -> None:
    stray = Raw(
        workshop="nord",
        group="KI Nord",
        id="svar-1",
        channel="csv",
        language="sv",
        values={"kannedom": 9, "finns-inte": "x", "idag": "  ", "vision": "Att synas."},
    )
    rows = list_table(write(ki_plan, (stray,), tmp_path / "summary.xlsx"), "Metod_utelämnat")
    told = {row["Svarspost"]: row["Utelämnade svar"] for row in rows}
    assert told == {"kannedom": 1, "finns-inte": 1, "idag": 1}
    assert len({row["Orsak"] for row in rows}) == 3


def test_an_answer_of_a_workshop_that_is_gone_is_told_of_and_not_counted(ki_plan: Plan, tmp_path: Path) -> None:
    lost = Raw(workshop="borta", group="", id="a", channel="csv", language="sv", values={"kannedom": 4})
    rows = list_table(write(ki_plan, (lost,), tmp_path / "summary.xlsx"), "Metod_utelämnat")
    assert [(row["Workshop"], row["Utelämnade svar"]) for row in rows] == [("borta", 1)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_same_answers_give_the_same_bytes(specimen: Specimen, tmp_path: Path, language: str) -> None:
    again = write(specimen.plan, specimen.raw, tmp_path / specimen.books[language].name, language)
    assert again.read_bytes() == specimen.books[language].read_bytes()


def test_both_languages_hold_the_same_figures(specimen: Specimen) -> None:
    """The words differ; the tables, their order and their numbers do not."""

    def numbers(language: str) -> list[list[Any]]:
        book = open_book(specimen.books[language])
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        return [[value for value in row if isinstance(value, int | float | datetime.datetime)] for row in rows]

    assert numbers("sv") == numbers("en")


def test_no_english_is_left_in_the_swedish_workbook(specimen: Specimen) -> None:
    english = {
        str(cell.value) for sheet in open_book(specimen.books["en"]) for row in sheet.iter_rows() for cell in row
    }
    swedish = {
        str(cell.value) for sheet in open_book(specimen.books["sv"]) for row in sheet.iter_rows() for cell in row
    }
    same = {text for text in english & swedish if " " in text and text[0].isalpha() and text[-1] in ".:?"}
    answers = {tidy_text(str(value)) for one in specimen.raw for value in one.values.values()}
    assert same - answers == set()


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=6))
def test_any_text_comes_back_as_it_went_in_but_for_white_space(ki_plan: Plan, tmp_path: Path, texts: list[str]) -> None:
    raw = tuple(
        Raw(workshop="nord", group="KI Nord", id=f"r{n}", channel="web", language="sv", values={"idag": text})
        for n, text in enumerate(texts)
    )
    path = write(ki_plan, raw, tmp_path / "summary.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    header, *rows = book.get_sheet_by_name("Svar").to_python()
    column = header.index("text")
    got = [str(row[column]) for row in rows if row[0]]
    assert got == [tidy for text in texts if (tidy := tidy_text(text))]
    assert not [value for _, (formula, value) in read_formulas(path).items() if "#" in value and formula]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), most=st.integers(5, 20))
def test_any_programme_s_worth_of_answers_is_summed_up(ki_plan: Plan, tmp_path: Path, seed: int, most: int) -> None:
    raw = answer_all(ki_plan, seed, most)
    rows = list_table(write(ki_plan, raw, tmp_path / f"summary-{seed}-{most}.xlsx"), "Svar")
    assert len(rows) == sum(len(one.values) for one in raw)


def test_more_answers_than_a_worksheet_has_rows_are_refused_before_anything_is_written(
    specimen: Specimen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.summary.workbook.LAST_ROW", 100)
    with pytest.raises(OutputError) as refused:
        write(specimen.plan, specimen.raw, tmp_path / "summary.xlsx")
    assert "100" in str(refused.value) or "99" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_is_cut_there_and_told_of(ki_plan: Plan, tmp_path: Path) -> None:
    long = Raw(workshop="nord", group="KI Nord", id="a", channel="web", language="sv", values={"idag": "å" * 40_000})
    path = tmp_path / "summary.xlsx"
    notices = write_workbook(count(ki_plan, (long,)), ki_plan.programme, load_texts("sv"), path, WRITTEN_ON)
    assert len(notices) == 1
    (row,) = list_table(path, "Svar")
    assert 32_000 < len(row["text"]) <= 32_767
