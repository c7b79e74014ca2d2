"""One row a workshop, from CSV or Excel, with Swedish or English headers; each fault by row and column."""

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import tabular
from toolkit.errors import InputError, Message
from toolkit.reading import messages
from toolkit.reading.folder import inspect_folder
from toolkit.reading.groups_file import parse_workshops
from toolkit.reading.programme_file import parse_programme
from toolkit.tabular import parse_text_table
from toolkit.texts import load_texts

from .folders import GROUPS, PROGRAMME, problems_of, read_changed, said_of, write_folder

FOUND, _ = parse_programme(PROGRAMME.encode())
assert FOUND is not None
SWEDISH = """\
Grupp;Namn;Slag;Språk;Datum;Plats;Processledare;Antal deltagare;Områden;Öppning
nord;Åsö "Nord";Dekangrupp;Svenska;2027-02-03;Salen;Kansliet|Avdelningen;14;webb|alumni;Hej
;;;;;;;;;
syd;Söder;bibliotek;engelska;;;;;;
"""


def with_cell(column: str, value: str, row: int = 1) -> str:
    """Return the groups file with another value in one cell; a column that is not there takes the last one's place."""
    groups = (
        GROUPS
        if column in GROUPS.splitlines()[0].split(",")
        else GROUPS.replace("opening", column).replace(",Hello", ",")
    )
    return _set_cell(groups, column, value, row)


def _set_cell(groups: str, column: str, value: str, row: int) -> str:
    lines = [line.split(",") for line in groups.splitlines()]
    lines[row][lines[0].index(column)] = value
    return "\n".join(",".join(cells) for cells in lines) + "\n"


def test_a_row_becomes_a_workshop_with_its_group(tmp_path: Path) -> None:
    nord, syd = read_changed(tmp_path).workshops
    assert (nord.id, nord.group.id, nord.group.name, nord.group.kind) == ("nord", "nord", "Nord", "dean-group")
    assert (nord.language, nord.date, nord.place) == ("sv", datetime.date(2027, 2, 3), "Salen")
    assert (nord.facilitators, nord.expected) == (("Kansliet", "Avdelningen"), 14)
    assert (nord.group.areas, dict(nord.group.extra)) == (("webb", "alumni"), {"opening": "Hej"})
    assert syd.language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_swedish_excel_saves_reads_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = SWEDISH.replace(";", delimiter).replace("\n", "\r\n").encode(encoding)
    nord, syd = read_changed(tmp_path, groups=content).workshops
    assert nord.group.name == 'Åsö "Nord"'
    assert (nord.group.kind, nord.language, nord.expected) == ("dean-group", "sv", 14)
    assert nord.group.extra == {"Öppning": "Hej"}
    assert (syd.group.kind, syd.language, syd.date, syd.expected) == ("library", "en", None, None)


