"""What can go wrong, as values: places, messages, problems and the one tree of errors. Standard library only.

ToolkitError
├── InputError        a file a person wrote is at fault; carries every problem found in it
│   └── TemplateError a pptx template that cannot serve
├── StoreError        the database cannot be reached, is locked, full or of another version
└── OutputError       a file could not be written (full disk, no permission, open in another program)

A Message is written once, in the `messages.py` of the room that reports it, in English with {named} facts; the
translation stands in that room's gettext catalogue. Nothing here formats for a person: `texts.Texts.problem` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """Where in a file: every part is optional but the file's name as the person knows it."""

    file: str
    worksheet: str = ""
    line: int = 0
    row: int = 0
    column: str = ""
    key: str = ""

    def __str__(self) -> str:
        """Say in English where in its table it is, for logs and tests."""
        said = (f"line {self.line}" if self.line else "", f"row {self.row}" if self.row else "", self.column, self.key)
        return ", ".join(filter(None, said))


@dataclass(frozen=True)
class Message:
    """A cause and its remedy, in English, with `{named}` facts; the English text is also the gettext msgid.

    `one` is the cause where the fact `count` is 1, if it is worded otherwise then.
    """

    cause: str
    remedy: str = ""
    one: str = ""

    def choose_cause(self, facts: Mapping[str, object]) -> str:
        """Return the cause in the number of what is counted."""
        return self.one if self.one and facts.get("count") == 1 else self.cause


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault in a file: place, cause, remedy. A notice is the same, but does not stop the work."""

    place: Place
    message: Message
    facts: Mapping[str, object] = field(default_factory=dict)
    notice: bool = False

    def __str__(self) -> str:
        """Say it in English, for logs and tests; people get `Texts.problem`."""
        return f"{self.place.file}: {self.message.choose_cause(self.facts).format(**self.facts)}"


class ToolkitError(Exception):
    """Anything the toolkit tells a person about; the command line turns it into text and an exit code."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ToolkitError"], tuple[tuple[Problem, ...]]]:
        """Let the error cross from a worker process with its problems."""
        return type(self), (self.problems,)


class InputError(ToolkitError):
    """One or more problems in the files that people wrote."""


class TemplateError(InputError):
    """A pptx template that cannot serve, with the reason."""


class StoreError(ToolkitError):
    """The store of responses cannot be used now."""


class OutputError(ToolkitError):
    """A result could not be written; nothing half-written was left."""
