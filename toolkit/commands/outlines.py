"""A programme folder's outlines as text: those of the workshops' decks, and those it may have of its own. An edge."""

from pathlib import Path

from toolkit.commands.plan import Plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.resources import find_starter
from toolkit.tabular import decode_text, read_content

NOT_TEXT = Message("The outline is not a text file.", "Save it as plain text in UTF-8.")


def read_outlines(plan: Plan) -> dict[str, str]:
    """Read the outline of each language. Raises InputError with every one that cannot be read."""
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for language in plan.programme.outlines:
        try:
            sources[language] = read_outline(plan, language)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return sources


def read_outline(plan: Plan, language: str) -> str:
    """Read the outline of one of the programme's languages. Raises InputError where it cannot be read."""
    file = plan.programme.outlines[language]
    return _decode(read_content(plan.folder / file, file), file)


def read_own_outline(folder: Path, name: str) -> tuple[str, str]:
    """Return the file's name and text of an outline in decks/, the programme's own or the one that comes along.

    Raises InputError where it cannot be read.
    """
    file = f"decks/{name}.md"
    own = folder / file
    return file, _decode(read_content(own if own.exists() else find_starter() / file, file), file)


def _decode(content: bytes, file: str) -> str:
    decoded = decode_text(content)
    if decoded is None:
        raise InputError(Problem(place=Place(file=file), message=NOT_TEXT))
    return decoded[0]
