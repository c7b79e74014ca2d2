"""Exporting, restoring, backing up and erasing as people do it: real processes, real files."""

import csv
import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Ran
from toolkit.commands.collect import collect_files
from toolkit.commands.new import make_programme
from toolkit.commands.plan import find_links, read_plan
from toolkit.model.stage import Save
from toolkit.store.store import open_store

Run = Callable[..., Ran]
HEADER = ("workshop", "response", "item", "value", "channel")
FIRST = [HEADER, ("nord", "bord-1", "vision", "=HYPERLINK(1)", "paper"), ("nord", "bord-2", "vision", "Synlig", "web"),
         ("solna", "bord-1", "vision", "- Sedd", "csv")]  # fmt: skip
SECOND = [HEADER, ("nord", "bord-1", "vision", "Rättat", "paper")]


@pytest.fixture
def filled(programme: Path) -> Path:
    """A programme with three responses of two workshops, one of them corrected."""
    for number, rows in enumerate((FIRST, SECOND)):
        path = programme / f"svar-{number}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        assert collect_files(programme, [path], taken_at="2026-09-14T10:20").problems == ()
    return programme


def store_of(programme: Path) -> Path:
    return programme / "responses" / "responses.sqlite3"


def test_an_archive_is_exported_and_collected_into_an_empty_store_whole(run: Run, filled: Path, tmp_path: Path) -> None:
    said = run("-C", filled, "export", tmp_path / "arkiv.zip")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Exported 3 answers in 3 responses (0 hidden): {tmp_path / 'arkiv.zip'}\n"
    other = tmp_path / "other.sqlite3"
    receipt = run("-C", filled, "collect", tmp_path / "arkiv.zip", "--database", other)
    assert (receipt.code, receipt.err) == (0, "")
    assert "3 new, 0 changed" in receipt.out
    with open_store(store_of(filled)) as before, open_store(other) as after:
        assert after.read_archive() == before.read_archive()
    again = run("-C", filled, "export", tmp_path / "igen.zip", "--database", other)
    assert again.code == 0
    with zipfile.ZipFile(tmp_path / "arkiv.zip") as first, zipfile.ZipFile(tmp_path / "igen.zip") as second:
        tables = [name for name in first.namelist() if name.endswith((".csv", ".json")) and name != "archive.json"]
        assert {name: first.read(name) for name in tables} == {name: second.read(name) for name in tables}


def test_an_archive_s_checksums_are_such_as_sha256sum_checks_and_its_tables_such_as_anybody_reads(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    assert run("-C", filled, "export", tmp_path / "arkiv").code == 0
    subprocess.run(["sha256sum", "--check", "--strict", "checksums.sha256"], cwd=tmp_path / "arkiv", check=True)
    with (tmp_path / "arkiv/superseded.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value_text"] for row in csv.DictReader(file)] == ["'=HYPERLINK(1)"]
    codebook = json.loads((tmp_path / "arkiv/codebook.json").read_text("utf-8"))
    (variable,) = (one for one in codebook["variables"] if one["item"] == "vision")
    assert variable["column"] == "value_text"
    assert {table["file"] for table in codebook["tables"]} >= {"answers.csv", "responses.csv", "decisions.csv"}
    readme = (tmp_path / "arkiv/README.txt").read_text("utf-8")
    assert "ett öppet arkiv" in readme
    assert "an open archive" in readme


