"""A programme over its year, at the command line: held, renamed, retired, added to; no answer is lost or untold."""

import csv
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Ran
from toolkit.commands.collect import collect_files
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.sheet.xlsx import write_sheet_xlsx
from toolkit.texts import load_texts

Run = Callable[..., Ran]
# openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
NOON = "2026-09-14T12:00"
HEADER = ("workshop", "response", "item", "value")


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as a person does, at one place."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def rename(folder: Path, old: str, new: str, formerly: str = "") -> None:
    """Give a workshop another id in groups.csv, with or without saying what it was."""
    head, *rows = (folder / "groups.csv").read_text("utf-8").splitlines()
    if "formerly" not in head:
        head, rows = f"{head},formerly", [f"{row}," for row in rows]
    rows = [f"{new}{row.removeprefix(old)}{formerly}" if row.startswith(f"{old},") else row for row in rows]
    (folder / "groups.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")


def drop(folder: Path, workshop: str) -> None:
    """Take a workshop's row out of groups.csv."""
    rows = (folder / "groups.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if not row.startswith(f"{workshop},")]
    (folder / "groups.csv").write_text("\n".join(kept) + "\n", "utf-8")


def retire(folder: Path, question: str) -> None:
    """Retire a question in the bank."""
    edit(folder / "questions/visibility.toml", f'id = "{question}"\n', f'id = "{question}"\nretired = true\n')


def remove(folder: Path, question: str) -> None:
    """Take a question out of the bank."""
    path = folder / "questions/visibility.toml"
    head, *parts = path.read_text("utf-8").split("[[questions]]")
    kept = [part for part in parts if f'id = "{question}"\n' not in part]
    assert len(kept) == len(parts) - 1
    path.write_text("[[questions]]".join([head, *kept]), "utf-8")


def hold(
    folder: Path, workshop: str, count: int, items: Sequence[str] = ("vision", "kannedom"), tag: str = "r"
) -> None:
    """Let some people answer, by a tidy table."""
    path = folder / f"{workshop}-{tag}.csv"
    rows = [(workshop, f"{tag}{n}", item, 5 if item == "kannedom" else "Syns") for n in range(count) for item in items]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *rows])
    assert collect_files(folder, [path], taken_at=NOON).problems == ()


def fill_sheet(folder: Path, workshop: str, name: str = "svar.xlsx", **answers: object) -> Path:
    """Fill the first row of a fresh Excel sheet of a workshop, as the programme stands now."""
    plan: Plan = read_plan(folder)
    found = next(one for one in plan.workshops if one.id == workshop)
    path, instrument = folder / name, plan.instruments[workshop]
    write_sheet_xlsx(plan.programme, found, instrument, find_links(plan)[workshop], load_texts("sv"), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Svar"]
    names = [cell.value for cell in sheet[1]]
    for item, value in answers.items():
        sheet.cell(row=5, column=names.index(item) + 1, value=value)
    book.save(path)
    return path


def count_summed_up(run: Run, folder: Path) -> tuple[int, int, str]:
    """Sum up, and return responses, answers and what was said on the side."""
    said = run("-C", folder, "--json", "summary", "--only", "workbook")
    assert said.code == 0, said.err
    facts = said.json()
    return facts["responses"], facts["answers"], " ".join(one["cause"] for one in facts["notices"])


def test_a_workshop_that_changes_its_id_keeps_its_answers_once_the_list_says_what_it_was(
    run: Run, programme: Path
) -> None:
    hold(programme, "nord", 8)
    hold(programme, "solna", 3)
    rename(programme, "nord", "norra", "nord")
    assert count_summed_up(run, programme)[:2] == (11, 22)
    book = openpyxl.load_workbook(programme / "out/summary.xlsx", data_only=True)
    header, *rows = book["Svarande"].iter_rows(values_only=True)
    workshops = [row[header.index("workshop")] for row in rows]
    assert workshops.count("norra") == 8
    assert "nord" not in workshops


def test_a_sheet_printed_under_the_old_id_is_taken_for_the_workshop_and_twice_changes_nothing(programme: Path) -> None:
    sheet = fill_sheet(programme, "nord", vision="Syns")
    assert collect_files(programme, [sheet], taken_at=NOON).problems == ()
    rename(programme, "nord", "norra", "nord")
    again = collect_files(programme, [sheet], taken_at=NOON)
    assert again.problems == ()
    assert again.receipts[0].facts()["responses"] == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}
    late = fill_sheet(programme, "norra", "nytt.xlsx", vision="Hörs")
    assert collect_files(programme, [late], taken_at=NOON).receipts[0].facts()["responses"]["new"] == 1


