"""The next steps of an analysis → those that were taken on, as they may be shown, and how many stand how. Pure.

A step's own words are shown as they may be published, and only where its group's figures for the question are shown;
otherwise it goes by what it is about, so that a small group's deck does not tell whose words they are.
"""

import datetime

from toolkit.model.analysis import Analysis
from toolkit.model.next_step import STATUS_NAMES, StepStatus
from toolkit.model.planned_step import DecidedStep, PlannedStep, StepCount, count_step_statuses
from toolkit.texts import Texts


def compose_decided(analysis: Analysis, texts: Texts, group: str = "") -> tuple[DecidedStep, ...]:
    """List a group's steps, or everyone's: what is late or due first, then what has no day, what is settled last."""
    steps = [step for step in analysis.next_steps if step.decided and group in ("", step.group)]
    found = [_compose_step(step, analysis, texts) for step in steps]
    return tuple(sorted(found, key=_rank))


def _rank(step: DecidedStep) -> tuple[bool, bool, datetime.date]:
    settled = step.status in ("done", "dropped")
    return settled, step.status == "dropped", step.due or datetime.date.max


def _compose_step(step: PlannedStep, analysis: Analysis, texts: Texts) -> DecidedStep:
    state = step.state
    return DecidedStep(
        text=_say_step(step, analysis, texts),
        owner=state.owner,
        due=datetime.date.fromisoformat(state.due) if state.due else None,
        status=state.status,
        late=step.is_late(analysis.written_on),
        group=analysis.names.get(step.group, ""),
        area=name_area(step.area, analysis, texts),
    )


def _say_step(step: PlannedStep, analysis: Analysis, texts: Texts) -> str:
    publication = analysis.publication
    shown = publication.shows(step.question) and publication.shows(step.question, step.group)
    if step.own or (shown and step.published):
        return step.published
    names = [analysis.coding.book.name(theme).say(texts.language) for theme in step.themes]
    return (
        texts("A step about: {themes}", themes=", ".join(names)) if names else texts("A step in words not shown here")
    )


def count_decided(analysis: Analysis, texts: Texts) -> tuple[StepCount, ...]:
    """Count by area, in the programme's order, how the steps that were taken on stand; those of no area come last."""
    decided = [step for step in analysis.next_steps if step.decided]
    known = [area.id for area in analysis.programme.areas]
    order = [*known, ""]
    by_area = {area: [step for step in decided if (step.area if step.area in known else "") == area] for area in order}
    return tuple(
        StepCount(area=name_area(area, analysis, texts) or texts("Other steps"), counts=count_step_statuses(steps))
        for area, steps in by_area.items()
        if steps
    )


def name_area(area: str, analysis: Analysis, texts: Texts) -> str:
    """Say an area as shortly as it may be said; empty for none."""
    found = analysis.programme.area(area)
    return (found.short or found.title).say(texts.language) if found else ""


def say_step_status(status: StepStatus, texts: Texts) -> str:
    """Say how a step stands."""
    return STATUS_NAMES[status].say(texts.language) if status else texts("not said")


def say_step_note(step: PlannedStep, today: datetime.date, texts: Texts) -> str:
    """Say what is to be noted of a step: that it is late, that its answer was changed, that it is an added one."""
    notes = {
        "": "",
        "corrected": texts("The answer has been changed since this was written"),
        "gone": texts("The answer has been taken away or hidden since"),
    }
    late = texts("Late") if step.is_late(today) else ""
    added = texts("Added by facilitators") if step.own else ""
    return " · ".join(filter(None, (late, notes[step.note], added)))
