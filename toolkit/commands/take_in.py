"""A summary that was worked on → what of it was taken into the store before it is written anew, or what is wrong.

Whoever codes answers or names an owner in Excel may forget to collect the workbook; the next summary does it first.
"""

import datetime
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.collect.coding_receipt import CodingReceipt
from toolkit.collect.file import parse_file
from toolkit.commands.collect import compose_asked, find_own_store, open_plan_store, take_file
from toolkit.commands.plan import Plan
from toolkit.errors import Problem
from toolkit.outputs.cells import Holds, holds_all
from toolkit.outputs.outputs import Outputs
from toolkit.store.engine import find_store_file
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What became of an edited workbook: `receipt` is None where nobody has edited one.

    `holds` tells whether a fresh workbook says all that the edited one says; None where nothing could be taken.
    """

    receipt: CodingReceipt | None = None
    holds: Holds | None = None

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was noticed in it."""
        return self.receipt.notices if self.receipt else ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why nothing of it was taken."""
        return self.receipt.problems if self.receipt else ()

    def describe(self, texts: Texts) -> list[str]:
        """Say how much was taken in; nothing where nothing was."""
        said = self.receipt.say_counts(texts) if self.receipt else ""
        return (
            [texts("Taken in from {file} first: {counts}.", file=self.receipt.file, counts=said)]
            if self.receipt and said
            else []
        )


NOTHING_TAKEN = TakenIn()


def take_in_summary(plan: Plan, path: Path, outputs: Outputs, database: str | None, taken_at: str = "") -> TakenIn:
    """Take in what a person changed in the summary at `path`, whole or not at all.

    Nothing is done where nobody has changed it since it was written, where it is no summary of ours, or where there is
    no store. `taken_at` is ISO 8601 to the minute (default: now).
    """
    content = outputs.read_changed(path)
    store_file = find_store_file(database or find_own_store(plan))
    if content is None or (store_file is not None and not store_file.exists()):
        return NOTHING_TAKEN
    asked = compose_asked(plan)
    taken = parse_file(content, path.name, asked)
    if taken.review is None:
        return NOTHING_TAKEN
    with open_plan_store(plan, database) as store:
        now = taken_at or datetime.datetime.now().isoformat(timespec="minutes")
        receipt = take_file(store, taken, asked, now, earlier=outputs.list_taken(path))
    assert isinstance(receipt, CodingReceipt), "a review has such a receipt"  # noqa: S101  for mypy
    if not receipt.problems:
        outputs.note_taken(path, taken.sha256)
    holds = None if receipt.problems else partial(holds_all, taken=taken.review.read)
    return TakenIn(receipt=receipt, holds=holds)
