"""A person's deck, what the program wrote last and what it would write now → one deck, or why there is none.

The person's file is the ground: the program's changes are put into it, slide by slide, where the person made none. What
cannot be merged safely is left alone; nothing is raised. `base` is always what the program itself last wrote, never a
merged file: only so is a slide that the person changed told from one that is the program's.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.deck.merge import messages
from toolkit.deck.merge.opening import find_refusal
from toolkit.deck.merge.values import Decision, Twin
from toolkit.errors import Message, Place, Problem
from toolkit.outputs.merging import Merged

if TYPE_CHECKING:
    from toolkit.deck.merge.package import OpenDeck, OpenSlide

_LONGEST = 100
"""Letters of what the program would have said."""
_ROUNDING = 1000
"""EMU by which LibreOffice rounds the size of slides."""


def merge_decks(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Bring the program's changes into a deck that a person has edited; `base` is what the program wrote last."""
    if base == fresh:
        return Merged(content=None, beside=False)
    refusal = find_refusal(edited)
    if refusal is None and base is None:
        refusal = messages.NO_BASE, {}
    if refusal is not None or base is None:
        return _leave(name, *(refusal or (messages.NO_BASE, {})))
    try:
        return _merge(edited, base, fresh, name)
    except Exception as error:  # noqa: BLE001 # strangers' files: whatever they raise, the person's deck stays as it is
        return _leave(name, messages.NOT_SAFE, reason=f"{type(error).__name__}: {error}"[:200])


def _leave(name: str, message: Message, facts: dict[str, object] | None = None, **more: object) -> Merged:
    problem = Problem(place=Place(file=name), message=message, facts={**(facts or {}), **more}, notice=True)
    return Merged(content=None, beside=True, notices=(problem,))


def _merge(edited: bytes, base: bytes, fresh: bytes, name: str) -> Merged:
    from toolkit.deck.merge.compare import compare_decks, list_template, read_size
    from toolkit.deck.merge.decide import decide
    from toolkit.deck.merge.package import OpenDeck

    theirs, ours, new = OpenDeck(edited), OpenDeck(base), OpenDeck(fresh)
    if read_size(ours) != read_size(new) or list_template(ours) != list_template(new):
        return _leave(name, messages.OTHER_TEMPLATE)
    if max(abs(a - b) for a, b in zip(read_size(ours), read_size(theirs), strict=True)) > _ROUNDING:
        return _leave(name, messages.OTHER_SIZE)
    twins = compare_decks(ours, theirs, new)
    if not any(twin.edited is not None for twin in twins):
        return _leave(name, messages.OTHER_BASE)
    decision = decide(twins, len(theirs.slides), len(new.slides))
    contested = bool(decision.kept or decision.kept_notes)
    notices = _tell_kept(decision, theirs, _list_new_words(decision, twins, ours, new), name)
    if decision.does_nothing:
        return Merged(content=None, beside=contested, notices=notices)
    content, fault = _carry_out(edited, theirs, (ours, new), decision, twins)
    if fault:
        return _leave(name, messages.NOT_SAFE, reason=fault)
    return Merged(content=content, beside=contested, notices=(_tell_merged(decision, theirs, name), *notices))


def _carry_out(
    edited: bytes, theirs: "OpenDeck", program: "tuple[OpenDeck, OpenDeck]", decision: Decision, twins: Sequence[Twin]
) -> tuple[bytes, str]:
    """Return the merged deck, and what is wrong with it or an empty text; changes `theirs`."""
    from toolkit.deck.merge.graft import Grafter
    from toolkit.deck.merge.package import OpenDeck
    from toolkit.deck.merge.sections import find_renamed, read_sections
    from toolkit.deck.merge.verify import find_fault

    base, fresh = program
    feet = {twin.edited: base.slides[twin.base].feet for twin in twins if twin.edited is not None}
    same = {twin.base: twin.fresh for twin in twins if twin.fresh is not None}
    renamed = find_renamed(read_sections(base.root), read_sections(fresh.root), same)
    Grafter(theirs, fresh).carry_out(decision, feet, renamed)
    content = theirs.save()
    return content, find_fault(edited, content, OpenDeck(edited), decision)


def _tell_merged(decision: Decision, theirs: "OpenDeck", name: str) -> Problem:
    gone = [_name(theirs.slides[number]) for number in decision.removed]
    facts = {
        "renewed": len(decision.steps),
        "new": ", ".join(str(1 + decision.order.index(("fresh", number))) for number in decision.added),
        "gone": ", ".join(f"'{title}'" for title in gone),
    }
    key = "".join(letter for letter, found in (("R", decision.steps), ("N", decision.added), ("G", gone)) if found)
    return Problem(place=Place(file=name), message=messages.MERGED[key], facts=facts, notice=True)


def _name(slide: "OpenSlide") -> str:
    """Return a slide's title, or what it says first."""
    return slide.title or next((line.strip() for line in slide.text.splitlines() if line.strip()), "")[:_LONGEST]


def _tell_kept(
    decision: Decision, theirs: "OpenDeck", said: Sequence[tuple[Message, int, str]], name: str
) -> tuple[Problem, ...]:
    """Name each slide on which the person's stays against the program's, with what the program would say."""
    told = [*said, *((messages.STAYS, edited, "") for edited in decision.stays)]
    places = {key: place for place, key in enumerate(decision.order, 1)}
    return tuple(
        Problem(
            place=Place(file=name),
            message=message,
            facts={"number": places["edited", edited], "title": _name(theirs.slides[edited]), "said": words},
            notice=True,
        )
        for message, edited, words in sorted(told, key=lambda each: places["edited", each[1]])
    )


def _list_new_words(
    decision: Decision, twins: Sequence[Twin], ours: "OpenDeck", new: "OpenDeck"
) -> list[tuple[Message, int, str]]:
    """Return what the program would say on slides, and in notes, that both changed; each by its place."""
    base_of = {twin.edited: ours.slides[twin.base] for twin in twins if twin.edited is not None}
    found = []
    for edited, fresh in decision.kept:
        words = _find_new_line(base_of[edited].text, new.slides[fresh].text)
        found.append((messages.KEPT_SAYING if words else messages.KEPT, edited, words))
    for edited, fresh in decision.kept_notes:
        words = _find_new_line(base_of[edited].notes_text, new.slides[fresh].notes_text)
        found.append((messages.KEPT_NOTES, edited, words))
    return found


def _find_new_line(base: str, fresh: str) -> str:
    """Return the first line that the program did not write before."""
    before = {" ".join(line.split()) for line in base.splitlines()}
    lines = (" ".join(line.split()) for line in fresh.splitlines())
    said = next((line for line in lines if line and line not in before), "")
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
