"""What was held, as the store remembers it, beside the programme as it stands now: where the two part. Pure.

Nothing is decided here: a workshop with answers that the programme has no longer, a question that is gone, a text that
reads otherwise than when it was answered are found, so that a person can be asked.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from toolkit.model.instrument import Instrument, compose_items
from toolkit.model.question import Question
from toolkit.model.text import LANGUAGES, Text
from toolkit.model.workshop import Group, Workshop

UNKNOWN_KIND = "–"
"""Stands for the kind of a group of which the store knows no more than that somebody answered."""
Part = Literal["text", "shape", "choices"]


@dataclass(frozen=True, kw_only=True)
class AskedVersion:
    """One version of the questions: those it asked, or no more than their items where only a sheet tells.

    `noted_at` is when it was first met, ISO 8601 to the minute.
    """

    version: str
    questions: tuple[Question, ...] = ()
    items: tuple[str, ...] = ()
    noted_at: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the questions."""
        return frozenset(find_question_id(item) for item in self.items)


def find_question_id(item: str) -> str:
    """Return the question of an item by its name alone."""
    return item.partition(".")[0]


def describe_version(instrument: Instrument, noted_at: str) -> AskedVersion:
    """Describe what an instrument asks."""
    return AskedVersion(
        version=instrument.version,
        questions=instrument.questions,
        items=tuple(item.name for question in instrument.questions for item in compose_items(question)),
        noted_at=noted_at,
    )


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a store holds: `responses` with answers by workshop and version, `answers` by workshop, version and item.

    `versions` and `workshops` are what was known of them when they were held.
    """

    responses: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[tuple[str, str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[str, AskedVersion] = field(default_factory=lambda: MappingProxyType({}))
    workshops: Mapping[str, Workshop] = field(default_factory=lambda: MappingProxyType({}))

    def count_responses(self, workshop: str) -> int:
        """Count a workshop's responses."""
        return sum(number for (name, _), number in self.responses.items() if name == workshop)


@dataclass(frozen=True, kw_only=True)
class LostWorkshop:
    """A workshop with responses that the programme has not; `nearest` is the one it may have become, or empty."""

    workshop: Workshop
    responses: int
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class RemovedQuestion:
    """A question with answers that the bank has not; `text` is what it asked, where that is known.

    `nearest` is the question of the bank that asks the same and that nobody has answered, or empty: it was renamed.
    """

    id: str
    answers: int
    workshops: tuple[str, ...]
    text: Text = field(default_factory=Text)
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedQuestion:
    """A question that reads otherwise than where it was answered, in one language; the first part that differs.

    `part` is "text" where only words differ, "shape" where answers given then may not fit now, "choices" where some of
    the choices are gone.
    """

    id: str
    part: Part
    before: str
    now: str
    answers: int
    workshops: tuple[str, ...]


def find_lost_workshops(workshops: Sequence[Workshop], held: Held) -> tuple[LostWorkshop, ...]:
    """Find the workshops with responses that the programme has not, nor names as former."""
    known = {name for workshop in workshops for name in workshop.ids}
    lost = dict.fromkeys(workshop for workshop, _ in held.responses if workshop not in known)
    silent = [workshop for workshop in workshops if not any(held.count_responses(name) for name in workshop.ids)]
    return tuple(
        LostWorkshop(
            workshop=recall_workshop(name, held.workshops),
            responses=held.count_responses(name),
            nearest=_find_heir(recall_workshop(name, held.workshops), silent),
        )
        for name in lost
    )


def recall_workshop(name: str, workshops: Mapping[str, Workshop]) -> Workshop:
    """Return a workshop as it was last known; by its id alone where nothing more is."""
    unknown = Workshop(id=name, group=Group(id=name, name=name, kind=UNKNOWN_KIND), language="")
    return workshops.get(name, unknown)


def _find_heir(lost: Workshop, silent: Sequence[Workshop]) -> str:
    """Return the workshop without answers that a lost one may have become: by its group's name, or by its id."""
    same = [workshop.id for workshop in silent if workshop.group.name == lost.group.name]
    near = get_close_matches(lost.id, [workshop.id for workshop in silent], n=1, cutoff=0.6)
    longer = [workshop.id for workshop in silent if workshop.id.startswith(lost.id)]
    return next(iter([*same, *near, *longer]), "")


