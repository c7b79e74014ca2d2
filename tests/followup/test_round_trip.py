"""The register goes out as a workbook, is edited by a person, and comes back with exactly what was changed."""

import csv
import datetime
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.commands.edited_summary import EditedSheet
from tests.followup.conftest import LATER, TODAY, Edited
from tests.followup.specimen import read_document
from tests.followup.test_next_steps import TEXTS, say
from toolkit.commands.followup import WrittenFollowup
from toolkit.commands.plan_status import read_plan_status
from toolkit.commands.summary import write_summary
from toolkit.errors import InputError
from toolkit.followup.plan_files import write_csv
from toolkit.model.steps_sheet import HEADERS
from toolkit.reading.folder import read_folder
from toolkit.site.plan_view import Wanted, compose_plan_page
from toolkit.texts import load_texts

Follow = Callable[..., WrittenFollowup]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def read_register(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "plan/activities.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter=";")}


def read_history(folder: Path) -> list[dict[str, str]]:
    with (folder / "plan/history.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "plan").iterdir())}


def test_an_unchanged_plan_is_left_as_it_is_byte_for_byte(folder: Path, follow: Follow) -> None:
    before = snapshot(folder)
    made = follow()
    follow(register=made.files["workbook"])
    assert snapshot(folder) == before


def test_the_same_input_gives_the_same_bytes(follow: Follow) -> None:
    first = {kind: path.read_bytes() for kind, path in follow().files.items()}
    assert {kind: path.read_bytes() for kind, path in follow().files.items()} == first


def test_a_status_changed_in_excel_arrives_in_register_history_and_workbook(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    book = edit(follow().files["workbook"])
    path = book.set("webb", **{"Status": "■ Ingen känd aktivitet", "Satt av": "Kommunikationsavdelningen"}).save()
    made = follow(register=path, day=LATER)
    row = read_register(folder)["webb"]
    assert (row["status"], row["date"], row["set_by"]) == ("none", "2028-05-02", "Kommunikationsavdelningen")
    last = read_history(folder)[-1]
    assert (last["activity"], last["status"], last["recorded"]) == ("webb", "none", "2028-05-02")
    assert made.changed == ("webb",)
    assert [change.activity.id for change in made.report.changes] == ["webb"]
    sheet = openpyxl.load_workbook(path)["Ändringar"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "● Genomförd eller pågår" in cells
    assert "■ Ingen känd aktivitet" in cells


def test_nothing_but_the_edited_cells_changes(folder: Path, follow: Follow, edit: type[Edited]) -> None:
    before = read_register(folder)
    path = edit(follow().files["workbook"]).set("rims", Status="▲ Viss aktivitet eller planerad").save()
    follow(register=path)
    after = read_register(folder)
    assert {key for key in after if after[key] != before[key]} == {"rims"}
    assert after["rims"] == {**before["rims"], "status": "partly", "date": TODAY.isoformat()}


@pytest.mark.parametrize("said", ["grön", "Genomförd", "done", "● Genomförd eller pågår", "Done or under way"])
def test_a_status_may_be_written_as_people_write_it(
    said: str, folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    follow(register=edit(follow().files["workbook"]).set("rims", Status=said).save())
    assert read_register(folder)["rims"]["status"] == "done"


def fail(follow: Follow, path: Path, **options: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        follow(register=path, **options)
    return [load_texts("en").problem(problem) for problem in caught.value.problems]


def test_an_unknown_status_is_named_by_place_and_nothing_is_changed(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    book = edit(follow().files["workbook"])
    row = book.row("webb")
    path = book.set("webb", Status="kanske").set("rims", Status="grön").save()
    before = snapshot(folder)
    assert fail(follow, path) == [
        f"followup.xlsx, worksheet Register, row {row}, column I (Status): 'kanske' is not a status. "
        "Write one of: done (klar), partly (delvis), none (ingen), unknown (okänd)."
    ]
    assert snapshot(folder) == before


def test_a_missing_id_and_an_id_given_twice_are_both_named(folder: Path, follow: Follow, edit: type[Edited]) -> None:
    book = edit(follow().files["workbook"])
    first, second, third = book.row("webb"), book.row("eu"), book.row("alumni")
    path = book.put(second, "Id", "webb").put(third, "Id", "").save()
    before = snapshot(folder)
    said = fail(follow, path)
    assert f"row {second}, column A (Id): Two rows have the id 'webb'; the other one is in row {first}." in said[0]
    assert f"row {third}, column A (Id): The row has no id." in said[1]
    assert len(said) == 2
    assert snapshot(folder) == before


def test_a_row_that_is_gone_is_told_of_and_not_taken_for_a_wish(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    book = edit(follow().files["workbook"])
    book.sheet.delete_rows(book.row("webb"))
    assert "The activity 'webb' is in the register, but its row is gone" in fail(follow, book.save())[0]


def test_a_new_row_becomes_a_new_activity_below_its_neighbour(folder: Path, follow: Follow, edit: type[Edited]) -> None:
    book = edit(follow().files["workbook"])
    row = book.sheet.max_row + 1
    for header, value in {"Id": "poddar", "Insatsområde": "internationell-webb", "Status": "gul"}.items():
        book.put(row, header, value)
    book.put(row, "Aktivitet (svenska)", "En podd på engelska")
    follow(register=book.save())
    register = read_register(folder)
    assert list(register)[-1] == "poddar"
    assert register["poddar"]["insight"] == "kommunikation"
    assert register["poddar"]["status"] == "partly"


def test_a_cell_changed_in_both_is_a_problem_and_an_old_workbook_undoes_nothing(
    folder: Path, tmp_path: Path, follow: Follow, edit: type[Edited]
) -> None:
    old = shutil.copy(follow().files["workbook"], tmp_path / "old.xlsx")
    follow(register=edit(folder / "out/followup.xlsx").set("rims", Status="grön").save())
    follow(register=edit(Path(old)).set("eu", Status="gul").save())
    register = read_register(folder)
    assert (register["rims"]["status"], register["eu"]["status"]) == ("done", "partly")
    said = fail(follow, edit(Path(old)).set("rims", Status="röd").save())
    assert "'status' of 'rims' has been changed both here and in the register" in said[0]


def test_a_workbook_that_was_changed_and_not_taken_in_is_taken_in_by_the_next_follow_up(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    edit(follow().files["workbook"]).set("rims", Status="grön").save()
    written = follow()
    assert (written.changed, written.problems) == (("rims",), ())
    assert "Taken in from the file: rims." in written.describe(load_texts("en"))
    assert read_register(folder)["rims"]["status"] == "done"
    assert follow().changed == ()
    assert [path.name for path in (folder / "out").glob("*.xlsx")] == ["followup.xlsx"]


def test_where_it_cannot_be_read_the_cell_is_named_it_stays_and_the_rest_is_written(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    book = edit(follow().files["workbook"])
    row = book.row("webb")
    path = book.set("webb", Status="kanske").set("rims", Status="grön").save()
    edited, register = path.read_bytes(), (folder / "plan/activities.csv").read_bytes()
    written = follow(day=LATER)
    said = [load_texts("en").problem(problem) for problem in written.problems]
    assert said[0].startswith(f"followup.xlsx, worksheet Register, row {row}, column I (Status): 'kanske' is not a")
    assert path.read_bytes() == edited
    assert (folder / "plan/activities.csv").read_bytes() == register
    assert (folder / "out/followup-new.xlsx").exists()
    assert str(LATER.year) in " ".join(page.extract_text() for page in PdfReader(written.files["pdf"]).pages)
    edit(path).set("webb", Status="gul").save()
    assert set(follow(day=LATER).changed) == {"rims", "webb"}


def test_another_register_is_taken_in_beside_what_was_changed_in_the_workbook(
    folder: Path, tmp_path: Path, follow: Follow, edit: type[Edited]
) -> None:
    other = shutil.copy(follow().files["workbook"], tmp_path / "other.xlsx")
    edit(folder / "out/followup.xlsx").set("rims", Status="grön").save()
    written = follow(register=edit(Path(other)).set("eu", Status="gul").save())
    assert set(written.changed) == {"rims", "eu"}


def test_links_made_by_hand_are_taken_in_by_the_next_follow_up(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    say(folder)
    path = follow().files["workbook"]
    book = Edited(path, "Svar och aktiviteter")
    book.put(book.header + 1, "Aktiviteter (id)", "webb").save()
    assert [each.partition("/")[0] for each in follow().changed] == ["nord"]
    assert "webb" in (folder / "plan/links.csv").read_text("utf-8")


def test_what_was_written_of_next_steps_in_the_summary_is_taken_in_by_the_follow_up_too(
    folder: Path, follow: Follow
) -> None:
    say(folder)
    write_summary(folder, only=("workbook",))
    path = folder / "out/summary.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = EditedSheet(book["Nästa steg"], HEADERS)
    sheet.write(sheet.row("step", TEXTS[0]), owner="Anna Ek", status="klart")
    book.save(path)
    written = follow()
    assert "Taken in from summary.xlsx first: 1 next step." in written.describe(load_texts("en"))
    assert "Anna Ek" in repr(openpyxl.load_workbook(written.files["workbook"])["Nästa steg"]["B8"].value)


def test_a_workbook_saved_by_libreoffice_comes_back_the_same(
    folder: Path, tmp_path: Path, follow: Follow, soffice: Callable[[Path, str, Path], Path]
) -> None:
    before = snapshot(folder)
    saved = soffice(follow().files["workbook"], "xlsx", tmp_path / "saved")
    assert follow(register=saved).changed == ()
    assert snapshot(folder) == before


def test_the_register_may_be_a_plain_csv_or_a_workbook_of_ones_own(
    folder: Path, tmp_path: Path, follow: Follow
) -> None:
    rows = [["id", "area", "text_sv", "status"], ["webb", "webb", "En sammanhållen ki.se", "röd"]]
    path = tmp_path / "mine.csv"
    path.write_bytes(write_csv(rows))
    assert follow(register=path).changed == ("webb",)
    assert read_register(folder)["webb"]["status"] == "none"


def test_a_date_that_has_not_come_is_named(follow: Follow, edit: type[Edited]) -> None:
    late = datetime.datetime(2030, 1, 1)
    path = edit(follow().files["workbook"]).set("webb", **{"Bedömd den": late}).save()
    assert "The date 2030-01-01 has not come yet." in fail(follow, path)[0]


def test_a_workbook_of_another_programme_is_refused(folder: Path, follow: Follow) -> None:
    path = follow().files["workbook"]
    other = (folder / "programme.toml").read_text("utf-8").replace('id = "ki-synlighet"', 'id = "other"')
    (folder / "programme.toml").write_text(other, "utf-8")
    assert "from another programme, 'ki-synlighet'; this one is 'other'" in fail(follow, path)[0]


def test_a_workbook_that_names_what_the_programme_has_no_longer_may_be_written_anew(
    folder: Path, follow: Follow
) -> None:
    follow()
    for name in ("programme.toml", "plan/activities.csv", "questions/themes.toml", "groups.csv"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"systemstod", b"stod"))
    (folder / "plan/history.csv").unlink()
    assert follow().report.counts.total == 47


def test_one_command_carries_a_changed_status_to_slides_report_and_page(
    folder: Path, follow: Follow, edit: type[Edited]
) -> None:
    path = (
        edit(follow().files["workbook"]).set("rims", Status="röd", **{"Kommentar (svenska)": "Väntar på beslut"}).save()
    )
    path = edit(path).set("systemstod-4", Status="röd", **{"Kommentar (svenska)": "Avvaktar"}).save()
    made = follow(register=path, day=LATER)
    tables = [
        [cell.text for cell in row.cells]
        for slide in Presentation(str(made.files["deck"])).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    assert ["Stötta Open Science Task Force", "■ Ingen känd aktivitet", "Avvaktar"] in tables
    assert ["RIMS", "Stöd när RIMS införs", "■ Ingen känd aktivitet"] in tables
    assert ["Stöd när RIMS införs", "○ Inte bedömd", "■ Ingen känd aktivitet"] in tables
    _, rows = read_document(made.files["report"])
    assert ["Stötta Open Science Task Force", "■ Ingen känd aktivitet"] in rows
    programme = read_folder(folder).programme
    shown = read_plan_status(folder, programme, LATER)
    assert shown
    page = compose_plan_page(shown.report, programme, Wanted(status="none"), load_texts("sv"))
    lines = [line for block in page.blocks for area in block.areas for line in area.lines]
    assert {(line.id, line.comment) for line in lines} == {("rims", "Väntar på beslut"), ("systemstod-4", "Avvaktar")}
