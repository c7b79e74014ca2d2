"""The facilitator's link, session and form tokens: signed, and worth nothing once the link is revoked. Pure.

A key is a link's id and its signature; the store knows only the ids, so that a copy of the database opens nothing. A
session is signed over its link and its end. A form token is signed over its session, so that no other page can send it.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

SESSION_HOURS = 14
_SIGNATURE_BYTES = 20


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who may use the console: whoever came by a link, until an hour (in whole seconds since 1970)."""

    link: str
    ends: int


def compose_key(secret: bytes, link: str) -> str:
    """Return the key that the address of a link ends with."""
    return f"{link}.{_sign(secret, 'link', link)}"


def parse_key(secret: bytes, key: str) -> str | None:
    """Return the id of the link that a key is for, or None where it is none of ours. The store knows if it holds."""
    link, _, signature = key.strip().partition(".")
    return link if link and _holds(_sign(secret, "link", link), signature) else None


def compose_session(secret: bytes, session: Session) -> str:
    """Return a session as its cookie holds it."""
    said = f"{session.link}.{session.ends}"
    return f"{said}.{_sign(secret, 'session', said)}"


def parse_session(secret: bytes, cookie: str, now: int) -> Session | None:
    """Read a cookie; None where it is not ours or its time is over."""
    said, _, signature = cookie.rpartition(".")
    if not said or not _holds(_sign(secret, "session", said), signature):
        return None
    link, _, ends = said.rpartition(".")
    session = Session(link=link, ends=int(ends))
    return session if session.ends > now else None


def compose_form_token(secret: bytes, session: Session) -> str:
    """Return the token that every form of a session carries."""
    return _sign(secret, "form", f"{session.link}.{session.ends}")


def holds_form_token(secret: bytes, session: Session, token: str) -> bool:
    """Tell whether a form was ours, of this session."""
    return _holds(compose_form_token(secret, session), token)


def _sign(secret: bytes, purpose: str, said: str) -> str:
    digest = hmac.digest(secret, f"facilitator/{purpose}/{said}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode("ascii").rstrip("=")


def _holds(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.encode())
