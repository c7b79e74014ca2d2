"""Exact copies of what the program wrote last, for merging: what was written, and what a person made of it. An edge.

A file named by its content's SHA-256 in a folder for each path; a copy that was damaged is as good as none.
"""

import contextlib
import hashlib
import shutil
from pathlib import Path

from toolkit.files import name_aside
from toolkit.outputs.ledger import FOLDER


class Originals:
    """The copies of one programme folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER / "originals"

    def keep(self, name: str, digest: str, content: bytes) -> None:
        """Keep a copy. Raises OSError where it cannot be written."""
        path = self._place(name, digest)
        if not path.exists():
            with name_aside(path) as temporary:
                temporary.write_bytes(content)
                temporary.replace(path)

    def read(self, name: str, digest: str) -> bytes | None:
        """Return a copy, or None where there is none or it is not what it was."""
        try:
            content = self._place(name, digest).read_bytes() if digest else b""
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def prune(self, name: str, kept: tuple[str, ...]) -> None:
        """Remove all copies of a path but those."""
        with contextlib.suppress(OSError):  # they only take room
            for path in self._place(name, "").parent.iterdir():
                if path.name not in kept and not path.name.startswith("."):
                    path.unlink(missing_ok=True)

    def _place(self, name: str, digest: str) -> Path:
        return self._folder / hashlib.sha256(name.encode()).hexdigest()[:20] / (digest or "none")


def forget_originals(folder: Path) -> None:
    """Remove every copy of a programme folder: they may hold answers that have been erased. Raises OSError."""
    copies = folder / FOLDER / "originals"
    if copies.exists():
        shutil.rmtree(copies)
