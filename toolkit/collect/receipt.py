"""Say what came of one file: a Taken and what the store made of it go in, sentences and JSON facts come out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.collect.asked import Asked, list_names, name_item
from toolkit.collect.messages import (
    ERASED,
    ERASED_ELSEWHERE,
    NOT_KEPT,
    SAID_ADDED,
    SAID_OTHERWISE,
    SAME_FILE,
    TAKEN_AS_IT_WAS,
    TAKEN_BEFORE,
)
from toolkit.collect.taken import Taken
from toolkit.errors import Place, Problem
from toolkit.files import quote_path
from toolkit.model.change import LABEL_ITEM, Change, Comparison, Value
from toolkit.model.intake import WorkshopCount, name_response
from toolkit.texts import Texts

_MOST_CHANGES = 20
_LONGEST_VALUE = 60


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a file held and what was done with it. A refused file has problems, and nothing of it was taken."""

    file: str
    rows: int
    blank: int
    new_responses: int = 0
    changed_responses: int = 0
    unchanged_responses: int = 0
    refused_responses: int = 0
    new_answers: int = 0
    unchanged_answers: int = 0
    changes: tuple[Change, ...] = ()
    names: tuple[str, ...] = ()
    """What the item of each change is called, in the same order."""
    workshops: tuple[tuple[str, WorkshopCount | None], ...] = ()
    """What each workshop is called, and what came of its responses; None where nothing was taken."""
    intake: int | None = None
    taken_before: str = ""
    """When the same file had been taken, where nothing was taken now."""
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return the receipt as values for JSON, every change among them; problems are the caller's to say."""
        return {
            "file": self.file,
            "taken": not self.problems,
            "intake": self.intake,
            "workshops": [
                {"workshop": count.workshop, "new": count.new, "changed": count.changed, "unchanged": count.unchanged}
                for _, count in self.workshops
                if count is not None
            ],
            "rows": {"read": self.rows, "blank": self.blank},
            "responses": {
                "new": self.new_responses,
                "changed": self.changed_responses,
                "unchanged": self.unchanged_responses,
                "refused": self.refused_responses,
            },
            "answers": {
                "new": self.new_answers,
                "changed": len(self.changes),
                "unchanged": self.unchanged_answers,
            },
            "changes": [
                {
                    "workshop": change.workshop,
                    "response": change.response,
                    "item": change.item,
                    "old": change.old,
                    "new": change.new,
                }
                for change in self.changes
            ],
        }

    def describe(self, texts: Texts) -> str:
        """Say the receipt in a few lines, or in one where no row could be read."""
        if self.problems and not self.rows and not self.blank:
            refused = texts("{file}: refused; nothing was taken", file=self.file)
            return "\n".join([refused, *self._name_workshops(texts)])
        read = texts.plural("{n} row with answers", "{n} rows with answers", self.rows)
        blank = texts.plural("{n} blank row", "{n} blank rows", self.blank)
        lines = [f"{self.file}: {read}, {blank}", *self._name_workshops(texts)]
        if self.problems:
            count = self.refused_responses
            all_refused = texts("  refused: all {n}; nothing was taken", n=count)
            lines.append(all_refused if count else texts("  refused: nothing was taken"))
            return "\n".join(lines)
        lines.append(
            texts(
                "  respondents: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused",
                new=self.new_responses,
                changed=self.changed_responses,
                unchanged=self.unchanged_responses,
                refused=self.refused_responses,
            )
        )
        lines.append(
            texts(
                "  answers: {new} new, {changed} changed, {unchanged} unchanged",
                new=self.new_answers,
                changed=len(self.changes),
                unchanged=self.unchanged_answers,
            )
        )
        return "\n".join([*lines, *self._describe_changes(texts), *self._say_intake(texts)])

    def _name_workshops(self, texts: Texts) -> Sequence[str]:
        return [say_workshop(name, count, texts) for name, count in self.workshops]

    def _say_intake(self, texts: Texts) -> Sequence[str]:
        if self.intake is None:
            return []
        if self.taken_before:
            when = self.taken_before.replace("T", " ")
            return [texts("  taken before, {when}, as intake {intake}", when=when, intake=self.intake)]
        return [texts("  intake {intake}; to take it out again: toolkit undo {intake}", intake=self.intake)]

    def _describe_changes(self, texts: Texts) -> Sequence[str]:
        listed = list(zip(self.changes, self.names, strict=True))[:_MOST_CHANGES]
        lines = [
            f"    {change.workshop}, {change.response}, {name}: "
            f"{say_value(change.old, texts)} → {say_value(change.new, texts)}"
            for change, name in listed
        ]
        more = len(self.changes) - len(listed)
        return [*lines, texts.plural("    and {n} more change", "    and {n} more changes", more)] if more else lines


