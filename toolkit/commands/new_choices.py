"""What was chosen on the command line, and what a person answers when asked → what a new programme begins with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from toolkit.commands.blank_programme import Blank
from toolkit.commands.like_programme import Like
from toolkit.commands.new import Start
from toolkit.commands.own_groups import read_own_groups
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.text import LANGUAGES
from toolkit.reading.folder import read_programme
from toolkit.texts import Texts

T = TypeVar("T")
LONGEST_TITLE = 200
UNKNOWN_LANGUAGE = Message("“{said}” is not a language that is known here.", "Write sv, en, or both: sv,en.")
LONG_TITLE = Message("The title has {length} characters; at most {most} fit on a slide.", "Shorten it.")
_SAID = {
    "sv": ("sv",),
    "svenska": ("sv",),
    "swedish": ("sv",),
    "en": ("en",),
    "engelska": ("en",),
    "english": ("en",),
    "both": LANGUAGES,
    "båda": LANGUAGES,
    "och": (),
    "and": (),
}


@dataclass(frozen=True, kw_only=True)
class NewOptions:
    """The options of `toolkit new`, each empty where it was left out."""

    folder: Path
    title: str = ""
    organisation: str = ""
    languages: str = ""
    groups: Path | None = None
    example: bool = False
    like: Path | None = None


class Ask(Protocol):
    """Ask a person, or take the default where nobody is there to ask."""

    def __call__(self, question: str, default: str, parse: Callable[[str], T]) -> T:
        """Return what was answered, parsed; a parser's InputError is told, and the question asked again."""


def choose_start(options: NewOptions, ask: Ask, texts: Texts, *, asking: bool) -> Start:
    """Return what the programme begins with; what no option says is asked for where somebody is there (`asking`).

    Raises InputError for a language that is not known, a title that is too long, and another programme at fault.
    """
    if options.example:
        return None
    if options.like:
        title = read_programme(options.like).title.say(texts.language)
        return Like(other=options.like, title=_ask(options.title, ask, texts("What is it called?"), title, parse_title))
    # Read before anything is asked: a list that cannot be taken is told at once.
    spoken = read_own_groups(options.groups, (), texts.language).languages if options.groups else ()
    title = _ask(
        options.title, ask, texts("What is the programme called?"), _name_after(options.folder, texts), parse_title
    )
    organisation = _ask(
        options.organisation, ask, texts("Which organisation is it for?"), texts("Our university"), parse_title
    )
    languages: tuple[str, ...] = ()
    if options.languages or asking:
        question = texts("In which languages: sv, en, or both? The first one is the programme’s own.")
        languages = _ask(options.languages, ask, question, ",".join(spoken) or texts.language, parse_languages)
    return Blank(title=title, organisation=organisation, languages=languages, groups=options.groups)


def _ask(given: str, ask: Ask, question: str, default: str, parse: Callable[[str], T]) -> T:
    return parse(given) if given else ask(question, default, parse)


def parse_title(said: str) -> str:
    """Take a title on one line. Raises InputError where it is too long."""
    title = " ".join(said.split())
    if len(title) > LONGEST_TITLE:
        facts = {"length": len(title), "most": LONGEST_TITLE}
        raise InputError(Problem(place=Place(file="--title"), message=LONG_TITLE, facts=facts))
    return title


def parse_languages(said: str) -> tuple[str, ...]:
    """Take languages by code or name, in order: "sv,en", "Swedish and English", "both". Raises InputError."""
    found: dict[str, None] = {}
    for word in re.split(r"[\s,;/|&+]+", said.strip().lower()):
        if word and word not in _SAID:
            raise InputError(Problem(place=Place(file="--languages"), message=UNKNOWN_LANGUAGE, facts={"said": word}))
        found |= dict.fromkeys(_SAID.get(word, ()))
    if not found:
        raise InputError(Problem(place=Place(file="--languages"), message=UNKNOWN_LANGUAGE, facts={"said": said}))
    return tuple(found)


def _name_after(folder: Path, texts: Texts) -> str:
    """Call a programme as its folder is called, as a person would write it."""
    words = re.sub(r"[\s_-]+", " ", folder.resolve().name).strip()
    return words[:1].upper() + words[1:] if words else texts("Our programme")
