"""What the final report says beside the figures, in a person's own words: plan/report.toml as values. Pure."""

from dataclasses import dataclass, field

from toolkit.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A person's own words, a text a paragraph or point; what is empty the report leaves room for."""

    title: Text = field(default_factory=Text)
    subtitle: Text = field(default_factory=Text)
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
