"""Limit how many wrong short codes may be tried, in all and from one source, without keeping anybody's address. Pure.

Only wrong tries count, so a hall behind one address can type as much as it likes. A source is known by its address's
keyed hash; the key is random, in memory only, and thrown away with all hashes when its time is over. As there can be
no more entries than tries in all, memory is bounded too.
"""

import hashlib
import hmac
import ipaddress
from collections import Counter
from collections.abc import Callable

SECONDS = 600
MOST_OF_SOURCE = 60
MOST_IN_ALL = 600
"""Codes are 20⁶: with eight workshops, one day of this finds one with a chance of one in a hundred."""


class Tries:
    """The wrong tries of the time that runs now. `clock` gives seconds, `make_key` a fresh random key."""

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        make_key: Callable[[], bytes],
        seconds: float = SECONDS,
        most_of_source: int = MOST_OF_SOURCE,
        most_in_all: int = MOST_IN_ALL,
    ) -> None:
        self._clock = clock
        self._make_key = make_key
        self._seconds = seconds
        self._most_of_source = most_of_source
        self._most_in_all = most_in_all
        self._begin()

    def find_wait(self, address: str) -> int:
        """Return 0 where a code may be tried now, otherwise how many seconds to wait."""
        left = self._ends - self._clock()
        if left <= 0:
            self._begin()
            return 0
        full = self._wrong.total() >= self._most_in_all or self._wrong[self._hash(address)] >= self._most_of_source
        return max(1, round(left)) if full else 0

    def note_wrong(self, address: str) -> None:
        """Count a wrong try."""
        self._wrong[self._hash(address)] += 1

    def _begin(self) -> None:
        self._ends = self._clock() + self._seconds
        self._key = self._make_key()
        self._wrong: Counter[bytes] = Counter()

    def _hash(self, address: str) -> bytes:
        return hmac.digest(self._key, find_source(address).encode(), hashlib.sha256)[:16]


def find_source(address: str) -> str:
    """Return what tells one source from another: an IPv4 address, or the network that one IPv6 customer has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
    return str(found)
