"""Remember which responses were erased, and nothing else of them, inside a transaction. Talks to the database.

A keyed digest of workshop and id stays, no content: enough to know the response again where an archive, a backup, a
file or a phone brings it back. The key travels with the digest, so that it serves in another store too.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from toolkit.store.compare import ResponseKey
from toolkit.store.schema import erased

Mark = tuple[str, str]
"""What is remembered of a response: its digest, and the digest's key."""


def find_erased(connection: Connection, keys: Iterable[ResponseKey]) -> frozenset[ResponseKey]:
    """Return those of the responses that have been erased."""
    wanted = list(keys)
    digests = set(connection.execute(select(erased.c.digest)).scalars()) if wanted else set()
    if not digests:
        return frozenset()
    salts = connection.execute(select(erased.c.salt).distinct()).scalars().all()
    return frozenset(key for key in wanted if any(compose_digest(salt, key) in digests for salt in salts))


def remember_erased(connection: Connection, keys: Iterable[ResponseKey]) -> None:
    """Remember that responses were erased."""
    every = set(keys)
    wanted = sorted(every - find_erased(connection, every))
    salt = connection.execute(select(erased.c.salt).limit(1)).scalar_one_or_none() or secrets.token_hex(16)
    rows = [{"digest": compose_digest(salt, key), "salt": salt} for key in wanted]
    if rows:
        connection.execute(insert(erased), rows)


def read_marks(connection: Connection) -> list[Mark]:
    """Read what is remembered."""
    return [(digest, salt) for digest, salt in connection.execute(select(erased.c.digest, erased.c.salt))]


def merge_marks(connection: Connection, marks: Iterable[Mark]) -> None:
    """Remember what another store remembers too."""
    known = set(connection.execute(select(erased.c.digest)).scalars())
    rows = [{"digest": digest, "salt": salt} for digest, salt in marks if digest not in known]
    if rows:
        connection.execute(insert(erased), rows)


def unmark_erased(connection: Connection, keys: Iterable[ResponseKey]) -> None:
    """Let responses that were erased count again, as a person has asked for."""
    salts = connection.execute(select(erased.c.salt).distinct()).scalars().all()
    for key in keys:
        digests = [compose_digest(salt, key) for salt in salts]
        connection.execute(delete(erased).where(erased.c.digest.in_(digests)))


def compose_digest(salt: str, key: ResponseKey) -> str:
    """Return the keyed digest of a response. Pure."""
    return hmac.new(bytes.fromhex(salt), "\0".join(key).encode(), hashlib.sha256).hexdigest()
