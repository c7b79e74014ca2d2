"""A codebook (.qdc) from another program → new themes in the programme's theme book, and a receipt."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from toolkit.collect.qdc import parse_qdc
from toolkit.collect.qdc_messages import NO_WORDS_YET, ONLY_HERE, SAME_NAME
from toolkit.commands.plan import Plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.files import write_bytes
from toolkit.model.nearest import compose_id
from toolkit.model.plain_text import fold_word
from toolkit.model.qdc import QdcCode
from toolkit.model.text import Text
from toolkit.model.themes import Theme
from toolkit.reading.themes_file import DIVIDERS, parse_themes
from toolkit.reading.themes_text import HEAD, compose_entry
from toolkit.tabular import read_content
from toolkit.texts import Texts

SUFFIX = ".qdc"
_MOST_NAMED = 8
_LONGEST_QUOTE = 60


@dataclass(frozen=True, kw_only=True)
class CodebookReceipt:
    """Which codes of a codebook became new themes of the theme book (`path`), and which were there already."""

    file: str
    path: str
    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return the receipt as values for JSON; problems are the caller's to say."""
        taken = not self.problems
        return {"file": self.file, "taken": taken, "new_themes": list(self.new), "known_themes": list(self.known)}

    def describe(self, texts: Texts) -> str:
        """Say the receipt in a line or two."""
        if self.problems:
            return f"{self.file}\n{texts('  refused: nothing was taken')}"
        said = texts(
            "{file}: {new} new themes in {path}, {known} were there already",
            file=self.file,
            new=len(self.new),
            path=self.path,
            known=len(self.known),
        )
        return "\n".join([said, *(f"    {name}" for name in self.new)])


def take_codebook(plan: Plan, path: Path) -> CodebookReceipt:
    """Add the codes that the theme book has not; what is there stays as it is, word for word."""
    file, book = path.name, plan.programme.themes
    try:
        codes = [_clean(code) for code in parse_qdc(read_content(path, file), file)]
    except InputError as error:
        return CodebookReceipt(file=file, path=book, problems=error.problems)
    known = {_fold(name) for theme in plan.themes.themes for name in (theme.name.sv, theme.name.en)}
    fresh: dict[str, QdcCode] = {}
    notices: list[Problem] = []
    for code in codes:
        folded = _fold(code.name)
        if folded in fresh:
            notices.append(Problem(place=Place(file=file), message=SAME_NAME, facts={"name": code.name}, notice=True))
        elif folded not in known:
            fresh[folded] = code
    if fresh:
        problems = _append(plan, _compose_themes(plan, list(fresh.values())), file)
        if problems:
            return CodebookReceipt(file=file, path=book, problems=problems)
    names = tuple(code.name for code in fresh.values())
    here = [theme.name for theme in plan.themes.themes]
    said = {_fold(code.name) for code in codes}
    rest = [name.sv or name.en for name in here if not said & {_fold(name.sv), _fold(name.en)}]
    facts = {"file": book}
    if names:
        notices.append(_notice(file, NO_WORDS_YET, names, facts))
    if rest:
        notices.append(_notice(file, ONLY_HERE, rest, facts))
    return CodebookReceipt(
        file=file,
        path=book,
        new=names,
        known=tuple(code.name for code in codes if _fold(code.name) in known),
        notices=tuple(notices),
    )


def _fold(name: str) -> str:
    """Fold a name as the theme book does that must not have it twice."""
    return fold_word(name).casefold()


def _clean(code: QdcCode) -> QdcCode:
    """Leave out of a name what divides two themes in a cell."""
    name = "".join(" " if letter in DIVIDERS else letter for letter in code.name)
    return replace(code, name=" ".join(name.split()) or code.name)


def _notice(file: str, message: Message, names: Sequence[str], facts: Mapping[str, object]) -> Problem:
    named = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    return Problem(
        place=Place(file=file), message=message, facts={**facts, "count": len(names), "names": named}, notice=True
    )


def _compose_themes(plan: Plan, codes: Sequence[QdcCode]) -> list[Theme]:
    taken = {theme.id for theme in plan.themes.themes}
    insights = {
        fold_word(name): insight.id
        for insight in plan.programme.insights
        for text in (insight.title, insight.short)
        for name in (text.sv, text.en)
        if name
    }
    made = []
    for code in codes:
        name = code.name
        theme_id = first = compose_id(name)
        number = 2
        while theme_id in taken:
            theme_id, number = f"{first[:36].rstrip('-')}-{number}", number + 1
        taken.add(theme_id)
        made.append(
            Theme(
                id=theme_id,
                name=Text(sv=name, en=name),
                description=Text(sv=code.description, en=code.description),
                insight=insights.get(fold_word(code.folder), ""),
            )
        )
    return made


def _append(plan: Plan, themes: Sequence[Theme], file: str) -> tuple[Problem, ...]:
    """Write the new themes below what the theme book holds; or return why it could not be read then, and write nothing.

    Each problem names the code that it comes from.
    """
    path = plan.folder / plan.programme.themes
    before = (path.read_bytes() if path.is_file() else HEAD.encode()).rstrip(b"\n") + b"\n"
    entries = [compose_entry(theme, file) for theme in themes]
    content = before + "".join(entries).encode()
    _, root = parse_themes(content, plan.programme.themes, plan.programme)
    problems = [problem for problem in root.problems if not problem.notice]
    if not problems:
        write_bytes(path, content)
    ends = list(accumulate((entry.count("\n") for entry in entries), initial=before.count(b"\n")))
    return tuple(replace(problem, place=_place_at_code(problem, themes, ends, file)) for problem in problems)


def _place_at_code(problem: Problem, themes: Sequence[Theme], ends: Sequence[int], file: str) -> Place:
    """Say in the codebook where a fault of the theme book comes from; `ends` are the lines before each entry."""
    at = min(max(bisect_left(ends, problem.place.line) - 1, 0), len(themes) - 1)
    name = themes[at].name.sv
    return Place(file=file, key=f"“{name[:_LONGEST_QUOTE]}…”" if len(name) > _LONGEST_QUOTE else f"“{name}”")
