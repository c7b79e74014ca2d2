"""plan/report.toml's bytes → what the final report says beside the figures, and every problem in the file. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from toolkit.model.programme import Programme
from toolkit.model.prose import Prose
from toolkit.model.text import Text
from toolkit.reading.toml_section import Section, is_blank, parse_toml

PROSE_FILE = "plan/report.toml"
LONGEST_PARAGRAPH = 10_000
_LISTS = ("background", "decided", "process", "red", "media", "conclusions", "annexes")
_KEYS = ("title", "subtitle", "note", "template", "status_page", "facts", *_LISTS)


def parse_prose(content: bytes, programme: Programme) -> tuple[Prose, Section]:
    """Return the words as far as they can be understood, and the file's section with its problems."""
    root = parse_toml(content, PROSE_FILE, programme.languages)
    if root.problems:
        return Prose(), root
    root = replace(root, values=_drop_blanks(root.values))
    root.check_keys(_KEYS)
    prose = Prose(
        title=root.text("title"),
        subtitle=root.text("subtitle"),
        note=root.text("note"),
        template=root.word("template"),
        status_page=root.flag("status_page", default=True),
        facts=tuple(_parse_fact(section) for section in root.sections("facts")),
        **{key: root.texts(key, LONGEST_PARAGRAPH) for key in _LISTS},
    )
    return prose, root


def _parse_fact(section: Section) -> tuple[Text, Text]:
    section.check_keys(("label", "value"))
    return section.text("label"), section.text("value")


def _drop_blanks(values: Mapping[str, object]) -> Mapping[str, object]:
    """Leave out what is given and empty, at any depth: it is yet to be written, and the report has room for it."""
    return {
        key: _drop_blanks(value) if isinstance(value, Mapping) else value
        for key, value in values.items()
        if not is_blank(value)
    }
