"""Where an address leads: to the world, to the same network, to this computer alone, or nowhere. Pure."""

from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

Reach = Literal["world", "network", "computer", "nowhere"]
_NOWHERE = (".example", ".invalid", ".test")
_NETWORK = (".local", ".lan", ".home", ".internal", ".home.arpa")


def is_example(address: str) -> bool:
    """Tell whether an address is one that can never be reached."""
    return find_reach(address) == "nowhere"


def find_reach(address: str) -> Reach:
    """Return from where an address can be reached."""
    host = (urlsplit(address).hostname or "").lower().rstrip(".")
    try:
        number = ip_address(host)
    except ValueError:
        return _find_name_reach(host)
    if number.is_loopback or number.is_unspecified:
        return "computer"
    return "network" if number.is_private or number.is_link_local else "world"


def _find_name_reach(host: str) -> Reach:
    if host == "localhost" or host.endswith(".localhost"):
        return "computer"
    # example.org and its like are nobody's to use, and so are names under them.
    labels = host.split(".")
    if host == "example" or host.endswith(_NOWHERE) or "example" in labels[-2:-1]:
        return "nowhere"
    return "network" if "." not in host or host.endswith(_NETWORK) else "world"


def find_port(address: str) -> int:
    """Return the port that an address leads to."""
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme.lower() == "https" else 80)
