"""Tools that tests share: LibreOffice, page pictures, the Open XML SDK validator; a missing one is named.

With REQUIRE_ALL_TOOLS=1 a missing tool fails its tests instead of skipping them.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# No example fails because a machine is busy; and what must hold before a change lands is tried with the same examples
# each time, so that a change is refused for what it does and not by chance. Elsewhere every run looks for new ones.
settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("landing", settings.get_profile("anywhere"), derandomize=True)
settings.load_profile("landing" if os.environ.get("REQUIRE_ALL_TOOLS") == "1" else "anywhere")


def require_tool(name: str, found: object, how: str) -> None:
    """Skip the test by the tool's name, or fail it where every tool is required."""
    if found:
        return
    said = f"{name} is not here: {how}"
    if os.environ.get("REQUIRE_ALL_TOOLS") == "1":
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str, Path], Path]:
    """Convert a document with LibreOffice: `soffice(path, "pdf", folder) -> Path`."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    require_tool("LibreOffice", program, "apt-get install libreoffice-impress libreoffice-calc libreoffice-writer")
    profile = tmp_path_factory.mktemp("libreoffice-profile")

    def convert(path: Path, target: str, folder: Path, *others: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, (path, *others))]
        made = folder / f"{path.stem}.{target.split(':', maxsplit=1)[0]}"
        # It now and then ends at once, saying nothing, while the process before it is still closing the profile.
        for _ in range(3):
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            if made.exists():
                return made
        pytest.fail(f"LibreOffice made no {made.name}: {done.stdout} {done.stderr}")

    return convert


@pytest.fixture(scope="session")
def render_pages(soffice: Callable[[Path, str, Path], Path]) -> Callable[..., list[Path]]:
    """Turn a document into PNG pages: `render_pages(path, folder, width=960) -> list[Path]`."""
    program = shutil.which("pdftoppm")
    require_tool("pdftoppm", program, "apt-get install poppler-utils")

    def render(path: Path, folder: Path, width: int = 960) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        pdf = path if path.suffix == ".pdf" else soffice(path, "pdf", folder)
        command = [program, "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(folder / "page")]
        subprocess.run(command, check=True, timeout=300)
        return sorted(folder.glob("page-*.png"))

    return render


@pytest.fixture(scope="session")
def sdk_validate() -> Callable[[Path], list[str]]:
    """List the Open XML SDK's errors in a file, as "path: description"."""
    program = ROOT / "node_modules/.bin/ooxml-validator"
    require_tool("The Open XML SDK validator", program.exists(), "npm install")

    def validate(path: Path) -> list[str]:
        done = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=300, check=False)
        report = json.loads(done.stdout)
        return [] if report["ok"] else [json.dumps(error, ensure_ascii=False) for error in report["errors"]]

    return validate
