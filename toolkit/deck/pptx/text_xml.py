"""Paragraphs with sizes → DrawingML text, every run tagged with its language. Pure.

Strings, not a tree: a deck is some hundred kilobytes of regular XML. Everything from outside passes `escape`, which
also drops what XML 1.0 cannot hold: one vertical tab pasted from PowerPoint would make the file unreadable.
"""

from collections.abc import Callable
from functools import lru_cache

from toolkit.deck.fit.wrap import find_indent, pick_style
from toolkit.deck.fitted import PlacedText
from toolkit.deck.slides import Paragraph, Run
from toolkit.deck.template import LevelStyle
from toolkit.ooxml.escape import escape
from toolkit.texts import LANGUAGE_TAGS

_TEXT_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr'
    ' xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""A link keeps its text's colour and is underlined: a theme's own colour for links may be lost on its dark slides."""

Link = Callable[[str], str]
"""Return the relationship id of an address."""


def tag_language(code: str) -> str:
    """Return the tag of a language code, such as sv-SE."""
    return LANGUAGE_TAGS.get(code, code)


BOX_STYLES = tuple(LevelStyle(size=18, font="", margin_left=level * 342900) for level in range(5))
"""The levels of a text box, which has no bullets or indents of its own."""


def compose_paragraphs(placed: PlacedText, styles: tuple[LevelStyle, ...], language: str, link: Link) -> str:
    """Compose paragraphs; at least one, since a text body without any makes PowerPoint repair the file.

    What holds no link is remembered: it is the same for many groups.
    """
    if any(run.link for paragraph in placed.paragraphs for run in paragraph.runs):
        return _write_paragraphs(placed, styles, language, link)
    return _write_unlinked(placed, styles, language)


@lru_cache(maxsize=4096)
def _write_unlinked(placed: PlacedText, styles: tuple[LevelStyle, ...], language: str) -> str:
    return _write_paragraphs(placed, styles, language, str)


def _write_paragraphs(placed: PlacedText, styles: tuple[LevelStyle, ...], language: str, link: Link) -> str:
    parts = []
    for number, paragraph in enumerate(placed.paragraphs):
        size = placed.sizes[number] if placed.sizes else 0.0
        look = f'{_size(size)} b="0" spc="0"' if number < placed.labels else _size(size)
        style = pick_style(styles, paragraph.level) if styles else None
        properties = compose_properties(paragraph, style, placed.first_number)
        runs = "".join(compose_run(run, look, placed.colour, language, link) for run in paragraph.runs if run.text)
        parts.append(f'<a:p>{properties}{runs}<a:endParaRPr lang="{language}"{_size(size)}/></a:p>')
    return "".join(parts) or f'<a:p><a:endParaRPr lang="{language}"/></a:p>'


def compose_properties(paragraph: Paragraph, style: LevelStyle | None, first_number: int = 1) -> str:
    """Compose a paragraph's level, indent and bullet, where they are not the placeholder's own."""
    level = f' lvl="{paragraph.level}"' if paragraph.level else ""
    if style is None:
        return f"<a:pPr{level}/>" if level else ""
    margin, indent = find_indent(paragraph, style)
    moved = (margin, indent) != (style.margin_left, style.indent)
    place = f' marL="{margin}" indent="{indent}"' if moved else ""
    bullet = _compose_bullet(paragraph, style, first_number)
    if not (level or place or bullet):
        return ""
    return f"<a:pPr{place}{level}>{bullet}</a:pPr>" if bullet else f"<a:pPr{place}{level}/>"


def _compose_bullet(paragraph: Paragraph, style: LevelStyle, first_number: int) -> str:
    if paragraph.bullet == "none":
        return "<a:buNone/>" if style.bulleted else ""
    if paragraph.bullet == "number":
        start = f' startAt="{first_number}"' if first_number > 1 and paragraph.level == 0 else ""
        return f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{start}/>'
    return "" if style.bulleted else '<a:buFont typeface="Arial"/><a:buChar char="•"/>'


def compose_run(run: Run, look: str, colour: str, language: str, link: Link) -> str:
    """Compose a run (`look`: the size and more, as attributes); a line break in it becomes an element."""
    tag = tag_language(run.language) if run.language else language
    weight = "" if not run.bold or " b=" in look else ' b="1"'
    slant = ' i="1"' if run.italic else ""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else ""
    click = f'<a:hlinkClick r:id="{link(run.link)}">{_TEXT_COLOUR}</a:hlinkClick>' if run.link else ""
    attributes = f'lang="{tag}"{look}{weight}{slant} dirty="0"'
    inner = f"{fill}{click}"
    properties = f"<a:rPr {attributes}>{inner}</a:rPr>" if inner else f"<a:rPr {attributes}/>"
    lines = escape(run.text).split("\n")
    pieces = [f"<a:r>{properties}<a:t>{line}</a:t></a:r>" if line else "" for line in lines]
    return f"<a:br>{properties}</a:br>".join(pieces)


def _size(points: float) -> str:
    return f' sz="{round(points * 100)}"' if points else ""
