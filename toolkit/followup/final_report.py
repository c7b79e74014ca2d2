"""A status report, a person's words and an export → the final report as values, in the source report's own order. Pure.

Background, continued process, degree of completion, comments on the red ones, media exposure, conclusions, annexes.
What only a person can say, and nobody has said yet, is a place to write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from toolkit.chart.values import Chart
from toolkit.document.values import (
    Block,
    Bullets,
    Figure,
    Heading,
    Paragraph,
    Report,
    Run,
    Table,
    Writing,
    compose_paragraph,
    say,
)
from toolkit.followup.media_words import MediaWords
from toolkit.followup.status import InsightStatus, StatusReport
from toolkit.followup.status_charts import compose_areas_chart, compose_insights_chart, compose_timeline_chart
from toolkit.followup.view import FollowupView, compose_view, view_step
from toolkit.followup.wording import list_meanings, say_day, sign_status
from toolkit.model.action_plan import ActionPlan
from toolkit.model.planned_step import DecidedStep
from toolkit.model.programme import Programme
from toolkit.model.prose import Prose
from toolkit.model.text import Text
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class ReportParts:
    """What the report is made from; `mark` stands in every picture, `note` on every page, where figures are made up."""

    programme: Programme
    plan: ActionPlan
    report: StatusReport
    words: MediaWords | None
    prose: Prose
    note: str = ""
    mark: str = ""
    steps: tuple[DecidedStep, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What programme.toml says of every report, such as a reference number; plan/report.toml may add its own."""


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """The parts, their view in the report's language, and its texts."""

    parts: ReportParts
    view: FollowupView
    texts: Texts

    def paragraphs(self, said: Sequence[Text]) -> Iterator[Paragraph]:
        return (compose_paragraph(each.say(self.texts.language)) for each in said)


def compose_final_report(parts: ReportParts, texts: Texts) -> Report:
    """Compose the whole report in the language of `texts`."""
    programme, language = parts.programme, texts.language
    view = compose_view(parts.report, programme, texts, parts.note, parts.steps)
    desk = _Desk(parts=parts, view=view, texts=texts)
    blocks: list[Block] = [
        *_compose_summary(desk),
        *_compose_background(desk),
        *_compose_process(desk),
        *_compose_completion(desk),
        *_compose_red(desk),
        *_compose_media(desk),
        *_compose_conclusions(desk),
        *_compose_annexes(desk),
    ]
    return Report(
        title=parts.prose.title.say(language) or texts("Following up the action plan"),
        subtitle=parts.prose.subtitle.say(language) or programme.title.say(language),
        organisation=programme.organisation.say(language),
        kicker=programme.title.say(language),
        language=language,
        day=parts.report.day,
        date_text=say_day(parts.report.day, texts),
        facts=_compose_facts(parts, language),
        note=parts.note,
        summary=f"{view.headline}.",
        blocks=tuple(blocks),
    )


def _compose_facts(parts: ReportParts, language: str) -> tuple[tuple[str, str], ...]:
    """List what stands on the title page: of every report, then of this one, which goes before where both say it."""
    own = {label.say(language): value.say(language) for label, value in parts.prose.facts}
    return tuple({**dict(parts.facts), **own}.items())


def _compose_summary(desk: _Desk) -> Iterator[Block]:
    """Say the most important first, for those who read one page."""
    texts, view = desk.texts, desk.view
    yield Heading(text=texts("In brief"))
    yield compose_paragraph(f"{view.headline}.", "lead")
    one, many = "{n} activity in the plan’s areas: {counts}.", "{n} activities in the plan’s areas: {counts}."
    items = [say(texts.plural(one, many, view.total, counts=view.said))]
    if view.since:
        number = len(view.changes)
        said = texts.plural(
            "{n} activity has changed status since {day}.",
            "{n} activities have changed status since {day}.",
            number,
            day=view.since,
        )
        items.append(say(said))
    if view.red:
        items.append(
            say(
                texts.plural(
                    "{n} activity is red; see the comments.", "{n} activities are red; see the comments.", len(view.red)
                )
            )
        )
    if desk.parts.words:
        items.append(say(f"{desk.parts.words.headline}."))
    yield Bullets(items=tuple(items))


