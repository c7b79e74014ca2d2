"""A template's numbering part → the same with a report's lists: chapters, appendices, bullets, numbered lists.

XML in, bytes out. The template's own lists stay: its styles may refer to them.
"""

from dataclasses import dataclass

from lxml import etree

from toolkit.report.word_template import WordTemplate
from toolkit.texts import Texts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = f"{{{_W}}}"


@dataclass(frozen=True, kw_only=True)
class ListIds:
    """The numbers of a report's lists; each numbered list has one of its own, from `first_numbered` on."""

    chapters: int
    appendices: int
    bullets: int
    first_numbered: int


def find_list_ids(template: WordTemplate) -> ListIds:
    """Return ids that the template does not use."""
    first = max(_list_ids(_parse(template), "num", "numId"), default=0) + 1
    return ListIds(chapters=first, appendices=first + 1, bullets=first + 2, first_numbered=first + 3)


def compose_numbering(template: WordTemplate, texts: Texts, ids: ListIds, lists: int) -> bytes:
    """Add the report's lists to the template's; `lists` is how many numbered ones there are."""
    root = _parse(template)
    base = max(_list_ids(root, "abstractNum", "abstractNumId"), default=0) + 1
    ink = f'<w:rPr><w:color w:val="{template.colours["accent1"]}" w:themeColor="accent1"/></w:rPr>'
    kinds = [_compose_chapters(), _compose_appendices(texts), _compose_bullets(ink), _compose_numbers(ink)]
    abstracts = [
        f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="{base + n}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
        for n, levels in enumerate(kinds)
    ]
    at = max(
        (n + 1 for n, each in enumerate(root) if each.tag in (f"{_TAG}abstractNum", f"{_TAG}numPicBullet")), default=0
    )
    for number, text in enumerate(abstracts):
        root.insert(at + number, etree.fromstring(text))
    numbers = [(ids.chapters, base, False), (ids.appendices, base + 1, False), (ids.bullets, base + 2, False)]
    numbers += [(ids.first_numbered + n, base + 3, True) for n in range(lists)]
    at = max((n + 1 for n, each in enumerate(root) if each.tag in (f"{_TAG}abstractNum", f"{_TAG}num")), default=0)
    for number, (num, abstract, restarts) in enumerate(numbers):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restarts else ""
        text = f'<w:num xmlns:w="{_W}" w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
        root.insert(at + number, etree.fromstring(text))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parse(template: WordTemplate) -> etree._Element:
    return etree.fromstring(template.numbering or f'<w:numbering xmlns:w="{_W}"/>'.encode())


def _list_ids(root: etree._Element, tag: str, attribute: str) -> list[int]:
    return [int(each.get(f"{_TAG}{attribute}", "0")) for each in root.iter(f"{_TAG}{tag}")]


def _level(number: int, kind: str, text: str, left: int, hanging: int, look: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{look}</w:lvl>'
    )


def _compose_chapters() -> str:
    room = (624, 794, 907)
    return "".join(_level(n, "decimal", ".".join(f"%{m}" for m in range(1, n + 2)), room[n], room[n]) for n in range(3))


def _compose_appendices(texts: Texts) -> str:
    room = 2098
    return _level(0, "upperLetter", texts("Appendix {letter}", letter="%1"), room, room)


def _compose_bullets(ink: str) -> str:
    return _level(0, "bullet", "•", 397, 397, ink) + _level(1, "bullet", "–", 794, 397, ink)


def _compose_numbers(ink: str) -> str:
    return _level(0, "decimal", "%1.", 397, 397, ink)
