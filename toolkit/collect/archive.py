"""The open archive: tables and what they mean → files with checksums, in a folder or a zip; and such files read back.

`compose_*` and `parse_*` are pure; `read_archive_files` and `write_archive` open the files. Of a stranger's zip only
the names that an archive has are read, and no more than a bounded size of each.
"""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.collect.archive_messages import (
    ARCHIVE_UNKNOWN_WORKSHOP,
    BAD_ABOUT,
    CHECKSUM_DIFFERS,
    DAMAGED_ZIP,
    FILE_GONE,
    FOLDER_TAKEN,
    NEWER_ARCHIVE,
    NOT_AN_ARCHIVE,
    NOT_LISTED,
    TOO_LARGE,
)
from toolkit.collect.archive_rows import compose_csv, find_loose_ends, parse_csv
from toolkit.collect.asked import Asked
from toolkit.collect.messages import OTHER_PROGRAMME
from toolkit.collect.taken import Taken, close_taken
from toolkit.errors import InputError, OutputError, Place, Problem
from toolkit.files import Put, explain_write_failure, put_file, write_bytes
from toolkit.model.archive import StoredTable
from toolkit.tabular import UNREADABLE

ABOUT_FILE = "archive.json"
CHECKSUMS_FILE = "checksums.sha256"
CODEBOOK_FILE = "codebook.json"
README_FILE = "README.txt"
FORMAT = "workshop-toolkit archive"
FORMAT_VERSION = 1

_MOST_BYTES = 512 * 1024 * 1024
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
# A zip carries the time of each file; an archive's own is in archive.json, and the same store makes the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class ArchiveFiles:
    """An archive's files as they lie there, by name; `name` is what problems call the archive."""

    name: str
    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...] = field(default=())

    def place(self, file: str) -> str:
        """Say which file of which archive."""
        return f"{self.name}/{file}"


def compose_archive(
    tables: Sequence[StoredTable], codebook: Mapping[str, Any], readme: str, about: Mapping[str, Any]
) -> dict[str, bytes]:
    """Compose every file of an archive, the checksums last."""
    files = {f"{table.name}.csv": compose_csv(table) for table in tables}
    files[CODEBOOK_FILE] = _compose_json(codebook)
    files[README_FILE] = readme.replace("\n", "\r\n").encode("utf-8")
    files[ABOUT_FILE] = _compose_json({"format": FORMAT, "version": FORMAT_VERSION, **about})
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    return {**files, CHECKSUMS_FILE: "".join(lines).encode("ascii")}


