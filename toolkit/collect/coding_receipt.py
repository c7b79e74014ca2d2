"""Say what came of an edited summary: what the store made of it → sentences and JSON facts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.collect.asked import Asked, list_names
from toolkit.collect.coding_messages import NOT_IN_STORE, OVERTAKEN, STALE
from toolkit.collect.steps_messages import STALE_STEPS
from toolkit.collect.taken import Taken
from toolkit.errors import Message, Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import FIELDS, STATUS_NAMES, NextStep
from toolkit.model.review import Review, ReviewOutcome
from toolkit.model.text import Text
from toolkit.texts import Texts

_MOST_CHANGES = 20
_MOST_NAMED = 3
_LONGEST_STEP = 60


@dataclass(frozen=True, kw_only=True)
class CodingReceipt:
    """What an edited summary changed. A refused one has problems, and nothing of it was taken.

    `rows` of answers and `step_rows` of next steps are None for a worksheet that the file does not have.
    """

    file: str
    rows: int | None
    step_rows: int | None = None
    outcome: ReviewOutcome
    names: dict[str, Text]
    """Theme id → what it is called."""
    added: frozenset[AnswerKey] = frozenset()
    """The steps that stood on rows of their own, without a key."""
    workshops: tuple[str, ...] = ()
    """What the workshops are called of which something was changed."""
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return the receipt as values for JSON; problems are the caller's to say."""
        return {
            "file": self.file,
            "taken": not self.problems,
            "intake": self.outcome.intake,
            "rows": {"read": self.rows or 0, "next_steps": self.step_rows or 0},
            "coded": [
                {**coding.answer._asdict(), "themes": list(coding.themes)}
                for coding in self.outcome.codings
                if not coding.released
            ],
            "given_back": [coding.answer._asdict() for coding in self.outcome.codings if coding.released],
            "decisions": [
                {**decision.key._asdict(), "handling": decision.handling, "quotable": decision.quotable}
                for decision in self.outcome.decisions
            ],
            "next_steps": [
                {**step.key._asdict(), **{name: getattr(step.state, name) for name in FIELDS}}
                for step in self.outcome.steps.taken
            ],
        }

    def say_counts(self, texts: Texts) -> str:
        """Say in one line how much was taken in; empty where nothing was."""
        counts = (
            ("{n} code", "{n} codes", len(self.outcome.codings)),
            ("{n} decision", "{n} decisions", len(self.outcome.decisions)),
            ("{n} next step", "{n} next steps", len(self.outcome.steps.taken)),
        )
        return ", ".join(texts.plural(one, many, number) for one, many, number in counts if number)

    def describe(self, texts: Texts) -> str:
        """Say the receipt in a few lines."""
        lines = [f"{self.file}: {', '.join(self._list_rows(texts))}"]
        if self.problems:
            return "\n".join([*lines, texts("  refused: nothing was taken")])
        if self.rows is not None:
            lines += self._describe_coding(texts)
        if self.step_rows is not None:
            lines += self._describe_steps(texts)
        if self.outcome.intake is not None:
            lines += [texts("  → workshop {workshop}", workshop=", ".join(self.workshops))] if self.workshops else []
            lines.append(
                texts("  intake {intake}; to take it out again: toolkit undo {intake}", intake=self.outcome.intake)
            )
        return "\n".join(lines)

    def _list_rows(self, texts: Texts) -> list[str]:
        counts = (
            ("{n} row of answers with codes", "{n} rows of answers with codes", self.rows),
            ("{n} next step", "{n} next steps", self.step_rows),
        )
        return [texts.plural(one, many, number) for one, many, number in counts if number is not None]

    def _describe_coding(self, texts: Texts) -> Sequence[str]:
        released = sum(coding.released for coding in self.outcome.codings)
        return [
            texts(
                "  themes: {coded} answers coded by a person, {released} given back to the program",
                coded=len(self.outcome.codings) - released,
                released=released,
            ),
            texts("  publishing: {n} new decisions", n=len(self.outcome.decisions)),
            *self._describe_codings(texts),
        ]

    def _describe_steps(self, texts: Texts) -> Sequence[str]:
        taken = self.outcome.steps.taken
        added = sum(step.own and step.key in self.added for step in taken)
        said = texts("  next steps: {changed} changed, {added} added", changed=len(taken) - added, added=added)
        lines = [f"    {_say_step(step, texts)}" for step in taken[:_MOST_CHANGES]]
        more = len(taken) - len(lines)
        rest = [texts.plural("    and {n} more change", "    and {n} more changes", more)] if more else []
        return [said, *lines, *rest]

    def _describe_codings(self, texts: Texts) -> Sequence[str]:
        lines = []
        for coding in self.outcome.codings[:_MOST_CHANGES]:
            named = ", ".join(
                self.names[theme].say(texts.language) if theme in self.names else theme for theme in coding.themes
            )
            said = texts("given back") if coding.released else named or texts("no theme")
            lines.append(f"    {say_answer(coding.answer)} → {said}")
        more = len(self.outcome.codings) - len(lines)
        return [*lines, texts.plural("    and {n} more change", "    and {n} more changes", more)] if more else lines


def compose_coding_receipt(taken: Taken, outcome: ReviewOutcome, asked: Asked) -> CodingReceipt:
    """Write the receipt of a worksheet that the store has taken."""
    review = taken.review or Review()
    return CodingReceipt(
        file=taken.file,
        rows=review.rows,
        step_rows=review.step_rows,
        outcome=outcome,
        added=frozenset(change.key for change in review.steps if change.before is None),
        names={theme.id: theme.name for theme in asked.themes.themes},
        workshops=tuple(map(asked.name_workshop, outcome.workshops)),
        notices=(*taken.notices, *_notice_passed_over(taken, outcome)),
    )


def compose_coding_refusal(taken: Taken, problems: Sequence[Problem] = ()) -> CodingReceipt:
    """Write the receipt of a worksheet of which nothing was taken; `problems` are those that the store found."""
    review = taken.review or Review()
    return CodingReceipt(
        file=taken.file,
        rows=review.rows,
        step_rows=review.step_rows,
        outcome=ReviewOutcome(),
        names={},
        notices=taken.notices,
        problems=(*taken.problems, *problems),
    )


def _notice_passed_over(taken: Taken, outcome: ReviewOutcome) -> tuple[Problem, ...]:
    found: tuple[tuple[tuple[AnswerKey, ...], Message], ...] = (
        (outcome.stale, STALE),
        (outcome.overtaken, OVERTAKEN),
        ((*outcome.unknown, *outcome.steps.unknown), NOT_IN_STORE),
        (outcome.steps.stale, STALE_STEPS),
    )
    return tuple(
        Problem(
            place=Place(file=taken.file),
            message=message,
            facts={"count": len(keys), "answers": list_names(map(say_answer, keys), _MOST_NAMED)},
            notice=True,
        )
        for keys, message in found
        if keys
    )


def say_answer(answer: AnswerKey) -> str:
    """Name an answer in one line."""
    return ", ".join(answer)


def _say_step(step: NextStep, texts: Texts) -> str:
    state = step.state
    status = STATUS_NAMES[state.status].say(texts.language) if state.status else ""
    named = f"“{state.text[:_LONGEST_STEP]}”" if step.own else say_answer(step.key)
    return f"{named} → {', '.join(filter(None, (state.owner, state.due, status))) or '–'}"
