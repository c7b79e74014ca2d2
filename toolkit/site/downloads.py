"""Requests for a workshop's deck and sheets, and for the summary: made on demand, in the programme's own out/.

They are built by the same program in a process of its own, one at a time: phones go on being answered meanwhile. What a
facilitator has changed in a file stays, as on the command line; a page then says what became of it and leads to both.
"""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from toolkit.errors import Place
from toolkit.site import messages, room_messages
from toolkit.site.console_pages import choose_console_texts, find_workshop_form, send_console, send_workshop
from toolkit.site.context import Site, find_site
from toolkit.site.facilitator_key import Session
from toolkit.site.form import Form
from toolkit.site.plan_news import say_news
from toolkit.site.replan import look_now
from toolkit.site.respond import compose_base, say_message
from toolkit.texts import LANGUAGE_TAGS, Texts

_BUILD_SECONDS = 120
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".pptx": _PPTX, ".xlsx": _XLSX, ".pdf": "application/pdf"}
_SHEET = re.compile(r"sheet-(pdf|xlsx)-([a-z]{2})")


@dataclass(frozen=True, kw_only=True)
class _Made:
    """What the program said: what became of a file that it did not simply write, in words, and what was wrong."""

    kept: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


async def download_file(request: Request, session: Session) -> Response:
    """Make a workshop's file anew and send it, or say what became of it; with `as` one that lies there is sent.

    It is made by the plan that the page shows: what has changed in the folder is seen first.
    """
    fault = await look_now(request.app)
    form = find_workshop_form(request)
    wanted = form and _name_file(form, request.path_params["file"])
    if form is None or not wanted:
        return await say_message(request, messages.NO_PAGE, 404)
    site = find_site(request)
    path = site.plan.folder / "out" / form.workshop.id / wanted
    if request.query_params.get("as"):
        return await _send_there(request, path)
    if fault:
        problems = tuple(say_news(fault, choose_console_texts(request)))
        return await send_workshop(request, session, form, 500, problems=problems)
    options = ["build", "--workshop", form.workshop.id, "--jobs", "1"]
    if request.path_params["file"] == "deck-results":
        options += ["--results", *_name_database(site)]
    made = await _run_program(request, options, path)
    if made.problems:
        return await send_workshop(request, session, form, 500, problems=made.problems)
    home = f"{compose_base(request)}/F/at/{form.workshop.id}"
    return await _send_made(request, session, path, made, f"{home}/files/{request.path_params['file']}", home)


async def download_summary(request: Request, session: Session) -> Response:
    """Make the summary of all workshops anew and send it, or say what became of it."""
    fault = await look_now(request.app)
    site, texts = find_site(request), choose_console_texts(request)
    suffix = "" if texts.language == site.plan.programme.languages[0] else f"-{texts.language}"
    path = site.plan.folder / "out" / f"summary{suffix}.xlsx"
    if request.query_params.get("as"):
        return await _send_there(request, path)
    if fault:
        said = " ".join(say_news(fault, texts))
        return await say_message(request, room_messages.NOT_BUILT, 500, texts, reason=said)
    options = ["summary", "--only", "workbook", "--out", str(path), "--language", texts.language, *_name_database(site)]
    made = await _run_program(request, options, path)
    if made.problems:
        return await say_message(request, room_messages.NOT_BUILT, 500, texts, reason=" ".join(made.problems))
    base = compose_base(request)
    return await _send_made(request, session, path, made, f"{base}/F/summary", f"{base}/F")


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


async def _send_made(request: Request, session: Session, path: Path, made: _Made, address: str, back: str) -> Response:
    """Send a file that was simply written; of one that somebody has changed, say what became of it."""
    if not made.kept:
        return await _send_file(request, path)
    query = f"lang={choose_console_texts(request).language}"
    return await send_console(
        request,
        session,
        "console-kept.html",
        choose_console_texts(request),
        name=path.name,
        said=made.kept,
        there=f"{address}?{query}&as=it-is",
        new=f"{address}?{query}&as=new" if await run_in_threadpool(_find_beside, path) else "",
        back=f"{back}?{query}",
    )


async def _send_there(request: Request, path: Path) -> Response:
    """Send a file as it lies there, or the newest that lies beside it, and make nothing."""
    wanted = await run_in_threadpool(_find_beside, path) if request.query_params["as"] == "new" else path
    return await _send_file(request, wanted) if wanted else await say_message(request, messages.NO_PAGE, 404)


def _find_beside(path: Path) -> Path | None:
    found = path.parent.glob(f"{path.stem}-new*{path.suffix}")
    return max(found, key=lambda each: each.stat().st_mtime_ns, default=None)


async def _send_file(request: Request, path: Path) -> Response:
    """Send a file as it is at this moment: the next build may replace it while a phone is still fetching it."""
    try:
        content = await run_in_threadpool(path.read_bytes)
    except FileNotFoundError:
        return await say_message(request, messages.NO_PAGE, 404)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(path.name)}",
    }
    return Response(content, media_type=_TYPES[path.suffix], headers=headers)


async def _run_program(request: Request, options: Sequence[str], path: Path) -> _Made:
    """Run the program on the site's own folder; return what became of the file at `path`."""
    site, texts = find_site(request), choose_console_texts(request)
    command = ["-m", "toolkit", "-C", str(site.plan.folder), "--lang", texts.language, "--json", *options]
    async with site.building, _start(command) as process:
        try:
            out, err = await asyncio.wait_for(process.communicate(), _BUILD_SECONDS)
        except TimeoutError:
            return _Made(problems=(texts(room_messages.BUILD_SLOW.cause),))
    return _read_said(out, err, path, texts)


def _read_said(out: bytes, err: bytes, path: Path, texts: Texts) -> _Made:
    """Return what the program said of a file, or why it made none at all."""
    try:
        said: dict[str, Any] = json.loads(out)
    except ValueError:  # it was ended, or is itself at fault
        return _Made(problems=tuple(err.decode("utf-8", "replace").split("\n")) if err.strip() else ("",))
    own = [each for each in said["problems"] if "kept" not in said or each["place"].get("file") == str(path)]
    if own:
        return _Made(problems=tuple(_say(each, texts) for each in own))
    if all(each["file"] != str(path) for each in said["kept"]):
        return _Made()
    told = (each for each in said["notices"] if each["place"].get("file") == str(path))
    return _Made(kept=tuple(" ".join(filter(None, (each["place"].get("key"), each["cause"]))) for each in told))


def _say(problem: dict[str, Any], texts: Texts) -> str:
    where = texts.place(Place(**{"file": "", **problem["place"]}))
    said = " ".join(filter(None, (problem["cause"], problem["remedy"])))
    return f"{where}: {said}" if where else said


@asynccontextmanager
async def _start(command: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the program; it has ended when the block has, also where the facilitator went away."""
    quiet, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=quiet, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
