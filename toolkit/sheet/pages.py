"""Deal the questions of a printed sheet out to its pages, so that what is left of a page becomes writing room. Pure.

Heights are estimated, a little too high, from the measures of templates/typst/sheet.typ: typst could measure them, but
that sets every question twice and doubles the time. typst still breaks the pages; an estimate that is off costs a few
blank millimetres, never a lost line.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

PAGE_HEIGHT = 297 - 43 - 26
LINE_PITCH = 8.5
LEAST_LINES = 3
MOST_MORE = 4
_POINT = 0.3528
_TEXT_WIDTH = 152
_GAP = 8.0
_STEP_GAP = 11.0
_STEP_HEIGHT = 11.5
_THANKS = 13.0
_THIN = frozenset("iljI.,:;'’!|() ")
_NARROW = frozenset("tfr-/”“")
_WIDE = frozenset("mwMW@%—")


class Piece(Struct, frozen=True, kw_only=True):
    """What decides how high a question stands on paper. `field` is its closed field's height; `lines` an open one's."""

    step: bool
    text: str
    help: str
    how: str
    field: float = 0.0
    lines: int = 0


class _Page(Struct, frozen=True, kw_only=True):
    """The numbers of the pieces on a page, and the millimetres left below them."""

    numbers: tuple[int, ...]
    rest: float


def deal_lines(pieces: Sequence[Piece], front_height: float) -> tuple[int, ...]:
    """Return the ruled lines of each piece, 0 for a closed question: its own, and its share of the page's rest.

    Where the last page would be nearly empty, every open field gives up to two lines if that saves the page.
    """
    pages = _deal_pages(pieces, front_height)
    if len(pages) > 1 and pages[-1].rest > 0.5 * PAGE_HEIGHT:
        for cut in (1, 2):
            fewer = [replace(piece, lines=_cut_lines(piece.lines, cut)) for piece in pieces]
            shorter = _deal_pages(fewer, front_height)
            if len(shorter) < len(pages):
                pieces, pages = fewer, shorter
                break
    lines = [piece.lines for piece in pieces]
    for page in pages:
        _share_rest(lines, page)
    return tuple(lines)


def _cut_lines(lines: int, cut: int) -> int:
    return min(lines, max(LEAST_LINES, lines - cut))


def _deal_pages(pieces: Sequence[Piece], front_height: float) -> list[_Page]:
    """Put each piece on the page of the one before it, or on a new one where it does not fit."""
    pages = [_Page(numbers=(), rest=PAGE_HEIGHT - front_height)]
    for number, piece in enumerate(pieces):
        height = estimate_height(piece) + (_THANKS if number == len(pieces) - 1 else 0.0)
        page = pages[-1]
        if height + _gap_above(piece) <= page.rest:
            pages[-1] = _Page(numbers=(*page.numbers, number), rest=page.rest - height - _gap_above(piece))
        else:
            pages.append(_Page(numbers=(number,), rest=PAGE_HEIGHT - height))
    return pages


def _share_rest(lines: list[int], page: _Page) -> None:
    """Give the open questions of one page its rest, evenly, the first ones first."""
    spare = int(page.rest // LINE_PITCH)
    open_numbers = [number for number in page.numbers if lines[number]]
    for done, number in enumerate(open_numbers):
        more = min(MOST_MORE, ceil(spare / (len(open_numbers) - done)))
        lines[number] += more
        spare -= more


def estimate_height(piece: Piece) -> float:
    """Return the height of a question in millimetres, with its step's heading, without the gap above."""
    head = count_lines(piece.text, 11.5, _TEXT_WIDTH, bold=True) * 4.5 + 1.2
    beside = estimate_width(piece.how, 9.5) + 8 if piece.how else 0.0
    notes = max(count_lines(piece.help, 9.5, _TEXT_WIDTH - beside), 1 if piece.how else 0)
    head += notes * 4.2 + 1.4 if notes else 0.0
    return (_STEP_HEIGHT if piece.step else 0.0) + head + (piece.lines * LINE_PITCH if piece.lines else piece.field)


def _gap_above(piece: Piece) -> float:
    return _STEP_GAP if piece.step else _GAP


def estimate_front(programme: str, group: str, occasion: str, notices: Sequence[str]) -> float:
    """Return how far the first page's head reaches into the page's text area, in millimetres."""
    left = 110.0
    title = count_lines(programme, 10.5, left, bold=True) * 4.5 + count_lines(group, 24, left, bold=True) * 10.0
    title += count_lines(occasion, 12, left) * 5.0 + 14
    notice = max((count_lines(text, 8.5, 46) for text in notices), default=0) * 3.6 + 12
    return max(title, 48) + 3 + notice + 9 - 31


def estimate_words(count: int) -> float:
    """Return the height of the fields for short words, three in a row."""
    return ceil(count / 3) * 14.0 - 4


def estimate_tick_list(choices: Sequence[str]) -> float:
    """Return the height of a list of boxes; short choices stand in two columns, as in the template."""
    if len(choices) > 3 and all(len(choice) <= 36 for choice in choices):
        return ceil(len(choices) / 2) * 10.0 - 4.8
    return sum(10.0 + (count_lines(choice, 10.5, _TEXT_WIDTH - 10) - 1) * 4.5 for choice in choices) - 4.8


def estimate_number_list(choices: Sequence[str]) -> float:
    """Return the height of a list of boxes to write numbers in."""
    return sum(max(8.5, count_lines(choice, 10.5, _TEXT_WIDTH - 24) * 4.5) + 2.5 for choice in choices) - 2.3


def estimate_quadrant(choices: Sequence[str]) -> float:
    """Return the height of a table of boxes with its two header rows."""
    return 11.5 + sum(max(10, count_lines(choice, 9.5, 48) * 4.2) for choice in choices)


@lru_cache(maxsize=4096)
def count_lines(text: str, size: float, width: float, bold: bool = False) -> int:
    """Return how many lines a text may need at a size in points and a width in millimetres."""
    lines, used = 0, width
    for word in text.split():
        needed = estimate_width(word + " ", size) * (1.03 if bold else 1.0)
        if used + needed > width:
            lines += max(1, ceil(needed / width))
            used = needed % width
        else:
            used += needed
    return lines


def estimate_width(text: str, size: float) -> float:
    """Return the width of a text in millimetres by five classes of letters, about 2 % too wide."""
    return sum(_estimate_letter(letter) for letter in text) * size * _POINT


def _estimate_letter(letter: str) -> float:
    """Return a letter's width in ems; the classes come from the widths in WorkshopSans-Regular.ttf."""
    if letter in _THIN:
        return 0.25
    if letter in _NARROW:
        return 0.35
    if letter in _WIDE:
        return 0.84
    return 0.61 if letter.isupper() else 0.52
