"""An empty folder → a programme folder with the starter content, ready to be edited in Word's and Excel's company."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Message, OutputError, Place, Problem
from toolkit.files import explain_write_failure, quote_path
from toolkit.resources import find_starter
from toolkit.texts import Texts

STARTER = ("programme.toml", "groups.csv", "decks", "questions", "plan", "templates/pptx/workshop.pptx")
NOT_EMPTY = Message("The folder holds files already.", "Name a new or an empty folder; nothing was changed.")

_UNFINISHED = ".unfinished"
"""Where the content is copied to first, within the new folder: a full disk leaves nothing half-made."""
_GITIGNORE = "/responses/\n/out/\n/.toolkit/\n"


@dataclass(frozen=True, kw_only=True)
class NewProgramme:
    """The folder that was made."""

    folder: Path
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say where it lies and what to do next."""
        return texts(
            "Made a programme in {folder}.\n"
            "1. Open programme.toml and groups.csv and make them yours.\n"
            "2. toolkit -C {typed} check\n"
            "3. toolkit -C {typed} build",
            folder=str(self.folder),
            typed=quote_path(str(self.folder)),
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the folder."""
        return {"folder": str(self.folder)}


def make_programme(folder: Path) -> NewProgramme:
    """Copy the starter content.

    Raises InputError where the folder is not empty, OutputError where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(Problem(place=Place(file=str(folder)), message=NOT_EMPTY))
    was_there = folder.exists()
    unfinished = folder / _UNFINISHED
    try:
        for name in STARTER:
            _copy(find_starter() / name, unfinished / name)
        (unfinished / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
        for path in unfinished.iterdir():
            path.rename(folder / path.name)
        unfinished.rmdir()
    except OSError as error:
        shutil.rmtree(unfinished if was_there else folder, ignore_errors=True)
        raise OutputError(explain_write_failure(folder, error)) from error
    return NewProgramme(folder=folder)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder's files but for programs; what the system says is raised as it is."""
    if source.is_dir():
        for path in source.iterdir():
            if path.suffix != ".py" and path.name != "__pycache__":
                _copy(path, target / path.name)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
