"""Turn what a phone sent, values by item, into values to keep and problems by item. Pure.

A save speaks for whole questions: an item of a question that is not named is blank. Where a question as a whole does
not hold (points that do not add up), nothing of it is kept or taken away; of a quadrant, only the alternative at fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.collect.cells import Fault, Parsed
from toolkit.collect.questions import Finding
from toolkit.errors import Message
from toolkit.model.change import Value
from toolkit.model.instrument import Item
from toolkit.site import messages
from toolkit.site.form import Form
from toolkit.texts import Texts

LARGEST_SEQUENCE = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Read:
    """What may be kept, and what is wrong with the rest, in the reader's words."""

    values: tuple[tuple[str, Value], ...]
    problems: Mapping[str, str]


def parse_answers(form: Form, given: Mapping[str, object], texts: Texts) -> Read:
    """Read every question of which an item is given."""
    problems = {name: say(texts, messages.UNKNOWN_ITEM) for name in given if name not in form.items}
    values: dict[str, Value] = {}
    touched = {form.items[name].question for name in given if name in form.items}
    for question in form.instrument.questions:
        if question.id in touched:
            kept, wrong = _parse_question(form, question.id, given, texts)
            values |= kept
            problems |= wrong
    return Read(values=tuple(values.items()), problems=problems)


def say(texts: Texts, message: Message, **facts: object) -> str:
    """Say a message in one line."""
    parts = (message.cause, message.remedy)
    return " ".join(texts(part, **facts) for part in parts if part)


def _parse_question(
    form: Form, question: str, given: Mapping[str, object], texts: Texts
) -> tuple[dict[str, Value], dict[str, str]]:
    items = form.instrument.items_of(question)
    parsed = {item.name: _parse_value(form, item, given.get(item.name)) for item in items}
    problems = {
        name: say(texts, messages.OF_COLLECTED.get(found.message, messages.NOT_A_VALUE), **found.facts)
        for name, found in parsed.items()
        if isinstance(found, Fault)
    }
    values = {name: found for name, found in parsed.items() if found is not None and not isinstance(found, Fault)}
    refused = set(problems) if len(items) == 1 or items[0].kind == "word" else set()
    if problems and not refused:
        return {}, problems
    findings = [found for check in form.checks.get(question, ()) for found in check(values, texts.language)]
    for finding in findings:
        if not finding.notice:
            problems[finding.item.name] = say(texts, messages.OF_COLLECTED[finding.message], **finding.facts)
            refused |= _refuse(finding, items)
    return {item.name: values.get(item.name) for item in items if item.name not in refused}, problems


def _parse_value(form: Form, item: Item, value: object) -> Parsed:
    if value is None:
        return None
    if isinstance(value, str) or type(value) is int:
        return form.parsers[item.name](value)
    return Fault(messages.NOT_A_VALUE, {})


def _refuse(finding: Finding, items: Iterable[Item]) -> set[str]:
    """Name the items that a finding keeps from being saved."""
    of_one_choice = finding.item.kind == "position"
    return {item.name for item in items if not of_one_choice or item.choice == finding.item.choice}
