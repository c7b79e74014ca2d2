"""Two builds at once, a build that is killed, a disk that is full: no edit is lost and nothing is half-written."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.outputs.conftest import Desk
from toolkit.errors import OutputError
from toolkit.outputs.deciding import Kind
from toolkit.outputs.entries import parse_entries
from toolkit.outputs.merging import Merged
from toolkit.outputs.outputs import Outputs

ROOT = Path(__file__).resolve().parent.parent.parent
WRITER = """
import sys
from pathlib import Path
from toolkit.outputs.outputs import Outputs
folder, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
outputs = Outputs(folder)
for number in range(count):
    for file in ("a", "b", "c"):
        outputs.put(folder / f"out/{file}.txt", f"program {who} {number}".encode() * 3000)
"""


def start(*arguments: object, code: str = WRITER) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_two_builds_at_once_leave_whole_files_that_are_known_and_a_whole_ledger(tmp_path: Path) -> None:
    both = [start(tmp_path, who, 60) for who in ("one", "two")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt", "b.txt", "c.txt"]
    lines = (tmp_path / ".toolkit/written.jsonl").read_bytes()
    assert lines.endswith(b"\n")
    assert len(parse_entries(lines)) == len(lines.splitlines())
    for path in (tmp_path / "out").iterdir():
        assert len(set(path.read_text().split("program")[1:])) == 1, "a file is of one build"
        outcome = Outputs(tmp_path).put(path, b"new")
        assert outcome.became == "written", "nobody takes it for a person's"


def test_what_a_person_saves_while_two_builds_run_is_still_there_afterwards(tmp_path: Path) -> None:
    both = [start(tmp_path, who, 80) for who in ("one", "two")]
    path, saved = tmp_path / "out/b.txt", set[str]()
    while any(process.poll() is None for process in both):
        if path.exists():
            text = f"mine {len(saved)}"
            own = path.with_name(".saved")
            own.write_text(text)
            own.replace(path)  # as Office saves
            saved.add(text)
            break
        time.sleep(0.002)
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert saved
    assert saved <= {each.read_text() for each in (tmp_path / "out").iterdir()}


def test_a_person_who_saves_while_the_new_one_is_being_written_keeps_what_they_saved(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine, first")
    saves = iter(["mine, while it was merged"])

    def merge_slowly(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
        for text in saves:
            desk.edit(text)
        return Merged(content=edited + b"+" + fresh, beside=False)

    desk.kind = Kind(merge=merge_slowly)
    desk.build("two")
    assert desk.files() == {"nord.txt": "mine, while it was merged+two"}


def test_a_file_that_never_stands_still_is_left_and_told(desk: Desk) -> None:
    desk.build("one")
    counter = iter(range(100))

    def merge(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
        desk.edit(f"mine {next(counter)}")
        return Merged(content=b"both", beside=False)

    desk.edit("mine")
    desk.kind = Kind(merge=merge)
    outcome = desk.build("two")
    assert outcome.became == "refused"
    assert "goes on changing" in str(outcome.problems[0])
    assert list(desk.files()) == ["nord.txt"]
    assert desk.files()["nord.txt"].startswith("mine ")


KILLED = """
import os, signal, sys
from pathlib import Path
folder, calls, anew = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "anew"

def watch(event, arguments):
    global calls
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(folder) in str(arguments[0]):
        calls -= 1
        if calls == 0:
            os.kill(os.getpid(), signal.SIGKILL)

