"""What workshops answered → what is asked of each activity, and what is asked for that no activity covers. Pure.

An answer touches an activity when a person linked the two, when it is coded with a theme that the activity names or
that belongs to its area, or when its question is about the activity's area. Points are those given to the area, or to
the prioritised area that the activity serves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.action_plan import Activity, AnswerLink
from toolkit.model.answer_key import AnswerKey
from toolkit.model.figures import describe_points
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.tally import Summary
from toolkit.model.text import Text
from toolkit.model.themes import Coding


@dataclass(frozen=True, kw_only=True)
class AskedAnswer:
    """An open answer that may ask something of the plan, with what it is linked to."""

    key: AnswerKey
    group: str
    question: Question
    text: str
    linked: tuple[str, ...] = ()
    missing: str = ""
    themes: tuple[str, ...] = ()
    theme_names: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AreaPoints:
    """The points given to an area: their sum, the mean over those who answered, and the mean by group's name."""

    total: int
    answered: int
    mean: float | None
    groups: Mapping[str, float | None]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What is asked of one activity: how many answers touch it, whose, and its area's points (None: not asked)."""

    answers: int = 0
    by_hand: int = 0
    by_theme: int = 0
    by_question: int = 0
    groups: tuple[str, ...] = ()
    points: AreaPoints | None = None


@dataclass(frozen=True, kw_only=True)
class Uncovered:
    """Something asked for that no activity covers: a theme, an area without activities, or a person's own words."""

    label: Text
    how: str
    answers: int
    groups: tuple[str, ...]
    mean: float | None = None


