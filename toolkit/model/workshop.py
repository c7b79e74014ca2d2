"""Who meets when: a group of people, and a workshop held with it. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.text import Text

GROUP_KINDS: tuple[str, ...] = ("dean-group", "department", "administration", "library")
"""The kinds of group that every programme knows; one may have kinds of its own beside them."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of people. `areas` are the ids of its focus areas; `extra` holds the further columns of its row.

    `kind` is one of GROUP_KINDS or of the programme's own, which have a name (`kind_name`, else empty).
    """

    id: str
    name: str
    kind: str
    kind_name: Text = field(default_factory=Text)
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
    meeting: str = ""
    """The whole address (https) at which those who are not in the room take part, or empty."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which its answers may lie, its own first."""
        return (self.id, *self.formerly)
