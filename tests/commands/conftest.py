"""A fresh programme from the starter content, built once for all tests of this folder that only read it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from toolkit.commands.build import BuiltProgramme, build_programme
from toolkit.commands.new import make_programme

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Ran:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run the real program in a process of its own, with an empty HOME, in English unless told otherwise."""
    home = tmp_path_factory.mktemp("home")

    def run_toolkit(*arguments: object, cwd: Path | None = None, **environ: str) -> Ran:
        env = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "TOOLKIT_DEBUG": "1",
            **environ,
        }
        command = [sys.executable, "-W", "error", "-m", "toolkit", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, cwd=cwd or home, env=env, check=False, stdin=subprocess.DEVNULL
        )
        said = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.out + said.err, said.err
        assert "The program itself is at fault" not in said.err, said.err
        return said

    return run_toolkit


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A fresh programme folder to change."""
    folder = tmp_path / "programme"
    make_programme(folder)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltProgramme:
    """The KI programme, built; read it, do not change it."""
    folder = tmp_path_factory.mktemp("built") / "programme"
    make_programme(folder)
    return build_programme(folder)


@pytest.fixture(scope="session")
def manifest(built: BuiltProgramme) -> Any:
    """What the manifest says."""
    return json.loads(built.manifest.read_text(encoding="utf-8"))
