"""The store → a list of everything that was taken in: by file with its number, and by phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.own_store import open_existing_store
from toolkit.commands.plan import Plan, read_plan
from toolkit.errors import InputError, Problem
from toolkit.model.intake import Intake, Intakes, PhoneResponse, WorkshopCount, name_response
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class IntakeList:
    """Everything that was taken in. `names` maps a workshop's id to what it is called; with `each`, phones singly."""

    intakes: Intakes
    names: Mapping[str, str]
    each: bool = False
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say the list, a line an intake and workshop."""
        lines = [line for intake in self.intakes.files for line in describe_intake(intake, self.names, texts)]
        phones = self.intakes.phones
        if self.each:
            lines += [describe_phone(one, texts) for one in phones]
        else:
            for workshop in dict.fromkeys(one.workshop for one in phones):
                own = [one for one in phones if one.workshop == workshop]
                lines.append(describe_phones(workshop, own, self.names, texts))
        return "\n".join(lines) or texts("Nothing has been taken in yet.")

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values, every phone's response among them."""
        return {
            "intakes": [
                {
                    "intake": one.number,
                    "kind": one.kind,
                    "file": one.file,
                    "taken_at": one.taken_at,
                    "undoes": one.undoes,
                    "out": one.aside,
                    "workshops": [
                        {"workshop": each.workshop, "new": each.new, "changed": each.changed}
                        | {"unchanged": each.unchanged}
                        for each in one.workshops
                    ],
                }
                for one in self.intakes.files
            ],
            "phones": [
                {"response": name_response(one.workshop, one.id), "began": one.began, "answers": one.answers}
                for one in self.intakes.phones
            ],
        }


def list_intakes(folder: Path, *, database: str | None = None, workshop: str = "") -> IntakeList:
    """List what was taken in; with `workshop` only its own, and its phones one by one."""
    plan = read_plan(folder)
    with open_existing_store(plan, database) as store:
        intakes = store.read_intakes()
    if workshop:
        try:
            ids = plan.choose((workshop,))[0].ids
        except InputError:
            known = {count.workshop for one in intakes.files for count in one.workshops}
            if workshop not in known | {one.workshop for one in intakes.phones}:
                raise
            ids = (workshop,)
        intakes = Intakes(
            files=tuple(one for one in intakes.files if any(count.workshop in ids for count in one.workshops)),
            phones=tuple(one for one in intakes.phones if one.workshop in ids),
        )
    return IntakeList(intakes=intakes, names=name_workshops(plan), each=bool(workshop))


def name_workshops(plan: Plan) -> dict[str, str]:
    """Return what each workshop is called, by every id that it has or had: `nord (KI Nord)`."""
    return {name: f"{name} ({one.group.name})" for one in plan.workshops for name in one.ids}


def describe_intake(intake: Intake, names: Mapping[str, str], texts: Texts) -> Sequence[str]:
    """Say an intake in a line, and in one more for each workshop after the first."""
    head = f"{intake.number:>4}  {intake.taken_at.replace('T', ' ')}  {say_what(intake, texts)}"
    counts = [say_count(intake, one, names, texts) for one in intake.workshops]
    said = [f"{head} → {counts[0]}" if counts else head, *(f"{'':>24}→ {count}" for count in counts[1:])]
    if intake.aside and intake.kind != "undo":
        said[0] += f" [{texts('taken out')}]"
    return said


def say_what(intake: Intake, texts: Texts) -> str:
    """Say what an intake was."""
    name = intake.file or texts("(name erased)")
    if intake.kind != "undo":
        return name
    if intake.undoes is None:
        return texts("taken out: {what}", what=name)
    undoes = f"{name}, {texts('undo of {intake}', intake=intake.undoes)}"
    return texts("taken out: {what}", what=undoes) if intake.out else texts("put back: {what}", what=undoes)


def say_count(intake: Intake, count: WorkshopCount, names: Mapping[str, str], texts: Texts) -> str:
    """Say what an intake did in a workshop."""
    named = names.get(count.workshop, count.workshop)
    if intake.kind == "coding":
        what = texts.plural("{n} answer coded or decided on", "{n} answers coded or decided on", count.changed)
    elif intake.kind == "undo":
        counts = (("{n} response", "{n} responses", count.new), ("{n} answer", "{n} answers", count.changed))
        what = ", ".join(texts.plural(one, many, number) for one, many, number in counts if number)
    else:
        facts = {"new": count.new, "changed": count.changed, "unchanged": count.unchanged}
        what = texts("{new} new, {changed} corrected, {unchanged} as before", **facts)
    return f"{named}: {what}"


def describe_phones(workshop: str, phones: Sequence[PhoneResponse], names: Mapping[str, str], texts: Texts) -> str:
    """Say in a line how many responses came from phones."""
    latest = max(one.began for one in phones).replace("T", " ")
    named = names.get(workshop, workshop)
    said = texts.plural(
        "{workshop}: {n} response from a phone, begun {latest}",
        "{workshop}: {n} responses from phones, the latest begun {latest}",
        len(phones),
        workshop=named,
        latest=latest,
    )
    return f"   –  {said} ({texts('one by one')}: toolkit collect --list --workshop {workshop})"


def describe_phone(one: PhoneResponse, texts: Texts) -> str:
    """Say one phone's response, by the id that undoes it."""
    said = texts.plural("{n} answer", "{n} answers", one.answers)
    return f"   –  {one.began.replace('T', ' ')}  {name_response(one.workshop, one.id)}: {said}"
