"""A response sheet where it was written → whether it holds answers, and whether they have been collected. An edge.

It is read as `toolkit collect` reads it, and compared with what the store holds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.commands.plan import Plan
from toolkit.errors import Message, Place, Problem, StoreError
from toolkit.files import quote_path

if TYPE_CHECKING:
    from toolkit.collect.taken import Taken
    from toolkit.model.change import Comparison

COLLECTED = Message(
    "All answers in it have been collected; it stays as it is.",
    "When you need an empty one, move this one out of the folder and build again.",
)
ONE_ANSWER = Message(
    "1 response with 1 answer, not yet collected; the sheet stays as it is.", "Take it in with: toolkit collect {typed}"
)
ONE_RESPONSE = Message(
    "1 response with {answers} answers, not yet collected; the sheet stays as it is.",
    "Take it in with: toolkit collect {typed}",
)
RESPONSES = Message(
    "{responses} responses with {answers} answers, not yet collected; the sheet stays as it is.",
    "Take them in with: toolkit collect {typed}",
)
FAULTY = Message(
    "It holds answers, not yet collected, and not all of them can be read; it stays as it is.",
    "See which ones, and take the sheet in when they are mended, with: toolkit collect {typed}",
)


@dataclass(frozen=True, kw_only=True)
class SheetGuard:
    """Says what sheets hold that may not be written over, as `toolkit.outputs.deciding.Guard`."""

    plan: Plan
    database: str | None = None

    def __call__(self, content: bytes, name: str) -> tuple[Problem, ...]:
        """Count the answers in a sheet; nothing where there are none, or where it is no sheet."""
        # Loaded only where a sheet is there and differs from what would be written.
        from toolkit.collect.file import parse_file
        from toolkit.commands.collect import compose_asked

        taken = parse_file(content, Path(name).name, compose_asked(self.plan))
        if not taken.rows:
            return ()
        responses, answers = self._count_new(taken) if taken.handed else (0, 0)
        message = _find_message(responses, answers) if taken.handed else FAULTY
        facts = {"responses": responses, "answers": answers, "typed": quote_path(name)}
        return (Problem(place=Place(file=name), message=message, facts=facts, notice=True),)

    def _count_new(self, taken: "Taken") -> tuple[int, int]:
        """Count the responses and the answers in them that the store does not hold."""
        every = len(taken.handed), sum(len(one.response.answers) for one in taken.handed)
        try:
            found = self._compare(taken)
        except StoreError:  # nobody knows, so nothing counts as collected
            return every
        if found is None:
            return every
        return found.new_responses + found.changed_responses, found.new_answers + len(found.changes)

    def _compare(self, taken: "Taken") -> "Comparison | None":
        from toolkit.commands.collect import find_own_store, open_plan_store
        from toolkit.store.engine import find_store_file

        file = find_store_file(self.database or find_own_store(self.plan))
        if file is not None and not file.exists():
            return None
        with open_plan_store(self.plan, self.database) as store:
            return store.compare(taken.handed, sha256=taken.sha256)


def _find_message(responses: int, answers: int) -> Message:
    if not responses:
        return COLLECTED
    return RESPONSES if responses > 1 else ONE_RESPONSE if answers > 1 else ONE_ANSWER
