"""What one build shares, what each part of it returns, and a workshop's entry in the manifest, as values. Pure.

A workshop is built in three parts that need nothing of each other: its deck (workshop_deck.py), its response sheets for
Excel with the QR codes, and those for print (workshop_sheets.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.commands.plan import Plan
from toolkit.errors import Problem
from toolkit.model.link import Links
from toolkit.model.workshop import Workshop
from toolkit.outputs.outcome import Outcome
from toolkit.outputs.outputs import Outputs

if TYPE_CHECKING:
    from toolkit.model.results import Results


@dataclass(frozen=True, kw_only=True)
class BuildContext:
    """What all workshops of one build share: the plan, every link, where the template lies and the files go."""

    plan: Plan
    links: Mapping[str, Links]
    template_file: Path
    out: Path
    results: "Mapping[str, Mapping[str, Results]] | None" = None
    """What was answered, by workshop and question id; None where the slides are only to link to it."""
    database: str | None = None
    anew: bool = False
    """Whether files that people have changed are made anew, with theirs kept under dated names."""

    def workshop(self, workshop_id: str) -> Workshop:
        """Return the workshop with an id."""
        return next(workshop for workshop in self.plan.workshops if workshop.id == workshop_id)

    def open_outputs(self) -> Outputs:
        """Return what one process writes its files through."""
        return Outputs(self.plan.folder, anew=self.anew)


@dataclass(frozen=True, kw_only=True)
class BuiltDeck:
    """A workshop's deck; `file` is relative to `out`."""

    file: str
    slides: int
    notices: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, kw_only=True)
class BuiltSheets:
    """A workshop's response sheets of one kind by language, and its QR codes by kind; relative to `out`."""

    sheets: Mapping[str, str]
    outcomes: tuple[Outcome, ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BuiltWorkshop:
    """What one workshop got: paths relative to `out`, and its entry in the manifest."""

    workshop: str
    code: str
    slides: int
    sheets: Mapping[str, Mapping[str, str]]
    entry: dict[str, Any]
    notices: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]


def join_parts(
    context: BuildContext, workshop_id: str, deck: BuiltDeck, workbooks: BuiltSheets, prints: BuiltSheets
) -> BuiltWorkshop:
    """Put what the three parts made of one workshop together."""
    workshop, links = context.workshop(workshop_id), context.links[workshop_id]
    sheets = {
        language: {"pdf": prints.sheets[language], "xlsx": workbooks.sheets[language]} for language in prints.sheets
    }
    own = sheets.get(workshop.language) or next(iter(sheets.values()))
    entry = {
        "group": workshop.group.id,
        "language": workshop.language,
        "date": workshop.date.isoformat() if workshop.date else None,
        "url": links.address,
        "code": links.code,
        "questions": dict(links.questions),
        "files": {"deck": deck.file, "sheet_pdf": own["pdf"], "sheet_xlsx": own["xlsx"], **workbooks.codes},
        "sheets": sheets,
    }
    return BuiltWorkshop(
        workshop=workshop.id,
        code=links.code,
        slides=deck.slides,
        sheets=sheets,
        entry=entry,
        notices=(*deck.notices, *prints.notices),
        outcomes=(*deck.outcomes, *workbooks.outcomes, *prints.outcomes),
    )
