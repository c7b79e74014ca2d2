"""Requests of participants who agree with others' answers, where the facilitator allows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit.errors import Message
from toolkit.model.question import Question
from toolkit.model.room import RoomAnswer
from toolkit.site import messages, room_messages
from toolkit.site.answers import say
from toolkit.site.context import Site, find_form, find_site
from toolkit.site.feed import Changed
from toolkit.site.fields import LANGUAGE, RESPONSE, parse_fields
from toolkit.site.form import Form
from toolkit.site.pages import respond
from toolkit.site.respond import compose_base, say_message
from toolkit.site.response_id import read_response_id
from toolkit.site.results_page import choose_form_texts, find_question
from toolkit.texts import Texts, load_texts


@dataclass(frozen=True, kw_only=True)
class OthersAnswer:
    """Somebody else's answer, and whether this participant agrees with it."""

    number: int
    text: str
    agreeing: int
    agreed: bool
    own: bool


async def show_others(request: Request) -> Response:
    """Show others' answers to a question, each with a button to agree."""
    form, question = find_form(request), find_question(request)
    if form is None or question is None:
        return await say_message(request, messages.NO_PAGE, 404)
    response = read_response_id(request.query_params.get("r", ""))
    return await _send(request, form, question, choose_form_texts(request, form), response)


async def take_agreement(request: Request) -> Response:
    """Note that a participant agrees with an answer, or no longer does."""
    form, question = find_form(request), find_question(request)
    if form is None or question is None:
        return await say_message(request, messages.NO_PAGE, 404)
    site, fields = find_site(request), parse_fields(await request.body())
    texts = load_texts(form.choose_language(fields.get(LANGUAGE, "")))
    response, number = read_response_id(fields.get(RESPONSE, "")), _read_number(fields)
    if not response or number is None:
        return await _send(request, form, question, texts, response, room_messages.AGREE_AFTER_ANSWERING)
    allowed = await run_in_threadpool(_is_allowed, site, form, question)
    agrees = fields.get("agrees") == "yes"
    kept = allowed and await run_in_threadpool(
        site.store.room.agree, form.workshop.id, response, number, question.id, agrees=agrees
    )
    if not kept:
        why = room_messages.AGREE_AFTER_ANSWERING if allowed else room_messages.AGREE_NOT_NOW
        return await _send(request, form, question, texts, response, why, status=409)
    site.feed.publish(Changed(form.workshop.id, "agreed"))
    query = urlencode({"r": response, "lang": texts.language})
    address = f"{compose_base(request)}/R/{form.token}/AGREE/{question.id.upper()}"
    return RedirectResponse(f"{address}?{query}#a-{number}", 303)


def _is_allowed(site: Site, form: Form, question: Question) -> bool:
    """Tell whether the workshop is open and the facilitator lets participants agree. Blocks."""
    show = site.store.room.read_shows(form.workshop.id).get(question.id)
    return bool(show and show.agreeing and question.kind == "text" and site.read_stage(form).open)


def _read_number(fields: Mapping[str, str]) -> int | None:
    number = fields.get("number", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


async def _send(
    request: Request,
    form: Form,
    question: Question,
    texts: Texts,
    response: str,
    problem: Message | None = None,
    status: int = 200,
) -> Response:
    site = find_site(request)

    def read() -> tuple[bool, tuple[OthersAnswer, ...]]:
        if not _is_allowed(site, form, question):
            return False, ()
        found = site.store.room.read_words(form.workshop.id, [question.id])
        # Read after the answers: one's own, saved a moment ago, must not be taken for another's.
        own = site.store.room.find_number(form.workshop.id, response) if response else None
        agreed = site.store.room.read_agreed(form.workshop.id, response) if response else frozenset()
        return True, tuple(_compose(answer, own, agreed) for answer in found)

    allowed, others = await run_in_threadpool(read)
    page = await run_in_threadpool(
        site.pages.render,
        "agree.html",
        texts,
        styles=("base.css", "agree.css"),
        scripts=("agree.js",),
        private=True,
        title=question.text.say(texts.language),
        group=form.workshop.group.name,
        form=f"{compose_base(request)}/R/{form.token}",
        address=f"{compose_base(request)}/R/{form.token}/AGREE/{question.id.upper()}",
        question=question.id.upper(),
        response=response,
        allowed=allowed,
        others=others,
        problem=say(texts, problem) if problem else "",
    )
    return respond(request, page, status)


def _compose(answer: RoomAnswer, own: int | None, agreed: frozenset[tuple[int, str]]) -> OthersAnswer:
    return OthersAnswer(
        number=answer.number,
        text=answer.text,
        agreeing=answer.agreeing,
        agreed=(answer.number, answer.item) in agreed,
        own=answer.number == own,
    )
