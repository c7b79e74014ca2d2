"""What became of a file that the program wrote or left → a sentence for it, and the same as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Message, Place, Problem
from toolkit.outputs.deciding import Became
from toolkit.outputs.ledger import FOLDER

KEPT = Message("It stays as you changed it; the program has nothing new for it.")
BESIDE = Message(
    "It stays as you changed it; the new one lies beside it: {beside}.",
    "Take from it what you need; --fresh makes the file anew, with yours kept under a dated name.",
)
UNKNOWN = Message(
    "There is no record of who wrote it, so it counts as yours and stays; the new one lies beside it: {beside}.",
    "Rename the new one if you have changed nothing; --fresh makes all anew, with yours kept under dated names.",
)
MERGED = Message("Your changes stay, and what is new was put in.")
MERGED_BESIDE = Message(
    "Your changes stay, and what is new was put in; the program's own version lies beside it: {beside}."
)
ANEW = Message("It was made anew; yours is kept as {former}.")
CLOSED = Message(
    "The record of what was written cannot be kept here ({reason}), so the next command takes these files for yours.",
    "Give yourself the right to write in the folder.",
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file. `beside` is where the program's own version lies, `former` where the person's does.

    `notices` are a sentence for a file that was not simply written and whatever its merge said; `problems` why the
    system refused it.
    """

    path: Path
    became: Became
    beside: Path | None = None
    former: Path | None = None
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def compose_notices(
    path: Path, became: Became, beside: Path | None, former: Path | None, said: tuple[Problem, ...], *, known: bool
) -> tuple[Problem, ...]:
    """Say in a sentence what became of a file; nothing where it was simply written. `said` is what its merge said."""
    message = _find_message(became, beside, known=known)
    if message is None or (message is KEPT and said):
        return said
    facts = {"beside": beside.name if beside else "", "former": former.name if former else ""}
    return (Problem(place=Place(file=str(path)), message=message, facts=facts, notice=True), *said)


def compose_closed(error: OSError) -> Problem:
    """Say once that the ledger cannot be kept, and why."""
    facts = {"reason": error.strerror or type(error).__name__}
    return Problem(place=Place(file=f"{FOLDER}/"), message=CLOSED, facts=facts, notice=True)


def _find_message(became: Became, beside: Path | None, *, known: bool) -> Message | None:
    match became:
        case "merged":
            return MERGED_BESIDE if beside else MERGED
        case "kept" | "beside" if beside:
            return BESIDE if known else UNKNOWN
        case "kept":
            return KEPT
        case "anew":
            return ANEW
    return None


def list_kept(outcomes: Iterable[Outcome]) -> list[Mapping[str, str]]:
    """Return for JSON what became of the files that were not simply written."""
    return [
        {
            "file": str(outcome.path),
            "became": outcome.became,
            **({"beside": str(outcome.beside)} if outcome.beside else {}),
            **({"former": str(outcome.former)} if outcome.former else {}),
        }
        for outcome in outcomes
        if outcome.became not in ("written", "unchanged")
    ]
