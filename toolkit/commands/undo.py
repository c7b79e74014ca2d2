"""An intake's number or a response's id → out of the store again, or back in it, and what that changed is told."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.intakes import name_workshops
from toolkit.commands.own_store import open_existing_store
from toolkit.commands.plan import read_plan
from toolkit.commands.response_ids import choose_response
from toolkit.errors import Message, Place, Problem
from toolkit.model.intake import MovedCount, Undone
from toolkit.store.store import Store
from toolkit.texts import Texts

MAKE_ANEW = Message(
    "What was made from the answers before (summaries, feedback, results in decks) still shows them.",
    "Make it anew with: toolkit summary",
)
STILL_WRITTEN = Message(
    "The edited workbook still says so, and the next toolkit summary takes it in again.",
    "Change it there too, or move the workbook away.",
)
LEFT_TO_PHONES = Message(
    "{count} answers have been changed on a phone since; they stay as their participants have written them.",
    one="One answer has been changed on a phone since; it stays as its participant has written it.",
)


@dataclass(frozen=True, kw_only=True)
class UndoneIntakes:
    """What was undone, the intake asked for last; `names` maps a workshop's id to what it is called."""

    done: tuple[Undone, ...]
    names: Mapping[str, str]
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what each undo has done, and how it is undone itself."""
        return "\n".join(line for one in self.done for line in describe_undone(one, self.names, texts))

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {
            "undone": [
                {
                    "intake": one.number,
                    "of": one.of,
                    "back": one.back,
                    "left": one.left,
                    "workshops": [
                        {"workshop": moved.workshop, "responses": moved.responses, "answers": moved.answers}
                        | {"codes_and_decisions": moved.said}
                        for moved in one.moved
                    ],
                }
                for one in self.done
            ]
        }


def undo_intake(
    folder: Path, wanted: str, *, database: str | None = None, with_later: bool = False, undone_at: str = ""
) -> UndoneIntakes:
    """Undo an intake or a single response. `undone_at` is ISO 8601 to the minute (default: now)."""
    plan = read_plan(folder)
    undone_at = undone_at or datetime.datetime.now().isoformat(timespec="minutes")
    with open_existing_store(plan, database) as store:
        done = store.undo(parse_wanted(store, wanted), undone_at=undone_at, with_later=with_later)
    left = sum(one.left for one in done)
    notices = [Problem(place=Place(file=""), message=MAKE_ANEW, notice=True)]
    if left:
        notices.insert(0, Problem(place=Place(file=""), message=LEFT_TO_PHONES, facts={"count": left}, notice=True))
    if any(moved.said and not (moved.responses or one.back) for one in done for moved in one.moved):
        notices.insert(0, Problem(place=Place(file=""), message=STILL_WRITTEN, notice=True))
    return UndoneIntakes(done=done, names=name_workshops(plan), notices=tuple(notices))


def parse_wanted(store: Store, wanted: str) -> int | tuple[str, str]:
    """Read what a person typed: an intake's number, or a response's id as it is shown anywhere."""
    number = re.fullmatch(r"#?(\d{1,9})", wanted.strip())
    if number:
        return int(number[1])
    chosen = choose_response(store.read_stored(), wanted, store.former)
    return chosen.workshop, chosen.id


def describe_undone(done: Undone, names: Mapping[str, str], texts: Texts) -> Sequence[str]:
    """Say what an undo has done, a line a workshop."""
    head = texts("Put back: {what}", what=done.of) if done.back else texts("Taken out: {what}", what=done.of)
    lines = [head]
    for moved in done.moved:
        lines.append(f"  → {describe_moved(moved, names, texts)}")
    if not done.moved:
        lines.append(texts("  nothing of it was in the store"))
    return [*lines, texts("  intake {intake}; to undo this: toolkit undo {intake}", intake=done.number)]


def describe_moved(moved: MovedCount, names: Mapping[str, str], texts: Texts) -> str:
    """Say what an undo has moved in a workshop."""
    counts = (
        ("{n} response", "{n} responses", moved.responses),
        ("{n} corrected answer", "{n} corrected answers", moved.answers),
        ("{n} code or decision", "{n} codes and decisions", moved.said),
    )
    said = ", ".join(texts.plural(one, many, number) for one, many, number in counts if number)
    return f"{names.get(moved.workshop, moved.workshop)}: {said}"