@dataclass(frozen=True, kw_only=True)
class Demands:
    """All that workshops ask of the plan; `responses` is how many sheets it comes from."""

    activities: Mapping[str, Demand] = field(default_factory=lambda: MappingProxyType({}))
    answers: tuple[AskedAnswer, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    points: Mapping[str, AreaPoints] = field(default_factory=lambda: MappingProxyType({}))
    responses: int = 0


def tally_demands(
    programme: Programme,
    activities: Sequence[Activity],
    links: Sequence[AnswerLink],
    summary: Summary,
    coding: Coding | None = None,
) -> Demands:
    """Count what is asked of each activity, and of none."""
    coding = coding or Coding()
    answers = list_asked_answers(programme, links, summary, coding)
    points = tally_area_points(programme, summary)
    return Demands(
        activities={activity.id: _count_demand(activity, answers, points, coding) for activity in activities},
        answers=answers,
        uncovered=find_uncovered(programme, activities, answers, points, coding),
        points=points,
        responses=len(summary.responses),
    )


def list_asked_answers(
    programme: Programme, links: Sequence[AnswerLink], summary: Summary, coding: Coding
) -> tuple[AskedAnswer, ...]:
    """List the open answers on next steps, on areas and beside the points, by workshop, question and response."""
    questions = {tally.question.id: tally.question for tally in summary.questions}
    asking = find_asking_questions(programme, tuple(questions.values()))
    order = {question_id: number for number, question_id in enumerate(questions)}
    by_answer = {link.answer: link for link in links}
    found: list[tuple[tuple[int, int, str], AskedAnswer]] = []
    places = {workshop.id: number for number, workshop in enumerate(summary.workshops)}
    for counted in summary.responses:
        for item, value, _ in counted.entries:
            if item.question not in asking:
                continue
            key = counted.key(item.name)
            link = by_answer.get(key)
            answer = AskedAnswer(
                key=key,
                group=counted.workshop.group.name,
                question=questions[item.question],
                text=str(value),
                linked=link.activities if link else (),
                missing=link.missing if link else "",
                themes=coding.themes_of(key),
                theme_names=tuple(coding.book.name(theme) for theme in coding.themes_of(key)),
            )
            found.append(((-order[item.question], places[counted.workshop.id], counted.response.id), answer))
    return tuple(answer for _, answer in sorted(found, key=lambda pair: pair[0]))


def find_asking_questions(programme: Programme, questions: Sequence[Question]) -> frozenset[str]:
    """Return the open questions whose answers may ask something: of the last step, on an area, or beside the points."""
    last = programme.steps[-1].id if programme.steps else ""
    areas = {area.id for area in programme.areas}
    beside = {question.step for question in questions if _asks_for_points(question, areas)}
    return frozenset(
        question.id
        for question in questions
        if question.kind == "text" and (question.step == last or question.step in beside or question.area)
    )


def _asks_for_points(question: Question, areas: set[str]) -> bool:
    return question.kind == "points" and any(choice.id in areas for choice in question.choices)


def tally_area_points(programme: Programme, summary: Summary) -> dict[str, AreaPoints]:
    """Add up the points given to each area, over every question of points whose choices are areas."""
    found: dict[str, AreaPoints] = {}
    areas = {area.id for area in programme.areas}
    names = {group.id: group.name for group in summary.groups}
    for tally in summary.questions:
        question = tally.question
        if not _asks_for_points(question, areas) or not tally.total.answered:
            continue
        for choice in question.choices:
            if choice.id in areas:
                spread = describe_points(question, choice.id, tally.total)
                found[choice.id] = AreaPoints(
                    total=round((spread.mean or 0) * spread.n),
                    answered=spread.n,
                    mean=spread.mean,
                    groups={
                        names[group]: describe_points(question, choice.id, figures).mean
                        for group, figures in tally.groups.items()
                    },
                )
    return found


def find_points(activity: Activity, points: Mapping[str, AreaPoints]) -> AreaPoints | None:
    """Return the points of the prioritised area that an activity serves, or of its own area."""
    return points.get(activity.priority) or points.get(activity.area)


def _count_demand(
    activity: Activity, answers: Sequence[AskedAnswer], points: Mapping[str, AreaPoints], coding: Coding
) -> Demand:
    own = {activity.area, activity.priority} - {""}
    themes = {*activity.themes, *(theme.id for theme in coding.book.themes if theme.area in own)}
    by_hand = {answer.key: answer for answer in answers if activity.id in answer.linked}
    by_theme = {answer.key: answer for answer in answers if not themes.isdisjoint(answer.themes)}
    by_question = {answer.key: answer for answer in answers if answer.question.area in own}
    touching = {**by_question, **by_theme, **by_hand}
    return Demand(
        answers=len(touching),
        by_hand=len(by_hand),
        by_theme=len(by_theme),
        by_question=len(by_question),
        groups=_list_groups(answer for answer in answers if answer.key in touching),
        points=find_points(activity, points),
    )


def _list_groups(answers: Iterable[AskedAnswer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.group for answer in answers))


def find_uncovered(
    programme: Programme,
    activities: Sequence[Activity],
    answers: Sequence[AskedAnswer],
    points: Mapping[str, AreaPoints],
    coding: Coding,
) -> tuple[Uncovered, ...]:
    """List what is asked for and not in the plan, what most ask for first."""
    found = [*_find_uncovered_words(answers), *_find_uncovered_themes(activities, answers, coding)]
    covered = {activity.area for activity in activities} | {activity.priority for activity in activities}
    for area in programme.areas:
        if area.id in points and area.id not in covered:
            title = area.short or area.title
            found.append(Uncovered(label=title, how="area", answers=0, groups=(), mean=points[area.id].mean))
    return tuple(sorted(found, key=lambda each: (-each.answers, -(each.mean or 0), each.label.sv)))


def _find_uncovered_words(answers: Sequence[AskedAnswer]) -> list[Uncovered]:
    by_label: dict[str, list[AskedAnswer]] = {}
    for answer in answers:
        if answer.missing:
            by_label.setdefault(answer.missing.strip().lower(), []).append(answer)
    return [
        Uncovered(
            label=Text(sv=given[0].missing, en=given[0].missing),
            how="hand",
            answers=len(given),
            groups=_list_groups(given),
        )
        for given in by_label.values()
    ]


def _find_uncovered_themes(
    activities: Sequence[Activity], answers: Sequence[AskedAnswer], coding: Coding
) -> list[Uncovered]:
    """List the themes that no activity names, by answers that nobody has linked to an activity by hand."""
    named = {theme for activity in activities for theme in activity.themes}
    areas = {area for activity in activities for area in (activity.area, activity.priority)} - {""}
    named |= {theme.id for theme in coding.book.themes if theme.area in areas}
    by_theme: dict[str, list[AskedAnswer]] = {}
    for answer in answers:
        for theme in answer.themes:
            if theme not in named and not answer.linked and not answer.missing:
                by_theme.setdefault(theme, []).append(answer)
    return [
        Uncovered(
            label=coding.book.name(theme),
            how="theme",
            answers=len(given),
            groups=_list_groups(given),
        )
        for theme, given in by_theme.items()
    ]
