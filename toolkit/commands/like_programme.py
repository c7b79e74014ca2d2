"""Another programme's folder → the files of a new one that begins like it, by name.

Its steps, questions, themes, outlines, pictures and templates come along, and its groups without their dates and links.
What was held stays behind: answers, the key of its addresses, what was built, how its action plan stands.
"""

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.blank_programme import ComposedProgramme, quote
from toolkit.errors import InputError
from toolkit.model.nearest import compose_id
from toolkit.model.programme import Programme
from toolkit.reading.folder import read_programme
from toolkit.reading.group_columns import find_columns
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.reading.toml_lines import find_lines
from toolkit.tabular import decode_text, read_content, read_rows, say_cell

_FOLDERS = ("decks", "questions", "templates")
_FILES = ("plan/brochure.toml", "plan/media.toml")
_LEFT_BLANK = ("date", "meeting")
_LONGEST_STATEMENT = 20
"""Lines that a title may take in a file: a text in three quotation marks."""


@dataclass(frozen=True, kw_only=True)
class Like:
    """A programme that begins like another one; without a title it is called as that is."""

    other: Path
    title: str = ""


def compose_like(like: Like) -> ComposedProgramme:
    """Compose the files. Raises InputError with what is wrong in the other's programme.toml or groups file."""
    programme = read_programme(like.other)
    files = {name: read_content(path, name) for name, path in _list_files(like.other, programme)}
    title = like.title or programme.title.say(programme.languages[0])
    source = decode_text(read_content(like.other / PROGRAMME_FILE, PROGRAMME_FILE))
    text = source[0].replace("\r\n", "\n").replace("\r", "\n") if source else ""
    text = _replace_value(text, "id", quote(_find_id(title, programme.id)))
    if like.title:
        text = _replace_value(text, "title", quote(title))
    groups = _blank_dates(like.other / programme.groups, programme.groups)
    if groups is not None:
        name = str(Path(programme.groups).with_suffix(".csv").as_posix())
        files[name] = groups
        text = text if name == programme.groups else _replace_value(text, "groups", quote(name))
    files[PROGRAMME_FILE] = text.encode()
    return ComposedProgramme(title=title, files=files, languages=programme.languages)


def _list_files(folder: Path, programme: Programme) -> Iterator[tuple[str, Path]]:
    """Yield what comes along: whole folders, and each file that programme.toml names, where it is there."""
    named = [*programme.questions, *programme.outlines.values(), programme.themes, programme.template]
    named += [programme.report.template, *_FILES]
    inside = [path for name in _FOLDERS for path in sorted((folder / name).rglob("*"))]
    for path in [*inside, *(folder / name for name in named if name)]:
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith((".", "~$")):
            yield path.relative_to(folder).as_posix(), path


def _find_id(title: str, other: str) -> str:
    """Make an id of a title; another than the other's, since answers are kept by it."""
    made = compose_id(title)
    return made if made != other else f"{made[:37].rstrip('-')}-2"


def _replace_value(text: str, key: str, value: str) -> str:
    """Write another value for a key of a TOML file; all else, its comments too, stays as it is."""
    lines = text.split("\n")
    wanted = {**tomllib.loads(text), key: tomllib.loads(f"x = {value}")["x"]}
    at = find_lines(text).get((key,), 0) - 1
    if at < 0:  # left out: the usual one held
        return f"{key} = {value}\n{text}"
    for end in range(at + 1, min(at + _LONGEST_STATEMENT, len(lines)) + 1):
        changed = "\n".join([*lines[:at], f"{key} = {value}", *lines[end:]])
        try:
            if tomllib.loads(changed) == wanted:
                return changed
        except tomllib.TOMLDecodeError:
            continue
    return text


def _blank_dates(path: Path, file: str) -> bytes | None:
    """Return the groups without dates and links as CSV; None where there is no list to take."""
    try:
        rows = read_rows(path, file)
    except InputError:
        return None
    columns = find_columns(rows, (), [])
    if columns is None:
        return None
    blank = {columns.known[key] for key in _LEFT_BLANK if key in columns.known}
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=rows.delimiter or ";", lineterminator="\r\n")
    writer.writerow(columns.headers)
    for cells in rows.cells[columns.header + 1 :]:
        if any(say_cell(cell) for cell in cells):
            writer.writerow("" if at in blank else say_cell(cell) for at, cell in enumerate(cells))
    return table.getvalue().encode("utf-8-sig")
