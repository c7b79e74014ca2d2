"""Texts in the reader's language, from the gettext catalogues under templates/text; renders problems as sentences.

Each room has its own catalogue (`templates/text/sv/LC_MESSAGES/<room>.po`, compiled to .mo beside it); a Texts
looks in all of them. English is the source language, so `load_texts("en")` needs no catalogue.
"""

import gettext
from dataclasses import replace
from functools import cache

from toolkit.errors import Place, Problem
from toolkit.resources import find_template_folder

LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}


class Texts:
    """Look texts up in one language: `texts("Step {n} of {total}", n=1, total=9)`."""

    def __init__(self, language: str, catalogues: tuple[gettext.NullTranslations, ...] = ()) -> None:
        self.language = language
        self._catalogues = catalogues
        self._find = cache(self._look_up)

    @property
    def tag(self) -> str:
        """The BCP 47 tag for runs and documents, such as sv-SE."""
        return LANGUAGE_TAGS.get(self.language, self.language)

    def __call__(self, message: str, /, **facts: object) -> str:
        """Translate a message and put its facts in."""
        found = self._find(message)
        return found.format(**facts) if facts else found

    def plural(self, one: str, many: str, number: int, /, **facts: object) -> str:
        """Translate by number; `{n}` is the number."""
        for catalogue in self._catalogues:
            # A form may be spelt as in English ("{n} problem."): it is missing only where both are.
            if (catalogue.ngettext(one, many, 1), catalogue.ngettext(one, many, 2)) != (one, many):
                return catalogue.ngettext(one, many, number).format(n=number, **facts)
        return (one if number == 1 else many).format(n=number, **facts)

    def decimal(self, value: float, places: int = 1) -> str:
        """Write a figure with so many decimals, as the language does: 3,5 or 3.5."""
        said = f"{value:.{places}f}"
        return said if self.language == "en" else said.replace(".", ",")

    def percent(self, share: float) -> str:
        """Write a share of 1 in whole percent; Swedish has a space before the sign."""
        return f"{share:.0%}" if self.language == "en" else f"{100 * share:.0f}\u00a0%"

    def place(self, place: Place) -> str:
        """Say where: "answers.xlsx, worksheet Answers, row 4, column D"."""
        parts = [place.file] if place.file else []
        if place.worksheet:
            parts.append(self("worksheet {name}", name=place.worksheet))
        if place.line:
            parts.append(self("line {n}", n=place.line))
        if place.row:
            parts.append(self("row {n}", n=place.row))
        if place.column:
            parts.append(self("column {name}", name=place.column))
        if place.key:
            parts.append(place.key)
        return ", ".join(parts)

    def problem(self, problem: Problem) -> str:
        """Say place, cause and remedy in one line."""
        said = " ".join(filter(None, self.explain(problem)))
        place = self.place(problem.place)
        return f"{place}: {said}" if place else said

    def explain(self, problem: Problem) -> tuple[str, str]:
        """Say the cause and the remedy, which may be empty."""
        facts = {key: self._say_fact(fact) for key, fact in problem.facts.items()}
        remedy = problem.message.remedy
        return self(problem.message.choose_cause(facts), **facts), self(remedy, **facts) if remedy else ""

    def _say_fact(self, fact: object) -> object:
        """Say another place in the same table as a person finds it: "row 4" of a worksheet, "line 4" of a text."""
        return self.place(replace(fact, file="", worksheet="")) if isinstance(fact, Place) else fact

    def _look_up(self, message: str) -> str:
        for catalogue in self._catalogues:
            found = catalogue.gettext(message)
            if found != message:
                return found
        return message


@cache
def load_texts(language: str) -> Texts:
    """Load every room's catalogue of a language; an unknown language reads as English."""
    folder = find_template_folder("text") / language / "LC_MESSAGES"
    catalogues = []
    for path in sorted(folder.glob("*.mo")):
        with path.open("rb") as file:
            catalogues.append(gettext.GNUTranslations(file))
    return Texts(language, tuple(catalogues))
