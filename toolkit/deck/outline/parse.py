"""A tailored outline (Markdown) → front matter, parts and slides, with every problem found in it. Pure.

The text is cut at its `#` and `##` headings first, and each slide is read on its own (slide_source.py), so that the
slides that many groups share are read once, and one broken slide hides no problem of another.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from toolkit.deck.messages import (
    NO_SLIDES,
    OPEN_FRONT_MATTER,
    SLIDE_TOO_LONG,
    TEXT_BEFORE_FIRST_SLIDE,
    UNKNOWN_FRONT_MATTER,
    UNREADABLE_FRONT_MATTER,
)
from toolkit.deck.outline.attributes import unescape
from toolkit.deck.outline.blocks import Fault, Notes, OutlineSlide, Part, SlideBody
from toolkit.deck.outline.names import find_nearest
from toolkit.deck.outline.plain_text import normalise_lines
from toolkit.deck.outline.slide_source import HEADING, parse_slide
from toolkit.deck.outline.words import FRONT_MATTER_FIELDS
from toolkit.errors import Place, Problem

LONGEST_SLIDE = 10_000
"""Characters of one slide with its notes: some six pages, which nobody shows and no program should have to set."""
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_FIELD = re.compile(r"^([\w-]+)\s*:(?:\s+(.*?))?\s*$")
_QUOTES = ('"', "'")


class FrontMatter(Struct, frozen=True, kw_only=True):
    """The fields before the first slide; empty where they are not written."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    lang: str = ""
    institute: str = ""
    footer: str = ""


class Outline(Struct, frozen=True, kw_only=True):
    """A whole outline. `lines` maps the tailored text's lines to the file's; `problems` are those of its form."""

    file: str
    front_matter: FrontMatter
    title_notes: Notes
    parts: tuple[Part, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]

    def place(self, line: int) -> Place:
        """Say where in the file a line (from 0) of the tailored text came from."""
        return find_place(self.file, self.lines, line)


def find_place(file: str, lines: Sequence[int], line: int) -> Place:
    """Say where in the file a line (from 0) of the tailored text came from."""
    return Place(file=file, line=lines[line] if line < len(lines) else line + 1)


def parse_outline(text: str, *, file: str, lines: tuple[int, ...] = ()) -> Outline:
    """Read an outline; nothing is raised: its problems are kept, to be told with those that composing finds."""
    rows = normalise_lines(text).split("\n")
    front_matter, first, faults = _read_front_matter(rows)
    parts = list[Part]()
    before = parse_slide("")
    opening: OutlineSlide | None = None
    slides = list[OutlineSlide]()
    for start, end in _find_slides(rows, first):
        said = "\n".join(rows[start:end]).rstrip()
        if len(said) > LONGEST_SLIDE:
            facts = {"length": len(said), "most": LONGEST_SLIDE}
            faults.append(Fault(line=start, message=SLIDE_TOO_LONG, facts=facts))
            said = said[: said.find("\n") if "\n" in said[:LONGEST_SLIDE] else LONGEST_SLIDE]
        body = parse_slide(said)
        faults.extend(Fault(line=start + f.line, message=f.message, facts=f.facts) for f in body.faults)
        if body.level == 0:
            before = body
            faults.extend(_find_early_text(body, start))
        elif body.level == 1:
            parts.extend(_end_part(opening, slides))
            opening, slides = OutlineSlide(body=body, start=start), []
        else:
            slides.append(OutlineSlide(body=body, start=start))
    parts.extend(_end_part(opening, slides))
    if not parts:
        faults.append(Fault(line=max(first - 1, 0), message=NO_SLIDES))
    return Outline(
        file=file,
        front_matter=front_matter,
        title_notes=before.notes,
        parts=tuple(parts),
        lines=lines,
        problems=tuple(
            Problem(place=find_place(file, lines, f.line), message=f.message, facts=f.facts) for f in faults
        ),
    )


def _end_part(opening: OutlineSlide | None, slides: Sequence[OutlineSlide]) -> Iterator[Part]:
    if opening is not None or slides:
        yield Part(opening=opening, slides=tuple(slides))


def _find_early_text(body: SlideBody, start: int) -> Iterator[Fault]:
    if any(body.areas):
        yield Fault(line=start, message=TEXT_BEFORE_FIRST_SLIDE)


def _find_slides(rows: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """Yield where each slide begins and ends; headings inside fenced code are text."""
    start, fence = first, ""
    for number in range(first, len(rows)):
        row = rows[number]
        if not row.startswith(("#", "`", "~", " ")):
            continue
        code = _FENCE.match(row)
        if code and not fence:
            fence = code[1][:3]
        elif code and code[1].startswith(fence):
            fence = ""
        elif not fence and HEADING.match(row):
            if any(rows[at].strip() for at in range(start, number)):
                yield start, number
            start = number
    if any(rows[at].strip() for at in range(start, len(rows))):
        yield start, len(rows)


def _read_front_matter(rows: Sequence[str]) -> tuple[FrontMatter, int, list[Fault]]:
    """Read `key: value` lines between --- and ---; also return the number of the line after them."""
    if not rows or rows[0].rstrip() != "---":
        return FrontMatter(), 0, []
    end = next((n for n, row in enumerate(rows[1:], start=1) if row.rstrip() in ("---", "...")), 0)
    if not end:
        first = next((n for n, row in enumerate(rows) if HEADING.match(row)), len(rows))
        return FrontMatter(), first, [Fault(line=0, message=OPEN_FRONT_MATTER)]
    fields, faults = dict[str, str](), list[Fault]()
    for number in range(1, end):
        row = rows[number].rstrip()
        found = _FIELD.match(row)
        if not row or row.lstrip().startswith("#"):
            continue
        if found is None:
            faults.append(Fault(line=number, message=UNREADABLE_FRONT_MATTER))
        elif found[1] not in FRONT_MATTER_FIELDS:
            facts = {"name": found[1], "known": find_nearest(found[1], FRONT_MATTER_FIELDS)}
            faults.append(Fault(line=number, message=UNKNOWN_FRONT_MATTER, facts=facts))
        else:
            fields[found[1]] = _read_value(found[2] or "")
    return FrontMatter(**fields), end + 1, faults


def _read_value(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        value = value[1:-1]
    return unescape(value).strip()
