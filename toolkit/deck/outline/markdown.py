"""A stretch of Markdown without our own blocks → text, quotes, tables and pictures. Pure.

CommonMark by markdown-it-py, with pipe tables, pandoc's `{…}` after pictures and its `[text]{lang=en}`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.deck.messages import (
    LINK_NOT_WHOLE,
    PICTURE_NEEDS_ALT,
    RULE_STARTS_SLIDE,
    TABLE_NEEDS_HEADER,
    UNREADABLE_ATTRIBUTES,
)
from toolkit.deck.outline.attributes import NO_ATTRIBUTES, Attributes, parse_attributes, unescape
from toolkit.deck.outline.blocks import Fault, PictureSource, SourceBlock, TableSource
from toolkit.deck.outline.words import PICTURE_WORDS, SPAN_WORDS, find_unknown_words
from toolkit.deck.slides import Bullet, Paragraph, Quote, Run, TextBlock

_BRACES = re.compile(r"\{((?:\\.|[^{}\\])*)\}")
_SPAN = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\{((?:\\.|[^{}\\])*)\}")
_SOURCE_DASH = re.compile(r"^(?:—|–|--)\s+")
_CAPTION = re.compile(r"^(?:Table|Tabell)?:\s+(?=\S)")
_NUMBER = re.compile(r"^[-+−]?[\d\s ]+(?:[.,]\d+)?\s?%?$")
_DEEPEST = 8  # PowerPoint's ninth level
_MARKUP = frozenset("\\`*_{}[]<>&!\n")
"""A text with none of these characters says what it says."""
_WHOLE_LINK = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)


def _parse_span(state: StateInline, silent: bool) -> bool:
    """Read `[text]{lang=en}`; markdown-it's rule protocol."""
    found = _SPAN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("span", "span", 0)
        token.content = unescape(found[1])
        token.meta = {"attributes": parse_attributes(found[2])}
    state.pos = found.end()
    return True


def _make_parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline", "lheading"])
    )
    parser.inline.ruler.before("link", "span", _parse_span)
    return parser


_PARSER = _make_parser()


class _Line(Struct, kw_only=True):
    """Runs up to a line break, being gathered; `hard` where the break before it must stay."""

    runs: list[Run] = field(default_factory=list)
    hard: bool = False


@lru_cache(maxsize=4096)
def parse_markdown(text: str, line: int) -> tuple[tuple[SourceBlock, ...], tuple[Fault, ...]]:
    """Read Markdown that begins at a line of its slide. Remembered: most texts are the same for every group."""
    reader = _Reader(line)
    reader.read(_PARSER.parse(text))
    return tuple(reader.blocks), tuple(reader.faults)


def parse_title(text: str) -> str:
    """Read a heading's text and leave its looks out."""
    if _MARKUP.isdisjoint(text):
        return " ".join(text.split())
    tokens = _PARSER.parseInline(text)
    children = tokens[0].children or [] if tokens else []
    said = ("".join(" " if t.type in ("softbreak", "hardbreak") else t.content for t in children)).split()
    return " ".join(said)


