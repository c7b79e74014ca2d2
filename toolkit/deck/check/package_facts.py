"""One XML part → what the package check needs to know of it: ids it uses, and faults that lie within it. Reads no file.

Results are kept by content, and by what is left of it without its texts: the layouts of a template are looked at once,
however many decks are built on it, and so is a slide that many groups have with their own names in it.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lxml import etree
from msgspec import Struct

from toolkit.deck.check import package_messages as messages
from toolkit.errors import Message

_NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
}
_PARSER = etree.XMLParser(collect_ids=False)
_PLAIN_TEXT = re.compile(rb"<a:t>[ -%'-;=-~]*(?:(?:[\xc2\xc3]|\xe2\x80)[\x80-\xbf][ -%'-;=-~]*)*</a:t>")
"""A run's text of letters and punctuation alone, in which nothing can be at fault; any other is looked at."""
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_RUN_ORDER = [
    "ln",
    "noFill",
    "solidFill",
    "gradFill",
    "blipFill",
    "pattFill",
    "grpFill",
    "effectLst",
    "effectDag",
    "highlight",
    "uLnTx",
    "uLn",
    "uFillTx",
    "uFill",
    "latin",
    "ea",
    "cs",
    "sym",
    "hlinkClick",
    "hlinkMouseOver",
    "rtl",
    "extLst",
]
_PARAGRAPH_ORDER = [
    "lnSpc",
    "spcBef",
    "spcAft",
    "buClrTx",
    "buClr",
    "buSzTx",
    "buSzPct",
    "buSzPts",
    "buFontTx",
    "buFont",
    "buNone",
    "buAutoNum",
    "buChar",
    "buBlip",
    "tabLst",
    "defRPr",
    "extLst",
]
_RANKS = {name: number for number, name in enumerate(_RUN_ORDER)}
_PARAGRAPH_RANKS = {name: number for number, name in enumerate(_PARAGRAPH_ORDER)}


def _find(path: str) -> Callable[[etree._Element], Any]:
    """Compile a path; what it finds depends on the path, which no type can say."""
    return etree.XPath(path, namespaces=_NAMES, smart_strings=False)


_USED = _find("//@r:*")
_SHAPE_IDS = _find("//p:cNvPr/@id")
_COLOURS = _find("//a:srgbClr/@val")
_EMPTY = _find("boolean(//p:txBody[not(a:p)] | //a:txBody[not(a:p)])")
_RUNS = _find("//a:rPr[*[2]] | //a:endParaRPr[*[2]] | //a:defRPr[*[2]]")
_PARAGRAPHS = _find("//a:pPr[*[2]]")
_RELATIONS = _find("/rel:Relationships/rel:Relationship")
_DEFAULTS = _find("/t:Types/t:Default")
_OVERRIDES = _find("/t:Types/t:Override")
_SLIDES = _find("/p:presentation/p:sldIdLst/p:sldId")
_SECTION_SLIDES = _find("//p14:section/p14:sldIdLst/p14:sldId")
_MASTER_IDS = _find(
    "/p:presentation/p:sldMasterIdLst/p:sldMasterId/@id | /p:sldMaster/p:sldLayoutIdLst/p:sldLayoutId/@id"
)

Fault = tuple[Message, dict[str, object]]


class Target(Struct, frozen=True, kw_only=True):
    """A relationship: the last word of its type, and the part it leads to (empty where it leads outside)."""

    kind: str
    part: str


class XmlFacts(Struct, frozen=True, kw_only=True):
    """What one XML part holds; slides are (id, relationship id), section slides (section's name, id)."""

    used: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    slides: tuple[tuple[str, str], ...] = ()
    section_slides: tuple[tuple[str, str], ...] = ()
    master_ids: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def find_facts(content: bytes) -> XmlFacts:
    """Look one XML part through; a broken one again with its texts, so that the place that is told is its own."""
    facts = _find_facts(_PLAIN_TEXT.sub(b"<a:t/>", content))
    return _find_facts(content) if any(message is messages.BROKEN_XML for message, _ in facts.faults) else facts


@lru_cache(maxsize=1024)
def _find_facts(content: bytes) -> XmlFacts:
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        return XmlFacts(faults=((messages.BROKEN_XML, {"reason": str(error)}),))
    kind = etree.QName(root).localname
    presentation = kind == "presentation"
    return XmlFacts(
        used=frozenset(_USED(root)),
        faults=tuple(_find_faults(root, content)),
        slides=tuple((str(e.get("id")), str(e.get(f"{{{_NAMES['r']}}}id"))) for e in _SLIDES(root))
        if presentation
        else (),
        section_slides=tuple(map(_name_section_slide, _SECTION_SLIDES(root))) if presentation else (),
        master_ids=tuple(map(str, _MASTER_IDS(root))) if presentation or kind == "sldMaster" else (),
    )


def _name_section_slide(element: etree._Element) -> tuple[str, str]:
    section = next(element.iterancestors(f"{{{_NAMES['p14']}}}section"))
    return str(section.get("name")), str(element.get("id"))


def _find_faults(root: etree._Element, content: bytes) -> list[Fault]:
    """List the faults within a part; a path is followed only where the part has the words that it needs."""
    faults: list[Fault] = []
    counted = Counter(_SHAPE_IDS(root))
    faults += [(messages.REPEATED_SHAPE_ID, {"id": number}) for number, times in counted.items() if times > 1]
    colours = _COLOURS(root) if b"srgbClr" in content else ()
    faults += [(messages.BAD_COLOUR, {"value": value}) for value in colours if not _COLOUR.fullmatch(value)]
    if _EMPTY(root):
        faults.append((messages.EMPTY_TEXT, {}))
    runs = _RUNS(root) if b"rPr>" in content or b"RPr>" in content else ()  # an end tag: the element has children
    paragraphs = _PARAGRAPHS(root) if b"pPr>" in content else ()
    for elements, ranks in ((runs, _RANKS), (paragraphs, _PARAGRAPH_RANKS)):
        faults += [
            (messages.WRONG_ORDER, {"element": etree.QName(element).localname})
            for element in elements
            if not _is_ordered(element, ranks)
        ]
    return faults


def _is_ordered(element: etree._Element, ranks: dict[str, int]) -> bool:
    found = [ranks.get(etree.QName(child).localname, 0) for child in element.iterchildren(etree.Element)]
    return found == sorted(found)


@lru_cache(maxsize=2048)
def find_targets(content: bytes, folder: str) -> tuple[tuple[str, Target], ...]:
    """List a relationships part by id; `folder` is that of the part it belongs to."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return ()
    found = []
    for element in _RELATIONS(root):
        outside = element.get("TargetMode") == "External"
        part = "" if outside else posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
        kind = str(element.get("Type", "")).rpartition("/")[2]
        found.append((str(element.get("Id")), Target(kind=kind, part=part)))
    return tuple(found)


@lru_cache(maxsize=64)
def find_types(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the content types by extension and by part name, in lower case."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return {}, {}
    defaults = {str(e.get("Extension")).lower(): str(e.get("ContentType")) for e in _DEFAULTS(root)}
    overrides = {str(e.get("PartName")).lstrip("/").lower(): str(e.get("ContentType")) for e in _OVERRIDES(root)}
    return defaults, overrides
