"""Who may steer: the facilitator's link, session and form tokens at the edge of a request; signing in and out.

A link is `…/F#KEY`: what stands after # is sent to no server and so stands in no log; the page's own script hands it
in and takes it out of the address. `…/F/KEY` does the same without a script.
"""

import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.model.question import Question
from toolkit.model.room import FacilitatorLink
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator_key import (
    SESSION_HOURS,
    Session,
    compose_form_token,
    compose_key,
    compose_session,
    holds_form_token,
    parse_key,
    parse_session,
)
from toolkit.site.fields import parse_fields
from toolkit.site.form import Form
from toolkit.site.pages import respond
from toolkit.site.respond import choose_texts, compose_base

COOKIE = "facilitator"
TOKEN = "token"  # noqa: S105  # the name of a field


@dataclass(frozen=True, kw_only=True)
class Control:
    """The buttons that a facilitator has on the projector's page; `before` and `after` are the questions beside it."""

    action: str
    token: str
    question: str
    console: str
    before: str
    after: str


def make_link(site: Site) -> FacilitatorLink:
    """Return the link that holds, or make one. Blocks: call it in a thread."""
    return site.store.room.make_link(FacilitatorLink(id=secrets.token_hex(8), made_at=site.say_minute()))


def compose_link_address(site: Site, link: FacilitatorLink, base: str = "") -> str:
    """Return the address to give to the facilitators, under the programme's own address or another."""
    return f"{base or compose_plain_base(site.plan.programme.base_url)}/F#{compose_key(site.secret, link.id)}"


def compose_plain_base(base_url: str) -> str:
    """Write an address with scheme and host in small letters and no slash at its end."""
    parts = urlsplit(base_url.strip())
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


async def find_session(request: Request) -> Session | None:
    """Return the facilitator's session, where its time is not over and its link not revoked."""
    site = find_site(request)
    session = parse_session(site.secret, request.cookies.get(COOKIE, ""), int(site.now().timestamp()))
    if session is None:
        return None
    holding = await run_in_threadpool(site.store.room.read_links)
    return session if any(link.id == session.link for link in holding) else None


def is_own_form(request: Request, session: Session, token: str) -> bool:
    """Tell whether a form came from a page of this session and not from another site's."""
    return holds_form_token(find_site(request).secret, session, token)


def compose_control(request: Request, session: Session, form: Form, question: Question) -> Control:
    """Compose the buttons on the projector's page of a question."""
    base, ids = compose_base(request), [each.id for each in form.instrument.questions]
    at = ids.index(question.id)
    results = f"{base}/R/{form.token}/RESULTS"
    return Control(
        action=f"{base}/F/at/{form.workshop.id}/show",
        token=compose_form_token(find_site(request).secret, session),
        question=question.id,
        console=f"{base}/F/at/{form.workshop.id}#q-{question.id}",
        before=f"{results}/{ids[at - 1].upper()}" if at else "",
        after=f"{results}/{ids[at + 1].upper()}" if at + 1 < len(ids) else "",
    )


async def sign_in_by_address(request: Request) -> Response:
    """Begin a session by the key that stands in the address, and lead away from it."""
    return await _sign_in(request, request.path_params["key"])


async def sign_in_by_form(request: Request) -> Response:
    """Begin a session by the key that was handed in."""
    return await _sign_in(request, re.split(r"[#/]", parse_fields(await request.body()).get("key", ""))[-1])


async def _sign_in(request: Request, key: str) -> Response:
    site = find_site(request)
    link = parse_key(site.secret, key)
    if link is None or all(link != held.id for held in await run_in_threadpool(site.store.room.read_links)):
        return await show_sign_in(request, refused=True)
    session = Session(link=link, ends=int(site.now().timestamp()) + SESSION_HOURS * 3600)
    answer = RedirectResponse(f"{compose_base(request)}/F", 303, {"Cache-Control": "no-store"})
    set_session(request, answer, session)
    return answer


def set_session(request: Request, answer: Response, session: Session) -> None:
    """Put the session's cookie into an answer: for this site alone, out of reach of scripts."""
    answer.set_cookie(
        COOKIE,
        compose_session(find_site(request).secret, session),
        max_age=SESSION_HOURS * 3600,
        path=compose_base(request) or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def end_session(request: Request) -> Response:
    """Take the session's cookie away and lead to the page where one signs in."""
    answer = RedirectResponse(f"{compose_base(request)}/F", 303)
    answer.delete_cookie(COOKIE, path=compose_base(request) or "/")
    return answer


async def show_sign_in(request: Request, *, refused: bool = False) -> Response:
    """Show the page where a facilitator comes in: by the link's own script, or by pasting the link."""
    site, base = find_site(request), compose_base(request)
    texts = choose_texts(request, site.plan.programme.languages)
    page = await run_in_threadpool(
        site.pages.render,
        "sign-in.html",
        texts,
        scripts=("sign-in.js",),
        private=True,
        base=base,
        programme=site.plan.programme.title.say(texts.language),
        refused=refused,
    )
    return respond(request, page, 403 if refused else 401)
