"""Requests for a workshop's files: deck, sheets and summary built on demand, and a filled sheet taken in.

Files are built by the same program in a process of its own, one at a time: phones go on being answered meanwhile.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from toolkit.commands.collect import collect_files
from toolkit.errors import ToolkitError
from toolkit.site import messages, room_messages
from toolkit.site.console_pages import choose_console_texts, find_workshop_form, send_workshop
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator import TOKEN, find_session, is_own_form, show_sign_in
from toolkit.site.facilitator_key import Session
from toolkit.site.feed import Changed
from toolkit.site.form import Form
from toolkit.site.respond import say_message
from toolkit.texts import LANGUAGE_TAGS, Texts

MOST_BYTES = 10_000_000
_BUILD_SECONDS = 120
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".pptx": _PPTX, ".xlsx": _XLSX, ".pdf": "application/pdf"}
_SHEET = re.compile(r"sheet-(pdf|xlsx)-([a-z]{2})")


async def download_file(request: Request, session: Session) -> Response:
    """Build a workshop's file and send it."""
    form = find_workshop_form(request)
    wanted = form and _name_file(form, request.path_params["file"])
    if form is None or not wanted:
        return await say_message(request, messages.NO_PAGE, 404)
    options = ["build", "--workshop", form.workshop.id, "--jobs", "1"]
    if request.path_params["file"] == "deck-results":
        options += ["--results", *_name_database(find_site(request))]
    folder = await run_in_threadpool(tempfile.TemporaryDirectory, prefix="toolkit-")
    said = await _run_program(request, [*options, "--out", folder.name])
    path = Path(folder.name) / form.workshop.id / wanted
    if said or not path.exists():
        await run_in_threadpool(folder.cleanup)
        return await send_workshop(request, session, form, 500, problems=tuple(said.splitlines()))
    return _send_file(path, folder)


async def download_summary(request: Request, session: Session) -> Response:
    """Build the summary of all workshops and send it."""
    del session
    site, texts = find_site(request), choose_console_texts(request)
    folder = await run_in_threadpool(tempfile.TemporaryDirectory, prefix="toolkit-")
    path = Path(folder.name) / "summary.xlsx"
    options = ["summary", "--only", "workbook", "--out", str(path), "--language", texts.language, *_name_database(site)]
    said = await _run_program(request, options)
    if said or not path.exists():
        await run_in_threadpool(folder.cleanup)
        return await say_message(request, room_messages.NOT_BUILT, 500, texts, reason=said)
    return _send_file(path, folder)


def _name_file(form: Form, key: str) -> str:
    """Return the file's name as a build gives it; empty for none that it makes."""
    workshop = form.workshop
    if key in ("deck", "deck-results"):
        return f"{workshop.id}-deck-{workshop.language}.pptx"
    found = _SHEET.fullmatch(key)
    if found and found[2] in form.languages and found[2] in LANGUAGE_TAGS:
        return f"{workshop.id}-sheet-{found[2]}.{found[1]}"
    return ""


def _name_database(site: Site) -> list[str]:
    return ["--database", site.database] if site.database else []


def _send_file(path: Path, folder: "tempfile.TemporaryDirectory[str]") -> Response:
    """Send a file and remove it with its folder once it is sent."""
    return FileResponse(
        path,
        media_type=_TYPES[path.suffix],
        filename=path.name,
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(folder.cleanup),
    )


async def _run_program(request: Request, options: Sequence[str]) -> str:
    """Run the program on the site's own folder; return what it said was wrong, or nothing."""
    site, texts = find_site(request), choose_console_texts(request)
    command = ["-m", "toolkit", "-C", str(site.plan.folder), "--lang", texts.language, *options]
    async with site.building, _start(command) as process:
        try:
            _, said = await asyncio.wait_for(process.communicate(), _BUILD_SECONDS)
        except TimeoutError:
            return texts(room_messages.BUILD_SLOW.cause)
    return said.decode("utf-8", "replace").strip() if process.returncode else ""


@asynccontextmanager
async def _start(command: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the program; it has ended when the block has, also where the facilitator went away."""
    quiet, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=quiet, stdout=quiet, stderr=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


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
