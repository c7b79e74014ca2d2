"""Turn a programme, workshop, instrument and links into what stands on a printed response sheet. Pure.

The typst template draws exactly this; the field names are the keys it reads.
"""

from functools import cache

from msgspec import Struct
from msgspec.json import encode as encode_json
from msgspec.structs import replace

from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.sheet.links import compose_typed_address
from toolkit.sheet.marks import LAYOUT_VERSION, compose_marker, compose_strip
from toolkit.sheet.pages import (
    LEAST_LINES,
    Piece,
    deal_lines,
    estimate_front,
    estimate_number_list,
    estimate_quadrant,
    estimate_tick_list,
    estimate_words,
)
from toolkit.sheet.qr import draw_svg
from toolkit.sheet.wording import say_anonymity, say_ends, say_how, say_keeping, say_purpose, say_when_and_where
from toolkit.texts import Texts

MOST_PAGES = 30
"""Pages that get a strip; a sheet of more is not one anybody fills in."""


class PrintedQuestion(Struct, frozen=True, kw_only=True):
    """One question. `step` is a heading above it, or empty; `lines` are ruled lines to write on.

    `low` and `high` label the ends of a scale; of a quadrant, the ends of effort and of effect.
    """

    kind: str
    number: int
    step: str
    text: str
    help: str
    how: str
    choices: tuple[str, ...]
    lines: int
    words: int
    values: tuple[int, ...]
    low: str
    high: str
    total: int


class PrintedSheet(Struct, frozen=True, kw_only=True):
    """Everything on the pages, in the workshop's language. `strips` holds the camera's strip of each page."""

    title: str
    organisation: str
    language: str
    region: str
    programme: str
    group: str
    occasion: str
    notices: tuple[tuple[str, str], ...]
    questions: tuple[PrintedQuestion, ...]
    words: dict[str, str]
    code: str
    typed_address: str
    qr: str
    qr_alt: str
    identity: str
    markers: tuple[tuple[str, ...], ...]
    strips: tuple[str, ...]


def compose_printed_sheet(
    programme: Programme, workshop: Workshop, instrument: Instrument, links: Links, texts: Texts
) -> PrintedSheet:
    """Compose the sheet in the language of `texts`."""
    language, region = texts.tag.split("-")
    token = links.address.rpartition("/")[2]
    occasion = say_when_and_where(workshop, texts)
    title = texts("Response sheet")
    notices = (
        (texts("Why we ask"), say_purpose(programme, texts)),
        (texts("Anonymous"), say_anonymity(texts)),
        (texts("How long"), say_keeping(programme, texts)),
    )
    said_programme = programme.title.say(texts.language)
    bodies = [body for _, body in notices]
    front_height = estimate_front(said_programme, workshop.group.name, f"{title} · {occasion}", bodies)
    return PrintedSheet(
        title=" – ".join(part for part in (title, workshop.group.name, occasion) if part),
        organisation=programme.organisation.say(texts.language),
        language=language,
        region=region,
        programme=said_programme,
        group=workshop.group.name,
        occasion=occasion,
        notices=notices,
        questions=_compose_questions(programme, instrument, front_height, texts),
        words=_compose_words(texts),
        code=links.code,
        typed_address=compose_typed_address(links.start),
        qr=draw_svg(links.address).decode("ascii"),
        qr_alt=texts("QR code that leads to the form of this workshop: {address}", address=links.address),
        identity=f"{token} · {instrument.version} · V{LAYOUT_VERSION}",
        markers=_compose_markers(),
        strips=_compose_strips(instrument.version),
    )


def to_json(sheet: PrintedSheet) -> str:
    """Write the sheet as the template reads it."""
    return encode_json(sheet).decode()


def _compose_words(texts: Texts) -> dict[str, str]:
    """Collect the template's own words."""
    return {
        "sheet": texts("Response sheet"),
        "table": texts("Table or group (optional)"),
        "phone": texts("Answer on your phone instead"),
        "type_code": texts("or type the code at"),
        "tick": texts("Tick like this"),
        "undo": texts("Changed your mind? Fill the box and tick another"),
        "effort": texts("Effort"),
        "effect": texts("Effect"),
        "option": texts("Option"),
        "sum": texts("Sum"),
        "page": texts("Page {n} of {total}"),
        "thanks": texts("Thank you! Hand the sheet to the person who leads the workshop."),
    }


def _compose_questions(
    programme: Programme, instrument: Instrument, front_height: float, texts: Texts
) -> tuple[PrintedQuestion, ...]:
    printed = []
    last_step = ""
    for number, question in enumerate(instrument.questions, start=1):
        step = programme.step(question.step) if question.step != last_step else None
        last_step = question.step
        heading = texts("Step {n}: {title}", n=step.number, title=step.title.say(texts.language)) if step else ""
        printed.append(_compose_question(number, question, heading, texts))
    lines = deal_lines([_compose_piece(question) for question in printed], front_height)
    return tuple(replace(question, lines=n) for question, n in zip(printed, lines, strict=True))


def _compose_piece(question: PrintedQuestion) -> Piece:
    fields = {
        "text": 0.0,
        "words": estimate_words(question.words),
        "choice": estimate_tick_list(question.choices),
        "choices": estimate_tick_list(question.choices),
        "scale": 13.8,
        "ranking": estimate_number_list(question.choices),
        "points": estimate_number_list(question.choices) + 6.8,
        "quadrant": estimate_quadrant(question.choices),
    }
    return Piece(
        step=bool(question.step),
        text=question.text,
        help=question.help,
        how=question.how,
        field=fields[question.kind],
        lines=question.lines,
    )


def _compose_question(number: int, question: Question, step: str, texts: Texts) -> PrintedQuestion:
    language = texts.language
    low, high = _say_both_ends(question, texts)
    return PrintedQuestion(
        kind=question.kind,
        number=number,
        step=step,
        text=question.text.say(language),
        help=question.help.say(language),
        how=say_how(question, texts),
        choices=tuple(choice.text.say(language) for choice in question.choices),
        lines=compute_lines(question.max_length) if question.kind == "text" else 0,
        words=question.max_words,
        values=_compose_values(question),
        low=low,
        high=high,
        total=question.total,
    )


def _say_both_ends(question: Question, texts: Texts) -> tuple[str, str]:
    """Say what a scale's ends mean, or what the ends of effort and of effect mean."""
    if question.scale is not None:
        return question.scale.low.say(texts.language), question.scale.high.say(texts.language)
    if question.kind == "quadrant":
        return say_ends("effort", question.grid, texts), say_ends("effect", question.grid, texts)
    return "", ""


def _compose_values(question: Question) -> tuple[int, ...]:
    if question.scale is not None:
        return tuple(range(question.scale.low_value, question.scale.high_value + 1))
    return tuple(range(1, question.grid + 1)) if question.kind == "quadrant" else ()


def compute_lines(max_length: int) -> int:
    """Return how many ruled lines an open answer gets at least: few fill the limit, and a page's rest is added."""
    return min(10, LEAST_LINES + max_length // 1000)


@cache
def _compose_markers() -> tuple[tuple[str, ...], ...]:
    return tuple(compose_marker(marker_id) for marker_id in range(4))


@cache
def _compose_strips(instrument_version: str) -> tuple[str, ...]:
    return tuple(compose_strip(page, instrument_version) for page in range(1, MOST_PAGES + 1))
