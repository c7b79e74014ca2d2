"""A notes page → what a reader sees in it: paragraphs, runs of one look, links, and more. Reads no file.

LibreOffice writes a size and a colour on every run of every page; those that most runs of a deck have are nobody's.
"""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from toolkit.deck.merge.colours import read_colour
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import R, find, find_all, find_placeholder, iterate_shapes, local, read_text
from toolkit.deck.merge.text_facts import Target

_OWN = ("sldImg", "hdr", "ftr", "dt", "sldNum")
_NO = (None, "0", "false", "none", "noStrike")
Plain = tuple[str, Fact]
"""The size and the colour of a run for which nobody chose one."""


def find_notes_body(page: etree._Element | None) -> etree._Element | None:
    """Return the text body of the notes."""
    for shape in () if page is None else iterate_shapes(page):
        mark = find_placeholder(shape)
        if mark is not None and mark.get("type") == "body":
            return find(shape, "p:txBody")
    return None


NOTHING: Plain = ("", None)
"""What PowerPoint writes of a size and a colour that nobody chose."""


def find_plain(pages: Iterable[etree._Element]) -> Plain:
    """Return the size and the colour that most letters of pages that LibreOffice wrote have."""
    sizes: Counter[str] = Counter()
    colours: Counter[Fact] = Counter()
    for page in pages:
        body = find_notes_body(page)
        for run in find_all(body, "a:p/a:r"):
            look = find(run, "a:rPr")
            length = len(read_text_of(run))
            sizes[(None if look is None else look.get("sz")) or ""] += length
            colours[read_colour(find(look, "a:solidFill"), {})] += length
    return (sizes.most_common(1)[0][0], colours.most_common(1)[0][0]) if sizes else NOTHING


def read_text_of(run: etree._Element) -> str:
    """Return a run's text."""
    text = find(run, "a:t")
    return "" if text is None else text.text or ""


def read_notes_facts(page: etree._Element | None, plain: Plain, target: Target) -> dict[str, Fact]:
    """Return the facts of a notes page; no page is the same as an empty one."""
    facts: dict[str, Fact] = {}
    body = find_notes_body(page)
    for number, paragraph in enumerate(find_all(body, "a:p"), 1):
        runs = _read_runs(paragraph, plain, target)
        for place, (text, look) in enumerate(runs, 1):
            facts[f"{number}.{place}"] = f"{look}|{text}"
    for place, shape in enumerate(() if page is None else iterate_shapes(page)):
        mark = find_placeholder(shape)
        kind = "" if mark is None else mark.get("type", "")
        if kind not in (*_OWN, "body"):
            facts[f"shape {place}"] = f"{local(shape)} {read_text(shape)}"
    return facts


def _read_runs(paragraph: etree._Element, plain: Plain, target: Target) -> list[tuple[str, str]]:
    level = find(paragraph, "a:pPr")
    bullet = None if level is None else next((node for node in level if local(node) in ("buChar", "buAutoNum")), None)
    head = "" if bullet is None else f"{local(bullet)} {bullet.get('char')}"
    if level is not None:
        head += f"{level.get('lvl', '0').replace('0', '')}{level.get('algn', 'l').removeprefix('l')}"
    joined: list[tuple[str, str]] = []
    for node in paragraph:
        kind = local(node)
        if kind not in ("r", "br", "fld"):
            continue
        text = "\n" if kind == "br" else read_text_of(node)
        look = head + _read_look(find(node, "a:rPr"), plain, target)
        if joined and joined[-1][1] == look:
            joined[-1] = (joined[-1][0] + text, look)
        elif text:
            joined.append((text, look))
    return joined


def _read_look(look: etree._Element | None, plain: Plain, target: Target) -> str:
    if look is None:
        return ""
    said = [f" {name}" for name in ("b", "i", "u", "strike") if look.get(name) not in _NO]
    size, colour = look.get("sz", ""), read_colour(find(look, "a:solidFill"), {})
    if size not in ("", plain[0]):
        said.append(f" {size}")
    if colour not in (None, plain[1]):
        said.append(f" {colour}")
    link = find(look, "a:hlinkClick")
    if link is not None:
        said.append(f" {target(link.get(f'{R}id', ''))}")
    if find(look, "a:highlight") is not None:
        said.append(" highlight")
    return "".join(said)
