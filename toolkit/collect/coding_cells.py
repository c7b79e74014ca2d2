"""What a person wrote in a cell of the worksheet for coding → themes, yes or no, a way to publish. Pure."""

import re
from collections.abc import Sequence

from toolkit.collect.asked import find_nearest, list_names
from toolkit.collect.coding_messages import NOT_A_HANDLING, NOT_YES_OR_NO, UNKNOWN_THEME, UNKNOWN_THEME_NEAR
from toolkit.errors import Place, Problem
from toolkit.model.coding_sheet import HANDLING_NAMES, NO, YES
from toolkit.model.publication import Handling
from toolkit.model.themes import ThemeBook

_CERTAIN = re.compile(r"\s*[;|\n]\s*")
_PERHAPS = re.compile(r"\s*(?:[,/+&]|\boch\b|\band\b)\s*")
"""What may divide two themes, or stand within a theme's name."""
_YES = frozenset({*(YES.sv, YES.en), "x", "y", "j", "1", "true", "sant", "✓", "✔"})
_NO = frozenset({*(NO.sv, NO.en), "n", "0", "false", "falskt", "-", "–"})


class ThemeNames:
    """Knows the themes by name in either language and by id; `file` is the theme book's, for messages."""

    def __init__(self, book: ThemeBook, file: str) -> None:
        self._file = file
        self._shown = [name for theme in book.themes for name in dict.fromkeys((theme.name.sv, theme.name.en)) if name]
        self._ids: dict[str, str] = {}
        for theme in book.themes:
            for name in (theme.id, theme.name.sv, theme.name.en):
                if name:
                    self._ids.setdefault(_fold(name), theme.id)

    def parse_cells(
        self, cells: Sequence[tuple[Place, str]], before: Sequence[str], problems: list[Problem]
    ) -> tuple[str, ...]:
        """Return the ids of the themes in a row's cells, each once, in order; unknown ones are reported.

        A theme that was in the row `before` may have left the theme book since: its id is still understood.
        """
        found: list[str] = []
        for place, said in cells:
            for part in filter(None, _CERTAIN.split(said)):
                found += self._parse_part(part, place, before, problems)
        return tuple(dict.fromkeys(found))

    def _parse_part(self, said: str, place: Place, before: Sequence[str], problems: list[Problem]) -> list[str]:
        whole = self._find(said, before)
        if whole:
            return [whole]
        parts = [part for part in _PERHAPS.split(said) if part]
        each = [self._find(part, before) for part in parts]
        if len(parts) > 1 and all(each):
            return each
        unknown = [part for part, known in zip(parts, each, strict=True) if not known] if any(each) else [said]
        for name in unknown:
            nearest = find_nearest(name, self._shown)
            message = UNKNOWN_THEME_NEAR if nearest else UNKNOWN_THEME
            facts = {"name": name, "nearest": nearest, "file": self._file}
            problems.append(Problem(place=place, message=message, facts=facts))
        return []

    def _find(self, said: str, before: Sequence[str]) -> str:
        folded = _fold(said)
        return self._ids.get(folded) or (folded if folded in before else "")


def parse_yes_no(said: str, place: Place, problems: list[Problem]) -> bool | None:
    """Read yes or no, in either language or as a tick; an empty cell says nothing."""
    folded = _fold(said)
    if not folded:
        return None
    if folded in _YES or folded in _NO:
        return folded in _YES
    facts = {"said": said, "yes": f"{YES.sv} / {YES.en}", "no": f"{NO.sv} / {NO.en}"}
    problems.append(Problem(place=place, message=NOT_YES_OR_NO, facts=facts))
    return None


def parse_tick(said: str, place: Place, problems: list[Problem]) -> bool:
    """Read whether a row is ticked; an empty cell is not."""
    return bool(parse_yes_no(said, place, problems))


def parse_handling(said: str, place: Place, problems: list[Problem]) -> Handling:
    """Read how an answer is to be published, in either language; an empty cell says nothing."""
    folded = _fold(said)
    for handling, name in HANDLING_NAMES.items():
        if folded in (_fold(name.sv), _fold(name.en), handling):
            return handling
    if folded:
        known = list_names(name for each in HANDLING_NAMES.values() for name in (each.sv, each.en))
        problems.append(Problem(place=place, message=NOT_A_HANDLING, facts={"said": said, "known": known}))
    return ""


def _fold(said: str) -> str:
    return " ".join(said.split()).casefold()
