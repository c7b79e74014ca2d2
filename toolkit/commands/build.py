"""Programme folder → decks, response sheets, QR codes for each workshop, and out/manifest.json over them.

Decks and sheets are built side by side, one process a core: neither needs the other, and each loads its own libraries.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolkit.commands.lanes import Failed, Lane, deal, run_lanes, work_one
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.workshop_build import BuildContext, BuiltDeck, BuiltSheets, BuiltWorkshop, join_parts
from toolkit.errors import InputError, Problem
from toolkit.files import write_bytes
from toolkit.texts import Texts
from toolkit.typeset import has_typeset

if TYPE_CHECKING:
    from toolkit.model.results import Results

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
    context = _read_context(folder, template, out or folder / "out", results=results, database=database)
    chosen = [workshop.id for workshop in context.plan.choose(only)]
    jobs = min(jobs or os.cpu_count() or 1, 2 * len(chosen))
    done = _build_all(context, chosen, jobs)
    built: list[BuiltWorkshop] = []
    problems: list[Problem] = []
    for result in progress(done, len(chosen), "Building") if progress else done:
        if isinstance(result, BuiltWorkshop):
            built.append(result)
        else:
            problems.extend(result)
    if problems:
        raise InputError(drop_repeats(problems))
    manifest = write_manifest(context.plan, context.out, built)
    notices = drop_repeats([*context.plan.notices, *(notice for one in built for notice in one.notices)])
    return BuiltProgramme(out=context.out, manifest=manifest, workshops=tuple(built), notices=notices)


def _read_context(
    folder: Path, template_file: Path | None, out: Path, *, results: bool, database: str | None
) -> BuildContext:
    """Read what all workshops share. Raises InputError with the problems of the programme's files."""
    plan = read_plan(folder)
    return BuildContext(
        plan=plan,
        links=find_links(plan),
        template_file=template_file or plan.template_file,
        out=out,
        results=_read_results(plan, database) if results else None,
    )


def _read_results(plan: Plan, database: str | None) -> "Mapping[str, Mapping[str, Results]]":
    from toolkit.commands.results import compose_all_results  # with the store, which a build otherwise does without

    return compose_all_results(plan, database)


def _open_decks(context: BuildContext) -> Callable[[str], BuiltDeck]:
    from toolkit.commands.workshop_deck import DeckBuilder

    return DeckBuilder(context)


def _open_sheets(context: BuildContext) -> Callable[[str], BuiltSheets]:
    from toolkit.commands.workshop_sheets import build_sheets

    return partial(build_sheets, context)


def _build_all(context: BuildContext, workshop_ids: Sequence[str], jobs: int) -> Iterator[BuiltWorkshop | Failed]:
    """Build in this process, or in several: one half of them makes decks, the other half sheets and codes."""
    if jobs == 1:
        build_deck, build_sheets = _open_decks(context), _open_sheets(context)
        for name in workshop_ids:
            yield _join(context, name, work_one(build_deck, name), work_one(build_sheets, name))
        return
    hands = (jobs - jobs // 2, jobs // 2)
    deck_lanes = [Lane(open_tools=partial(_open_decks, context), names=names) for names in deal(workshop_ids, hands[0])]
    sheet_lanes = [
        Lane(open_tools=partial(_open_sheets, context), names=names) for names in deal(workshop_ids, hands[1])
    ]
    with (
        run_lanes(deck_lanes, may_fork=not has_typeset()) as decks,
        run_lanes(sheet_lanes, may_fork=not has_typeset()) as sheets,
    ):
        for at, name in enumerate(workshop_ids):
            yield _join(context, name, decks[at % hands[0]].receive(), sheets[at % hands[1]].receive())


def _join(
    context: BuildContext, workshop_id: str, deck: BuiltDeck | Failed, sheets: BuiltSheets | Failed
) -> BuiltWorkshop | Failed:
    if isinstance(deck, BuiltDeck) and isinstance(sheets, BuiltSheets):
        return join_parts(context, workshop_id, deck, sheets)
    return tuple(problem for part in (deck, sheets) if isinstance(part, tuple) for problem in part)


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
