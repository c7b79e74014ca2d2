"""A group of a kind of one's own is called what the programme calls it, in the workbook of each language."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Ran, run
from toolkit.commands.blank_programme import Blank
from toolkit.commands.new import make_programme

__all__ = ["run"]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.mark.parametrize(
    ("language", "own", "known"), [("sv", "Studentkår", "institution"), ("en", "Student union", "department")]
)
def test_the_summary_says_what_kind_of_group_a_student_union_is(
    tmp_path: Path, run: Callable[..., Ran], language: str, own: str, known: str
) -> None:
    folder = tmp_path / "p"
    make_programme(folder, Blank(title="Eget", organisation="Högskolan", languages=("sv", "en")))
    text = (folder / "programme.toml").read_text("utf-8")
    kinds = '[kinds]\nstudentkar = { sv = "Studentkår", en = "Student union" }\n'
    (folder / "programme.toml").write_text(text + kinds, "utf-8")
    rows = "grupp;namn;slag;språk\nkar;Kåren;student union;sv\ninst;Institutionen;institution;sv\n"
    (folder / "groups.csv").write_text(rows, "utf-8")
    assert run("demo", folder).code == 0
    store = folder / "out/demo/responses.sqlite3"
    said = run("-C", folder, "summary", "--only", "workbook", "--language", language, "--database", store)
    assert said.code == 0, said.err
    book = openpyxl.load_workbook(folder / "out/summary.xlsx", data_only=True)
    cells = [{str(cell.value) for row in sheet.iter_rows() for cell in row} for sheet in book.worksheets]
    assert sum({own, known} <= found for found in cells) >= 2  # the overview, and the list of responses
