"""A table of contents: which headings it names with which numbers, and what in it is somebody's own."""

import re
from collections.abc import Container, Iterator, Sequence

from lxml import etree

from toolkit.report.docx_merge.inline import read_plain
from toolkit.report.docx_template.styles import W

_PAGE = re.compile(r"\d{0,4}")
_PAGE_AT_END = re.compile(r"\s*\d{0,4}$")


def is_contents(control: etree._Element) -> bool:
    """Whether a control is the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def read_labels(body: Sequence[etree._Element]) -> list[tuple[str, str]]:
    """List the headings as the contents name them: text, and the same with its number, such as "3 Insikter"."""
    found: list[tuple[str, str]] = []
    for control in body:
        if control.tag != f"{W}sdt" or not is_contents(control):
            continue
        for line in _list_lines(control):
            pieces = [piece.strip() for piece in line.split("\t")]
            if len(pieces) > 1 and _PAGE.fullmatch(pieces[-1]):
                pieces.pop()
            found.append((pieces[-1], " ".join(piece for piece in pieces if piece)))
    return found


def list_strangers(control: etree._Element, headings: Container[str]) -> Iterator[str]:
    """List the lines that come from none of the headings: renewing the contents would not bring them back."""
    for line in _list_lines(control):
        pieces = {piece.strip() for piece in line.split("\t")}
        if line and not any(piece in headings for piece in pieces):
            yield _PAGE_AT_END.sub("", line)


def _list_lines(element: etree._Element) -> Iterator[str]:
    for paragraph in element.iter(f"{W}p"):
        yield read_plain(paragraph).strip()