def test_an_excel_file_is_read_with_its_date_cells_below_a_title(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["B2"] = "Höstens workshoppar"
    for column, (header, value) in enumerate(
        {
            "Grupp": "nord",
            "Namn": "KI Nord",
            "Slag": "dekangrupp",
            "Språk": "sv",
            "Datum": datetime.date(2026, 9, 14),
            "Antal": 14,
            "Starttid i salen": datetime.time(13, 0),
        }.items(),
        start=2,
    ):
        sheet.cell(row=4, column=column, value=header)
        sheet.cell(row=5, column=column, value=value)
        sheet.cell(row=6, column=column, value="Ej bestämt" if header == "Datum" else value)
    write_folder(tmp_path, PROGRAMME.replace("groups.csv", "groups.xlsx"), groups=None)
    workbook.save(tmp_path / "groups.xlsx")
    with pytest.raises(InputError) as caught:
        read_changed(tmp_path, programme=PROGRAMME.replace("groups.csv", "groups.xlsx"), groups=None)
    assert [str(problem.place.row) + problem.place.column for problem in caught.value.problems] == [
        "6B (Grupp)",
        "6F (Datum)",
    ]
    sheet.delete_rows(6)
    workbook.save(tmp_path / "groups.xlsx")
    (nord,) = read_changed(tmp_path, programme=PROGRAMME.replace("groups.csv", "groups.xlsx"), groups=None).workshops
    assert (nord.date, nord.expected) == (datetime.date(2026, 9, 14), 14)
    assert nord.group.extra == {"Starttid_i_salen": "13:00"}


@pytest.mark.parametrize(
    ("column", "value", "message", "facts"),
    [
        ("group", "Nord 1", messages.BAD_ID, {"suggestion": "nord-1"}),
        ("group", "", messages.MISSING_CELL, {}),
        ("name", " ", messages.MISSING_CELL, {}),
        ("language", "de", messages.UNKNOWN, {"known": "sv, en"}),
        ("language", "", messages.MISSING_CELL, {}),
        ("date", "3/4/2027", messages.TWO_DATES, {"first": datetime.date(2027, 4, 3)}),
        ("date", "4.3.2027 eller 5.3.2027", messages.DATE_FORM, {}),
        ("date", "1/12 2026", messages.TWO_DATES, {}),
        ("date", "14 sept", messages.DATE_FORM, {"suggestion": "2027-09-14"}),
        ("date", "46280", messages.DATE_FORM, {}),
        ("date", "2026-13-40", messages.NO_SUCH_DATE, {"text": "2026-13-40"}),
        ("date", "2027-02-29", messages.NO_SUCH_DATE, {}),
        ("expected", "ca 14", messages.NOT_A_COUNT, {"text": "ca 14"}),
        ("expected", "-1", messages.NOT_A_COUNT, {}),
        ("expected", "0", messages.NOT_A_COUNT, {}),
        ("expected", "14.5", messages.NOT_A_COUNT, {}),
        ("areas", "web", messages.UNKNOWN_NEAR, {"nearest": "webb"}),
        ("meeting", "Anslut till mötet", messages.BAD_MEETING, {"text": "Anslut till mötet"}),
        ("meeting", "http://zoom.example/j/1", messages.BAD_MEETING, {}),
    ],
)
def test_a_fault_in_a_cell_is_named_with_its_row_and_column(
    tmp_path: Path, column: str, value: str, message: Message, facts: dict[str, object]
) -> None:
    (problem,) = problems_of(tmp_path, groups=with_cell(column, value))
    assert problem.message == message
    assert (problem.place.file, problem.place.line) == ("groups.csv", 2)
    assert problem.place.column.endswith(f"({column})")
    assert facts.items() <= dict(problem.facts).items()


def quoted(column: str, value: str) -> str:
    """Return the groups file with a value that needs quotation marks in one cell of the first row."""
    return with_cell(column, "VALUE").replace("VALUE", '"' + value.replace('"', '""') + '"')


def understood(folder: Path, groups: str, programme: str = PROGRAMME) -> list[str]:
    """Return what `toolkit check` says of how the groups were understood, after no build has said it."""
    assert read_changed(folder, groups=groups, programme=programme).notices == ()
    return [load_texts("en").problem(problem) for problem in inspect_folder(folder).problems]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "2027-12-01",
            "2027/12/01",
            "20271201",
            "1.12.2027",
            "01.12.2027",
            "1 december 2027",
            "1 dec 2027",
            "Dec 1, 2027",
        ),
        *(
            "den 1 december 2027",
            "onsdag 1 december 2027",
            "1:a december 2027",
            "Wednesday, December 1st, 2027",
            "1 Dec 2027",
        ),
        *("2027-12-01 13:00", "1st of December 2027", "1-dec-2027"),
    ],
)
def test_a_date_is_read_as_people_write_it(tmp_path: Path, said: str) -> None:
    workshops = read_changed(tmp_path, groups=quoted("date", said)).workshops
    assert workshops[0].date == datetime.date(2027, 12, 1)


def test_how_dates_were_understood_is_said_once_by_check_and_by_no_build(tmp_path: Path) -> None:
    groups = GROUPS.replace("2027-02-03", "14/9 2027").replace("2027-02-10", "15.9.2027")
    assert understood(tmp_path, groups) == [
        "groups.csv, line 2, column E (date): Dates are understood so: 14/9 2027 → 2027-09-14; "
        "15.9.2027 → 2027-09-15. Where that is wrong, write year-month-day."
    ]


