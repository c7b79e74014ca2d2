"""A plan and its store → the analysis that every output of a summary is made from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit import __version__
from toolkit.commands.collect import find_own_store, open_plan_store
from toolkit.commands.held import find_held_notices
from toolkit.commands.plan import Plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.analysis import Analysis
from toolkit.model.answer_key import AnswerKey
from toolkit.model.held import AskedVersion, recall_workshop
from toolkit.model.instrument import compose_instrument
from toolkit.model.next_step import NextStep
from toolkit.model.publication import Decision
from toolkit.model.response import Response
from toolkit.model.tally import Summary, tally_responses
from toolkit.model.text import LANGUAGES, Text
from toolkit.model.themes import Coding, HumanCoding
from toolkit.model.workshop import Workshop
from toolkit.store.engine import find_store_file
from toolkit.summary.analysis import compose_analysis
from toolkit.summary.care.open_answers import say_personal
from toolkit.summary.care.personal import Names, parse_names
from toolkit.summary.corpus import read_corpus
from toolkit.summary.themes.code import compose_coding
from toolkit.tabular import decode_text
from toolkit.texts import load_texts

NO_STORE = Message("There is no store of responses here.", "Check what follows --database; nothing was written.")
NO_RESPONSES = Message(
    "No responses have been collected yet; the summary is empty.", "Take filled sheets in: toolkit collect FILE"
)
HIDDEN_LEFT_OUT = Message(
    "Answers that a facilitator has hidden are left out: {count}.", "They are kept; the console can show them again."
)
NAMES_NOT_TEXT = Message("The list of names is not a text file.", "Save it as plain text in UTF-8, one name a line.")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a store holds for a summary."""

    responses: tuple[Response, ...] = ()
    decisions: dict[AnswerKey, Decision]
    codings: dict[AnswerKey, HumanCoding]
    steps: dict[AnswerKey, NextStep]
    hidden: int = 0
    versions: Mapping[str, AskedVersion] = field(default_factory=dict)
    workshops: Mapping[str, Workshop] = field(default_factory=dict)
    """How workshops were called when they were held, by id."""


def read_analysis(
    plan: Plan, database: str | None, written_on: datetime.date, note: Text
) -> tuple[Analysis, tuple[Problem, ...]]:
    """Read what was collected and analyse it; returns what was noticed beside it."""
    kept = read_kept(plan, database)
    analysis = analyse_kept(plan, kept, written_on, note)
    held = find_held_notices(plan, database, written_on)
    return analysis, (
        *plan.notices,
        *held,
        *_notice_empty(plan, database, len(kept.responses)),
        *_notice_hidden(kept.hidden),
    )


def analyse_kept(plan: Plan, kept: Kept, written_on: datetime.date, note: Text) -> Analysis:
    """Analyse what a store holds, or nothing at all."""
    summary = tally_kept(plan, kept)
    corpus = read_corpus(summary)
    return compose_analysis(
        plan.programme,
        summary,
        corpus,
        written_on=written_on,
        version=__version__,
        say={language: say_personal(load_texts(language)) for language in LANGUAGES},
        coding=compose_coding(corpus, plan.themes, kept.codings),
        decisions=kept.decisions,
        steps=kept.steps,
        names=read_names(plan),
        note=note,
    )


def tally_kept(plan: Plan, kept: Kept) -> Summary:
    """Count what a store holds; a workshop that the programme has no longer stays, as it was called when held."""
    known = {name for workshop in plan.workshops for name in workshop.ids}
    lost = dict.fromkeys(response.workshop for response in kept.responses if response.workshop not in known)
    nothing = {name: compose_instrument(plan.programme.id, recall_workshop(name, {}), ()) for name in lost}
    return tally_responses(
        plan.programme,
        (*plan.workshops, *(recall_workshop(name, kept.workshops) for name in lost)),
        {**plan.instruments, **nothing},
        kept.responses,
        bank=plan.bank,
        record={version.version: version.ids for version in kept.versions.values()},
    )


def _notice_hidden(count: int) -> tuple[Problem, ...]:
    facts = {"count": count}
    return (Problem(place=Place(file=""), message=HIDDEN_LEFT_OUT, facts=facts, notice=True),) if count else ()


def code_summary(plan: Plan, summary: Summary, kept: Kept) -> Coding:
    """Give every open answer its themes: those that a person gave it, or else those of the theme book."""
    return compose_coding(read_corpus(summary), plan.themes, kept.codings)


def read_kept(plan: Plan, database: str | None) -> Kept:
    """Read what was collected. A store is not made by looking: a misspelt file is told, the own one may be missing."""
    file = find_store_file(database or find_own_store(plan))
    if file is not None and not file.exists():
        if database:
            raise InputError(Problem(place=Place(file=str(file)), message=NO_STORE))
        return Kept(decisions={}, codings={}, steps={})
    with open_plan_store(plan, database) as store:
        # A form that was sent blank, or emptied again, says nothing and is nobody's answer.
        responses = tuple(response for response in store.read_responses() if response.answers)
        known = [workshop.id for workshop in plan.workshops]
        held = {store.former.find_now(response.workshop) for response in responses}
        return Kept(
            responses=responses,
            decisions=store.read_decisions(),
            codings=store.read_codings(),
            steps=store.read_steps(),
            versions=store.read_versions(),
            workshops=store.read_workshops(),
            hidden=store.room.count_hidden(sorted({*known, *held})),
        )


def read_names(plan: Plan) -> Names:
    """Read the list of persons' names that the programme may keep; reading the plan has seen that it is there."""
    if not plan.programme.names:
        return {}
    decoded = decode_text((plan.folder / plan.programme.names).read_bytes())
    if decoded is None:
        raise InputError(Problem(place=Place(file=plan.programme.names), message=NAMES_NOT_TEXT))
    return parse_names(decoded[0].splitlines())


def _notice_empty(plan: Plan, database: str | None, count: int) -> tuple[Problem, ...]:
    if count:
        return ()
    file = find_store_file(database or find_own_store(plan))
    return (Problem(place=Place(file=str(file or "")), message=NO_RESPONSES, notice=True),)
