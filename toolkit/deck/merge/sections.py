"""The list of sections in presentation.xml → kept true to the slides after a merge. Reads no file.

A slide that no section names, or one that is gone, makes PowerPoint repair the file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

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


def read_sections(root: etree._Element) -> list[str]:
    """Return the name of each slide's section, in the deck's order; empty where it has none."""
    names = {
        listed.get("id", ""): section.get("name", "")
        for section in list_sections(root)
        for listed in section.iterfind("p14:sldIdLst/p14:sldId", NAMESPACES)
    }
    return [names.get(entry.get("id", ""), "") for entry in find_all(root, "p:sldIdLst/p:sldId")]


def find_renamed(base: Sequence[str], fresh: Sequence[str], twins: Mapping[int, int]) -> dict[str, str]:
    """Return the names of sections that the program changed, old and new; `twins` are places of the same slides."""
    now: dict[str, Counter[str]] = {}
    for old, new in twins.items():
        now.setdefault(base[old], Counter())[fresh[new]] += 1
    pairs = {old: names.most_common(1)[0][0] for old, names in now.items()}
    return {old: new for old, new in pairs.items() if old and new and new not in base}


def rename_sections(root: etree._Element, renamed: Mapping[str, str]) -> None:
    """Give sections that still have the program's old name its new one."""
    for section in list_sections(root):
        section.set("name", renamed.get(section.get("name", ""), section.get("name", "")))


def begin_section(root: etree._Element, like: etree._Element, slides: Sequence[str]) -> None:
    """Begin a section of the program's with new slides, where they are the last of the one that they came into."""
    for section in list_sections(root):
        listed = _list_of(section)
        numbers = [child.get("id", "") for child in listed]
        if len(numbers) > len(slides) and numbers[-len(slides) :] == list(slides):
            made = etree.Element(q("p14:section"), name=like.get("name", ""), id=like.get("id", ""))
            _list_of(made).extend(list(listed)[-len(slides) :])
            section.addnext(made)
            return