def test_a_date_that_can_be_two_days_is_refused_with_both(tmp_path: Path) -> None:
    assert said_of(tmp_path, groups=with_cell("date", "1/12 2026")) == [
        "groups.csv, line 2, column E (date): “1/12 2026” can be two days: 2026-12-01 or 2026-01-12. "
        "Write the one that you mean, year first."
    ]


@pytest.mark.parametrize(
    "said", ["webb|alumni", "webb, alumni", "webb;alumni", "webb\nalumni", "Webb | ALUMNER", "Website,Alumni"]
)
def test_areas_are_taken_by_title_or_id_in_any_capitals_with_any_separator(tmp_path: Path, said: str) -> None:
    assert read_changed(tmp_path, groups=quoted("areas", said)).workshops[0].group.areas == ("webb", "alumni")


def test_an_area_whose_name_holds_a_comma_is_one_area(tmp_path: Path) -> None:
    programme = PROGRAMME.replace('sv = "Webb", en = "Website"', 'sv = "Webb, press och radio", en = "Web, press"')
    groups = quoted("areas", "alumner, webb, press och radio")
    assert read_changed(tmp_path, groups=groups, programme=programme).workshops[0].group.areas == ("alumni", "webb")
    assert understood(tmp_path, groups, programme) == [
        "groups.csv, line 2, column I (areas): Areas are understood by their names: alumner → alumni; "
        "webb, press och radio → webb. Where that is wrong, write the id."
    ]


def test_a_name_that_two_areas_have_is_told_with_both(tmp_path: Path) -> None:
    programme = PROGRAMME.replace('sv = "Webb", en = "Website"', 'sv = "Alumner", en = "Website"')
    assert said_of(tmp_path, groups=quoted("areas", "Alumner"), programme=programme) == [
        "groups.csv, line 2, column I (areas): “Alumner” may be several areas: webb, alumni. "
        "Write the id of the one that you mean."
    ]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Eva Ek, docent; Bo By", ("Eva Ek, docent", "Bo By")),
        ("Eva Ek; Bo By", ("Eva Ek", "Bo By")),
        ("Eva Ek\nBo By", ("Eva Ek", "Bo By")),
        ("Eva Ek|Bo By", ("Eva Ek", "Bo By")),
        ("Eva Ek, Bo By", ("Eva Ek", "Bo By")),
        ("Eva Ek, docent", ("Eva Ek, docent",)),
        ("Eva Ek, PhD", ("Eva Ek, PhD",)),
    ],
)
def test_facilitators_are_divided_as_people_divide_names(tmp_path: Path, said: str, names: tuple[str, ...]) -> None:
    assert read_changed(tmp_path, groups=quoted("facilitators", said)).workshops[0].facilitators == names


def test_where_a_comma_may_divide_names_it_is_said_what_was_understood(tmp_path: Path) -> None:
    assert understood(tmp_path, quoted("facilitators", "Eva Ek, Bo By")) == [
        "groups.csv, line 2, column G (facilitators): Names are divided where a comma seems to divide them: "
        "Eva Ek, Bo By → Eva Ek + Bo By. To be sure, divide them with a semicolon."
    ]
    assert understood(tmp_path, quoted("facilitators", "Eva Ek, docent; Bo By")) == []


@pytest.mark.parametrize("said", ["14", "14,0", "14.0", " 14 "])
def test_a_number_of_participants_is_read_however_it_was_saved(tmp_path: Path, said: str) -> None:
    assert read_changed(tmp_path, groups=quoted("expected", said)).workshops[0].expected == 14


def test_a_kind_of_group_that_nobody_has_named_is_a_kind_of_its_own_and_said_to_be_one(tmp_path: Path) -> None:
    groups = GROUPS.replace("dean-group", "Studentkår").replace("library", "studentkår")
    nord, syd = read_changed(tmp_path, groups=groups).workshops
    assert (nord.group.kind, nord.group.kind_name.sv, syd.group.kind) == ("studentkar", "Studentkår", "studentkar")
    assert understood(tmp_path, groups) == [
        "groups.csv, line 2, column C (kind): “Studentkår” is taken as a kind of group of your own. "
        "To call it something in each language, write under [kinds] in programme.toml: studentkar = …"
    ]


