"""Real builds that run at once, are killed or meet a full disk where somebody has worked: nothing is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.commands.conftest import ROOT, Ran
from tests.commands.small import GROUPS, write_small_programme
from tests.commands.test_kept_files import MINE, change, change_programme, holds
from toolkit.commands.build import build_programme
from toolkit.outputs.entries import parse_entries

MANY = (
    GROUPS.split("\n", maxsplit=1)[0]
    + "\n"
    + "".join(f"g{n},Grupp {n},department,sv,2027-02-0{n}\n" for n in range(1, 7))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_small_programme(tmp_path / "liten")
    (folder / "groups.csv").write_text(MANY, encoding="utf-8")
    return folder


def start(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "toolkit", "-C", str(folder), "build", *options]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TOOLKIT_DEBUG": "1"}
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def check_folder(folder: Path, *, left_over: bool = False) -> None:
    """Every file that is shown is whole, and the record of them reads on."""
    for path in (folder / "out").rglob("*"):
        if path.name.startswith("."):
            assert left_over, f"{path.name} was left"
        elif path.suffix in (".pptx", ".xlsx"):
            assert zipfile.ZipFile(path).testzip() is None
    lines = (folder / ".toolkit/written.jsonl").read_bytes().splitlines()
    assert len(parse_entries(b"\n".join(lines))) == len(lines)


def test_two_builds_at_once_lose_no_edit_and_tell_the_same(folder: Path) -> None:
    build_programme(folder, jobs=1)
    mine = [folder / "out/g1/g1-deck-sv.pptx", folder / "out/g2/g2-sheet-sv.xlsx", folder / "out/g3/g3-sheet-en.pdf"]
    for path in mine:
        change(path)
    change_programme(folder)
    both = [start(folder), start(folder, "--jobs", "3")]
    assert [process.wait(timeout=180) for process in both] == [0, 0]
    check_folder(folder)
    assert all(holds(path.read_bytes()) for path in mine)
    done = build_programme(folder, jobs=1)
    assert done.problems == ()
    assert {each["file"] for each in done.facts()["kept"]} == {str(path) for path in mine}
    assert sorted(path.name for path in (folder / "out").rglob("*-new*")) == [
        "g2-sheet-sv-new.xlsx",
        "g3-sheet-en-new.pdf",
    ]


def test_two_builds_of_different_workshops_at_once_both_stand_in_the_manifest(folder: Path) -> None:
    all_at_once = [start(folder, "--workshop", f"g{number}", "--jobs", "1") for number in range(1, 5)]
    assert [process.wait(timeout=180) for process in all_at_once] == [0] * 4
    manifest = json.loads((folder / "out/manifest.json").read_text("utf-8"))
    assert [each["id"] for each in manifest["workshops"]] == ["g1", "g2", "g3", "g4"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_build_that_is_killed_loses_no_edit_and_the_next_one_knows_what_is_whose(folder: Path) -> None:
    build_programme(folder, jobs=1)
    edited = folder / "out/g4/g4-deck-sv.pptx"
    change(edited)
    for number, seconds in enumerate((0.6, 0.9, 1.3, 1.8, 2.3, 3)):
        change_programme(folder, title=f"Namn {number}")
        process = start(folder, "--jobs", "2")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        check_folder(folder, left_over=True)
        assert holds(edited.read_bytes())
    done = build_programme(folder, jobs=1)
    assert [each["file"] for each in done.facts()["kept"]] == [str(edited)], "nothing else is taken for a person's"


def test_what_i_save_in_the_middle_of_a_build_is_there_afterwards(folder: Path) -> None:
    build_programme(folder, jobs=1)
    change_programme(folder)
    saved = folder / "mine.pptx"
    shutil.copy(folder / "out/g5/g5-deck-sv.pptx", saved)
    change(saved)
    process = start(folder, "--jobs", "2")
    path = folder / "out/g5/g5-deck-sv.pptx"
    while process.poll() is None:
        shutil.copy(saved, path)  # as a program that saves again and again
        time.sleep(0.003)
    shutil.copy(saved, path)
    build_programme(folder, jobs=1)
    assert holds(path.read_bytes())
    assert Presentation(str(path)).slides[0].shapes.title.text == MINE


def test_a_folder_that_was_copied_to_another_machine_or_moved_still_knows_what_is_mine(
    folder: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    build_programme(folder, jobs=1)
    change(folder / "out/g1/g1-sheet-en.pdf")
    shutil.copytree(folder, tmp_path / "copy")
    folder.rename(tmp_path / "moved")
    for name in ("copy", "moved"):
        change_programme(tmp_path / name)
        facts = run("--json", "build", cwd=tmp_path / name).json()
        assert [Path(each["file"]).name for each in facts["kept"]] == ["g1-sheet-en.pdf"]
        assert holds((tmp_path / name / "out/g1/g1-sheet-en.pdf").read_bytes())


def test_what_lies_where_i_build_to_elsewhere_is_mine_too(
    folder: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    away = tmp_path / "away"
    run("build", "--out", away, "--workshop", "g1", cwd=folder)
    change(away / "g1/g1-deck-sv.pptx")
    change_programme(folder)
    assert run("build", "--out", away, "--workshop", "g1", cwd=folder).code == 0
    assert holds((away / "g1/g1-deck-sv.pptx").read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system of its own")
def test_a_full_disk_loses_no_edit_and_when_there_is_room_again_all_is_as_it_should_be(
    folder: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system takes root")
    try:
        moved = Path(shutil.copytree(folder, disk / "liten"))
        build_programme(moved, jobs=1)
        mine = [moved / "out/g1/g1-deck-sv.pptx", moved / "out/g2/g2-sheet-en.pdf"]
        for path in mine:
            change(path)
        before = [path.read_bytes() for path in mine]
        change_programme(moved)
        filler = disk / "filler"
        for room in (0, 4096, 60_000, 150_000):
            fill_disk(filler, leaving=room)
            said = run("build", cwd=moved)
            assert said.code == 1
            assert "The disk is full" in said.err
            check_folder(moved)
            assert all(holds(path.read_bytes()) for path in mine)
        assert [path.read_bytes() for path in mine][1] == before[1]
        filler.unlink()
        assert run("build", cwd=moved).code == 0
        assert all(holds(path.read_bytes()) for path in mine)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill_disk(filler: Path, *, leaving: int) -> None:
    filler.unlink(missing_ok=True)
    free = shutil.disk_usage(filler.parent).free
    filler.write_bytes(b"0" * max(free - leaving, 0))
