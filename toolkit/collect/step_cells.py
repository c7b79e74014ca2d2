"""What a person wrote in a cell of the worksheet of next steps → a day, a status, a workshop. Pure."""

import datetime
from collections.abc import Sequence

from toolkit.collect.asked import find_nearest, list_names
from toolkit.collect.steps_messages import NOT_A_DAY, NOT_A_STATUS, TWO_DAYS, UNKNOWN_GROUP, UNKNOWN_GROUP_NEAR
from toolkit.errors import Place, Problem
from toolkit.model.day import parse_day
from toolkit.model.next_step import STATUS_NAMES, StepStatus
from toolkit.model.plain_text import fold_word
from toolkit.model.workshop import Workshop
from toolkit.tabular import Cell, say_cell

_OTHER_WORDS: dict[StepStatus, str] = {
    "not-begun": "ej påbörjat|ej påbörjad|inte påbörjad|inte börjat|ej|planerad|planerat|"
    "not started|not yet|planned|to do|todo|none",
    "going-on": "påbörjat|påbörjad|pågående|i gång|igång|delvis|going on|ongoing|in progress|started|begun|partly",
    "done": "klar|klara|färdig|färdigt|avslutad|avslutat|genomfört|genomförd|gjort|gjord|finished|complete|completed",
    "dropped": "utgått|struken|struket|avförd|avfört|nedlagd|nedlagt|inte aktuellt|ej aktuellt|"
    "cancelled|canceled|abandoned",
}
"""What people write instead of the words in the list."""
_STATUSES: dict[str, StepStatus] = {
    fold_word(word): status
    for status, name in STATUS_NAMES.items()
    for word in (status, name.sv, name.en, *_OTHER_WORDS[status].split("|"))
}


def parse_due(cell: Cell, place: Place, problems: list[Problem]) -> str:
    """Read a day, from a date or as people write one; an empty cell says nothing."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    said = say_cell(cell)
    found = parse_day(said)
    if said and not found.day:
        days = [day.isoformat() for day in found.readings]
        facts = {"said": said, "days": list_names(days)}
        problems.append(Problem(place=place, message=TWO_DAYS if days else NOT_A_DAY, facts=facts))
    return found.day.isoformat() if found.day else ""


def parse_step_status(said: str, place: Place, problems: list[Problem]) -> StepStatus:
    """Read how a step stands, in either language and in people's own words; an empty cell says nothing."""
    status = _STATUSES.get(fold_word(said).rstrip("."), "")
    if said and not status:
        known = list_names(name for each in STATUS_NAMES.values() for name in (each.sv, each.en))
        problems.append(Problem(place=place, message=NOT_A_STATUS, facts={"said": said, "known": known}))
    return status


class GroupNames:
    """Knows workshops by their group's name, its id and their own id; of several of a group the latest one."""

    def __init__(self, workshops: Sequence[Workshop]) -> None:
        held = sorted(workshops, key=lambda workshop: workshop.date or datetime.date.min)
        self._shown = [workshop.group.name for workshop in held]
        self._names = {name: self._fold(workshop) for workshop in held for name in workshop.ids}
        self._ids: dict[str, str] = {}
        for workshop in held:
            self._ids |= dict.fromkeys(self._fold(workshop), workshop.id)
        self._ids |= {fold_word(name): workshop.id for workshop in held for name in workshop.ids}

    def _fold(self, workshop: Workshop) -> tuple[str, ...]:
        group = workshop.group
        return fold_word(group.name), fold_word(group.id), fold_word(f"{group.name} ({group.id})")

    def parse(self, said: str, before: str, place: Place, problems: list[Problem]) -> str:
        """Return a workshop's id: the one `before` where its group is still named, empty for an empty cell."""
        folded = fold_word(said)
        if not folded or folded in self._names.get(before, ()):
            return before if folded else ""
        if folded not in self._ids:
            nearest = find_nearest(said, self._shown)
            facts = {"said": said, "nearest": nearest}
            problems.append(Problem(place=place, message=UNKNOWN_GROUP_NEAR if nearest else UNKNOWN_GROUP, facts=facts))
            return before
        return self._ids[folded]
