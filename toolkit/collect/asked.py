"""What each workshop was asked, as the readers of this room need it, and how its items are called in messages. Pure."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model.instrument import Instrument, Item
from toolkit.model.themes import ThemeBook
from toolkit.model.workshop import Workshop
from toolkit.texts import load_texts

_LONGEST_NAME = 48


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The programme's id, and by workshop id the instrument asked there and the language it is held in.

    `themes` are those that answers may be coded with, and `themes_file` is where they stand.
    """

    programme: str
    instruments: Mapping[str, Instrument]
    languages: Mapping[str, str]
    themes: ThemeBook = field(default_factory=ThemeBook)
    themes_file: str = ""
    workshops: tuple[Workshop, ...] = ()
    """Whose groups a step that was added may be of."""

    def name_workshop(self, workshop: str) -> str:
        """Call a workshop by its id and its group's name: `nord (KI Nord)`."""
        named = next((one.group.name for one in self.workshops if workshop in one.ids), "")
        return f"{workshop} ({named})" if named else workshop


def name_item(instrument: Instrument, item: Item, language: str) -> str:
    """Call an item as a person knows it: the question, shortened, and the alternative where it has one."""
    question = instrument.question(item.question)
    text = " ".join(question.text.say(language).split()) if question else item.name
    parts = [text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1].rstrip()}…"]
    choice = next((one for one in question.choices if one.id == item.choice), None) if question else None
    if choice is not None:
        parts.append(choice.text.say(language))
    if item.axis:
        parts.append(load_texts(language)(item.axis))
    if item.kind == "word":
        parts.append(item.name.rpartition(".")[2])
    return " – ".join(parts)


def find_nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like this one, or an empty text where none is."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def list_names(names: Iterable[object], limit: int = 8) -> str:
    """List names for a message, and say by an ellipsis where there are more."""
    every = [str(name) for name in names]
    return ", ".join(every[:limit]) + (", …" if len(every) > limit else "")
