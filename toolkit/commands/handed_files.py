"""Files and folders that a person names → the files to take in one by one, and a word about what is passed over."""

import os
from collections.abc import Sequence
from pathlib import Path

from toolkit.collect.archive import find_archive, holds_archive
from toolkit.errors import InputError, Message, Place, Problem

SUFFIXES = (".csv", ".ods", ".qdc", ".tsv", ".txt", ".xlsm", ".xlsx", ".zip")
"""The kinds of file that are taken in."""
_PASSED_OVER = ("desktop.ini", "thumbs.db")
_PREFIXES = (".", "~$")
"""Lock files of Excel and LibreOffice, and what a Mac leaves in a folder."""
_MOST_NAMED = 8

NOTHING_THERE = Message(
    "There is no file in the folder that could be taken in.",
    "These are: filled sheets (.xlsx, .xlsm, .ods), tables (.csv), archives (.zip) and codebooks (.qdc).",
)
OTHER_KINDS = Message(
    "Passed over, because answers come in no such files: {names}.",
    "Save answers as .xlsx, .ods or .csv.",
)


def list_handed(paths: Sequence[Path]) -> tuple[list[tuple[Path, bool]], list[Problem]]:
    """List the files, folders opened with all that is in them; each with whether it stood in a folder.

    A folder that is an archive is one. Raises InputError for a folder that holds nothing.
    """
    found: list[tuple[Path, bool]] = []
    notices: list[Problem] = []
    for path in paths:
        if not path.is_dir() or holds_archive(path):
            found.append((path, False))
            continue
        files, others = _look_through(path)
        if not files:
            raise InputError(Problem(place=Place(file=str(path)), message=NOTHING_THERE))
        found += [(file, True) for file in files]
        if others:
            names = ", ".join(other.name for other in others[:_MOST_NAMED])
            facts = {"names": names + (", …" if len(others) > _MOST_NAMED else "")}
            notices.append(Problem(place=Place(file=str(path)), message=OTHER_KINDS, facts=facts, notice=True))
    return found, notices


def _look_through(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of a folder and of all below it that can be taken in, and the others."""
    files: list[Path] = []
    others: list[Path] = []
    for name, folders, names in os.walk(folder):
        here = Path(name)
        folders[:] = sorted(one for one in folders if not one.startswith(_PREFIXES))
        archives = [one for one in folders if holds_archive(here / one)]
        folders[:] = [one for one in folders if one not in archives]
        files += [here / one for one in archives]
        for one in sorted(names):
            if one.startswith(_PREFIXES) or one.lower() in _PASSED_OVER:
                continue
            path = here / one
            known = path.suffix.lower() in SUFFIXES and (path.suffix.lower() != ".zip" or find_archive(path))
            (files if known else others).append(path)
    return files, others
