"""Tell whether a request that changes something comes from a page of ours: a browser's headers go in. Pure.

A browser says by Sec-Fetch-Site whose page sends a request, where the connection is safe, and by Origin everywhere.
What is no browser says neither; it has no session of somebody else to misuse.
"""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))


def is_foreign(headers: Mapping[str, str], own: Collection[str]) -> bool:
    """Tell whether another site's page sends the request. `own` are the hosts, with ports, that we are reached by."""
    site = headers.get("sec-fetch-site", "")
    if site:
        return site not in ("same-origin", "none")
    origin = headers.get("origin", "")
    # "null" is what a browser says that keeps its address to itself, also on our own pages.
    return bool(origin) and origin != "null" and find_host(origin) not in own


def find_host(address: str) -> str:
    """Return an address's host and port in small letters, without the port that its scheme has anyway."""
    try:
        parts = urlsplit(address.strip())
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        port = parts.port
    except ValueError:
        return ""
    return f"{parts.hostname or ''}:{port}" if port and port != usual else parts.hostname or ""
