"""Requests for the facilitator's console: all workshops, one, its answers, its QR code, live counts."""

from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from toolkit.commands.held import find_held_notices
from toolkit.model.address import is_example
from toolkit.model.stage import Stage
from toolkit.model.tally import tally_responses
from toolkit.sheet.links import compose_typed_address
from toolkit.sheet.qr import draw_svg
from toolkit.site import messages
from toolkit.site.console_view import (
    compose_answers,
    compose_line,
    compose_workshop_page,
    say_counted,
)
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator import (
    compose_link_address,
    find_session,
    make_link,
    show_sign_in,
)
from toolkit.site.facilitator_key import Session, compose_form_token
from toolkit.site.form import Form
from toolkit.site.pages import respond
from toolkit.site.plan_news import say_news
from toolkit.site.respond import choose_texts, compose_base, say_message
from toolkit.texts import Texts, load_texts

Handler = Callable[[Request, Session], Awaitable[Response]]


def for_facilitators(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Let only a facilitator's session through; others are shown where to come in."""

    async def check(request: Request) -> Response:
        session = await find_session(request)
        return await handler(request, session) if session else await show_sign_in(request)

    return check


def find_workshop_form(request: Request) -> Form | None:
    """Return the form of the workshop whose id stands in the address."""
    wanted = request.path_params["workshop"].lower()
    return next((form for form in find_site(request).forms.values() if form.workshop.id == wanted), None)


def choose_console_texts(request: Request) -> Texts:
    """Return the texts in the facilitator's language: asked for, or the browser's."""
    return choose_texts(request, find_site(request).plan.programme.languages)


async def show_list(request: Request, session: Session) -> Response:
    """Show all workshops with who has answered how many."""
    site, texts = find_site(request), choose_console_texts(request)
    own = f"{request.url.scheme}://{request.url.netloc}{compose_base(request)}"

    def read() -> dict[str, Any]:
        stages = {stage.workshop: stage for stage in site.store.read_stages(list_workshops(site))}
        turnout = site.store.room.read_turnout()
        return {
            "lines": [
                compose_line(form, stages[form.workshop.id], turnout.get(form.workshop.id), texts)
                for form in site.forms.values()
            ],
            "remarks": [
                texts.problem(problem) for problem in find_held_notices(site.plan, site.database, site.now().date())
            ],
            "link": compose_link_address(
                site, make_link(site), own if is_example(site.plan.programme.base_url) else ""
            ),
        }

    return await send_console(request, session, "console-list.html", texts, **await run_in_threadpool(read))


async def show_workshop(request: Request, session: Session) -> Response:
    """Show one workshop: what can be steered, shown, downloaded and taken in."""
    form = find_workshop_form(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    return await send_workshop(request, session, form)


async def send_workshop(request: Request, session: Session, form: Form, status: int = 200, **said: Any) -> Response:
    """Send a workshop's page, with what became of an upload or a download where there is something to say."""
    site, texts = find_site(request), choose_console_texts(request)

    def read() -> dict[str, Any]:
        stage, shows = site.read_stage(form), site.store.room.read_shows(form.workshop.id)
        turnout = site.store.room.read_turnout().get(form.workshop.id)
        page = compose_workshop_page(form, stage, shows, count_answered(site, form), turnout, texts)
        return {"page": page}

    facts = {"receipt": "", "problems": (), **said, **await run_in_threadpool(read)}
    return await send_console(request, session, "console-workshop.html", texts, status, **facts)


async def show_answers(request: Request, session: Session) -> Response:
    """Show a question's answers in words, each with a button that hides it."""
    form = find_workshop_form(request)
    question = form.instrument.question(request.path_params["question"].lower()) if form else None
    if form is None or question is None:
        return await say_message(request, messages.NO_PAGE, 404)
    site, texts = find_site(request), choose_console_texts(request)
    items = [item.name for item in form.instrument.items_of(question.id)]
    found = await run_in_threadpool(site.store.room.read_words, form.workshop.id, items, hidden=True)
    return await send_console(
        request,
        session,
        "console-answers.html",
        texts,
        workshop=form.workshop.id,
        group=form.workshop.group.name,
        question=question.id,
        title=question.text.say(texts.language),
        answers=compose_answers(found, texts),
    )


async def show_code(request: Request, session: Session) -> Response:
    """Show a workshop's QR code and typed code on a page to print or to put on the wall."""
    form = find_workshop_form(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    texts = choose_console_texts(request)
    drawn = await run_in_threadpool(draw_svg, form.links.address)
    line = compose_line(form, Stage(workshop=form.workshop.id), None, texts)
    return await send_console(
        request,
        session,
        "console-code.html",
        texts,
        line=line,
        svg=Markup(drawn.decode("ascii")),  # noqa: S704  # our own drawing
        start=compose_typed_address(form.links.start),
        own=load_texts(form.workshop.language),
    )


async def show_counts(request: Request, session: Session) -> Response:
    """Say as JSON what the pages' counts are now, by workshop; for one workshop by question, too."""
    del session
    site, texts = find_site(request), choose_console_texts(request)
    form = find_workshop_form(request) if "workshop" in request.path_params else None

    def read() -> dict[str, str]:
        turnout = site.store.room.read_turnout()
        forms = [form] if form else list(site.forms.values())
        found: dict[str, str] = {}
        for each in forms:
            counted = say_counted(each.workshop, turnout.get(each.workshop.id), texts)
            found[f"said-{each.workshop.id}"] = counted.said
            found[f"channels-{each.workshop.id}"] = counted.channels
            found[f"share-{each.workshop.id}"] = counted.share
        if form:
            found |= {f"question-{name}": str(number) for name, number in count_answered(site, form).items()}
        return found

    return JSONResponse(await run_in_threadpool(read), headers={"Cache-Control": "no-store"})


async def send_console(
    request: Request, session: Session, template: str, texts: Texts, status: int = 200, **facts: Any
) -> Response:
    """Send a page of the console; none of them is kept by a browser."""
    site = find_site(request)
    page = await run_in_threadpool(
        site.pages.render,
        template,
        texts,
        styles=("base.css", "console.css"),
        scripts=("console.js",),
        private=True,
        base=compose_base(request),
        path=request.url.path,
        programme=site.plan.programme.title.say(texts.language),
        languages=site.plan.programme.languages,
        token=compose_form_token(site.secret, session),
        news=say_news(site.news, texts) if site.news else [],
        at_fault=bool(site.news and site.news.problems),
        **facts,
    )
    return respond(request, page, status)


def list_workshops(site: Site) -> list[str]:
    """List the ids of the workshops, in the plan's order."""
    return [workshop.id for workshop in site.plan.workshops]


def count_answered(site: Site, form: Form) -> dict[str, int]:
    """Count by question how many have answered it, by the same rules as every summary. Blocks."""
    workshop = form.workshop
    responses = site.store.read_responses([workshop.id])
    summary = tally_responses(site.plan.programme, (workshop,), {workshop.id: form.instrument}, responses)
    return {tally.question.id: tally.total.answered for tally in summary.questions}