def compose_receipt(taken: Taken, comparison: Comparison, asked: Asked, language: str) -> Receipt:
    """Write the receipt of a file that the store has taken."""
    return Receipt(
        file=taken.file,
        rows=taken.rows,
        blank=taken.blank,
        new_responses=comparison.new_responses,
        changed_responses=comparison.changed_responses,
        unchanged_responses=comparison.unchanged_responses,
        new_answers=comparison.new_answers,
        unchanged_answers=comparison.unchanged_answers,
        changes=comparison.changes,
        names=tuple(_name_change(change, asked, language) for change in comparison.changes),
        workshops=tuple((asked.name_workshop(count.workshop), count) for count in comparison.workshops)
        or _name_only(taken, asked),
        intake=comparison.intake,
        taken_before=comparison.taken_before if not comparison.new_responses + len(comparison.changes) else "",
        notices=(*taken.notices, *_find_kept(taken, comparison)),
    )


def _name_only(taken: Taken, asked: Asked) -> tuple[tuple[str, None], ...]:
    return tuple((asked.name_workshop(workshop), None) for workshop in taken.workshops)


def say_workshop(name: str, count: WorkshopCount | None, texts: Texts) -> str:
    """Say in a receipt's line which workshop, and how many of its responses are new and changed."""
    if count is None:
        return texts("  → workshop {workshop}", workshop=name)
    facts = {"new": count.new, "changed": count.changed, "unchanged": count.unchanged}
    return texts(
        "  → workshop {workshop}: {new} new, {changed} corrected, {unchanged} as before", workshop=name, **facts
    )


def compose_refusal(taken: Taken, asked: Asked, problems: Sequence[Problem] = ()) -> Receipt:
    """Write the receipt of a file of which nothing was taken, for the file's own problems or the store's."""
    return Receipt(
        file=taken.file,
        rows=taken.rows,
        blank=taken.blank,
        refused_responses=taken.rows,
        workshops=_name_only(taken, asked),
        notices=taken.notices,
        problems=(*taken.problems, *problems),
    )


def compose_known(taken: Taken, asked: Asked, when: str) -> Receipt:
    """Write the receipt of a file that the programme no longer fits, and that was taken byte for byte while it did."""
    facts = {"when": when.replace("T", " ")}
    known = Problem(place=Place(file=taken.file), message=TAKEN_AS_IT_WAS, facts=facts, notice=True)
    misfits = tuple(replace(problem, notice=True) for problem in taken.problems)
    return Receipt(
        file=taken.file,
        rows=taken.rows,
        blank=taken.blank,
        unchanged_responses=taken.rows,
        workshops=_name_only(taken, asked),
        notices=(known, *misfits),
    )


def _find_kept(taken: Taken, comparison: Comparison) -> tuple[Problem, ...]:
    """Notice that a file taken before was not let undo what was corrected or erased since."""
    when = comparison.taken_before.replace("T", " ")
    still_here = [name_response(*key) for key in comparison.erased_elsewhere]
    facts = {"when": when, "typed": quote_path(taken.file), "names": list_names(still_here)}
    facts["first"] = still_here[0] if still_here else ""
    found = (
        (len(comparison.kept), TAKEN_BEFORE),
        (comparison.erased, ERASED),
        (comparison.passed, SAME_FILE if taken.copy else NOT_KEPT),
        (len(still_here), ERASED_ELSEWHERE),
        (comparison.said, SAID_ADDED),
        (comparison.said_otherwise, SAID_OTHERWISE),
    )
    return tuple(
        Problem(place=Place(file=taken.file), message=message, facts={**facts, "count": count}, notice=True)
        for count, message in found
        if count
    )


def _name_change(change: Change, asked: Asked, language: str) -> str:
    if change.item == LABEL_ITEM:
        return change.item.strip("_")
    instrument = asked.instruments.get(change.workshop)
    items = instrument.items if instrument else ()
    item = next((item for item in items if item.name == change.item), None)
    return name_item(instrument, item, language) if instrument and item else change.item


def say_value(value: Value, texts: Texts) -> str:
    """Say an answer in one line."""
    if value is None:
        return texts("(blank)")
    said = " ".join(str(value).split())
    return said if len(said) <= _LONGEST_VALUE else f"{said[: _LONGEST_VALUE - 1]}…"
