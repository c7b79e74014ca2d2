"""Turn a programme, its workshops and the secret into the address and short code of every form. Pure.

An address in capitals needs QR's alphanumeric mode only, which keeps it at version 3; scheme, host and our own paths
do not mind the case. A path in base_url may, so it stays as written.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop

# No vowels (so no words; Y is one in Swedish), and nothing that is mistaken for another: 0OQ, 1IL, 2Z, 5S, 8B.
CODE_ALPHABET = "CDFGHJKMNPRTVWX34679"
CODE_LENGTH = 6


def compose_links(
    programme: Programme,
    workshops: Sequence[Workshop],
    instruments: Mapping[str, Instrument],
    secret: bytes,
    printed: Sequence[str] = (),
) -> dict[str, Links]:
    """Return workshop id → links. Give all workshops of the programme, in the order of their file.

    A code that is taken already is hashed anew, so a workshop added below never changes a printed code. `printed` are
    the ids under which addresses have been printed: a workshop keeps the address that it was first printed with.
    """
    base = compose_base(programme.base_url)
    links: dict[str, Links] = {}
    taken: set[str] = set()
    for workshop in workshops:
        named = choose_printed_id(workshop, printed)
        code = _compose_free_code(secret, named, taken)
        taken.add(code)
        address = f"{base}/R/{compose_token(secret, named)}"
        ids = [question.id for question in instruments[workshop.id].questions]
        links[workshop.id] = Links(
            address=address,
            code=code,
            start=base,
            questions={key: f"{address}/{key.upper()}" for key in ids},
            results={key: f"{address}/RESULTS/{key.upper()}" for key in ids},
            former={compose_token(secret, one): compose_code(secret, one, 0) for one in workshop.ids if one != named},
        )
    return links


def choose_printed_id(workshop: Workshop, printed: Sequence[str] = ()) -> str:
    """Return the id that a workshop's address is made of: its own where that is printed, or its first former one."""
    if workshop.id in printed or not workshop.formerly:
        return workshop.id
    return next((former for former in workshop.formerly if former in printed), workshop.formerly[0])


def compose_base(base_url: str) -> str:
    """Put scheme and host of an address in capitals: `https://host.se/Kurs/` → `HTTPS://HOST.SE/Kurs`."""
    parts = urlsplit(base_url.strip())
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    return f"{parts.scheme.upper()}://{host.upper()}{parts.path.rstrip('/')}"


def compose_typed_address(address: str) -> str:
    """Write an address as people type it: no scheme, the host in small letters. `synlighet.example`."""
    parts = urlsplit(address)
    return parts.netloc.lower() + parts.path.rstrip("/")


def compose_sent_address(address: str) -> str:
    """Write an address as it is pasted into a chat: `https://svar.example/R/7FXO…`, small letters before the path."""
    parts = urlsplit(address)
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


def compose_token(secret: bytes, workshop_id: str) -> str:
    """Return 16 base32 characters, 80 bits: the same for a workshop as long as the secret and its id stay."""
    digest = hmac.digest(secret, workshop_id.encode(), hashlib.sha256)
    return base64.b32encode(digest[:10]).decode("ascii")


def compose_code(secret: bytes, workshop_id: str, attempt: int) -> str:
    """Return the short code of one attempt; the prefix keeps it apart from the token's hash."""
    digest = hmac.digest(secret, f"code/{attempt}/{workshop_id}".encode(), hashlib.sha256)
    number = int.from_bytes(digest[:16], "big")
    characters = []
    for _ in range(CODE_LENGTH):
        number, position = divmod(number, len(CODE_ALPHABET))
        characters.append(CODE_ALPHABET[position])
    return "".join(characters)


def _compose_free_code(secret: bytes, workshop_id: str, taken: set[str]) -> str:
    attempt = 0
    while (code := compose_code(secret, workshop_id, attempt)) in taken:
        attempt += 1
    return code
