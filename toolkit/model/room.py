"""What a room is shown, who has answered how many, and who may steer it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Show:
    """What the facilitator lets a room see of a question: its answers, and to agree with those of others."""

    question: str
    results: bool = False
    agreeing: bool = False


@dataclass(frozen=True, kw_only=True)
class RoomAnswer:
    """One answer in words. `number` names its response in the store; unlike the response's id, it opens nothing.

    `agreeing` counts the others who agree with it.
    """

    number: int
    item: str
    text: str
    hidden: bool = False
    agreeing: int = 0


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many responses a workshop has, by channel; those that are hidden as a whole are left out."""

    workshop: str
    channels: Mapping[str, int] = field(default_factory=dict)

    @property
    def responses(self) -> int:
        """All of them."""
        return sum(self.channels.values())


@dataclass(frozen=True, kw_only=True)
class ValueCounts:
    """How many answers to some items have which value: item, value, count.

    `answered` of the `responses` hold one of them.
    """

    values: tuple[tuple[str, str | int, int], ...]
    answered: int
    responses: int


@dataclass(frozen=True, kw_only=True)
class FacilitatorLink:
    """A link to the console; `revoked_at` is empty as long as it holds. Times are ISO 8601 to the minute."""

    id: str
    made_at: str
    revoked_at: str = ""
