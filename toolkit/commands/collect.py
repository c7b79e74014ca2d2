"""Filled sheets, tidy CSV, archives, worksheets for coding, codebooks → what is kept of them, and a receipt a file."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.collect.archive_messages import RESPONSE_DIFFERS
from toolkit.collect.asked import Asked
from toolkit.collect.coding_receipt import CodingReceipt, compose_coding_receipt, compose_coding_refusal
from toolkit.collect.copies import find_other_copy
from toolkit.collect.file import read_file
from toolkit.collect.messages import NOT_RECOGNISED
from toolkit.collect.near_ids import find_near_ids
from toolkit.collect.receipt import Receipt, compose_known, compose_receipt, compose_refusal
from toolkit.collect.taken import Taken
from toolkit.commands.codebook import SUFFIX, CodebookReceipt, take_codebook
from toolkit.commands.handed_files import list_handed
from toolkit.commands.plan import Plan, read_plan
from toolkit.commands.store_place import find_place_notices
from toolkit.errors import InputError, Place, Problem
from toolkit.model.change import Comparison, Handed
from toolkit.model.former_ids import list_former_ids
from toolkit.model.held import AskedVersion, describe_version
from toolkit.model.instrument import add_retired
from toolkit.model.review import Review
from toolkit.outputs.outputs import Outputs
from toolkit.store.archive import describe_tables
from toolkit.store.engine import BUSY_SECONDS
from toolkit.store.store import Store, open_store
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Collected:
    """The receipts, a file each. Refused files' problems stand in them."""

    receipts: tuple[Receipt | CodingReceipt | CodebookReceipt, ...]
    passed: tuple[Problem, ...] = ()
    """Notices of what was passed over in folders."""

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was noticed in the files."""
        return (*self.passed, *(notice for receipt in self.receipts for notice in receipt.notices))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why files were refused."""
        return tuple(problem for receipt in self.receipts for problem in receipt.problems)

    def describe(self, texts: Texts) -> str:
        """Say every receipt."""
        said = "\n".join(receipt.describe(texts) for receipt in self.receipts)
        return said or texts("No answers were found; nothing was taken.")

    def facts(self) -> Mapping[str, Any]:
        """Return every receipt's values."""
        return {"files": [receipt.facts() for receipt in self.receipts]}


def collect_files(
    folder: Path,
    files: Sequence[Path],
    *,
    database: str | None = None,
    correction: bool = False,
    copy: str | None = None,
    taken_at: str = "",
) -> Collected:
    """Take each file whole or not at all. `taken_at` is ISO 8601 to the minute (default: now)."""
    plan = read_plan(folder)
    asked = compose_asked(plan)
    taken_at = taken_at or datetime.datetime.now().isoformat(timespec="minutes")
    shapes = describe_tables()
    receipts: list[Receipt | CodingReceipt | CodebookReceipt] = []
    handed, notices = list_handed(files)
    with open_plan_store(plan, database) as store:
        for file, in_folder in handed:
            if file.suffix.lower() == SUFFIX:
                receipts.append(take_codebook(plan, file))
                continue
            taken = read_file(file, asked, copy=copy or "", shapes=shapes)
            if in_folder and is_strange(taken):
                notices += [replace(problem, notice=True) for problem in taken.problems]
                continue
            receipts.append(_take_read(store, taken, file, asked, taken_at, Outputs(folder), correction=correction))
        note_plan(plan, store, taken_at)  # after an archive, which knows better when each version was first met
    return Collected(receipts=tuple(receipts), passed=(*find_place_notices(database or find_own_store(plan)), *notices))


def _take_read(
    store: Store, taken: Taken, file: Path, asked: Asked, taken_at: str, outputs: Outputs, *, correction: bool
) -> Receipt | CodingReceipt:
    """Take a file that was read; a summary of the programme's own is known again when it was worked on and comes back.

    From elsewhere a file of the same name may be another person's copy.
    """
    own = taken.review is not None and outputs.is_own_place(file)
    earlier = outputs.list_taken(file) if own else ()
    receipt = take_file(store, taken, asked, taken_at, correction=correction, earlier=earlier)
    if own and not receipt.problems:
        outputs.note_taken(file, taken.sha256)
    return receipt


def is_strange(taken: Taken) -> bool:
    """Tell whether a file is none of answers at all: one that lies in a folder among others is passed over."""
    return any(problem.message == NOT_RECOGNISED for problem in taken.problems)


