"""presentation.xml and the properties of a deck: slides, sections, notes master, title, date. Reads no file."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from toolkit.deck.fitted import FittedDeck
from toolkit.deck.pptx.notes import DECLARATION
from toolkit.deck.pptx.text_xml import tag_language
from toolkit.ooxml.escape import escape, escape_line
from toolkit.ooxml.relationships import RELATIONSHIPS

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = f"{{{RELATIONSHIPS}}}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_FIRST_ID = 256
"""The lowest id that a slide may have."""
_IDS = 1_000_000_000
"""So many ids are given; PowerPoint, which counts on from the highest, has as many again."""


def compose_presentation(old: bytes, deck: FittedDeck, slide_links: Sequence[str], notes_master: str) -> bytes:
    """Put the slides, their sections and, where it is new, the notes master into the template's presentation.xml.

    `slide_links` and `notes_master` are relationship ids.
    """
    root = etree.fromstring(old)
    place = 1 + max(_index(root, "sldMasterIdLst"), 0)
    if notes_master:
        masters = etree.Element(f"{_P}notesMasterIdLst")
        etree.SubElement(masters, f"{_P}notesMasterId").set(f"{_R}id", notes_master)
        root.insert(place, masters)
    place = 1 + max(_index(root, name) for name in ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst"))
    slides = etree.Element(f"{_P}sldIdLst")
    ids = compute_slide_ids([slide.title for slide in deck.slides])
    for number, link in zip(ids, slide_links, strict=True):
        slide = etree.SubElement(slides, f"{_P}sldId", id=str(number))
        slide.set(f"{_R}id", link)
    root.insert(place, slides)
    _add_sections(root, deck, ids)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _index(root: etree._Element, name: str) -> int:
    found = root.find(f"{_P}{name}")
    return -1 if found is None else root.index(found)


def compute_slide_ids(titles: Sequence[str]) -> list[int]:
    """Return an id for each slide that follows its title, so that a slide keeps it wherever it stands in later builds.

    PowerPoint keeps a slide's id for life and gives a copy another: by it a slide is known again in an edited deck.
    """
    ids: list[int] = []
    for title in titles:
        digest = hashlib.sha256(" ".join(title.split()).casefold().encode()).digest()
        number = _FIRST_ID + int.from_bytes(digest[:8]) % _IDS
        while number in ids:
            number += 1
        ids.append(number)
    return ids


def _add_sections(root: etree._Element, deck: FittedDeck, ids: Sequence[int]) -> None:
    """List the sections; their ids come from the deck's key, in capitals as PowerPoint demands."""
    extensions = root.find(f"{_P}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{_P}extLst")
    extension = etree.Element(f"{_P}ext", uri=_SECTIONS)
    extensions.insert(0, extension)
    listed = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    waiting = iter(ids)
    for position, section in enumerate(deck.sections):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"section:{deck.deck.key}:{position}:{section.name}")
        element = etree.SubElement(
            listed, f"{{{_P14}}}section", name=" ".join(section.name.split()), id=f"{{{str(key).upper()}}}"
        )
        slides = etree.SubElement(element, f"{{{_P14}}}sldIdLst")
        for _ in section.slides:
            etree.SubElement(slides, f"{{{_P14}}}sldId", id=str(next(waiting)))


def parse_created(created: str) -> datetime:
    """Return the deck's date as a moment; a date alone is its midnight."""
    return datetime.fromisoformat(created or "2000-01-01").replace(tzinfo=None)


def compose_core(deck: FittedDeck) -> bytes:
    """Compose docProps/core.xml."""
    plain = deck.deck
    moment = f"{parse_created(plain.created):%Y-%m-%dT%H:%M:%S}Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    author = escape(plain.author)
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape_line(plain.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{dates}<dc:language>{tag_language(plain.language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def compose_app(deck: FittedDeck) -> bytes:
    """Compose docProps/app.xml."""
    slides = deck.slides
    notes = sum(1 for slide in slides if slide.notes)
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Workshop toolkit</Application><Slides>{len(slides)}</Slides><Notes>{notes}</Notes></Properties>"
    ).encode()
