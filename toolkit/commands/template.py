"""A .pptx or .potx → what it offers as a template: layouts, roles and how they were found, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.errors import Problem
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class TemplateFacts:
    """The report as text and as values."""

    text: str
    values: Mapping[str, Any]
    notices: tuple[Problem, ...]

    def describe(self, texts: Texts) -> str:
        """Return the report."""
        return self.text

    def facts(self) -> Mapping[str, Any]:
        """Return the report's values."""
        return self.values
