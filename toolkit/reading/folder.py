"""A programme folder on disk → programme, workshops and question bank; every problem of every file in one InputError.

The edge of this room: it opens the files, and the `*_file.py` beside it understand them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

from toolkit.errors import InputError, Place, Problem
from toolkit.files import find_spelling
from toolkit.model.brochure import Brochure
from toolkit.model.media_settings import MediaSettings
from toolkit.model.programme import Programme
from toolkit.model.prose import Prose
from toolkit.model.question import Question
from toolkit.model.text import LANGUAGES
from toolkit.model.themes import ThemeBook
from toolkit.model.workshop import Workshop
from toolkit.reading import messages
from toolkit.reading.bank_file import check_audiences, parse_bank
from toolkit.reading.brochure_file import BROCHURE_FILE, parse_brochure
from toolkit.reading.groups_file import FoundGroups, parse_workshops
from toolkit.reading.media_settings_file import MEDIA_FILE, parse_media_settings
from toolkit.reading.programme_file import parse_programme
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.reading.prose_file import PROSE_FILE, parse_prose
from toolkit.reading.themes_file import parse_themes
from toolkit.reading.toml_section import Section, salvage_toml
from toolkit.tabular import decode_text, read_content, read_rows

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_MOST_PICTURE_MB = 20
_WORDS = re.compile(r"[\w-]+")


@dataclass(frozen=True, kw_only=True)
class ProgrammeFolder:
    """What a programme folder says. `notices` are worth knowing and stop nothing."""

    programme: Programme
    workshops: tuple[Workshop, ...]
    bank: tuple[Question, ...]
    themes: ThemeBook
    notices: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class InspectedFolder:
    """A folder as far as it can be understood, to check what else is in it by; `problems` are faults and notices.

    `content` is None where programme.toml is not there; its workshops are those whose rows are without fault.
    `unread` are the files that could not be understood, with the words in them: what they would have defined is among
    these. None stands for a file that is not there.
    """

    content: ProgrammeFolder | None
    problems: tuple[Problem, ...]
    unread: Mapping[str, frozenset[str] | None] = field(default_factory=dict)

    def may_define(self, file: str, name: object) -> bool:
        """Tell whether a file that could not be understood may have defined a name."""
        if file not in self.unread:
            return False
        words = self.unread[file]
        return words is None or words.issuperset(_WORDS.findall(str(name)))


def read_folder(folder: Path) -> ProgrammeFolder:
    """Read everything. Raises one InputError with every problem of every file, sorted by place.

    How a generous reading was understood is for `inspect_folder` to say: not at each build.
    """
    found = inspect_folder(folder)
    _raise_faults(found.problems)
    assert found.content  # noqa: S101  never None without a problem
    notices = tuple(problem for problem in found.problems if problem.message not in messages.UNDERSTOOD)
    return replace(found.content, notices=notices)


def inspect_folder(folder: Path) -> InspectedFolder:
    """Read everything, and go on where a file is at fault with what of it can be understood. Raises nothing."""
    try:
        programme, root = _read_programme(folder)
    except InputError as error:
        return InspectedFolder(content=None, problems=error.problems)
    unread = dict.fromkeys([] if programme else [PROGRAMME_FILE])
    programme = programme or _salvage_programme(folder)
    problems = list(root.problems)
    problems += _find_missing_files(folder, programme, root)
    groups = _read_workshops(folder, programme) if _is_file(folder / programme.groups) else FoundGroups()
    programme = replace(programme, kinds=groups.kinds or programme.kinds)
    present = [file for file in programme.questions if _is_file(folder / file)]
    found: list[Problem] = []
    bank, roots = _read_bank(folder, present, programme, found)
    if not any(not problem.notice for problem in (*problems, *groups.problems, *found, *_gather(roots))):
        asked = {question.id: any(map(question.audience.includes, groups.workshops)) for question in bank}
        check_audiences(bank, roots, asked, [workshop.group.id for workshop in groups.workshops])
    found += _gather(roots)
    themes = _read_themes(folder, programme, found)
    found += groups.problems
    unread |= dict.fromkeys(root.file for root in roots if root.problems and not root.values)
    unread |= dict.fromkeys(_name_missing(problems))
    inspected = InspectedFolder(content=None, problems=(), unread={file: _list_words(folder / file) for file in unread})
    found = [problem for problem in found if not _follows(problem, inspected)]
    content = ProgrammeFolder(
        programme=programme, workshops=groups.sound, bank=bank, themes=themes, notices=tuple(_sort((*problems, *found)))
    )
    return replace(inspected, content=content, problems=content.notices)


def _follows(problem: Problem, inspected: InspectedFolder) -> bool:
    """Tell whether a problem is that something is not known which programme.toml would define, could it be read."""
    refers = problem.message in messages.REFERENCES and problem.facts.get("key", "areas") in messages.REFERRING_KEYS
    return refers and inspected.may_define(PROGRAMME_FILE, problem.facts["value"])


def _list_words(path: Path) -> frozenset[str] | None:
    decoded = decode_text(path.read_bytes()) if _is_file(path) else None
    return frozenset(_WORDS.findall(decoded[0])) if decoded else None


def _salvage_programme(folder: Path) -> Programme:
    """Return what can be understood of a programme.toml that is not TOML, the usual files where it names none."""
    programme, _ = parse_programme(salvage_toml((folder / PROGRAMME_FILE).read_bytes()))
    assert programme  # noqa: S101  what is salvaged is TOML
    banks = [f"questions/{path.name}" for path in sorted((folder / "questions").glob("*.toml"))]
    outlines = {each: f"decks/{each}.md" for each in LANGUAGES if _is_file(folder / f"decks/{each}.md")}
    return replace(
        programme,
        questions=programme.questions or tuple(bank for bank in banks if bank != programme.themes),
        outlines=programme.outlines or outlines,
        languages=programme.languages or LANGUAGES,
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
    found = _read_workshops(folder, programme)
    _raise_faults(found.problems)
    return found.workshops


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
            path = folder / find_spelling(folder, file)
            if not _is_file(path):
                root.report(messages.FILE_NAMED_IS_MISSING, *keys, "file", path=file)
                continue
            pictures[file] = path.read_bytes()
            if not pictures[file].startswith(_PICTURES) or len(pictures[file]) > _MOST_PICTURE_MB * 2**20:
                root.report(messages.NOT_A_PICTURE, *keys, "file", path=file, most=_MOST_PICTURE_MB)
    _raise_faults(root.problems)
    assert brochure  # noqa: S101  never without a problem
    return brochure, pictures, tuple(root.problems)


def read_prose(folder: Path, programme: Programme) -> tuple[Prose, tuple[Problem, ...]]:
    """Read plan/report.toml, with notices; without it all is left to be written. Raises InputError with its faults."""
    prose, root = parse_prose(_read_settings(folder, PROSE_FILE), programme)
    _raise_faults(root.problems)
    return prose, tuple(root.problems)


def read_media_settings(folder: Path, programme: Programme) -> tuple[MediaSettings, tuple[Problem, ...]]:
    """Read plan/media.toml, with notices; without it the usual names hold. Raises InputError with every problem."""
    settings, root = parse_media_settings(_read_settings(folder, MEDIA_FILE), programme)
    _raise_faults(root.problems)
    return settings, tuple(root.problems)


def read_bank(folder: Path, programme: Programme) -> tuple[Question, ...]:
    """Read the question bank. Raises InputError with every problem in its files."""
    problems: list[Problem] = []
    bank, roots = _read_bank(folder, programme.questions, programme, problems)
    _raise_faults((*problems, *_gather(roots)))
    return bank


def _read_programme(folder: Path) -> tuple[Programme | None, Section]:
    if not (folder / PROGRAMME_FILE).is_file():
        raise InputError(Problem(place=Place(file=str(folder / PROGRAMME_FILE)), message=messages.NO_PROGRAMME_FILE))
    programme, root = parse_programme(read_content(folder / PROGRAMME_FILE, PROGRAMME_FILE))
    return programme and settle_file_names(folder, programme, root), root


def _read_workshops(folder: Path, programme: Programme) -> FoundGroups:
    path = folder / programme.groups
    try:
        rows = read_rows(path, programme.groups)
    except InputError as error:
        return FoundGroups(problems=error.problems)
    found = parse_workshops(rows, programme)
    other = path.with_suffix(".csv" if path.suffix.lower() == ".xlsx" else ".xlsx")
    if not _is_file(other):
        return found
    place = Place(file=programme.groups)
    notice = Problem(place=place, message=messages.OTHER_GROUPS_FILE, facts={"other": other.name}, notice=True)
    return replace(found, problems=(*found.problems, notice))


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


def _read_settings(folder: Path, file: str) -> bytes:
    """Read a file that a programme may do without."""
    return read_content(folder / file, file) if _is_file(folder / file) else b""


def _name_missing(problems: Iterable[Problem]) -> set[str]:
    """Return the files that are named and not there."""
    return {str(problem.facts["path"]) for problem in problems if problem.message is messages.FILE_NAMED_IS_MISSING}


def settle_file_names(folder: Path, programme: Programme, root: Section) -> Programme:
    """Return the programme with its files' names as the disk spells them; notices names that differ by capitals."""
    for file, keys in _list_named_files(programme, root):
        found = find_spelling(folder, file) if file else file
        if normalize("NFC", found) != normalize("NFC", file):
            root.report(messages.FILE_SPELT_OTHERWISE, *keys, notice=True, path=file, found=found)

    def settle(file: str) -> str:
        return find_spelling(folder, file) if file else file

    return replace(
        programme,
        groups=settle(programme.groups),
        questions=tuple(map(settle, programme.questions)),
        outlines=MappingProxyType({language: settle(file) for language, file in programme.outlines.items()}),
        template=settle(programme.template),
        themes=settle(programme.themes),
        names=settle(programme.names),
        report=replace(programme.report, template=settle(programme.report.template)),
    )


def _list_named_files(programme: Programme, root: Section) -> list[tuple[str, tuple[str | int, ...]]]:
    """List the files that programme.toml names, each with the key that names it."""
    named: list[tuple[str, tuple[str | int, ...]]] = [(programme.groups, ("groups",))]
    named += ((file, ("questions", index)) for index, file in enumerate(programme.questions))
    named += ((file, ("outlines", language)) for language, file in programme.outlines.items())
    named += [(programme.template, ("template",))] if programme.template else []
    named += [(programme.themes, ("themes",))] if "themes" in root.values else []
    named += [(programme.names, ("privacy", "names"))] if programme.names else []
    named += [(programme.report.template, ("report", "template"))] if programme.report.template else []
    return named


def _find_missing_files(folder: Path, programme: Programme, root: Section) -> list[Problem]:
    """Return a problem for each file that programme.toml names and that is not there, at the line that names it."""
    before = len(root.problems)
    for file, keys in _list_named_files(programme, root):
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
    faults = [problem for problem in problems if not problem.notice]
    if faults:
        raise InputError(_sort(faults))


def _sort(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place; the programme file first, since the others are read by it."""
    return sorted(problems, key=lambda problem: (problem.place.file != PROGRAMME_FILE, problem.place))
