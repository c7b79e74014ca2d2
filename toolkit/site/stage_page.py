"""Requests of phones that follow the facilitator: how the workshop stands now, and a stream of its changes."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from toolkit.errors import StoreError
from toolkit.model.stage import Stage
from toolkit.site.context import find_form, find_site
from toolkit.site.feed import ChangeKind, Feed


async def show_stage(request: Request) -> Response:
    """Say how a workshop stands, as JSON."""
    form = find_form(request)
    if form is None:
        return JSONResponse({"error": "unknown"}, 404)
    try:
        stage = await run_in_threadpool(find_site(request).read_stage, form)
    except StoreError:
        return JSONResponse({"error": "busy"}, 503)
    return JSONResponse(compose_stage_facts(stage), headers={"Cache-Control": "no-store"})


async def follow_stage(request: Request) -> Response:
    """Stream how a workshop stands, now and with every change."""
    form = find_form(request)
    if form is None:
        return JSONResponse({"error": "unknown"}, 404)
    site = find_site(request)

    async def look() -> Any:
        return compose_stage_facts(await run_in_threadpool(site.read_stage, form))

    return stream(site.feed, form.workshop.id, frozenset(["stage"]), look)


def compose_stage_facts(stage: Stage) -> dict[str, object]:
    """Return a stage as a phone reads it."""
    return {
        "open": stage.open,
        "pace": stage.pace,
        "focus": stage.focus,
        "version": stage.version,
        "agreeing": stage.agreeing,
    }


def stream(
    feed: Feed, workshop: str, kinds: frozenset[ChangeKind], look: Callable[[], Awaitable[Any]]
) -> StreamingResponse:
    """Stream what `look` returns as server-sent events: now, and whenever one of the kinds changed."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # a proxy must pass each event on at once
    events = _compose_events(feed, workshop, kinds, look)
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _compose_events(
    feed: Feed, workshop: str, kinds: frozenset[ChangeKind], look: Callable[[], Awaitable[Any]]
) -> AsyncIterator[str]:
    changes = feed.subscribe(workshop)  # before the first look, so that no change between the two is lost
    yield await _compose_event(look)
    async for found in changes:
        if found & kinds:
            yield await _compose_event(look)
        elif not found:
            yield ": \n\n"


async def _compose_event(look: Callable[[], Awaitable[Any]]) -> str:
    try:
        said = json.dumps(await look(), ensure_ascii=False, separators=(",", ":"))
    except StoreError:
        return ": busy\n\n"
    return f"data: {said}\n\n"
