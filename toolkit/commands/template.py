"""A .pptx or .potx → what it offers as a template: layouts, roles and how they were found, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.pptx_template.report import compose_facts, compose_mapping, compose_report, compose_text
from toolkit.errors import Problem
from toolkit.fonts.metrics import load_metrics
from toolkit.reading.folder import read_programme
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class InspectedTemplate:
    """The report, as text in the reader's language and as values."""

    text: str
    values: Mapping[str, Any]
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Return the report, and how to take it into use."""
        return self.text

    def facts(self) -> Mapping[str, Any]:
        """Return the report's values."""
        return self.values


def inspect_template(file: Path, folder: Path | None, texts: Texts) -> InspectedTemplate:
    """Look through a template, by the programme's own mapping of roles where there is a programme.

    Raises TemplateError for a file that cannot serve.
    """
    mapping = read_programme(folder).layouts if folder else {}
    template = read_template(file, mapping)
    report = compose_report(template, load_metrics().knows)
    text = "\n\n".join((compose_text(report, texts), compose_mapping(template, texts)))
    return InspectedTemplate(text=text, values=compose_facts(report, texts))
