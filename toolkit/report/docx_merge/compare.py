"""Two documents → what differs between them, by heading and kind, in the order of the text. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from toolkit.report.docx_merge.values import Block, Document, Field, Kind

_CLOSE = 0.2
"""By how much measures in points may differ: programs round to hundredths of a millimetre, or to twips."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How many pieces of a kind differ under a heading (as it is numbered; empty before the first one)."""

    heading: str
    kind: Kind
    count: int


def find_differences(one: Document, other: Document) -> tuple[Difference, ...]:
    """List what is not the same in the two; a piece that is in one of them only counts as well."""
    counts: dict[tuple[str, Kind], int] = {}
    for block in _list_different(one.blocks, other.blocks):
        counts[block.heading, block.kind] = counts.get((block.heading, block.kind), 0) + 1
    return tuple(Difference(heading=heading, kind=kind, count=count) for (heading, kind), count in counts.items())


def _list_different(one: tuple[Block, ...], other: tuple[Block, ...]) -> Iterator[Block]:
    matcher = SequenceMatcher(None, [_key(each) for each in one], [_key(each) for each in other], autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        before, after = one[start:end], other[other_start:other_end]
        if [_key(each) for each in before] == [_key(each) for each in after]:
            yield from (new for old, new in zip(before, after, strict=True) if not _is_close(old, new))
        else:
            yield from _pair_up(before, after)


def _pair_up(before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[Block]:
    """List what stands now, and of what stood before only what has no counterpart: a changed piece counts once."""
    left = [_place(block) for block in after]
    yield from after
    for block in before:
        if _place(block) in left:
            left.remove(_place(block))
        else:
            yield block


def _place(block: Block) -> tuple[str, Kind]:
    """Return where a piece stands: a heading that was renamed is the same one."""
    return "" if block.kind == "heading" else block.heading, block.kind


def _key(block: Block) -> tuple[object, ...]:
    return block.kind, block.said


def _is_close(old: Block, new: Block) -> bool:
    """Whether two blocks that say the same measure the same, and no alternative text or colour was given."""
    pairs = zip(old.measures, new.measures, strict=False)
    near = all(abs(one - other) <= _CLOSE for one, other in pairs)
    same = all(not now or now == before for before, now in zip_longest(old.loose, new.loose, fillvalue=""))
    return near and same and len(old.measures) == len(new.measures)


def list_filled(document: Document, prompts: frozenset[tuple[str, str]]) -> tuple[Field, ...]:
    """List the fields in which somebody has written; `prompts` are the prompts known, by tag."""
    return tuple(each for each in document.fields if each.text and not is_prompt(each, prompts))


def is_prompt(each: Field, prompts: frozenset[tuple[str, str]]) -> bool:
    """Whether a field still shows its prompt: that of the program, or the one that Word puts into an emptied field."""
    return (each.tag, each.text) in prompts or (each.prompt and each.text in _WORD_PROMPTS)


_WORD_PROMPTS = frozenset(
    (
        "Click or tap here to enter text.", "Click here to enter text.",
        "Klicka eller tryck här för att ange text.", "Klicka här för att ange text.",
        "Klikk eller trykk her for å skrive inn tekst.", "Klikk her for å skrive inn tekst.",
        "Klik eller tryk her for at skrive tekst.", "Klik her for at angive tekst.",
        "Kirjoita tekstiä napsauttamalla tai napauttamalla tätä.", "Kirjoita tekstiä napsauttamalla tätä.",
        "Klicken oder tippen Sie hier, um Text einzugeben.", "Klicken Sie hier, um Text einzugeben.",
        "Cliquez ou appuyez ici pour entrer du texte.", "Cliquez ici pour taper du texte.",
        "Klik of tik om tekst in te voeren.", "Klik hier als u tekst wilt invoeren.",
        "Haga clic o pulse aquí para escribir texto.", "Haga clic aquí para escribir texto.",
    )
)  # fmt: skip
"""What Word shows in a field from which all was taken out. In doubt, what stands there counts as written."""
