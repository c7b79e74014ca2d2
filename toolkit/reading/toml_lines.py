"""A TOML text that tomllib has accepted → the line on which each key, table and array element begins. Pure.

tomllib tells no positions, and a problem without its line is half a message in a file of three hundred. Since the
text is known to be valid, this walks over it without judging: strings, brackets and comments are all that counts.
"""

import re
import tomllib
from bisect import bisect_right

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^,\]}#\n]+",
    re.DOTALL,
)


def find_lines(text: str) -> dict[KeyPath, int]:
    """Return the line of every key path, counted from 1: `("questions", 0, "choices", 2, "id")` → 14."""
    return _Walk(text).document()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}
        # Not splitlines, which also cuts at characters that are part of a TOML string.
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def document(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self.skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip()
        return self.lines

    def header(self) -> KeyPath:
        array = self.text.startswith("[[", self.at)
        line = self.line()
        self.at += 1 + array
        self.skip()
        *parents, last = self.key()
        path = (*self.resolve(parents), last)
        if array:
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            self.lines.setdefault(path, line)
            path = (*path, index)
        self.lines[path] = line
        self.skip()
        self.at += 1 + array
        return path

    def resolve(self, parts: list[str]) -> KeyPath:
        """Follow a header into the latest element of each array of tables on its way."""
        path: KeyPath = ()
        for part in parts:
            path = (*path, part)
            self.lines.setdefault(path, self.line())
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def pair(self, table: KeyPath) -> None:
        line = self.line()
        path = table
        for part in self.key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.skip()
        self.at += 1  # the equals sign
        self.value(path)

    def key(self) -> list[str]:
        parts = [self.part()]
        while dot := _DOT.match(self.text, self.at):
            self.at = dot.end()
            parts.append(self.part())
        return parts

    def part(self) -> str:
        written = self.take(_KEY)
        return str(tomllib.loads(f"key = {written}")["key"]) if written[0] in "\"'" else written

    def value(self, path: KeyPath) -> None:
        self.skip()
        opening = self.text[self.at]
        if opening not in "[{":
            self.take(_SCALAR)
            return
        self.at += 1
        self.skip()
        index = 0
        while self.text[self.at] not in "]}":
            if opening == "{":
                self.pair(path)
            else:
                self.lines[*path, index] = self.line()
                self.value((*path, index))
                index += 1
            self.skip()
            self.at += self.text[self.at] == ","
            self.skip()
        self.at += 1

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        assert match is not None, "tomllib accepted the text"  # noqa: S101 — it cannot be otherwise
        self.at = match.end()
        return match[0]

    def skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def line(self) -> int:
        return bisect_right(self.starts, self.at)
