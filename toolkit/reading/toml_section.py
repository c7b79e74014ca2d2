"""The bytes of a TOML file → its tables, whose keys are taken out by type; every fault is noted with its line. Pure.

A Section never raises: what is wrong goes into the file's list of problems and a harmless value is given instead, so
that one run names everything there is to mend.
"""

import datetime
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.errors import Message, Place, Problem
from toolkit.model.day import parse_day
from toolkit.model.nearest import ID, compose_id, find_nearest
from toolkit.model.number import Number, parse_number
from toolkit.model.plain_text import tidy_text
from toolkit.model.text import LANGUAGES, Text
from toolkit.reading import messages
from toolkit.reading.toml_lines import KeyPath, find_lines
from toolkit.tabular import decode_text, find_nul_signs

_YES = ("true", "yes", "y", "ja", "j", "on", "på", "sant")
_NO = ("false", "no", "n", "nej", "off", "av", "falskt")
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_MOST_SALVAGED = 300
LONGEST_ID = 40
LONGEST_TEXT = 1000
"""Characters that a text of the programme may have: it stands on slides and sheets, and nobody reads more there."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One table of a TOML file; `problems` is shared by all sections of the file."""

    file: str
    values: Mapping[str, object]
    languages: tuple[str, ...] = LANGUAGES
    path: KeyPath = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    # --- where, and what is wrong ---------------------------------------------------------------------------------
    def line(self, *keys: str | int) -> int:
        """Return the line of a key, or of the nearest thing around it."""
        path = (*self.path, *keys)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def report(self, message: Message, *keys: str | int, notice: bool = False, **facts: object) -> None:
        """Note a problem at a key of this table, or at the table itself."""
        place = Place(file=self.file, line=self.line(*keys), key=_say_path((*self.path, *keys)))
        self.problems.append(Problem(place=place, message=message, facts=facts, notice=notice))

    def check_keys(self, known: Collection[str]) -> None:
        """Report keys that mean nothing here, with the nearest known one."""
        for key in self.values:
            if key in known:
                continue
            nearest = find_nearest(key, [each for each in known if each not in self.values])
            if nearest:
                self.report(messages.UNKNOWN_KEY_NEAR, key, key=key, nearest=nearest)
            else:
                self.report(messages.UNKNOWN_KEY, key, key=key, known=", ".join(known))

    def check_present(self, required: Collection[str], known: Collection[str]) -> None:
        """Report required keys that are missing, except where a misspelt one was already matched with them."""
        misspelt = [key for key in self.values if key not in known]
        matched = {find_nearest(key, [each for each in known if each not in self.values]) for key in misspelt}
        for key in required:
            if key not in self.values and key not in matched:
                self.report(messages.MISSING_KEY, key=key)

    # --- values by type -------------------------------------------------------------------------------------------
    def word(self, key: str, default: str = "") -> str:
        """Take a text in one language: an id, a path, an address."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.report(messages.NOT_A_TEXT, key, key=key)
            return default
        return self._take_word(value, LONGEST_TEXT, key) or default if key in self.values else default

    def text(self, key: str) -> Text:
        """Take a text in the programme's languages, or one text for them all."""
        return self._take_text(self.values.get(key), LONGEST_TEXT, key)

    def texts(self, key: str, most: int) -> tuple[Text, ...]:
        """Take a list of texts, or one, each in the programme's languages or for them all; blank ones are left out."""
        value = self.values.get(key, [])
        found = [value] if isinstance(value, str | Mapping) else value
        if not isinstance(found, list):
            self.report(messages.NOT_A_LIST, key, key=key)
            return ()
        return tuple(self._take_text(each, most, key, at) for at, each in enumerate(found) if not is_blank(each))

    def _take_word(self, value: str, most: int, key: str, *index: int) -> str:
        said = tidy_text(value)
        if not said:
            self.report(messages.EMPTY_VALUE, key, *index, key=key)
        if len(said) > most:
            self.report(messages.LONG_TEXT, key, *index, key=key, length=len(said), most=most)
        return said[:most]

    def _take_text(self, value: object, most: int, key: str, *index: int) -> Text:
        if value is None:
            return Text()
        if isinstance(value, str):
            return Text(**dict.fromkeys(self.languages, self._take_word(value, most, key, *index)))
        if not isinstance(value, Mapping):
            languages = ", ".join(self.languages)
            self.report(messages.NOT_A_TEXT_IN_LANGUAGES, key, *index, key=key, languages=languages)
            return Text()
        inner = self._inside(value, key, *index)
        inner.check_keys(LANGUAGES)
        found = {language: inner._take_said(language, most) for language in LANGUAGES if language in value}
        if not found:
            self.report(messages.EMPTY_VALUE, key, *index, key=key)
            return Text()
        for language in (language for language in self.languages if language not in value):
            self.report(messages.MISSING_TRANSLATION, key, *index, notice=True, key=key, language=language)
        return Text(**found)

    def _take_said(self, language: str, most: int) -> str:
        value = self.values[language]
        if isinstance(value, str):
            return self._take_word(value, most, language)
        self.report(messages.NOT_A_TEXT, language, key=language)
        return ""

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """Take a whole number within its limits."""
        value = _take_number(self.values.get(key, default))
        if isinstance(value, bool) or not isinstance(value, int):
            self.report(messages.NOT_A_NUMBER, key, key=key)
            return default
        if not low <= value <= high:
            self.report(messages.OUT_OF_RANGE, key, key=key, number=value, low=low, high=high)
            return default
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Take true or false, or the words that mean it; left out, the default."""
        value = self.values.get(key, default)
        said = find_flag(value) if isinstance(value, str) else value
        if not isinstance(said, bool):
            self.report(messages.NOT_YES_OR_NO, key, key=key)
            return default
        return said

    def day(self, key: str) -> datetime.date | None:
        """Take a date, as TOML writes one or as people do; None where it is left out or no date."""
        value = self.values.get(key)
        if isinstance(value, datetime.datetime):
            return value.date()
        day = parse_day(value).day if isinstance(value, str) else value
        if isinstance(day, datetime.date) or key not in self.values:
            return day if isinstance(day, datetime.date) else None
        self.report(messages.NOT_A_DAY, key, key=key)
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, each given once."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.report(messages.NOT_A_LIST, key, key=key)
            return ()
        found = [tidy_text(each) for each in value]
        for index, each in enumerate(found):
            if not each:
                self.report(messages.EMPTY_VALUE, key, index, key=key)
            elif each in found[:index]:
                self.report(messages.REPEATED, key, index, value=each, key=key)
        return tuple(dict.fromkeys(filter(None, found)))

    def section(self, key: str) -> "Section":
        """Take a table; left out, an empty one."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            self.report(messages.NOT_A_TABLE, key, key=key, header=self._say_header(key))
            value = {}
        return self._inside(value, key)

    def sections(self, key: str) -> tuple["Section", ...]:
        """Take a list of tables."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self.report(messages.NOT_TABLES, key, key=key, header=self._say_header(key))
            return ()
        return tuple(self._inside(each, key, index) for index, each in enumerate(value))

    def identifier(self, most: int = LONGEST_ID) -> str:
        """Take the key `id`; a bad one is reported and still given, so that references to it hold."""
        value = self.word("id")
        if value and not ID.fullmatch(value):
            self.report(messages.BAD_ID, "id", id=value, suggestion=compose_id(value, most))
        elif len(value) > most:
            self.report(messages.LONG_ID, "id", id=value, length=len(value), most=most)
        return value

    # --- references -----------------------------------------------------------------------------------------------
    def reference(self, key: str, known: Collection[str]) -> str:
        """Take an id or a fixed word that must be known."""
        value = self.word(key)
        if value:
            self.check_reference(value, known, key)
        return value

    def check_reference(self, value: str, known: Collection[str], key: str, *index: int) -> None:
        """Report a value that is not known, with the nearest known one."""
        if value in known:
            return
        nearest = find_nearest(value, known)
        if nearest:
            self.report(messages.UNKNOWN_NEAR, key, *index, value=value, key=key, nearest=nearest)
        elif known:
            self.report(messages.UNKNOWN, key, *index, value=value, key=key, known=", ".join(known))
        else:
            self.report(messages.NONE_DEFINED, key, *index, value=value, key=key)

    def _say_header(self, key: str) -> str:
        """Say a table within this one as TOML heads it: questions.scale."""
        return ".".join(part for part in (*self.path, key) if isinstance(part, str))

    def _inside(self, values: Mapping[str, object], *keys: str | int) -> "Section":
        return Section(
            file=self.file,
            values=values,
            languages=self.languages,
            path=(*self.path, *keys),
            lines=self.lines,
            problems=self.problems,
        )


def parse_toml(content: bytes, file: str, languages: tuple[str, ...] = LANGUAGES) -> Section:
    """Parse a file's bytes; what is not TOML becomes an empty section with its problem."""
    section = Section(file=file, values={}, languages=languages)
    decoded = decode_text(content)
    if decoded is None:
        section.problems.extend(find_nul_signs(content, file))
        if not section.problems:
            section.report(messages.NOT_TEXT)
        return section
    text = decoded[0].replace("\r\n", "\n").replace("\r", "\n")
    try:
        values = tomllib.loads(text)
        lines = find_lines(text)
    except ValueError as error:  # TOMLDecodeError, and a number of more than 4300 digits
        section.problems.append(_explain_syntax(str(error), text, file))
        return section
    except RecursionError:
        section.report(messages.TOO_DEEP)
        return section
    return Section(file=file, values=values, languages=languages, lines=lines)


