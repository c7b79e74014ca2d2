"""The page numbers that the contents store are those that a word processor gives."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.report.specimen import make_report
from toolkit.document.numbering import number_blocks
from toolkit.document.values import Heading
from toolkit.report.docx.write import write_docx
from toolkit.report.docx_template.file import read_default_template
from toolkit.report.pagination import count_lines, find_pages
from toolkit.report.word_template import Look
from toolkit.texts import load_texts


@pytest.mark.parametrize("language", ["sv"])
def test_every_heading_stands_on_the_page_that_the_contents_say(
    language: str, soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    report = make_report(language)
    path = tmp_path / "report.docx"
    write_docx(report, path)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(soffice(path, "pdf", tmp_path)).pages]
    numbered = number_blocks(report.blocks)
    found = find_pages(report, numbered, read_default_template(), load_texts(language))
    assert found.total == len(pages)
    for each in numbered:
        if isinstance(each.block, Heading):
            assert re.sub(r"\s", "", each.block.text) in pages[found.headings[each.anchor] - 1], each.block.text


def test_lines_break_between_words_after_hyphens_and_within_a_word_too_long_for_a_line() -> None:
    look = Look(size=10)
    assert count_lines("", 100, look) == 1
    assert count_lines("kort", 100, look) == 1
    assert count_lines("ett två tre fyra fem sex sju åtta", 60, look) == 3
    assert count_lines("en\ntvå", 100, look) == 2
    assert count_lines("EU-samordning", 60, look) == 2
    assert count_lines("ordsomintefårplatspåenrad", 60, look) >= 2
