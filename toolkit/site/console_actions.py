"""Requests by which a facilitator steers: open and close, pace and focus, show and hide, links; each leads back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.model.room import Show
from toolkit.model.stage import PACES, Stage
from toolkit.site import messages, room_messages
from toolkit.site.console_pages import find_workshop_form
from toolkit.site.context import find_site
from toolkit.site.facilitator import TOKEN, end_session, find_session, is_own_form, make_link, set_session, show_sign_in
from toolkit.site.facilitator_key import SESSION_HOURS, Session
from toolkit.site.feed import Changed
from toolkit.site.fields import parse_fields
from toolkit.site.form import Form
from toolkit.site.respond import compose_base, say_message

Fields = Mapping[str, str]
Action = Callable[[Request, Form, Fields], Awaitable[Response]]


def by_own_form(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Let only what a page of the facilitator's own session sends through, and find its workshop."""

    async def check(request: Request) -> Response:
        session = await find_session(request)
        if session is None:
            return await show_sign_in(request)
        fields = parse_fields(await request.body())
        if not is_own_form(request, session, fields.get(TOKEN, "")):
            return await say_message(request, room_messages.NOT_FROM_HERE, 403)
        form = find_workshop_form(request)
        return await action(request, form, fields) if form else await say_message(request, messages.NO_PAGE, 404)

    return check


async def set_stage(request: Request, form: Form, fields: Fields) -> Response:
    """Open or close, set the pace, choose the question in focus: whichever of them was sent."""
    site = find_site(request)

    def write() -> None:
        site.store.write_stage(_change_stage(site.read_stage(form), form, fields))

    await run_in_threadpool(write)
    site.feed.publish(Changed(form.workshop.id, "stage"))
    return lead_back(request, form, fields)


def _change_stage(stage: Stage, form: Form, fields: Fields) -> Stage:
    """Return the stage with what was sent. A question comes into focus only where the form asks it."""
    if fields.get("open") in ("yes", "no"):
        stage = replace(stage, open=fields["open"] == "yes")
    for pace in PACES:
        if fields.get("pace") == pace:
            first = form.instrument.questions[0].id if form.instrument.questions else ""
            stage = replace(stage, pace=pace, focus=(stage.focus or first) if pace == "led" else stage.focus)
    question = fields.get("focus", "")
    if form.instrument.question(question):
        stage = replace(stage, pace="led", focus=question)
    return stage


async def set_show(request: Request, form: Form, fields: Fields) -> Response:
    """Show a question's answers to the room or not, and let participants agree with others' or not."""
    site, question = find_site(request), form.instrument.question(fields.get("question", ""))
    if question is None:
        return await say_message(request, messages.NO_PAGE, 404)
    allows = question.kind == "text"

    def write() -> None:
        show = site.store.room.read_shows(form.workshop.id).get(question.id, Show(question=question.id))
        if fields.get("shown") in ("yes", "no"):
            show = replace(show, results=fields["shown"] == "yes")
        if fields.get("agreeing") in ("yes", "no"):
            show = replace(show, agreeing=allows and fields["agreeing"] == "yes")
        site.store.room.write_show(form.workshop.id, show)

    await run_in_threadpool(write)
    site.feed.publish(Changed(form.workshop.id, "stage"))
    return lead_back(request, form, fields)


async def hide_answer(request: Request, form: Form, fields: Fields) -> Response:
    """Hide an answer or show it again; it is kept in either case."""
    site, number = find_site(request), fields.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return await say_message(request, messages.NO_PAGE, 404)
    hidden = fields.get("hidden") == "yes"
    item = fields.get("item", "")
    found = await run_in_threadpool(site.store.room.hide_answer, form.workshop.id, int(number), item, hidden=hidden)
    if not found:
        return await say_message(request, messages.NO_PAGE, 404)
    site.feed.publish(Changed(form.workshop.id, "answers"))
    return lead_back(request, form, fields)


def lead_back(request: Request, form: Form, fields: Fields) -> Response:
    """Lead back to where the button stood: the workshop's page, its answers or the projector."""
    base, question = compose_base(request), form.instrument.question(fields.get("question", ""))
    language = request.query_params.get("lang", "")
    query = f"?{urlencode({'lang': language})}" if language in form.programme.languages else ""
    back, home = fields.get("back", ""), f"{base}/F/at/{form.workshop.id}"
    anchor = fields.get("focus", "") if form.instrument.question(fields.get("focus", "")) else ""
    if question and back == "results":
        return RedirectResponse(f"{base}/R/{form.token}/RESULTS/{question.id.upper()}", 303)
    if question and back == "answers":
        return RedirectResponse(f"{home}/answers/{question.id}{query}#a-{fields.get('number', '')}", 303)
    anchor = question.id if question else anchor
    return RedirectResponse(f"{home}{query}{f'#q-{anchor}' if anchor else ''}", 303)


async def revoke_links(request: Request) -> Response:
    """Revoke every facilitator's link and session, and go on with a new one."""
    session = await find_session(request)
    if session is None:
        return await show_sign_in(request)
    if not is_own_form(request, session, parse_fields(await request.body()).get(TOKEN, "")):
        return await say_message(request, room_messages.NOT_FROM_HERE, 403)
    site = find_site(request)
    await run_in_threadpool(site.store.room.revoke_links, site.say_minute())
    link = await run_in_threadpool(make_link, site)
    answer = RedirectResponse(f"{compose_base(request)}/F#link", 303)
    ends = int(site.now().timestamp()) + SESSION_HOURS * 3600
    set_session(request, answer, Session(link=link.id, ends=ends))
    return answer


async def sign_out(request: Request) -> Response:
    """End the session on this computer; the link goes on holding."""
    session = await find_session(request)
    fields = parse_fields(await request.body())
    if session is not None and not is_own_form(request, session, fields.get(TOKEN, "")):
        return await say_message(request, room_messages.NOT_FROM_HERE, 403)
    return end_session(request)
