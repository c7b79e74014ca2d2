"""A report's blocks → the same with numbers: headings 1.2, appendices A, tables and figures 1, 2, 3. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.document.values import Block, Figure, Heading, Table

CONTENTS_LEVELS = 2


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A block, its number as written (empty where it has none), and the name of its bookmark."""

    block: Block
    number: str = ""
    anchor: str = ""


def number_blocks(blocks: Sequence[Block]) -> tuple[Numbered, ...]:
    """Give headings numbers by chapter, and tables and figures through the whole report."""
    return tuple(_number(blocks))


def list_contents(numbered: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Return the headings of the table of contents."""
    return tuple(each for each in numbered if isinstance(each.block, Heading) and each.block.level <= CONTENTS_LEVELS)


def _number(blocks: Sequence[Block]) -> Iterator[Numbered]:
    chapters = [0, 0, 0]
    letters = tables = figures = headings = 0
    in_appendix = False
    for block in blocks:
        if isinstance(block, Heading):
            headings += 1
            anchor = f"_Toc{headings:08d}"
            if block.level == 1:
                in_appendix = block.appendix
            if in_appendix:
                letters += block.level == 1
                yield Numbered(block=block, number=chr(64 + letters) if block.level == 1 else "", anchor=anchor)
                continue
            chapters[block.level - 1] += 1
            chapters[block.level :] = [0] * (3 - block.level)
            yield Numbered(block=block, number=".".join(map(str, chapters[: block.level])), anchor=anchor)
        elif isinstance(block, Table):
            tables += 1
            yield Numbered(block=block, number=str(tables), anchor=f"_Table{tables:04d}")
        elif isinstance(block, Figure):
            figures += 1
            yield Numbered(block=block, number=str(figures), anchor=f"_Figure{figures:04d}")
        else:
            yield Numbered(block=block)
