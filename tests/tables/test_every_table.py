"""Every table that people hand over, in every format: a cell they filled is never read as blank, shifted or cut."""

import csv
import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.commands.edited_summary import AT, edit_workbook, make_summed_up
from tests.reading.folders import BANK, GROUPS, PROGRAMME, problems_of, read_changed, write_folder
from toolkit.commands.collect import collect_files
from toolkit.commands.followup import FollowupOptions, write_followup
from toolkit.commands.new import make_programme
from toolkit.deck.compose.chart_data import Figures, parse_figures
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.messages import DATA_TWO_NUMBERS
from toolkit.errors import InputError, Problem
from toolkit.followup.media import MediaSettings
from toolkit.followup.media_file import read_media
from toolkit.reading import messages
from toolkit.reading.folder import read_folder
from toolkit.store.store import open_store
from toolkit.tables.grid import CellFault
from toolkit.tables.messages import CUT_OFF, ERROR_CELL, HIDDEN_ROW, NOT_COMPUTED, NUL_SIGN, TOO_NARROW
from toolkit.tabular import find_hidden_rows, parse_tables, read_rows, say_cell

Soffice = Callable[[Path, str, Path], Path]
XLSX = PROGRAMME.replace("groups.csv", "groups.xlsx")


def write_groups(folder: Path, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], name: str) -> Path:
    """Write the groups of the specimen as a workbook, and change it as a person would."""
    book = openpyxl.Workbook()
    for line in GROUPS.splitlines():
        book.active.append(line.split(","))
    change(book.active)
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / name)
    return folder / name


def break_cells(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """A date that nobody has computed, a place that divides by zero, areas that are not available."""
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["date"]).value = "=DATE(2027,2,3)"
    sheet.cell(2, columns["place"]).value = "#DIV/0!"
    sheet.cell(3, columns["areas"]).value = "#N/A"


def test_groups_whose_cells_show_errors_are_refused_by_cell_and_nothing_goes_from_the_deck(tmp_path: Path) -> None:
    write_groups(tmp_path, break_cells, "groups.xlsx")
    found = problems_of(tmp_path, programme=XLSX, groups=None)
    assert [(one.message, one.place.row, re.sub(r".*\((.*)\)", r"\1", one.place.column)) for one in found] == [
        (NOT_COMPUTED, 2, "date"),
        (ERROR_CELL, 2, "place"),
        (ERROR_CELL, 3, "areas"),
    ]


def test_following_the_remedies_the_groups_are_read(tmp_path: Path) -> None:
    def mend(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        break_cells(sheet)
        columns = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, columns["date"]).value = datetime.date(2027, 2, 3)
        sheet.cell(2, columns["place"]).value = "Salen"
        sheet.cell(3, columns["areas"]).value = None

    write_groups(tmp_path, mend, "groups.xlsx")
    nord, _ = read_changed(tmp_path, programme=XLSX, groups=None).workshops
    assert (nord.date, nord.place) == (datetime.date(2027, 2, 3), "Salen")


def test_the_same_errors_are_seen_in_an_ods_and_a_csv_that_libreoffice_saves(soffice: Soffice, tmp_path: Path) -> None:
    def divide(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        columns = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, columns["place"]).value = "=1/0"
        sheet.cell(3, columns["areas"]).value = "=NA()"
        sheet.cell(3, columns["place"]).value = "=FOOBAR(1)"
        sheet.cell(3, columns["name"]).value = "=A1:A9 B1:B9"
        sheet.row_dimensions[3].hidden = True
        sheet.cell(4, 1).value = 0.05
        sheet.cell(4, 1).number_format = "0%"
        sheet.cell(4, 2).value = 7
        sheet.cell(4, 2).number_format = "000"
        sheet.cell(4, 5).value = datetime.date(2027, 2, 3)
        sheet.cell(4, 5).number_format = "yyyy-mm-dd"
        sheet.cell(5, 2).value = "=DATE(2027,2,3)"
        sheet.cell(5, 2).number_format = "yyyy-mm-dd"

    source = write_groups(tmp_path, divide, "grupper.xlsx")
    again = soffice(source, "xlsx", tmp_path / "again")
    ods, csv = soffice(again, "ods", tmp_path / "ods"), soffice(again, "csv", tmp_path / "csv")
    for path in (again, ods, csv):
        rows = read_rows(path)
        assert len(rows.faults) == 4, path
        assert all(isinstance(rows.cell(*place), CellFault) for place in rows.faults)
        assert say_cell(rows.cell(3, 0)).replace(" ", "") == "5%", path
        assert say_cell(rows.cell(3, 4)) == say_cell(rows.cell(4, 1)) == "2027-02-03"
    for path in (again, ods):
        assert say_cell(read_rows(path).cell(3, 1)) == "007"
        assert [notice.message for notice in find_hidden_rows(read_rows(path), 1)] == [HIDDEN_ROW]
    assert read_rows(ods).cell(4, 1) == datetime.date(2027, 2, 3)


