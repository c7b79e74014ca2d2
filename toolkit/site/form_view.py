"""Turn a form, its stage and what was written into what stands on the page, in one language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.model.instrument import Item
from toolkit.model.question import Question
from toolkit.model.stage import Stage
from toolkit.model.text import Text
from toolkit.sheet.wording import say_anonymity, say_keeping, say_purpose, say_when_and_where
from toolkit.site.form import Form
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answerable line: `label` is its alternative or empty, `written` what was written or chosen in it."""

    item: Item
    label: str
    written: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One alternative of a quadrant with its two lines."""

    label: str
    effort: Line
    effect: Line


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question. `step` is the heading above it, or empty; `tone` is the number of its insight, or 0.

    `low` and `high` label the ends of a scale, `limit` is how many may be ticked or ranked (0: all).
    """

    id: str
    kind: str
    number: int
    step: str
    tone: int
    text: str
    help: str
    how: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    values: tuple[int, ...] = ()
    low: str = ""
    high: str = ""
    limit: int = 0
    total: int = 0
    problems: tuple[str, ...] = ()
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class FormView:
    """The whole page. `other_languages` are (code, own name); `notices` are (heading, text).

    `meeting` is the address at which those who are not in the room take part, or empty.

    `waits` tells that the facilitator leads and has opened no question.
    """

    token: str
    title: str
    programme: str
    organisation: str
    occasion: str
    meeting: str
    language: str
    other_languages: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, str], ...]
    questions: tuple[QuestionView, ...]
    problems: tuple[tuple[str, str], ...]
    waits: bool


LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def compose_form_view(
    form: Form, stage: Stage, texts: Texts, written: Mapping[str, str], problems: Mapping[str, str]
) -> FormView:
    """Compose the page; `written` and `problems` are by item, as they are to be shown again."""
    language = texts.language
    questions = []
    step = ""
    for number, question in enumerate(form.instrument.questions, 1):
        heading = "" if question.step == step else _say_step(form, question, texts)
        step = question.step
        view = _compose_question(form, question, number, heading, texts, written, problems)
        questions.append(replace(view, shown=_is_shown(view, stage)))
    numbers = {view.id: view.number for view in questions}
    return FormView(
        token=form.token,
        title=form.workshop.group.name,
        programme=form.programme.title.say(language),
        organisation=form.programme.organisation.say(language),
        occasion=say_when_and_where(form.workshop, texts),
        meeting=form.workshop.meeting,
        language=language,
        other_languages=tuple((code, LANGUAGE_NAMES[code]) for code in form.languages if code != language),
        notices=(
            (texts("Why we ask"), say_purpose(form.programme, texts)),
            (texts("Anonymous"), say_anonymity(texts)),
            (texts("How long"), say_keeping(form.programme, texts)),
        ),
        questions=tuple(questions),
        problems=tuple(
            (item, texts("Question {n}: {problem}", n=numbers[form.items[item].question], problem=problem))
            for item, problem in problems.items()
            if item in form.items
        ),
        waits=stage.open and stage.pace == "led" and stage.focus not in numbers,
    )


def _is_shown(view: QuestionView, stage: Stage) -> bool:
    """Where the facilitator leads, the question in focus is shown, and what the participant has answered."""
    return stage.pace == "own" or view.id == stage.focus or any(line.written for line in view.lines)


def _say_step(form: Form, question: Question, texts: Texts) -> str:
    step = form.programme.step(question.step)
    return texts("Step {n} · {title}", n=step.number, title=step.title.say(texts.language)) if step else ""


def _compose_question(
    form: Form,
    question: Question,
    number: int,
    step: str,
    texts: Texts,
    written: Mapping[str, str],
    problems: Mapping[str, str],
) -> QuestionView:
    language = texts.language
    names = {choice.id: choice.text.say(language) for choice in question.choices}
    lines = tuple(
        Line(
            item=item,
            label=names.get(item.choice, ""),
            written=written.get(item.name, ""),
            problem=problems.get(item.name, ""),
        )
        for item in form.instrument.items_of(question.id)
    )
    insight = next((one for one in form.programme.insights if one.id == question.insight), None)
    low, high = (question.scale.low, question.scale.high) if question.scale else (Text(), Text())
    return QuestionView(
        id=question.id,
        kind=question.kind,
        number=number,
        step=step,
        tone=insight.number if insight else 0,
        text=question.text.say(language),
        help=question.help.say(language),
        how=say_how_on_phone(question, texts),
        lines=lines,
        rows=_compose_rows(lines) if question.kind == "quadrant" else (),
        choices=tuple(names.items()),
        values=_list_values(lines[0].item),
        low=low.say(language),
        high=high.say(language),
        limit=question.max_choices,
        total=question.total if question.kind == "points" else 0,
        problems=tuple(line.problem for line in lines if line.problem),
    )


def _list_values(item: Item) -> tuple[int, ...]:
    return tuple(range(item.low, item.high + 1)) if item.kind in ("scale", "rank", "position") else ()


def _compose_rows(lines: tuple[Line, ...]) -> tuple[Row, ...]:
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return tuple(Row(label=effort.label, effort=effort, effect=effect) for effort, effect in pairs)


def say_how_on_phone(question: Question, texts: Texts) -> str:
    """Say in a few words how the question is answered; empty where its own help or its fields say it."""
    if question.help:
        return ""
    match question.kind:
        case "choices" if 0 < question.max_choices < len(question.choices):
            return texts("Choose at most {n}.", n=question.max_choices)
        case "choices":
            return texts("Choose one or more.")
        case "ranking" if 0 < question.max_choices < len(question.choices):
            return texts("Give places 1 to {n}; 1 is first.", n=question.max_choices)
        case "points":
            return texts("{total} points to distribute.", total=question.total)
        case _:
            return ""