def test_kinds_of_group_of_one_s_own_stand_in_programme_toml_by_id_and_title(tmp_path: Path) -> None:
    programme = f'{PROGRAMME}\n[kinds]\nkar = {{ sv = "Studentkår", en = "Student union" }}\nlibrary = "Bibblan"\n'
    groups = GROUPS.replace("dean-group", "student union")
    nord, syd = read_changed(tmp_path, groups=groups, programme=programme).workshops
    assert (nord.group.kind, nord.group.kind_name.en, syd.group.kind_name.sv) == ("kar", "Student union", "Bibblan")
    assert understood(tmp_path, groups, programme) == []


def test_a_kind_that_is_nearly_a_known_one_is_taken_for_it_and_said_so(tmp_path: Path) -> None:
    groups = GROUPS.replace("dean-group", "dean-grup")
    assert read_changed(tmp_path, groups=groups).workshops[0].group.kind == "dean-group"
    assert understood(tmp_path, groups) == [
        "groups.csv, line 2, column C (kind): The kind “dean-grup” is taken for dean-group. "
        "If it is a kind of its own, name it under [kinds] in programme.toml."
    ]


LINK = "https://teams.microsoft.example/l/meetup-join/19%3ameeting_x?context=%7b%7d"


@pytest.mark.parametrize("said", [LINK, LINK.removeprefix("https://"), f"Anslut här: {LINK} (Mötes-ID: 123)"])
@pytest.mark.parametrize("header", ["meeting", "möte", "Möteslänk", "Teams link"])
def test_the_link_of_a_meeting_is_taken_from_its_column(tmp_path: Path, said: str, header: str) -> None:
    groups = quoted("opening", said).replace("opening", header).replace(",Hello", ",")
    nord, _ = read_changed(tmp_path, groups=groups).workshops
    assert nord.meeting == LINK


def test_a_date_with_a_time_counts_as_its_day(tmp_path: Path) -> None:
    assert read_changed(tmp_path, groups=with_cell("date", "2027-02-03 13:00")).workshops[0].date == datetime.date(
        2027, 2, 3
    )


def test_two_workshops_with_one_id_name_both_rows(tmp_path: Path) -> None:
    assert said_of(tmp_path, groups=with_cell("group", "nord", row=2).replace("library", "dean-group")) == [
        "groups.csv, line 3, column A (group): Two workshops are called 'nord': this row and line 2. Give one of them "
        "an id of its own in the column 'workshop', or remove the row."
    ]


def test_a_group_meets_twice_when_the_second_workshop_has_its_own_id(tmp_path: Path) -> None:
    rows = [line + cell for line, cell in zip(GROUPS.splitlines(), (",workshop", ",", ",nord-2"), strict=True)]
    text = "\n".join(rows).replace("syd,South,library", "nord,North,dean-group")
    assert [(each.id, each.group.id) for each in read_changed(tmp_path, groups=text).workshops] == [
        ("nord", "nord"),
        ("nord-2", "nord"),
    ]


def test_a_group_of_two_kinds_is_a_fault(tmp_path: Path) -> None:
    text = "group,name,kind,language,workshop\nnord,N,library,sv,\nnord,N,department,sv,nord-2\n"
    (problem,) = problems_of(tmp_path, groups=text)
    assert (problem.message, str(problem.facts["row"]), problem.place.line) == (
        messages.GROUP_OF_TWO_KINDS,
        "line 2",
        3,
    )


def test_a_missing_column_is_named_with_what_was_probably_meant(tmp_path: Path) -> None:
    assert said_of(tmp_path, groups="grp,name,language,date\nnord,Nord,sv,2027-02-03\n") == [
        "groups.csv, line 1: The column 'group' is missing. Did you mean it by 'grp'? Rename that column.",
        "groups.csv, line 1: The column 'kind' is missing. The header must hold at least: group, name, kind, language. "
        "In Swedish: grupp, namn, slag, språk.",
    ]


