"""Say what came of a worksheet for coding: what the store made of it → sentences and JSON facts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.collect.asked import Asked, list_names
from toolkit.collect.coding_messages import NOT_IN_STORE, OVERTAKEN, STALE
from toolkit.collect.taken import Taken
from toolkit.errors import Message, Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.review import ReviewOutcome
from toolkit.model.text import Text
from toolkit.texts import Texts

_MOST_CHANGES = 20
_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class CodingReceipt:
    """What a worksheet for coding changed. A refused one has problems, and nothing of it was taken."""

    file: str
    rows: int
    outcome: ReviewOutcome
    names: dict[str, Text]
    """Theme id → what it is called."""
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return the receipt as values for JSON; problems are the caller's to say."""
        return {
            "file": self.file,
            "taken": not self.problems,
            "rows": {"read": self.rows},
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
        }

    def describe(self, texts: Texts) -> str:
        """Say the receipt in a few lines."""
        lines = [
            texts.plural(
                "{file}: {n} row of answers with codes",
                "{file}: {n} rows of answers with codes",
                self.rows,
                file=self.file,
            )
        ]
        if self.problems:
            return "\n".join([*lines, texts("  refused: nothing was taken")])
        released = sum(coding.released for coding in self.outcome.codings)
        lines.append(
            texts(
                "  themes: {coded} answers coded by a person, {released} given back to the program",
                coded=len(self.outcome.codings) - released,
                released=released,
            )
        )
        lines.append(texts("  publishing: {n} new decisions", n=len(self.outcome.decisions)))
        return "\n".join([*lines, *self._describe_codings(texts)])

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
    return CodingReceipt(
        file=taken.file,
        rows=taken.rows,
        outcome=outcome,
        names={theme.id: theme.name for theme in asked.themes.themes},
        notices=(*taken.notices, *_notice_passed_over(taken, outcome)),
    )


def compose_coding_refusal(taken: Taken) -> CodingReceipt:
    """Write the receipt of a worksheet of which nothing was taken."""
    return CodingReceipt(
        file=taken.file,
        rows=taken.rows,
        outcome=ReviewOutcome(),
        names={},
        notices=taken.notices,
        problems=taken.problems,
    )


def _notice_passed_over(taken: Taken, outcome: ReviewOutcome) -> tuple[Problem, ...]:
    found: tuple[tuple[tuple[AnswerKey, ...], Message], ...] = (
        (outcome.stale, STALE),
        (outcome.overtaken, OVERTAKEN),
        (outcome.unknown, NOT_IN_STORE),
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