def note_plan(plan: Plan, store: Store, noted_at: str) -> None:
    """Let the store remember what is asked where, for the time when the programme has gone on."""
    versions = [describe_version(instrument, noted_at) for instrument in plan.instruments.values()]
    store.note_plan(versions, plan.workshops)


def describe_sheet_versions(handed: Sequence[Handed], noted_at: str) -> list[AskedVersion]:
    """Describe what the versions of response sheets ask, by the columns that the sheets have."""
    columns: dict[str, set[str]] = {}
    for one in handed:
        columns.setdefault(one.response.instrument, set()).update(one.covers)
    return [
        AskedVersion(version=version, items=tuple(sorted(items)), noted_at=noted_at)
        for version, items in columns.items()
    ]


def compose_asked(plan: Plan) -> Asked:
    """Return what a file may answer, by every id that a workshop has or had: an old sheet says an old one."""
    named = [(name, workshop) for workshop in plan.workshops for name in workshop.ids]
    takeable = {workshop.id: add_retired(plan.instruments[workshop.id], plan.bank) for workshop in plan.workshops}
    return Asked(
        programme=plan.programme.id,
        instruments={name: takeable[workshop.id] for name, workshop in named},
        languages={name: workshop.language for name, workshop in named},
        themes=plan.themes,
        themes_file=plan.programme.themes,
        workshops=plan.workshops,
    )


def open_plan_store(plan: Plan, database: str | None, *, busy_seconds: int = BUSY_SECONDS) -> Store:
    """Open the store asked for, or the programme's own."""
    former = list_former_ids(plan.workshops)
    return open_store(database or find_own_store(plan), busy_seconds=busy_seconds, former=former)


def find_own_store(plan: Plan) -> Path:
    """Return where the programme keeps its responses unless told otherwise."""
    return plan.folder / "responses" / "responses.sqlite3"


def take_file(
    store: Store, taken: Taken, asked: Asked, taken_at: str, *, correction: bool = False, earlier: Sequence[str] = ()
) -> Receipt | CodingReceipt:
    """Take one file that was read, unless it has problems or looks like another table's copy of the same sheet.

    `earlier` are the SHA-256 of earlier states of the same file that were taken.
    """
    if taken.review is not None:
        return _take_review(store, taken, taken.review, asked, taken_at, earlier)
    if taken.problems:
        before = store.find_take(taken.sha256)
        return compose_known(taken, asked, before) if before else compose_refusal(taken, asked)

    def judge(comparison: Comparison) -> Sequence[Problem]:
        return () if correction else find_other_copy(taken, comparison)

    try:
        if taken.tables:
            comparison = _take_archive(store, taken, taken_at, correction)
        else:
            near = find_near_ids(taken, store.list_ids())
            taken = replace(taken, notices=(*taken.notices, *near))
            facts = {"file": taken.file, "sha256": taken.sha256, "taken_at": taken_at}
            comparison = store.take(taken.handed, **facts, correction=correction, judge=judge)
    except InputError as error:
        return compose_refusal(taken, asked, error.problems)
    if taken.numbered:
        store.note_plan(describe_sheet_versions(taken.handed, taken_at))
    return compose_receipt(taken, comparison, asked, asked.languages.get(_find_workshop(taken), "en"))


def _take_review(
    store: Store, taken: Taken, review: Review, asked: Asked, taken_at: str, earlier: Sequence[str]
) -> CodingReceipt:
    """Take what was changed in an edited summary, all or none."""
    if taken.problems:
        return compose_coding_refusal(taken)
    try:
        facts = {"file": taken.file, "sha256": taken.sha256, "taken_at": taken_at}
        outcome = store.take_review(review.answers, review.steps, **facts, earlier=earlier)
    except InputError as error:
        return compose_coding_refusal(taken, error.problems)
    return compose_coding_receipt(taken, outcome, asked)


def _take_archive(store: Store, taken: Taken, taken_at: str, correction: bool) -> Comparison:
    def judge(comparison: Comparison) -> Sequence[Problem]:
        keys = dict.fromkeys(f"{change.workshop} / {change.response}" for change in comparison.changes)
        place = f"{taken.file}/responses.csv"
        return [Problem(place=Place(file=place, key=key), message=RESPONSE_DIFFERS) for key in keys]

    return store.take_archive(
        {table.name: table for table in taken.tables},
        file=taken.file,
        sha256=taken.sha256,
        taken_at=taken_at,
        correction=correction,
        judge=judge,
    )


def _find_workshop(taken: Taken) -> str:
    return taken.handed[0].response.workshop if taken.handed else ""
