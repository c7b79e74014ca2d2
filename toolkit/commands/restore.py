"""A backup → in the place of the store, the former one kept, and told how much there was and is."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.collect import find_own_store
from toolkit.commands.plan import read_plan
from toolkit.errors import Message, Place, Problem
from toolkit.store.restore import Held, Restored, restore_backup
from toolkit.texts import Texts

LEFT_OUT = Message(
    "{count} responses of the backup have been erased since it was made; they stay erased and were left out.",
    "The backup itself still holds them: delete it when it is no longer needed.",
    "One response of the backup has been erased since it was made; it stays erased and was left out.",
)
FORMER_UNREAD = Message(
    "The former store could not be read, so what has been erased since the backup was made is not known.",
    "Erase it again, if there was any: toolkit forget",
)
FORMER_KEPT = Message(
    "The former store is kept here, with what was answered since the backup was made.",
    "Delete it when you are sure that nobody needs it.",
)


@dataclass(frozen=True, kw_only=True)
class RestoredStore:
    """What a restore has done; `path` is the backup."""

    path: Path
    done: Restored
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say how much there was and is, and where the former store is."""
        was = _say_held(self.done.before, texts) if self.done.before else texts("nobody knows: it could not be read")
        lines = [
            texts("Restored: {path}", path=str(self.path)),
            texts("  there were: {held}", held=was),
            texts("  there are:  {held}", held=_say_held(self.done.after, texts)),
        ]
        if self.done.former:
            lines.append(texts("  the former store is kept: {path}", path=self.done.former))
        return "\n".join(lines)

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        before, after = self.done.before, self.done.after
        return {
            "path": str(self.path),
            "before": {"responses": before.responses, "answers": before.answers} if before else None,
            "after": {"responses": after.responses, "answers": after.answers},
            "former": self.done.former,
            "left_out": self.done.left_out,
        }


def restore_store(folder: Path, path: Path, *, database: str | None = None, moment: str = "") -> RestoredStore:
    """Restore a backup. `moment` is ISO 8601 to the minute (default: now)."""
    plan = read_plan(folder)
    moment = moment or datetime.datetime.now().isoformat(timespec="minutes")
    done = restore_backup(database or find_own_store(plan), path, moment=moment)
    notices = []
    if done.left_out:
        facts = {"count": done.left_out}
        notices.append(Problem(place=Place(file=str(path)), message=LEFT_OUT, facts=facts, notice=True))
    if done.before is None:
        notices.append(Problem(place=Place(file=""), message=FORMER_UNREAD, notice=True))
    if done.former:
        notices.append(Problem(place=Place(file=done.former), message=FORMER_KEPT, notice=True))
    return RestoredStore(path=path, done=done, notices=tuple(notices))


def _say_held(held: Held, texts: Texts) -> str:
    answers = texts.plural("{n} answer", "{n} answers", held.answers)
    return texts.plural("{answers} in {n} response", "{answers} in {n} responses", held.responses, answers=answers)
