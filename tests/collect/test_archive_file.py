"""An archive's files: what is read is what was written, and what was changed in between is refused by its place."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.collect.archive import ABOUT_FILE, CHECKSUMS_FILE, compose_archive, write_archive
from toolkit.collect.archive_rows import compose_csv, parse_csv
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.collect.taken import Taken
from toolkit.errors import InputError, Problem
from toolkit.model.archive import StoredColumn, StoredTable, StoredValue
from toolkit.store.archive import describe_tables
from toolkit.texts import load_texts

SHAPES = describe_tables()
EXACT = "2026-09-14T10:20:33"
ROWS: dict[str, list[tuple[StoredValue, ...]]] = {
    "takes": [(1, "svar.xlsx", "ab", "2026-09-14T10:20", 1, 0, 0, 2, 0, 0, None, None, None)],
    "responses": [("nord", "1", "0a", "xlsx", "sv", "Bord 1", "2026-09-14", False, 1),
                  ("nord", "2", "0a", "web", "en", "", "", True, None)],
    "answers": [("nord", "1", "kannedom", None, 5, 1), ("nord", "1", "vision", '=SUM("a")\n;, å', None, 1)],
    "superseded": [("nord", "1", "vision", "'förr", None, None, 1)],
}  # fmt: skip


def fill_tables(rows: dict[str, list[tuple[StoredValue, ...]]]) -> tuple[StoredTable, ...]:
    return tuple(replace(shape, rows=rows.get(shape.name, [])) for shape in SHAPES)


def compose_files(programme: str = "ki") -> dict[str, bytes]:
    return compose_archive(fill_tables(ROWS), {"questions": []}, "Läs mig\n", {"programme": programme})


def sign(files: dict[str, bytes]) -> dict[str, bytes]:
    """Write the checksums anew, as somebody would who knows how."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in files if name != CHECKSUMS_FILE]
    return {**files, CHECKSUMS_FILE: "".join(lines).encode()}


def read(files: dict[str, bytes], folder: Path, asked: Asked, name: str = "arkiv.zip") -> Taken:
    write_archive(files, folder / name)
    return read_file(folder / name, asked, shapes=SHAPES)


def causes(taken: Taken) -> list[str]:
    texts = load_texts("en")
    return [texts(problem.message.cause, **problem.facts) for problem in taken.problems]


def places(problems: Sequence[Problem]) -> list[str]:
    texts = load_texts("en")
    return [texts.place(problem.place) for problem in problems]


@pytest.mark.parametrize("name", ["arkiv.zip", "arkiv"])
def test_what_is_read_is_what_was_written(name: str, tmp_path: Path, asked: Asked) -> None:
    taken = read(compose_files(), tmp_path, asked, name)
    assert causes(taken) == []
    assert {table.name: table.rows for table in taken.tables if table.rows} == ROWS
    assert taken.rows == 2
    assert taken.notices == ()


def test_the_same_store_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_archive(compose_files(), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_archive_is_for_its_owner_s_eyes(tmp_path: Path) -> None:
    write_archive(compose_files(), tmp_path / "arkiv")
    assert (tmp_path / "arkiv").stat().st_mode & 0o077 == 0


def test_no_cell_of_an_archive_is_a_formula_to_a_spreadsheet() -> None:
    for name, content in compose_files().items():
        if name.endswith(".csv"):
            assert b'"=' not in content
            assert b",=" not in content


@pytest.mark.parametrize("name", ["answers.csv", "responses.csv", "codebook.json", "README.txt", "archive.json"])
def test_a_changed_file_is_refused_by_its_place(name: str, tmp_path: Path, asked: Asked) -> None:
    files = compose_files()
    taken = read({**files, name: files[name] + b" "}, tmp_path, asked)
    assert places(taken.problems) == [f"arkiv.zip/{name}"]
    assert "its checksum differs" in causes(taken)[0]
    assert taken.tables == ()


def test_a_missing_file_and_one_that_is_not_listed_are_refused_by_their_place(tmp_path: Path, asked: Asked) -> None:
    files = compose_files()
    without = {name: content for name, content in files.items() if name != "takes.csv"}
    assert places(read(without, tmp_path, asked).problems) == ["arkiv.zip/takes.csv"]
    lines = files[CHECKSUMS_FILE].splitlines(keepends=True)
    unlisted = {**files, CHECKSUMS_FILE: b"".join(line for line in lines if b" answers.csv" not in line)}
    taken = read(unlisted, tmp_path, asked)
    assert (places(taken.problems), causes(taken)) == (
        ["arkiv.zip/answers.csv"],
        ["The archive's list of checksums does not name the file."],
    )


def test_another_programme_s_archive_and_a_newer_one_are_refused(tmp_path: Path, asked: Asked) -> None:
    assert "belongs to another programme ('annat'" in causes(read(compose_files("annat"), tmp_path, asked))[0]
    files = compose_files()
    newer = {**json.loads(files[ABOUT_FILE]), "version": 99}
    taken = read(sign({**files, ABOUT_FILE: json.dumps(newer).encode()}), tmp_path, asked)
    assert causes(taken) == ["The archive was made by a newer version of this program."]


@pytest.mark.parametrize(
    "about", ["", "[]", "null", '{"format": 1}', '{"format": "workshop-toolkit archive"}', "9" * 9]
)
def test_a_description_that_says_nothing_is_refused(about: str, tmp_path: Path, asked: Asked) -> None:
    taken = read(sign({**compose_files(), ABOUT_FILE: about.encode()}), tmp_path, asked)
    assert causes(taken) == ["The archive's description cannot be read."]


def test_signs_that_an_earlier_version_kept_and_no_file_may_hold_are_taken_out_when_an_archive_comes_back(
    tmp_path: Path, asked: Asked
) -> None:
    row = ("nord", "2", "vision", "Vi\0 syns\x0bmer\x01", None, None)
    files = compose_archive(fill_tables({**ROWS, "answers": [*ROWS["answers"], row]}), {}, "", {"programme": "ki"})
    taken = read(files, tmp_path, asked)
    assert not taken.problems
    (answers,) = (table for table in taken.tables if table.name == "answers")
    assert answers.rows[-1][3] == "Vi syns\nmer"


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("responses", ("nord", "3", "0a", "fax", "sv", "", "", False, None), "line 4, column D, channel"),
        ("responses", ("nord", "1", "0a", "csv", "sv", "", "", False, None), "line 4"),
        ("responses", ("nord", "3", "0a", "csv", "sv", "", "igår", False, None), "line 4, column G, submitted"),
        ("responses", ("nord", "3", "0", "csv", "sv", "", EXACT, False, None), "line 4, column G, submitted"),
        ("responses", ("nord", "3", "0a", "csv", "sv", "", "", False, 7), "nord, 3, 0a"),
        ("answers", ("nord", "9", "vision", "Hej", None, None), "nord / 9"),
        ("answers", ("nord", "2", "vision", None, None, None), "nord, 2, vision"),
        ("answers", ("nord", "2", "vision", None, 2**31, None), "line 5, column E, value_number"),
        ("answers", ("nord", "2", "vision", "a", 1, None), "nord, 2, vision"),
    ],
)  # fmt: skip
def test_what_no_store_can_hold_is_refused_by_line_and_column_though_the_checksums_fit(
    table: str, row: tuple[StoredValue, ...], expected: str, tmp_path: Path, asked: Asked
) -> None:
    rows = {**ROWS, table: [*ROWS[table], row]}
    files = compose_archive(fill_tables(rows), {}, "", {"programme": "ki"})
    assert places(read(files, tmp_path, asked).problems) == [f"arkiv.zip/{table}.csv, {expected}"]


