"""Requests for the read-only status page of the action plan, which an intranet may link to."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from toolkit.commands.plan_status import read_plan_status
from toolkit.errors import InputError
from toolkit.site import messages
from toolkit.site.context import find_site
from toolkit.site.form_view import LANGUAGE_NAMES
from toolkit.site.pages import respond
from toolkit.site.plan_view import compose_plan_page, parse_wanted
from toolkit.site.respond import choose_texts, compose_base, say_message


async def show_plan(request: Request) -> Response:
    """Show how the plan stands, filtered as the address says."""
    site = find_site(request)
    programme = site.plan.programme
    texts = choose_texts(request, programme.languages)
    try:
        found = await run_in_threadpool(read_plan_status, site.plan.folder, programme, site.now().date())
    except InputError:
        return await say_message(request, messages.PLAN_AT_FAULT, 503)
    if found is None:
        return await say_message(request, messages.NO_PLAN, 404)
    wanted = parse_wanted(request.query_params, found.report, texts.language)
    view = compose_plan_page(found.report, programme, wanted, texts)
    page = await run_in_threadpool(
        site.pages.render,
        "plan.html",
        texts,
        styles=("base.css", "plan.css"),
        programme=programme.title.say(texts.language),
        organisation=programme.organisation.say(texts.language),
        view=view,
        note=found.note.say(texts.language),
        base=compose_base(request),
        others=[(code, LANGUAGE_NAMES[code]) for code in programme.languages if code != texts.language],
    )
    return respond(request, page)
