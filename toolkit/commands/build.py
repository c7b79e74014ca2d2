"""Programme folder → decks, response sheets, QR codes for each workshop, and out/manifest.json over them.

Workshops are built side by side, one process a core: each reads the plan, none needs another.
"""

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from toolkit.commands.plan import Plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.workshop_build import BuildContext, BuiltWorkshop, build_workshop, read_context
from toolkit.errors import InputError, Problem, ToolkitError
from toolkit.files import write_bytes
from toolkit.texts import Texts
from toolkit.typeset import has_typeset

T = TypeVar("T")


class Progress(Protocol):
    """Tell how far the work has come, by wrapping what is worked through."""

    def __call__(self, things: Iterable[T], total: int, label: str) -> Iterator[T]:
        """Yield the things."""


@dataclass(frozen=True, kw_only=True)
class BuiltProgramme:
    """What was built, where."""

    out: Path
    manifest: Path
    workshops: tuple[BuiltWorkshop, ...]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say a line a workshop, and where everything lies."""
        lines = [
            texts(
                "{workshop}: {slides} slides, {sheets} response sheets · code {code} · {folder}",
                workshop=built.workshop,
                slides=built.slides,
                sheets=len(built.sheets),
                code=built.code,
                folder=str(self.out / built.workshop),
            )
            for built in self.workshops
        ]
        counted = texts.plural("Built {n} workshop.", "Built {n} workshops.", len(self.workshops))
        return "\n".join(
            [*lines, texts("{counted} Addresses and files: {manifest}", counted=counted, manifest=str(self.manifest))]
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the manifest's place and each workshop's files."""
        return {
            "out": str(self.out),
            "manifest": str(self.manifest),
            "workshops": [{"id": built.workshop, "slides": built.slides, **built.entry} for built in self.workshops],
        }


def build_programme(
    folder: Path,
    *,
    only: tuple[str, ...] = (),
    template: Path | None = None,
    out: Path | None = None,
    jobs: int | None = None,
    results: bool = False,
    database: str | None = None,
    progress: Progress | None = None,
) -> BuiltProgramme:
    """Build the workshops asked for, or all.

    Raises InputError with every problem of every workshop; what was built before it is whole, and the manifest is
    written only when all went well. `jobs` is the number of processes (default: one a core). `results` puts what was
    answered into the results slides.
    """
    out = out or folder / "out"
    context = read_context(folder, template, out, results=results, database=database)
    chosen = context.plan.choose(only)
    jobs = min(jobs or os.cpu_count() or 1, len(chosen))
    done = _build_all(context, [workshop.id for workshop in chosen], jobs, database)
    built: list[BuiltWorkshop] = []
    problems: list[Problem] = []
    for result in progress(done, len(chosen), "Building") if progress else done:
        if isinstance(result, BuiltWorkshop):
            built.append(result)
        else:
            problems.extend(result)
    if problems:
        raise InputError(drop_repeats(problems))
    manifest = write_manifest(context.plan, out, built)
    notices = drop_repeats([*context.notices, *(notice for one in built for notice in one.notices)])
    return BuiltProgramme(out=out, manifest=manifest, workshops=tuple(built), notices=notices)


Result = BuiltWorkshop | tuple[Problem, ...]

_context: BuildContext | None = None


def _build_all(context: BuildContext, workshop_ids: list[str], jobs: int, database: str | None) -> Iterator[Result]:
    """Build in this process or in several. A forked process has the context already; a spawned one reads it anew."""
    global _context  # noqa: PLW0603  the one way to hand a forked process what was read before the fork
    _context = context
    if jobs == 1:
        yield from map(_build_one, workshop_ids)
        return
    method = "fork" if sys.platform == "linux" and not has_typeset() else "spawn"
    request = (context.plan.folder, context.template_file, context.out, context.results is not None, database)
    with ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context(method), initializer=_start_worker, initargs=request
    ) as pool:
        try:
            yield from pool.map(_build_one, workshop_ids)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _start_worker(folder: Path, template: Path, out: Path, results: bool, database: str | None) -> None:
    global _context  # noqa: PLW0603  see _build_all
    # An interruption reaches every process of a terminal: the first one sees to it, and what is begun is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # typst's own: this process has one core
    if _context is None:
        _context = read_context(folder, template, out, results=results, database=database)


def _build_one(workshop_id: str) -> Result:
    assert _context is not None  # noqa: S101  set before any worker starts
    try:
        return build_workshop(_context, workshop_id)
    except ToolkitError as error:
        return error.problems


def write_manifest(plan: Plan, out: Path, built: Iterable[BuiltWorkshop]) -> Path:
    """Write out/manifest.json; a workshop that was not built now keeps the entry it had."""
    path = out / "manifest.json"
    entries = {**_read_entries(path, plan.programme.id), **{one.workshop: one.entry for one in built}}
    workshops = [{"id": workshop.id, **entries[workshop.id]} for workshop in plan.workshops if workshop.id in entries]
    manifest = {"programme": plan.programme.id, "workshops": workshops}
    write_bytes(path, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def _read_entries(path: Path, programme: str) -> dict[str, dict[str, Any]]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["programme"] != programme:
            return {}
        return {entry.pop("id"): entry for entry in manifest["workshops"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # no earlier manifest, or not one of ours: every entry is written anew
