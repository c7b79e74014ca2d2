"""`toolkit followup` as people run it: real processes, both languages, other templates, other registers."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from tests.commands.conftest import Ran, run
from tests.followup.conftest import TODAY
from tests.followup.specimen import read_document, set_statuses, write_export
from tests.followup.test_round_trip import Follow, read_register
from toolkit.commands.followup_deck import compose_followup_deck
from toolkit.commands.plan import read_plan
from toolkit.deck.check.package_check import check_package
from toolkit.deck.pptx_template.file import read_template
from toolkit.followup.demand import Demands
from toolkit.followup.plan_files import read_plan_files
from toolkit.followup.status import compose_status_report
from toolkit.followup.workbook.write import Contents, write_followup_workbook
from toolkit.texts import load_texts

__all__ = ["run"]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SPECIMENS = Path(__file__).resolve().parent.parent / "specimens/pptx"
Run = Callable[..., Ran]


def test_the_command_says_how_the_plan_stands_and_where_the_files_are(folder: Path, run: Run) -> None:
    said = run("-C", folder, "--lang", "sv", "followup")
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == (
        "47 aktiviteter i handlingsplanens områden: genomförd eller pågår 2; viss aktivitet eller planerad 2; "
        "ingen känd aktivitet 0; inte bedömd 43."
    )
    for name in ("followup.xlsx", "followup.pptx", "followup.docx", "followup.pdf"):
        assert (folder / "out" / name).stat().st_size > 5000
        assert name in said.out


def test_each_grey_field_of_the_report_has_a_name_that_stays(folder: Path, run: Run) -> None:
    path = folder / "plan/activities.csv"
    path.write_text(re.sub(r";unknown;", ";none;", path.read_text("utf-8-sig"), count=2), "utf-8-sig")
    assert run("-C", folder, "followup").code == 0
    with zipfile.ZipFile(folder / "out/followup.docx") as package:
        tags = re.findall(r'<w:tag w:val="([^"]*)"', package.read("word/document.xml").decode())
    assert len(tags) == len(set(tags))
    assert {"toolkit:achieved", "toolkit:remaining", "toolkit:proposals", "toolkit:media"} <= set(tags)
    comments = [tag for tag in tags if tag.startswith("toolkit:comment/")]
    assert len(comments) == 2, tags


def test_json_gives_the_same_facts(folder: Path, run: Run) -> None:
    facts = json.loads(run("-C", folder, "--json", "followup", "--language", "en").out)
    assert facts["activities"] == 47
    assert sum(facts["status"].values()) == 47
    assert facts["status"]["none"] == 0


def test_a_faulty_register_ends_with_place_and_remedy_and_writes_nothing(folder: Path, run: Run) -> None:
    path = folder / "plan/activities.csv"
    path.write_text(path.read_text("utf-8-sig").replace("webb;kommunikation;webb", "webb;ledning;webb", 1), "utf-8-sig")
    said = run("-C", folder, "followup")
    assert said.code == 1
    assert (
        "plan/activities.csv, line 4, column B (insight): The area 'webb' belongs to the insight 'kommunikation'"
        in said.err
    )
    assert not (folder / "out").exists()


def test_a_wrong_day_and_a_missing_file_are_told(folder: Path, run: Run) -> None:
    assert "'i fjol' is not a day." in run("-C", folder, "followup", "--since", "i fjol").err
    said = run("-C", folder, "followup", "--media", folder / "nothing.csv")
    assert (said.code, "nothing.csv: The file is not there." in said.err) == (1, True)


def test_check_reads_the_action_plan(folder: Path, run: Run) -> None:
    (folder / "plan/report.toml").write_text("titel = 1\n", "utf-8")
    said = run("-C", folder, "check")
    assert said.code == 1
    assert said.err == ("plan/report.toml, line 1, titel: There is no key called 'titel'. Did you mean 'title'?\n")


def test_a_fault_in_the_media_settings_is_told_with_its_line_and_in_the_reader_s_language(
    folder: Path, run: Run
) -> None:
    (folder / "plan/media.toml").write_text('source = "x"\nbase_year = "i fjol"\ndate_order = "amd"\n', "utf-8")
    said = run("-C", folder, "--lang", "sv", "followup")
    assert said.code == 1
    assert [line.partition(":")[0] for line in said.err.splitlines()[:2]] == [
        "plan/media.toml, rad 2, base_year",
        "plan/media.toml, rad 3, date_order",
    ]
    assert " must " not in said.err


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_file_is_in_the_language_asked_for_and_valid(
    folder: Path, follow: Follow, sdk_validate: Callable[[Path], list[str]], tmp_path: Path, language: str
) -> None:
    set_statuses(folder, 11, TODAY)
    export = tmp_path / "export.csv"
    write_export(export)
    made = follow(language=language, media=export)
    title = {
        "sv": "Handlingsplanen\u00a0– så långt har vi kommit",
        "en": "The action plan\u00a0– how far we have come",
    }[language]
    deck = Presentation(str(made.files["deck"]))
    assert deck.slides[0].shapes.title.text_frame.text == title
    word = {"sv": "Ingen känd aktivitet", "en": "No known activity"}[language]
    _, rows = read_document(made.files["report"])
    assert any(f"■ {word}" in row for row in rows)
    reader = pypdf.PdfReader(made.files["pdf"])
    assert reader.trailer["/Root"]["/Lang"].startswith(language)
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert (
        openpyxl.load_workbook(made.files["workbook"]).sheetnames[0] == {"sv": "Översikt", "en": "Overview"}[language]
    )
    for kind in ("workbook", "deck", "report"):
        assert sdk_validate(made.files[kind]) == [], kind
        audit = OpenXmlValidator().validate(made.files[kind])
        assert [str(error) for error in audit.errors] == [], kind
    assert check_package(made.files["deck"]) == ()


@pytest.mark.parametrize("name", ["02-sol-eng-four-layouts.potx", "08-openxmlsdk-4x3-with-slides.potx"])
def test_anyones_template_serves(follow: Follow, sdk_validate: Callable[[Path], list[str]], name: str) -> None:
    made = follow(template=SPECIMENS / name)
    assert sdk_validate(made.files["deck"]) == []
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(made.files["deck"])).slides]
    assert len(titles) == len(set(titles)) > 6


def test_the_outline_may_be_rewritten_by_the_programme(folder: Path, follow: Follow) -> None:
    own = "---\ntitle: Vår uppföljning\n---\n\n## {{ followup.done }} klara\n\n::: chart status\n:::\n"
    (folder / "decks/followup-sv.md").write_text(own, "utf-8")
    deck = Presentation(str(follow().files["deck"]))
    assert deck.slides[0].shapes.title.text_frame.text == "Vår uppföljning"
    assert len(deck.slides) == 2


def test_the_register_may_be_a_workbook_of_its_own_and_stays_one(folder: Path, follow: Follow) -> None:
    register = read_register(folder)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(next(iter(register.values()))))
    for row in register.values():
        sheet.append(list(row.values()))
    (folder / "plan/activities.csv").unlink()
    book.save(folder / "plan/activities.xlsx")
    made = follow()
    edited = openpyxl.load_workbook(made.files["workbook"])
    at = next(row for row in range(1, 200) if edited["Register"].cell(row, 1).value == "rims")
    edited["Register"].cell(at, 9).value = "gul"
    edited.save(made.files["workbook"])
    follow(register=made.files["workbook"])
    rows = list(openpyxl.load_workbook(folder / "plan/activities.xlsx").active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert next(row for row in rows if row[0] == "rims")[8] == "partly"
    assert not (folder / "plan/activities.csv").exists()


def test_two_registers_are_one_too_many(folder: Path, run: Run) -> None:
    shutil.copy(folder / "plan/activities.csv", folder / "plan/activities.xlsx")
    said = run("-C", folder, "followup")
    assert "The plan has two registers" in said.err


def test_a_new_programme_has_the_plan(folder: Path) -> None:
    names = {path.name for path in (folder / "plan").iterdir()}
    assert names >= {"activities.csv", "history.csv", "media.toml", "report.toml"}


def test_a_programme_without_insights_has_its_areas_all_the_same(folder: Path, tmp_path: Path) -> None:
    plan = read_plan(folder)
    areas = tuple(replace(area, insight="") for area in plan.programme.areas)
    programme = replace(plan.programme, insights=(), areas=areas)
    files = read_plan_files(folder, plan.programme, TODAY)
    report = compose_status_report(programme, files.plan, Demands(), TODAY)
    assert [(each.insight.number, each.counts.total) for each in report.insights] == [(0, 47)]
    texts = load_texts("sv")
    template = read_template(plan.template_file, {})
    deck = compose_followup_deck(replace(plan, programme=programme), report, None, texts, template)
    deck.write(tmp_path / "deck.pptx")
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(tmp_path / "deck.pptx")).slides]
    assert programme.title.sv in titles
    contents = Contents(programme=programme, plan=files.plan, extra=(), report=report)
    write_followup_workbook(contents, texts, tmp_path / "book.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)["Översikt"].iter_rows(values_only=True))
    assert next(row for row in rows if row[0] == row[1] == programme.title.sv)[6] == 47
