"""A TOML file of the plan → its tables, with texts in two languages; a fault is one problem with its place. Edge."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.text import LANGUAGES, Text
from toolkit.tabular import decode_text


class Table:
    """One table of the file; a value of another type than asked for raises an InputError that names it."""

    def __init__(self, values: Mapping[str, Any], file: str, message: Message, path: str = "") -> None:
        self._values = values
        self._file = file
        self._message = message
        self._path = path

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys written."""
        return tuple(self._values)

    def fail(self, key: str, what: str) -> InputError:
        """Return the error that says what is wrong with a key."""
        place = Place(file=self._file, key=f"{self._path}{key}")
        return InputError(Problem(place=place, message=self._message, facts={"what": what}))

    def check_keys(self, *known: str) -> None:
        """Refuse a key that means nothing here: most often it is misspelt."""
        for key in self._values:
            if key not in known:
                raise self.fail(key, f"'{key}' is not one of {', '.join(known)}")

    def text(self, key: str) -> Text:
        """Take a text in two languages, or one text for both."""
        value = self._values.get(key, "")
        if isinstance(value, str):
            return Text(sv=value.strip(), en=value.strip())
        if isinstance(value, Mapping) and all(
            language in LANGUAGES and isinstance(said, str) for language, said in value.items()
        ):
            return Text(**{language: str(said).strip() for language, said in value.items()})
        raise self.fail(key, '{ sv = "…", en = "…" }')

    def texts(self, key: str) -> tuple[Text, ...]:
        """Take a list of texts, each in two languages or one text for both."""
        found = self._values.get(key, [])
        if not isinstance(found, list):
            raise self.fail(key, f'{key} = [{{ sv = "…", en = "…" }}]')
        whole = Table(
            {str(at): each for at, each in enumerate(found)}, self._file, self._message, f"{self._path}{key}."
        )
        return tuple(whole.text(str(at)) for at in range(len(found)))

    def word(self, key: str, default: str = "") -> str:
        """Take a text in no language: a path, an address, a code."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, f'{key} = "…"')
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, or one."""
        value = self._values.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.fail(key, f'{key} = ["…"]')
        return tuple(each.strip() for each in found)

    def value(self, key: str, kind: type, default: Any) -> Any:
        """Take a value of a type, such as a whole number or a date."""
        found = self._values.get(key, default)
        if key in self._values and type(found) is not kind:
            raise self.fail(key, f"{key} = {kind.__name__}")
        return found

    def table(self, key: str) -> "Table":
        """Take a table within; an absent one is empty."""
        found = self._values.get(key, {})
        if not isinstance(found, Mapping):
            raise self.fail(key, f"[{key}]")
        return Table(found, self._file, self._message, f"{self._path}{key}.")

    def tables(self, key: str) -> tuple["Table", ...]:
        """Take a list of tables."""
        found = self._values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            raise self.fail(key, f"[[{key}]]")
        return tuple(
            Table(each, self._file, self._message, f"{self._path}{key}[{number}].")
            for number, each in enumerate(found, 1)
        )


def read_toml(path: Path, file: str, message: Message) -> Table:
    """Read a file; one that is not there is empty. Raises InputError where it is no TOML."""
    if not path.exists():
        return Table({}, file, message)
    decoded = decode_text(path.read_bytes())
    try:
        return Table(tomllib.loads(decoded[0] if decoded else "\0"), file, message)
    except tomllib.TOMLDecodeError as error:
        place = Place(file=file)
        raise InputError(Problem(place=place, message=message, facts={"what": str(error)})) from error
