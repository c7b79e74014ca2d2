"""Which ids a workshop's answers may lie under: the one that it has, and those that it had. Pure.

The store keeps an answer under the id that its workshop had then; nothing is moved when an id changes, so that taking
the change back is as simple as making it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class FormerIds:
    """`former` maps a workshop's id to the ids it had, where it had any."""

    former: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def list_ids(self, workshop: str) -> tuple[str, ...]:
        """List the ids under which a workshop's answers may lie, its own first."""
        return (workshop, *self.former.get(workshop, ()))

    def list_all(self, workshops: Iterable[str]) -> list[str]:
        """List the ids of several workshops."""
        return [name for workshop in workshops for name in self.list_ids(workshop)]

    def find_now(self, stored: str) -> str:
        """Return the id that a workshop has now, by one that the store knows."""
        return next((now for now, former in self.former.items() if stored in former), stored)


def list_former_ids(workshops: Iterable[Workshop]) -> FormerIds:
    """List the ids that workshops had."""
    return FormerIds(former={workshop.id: workshop.formerly for workshop in workshops if workshop.formerly})
