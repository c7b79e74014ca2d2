"""Where each heading of a Word file falls: the page numbers that its table of contents stores. Pure.

Word has no page numbers before it has set the text, and asks before it sets a contents field anew. So the text is set
here, in Word's manner as far as it matters: real widths of letters, lines by words, rows and short paragraphs whole,
headings with what follows, no single lines. Fonts without known widths are measured as their kin: then a number may be
one off, until Word updates the field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.document.numbering import Numbered, list_contents
from toolkit.document.values import Bullets, Figure, Heading, Paragraph, Report, Table, Writing
from toolkit.fonts.metrics import Face, load_metrics
from toolkit.report.flow import KEPT_ROWS, bind_figures, find_leads
from toolkit.report.sizes import find_height, find_widths, is_compact
from toolkit.report.word_template import Look, WordTemplate
from toolkit.report.wording import say_caption, say_number, say_source
from toolkit.texts import Texts

_POINTS_A_MM = 72 / 25.4
CELL_MARGINS = 8.5
COMPACT_MARGINS, _COMPACT_SIZE = 5.7, 8.0
_RULE = 0.5
_SLACK = 0.3
"""By how much a page may seem too full for what is rounded."""
LIST_INDENT = 19.85
NUMBER_ROOM = {1: 31.2, 2: 39.7, 3: 45.4}
APPENDIX_ROOM = 104.9
_STYLES = {
    "body": "body text",
    "lead": "report lead",
    "quote": "quote",
    "source": "report source",
    "note": "report note",
}


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The page of each heading by its bookmark, and how many pages there are."""

    headings: Mapping[str, int]
    total: int


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A piece that never breaks: its height, the space above it, whether it stays with the next, where it begins."""

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    new_page: bool = False
    anchor: str = ""


def find_pages(report: Report, numbered: Sequence[Numbered], template: WordTemplate, texts: Texts) -> Pages:
    """Set the report, and say on which page each heading stands."""
    setter = Setter(template, texts)
    room = template.page_height / 20 - sum(template.margins) / 20
    contents = list(setter.set_contents(list_contents(numbered)))
    first = fill_pages(contents, room, 2, template.adds_spacing).total + 1
    leads = find_leads(numbered)
    strips = [strip for place, each in enumerate(numbered) for strip in setter.set_block(each, leads=place in leads)]
    return fill_pages(strips, room, first, template.adds_spacing)


def fill_pages(strips: Sequence[Strip], room: float, page: int, adds_spacing: bool) -> Pages:
    """Put strips on pages; those that stay together go together where a page holds them."""
    headings: dict[str, int] = {}
    used = last = 0.0
    place = 0

    def gap(above: float, strip: Strip) -> float:
        return above + strip.before if adds_spacing else max(above, strip.before)

    while place < len(strips):
        end = place
        while end + 1 < len(strips) and strips[end].keep and not strips[end + 1].new_page:
            end += 1
        chain = strips[place : end + 1]
        inner = sum(gap(one.after, other) for one, other in pairwise(chain)) + sum(strip.height for strip in chain)
        if used and (chain[0].new_page or (used + gap(last, chain[0]) + inner > room + _SLACK and inner <= room)):
            page, used, last = page + 1, 0.0, 0.0
        for strip in chain:
            if used and used + gap(last, strip) + strip.height > room + _SLACK:
                page, used, last = page + 1, 0.0, 0.0
            if strip.anchor:
                headings[strip.anchor] = page
            # Space above is kept where a page was asked for, not where the text ran on to it.
            used += strip.height + (gap(last, strip) if used else strip.before if strip.new_page else 0.0)
            last = strip.after
        place = end + 1
    return Pages(headings=headings, total=page)


@dataclass(frozen=True)
class Setter:
    """Sets blocks in a template's styles."""

    template: WordTemplate
    texts: Texts

    @property
    def width(self) -> float:
        """The text's width in points."""
        return self.template.text_width / 20

    def set_contents(self, headings: Sequence[Numbered]) -> Iterator[Strip]:
        """Set the table of contents."""
        yield from self.set_text("toc heading", self.texts("Contents"))
        for each in headings:
            if isinstance(each.block, Heading):
                yield from self.set_text(f"toc {each.block.level}", f"{each.block.text} ", indent=24)

    def set_block(self, numbered: Numbered, *, leads: bool) -> Iterator[Strip]:
        """Set one block."""
        block = numbered.block
        match block:
            case Heading():
                yield from self._set_heading(numbered, block)
            case Paragraph():
                yield from self.set_text(_STYLES[block.look], block.text, keep=leads)
            case Bullets():
                name = "list number" if block.numbered else "list bullet"
                for item in block.items:
                    yield from self.set_text(name, "".join(run.text for run in item), indent=LIST_INDENT)
            case Table():
                yield from self._set_table(numbered, block)
            case Figure():
                yield from self._set_figure(numbered, block)
            case Writing():
                yield from self.set_text("report writing", block.prompt)

    def _set_heading(self, numbered: Numbered, heading: Heading) -> Iterator[Strip]:
        said = say_number(numbered, self.texts)
        room = 0.0 if not said else APPENDIX_ROOM if heading.appendix else NUMBER_ROOM[heading.level]
        strips = list(self.set_text(f"heading {heading.level}", heading.text, indent=room, keep=True))
        first = replace(strips[0], anchor=numbered.anchor, new_page=strips[0].new_page or heading.new_page)
        yield from (first, *strips[1:])

    def _set_figure(self, numbered: Numbered, figure: Figure) -> Iterator[Strip]:
        look = self.template.looks["report figure"]
        height = find_height(figure) * _POINTS_A_MM + look.size * 0.22
        yield Strip(height=height, before=look.before, after=look.after, keep=True)
        source = say_source(figure.chart.source, self.texts)
        yield from self.set_text("caption", say_caption(numbered, self.texts), keep=bool(source))
        if source:
            yield from self.set_text("report source", source)

    def _set_table(self, numbered: Numbered, table: Table) -> Iterator[Strip]:
        yield from self.set_text("caption", say_caption(numbered, self.texts), keep=True)
        compact = is_compact(table)
        widths = [share * self.width - (COMPACT_MARGINS if compact else CELL_MARGINS) for share in find_widths(table)]
        rows = (table.header, *table.rows)
        whole = len(table.rows) <= KEPT_ROWS
        for number, row in enumerate(rows):
            keep = number == 0 or (whole and number < len(rows) - 1)
            yield Strip(height=self.measure_row(row, widths, bold=number == 0, compact=compact), keep=keep)
        yield from self.set_text("report source", say_source(table.source, self.texts))

    def measure_row(self, row: Sequence[str], widths: Sequence[float], *, bold: bool, compact: bool) -> float:
        look = self.template.looks["report table text"]
        look = replace(look, bold=look.bold or bold, size=_COMPACT_SIZE if compact else look.size)
        lines = max(count_lines(text, width, look) for text, width in zip(row, widths, strict=True))
        return lines * _find_line(look) + look.before + look.after + _RULE

    def set_text(self, name: str, text: str, *, indent: float = 0.0, keep: bool = False) -> Iterator[Strip]:
        """Set a paragraph in a style by its name: two lines or more stay together at its beginning and its end."""
        look = self.template.looks[name]
        line = _find_line(look)
        lines = count_lines(text, self.width - look.left - look.right - indent, look)
        keep = keep or look.keep_next
        if lines < 4 or look.keep_lines:
            yield Strip(height=lines * line, before=look.before, after=look.after, keep=keep, new_page=look.new_page)
            return
        yield Strip(height=2 * line, before=look.before, new_page=look.new_page)
        yield from (Strip(height=line) for _ in range(lines - 4))
        yield Strip(height=2 * line, after=look.after, keep=keep)


def _find_line(look: Look) -> float:
    face = load_metrics().face(look.font, look.bold)
    return look.exact or face.line * look.size * look.line


def count_lines(text: str, width: float, look: Look) -> int:
    """Return how many lines a text takes: broken between words, and within a word that is wider than a line."""
    face = load_metrics().face(look.font, look.bold)
    lines = bind_figures(text).split("\n")
    return sum(_count_wrapped(line, width * 1000 / look.size, face) for line in lines) or 1


def _count_wrapped(text: str, width: float, face: Face) -> int:
    space = face.measure(" ")
    lines, used = 1, 0.0
    for word in _split_words(text):
        long = face.measure(word)
        if used and used + space + long > width:
            lines, used = lines + 1, 0.0
        while long > width > 0:
            lines, long = lines + 1, long - width
        used += long + (space if used else 0.0)
    return lines


def _split_words(text: str) -> list[str]:
    """Split where a line may break: at blanks, and after a hyphen or a dash."""
    parted = text.replace("-", "- ").replace("–", "– ") if "-" in text or "–" in text else text
    return [word for word in parted.split(" ") if word]