def test_the_printed_address_and_code_stay_when_the_id_changes(programme: Path) -> None:
    before = find_links(read_plan(programme))["nord"]
    rename(programme, "nord", "norra", "nord")
    after = find_links(read_plan(programme))["norra"]
    assert (after.address, after.code) == (before.address, before.code)


def test_two_workshops_made_one_are_one_in_the_summary_and_nobody_in_it_is_lost(run: Run, programme: Path) -> None:
    hold(programme, "nord", 4)
    hold(programme, "solna", 3)
    drop(programme, "solna")
    rename(programme, "nord", "norra", "nord|solna")
    assert count_summed_up(run, programme)[:2] == (7, 14)
    assert run("-C", programme, "collect", programme / "solna-r.csv").code == 0


def test_a_retired_question_is_on_no_deck_sheet_or_form_and_stays_in_the_summary(run: Run, programme: Path) -> None:
    hold(programme, "nord", 8)
    retire(programme, "kannedom")
    assert "kannedom" not in [question.id for question in read_plan(programme).instruments["nord"].questions]
    checked = run("-C", programme, "check")
    assert checked.code == 0, checked.err
    assert "the question 'kannedom' is retired" in checked.err
    assert count_summed_up(run, programme)[:2] == (8, 16)


def test_old_sheets_with_a_retired_question_are_still_taken(programme: Path) -> None:
    sheet = fill_sheet(programme, "nord", vision="Syns", kannedom=5)
    retire(programme, "kannedom")
    taken = collect_files(programme, [sheet], taken_at=NOON)
    assert taken.problems == ()
    assert taken.receipts[0].facts()["answers"]["new"] == 2


def test_a_new_sheet_says_nothing_of_columns_for_questions_that_are_retired(programme: Path) -> None:
    retire(programme, "kannedom")
    sheet = fill_sheet(programme, "nord", vision="Syns")
    assert collect_files(programme, [sheet], taken_at=NOON).notices == ()


def test_a_sheet_taken_before_byte_for_byte_is_no_fault_once_its_question_is_gone(run: Run, programme: Path) -> None:
    sheet = fill_sheet(programme, "nord", vision="Syns", kannedom=5)
    assert collect_files(programme, [sheet], taken_at=NOON).problems == ()
    remove(programme, "kannedom")
    edit_outlines(programme, "kannedom")
    again = run("-C", programme, "collect", sheet)
    assert again.code == 0
    assert "0 new, 0 changed, 1 unchanged" in again.out
    assert "This very file was taken 2026-09-14 12:00 and stays as it was taken" in again.err
    assert "with retired = true" in again.err


def edit_outlines(folder: Path, question: str) -> None:
    """Take a removed question's slides out of the outlines, as `check` asks for."""
    for path in (*(folder / "decks").glob("??.md"),):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if f" {question}" not in line or ":::" not in line), "utf-8")


@pytest.mark.parametrize("question", ["kannedom", "vision"])
def test_an_old_sheet_that_was_never_taken_and_answers_a_removed_question_is_refused_with_the_remedy(
    run: Run, programme: Path, question: str
) -> None:
    sheet = fill_sheet(programme, "nord", vision="Syns", kannedom=5)
    remove(programme, question)
    said = run("-C", programme, "collect", sheet)
    assert said.code == 1
    assert f"answers questions that are no longer asked: {question}" in said.err
    assert "Put those questions back into the question bank, with retired = true" in said.err


def test_a_held_workshop_whose_id_changes_is_named_with_its_count_and_the_remedy(run: Run, programme: Path) -> None:
    hold(programme, "nord", 8)
    rename(programme, "nord", "norra")
    said = run("-C", programme, "check")
    assert said.code == 1
    assert (
        "groups.csv: The workshop 'nord' (KI Nord) is no longer in the list; its responses (8) stay in the summary "
        "under its old name. If it is 'norra' now, write nord in that row in a column 'formerly'."
    ) in said.err
    assert "toolkit forget --workshop nord" in said.err


