"""Requests by which a filled sheet is taken in, by the same recipe as on the command line."""

import re
import tempfile
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from toolkit.commands.collect import collect_files
from toolkit.errors import ToolkitError
from toolkit.site import messages, room_messages
from toolkit.site.console_pages import choose_console_texts, find_workshop_form, send_workshop
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator import TOKEN, find_session, is_own_form, show_sign_in
from toolkit.site.feed import Changed
from toolkit.site.respond import say_message
from toolkit.texts import Texts

MOST_BYTES = 10_000_000


async def take_sheet(request: Request) -> Response:
    """Take a filled sheet in, by the same recipe as `toolkit collect`, and show its receipt and its problems."""
    session, form = await find_session(request), find_workshop_form(request)
    if session is None:
        return await show_sign_in(request)
    if form is None:
        return await say_message(request, messages.NO_PAGE, 404)
    async with request.form(max_files=1, max_fields=10) as given:
        if not is_own_form(request, session, str(given.get(TOKEN, ""))):
            return await say_message(request, room_messages.NOT_FROM_HERE, 403)
        file, texts = given.get("file"), choose_console_texts(request)
        problem = _find_upload_problem(file, texts)
        if problem or not isinstance(file, UploadFile):
            return await send_workshop(request, session, form, 422, problems=(problem,))
        content = await file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            said = texts(room_messages.UPLOAD_LARGE.cause, most=MOST_BYTES // 1_000_000)
            return await send_workshop(request, session, form, 413, problems=(said,))
        name, correction = _tidy_name(file.filename or ""), given.get("correction") == "yes"
        copy = str(given.get("copy", "")).strip()[:80]
    receipt, problems = await run_in_threadpool(
        _collect, find_site(request), name, content, texts, correction=correction, copy=copy
    )
    for workshop in find_site(request).plan.workshops:
        find_site(request).feed.publish(Changed(workshop.id, "answers"))
    return await send_workshop(request, session, form, 422 if problems else 200, receipt=receipt, problems=problems)


def _find_upload_problem(file: object, texts: Texts) -> str:
    if not isinstance(file, UploadFile) or not file.filename:
        return texts(room_messages.UPLOAD_MISSING.cause)
    if Path(file.filename).suffix.lower() not in (".xlsx", ".csv"):
        return texts(room_messages.UPLOAD_KIND.cause)
    return ""


def _tidy_name(name: str) -> str:
    """Return a file's name as it may stand in a folder and in a receipt: no folder, nothing unprintable."""
    last = re.split(r"[/\\]", name)[-1]
    bare = re.sub(r"[^\w .()\-]", "_", last).strip(" .")
    stem, suffix = Path(bare).stem[:80], Path(bare).suffix.lower()
    return f"{stem or 'sheet'}{suffix}"


def _collect(
    site: Site, name: str, content: bytes, texts: Texts, *, correction: bool, copy: str
) -> tuple[str, tuple[str, ...]]:
    """Collect one file; return its receipt and its problems and notices, in words. Blocks."""
    with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            done = collect_files(
                site.plan.folder,
                [path],
                database=site.database,
                correction=correction,
                copy=copy or None,
                taken_at=site.say_minute(),
            )
        except ToolkitError as error:
            return "", tuple(_say_bare(texts.problem(problem), folder) for problem in error.problems)
        said = _say_bare(done.describe(texts), folder)
        faults = (*done.problems, *done.notices)
        return said, tuple(_say_bare(texts.problem(problem), folder) for problem in faults)


def _say_bare(said: str, folder: str) -> str:
    """Leave the folder out of what is said: nobody has put the file there."""
    return said.replace(f"{folder}/", "").replace(f"{folder}\\", "")
