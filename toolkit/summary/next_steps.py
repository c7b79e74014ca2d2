"""Answers about next steps, their themes, what was said of them → every next step, with all that is known. Pure."""

from collections.abc import Collection, Mapping, Sequence

from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import NOTHING_SAID, NextStep
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.planned_step import PlannedStep
from toolkit.model.publication import OpenAnswer
from toolkit.model.tally import Summary
from toolkit.model.themes import Coding


def gather_next_steps(
    summary: Summary,
    coding: Coding,
    answers: Sequence[OpenAnswer],
    questions: Collection[str],
    said: Mapping[AnswerKey, NextStep],
    themes: Sequence[str] = (),
) -> tuple[PlannedStep, ...]:
    """Gather the steps that were answered, then those whose answers are gone, then the facilitators' own.

    `said` is what was said of each, `themes` the order of its themes. Nothing that was said is left out, but of
    workshops that the summary has not.
    """
    published = {answer.key: answer.published for answer in answers}
    found: dict[AnswerKey, PlannedStep] = {}
    for counted in summary.responses:
        for item, value, _ in counted.entries:
            if item.kind != "text" or item.question not in questions:
                continue
            key = counted.key(item.name)
            own = sorted(coding.themes_of(key), key=lambda theme: themes.index(theme) if theme in themes else -1)
            first = coding.book.theme(own[0]) if own else None
            known, digest = said.get(key), digest_text(tidy_text(str(value)))
            found[key] = PlannedStep(
                key=key,
                state=known.state if known else NOTHING_SAID,
                text=str(value),
                published=published.get(key, ""),
                digest=digest,
                workshop=counted.workshop,
                question=item.question,
                themes=tuple(own),
                area=first.area if first else "",
                note="corrected" if known and known.digest not in ("", digest) else "",
            )
    return (*found.values(), *_list_gone(summary, said, found), *_list_own(summary, said))


def _list_gone(summary: Summary, said: Mapping[AnswerKey, NextStep], found: Collection[AnswerKey]) -> list[PlannedStep]:
    """List what was said of steps whose answers are taken away or hidden: it stays until it is taken away itself."""
    workshops = {name: workshop for workshop in summary.workshops for name in workshop.ids}
    return [
        PlannedStep(
            key=key,
            state=step.state,
            text="",
            published="",
            digest=step.digest,
            workshop=workshops[key.workshop],
            question=key.item,
            note="gone",
        )
        for key, step in said.items()
        if not step.own and key not in found and step.state.said and key.workshop in workshops
    ]


def _list_own(summary: Summary, said: Mapping[AnswerKey, NextStep]) -> list[PlannedStep]:
    workshops = {name: workshop for workshop in summary.workshops for name in workshop.ids}
    return [
        PlannedStep(
            key=key,
            state=step.state,
            text=step.state.text,
            published=step.state.text,
            digest=digest_text(tidy_text(step.state.text)),
            workshop=workshops.get(step.state.workshop),
        )
        for key, step in said.items()
        if step.own
    ]
