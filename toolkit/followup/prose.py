"""plan/report.toml → what the final report says beside the figures. An edge."""

from dataclasses import dataclass, field
from pathlib import Path

from toolkit.followup.messages import REPORT_SETTINGS
from toolkit.followup.toml_file import read_toml
from toolkit.model.text import Text

PROSE_FILE = "plan/report.toml"
_LISTS = ("background", "decided", "process", "red", "media", "conclusions", "annexes")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A person's own words, a text a paragraph or point; what is empty the report leaves room for."""

    title: Text
    subtitle: Text
    note: Text = field(default_factory=Text)
    """Said on every page and in every file, such as that this is a draft."""
    template: str = ""
    status_page: bool = True
    facts: tuple[tuple[Text, Text], ...] = ()
    background: tuple[Text, ...] = ()
    decided: tuple[Text, ...] = ()
    process: tuple[Text, ...] = ()
    red: tuple[Text, ...] = ()
    media: tuple[Text, ...] = ()
    conclusions: tuple[Text, ...] = ()
    annexes: tuple[Text, ...] = ()


def read_prose(folder: Path) -> Prose:
    """Read the file; without it all is left to be written. Raises InputError with what is wrong in it."""
    table = read_toml(folder / PROSE_FILE, PROSE_FILE, REPORT_SETTINGS)
    table.check_keys("title", "subtitle", "note", "template", "status_page", "facts", *_LISTS)
    facts = []
    for fact in table.tables("facts"):
        fact.check_keys("label", "value")
        facts.append((fact.text("label"), fact.text("value")))
    return Prose(
        title=table.text("title"),
        subtitle=table.text("subtitle"),
        note=table.text("note"),
        template=table.word("template"),
        status_page=table.value("status_page", bool, True),
        facts=tuple(facts),
        **{key: table.texts(key) for key in _LISTS},
    )
