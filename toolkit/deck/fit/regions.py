"""A layout → where a slide's blocks may stand on it: its content placeholders, or areas computed beside them. Pure."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.fit.flow import TextArea
from toolkit.deck.fit.wrap import POINT
from toolkit.deck.fitted import Box
from toolkit.deck.template import Layout, LevelStyle, Placeholder, PlaceholderKind, Template

INCH = 914400
GAP = INCH // 4
CONTENT: tuple[PlaceholderKind, ...] = ("body", "object", "picture", "chart", "table")
_TEXT_KINDS: tuple[PlaceholderKind, ...] = ("body", "object")


class Region(Struct, frozen=True, kw_only=True):
    """A rectangle with the placeholder that belongs to it, if any, and how text is set there."""

    box: Box
    styles: tuple[LevelStyle, ...]
    placeholder: Placeholder | None = None
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def text_area(self) -> TextArea:
        """Return the room for text, in points."""
        left, top, right, bottom = self.insets
        return TextArea(
            width=(self.box.width - left - right) / POINT,
            height=(self.box.height - top - bottom) / POINT,
            styles=self.styles,
        )

    def at(self, box: Box) -> "Region":
        """Return the same region in another place."""
        return replace(self, box=box)

    def without_placeholder(self) -> "Region":
        """Return the rectangle alone, with the text's look."""
        return replace(self, placeholder=None, insets=(0, 0, 0, 0))


def find_box(placeholder: Placeholder) -> Box:
    """Return where a placeholder stands."""
    return Box(left=placeholder.left, top=placeholder.top, width=placeholder.width, height=placeholder.height)


def make_region(placeholder: Placeholder, template: Template) -> Region:
    """Return the region that a placeholder covers."""
    styles = placeholder.levels or find_body_styles(template)
    return Region(box=find_box(placeholder), styles=styles, placeholder=placeholder, insets=placeholder.insets)


def find_content(layout: Layout, template: Template) -> tuple[Region, ...]:
    """List the regions for content from left to right: placeholders, else the room under the title."""
    found = [make_region(each, template) for each in layout.all(*CONTENT) if each.width > 0 and each.height > 0]
    if not found:
        return (Region(box=find_free_box(layout, template), styles=find_body_styles(template)),)
    return tuple(sorted(found, key=lambda region: (region.box.left, region.box.top)))


def find_free_box(layout: Layout, template: Template) -> Box:
    """Return the room between the title and the footer, as wide as the content is."""
    title = layout.first("title")
    feet = [each.top for each in layout.all("footer", "date", "number") if each.top > template.height * 2 // 3]
    bottom = min(feet, default=template.height - INCH // 2) - GAP // 2
    others = [title] if title else []
    others += [each for each in layout.all(*CONTENT) if each.width > 0]
    left = min((each.left for each in others), default=INCH // 2)
    right = max((each.left + each.width for each in others), default=template.width - INCH // 2)
    top = title.top + title.height + GAP // 2 if title and title.top < template.height // 3 else INCH // 2
    return Box(left=left, top=top, width=right - left, height=max(bottom - top, template.height // 4))


def find_body_styles(template: Template) -> tuple[LevelStyle, ...]:
    """Return the levels of the template's body text, for text that stands in no placeholder."""
    for match in template.roles.values():
        for placeholder in match.layout.all(*_TEXT_KINDS):
            if placeholder.levels:
                return placeholder.levels
    return (LevelStyle(size=18, font=template.theme.minor_font),)


def pick_columns(regions: Sequence[Region], count: int) -> tuple[Region, ...]:
    """Return one region for each of a slide's areas: the largest ones, or all of them cut into columns."""
    by_size = sorted(regions, key=lambda region: -region.box.width * region.box.height)
    largest = by_size[:count]
    if len(largest) == count and largest[-1].box.width * largest[-1].box.height * 3 > _size(largest[0]):
        return tuple(sorted(largest, key=lambda region: (region.box.left, region.box.top)))
    whole = by_size[0]
    boxes = cut_columns(whole.box, (1.0,) * count)
    return tuple(whole.at(box) if n == 0 else whole.at(box).without_placeholder() for n, box in enumerate(boxes))


def cut_columns(box: Box, shares: Sequence[float], gap: int = GAP) -> tuple[Box, ...]:
    """Cut a box into columns whose widths are in proportion to the shares."""
    room = box.width - gap * (len(shares) - 1)
    boxes, left = [], box.left
    for share in shares:
        width = int(room * share / sum(shares))
        boxes.append(Box(left=left, top=box.top, width=width, height=box.height))
        left += width + gap
    return tuple(boxes)


def cut_rows(box: Box, first: int, gap: int = GAP) -> tuple[Box, Box]:
    """Cut a box into an upper part of a height and the rest under it."""
    upper = Box(left=box.left, top=box.top, width=box.width, height=first)
    top = box.top + first + gap
    return upper, Box(left=box.left, top=top, width=box.width, height=box.top + box.height - top)


def _size(region: Region) -> int:
    return region.box.width * region.box.height