def test_a_workshop_that_the_programme_has_not_is_restored_and_noticed(tmp_path: Path, asked: Asked) -> None:
    rows = {**ROWS, "responses": [*ROWS["responses"], ("old", "3", "0a", "csv", "sv", "", "", False, None)]}
    taken = read(compose_archive(fill_tables(rows), {}, "", {"programme": "ki"}), tmp_path, asked)
    assert taken.problems == ()
    assert [problem.facts["found"] for problem in taken.notices] == ["old"]


def test_a_folder_that_is_no_archive_and_a_damaged_zip_are_told(tmp_path: Path, asked: Asked) -> None:
    (tmp_path / "svar").mkdir()
    assert causes(read_file(tmp_path / "svar", asked, shapes=SHAPES)) == [
        "The folder is not an archive: it holds no archive.json."
    ]
    write_archive(compose_files(), tmp_path / "arkiv.zip")
    content = (tmp_path / "arkiv.zip").read_bytes()
    middle = len(content) // 3
    (tmp_path / "arkiv.zip").write_bytes(content[:middle] + b"\0" * 40 + content[middle + 40 :])
    assert read_file(tmp_path / "arkiv.zip", asked, shapes=SHAPES).problems


def test_a_zip_s_other_files_are_not_even_read(tmp_path: Path, asked: Asked) -> None:
    write_archive(compose_files(), tmp_path / "arkiv.zip")
    with zipfile.ZipFile(tmp_path / "arkiv.zip", "a") as archive:
        archive.writestr("../../elsewhere.txt", "x")
    assert read_file(tmp_path / "arkiv.zip", asked, shapes=SHAPES).problems == ()
    assert not (tmp_path.parent.parent / "elsewhere.txt").exists()


def test_an_archive_is_not_written_over_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "mitt.txt").write_text("kvar")
    with pytest.raises(InputError, match="something under this name"):
        write_archive(compose_files(), tmp_path / "svar")
    assert [path.name for path in tmp_path.iterdir()] == ["svar"]


COLUMNS = (
    StoredColumn(name="item", kind="text", optional=False, comment=""),
    StoredColumn(name="text", kind="text", optional=True, comment=""),
    StoredColumn(name="number", kind="number", optional=True, comment=""),
    StoredColumn(name="flag", kind="flag", optional=True, comment=""),
)
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, range(32))))
    | st.sampled_from("\n\t\r=+-@'\",;")
)
CELLS = st.tuples(TEXTS, st.none() | TEXTS, st.none() | st.integers(-(2**31) + 1, 2**31 - 1), st.none() | st.booleans())


@settings(deadline=None, max_examples=200)
@given(rows=st.lists(CELLS))
def test_any_row_comes_back_as_it_was(rows: list[tuple[StoredValue, ...]]) -> None:
    shape = StoredTable(name="t", comment="", columns=COLUMNS)
    found, problems = parse_csv(compose_csv(replace(shape, rows=rows)), shape, "t.csv")
    assert problems == []
    assert found.rows == rows


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_edit_of_an_archive_is_more_than_a_problem(tmp_path: Path, asked: Asked, data: st.DataObject) -> None:
    files = compose_files()
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 20)))
    edit = data.draw(st.binary(max_size=12) | st.sampled_from([b'"', b",,,", b"\r\n", b"'", b"NaN", b"1e9", b"\x00"]))
    changed = {**files, name: content[:start] + edit + content[end:]}
    taken = read(sign(changed) if name != CHECKSUMS_FILE else changed, tmp_path, asked)
    assert bool(taken.tables) == (not taken.problems)
