"""Turn a summary into the two tables that everything else counts: one row per answer, one row per response. Pure.

The tables' headers and the words in them are in the reader's language; ids are the same in every language.
"""

from collections.abc import Collection, Iterator
from datetime import date

from toolkit.model.instrument import Item
from toolkit.model.question import Question
from toolkit.model.tally import CountedResponse, Summary
from toolkit.model.workshop import Group
from toolkit.summary.cell_text import cut_text
from toolkit.summary.formulas import Table
from toolkit.texts import Texts

ANSWER_COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("workshop", "workshop", 14, "text"),
    ("group_id", "group_id", 12, "text"),
    ("group", "group", 22, "text"),
    ("kind", "kind", 16, "text"),
    ("date", "date", 12, "date"),
    ("language", "language", 10, "text"),
    ("channel", "channel", 9, "text"),
    ("response", "response", 26, "text"),
    ("question", "question", 15, "text"),
    ("item", "item", 24, "text"),
    ("choice", "choice", 15, "text"),
    ("value", "value", 8, "general"),
    ("text", "text", 60, "text"),
    ("label", "label", 28, "text"),
    ("answered", "answered", 10, "general"),
)
"""Key, header (a msgid), width and number format of each column of the answers."""

RESPONSE_COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    *ANSWER_COLUMNS[:8],
    ("instrument", "instrument", 12, "text"),
    ("answers", "answers", 10, "general"),
    ("open", "open_question", 14, "general"),
    ("steps", "next_step", 14, "general"),
)

KIND_NAMES = {
    "dean-group": "dean group",
    "department": "department",
    "administration": "administration",
    "library": "library",
}
LANGUAGE_NAMES = {"sv": "Swedish", "en": "English"}
KIND_NAMES_OF_QUESTIONS = {
    "text": "open answer",
    "words": "words",
    "choice": "one choice",
    "choices": "several choices",
    "scale": "scale",
    "ranking": "ranking",
    "points": "points",
    "quadrant": "quadrant",
}
CHANNEL_NAMES = {"xlsx": "Excel", "csv": "CSV", "paper": "paper", "web": "web"}

Row = tuple[str | int | date | None, ...]


def name_kind(group: Group, texts: Texts) -> str:
    """Say what kind of group it is: as the programme calls it, or as every programme does."""
    return group.kind_name.say(texts.language) or texts(KIND_NAMES.get(group.kind, group.kind))


def name_answers_table(texts: Texts) -> Table:
    """Name the table of answers and its columns."""
    return Table(name=texts("Answers"), headers={key: texts(header) for key, header, _, _ in ANSWER_COLUMNS})


def name_responses_table(texts: Texts) -> Table:
    """Name the table of responses and its columns."""
    return Table(name=texts("Responses"), headers={key: texts(header) for key, header, _, _ in RESPONSE_COLUMNS})


def list_answers(summary: Summary, texts: Texts) -> Iterator[Row]:
    """Give the rows of the table of answers, in the order of ANSWER_COLUMNS."""
    questions = {tally.question.id: tally.question for tally in summary.questions}
    coded: dict[tuple[str, str | int], tuple[int | None, str]] = {}
    for response in summary.responses:
        head = _compose_head(response, texts)
        for item, value, first in response.entries:
            if item.kind in ("text", "word"):
                yield (*head, item.question, item.name, None, None, cut_text(str(value)), None, int(first))
                continue
            key = (item.name, value)
            if key not in coded:
                coded[key] = _code_value(questions[item.question], item, value, texts.language)
            number, label = coded[key]
            choice = item.choice or (value if item.kind == "choice" else None)
            yield (*head, item.question, item.name, choice, number, None, label, int(first))


def list_responses(
    summary: Summary, texts: Texts, shared: Collection[str] = (), steps: Collection[str] = ()
) -> Iterator[Row]:
    """Give the rows of the table of responses, in the order of RESPONSE_COLUMNS.

    `shared` are the open questions that every group was asked, `steps` those about next steps; a response that answered
    one of them has a 1 in its last two columns.
    """
    for response in summary.responses:
        said = {item.question for item, _, _ in response.entries if item.kind == "text"}
        flags = int(not said.isdisjoint(shared)), int(not said.isdisjoint(steps))
        yield (*_compose_head(response, texts), response.response.instrument, len(response.entries), *flags)


def count_answers(summary: Summary) -> int:
    """Count the rows of the table of answers."""
    return sum(len(response.entries) for response in summary.responses)


def _compose_head(response: CountedResponse, texts: Texts) -> Row:
    workshop, group = response.workshop, response.workshop.group
    return (
        workshop.id,
        group.id,
        group.name,
        name_kind(group, texts),
        workshop.date,
        name_language(response.response.language, texts),
        texts(CHANNEL_NAMES[response.response.channel]),
        compose_response_name(response),
    )


def compose_response_name(response: CountedResponse) -> str:
    """Return a name that is unique over all workshops: a response's own id is so within the one it was given in."""
    return f"{response.response.workshop}/{response.response.id}"


def name_language(language: str, texts: Texts) -> str:
    """Say a language in the reader's."""
    return texts(LANGUAGE_NAMES[language]) if language in LANGUAGE_NAMES else language


def _code_value(question: Question, item: Item, value: str | int, language: str) -> tuple[int | None, str]:
    """Return the number under which a closed answer is filed, and its label."""
    if item.kind == "choice":
        choice = next(choice for choice in question.choices if choice.id == value)
        return choice.code, choice.text.say(language)
    number = int(value)
    if item.choice:
        return number, next(choice.text.say(language) for choice in question.choices if choice.id == item.choice)
    scale = question.scale
    ends = {scale.low_value: scale.low, scale.high_value: scale.high} if scale else {}
    return number, ends[number].say(language) if number in ends else ""
