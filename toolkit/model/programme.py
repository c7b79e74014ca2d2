"""The whole plan: a programme with its steps, insights and areas. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from toolkit.model.text import Text

AreaKind = Literal["prioritised", "added", "planned"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the programme's steps; numbered from 1 in the order they are written."""

    id: str
    number: int
    title: Text


@dataclass(frozen=True, kw_only=True)
class Insight:
    """One of the insights the work rests on; numbered from 1. `short` is for charts and footers."""

    id: str
    number: int
    title: Text
    short: Text


@dataclass(frozen=True, kw_only=True)
class Area:
    """A field of work under an insight (an insight id): prioritised, added at the close, or planned."""

    id: str
    title: Text
    insight: str
    kind: AreaKind = "planned"
    short: Text = field(default_factory=Text)


@dataclass(frozen=True, kw_only=True)
class ReportSettings:
    """How reports are made: their Word template, where they can be read, and what a registry asks for on page one.

    `facts` holds what is known, by key of `REPORT_FACTS`, in that order.
    """

    template: str = ""
    """A Word template relative to the folder; empty for the one that comes along."""
    address: str = ""
    """Where the full report can be read; the brochure's QR code leads there."""
    facts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))


REPORT_FACTS = (
    "reference",
    "previous_reference",
    "decision_date",
    "valid",
    "decision",
    "document_type",
    "handled_by",
    "prepared_with",
    "revision",
)
"""What an authority's document says of itself: diarienummer and so on."""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The plan that a programme folder describes. Paths are relative to the folder, with forward slashes."""

    id: str
    title: Text
    organisation: Text
    languages: tuple[str, ...]
    base_url: str
    steps: tuple[Step, ...]
    insights: tuple[Insight, ...]
    areas: tuple[Area, ...]
    outlines: Mapping[str, str]
    questions: tuple[str, ...]
    groups: str
    template: str = ""
    layouts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Explicit mapping from a slide's role (see deck/slides.py) to a layout's name in the pptx template."""
    contact: Text = field(default_factory=Text)
    """Whom a participant can ask, shown on response sheets and slides."""
    retention_days: int = 730
    """How long responses are kept after the workshop, stated on the sheets."""
    min_group: int = 5
    """Fewest responses behind a figure that is published (see summary/care/)."""
    report: ReportSettings = field(default_factory=ReportSettings)
    themes: str = "questions/themes.toml"
    """The theme book; a programme may have none."""
    kinds: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    """Kinds of group of one's own, by id, and what they are called; beside those of `model/workshop.py`."""
    names: str = ""
    """A file of persons' names, one a line, that are masked in published answers; empty for none."""

    def step(self, step_id: str) -> Step | None:
        """Return the step with an id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def insight(self, insight_id: str) -> Insight | None:
        """Return the insight with an id, or None."""
        return next((insight for insight in self.insights if insight.id == insight_id), None)

    def area(self, area_id: str) -> Area | None:
        """Return the area with an id, or None."""
        return next((area for area in self.areas if area.id == area_id), None)