def _compose_background(desk: _Desk) -> Iterator[Block]:
    texts, language = desk.texts, desk.texts.language
    yield Heading(text=texts("Background"))
    if not desk.parts.prose.background:
        yield Writing(name="background", prompt=texts("Why the plan was made, and what it is to lead to."), lines=5)
    yield from desk.paragraphs(desk.parts.prose.background)
    insights = desk.parts.programme.insights
    if insights:
        yield compose_paragraph(texts("The plan rests on these insights:"))
        yield Bullets(items=tuple(say(insight.title.say(language)) for insight in insights), numbered=True)


def _compose_process(desk: _Desk) -> Iterator[Block]:
    """Say what was decided and what became of it, the prioritised areas, and what workshops ask for."""
    texts, prose = desk.texts, desk.parts.prose
    yield Heading(text=texts("The continued process"))
    if prose.decided:
        yield compose_paragraph(texts("It was decided to:"))
        yield Bullets(items=tuple(say(each.say(texts.language)) for each in prose.decided))
    if not (prose.decided or prose.process):
        yield Writing(name="process", prompt=texts("What was decided, and what became of it."), lines=5)
    yield from desk.paragraphs(prose.process)
    rows = [
        (area.short, activity.text, activity.unit or "–", activity.status)
        for area in desk.view.priorities
        for activity in area.activities
    ]
    if rows:
        yield Heading(text=texts("The prioritised and the added areas"), level=2)
        yield compose_paragraph(texts("They take up again what the areas below hold, and are counted apart."))
        yield Table(
            caption=texts("Prioritised and added areas, with who is responsible"),
            header=(texts("Area"), texts("Activity"), texts("Responsible"), texts("Status")),
            rows=tuple(rows),
            widths=(0.14, 0.3, 0.33, 0.23),
        )
    yield from _compose_demand(desk)
    yield from _compose_steps(desk)


def _compose_demand(desk: _Desk) -> Iterator[Block]:
    texts, view = desk.texts, desk.view
    if not (view.wanted or view.uncovered):
        return
    yield Heading(text=texts("What the workshops ask for"), level=2)
    yield compose_paragraph(
        texts("Counted in {n} responses. Points are means of 100, given to the activity’s area.", n=view.responses)
    )
    if view.wanted:
        yield Table(
            caption=texts("Asked for, and not done"),
            header=(texts("Activity"), texts("Status"), texts("Answers"), texts("Points")),
            rows=tuple((each.text, each.status, each.answers, each.points) for each in view.wanted),
            numeric=(False, False, True, True),
            widths=(0.5, 0.26, 0.12, 0.12),
        )
    if view.uncovered:
        yield Table(
            caption=texts("Asked for, and in no activity of the plan"),
            header=(texts("What is asked for"), texts("Answers"), texts("Groups")),
            rows=tuple((each.text, each.answers, each.groups) for each in view.uncovered),
            numeric=(False, True, False),
            widths=(0.45, 0.12, 0.43),
        )


def _compose_steps(desk: _Desk) -> Iterator[Block]:
    """Say which next steps the workshops have led to: who takes them, until when, and how they stand."""
    texts, steps = desk.texts, desk.parts.steps
    if not steps:
        return
    yield Heading(text=texts("What the workshops have led to"), level=2)
    yield compose_paragraph(f"{desk.view.steps_said}.")
    rows = [view_step(step, texts) for step in steps]
    yield Table(
        caption=texts("Next steps, with who takes them and until when"),
        header=(texts("Next step"), texts("Owner"), texts("Due date"), texts("Status")),
        rows=tuple((each.text, each.owner, each.due, each.status) for each in rows),
        widths=(0.43, 0.2, 0.17, 0.2),
    )


