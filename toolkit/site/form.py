"""One workshop's form as the site holds it, and the addresses under which a request finds it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.collect.cells import Parser, compose_parser
from toolkit.collect.questions import Check, compose_checks
from toolkit.commands.plan import Plan
from toolkit.model.instrument import Instrument, Item
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop
from toolkit.texts import LANGUAGE_TAGS


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """What is asked at one workshop, under which token; made once, so that two are the same where they are one."""

    token: str
    programme: Programme
    workshop: Workshop
    instrument: Instrument
    links: Links

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from, the workshop's own first."""
        own = self.workshop.language
        return (own, *(one for one in self.programme.languages if one != own and one in LANGUAGE_TAGS))

    def choose_language(self, asked: str) -> str:
        """Return the language asked for where the form has it, otherwise the workshop's."""
        return asked if asked in self.languages else self.workshop.language

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items by name."""
        return {item.name: item for item in self.instrument.items}

    @cached_property
    def parsers(self) -> Mapping[str, Parser]:
        """The function that reads an item's value, by item name; alternatives are known by id in every language."""
        questions = {question.id: question for question in self.instrument.questions}
        return {
            item.name: compose_parser(item, questions[item.question], self.workshop.language)
            for item in self.instrument.items
        }

    @cached_property
    def checks(self) -> Mapping[str, tuple[Check, ...]]:
        """The checks of a question as a whole, by question id."""
        found: dict[str, tuple[Check, ...]] = {}
        for question, check in compose_checks(self.instrument):
            found[question.id] = (*found.get(question.id, ()), check)
        return found


def compose_forms(plan: Plan, links: Mapping[str, Links]) -> dict[str, Form]:
    """Return every workshop's form by its token, in capitals."""
    forms = {}
    for workshop in plan.workshops:
        found = links[workshop.id]
        forms[found.token] = Form(
            token=found.token,
            programme=plan.programme,
            workshop=workshop,
            instrument=plan.instruments[workshop.id],
            links=found,
        )
    return forms


def compose_former_forms(forms: Mapping[str, Form]) -> dict[str, Form]:
    """Return the same forms by the tokens of ids that their workshops had before, which may be printed."""
    return {token: replace(form, token=token) for form in forms.values() for token in form.links.former}


def compose_codes(forms: Mapping[str, Form]) -> dict[str, str]:
    """Return short code → token, of every workshop and of the ids that it had; where two meet, of what is now."""
    former = {code: token for form in forms.values() for token, code in form.links.former.items()}
    return former | {form.links.code: token for token, form in forms.items()}


def fold_code(typed: str) -> str:
    """Return a typed short code as it is kept: capitals, without the blanks and hyphens that people put in."""
    return "".join(character for character in typed.upper() if character.isalnum())[:12]