def salvage_toml(content: bytes) -> bytes:
    """Return a file without the lines that keep it from being TOML, blank in their place: something to go on with."""
    decoded = decode_text(content)
    lines = decoded[0].replace("\r\n", "\n").replace("\r", "\n").split("\n") if decoded else []
    for _ in range(_MOST_SALVAGED):
        text = "\n".join(lines)
        try:
            tomllib.loads(text)
        except ValueError as error:
            at = _AT.search(str(error))
            lines[int(at[1]) - 1 if at and at[1] else _find_last(lines)] = ""
        except RecursionError:
            break
        else:
            return text.encode()
    return b""


def _find_last(lines: Sequence[str]) -> int:
    return max((at for at, line in enumerate(lines) if line.strip()), default=0)


def is_blank(value: object) -> bool:
    """Tell whether a text is given and says nothing, in any language: it is yet to be written."""
    said = value.values() if isinstance(value, Mapping) else (value,)
    return all(isinstance(each, str) and not each.strip() for each in said)


def find_flag(said: str) -> bool | None:
    """Return what a word for yes or no means, in Swedish or English; None where it is neither."""
    word = said.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def _take_number(value: object) -> object:
    """Return a whole number however it is written, and anything else as it stands: 3.0, "3"."""
    found = parse_number(value) if isinstance(value, str) else None
    if isinstance(found, Number) and found.whole is not None:
        return found.whole
    return int(value) if isinstance(value, float) and value.is_integer() else value