def _compose_completion(desk: _Desk) -> Iterator[Block]:
    texts, report, mark = desk.texts, desk.parts.report, desk.parts.mark
    yield Heading(text=texts("Degree of completion for all areas"), new_page=True)
    yield compose_paragraph(texts("Each activity has one of four statuses, told by sign and word:"))
    meanings = [
        (Run(text=f"{sign_status(status, texts)}. ", bold=True), Run(text=meaning))
        for status, meaning in list_meanings(texts)
    ]
    yield Bullets(items=tuple(meanings))
    chart = compose_insights_chart(report, texts, mark)
    yield _show(chart, texts, caption=texts("Status by insight"))
    if len(report.timeline) > 1:
        chart = compose_timeline_chart(report, texts, mark)
        yield _show(chart, texts, caption=texts("From follow-up to follow-up"))
    yield from _compose_changes(desk)
    for insight in report.insights:
        if insight.areas:
            yield from _compose_insight(insight, desk)


def _compose_changes(desk: _Desk) -> Iterator[Block]:
    texts, view = desk.texts, desk.view
    if not view.since:
        return
    yield Heading(text=texts("Changes since {day}", day=view.since), level=2)
    if not view.changes:
        yield compose_paragraph(texts("No status has changed."))
        return
    yield Table(
        caption=texts("Activities whose status has changed since {day}", day=view.since),
        header=(texts("Activity"), texts("Before"), texts("Now")),
        rows=tuple((each.text, each.before, each.status) for each in view.changes),
        widths=(0.5, 0.25, 0.25),
    )


def _compose_insight(insight: InsightStatus, desk: _Desk) -> Iterator[Block]:
    """Show an insight's areas in a figure, and each activity of each area in a table."""
    texts, language = desk.texts, desk.texts.language
    view = next(each for each in desk.view.insights if each.number == insight.insight.number)
    yield Heading(text=insight.insight.title.say(language), level=2)
    yield compose_paragraph(f"{view.headline}.")
    yield _show(
        compose_areas_chart(insight, desk.parts.report, texts, desk.parts.mark),
        texts,
        caption=texts("Status by area: {insight}", insight=insight.insight.short.say(language)),
        insight=insight.insight.number,
    )
    for area in view.areas:
        yield Heading(text=area.title, level=3)
        yield Table(
            caption=texts("Activities: {area}", area=area.short),
            header=(texts("Activity"), texts("Status")),
            rows=tuple((activity.text, activity.status) for activity in area.activities),
            widths=(0.7, 0.3),
        )


def _show(chart: Chart, texts: Texts, caption: str, insight: int = 0) -> Figure:
    """Return a figure; the report itself says "Source:" under it."""
    height = 26.0 + 11 * len(chart.categories) + (7 if chart.title else 0) if chart.kind == "stacked" else 0.0
    bare = replace(chart, source=_bare(chart.source, texts))
    return Figure(chart=bare, caption=caption, insight=insight, height=height)


def _bare(source: str, texts: Texts) -> str:
    return source.removeprefix(f"{texts('Source')}: ").rstrip(".")


def _compose_red(desk: _Desk) -> Iterator[Block]:
    texts, view = desk.texts, desk.view
    yield Heading(text=texts("Comments on the red activities"), new_page=True)
    if not view.red:
        yield compose_paragraph(texts("No activity has been assessed as red."))
        if view.unknown:
            said = texts.plural(
                "{n} activity has not been assessed yet and may belong here.",
                "{n} activities have not been assessed yet and may belong here.",
                view.unknown,
            )
            yield compose_paragraph(said)
        return
    yield from desk.paragraphs(desk.parts.prose.red)
    commented = [activity for activity in view.red if activity.comment]
    if commented:
        yield Table(
            caption=texts("Red activities, with comments"),
            header=(texts("Activity"), texts("Status"), texts("Comment")),
            rows=tuple((f"{each.text} ({each.area})", each.status, each.comment) for each in commented),
            widths=(0.4, 0.2, 0.4),
        )
    for activity in view.red:
        if not activity.comment:
            lead = (Run(text=f"{activity.status}: ", bold=True), Run(text=f"{activity.text} ({activity.area})."))
            yield Paragraph(runs=lead)
            yield Writing(name=f"comment/{activity.id}", prompt=texts("Comment: why, and what is needed?"), lines=2)


