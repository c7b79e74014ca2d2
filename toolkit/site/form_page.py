"""Requests for a workshop's form: shown blank, or with what a response holds so far, or after it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from toolkit.model.stage import Stage
from toolkit.site import messages
from toolkit.site.answers import say
from toolkit.site.context import find_form, find_site
from toolkit.site.fields import ASKED, DO, LANGUAGE, RESPONSE, VERSION, show_values
from toolkit.site.form import Form
from toolkit.site.form_view import compose_form_view
from toolkit.site.pages import Page, Pages, respond
from toolkit.site.phone_words import compose_phone_words
from toolkit.site.respond import compose_base, say_message
from toolkit.site.response_id import read_response_id
from toolkit.texts import Texts, load_texts


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a page shows beside the questions: values and problems by item, and what happened to the form.

    `sequence` is the number of the response's last save; `fault` is why the form could not be saved.
    """

    response: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    sequence: int = 0
    done: bool = False
    fault: str = ""


async def show_form(request: Request) -> Response:
    """Show a workshop's form, at a question where one stands in the address."""
    form = find_form(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    site = find_site(request)
    texts = load_texts(form.choose_language(request.query_params.get("lang", "")))
    stage = await run_in_threadpool(site.read_stage, form)
    response = read_response_id(request.query_params.get("r", ""))
    at = request.path_params.get("question", "").lower()
    base = compose_base(request)
    if not response:
        page = await run_in_threadpool(_compose_blank_page, site.pages, form, stage, texts, at, base)
        return respond(request, page, tail=compose_tail(site.make_id()))
    draft = await run_in_threadpool(site.store.read_draft, form.workshop.id, response)
    filled = Filled(
        response=response,
        written=show_values(draft.values) if draft else {},
        sequence=draft.sequence if draft else 0,
        done="done" in request.query_params,
    )
    return await send_form(request, form, stage, texts, filled, at=at)


async def send_form(
    request: Request, form: Form, stage: Stage, texts: Texts, filled: Filled, *, at: str = "", status: int = 200
) -> Response:
    """Send a form's page with what somebody wrote in it."""
    pages = find_site(request).pages
    page = await run_in_threadpool(compose_page, pages, form, stage, texts, at, compose_base(request), filled)
    return respond(request, page, status, tail=compose_tail(filled.response))


def compose_tail(response: str) -> bytes:
    """Return the end of a form's page: the id of the response it would become, new with every blank page."""
    return f'<input type="hidden" form="form" name="{RESPONSE}" value="{escape(response)}">'.encode()


def compose_page(pages: Pages, form: Form, stage: Stage, texts: Texts, at: str, base: str, filled: Filled) -> Page:
    """Render a form; `at` is the question to open it at, `base` what stands before our own paths."""
    return pages.render(
        "form.html",
        texts,
        styles=("base.css", "form.css"),
        scripts=("form.js",),
        private=bool(filled.response),
        form=compose_form_view(form, stage, texts, filled.written, filled.problems),
        stage=stage,
        filled=filled,
        closed=say(texts, messages.CLOSED),
        kept=texts(messages.CLOSED_AND_KEPT.remedy),
        words=compose_phone_words(texts),
        at=at if form.instrument.question(at) else "",
        action=f"{base}/R/{form.token}",
        asked=" ".join(question.id for question in form.instrument.questions),
        version=form.instrument.version,
        names={"asked": ASKED, "language": LANGUAGE, "do": DO, "version": VERSION},
    )


@lru_cache(maxsize=512)
def _compose_blank_page(pages: Pages, form: Form, stage: Stage, texts: Texts, at: str, base: str) -> Page:
    return compose_page(pages, form, stage, texts, at, base, Filled())
