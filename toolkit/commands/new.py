"""An empty folder → a programme folder: of one's own, like another one, or the example; whole, or not there at all."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from toolkit.commands.blank_programme import Blank, ComposedProgramme, compose_blank
from toolkit.commands.like_programme import Like, compose_like
from toolkit.errors import InputError, Message, OutputError, Place, Problem
from toolkit.files import explain_write_failure, quote_path
from toolkit.resources import find_starter
from toolkit.texts import Texts

EXAMPLE = ("groups.csv", "decks", "questions", "plan", "templates/pptx/workshop.pptx", "programme.toml")
NOT_EMPTY = Message("The folder holds files already.", "Name a new or an empty folder; nothing was changed.")

_UNFINISHED = ".unfinished"
"""Where the content is written to first, within the new folder: a full disk leaves nothing half-made."""
_GITIGNORE = b"/responses/\n/out/\n/.toolkit/\n"

Start: TypeAlias = Blank | Like | None
"""What a new programme begins with: one's own words, another programme, or (None) the example that comes along."""


@dataclass(frozen=True, kw_only=True)
class NewProgramme:
    """The folder that was made, and what it was made of."""

    folder: Path
    start: Start = None
    made: ComposedProgramme | None = None
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say where it lies, what came of a list of groups, and what to do next."""
        typed = quote_path(str(self.folder))
        last = [f"3. toolkit -C {typed} check", f"4. toolkit -C {typed} build"]
        return "\n".join([*self._describe_start(texts), *last])

    def _describe_start(self, texts: Texts) -> list[str]:
        folder = str(self.folder)
        if self.made is None:
            return [
                texts("Made the example programme in {folder}.", folder=folder),
                texts("1. Look around: groups.csv, programme.toml, questions/, decks/."),
                texts("2. Make them yours, or begin one of your own with: toolkit new FOLDER"),
            ]
        lines = [texts("Made the programme “{title}” in {folder}.", title=self.made.title, folder=folder)]
        if self.made.added:
            columns = ", ".join(self.made.added)
            lines.append(texts("Your list of groups was taken, with columns added: {columns}.", columns=columns))
        if isinstance(self.start, Like):
            lines.append(texts("Left behind in the other one: its dates, answers, addresses and built files."))
        groups = next(name for name in self.made.files if name.startswith("groups"))
        lines.append(texts("1. Write a row for each workshop in {groups}; Excel opens it.", groups=groups))
        lines.append(texts("2. Write your steps in programme.toml and your questions in questions/."))
        return lines

    def facts(self) -> Mapping[str, Any]:
        """Return the folder, and what the programme is called."""
        if self.made is None:
            return {"folder": str(self.folder)}
        made = self.made
        return {"folder": str(self.folder), "title": made.title, "languages": list(made.languages)}


def make_programme(folder: Path, start: Start | Callable[[], Start] = None, language: str = "en") -> NewProgramme:
    """Make a programme; without a start, the example. `language` is the reader's.

    A start that has to be asked for is asked when it is known that a programme can be made here. Raises InputError
    where the folder is not empty or what it begins with cannot be read, OutputError where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(Problem(place=Place(file=str(folder)), message=NOT_EMPTY))
    chosen = start() if callable(start) else start
    if chosen is None:
        _write_whole(folder, _copy_example)
        return NewProgramme(folder=folder)
    made = compose_like(chosen) if isinstance(chosen, Like) else compose_blank(chosen, language)
    _write_whole(folder, lambda unfinished: _write_files(unfinished, made.files))
    return NewProgramme(folder=folder, start=chosen, made=made)


def _write_whole(folder: Path, write: Callable[[Path], None]) -> None:
    """Write into the folder by way of one within it; whatever stops it (a full disk, Ctrl+C) leaves what was there."""
    was_there = folder.exists()
    unfinished = folder / _UNFINISHED
    try:
        write(unfinished)
        (unfinished / ".gitignore").write_bytes(_GITIGNORE)
        # What makes a folder a programme comes last.
        for path in sorted(unfinished.iterdir(), key=lambda each: each.name == "programme.toml"):
            path.rename(folder / path.name)
        unfinished.rmdir()
    except BaseException as error:
        _clear(folder, keep=was_there)
        if isinstance(error, OSError):
            raise OutputError(explain_write_failure(folder, error)) from error
        raise


def _clear(folder: Path, *, keep: bool) -> None:
    """Remove what was written so far; the folder was empty before, so all of it is ours."""
    for path in list(folder.iterdir()) if keep else [folder]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _copy_example(unfinished: Path) -> None:
    for name in EXAMPLE:
        _copy(find_starter() / name, unfinished / name)


def _write_files(unfinished: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        target = unfinished / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder's files but for programs; what the system says is raised as it is."""
    if source.is_dir():
        for path in source.iterdir():
            if path.suffix != ".py" and path.name != "__pycache__":
                _copy(path, target / path.name)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
