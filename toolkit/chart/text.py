"""Text in a chart part: its size, its theme colour, its language. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.ooxml.escape import escape

LABEL_SIZE = 16
TITLE_SIZE = 20
_LEAST = 8
_LEAST_LEVEL = 12
_PLOT_SHARE = 0.88
"""How much of a chart's height or width its axis takes, about."""
_LINE = 1.15
_LETTER = 0.56
"""How wide a letter is, about, in ems."""
_BARE_BODY = '<a:bodyPr wrap="none"/>'
"""A point's name stays in one line; LibreOffice would break it within its words."""


class Labels(Struct, frozen=True, kw_only=True):
    """How the names and values of a chart are set: their size, and whether names under columns stand upright."""

    size: int = LABEL_SIZE
    turned: bool = False


def pick_labels(names: Sequence[str], width: float, height: float, *, lying: bool, largest: int = LABEL_SIZE) -> Labels:
    """Choose labels that do not run into one another on a chart of a size in points, `largest` at most."""
    count = max(len(names), 1)
    if lying:
        return Labels(size=_limit(height * _PLOT_SHARE / count / _LINE, largest))
    slot = width * _PLOT_SHARE / count
    longest = max((len(word) for name in names for word in name.split()), default=1)
    level = int(slot / (longest * _LETTER))
    if level >= min(_LEAST_LEVEL, largest - 1):
        return Labels(size=_limit(level, largest))
    return Labels(size=min(_limit(slot / _LINE, largest), _LEAST_LEVEL), turned=True)


def _limit(size: float, largest: int) -> int:
    return max(min(_LEAST, largest), min(largest, int(size)))


def compose_text_look(size: int, language: str, slot: str = "tx1", *, turn: int | None = None) -> str:
    """Compose how text without words of its own is set; names with a `turn` (in degrees) are never skipped."""
    look = _compose_look("defRPr", size, language, slot, bold=False)
    # LibreOffice leaves out every other name of an axis unless it is said how the text lies.
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn * 60000}" vert="horz"/>'
    return f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'


def compose_rich(text: str, size: int, language: str, *, bold: bool = False, bare: bool = False) -> str:
    """Compose text with its look, for a title or a point; `bare` leaves the enclosing c:tx to the caller."""
    look = _compose_look("rPr", size, language, "tx1", bold=bold)
    level = _compose_look("defRPr", size, language, "tx1", bold=bold)
    rich = (
        f"<c:rich>{_BARE_BODY if bare else '<a:bodyPr/>'}<a:lstStyle/><a:p><a:pPr>{level}</a:pPr>"
        f'<a:r>{look}<a:t>{escape(text)}</a:t></a:r><a:endParaRPr lang="{language}"/></a:p></c:rich>'
    )
    return rich if bare else f"<c:tx>{rich}</c:tx>"


def _compose_look(element: str, size: int, language: str, slot: str, *, bold: bool) -> str:
    return (
        f'<a:{element} lang="{language}" sz="{size * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:schemeClr val="{slot}"/></a:solidFill>'
        f"</a:{element}>"
    )
