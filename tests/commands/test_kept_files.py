"""What I change in a file that the program made is still there on the second and on the third day, in every file."""

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from pptx import Presentation

from tests.commands.conftest import Ran
from tests.commands.small import BANK, GROUPS, write_small_programme
from toolkit.commands.build import BuiltProgramme, build_programme
from toolkit.commands.collect import collect_files
from toolkit.commands.export import export_archive
from toolkit.commands.followup import FollowupOptions, WrittenFollowup, write_followup
from toolkit.commands.forget import forget_responses
from toolkit.commands.kept_sheets import FAULTY, ONE_ANSWER, RESPONSES
from toolkit.commands.left_behind import CHANGED_THERE, NOT_PLANNED, OTHER_LANGUAGE, RENAMED
from toolkit.commands.summary import WrittenSummary, write_summary
from toolkit.errors import Problem
from toolkit.files import NOT_PERMITTED
from toolkit.outputs.outcome import ANEW, BESIDE

# What openpyxl cannot keep of a workbook that it saves.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
MINE = "Detta skrev jag"
DAY = datetime.date(2027, 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_programme(tmp_path / "liten")


def build(folder: Path, *, fresh: bool = False) -> BuiltProgramme:
    return build_programme(folder, jobs=1, fresh=fresh)


def sum_up(folder: Path, *, fresh: bool = False) -> WrittenSummary:
    return write_summary(folder, written_on=DAY, fresh=fresh)


def follow_up(folder: Path, *, fresh: bool = False) -> WrittenFollowup:
    return write_followup(folder, FollowupOptions(day=DAY, fresh=fresh))


RECIPES: dict[str, Callable[..., BuiltProgramme | WrittenSummary | WrittenFollowup]] = {
    "build": build,
    "summary": sum_up,
    "followup": follow_up,
}
FILES = [
    ("build", "nord/nord-deck-sv.pptx"),
    ("build", "nord/nord-sheet-sv.xlsx"),
    ("build", "nord/nord-sheet-en.pdf"),
    ("build", "nord/nord-qr.svg"),
    ("build", "nord/nord-qr.png"),
    ("summary", "summary.xlsx"),
    ("summary", "feedback.pptx"),
    ("summary", "nord/feedback.pptx"),
    ("summary", "report-sv.docx"),
    ("summary", "report-en.pdf"),
    ("summary", "data/figures.csv"),
    ("summary", "data/data.json"),
    ("summary", "data/README.txt"),
    ("followup", "followup.pptx"),
    ("followup", "followup.docx"),
    ("followup", "followup.pdf"),
]


def change(path: Path) -> None:
    """Write something into a file, as its own program would."""
    if path.suffix == ".pptx":
        deck = Presentation(str(path))
        deck.slides[0].shapes.title.text = MINE
        deck.save(str(path))
    elif path.suffix == ".docx":
        text = docx.Document(str(path))
        text.add_paragraph(MINE)
        text.save(str(path))
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(row=60, column=1, value=MINE)
        book.save(path)
    else:
        path.write_bytes(path.read_bytes() + MINE.encode())


def holds(content: bytes) -> bool:
    """Tell whether a file still says what was written into it."""
    if not content.startswith(b"PK"):
        return MINE.encode() in content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(MINE.encode() in package.read(name) for name in package.namelist())


def change_programme(folder: Path, title: str = "Ett annat namn") -> None:
    """Change what every output says: the programme's name, a workshop's date, an address."""
    path = folder / "programme.toml"
    text = path.read_text("utf-8").replace("Litet program", title).replace("Small programme", title)
    path.write_text(text.replace("svar.universitetet", "andra.universitetet"), encoding="utf-8")
    groups = folder / "groups.csv"
    groups.write_text(groups.read_text("utf-8").replace("2027-02-03", "2027-02-04"), encoding="utf-8")


def answer(folder: Path) -> None:
    """Let four people answer at each workshop."""
    rows = ["workshop,response,item,value"]
    for workshop in ("nord", "syd"):
        for person in range(6):
            rows += [
                f"{workshop},r{person},tanke,Vi behöver mer tid {person}",
                f"{workshop},r{person},betyg,{person % 5 + 1}",
            ]
    path = folder / "svar.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    taken = collect_files(folder, [path], taken_at="2027-02-11T09:00")
    assert taken.problems == ()


def find_notices(notices: tuple[Problem, ...], path: Path) -> list[Problem]:
    return [notice for notice in notices if notice.place.file == str(path)]


@pytest.fixture
def answered(folder: Path) -> Path:
    answer(folder)
    return folder


@pytest.mark.parametrize(("command", "file"), FILES, ids=[file for _, file in FILES])
def test_what_i_changed_is_there_on_the_second_and_the_third_day_and_one_sentence_says_so(
    answered: Path, command: str, file: str
) -> None:
    recipe, path = RECIPES[command], answered / "out" / file
    recipe(answered)
    change(path)
    assert holds(path.read_bytes())
    second = recipe(answered)
    assert holds(path.read_bytes())
    assert len(find_notices(second.notices, path)) == 1
    assert [each["file"] for each in second.facts()["kept"]] == [str(path)]
    assert not list(path.parent.glob("*-new*")), "there is nothing new"
    change_programme(answered)
    third = recipe(answered)
    # The summary is taken in and renewed, so that one works on in the new one: what else was put into it lies beside.
    mine = path.with_name(f"summary-{datetime.date.today()}.xlsx") if file == "summary.xlsx" else path
    assert holds(mine.read_bytes())
    assert find_notices(third.notices, path)
    assert third.problems == ()


@pytest.mark.parametrize("command", list(RECIPES))
def test_what_nobody_has_changed_is_renewed_without_a_word(answered: Path, command: str) -> None:
    recipe = RECIPES[command]
    recipe(answered)
    before = read_all(answered / "out")
    recipe(answered)
    assert read_all(answered / "out") == before
    change_programme(answered)
    done = recipe(answered)
    after = read_all(answered / "out")
    assert after.keys() == before.keys(), "nothing lies beside"
    assert done.facts()["kept"] == []
    if command != "build":
        assert all(after[name] != before[name] for name in before if name.endswith((".xlsx", ".docx", ".pptx", ".pdf")))


def read_all(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("command", list(RECIPES))
def test_fresh_makes_every_file_anew_and_keeps_each_that_i_changed_under_a_dated_name(
    answered: Path, command: str
) -> None:
    recipe = RECIPES[command]
    recipe(answered)
    made = read_all(answered / "out")
    files = [answered / "out" / file for of, file in FILES if of == command]
    for path in files:
        change(path)
    changed = {path: path.read_bytes() for path in files}
    done = recipe(answered, fresh=True)
    today = datetime.date.today().isoformat()
    for path, content in changed.items():
        assert path.read_bytes() == made[str(path.relative_to(answered / "out"))]
        assert path.with_name(f"{path.stem}-{today}{path.suffix}").read_bytes() == content
        assert [notice.message for notice in find_notices(done.notices, path)] == [ANEW]
    assert len(read_all(answered / "out")) == len(made) + len(files)


# Response sheets ---


def fill(path: Path, rows: int, *, items: tuple[str, ...] = ("tanke",), value: object = None) -> None:
    """Fill a sheet in where it lies, as in Excel."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(5, 5 + rows):
        for item in items:
            sheet.cell(row=row, column=columns[item], value=value or f"Svar {row}")
    book.save(path)


def test_a_sheet_with_answers_is_not_written_over_and_the_receipt_says_how_many_and_how_they_are_collected(
    folder: Path, run: Callable[..., Ran]
) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    fill(path, 8)
    filled = path.read_bytes()
    said = run("build", "--workshop", "nord", cwd=folder)
    assert said.code == 0
    assert (
        "Note: out/nord/nord-sheet-sv.xlsx: 8 responses with 8 answers, not yet collected; the sheet stays as it is. "
        "Take them in with: toolkit collect out/nord/nord-sheet-sv.xlsx\n"
    ) in said.err
    assert path.read_bytes() == filled
    command = said.err.split("Take them in with: toolkit ")[1].split("\n")[0].split()
    assert "8 new" in run(*command, cwd=folder).out
    assert "All answers in it have been collected" in run("build", cwd=folder).err
    assert path.read_bytes() == filled


@pytest.mark.parametrize("ledger", ["missing", "forged"])
def test_a_sheet_with_answers_is_not_written_over_whatever_the_ledger_says(folder: Path, ledger: str) -> None:
    build(folder)
    path, lines = folder / "out/nord/nord-sheet-sv.xlsx", folder / ".toolkit/written.jsonl"
    fill(path, 1)
    filled = path.read_bytes()
    if ledger == "missing":
        lines.unlink()
    else:
        import hashlib

        entry = {"path": "out/nord/nord-sheet-sv.xlsx", "sha256": hashlib.sha256(filled).hexdigest(), "role": "written"}
        lines.write_text(lines.read_text("utf-8") + json.dumps(entry) + "\n", encoding="utf-8")
    done = build(folder)
    assert path.read_bytes() == filled
    assert ONE_ANSWER in [notice.message for notice in find_notices(done.notices, path)]


def test_a_new_blank_sheet_lies_beside_the_filled_one_only_where_it_asks_something_else(folder: Path) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    fill(path, 2)
    build(folder)
    assert not path.with_name("nord-sheet-sv-new.xlsx").exists()
    (folder / "questions/bank.toml").write_text(BANK.replace("Vad tänker du?", "Vad tycker du?"), encoding="utf-8")
    done = build(folder)
    assert [notice.message for notice in find_notices(done.notices, path)] == [BESIDE, RESPONSES]
    assert holds_text(path.with_name("nord-sheet-sv-new.xlsx"), "Vad tycker du?")
    assert not holds_text(path.with_name("nord-sheet-sv-new.xlsx"), "Svar 5")
    assert holds_text(path, "Svar 5")


def test_fresh_makes_a_new_blank_sheet_and_keeps_the_filled_one_where_it_can_be_collected(
    folder: Path, run: Callable[..., Ran]
) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    blank = path.read_bytes()
    fill(path, 3)
    said = run("build", "--fresh", cwd=folder)
    assert path.read_bytes() == blank
    kept = f"out/nord/nord-sheet-sv-{datetime.date.today().isoformat()}.xlsx"
    assert f"toolkit collect {kept}" in said.err
    assert "3 new" in run("collect", kept, cwd=folder).out


def test_a_sheet_with_answers_that_cannot_be_read_is_not_written_over_either(folder: Path) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    fill(path, 1, items=("betyg",), value="kanske")
    filled = path.read_bytes()
    done = build(folder)
    assert path.read_bytes() == filled
    assert [notice.message for notice in find_notices(done.notices, path)] == [FAULTY]


def test_a_sheet_that_was_only_saved_is_renewed(folder: Path) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    book = openpyxl.load_workbook(path)
    book.save(path)
    change_programme(folder)
    done = build(folder)
    assert holds_text(path, "Ett annat namn")
    assert find_notices(done.notices, path) == []


def test_a_sheet_and_a_follow_up_that_libreoffice_has_only_saved_are_renewed(
    answered: Path, tmp_path: Path, soffice: Callable[[Path, str, Path], Path]
) -> None:
    build(answered)
    follow_up(answered)
    paths = [answered / "out/nord/nord-sheet-sv.xlsx", answered / "out/followup.xlsx"]
    for path in paths:
        path.write_bytes(soffice(path, "xlsx", tmp_path / "saved").read_bytes())
    change_programme(answered)
    assert build(answered).facts()["kept"] == []
    assert follow_up(answered).facts()["kept"] == []
    assert all(holds_text(path, "Ett annat namn") for path in paths)


def test_a_sheet_with_a_comment_and_no_answer_is_mine_too(folder: Path) -> None:
    build(folder)
    path = folder / "out/nord/nord-sheet-sv.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A5"].comment = Comment("Ta med till mötet", "jag")
    book.save(path)
    change_programme(folder)
    build(folder)
    assert openpyxl.load_workbook(path).worksheets[0]["A5"].comment.text == "Ta med till mötet"


def holds_text(path: Path, text: str) -> bool:
    book = openpyxl.load_workbook(path)
    return any(text in str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


# Locked, read-only, left behind ---


def test_a_write_protected_deck_is_left_and_told_and_every_other_file_is_written(
    folder: Path, run: Callable[..., Ran]
) -> None:
    build(folder)
    before = read_all(folder / "out")
    decks = [folder / f"out/{workshop}/{workshop}-deck-sv.pptx" for workshop in ("nord", "syd")]
    for deck in decks:
        deck.chmod(0o444)
    change_programme(folder)
    said = run("build", cwd=folder)
    assert said.code == 1
    assert said.err.count("cannot be replaced") == 2, "both are told"
    assert "Built 2 workshops" in said.out
    after = read_all(folder / "out")
    same = sorted(name for name in before if after[name] == before[name])
    assert same == ["nord/nord-deck-sv.pptx", "syd/syd-deck-sv.pptx"]
    for deck in decks:
        deck.chmod(0o644)
    assert run("build", cwd=folder).code == 0


def test_a_file_that_the_system_will_not_replace_is_told_with_the_others_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder)
    change_programme(folder)
    rename = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        """As Windows does while PowerPoint holds the file open."""
        if target.name == "nord-deck-sv.pptx":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    done = build(folder)
    assert [problem.message for problem in done.problems] == [NOT_PERMITTED]
    assert {each["became"] for each in done.facts()["kept"]} == {"refused"}
    monkeypatch.undo()
    assert build(folder).problems == ()


def test_what_was_built_for_an_earlier_plan_is_told_by_build_and_check_and_stays(
    folder: Path, run: Callable[..., Ran]
) -> None:
    """A deck in a former language, a workshop that is no longer planned, one that has another id now."""
    rows = [*GROUPS.splitlines(), "ost,Öst,department,sv,2027-02-17"]
    (folder / "groups.csv").write_text("\n".join(rows), encoding="utf-8")
    build(folder)
    header, nord, _, ost = rows
    changed = [f"{header},formerly", nord.replace(",sv,", ",en,") + ",", ost.replace("ost,", "sydost,", 1) + ",ost"]
    (folder / "groups.csv").write_text("\n".join(changed), encoding="utf-8")
    expected = {
        OTHER_LANGUAGE: folder / "out/nord/nord-deck-sv.pptx",
        NOT_PLANNED: folder / "out/syd",
        RENAMED: folder / "out/ost",
    }
    told = {notice.message: Path(notice.place.file) for notice in build(folder).notices}
    assert {message: told[message] for message in expected} == expected
    assert all(path.exists() for path in expected.values())
    said = run("check", cwd=folder)
    assert all(str(Path("out") / path.relative_to(folder / "out")) in said.err for path in expected.values()), said
    assert "What you changed there is not in the new folder: carry over what you need" in said.err


def test_what_was_worked_in_under_a_former_id_is_named_before_anybody_deletes_the_folder(folder: Path) -> None:
    """A filled sheet that nobody has collected, and an edited deck; files that nobody has touched are not named."""
    build(folder)
    sheet, deck = folder / "out/nord/nord-sheet-sv.xlsx", folder / "out/nord/nord-deck-sv.pptx"
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0].cell(row=5, column=3, value=4)
    book.save(sheet)
    shown = Presentation(str(deck))
    shown.slides[0].shapes[0].text_frame.text = "Min rubrik"
    shown.save(str(deck))
    header, nord, *others = GROUPS.splitlines()
    renamed = [f"{header},formerly", nord.replace("nord,", "norr,", 1) + ",nord", *(f"{other}," for other in others)]
    (folder / "groups.csv").write_text("\n".join(renamed), encoding="utf-8")
    (told,) = (notice for notice in build(folder).notices if notice.message is CHANGED_THERE)
    assert told.facts == {"count": 2, "names": "nord-deck-sv.pptx, nord-sheet-sv.xlsx"}
    assert Path(told.place.file) == folder / "out/nord"


# Follow-up workbook, archive, manifest, erasing ---


def set_status(path: Path, status: str, *, note: str = "") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Register"]
    heads = {cell.value: (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value}
    row, column = heads["Status"]
    sheet.cell(row=row + 1, column=column, value=status)
    if note:
        book.worksheets[0].cell(row=50, column=2, value=note)
    book.save(path)


def test_an_edited_follow_up_workbook_is_taken_in_by_the_next_one_and_renewed(answered: Path) -> None:
    follow_up(answered)
    path = answered / "out/followup.xlsx"
    set_status(path, "klar")
    assert follow_up(answered).problems == ()
    assert "done" in (answered / "plan/activities.csv").read_text("utf-8-sig")
    assert sorted(each.name for each in path.parent.glob("followup*.xlsx")) == ["followup.xlsx"]
    follow_up(answered)


def test_what_else_i_wrote_in_a_follow_up_workbook_is_kept_when_it_is_taken_in(answered: Path) -> None:
    follow_up(answered)
    path = answered / "out/followup.xlsx"
    set_status(path, "● Genomförd eller pågår", note=MINE)
    write_followup(answered, FollowupOptions(day=DAY, register=path))
    kept = [each for each in path.parent.glob("followup-2*.xlsx") if holds_text(each, MINE)]
    assert len(kept) == 1
    follow_up(answered)


def test_a_manifest_always_tells_what_is_and_one_that_i_changed_is_kept(folder: Path) -> None:
    path = build(folder).manifest
    path.write_text('{"mine": 1}', encoding="utf-8")
    build(folder)
    assert [each["id"] for each in json.loads(path.read_text("utf-8"))["workshops"]] == ["nord", "syd"]
    (kept,) = path.parent.glob("manifest-2*.json")
    assert kept.read_text("utf-8") == '{"mine": 1}'


def test_a_brochure_that_i_changed_stays_too_and_fresh_makes_it_anew(programme: Path, run: Callable[..., Ran]) -> None:
    assert run("build", "--brochure", cwd=programme).code == 0
    path = programme / "out/brochure-sv.pdf"
    made = path.read_bytes()
    change(path)
    facts = run("--json", "build", "--brochure", cwd=programme).json()
    assert [each["became"] for each in facts["kept"]] == ["kept"]
    assert holds(path.read_bytes())
    run("build", "--brochure", "--fresh", cwd=programme)
    assert path.read_bytes() == made
    assert [holds(each.read_bytes()) for each in path.parent.glob("brochure-sv-2*.pdf")] == [True]


def test_an_archive_that_somebody_has_put_there_is_not_written_over(answered: Path) -> None:
    path = answered / "out/archive.zip"
    path.parent.mkdir()
    path.write_bytes(b"PK mine")
    done = export_archive(answered)
    assert path.read_bytes() == b"PK mine"
    assert path.with_name("archive-new.zip").exists()
    assert find_notices(done.notices, path)


def test_erasing_answers_erases_the_copies_that_were_kept_for_merging(answered: Path) -> None:
    sum_up(answered)
    copies = answered / ".toolkit/originals"
    assert any(path.is_file() for path in copies.rglob("*"))
    forget_responses(answered, workshop="nord", confirm=lambda counted: True)
    assert not any(path.is_file() for path in copies.rglob("*"))
    change(answered / "out/report-sv.docx")
    sum_up(answered)
    assert holds((answered / "out/report-sv.docx").read_bytes())


def test_a_programme_folder_that_may_not_be_written_to_is_built_elsewhere_and_told(
    folder: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    build(folder)
    (folder / ".toolkit/written.jsonl").unlink()
    for path in (folder / ".toolkit/lock", folder / ".toolkit/originals"):
        path.rename(path.with_name(f"{path.name}-before"))
    (folder / ".toolkit/written.jsonl").mkdir()  # what cannot be written, also for root
    said = run("build", "--out", tmp_path / "elsewhere", cwd=folder)
    assert said.code == 0
    assert said.err.count("The record of what was written cannot be kept here") == 1
    assert (tmp_path / "elsewhere/nord/nord-deck-sv.pptx").exists()


def test_a_new_programme_keeps_its_record_out_of_version_control(programme: Path) -> None:
    assert "/.toolkit/" in (programme / ".gitignore").read_text("utf-8").splitlines()


def test_the_receipt_in_json_says_what_became_of_each_file(folder: Path, run: Callable[..., Ran]) -> None:
    build(folder)
    change(folder / "out/nord/nord-sheet-en.pdf")
    change_programme(folder)
    facts = run("--json", "build", cwd=folder).json()
    assert facts["kept"] == [
        {
            "file": str(Path("out/nord/nord-sheet-en.pdf")),
            "became": "beside",
            "beside": str(Path("out/nord/nord-sheet-en-new.pdf")),
        }
    ]