def test_a_name_with_a_comma_and_no_quotation_marks_shifts_nothing_in_the_groups(tmp_path: Path) -> None:
    header, first, second = GROUPS.splitlines()
    cells = second.split(",")
    cells[1] = "Syd, väst"
    cells[-1] = ""
    found = problems_of(tmp_path, groups="\n".join([header, first, ",".join(cells)]) + "\n")
    assert CUT_OFF in [one.message for one in found] or messages.NO_HEADER in [one.message for one in found]


def test_a_hidden_row_of_the_groups_is_a_workshop_and_told(tmp_path: Path) -> None:
    def hide(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    write_groups(tmp_path, hide, "groups.xlsx")
    folder = read_changed(tmp_path, programme=XLSX, groups=None)
    assert len(folder.workshops) == 2
    assert HIDDEN_ROW in [notice.message for notice in folder.notices]


def test_dates_that_were_too_wide_for_their_column_are_no_dates(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, groups=GROUPS.replace("2027-02-03", "#######"))
    assert problem.message == TOO_NARROW


@pytest.mark.parametrize("sign", ["\x0b", "\u2028", "\x85", "\x0c"])
def test_a_line_break_from_powerpoint_glues_no_words_in_groups_bank_and_programme(sign: str, tmp_path: Path) -> None:
    folder = read_changed(
        tmp_path,
        groups=GROUPS.replace("Nord", f"KI{sign}Nord"),
        bank=BANK.replace("Vad är bilden?", f"Vad är\\u{ord(sign):04x}bilden?"),
        programme=PROGRAMME.replace("Exempeluniversitetet", f"Exempel\\u{ord(sign):04x}universitetet"),
    )
    assert folder.workshops[0].group.name.split() == ["KI", "Nord"]
    assert folder.bank[0].text.sv.split() == ["Vad", "är", "bilden?"]
    assert folder.programme.organisation.sv.split() == ["Exempel", "universitetet"]


@pytest.mark.parametrize("sign", ["\\u0001", "\\uFFFE", "\\uFFFF", "\\u0000", "\\u001F"])
def test_signs_that_no_xml_may_hold_are_in_no_question(sign: str, tmp_path: Path) -> None:
    folder = read_changed(tmp_path, bank=BANK.replace("Vad är bilden?", f"Vad är {sign}bilden?"))
    assert folder.bank[0].text.sv == "Vad är bilden?"


def test_a_zero_byte_in_a_file_of_the_programme_is_named_by_its_line(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, bank=BANK.replace("Vad är", "Vad\0 är"))
    assert (problem.message, problem.place.line) == (NUL_SIGN, 5)


# --- file names as a Mac writes them ------------------------------------------------------------------------------
@pytest.mark.parametrize(("written", "named"), [("å", "a\u030a"), ("a\u030a", "å")])
def test_a_file_is_found_whichever_way_a_mac_or_windows_writes_its_letters(
    written: str, named: str, tmp_path: Path
) -> None:
    programme = (
        PROGRAMME.replace("groups.csv", f"Gr{named}upper/gr{named}.csv")
        .replace("questions/bank.toml", f"fr{named}gor/b{named}nk.toml")
        .replace("decks/sv.md", f"decks/sv{named}.md")
    )
    write_folder(tmp_path, programme)
    for path, target in (
        ("groups.csv", f"Gr{written}upper/gr{written}.csv"),
        ("questions/bank.toml", f"fr{written}gor/b{written}nk.toml"),
        ("decks/sv.md", f"decks/sv{written}.md"),
    ):
        if (tmp_path / path).exists():
            (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).rename(tmp_path / target)
    folder = read_folder(tmp_path)
    assert [workshop.id for workshop in folder.workshops] == ["nord", "syd"]
    assert not [notice for notice in folder.notices if notice.message == messages.FILE_SPELT_OTHERWISE]


def test_a_name_with_other_capitals_is_taken_and_told(tmp_path: Path) -> None:
    write_folder(tmp_path, PROGRAMME)
    (tmp_path / "groups.csv").rename(tmp_path / "Groups.CSV")
    (notice,) = (one for one in read_folder(tmp_path).notices if one.message == messages.FILE_SPELT_OTHERWISE)
    assert notice.facts == {"path": "groups.csv", "found": "Groups.CSV"}


# --- the plan, the media, the summary -----------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "programme"
    make_programme(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "programme"))