def find_removed_questions(bank: Sequence[Question], held: Held) -> tuple[RemovedQuestion, ...]:
    """Find the questions with answers that the bank has not."""
    known = {question.id for question in bank}
    removed: dict[str, list[tuple[str, int]]] = {}
    for (workshop, _, item), number in held.answers.items():
        if find_question_id(item) not in known:
            removed.setdefault(find_question_id(item), []).append((workshop, number))
    texts = {each.id: each.text for version in held.versions.values() for each in version.questions}
    answered = {find_question_id(item) for _, _, item in held.answers}
    heirs = {question.text: question.id for question in bank if question.id not in answered}
    return tuple(
        RemovedQuestion(
            id=name,
            answers=sum(number for _, number in found),
            workshops=tuple(dict.fromkeys(workshop for workshop, _ in found)),
            text=texts.get(name, Text()),
            nearest=heirs.get(texts[name], "") if name in texts else "",
        )
        for name, found in removed.items()
    )


def find_changed_questions(bank: Sequence[Question], held: Held) -> tuple[ChangedQuestion, ...]:
    """Find the questions that were answered as something else than they are now, and not said to be corrected."""
    now = {question.id: question for question in bank}
    found: dict[tuple[str, Part, str, str], list[tuple[str, int]]] = {}
    for (workshop, version, item), number in held.answers.items():
        asked, question = held.versions.get(version), now.get(find_question_id(item))
        before = _find_question(asked, question.id) if asked and question else None
        if asked is None or question is None or before is None or before == question:
            continue
        difference = compare_questions(before, question)
        if difference and not (difference[0] == "text" and _is_corrected(question, asked.noted_at)):
            found.setdefault((question.id, *difference), []).append((workshop, number))
    return tuple(
        ChangedQuestion(
            id=name,
            part=part,
            before=before,
            now=after,
            answers=sum(number for _, number in given),
            workshops=tuple(dict.fromkeys(workshop for workshop, _ in given)),
        )
        for (name, part, before, after), given in found.items()
    )


def _find_question(asked: AskedVersion, name: str) -> Question | None:
    return next((question for question in asked.questions if question.id == name), None)


def _is_corrected(question: Question, noted_at: str) -> bool:
    day = noted_at[:10]
    return question.corrected is not None and day <= question.corrected.isoformat()


def compare_questions(before: Question, now: Question) -> tuple[Part, str, str] | None:
    """Return the first part in which a question differs from what was asked; a translation that was added is none."""
    was, reads = _describe_shape(before), _describe_shape(now)
    if was != reads:
        return "shape", was, reads
    there = {choice.id for choice in now.choices}
    gone = [f"“{choice.text.say('sv')}”" for choice in before.choices if choice.id not in there]
    if gone:
        return "choices", ", ".join(gone), ""
    for old, new in _list_texts(before, now):
        for language in LANGUAGES:
            was, reads = getattr(old, language).strip(), getattr(new, language).strip()
            if was and reads and was != reads:
                return "text", was, reads
    return None


def _list_texts(before: Question, now: Question) -> Iterable[tuple[Text, Text]]:
    yield before.text, now.text
    after = {choice.id: choice.text for choice in now.choices}
    yield from ((choice.text, after[choice.id]) for choice in before.choices if choice.id in after)
    if before.scale and now.scale:
        yield before.scale.low, now.scale.low
        yield before.scale.high, now.scale.high


def _describe_shape(question: Question) -> str:
    """Say in the bank's own words what an answer may be."""
    parts: list[str] = [question.kind]
    if question.scale:
        parts.append(f"{question.scale.low_value}–{question.scale.high_value}")
    if question.kind == "points":
        parts.append(str(question.total))
    if question.kind == "quadrant":
        parts.append(f"1–{question.grid}")
    return " ".join(parts)


def parse_day(said: str) -> datetime.date | None:
    """Read a day as it is kept; None for none."""
    return datetime.date.fromisoformat(said) if said else None
