"""What `toolkit serve` says when it runs: where phones reach it, each workshop's code, a QR code to scan. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from toolkit.model.address import find_reach, is_example
from toolkit.model.link import Links
from toolkit.sheet.links import compose_typed_address
from toolkit.sheet.qr import draw_blocks
from toolkit.texts import Texts

_BLACK_ON_WHITE, _PLAIN = "\x1b[30;107m", "\x1b[0m"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Where the site is reached: on this computer, by phones on the same network (or empty), and by its links."""

    here: str
    network: str
    start: str


def compose_reached(start: str, host: str, own_address: str, port: int, base_path: str) -> Reached:
    """Work out the addresses; `own_address` is this computer's in its network, or empty."""
    inside = own_address if host in ("0.0.0.0", "::", "") else host  # noqa: S104  # compared, not bound
    reached = "" if not inside or _is_loopback(inside) else f"http://{_bracket(inside)}:{port}{base_path}/"
    return Reached(here=f"http://127.0.0.1:{port}{base_path}/", network=reached, start=start)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def compose_welcome(
    reached: Reached,
    links: Mapping[str, Links],
    texts: Texts,
    *,
    facilitator: Sequence[str] = (),
    qr: bool,
    colour: bool,
) -> list[str]:
    """Say everything, a line each. `facilitator` are the lines of the facilitators' link."""
    lines = [texts("The response site runs. On this computer: {address}", address=reached.here)]
    if reached.network:
        lines.append(texts("Phones on the same network: {address}", address=reached.network))
    lines.append(texts("Slides and sheets lead to: {address}", address=_spell(reached.start)))
    lines += facilitator
    lines += ["", texts("Workshops and their codes:"), *_compose_table(links, find_scanned(reached)), ""]
    if qr:
        address = find_scanned(reached)
        lines += [
            *draw_code(address, colour),
            texts("The code leads to {address}", address=compose_typed_address(address)),
        ]
    lines.append(texts("Press Ctrl+C to stop."))
    return lines


def _compose_table(links: Mapping[str, Links], start: str) -> list[str]:
    """List the workshops with their codes, and addresses that this computer's browser can follow too."""
    wide = max(map(len, links), default=0)
    return [f"  {workshop:{wide}}  {each.code}  {_spell(start)}/R/{each.token}" for workshop, each in links.items()]


def _spell(address: str) -> str:
    """Write an address as a browser shows it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def find_scanned(reached: Reached) -> str:
    """Return the address that a phone in the room reaches: the network's, unless the links lead to a real host."""
    leads = find_reach(reached.start) in ("world", "network")
    return reached.start if leads or not reached.network else reached.network


def find_elsewhere(reached: Reached) -> str:
    """Return the address by which another computer comes in, or an empty text where there is none."""
    hosts = {address: urlsplit(address).hostname or "" for address in (reached.start, reached.network)}
    return next((each for each, host in hosts.items() if host and not is_example(each) and not _is_loopback(host)), "")


def draw_code(address: str, colour: bool) -> list[str]:
    """Draw a QR code in lines of characters: black on white where colours are wanted, else light on dark."""
    lines = draw_blocks(address, inverse=not colour)
    return [f"  {_BLACK_ON_WHITE}{line}{_PLAIN}" if colour else f"  {line}" for line in lines]
