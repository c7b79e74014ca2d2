"""What was taken in → the lines of the console's list, in one language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.commands.intakes import say_count, say_what
from toolkit.model.intake import Intake, PhoneResponse, name_response
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class IntakeLine:
    """An intake in the list; `action` is what its button says, empty where it has none."""

    number: int
    when: str
    what: str
    counts: tuple[str, ...]
    out: bool
    action: str


@dataclass(frozen=True, kw_only=True)
class PhoneLine:
    """A phone's response: when it began, its id, how many answers."""

    when: str
    id: str
    answers: str


@dataclass(frozen=True, kw_only=True)
class PhoneGroup:
    """The phones of one workshop."""

    name: str
    said: str
    phones: tuple[PhoneLine, ...]


def compose_intake_lines(files: Sequence[Intake], names: Mapping[str, str], texts: Texts) -> tuple[IntakeLine, ...]:
    """Compose the list, the latest first."""
    by_number = {one.number: one for one in files}
    root = {one.number: _find_root(one, by_number) for one in files}
    # Of several undos of one thing the last one stands for how it is now.
    last = {root[one.number]: one.number for one in files if one.kind == "undo"}
    return tuple(
        IntakeLine(
            number=one.number,
            when=one.taken_at.replace("T", " "),
            what=say_what(one, texts),
            counts=tuple(say_count(one, count, names, texts) for count in one.workshops),
            out=one.aside and one.kind != "undo",
            action=_say_action(one, by_number[root[one.number]], last.get(root[one.number]), texts),
        )
        for one in reversed(files)
    )


def _find_root(one: Intake, by_number: Mapping[int, Intake]) -> int:
    while one.undoes is not None:
        one = by_number[one.undoes]
    return one.number


def _say_action(one: Intake, root: Intake, last: int | None, texts: Texts) -> str:
    if one.kind != "undo":
        return "" if one.aside else texts("Take out")
    if one.number != last or one.out is not root.aside:
        return ""
    return texts("Put back") if one.out else (texts("Take out") if root.kind == "undo" else "")


def compose_phone_groups(
    phones: Sequence[PhoneResponse], names: Mapping[str, str], texts: Texts
) -> tuple[PhoneGroup, ...]:
    """Compose the phones' responses, workshop by workshop."""
    return tuple(
        PhoneGroup(
            name=names.get(workshop, workshop),
            said=texts.plural("{n} response from a phone", "{n} responses from phones", len(own)),
            phones=tuple(
                PhoneLine(
                    when=one.began.replace("T", " "),
                    id=name_response(one.workshop, one.id),
                    answers=texts.plural("{n} answer", "{n} answers", one.answers),
                )
                for one in own
            ),
        )
        for workshop in dict.fromkeys(one.workshop for one in phones)
        for own in [[one for one in phones if one.workshop == workshop]]
    )
