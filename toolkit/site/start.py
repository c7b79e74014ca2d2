"""Requests for the start page, where the short code of a workshop is typed."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.site import messages
from toolkit.site.answers import say
from toolkit.site.context import find_site
from toolkit.site.fields import parse_fields
from toolkit.site.form import fold_code
from toolkit.site.form_view import LANGUAGE_NAMES
from toolkit.site.pages import respond
from toolkit.site.respond import choose_texts, compose_base, say_message

_LONGEST_SHOWN = 20


async def show_start(request: Request) -> Response:
    """Show the page where the short code is typed."""
    return await _show_start(request, "", 200)


async def take_code(request: Request) -> Response:
    """Lead from a typed code to its form."""
    typed = parse_fields(await request.body()).get("code", "")
    site = find_site(request)
    source = request.client.host if request.client else ""
    wait = site.tries.find_wait(source)
    if wait:
        # Right codes as well: otherwise one could go on trying and see which of them is let through.
        response = await say_message(request, messages.TOO_MANY_TRIES, 429, minutes=-(-wait // 60))
        response.headers["Retry-After"] = str(wait)
        return response
    token = site.codes.get(fold_code(typed))
    if token is None:
        site.tries.note_wrong(source)
        return await _show_start(request, typed.strip()[:_LONGEST_SHOWN], 404)
    return RedirectResponse(f"{compose_base(request)}/R/{token}", 303)


async def _show_start(request: Request, typed: str, status: int) -> Response:
    site = find_site(request)
    programme = site.plan.programme
    texts = choose_texts(request, programme.languages)
    page = await run_in_threadpool(
        site.pages.render,
        "start.html",
        texts,
        programme=programme.title.say(texts.language),
        organisation=programme.organisation.say(texts.language),
        typed=typed,
        problem=say(texts, messages.UNKNOWN_CODE, code=typed or "–") if status != 200 else "",
        base=compose_base(request),
        others=[(code, LANGUAGE_NAMES[code]) for code in programme.languages if code != texts.language],
    )
    return respond(request, page, status)