def check_ids(sections: Sequence[Section]) -> None:
    """Report ids that two entries of one list share, at the later one."""
    first: dict[str, int] = {}
    for section in sections:
        value = section.values.get("id")
        if not isinstance(value, str) or not value.strip():
            continue
        if value.strip() in first:
            section.report(messages.TWICE_IN_FILE, "id", id=value.strip(), line=first[value.strip()])
        first.setdefault(value.strip(), section.line("id"))


def _explain_syntax(reason: str, text: str, file: str) -> Problem:
    lines = text.split("\n")
    at = _AT.search(reason)
    number = int(at[1]) if at and at[1] else len(lines) if at else 0
    while number > 1 and at and not at[1] and not lines[number - 1].strip():
        number -= 1  # the end of the document, where its last line says something
    shown = lines[number - 1].strip() if number else ""
    said = _AT.sub("", reason)
    if re.search("= *[“”„‘’»]|[{,] *[“”„‘’»]", shown):
        said = _CURLY
    message = next((message for words, message in _REASONS if re.search(words, said)), messages.SYNTAX)
    facts = {"text": f"{shown[:60]}…" if len(shown) > 60 else shown, "reason": said}
    return Problem(place=Place(file=file, line=number), message=message, facts=facts)


# What tomllib says, in the words of the versions from 3.11 on, and what it means to somebody who knows no TOML.
_CURLY = "typographic quotation marks"
_REASONS = (
    (_CURLY, messages.CURLY_QUOTES),
    (r"integer string conversion", messages.LONG_NUMBER),
    (r"[Ee]scape|[Hh]ex value|Unescaped", messages.BACKSLASH),
    (r"overwrite|twice|[Dd]uplicate|Cannot declare|Cannot mutate", messages.WRITTEN_TWICE),
    (r"Illegal character '\\n'|Unterminated string|Expected \"['\"]", messages.NOT_CLOSED_TEXT),
    (r"Invalid value", messages.NOT_A_VALUE),
    (r"Unclosed (array|inline table)", messages.NOT_CLOSED_LIST),
    (r"Expected '=' after a key", messages.NO_EQUALS),
)


def _say_path(path: KeyPath) -> str:
    """Say a path as a person counts: ("questions", 3, "text", "sv") → "questions 4, text, sv"."""
    said: list[str] = []
    for part in path:
        if isinstance(part, int) and said:
            said[-1] += f" {part + 1}"
        else:
            said.append(str(part))
    return ", ".join(said)
