"""What every command does before its own work."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("command", "is_spared"), [("build", True), ("serve", False)])
def test_only_what_ends_soon_is_spared_the_search_for_garbage(command: str, is_spared: bool) -> None:
    code = (
        "import gc; from toolkit.cli import main; own = gc.get_threshold();"
        f"main(['{command}', '--help'], standalone_mode=False); print(gc.get_threshold() != own)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == str(is_spared)
