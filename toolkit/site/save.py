"""Requests that bring answers: a plain form, or a script that saves as one writes. Acknowledged once on disk."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from toolkit.errors import StoreError
from toolkit.model.stage import Save, Saved, Stage
from toolkit.site import messages
from toolkit.site.answers import LARGEST_SEQUENCE, Read, parse_answers, say
from toolkit.site.context import Site, find_form, find_site
from toolkit.site.feed import Changed
from toolkit.site.fields import DO, LANGUAGE, RESPONSE, VERSION, find_given, parse_fields, show_values
from toolkit.site.form import Form
from toolkit.site.form_page import Filled, send_form
from toolkit.site.respond import compose_base, say_message
from toolkit.site.response_id import read_response_id
from toolkit.texts import load_texts

_SWITCH = "lang-"


async def take_plain_form(request: Request) -> Response:
    """Save a plain form as a whole; show it again where something is wrong or another language was asked for."""
    form = find_form(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    site = find_site(request)
    fields = parse_fields(await request.body())
    form = await run_in_threadpool(site.find_version, form, fields.get(VERSION, ""))
    do = fields.get(DO, "")
    texts = load_texts(form.choose_language(do.removeprefix(_SWITCH) if _SWITCH in do else fields.get(LANGUAGE, "")))
    response = read_response_id(fields.get(RESPONSE, "")) or site.make_id()
    given = find_given(form, fields)
    read = parse_answers(form, given, texts)
    filled = Filled(response=response, written=show_values(given), problems=read.problems)
    try:
        draft = await run_in_threadpool(site.store.read_draft, form.workshop.id, response)
        sequence = min(draft.sequence + 1 if draft else 1, LARGEST_SEQUENCE)
        saved = await _save(site, form, response, texts.language, sequence, read)
    except StoreError:
        stage = Stage(workshop=form.workshop.id)
        fault = say(texts, messages.CANNOT_SAVE)
        return await send_form(request, form, stage, texts, replace(filled, fault=fault), status=503)
    if saved.gone:
        fault = say(texts, messages.ERASED_RESPONSE if saved.gone == "erased" else messages.ASIDE_RESPONSE)
        anew = replace(filled, response=site.make_id(), fault=fault)
        return await send_form(request, form, saved.stage, texts, anew, status=409)
    if not saved.kept:
        closed = messages.CLOSED_AND_KEPT if draft else messages.CLOSED
        fault = say(texts, messages.NOT_YOURS if saved.stage.open else closed)
        return await send_form(request, form, saved.stage, texts, replace(filled, fault=fault), status=409)
    if read.problems or _SWITCH in do:
        again = replace(filled, sequence=sequence)
        return await send_form(request, form, saved.stage, texts, again, status=422 if read.problems else 200)
    query = urlencode({"lang": texts.language, "r": response, "done": "1"})
    return RedirectResponse(f"{compose_base(request)}/R/{form.token}?{query}", 303)


async def take_answers(request: Request) -> Response:
    """Save what the script sends, and say when it is on disk: `{"saved": n, "problems": {item: text}, "stage": n}`."""
    form = find_form(request)
    if form is None:
        return _refuse(404, "unknown")
    sent = parse_sent(await request.body())
    if sent is None:
        return _refuse(400, "malformed")
    response, sequence, answers, language, version = sent
    form = await run_in_threadpool(find_site(request).find_version, form, version) if version else form
    texts = load_texts(form.choose_language(language))
    read = parse_answers(form, answers, texts)
    try:
        saved = await _save(find_site(request), form, response, texts.language, sequence, read)
    except StoreError:
        return _refuse(503, "busy")
    if not saved.kept:
        return _refuse(409, saved.gone or ("refused" if saved.stage.open else "closed"))
    facts = {"saved": sequence, "problems": dict(read.problems), "stage": saved.stage.version}
    # In ASCII: a name that was sent may hold half a character, which no encoding has.
    return Response(json.dumps(facts), media_type="application/json")


def parse_sent(body: bytes) -> tuple[str, int, Mapping[str, object], str, str] | None:
    """Read response id, sequence, values by item, language and version from what a script sent; None for all else."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    response, sequence, answers = read_response_id(said.get("response")), said.get("sequence"), said.get("answers")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or not 0 < sequence <= LARGEST_SEQUENCE:
        return None
    if not (response and isinstance(answers, dict)):
        return None
    return response, sequence, answers, str(said.get("language", "")), str(said.get("instrument", ""))[:16]


async def _save(site: Site, form: Form, response: str, language: str, sequence: int, read: Read) -> Saved:
    """Wait until the values are on disk, then tell who looks at the results."""
    save = Save(
        workshop=form.workshop.id,
        response=response,
        instrument=form.instrument.version,
        language=language,
        saved_at=site.say_minute(),
        sequence=sequence,
        values=read.values,
    )
    saved = await site.writer.save(save)
    if saved.kept:
        site.feed.publish(Changed(form.workshop.id, "answers"))
    return saved


def _refuse(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status)
