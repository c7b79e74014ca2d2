"""The chain as people run it: new, check, build, collect, summary, demo – real processes, real files."""

import csv
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from tests.commands.conftest import ROOT, Ran
from toolkit.commands.new import make_programme
from toolkit.errors import OutputError
from toolkit.texts import load_texts

# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def demo(run: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    folder = tmp_path_factory.mktemp("demo") / "ki"
    return folder, run("demo", folder)


def test_the_demo_makes_everything_and_says_what_to_open_first(demo: tuple[Path, Ran]) -> None:
    folder, said = demo
    assert said.code == 0, said.err
    assert (folder / "out/summary.xlsx").exists()
    assert "Open first" in said.out


def test_what_to_open_first_is_told_as_seen_from_the_folder_that_holds_it(demo: tuple[Path, Ran]) -> None:
    guide = (demo[0] / "out/README.txt").read_text("utf-8")
    named = re.findall(r"^  \d\. (\S+)", guide, re.MULTILINE)
    assert len(named) == 10  # five files, in two languages
    assert all((demo[0] / "out" / name).is_file() for name in named)
    assert str(demo[0]) not in guide


def read_responses(folder: Path) -> list[dict[str, object]]:
    """Return the rows of the summary's table of responses, by column."""
    book = openpyxl.load_workbook(folder / "out/summary.xlsx", data_only=True)
    header, *rows = book["Svarande"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_the_demo_s_answers_come_from_five_workshops_or_more_in_both_languages_by_sheets_and_csv(
    demo: tuple[Path, Ran],
) -> None:
    rows = read_responses(demo[0])
    assert len(rows) >= 60
    assert len({row["workshop"] for row in rows}) >= 5
    assert {row["språk"] for row in rows} == {"svenska", "engelska"}
    assert {"Excel", "CSV"} <= {row["kanal"] for row in rows}


def test_everything_the_demo_made_up_is_marked_as_an_example(demo: tuple[Path, Ran]) -> None:
    assert all(path.name.startswith(("exempel-", "responses.")) for path in (demo[0] / "out/demo").iterdir())
    book = openpyxl.load_workbook(demo[0] / "out/summary.xlsx", data_only=True)
    said = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows(max_row=6) for cell in row)
    assert "EXEMPEL" in said


def test_the_demo_keeps_away_from_a_programme_s_own_answers(demo: tuple[Path, Ran]) -> None:
    assert not (demo[0] / "responses/responses.sqlite3").exists()


def test_the_demo_follows_its_plan_up_with_marked_examples_and_leaves_the_register_alone(
    demo: tuple[Path, Ran],
) -> None:
    folder = demo[0]
    for name in ("activities.csv", "history.csv"):
        assert (folder / "plan" / name).read_bytes() == (ROOT / "plan" / name).read_bytes()
    book = openpyxl.load_workbook(folder / "out/exempel-uppfoljning.xlsx", data_only=True)
    note = "EXEMPEL: status, kommentarer och mediesiffror är påhittade."
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert note in [sheet.cell(row, 1).value for row in range(1, 16)], sheet.title
            for chart in sheet._charts:
                assert "EXEMPEL" in "".join(run.t for line in chart.title.tx.rich.p for run in line.r or ())
    slides = Presentation(str(folder / "out/exempel-uppfoljning.pptx")).slides
    for slide in slides:
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert note in said or slide == slides[0], said
        for shape in slide.shapes:
            if shape.has_chart:
                assert "EXEMPEL" in shape.chart.chart_title.text_frame.text


def test_the_demo_can_be_run_again(demo: tuple[Path, Ran], run: Callable[..., Ran]) -> None:
    before = (demo[0] / "out/summary.xlsx").read_bytes()
    assert run("demo", demo[0]).code == 0
    assert (demo[0] / "out/summary.xlsx").read_bytes() == before


def test_a_fresh_programme_has_no_problems(programme: Path, run: Callable[..., Ran]) -> None:
    said = run("check", cwd=programme)
    assert said.code == 0, said.err
    assert said.out.startswith("No problems")


@pytest.mark.parametrize(
    ("written", "said_of"),
    [("{% if feedback.view %}\n\n## A\n\n- b\n", "{% endif %}"), ("## A\n\n- {{ feedback.thems }}\n", "themes")],
)
def test_checking_reads_the_feedback_outlines_too_with_all_their_problems(
    programme: Path, run: Callable[..., Ran], written: str, said_of: str
) -> None:
    for language in ("sv", "en"):
        (programme / f"decks/feedback-{language}.md").write_text(written, encoding="utf-8")
    said = run("check", cwd=programme)
    assert said.code == 1
    assert [line.partition(",")[0] for line in said.err.splitlines() if "feedback-" in line] == [
        "decks/feedback-sv.md",
        "decks/feedback-en.md",
    ]
    assert said_of in said.err


def test_checking_writes_nothing(programme: Path, run: Callable[..., Ran]) -> None:
    before = sorted(programme.rglob("*"))
    run("check", cwd=programme)
    assert sorted(programme.rglob("*")) == before


def test_a_new_programme_is_not_made_over_files_that_are_there(programme: Path, run: Callable[..., Ran]) -> None:
    said = run("new", programme)
    assert said.code == 1
    assert "holds files already" in said.err


