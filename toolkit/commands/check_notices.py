"""A plan and its outlines → what a participant or a room would miss, and nothing stops: told by `check`. Pure."""

import re
from collections.abc import Iterator, Mapping

from toolkit.commands.plan import Plan
from toolkit.errors import Message, Place, Problem
from toolkit.model.question import Question

UNTRANSLATED = Message(
    "In the language '{language}' these questions read as in '{other}': {questions}.",
    'Write a text for each language: text = {{ {other} = "…", {language} = "…" }}. Who answers in that language reads '
    "them so until then.",
)
UNTRANSLATED_CHOICES = Message(
    "In the language '{language}' the choices of these questions read as in '{other}': {questions}.",
    'Write each choice in both languages: choices = [{{ {other} = "…", {language} = "…" }}, …]. '
    "Names may stay as they are.",
)
_NO_NAMES = frozenset({"ja", "nej", "yes", "no"})
ON_NO_SLIDE = Message(
    "These questions are on no slide, and are asked on the form and the sheets alone: {questions}.",
    "Put each on a slide with ::: question ID, or retire it (retired = true) if it is not to be asked.",
)
_BLOCK = re.compile(r"^\s*:{3,}\s*(?:question|results)\s+(\S+)", re.MULTILINE)


def find_untranslated(plan: Plan) -> Iterator[Problem]:
    """Notice questions whose text, or choices, are one for all languages; a single word may be the same in two."""
    first, *others = plan.programme.languages
    asked = [question for question in plan.bank if not question.retired]
    for language in others:
        for message, is_same in ((UNTRANSLATED, _is_same), (UNTRANSLATED_CHOICES, _has_same_choices)):
            same = [question.id for question in asked if is_same(question, first, language)]
            if same:
                facts = {"language": language, "other": first, "questions": ", ".join(same)}
                place = Place(file=", ".join(plan.programme.questions))
                yield Problem(place=place, message=message, facts=facts, notice=True)


def _is_same(question: Question, first: str, language: str) -> bool:
    said = question.text.say(language)
    return said == question.text.say(first) and len(said.split()) > 1


def _has_same_choices(question: Question, first: str, language: str) -> bool:
    """Tell whether no choice is translated, and one of them is more than a name such as LinkedIn."""
    said = [choice.text.say(language) for choice in question.choices]
    words = any(each.lower() in _NO_NAMES or len(each.split()) > 1 for each in said)
    return words and said == [choice.text.say(first) for choice in question.choices]


def find_unshown(plan: Plan, sources: Mapping[str, str]) -> Iterator[Problem]:
    """Notice questions that are asked somewhere and on no slide there. `sources` are the outlines by language."""
    for language, source in sources.items():
        shown = set(_BLOCK.findall(source))
        if any("{" in name for name in shown):  # which ones, only each group's own deck tells
            continue
        here = [workshop.id for workshop in plan.workshops if workshop.language == language]
        asked = dict.fromkeys(question.id for name in here for question in plan.instruments[name].questions)
        missing = [name for name in asked if name not in shown]
        if missing:
            place = Place(file=plan.programme.outlines[language])
            yield Problem(place=place, message=ON_NO_SLIDE, facts={"questions": ", ".join(missing)}, notice=True)
