"""The list of sections in presentation.xml → kept true to the slides after a merge. Reads no file.

A slide that no section names, or one that is gone, makes PowerPoint repair the file.
"""

from lxml import etree

from toolkit.deck.merge.names import NAMESPACES, find_all, q

_PATH = "p:extLst/p:ext/p14:sectionLst/p14:section"


def list_sections(root: etree._Element) -> list[etree._Element]:
    """Return the deck's sections."""
    return find_all(root, _PATH)


def tidy_sections(root: etree._Element, new: set[str]) -> None:
    """Take slides that are gone out of the sections, and put the rest into the order of the deck.

    `new` are the ids of slides that came in or were moved: they stand in the section of the slide before them, as does
    one that no section names.
    """
    sections = list_sections(root)
    if not sections:
        return
    home = {
        listed.get("id", ""): place
        for place, section in enumerate(sections)
        for listed in section.iterfind("p14:sldIdLst/p14:sldId", NAMESPACES)
        if listed.get("id") not in new
    }
    placed: list[list[str]] = [[] for _ in sections]
    order = [entry.get("id", "") for entry in find_all(root, "p:sldIdLst/p:sldId")]
    last = next((home[number] for number in order if number in home), 0)
    for number in order:
        last = home.get(number, last)
        placed[last].append(number)
    for section, numbers in zip(sections, placed, strict=True):
        listed = _list_of(section)
        for child in list(listed):
            listed.remove(child)
        for number in numbers:
            etree.SubElement(listed, q("p14:sldId"), id=number)


def _list_of(section: etree._Element) -> etree._Element:
    found = section.find("p14:sldIdLst", NAMESPACES)
    if found is not None:
        return found
    made = etree.Element(q("p14:sldIdLst"))
    section.insert(0, made)
    return made
