"""The action plan: activities with a status, each change of status with its date, and what workshops ask for. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from toolkit.model.answer_key import AnswerKey
from toolkit.model.text import Text

Status = Literal["done", "partly", "none", "unknown"]
STATUSES: tuple[Status, ...] = ("done", "partly", "none", "unknown")
"""Done or under way (green), some activity or planned (yellow), no known activity (red), not yet assessed."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A measure within an area (an area id). `priority` is the prioritised or added area that it serves, or empty.

    `evidence` says what the status rests on, `comment` is for people to read beside a red one. `themes` are ids of
    themes whose answers touch it. `extra` holds further columns of the register, by header.
    """

    id: str
    text: Text
    area: str
    priority: str = ""
    unit: Text = field(default_factory=Text)
    status: Status = "unknown"
    date: datetime.date | None = None
    set_by: str = ""
    evidence: Text = field(default_factory=Text)
    comment: Text = field(default_factory=Text)
    themes: tuple[str, ...] = ()
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class StatusEntry:
    """A status as it was set: on `date` by somebody, and recorded in the register on another day or the same."""

    date: datetime.date
    activity: str
    status: Status
    set_by: str = ""
    evidence: str = ""
    recorded: datetime.date


@dataclass(frozen=True, kw_only=True)
class AnswerLink:
    """What a person linked an answer to: ids of activities, or in a few words what is asked for and not in the plan."""

    answer: AnswerKey
    activities: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    """The register as it stands, its history in the order recorded, and the links made by hand."""

    activities: tuple[Activity, ...]
    history: tuple[StatusEntry, ...] = ()
    links: tuple[AnswerLink, ...] = ()

    def activity(self, activity_id: str) -> Activity | None:
        """Return the activity with an id, or None."""
        return next((activity for activity in self.activities if activity.id == activity_id), None)

    def status_on(self, day: datetime.date) -> dict[str, Status]:
        """Return each activity's status as it was recorded up to and including a day, by id; unknown before any."""
        found: dict[str, Status] = {activity.id: "unknown" for activity in self.activities}
        for entry in self.history:
            if entry.recorded <= day and entry.activity in found:
                found[entry.activity] = entry.status
        return found

    @property
    def followups(self) -> tuple[datetime.date, ...]:
        """The days on which statuses were recorded, in order."""
        return tuple(sorted({entry.recorded for entry in self.history}))
