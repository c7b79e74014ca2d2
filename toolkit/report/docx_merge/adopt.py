"""Styles and lists of one document → their counterparts in another, added to it where it has none. Changes elements."""

import copy
from collections.abc import Callable

from lxml import etree

from toolkit.report.docx_merge.looks import read_child, read_value
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W

_PLACEHOLDER = "placeholder text"
_IDENTITIES = ("nsid", "tmpl", "styleLink", "numStyleLink")
"""What ties a list to its document."""


class Adopter:
    """What the texts from another document need; `changed` holds the parts that grew, parsed."""

    def __init__(self, fresh: Package, edited: Package) -> None:
        self.changed: dict[str, etree._Element] = {}
        self._parts = {kind: fresh.related(kind) for kind in ("styles", "numbering")}
        self._own = {kind: fresh.parse(part) for kind, part in self._parts.items() if part}
        self._other = {kind: edited.parse(part) for kind in self._parts if (part := edited.related(kind))}
        self._ids = _list_styles(self._own.get("styles"), _name_style)
        self._others = _list_styles(self._other.get("styles"), lambda style: read_value(style, "styleId"))
        self._styles: dict[str, str] = {}
        self._lists: dict[str, str] = {}

    def adopt_style(self, style_id: str) -> str:
        """Return the id that a style has here, or an empty text where it is to be dropped."""
        if style_id not in self._styles:
            self._styles[style_id] = ""  # a style that is based on itself ends here
            style = self._others.get(style_id)
            if style is not None and _name_style(style) != _PLACEHOLDER:
                known = self._ids.get(_name_style(style))
                self._styles[style_id] = read_value(known, "styleId") if known is not None else self._add_style(style)
        return self._styles[style_id]

    def _add_style(self, style: etree._Element) -> str:
        root = self._own.get("styles")
        if root is None:
            return ""
        new = copy.deepcopy(style)
        taken = {read_value(each, "styleId") for each in root.iter(f"{W}style")}
        name = read_value(style, "styleId")
        while name in taken:
            name += "Text"
        new.set(f"{W}styleId", name)
        new.attrib.pop(f"{W}default", "")
        for tag in ("next", "link"):
            for element in new.findall(f"{W}{tag}"):
                new.remove(element)
        for element in list(new.iter()):
            if not str(element.tag).startswith(W):
                element.getparent().remove(element)  # type: ignore[union-attr]  # the style itself is Word's
            elif element.tag in (f"{W}basedOn", f"{W}numId"):
                self._rename(element)
        self._grow("styles", root).append(new)
        return name

    def _rename(self, element: etree._Element) -> None:
        adopt = self.adopt_style if element.tag == f"{W}basedOn" else self.adopt_list
        found = adopt(read_value(element))
        if found:
            element.set(f"{W}val", found)
        else:
            element.getparent().remove(element)  # type: ignore[union-attr]  # it stands in a style

    def adopt_list(self, list_id: str) -> str:
        """Return the number that a list has here, or an empty text where there is no such list."""
        if list_id == "0":
            return "0"  # "in no list", against what the style says
        if list_id not in self._lists:
            self._lists[list_id] = self._add_list(list_id)
        return self._lists[list_id]

    def _add_list(self, list_id: str) -> str:
        root, other = self._own.get("numbering"), self._other.get("numbering")
        if root is None or other is None:
            return ""
        num = next((each for each in other.findall(f"{W}num") if read_value(each, "numId") == list_id), None)
        wanted = "" if num is None else read_child(num, "abstractNumId")
        found = (each for each in other.findall(f"{W}abstractNum") if read_value(each, "abstractNumId") == wanted)
        abstract = next(found, None)
        if num is None or abstract is None:
            return ""
        new, kind = _strip(copy.deepcopy(num)), _strip(copy.deepcopy(abstract))
        number = str(_find_free(root, "num", "numId"))
        kind.set(f"{W}abstractNumId", str(_find_free(root, "abstractNum", "abstractNumId")))
        new.set(f"{W}numId", number)
        new[0].set(f"{W}val", str(kind.get(f"{W}abstractNumId")))
        _insert_after(self._grow("numbering", root), kind, ("numPicBullet", "abstractNum"))
        _insert_after(root, new, ("numPicBullet", "abstractNum", "num"))
        return number

    def _grow(self, kind: str, root: etree._Element) -> etree._Element:
        self.changed[self._parts[kind]] = root
        return root


def _list_styles(root: etree._Element | None, key: Callable[[etree._Element], str]) -> dict[str, etree._Element]:
    return {} if root is None else {key(each): each for each in root.iter(f"{W}style")}


def _name_style(style: etree._Element) -> str:
    return read_child(style, "name").casefold()


def _strip(element: etree._Element) -> etree._Element:
    """Take out of a list what ties it to its document, and what later programs have added."""
    for each in list(element.iter()):
        tag = str(each.tag)
        for key in list(each.attrib):
            if not str(key).startswith(W):
                del each.attrib[key]
        tied = tag in (f"{W}{name}" for name in _IDENTITIES) or tag in (f"{W}pStyle", f"{W}lvlPicBulletId")
        if (tied or not tag.startswith(W)) and each is not element:
            each.getparent().remove(each)  # type: ignore[union-attr]  # the list itself stays
    return element


def _find_free(root: etree._Element, tag: str, key: str) -> int:
    numbers = [read_value(each, key) for each in root.findall(f"{W}{tag}")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _insert_after(root: etree._Element, element: etree._Element, tags: tuple[str, ...]) -> None:
    places = [n + 1 for n, each in enumerate(root) if each.tag in tuple(f"{W}{tag}" for tag in tags)]
    root.insert(max(places, default=0), element)
