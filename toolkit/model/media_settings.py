"""How a monitoring export is read, and what stands under its charts: plan/media.toml as values. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from toolkit.model.text import Text

MediaColumn = Literal["date", "count", "country", "topic", "swedish", "international"]
MEDIA_COLUMNS: tuple[MediaColumn, ...] = ("date", "count", "country", "topic", "swedish", "international")
"""What a column of an export may hold."""


@dataclass(frozen=True, kw_only=True)
class MediaSettings:
    """How columns are called (by MEDIA_COLUMNS), what stands under a chart, which year all is measured from."""

    title: Text = field(default_factory=Text)
    source: Text = field(default_factory=Text)
    base_year: int = 0
    example: bool = False
    date_order: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    swedish: tuple[str, ...] = ("sverige", "sweden", "se", "swe")
    topics: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    starts: datetime.date | None = None
    ends: datetime.date | None = None