from toolkit.outputs.deciding import Kind
from toolkit.outputs.merging import Merged
from toolkit.outputs.outputs import Outputs
kind = Kind(merge=lambda edited, base, fresh, name: Merged(content=edited + b"+" + fresh, beside=True), merges=True)
outputs = Outputs(folder, anew=anew)
sys.addaudithook(watch)
outputs.put(folder / "out/edited.txt", b"two", kind)
outputs.put(folder / "out/untouched.txt", b"two", kind)
outputs.put(folder / "out/plain.txt", b"two")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("way", ["merge", "anew"])
def test_a_build_killed_at_any_step_loses_nothing_and_the_next_one_goes_on(tmp_path: Path, way: str) -> None:
    kind = Kind(merge=lambda edited, base, fresh, name: Merged(content=edited + b"+" + fresh, beside=True), merges=True)
    for step in range(1, 200):
        folder = tmp_path / f"killed at {step}"
        first = Outputs(folder)
        for name in ("edited", "untouched", "plain"):
            first.put(folder / f"out/{name}.txt", b"one", kind if name != "plain" else Kind())
        for name in ("edited", "plain"):
            (folder / f"out/{name}.txt").write_bytes(f"mine, {name}".encode())
        ended = start(folder, step, way, code=KILLED).wait(timeout=60)
        shown = [path for path in (folder / "out").iterdir() if not path.name.startswith(".")]
        contents = [path.read_bytes() for path in shown]
        for mine in (b"mine, edited", b"mine, plain"):
            assert any(mine in content for content in contents), f"{mine!r} is lost at step {step}"
        for content in contents:
            assert content in (b"one", b"two") or content.startswith(b"mine, "), "nothing is half-written"
        if ended == 0:
            assert step > 15
            return
        assert ended == -signal.SIGKILL
        check_next_build(folder, kind)
    pytest.fail("it never ended by itself")


def check_next_build(folder: Path, kind: Kind) -> None:
    """The file that nobody touched is still the program's; what is a person's is still theirs."""
    after = Outputs(folder)
    assert after.put(folder / "out/untouched.txt", b"three", kind).became == "written"
    assert (folder / "out/untouched.txt").read_bytes() == b"three"
    for name in ("edited", "plain"):
        after.put(folder / f"out/{name}.txt", b"three", kind if name != "plain" else Kind())
        contents = [path.read_bytes() for path in (folder / "out").iterdir() if not path.name.startswith(".")]
        assert any(f"mine, {name}".encode() in content for content in contents)


def test_what_a_killed_build_left_half_written_is_cleared_away_by_a_later_one(desk: Desk) -> None:
    desk.build("one")
    left, other, new = (
        desk.path.with_name(name) for name in (".nord-1f-7f2a-0.txt", ".nord.txt", ".nord-1f-7f2a-1.txt")
    )
    for path in (left, other, new):
        path.write_text("half")
    now = desk.day.timestamp()
    for path, age in ((left, 7200), (other, 7200), (new, 60)):
        os.utime(path, (now - age, now - age))
    desk.build("two")
    assert sorted(desk.files()) == [".nord-1f-7f2a-1.txt", ".nord.txt", "nord.txt"], "only ours, and none still at work"


def test_a_full_disk_at_any_step_loses_nothing_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind(merge=lambda edited, base, fresh, name: Merged(content=edited + b"+" + fresh, beside=True), merges=True)
    for anew in (False, True):
        for step in range(60):
            folder = tmp_path / f"full {anew} {step}"
            Outputs(folder).put(folder / "out/a.txt", b"one", kind)
            (folder / "out/a.txt").write_bytes(b"mine")
            with monkeypatch.context() as patch:
                full = fill_disk_after(step, patch)
                if put_fails(folder, kind, anew=anew) is False and not full():
                    break
            contents = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
            assert any(b"mine" in content for content in contents.values())
            assert set(contents.values()) <= {b"mine", b"one", b"two", b"mine+two"}, "nothing is half-written"
            assert not any(name.startswith(".") for name in contents)
            assert put_fails(folder, kind, anew=anew) is False, "when there is room again all is well"
            assert any(path.read_bytes() == b"two" for path in (folder / "out").iterdir())
        else:
            pytest.fail("it never had enough room")


def put_fails(folder: Path, kind: Kind, *, anew: bool) -> bool:
    try:
        Outputs(folder, anew=anew).put(folder / "out/a.txt", b"two", kind)
    except OutputError as error:
        return "The disk is full" in str(error)
    return False


def fill_disk_after(steps: int, patch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Let the system refuse every write and new file after so many, half a file written at the first that fails."""
    import io

    left = [steps]
    opened = io.open

    def open_until_full(file: object, mode: str = "r", *more: object, **options: object) -> object:
        if any(sign in mode for sign in "wax+"):
            left[0] -= 1
            if left[0] < 0:
                if "w" in mode:
                    with opened(file, mode) as half:  # type: ignore[call-overload]  # as it was called
                        half.write(b"tw" if "b" in mode else "tw")
                raise OSError(errno.ENOSPC, "No space left on device")
        return opened(file, mode, *more, **options)  # type: ignore[call-overload]  # as it was called

    patch.setattr(io, "open", open_until_full)
    return lambda: left[0] < 0
