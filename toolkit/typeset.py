"""A typst template and its JSON → a PDF as bytes: tagged, PDF/UA-1, the same each time. An edge that writes no file.

PDF/UA refuses what is not accessible (a picture without alternative text, a first heading that is not of level 1), so
every PDF that comes out of here has passed that check.
"""

import datetime
import functools
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from toolkit.resources import find_template_folder

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
REPLACEMENT = "□"
_MOST_REPLACED = 40
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")
"""What no page shows, a byte order mark pasted with a text among it: it is left out without a word."""
_MAYBE_CONTROL = re.compile(r"\\u00|\\[bf]|[\x7f-\x9f\ufeff]")
_NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')


class TypesettingError(Exception):
    """What typst says of a template or of what it was given."""


def typeset(
    template: str, key: str, content: str, day: datetime.date, pictures: Mapping[str, bytes] | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """Typeset a template of templates/typst with JSON under `key`; return the PDF and the characters it had to replace.

    `pictures` are files by the names the template finds them under. PDF/UA refuses a character that no font has a sign
    for (an emoji, say), one at a time: each becomes a square.
    Raises TypesettingError.
    """
    return _replace_signs(content, lambda said: _typeset(template, {key: said}, day, pictures))


def typeset_drawn(template: str, content: str, day: datetime.date) -> tuple[bytes, tuple[str, ...]]:
    """Typeset what a template's function `draw` makes of JSON, for templates that are used many times.

    typst remembers what it has laid out, but nothing of it where `sys.inputs` differ; so the JSON stands in the call.
    Returns and raises as `typeset` does.
    """

    def draw(said: str) -> bytes:
        escaped = said.replace("\\", "\\\\").replace('"', '\\"')
        call = f'#import "{template}": draw\n#draw(json(bytes("{escaped}")))'
        return _compile(read_compiler(os.getpid(), template), day, input=call.encode())

    return _replace_signs(content, draw)


def _replace_signs(content: str, typeset_once: Callable[[str], bytes]) -> tuple[bytes, tuple[str, ...]]:
    """Typeset JSON until every character that no font has a sign for is replaced."""
    replaced: list[str] = []
    if _MAYBE_CONTROL.search(content):
        content = json.dumps(_map_texts(json.loads(content), lambda text: _CONTROL.sub("", text)), ensure_ascii=False)
    while True:
        try:
            return typeset_once(content), tuple(replaced)
        except TypesettingError as error:
            character = _find_character_without_sign(str(error), content)
            if not character or character in replaced or len(replaced) == _MOST_REPLACED:
                raise
            replaced.append(character)
            drawn = _map_texts(json.loads(content), functools.partial(_replace, character))
            content = json.dumps(drawn, ensure_ascii=False)


def _typeset(template: str, inputs: dict[str, Any], day: datetime.date, pictures: Mapping[str, bytes] | None) -> bytes:
    """Typeset once."""
    if not pictures:
        return _compile(read_compiler(os.getpid(), template), day, sys_inputs=inputs)
    import tempfile

    with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        _copy_templates(Path(folder), pictures)
        _note_process(os.getpid())
        return _compile(_compose_compiler(Path(folder), template), day, sys_inputs=inputs)


def _compile(compiler: "typst.Compiler", day: datetime.date, **source: Any) -> bytes:
    """Compile. A warning is a fault: an unknown font would be one."""
    import typst

    try:
        pdf, warnings = compiler.compile_with_warnings(
            **source,
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        )
    except typst.TypstError as error:
        raise TypesettingError(error.message) from error
    if warnings:
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    assert isinstance(pdf, bytes), "a PDF is one file"  # noqa: S101  typst types it for pictures too
    return pdf


def _find_character_without_sign(reason: str, content: str) -> str:
    """Return the text that typst could not draw, or nothing where the fault is another.

    Of a letter and what joins it (an emoji's skin tone, a rare accent) typst names the letter: then what joins it is
    to blame.
    """
    match = _NO_SIGN.search(reason)
    if match is None:
        return ""
    named = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), match[1])
    named = {"\\t": "\t", "\\n": "\n", "\\r": "\r"}.get(named, named)
    if named != REPLACEMENT and not named.isascii():
        return named
    after = re.compile(re.escape(named) + r"(.)", re.DOTALL)
    joined = (found[1] for text in _list_texts(json.loads(content)) for found in after.finditer(text))
    return next((character for character in joined if _joins(character)), "")


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _list_texts(part)


def _joins(character: str) -> bool:
    """Tell whether a character is drawn together with the one before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"


def name_signs(signs: Sequence[str]) -> str:
    """Name characters for a message: those that nothing shows by their number."""
    return ", ".join(each if each.isprintable() else f"U+{ord(each[0]):04X}" for each in signs)


def _replace(character: str, text: str) -> str:
    return text.replace(character, REPLACEMENT)


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text of a JSON value."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_map_texts(part, change) for part in value]
    if isinstance(value, dict):
        return {key: _map_texts(part, change) for key, part in value.items()}
    return value


_compiling_process: list[int] = []


def has_typeset() -> bool:
    """Tell whether this process, or the one it was forked from, has typeset anything.

    typst's threads do not live on in a forked process, which would wait for them for ever: whoever forks asks first.
    """
    return bool(_compiling_process)


def _copy_templates(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Put the templates and pictures from elsewhere side by side: typst reads files below its root only."""
    for path in find_template_folder("typst").iterdir():
        if path.suffix in (".typ", ".svg"):
            (folder / path.name).write_bytes(path.read_bytes())
    for name, content in pictures.items():
        (folder / name).write_bytes(content)


def _note_process(process: int) -> None:
    if _compiling_process and process not in _compiling_process:
        raise RuntimeError("typst has run before this process was forked: start workers with spawn (see has_typeset)")
    _compiling_process.append(process)


@cache
def read_compiler(process: int, template: str) -> "typst.Compiler":
    """Load a template and the fonts once a process: the first PDF takes some 50 ms longer."""
    _note_process(process)
    return _compose_compiler(find_template_folder("typst"), template)


def _compose_compiler(folder: Path, template: str) -> "typst.Compiler":
    import typst

    return typst.Compiler(
        input=folder / template,
        root=folder,
        font_paths=[find_template_folder("fonts")],
        ignore_system_fonts=True,
    )
