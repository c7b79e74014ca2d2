"""Render a page template with its style and script inside, its content policy, and its compressed forms. An edge.

Style and script stand in the page, so that a first view is one request; the policy allows exactly them, by hash. The
sources lie beside the templates, commented; what a phone gets is without comments and indents.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from toolkit.texts import Texts

HEADERS = {
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would not say whose page sends a form
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_PATTERN = r"/(?![/ ])(?:[^/\\\n]|\\.)+/"
_IN_SCRIPT = re.compile(
    rf"""(?P<kept>"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(!]){_PATTERN}|(?<=,\ ){_PATTERN})"""
    r"""|\s*(?P<sign>[{}()\[\];,:?<>=&|*])\s*|\s+"""
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page's bytes and the content policy that fits them. `private` pages hold somebody's answers: never cached."""

    body: bytes
    policy: str
    private: bool = False


class Pages:
    """The page templates of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        self._read = cache(self._read_source)

    def render(
        self,
        template: str,
        texts: Texts,
        *,
        styles: Sequence[str] = ("base.css",),
        scripts: Sequence[str] = (),
        private: bool = False,
        **values: Any,
    ) -> Page:
        """Render a template; `style` and `script` are there for the page's head and end, `texts` for its words."""
        style = "".join(map(self._read, styles))
        script = "".join(map(self._read, scripts))
        said = self._environment.get_template(template).render(
            texts=texts,
            style=Markup(style),  # noqa: S704  # a file of our own
            script=Markup(script),  # noqa: S704  # a file of our own
            **values,
        )
        body = re.sub(r"\n\s*", "\n", said).encode()
        return Page(body=body, policy=compose_policy(style, script), private=private)

    def render_part(self, template: str, texts: Texts, **values: Any) -> str:
        """Render what is put into a page that stands there already."""
        said = self._environment.get_template(template).render(texts=texts, **values)
        return re.sub(r"\n\s*", "\n", said)

    def _read_source(self, name: str) -> str:
        source = (self._folder / name).read_text(encoding="utf-8")
        return shrink_style(source) if name.endswith(".css") else shrink_script(source)


def shrink_style(source: str) -> str:
    """Take comments and needless blanks out of a style sheet."""
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    return re.sub(r" ?([{};,>]) ?|: ", lambda found: found[1] or ":", bare).strip().replace(";}", "}")


def shrink_script(source: str) -> str:
    """Take comment lines and needless blanks out of a script; what stands in quotation marks or a pattern stays.

    Every statement of the source ends with a semicolon, so a line break is a blank like any other.
    """
    lines = (line.strip() for line in source.splitlines())
    bare = "\n".join(line for line in lines if line and not line.startswith("//"))
    return _IN_SCRIPT.sub(lambda found: found["kept"] or found["sign"] or " ", bare).strip()


@cache
def compose_policy(style: str, script: str) -> str:
    """Return the content policy of a page: only its own style and script, only this host, in nobody's frame."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash(style)}; {scripts}connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}'"


def respond(
    request: Request, page: Page, status: int = 200, *, tail: bytes = b"", headers: Mapping[str, str] | None = None
) -> Response:
    """Send a page in the smallest form that the browser takes. `tail` is what this one request's page ends with.

    The page is compressed once and for all; only the tail is compressed for each request.
    """
    sent = {**HEADERS, "Content-Security-Policy": page.policy, "Vary": "Accept-Encoding"}
    sent["Cache-Control"] = "no-store" if page.private else "no-cache"
    body = page.body + tail
    if accepts_gzip(request.headers.get("accept-encoding", "")):
        sent["Content-Encoding"] = "gzip"
        head, compressor = (_begin_compressing if page.private else _begin_once)(page.body)
        ending = compressor.copy()
        body = head + ending.compress(tail) + ending.flush()
    return Response(body, status, {**sent, **(headers or {})}, media_type="text/html")


def accepts_gzip(header: str) -> bool:
    """Tell whether a browser takes gzip; `gzip;q=0` says that it does not."""
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return False


def _begin_compressing(body: bytes) -> tuple[bytes, "zlib._Compress"]:
    """Compress a page up to its tail: what is ready, and the compressor that goes on from there."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    return compressor.compress(body), compressor


_begin_once = lru_cache(maxsize=256)(_begin_compressing)
