"""A programme folder on disk → programme, workshops and question bank; every problem of every file in one InputError.

The edge of this room: it opens the files, and the `*_file.py` beside it understand them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError, Place, Problem
from toolkit.model.brochure import Brochure
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.themes import ThemeBook
from toolkit.model.workshop import Workshop
from toolkit.reading import messages
from toolkit.reading.bank_file import check_audiences, parse_bank
from toolkit.reading.brochure_file import BROCHURE_FILE, parse_brochure
from toolkit.reading.groups_file import parse_workshops
from toolkit.reading.programme_file import parse_programme
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.reading.themes_file import parse_themes
from toolkit.reading.toml_section import Section
from toolkit.tabular import read_content, read_rows

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_MOST_PICTURE_MB = 20


@dataclass(frozen=True, kw_only=True)
class ProgrammeFolder:
    """What a programme folder says. `notices` are worth knowing and stop nothing."""

    programme: Programme
    workshops: tuple[Workshop, ...]
    bank: tuple[Question, ...]
    themes: ThemeBook
    notices: tuple[Problem, ...]


def read_folder(folder: Path) -> ProgrammeFolder:
    """Read everything. Raises one InputError with every problem of every file, sorted by place."""
    programme, root = _read_programme(folder)
    problems = list(root.problems)
    if programme is None:
        raise InputError(_sort(problems))
    problems += _find_missing_files(folder, programme, root)
    workshops, found = _read_workshops(folder, programme) if _is_file(folder / programme.groups) else ((), ())
    problems += found
    present = [file for file in programme.questions if _is_file(folder / file)]
    bank, roots = _read_bank(folder, present, programme, problems)
    if not any(not problem.notice for problem in (*problems, *_gather(roots))):
        asked = {question.id: any(map(question.audience.includes, workshops)) for question in bank}
        check_audiences(bank, roots, asked, [workshop.group.id for workshop in workshops])
    problems += _gather(roots)
    themes = _read_themes(folder, programme, problems)
    _raise_faults(problems)
    return ProgrammeFolder(
        programme=programme, workshops=workshops, bank=bank, themes=themes, notices=tuple(_sort(problems))
    )


def read_programme(folder: Path) -> Programme:
    """Read programme.toml alone. Raises InputError with every problem in it."""
    programme, root = _read_programme(folder)
    _raise_faults(root.problems)
    if programme is None:  # never without a problem
        raise InputError(_sort(root.problems))
    return programme


def read_workshops(folder: Path, programme: Programme) -> tuple[Workshop, ...]:
    """Read the groups file that the programme names. Raises InputError with every problem in it."""
    workshops, problems = _read_workshops(folder, programme)
    _raise_faults(problems)
    return workshops


def read_brochure(folder: Path, programme: Programme) -> tuple[Brochure, dict[str, bytes], tuple[Problem, ...]]:
    """Read plan/brochure.toml and its pictures, by file; with notices. Raises InputError with every problem."""
    path = folder / BROCHURE_FILE
    if not _is_file(path):
        raise InputError(Problem(place=Place(file=BROCHURE_FILE), message=messages.NO_BROCHURE_FILE))
    brochure, root = parse_brochure(read_content(path, BROCHURE_FILE), programme)
    pictures: dict[str, bytes] = {}
    if brochure:
        named: list[tuple[str, tuple[str | int, ...]]] = [(brochure.cover.file, ("cover",))] if brochure.cover else []
        named += ((photo.file, ("photos", index)) for index, photo in enumerate(brochure.photos))
        for file, keys in named:
            if not _is_file(folder / file):
                root.report(messages.FILE_NAMED_IS_MISSING, *keys, "file", path=file)
                continue
            pictures[file] = (folder / file).read_bytes()
            if not pictures[file].startswith(_PICTURES) or len(pictures[file]) > _MOST_PICTURE_MB * 2**20:
                root.report(messages.NOT_A_PICTURE, *keys, "file", path=file, most=_MOST_PICTURE_MB)
    _raise_faults(root.problems)
    assert brochure  # noqa: S101  never without a problem
    return brochure, pictures, tuple(root.problems)


def read_bank(folder: Path, programme: Programme) -> tuple[Question, ...]:
    """Read the question bank. Raises InputError with every problem in its files."""
    problems: list[Problem] = []
    bank, roots = _read_bank(folder, programme.questions, programme, problems)
    _raise_faults((*problems, *_gather(roots)))
    return bank


def _read_programme(folder: Path) -> tuple[Programme | None, Section]:
    if not (folder / PROGRAMME_FILE).is_file():
        raise InputError(Problem(place=Place(file=str(folder / PROGRAMME_FILE)), message=messages.NO_PROGRAMME_FILE))
    return parse_programme(read_content(folder / PROGRAMME_FILE, PROGRAMME_FILE))


def _read_workshops(folder: Path, programme: Programme) -> tuple[tuple[Workshop, ...], tuple[Problem, ...]]:
    path = folder / programme.groups
    try:
        rows = read_rows(path, programme.groups)
    except InputError as error:
        return (), error.problems
    workshops, problems = parse_workshops(rows, programme)
    other = path.with_suffix(".csv" if path.suffix.lower() == ".xlsx" else ".xlsx")
    if _is_file(other):
        place = Place(file=programme.groups)
        notice = Problem(place=place, message=messages.OTHER_GROUPS_FILE, facts={"other": other.name}, notice=True)
        problems = (*problems, notice)
    return workshops, problems


def _read_bank(
    folder: Path, files: Sequence[str], programme: Programme, problems: list[Problem]
) -> tuple[tuple[Question, ...], tuple[Section, ...]]:
    contents: dict[str, bytes] = {}
    for file in files:
        try:
            contents[file] = read_content(folder / file, file)
        except InputError as error:
            problems += error.problems
    return parse_bank(contents, programme)


def _read_themes(folder: Path, programme: Programme, problems: list[Problem]) -> ThemeBook:
    if not _is_file(folder / programme.themes):
        return ThemeBook()  # where programme.toml names it, it was reported there
    try:
        book, root = parse_themes(
            read_content(folder / programme.themes, programme.themes), programme.themes, programme
        )
    except InputError as error:
        problems += error.problems
        return ThemeBook()
    problems += root.problems
    return book


def _find_missing_files(folder: Path, programme: Programme, root: Section) -> list[Problem]:
    """Return a problem for each file that programme.toml names and that is not there, at the line that names it."""
    before = len(root.problems)
    named: list[tuple[str, tuple[str | int, ...]]] = [(programme.groups, ("groups",))]
    named += ((file, ("questions", index)) for index, file in enumerate(programme.questions))
    named += ((file, ("outlines", language)) for language, file in programme.outlines.items())
    named += [(programme.template, ("template",))] if programme.template else []
    named += [(programme.themes, ("themes",))] if "themes" in root.values else []
    named += [(programme.names, ("privacy", "names"))] if programme.names else []
    named += [(programme.report.template, ("report", "template"))] if programme.report.template else []
    for file, keys in named:
        if file and not _is_file(folder / file):
            root.report(messages.FILE_NAMED_IS_MISSING, *keys, path=file)
    found = root.problems[before:]
    del root.problems[before:]
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file can have, such as a paragraph of text
        return False


def _gather(roots: Iterable[Section]) -> list[Problem]:
    return [problem for root in roots for problem in root.problems]


def _raise_faults(problems: Sequence[Problem]) -> None:
    if any(not problem.notice for problem in problems):
        raise InputError(_sort(problems))


def _sort(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place; the programme file first, since the others are read by it."""
    return sorted(problems, key=lambda problem: (problem.place.file != PROGRAMME_FILE, problem.place))
