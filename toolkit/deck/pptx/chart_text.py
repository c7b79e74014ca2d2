"""Text in a chart part: its size, its theme colour, its language. Pure."""

from toolkit.deck.pptx.text_xml import escape

LABEL_SIZE = 16
TITLE_SIZE = 20


def compose_text_look(size: int, language: str, slot: str = "tx1", *, level: bool = False) -> str:
    """Compose how text without words of its own is set: labels, axes; `level` text is never turned or skipped."""
    look = _compose_look("defRPr", size, language, slot, bold=False)
    # LibreOffice leaves out every other name of an axis unless the text is said to lie level.
    body = '<a:bodyPr rot="0" vert="horz"/>' if level else "<a:bodyPr/>"
    return f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'


def compose_rich(text: str, size: int, language: str, *, bold: bool = False, bare: bool = False) -> str:
    """Compose text with its look, for a title or a point; `bare` leaves the enclosing c:tx to the caller."""
    look = _compose_look("rPr", size, language, "tx1", bold=bold)
    level = _compose_look("defRPr", size, language, "tx1", bold=bold)
    rich = (
        f"<c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{level}</a:pPr>"
        f'<a:r>{look}<a:t>{escape(text)}</a:t></a:r><a:endParaRPr lang="{language}"/></a:p></c:rich>'
    )
    return rich if bare else f"<c:tx>{rich}</c:tx>"


def _compose_look(element: str, size: int, language: str, slot: str, *, bold: bool) -> str:
    return (
        f'<a:{element} lang="{language}" sz="{size * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:schemeClr val="{slot}"/></a:solidFill>'
        f"</a:{element}>"
    )
