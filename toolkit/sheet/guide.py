"""Turn a programme, workshop, instrument and links into the instructions that an Excel response sheet carries. Pure."""

from msgspec import Struct

from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.sheet.links import compose_typed_address
from toolkit.sheet.wording import say_anonymity, say_how, say_keeping, say_purpose, say_when_and_where
from toolkit.texts import Texts


class Guide(Struct, frozen=True, kw_only=True):
    """The worksheet with instructions: paragraphs under leads, then a table of numbered questions."""

    title: str
    subtitle: str
    paragraphs: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def compose_guide(
    programme: Programme, workshop: Workshop, instrument: Instrument, links: Links, texts: Texts
) -> Guide:
    """Compose the instructions in the language of `texts`."""
    language = texts.language
    occasion = say_when_and_where(workshop, texts)
    return Guide(
        title=f"{texts('Response sheet')}: {workshop.group.name}",
        subtitle=" · ".join(part for part in (programme.title.say(language), occasion) if part),
        paragraphs=(
            (
                texts("How to fill in"),
                texts(
                    "One row is one participant or one table. Fill in the worksheet “{answers}” from left to right and "
                    "leave blank what is not answered. More rows can be added below. Columns may be moved and headers "
                    "renamed; the hidden first row and the file's other marks say what belongs where.",
                    answers=texts("Answers"),
                ),
            ),
            (
                texts("Hand in"),
                texts("Save the file as an Excel workbook (.xlsx) and send it to the person who leads the workshop."),
            ),
            (
                texts("On a phone or computer instead"),
                texts(
                    "{address} opens the form. Or go to {start} and type the code {code}.",
                    address=links.address,
                    start=compose_typed_address(links.start),
                    code=links.code,
                ),
            ),
            (texts("Why we ask"), say_purpose(programme, texts)),
            (texts("Anonymous"), say_anonymity(texts)),
            (texts("How long"), say_keeping(programme, texts)),
        ),
        header=(texts("No."), texts("Question"), texts("Help"), texts("How to answer")),
        rows=tuple(
            (question.text.say(language), question.help.say(language), _say_how_in_cells(question, texts))
            for question in instrument.questions
        ),
    )


def _say_how_in_cells(question: Question, texts: Texts) -> str:
    """Say in a few words how to answer in the worksheet's cells, where nobody ticks."""
    match question.kind:
        case "choice":
            return texts("Choose from the cell's list")
        case "scale" if question.scale is not None:
            low, high = question.scale.low_value, question.scale.high_value
            return texts("A whole number from {low} to {high}", low=low, high=high)
        case "choices":
            most = question.max_choices
            limited = 0 < most < len(question.choices)
            return texts("x in at most {n} columns", n=most) if limited else texts("x in the columns that apply")
        case "quadrant":
            return texts("For each choice a number from 1 to {n} for effort and one for effect", n=question.grid)
        case _:
            return say_how(question, texts)
