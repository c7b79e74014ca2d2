"""Programme folder → everything the recipes start from: programme, workshops, bank, instruments, links.

The one place where reading meets sheet: what is asked where, and under which address.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.instrument import Instrument, compose_instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.themes import ThemeBook
from toolkit.model.workshop import Workshop
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.resources import find_template_folder

if TYPE_CHECKING:
    from toolkit.reading.folder import ProgrammeFolder

UNKNOWN_WORKSHOP = Message(
    "There is no workshop called '{id}'.", "The workshops are: {known}. Check the name after --workshop."
)
EXAMPLE_ADDRESS = Message(
    "base_url is an example, so phones cannot follow the QR codes on slides and sheets.",
    'Write the response site\'s address there before you print, such as base_url = "{address}".',
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a programme folder says, read once. `notices` are what was noticed while reading."""

    folder: Path
    programme: Programme
    workshops: tuple[Workshop, ...]
    bank: tuple[Question, ...]
    instruments: Mapping[str, Instrument]
    themes: ThemeBook
    notices: tuple[Problem, ...]

    @property
    def template_file(self) -> Path:
        """The programme's pptx template, or the one that comes with the program."""
        if self.programme.template:
            return self.folder / self.programme.template
        return find_template_folder("pptx") / "workshop.pptx"

    def content(self, *, workshops: tuple[Workshop, ...]) -> "ProgrammeFolder":
        """Return what the folder says, with other workshops."""
        from toolkit.reading.folder import ProgrammeFolder

        return ProgrammeFolder(
            programme=self.programme, workshops=workshops, bank=self.bank, themes=self.themes, notices=()
        )

    def choose(self, only: tuple[str, ...]) -> tuple[Workshop, ...]:
        """Return the workshops asked for, or all. Raises InputError for one that is not there."""
        known = [workshop.id for workshop in self.workshops]
        problems = [
            Problem(
                place=Place(file=self.programme.groups),
                message=UNKNOWN_WORKSHOP,
                facts={"id": asked, "known": ", ".join(known)},
            )
            for asked in only
            if asked not in known
        ]
        if problems:
            raise InputError(problems)
        return tuple(workshop for workshop in self.workshops if not only or workshop.id in only)


def read_plan(folder: Path) -> Plan:
    """Read a programme folder. Raises InputError with every problem of its files."""
    from toolkit.reading.folder import read_folder

    return compose_plan(folder, read_folder(folder))


def compose_plan(folder: Path, found: "ProgrammeFolder") -> Plan:
    """Join what a folder says with what each workshop is asked."""
    return Plan(
        folder=folder,
        programme=found.programme,
        workshops=found.workshops,
        bank=found.bank,
        instruments={
            workshop.id: compose_instrument(found.programme.id, workshop, found.bank) for workshop in found.workshops
        },
        themes=found.themes,
        notices=found.notices,
    )


def find_example_address(programme: Programme) -> tuple[Problem, ...]:
    """Notice that the programme's address is still the example's."""
    from toolkit.sheet.links import is_example

    if not is_example(programme.base_url):
        return ()
    place, facts = Place(file=PROGRAMME_FILE, key="base_url"), {"address": "https://svar.min-hogskola.se"}
    return (Problem(place=place, message=EXAMPLE_ADDRESS, facts=facts, notice=True),)


def find_links(plan: Plan, environ: Mapping[str, str] = os.environ) -> dict[str, Links]:
    """Return each workshop's addresses and code, by workshop id; the secret is made at first use."""
    from toolkit.sheet.links import compose_links
    from toolkit.sheet.secret import read_or_make_secret

    secret = read_or_make_secret(plan.folder, environ)
    return compose_links(plan.programme, plan.workshops, plan.instruments, secret)