def test_a_further_column_that_nearly_has_a_known_name_is_noticed(tmp_path: Path) -> None:
    (notice,) = read_changed(tmp_path, groups=GROUPS.replace("facilitators", "facilitatrs")).notices
    assert (notice.message, notice.facts["nearest"]) == (messages.NEARLY_A_COLUMN, "facilitators")


def test_one_column_twice_is_a_fault(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, groups=GROUPS.replace("opening", "name"))
    assert (problem.message, problem.place.column) == (messages.COLUMN_TWICE, "J")


def test_an_unquoted_comma_in_a_name_shows_as_a_cell_without_header(tmp_path: Path) -> None:
    found = problems_of(tmp_path, groups=GROUPS.replace("Hello", "Hello, all"))
    assert [(problem.message, problem.place.column) for problem in found] == [(messages.NO_HEADER, "K")]


def test_a_header_alone_and_an_empty_file_are_faults(tmp_path: Path) -> None:
    assert [p.message for p in problems_of(tmp_path, groups=GROUPS.splitlines()[0])] == [messages.NO_WORKSHOPS]
    assert [p.message for p in problems_of(tmp_path, groups="\n\n")] == [tabular.EMPTY]
    assert [p.message for p in problems_of(tmp_path, groups=";;;\n")] == [tabular.EMPTY]


def test_a_language_column_is_not_needed_in_a_programme_of_one_language(tmp_path: Path) -> None:
    text = PROGRAMME.replace('["sv", "en"]', '["sv"]')
    (only,) = read_changed(tmp_path, programme=text, groups="group,name,kind\nnord,Nord,library\n").workshops
    assert only.language == "sv"


@given(st.text(max_size=120) | st.text(alphabet='group,name;kind\n"|åx1-/ 2027', max_size=120))
def test_any_text_gives_workshops_or_problems(text: str) -> None:
    assert FOUND is not None
    try:
        rows = parse_text_table(text.encode("utf-8", "surrogatepass"), "groups.csv")
    except InputError:
        return
    found = parse_workshops(rows, FOUND)
    assert found.workshops or found.problems


@given(st.lists(st.text(max_size=12), min_size=10, max_size=10))
def test_any_cells_give_a_workshop_or_problems(cells: list[str]) -> None:
    assert FOUND is not None
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    try:
        rows = parse_text_table(f"{GROUPS.splitlines()[0]}\n{quoted}\n".encode("utf-8", "surrogatepass"), "groups.csv")
    except InputError:  # a null character: no text file
        return
    found = parse_workshops(rows, FOUND)
    assert found.problems or found.workshops[0].group.name


def test_a_row_may_end_before_its_last_columns(tmp_path: Path) -> None:
    (short,) = read_changed(tmp_path, groups=f"{GROUPS.splitlines()[0]}\nnord,Nord,library,sv\n").workshops
    assert (short.date, short.facilitators, dict(short.group.extra)) == (None, (), {"opening": ""})


def test_an_id_that_is_too_long_is_a_fault(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, groups=with_cell("group", "n" * 41))
    assert (problem.message, problem.facts["length"]) == (messages.LONG_ID, 41)


def test_the_same_date_cell_of_excel_with_a_time_counts_as_its_day(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (
        ("group", "name", "kind", "language", "date"),
        ("nord", "Nord", "library", "sv", datetime.datetime(2027, 2, 3, 13)),
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "groups.xlsx")
    (only,) = read_changed(tmp_path, programme=PROGRAMME.replace("groups.csv", "groups.xlsx"), groups=None).workshops
    assert only.date == datetime.date(2027, 2, 3)
    assert type(only.date) is datetime.date


def test_a_cell_of_many_pages_is_refused_whatever_its_column(tmp_path: Path) -> None:
    for column, letter in (("name", "B"), ("opening", "J")):
        assert said_of(tmp_path, groups=with_cell(column, "x" * 1001)) == [
            f"groups.csv, line 2, column {letter} ({column}): The cell has 1001 characters; "
            "at most 1000 fit on slides and sheets. Shorten it."
        ]
