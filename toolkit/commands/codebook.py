"""A codebook (.qdc) from another program → new themes in the programme's theme book, and a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from toolkit.reading.themes_file import DIVIDERS
from toolkit.reading.themes_text import HEAD, compose_entry
from toolkit.tabular import read_content
from toolkit.texts import Texts

SUFFIX = ".qdc"
_MOST_NAMED = 8


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
    known = {fold_word(name) for theme in plan.themes.themes for name in (theme.name.sv, theme.name.en)}
    fresh: dict[str, QdcCode] = {}
    notices: list[Problem] = []
    for code in codes:
        folded = fold_word(code.name)
        if folded in fresh:
            notices.append(Problem(place=Place(file=file), message=SAME_NAME, facts={"name": code.name}, notice=True))
        elif folded not in known:
            fresh[folded] = code
    if fresh:
        _append(plan.folder / book, _compose_themes(plan, list(fresh.values())), file)
    names = tuple(code.name for code in fresh.values())
    here = [theme.name for theme in plan.themes.themes]
    said = {fold_word(code.name) for code in codes}
    rest = [name.sv or name.en for name in here if not said & {fold_word(name.sv), fold_word(name.en)}]
    facts = {"file": book}
    if names:
        notices.append(_notice(file, NO_WORDS_YET, names, facts))
    if rest:
        notices.append(_notice(file, ONLY_HERE, rest, facts))
    return CodebookReceipt(
        file=file,
        path=book,
        new=names,
        known=tuple(code.name for code in codes if fold_word(code.name) in known),
        notices=tuple(notices),
    )


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


def _append(path: Path, themes: Sequence[Theme], file: str) -> None:
    """Write the new themes below what the theme book holds."""
    before = path.read_bytes() if path.is_file() else HEAD.encode()
    entries = "".join(compose_entry(theme, file) for theme in themes)
    write_bytes(path, before.rstrip(b"\n") + b"\n" + entries.encode())
