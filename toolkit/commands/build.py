"""Programme folder → decks, response sheets, QR codes for each workshop, and out/manifest.json over them.

Decks and sheets are built side by side, one process a core: none needs the other, and each loads its own libraries.
"""

import datetime
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolkit.commands.held import find_held_notices
from toolkit.commands.left_behind import find_left_behind
from toolkit.commands.outputs import gather
from toolkit.commands.plan import ADDRESSES_NEW, Plan, find_address_notices, find_links, note_addresses, read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.commands.workers import Done, Work, Workers, work_alone
from toolkit.commands.workshop_build import BuildContext, BuiltWorkshop, join_parts
from toolkit.errors import InputError, Place, Problem
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
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
    outcomes: tuple[Outcome, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say a line a workshop, and where everything lies."""
        lines = [
            texts.plural(
                "{workshop}: {slides} slides, {n} response sheet · code {code} · {folder}",
                "{workshop}: {slides} slides, {n} response sheets · code {code} · {folder}",
                len(built.sheets),
                workshop=built.workshop,
                slides=built.slides,
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
            "kept": list_kept(self.outcomes),
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
    fresh: bool = False,
    new_addresses: bool = False,
    progress: Progress | None = None,
) -> BuiltProgramme:
    """Build the workshops asked for, or all.

    Raises InputError with every problem of every workshop; what was built before it is whole, and the manifest is
    written only when all could be built. A file that the system refuses to replace is told in the problems of what is
    returned. `jobs` is the number of processes (default: one a core). `results` puts what was answered into the results
    slides. `fresh` makes files anew that people have changed, and keeps theirs under dated names.
    """
    aside = _start_anew(folder) if new_addresses else ()
    cores = jobs or os.cpu_count() or 1
    read = partial(
        _read_context, folder, template, out or folder / "out", results=results, database=database, anew=fresh
    )
    if cores == 1:
        context = read()
        chosen = [workshop.id for workshop in context.plan.choose(only)]
        built, problems = _gather(context, chosen, work_alone(_KINDS, context, chosen), progress)
    else:
        with Workers(_KINDS, may_fork=not has_typeset()) as workers:
            workers.start(1)  # decks take longest to load and to make: their libraries load while the programme is read
            context = read()
            chosen = [workshop.id for workshop in context.plan.choose(only)]
            workers.start(min(cores, len(_KINDS) * len(chosen)))
            built, problems = _gather(context, chosen, workers.share(context, chosen), progress)
    if problems:
        raise InputError(drop_repeats(problems))
    return _sum_up(context, built, all_built=not only, aside=aside)


def _sum_up(
    context: BuildContext, built: Sequence[BuiltWorkshop], *, all_built: bool, aside: Sequence[Path]
) -> BuiltProgramme:
    """Write the manifest, and gather what is to be told of the files."""
    manifest = write_manifest(context.plan, context.out, built)
    outcomes = (*(outcome for one in built for outcome in one.outcomes), manifest)
    left = find_left_behind(context.plan, context.out, [one.workshop for one in built], all_built=all_built)
    kept, problems = gather(outcomes)
    held = find_held_notices(context.plan, context.database)
    noted = (*_tell_anew(aside), *note_addresses(context.plan, [one.workshop for one in built]))
    seen_first = (*find_address_notices(context.plan.programme), *noted, *held, *context.plan.notices)
    notices = drop_repeats([*seen_first, *(notice for one in built for notice in one.notices), *left, *kept])
    return BuiltProgramme(
        out=context.out,
        manifest=manifest.path,
        workshops=tuple(built),
        notices=notices,
        problems=problems,
        outcomes=outcomes,
    )


def _start_anew(folder: Path) -> tuple[Path, ...]:
    """Make a new key for all addresses; returns what belonged to the former ones."""
    from toolkit.sheet.secret import start_anew

    return start_anew(folder, os.environ, datetime.date.today())


def _tell_anew(aside: Sequence[Path]) -> tuple[Problem, ...]:
    """Tell that former addresses lead nowhere, and where their key is kept."""
    facts = {"files": ", ".join(path.name for path in aside)}
    return (Problem(place=Place(file=""), message=ADDRESSES_NEW, facts=facts, notice=True),) if aside else ()


def _read_context(
    folder: Path, template_file: Path | None, out: Path, *, results: bool, database: str | None, anew: bool
) -> BuildContext:
    """Read what all workshops share. Raises InputError with the problems of the programme's files."""
    plan = read_plan(folder)
    links = find_links(plan)
    note_addresses(plan, ())  # before anything is printed; a folder that cannot be written to is told at the end
    return BuildContext(
        plan=plan,
        links=links,
        template_file=template_file or plan.template_file,
        out=out,
        results=_read_results(plan, database) if results else None,
        database=database,
        anew=anew,
    )


def _read_results(plan: Plan, database: str | None) -> "Mapping[str, Mapping[str, Results]]":
    from toolkit.commands.results import compose_all_results  # with the store, which a build otherwise does without

    return compose_all_results(plan, database)


def _load_decks() -> Callable[[BuildContext], Work]:
    from toolkit.commands.workshop_deck import DeckBuilder

    return DeckBuilder


def _load_workbooks() -> Callable[[BuildContext], Work]:
    from toolkit.commands.workshop_sheets import build_workbooks

    return lambda context: partial(build_workbooks, context, context.open_outputs())


def _load_prints() -> Callable[[BuildContext], Work]:
    from toolkit.commands.workshop_sheets import build_prints

    return lambda context: partial(build_prints, context, context.open_outputs())


_KINDS = (_load_decks, _load_workbooks, _load_prints)
"""What is built of each workshop, as join_parts takes it; what shares libraries stands side by side."""


def _gather(
    context: BuildContext, workshop_ids: Sequence[str], done: Iterable[Done], progress: Progress | None
) -> tuple[list[BuiltWorkshop], list[Problem]]:
    """Gather what is done as it comes; return the workshops that are whole, in their order, and all problems."""
    parts: dict[str, dict[int, Any]] = {name: {} for name in workshop_ids}
    for one in progress(done, len(_KINDS) * len(parts), "Building") if progress else done:
        parts[one.name][one.kind] = one.result
    built, problems = [], list[Problem]()
    for name, results in parts.items():
        failed = [problem for _, part in sorted(results.items()) if isinstance(part, tuple) for problem in part]
        problems += failed
        if not failed:
            built.append(join_parts(context, name, *(results[kind] for kind in range(len(_KINDS)))))
    return built, problems


def write_manifest(plan: Plan, out: Path, built: Iterable[BuiltWorkshop]) -> Outcome:
    """Write out/manifest.json; a workshop that was not built now keeps the entry it had.

    Programs go by it, so it always tells what is: one that somebody has changed is kept under a dated name.
    """
    path, outputs = out / "manifest.json", Outputs(plan.folder)
    with outputs.hold():  # two builds at once each add what they have built
        return outputs.put(path, _compose_manifest(plan, path, built), anew=True)


def _compose_manifest(plan: Plan, path: Path, built: Iterable[BuiltWorkshop]) -> bytes:
    entries = {**_read_entries(path, plan.programme.id), **{one.workshop: one.entry for one in built}}
    workshops = [{"id": workshop.id, **entries[workshop.id]} for workshop in plan.workshops if workshop.id in entries]
    manifest = {"programme": plan.programme.id, "workshops": workshops}
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _read_entries(path: Path, programme: str) -> dict[str, dict[str, Any]]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["programme"] != programme:
            return {}
        return {entry.pop("id"): entry for entry in manifest["workshops"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # no earlier manifest, or not one of ours: every entry is written anew
