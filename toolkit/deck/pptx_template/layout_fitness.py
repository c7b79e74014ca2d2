"""Whether a layout can carry a role, and which role its placeholders suggest: a layout in, a reason out. Pure."""

from collections.abc import Sequence

from toolkit.deck.pptx_template.messages import NO_COLUMNS, NO_CONTENT, NO_PICTURE, NO_ROOM, NO_TITLE, VERTICAL
from toolkit.deck.slides import Role
from toolkit.deck.template import Layout, Placeholder, PlaceholderKind

CONTENT_KINDS: tuple[PlaceholderKind, ...] = ("body", "object", "chart", "table", "subtitle")
_WRITABLE: tuple[PlaceholderKind, ...] = ("body", "object")
_ROOM = 0.2
"""A body for content takes at least this share of the slide; a column at least half of it."""

_TINY = 0.02
"""Smaller text boxes are for sources and footers that somebody drew by hand; they say nothing of a layout's use."""


def find_fault(role: Role, layout: Layout, area: int) -> str:
    """Say why a layout cannot carry a role, or return an empty text. `area` is the slide's."""
    if layout.first("title") is None:
        return NO_TITLE
    if any(placeholder.orientation == "vert" for placeholder in layout.all("title", *CONTENT_KINDS)):
        return VERTICAL
    match role:
        case Role.TITLE | Role.STEP | Role.CLOSING | Role.TITLE_ONLY:
            return ""
        case Role.TWO_COLUMNS:
            return "" if _find_columns(layout.all(*_WRITABLE), area) else NO_COLUMNS
        case Role.PICTURE:
            return "" if layout.first("picture", "object") else NO_PICTURE
        case Role.CHART:
            return _find_room(layout.all("chart", *_WRITABLE), area)
        case Role.QUESTION | Role.JOIN if layout.first("picture") and layout.first(*_WRITABLE):
            return ""
        case _:
            return _find_room(layout.all(*_WRITABLE), area)


def fits_signature(role: Role, layout: Layout, area: int) -> bool:
    """Tell whether the placeholders alone suggest a role: its title, and just what the role needs beside it."""
    if find_fault(role, layout, area):
        return False
    content = [each for each in layout.all(*CONTENT_KINDS) if _share(each, area) >= _TINY]
    pictures = layout.all("picture")
    only_text = not pictures and not layout.all("chart", "table")
    match role:
        case Role.TITLE:
            return layout.first("subtitle") is not None and len(content) == 1
        case Role.STEP:
            return only_text and len(content) == 1 and content[0].kind == "body" and _share(content[0], area) < _ROOM
        case Role.CONTENT:
            return only_text and len(content) == 1 and content[0].kind in _WRITABLE
        case Role.TWO_COLUMNS:
            return only_text and len(content) == 2
        case Role.CHART:
            return len(layout.all("chart")) == 1 and len(content) == 1 and not pictures
        case Role.PICTURE:
            return len(pictures) == 1 and len(content) <= 1
        case Role.TITLE_ONLY:
            return not content and not pictures
        case _:
            return False


def _find_room(candidates: Sequence[Placeholder], area: int) -> str:
    if not candidates:
        return NO_CONTENT
    return "" if max(_share(each, area) for each in candidates) >= _ROOM else NO_ROOM


def _find_columns(candidates: Sequence[Placeholder], area: int) -> bool:
    """Tell whether two of the candidates stand side by side, large enough and at about one height."""
    wide = [each for each in candidates if _share(each, area) >= _ROOM / 2]
    return any(
        a.left + a.width <= b.left + b.width // 10 and abs(a.top - b.top) < min(a.height, b.height) // 2
        for a in wide
        for b in wide
        if a is not b
    )


def _share(placeholder: Placeholder, area: int) -> float:
    return placeholder.width * placeholder.height / area
