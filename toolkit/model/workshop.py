"""Who meets when: a group of people, and a workshop held with it. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

GroupKind = Literal["dean-group", "department", "administration", "library"]
GROUP_KINDS: tuple[GroupKind, ...] = ("dean-group", "department", "administration", "library")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of people. `areas` are the ids of its focus areas; `extra` holds the further columns of its row."""

    id: str
    name: str
    kind: GroupKind
    areas: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """One event. The id is the group's unless the row gives one, so that a moved date keeps every printed link.

    `formerly` are ids that it had before, or of workshops that were made one with it: what was printed and answered
    under them is its own.
    """

    id: str
    group: Group
    language: str
    date: datetime.date | None = None
    place: str = ""
    facilitators: tuple[str, ...] = ()
    expected: int | None = None
    formerly: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which its answers may lie, its own first."""
        return (self.id, *self.formerly)