def _compose_media(desk: _Desk) -> Iterator[Block]:
    texts, words = desk.texts, desk.parts.words
    yield Heading(text=texts("Greater visibility in the media"), new_page=bool(words))
    if words is None:
        yield compose_paragraph(texts("No monitoring export was read for this report."))
        yield Writing(
            name="media",
            prompt=texts("Read one with: toolkit followup --media FILE, or write here what is known."),
            lines=3,
        )
        return
    if words.mark:
        yield Paragraph(runs=(Run(text=f"{words.mark}.", bold=True),), look="note")
    yield Bullets(items=tuple(say(sentence) for sentence in words.sentences))
    yield _show(words.by_year, texts, caption=texts("Mentions by year, at home and abroad"))
    yield Table(
        caption=texts("Mentions by year, and how they have changed"),
        header=words.year_header,
        rows=words.year_rows,
        numeric=(False, *(True for _ in words.year_header[1:])),
        source=_bare(words.source, texts),
    )
    yield _show(words.by_month, texts, caption=texts("Mentions by month; months far from the trend are marked"))
    if words.by_topic:
        yield _show(words.by_topic, texts, caption=texts("Share of the mentions by topic"))
    yield Heading(text=texts("What the figures tell"), level=2)
    if not desk.parts.prose.media:
        yield Writing(
            name="media-figures", prompt=texts("What lies behind the figures? What was done differently?"), lines=4
        )
    yield from desk.paragraphs(desk.parts.prose.media)


def _compose_conclusions(desk: _Desk) -> Iterator[Block]:
    texts, prose = desk.texts, desk.parts.prose
    yield Heading(text=texts("Conclusions"), new_page=True)
    if prose.conclusions:
        yield from desk.paragraphs(prose.conclusions)
        return
    yield Writing(name="achieved", prompt=texts("What has been achieved?"), lines=4)
    yield Writing(name="remaining", prompt=texts("What remains, and what needs more?"), lines=4)
    prompt = texts("What do we propose, who does it, and when do we follow up next?")
    yield Writing(name="proposals", prompt=prompt, lines=4)


def _compose_annexes(desk: _Desk) -> Iterator[Block]:
    texts, language = desk.texts, desk.texts.language
    if desk.parts.prose.annexes:
        yield Heading(text=texts("Annexes"), new_page=True)
        yield Bullets(items=tuple(say(each.say(language)) for each in desk.parts.prose.annexes), numbered=True)
    yield Heading(text=texts("What each status rests on"), appendix=True)
    rows = [
        (
            activity.text.say(language),
            sign_status(activity.status, texts),
            activity.evidence.say(language) or "–",
            ", ".join(part for part in (activity.set_by, activity.date.isoformat() if activity.date else "") if part),
        )
        for activity in desk.parts.plan.activities
        if activity.status != "unknown"
    ]
    if rows:
        yield Table(
            caption=texts("Assessed activities, with evidence and who set the status"),
            header=(texts("Activity"), texts("Status"), texts("Evidence"), texts("Set by")),
            rows=tuple(rows),
            widths=(0.34, 0.2, 0.28, 0.18),
        )
    else:
        yield compose_paragraph(texts("Nothing has been assessed yet."))
    yield Heading(text=texts("How the figures were counted"), appendix=True)
    yield from (compose_paragraph(said) for said in _list_methods(desk))


def _list_methods(desk: _Desk) -> Iterator[str]:
    texts, fewest = desk.texts, desk.parts.programme.min_group
    yield texts(
        "The register’s activities are counted once each, in their planned area. The prioritised and the added areas "
        "repeat some of them and stand apart. "
        "An activity that nobody has assessed counts as not yet assessed, never as red."
    )
    yield texts(
        "An answer counts for an activity when a person has linked the two, when it has a theme that the activity "
        "names or that belongs to its area, or when its question is about the area. "
        "Points given by fewer than {n} are not shown.",
        n=fewest,
    )
    if desk.parts.words:
        yield texts(
            "Media exposure is counted in a monitoring export, one mention a row. A year is compared only when the "
            "export covers all of it. A month is marked when it lies more than 3.5 robust standard deviations from its "
            "series’ own trend (a Theil–Sen line through the logarithms)."
        )