def test_a_new_programme_that_the_disk_has_no_room_for_leaves_nothing_and_can_be_made_later(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    copy = shutil.copyfile
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", lambda a, b: _raise(full) if "plan" in str(b) else copy(a, b))
        with pytest.raises(OutputError, match="disk is full"):
            make_programme(tmp_path / "p")
        (tmp_path / "empty").mkdir()
        with pytest.raises(OutputError, match="disk is full"):
            make_programme(tmp_path / "empty")
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]
    assert run("new", tmp_path / "p").code == 0
    assert not list((tmp_path / "p").glob(".unfinished"))


def _raise(error: OSError) -> None:
    raise error


@pytest.mark.parametrize("command", ["check", "serve"])
def test_outside_a_programme_the_remedy_names_new(tmp_path: Path, run: Callable[..., Ran], command: str) -> None:
    said = run(command, cwd=tmp_path)
    assert said.code == 1
    assert "toolkit new" in said.err


def test_problems_are_counted_in_swedish_where_its_plural_is_spelt_as_the_english_singular() -> None:
    assert load_texts("sv").plural("{n} problem.", "{n} problems.", 2) == "2 problem."


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_address_that_is_still_the_example_s_is_noticed_before_anything_is_printed(
    programme: Path, run: Callable[..., Ran], command: str
) -> None:
    said = run(command, cwd=programme)
    assert said.err.startswith("Note: programme.toml, base_url: base_url is an example")
    settings = (programme / "programme.toml").read_text("utf-8")
    real = settings.replace("https://synlighet.example", "https://svar.min-hogskola.se")
    (programme / "programme.toml").write_text(real, encoding="utf-8")
    assert "base_url is an example" not in run(command, cwd=programme).err


def test_messages_are_swedish_where_the_system_is(tmp_path: Path, run: Callable[..., Ran]) -> None:
    said = run("check", cwd=tmp_path, LANG="sv_SE.UTF-8")
    assert "programmapp" in said.err


def test_a_fault_of_the_program_itself_ends_with_a_sentence_and_a_report_to_send(tmp_path: Path) -> None:
    code = "from toolkit.console import report_faults\nreport_faults()\n1 / 0"
    env = {**os.environ, "TMPDIR": str(tmp_path), "LANG": "sv_SE.UTF-8", "LC_ALL": "", "LANGUAGE": ""}
    env.pop("TOOLKIT_DEBUG", None)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    report = next(tmp_path.glob("toolkit-*.txt"))
    assert str(report) in done.stderr
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_help_and_wrong_usage_are_swedish_by_choice(run: Callable[..., Ran]) -> None:
    assert "Kommandon:" in run("--lang", "sv", "--help").out
    assert "inget kommando" in run("--lang", "sv", "bygg").err


def test_wrong_usage_exits_with_two(run: Callable[..., Ran]) -> None:
    assert run("bygg").code == 2


def test_json_says_the_same_facts_wherever_the_option_stands(programme: Path, run: Callable[..., Ran]) -> None:
    before, after = run("--json", "-C", programme, "check"), run("check", "-C", programme, "--json")
    assert before.json() == after.json()
    assert before.json()["programme"] == "ki-synlighet"


def write_csv(path: Path, rows: list[tuple[str, ...]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows([("workshop", "response", "item", "value"), *rows])
    return path


def test_answers_go_from_csv_to_the_summary(programme: Path, run: Callable[..., Ran]) -> None:
    file = write_csv(
        programme / "svar.csv", [("nord", "1", "kannedom", "5"), ("nord", "1", "idag", "=SUMMA(A1)")], "cp1252"
    )
    assert run("-C", programme, "collect", file).code == 0
    said = run("-C", programme, "summary", "--json").json()
    assert (said["responses"], said["answers"]) == (1, 2)
    cells = [cell for sheet in openpyxl.load_workbook(said["path"]) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=SUMMA(A1)" and cell.data_type == "s" for cell in cells), "it stays text"


def test_a_refused_file_does_not_keep_the_others_out(programme: Path, run: Callable[..., Ran]) -> None:
    good = write_csv(programme / "bra.csv", [("nord", "1", "kannedom", "5")])
    bad = write_csv(programme / "fel.csv", [("nord", "2", "kannedom", "9"), ("nord", "2", "poang.webb", "x")])
    said = run("-C", programme, "collect", bad, good)
    assert said.code == 1
    assert said.err.count("fel.csv") >= 2, "both faults are named"
    assert run("-C", programme, "summary", "--json").json()["responses"] == 1


def test_looking_into_a_store_that_is_not_there_says_so_and_makes_none(
    programme: Path, run: Callable[..., Ran]
) -> None:
    said = run("-C", programme, "summary", "--database", programme / "fel" / "svar.sqlite3")
    assert said.code == 1
    assert "There is no store" in said.err
    assert not (programme / "fel").exists()
    said = run("-C", programme, "summary")
    assert said.code == 0
    assert "toolkit collect" in said.err
    assert not (programme / "responses/responses.sqlite3").exists()


def test_a_summary_without_answers_is_a_workbook_all_the_same(programme: Path, run: Callable[..., Ran]) -> None:
    said = run("-C", programme, "summary", "--language", "en", "--json")
    assert said.code == 0, said.err
    assert openpyxl.load_workbook(said.json()["path"]).sheetnames


def test_the_report_on_a_template_names_roles_and_how_they_were_found(run: Callable[..., Ran], programme: Path) -> None:
    said = run("template", programme / "templates/pptx/workshop.pptx")
    assert said.code == 0
    assert "[layouts]" in said.out
    assert "by its name" in said.out
