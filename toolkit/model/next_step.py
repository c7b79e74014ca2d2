"""Next steps: who takes each, until when, and how it stands; and how two people's changes of one meet. Pure.

A step is an answer to a question about next steps, or one that facilitators have added themselves. What they say of it
is kept beside the answer and never in it: it stays with the step when the answer is corrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from toolkit.errors import Place
from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import digest_text, fold_word
from toolkit.model.text import Text

StepStatus = Literal["", "not-begun", "going-on", "done", "dropped"]
STEP_STATUSES: tuple[StepStatus, ...] = ("not-begun", "going-on", "done", "dropped")
STATUS_NAMES: Mapping[StepStatus, Text] = {
    "not-begun": Text(sv="inte påbörjat", en="not begun"),
    "going-on": Text(sv="pågår", en="under way"),
    "done": Text(sv="klart", en="done"),
    "dropped": Text(sv="utgår", en="dropped"),
}

FIELDS = ("text", "workshop", "owner", "due", "status")
"""What can be changed of a step; the text and the workshop only of one that facilitators have added."""


@dataclass(frozen=True, kw_only=True)
class StepState:
    """What is said of a step. `due` is ISO 8601 or empty, a status "" says that nobody has set one.

    `text` and `workshop` are those of a step that facilitators have added; an answer has its own.
    """

    text: str = ""
    workshop: str = ""
    owner: str = ""
    due: str = ""
    status: StepStatus = ""

    @property
    def said(self) -> bool:
        """Whether anything is said of who takes the step, when, or how it stands."""
        return bool(self.owner or self.due or self.status)


NOTHING_SAID = StepState()


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A step as it stands. `key` is that of the answer, or of a step of the facilitators' own (see `compose_own_key`).

    `digest` is that of the answer's text as it read when this was said; empty for a step of the facilitators' own.
    `take` is the number of the intake that said it, None for the console.
    """

    key: AnswerKey
    state: StepState
    digest: str = ""
    set_at: str = ""
    take: int | None = field(default=None, compare=False)

    @property
    def own(self) -> bool:
        """Whether facilitators have added the step."""
        return is_own(self.key)


@dataclass(frozen=True, kw_only=True)
class StepChange:
    """What one person made of a step that said something when that person saw it.

    `before` is None for a step that the person added. `places` says where each field stands, for problems.
    """

    key: AnswerKey
    before: StepState | None
    after: StepState
    digest: str = ""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class StepOutcome:
    """What became of changes: `taken` ones as they hold now; `stale` ones had been taken before, and newer ones hold.

    `unknown` are about answers that are not in the store (any more).
    """

    taken: tuple[NextStep, ...] = ()
    stale: tuple[AnswerKey, ...] = ()
    unknown: tuple[AnswerKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MergedStep:
    """A change met with what holds: the state that results, and the fields that were changed by two people."""

    state: StepState
    stale: bool = False
    clashes: tuple[str, ...] = ()


def is_own(key: AnswerKey) -> bool:
    """Tell whether a key is that of a step that facilitators have added."""
    return not key.response


def compose_own_key(text: str, workshop: str) -> AnswerKey:
    """Return the key of a step that facilitators add: the same for the same words, so that none is added twice."""
    return AnswerKey("", "", f"own-{digest_text(f'{workshop}/{fold_word(text)}')}")


def merge_step(history: Sequence[StepState], change: StepChange, same: Sequence[bool] = ()) -> MergedStep:
    """Take what a person changed, and nothing else, into what holds; `history` is what was said, the latest last.

    `same` tells of each of `history` whether an earlier state of the same file said it: whoever works on in it corrects
    their own words.
    A value that was said before and has been changed since does not come back from an old worksheet. Where two people
    have changed the same field in different ways the field is named, and what holds stays.
    """
    now = history[-1] if history else NOTHING_SAID
    before = change.before or (history[0] if history else NOTHING_SAID)
    taken: dict[str, Any] = {}
    stale, clashes = False, []
    for name in FIELDS:
        was, said, holds = getattr(before, name), getattr(change.after, name), getattr(now, name)
        if said == holds:
            continue
        own = _find_origin(name, history, same)
        if said == was and not own:
            continue
        if own or holds == was:
            taken[name] = said
        elif said in _list_since(was, [getattr(each, name) for each in history]):
            stale = True
        else:
            clashes.append(name)
    return MergedStep(state=replace(now, **taken), stale=stale, clashes=tuple(clashes))


def _find_origin(name: str, history: Sequence[StepState], same: Sequence[bool]) -> bool:
    """Tell whether what a field says by now was said by an earlier state of the same file."""
    values = [getattr(each, name) for each in history]
    first = next((at for at in range(len(values) - 1, 0, -1) if values[at] != values[at - 1]), 0)
    return bool(same) and same[first]


def _list_since(was: str, values: Sequence[str]) -> Sequence[str]:
    """Return the values that came after the last time a field said what the worksheet was written with."""
    found = [at for at, value in enumerate(values) if value == was]
    return values[found[-1] + 1 :] if found else values