def test_its_answers_stay_in_the_summary_under_its_old_name_until_somebody_decides(run: Run, programme: Path) -> None:
    hold(programme, "nord", 8)
    hold(programme, "solna", 3)
    rename(programme, "nord", "norra")
    responses, answers, said = count_summed_up(run, programme)
    assert (responses, answers) == (11, 22)
    assert "The workshop 'nord' (KI Nord) is no longer in the list; its responses (8)" in said
    book = openpyxl.load_workbook(programme / "out/summary.xlsx", data_only=True)
    header, *rows = book["Svarande"].iter_rows(values_only=True)
    names = {(row[header.index("workshop")], row[header.index("grupp")]) for row in rows}
    assert ("nord", "KI Nord") in names


def test_a_row_that_is_gone_takes_no_answer_along(run: Run, programme: Path) -> None:
    hold(programme, "nord", 8)
    hold(programme, "solna", 3)
    drop(programme, "nord")
    assert count_summed_up(run, programme)[:2] == (11, 22)
    assert "'nord' (KI Nord) is no longer in the list" in run("-C", programme, "build", "--workshop", "solna").err


def test_a_removed_question_is_named_by_check_and_told_by_the_summary_and_counts_again_once_retired(
    run: Run, programme: Path
) -> None:
    hold(programme, "nord", 8)
    bank = (programme / "questions/visibility.toml").read_text("utf-8")
    remove(programme, "kannedom")
    edit_outlines(programme, "kannedom")
    checked = run("-C", programme, "check")
    assert checked.code == 1
    assert (
        "The question 'kannedom' (“Hur väl känt tror du att KI är internationellt?”) is not in the bank" in checked.err
    )
    assert "its answers (nord: 8) are left out" in checked.err
    assert "Put it back with retired = true" in checked.err
    responses, answers, said = count_summed_up(run, programme)
    assert (responses, answers) == (8, 8)
    assert "its answers (nord: 8) are left out" in said
    (programme / "questions/visibility.toml").write_text(bank, "utf-8")
    retire(programme, "kannedom")
    assert count_summed_up(run, programme)[:2] == (8, 16)


def test_a_changed_text_is_a_correction_or_a_new_question_and_check_asks_which(run: Run, programme: Path) -> None:
    hold(programme, "nord", 8)
    bank = programme / "questions/visibility.toml"
    edit(bank, 'sv = "Hur väl känt tror du att KI är internationellt?"', 'sv = "Hur känt är KI?"')
    said = run("-C", programme, "check")
    assert said.code == 1
    assert (
        "'kannedom' has answers (nord: 8) from when it read “Hur väl känt tror du att KI är internationellt?”; it "
        "reads “Hur känt är KI?” now."
    ) in said.err
    found = re.search(r'write (corrected = "\d{4}-\d{2}-\d{2}") in it', said.err)
    assert found is not None
    edit(bank, 'id = "kannedom"\n', f'id = "kannedom"\n{found[1]}\n')
    assert run("-C", programme, "check").code == 0


def test_a_question_added_later_is_asked_of_those_who_came_later(run: Run, programme: Path) -> None:
    bank = programme / "questions/visibility.toml"
    hold(programme, "nord", 8)
    added = '\n[[questions]]\nid = "ny"\nkind = "text"\nstep = "bakgrund"\ntext = "Vad är nytt?"\n'
    bank.write_text(bank.read_text("utf-8") + added, "utf-8")
    hold(programme, "solna", 5, ("vision", "kannedom", "ny"))
    assert run("-C", programme, "summary", "--only", "workbook").code == 0
    book = openpyxl.load_workbook(programme / "out/summary.xlsx", data_only=True)
    rows = {row[0]: row[1:4] for row in book["Metod"].iter_rows(values_only=True)}
    assert rows["ny"] == (1, 5, 5)
    assert rows["vision"] == (2, 13, 13)


def test_an_old_sheet_that_comes_in_after_a_question_was_added_was_not_asked_it(run: Run, programme: Path) -> None:
    bank = programme / "questions/visibility.toml"
    sheet = fill_sheet(programme, "nord", vision="Syns")
    added = '\n[[questions]]\nid = "ny"\nkind = "text"\nstep = "bakgrund"\ntext = "Vad är nytt?"\n'
    bank.write_text(bank.read_text("utf-8") + added, "utf-8")
    assert collect_files(programme, [sheet], taken_at=NOON).problems == ()
    hold(programme, "nord", 5, ("vision", "ny"))
    assert run("-C", programme, "summary", "--only", "workbook").code == 0
    book = openpyxl.load_workbook(programme / "out/summary.xlsx", data_only=True)
    rows = {row[0]: row[1:4] for row in book["Metod"].iter_rows(values_only=True)}
    assert rows["ny"] == (1, 5, 5)
    assert rows["vision"] == (1, 6, 6)


