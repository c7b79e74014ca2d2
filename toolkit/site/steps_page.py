"""Requests for a workshop's next steps on the console: who takes each, until when, its status; and to change that."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.errors import InputError, Problem
from toolkit.model.next_step import StepOutcome
from toolkit.model.planned_step import PlannedStep
from toolkit.model.tally import tally_responses
from toolkit.model.themes import Coding
from toolkit.site import messages, room_messages
from toolkit.site.console_pages import choose_console_texts, find_workshop_form, send_console
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator import find_session, show_sign_in
from toolkit.site.facilitator_key import Session
from toolkit.site.form import Form
from toolkit.site.respond import compose_base, say_message
from toolkit.site.steps_view import compose_steps_page, parse_steps
from toolkit.store.messages import STEP_CHANGED_TWICE
from toolkit.summary.next_steps import gather_next_steps
from toolkit.summary.theme_matrix import find_step_questions
from toolkit.texts import Texts


async def show_steps(request: Request, session: Session) -> Response:
    """Show a workshop's next steps, each with fields for who takes it, until when, and how it stands."""
    form = find_workshop_form(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    return await _send_steps(request, session, form)


async def save_steps(request: Request, form: Form, fields: Mapping[str, str]) -> Response:
    """Keep what was changed on the page, all or none, and lead back to it.

    Where something cannot be read, or somebody else has changed a field meanwhile, the page comes again with what was
    typed and says what is the matter.
    """
    site, texts = find_site(request), choose_console_texts(request)
    session = await find_session(request)
    if session is None:
        return await show_sign_in(request)
    try:
        outcome, problems = await run_in_threadpool(_save, site, form, fields)
    except InputError as error:
        said = tuple(_say_clash(problem, texts) for problem in error.problems)
        return await _send_steps(request, session, form, 409, typed=fields, problems=said)
    if problems:
        said = tuple(texts.problem(problem) for problem in problems)
        return await _send_steps(request, session, form, 422, typed=fields, problems=said)
    first = _parse_number(fields.get("from", ""))
    query = {"lang": texts.language, "saved": len(outcome.taken), **({"from": first} if first else {})}
    return RedirectResponse(f"{compose_base(request)}/F/at/{form.workshop.id}/steps?{urlencode(query)}", 303)


def _save(site: Site, form: Form, fields: Mapping[str, str]) -> tuple[StepOutcome, list[Problem]]:
    """Take what was sent, unless something in it cannot be read. Blocks."""
    own = {key.item: step.state.workshop for key, step in site.store.read_steps().items() if step.own}
    changes, problems = parse_steps(fields, form.workshop, own)
    if problems:
        return StepOutcome(), problems
    return site.store.take_steps(changes, set_at=site.say_minute()), []


def _say_clash(problem: Problem, texts: Texts) -> str:
    if problem.message != STEP_CHANGED_TWICE:
        return texts.problem(problem)
    message = room_messages.STEP_CHANGED_MEANWHILE
    return texts(message.cause, step=problem.place.key, **problem.facts) + " " + texts(message.remedy, **problem.facts)


async def _send_steps(
    request: Request,
    session: Session,
    form: Form,
    status: int = 200,
    *,
    typed: Mapping[str, str] | None = None,
    problems: tuple[str, ...] = (),
) -> Response:
    site, texts = find_site(request), choose_console_texts(request)
    steps = await run_in_threadpool(read_workshop_steps, site, form)
    asked = (typed or {}).get("from", "") or request.query_params.get("from", "")
    first = min(_parse_number(asked), max(len(steps) - 1, 0))
    saved = _parse_number(request.query_params.get("saved", ""))
    return await send_console(
        request,
        session,
        "console-steps.html",
        texts,
        status,
        workshop=form.workshop.id,
        group=form.workshop.group.name,
        page=compose_steps_page(steps, site.now().date(), texts, first, typed),
        first=first,
        typed=typed or {},
        said=texts.plural("{n} next step saved.", "{n} next steps saved.", saved) if saved else "",
        unchanged="saved" in request.query_params and not saved,
        problems=problems,
    )


def read_workshop_steps(site: Site, form: Form) -> tuple[PlannedStep, ...]:
    """Read a workshop's next steps with what was said of them, hidden answers left out. Blocks."""
    workshop, programme = form.workshop, site.plan.programme
    responses = site.store.read_responses([workshop.id])
    summary = tally_responses(programme, (workshop,), {workshop.id: form.instrument}, responses)
    said = site.store.read_steps()
    steps = gather_next_steps(summary, Coding(), (), find_step_questions(summary, programme), said)
    return tuple(step for step in steps if step.workshop is not None)


def _parse_number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
