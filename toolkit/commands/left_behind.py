"""A plan and the folder of what was built → what is left there of an earlier plan, as notices."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from toolkit.commands.plan import Plan
from toolkit.commands.repeats import drop_repeats
from toolkit.errors import Message, Place, Problem
from toolkit.outputs.outputs import Outputs

OTHER_LANGUAGE = Message(
    "The workshop is now in another language ({language}); the deck in the former one stays beside the new one.",
    "Delete it when nobody needs it any more.",
)
NOT_PLANNED = Message(
    "The workshop {workshop} is not in {groups}; what was built for it stays as it is.",
    "Delete the folder when nobody needs it any more, or write the workshop into the list again.",
)
RENAMED = Message(
    "The workshop is called {now} now; what was built under its former id stays as it is.",
    "What you changed there is not in the new folder: carry over what you need, and delete the old one when nobody "
    "needs it any more.",
)
CHANGED_THERE = Message(
    "{count} files there are not as the program wrote them, and no build looks after them now: {names}.",
    "Collect filled sheets with toolkit collect, and take over the rest, before you delete anything.",
    "One file there is not as the program wrote it, and no build looks after it now: {names}.",
)
_DECK = re.compile(r"(.+)-deck-([a-z]{2})")


def find_left_behind(plan: Plan, out: Path, built: Collection[str], *, all_built: bool) -> list[Problem]:
    """Notice decks that the plan no longer asks for; where only some workshops were built, those of the built ones."""
    planned = {name: workshop for workshop in plan.workshops for name in workshop.ids}
    outputs = Outputs(plan.folder)
    found: list[Problem] = []
    for path in sorted(out.glob("*/*-deck-*.pptx")):
        name = _DECK.fullmatch(path.stem)
        if name is None or name[1] != path.parent.name:
            continue
        workshop = planned.get(name[1])
        if workshop is None and all_built:
            facts = {"workshop": name[1], "groups": plan.programme.groups}
            found.append(Problem(place=Place(file=str(path.parent)), message=NOT_PLANNED, facts=facts, notice=True))
            found += _find_changed(outputs, path.parent, path.parent.iterdir())
        elif workshop is not None and workshop.id in built and name[1] != workshop.id:
            facts = {"now": workshop.id}
            found.append(Problem(place=Place(file=str(path.parent)), message=RENAMED, facts=facts, notice=True))
            found += _find_changed(outputs, path.parent, path.parent.iterdir())
        elif workshop is not None and workshop.id in built and name[2] != workshop.language:
            facts = {"language": workshop.language}
            found.append(Problem(place=Place(file=str(path)), message=OTHER_LANGUAGE, facts=facts, notice=True))
            found += _find_changed(outputs, path, [path])
    return list(drop_repeats(found))


def _find_changed(outputs: Outputs, place: Path, paths: Iterable[Path]) -> list[Problem]:
    """Notice what people have made of files that no build looks after any more."""
    changed = sorted(path.name for path in paths if path.is_file() and outputs.read_changed(path) is not None)
    facts = {"count": len(changed), "names": ", ".join(changed)}
    return [Problem(place=Place(file=str(place)), message=CHANGED_THERE, facts=facts, notice=True)] if changed else []
