"""Requests for what was taken in: the list, what taking one out would do, and doing it."""

from collections.abc import Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.commands.intakes import name_workshops
from toolkit.commands.undo import describe_moved, parse_wanted
from toolkit.errors import InputError
from toolkit.model.intake import Undone
from toolkit.site import room_messages
from toolkit.site.console_pages import choose_console_texts, send_console
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator import TOKEN, find_session, is_own_form, show_sign_in
from toolkit.site.facilitator_key import Session
from toolkit.site.feed import Changed
from toolkit.site.fields import parse_fields
from toolkit.site.intakes_view import compose_intake_lines, compose_phone_groups
from toolkit.site.respond import compose_base, say_message
from toolkit.store.messages import LATER_INTAKES
from toolkit.texts import Texts

INTAKE = "intake"
LATER = "later"


async def show_intakes(request: Request, session: Session) -> Response:
    """Show everything that was taken in, the latest first."""
    site, texts = find_site(request), choose_console_texts(request)
    intakes = await run_in_threadpool(site.store.read_intakes)
    names = name_workshops(site.plan)
    return await send_console(
        request,
        session,
        "console-intakes.html",
        texts,
        lines=compose_intake_lines(intakes.files, names, texts),
        phones=compose_phone_groups(intakes.phones, names, texts),
    )


async def ask_undo(request: Request, session: Session) -> Response:
    """Show what an undo would do, with a button that does it."""
    site, texts = find_site(request), choose_console_texts(request)
    return await _send_question(request, session, site, texts, request.query_params.get(INTAKE, ""))


async def undo_intake(request: Request) -> Response:
    """Undo an intake and lead back to the list; where that cannot be, say why."""
    session = await find_session(request)
    if session is None:
        return await show_sign_in(request)
    fields = parse_fields(await request.body())
    if not is_own_form(request, session, fields.get(TOKEN, "")):
        return await say_message(request, room_messages.NOT_FROM_HERE, 403)
    site, texts, wanted = find_site(request), choose_console_texts(request), fields.get(INTAKE, "")
    try:
        done = await run_in_threadpool(_undo, site, wanted, with_later=fields.get(LATER) == "yes")
    except InputError:
        return await _send_question(request, session, site, texts, wanted, 409)
    for workshop in sorted({site.store.former.find_now(moved.workshop) for one in done for moved in one.moved}):
        site.feed.publish(Changed(workshop, "answers"))
    return RedirectResponse(f"{compose_base(request)}/F/intakes?lang={texts.language}#i-{done[-1].number}", 303)


async def _send_question(
    request: Request, session: Session, site: Site, texts: Texts, wanted: str, status: int = 200
) -> Response:
    def look() -> dict[str, Any]:
        try:
            return _compose_question(_undo(site, wanted, with_later=False, hold=False), site, texts)
        except InputError as error:
            if error.problems[0].message != LATER_INTAKES:
                return {"problem": texts.problem(error.problems[0]), "done": (), "later": False}
            done = _undo(site, wanted, with_later=True, hold=False)
            facts = error.problems[0].facts
            said = texts("Later intakes build on this one: {later}. They are taken out, too.", later=facts["later"])
            return {**_compose_question(done, site, texts), "problem": said, "later": True}

    facts = await run_in_threadpool(look)
    return await send_console(request, session, "console-undo.html", texts, status, intake=wanted, **facts)


def _undo(site: Site, wanted: str, *, with_later: bool, hold: bool = True) -> Sequence[Undone]:
    """Undo, or only look at what that would do. Blocks."""
    judge = None if hold else lambda _done: False
    key = parse_wanted(site.store, wanted)
    return site.store.undo(key, undone_at=site.say_minute(), with_later=with_later, judge=judge)


def _compose_question(done: Sequence[Undone], site: Site, texts: Texts) -> dict[str, Any]:
    names = name_workshops(site.plan)
    lines = [
        (
            f"{texts('Put back') if one.back else texts('Take out')}: {one.of}",
            [describe_moved(moved, names, texts) for moved in one.moved],
        )
        for one in done
    ]
    return {"problem": "", "done": lines, "later": False, "back": done[-1].back}
