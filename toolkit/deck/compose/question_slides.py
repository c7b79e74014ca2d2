"""A question, its links and a language → what a question slide shows, and what its speaker notes say of it. Pure."""

from urllib.parse import urlsplit

from toolkit.deck.slides import Paragraph, QrCode, QuestionBlock, Run
from toolkit.model.link import Links
from toolkit.model.question import Question
from toolkit.texts import Texts

_MOST_WITH_HELP = 3
"""With more alternatives than these, the help stays on the form and in the notes: the room reads the alternatives."""


def compose_question_block(question: Question, texts: Texts) -> QuestionBlock:
    """Compose the lines under a question: how it is answered, its help, its alternatives."""
    return QuestionBlock(
        question=question.id,
        prompt=compose_prompt(question, texts),
        help=question.help.say(texts.language) if _shows_help(question) else "",
        choices=_compose_choices(question, texts),
    )


def compose_prompt(question: Question, texts: Texts) -> str:
    """Say in a few words how a question is answered."""
    number = question.max_choices or len(question.choices)
    match question.kind:
        case "text":
            return texts("Write freely, in your own words.")
        case "words":
            return texts.plural("Write one word.", "Write up to {n} words.", question.max_words)
        case "choice":
            return texts("Choose one.")
        case "choices" if number < len(question.choices):
            return texts.plural("Choose one at most.", "Choose up to {n}.", number)
        case "choices":
            return texts("Choose all that apply.")
        case "scale":
            assert question.scale is not None  # noqa: S101 - reading refuses a scale question without its scale
            low, high = question.scale.low_value, question.scale.high_value
            return texts("Choose a number from {low} to {high}.", low=low, high=high)
        case "ranking" if number < len(question.choices):
            return texts("Rank the {n} most important: 1 comes first.", n=number)
        case "ranking":
            return texts("Rank them all: 1 comes first.")
        case "points":
            return texts("Distribute {n} points.", n=question.total)
        case "quadrant":
            return texts("Give each one effort and effect, from 1 (little) to {n} (much).", n=question.grid)


def _compose_choices(question: Question, texts: Texts) -> tuple[str, ...]:
    scale = question.scale
    if scale is not None:
        ends = ((scale.low_value, scale.low), (scale.high_value, scale.high))
        return tuple(f"{value} = {end.say(texts.language)}" for value, end in ends if end)
    return tuple(choice.text.say(texts.language) for choice in question.choices)


def _shows_help(question: Question) -> bool:
    return len(question.choices) <= _MOST_WITH_HELP


def compose_question_code(question_id: str, links: Links, texts: Texts) -> QrCode:
    """Compose the way into the form at one question."""
    return _compose_code(links.questions[question_id], links, texts("Scan and answer"), texts, large=False)


def compose_join_code(links: Links, texts: Texts) -> QrCode:
    """Compose the way into the form's beginning, for the slide that shows while people join."""
    return _compose_code(links.address, links, texts("Scan to join"), texts, large=True)


def _compose_code(address: str, links: Links, invitation: str, texts: Texts, *, large: bool) -> QrCode:
    return QrCode(
        address=address,
        code=links.code,
        start=links.start,
        invitation=invitation,
        code_label=texts("or type the code at {start}", start=_say_address(links.start)),
        alt=texts("QR code that leads to {address}", address=address),
        large=large,
    )


def _say_address(address: str) -> str:
    """Write an address as people type it: no scheme, the host in small letters."""
    parts = urlsplit(address)
    return parts.netloc.lower() + parts.path.rstrip("/")


def compose_question_notes(question: Question, links: Links, texts: Texts) -> tuple[Paragraph, ...]:
    """Tell the facilitator how the room answers this question, and what stands on the form but not on the slide."""
    said = [compose_code_notes(links.questions[question.id], links, texts)]
    guidance = question.help.say(texts.language)
    if guidance and not _shows_help(question):
        said.append(note(texts("On the form:"), guidance))
    said.append(note(texts("Results:"), links.results[question.id]))
    said.append(note(texts("Without a phone:"), texts("The same question stands on the paper and Excel sheets.")))
    return tuple(said)


def compose_code_notes(address: str, links: Links, texts: Texts) -> Paragraph:
    """Tell the facilitator how people reach the form."""
    way = texts(
        "Point the phone's camera at the QR code, or open {start} and type the code {code}. Address: {address}",
        start=_say_address(links.start),
        code=links.code,
        address=address,
    )
    return note(texts("How to answer:"), way)


def note(label: str, text: str) -> Paragraph:
    """Compose one note: its label in bold, then the text."""
    return Paragraph(runs=(Run(text=label, bold=True), Run(text=f" {text}")))