class _Reader:
    """Walks the tokens once and gathers blocks; text that follows text flows in one TextBlock."""

    def __init__(self, line: int) -> None:
        self.blocks: list[SourceBlock] = []
        self.faults: list[Fault] = []
        self._offset = line
        self._paragraphs: list[Paragraph] = []
        self._lists: list[Bullet] = []
        self._item_open = False

    def read(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            match token.type:
                case "bullet_list_open":
                    self._lists.append("bullet")
                case "ordered_list_open":
                    self._lists.append("number")
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._item_open = True
                case "blockquote_open" | "table_open":
                    end = _find_close(tokens, at)
                    self._end_text()
                    read = self._read_quote if token.type == "blockquote_open" else self._read_table
                    read(tokens[at + 1 : end], self._line(token))
                    at = end
                case "inline":
                    self._read_inline(token, tokens[at - 1])
                case "fence" | "code_block":
                    self._add_code(token.content)
                case "hr":
                    self.faults.append(Fault(line=self._line(token), message=RULE_STARTS_SLIDE))
            at += 1
        self._end_text()

    def _line(self, token: Token) -> int:
        return self._offset + (token.map[0] if token.map else 0)

    def _end_text(self) -> None:
        if self._paragraphs:
            self.blocks.append(TextBlock(paragraphs=tuple(self._paragraphs)))
            self._paragraphs = []

    def _add(self, runs: tuple[Run, ...]) -> None:
        bullet: Bullet = self._lists[-1] if self._lists and self._item_open else "none"
        level = min(max(len(self._lists) - 1, 0), _DEEPEST)
        self._item_open = False
        self._paragraphs.append(Paragraph(runs=runs, level=level, bullet=bullet))

    def _add_code(self, content: str) -> None:
        for line in content.rstrip("\n").split("\n"):
            if line.strip():
                self._add((Run(text=line.rstrip()),))

    def _read_inline(self, token: Token, opener: Token) -> None:
        line = self._line(token)
        if self._caption(token, opener):
            return
        lines, pictures = self._read_runs(token, line)
        for runs in _join_soft_lines(lines):
            bold = opener.type == "heading_open"
            self._add(tuple(replace(run, bold=True) for run in runs) if bold else runs)
        if pictures:
            self._end_text()
            self.blocks.extend(pictures)

    def _caption(self, token: Token, opener: Token) -> bool:
        """Take a paragraph that begins with a colon, right after a table, as the table's caption."""
        last = self.blocks[-1] if self.blocks and not self._paragraphs else None
        found = _CAPTION.match(token.content)
        if not (isinstance(last, TableSource) and found and opener.type == "paragraph_open" and not self._lists):
            return False
        self.blocks[-1] = replace(last, caption=parse_title(token.content[found.end() :]))
        return True

    def _read_runs(self, token: Token, line: int) -> tuple[list[_Line], list[PictureSource]]:
        """Read an inline token's children into lines of runs, and pictures."""
        lines, pictures = [_Line()], list[PictureSource]()
        looks = Run(text="")
        children = token.children or []
        skip = 0
        for at, child in enumerate(children):
            if at < skip:
                continue
            match child.type:
                case "text" | "code_inline":
                    _add_run(lines[-1], looks, child.content)
                case "strong_open" | "strong_close":
                    looks = replace(looks, bold=child.type == "strong_open")
                case "em_open" | "em_close":
                    looks = replace(looks, italic=child.type == "em_open")
                case "link_open" | "link_close":
                    looks = replace(looks, link=self._read_link(child, line))
                case "softbreak":
                    line += 1
                    lines.append(_Line())
                case "hardbreak":
                    line += 1
                    lines.append(_Line(hard=True))
                case "span":
                    words = self._check(child.meta["attributes"], "[…]{…}", *SPAN_WORDS, line)
                    _add_run(lines[-1], replace(looks, language=words.get("lang")), child.content)
                case "image":
                    words, skip = self._read_braces(children, at, line)
                    pictures.append(self._read_picture(child, words, line))
        return lines, pictures

    def _read_braces(self, children: Sequence[Token], at: int, line: int) -> tuple[Attributes, int]:
        """Read the braces right after a picture and take them off the text; return the child to go on with."""
        after = children[at + 1] if at + 1 < len(children) else None
        found = _BRACES.match(after.content) if after is not None and after.type == "text" else None
        if after is None or found is None:
            return NO_ATTRIBUTES, at + 1
        after.content = after.content[found.end() :]
        return self._check(parse_attributes(found[1]), "![…](…)", *PICTURE_WORDS, line), at + 1

    def _check(
        self, words: Attributes, element: str, classes: frozenset[str], keys: frozenset[str], line: int
    ) -> Attributes:
        if words.rest:
            self.faults.append(Fault(line=line, message=UNREADABLE_ATTRIBUTES, facts={"rest": words.rest}))
        self.faults.extend(find_unknown_words(words, element, classes, keys, line))
        return words

    def _read_link(self, child: Token, line: int) -> str:
        address = str(child.attrGet("href") or "")
        if child.type == "link_open" and not _WHOLE_LINK.match(address):
            self.faults.append(Fault(line=line, message=LINK_NOT_WHOLE, facts={"address": address}))
            return ""
        return address

    def _read_picture(self, child: Token, words: Attributes, line: int) -> PictureSource:
        path = unquote(str(child.attrGet("src") or ""))  # markdown-it encodes å, ä, ö
        decorative = "decorative" in words.classes
        alt = words.get("alt") or _say(child)
        if not alt and not decorative:
            self.faults.append(Fault(line=line, message=PICTURE_NEEDS_ALT, facts={"path": path}))
        return PictureSource(
            path=path, alt="" if decorative else alt, decorative=decorative, credit=words.get("credit"), line=line
        )

    def _read_quote(self, tokens: Sequence[Token], line: int) -> None:
        paragraphs, source = list[Paragraph](), ""
        for token in tokens:
            if token.type != "inline":
                continue
            lines, _ = self._read_runs(token, self._line(token))
            said = "".join(run.text for run in lines[-1].runs)
            found = _SOURCE_DASH.match(said)
            if found:
                source = said[found.end() :].strip()
                lines.pop()
            paragraphs.extend(Paragraph(runs=runs) for runs in _join_soft_lines(lines))
        if paragraphs or source:
            self.blocks.append(Quote(paragraphs=tuple(paragraphs), source=source))

    def _read_table(self, tokens: Sequence[Token], line: int) -> None:
        cells, aligned = list[list[str]](), list[bool]()
        for token, following in pairwise(tokens):
            if token.type == "tr_open":
                cells.append([])
            elif token.type in ("th_open", "td_open"):
                cells[-1].append(_say(following))
                if token.type == "th_open":
                    aligned.append("right" in str(token.attrGet("style") or ""))
        header, rows = tuple(cells[0]), tuple(tuple(row) for row in cells[1:])
        if not any(header):
            self.faults.append(Fault(line=line, message=TABLE_NEEDS_HEADER))
        numeric = tuple(right or _all_numbers(row[at] for row in rows) for at, right in enumerate(aligned))
        self.blocks.append(TableSource(header=header, rows=rows, numeric=numeric))


def _find_close(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    return len(tokens) - 1


def _add_run(line: _Line, looks: Run, text: str) -> None:
    if not text:
        return
    last = line.runs[-1] if line.runs else None
    if last is not None and replace(last, text="") == replace(looks, text=""):
        line.runs[-1] = replace(last, text=last.text + text)
    else:
        line.runs.append(replace(looks, text=text))


def _join_soft_lines(lines: Sequence[_Line]) -> Iterator[tuple[Run, ...]]:
    """Join lines that were only wrapped in the source; a hard break begins a new paragraph."""
    gathered = _Line()
    for line in lines:
        if line.hard and gathered.runs:
            yield tuple(gathered.runs)
            gathered = _Line()
        elif gathered.runs and line.runs:
            last = gathered.runs[-1]
            gathered.runs[-1] = replace(last, text=last.text + " ")
        for run in line.runs:
            _add_run(gathered, run, run.text)
    if any(run.text.strip() for run in gathered.runs):
        yield tuple(gathered.runs)


def _say(token: Token) -> str:
    children = token.children or []
    return " ".join("".join(child.content for child in children).split())


def _all_numbers(cells: Iterator[str]) -> bool:
    written = [cell for cell in cells if cell]
    return bool(written) and all(_NUMBER.match(cell) for cell in written)
