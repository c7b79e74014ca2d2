"""The site and its store: one site a store, and a backup restored after the site was killed."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.site.conftest import ROOT, Serve
from tests.site.house.test_house_serve import save
from toolkit.commands.backup import back_up_store
from toolkit.commands.restore import restore_store
from toolkit.store.store import open_store


def run(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "toolkit", "-C", str(folder), "--lang", "en", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TOOLKIT_DEBUG": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=60)


def test_a_second_site_on_the_same_store_is_refused_in_words_and_so_is_a_restore(
    serve: Serve, make_folder: Callable[[], Path], tmp_path: Path
) -> None:
    folder = make_folder()
    with serve(folder):
        second = run(folder, "serve", "--host", "127.0.0.1", "--port", "0")
        assert second.returncode == 1
        assert "Another toolkit serve runs on this store already" in second.stderr
        back_up_store(folder, tmp_path / "kopia.sqlite3")
        refused = run(folder, "restore", tmp_path / "kopia.sqlite3")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "or stop it (Ctrl+C in its window) and run the command again" in refused.stderr
        other = tmp_path / "other.sqlite3"
        with serve(folder, "--database", str(other)):
            pass  # another store is another matter
    assert run(folder, "restore", tmp_path / "kopia.sqlite3").returncode == 0


def test_after_the_site_is_killed_under_load_a_backup_is_restored_at_the_first_try(
    serve: Serve, make_folder: Callable[[], Path], tmp_path: Path
) -> None:
    folder, backup = make_folder(), tmp_path / "kopia.sqlite3"
    acknowledged: list[str] = []
    with serve(folder) as running:

        def answer() -> None:
            with httpx.Client(timeout=20) as client, contextlib.suppress(httpx.TransportError):
                while True:
                    response = str(uuid.uuid4())
                    if save(client, running, response, 1):
                        acknowledged.append(response)

        phones = [threading.Thread(target=answer) for _ in range(4)]
        for phone in phones:
            phone.start()
        while len(acknowledged) < 30:
            threading.Event().wait(0.01)
        back_up_store(folder, backup)
        so_far = len(acknowledged)
        while len(acknowledged) < so_far + 30:
            threading.Event().wait(0.01)
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()
        for phone in phones:
            phone.join()
    assert running.store_file.with_name("responses.sqlite3-wal").stat().st_size
    done = restore_store(folder, backup).done
    assert done.before is not None
    assert done.before.responses >= len(acknowledged), "the former store has all that was acknowledged"
    with open_store(running.store_file) as store, open_store(done.former) as former:
        assert len(store.read_responses()) == done.after.responses >= 30
        assert {one.id for one in former.read_responses()} >= set(acknowledged)
    with serve(folder) as again, httpx.Client(timeout=20) as client:
        assert save(client, again, str(uuid.uuid4()), 1)
