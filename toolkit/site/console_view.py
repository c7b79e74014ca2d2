"""The plan, how workshops stand and who has answered → what stands on the console's pages, in one language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.question import Question, QuestionKind
from toolkit.model.room import RoomAnswer, Show, Turnout
from toolkit.model.stage import Stage
from toolkit.model.workshop import Workshop
from toolkit.sheet.links import compose_sent_address, compose_typed_address
from toolkit.sheet.wording import say_when_and_where
from toolkit.site.form import Form
from toolkit.texts import Texts

KIND_NAMES: dict[QuestionKind, str] = {
    "text": "open answer",
    "words": "words",
    "choice": "one choice",
    "choices": "several choices",
    "scale": "scale",
    "ranking": "ranking",
    "points": "points",
    "quadrant": "effort and effect",
}
CHANNEL_NAMES = {"web": "phone", "xlsx": "Excel", "paper": "paper", "csv": "CSV"}
LANGUAGE_NAMES = {"sv": "Swedish", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many have answered, in words, and as a share of those expected in percent (empty where that is unknown)."""

    said: str
    channels: str
    share: str


@dataclass(frozen=True, kw_only=True)
class WorkshopLine:
    """A workshop in the list of all."""

    id: str
    name: str
    when: str
    language: str
    code: str
    open: bool
    led: bool
    counted: Counted


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    """A question on a workshop's page. `wordy` ones have answers that can be read, hidden and agreed with."""

    id: str
    number: int
    text: str
    kind: str
    step: str
    answered: str
    focus: bool
    shown: bool
    agreeing: bool
    wordy: bool
    open_text: bool
    results: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """Something to download: what it is, what it is for, the end of its address."""

    name: str
    note: str
    key: str


@dataclass(frozen=True, kw_only=True)
class WorkshopPage:
    """A workshop's whole page: `address` is the participants' link, `start` where the code is typed.

    `meeting` is the address at which those who are not in the room take part, or empty.
    """

    line: WorkshopLine
    start: str
    address: str
    meeting: str
    form: str
    questions: tuple[QuestionLine, ...]
    files: tuple[FileLine, ...]
    sheets: tuple[FileLine, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """An answer in words in the list where it can be hidden."""

    number: int
    item: str
    text: str
    hidden: bool
    agreeing: str


def say_counted(workshop: Workshop, turnout: Turnout | None, texts: Texts) -> Counted:
    """Say how many have answered, of those expected, and by which way they came."""
    found = turnout or Turnout(workshop=workshop.id)
    number, expected = found.responses, workshop.expected
    said = texts("{n} of {expected}", n=number, expected=expected) if expected else str(number)
    order = [channel for channel in CHANNEL_NAMES if channel in found.channels]
    channels = " · ".join(f"{texts(CHANNEL_NAMES[channel])} {found.channels[channel]}" for channel in order)
    share = f"{min(100, round(100 * number / expected))}" if expected else ""
    return Counted(said=said, channels=channels, share=share)


def compose_line(form: Form, stage: Stage, turnout: Turnout | None, texts: Texts) -> WorkshopLine:
    """Compose a workshop's line in the list."""
    workshop = form.workshop
    return WorkshopLine(
        id=workshop.id,
        name=workshop.group.name,
        when=say_when_and_where(workshop, texts),
        language=texts(LANGUAGE_NAMES.get(workshop.language, workshop.language)),
        code=form.links.code,
        open=stage.open,
        led=stage.pace == "led",
        counted=say_counted(workshop, turnout, texts),
    )


def compose_workshop_page(
    form: Form,
    stage: Stage,
    shows: Mapping[str, Show],
    answered: Mapping[str, int],
    turnout: Turnout | None,
    texts: Texts,
) -> WorkshopPage:
    """Compose a workshop's page; `answered` counts by question id."""
    return WorkshopPage(
        line=compose_line(form, stage, turnout, texts),
        start=compose_typed_address(form.links.start),
        address=compose_sent_address(form.links.address),
        meeting=form.workshop.meeting,
        form=form.token,
        questions=tuple(
            _compose_question(form, question, number, stage, shows, answered, texts)
            for number, question in enumerate(form.instrument.questions, 1)
        ),
        files=(
            FileLine(name=texts("Deck"), note=texts("PowerPoint, with notes"), key="deck"),
            FileLine(
                name=texts("Deck with answers"),
                note=texts("as above, with what has been answered as charts"),
                key="deck-results",
            ),
        ),
        sheets=tuple(
            FileLine(
                name=texts("Response sheet, {language}", language=texts(LANGUAGE_NAMES[language]).lower()),
                note=note,
                key=f"sheet-{kind}-{language}",
            )
            for language in form.languages
            for kind, note in (("pdf", texts("PDF, to print")), ("xlsx", texts("Excel, to fill in")))
        ),
    )


def _compose_question(
    form: Form,
    question: Question,
    number: int,
    stage: Stage,
    shows: Mapping[str, Show],
    answered: Mapping[str, int],
    texts: Texts,
) -> QuestionLine:
    show = shows.get(question.id, Show(question=question.id))
    step = form.programme.step(question.step)
    return QuestionLine(
        id=question.id,
        number=number,
        text=question.text.say(texts.language),
        kind=texts(KIND_NAMES[question.kind]),
        step=step.title.say(texts.language) if step else "",
        answered=str(answered.get(question.id, 0)),
        focus=stage.focus == question.id,
        shown=show.results,
        agreeing=show.agreeing,
        wordy=question.kind in ("text", "words"),
        open_text=question.kind == "text",
        results=f"R/{form.token}/RESULTS/{question.id.upper()}",
    )


def compose_answers(found: Sequence[RoomAnswer], texts: Texts) -> tuple[AnswerLine, ...]:
    """Compose the list of a question's answers in words."""
    return tuple(
        AnswerLine(
            number=answer.number,
            item=answer.item,
            text=answer.text,
            hidden=answer.hidden,
            agreeing=texts.plural("{n} agrees", "{n} agree", answer.agreeing) if answer.agreeing else "",
        )
        for answer in found
    )
