"""What the commands write, kind by kind, and who merges it with what a person has made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.commands.kept_sheets import SheetGuard
from toolkit.commands.plan import Plan
from toolkit.errors import Problem
from toolkit.files import Put
from toolkit.outputs.cells import Holds
from toolkit.outputs.deciding import Kind
from toolkit.outputs.merging import Merged
from toolkit.outputs.outcome import Outcome
from toolkit.outputs.outputs import Outputs

# A merge is loaded where there is something to merge: most files are as they were written.


def _merge_deck(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    from toolkit.deck.merge.deck import merge_decks

    return merge_decks(edited, base, fresh, name)


def _merge_report(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    from toolkit.report.docx_merge.merge import merge_reports

    return merge_reports(edited, base, fresh, name)


def _renew_unchanged(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    from toolkit.outputs.cells import renew_unchanged

    return renew_unchanged(edited, base, fresh, name)


def _merge_sheet(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    from toolkit.collect.blank import merge_sheet

    return merge_sheet(edited, base, fresh, name)


PLAIN = Kind()
"""Nothing of it can be merged: what was changed stays, and the new one lies beside it."""
KINDS: Mapping[str, Kind] = {
    "deck": Kind(merge=_merge_deck, merges=True),
    "feedback": Kind(merge=_merge_deck, merges=True),
    "followup deck": Kind(merge=_merge_deck, merges=True),
    "report": Kind(merge=_merge_report, merges=True),
    "summary": Kind(merge=_renew_unchanged, merges=True),
    "followup workbook": Kind(merge=_renew_unchanged, merges=True),
    "sheet": Kind(merge=_merge_sheet, merges=True),
    "print": PLAIN,
    "code": PLAIN,
    "data": PLAIN,
    "demo": PLAIN,
}


def put_as(outputs: Outputs, kind: str, holds: Holds | None = None) -> Put:
    """Return what puts files of a kind; `holds` where what people wrote into the file has been taken in."""
    return outputs.as_kind(KINDS[kind], holds=holds)


def put_sheets(outputs: Outputs, plan: Plan, database: str | None) -> Put:
    """Return what puts response sheets, which are never written over where they hold an answer."""
    return outputs.as_kind(replace(KINDS["sheet"], guard=SheetGuard(plan=plan, database=database)))


def gather(outcomes: Iterable[Outcome]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what is to be noticed of files, and what is wrong with them."""
    told = tuple(outcomes)
    notices = tuple(notice for outcome in told for notice in outcome.notices)
    return notices, tuple(problem for outcome in told for problem in outcome.problems)
