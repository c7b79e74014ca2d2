"""Lines of the ledger ⇄ what the program has written where, as values. Pure.

A line is a JSON object: `path` (in the programme folder, with /; else absolute), `sha256`, `role`, `at`, `program`, and
`name` where the file got another name than the one in `path`. Lines that are damaged, cut short or were edited into
something else are passed over: what they told is then not known, and a file of which nothing is known is a person's.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, cast

Role = Literal["written", "beside", "merged", "told", "taken"]
"""`written`: the content took its place. `beside`: it took the place beside, under `name`, for the place itself was a
person's. `merged`: what was new in it came into the person's file. `told`: it lies beside it, which has been said.
`taken`: a person's content, which was taken into the store."""
_ROLES = ("written", "beside", "merged", "told", "taken")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A content that the program had for a path or took in from it, by its SHA-256. `at` is ISO 8601 to the minute."""

    path: str
    sha256: str
    role: Role
    name: str = ""
    at: str = ""
    program: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one path.

    `own` are the contents that nobody but the program made. `last` is the one that the person knows of: the newest that
    stood in its place, was merged or told. `base` is the newest that the file in its place holds, whole or merged: what
    a person changed is what differs from it. `names` are those that were written beside. `taken` are the contents that
    were taken into the store since the program wrote the file.
    """

    own: frozenset[str] = frozenset()
    last: str = ""
    base: str = ""
    names: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def parse_entries(content: bytes) -> list[Entry]:
    """Read the lines that make sense; the others are passed over."""
    entries = (_parse_line(line) for line in content.removeprefix(b"\xef\xbb\xbf").splitlines())
    return [entry for entry in entries if entry]


def _parse_line(line: bytes) -> Entry | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    fields = {key: said.get(key, "") for key in ("path", "sha256", "role", "name", "at", "program")}
    if not all(isinstance(value, str) for value in fields.values()):
        return None
    name = fields["name"]
    sound = fields["path"] and _DIGEST.fullmatch(fields["sha256"]) and fields["role"] in _ROLES
    if not sound or "/" in name or "\\" in name or (fields["role"] == "beside") != bool(name):
        return None
    return Entry(**cast("dict[str, Role]", fields))


def compose_line(entry: Entry) -> bytes:
    """Write an entry as its line."""
    return (
        json.dumps({key: value for key, value in asdict(entry).items() if value}, ensure_ascii=False).encode() + b"\n"
    )


def sum_up(entries: Sequence[Entry]) -> Known:
    """Say what the entries of one path, oldest first, tell of it."""
    told = [entry.sha256 for entry in entries if entry.role not in ("beside", "taken")]
    written = next((at for at in range(len(entries), 0, -1) if entries[at - 1].role == "written"), 0)
    last = told[-1] if told else ""
    return Known(
        own=frozenset(entry.sha256 for entry in entries if entry.role != "taken"),
        last=last,
        base=next((entry.sha256 for entry in reversed(entries) if entry.role in ("written", "merged")), ""),
        names=tuple(dict.fromkeys(entry.name for entry in entries if entry.name)),
        taken=tuple(entry.sha256 for entry in entries[written:] if entry.role == "taken"),
    )


def shorten(entries: Mapping[str, Sequence[Entry]], most: int) -> Iterable[Entry]:
    """Keep the newest `most` entries of each path."""
    return (entry for each in entries.values() for entry in each[-most:])
