"""Which addresses a programme has printed: addresses.json in its folder, which travels with it where the key may not.

It holds a fingerprint of the key that the addresses were made with, so that a copy of the folder without the key says
so instead of printing other ones, and the ids they were made of. It gives nothing away that a printed address does not.
An edge.
"""

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from toolkit.errors import InputError, OutputError, Place, Problem
from toolkit.files import explain_write_failure, write_bytes
from toolkit.sheet.messages import ADDRESSES_DAMAGED

ADDRESSES_FILE = "addresses.json"
_MANIFEST = Path("out") / "manifest.json"
_ABOUT = "Written by toolkit build. Keep it with the programme: it tells whether a key fits what has been printed."


class PrintedAddresses(Struct, frozen=True, kw_only=True):
    """The key's fingerprint, empty where nothing was printed, and the ids of workshops in the order of printing."""

    key: str = ""
    ids: tuple[str, ...] = ()


def compose_fingerprint(secret: bytes) -> str:
    """Return what tells a key from another and leads back to none."""
    return hmac.digest(secret, b"fingerprint of the key of the addresses", hashlib.sha256).hex()[:16]


def read_printed(folder: Path) -> PrintedAddresses:
    """Read what was printed. Raises InputError where the file is damaged, as after a merge that stopped half-way."""
    path = folder / ADDRESSES_FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return PrintedAddresses(key=str(said["key"]), ids=tuple(map(str, said["workshops"])))
    except FileNotFoundError:
        return PrintedAddresses()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(Problem(place=Place(file=ADDRESSES_FILE), message=ADDRESSES_DAMAGED)) from error


def has_built(folder: Path) -> bool:
    """Tell whether a build of an earlier program, which kept no such file, has left addresses in out/."""
    try:
        said: Any = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return any(workshop.get("url") for workshop in said["workshops"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def note_printed(folder: Path, secret: bytes, ids: Iterable[str] = ()) -> None:
    """Note the key, and the ids whose addresses are printed now. Raises OutputError where the folder is closed."""
    before = read_printed(folder)
    now = PrintedAddresses(key=compose_fingerprint(secret), ids=tuple(dict.fromkeys((*before.ids, *ids))))
    if now != before:
        said = {"about": _ABOUT, "key": now.key, "workshops": list(now.ids)}
        write_bytes(folder / ADDRESSES_FILE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def put_aside(path: Path, today: datetime.date) -> Path | None:
    """Rename a file to a dated name beside it, and return that; None where there is no such file."""
    if not path.exists():
        return None
    number, aside = 1, path.with_name(f"{path.stem}-{today.isoformat()}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-{today.isoformat()}-{number}{path.suffix}")
    try:
        path.rename(aside)
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error
    return aside
