"""Answer with the pages that any request may meet: not found, busy, and the texts they are said in."""

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from toolkit.errors import Message
from toolkit.site.context import Site, find_site
from toolkit.site.pages import respond
from toolkit.texts import Texts, load_texts


def choose_texts(request: Request, languages: Sequence[str]) -> Texts:
    """Return the texts in the language asked for in the address, or by the browser, or the first one."""
    asked = [request.query_params.get("lang", "")]
    asked += [part.partition(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return load_texts(next((language for language in asked if language in languages), languages[0]))


async def say_message(
    request: Request, message: Message, status: int, texts: Texts | None = None, **facts: object
) -> Response:
    """Answer with a page that says one thing, and leads to the start page."""
    site: Site = find_site(request)
    texts = texts or choose_texts(request, site.plan.programme.languages)
    page = await run_in_threadpool(
        site.pages.render,
        "message.html",
        texts,
        title=texts(message.cause, **facts),
        remedy=texts(message.remedy, **facts) if message.remedy else "",
        base=compose_base(request),
        programme=site.plan.programme.title.say(texts.language),
    )
    return respond(request, page, status)


def compose_base(request: Request) -> str:
    """Return what stands before our own paths, such as a prefix that a reverse proxy serves; no slash at its end."""
    return str(request.scope.get("root_path", "")).rstrip("/")
