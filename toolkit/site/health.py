"""Requests of whoever watches over the site: does it run, and does its store answer."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from toolkit.errors import StoreError
from toolkit.site.context import find_site


async def show_health(request: Request) -> Response:
    """Say 200 where the site can serve, 503 where its store does not answer. It tells nothing of what is in it."""
    try:
        await run_in_threadpool(find_site(request).store.check)
    except StoreError:
        return JSONResponse({"status": "store"}, 503)
    return JSONResponse({"status": "ok"})
