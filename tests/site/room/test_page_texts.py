"""The pages' own words are translated like the program's."""

import re
from pathlib import Path

import pytest

from toolkit.texts import load_texts

TEMPLATES = sorted((Path(__file__).resolve().parents[3] / "templates/html").glob("*.html"))
SAID = re.compile(r'\b(?:texts|own)(?:\.plural)?\(\s*"((?:[^"\\]|\\.)*)"')
SAME_IN_SWEDISH = {"Workshop", "Status"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_page_is_translated_to_swedish(template: Path) -> None:
    swedish = load_texts("sv")
    said = SAID.findall(template.read_text(encoding="utf-8"))
    plurals = {key[0] for one in swedish._catalogues for key in getattr(one, "_catalog", {}) if isinstance(key, tuple)}
    assert [one for one in said if swedish(one) == one and one not in plurals | SAME_IN_SWEDISH] == []