def refuse(folder: Path, register: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        write_followup(folder, FollowupOptions(day=datetime.date(2027, 5, 3), register=register))
    return caught.value.problems


def test_evidence_is_not_emptied_by_a_formula_in_the_register(folder: Path) -> None:
    book = openpyxl.Workbook()
    with (folder / "plan" / "activities.csv").open(encoding="utf-8-sig", newline="") as opened:
        for row in csv.reader(opened, delimiter=";"):
            book.active.append(row)
    headings = {cell.value: cell.column for cell in book.active[1]}
    evidence = next(column for name, column in headings.items() if str(name).startswith(("evidence", "underlag")))
    book.active.cell(2, evidence).value = '=A1&"x"'
    book.active.cell(3, evidence).value = "#REF!"
    book.save(folder / "plan.xlsx")
    before = (folder / "plan" / "activities.csv").read_bytes()
    found = refuse(folder, folder / "plan.xlsx")
    assert [(one.message, one.place.row) for one in found] == [(NOT_COMPUTED, 2), (ERROR_CELL, 3)]
    assert (folder / "plan" / "activities.csv").read_bytes() == before


def test_an_error_in_the_csv_of_the_plan_is_refused_by_cell(folder: Path) -> None:
    path = folder / "plan" / "activities.csv"
    header, first, *rest = path.read_text("utf-8-sig").splitlines()
    cells = first.split(";")
    cells[header.split(";").index("comment_sv")] = "#SAKNAS!"
    path.write_text("\n".join([header, ";".join(cells), *rest]) + "\n", "utf-8-sig")
    with pytest.raises(InputError) as caught:
        write_followup(folder, FollowupOptions(day=datetime.date(2027, 5, 3)))
    assert [(one.message, one.place.line) for one in caught.value.problems] == [(ERROR_CELL, 2)]


MEDIA = "Datum;Rubrik;Land;Ämne\n2023-01-05;Ny studie;Sverige;Forskning\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2023-01-06;Studie;#SAKNAS!;Forskning", ERROR_CELL),
        ("2023-01-06;Studie; ny;Sverige;Forskning", CUT_OFF),
        ("2023-01-06;Studie; ny;Sverige;", CUT_OFF),
    ],
)
def test_a_mention_is_not_counted_under_an_error_or_another_column(line: str, message: object, tmp_path: Path) -> None:
    (tmp_path / "media.csv").write_text(MEDIA + line + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_media(tmp_path / "media.csv", MediaSettings(), datetime.date(2024, 1, 4))
    assert [(one.message, one.place.line) for one in caught.value.problems] == [(message, 3)]


def test_an_error_in_a_media_workbook_is_refused_by_cell_and_hidden_rows_are_told(tmp_path: Path) -> None:
    def save(country: str) -> Path:
        book = openpyxl.Workbook()
        for line in MEDIA.splitlines():
            book.active.append(line.split(";"))
        book.active.append([datetime.date(2023, 1, 6), "Studie", country, "Forskning"])
        book.active.row_dimensions[3].hidden = True
        book.save(tmp_path / "media.xlsx")
        return tmp_path / "media.xlsx"

    with pytest.raises(InputError) as caught:
        read_media(save("#REF!"), MediaSettings(), datetime.date(2024, 1, 4))
    assert [(one.message, one.place.row) for one in caught.value.problems] == [(ERROR_CELL, 3)]
    exposure, notices = read_media(save("Sverige"), MediaSettings(), datetime.date(2024, 1, 4))
    assert exposure.total == 2
    assert [one.message for one in notices] == [HIDDEN_ROW]


@pytest.fixture(scope="module")
def summed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coding") / "programme"
    make_summed_up(folder)
    return folder


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("value", ["=A1", "#N/A"])
def test_a_code_or_an_owner_is_not_taken_away_by_an_error_in_the_summary(
    value: str, summed_up: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(summed_up, tmp_path / "programme"))

    def spoil(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        header = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Grupp")
        columns = {sheet.cell(header, at).value: at for at in range(1, sheet.max_column + 1)}
        first = next(at for name, at in columns.items() if str(name).startswith("Tema"))
        sheet.cell(header + 1, first).value = value

    path = edit_workbook(folder / "out" / "summary.xlsx", folder / "edited.xlsx", "Kodning", spoil)
    collected = collect_files(folder, [path], taken_at=AT)
    (problem,) = collected.problems
    assert problem.message in (ERROR_CELL, NOT_COMPUTED)
    assert problem.place.worksheet == "Kodning"
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        assert not store.read_codings()


def test_two_persons_whose_ids_differ_by_zeros_are_told_of(summed_up: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(summed_up, tmp_path / "programme"))
    plan = read_folder(folder)
    workshop, item = plan.workshops[0].id, next(one.id for one in plan.bank if one.kind == "text")

    def take(name: str, response: str) -> list[Problem]:
        text = f"workshop,response,item,value\n{workshop},{response},{item},Hej\n"
        (folder / name).write_text(text, "utf-8")
        collected = collect_files(folder, [folder / name], taken_at=AT)
        assert not collected.problems
        return [one for one in collected.notices if "zeros" in one.message.cause]

    assert not take("a.csv", "041")
    (notice,) = take("b.csv", "41")
    assert (notice.facts, notice.notice) == ({"id": "41", "other": "041"}, True)
    assert not take("c.csv", "041")


def test_a_summary_of_ours_has_no_faults_in_it(summed_up: Path) -> None:
    for table in parse_tables((summed_up / "out" / "summary.xlsx").read_bytes(), "summary.xlsx"):
        assert not [fault for fault in table.faults.values() if fault.computed], table.worksheet


# --- chart data and what outlines name --------------------------------------------------------------------------------
def parse(text: str) -> tuple[Figures | None, list[Problem]]:
    return parse_figures(text, file="decks/data/x.csv", first_line=1, language="sv", group=("nord",))


def test_a_chart_shows_no_error_as_a_bar_and_no_number_that_could_be_two() -> None:
    figures, found = parse("land;andel\n#SAKNAS!;5\nNorge;#N/A\n")
    assert figures is None
    assert [(one.message, one.place.line, one.place.column) for one in found] == [
        (ERROR_CELL, 2, "land"),
        (ERROR_CELL, 3, "andel"),
    ]
    figures, found = parse("land;antal\nSverige;33,000\n")
    assert (figures, [one.message for one in found]) == (None, [DATA_TWO_NUMBERS])


def test_where_a_column_shows_its_decimal_sign_its_other_numbers_are_clear() -> None:
    figures, found = parse("land;andel\nSverige;33,125\nNorge;4,5\nDanmark;1 000\n")
    assert not found
    assert figures is not None
    assert figures.series[0].values == (33.125, 4.5, 1000)


@pytest.mark.parametrize(("written", "named"), [("å", "a\u030a"), ("a\u030a", "å")])
def test_a_picture_or_data_file_is_found_however_a_mac_writes_its_name(
    written: str, named: str, tmp_path: Path
) -> None:
    (tmp_path / f"bild{written}").mkdir()
    (tmp_path / f"bild{written}" / f"f{written}r.csv").write_bytes(b"a;b\n")
    read_file = open_programme_files(tmp_path)
    assert read_file(f"bild{named}/f{named}r.csv") == b"a;b\n"
    assert read_file(f"bild{named}/saknas.csv") is None
    assert read_file("../utanför.csv") is None
