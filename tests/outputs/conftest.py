"""A programme folder with an output, a clock, and shorthand for what a person and the program do to it."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from toolkit.outputs.deciding import Kind
from toolkit.outputs.outcome import Outcome
from toolkit.outputs.outputs import Outputs


@dataclass
class Desk:
    """One file that the program writes and a person works on."""

    folder: Path
    kind: Kind = field(default_factory=Kind)
    day: datetime.datetime = datetime.datetime(2026, 12, 1, 10, 20)

    @property
    def path(self) -> Path:
        return self.folder / "out/nord/nord.txt"

    def build(self, content: str, *, anew: bool = False) -> Outcome:
        return Outputs(self.folder, anew=anew, now=lambda: self.day).put(self.path, content.encode(), self.kind)

    def edit(self, content: str, name: str = "") -> None:
        path = self.path.with_name(name) if name else self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self.path.parent.iterdir())}

    @property
    def ledger(self) -> Path:
        return self.folder / ".toolkit/written.jsonl"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "programme")
