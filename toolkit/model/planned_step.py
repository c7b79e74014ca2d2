"""A next step with all that is known of it: its words, whose it is, what it is about, who takes it, its status. Pure.

Made by summary/next_steps.py for everything that shows next steps.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import STEP_STATUSES, StepState, StepStatus, is_own
from toolkit.model.workshop import Workshop

StepNote = Literal["", "corrected", "gone"]
"""What has become of the step's answer since something was said of it."""
STATUS_ORDER: tuple[StepStatus, ...] = (*STEP_STATUSES, "")


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A next step. `text` is as it was given: working material; `published` as it may be shown, or empty.

    `digest` is that of `text`; `themes` and `area` are ids, what most steps are about first. A step of the
    facilitators' own has no question, and perhaps no workshop.
    """

    key: AnswerKey
    state: StepState
    text: str
    published: str
    digest: str = ""
    workshop: Workshop | None = None
    question: str = ""
    themes: tuple[str, ...] = ()
    area: str = ""
    note: StepNote = ""

    @property
    def own(self) -> bool:
        """Whether facilitators have added the step."""
        return is_own(self.key)

    @property
    def group(self) -> str:
        """The id of the group whose step it is, or empty."""
        return self.workshop.group.id if self.workshop else ""

    @property
    def decided(self) -> bool:
        """Whether it was taken on: somebody was named, a day or a status set, or facilitators have added it."""
        return self.note != "gone" and (self.own or self.state.said)

    def is_late(self, today: datetime.date) -> bool:
        """Tell whether its day has passed and it is neither done nor dropped."""
        open_still = self.state.status not in ("done", "dropped")
        return bool(self.state.due) and open_still and datetime.date.fromisoformat(self.state.due) < today


@dataclass(frozen=True, kw_only=True)
class DecidedStep:
    """A step that was taken on, as it is shown to others in one language; `group` and `area` are names."""

    text: str
    owner: str
    due: datetime.date | None
    status: StepStatus
    late: bool
    group: str
    area: str


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """How many of an area's steps that were taken on have each status, in the order of STATUS_ORDER."""

    area: str
    counts: Mapping[StepStatus, int]

    @property
    def total(self) -> int:
        """How many steps there are."""
        return sum(self.counts.values())


def count_step_statuses(steps: Iterable[PlannedStep]) -> Mapping[StepStatus, int]:
    """Count how many steps have each status, in the order of STATUS_ORDER; "" counts those without one."""
    counted = Counter(step.state.status for step in steps)
    return {status: counted[status] for status in STATUS_ORDER}
