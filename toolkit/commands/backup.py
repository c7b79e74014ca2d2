"""The store, also while it is in use → one file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.collect import find_own_store
from toolkit.commands.own_store import require_store
from toolkit.commands.plan import read_plan
from toolkit.errors import Message, Place, Problem
from toolkit.sheet.secret import SECRET_PATH
from toolkit.store.backup import write_backup
from toolkit.texts import Texts

KEEP_SECRET = Message(
    "The addresses on printed sheets depend on this file, and the backup does not hold it.",
    "Keep a copy of it in a safe place, apart from the backup.",
)


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """Where the copy stands and how large it is."""

    path: Path
    size: int
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say where the copy stands."""
        return texts(
            "Copied the store of responses: {path} ({size} kB)", path=str(self.path), size=-(-self.size // 1024)
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {"path": str(self.path), "bytes": self.size}


def back_up_store(folder: Path, path: Path, *, database: str | None = None) -> BackedUp:
    """Copy the store to a file, whole or not at all."""
    plan = read_plan(folder)
    require_store(plan, database)
    write_backup(database or find_own_store(plan), path)
    secret = folder / SECRET_PATH
    notices = (
        (Problem(place=Place(file=str(SECRET_PATH)), message=KEEP_SECRET, notice=True),) if secret.exists() else ()
    )
    return BackedUp(path=path, size=path.stat().st_size, notices=notices)
