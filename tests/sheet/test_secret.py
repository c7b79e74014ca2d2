"""The programme's secret: made once, private, never guessed at where it is damaged."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.errors import InputError, OutputError
from toolkit.sheet.secret import SECRET_PATH, read_or_make_secret

GIVEN = "0123456789abcdef0123"


def test_the_secret_is_made_once_and_then_stays(tmp_path: Path) -> None:
    first = read_or_make_secret(tmp_path, {})
    assert read_or_make_secret(tmp_path, {}) == first
    assert len(first) == 64


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    read_or_make_secret(tmp_path, {})
    assert stat.S_IMODE((tmp_path / SECRET_PATH).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "responses").iterdir()] == ["secret.key"]


def test_the_environment_s_secret_goes_first_and_makes_no_file(tmp_path: Path) -> None:
    assert read_or_make_secret(tmp_path, {"TOOLKIT_SECRET": GIVEN}) == GIVEN.encode()
    assert not (tmp_path / "responses").exists()


@pytest.mark.parametrize("content", ["", "  \n", "kort", "åäö" * 10])
def test_a_damaged_secret_is_told_and_kept(content: str, tmp_path: Path) -> None:
    path = tmp_path / SECRET_PATH
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_or_make_secret(tmp_path, {})
    assert "secret.key" in str(caught.value)
    assert path.read_text("utf-8") == content


def test_a_short_secret_in_the_environment_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="TOOLKIT_SECRET"):
        read_or_make_secret(tmp_path, {"TOOLKIT_SECRET": "kort"})


def test_no_message_says_the_secret(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_or_make_secret(tmp_path, {"TOOLKIT_SECRET": "hemligt"})
    assert "hemligt" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "responses").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OutputError):
        read_or_make_secret(tmp_path, {})


def test_of_programs_that_start_at_once_one_secret_wins_for_all(tmp_path: Path) -> None:
    code = "import sys, pathlib; from toolkit.sheet.secret import read_or_make_secret as r; "
    code += "print(r(pathlib.Path(sys.argv[1]), {}).decode())"
    root = Path(__file__).resolve().parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in running}) == 1
