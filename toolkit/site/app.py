"""The response site as an ASGI application: `create_app` and the one table of addresses.

    app = create_app(plan, links, store)

Addresses do not mind the case, since QR codes hold capitals. Whatever a handler needs is in `app.state.site`.
"""

import asyncio
import contextlib
import datetime
import re
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from toolkit.commands.plan import Plan
from toolkit.errors import StoreError
from toolkit.model.link import Links
from toolkit.resources import find_template_folder
from toolkit.site import messages
from toolkit.site.agree_page import show_others, take_agreement
from toolkit.site.console_actions import by_own_form, hide_answer, revoke_links, set_show, set_stage, sign_out
from toolkit.site.console_files import take_sheet
from toolkit.site.console_pages import for_facilitators, show_answers, show_code, show_counts, show_list, show_workshop
from toolkit.site.context import Site
from toolkit.site.downloads import download_file, download_summary
from toolkit.site.facilitator import sign_in_by_address, sign_in_by_form
from toolkit.site.feed import Feed, LocalFeed
from toolkit.site.form import compose_codes, compose_former_forms, compose_forms
from toolkit.site.form_page import show_form
from toolkit.site.guard import Guard
from toolkit.site.health import show_health
from toolkit.site.intakes_page import ask_undo, show_intakes, undo_intake
from toolkit.site.origin import find_host
from toolkit.site.pages import Pages
from toolkit.site.plan_news import News
from toolkit.site.plan_page import show_plan
from toolkit.site.readings import SharedReadings
from toolkit.site.replan import keep_watching
from toolkit.site.respond import say_message
from toolkit.site.results_page import follow_results, show_results
from toolkit.site.save import take_answers, take_plain_form
from toolkit.site.stage_page import follow_stage, show_stage
from toolkit.site.start import show_start, take_code
from toolkit.site.steps_page import save_steps, show_steps
from toolkit.site.tries import Tries
from toolkit.site.watch import Watch
from toolkit.site.writer import MOST_TOGETHER, Writer
from toolkit.store.store import Store


class Address(Route):
    """A route whose path is the same in capitals and in small letters."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.path_regex = re.compile(self.path_regex.pattern, re.IGNORECASE)


def list_routes() -> list[BaseRoute]:
    """Return the table of addresses; the first that fits is taken."""
    return [
        Address("/", show_start, name="start"),
        Address("/", take_code, methods=["POST"]),
        Address("/healthz", show_health),
        Address("/PLAN", show_plan, name="plan"),
        Address("/R/{token}", show_form, name="form"),
        Address("/R/{token}", take_plain_form, methods=["POST"]),
        # Not the form's own address: a browser would forget the page, and going back show a blank form of a new id.
        Address("/R/{token}/send", take_plain_form, methods=["POST"]),
        Address("/R/{token}/answers", take_answers, methods=["POST"]),
        Address("/R/{token}/stage", show_stage),
        Address("/R/{token}/live", follow_stage),
        Address("/R/{token}/RESULTS/{question}", show_results),
        Address("/R/{token}/RESULTS/{question}/live", follow_results),
        Address("/R/{token}/AGREE/{question}", show_others),
        Address("/R/{token}/AGREE/{question}", take_agreement, methods=["POST"]),
        Address("/R/{token}/{question}", show_form, name="question"),
        Address("/F", for_facilitators(show_list)),
        Address("/F", sign_in_by_form, methods=["POST"]),
        Address("/F/counts", for_facilitators(show_counts)),
        Address("/F/summary", for_facilitators(download_summary)),
        Address("/F/intakes", for_facilitators(show_intakes)),
        Address("/F/intakes", undo_intake, methods=["POST"]),
        Address("/F/intakes/ask", for_facilitators(ask_undo)),
        Address("/F/revoke", revoke_links, methods=["POST"]),
        Address("/F/leave", sign_out, methods=["POST"]),
        Address("/F/at/{workshop}", for_facilitators(show_workshop)),
        Address("/F/at/{workshop}/counts", for_facilitators(show_counts)),
        Address("/F/at/{workshop}/code", for_facilitators(show_code)),
        Address("/F/at/{workshop}/answers/{question}", for_facilitators(show_answers)),
        Address("/F/at/{workshop}/files/{file}", for_facilitators(download_file)),
        Address("/F/at/{workshop}/steps", for_facilitators(show_steps)),
        Address("/F/at/{workshop}/steps", by_own_form(save_steps), methods=["POST"]),
        Address("/F/at/{workshop}/stage", by_own_form(set_stage), methods=["POST"]),
        Address("/F/at/{workshop}/show", by_own_form(set_show), methods=["POST"]),
        Address("/F/at/{workshop}/hide", by_own_form(hide_answer), methods=["POST"]),
        Address("/F/at/{workshop}/sheet", take_sheet, methods=["POST"]),
        Address("/F/{key}", sign_in_by_address),
    ]


def create_app(
    plan: Plan,
    links: Mapping[str, Links],
    store: Store,
    *,
    feed: Feed | None = None,
    now: Callable[[], datetime.datetime] = datetime.datetime.now,
    make_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    most_together: int = MOST_TOGETHER,
    base_path: str = "",
    secret: bytes | None = None,
    database: str | None = None,
    watch: Watch | None = None,
    tell: Callable[[News], None] = lambda _news: None,
) -> Starlette:
    """Make the site of a programme; the store stays the caller's to close. `most_together` saves share a commit.

    `base_path` is the prefix under which a reverse proxy shows the site. `secret` is the programme's: without it the
    facilitators' links end with the process. `database` names the store to programs that the site starts. `watch` looks
    for changed files, and what became of them goes to `tell` too.
    """
    forms = compose_forms(plan, links)
    site = Site(
        plan=plan,
        forms=forms,
        former=compose_former_forms(forms),
        codes=compose_codes(forms),
        store=store,
        writer=Writer(store, most_together=most_together),
        feed=feed or LocalFeed(),
        pages=Pages(find_template_folder("html")),
        now=now,
        make_id=make_id,
        tries=Tries(clock=time.monotonic, make_key=lambda: secrets.token_bytes(32)),
        readings=SharedReadings(),
        secret=secret or secrets.token_bytes(32),
        database=database,
        building=asyncio.Semaphore(1),
    )
    hosts = {find_host(plan.programme.base_url)}
    app = Starlette(
        routes=list_routes(),
        middleware=[Middleware(Guard, base_path=base_path, hosts=hosts)],
        exception_handlers={HTTPException: _say_no_page, StoreError: _say_busy},
        lifespan=_live,
    )
    app.state.site, app.state.watch, app.state.tell, app.state.hosts = site, watch, tell, hosts
    return app


@contextlib.asynccontextmanager
async def _live(app: Starlette) -> AsyncIterator[None]:
    """Write as long as the site runs; what waits at the end is written before it stops."""
    site: Site = app.state.site
    site.writer.start()
    site.feed.start()
    watching = asyncio.create_task(keep_watching(app)) if app.state.watch else None
    yield
    if watching:
        watching.cancel()
    site.feed.close()
    await site.writer.drain()
    await site.feed.stop()


_REFUSALS = {413: messages.TOO_LARGE, 408: messages.TOO_SLOW, 400: messages.MALFORMED}


async def _say_no_page(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return await say_message(request, _REFUSALS.get(status, messages.NO_PAGE), status)


async def _say_busy(request: Request, _fault: Exception) -> Response:
    return await say_message(request, messages.BUSY, 503)
