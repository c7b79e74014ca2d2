"""What a programme's two-page brochure says: plan/brochure.toml as values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture with what it shows and whose it is; `file` is relative to the programme folder."""

    file: str
    alt: Text
    credit: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """A few words, and a sentence that explains them."""

    title: Text
    text: Text = field(default_factory=Text)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A heading with its text and points."""

    title: Text = field(default_factory=Text)
    text: Text = field(default_factory=Text)
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Brochure:
    """The brochure's texts. The insights' titles, the workshops and the report's address are the programme's own."""

    title: Text
    lead: Text
    question: Text = field(default_factory=Text)
    why: Chapter = field(default_factory=Chapter)
    how: Chapter = field(default_factory=Chapter)
    insights_title: Text = field(default_factory=Text)
    insights: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    """Insight id → what it means, in a sentence or two."""
    workshops: Chapter = field(default_factory=Chapter)
    report: Chapter = field(default_factory=Chapter)
    closing: Text = field(default_factory=Text)
    contact: Text = field(default_factory=Text)
    note: Text = field(default_factory=Text)
    """Said in small type, for instance that dates are examples."""
    cover: Photo | None = None
    photos: tuple[Photo, ...] = ()
