"""Programme folder → everything the recipes start from: programme, workshops, bank, instruments, links.

The one place where reading meets sheet: what is asked where, and under which address.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError, Message, OutputError, Place, Problem
from toolkit.model.address import find_port, find_reach
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
_WRITE_ADDRESS = 'Write the response site\'s address there before you print, such as base_url = "{address}".'
EXAMPLE_ADDRESS = Message(
    "base_url is an example, so phones cannot follow the QR codes on slides and sheets.", _WRITE_ADDRESS
)
OWN_ADDRESS = Message(
    "base_url leads to the computer that one sits at, so phones cannot follow the QR codes on slides and sheets.",
    _WRITE_ADDRESS,
)
ROOM_ADDRESS = Message(
    "base_url ({address}) can be reached from the same network only: with a laptop in the room that will do, but "
    "phones on mobile data and answers from home need an address on the internet.",
    "If that is what you mean, all is well.",
)
OPEN_ADDRESS = Message(
    "base_url begins with http, so answers travel unencrypted, and some phones warn of the page.",
    "Have the site served by https, and write that: {address}",
)
OTHER_PORT = Message(
    "base_url leads to port {wanted}, and the site listens at port {port}: the QR codes lead past it.",
    "Start it with --port {wanted}, or write the address that is right before you print.",
)
ADDRESSES_NEW = Message(
    "Every workshop has a new address and a new code; what was printed before leads nowhere.",
    "Hand out the new decks, sheets and codes. What belonged to the former ones is kept: {files}",
)
PRINTED_GONE = Message(
    "Addresses have been printed for a workshop '{id}' that is no longer in the list; its codes lead nowhere.",
    "If it is called otherwise now, write {id} in its row in a column 'formerly'. If it is not held, all is well.",
)
_EXAMPLE = "https://svar.min-hogskola.se"


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


def find_address_notices(programme: Programme, *, port: int = 0, network: str = "") -> tuple[Problem, ...]:
    """Notice where the programme's address leads nowhere, or not as far as people think.

    `port` is the one that the site listens at, and `network` its address in the room, where it runs.
    """
    address, reach = programme.base_url, find_reach(programme.base_url)
    place = Place(file=PROGRAMME_FILE, key="base_url")
    facts: dict[str, object] = {"address": network or _EXAMPLE, "wanted": find_port(address), "port": port}
    found: list[Message] = []
    if reach in ("nowhere", "computer"):
        found.append(EXAMPLE_ADDRESS if reach == "nowhere" else OWN_ADDRESS)
    elif reach == "network":
        facts["address"] = address
        found.append(ROOM_ADDRESS)
    elif address.lower().startswith("http:"):
        facts["address"] = f"https:{address[5:]}"
        found.append(OPEN_ADDRESS)
    if port and reach in ("computer", "network") and find_port(address) != port:
        found.append(OTHER_PORT)
    return tuple(Problem(place=place, message=message, facts=facts, notice=True) for message in found)


def find_links(plan: Plan, environ: Mapping[str, str] = os.environ) -> dict[str, Links]:
    """Return each workshop's addresses and code, by workshop id; the secret is made at first use.

    Raises InputError where addresses have been printed and the secret here is not theirs.
    """
    from toolkit.sheet.links import compose_links
    from toolkit.sheet.printed_addresses import read_printed
    from toolkit.sheet.secret import read_or_make_secret

    secret = read_or_make_secret(plan.folder, environ)
    printed = read_printed(plan.folder).ids
    return compose_links(plan.programme, plan.workshops, plan.instruments, secret, printed)


def find_printed_notices(plan: Plan) -> tuple[Problem, ...]:
    """Notice the workshops whose addresses have been printed and that the list has not."""
    from toolkit.sheet.printed_addresses import read_printed

    known = {name for workshop in plan.workshops for name in workshop.ids}
    place = Place(file=plan.programme.groups)
    gone = [name for name in read_printed(plan.folder).ids if name not in known]
    return tuple(Problem(place=place, message=PRINTED_GONE, facts={"id": name}, notice=True) for name in gone)


def note_addresses(
    plan: Plan, workshops: Iterable[str], environ: Mapping[str, str] = os.environ
) -> tuple[Problem, ...]:
    """Note in the programme that these workshops' addresses are printed; notice where it cannot be written."""
    from toolkit.sheet.links import choose_printed_id
    from toolkit.sheet.printed_addresses import note_printed, read_printed
    from toolkit.sheet.secret import read_or_make_secret

    printed, chosen = read_printed(plan.folder).ids, set(workshops)
    ids = [choose_printed_id(workshop, printed) for workshop in plan.workshops if workshop.id in chosen]
    try:
        note_printed(plan.folder, read_or_make_secret(plan.folder, environ), ids)
    except OutputError as error:
        return tuple(replace(problem, notice=True) for problem in error.problems)
    return ()
