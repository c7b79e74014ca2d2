"""Where a store lies → a notice where that is no safe place for it."""

from pathlib import Path

from toolkit.errors import Message, Place, Problem
from toolkit.store.engine import find_store_file
from toolkit.store.places import NETWORK, find_risk

IN_STEP = Message(
    "The store lies in a folder that {service} keeps in step: it may be moved or replaced while it is written to, and "
    "answers may be lost or come twice.",
    "Keep the programme in a folder on this computer alone, or the store with --database /another/place.sqlite3, and "
    "put copies into {service} with: toolkit backup FILE",
)
ON_NETWORK = Message(
    "The store lies on a network share: a file there is not locked safely, and answers may be lost.",
    "Keep the programme on this computer's own disk, or the store with --database /another/place.sqlite3, and put "
    "copies onto the share with: toolkit backup FILE. For several computers use PostgreSQL.",
)


def find_place_notices(address: str | Path) -> tuple[Problem, ...]:
    """Notice that a store lies on a network share, or in a folder that a program keeps in step."""
    file = find_store_file(address)
    risk = find_risk(file) if file is not None else ""
    if not risk:
        return ()
    message, facts = (ON_NETWORK, {}) if risk == NETWORK else (IN_STEP, {"service": risk})
    return (Problem(place=Place(file=str(file)), message=message, facts=facts, notice=True),)
