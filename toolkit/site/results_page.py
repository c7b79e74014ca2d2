"""Requests for the projector: a question's answers as a page, and live. Shows what the facilitator shows, no more."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from toolkit.errors import StoreError
from toolkit.model.question import Question
from toolkit.site import messages
from toolkit.site.context import Site, find_form, find_site
from toolkit.site.facilitator import compose_control, find_session
from toolkit.site.form import Form
from toolkit.site.pages import Page, respond
from toolkit.site.respond import compose_base, say_message
from toolkit.site.results_view import CardsView, ResultsView
from toolkit.site.room_results import read_view
from toolkit.texts import Texts, load_texts

SECONDS_BETWEEN = 0.35
"""Views are sent at most this often, however many answers come: live within a second, and never busy with it."""


async def show_results(request: Request) -> Response:
    """Show what a question's answers look like; `?page=2` turns to a page of open answers without a script."""
    form, question = find_form(request), find_question(request)
    if form is None or question is None:
        return await say_message(request, messages.NO_PAGE, 404)
    site, texts = find_site(request), choose_form_texts(request, form)
    view = await run_in_threadpool(read_view, site.store, form, question, texts)
    session = await find_session(request)
    address = f"{compose_base(request)}/R/{form.token}/RESULTS/{question.id.upper()}"

    def render() -> Page:
        return site.pages.render(
            "results.html",
            texts,
            styles=("results.css",),
            scripts=("results.js",),
            private=True,
            view=view,
            page_at=_read_page(request, view),
            live=f"{address}/live?lang={texts.language}",
            control=compose_control(request, session, form, question) if session else None,
        )

    return respond(request, await run_in_threadpool(render))


async def follow_results(request: Request) -> Response:
    """Stream the view, now and within a second of every change."""
    form, question = find_form(request), find_question(request)
    if form is None or question is None:
        return JSONResponse({"error": "unknown"}, 404)
    texts = choose_form_texts(request, form)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # a proxy must pass each event on at once
    events = _compose_events(find_site(request), form, question, texts)
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def find_question(request: Request) -> Question | None:
    """Return the question whose id stands in the address, in capitals or not, where the form asks it."""
    form = find_form(request)
    return form.instrument.question(request.path_params["question"].lower()) if form else None


def choose_form_texts(request: Request, form: Form) -> Texts:
    """Return the texts in the language asked for in the address, otherwise in the workshop's."""
    return load_texts(form.choose_language(request.query_params.get("lang", "")))


async def _compose_events(site: Site, form: Form, question: Question, texts: Texts) -> AsyncIterator[str]:
    changes = site.feed.subscribe(form.workshop.id)  # before the first look, so that no change between is lost
    sent = await _look(site, form, question, texts, time.monotonic())
    yield sent or ": busy\n\n"
    async for kinds in changes:
        if not kinds:
            yield ": \n\n"
            continue
        since = time.monotonic()
        await asyncio.sleep(SECONDS_BETWEEN)
        now = await _look(site, form, question, texts, since)
        if now and now != sent:
            sent = now
            yield now


async def _look(site: Site, form: Form, question: Question, texts: Texts, since: float) -> str:
    """Return the view as an event; empty while the store is busy, which the next change makes good."""

    def look() -> str:
        view = read_view(site.store, form, question, texts)
        return f"data: {json.dumps(render_view(site, view, texts), ensure_ascii=False)}\n\n"

    try:
        return await site.readings.read((form.token, question.id, texts.language), since, look)
    except StoreError:
        return ""


def render_view(site: Site, view: ResultsView, texts: Texts) -> str:
    """Render the part of the page that changes."""
    return site.pages.render_part("results-view.html", texts, view=view, page_at=1)


def _read_page(request: Request, view: ResultsView) -> int:
    """Return the page of open answers that is asked for, of those there are."""
    asked, last = request.query_params.get("page", ""), len(view.body.pages) if isinstance(view.body, CardsView) else 1
    return min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