def test_without_a_store_nothing_is_said_and_none_is_made(run: Run, programme: Path) -> None:
    assert run("-C", programme, "check").code == 0
    assert run("-C", programme, "check", "--database", programme / "other.sqlite3").code == 0
    assert not (programme / "other.sqlite3").exists()
    assert not (programme / "responses").exists()


def test_a_second_laptop_without_the_key_says_so_and_prints_no_other_codes(run: Run, programme: Path) -> None:
    assert run("-C", programme, "build", "--workshop", "nord").code == 0
    code = find_links(read_plan(programme))["nord"].code
    copy = programme.parent / "second laptop"
    shutil.copytree(programme, copy, ignore=shutil.ignore_patterns("responses", "out"))  # as git keeps it
    for command in (("build",), ("check",), ("serve", "--port", "0")):
        said = run("-C", copy, *command)
        assert said.code == 1
        assert "Copy responses/secret.key from the computer that printed them" in said.err
    assert not (copy / "responses").exists()
    shutil.copytree(programme / "responses", copy / "responses")
    assert run("-C", copy, "build", "--workshop", "nord").code == 0
    assert find_links(read_plan(copy))["nord"].code == code


def test_whoever_starts_anew_is_told_that_old_prints_lead_nowhere(run: Run, programme: Path) -> None:
    assert run("-C", programme, "build", "--workshop", "nord").code == 0
    before = find_links(read_plan(programme))["nord"].code
    said = run("-C", programme, "build", "--workshop", "nord", "--new-addresses")
    assert said.code == 0
    assert "what was printed before leads nowhere" in said.err
    assert find_links(read_plan(programme))["nord"].code != before


def test_a_printed_workshop_that_leaves_the_list_before_anybody_has_answered_is_noticed(
    run: Run, programme: Path
) -> None:
    assert run("-C", programme, "build", "--workshop", "nord").code == 0
    rename(programme, "nord", "norra")
    said = run("-C", programme, "check")
    assert said.code == 0
    assert "Addresses have been printed for a workshop 'nord' that is no longer in the list" in said.err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:8000", "leads to the computer that one sits at"),
        ("http://192.168.1.5:8000", "can be reached from the same network only"),
        ("http://svar.min-hogskola.se", "answers travel unencrypted"),
        ("https://svar.min-hogskola.se", ""),
    ],
)
def test_an_address_that_leads_nowhere_or_not_far_is_told_before_it_is_printed(
    run: Run, programme: Path, address: str, told: str
) -> None:
    path = programme / "programme.toml"
    path.write_text(re.sub(r"(?m)^base_url = .*", f'base_url = "{address}"', path.read_text("utf-8")), "utf-8")
    for command in (("check",), ("build", "--workshop", "nord")):
        said = run("-C", programme, *command)
        assert said.code == 0
        assert ("base_url" in said.err) == bool(told)
        assert told in said.err


def test_a_workshop_is_erased_whole_also_what_was_answered_before_its_id_was_changed(run: Run, programme: Path) -> None:
    hold(programme, "nord", 3)
    rename(programme, "nord", "norr", formerly="nord")
    hold(programme, "norr", 2, tag="n")
    hold(programme, "solna", 1)
    erased = run("-C", programme, "--json", "forget", "--workshop", "norr", "--yes")
    assert erased.code == 0, erased.err
    assert '"responses": 5' in erased.out
    assert run("-C", programme, "--json", "forget", "--workshop", "solna", "--yes").code == 0


def test_answers_of_before_a_workshop_s_id_was_changed_are_as_old_as_the_workshop(run: Run, programme: Path) -> None:
    hold(programme, "nord", 3)
    rename(programme, "nord", "norr", formerly="nord")
    past = ("--json", "forget", "--past-retention", "--yes", "--today", "2026-12-01")
    assert '"responses": 0' in run("-C", programme, *past).out
    groups = programme / "groups.csv"
    day = re.search(r"^norr,.*?(20\d\d-\d\d-\d\d)", groups.read_text("utf-8"), re.MULTILINE)
    assert day is not None
    groups.write_text(groups.read_text("utf-8").replace(day[0], day[0].replace(day[1], "2019-01-31")), "utf-8")
    assert '"responses": 3' in run("-C", programme, *past).out