def _compose_json(facts: Mapping[str, Any]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_archive(files: Mapping[str, bytes], path: Path, put: Put = write_bytes) -> None:
    """Write a zip where the name ends in .zip, otherwise a folder; whole or not at all."""
    if path.suffix.casefold() == ".zip":
        with put_file(path, put) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                member = zipfile.ZipInfo(name, _ZIP_TIME)
                member.external_attr = 0o600 << 16
                archive.writestr(member, content, zipfile.ZIP_DEFLATED)
        return
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise InputError(Problem(place=Place(file=str(path)), message=FOLDER_TAKEN))
    # A folder beside it, renamed when it is whole.
    temporary = path.parent / f".{path.name[:40]}-{os.getpid():x}"
    try:
        temporary.mkdir(mode=0o700, parents=True)
        for name, content in files.items():
            (temporary / name).write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def find_archive(path: Path) -> bool:
    """Tell whether a path is an archive: a folder, or a zip that is no workbook."""
    if path.is_dir():
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return ABOUT_FILE in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def holds_archive(folder: Path) -> bool:
    """Tell whether a folder is an archive, and not one of files that were handed in."""
    return any((folder / name).is_file() for name in (ABOUT_FILE, CHECKSUMS_FILE))


def read_archive_files(path: Path, wanted: Sequence[str]) -> ArchiveFiles:
    """Read the files of an archive that it may have; what is wrong with the archive as such stands in `problems`."""
    found = ArchiveFiles(name=path.name, contents={})
    names = (ABOUT_FILE, CHECKSUMS_FILE, CODEBOOK_FILE, README_FILE, *wanted)
    try:
        contents, problems = _read_folder(path, names) if path.is_dir() else _read_zip(path, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        return replace(found, problems=(Problem(place=Place(file=path.name), message=DAMAGED_ZIP),))
    except OSError as error:
        facts = {"reason": error.strerror or type(error).__name__}
        return replace(found, problems=(Problem(place=Place(file=path.name), message=UNREADABLE, facts=facts),))
    return replace(found, contents=contents, problems=problems)


def _read_folder(path: Path, names: Sequence[str]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    contents, problems = {}, []
    for name in names:
        file = path / name
        if file.is_symlink() or not file.is_file():
            continue
        if file.stat().st_size > _MOST_BYTES:
            problems.append(Problem(place=Place(file=f"{path.name}/{name}"), message=TOO_LARGE))
            continue
        contents[name] = file.read_bytes()
    return contents, tuple(problems)


def _read_zip(path: Path, names: Sequence[str]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    contents, problems = {}, []
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename not in names:
                continue
            with archive.open(member) as file:
                content = file.read(_MOST_BYTES + 1)  # the size that the zip states may be a lie
            if len(content) > _MOST_BYTES:
                problems.append(Problem(place=Place(file=f"{path.name}/{member.filename}"), message=TOO_LARGE))
                continue
            contents[member.filename] = content
    return contents, tuple(problems)


def read_archive(path: Path, shapes: Sequence[StoredTable], asked: Asked) -> Taken:
    """Read an archive into tables ready for the store, or the problems that refuse it whole."""
    wanted = [f"{shape.name}.csv" for shape in shapes]
    return parse_archive(read_archive_files(path, wanted), shapes, asked)


def parse_archive(files: ArchiveFiles, shapes: Sequence[StoredTable], asked: Asked) -> Taken:
    """Check an archive's checksums, then its tables, then that they belong together."""
    digest = hashlib.sha256(files.contents.get(CHECKSUMS_FILE, b"")).hexdigest()
    taken = Taken(file=files.name, sha256=digest)
    if files.problems:
        return close_taken(taken, files.problems)
    if ABOUT_FILE not in files.contents:
        return close_taken(taken, [Problem(place=Place(file=files.name), message=NOT_AN_ARCHIVE)])
    for check in (_check_sums, _check_about):
        problems = check(files, asked)
        if problems:
            return close_taken(taken, problems)
    tables, found = _parse_tables(files, shapes)
    if not found:
        found = find_loose_ends(tables, {name: files.place(f"{name}.csv") for name in tables})
    if found:
        return close_taken(taken, found)
    rows = len(tables["answers"].rows)
    notices = _find_unknown_workshops(tables["responses"], asked, files.place("responses.csv"))
    (position,) = tables["responses"].positions(("workshop",))
    of = tuple(sorted({str(row[position]) for row in tables["responses"].rows}))
    return close_taken(replace(taken, rows=rows, tables=tuple(tables.values()), workshops=of), notices)


def _check_sums(files: ArchiveFiles, _asked: Asked) -> list[Problem]:
    try:
        lines = files.contents.get(CHECKSUMS_FILE, b"").decode("ascii").splitlines()
    except UnicodeDecodeError:
        lines = []
    sums = {match[2]: match[1] for line in lines if (match := _LINE.fullmatch(line))}
    found = []
    for name, content in files.contents.items():
        if name == CHECKSUMS_FILE:
            continue
        place = Place(file=files.place(name))
        if name not in sums:
            found.append(Problem(place=place, message=NOT_LISTED))
        elif sums[name] != hashlib.sha256(content).hexdigest():
            found.append(Problem(place=place, message=CHECKSUM_DIFFERS))
    missing = [name for name in sums if name not in files.contents]
    return [*found, *(Problem(place=Place(file=files.place(name)), message=FILE_GONE) for name in missing)]


def _check_about(files: ArchiveFiles, asked: Asked) -> list[Problem]:
    place = Place(file=files.place(ABOUT_FILE))
    try:
        about = json.loads(files.contents[ABOUT_FILE])
        known = about["format"] == FORMAT
        version, programme = int(about["version"]), str(about["programme"])
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        known, version, programme = False, 0, ""
    if not known:
        return [Problem(place=place, message=BAD_ABOUT)]
    if version > FORMAT_VERSION:
        return [Problem(place=place, message=NEWER_ARCHIVE)]
    if programme != asked.programme:
        facts = {"found": programme, "programme": asked.programme}
        return [Problem(place=place, message=OTHER_PROGRAMME, facts=facts)]
    return []


def _parse_tables(files: ArchiveFiles, shapes: Sequence[StoredTable]) -> tuple[dict[str, StoredTable], list[Problem]]:
    """Parse each table; one that an archive of an earlier program has not is empty."""
    tables: dict[str, StoredTable] = {}
    found: list[Problem] = []
    for shape in shapes:
        name = f"{shape.name}.csv"
        content = files.contents.get(name)
        if content is None:
            tables[shape.name] = shape
            if shape.name in ("responses", "answers", "takes"):
                found.append(Problem(place=Place(file=files.place(name)), message=FILE_GONE))
            continue
        tables[shape.name], problems = parse_csv(content, shape, files.place(name))
        found += problems
    return tables, found


def _find_unknown_workshops(responses: StoredTable, asked: Asked, file: str) -> list[Problem]:
    (position,) = responses.positions(("workshop",))
    unknown = sorted({str(row[position]) for row in responses.rows} - set(asked.instruments))
    return [
        Problem(place=Place(file=file), message=ARCHIVE_UNKNOWN_WORKSHOP, facts={"found": name}, notice=True)
        for name in unknown
    ]
