"""A slide's lines → stretches of Markdown and the `:::` blocks between them, nested as written. Pure."""

import re
from collections.abc import Sequence

from msgspec import Struct, field

from toolkit.deck.messages import OPEN_BLOCK, STRAY_CLOSE, UNKNOWN_BLOCK, UNREADABLE_ATTRIBUTES
from toolkit.deck.outline.attributes import NO_ATTRIBUTES, Attributes, split_attributes, unescape
from toolkit.deck.outline.blocks import Fault
from toolkit.deck.outline.names import find_nearest
from toolkit.deck.outline.words import BLOCK_WORDS, find_unknown_words

_COLONS = re.compile(r"^ {0,3}:{3,}\s*(.*?)\s*:*\s*$")
_CODE_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TRANSPARENT = frozenset({"incremental", "nonincremental"})
"""pandoc's blocks that only say how a list is shown one line at a time; their content stays."""


class Stretch(Struct, frozen=True, kw_only=True):
    """Markdown without blocks of ours."""

    line: int
    text: str


class Div(Struct, frozen=True, kw_only=True):
    """A `::: name argument {attributes}` block and what it holds."""

    name: str
    line: int
    argument: str = ""
    attributes: Attributes = NO_ATTRIBUTES
    inner: tuple["Stretch | Div", ...] = ()

    @property
    def text(self) -> str:
        """What it holds as one text, for blocks whose content is not Markdown."""
        return "\n".join(part.text for part in self.inner)


class _Open(Struct, kw_only=True):
    """A block being read."""

    head: Div
    inner: list[Stretch | Div] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    since: int = 0

    def end_stretch(self) -> None:
        if any(line.strip() for line in self.lines):
            self.inner.append(Stretch(line=self.since, text="\n".join(self.lines)))
        self.lines = []

    def close(self) -> Div:
        self.end_stretch()
        head = self.head
        return Div(
            name=head.name,
            line=head.line,
            argument=head.argument,
            attributes=head.attributes,
            inner=tuple(self.inner),
        )


def parse_divs(lines: Sequence[str], first: int) -> tuple[Div, list[Fault]]:
    """Read a slide's lines, the first of which has the number `first`; the whole is a block without a name."""
    faults: list[Fault] = []
    stack = [_Open(head=Div(name="", line=first), since=first)]
    fence = ""
    for number, line in enumerate(lines, start=first):
        code = _CODE_FENCE.match(line)
        if code and not fence:
            fence = code[1][:3]
        elif code and code[1].startswith(fence):
            fence = ""
        colons = _COLONS.match(line) if not fence else None
        if colons is None:
            top = stack[-1]
            if not top.lines:
                top.since = number
            top.lines.append(line)
        elif colons[1]:
            stack[-1].end_stretch()
            stack.append(_Open(head=_read_head(colons[1], number, faults), since=number + 1))
        elif len(stack) == 1:
            faults.append(Fault(line=number, message=STRAY_CLOSE))
        else:
            _close(stack)
    while len(stack) > 1:
        head = stack[-1].head
        faults.append(Fault(line=head.line, message=OPEN_BLOCK, facts={"name": head.name}))
        _close(stack)
    return stack[0].close(), faults


def _close(stack: list[_Open]) -> None:
    div = stack.pop().close()
    if div.name in _TRANSPARENT:
        stack[-1].inner.extend(div.inner)
    else:
        stack[-1].inner.append(div)


def _read_head(content: str, line: int, faults: list[Fault]) -> Div:
    said, attributes = split_attributes(content)
    words = [unescape(word) for word in said.split()]
    name = words[0] if words else next(iter(attributes.classes), "")
    if not words:
        attributes = Attributes(
            id=attributes.id, classes=attributes.classes[1:], values=attributes.values, rest=attributes.rest
        )
    if name in BLOCK_WORDS:
        faults.extend(find_unknown_words(attributes, f"::: {name}", *BLOCK_WORDS[name], line))
    elif name not in _TRANSPARENT:
        known = find_nearest(name, BLOCK_WORDS)
        faults.append(Fault(line=line, message=UNKNOWN_BLOCK, facts={"name": name or content, "known": known}))
    if attributes.rest:
        faults.append(Fault(line=line, message=UNREADABLE_ATTRIBUTES, facts={"rest": attributes.rest}))
    return Div(name=name, line=line, argument=" ".join(words[1:]) or attributes.id, attributes=attributes)