def test_a_tampered_archive_is_refused_by_its_place_and_nothing_is_taken(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    assert run("-C", filled, "export", tmp_path / "arkiv").code == 0
    answers = tmp_path / "arkiv/answers.csv"
    answers.write_text(answers.read_text("utf-8").replace("Synlig", "Osynlig"), "utf-8")
    other = tmp_path / "other.sqlite3"
    said = run("-C", filled, "collect", tmp_path / "arkiv", "--database", other)
    assert said.code == 1
    assert said.err.startswith("arkiv/answers.csv: The file is not as it was written: its checksum differs.")
    with open_store(other) as store:
        assert store.counts() == ()


def test_an_older_archive_does_not_undo_what_came_later(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("-C", filled, "export", tmp_path / "arkiv.zip").code == 0
    path = filled / "svar-2.csv"
    path.write_text("workshop,response,item,value\nnord,bord-1,vision,Igen\n", "utf-8")
    assert run("-C", filled, "collect", path).code == 0
    said = run("-C", filled, "collect", tmp_path / "arkiv.zip")
    assert said.code == 1
    assert said.err.startswith("arkiv.zip/responses.csv, nord / bord-1: The store holds this response with other")
    assert "--correction" in said.err


def test_nothing_is_exported_backed_up_or_erased_where_there_is_no_store(run: Run, programme: Path) -> None:
    for command in (["export"], ["backup", "kopia.sqlite3"], ["forget", "--workshop", "nord", "--yes"]):
        said = run("-C", programme, *command)
        assert said.code == 1
        assert "There is no store of responses here." in said.err
        assert not store_of(programme).exists()


def test_a_backup_is_made_and_the_secret_is_called_to_mind(run: Run, filled: Path, tmp_path: Path) -> None:
    find_links(read_plan(filled), {})  # makes the secret, as a build does
    said = run("-C", filled, "backup", tmp_path / "kopia.sqlite3")
    assert said.code == 0, said.err
    assert str(tmp_path / "kopia.sqlite3") in said.out
    assert "responses/secret.key: The addresses on printed sheets depend on this file" in said.err
    with open_store(tmp_path / "kopia.sqlite3") as copy, open_store(store_of(filled)) as store:
        assert copy.read_archive() == store.read_archive()


def test_one_response_is_erased_by_its_id_and_it_is_said_what_went(run: Run, filled: Path) -> None:
    said = run("-C", filled, "forget", "--response", "bord-2", "--yes")
    assert said.code == 0, said.err
    assert said.out == "Erased: 1 response of nord, 1 answer, 0 earlier values, 0 decisions.\n"
    assert "still holds them" in said.err
    assert b"Synlig" not in store_of(filled).read_bytes()


def test_an_id_of_several_workshops_is_erased_in_the_one_that_is_named(run: Run, filled: Path) -> None:
    unclear = run("-C", filled, "forget", "--response", "bord-1", "--yes")
    assert unclear.code == 1
    assert (
        "belongs to several responses: nord/bord-1, solna/bord-1. Write the workshop before it, as it stands"
        in unclear.err
    )
    said = run("-C", filled, "forget", "--response", "bord-1", "--workshop", "nord", "--yes", "--json")
    assert said.json()["answers"] == 1
    assert said.json()["superseded"] == 1
    with open_store(store_of(filled)) as store:
        assert [(one.workshop, one.id) for one in store.read_responses()] == [("nord", "bord-2"), ("solna", "bord-1")]


def test_what_is_not_there_is_told(run: Run, filled: Path) -> None:
    assert "no response with the id 'bord-9'" in run("-C", filled, "forget", "--response", "bord-9", "--yes").err
    said = run("-C", filled, "forget", "--workshop", "norrd", "--yes")
    assert "It holds responses of: nord, solna. Check the name." in said.err


def test_all_that_is_older_than_the_programme_keeps_is_erased(run: Run, filled: Path) -> None:
    past = ("forget", "--past-retention", "--yes", "--today", "2026-12-01")
    said = run("-C", filled, *past)
    assert (said.code, said.out) == (0, "There is nothing to erase.\n")
    groups = filled / "groups.csv"
    lines = [
        ",".join("2019-01-31" if number == 4 and line.startswith("solna,") else cell
                 for number, cell in enumerate(line.split(",")))
        for line in groups.read_text("utf-8").splitlines()
    ]  # fmt: skip
    groups.write_text("\n".join(lines) + "\n", "utf-8")
    said = run("-C", filled, *past)
    assert said.out == "Erased: 1 response of solna, 1 answer, 0 earlier values, 0 decisions.\n", said.err


def test_without_anybody_to_ask_nothing_is_erased(run: Run, filled: Path) -> None:
    said = run("-C", filled, "forget", "--workshop", "nord")
    assert said.code == 2
    assert "To erase 2 responses of nord, 2 answers, 1 earlier value, 0 decisions, add --yes." in said.err
    with open_store(store_of(filled)) as store:
        assert len(store.read_responses()) == 3


@pytest.mark.parametrize("choice", [[], ["--past-retention", "--workshop", "nord"]])
def test_what_to_erase_must_be_said_and_only_once(choice: list[str], run: Run, filled: Path) -> None:
    said = run("-C", filled, "forget", "--yes", *choice)
    assert said.code == 2
    assert "--response ID, --workshop ID or --past-retention" in said.err


@pytest.mark.parametrize(("answer", "left"), [("n", 3), ("", 3), ("y", 1)])
def test_on_a_terminal_a_person_is_asked_and_a_blank_is_no(answer: str, left: int, filled: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "toolkit", "-C", str(filled), "--lang", "sv", "forget", "--workshop", "nord"]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    running = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    os.write(ours, f"{answer}\n".encode())
    out, err = running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, err.decode()
    assert "Det här raderas för gott: 2 svarande från nord, 2 svar, 1 tidigare värde, 0 beslut. Radera" in err.decode()
    assert out.decode().startswith("Raderat: 2 svarande" if left == 1 else "Inget raderades.")
    with open_store(store_of(filled)) as store:
        assert len(store.read_responses()) == left


def test_where_the_clock_lies_far_from_the_newest_answer_nothing_is_erased_without_a_word(
    run: Run, filled: Path
) -> None:
    wrong = filled / "svar-3.csv"
    wrong.write_text("workshop,response,item,value,submitted\nnord,bord-9,vision,Sen,2050-01-01\n", "utf-8")
    assert run("-C", filled, "collect", wrong).code == 0
    said = run("-C", filled, "forget", "--past-retention", "--yes")
    assert said.code == 1
    assert "and the newest answer is of 2050-01-01. Nothing was erased: a wrong clock would erase too much." in said.err
    assert "toolkit forget --past-retention --today 20" in said.err
    with open_store(store_of(filled)) as store:
        assert len(store.read_responses()) == 4


def test_a_wrong_file_is_undone_and_the_undo_is_undone(run: Run, filled: Path) -> None:
    listed = run("-C", filled, "collect", "--list")
    assert listed.out == (
        "   1  2026-09-14 10:20  svar-0.csv → nord (KI Nord): 2 new, 0 corrected, 0 as before\n"
        "                        → solna (KI Solna): 1 new, 0 corrected, 0 as before\n"
        "   2  2026-09-14 10:20  svar-1.csv → nord (KI Nord): 0 new, 1 corrected, 0 as before\n"
    )
    refused = run("-C", filled, "undo", "1")
    assert refused.code == 1
    assert "Later intakes build on 1: 2. Nothing was changed." in refused.err
    said = run("-C", filled, "undo", "2")
    assert (said.code, said.out) == (
        0,
        "Taken out: svar-1.csv\n  → nord (KI Nord): 1 corrected answer\n  intake 3; to undo this: toolkit undo 3\n",
    )
    assert "toolkit summary" in said.err
    with open_store(store_of(filled)) as store:
        assert store.read_answers()[0].text == "=HYPERLINK(1)"
    back = run("-C", filled, "--lang", "sv", "undo", "3")
    assert back.out.startswith("Tillbaka: svar-1.csv\n  → nord (KI Nord): 1 rättat svar\n")
    both = run("-C", filled, "undo", "1", "--with-later", "--json")
    assert [one["intake"] for one in both.json()["undone"]] == [5, 6]
    assert "[taken out]" in run("-C", filled, "collect", "--list").out


@pytest.mark.parametrize("typed", ["nord/bord-2", "NORD/Bord-2", "bord-2", "'bord-2'"])
def test_an_id_is_understood_as_workbook_and_page_show_it_to_undo_and_to_erase(
    typed: str, run: Run, filled: Path
) -> None:
    said = run("-C", filled, "undo", typed)
    assert said.out.startswith("Taken out: nord/bord-2\n  → nord (KI Nord): 1 response\n")
    assert run("-C", filled, "undo", "3").out.startswith("Put back: nord/bord-2\n")
    assert run("-C", filled, "forget", "--response", typed, "--yes").out.startswith("Erased: 1 response of nord")


def test_a_folder_is_taken_in_with_all_below_it_and_what_is_no_answer_is_told(run: Run, programme: Path) -> None:
    folder = programme / "inkomna"
    (folder / "nord").mkdir(parents=True)
    row = "workshop,response,item,value\n{workshop},bord-1,vision,Syns\n"
    for path, workshop in ((folder / "b.csv", "solna"), (folder / "nord" / "a.csv", "nord")):
        path.write_text(row.format(workshop=workshop), "utf-8")
    for name in ("~$a.xlsx", ".DS_Store", "._b.csv", ".~lock.b.csv#", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / "foto.jpg").write_bytes(b"x")
    (folder / "lista.csv").write_text("namn;telefon\nEva;1\n", "utf-8")
    said = run("-C", programme, "collect", folder)
    assert said.code == 0, said.err
    assert "b.csv: 1 row with answers" in said.out
    assert "a.csv: 1 row with answers" in said.out
    assert "Passed over, because answers come in no such files: foto.jpg." in said.err
    assert "lista.csv: The file is neither" in said.err
    assert "~$" not in said.err
    empty = programme / "tom"
    empty.mkdir()
    refused = run("-C", programme, "collect", empty)
    assert refused.code == 1
    assert "There is no file in the folder that could be taken in." in refused.err


def test_what_to_collect_must_be_said(run: Run, filled: Path) -> None:
    said = run("-C", filled, "collect")
    assert said.code == 2
    assert "Name the files or folders to take in, or see what was taken with --list." in said.err


def test_a_backup_is_restored_and_it_is_said_how_much_there_was_and_is(run: Run, filled: Path, tmp_path: Path) -> None:
    backup = tmp_path / "kopia.sqlite3"
    assert run("-C", filled, "backup", backup).code == 0
    assert run("-C", filled, "forget", "--response", "nord/bord-2", "--yes").code == 0
    path = filled / "svar-2.csv"
    path.write_text("workshop,response,item,value\nnord,bord-7,vision,Sedan\nnord,bord-8,vision,Sen\n", "utf-8")
    assert run("-C", filled, "collect", path).code == 0
    said = run("-C", filled, "restore", backup)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert lines[0] == f"Restored: {backup}"
    assert lines[1] == "  there were: 4 answers in 4 responses"
    assert lines[2] == "  there are:  2 answers in 2 responses"
    assert "responses-before-" in lines[3]
    assert "One response of the backup has been erased since it was made; it stays erased and was left out" in said.err
    again = run("-C", filled, "collect", path, "--json")
    assert again.json()["files"][0]["responses"]["new"] == 2, "what came after the backup can be collected again"


def test_erased_answers_do_not_come_back_with_a_colleague_s_archive(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("-C", filled, "export", tmp_path / "arkiv.zip").code == 0
    assert run("-C", filled, "forget", "--response", "nord/bord-1", "--yes").code == 0
    said = run("-C", filled, "collect", tmp_path / "arkiv.zip")
    assert said.code == 0, said.err
    assert "One of its responses has been erased before; it stays erased and was left out." in said.err
    with open_store(store_of(filled)) as store:
        assert [(one.workshop, one.id) for one in store.read_responses()] == [("nord", "bord-2"), ("solna", "bord-1")]
    assert run("-C", filled, "collect", "--correction", tmp_path / "arkiv.zip").code == 0
    with open_store(store_of(filled)) as store:
        assert len(store.read_responses()) == 3


def test_a_colleague_s_erasing_is_told_where_the_response_is_still_kept(run: Run, filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    shutil.copy(store_of(filled), other)
    assert run("-C", filled, "forget", "--response", "nord/bord-2", "--yes", "--database", other).code == 0
    assert run("-C", filled, "export", tmp_path / "arkiv.zip", "--database", other).code == 0
    said = run("-C", filled, "collect", tmp_path / "arkiv.zip")
    assert "One response that was erased where the archive was made is still here: nord/bord-2." in said.err
    assert "toolkit forget --response nord/bord-2" in said.err


def test_a_file_handed_in_as_another_table_s_copy_that_is_the_same_file_is_not_said_to_be_erased(
    run: Run, filled: Path
) -> None:
    said = run("-C", filled, "collect", "--copy", "bord-7", filled / "svar-0.csv")
    assert "erased" not in said.err + said.out
    assert "taken before, 2026-09-14 10:20, as intake 1" in said.out


def test_the_note_after_erasing_names_the_former_stores_that_restores_have_put_aside(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    assert "put aside" not in run("-C", filled, "forget", "--response", "nord/bord-2", "--yes").err
    assert run("-C", filled, "backup", tmp_path / "kopia.sqlite3").code == 0
    assert run("-C", filled, "restore", tmp_path / "kopia.sqlite3").code == 0
    said = run("-C", filled, "--lang", "sv", "forget", "--response", "nord/bord-1", "--yes")
    (former,) = (filled / "responses").glob("responses-before-*.sqlite3")
    assert f"har lagt åt sidan har kvar det som fanns där: responses/{former.name}. Ta bort dem" in said.err


def test_the_note_after_erasing_names_the_files_that_were_handed_in(run: Run, filled: Path) -> None:
    said = run("-C", filled, "forget", "--response", "nord/bord-1", "--yes")
    assert "Files that were handed in still hold them: svar-0.csv, svar-1.csv." in said.err


def test_erasing_that_had_to_wait_for_a_reader_is_finished_by_the_same_command(run: Run, filled: Path) -> None:
    reader = sqlite3.connect(store_of(filled), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answers").fetchall()
    said = run("-C", filled, "forget", "--response", "nord/bord-2", "--yes")
    assert "traces of them may lie in the database" in said.err
    reader.close()
    again = run("-C", filled, "forget", "--response", "nord/bord-2", "--yes")
    assert (again.code, again.out) == (
        0,
        "Nothing was left to erase; the database has been packed now, and no trace is left in it.\n",
    ), again.err
    assert b"Synlig" not in b"".join(path.read_bytes() for path in store_of(filled).parent.iterdir())
    assert "no response with the id" in run("-C", filled, "forget", "--response", "nord/bord-2", "--yes").err


def test_a_store_in_a_folder_that_is_kept_in_step_is_warned_of_with_what_to_do(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - KI" / "program"
    make_programme(folder)
    for command in (["check"], ["collect", folder / "svar.csv"]):
        (folder / "svar.csv").write_text("workshop,response,item,value\nnord,bord-1,vision,Syns\n", "utf-8")
        said = run("-C", folder, *command)
        assert "The store lies in a folder that OneDrive keeps in step" in said.err, said.err
        assert "toolkit backup FILE" in said.err


def test_phones_are_listed_in_a_line_a_workshop_and_one_by_one_when_asked(run: Run, filled: Path) -> None:
    phone = "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60"
    with open_store(store_of(filled)) as store:
        save = Save(
            workshop="nord", response=phone, instrument="0a", language="sv", saved_at="2026-09-14T10:25", sequence=1,
            values=(("vision", "Från telefonen"),),
        )  # fmt: skip
        store.save([save])
    assert run("-C", filled, "collect", "--list").out.splitlines()[-1] == (
        "   –  nord (KI Nord): 1 response from a phone, begun 2026-09-14 10:25 "
        "(one by one: toolkit collect --list --workshop nord)"
    )
    lines = run("-C", filled, "collect", "--list", "--workshop", "nord").out.splitlines()
    assert lines[-1] == f"   –  2026-09-14 10:25  nord/{phone}: 1 answer"
    assert "no workshop called 'norrd'" in run("-C", filled, "collect", "--list", "--workshop", "norrd").err
    assert run("-C", filled, "undo", phone[:8]).out.startswith(f"Taken out: nord/{phone}\n")
    assert run("-C", filled, "collect", "--list", "--json").json()["phones"] == []
